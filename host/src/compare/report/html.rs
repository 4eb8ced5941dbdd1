//! The page: one file that needs nothing else, with everything in it that is in the JSON.

use super::charts::Chart;
use super::plot::short;
use super::Report;
use crate::compare::rows::{Figure, Row};
use crate::compare::summary::{goal, paper, Line, MEASURES};
use std::fmt::Write as _;
use std::path::Path;

const STYLE: &str = "
:root { color-scheme: light dark; --line: #8884; --l1: #1f966e; --l2: #d6543a; --plain: #8c8c96; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; padding: 1rem; max-width: 76rem; }
h1 { font-size: 1.6rem; line-height: 1.2; } h2 { margin-top: 2.5rem; }
table { border-collapse: collapse; font-size: .85rem; }
th, td { text-align: right; padding: .2rem .6rem; border-bottom: 1px solid var(--line); white-space: nowrap; }
th:first-child, td:first-child, .left { text-align: left; }
.scroll { overflow-x: auto; }
.plots { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 30rem), 1fr)); gap: 1.5rem; }
figure { margin: 0; min-width: 0; } figure b { display: block; } figure svg { width: 100%; height: auto; }
figcaption { font-size: .85rem; }
details { border-bottom: 1px solid var(--line); } summary { cursor: pointer; padding: .35rem 0; }
p { overflow-wrap: anywhere; } code { font-size: .8rem; } .bad { color: var(--l2); } .good { color: var(--l1); }
";

/// The page of a report whose files lie in `folder`, with links relative to it.
pub fn html(report: &Report, charts: &[Chart], folder: &Path) -> String {
    let mut page = String::new();
    let title = "L1 against L2 normalisation in silicon";
    // Writing to a string does not fail.
    let _ = writeln!(
        page,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>"
    );
    let _ = writeln!(
        page,
        "<p>Speed, area and energy of the two normalisers' parts as open tools see them ({}), made by <code>{}</code>. \
         Stimulus: accumulators recorded from training 784-256-10 on MNIST, <code>{}</code>. No layout, no clock tree; \
         every energy comes from a netlist run whose results equal the golden model bit for bit, else there is none. \
         The paper: L1 1.5x faster with 50 % of the energy per primitive on FPGA (arXiv:1802.09769), 25 % faster with \
         37 % less energy in ASIC synthesis (its journal version).</p>",
        escape(&report.tools.join(", ")),
        escape(&report.command),
        link(&report.stimulus, folder),
    );
    let failed = report.rows.iter().filter(|row| !row.problems.is_empty()).count();
    if failed > 0 {
        let _ = writeln!(
            page,
            "<p class=\"bad\">{failed} of {} rows lack figures; each says why.</p>",
            report.rows.len()
        );
    }
    page.push_str("<h2>L1 to L2</h2>\n");
    page.push_str(&summary(&report.summary));
    page.push_str("<h2>Plots</h2>\n<div class=\"plots\">\n");
    for chart in charts {
        let _ = writeln!(
            page,
            "<figure><b>{}</b>{}<figcaption>{}</figcaption></figure>",
            escape(&chart.title),
            chart.svg,
            escape(&chart.caption)
        );
    }
    page.push_str("</div>\n<h2>Every figure</h2>\n<p>Each row with its figures, the files behind them and the command that makes them.</p>\n");
    for row in &report.rows {
        page.push_str(&details(row, folder));
    }
    page.push_str("</body>\n</html>\n");
    page
}

