//! The page: one file that needs nothing else, with everything in it that is in the JSON.

use super::charts::Chart;
use super::plot::short;
use super::Report;
use crate::compare::rows::{Figure, Row};
use crate::compare::summary::{goal, paper, Line, MEASURES};
use std::ffi::OsString;
use std::fmt::Write as _;
use std::path::{Component, Path, PathBuf};

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

/// What the figures do not say, before the figures.
const READING: &str = "<ul>
<li>Every ratio is that of L1's best design to L2's best one by the measure of its line. Where the paper's column is empty \
it says nothing of that line; its figures are ratios too. Placements: the least and the largest ratio of single placements.\
</li>
<li>Area on an FPGA is the share of the scarcest resource, memory and multiplier blocks included.</li>
<li>Energy on an FPGA is of wires and clock pins alone, without glitches: what happens inside a block of memory or a \
multiplier is not in it, so neither is L1's ring, nor a square in multiplier blocks. That a clock pin weighs like two \
switches of routing is a convention, so the ratio of the wires alone stands beside it.</li>
<li>On standard cells memories stand beside the netlist, neither in area nor in energy; a row's memory figures say what is \
missing, and no goal of energy is judged where one side has a memory and the other has none.</li>
<li>Speed on an FPGA ends at what the device's clock network carries; of GW2A no such figure is known.</li>
<li>Lanes at equal area run at the clock of one lane placed alone, on nine tenths of the device, and are no whole numbers in \
the summary.</li>
</ul>
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
    page.push_str(READING);
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
                    <th>placements</th><th>paper</th><th>goal</th><th class=\"left\">command</th></tr>\n"
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
             <td>{} {} ({})</td><td{class}>{}</td><td>{}</td><td>{}</td><td>{}</td><td{class}>{}</td>\
             <td class=\"left\"><code>{}</code></td></tr>",
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
            short(line.exact()),
            optional(line.exact_plain()),
            line.spread
                .map_or(String::new(), |[low, high]| format!("{} to {}", short(low), short(high))),
            optional(line.paper),
            optional(line.goal),
            escape(&line.command),
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
        escape(&row.norm.to_uppercase()),
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
    let links = figure.files.named().map(|(role, file)| {
        let href = escape(&relative(file, folder).display().to_string());
        format!("<a href=\"{href}\">{role}</a>")
    });
    links.collect::<Vec<_>>().join(" ")
}

fn link(file: &Path, folder: &Path) -> String {
    let (href, name) = (relative(file, folder), file.display().to_string());
    format!(
        "<a href=\"{}\">{}</a>",
        escape(&href.display().to_string()),
        escape(&name)
    )
}

/// The way to `file` from a page in `folder`, both as they are called from the current folder.
fn relative(file: &Path, folder: &Path) -> PathBuf {
    let parts = |path: &Path| -> Option<Vec<OsString>> {
        let mut parts = Vec::new();
        for part in std::path::absolute(path).ok()?.components() {
            match part {
                Component::ParentDir => {
                    parts.pop();
                }
                Component::Normal(name) => parts.push(name.to_owned()),
                _ => {}
            }
        }
        Some(parts)
    };
    let (Some(to), Some(from)) = (parts(file), parts(folder)) else {
        return file.to_owned();
    };
    let shared = to.iter().zip(&from).take_while(|(a, b)| a == b).count();
    let up = from[shared..].iter().map(|_| OsString::from(".."));
    up.chain(to[shared..].iter().cloned()).collect()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::relative;
    use std::path::Path;

    #[test]
    fn links_lead_from_the_page_to_the_file() {
        for (file, folder, way) in [
            ("out/cache/a/n.v", "out", "cache/a/n.v"),
            (
                "build/compare/cache/n.v",
                "other/page",
                "../../build/compare/cache/n.v",
            ),
            ("./x/../out/n.v", "out", "n.v"),
            ("/a/b/n.v", "/a/c", "../b/n.v"),
        ] {
            let found = relative(Path::new(file), Path::new(folder));
            assert_eq!(found, Path::new(way), "{file} from {folder}");
        }
    }
}
