//! Runs a netlist on a bench by Icarus Verilog and compares every result.
//!
//! The clock rises at whole periods. Inputs change [`Setup::skew_ps`] after it; handshakes and results are looked at one
//! picosecond before the next rise, so that with delays everything has to have settled by then. The dump
//! covers the nets of the unit, not of the cells in it, from the clock edge that takes the first beat to the one that
//! takes the last result.

use crate::bench::{widths, Bench, BenchError, Port};
use crate::tool::{Kind, Tool, ToolError};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use thiserror::Error;

mod memory;

pub use memory::Memory;

/// The scope of the unit in the dump.
pub const SCOPE: [&str; 2] = ["bench", "unit"];

/// Cycles after the last result in which no other may come.
const QUIET: u32 = 8;

/// Cycles of reset before the first beat.
const RESET: u32 = 4;

/// When beats are offered and results taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// In every cycle.
    Full,
    /// In three of four cycles, by chance from this seed; while no beat is offered the inputs hold random bits.
    Random(u32),
}

/// How a netlist is run.
#[derive(Debug, Clone)]
pub struct Setup<'a> {
    /// The module of the netlist.
    pub top: &'a str,
    /// Verilog files: the netlist and the models of its cells. Names relative to the folder of the run.
    pub sources: &'a [&'a str],
    /// Macros to define, as `NAME` or `NAME=value`.
    pub defines: &'a [&'a str],
    /// Memories that the netlist has the pins of.
    pub memories: &'a [Memory],
    /// Whether the `specify` blocks of the models count.
    pub delays: bool,
    /// The clock's period in picoseconds, even.
    pub period_ps: u64,
    /// How long after the clock's rise inputs change, less than half a period.
    pub skew_ps: u64,
    /// When beats are offered and results taken.
    pub pace: Pace,
    /// The dump to write, if any.
    pub dump: Option<&'a str>,
    /// Cycles without a beat taken or a result given after which the netlist counts as stuck.
    pub patience: u32,
}

