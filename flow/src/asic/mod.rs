//! A design in standard cells: area, fastest clock, leakage, and energy per sample from a simulation of its netlist.
//!
//! | module | subject |
//! |---|---|
//! | [`liberty`] | the library file, checked |
//! | [`wire`] | the one model of wires, for all libraries |
//! | [`synthesise`], [`mapped`] | the netlist, by Yosys and ABC |
//! | [`memory`] | memories, kept apart from the cells |
//! | [`timing`], [`sdf`] | the fastest clock, the slowest path, delays, by OpenSTA |
//! | [`models`] | models of the cells for simulation |
//! | [`power`] | power by OpenSTA, checked net by net |
//!
//! There is no layout and no clock tree: area is the cells' area added up, the clock is ideal (registers' own clock pins
//! count as internal power). Energy comes from a simulation of the netlist in which every result equalled the expected
//! one, twice: with the delays of the SDF file, glitches included, and with none. Icarus swallows a pulse that is shorter
//! than the delay of the gate it passes, as gates do.

pub mod liberty;
pub mod mapped;
pub mod memory;
pub mod models;
pub mod power;
pub mod sdf;
pub mod synthesise;
pub mod timing;
pub mod wire;

use crate::activity::Activity;
use crate::bench::Design;
use crate::cache::{kept_json, Cache};
use crate::simulate::{self, Memory, Setup, SimulateError};
use crate::tool::{Kind, Tool, ToolError, COMMANDS};
use crate::vcd::VcdError;
pub use liberty::{LibertyError, Library};
use mapped::Mapped;
use power::{NetPower, Power};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
pub use synthesise::Aim;
use thiserror::Error;

