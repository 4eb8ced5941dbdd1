//! The fastest clock of a netlist, its slowest path, and its delays as an SDF file, by OpenSTA.
//!
//! The clock is ideal. Inputs change at its rise, outputs have to stand at the next; every path counts, from registers
//! and inputs to registers and outputs. Wires are those of [`wire`]; there is no layout and no clock tree.

use super::liberty::Library;
use super::synthesise::{output_load_pf, LIBRARY, NETLIST};
use super::{memory, sdf, wire};
use crate::simulate::Memory;
use crate::tool::{Kind, Tool, ToolError};
use std::fs;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// The delays, in the folder of the synthesis.
pub const SDF: &str = "netlist.sdf";
/// OpenSTA's words on the timing.
pub const REPORT: &str = "timing.log";

/// Between the report on all paths and that on those from memories.
const MEMORIES: &str = "paths from memories";

/// Of this report of power only the leakage is read. Without this OpenSTA estimates how often each net changes, half as
/// often behind each gate of a chain, until that is 0 by its arithmetic, and the chain's power no number.
const REST: &str = "set_power_activity -input -activity 0 -duty 0.5\n";

/// Why there is no timing.
#[derive(Debug, Error)]
pub enum TimingError {
    /// The tool failed.
    #[error(transparent)]
    Tool(#[from] ToolError),
    /// The tool complained.
    #[error("sta: {0}")]
    Complaint(String),
    /// The SDF file is none.
    #[error("the delays that sta wrote cannot be read: {0}")]
    Sdf(String),
    /// A file cannot be read or written.
    #[error("{}: {error}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        error: std::io::Error,
    },
}

/// A step of a path.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The pin, as `u_n1/Y`, or a port.
    pub pin: String,
    /// The cell; none at a port.
    pub cell: Option<String>,
    /// When the signal gets there, in nanoseconds after the clock's rise.
    pub arrival_ns: f64,
}

/// The timing of a netlist.
#[derive(Debug, Clone, PartialEq)]
pub struct Timing {
    /// What each cell takes.
    pub delays: sdf::Delays,
    /// The shortest period that every path meets.
    pub period_ns: f64,
    /// The slowest path, from its register or input on.
    pub path: Vec<Step>,
    /// The power of the netlist at rest, in nanowatts.
    pub leakage_nw: f64,
    /// What the netlist adds to the time that its memories take to read: the slowest path from their outputs on.
    pub behind_memory_ns: Option<f64>,
}

impl Timing {
    /// The highest frequency of the clock.
    pub fn fmax_mhz(&self) -> f64 {
        1e3 / self.period_ns
    }

    /// The slowest path in a line: where it begins and ends, through how many cells.
    pub fn path_in_words(&self) -> String {
        let pin = |step: Option<&Step>| step.map_or("-", |step| step.pin.as_str()).to_owned();
        let cells = self.path.iter().filter(|step| step.cell.is_some()).count();
        format!(
            "{} to {}, {cells} cells",
            pin(self.path.first()),
            pin(self.path.last())
        )
    }
}

/// The lines by which OpenSTA reads a netlist, shared by timing and power.
pub(super) fn preamble(top: &str, netlist: &str, library: &Library, period_ns: f64) -> String {
    let load = output_load_pf(library) * 1e-12 / library.capacitance_unit;
    let period = period_ns * 1e-9 / library.time_unit;
    format!(
        "read_liberty {LIBRARY}
read_verilog {netlist}
link_design {top}
set_wire_load_mode top
set_wire_load_model -name {}
create_clock -name clock -period {period} [get_ports clock]
set_load -pin_load {load:.7} [all_outputs]
",
        wire::NAME
    )
}

