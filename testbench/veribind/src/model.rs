//! What every generated model can do, whatever its ports.

use crate::{Memory, MemoryError};
use std::path::{Path, PathBuf};

/// Ticks that `reset()` holds the `reset` port high. One would do for a synchronous reset; the second lets
/// values that were registered from unreset neighbours at the first edge be replaced.
pub const RESET_CYCLES: u64 = 2;

/// Direction of a port, seen from the module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Set by the driver.
    Input,
    /// Read by the driver.
    Output,
}

/// A port of a top.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Port {
    /// Name in the Verilog.
    pub name: &'static str,
    /// Direction, seen from the module.
    pub direction: Direction,
    /// Width in bits.
    pub width: u32,
}

/// A port looked up by name with [`Model::port`], for generic drivers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PortId(usize);

/// A port that is not as a generic driver expects it.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum PortError {
    /// The top has no port of that name.
    #[error("top {top} has no port {port}")]
    Unknown {
        /// Verilog name of the top.
        top: &'static str,
        /// Name that was looked for.
        port: String,
    },
}

/// Why there will be no trace.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum TraceError {
    /// The models were built without trace code, which costs a third of the speed even when idle.
    #[error("the model of {top} was built without trace; build with the feature `vcd` or `fst`")]
    NotBuilt {
        /// Verilog name of the top.
        top: &'static str,
    },
    /// The path cannot be passed to C++: it holds a zero byte or is no UTF-8.
    #[error("trace path {0:?} holds a zero byte or is no UTF-8")]
    Path(PathBuf),
    /// The window is empty or lies in the past.
    #[error("trace window {from}..{to} is empty or over: the model is at cycle {now}")]
    Window {
        /// First cycle asked for.
        from: u64,
        /// First cycle no longer asked for.
        to: u64,
        /// Ticks done so far.
        now: u64,
    },
    /// The file cannot be written.
    #[error("cannot write trace {path}: {source}")]
    Io {
        /// File that was to be written.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: TraceIo,
    },
}

/// An I/O error that compares by its kind, so that [`TraceError`] can be compared in tests.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct TraceIo(#[from] pub std::io::Error);

impl PartialEq for TraceIo {
    fn eq(&self, other: &Self) -> bool {
        self.0.kind() == other.0.kind()
    }
}

impl Eq for TraceIo {}

/// A verilated top. The generated structs have these methods as their own, too; the trait is for drivers
/// that work with any top which has certain ports.
pub trait Model: Send + Sized {
    /// Name of the Verilog module.
    const TOP: &'static str;
    /// Its ports, in the order of the generated header.
    const PORTS: &'static [Port];
    /// The memories inside it, as far as Verilator flattened the hierarchy around them.
    const MEMORIES: &'static [Memory] = &[];

    /// A model with its initial blocks run; inputs are 0 (random in a `random-state` build, from
    /// [`seed_from_env`]).
    fn new() -> Self {
        Self::with_seed(seed_from_env())
    }

    /// Like [`Model::new`] with the seed of the random initial state, which only models built with
    /// [`Initial::Random`](crate::build::Initial::Random) have.
    fn with_seed(seed: u32) -> Self;

    /// Settles the combinational logic, the clock low, without a rising edge. A tick that follows goes on from
    /// there; inputs set in between still count.
    fn eval(&mut self);

    /// One clock cycle: clock low, eval, clock high, eval. A top without `clock` is just evaluated.
    fn tick(&mut self) {
        self.ticks(1);
    }

    /// `count` clock cycles with held inputs.
    fn ticks(&mut self, count: u64);

    /// Holds the port `reset` high for [`RESET_CYCLES`] ticks, then low, and evaluates. A top without
    /// `reset` does nothing.
    fn reset(&mut self);

    /// Ticks since the model was made, those of resets included.
    fn cycles(&self) -> u64;

    /// Writes a trace (VCD or FST, whichever was built in) of the cycles `from..to`, counted as
    /// [`Model::cycles`] counts. Cycle `c` has two time steps: `2c` with the clock low, `2c + 1` high. The
    /// file is complete once cycle `to` begins or the model is dropped; a second call ends the first window.
    ///
    /// # Errors
    /// [`TraceError`] if the model was built without trace, if the window is empty or begins in the past, or
    /// if the file cannot be written.
    fn trace_window(&mut self, path: &Path, from: u64, to: u64) -> Result<(), TraceError>;

    /// Address of port `index` of [`Model::PORTS`] in the model's memory.
    #[doc(hidden)]
    fn address(&self, index: usize) -> *mut u8;

    /// Address of memory `index` of [`Model::MEMORIES`], which a model without any is never asked for.
    #[doc(hidden)]
    fn memory_address(&self, index: usize) -> *mut u8 {
        let _ = index;
        std::ptr::null_mut()
    }

    /// The word at `address` of the memory called `name`, least significant 32 bits first.
    ///
    /// # Errors
    /// [`MemoryError`] if there is no such memory, or no such address in it.
    fn peek(&self, name: &str, address: usize) -> Result<Vec<u32>, MemoryError> {
        let (index, memory) = Memory::find::<Self>(name, address)?;
        // SAFETY: the generated address is that of an array of `depth` elements of this width, and `address` is below.
        Ok(unsafe { memory.load(self.memory_address(index), address) })
    }

