//! From Verilog to a bitstream.

use super::description::Description;
use super::memory::{self, Memory};
use super::shell::{shell, Shelled, TOP};
use super::{Error, Short};
use crate::cache::{all_written, kept, Cache};
use crate::fpga::report::{CriticalPath, Report, Use};
use crate::fpga::Resources;
use crate::fpga::{gowin, sta, Target};
use crate::netlist::Netlist;
use crate::tool::{Kind, Tool};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// The synthesised netlist in its folder.
pub const NETLIST: &str = "netlist.json";
/// The text that was synthesised.
pub const VERILOG: &str = "design.v";
/// What the placement tool reports.
pub const REPORT: &str = "report.json";
/// The delays of cells and wires, on Gowin.
const DELAYS: &str = "delays.sdf";
/// What was placed and routed.
const PLACED: &str = "placed";
/// The bitstream, before its ending.
const BITSTREAM: &str = "bitstream";

/// What is being done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Yosys.
    Synthesise,
    /// nextpnr.
    Place,
    /// The packer.
    Pack,
}

impl Step {
    /// What is done, for a progress bar.
    pub fn doing(self) -> &'static str {
        match self {
            Step::Synthesise => "synthesising",
            Step::Place => "placing and routing",
            Step::Pack => "packing the bitstream",
        }
    }
}

/// A design that was built.
#[derive(Debug, Clone)]
pub struct Built {
    /// The bitstream.
    pub bitstream: PathBuf,
    /// The clock that was asked for, in hertz.
    pub clock_hz: u64,
    /// The fastest clock that the placement tool's timing allows, in megahertz.
    pub fmax_mhz: f64,
    /// The slowest path.
    pub critical_path: Option<CriticalPath>,
    /// What the synthesised design needs of the part.
    pub needed: Resources,
    /// What the part has.
    pub available: Resources,
    /// Cells of each kind, used and there, after packing.
    pub utilisation: BTreeMap<String, Use>,
    /// The blocks of memory.
    pub memories: Vec<Memory>,
    /// The seed of the placement.
    pub seed: u32,
    /// Seconds of each step that was not found in the cache.
    pub seconds: Vec<(Step, f64)>,
    /// The folders with the files of synthesis and placement.
    pub folders: [PathBuf; 2],
}

impl Built {
    /// Whether the clock is met.
    pub fn met(&self) -> bool {
        self.fmax_mhz * 1e6 >= self.clock_hz as f64
    }
}

/// Builds `design` for `board` at `clock_hz`, from one seed of the placement. `began` is told of each step.
///
/// # Errors
/// [`Error::DoesNotFit`] before anything is placed; a tool is missing or fails.
pub fn build(
    design: &Shelled,
    board: &Description,
    clock_hz: u64,
    seed: u32,
    cache: &Cache,
    began: &mut dyn FnMut(Step),
) -> Result<Built, Error> {
    let part = board.part;
    let (pins, text) = (board.pins()?, shell(design, board, clock_hz)?);
    let nextpnr = Tool::find(part.family().nextpnr())?;
    let mut seconds = Vec::new();
    let mut timed = |step: Step, start: Instant| seconds.push((step, start.elapsed().as_secs_f64()));

    began(Step::Synthesise);
    let start = Instant::now();
    let (synthesised, fresh) = synthesise(design.verilog, &text, board, cache)?;
    if fresh {
        timed(Step::Synthesise, start);
    }
    let netlist = Netlist::read(&synthesised.join(NETLIST), TOP)?;
    let mut needed = part.family().count(netlist.cell_counts().into_iter());
    if part.family() == Target::Gw2a {
        needed.logic = gowin::places(&netlist);
    }
    fits(board, &netlist, &needed)?;

    began(Step::Place);
    let start = Instant::now();
    let bitstream = format!("{BITSTREAM}.{}", part.bitstream_ending());
    let pins_file = board.pins.file.as_str();
    let mut args = part.arguments(pins_file, PLACED);
    let (number, megahertz) = (seed.to_string(), format!("{}", clock_hz as f64 / 1e6));
    args.extend(
        [
            "--json",
            NETLIST,
            "--report",
            REPORT,
            "--timing-allow-fail",
            "--seed",
            &number,
            "--freq",
            &megahertz,
        ]
        .map(ToOwned::to_owned),
    );
    let own_timing = part.family() == Target::Gw2a;
    if own_timing {
        args.extend(["--sdf", DELAYS].map(ToOwned::to_owned));
    }
    let (packer, pack_args) = part.packer(PLACED, &bitstream);
    let packer = Tool::find(packer)?;
    let command = format!("{args:?} {pack_args:?}");
    let (key, identity) = (
        name(&synthesised),
        format!("{} {}", nextpnr.identity(), packer.identity()),
    );
    let parts: [(&str, &[u8]); 4] = [
        ("netlist", key.as_bytes()),
        ("arguments", command.as_bytes()),
        ("pins", pins.as_bytes()),
        ("tool", identity.as_bytes()),
    ];
    let mut fresh = false;
    let placed = cache.entry(&parts, |folder| -> Result<(), Error> {
        fresh = true;
        fs::write(folder.join(pins_file), &pins)?;
        fs::copy(synthesised.join(NETLIST), folder.join(NETLIST))?;
        nextpnr.run(folder, &args, "place.log")?;
        all_written(nextpnr.kind().program(), folder, &[REPORT, PLACED])?;
        began(Step::Pack);
        packer.run(folder, &pack_args, "pack.log")?;
        all_written(packer.kind().program(), folder, &[&bitstream])?;
        fs::remove_file(folder.join(NETLIST))?;
        Ok(())
    })?;
    if fresh {
        timed(Step::Place, start);
    }
    let mut report = Report::read(&placed.join(REPORT)).map_err(Box::new)?;
    if own_timing {
        // The tool's own analysis leaves paths out.
        let path = placed.join(DELAYS);
        let found = sta::slowest(&kept(&path)?);
        let found = found.and_then(|found| found.ok_or("no path is clocked".to_owned()));
        let delays = |what| Box::new(crate::fpga::Error::Delays { path, what });
        report = report.with(found.map_err(delays)?);
    }
    let fmax_mhz = report
        .fmax_mhz()
        .ok_or_else(|| Box::new(crate::fpga::Error::NoClock(TOP.to_owned())))?;
    Ok(Built {
        bitstream: placed.join(bitstream),
        clock_hz,
        fmax_mhz,
        critical_path: report.critical_path(),
        needed,
        available: part.resources(),
        utilisation: report.utilization,
        memories: memory::plan(&netlist),
        seed,
        seconds,
        folders: [synthesised, placed],
    })
}

