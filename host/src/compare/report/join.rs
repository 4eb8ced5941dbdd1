//! Reports of several runs as one: what a run of everything would have said.

use super::Report;
use crate::compare::rows::{Row, SHARED_PERIOD};
use crate::compare::summary::{summary, Pair};
use crate::failure::Failure;
use hdl::comparison::WIDTHS;
use std::path::{Path, PathBuf};

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
const LARGEST: f64 = 1e18;
/// The longest name of a target.
const LONGEST: usize = 100;

/// That names and figures of a row are such as a run writes.
fn check(row: &Row) -> Result<(), String> {
    let odd = |c: char| c.is_control() || c == '/';
    for (what, name) in [
        ("target", &row.target),
        ("design", &row.design),
        ("variant", &row.variant),
        ("function", &row.function),
    ] {
        if name.is_empty() || name.len() > LONGEST || name.contains(odd) {
            let name: String = name.chars().take(LONGEST).collect();
            return Err(format!("{name:?} is no {what}"));
        }
    }
    if Pair::of(row.level, &row.function).is_none() {
        return Err(format!("level {} has no function {:?}", row.level, row.function));
    }
    if !["l1", "l2"].contains(&row.norm.as_str()) {
        return Err(format!("{:?} is no norm, expected l1 or l2", row.norm));
    }
    if !WIDTHS.contains(&row.bits) {
        return Err(format!(
            "{} bits of {}, expected 8, 16 or 32",
            row.bits, row.design
        ));
    }
    let texts = row.does_not_fit.iter().chain(&row.problems);
    if let Some(text) = texts
        .map(String::as_str)
        .find(|text| text.contains(|c: char| c.is_control() && c != '\n'))
    {
        let text: String = text.chars().take(LONGEST).collect();
        return Err(format!("{text:?} is not what a run says"));
    }
    let believed = |value: f64| value == 0.0 || (1.0 / LARGEST..=LARGEST).contains(&value);
    for (number, figure) in row.figures.iter().enumerate() {
        let of = format!("{} of {} on {}", figure.name, row.design, row.target);
        if !believed(figure.value) {
            return Err(format!("{of} is {:e}", figure.value));
        }
        if row.figures[..number]
            .iter()
            .any(|other| other.name == figure.name)
        {
            return Err(format!("{of} is there twice"));
        }
    }
    Ok(())
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
        if report.rows.is_empty() {
            return Err(refused("it has no rows".to_owned()));
        }
        for (number, row) in report.rows.iter().enumerate() {
            check(row).map_err(refused)?;
            if report.rows[..number]
                .iter()
                .any(|other| place(other) == place(row))
            {
                return Err(refused(format!(
                    "{} on {} is there twice",
                    row.design, row.target
                )));
            }
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
        let (mut stimulus, mut seconds) = (PathBuf::new(), 0.0);
        for report in reports {
            // its folder is named after what it was made from
            let recorded = |file: &Path| file.parent().and_then(Path::file_name).map(ToOwned::to_owned);
            if !rows.is_empty() && recorded(&stimulus) != recorded(&report.stimulus) {
                return Err(Failure::input(format!(
                    "--from: samples of {} and of {}, which are not the same; measure with one version of signum",
                    stimulus.display(),
                    report.stimulus.display()
                )));
            }
            stimulus = report.stimulus;
            seconds += report.seconds;
            for tool in report.tools {
                let name = |tool: &str| tool.split_whitespace().next().map(ToOwned::to_owned);
                match tools.iter().find(|known| name(known) == name(&tool)) {
                    Some(known) if *known != tool => {
                        return Err(Failure::input(format!(
                            "--from: measured with {known} and with {tool}; measure with one version of it"
                        )));
                    }
                    Some(_) => {}
                    None => tools.push(tool),
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