/// Why there are no figures.
#[derive(Debug, Error)]
pub enum Error {
    /// The library file.
    #[error(transparent)]
    Library(#[from] LibertyError),
    /// A library that `scripts/setup silicon` installs is not there.
    #[error("the library {0} is not installed; run scripts/setup silicon")]
    NotInstalled(String),
    /// The synthesis.
    #[error(transparent)]
    Synthesise(#[from] synthesise::SynthesiseError),
    /// The timing.
    #[error(transparent)]
    Timing(#[from] timing::TimingError),
    /// A cell that cannot be simulated.
    #[error(transparent)]
    Model(#[from] models::ModelError),
    /// The simulation, or a result that is not the expected one.
    #[error(transparent)]
    Simulate(#[from] SimulateError),
    /// Its dump.
    #[error(transparent)]
    Dump(#[from] VcdError),
    /// The power.
    #[error(transparent)]
    Power(#[from] power::PowerError),
    /// A tool is missing.
    #[error(transparent)]
    Tool(#[from] ToolError),
    /// A clock that the netlist does not reach.
    #[error("{design}: a clock of {period_ns} ns is too fast, the netlist needs {needed_ns:.3} ns")]
    Clock {
        /// The design.
        design: String,
        /// The period asked for.
        period_ns: f64,
        /// The shortest that will do.
        needed_ns: f64,
    },
    /// Nets without a value after the first beat: no energy can be told.
    #[error("{design}: {count} nets are unknown in the simulation, {net} among them")]
    Unknown {
        /// The design.
        design: String,
        /// How many.
        count: usize,
        /// One of them.
        net: String,
    },
    /// A file of the cache.
    #[error("the cache: {0}")]
    Cache(#[from] io::Error),
}

/// Energy of a sample, in picojoules.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Energy {
    /// In cells, at changes of their pins.
    pub internal_pj: f64,
    /// Charging nets.
    pub switching_pj: f64,
    /// Leaking away in the sample's time.
    pub leakage_pj: f64,
    /// Changes of all nets, by the samples.
    pub toggles: f64,
}

impl Energy {
    /// That of a sample at the pace the unit keeps up. The run has cycles more, in which the unit fills and empties: all
    /// that the samples toggle counts, but of these cycles not what the unit takes with the clock alone.
    fn of(power: Power, idle: Power, activity: &Activity, run: &simulate::Run, period_ps: u64) -> Energy {
        let samples = run.taken as f64;
        // Watts times picoseconds are picojoules.
        let time = activity.window_ps() as f64 / samples;
        let over = time - run.sustained() * period_ps as f64;
        Energy {
            internal_pj: power.internal * time - idle.internal * over,
            switching_pj: power.switching * time - idle.switching * over,
            leakage_pj: power.leakage * time - idle.leakage * over,
            toggles: activity.total_toggles() as f64 / samples,
        }
    }

    /// All of it.
    pub fn total_pj(&self) -> f64 {
        self.internal_pj + self.switching_pj + self.leakage_pj
    }
}

/// Synthesis and timing of a design.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// The cells' area in square micrometres.
    pub area_um2: f64,
    /// The highest frequency of the clock.
    pub fmax_mhz: f64,
    /// The shortest period.
    pub period_ns: f64,
    /// The slowest path: where it begins and ends, through how many cells.
    pub critical_path: String,
    /// Power at rest, in nanowatts.
    pub leakage_nw: f64,
    /// Cells by kind.
    pub cells: BTreeMap<String, u64>,
    /// Whether Yosys' Booth multiplier was faster than its other, or smaller by the aim, where there is one to choose.
    pub booth: bool,
    /// Memories, which are not in the area.
    pub memories: Vec<Memory>,
    /// Their bits in the library's smallest cell that keeps one, in square micrometres, and that cell.
    pub bare_memory: (f64, String),
    /// How long they may take to read without slowing the unit down.
    pub access_ns: Option<f64>,
    /// What the figures were made from and by: (role, file).
    pub files: Vec<(&'static str, PathBuf)>,
}

/// Energy of a design.
#[derive(Debug, Clone, PartialEq)]
pub struct EnergyFigures {
    /// With the delays of the SDF file.
    pub sdf: Energy,
    /// Without delays: no glitches.
    pub zero_delay: Energy,
    /// Samples of the run.
    pub samples: u64,
    /// Cycles from the first sample taken to the last result.
    pub cycles: u64,
    /// Cycles from the first sample taken to the first result.
    pub latency: u64,
    /// The clock's period of the run.
    pub period_ns: f64,
    /// Words written to memories and read from them, by the samples; their energy is not in the figures.
    pub accesses: f64,
    /// The net with the most switching energy, to be worked out by hand (with delays).
    pub hand_check: Option<NetPower>,
    /// What the figures with delays were made from and by: (role, file).
    pub files: Vec<(&'static str, PathBuf)>,
    /// What those without were.
    pub zero_delay_files: Vec<(&'static str, PathBuf)>,
}

/// What is kept of a synthesis.
#[derive(Serialize, Deserialize)]
struct Synthesised {
    area_um2: f64,
    period_ns: f64,
    critical_path: String,
    leakage_nw: f64,
    cells: BTreeMap<String, u64>,
    booth: bool,
    memories: Vec<Memory>,
    behind_memory_ns: Option<f64>,
}

/// What is kept of a run.
#[derive(Serialize, Deserialize)]
struct Ran {
    sdf: Energy,
    zero_delay: Energy,
    samples: u64,
    cycles: u64,
    latency: u64,
    accesses: f64,
    hand_check: Option<NetPower>,
}

/// The libraries that `scripts/setup silicon` installs, by the names they are asked for.
pub const INSTALLED: [(&str, &str); 2] = [("osu018", "osu018_stdcells.lib"), ("gscl45nm", "gscl45nm.lib")];

/// Reads one of [`INSTALLED`], from `.tools/liberty` of the current folder, those above it, or those above the program.
///
/// # Errors
/// It is not there, or broken.
pub fn installed(name: &str) -> Result<Library, Error> {
    let missing = || Error::NotInstalled(name.to_owned());
    let (_, file) = INSTALLED
        .iter()
        .find(|(known, _)| *known == name)
        .ok_or_else(missing)?;
    let starts = [std::env::current_dir(), std::env::current_exe()];
    let starts: Vec<PathBuf> = starts.into_iter().flatten().collect();
    let folders = starts.iter().flat_map(|start| start.ancestors());
    let mut paths = folders.map(|folder| folder.join(".tools/liberty").join(file));
    let path = paths.find(|path| path.is_file()).ok_or_else(missing)?;
    Ok(Library::read(&path)?)
}

/// Bump it when the steps change in a way that the parts of a key do not show.
const STEPS: &str = "asic 5";
/// As that, of the runs.
const RUN_STEPS: &str = "asic run 4";

const FIGURES: &str = "figures.json";
const MODELS: &str = "models.v";
/// The netlist with its delays.
const DELAYED: &str = "delayed.v";
const STIMULUS: &str = "stimulus.hex";

fn put<T: Serialize>(folder: &Path, value: &T) -> Result<(), Error> {
    let text = serde_json::to_string_pretty(value).map_err(io::Error::other)?;
    Ok(fs::write(folder.join(FIGURES), text)?)
}

fn get<T: DeserializeOwned>(folder: &Path) -> Result<T, Error> {
    Ok(kept_json(&folder.join(FIGURES))?)
}

/// The same file under a second name; a copy where the file system has no such thing.
fn link(from: &Path, to: &Path) -> io::Result<()> {
    fs::hard_link(from, to).or_else(|_| fs::copy(from, to).map(|_| ()))
}

/// The folder with the library as the tools read it.
fn prepared(library: &Library, cache: &Cache) -> Result<PathBuf, Error> {
    let text = wire::with_model(library);
    cache.entry(&[("library", text.as_bytes())], |folder| {
        Ok(fs::write(folder.join(synthesise::LIBRARY), &text)?)
    })
}

/// Synthesises a design with an aim and times it.
///
/// # Errors
/// [`enum@Error`].
pub fn measure(design: &Design, library: &Library, aim: Aim, cache: &Cache) -> Result<Figures, Error> {
    let entry = synthesised(design, library, aim, cache)?;
    let kept: Synthesised = get(&entry)?;
    let files = [
        ("design", synthesise::DESIGN),
        ("netlist", synthesise::NETLIST),
        ("library", synthesise::LIBRARY),
        ("timing", timing::REPORT),
        ("commands", COMMANDS),
    ];
    Ok(Figures {
        area_um2: kept.area_um2,
        fmax_mhz: 1e3 / kept.period_ns,
        period_ns: kept.period_ns,
        critical_path: kept.critical_path,
        leakage_nw: kept.leakage_nw,
        cells: kept.cells,
        booth: kept.booth,
        bare_memory: memory::bare_um2(&kept.memories, library),
        access_ns: kept.behind_memory_ns.map(|behind| kept.period_ns - behind),
        memories: kept.memories,
        files: files.map(|(role, file)| (role, entry.join(file))).to_vec(),
    })
}

/// The cache entry with a design's netlist, models and delays.
fn synthesised(design: &Design, library: &Library, aim: Aim, cache: &Cache) -> Result<PathBuf, Error> {
    let prepared = prepared(library, cache)?;
    let library_name = prepared
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let tools = [Kind::Yosys, Kind::Sta].map(Tool::find);
    let mut identities = String::new();
    for tool in tools {
        identities.push_str(&format!("{} ", tool?.identity()));
    }
    let memories = format!("{}{}", memory::BOX, memory::map());
    // Where the source multiplies there are two ways to do it: of the two netlists the faster or the smaller one counts.
    let multiplies = design.verilog.contains(" * ");
    let parts: [(&str, &[u8]); 7] = [
        ("steps", STEPS.as_bytes()),
        ("abc", aim.abc().as_bytes()),
        ("tools", identities.as_bytes()),
        ("library", library_name.as_bytes()),
        ("top", design.name.as_bytes()),
        ("design", design.verilog.as_bytes()),
        ("memories", memories.as_bytes()),
    ];
    cache.entry(&parts, |folder| {
        link(
            &prepared.join(synthesise::LIBRARY),
            &folder.join(synthesise::LIBRARY),
        )?;
        let (mut mapped, mut timing) = try_one(folder, design, false, library, aim)?;
        let mut booth = false;
        if multiplies {
            let other = try_one(folder, design, true, library, aim)?;
            booth = match aim {
                Aim::Speed => other.1.period_ns < timing.period_ns,
                Aim::Area => other.0.area(library) < mapped.area(library),
            };
            // The files of the last try stay.
            (mapped, timing) = match booth {
                true => other,
                false => try_one(folder, design, false, library, aim)?,
            };
        }
        fs::write(folder.join(MODELS), models::models(&mapped, library)?)?;
        fs::write(folder.join(DELAYED), mapped.delayed(&timing.delays))?;
        put(
            folder,
            &Synthesised {
                area_um2: mapped.area(library),
                period_ns: timing.period_ns,
                critical_path: timing.path_in_words(),
                leakage_nw: timing.leakage_nw,
                cells: mapped.counts(),
                booth,
                memories: mapped.memories,
                behind_memory_ns: timing.behind_memory_ns,
            },
        )
    })
}

fn try_one(
    folder: &Path,
    design: &Design,
    booth: bool,
    library: &Library,
    aim: Aim,
) -> Result<(Mapped, timing::Timing), Error> {
    // A reader is to find the commands of the netlist that is there.
    match fs::remove_file(folder.join(COMMANDS)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    let mapped = synthesise::synthesise(folder, &design.name, &design.verilog, booth, library, aim)?;
    let timing = timing::time(folder, &design.name, &mapped.memories, library)?;
    Ok((mapped, timing))
}

/// The energy of the samples of a design, synthesised with an aim, at a clock of `period_ns`, rounded up to two picoseconds.
///
/// # Errors
/// [`enum@Error`]; a result that is not the expected one gives no figure.
pub fn energy(
    design: &Design,
    library: &Library,
    aim: Aim,
    period_ns: f64,
    cache: &Cache,
) -> Result<EnergyFigures, Error> {
    let netlist = synthesised(design, library, aim, cache)?;
    let kept: Synthesised = get(&netlist)?;
    // A hundredth for the rounding of delays to picoseconds, a fiftieth for the inputs that change after the clock.
    let needed_ns = kept.period_ns * 1.03 + 0.002;
    if period_ns < needed_ns {
        return Err(Error::Clock {
            design: design.name.clone(),
            period_ns,
            needed_ns,
        });
    }
    let period_ps = (period_ns * 500.0).ceil() as u64 * 2;
    let netlist_name = netlist
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let (stimulus, expected) = (design.bench.stimulus_hex(), design.bench.expected_hex());
    let ports = format!(
        "{:?} {:?} {}",
        design.bench.inputs, design.bench.outputs, design.bench.ready
    );
    let simulator = Tool::find(Kind::Vvp)?.identity();
    let parts: [(&str, &[u8]); 7] = [
        ("steps", RUN_STEPS.as_bytes()),
        ("netlist", netlist_name.as_bytes()),
        ("tools", simulator.as_bytes()),
        ("ports", ports.as_bytes()),
        ("stimulus", stimulus.as_bytes()),
        ("expected", expected.as_bytes()),
        ("period", &period_ps.to_le_bytes()),
    ];
    let entry = cache.entry(&parts, |folder| {
        for name in [
            synthesise::NETLIST,
            mapped::FILE,
            synthesise::LIBRARY,
            MODELS,
            DELAYED,
        ] {
            link(&netlist.join(name), &folder.join(name))?;
        }
        put(folder, &run_both(folder, design, library, period_ps)?)
    })?;
    let ran: Ran = get(&entry)?;
    let files = |run: &str| {
        let files = [
            ("netlist", synthesise::NETLIST.to_owned()),
            ("stimulus", format!("{run}.{STIMULUS}")),
            ("activity", format!("{run}.activity")),
            ("library", synthesise::LIBRARY.to_owned()),
            ("power", format!("{run}.power.log")),
            ("commands", COMMANDS.to_owned()),
        ];
        files.map(|(role, file)| (role, entry.join(file))).to_vec()
    };
    Ok(EnergyFigures {
        sdf: ran.sdf,
        zero_delay: ran.zero_delay,
        samples: ran.samples,
        cycles: ran.cycles,
        latency: ran.latency,
        period_ns: period_ps as f64 * 1e-3,
        accesses: ran.accesses,
        hand_check: ran.hand_check,
        files: files("sdf"),
        zero_delay_files: files("zero"),
    })
}

/// The netlist of a folder that [`synthesise::synthesise`] filled, read back from its Verilog's twin.
fn mapped_in(folder: &Path) -> Result<Mapped, Error> {
    Ok(kept_json(&folder.join(mapped::FILE))?)
}

fn run_both(folder: &Path, design: &Design, library: &Library, period_ps: u64) -> Result<Ran, Error> {
    let netlist = mapped_in(folder)?;
    let zero = run_one(folder, "zero", false, design, library, &netlist, period_ps)?;
    let sdf = run_one(folder, "sdf", true, design, library, &netlist, period_ps)?;
    Ok(Ran {
        sdf: sdf.energy,
        zero_delay: zero.energy,
        samples: sdf.run.taken,
        cycles: sdf.run.cycles,
        latency: sdf.run.latency,
        // of the run without glitches
        accesses: zero.accesses / zero.run.taken as f64,
        hand_check: sdf.hand_check,
    })
}

/// What one run gives.
struct Measured {
    run: simulate::Run,
    energy: Energy,
    hand_check: Option<NetPower>,
    /// Words written and read.
    accesses: f64,
}

fn run_one(
    folder: &Path,
    name: &str,
    delays: bool,
    design: &Design,
    library: &Library,
    netlist: &Mapped,
    period_ps: u64,
) -> Result<Measured, Error> {
    let dump = format!("{name}.vcd");
    let sources = [if delays { DELAYED } else { synthesise::NETLIST }, MODELS];
    let mut setup = Setup::new(&design.name, &sources);
    setup.memories = &netlist.memories;
    setup.delays = delays;
    setup.period_ps = period_ps;
    setup.skew_ps = (period_ps / 50).max(1);
    setup.dump = Some(&dump);
    let run = simulate::run(folder, name, &design.bench, &setup)?;
    let path = folder.join(&dump);
    let activity = Activity::read(&path, &simulate::SCOPE, run.start_ps, run.end_ps)?;
    // It may be hundreds of megabytes, and the commands beside it make it again.
    fs::remove_file(&path)?;
    fs::write(folder.join(format!("{name}.activity")), table(&activity))?;
    let unknown = activity.unknown();
    if let Some(&net) = unknown.first() {
        return Err(Error::Unknown {
            design: design.name.clone(),
            count: unknown.len(),
            net: net.to_owned(),
        });
    }
    let report = power::power(
        folder,
        &format!("{name}.power"),
        netlist,
        library,
        &activity,
        period_ps,
    )?;
    let idle = power::power(
        folder,
        &format!("{name}.idle"),
        netlist,
        library,
        &activity.at_rest("clock"),
        period_ps,
    )?;
    let energy = Energy::of(report.total, idle.total, &activity, &run, period_ps);
    let accesses = memory::accesses(&netlist.memories, &activity, period_ps);
    Ok(Measured {
        run,
        energy,
        hand_check: report.nets.into_iter().next(),
        accesses,
    })
}

/// Activity as a table for people: a net a line.
fn table(activity: &Activity) -> String {
    let mut nets: Vec<_> = activity.nets.iter().collect();
    nets.sort_by(|a, b| a.0.cmp(b.0));
    let mut text = format!(
        "# window {} to {} ps\n# net toggles ps_at_1\n",
        activity.start_ps, activity.end_ps
    );
    for (net, seen) in nets {
        // Writing to a string does not fail.
        let _ = writeln!(text, "{net} {} {}", seen.toggles, seen.high_ps);
    }
    text
}
