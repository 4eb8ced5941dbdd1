//! A design on an FPGA: fastest clock, what it takes of the device, how many lanes fit.
//!
//! | module | subject |
//! |---|---|
//! | [`target`] | the devices |
//! | [`wrap`] | a unit between registers on a device with few pins |
//! | [`synthesise`] | the unit in the family's cells |
//! | [`gates()`] | those cells with their models, to simulate anywhere |
//! | [`mod@place`], [`report`] | placement from several seeds, what the tool reports |
//! | [`mod@energy`] | the relative energy of a netlist that was run |
//! | [`routing`] | a routed iCE40 to run, with the length of its nets |
//! | [`power`] | what that is in picojoules on an iCE40UP5K |
//!
//! The unit is synthesised once, alone; what is counted, simulated and placed is that netlist. Wrapper and unit are not
//! optimised together.

mod cells;
pub mod energy;
mod fanout;
mod finding;
mod gates;
pub(crate) mod gowin;
mod models;
pub mod place;
pub mod power;
pub mod report;
pub mod routing;
pub mod sta;
pub mod synthesise;
pub mod target;
pub mod wrap;

use crate::bench::Design;
use crate::cache::Cache;
use crate::netlist::NetlistError;
use crate::simulate::SimulateError;
use crate::tool::{ToolError, COMMANDS};
use crate::vcd::VcdError;
pub use energy::{energy, Basis, Energy, EnergyFigures};
pub use gates::{board_gates, gates, Gates};
use place::Placed;
use report::CriticalPath;
use std::collections::BTreeMap;
use std::path::PathBuf;
pub use target::{Cells, Resources, Target};
use thiserror::Error;