impl<'a> Setup<'a> {
    /// Zero delay, at full pace, without a dump.
    pub fn new(top: &'a str, sources: &'a [&'a str]) -> Setup<'a> {
        Setup {
            top,
            sources,
            defines: &[],
            memories: &[],
            delays: false,
            period_ps: 10_000,
            skew_ps: 500,
            pace: Pace::Full,
            dump: None,
            patience: 20_000,
        }
    }
}

/// A run in which every result was the expected one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Beats taken.
    pub taken: u64,
    /// Results compared.
    pub results: u64,
    /// Cycles from the edge that takes the first beat to the one that takes the first result.
    pub latency: u64,
    /// Cycles from the edge that takes the first beat to the one that takes the last result.
    pub cycles: u64,
    /// The time of the edge that takes the first beat.
    pub start_ps: u64,
    /// The time of the edge that takes the last result.
    pub end_ps: u64,
    /// The dump, if one was asked for.
    pub dump: Option<PathBuf>,
}

impl Run {
    /// Cycles of a beat at the pace that the unit keeps up, filling and emptying left out: those from the first result to
    /// the last by the beats that belong to all results but the first, each of them having as many.
    pub fn sustained(&self) -> f64 {
        let (taken, results) = (self.taken.max(1) as f64, self.results as f64);
        match self.results {
            0 | 1 => self.cycles as f64 / taken,
            _ => (self.cycles - self.latency) as f64 * results / ((results - 1.0) * taken),
        }
    }
}

/// Why a run gives nothing.
#[derive(Debug, Error)]
pub enum SimulateError {
    /// The bench itself is wrong.
    #[error(transparent)]
    Bench(#[from] BenchError),
    /// The setup is.
    #[error("a clock of {period_ps} ps with inputs {skew_ps} ps after it cannot be run")]
    Clock {
        /// The period.
        period_ps: u64,
        /// The inputs' delay.
        skew_ps: u64,
    },
    /// A tool failed.
    #[error(transparent)]
    Tool(#[from] ToolError),
    /// A file cannot be written or read.
    #[error("{}: {error}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        error: std::io::Error,
    },
    /// A result is not the expected one.
    #[error("{top}: result {beat}, {port}: got {got}, expected {want} (hexadecimal)")]
    Differs {
        /// The unit.
        top: String,
        /// Index of the result.
        beat: u64,
        /// The port.
        port: String,
        /// Its bits.
        got: String,
        /// Those expected.
        want: String,
    },
    /// A result beyond the last.
    #[error("{top}: a result more than the {results} expected")]
    Extra {
        /// The unit.
        top: String,
        /// How many were expected.
        results: usize,
    },
    /// A handshake signal that is neither 0 nor 1.
    #[error("{top}: {signal} is unknown after {taken} beats and {given} results")]
    Unknown {
        /// The unit.
        top: String,
        /// The signal.
        signal: String,
        /// Beats taken until then.
        taken: u64,
        /// Results given until then.
        given: u64,
    },
    /// Nothing moves any more.
    #[error("{top}: stuck after {taken} of {beats} beats and {given} of {results} results")]
    Stuck {
        /// The unit.
        top: String,
        /// Beats taken.
        taken: u64,
        /// Beats of the bench.
        beats: usize,
        /// Results given.
        given: u64,
        /// Results of the bench.
        results: usize,
    },
    /// The simulator ended without a verdict.
    #[error("{top}: the simulation ended without a verdict (its log: {log})")]
    Verdict {
        /// The unit.
        top: String,
        /// The log's file name.
        log: String,
    },
    /// A delay that no model has a path for.
    #[error("{top}: the delays do not fit the models: {line}")]
    Delays {
        /// The unit.
        top: String,
        /// What the simulator says.
        line: String,
    },
}

/// Runs a netlist in `folder`, which gets the bench, its numbers, the logs and the dump; all their names begin with
/// `name`.
///
/// # Errors
/// [`SimulateError`]; a result that differs names its beat and port.
pub fn run(folder: &Path, name: &str, bench: &Bench, setup: &Setup) -> Result<Run, SimulateError> {
    bench.check()?;
    let (period_ps, skew_ps) = (setup.period_ps, setup.skew_ps);
    if period_ps % 2 != 0 || skew_ps == 0 || skew_ps >= period_ps / 2 {
        return Err(SimulateError::Clock { period_ps, skew_ps });
    }
    let write = |file: &str, text: String| {
        let path = folder.join(file);
        fs::write(&path, text).map_err(|error| SimulateError::File { path, error })
    };
    let program = format!("{name}.vvp");
    let source = format!("{name}.bench.v");
    write(&format!("{name}.stimulus.hex"), bench.stimulus_hex())?;
    write(&format!("{name}.expected.hex"), bench.expected_hex())?;
    write(&source, text(name, bench, setup))?;

    // Without -gspecify the delays that models have of their own stay out.
    let mut args = vec!["-g2012", "-Ttyp", "-s", "bench", "-o", &program];
    if setup.delays {
        args.push("-gspecify");
    }
    let defines: Vec<String> = setup.defines.iter().map(|define| format!("-D{define}")).collect();
    args.extend(defines.iter().map(String::as_str));
    args.push(&source);
    args.extend(setup.sources);
    let said = Tool::find(Kind::Iverilog)?.run(folder, &args, &format!("{name}.iverilog.log"))?;
    if let Some(line) = said.lines().find(|line| line.contains("not found in")) {
        return Err(SimulateError::Delays {
            top: setup.top.to_owned(),
            line: line.trim().to_owned(),
        });
    }
    let log = format!("{name}.vvp.log");
    let said = Tool::find(Kind::Vvp)?.run(folder, &["-n", &program], &log)?;
    // Megabytes that one command makes again.
    let _ = fs::remove_file(folder.join(&program));
    let mut run = verdict(&said, &log, bench, setup)?;
    run.dump = setup.dump.map(|dump| folder.join(dump));
    Ok(run)
}

/// What the bench said at the end.
fn verdict(said: &str, log: &str, bench: &Bench, setup: &Setup) -> Result<Run, SimulateError> {
    let top = setup.top.to_owned();
    let no_verdict = || SimulateError::Verdict {
        top: setup.top.to_owned(),
        log: log.to_owned(),
    };
    let line = said
        .lines()
        .find_map(|line| line.strip_prefix("BENCH "))
        .ok_or_else(no_verdict)?;
    let words: Vec<&str> = line.split_whitespace().collect();
    let number = |index: usize| -> Result<u64, SimulateError> {
        words
            .get(index)
            .and_then(|word| word.parse().ok())
            .ok_or_else(no_verdict)
    };
    match words[..] {
        ["DONE", ..] => Ok(Run {
            taken: number(1)?,
            results: number(2)?,
            latency: number(4)?.saturating_sub(number(3)?),
            cycles: number(5)?.saturating_sub(number(3)?),
            start_ps: number(6)?,
            end_ps: number(7)?,
            dump: None,
        }),
        ["DIFFERS", _, port, got, want] => Err(SimulateError::Differs {
            top,
            beat: number(1)?,
            port: port.to_owned(),
            got: got.to_owned(),
            want: want.to_owned(),
        }),
        ["EXTRA"] => Err(SimulateError::Extra {
            top,
            results: bench.expected.len(),
        }),
        ["UNKNOWN", signal, ..] => Err(SimulateError::Unknown {
            top,
            signal: signal.to_owned(),
            taken: number(2)?,
            given: number(3)?,
        }),
        ["STUCK", ..] => Err(SimulateError::Stuck {
            top,
            taken: number(1)?,
            beats: bench.stimulus.len(),
            given: number(2)?,
            results: bench.expected.len(),
        }),
        _ => Err(no_verdict()),
    }
}

/// `[high:low]`.
fn range(low: u32, width: u32) -> String {
    format!("[{}:{low}]", low + width - 1)
}

/// The ports with the place of each in a beat's word.
fn places(ports: &[Port]) -> impl Iterator<Item = (u32, &Port)> {
    ports.iter().scan(0, |at, port| {
        let place = *at;
        *at += port.width;
        Some((place, port))
    })
}

/// The text of the bench.
fn text(name: &str, bench: &Bench, setup: &Setup) -> String {
    let total = |ports: &[Port]| ports.iter().map(|port| port.width).sum::<u32>();
    let (input_width, output_width) = (total(&bench.inputs), total(&bench.outputs));

    let mut wires = String::new();
    let mut connections = String::new();
    let mut compare = String::new();
    // Writing to a string does not fail.
    for (port, width) in widths(&bench.inputs).into_iter().chain(widths(&bench.outputs)) {
        let _ = writeln!(wires, "    wire {} {port};", range(0, width));
        let _ = write!(connections, ", .{port}({port})");
    }
    for (at, port) in places(&bench.inputs) {
        let (bits, word) = (range(port.low, port.width), range(at, port.width));
        let _ = writeln!(wires, "    assign {}{bits} = beat{word};", port.name);
    }
    for (at, port) in places(&bench.outputs) {
        let (bits, word) = (range(port.low, port.width), range(at, port.width));
        let (name, label) = match widths(&bench.outputs)[port.name.as_str()] == port.width {
            true => (&port.name, port.name.clone()),
            false => (&port.name, format!("{}{bits}", port.name)),
        };
        let _ = writeln!(
            compare,
            "        if (!over && {name}{bits} !== want{word}) begin\n            \
             $display(\"BENCH DIFFERS %0d {label} %0h %0h\", given, {name}{bits}, want{word});\n            \
             over = 1;\n        end"
        );
    }
    let s_ready = match bench.ready {
        true => {
            connections.push_str(", .s_ready(s_ready), .m_ready(m_ready)");
            ""
        }
        false => " = 1",
    };
    let memories = memory::parts(setup.memories);
    wires.push_str(&memories.declarations);
    connections.push_str(&memories.connections);
    let dump = match setup.dump {
        Some(dump) => format!("begin $dumpfile(\"{dump}\"); $dumpvars(1, unit); end"),
        None => "begin end".to_owned(),
    };
    let (random, seed) = match setup.pace {
        Pace::Full => (0, 0),
        Pace::Random(seed) => (1, seed as i32),
    };
    let (beats, results) = (bench.stimulus.len(), bench.expected.len());
    let (period, skew, top) = (setup.period_ps, setup.skew_ps, setup.top);
    let (low, half) = (period / 2, period / 2 - skew);
    let patience = setup.patience;
    let stalls = u8::from(bench.ready);
    let words = input_width.div_ceil(32);
    format!(
        r#"// Runs {top} on {name}.stimulus.hex and compares with {name}.expected.hex.
`timescale 1ps/1ps
module bench;
    reg clock = 1, reset = 1, s_valid = 0, m_ready = 1;
    wire s_ready{s_ready};
    wire m_valid;
    reg [{i}:0] stimulus [0:{last_beat}];
    reg [{o}:0] expected [0:{last_result}];
    reg [{i}:0] beat;
    reg [{o}:0] want;
{wires}
    {top} unit(.clock(clock), .reset(reset), .s_valid(s_valid), .m_valid(m_valid){connections});
    reg over = 0, took = 0, gave = 0;
    integer seed = {seed}, taken = 0, given = 0, cycle = 0, idle = 0, quiet = 0;
    integer first_taken = 0, first_given = 0, last_given = 0;
    time start = 0, finish = 0;

    // One step a change of inputs: after the clock's rise.
    task drive; begin
        reset = cycle < {RESET};
{memory_drive}        if (took) taken = taken + 1;
        if (gave) given = given + 1;
        if (reset || taken >= {beats}) s_valid = 0;
        else if (took || !s_valid) s_valid = !{random} || ($random(seed) & 3) != 0;
        if (s_valid) beat = stimulus[taken];
        else if ({random} && !reset) beat = {{{words}{{$random(seed)}}}};
        if ({random} && {stalls}) m_ready = ($random(seed) & 3) != 0;
    end endtask

    task unknown(input [8*8:1] signal); begin
        if (!over) $display("BENCH UNKNOWN %0s %0d %0d", signal, taken, given);
        over = 1;
    end endtask

    // Just before the clock's rise.
    task look; begin
{memory_look}        took = 0;
        gave = 0;
        if (!reset) begin
            if (s_valid && s_ready !== 0 && s_ready !== 1) unknown("s_ready");
            if (m_valid !== 0 && m_valid !== 1) unknown("m_valid");
            took = s_valid && s_ready === 1;
            gave = m_valid === 1 && m_ready;
        end
        if (took && taken == 0) begin
            first_taken = cycle;
            start = $time + 1;
            {dump}
        end
        if (gave && !over) begin
            if (given >= {results}) begin
                $display("BENCH EXTRA");
                over = 1;
            end else begin
                want = expected[given];
                compare;
                if (given == 0) first_given = cycle;
                last_given = cycle;
                finish = $time + 1;
            end
        end
        idle = took || gave ? 0 : idle + 1;
        if (taken + took == {beats} && given + gave == {results}) quiet = quiet + 1;
        if (!over && quiet > {QUIET}) begin
            $display("BENCH DONE %0d %0d %0d %0d %0d %0d %0d",
                taken, given, first_taken, first_given, last_given, start, finish);
            over = 1;
        end
        if (!over && quiet == 0 && idle > {patience}) begin
            $display("BENCH STUCK %0d %0d", taken, given);
            over = 1;
        end
    end endtask

    task compare; begin
{compare}    end endtask

    initial begin
        $readmemh("{name}.stimulus.hex", stimulus);
        $readmemh("{name}.expected.hex", expected);
        beat = stimulus[0];
        while (!over) begin
            #{skew} drive;
            #{half} clock = 0;
            #({low} - 1) look;
            #1 cycle = cycle + 1;
            clock = !over;
        end
        $finish;
    end
endmodule
"#,
        i = input_width - 1,
        o = output_width - 1,
        last_beat = beats - 1,
        last_result = results - 1,
        memory_look = memories.look,
        memory_drive = memories.drive,
    )
}

#[cfg(test)]
mod tests;
