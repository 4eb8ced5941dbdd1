//! The rows for spreadsheets and for documents: comma-separated values, and the summary in Markdown.

use super::plot::short;
use crate::compare::rows::Row;
use crate::compare::summary::Line;

/// A line a row, a column a figure with its unit in brackets; empty where a row lacks it, and the last column why.
pub fn csv(rows: &[Row]) -> String {
    let mut columns: Vec<String> = Vec::new();
    for figure in rows.iter().flat_map(|row| &row.figures) {
        // the net with the most power is another one in every row
        if !columns.contains(&figure.name) && figure.name != "net_switching" {
            columns.push(figure.name.clone());
        }
    }
    let unit = |name: &str| rows.iter().find_map(|row| Some(row.figure(name)?.unit.as_str()));
    let heads = ["level", "function", "norm", "bits", "variant", "stages", "target"];
    let mut lines = vec![heads.map(ToOwned::to_owned).to_vec()];
    // Relative units and picojoules share a column: the target tells which.
    lines[0].extend(
        columns
            .iter()
            .map(|name| match name.starts_with("energy") && name != "energy_up5k" {
                true => name.clone(),
                false => format!("{name} ({})", unit(name).unwrap_or_default()),
            }),
    );
    lines[0].push("lacking".to_owned());
    for row in rows {
        let mut line = vec![
            row.level.to_string(),
            row.function.clone(),
            row.norm.clone(),
            row.bits.to_string(),
            row.variant.clone(),
            row.stages.to_string(),
            row.target.clone(),
        ];
        line.extend(
            columns
                .iter()
                .map(|name| row.value(name).map_or(String::new(), |value| value.to_string())),
        );
        let why: Vec<&str> = row
            .does_not_fit
            .iter()
            .chain(&row.problems)
            .map(String::as_str)
            .collect();
        line.push(why.join("; "));
        lines.push(line);
    }
    let quoted = |cell: &String| match cell.contains([',', '"', '\n']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.clone(),
    };
    let text = lines
        .iter()
        .map(|line| line.iter().map(quoted).collect::<Vec<_>>().join(",") + "\n");
    text.collect()
}

/// The measures in a line of the Markdown, and whether the ratio to the plain L2 is beside it.
const MEASURES: [(&str, bool); 6] = [
    ("speed", true),
    ("speed at equal area", false),
    ("area", false),
    ("area with memory", false),
    ("energy", true),
    ("energy of wires", false),
];

/// The summary as a table of Markdown for each width: a line a pair and target, ratios of L1 to L2.
pub fn markdown(summary: &[Line]) -> String {
    let mut widths: Vec<u32> = summary.iter().map(|line| line.bits).collect();
    widths.sort_unstable();
    widths.dedup();
    let tables = widths.iter().map(|&bits| table(summary, bits));
    tables.collect::<Vec<_>>().join("\n")
}

fn table(summary: &[Line], bits: u32) -> String {
    let here: Vec<&Line> = summary.iter().filter(|line| line.bits == bits).collect();
    let mut text = format!("| L1 / L2, {bits} bits | target |");
    text.extend(MEASURES.iter().map(|(name, _)| format!(" {name} |")));
    text.push_str("\n|---|---|");
    text.push_str(&"---|".repeat(MEASURES.len()));
    text.push('\n');
    let mut places: Vec<(&str, &str)> = Vec::new();
    for line in &here {
        if !places.contains(&(&line.functions, &line.target)) {
            places.push((&line.functions, &line.target));
        }
    }
    for (functions, target) in places {
        text.push_str(&format!("| {functions} | {target} |"));
        for (measure, plain) in MEASURES {
            let line = here.iter().find(|line| {
                (
                    line.functions.as_str(),
                    line.target.as_str(),
                    line.measure.as_str(),
                ) == (functions, target, measure)
            });
            let cell = line.map_or(String::new(), |line| match line.exact_plain().filter(|_| plain) {
                Some(ratio) => format!("{} ({})", short(line.exact()), short(ratio)),
                None => short(line.exact()),
            });
            text.push_str(&format!(" {cell} |"));
        }
        text.push('\n');
    }
    text
}