/// Why there are no figures.
#[derive(Debug, Error)]
pub enum Error {
    /// A tool is missing or failed.
    #[error(transparent)]
    Tool(#[from] ToolError),
    /// A netlist that cannot be read.
    #[error(transparent)]
    Netlist(#[from] NetlistError),
    /// A file of the cache.
    #[error("the cache: {0}")]
    Cache(#[from] std::io::Error),
    /// A report that cannot be read.
    #[error("{} is no report of nextpnr: {error}", path.display())]
    Report {
        /// The file.
        path: PathBuf,
        /// What was expected where.
        error: serde_json::Error,
    },
    /// Delays that cannot be read, or not all of them.
    #[error("{}: {what}", path.display())]
    Delays {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        what: String,
    },
    /// A report without a clock.
    #[error("{0}: the placement tool reports no clock")]
    NoClock(String),
    /// A unit that the wrapper cannot drive.
    #[error("{0} needs an input clock, another input and an output")]
    Ports(String),
    /// The run of a netlist, or a result that is not the expected one.
    #[error("the {basis}: {error}")]
    Simulate {
        /// Which netlist.
        basis: Basis,
        /// What is wrong.
        error: SimulateError,
    },
    /// Its dump.
    #[error(transparent)]
    Dump(#[from] VcdError),
    /// A port that is nowhere in the routed netlist.
    #[error("{unit}: the routed netlist has no net of the port {port}")]
    LostPort {
        /// The unit.
        unit: String,
        /// The bit of the port.
        port: String,
    },
    /// A net that was not simulated.
    #[error("the net {0} is not in the dump of the simulation")]
    Unmatched(String),
    /// Yosys' models of the cells are nowhere near it.
    #[error("no {file} found for {}; run scripts/setup", yosys.display())]
    NoModels {
        /// The file in Yosys' folder.
        file: &'static str,
        /// The program.
        yosys: PathBuf,
    },
    /// A cell that neither Yosys nor we tell the behaviour of.
    #[error("{target}: no model of {cell} to simulate, and so no energy")]
    NotSimulated {
        /// The device.
        target: Target,
        /// The cell.
        cell: String,
    },
    /// A device that is too small.
    #[error("does not fit {target}: needs {needed} {kind}, {over} more than its {available}", over = needed - available)]
    DoesNotFit {
        /// The device.
        target: Target,
        /// The kind of cell that is short.
        kind: String,
        /// How many are needed.
        needed: u64,
        /// How many there are.
        available: u64,
    },
    /// A device that holds the design by numbers, and for which no placement was found.
    #[error(
        "does not fit {target}: of its {available} {kind} it needs {needed}, and no places for them were found in {seconds} s"
    )]
    Crowded {
        /// The device.
        target: Target,
        /// The kind of cell that is scarcest.
        kind: String,
        /// How many are needed.
        needed: u64,
        /// How many there are.
        available: u64,
        /// Processor time that the search took.
        seconds: u64,
    },
}

/// The highest frequencies of the clock, in megahertz.
#[derive(Debug, Clone, PartialEq)]
pub struct Fmax {
    /// The median of all seeds; of an even number the lower of the two in the middle.
    pub median: f64,
    /// The slowest.
    pub min: f64,
    /// The fastest.
    pub max: f64,
    /// By seed, from seed 1.
    pub by_seed: Vec<f64>,
}

impl Fmax {
    fn of(by_seed: Vec<f64>) -> Option<Fmax> {
        let mut sorted = by_seed.clone();
        sorted.sort_by(f64::total_cmp);
        Some(Fmax {
            median: *sorted.get((sorted.len().checked_sub(1)?) / 2)?,
            min: *sorted.first()?,
            max: *sorted.last()?,
            by_seed,
        })
    }
}

/// A design on a device.
#[derive(Debug, Clone)]
pub struct Figures {
    /// The highest frequencies.
    pub fmax_mhz: Fmax,
    /// The slowest path of the seed with the median frequency.
    pub critical_path: Option<CriticalPath>,
    /// Cells of the unit alone, by the family's names.
    pub cells: BTreeMap<String, u64>,
    /// What the unit alone takes of the device.
    pub resources: Resources,
    /// Lanes that fit the device by its scarcest resource, that resource's name: `floor(min(have / needed))`.
    pub lanes: Option<(u64, &'static str)>,
    /// What the figures were made from and by: (role, file).
    pub files: Vec<(&'static str, PathBuf)>,
}

/// Synthesises a design for a device, of `cells`, and places it from `seeds` seeds.
///
/// # Errors
/// A tool is missing or fails, or the design does not fit.
pub fn measure(
    design: &Design,
    target: Target,
    cells: Cells,
    seeds: u32,
    cache: &Cache,
) -> Result<Figures, Error> {
    let unit = synthesise::unit(&design.name, &design.verilog, target, cells, cache)?;
    let wrapped = synthesise::wrapped(&unit, target, 1, cache)?;
    let placed = place::seeds(&wrapped, target, seeds, cache)?;
    let fmax_mhz = fmax(&design.name, &placed)?;
    let median = placed
        .iter()
        .find(|placed| placed.report.fmax_mhz() == Some(fmax_mhz.median));
    let resources = packed(&unit, &placed[0], target);
    let mut files = vec![("netlist", unit.folder.join(synthesise::VERILOG))];
    // that with the median first, which the figure is of
    let others = placed
        .iter()
        .filter(|placed| median.is_some_and(|median| median.seed != placed.seed));
    for placed in median.into_iter().chain(others) {
        files.push(("timing", placed.folder.join(place::timing(target))));
        files.push(("commands", placed.folder.join(COMMANDS)));
    }
    files.push(("commands", unit.folder.join(COMMANDS)));
    Ok(Figures {
        critical_path: median.and_then(|placed| placed.report.critical_path()),
        lanes: target.usable().lanes(&resources),
        fmax_mhz,
        cells: unit.cells,
        resources,
        files,
    })
}

/// Places `lanes` copies of a design on one device, from one seed: its highest frequency in megahertz.
///
/// # Errors
/// Those of [`measure`].
pub fn many_lanes(
    design: &Design,
    target: Target,
    cells: Cells,
    lanes: u64,
    cache: &Cache,
) -> Result<f64, Error> {
    let unit = synthesise::unit(&design.name, &design.verilog, target, cells, cache)?;
    let wrapped = synthesise::wrapped(&unit, target, lanes, cache)?;
    let placed = place::place(&wrapped, target, 1, false, cache)?;
    let fmax = placed.report.fmax_mhz();
    fmax.ok_or_else(|| Error::NoClock(design.name.clone()))
}

fn fmax(name: &str, placed: &[Placed]) -> Result<Fmax, Error> {
    let by_seed: Option<Vec<f64>> = placed.iter().map(|placed| placed.report.fmax_mhz()).collect();
    by_seed
        .and_then(Fmax::of)
        .ok_or_else(|| Error::NoClock(name.to_owned()))
}

/// The unit's resources, with the logic cells of iCE40 as the placement packed them, less those of the wrapper: each of
/// its registers takes one, the LUT before it included.
fn packed(unit: &synthesise::Synthesised, placed: &Placed, target: Target) -> Resources {
    let used = placed.report.utilization.get("ICESTORM_LC");
    match used.filter(|_| target.is_ice40()) {
        Some(used) => Resources {
            logic: used.used.saturating_sub(wrap::own(&unit.inputs, &unit.outputs).0),
            ..unit.resources
        },
        None => unit.resources,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_one_of_the_seeds() {
        let fmax = Fmax::of(vec![30.0, 10.0, 20.0]).unwrap();
        assert_eq!((fmax.median, fmax.min, fmax.max), (20.0, 10.0, 30.0));
        assert_eq!(Fmax::of(vec![30.0, 10.0]).unwrap().median, 10.0);
        assert_eq!(Fmax::of(vec![]), None);
    }
}
