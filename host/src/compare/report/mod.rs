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
use crate::files::write_atomically;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

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
    /// Writes the page, the JSON, the tables and the plots into the folder of the report, each whole or not at all.
    ///
    /// # Errors
    /// [`Failure::Work`], naming the file.
    pub fn write(&self) -> Result<(), Failure> {
        let drawn = charts::charts(&self.rows, &self.summary);
        let charts = drawn.map_err(|e| Failure::work(format!("the plots cannot be drawn: {e}")))?;
        let json = serde_json::to_string_pretty(self).map_err(|e| Failure::Work(e.into()))?;
        let write = |path: &Path, text: &str| write_atomically(path, text.as_bytes()).map_err(Failure::work);
        for chart in &charts {
            // A picture by itself has no page to take its ink from.
            let svg = chart.svg.replace("currentColor", "#7d828a");
            write(&self.out.join(format!("{}.svg", chart.name)), &svg)?;
        }
        write(&self.out.join(SHEET), &sheet::csv(&self.rows))?;
        write(&self.out.join(SUMMARY), &sheet::markdown(&self.summary))?;
        write(&self.out.join(JSON), &(json + "\n"))?;
        write(&self.out.join(PAGE), &html::html(self, &charts, &self.out))
    }
}

#[cfg(test)]
mod tests;
