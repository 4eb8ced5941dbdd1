//! The smallest honest experiments of papers, on the golden model.
//!
//! An experiment makes a table: a row for each claim, with the paper's figure where it has one, what was measured here,
//! and whether the claim holds. A claim that does not hold is a result, not a failure of the program.

pub mod l1bn;
pub mod trial;
pub mod variant;
pub mod wage;

use crate::failure::Failure;
use crate::files::{prepare, write_atomically};
use crate::progress::Progress;
use crate::train::curves::{Files, Row as Epoch};
use serde::Serialize;
use std::fmt;
use std::path::{Path, PathBuf};

/// One claim.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// What is claimed, with the bound by which `holds` is decided.
    pub claim: String,
    /// The paper's figure, if it has one.
    pub paper: Option<f64>,
    /// The figure found here.
    pub measured: f64,
    /// The unit of both.
    pub unit: &'static str,
    /// Whether the measured figure keeps the claim's bound.
    pub holds: bool,
}

/// The row for people: the verdict, the figure, the claim.
impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let verdict = if self.holds { "holds" } else { "does not hold" };
        write!(f, "{verdict}: {:?} {}", self.measured, self.unit)?;
        if let Some(paper) = self.paper {
            write!(f, " (paper: {paper})")?;
        }
        write!(f, ": {}", self.claim)
    }
}

/// How much work an experiment does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    /// Training images; all when there are no more.
    pub images: usize,
    /// Passes over them by the convolution network.
    pub convolution_epochs: u32,
    /// Passes over them by dense networks.
    pub dense_epochs: u32,
    /// Seeds of each training, from 1 on.
    pub seeds: u32,
}

impl Scale {
    /// What a claim says of the trainings behind a figure.
    fn settings(&self, epochs: u32, images: usize) -> String {
        let plural = |count: u32| if count == 1 { "" } else { "s" };
        let seeds = self.seeds;
        format!(
            "{epochs} epoch{} of {images} images of MNIST, batch {}, default rates, mean of {seeds} seed{}",
            plural(epochs),
            trial::BATCH,
            plural(seeds)
        )
    }
}

/// The experiments that there are.
pub const NAMES: [&str; 2] = ["wage", "l1bn"];

/// Where an experiment tells how far it is and puts its curves.
pub struct Desk {
    bar: Progress,
    done: u64,
    total: u64,
    folder: Option<PathBuf>,
}

impl Desk {
    /// A desk whose curves go to `folder`, which is made when it is not there.
    ///
    /// # Errors
    /// [`Failure::Input`] for a folder that cannot be made or written to.
    pub fn new(folder: Option<&Path>) -> Result<Self, Failure> {
        if let Some(folder) = folder {
            std::fs::create_dir_all(folder).map_err(|e| {
                Failure::input(format!(
                    "--out {}: cannot be made: {e}; expected a folder",
                    folder.display()
                ))
            })?;
            // Before the work, not after it.
            prepare(&folder.join("curves.svg")).map_err(Failure::input)?;
        }
        Ok(Desk {
            bar: Progress::new(0, "batches"),
            done: 0,
            total: 0,
            folder: folder.map(Path::to_owned),
        })
    }

    /// So many batches more are to be done.
    pub fn plan(&mut self, batches: u64) {
        self.total += batches;
        self.bar.total(self.total);
    }

    /// A batch of `what` is done.
    pub fn step(&mut self, what: &str) {
        self.done += 1;
        self.bar.say(what.to_owned());
        self.bar.set(self.done);
    }

    /// Writes the curves of a training under `name`.
    ///
    /// # Errors
    /// [`Failure::Work`], naming the file.
    pub fn curves(&self, name: &str, title: &str, rows: &[Epoch]) -> Result<(), Failure> {
        match &self.folder {
            Some(folder) => Files::at(&folder.join(format!("{name}.svg")))?.write(title, rows),
            None => Ok(()),
        }
    }