fn summary(lines: &[Line]) -> String {
    let mut text = "<div class=\"scroll\"><table>\n<tr><th>L1 / L2</th><th>bits</th><th class=\"left\">target</th>\
                    <th class=\"left\">measure</th><th>L1</th><th>best L2</th><th>L1 : L2</th><th>L1 : plain L2</th>\
                    <th>paper</th><th>goal</th></tr>\n"
        .to_owned();
    let optional = |value: Option<f64>| value.map_or(String::new(), short);
    for line in lines {
        let class = match line.reached {
            Some(true) => " class=\"good\"",
            Some(false) => " class=\"bad\"",
            None => "",
        };
        let _ = writeln!(
            text,
            "<tr><td>{}</td><td>{}</td><td class=\"left\">{}</td><td class=\"left\">{}</td><td>{} {} ({})</td>\
             <td>{} {} ({})</td><td{class}>{}</td><td>{}</td><td>{}</td><td{class}>{}</td></tr>",
            escape(&line.functions),
            line.bits,
            escape(&line.target),
            line.measure,
            short(line.l1.value),
            escape(&line.unit),
            escape(&line.l1.variant),
            short(line.l2.value),
            escape(&line.unit),
            escape(&line.l2.variant),
            short(line.ratio),
            optional(line.ratio_plain),
            optional(line.paper),
            optional(line.goal),
        );
    }
    text.push_str("</table></div>\n");
    text
}

/// A row, folded.
fn details(row: &Row, folder: &Path) -> String {
    let mark = match (row.problems.is_empty(), &row.does_not_fit) {
        (true, None) => "",
        (true, Some(_)) => ": does not fit",
        (false, _) => " <span class=\"bad\">figures missing</span>",
    };
    let mut text = format!(
        "<details><summary>{} {} {} bits, {}, {} on {}{mark}</summary>\n",
        row.level,
        escape(&row.function),
        row.bits,
        row.norm.to_uppercase(),
        escape(&row.variant),
        escape(&row.target)
    );
    if let Some(why) = &row.does_not_fit {
        let _ = writeln!(text, "<p>{}</p>", escape(why));
    }
    for problem in &row.problems {
        let _ = writeln!(text, "<p class=\"bad\">{}</p>", escape(problem));
    }
    text.push_str(
        "<div class=\"scroll\"><table>\n<tr><th>figure</th><th>value</th><th class=\"left\">unit</th><th>paper, goal (ratio)</th>\
         <th class=\"left\">made at, from</th><th class=\"left\">files</th><th class=\"left\">command</th></tr>\n",
    );
    for figure in &row.figures {
        let _ = writeln!(
            text,
            "<tr><td>{}</td><td>{}</td><td class=\"left\">{}</td><td>{}</td><td class=\"left\">{}</td>\
             <td class=\"left\">{}</td><td class=\"left\"><code>{}</code></td></tr>",
            escape(&figure.name),
            figure.value,
            escape(&figure.unit),
            claims(row, figure),
            escape(figure.note.as_deref().unwrap_or("")),
            files(figure, folder),
            escape(&figure.command),
        );
    }
    text.push_str("</table></div></details>\n");
    text
}

/// What the paper and the project's goal say of L1 to L2 by this figure.
fn claims(row: &Row, figure: &Figure) -> String {
    let Some(measure) = MEASURES
        .iter()
        .find(|measure| measure.figures.contains(&figure.name.as_str()))
    else {
        return String::new();
    };
    let asic = row.value("leakage").is_some();
    let claims = [
        ("paper", paper(row.level, asic, measure.name)),
        ("goal", goal(row.level, measure.name)),
    ];
    let text = claims.map(|(name, value)| value.map(|value| format!("{name} {}", short(value))));
    text.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn files(figure: &Figure, folder: &Path) -> String {
    let files = &figure.files;
    let named = [
        ("netlist", &files.netlist),
        ("stimulus", &files.stimulus),
        ("activity", &files.activity),
        ("library", &files.library),
    ];
    let links = named.into_iter().filter_map(|(name, file)| {
        let file = file.as_ref()?;
        let href = file.strip_prefix(folder).unwrap_or(file);
        Some(format!(
            "<a href=\"{}\">{name}</a>",
            escape(&href.display().to_string())
        ))
    });
    links.collect::<Vec<_>>().join(" ")
}

fn link(file: &Path, folder: &Path) -> String {
    let href = escape(&file.strip_prefix(folder).unwrap_or(file).display().to_string());
    format!("<a href=\"{href}\">{href}</a>")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
