//! Reports of several runs as one: what a run of everything would have said.

use super::Report;
use crate::compare::rows::{Row, SHARED_PERIOD};
use crate::compare::summary::{summary, Pair};
use crate::failure::Failure;
use std::path::Path;

/// What tells rows apart.
fn place(row: &Row) -> impl PartialEq + '_ {
    (
        row.level,
        row.bits,
        &row.function,
        &row.norm,
        &row.variant,
        &row.target,
    )
}

/// What shares a clock.
fn group(row: &Row) -> (Option<Pair>, u32, &str) {
    (Pair::of(row.level, &row.function), row.bits, &row.target)
}

/// The largest figure, and its reciprocal the least, that a report is believed.
const LARGEST: f64 = 1e30;
/// The longest name of a target.
const LONGEST: usize = 100;

/// That names and figures of a row are such as a run writes.
fn check(row: &Row) -> Result<(), String> {
    let odd = |c: char| c.is_control() || c == '/';
    if row.target.is_empty() || row.target.len() > LONGEST || row.target.contains(odd) {
        return Err(format!("{:?} is no target", row.target));
    }
    let believed = |value: f64| value == 0.0 || (1.0 / LARGEST..=LARGEST).contains(&value.abs());
    match row.figures.iter().find(|figure| !believed(figure.value)) {
        None => Ok(()),
        Some(figure) => Err(format!(
            "{} of {} on {} is {:e}",
            figure.name, row.design, row.target, figure.value
        )),
    }
}

impl Report {
    /// The report in a file.
    ///
    /// # Errors
    /// [`Failure::Input`], naming the file.
    pub fn read(file: &Path) -> Result<Report, Failure> {
        let refused = |why: String| {
            Failure::input(format!(
                "--from {}: {why}; expected a compare.json of signum compare",
                file.display()
            ))
        };
        let text = std::fs::read_to_string(file).map_err(|e| refused(e.to_string()))?;
        let report: Report = serde_json::from_str(&text).map_err(|e| refused(e.to_string()))?;
        for row in &report.rows {
            check(row).map_err(refused)?;
        }
        Ok(report)
    }

    /// The rows of all `reports`; of a row that several have, the last one's. What is derived from rows is derived anew.
    /// Files keep the names they were reported under.
    ///
    /// # Errors
    /// [`Failure::Input`] where energies of one comparison were taken at different clocks.
    pub fn joined(reports: Vec<Report>, command: String, out: &Path) -> Result<Report, Failure> {
        let mut tools: Vec<String> = Vec::new();
        let mut rows: Vec<Row> = Vec::new();
        let (mut stimulus, mut seconds) = (Default::default(), 0.0);
        for report in reports {
            stimulus = report.stimulus;
            seconds += report.seconds;
            for tool in report.tools {
                if !tools.contains(&tool) {
                    tools.push(tool);
                }
            }
            for row in report.rows {
                match rows.iter_mut().find(|known| place(known) == place(&row)) {
                    Some(known) => *known = row,
                    None => rows.push(row),
                }
            }
        }
        // within these as they came
        rows.sort_by_key(|row| (row.level, row.bits));
        for row in &rows {
            let rivals = rows.iter().filter(|other| group(other) == group(row));
            let mut periods = rivals.filter_map(|other| other.value(SHARED_PERIOD));
            let (Some(own), Some(other)) = (
                row.value(SHARED_PERIOD),
                periods.find(|period| Some(*period) != row.value(SHARED_PERIOD)),
            ) else {
                continue;
            };
            return Err(Failure::input(format!(
                "--from: {} on {} has its energy at {own} ns, others of its comparison at {other} ns; measure them in one \
                 run: signum compare --level {} --bits {} --target {}",
                row.design, row.target, row.level, row.bits, row.target
            )));
        }
        Ok(Report {
            command,
            tools,
            stimulus,
            summary: summary(&rows),
            failed: rows.iter().filter(|row| !row.problems.is_empty()).count(),
            rows,
            seconds,
            out: out.to_owned(),
        })
    }
}
