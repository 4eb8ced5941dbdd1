//! The table for people.

use super::plot::short;
use crate::compare::rows::Row;
use crate::compare::summary::Line;

/// The columns of figures: heading, names of the figure.
const COLUMNS: [(&str, &[&str]); 9] = [
    ("MHz", &["fmax"]),
    ("cells", &["logic"]),
    ("dsp", &["dsp"]),
    ("um2", &["area"]),
    ("ns", &["latency"]),
    ("lanes", &["lanes"]),
    (
        "samples/s",
        &["samples_per_second_device", "samples_per_second_mm2"],
    ),
    ("energy", &["energy"]),
    ("zero delay", &["energy_zero_delay"]),
];

/// All rows, a block a target and level, then the summary.
pub fn table(rows: &[Row], summary: &[Line]) -> String {
    let mut text = String::new();
    let mut blocks: Vec<(&str, String)> = Vec::new();
    for row in rows {
        let block = (row.target.as_str(), row.level.to_string());
        if !blocks.contains(&block) {
            blocks.push(block);
        }
    }
    for (target, level) in blocks {
        let here = rows
            .iter()
            .filter(|row| row.target == target && row.level.to_string() == level);
        text.push_str(&block(target, &level, &here.collect::<Vec<_>>()));
        text.push('\n');
    }
    text.push_str(&summary_table(summary));
    text
}

/// The rows of one target and level, with the columns that any of them fills.
fn block(target: &str, level: &str, rows: &[&Row]) -> String {
    let columns = COLUMNS.iter();
    let columns: Vec<_> = columns
        .filter(|(_, names)| rows.iter().any(|row| first(row, names).is_some_and(|v| v != 0.0)))
        .collect();
    let mut lines = vec![vec![
        "function".to_owned(),
        "bits".to_owned(),
        "variant".to_owned(),
    ]];
    lines[0].extend(columns.iter().map(|(heading, _)| (*heading).to_owned()));
    for row in rows {
        let mut line = vec![row.function.clone(), row.bits.to_string(), row.variant.clone()];
        line.extend(
            columns
                .iter()
                .map(|(_, names)| first(row, names).map_or("-".to_owned(), short)),
        );
        lines.push(line);
    }
    let mut text = format!("{target}, {level}\n{}", aligned(&lines, 3));
    for row in rows {
        for problem in row.does_not_fit.iter().chain(&row.problems) {
            text.push_str(&format!("  {}: {problem}\n", row.design));
        }
    }
    text
}

fn first(row: &Row, names: &[&str]) -> Option<f64> {
    names.iter().find_map(|name| row.value(name))
}

/// The ratios of L1 to L2.
pub fn summary_table(summary: &[Line]) -> String {
    let heads = [
        "L1 / L2", "bits", "target", "measure", "L1", "best L2", "L1:L2", "L1:plain", "paper", "goal",
    ];
    let mut lines = vec![heads.map(ToOwned::to_owned).to_vec()];
    let optional = |value: Option<f64>| value.map_or(String::new(), short);
    for line in summary {
        let verdict = match line.reached {
            Some(true) => "reached",
            Some(false) => "missed",
            None => "",
        };
        lines.push(vec![
            line.functions.clone(),
            line.bits.to_string(),
            line.target.clone(),
            line.measure.clone(),
            format!("{} ({})", short(line.l1.value), line.l1.variant),
            format!("{} ({})", short(line.l2.value), line.l2.variant),
            short(line.exact()),
            optional(line.exact_plain()),
            optional(line.paper),
            format!("{} {verdict}", optional(line.goal)).trim().to_owned(),
        ]);
    }
    aligned(&lines, 4)
}

/// Columns side by side: the first `left` to the left, the others to the right.
fn aligned(lines: &[Vec<String>], left: usize) -> String {
    let count = lines.first().map_or(0, Vec::len);
    let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max();
    let widths: Vec<usize> = (0..count).map(|column| width(column).unwrap_or(0)).collect();
    let mut text = String::new();
    for line in lines {
        let cells = line.iter().zip(&widths).enumerate();
        let cells = cells.map(|(i, (cell, &width))| match i < left {
            true => format!("{cell:<width$}"),
            false => format!("{cell:>width$}"),
        });
        text.push_str(format!("  {}", cells.collect::<Vec<_>>().join("  ")).trim_end());
        text.push('\n');
    }
    text
}
