//! The report: a table for people, JSON, one page that stands by itself, and tables for spreadsheets and documents.

pub mod charts;
pub mod html;
mod join;
pub mod plot;
pub mod sheet;
pub mod table;

use super::rows::Row;
use super::summary::Line;
use crate::failure::Failure;
use crate::files::write_together;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// Everything that was found: the JSON object of the command.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The command that makes it.
    pub command: String,
    /// The tools with their versions.
    pub tools: Vec<String>,
    /// The recorded samples.
    pub stimulus: PathBuf,
    /// A row a design and target.
    pub rows: Vec<Row>,
    /// L1 against L2.
    pub summary: Vec<Line>,
    /// Rows without all of their figures.
    pub failed: usize,
    /// How long it took.
    pub seconds: f64,
    /// The folder with the report and all files behind it.
    pub out: PathBuf,
}

/// The page.
pub const PAGE: &str = "compare.html";
/// The JSON.
pub const JSON: &str = "compare.json";

/// The rows as comma-separated values.
pub const SHEET: &str = "compare.csv";
/// The summary in Markdown.
pub const SUMMARY: &str = "summary.md";

impl Report {
    /// Writes the page, the JSON, the tables and the plots into the folder of the report, all of them or none, and removes
    /// plots of an earlier report there.
    ///
    /// # Errors
    /// [`Failure::Work`], naming the file.
    pub fn write(&self) -> Result<(), Failure> {
        let drawn = charts::charts(&self.rows, &self.summary);
        let charts = drawn.map_err(|e| Failure::work(format!("the plots cannot be drawn: {e}")))?;
        let json = serde_json::to_string_pretty(self).map_err(|e| Failure::Work(e.into()))?;
        let mut files: Vec<(String, String)> = charts
            .iter()
            // A picture by itself has no page to take its ink from.
            .map(|chart| {
                (
                    format!("{}.svg", chart.name),
                    chart.svg.replace("currentColor", "#7d828a"),
                )
            })
            .collect();
        files.push((SHEET.to_owned(), sheet::csv(&self.rows)));
        files.push((SUMMARY.to_owned(), sheet::markdown(&self.summary)));
        files.push((JSON.to_owned(), json + "\n"));
        files.push((PAGE.to_owned(), html::html(self, &charts, &self.out)));
        let here: Vec<(PathBuf, String)> = files
            .into_iter()
            .map(|(name, text)| (self.out.join(name), text))
            .collect();
        write_together(&here).map_err(Failure::work)?;
        // Plots of another run beside this one's table would pass for its own.
        let old = std::fs::read_dir(&self.out).into_iter().flatten().flatten();
        for old in old.map(|entry| entry.path()) {
            if charts::is_plot(&old) && !here.iter().any(|(new, _)| *new == old) {
                let _ = std::fs::remove_file(old);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
