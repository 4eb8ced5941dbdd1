//! The relative energy of a design on a device, from the toggles of a run in which every result was the expected one.
//!
//! ```text
//! wires = sum over nets: toggles x length / samples
//! clock = 2 x cycles of a sample x registers             both edges at the clock pin of each register of the unit
//! energy = wires + clock                                 relative units a sample
//! ```
//! The cycles of a sample are those at the pace that the unit keeps up: [`crate::simulate::Run::sustained`].
//! Of what netlist, and what a length is, the family decides:
//!
//! | family | netlist | length |
//! |---|---|---|
//! | iCE40 | routed, from the first seed that routes | switches of the net's route, 1 for its driver: [`super::routing`] |
//! | ECP5, GW2A | synthesised | pins that it drives, 1 for its driver |
//!
//! The routed netlists of the latter two do not run. Runs are without delays: glitches are not in the figures, and they
//! are what wide logic has most of. What happens within blocks of memory and multipliers is not counted. Figures of two
//! devices cannot be compared.

use super::models::Models;
use super::synthesise::Synthesised;
use super::{fanout, place, routing, synthesise, Cells, Error, Target};
use crate::activity::Activity;
use crate::bench::Design;
use crate::cache::{kept, Cache};
use crate::netlist::Netlist;
use crate::simulate::{self, Run, Setup};
use crate::tool::{Kind, Tool, COMMANDS};
use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::PathBuf;

/// What a relative energy was made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// The netlist routed from the first seed that routes, nets weighted by their routes.
    Routed,
    /// The netlist before placement, nets weighted by what they drive.
    Synthesised,
}

impl Basis {
    /// The name of the files of the run.
    fn name(self) -> &'static str {
        match self {
            Basis::Routed => "routed",
            Basis::Synthesised => "synthesised",
        }
    }
}

/// As in `routed netlist`.
impl fmt::Display for Basis {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{} netlist", self.name())
    }
}

/// Relative energy of a sample; the formula is in the module's documentation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Energy {
    /// Toggles times length.
    pub wires: f64,
    /// The registers' clock pins.
    pub clock: f64,
    /// Toggles of all routed nets a sample.
    pub toggles: f64,
    /// Samples of the run.
    pub samples: u64,
    /// Cycles of a sample at the pace that the unit keeps up.
    pub pace: f64,
    /// Cycles from the first sample taken to the first result.
    pub latency: u64,
}

impl Energy {
    /// Wires and clock.
    pub fn total(&self) -> f64 {
        self.wires + self.clock
    }

    /// Of a run, with the length of each net.
    ///
    /// # Errors
    /// A net that the dump does not have.
    fn of(
        lengths: &BTreeMap<String, u64>,
        registers: u64,
        activity: &Activity,
        run: &Run,
    ) -> Result<Energy, Error> {
        let (mut wires, mut toggles) = (0, 0);
        for (net, length) in lengths {
            let seen = activity
                .nets
                .get(net)
                .ok_or_else(|| Error::Unmatched(net.clone()))?;
            wires += seen.toggles * length;
            toggles += seen.toggles;
        }
        let samples = run.taken as f64;
        Ok(Energy {
            wires: wires as f64 / samples,
            clock: 2.0 * run.sustained() * registers as f64,
            toggles: toggles as f64 / samples,
            samples: run.taken,
            pace: run.sustained(),
            latency: run.latency,
        })
    }
}

