//! What the placement tool reports: frequency, slowest path, use of the device.

use super::Error;
use crate::cache::kept;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// The part of the tool's `--report` file that is read.
#[derive(Debug, Clone, Deserialize)]
pub struct Report {
    fmax: BTreeMap<String, Fmax>,
    #[serde(default)]
    critical_paths: Vec<PathOfReport>,
    /// The slowest path, where the tool's own analysis is not believed.
    #[serde(skip)]
    slowest: Option<CriticalPath>,
    /// Cells of each kind of the device.
    pub utilization: BTreeMap<String, Use>,
}

#[derive(Debug, Clone, Deserialize)]
struct Fmax {
    achieved: f64,
}

/// How many there are of a kind of cell, and how many are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Use {
    /// Used.
    pub used: u64,
    /// There.
    pub available: u64,
}

#[derive(Debug, Clone, Deserialize)]
struct PathOfReport {
    from: String,
    to: String,
    path: Vec<Step>,
}

#[derive(Debug, Clone, Deserialize)]
struct Step {
    delay: f64,
    from: End,
    to: End,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    net: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
struct End {
    cell: String,
}

/// The slowest path of the clock.
#[derive(Debug, Clone, PartialEq)]
pub struct CriticalPath {
    /// The net that the path leaves its first register by.
    pub from: String,
    /// The cell of the register at its end.
    pub to: String,
    /// Nanoseconds in cells.
    pub logic_ns: f64,
    /// Nanoseconds in wires.
    pub routing_ns: f64,
    /// Wires on the way.
    pub steps: usize,
    /// Whether it begins or ends in a unit; else the wrapper is what is slow.
    pub in_unit: bool,
}

impl Report {
    /// Reads the file.
    ///
    /// # Errors
    /// It cannot be read or is no report.
    pub fn read(path: &Path) -> Result<Report, Error> {
        let text = kept(path)?;
        serde_json::from_str(&text).map_err(|error| Error::Report {
            path: path.to_owned(),
            error,
        })
    }

    /// The report with another slowest path than the tool's.
    pub(crate) fn with(self, slowest: CriticalPath) -> Report {
        Report {
            slowest: Some(slowest),
            ..self
        }
    }

    /// The highest frequency of the slowest clock, in megahertz; there is one clock in a wrapper.
    pub fn fmax_mhz(&self) -> Option<f64> {
        if let Some(path) = &self.slowest {
            return Some(1e3 / (path.logic_ns + path.routing_ns));
        }
        self.tools_fmax_mhz()
    }

    /// The same as the tool's own analysis has it, of the paths that it times.
    pub fn tools_fmax_mhz(&self) -> Option<f64> {
        self.fmax
            .values()
            .map(|fmax| fmax.achieved)
            .min_by(f64::total_cmp)
    }

    /// The slowest path from clock edge to clock edge. Cells of units begin with `lane`.
    pub fn critical_path(&self) -> Option<CriticalPath> {
        if self.slowest.is_some() {
            return self.slowest.clone();
        }
        let clocked = |end: &str| end.starts_with("posedge");
        let path = self
            .critical_paths
            .iter()
            .find(|p| clocked(&p.from) && clocked(&p.to))?;
        let sum = |routing: bool| {
            let steps = path
                .path
                .iter()
                .filter(|step| (step.kind == "routing") == routing);
            steps.map(|step| step.delay).sum::<f64>()
        };
        let (first, last) = (path.path.first()?, path.path.last()?);
        let net = path.path.iter().find_map(|step| step.net.clone());
        Some(CriticalPath {
            in_unit: first.from.cell.starts_with("lane") || last.to.cell.starts_with("lane"),
            from: net.unwrap_or_else(|| first.from.cell.clone()),
            to: last.to.cell.clone(),
            logic_ns: sum(false),
            routing_ns: sum(true),
            steps: path.path.iter().filter(|step| step.kind == "routing").count(),
        })
    }
}

/// Kinds of cells that a log says there are too few of: (kind, used, available), the worst first.
pub(crate) fn short_of(log: &str) -> Vec<(String, u64, u64)> {
    let mut short: Vec<(String, u64, u64)> = log
        .lines()
        .filter_map(utilisation)
        .filter(|(_, used, have)| used > have)
        .collect();
    short.sort_by_key(|(_, used, have)| std::cmp::Reverse(used * 1000 / have.max(&1)));
    short
}

/// The kind of cell that a log says is scarcest: (kind, used, available).
pub(crate) fn scarcest_of(log: &str) -> Option<(String, u64, u64)> {
    let kinds = log.lines().filter_map(utilisation);
    kinds.max_by_key(|(_, used, have)| used * 1000 / have.max(&1))
}

/// `Info:          ICESTORM_LC:  4124/  7680    53%`
fn utilisation(line: &str) -> Option<(String, u64, u64)> {
    let rest = line.strip_prefix("Info:")?.trim();
    let (kind, numbers) = rest.split_once(':')?;
    let (used, rest) = numbers.split_once('/')?;
    let have = rest.split_whitespace().next()?;
    Some((kind.to_owned(), used.trim().parse().ok()?, have.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_short_is_named() {
        let log = "Info: Device utilisation:\nInfo: \t         ICESTORM_LC:  8000/ 7680   104%\n\
                   Info: \t        ICESTORM_RAM:    64/   32   200%\nInfo: \t               SB_IO:     3/  206     1%\n";
        let short = short_of(log);
        assert_eq!(
            short,
            [
                ("ICESTORM_RAM".to_owned(), 64, 32),
                ("ICESTORM_LC".to_owned(), 8000, 7680)
            ]
        );
        assert_eq!(scarcest_of(log), Some(("ICESTORM_RAM".to_owned(), 64, 32)));
    }

    #[test]
    fn the_path_of_the_clock_is_found_beside_those_of_pins() {
        let text = r#"{ "fmax": { "clock$glb": { "achieved": 55.5, "constraint": 12 } }, "utilization": {},
            "critical_paths": [ { "from": "posedge clock", "to": "<async>", "path": [] },
              { "from": "posedge clock", "to": "posedge clock", "path": [
                { "delay": 0.5, "type": "clk-to-q", "from": { "cell": "drive_1" }, "to": { "cell": "drive_1" } },
                { "delay": 2.0, "type": "routing", "net": "drive[3]", "from": { "cell": "drive_1" }, "to": { "cell": "lane0.x" } },
                { "delay": 0.25, "type": "setup", "from": { "cell": "lane0.x" }, "to": { "cell": "lane0.x" } } ] } ] }"#;
        let report: Report = serde_json::from_str(text).unwrap();
        assert_eq!(report.fmax_mhz(), Some(55.5));
        let path = report.critical_path().unwrap();
        assert_eq!(
            (path.from.as_str(), path.to.as_str(), path.steps),
            ("drive[3]", "lane0.x", 1)
        );
        assert_eq!((path.logic_ns, path.routing_ns, path.in_unit), (0.75, 2.0, true));
    }
}