    /// Writes the table as `NAME.csv` and `NAME.json`.
    ///
    /// # Errors
    /// [`Failure::Work`], naming the file.
    pub fn table(&self, name: &str, rows: &[Row]) -> Result<(), Failure> {
        let Some(folder) = &self.folder else { return Ok(()) };
        let json = serde_json::to_string_pretty(rows).map_err(|e| Failure::Work(e.into()))?;
        for (suffix, text) in [("csv", csv(rows)), ("json", json + "\n")] {
            let path = folder.join(format!("{name}.{suffix}"));
            write_atomically(&path, text.as_bytes()).map_err(Failure::work)?;
        }
        Ok(())
    }
}

/// The rows as CSV with a header line; claims are quoted.
fn csv(rows: &[Row]) -> String {
    let mut text = "claim,paper,measured,unit,holds\n".to_owned();
    for row in rows {
        let claim = row.claim.replace('"', "\"\"");
        let paper = row.paper.map_or(String::new(), |figure| figure.to_string());
        text.push_str(&format!(
            "\"{claim}\",{paper},{},{},{}\n",
            row.measured, row.unit, row.holds
        ));
    }
    text
}

/// Mean of some values; 0 of none.
fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

/// Sample standard deviation; 0 of fewer than two.
fn deviation(values: &[f64]) -> f64 {
    let mean = mean(values);
    let squares: f64 = values.iter().map(|v| (v - mean).powi(2)).sum();
    (squares / (values.len().max(2) - 1) as f64).sqrt()
}

/// To so many decimals, so that tables do not show digits that mean nothing.
fn rounded(value: f64, decimals: i32) -> f64 {
    let unit = 10f64.powi(decimals);
    (value * unit).round() / unit
}

/// To three significant digits, for figures that may be tiny.
fn significant(value: f64) -> f64 {
    if value == 0.0 {
        return value;
    }
    rounded(value, 2 - value.abs().log10().floor() as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn means_and_deviations() {
        assert_eq!(
            (mean(&[1.0, 2.0, 6.0]), deviation(&[1.0, 2.0, 6.0])),
            (3.0, 7f64.sqrt())
        );
        assert_eq!((mean(&[]), deviation(&[5.0])), (0.0, 0.0));
        assert_eq!(rounded(97.256_7, 2), 97.26);
        assert_eq!(
            [0.0, 1.234_5e-9, -98_765.0].map(significant),
            [0.0, 1.23e-9, -98_800.0]
        );
    }

    #[test]
    fn a_claim_that_does_not_hold_says_so() {
        let mut row = Row {
            claim: "rounding at random is better".to_owned(),
            paper: Some(21.44),
            measured: -0.5,
            unit: "points lost",
            holds: false,
        };
        let text = "does not hold: -0.5 points lost (paper: 21.44): rounding at random is better";
        assert_eq!(row.to_string(), text);
        assert!(csv(std::slice::from_ref(&row)).ends_with(",false\n"));
        (row.holds, row.paper) = (true, None);
        assert_eq!(
            row.to_string(),
            "holds: -0.5 points lost: rounding at random is better"
        );
    }

    #[test]
    fn settings_count() {
        let scale = Scale {
            images: 10,
            convolution_epochs: 1,
            dense_epochs: 2,
            seeds: 1,
        };
        let one = scale.settings(1, 10);
        assert_eq!(
            one,
            "1 epoch of 10 images of MNIST, batch 128, default rates, mean of 1 seed"
        );
        let more = Scale { seeds: 3, ..scale }.settings(2, 10);
        assert!(
            more.starts_with("2 epochs of") && more.ends_with("mean of 3 seeds"),
            "{more}"
        );
    }

    #[test]
    fn tables_quote_claims() {
        let row = Row {
            claim: "\"a\", b".to_owned(),
            paper: None,
            measured: 1.5,
            unit: "%",
            holds: true,
        };
        assert_eq!(csv(&[row]).lines().nth(1), Some("\"\"\"a\"\", b\",,1.5,%,true"));
    }
}