    /// Changes the word at `address` of the memory called `name`, between two ticks: clocked logic sees it with the
    /// next one, combinational logic when something else that it depends on changes. Missing words are 0, surplus ones
    /// and bits past the width are cut off.
    ///
    /// # Errors
    /// As [`Model::peek`].
    fn poke(&mut self, name: &str, address: usize, words: &[u32]) -> Result<(), MemoryError> {
        let (index, memory) = Memory::find::<Self>(name, address)?;
        // SAFETY: as in `peek`; `&mut self` keeps others away.
        unsafe { memory.store(self.memory_address(index), address, words) };
        Ok(())
    }

    /// Looks up a port by its Verilog name.
    ///
    /// # Errors
    /// [`PortError::Unknown`] if the top has no such port.
    fn port(&self, name: &str) -> Result<PortId, PortError> {
        let found = Self::PORTS.iter().position(|port| port.name == name);
        found.map(PortId).ok_or_else(|| PortError::Unknown {
            top: Self::TOP,
            port: name.to_owned(),
        })
    }

    /// Value of a port; of one wider than 64 bits the low 64.
    #[inline]
    fn read(&self, port: PortId) -> u64 {
        let (at, width) = (self.address(port.0), Self::PORTS[port.0].width);
        // SAFETY: the generated `address` points at a live CData, SData, IData, QData or array of 32-bit
        // words, chosen by Verilator from the same width, and aligned for it.
        unsafe {
            match width {
                0..=8 => u64::from(*at),
                9..=16 => u64::from(*at.cast::<u16>()),
                17..=32 => u64::from(*at.cast::<u32>()),
                33..=64 => *at.cast::<u64>(),
                _ => u64::from(*at.cast::<u32>()) | u64::from(*at.cast::<u32>().add(1)) << 32,
            }
        }
    }

    /// Sets an input to the low bits of `value`; one wider than 64 bits gets zeros above. Writing an output
    /// has no lasting effect.
    #[inline]
    fn write(&mut self, port: PortId, value: u64) {
        let (at, width) = (self.address(port.0), Self::PORTS[port.0].width);
        let value = if width < 64 {
            value & ((1 << width) - 1)
        } else {
            value
        };
        // SAFETY: as in `read`; `&mut self` keeps others away.
        unsafe {
            match width {
                0..=8 => *at = value as u8,
                9..=16 => *at.cast::<u16>() = value as u16,
                17..=32 => *at.cast::<u32>() = value as u32,
                33..=64 => *at.cast::<u64>() = value,
                _ => self.write_words(port, &[value as u32, (value >> 32) as u32]),
            }
        }
    }

    /// All words of a port, least significant first: as many as its width needs.
    fn read_words(&self, port: PortId) -> Vec<u32> {
        let width = Self::PORTS[port.0].width;
        if width <= 64 {
            let value = self.read(port);
            return [value as u32, (value >> 32) as u32][..width.div_ceil(32) as usize].to_vec();
        }
        // SAFETY: a port of more than 64 bits is an array of `ceil(width / 32)` words.
        unsafe { std::slice::from_raw_parts(self.address(port.0).cast::<u32>(), width.div_ceil(32) as usize) }
            .to_vec()
    }

    /// Sets an input from words, least significant first; missing words are 0, surplus ones and bits past
    /// the width are cut off.
    fn write_words(&mut self, port: PortId, words: &[u32]) {
        let width = Self::PORTS[port.0].width;
        let word = |i: usize| words.get(i).copied().unwrap_or(0);
        if width <= 64 {
            return self.write(port, u64::from(word(0)) | u64::from(word(1)) << 32);
        }
        let count = width.div_ceil(32) as usize;
        // SAFETY: as in `read_words`; `&mut self` keeps others away.
        let target = unsafe { std::slice::from_raw_parts_mut(self.address(port.0).cast::<u32>(), count) };
        for (i, target) in target.iter_mut().enumerate() {
            *target = word(i);
        }
        if width % 32 != 0 {
            target[count - 1] &= (1 << (width % 32)) - 1;
        }
    }
}

/// Seed of random initial state: the environment variable `VERIBIND_SEED`, or 1. It is read once, so that
/// all models of a run agree.
pub fn seed_from_env() -> u32 {
    static SEED: std::sync::OnceLock<u32> = std::sync::OnceLock::new();
    *SEED.get_or_init(
        || match std::env::var("VERIBIND_SEED").map(|seed| (seed.parse(), seed)) {
            Err(_) => 1,
            Ok((Ok(seed), _)) => seed,
            Ok((Err(_), seed)) => {
                eprintln!(
                    "VERIBIND_SEED={seed:?} is no number from 0 to {}; using 1",
                    u32::MAX
                );
                1
            }
        },
    )
}

/// Run-time support of the generated `trace_window`: checks the window, proves that the file can be
/// written (Verilator itself would only say nothing), and gives the path as C wants it.
#[doc(hidden)]
pub fn prepare_trace(path: &Path, from: u64, to: u64, now: u64) -> Result<std::ffi::CString, TraceError> {
    if from >= to || from < now {
        return Err(TraceError::Window { from, to, now });
    }
    let text = path.to_str().and_then(|text| std::ffi::CString::new(text).ok());
    let text = text.ok_or_else(|| TraceError::Path(path.to_owned()))?;
    std::fs::File::create(path).map_err(|source| TraceError::Io {
        path: path.to_owned(),
        source: TraceIo(source),
    })?;
    Ok(text)
}