/// The folder with the netlist of design and shell, and whether it was not in the cache.
fn synthesise(
    design: &str,
    shell: &str,
    board: &Description,
    cache: &Cache,
) -> Result<(PathBuf, bool), Error> {
    let yosys = Tool::find(Kind::Yosys)?;
    let text = format!("{design}\n{shell}");
    let timed_by_us = board.part.family() == Target::Gw2a;
    let script = format!(
        "read_verilog {VERILOG}\n{}\ncheck -noinit\ndelete t:$scopeinfo\nwrite_json {NETLIST}\n",
        board.part.synthesis(TOP)
    );
    let identity = yosys.identity();
    let mut parts: Vec<(&str, &[u8])> = vec![
        (VERILOG, text.as_bytes()),
        ("script", script.as_bytes()),
        ("tool", identity.as_bytes()),
    ];
    if timed_by_us {
        parts.push(("pass", gowin::TABLES.as_bytes()));
    }
    let mut fresh = false;
    let folder = cache.entry(&parts, |folder| -> Result<(), Error> {
        fresh = true;
        fs::write(folder.join(VERILOG), &text)?;
        fs::write(folder.join("synth.ys"), &script)?;
        yosys.run(folder, &["-q", "-s", "synth.ys"], "synth.log")?;
        all_written(Kind::Yosys.program(), folder, &[NETLIST])?;
        if timed_by_us {
            gowin::time_tables(&folder.join(NETLIST), TOP)?;
        }
        Ok(())
    })?;
    Ok((folder, fresh))
}

/// Compares what is needed with what there is.
fn fits(board: &Description, netlist: &Netlist, needed: &Resources) -> Result<(), Error> {
    const UP5K_LARGE: u64 = 4;
    let have = board.part.resources();
    let large = netlist.cell_counts().get("SB_SPRAM256KA").copied().unwrap_or(0);
    let all = [
        ("look-up tables", needed.logic, have.logic),
        ("registers", needed.registers, have.registers),
        ("multipliers", needed.dsp, have.dsp),
        ("blocks of memory", needed.memory, have.memory),
        ("large blocks of memory", large, UP5K_LARGE),
    ];
    let short: Vec<Short> = all
        .into_iter()
        .filter(|(_, needed, available)| needed > available)
        .map(|(what, needed, available)| Short {
            what,
            needed,
            available,
        })
        .collect();
    match short.is_empty() {
        true => Ok(()),
        false => Err(Error::DoesNotFit {
            part: board.part.name(),
            short,
        }),
    }
}

fn name(folder: &Path) -> String {
    folder
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}
