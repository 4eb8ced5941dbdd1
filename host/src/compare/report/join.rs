//! Reports of several runs as one: what a run of everything would have said.

use super::Report;
use crate::compare::rows::Row;
use crate::compare::summary::summary;
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
        serde_json::from_str(&text).map_err(|e| refused(e.to_string()))
    }

    /// The rows of all `reports`; of a row that several have, the last one's. What is derived from rows is derived anew.
    /// Files keep the names they were reported under.
    pub fn joined(reports: Vec<Report>, command: String, out: &Path) -> Report {
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
        Report {
            command,
            tools,
            stimulus,
            summary: summary(&rows),
            failed: rows.iter().filter(|row| !row.problems.is_empty()).count(),
            rows,
            seconds,
            out: out.to_owned(),
        }
    }
}