/// Energy of a design on a device.
#[derive(Debug, Clone)]
pub struct EnergyFigures {
    /// A sample's energy, in relative units.
    pub energy: Energy,
    /// What netlist it is of.
    pub basis: Basis,
    /// The seed of its placement, if it was placed.
    pub seed: Option<u32>,
    /// What it was made from and by: (role, file).
    pub files: Vec<(&'static str, PathBuf)>,
}

/// Runs the netlist of a design on its bench, compares every result, and adds up toggles times length: see the module.
///
/// # Errors
/// A result that is not the expected one; [`Error::NotSimulated`] for a netlist with cells that no model is of;
/// all of [`super::measure`]'s.
pub fn energy(design: &Design, target: Target, cells: Cells, cache: &Cache) -> Result<EnergyFigures, Error> {
    let unit = synthesise::unit(&design.name, &design.verilog, target, cells, cache)?;
    let models = Models::of(target)?;
    match target.is_ice40() {
        true => routed(design, &unit, &models, target, cache),
        false => synthesised(design, &unit, &models, target, cache),
    }
}

fn routed(
    design: &Design,
    unit: &Synthesised,
    models: &Models,
    target: Target,
    cache: &Cache,
) -> Result<EnergyFigures, Error> {
    let wrapped = synthesise::wrapped(unit, target, 1, cache)?;
    let placed = place::first(&wrapped, target, cache)?;
    let routed = routing::unit(unit, &wrapped, &placed.folder.join(place::ROUTED))?;
    let ran = Ran::new(design, Basis::Routed, routed.verilog.as_bytes(), models, cache)?;
    let energy = Energy::of(&routed.lengths, routed.registers, &ran.activity, &ran.run)?;
    let mut figures = ran.figures(energy, Basis::Routed);
    figures.seed = Some(placed.seed);
    figures.files.push(("routing", placed.folder.join(place::ROUTED)));
    Ok(figures)
}

fn synthesised(
    design: &Design,
    unit: &Synthesised,
    models: &Models,
    target: Target,
    cache: &Cache,
) -> Result<EnergyFigures, Error> {
    let known = models.cells();
    if let Some(cell) = unit.cells.keys().find(|cell| !known.contains(*cell)) {
        let cell = cell.clone();
        return Err(Error::NotSimulated { target, cell });
    }
    let verilog = kept(&unit.folder.join(synthesise::VERILOG))?;
    let netlist = Netlist::read(&unit.folder.join(synthesise::NETLIST), &unit.name)?;
    let ran = Ran::new(design, Basis::Synthesised, verilog.as_bytes(), models, cache)?;
    let lengths = fanout::seen(&fanout::nets(&netlist), &ran.activity)?;
    let energy = Energy::of(&lengths, unit.resources.registers, &ran.activity, &ran.run)?;
    Ok(ran.figures(energy, Basis::Synthesised))
}

/// Bump it, to " 2" next, when runs change in a way that the parts of a key do not show.
const STEPS: &str = "";

/// The file with the numbers of a run.
const RUN: &str = "run";

/// A run in the cache.
struct Ran {
    folder: PathBuf,
    run: Run,
    activity: Activity,
}

impl Ran {
    /// Runs a netlist on the bench, or finds the run in the cache.
    fn new(
        design: &Design,
        basis: Basis,
        verilog: &[u8],
        models: &Models,
        cache: &Cache,
    ) -> Result<Ran, Error> {
        let name = basis.name();
        let (netlist, dump) = (format!("{name}.v"), format!("{name}.vcd"));
        let (stimulus, expected) = (design.bench.stimulus_hex(), design.bench.expected_hex());
        let ports = format!(
            "{:?} {:?} {}{STEPS}",
            design.bench.inputs, design.bench.outputs, design.bench.ready
        );
        let simulator = Tool::find(Kind::Iverilog)?.identity();
        let mut parts: Vec<(&str, &[u8])> = vec![(&netlist, verilog)];
        parts.extend(models.files.iter().map(|(name, text)| (*name, text.as_slice())));
        let sources = parts.clone();
        parts.extend([
            ("stimulus", stimulus.as_bytes()),
            ("expected", expected.as_bytes()),
            ("ports", ports.as_bytes()),
            ("tool", simulator.as_bytes()),
        ]);
        let folder = cache.entry(&parts, |folder| -> Result<(), Error> {
            for (name, text) in &sources {
                fs::write(folder.join(name), text)?;
            }
            let names: Vec<&str> = sources.iter().map(|(name, _)| *name).collect();
            let setup = Setup {
                dump: Some(&dump),
                defines: models.defines,
                ..Setup::new(&design.name, &names)
            };
            let run = simulate::run(folder, name, &design.bench, &setup)
                .map_err(|error| Error::Simulate { basis, error })?;
            let span = format!(
                "{} {} {} {} {} {}",
                run.taken, run.results, run.latency, run.cycles, run.start_ps, run.end_ps
            );
            Ok(fs::write(folder.join(RUN), span)?)
        })?;
        let run = read_run(&kept(&folder.join(RUN))?).ok_or_else(|| {
            std::io::Error::other(format!("{} is not as it was written", folder.join(RUN).display()))
        })?;
        let activity = Activity::read(&folder.join(dump), &simulate::SCOPE, run.start_ps, run.end_ps)?;
        Ok(Ran {
            folder,
            run,
            activity,
        })
    }

    fn figures(&self, energy: Energy, basis: Basis) -> EnergyFigures {
        let file = |extension: &str| self.folder.join(format!("{}.{extension}", basis.name()));
        EnergyFigures {
            energy,
            basis,
            seed: None,
            files: vec![
                ("netlist", file("v")),
                ("stimulus", file("stimulus.hex")),
                ("activity", file("vcd")),
                ("commands", self.folder.join(COMMANDS)),
            ],
        }
    }
}

fn read_run(text: &str) -> Option<Run> {
    let numbers: Option<Vec<u64>> = text.split_whitespace().map(|word| word.parse().ok()).collect();
    let [taken, results, latency, cycles, start_ps, end_ps] = numbers?[..] else {
        return None;
    };
    Some(Run {
        taken,
        results,
        latency,
        cycles,
        start_ps,
        end_ps,
        dump: None,
    })
}
