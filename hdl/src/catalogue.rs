//! Every top there is: what `signum generate` writes, CI lints and the test bench verilates.

use crate::base::GenerateError;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Stack for making a block, in bytes: pages that are not touched cost nothing.
const STACK: usize = 1 << 28;

/// What `generate` gives, run where there is room: a block is one large value that rust-hdl hands around, and a board is
/// larger than a main thread's stack.
pub(crate) fn roomy<T: Send>(generate: impl Fn() -> T + Sync) -> T {
    std::thread::scope(|scope| {
        let roomy = std::thread::Builder::new().stack_size(STACK);
        match roomy.spawn_scoped(scope, &generate).map(|thread| thread.join()) {
            Ok(Ok(value)) => value,
            // No such thread to be had: the stack at hand may do. (A panic shows itself again.)
            _ => generate(),
        }
    })
}

/// What a top is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A unit of the command line (`mac` to `neuron`) with its default parameters; its Verilog is committed.
    Unit,
    /// A unit with other parameters, for the tests.
    Variant,
    /// The core, or a board around it, in a named configuration.
    System,
}

/// One top: a Verilog file that stands by itself.
#[derive(Clone, Debug)]
pub struct Top {
    /// Name of the Verilog module and of the file, `wage_activate`.
    pub name: &'static str,
    /// What it is for.
    pub kind: Kind,
    /// Parameters by name, `("rows", 16)`.
    pub parameters: Vec<(&'static str, u64)>,
    /// Latency and throughput in cycles, one sentence.
    pub timing: &'static str,
    /// Builds the Verilog.
    pub generate: fn(name: &str) -> Result<String, GenerateError>,
}

impl Top {
    /// The Verilog of this top: the same text on every call.
    ///
    /// # Errors
    /// When the block does not pass the checks of `rust-hdl`.
    pub fn verilog(&self) -> Result<String, GenerateError> {
        roomy(|| (self.generate)(self.name))
    }

    /// The ports of the top, in order.
    ///
    /// # Errors
    /// As [`Top::verilog`].
    pub fn ports(&self) -> Result<Vec<Port>, GenerateError> {
        Ok(ports(&self.verilog()?))
    }
}

/// A port of a top.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Port {
    /// Name.
    pub name: String,
    /// `input` or `output`.
    pub direction: &'static str,
    /// Bits.
    pub width: u32,
    /// Two's complement.
    pub signed: bool,
}

/// Reads the port declarations of the first module of a generated text.
pub fn ports(text: &str) -> Vec<Port> {
    let mut found = Vec::new();
    for line in text
        .lines()
        .map(str::trim)
        .take_while(|line| *line != "endmodule")
    {
        let direction = match line.split(' ').next() {
            Some("input") => "input",
            Some("output") => "output",
            _ => continue,
        };
        let line = line.trim_end_matches(';');
        let width = line
            .split_once('[')
            .and_then(|(_, rest)| rest.split_once(':'))
            .and_then(|(high, _)| high.parse::<u32>().ok())
            .map_or(1, |high| high + 1);
        if let Some(name) = line.rsplit(' ').next() {
            found.push(Port {
                name: name.into(),
                direction,
                width,
                signed: line.contains(" signed "),
            });
        }
    }
    found
}

/// The Verilog of each of `tops`, made on as many threads as the machine has processors.
///
/// # Errors
/// As [`Top::verilog`], of the first that fails.
pub fn verilog_of(tops: &[Top]) -> Result<Vec<String>, GenerateError> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut made = Vec::new();
        while let Some((at, top)) = {
            let at = next.fetch_add(1, Ordering::Relaxed);
            tops.get(at).map(|top| (at, top))
        } {
            made.push((at, top.verilog()));
        }
        made
    };
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let mut all = std::thread::scope(|scope| {
        let threads: Vec<_> = (1..workers).map(|_| scope.spawn(work)).collect();
        let mut all = work();
        for thread in threads {
            all.extend(
                thread
                    .join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
            );
        }
        all
    });
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, text)| text).collect()
}

/// All tops, units first, in the order of the command line's table.
pub fn tops() -> Vec<Top> {
    let mut all = Vec::new();
    all.extend(crate::wage::tops());
    all.extend(crate::norm::tops());
    all.extend(crate::spiking::tops());
    all.extend(crate::random::tops());
    all.extend(crate::link::tops());
    all.extend(crate::core::tops());
    all
}