/// Runs a script of OpenSTA, which goes on after errors and ends with status 0 all the same.
pub(super) fn run(folder: &Path, script: &str, text: &str, log: &str) -> Result<String, TimingError> {
    let path = folder.join(script);
    fs::write(&path, text).map_err(|error| TimingError::File { path, error })?;
    let said = Tool::find(Kind::Sta)?.run(folder, &["-no_splash", "-exit", script], log)?;
    // What it warns of in a library it leaves out.
    let library = format!("Warning: {LIBRARY}");
    let complaint = |line: &&str| line.starts_with("Error") || line.starts_with(&library);
    match said.lines().find(complaint) {
        Some(line) => {
            let words = line.trim_start_matches("Error:").trim_start_matches("Warning:");
            Err(TimingError::Complaint(words.trim().to_owned()))
        }
        None => Ok(said),
    }
}

/// Times the netlist that stands in `folder` and writes [`SDF`].
///
/// # Errors
/// [`TimingError`].
pub fn time(folder: &Path, top: &str, memories: &[Memory], library: &Library) -> Result<Timing, TimingError> {
    // Long enough for any path to meet it in OpenSTA's arithmetic; the slack says how much too long.
    let period_ns = 1000.0 * library.time_unit * 1e9;
    let from: Vec<String> = memory::outputs(memories)
        .iter()
        .map(|port| format!("[get_ports {{{port}*}}]"))
        .collect();
    let behind = match from.is_empty() {
        true => String::new(),
        false => format!(
            "puts \"{MEMORIES}\"\nreport_checks -path_delay max -format full -digits 5 -from [concat {}]\n",
            from.join(" ")
        ),
    };
    let text = format!(
        "{}set_input_delay 0 -clock clock [all_inputs]
set_output_delay 0 -clock clock [all_outputs]
report_checks -path_delay max -format full -digits 5
{REST}report_power -digits 9
write_sdf -digits 5 {SDF}
{behind}",
        preamble(top, NETLIST, library, period_ns)
    );
    let said = run(folder, "timing.tcl", &text, REPORT)?;
    let scale = library.time_unit * 1e9;
    let (all, of_memories) = said.split_once(MEMORIES).unwrap_or((&said, ""));
    let slack = slack(all)
        .ok_or_else(|| TimingError::Complaint("the netlist has no path that a clock times".to_owned()))?;
    let leakage = said.lines().find_map(|line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let number = words.get(3).filter(|_| words[0] == "Total")?;
        number.parse::<f64>().ok()
    });
    let leakage = leakage.ok_or_else(|| TimingError::Complaint("the report has no leakage".to_owned()))?;
    let path = folder.join(SDF);
    let file = |error| TimingError::File {
        path: folder.join(SDF),
        error,
    };
    let delays = fs::read_to_string(&path).map_err(file)?;
    let delays = sdf::read(&delays).map_err(TimingError::Sdf)?;
    Ok(Timing {
        delays,
        period_ns: period_ns - slack * scale,
        path: steps(&said, scale),
        leakage_nw: leakage * 1e9,
        behind_memory_ns: self::slack(of_memories).map(|slack| period_ns - slack * scale),
    })
}

/// The slack of the first path of a report.
fn slack(report: &str) -> Option<f64> {
    report.lines().find_map(|line| {
        let mut words = line.split_whitespace();
        let number = words.next()?.parse::<f64>().ok()?;
        (words.next() == Some("slack")).then_some(number)
    })
}

/// The steps of the first path of a report: lines as `0.1031  5.1691 ^ u_n289/Y (OAI21X1)`.
fn steps(report: &str, scale: f64) -> Vec<Step> {
    let mut steps = Vec::new();
    for line in report
        .lines()
        .take_while(|line| !line.contains("data arrival time"))
    {
        let words: Vec<&str> = line.split_whitespace().collect();
        let Some(mark) = words.iter().position(|word| *word == "^" || *word == "v") else {
            continue;
        };
        let (Some(arrival), Some(pin)) = (
            words[..mark].last().and_then(|word| word.parse::<f64>().ok()),
            words.get(mark + 1),
        ) else {
            continue;
        };
        let cell = words
            .get(mark + 2)
            .map(|word| word.trim_matches(|c| c == '(' || c == ')'));
        steps.push(Step {
            pin: (*pin).to_owned(),
            cell: cell
                .filter(|cell| !matches!(*cell, "in" | "out"))
                .map(str::to_owned),
            arrival_ns: arrival * scale,
        });
    }
    steps
}
