//! A design on a board: its bitstream, with what was reached.
//!
//! | module | subject |
//! |---|---|
//! | [`description`] | `board.toml` |
//! | [`part`] | the FPGAs |
//! | [`pll`] | dividers of clocks |
//! | [`mod@shell`] | what is between a design and the pins |
//! | [`memory`] | which memories take which blocks |
//! | [`mod@build`] | from Verilog to a bitstream |
//! | [`report`] | what was reached, for people |
//! | [`load`] | the bitstream into the board |

pub mod build;
pub mod description;
pub mod load;
pub mod memory;
pub mod part;
pub mod pll;
pub mod report;
pub mod shell;

pub use build::{build, Built, Step};
pub use description::Description;
pub use part::Part;
pub use shell::Shelled;

use crate::fpga;
use crate::netlist::NetlistError;
use crate::tool::ToolError;
use std::path::PathBuf;
use thiserror::Error;

/// Why there is no bitstream.
#[derive(Debug, Error)]
pub enum Error {
    /// A board's files.
    #[error("{}: {what}", path.display())]
    Description {
        /// The file.
        path: PathBuf,
        /// What is wrong, and what was expected.
        what: String,
    },
    /// A clock that the PLL does not make.
    #[error("no PLL of {part} makes {} MHz of {} MHz; expected another clock, as a multiple of the input", *clock_hz as f64 / 1e6, *input_hz as f64 / 1e6)]
    NoPll {
        /// The device.
        part: &'static str,
        /// The input.
        input_hz: u64,
        /// The output.
        clock_hz: u64,
    },
    /// A design that is too large.
    #[error("does not fit {part}: {}", short.iter().map(Short::to_string).collect::<Vec<_>>().join(", "))]
    DoesNotFit {
        /// The device.
        part: &'static str,
        /// All that is short.
        short: Vec<Short>,
    },
    /// A tool is missing or failed.
    #[error(transparent)]
    Tool(#[from] ToolError),
    /// A netlist that cannot be read.
    #[error(transparent)]
    Netlist(#[from] NetlistError),
    /// A report that cannot be read.
    #[error(transparent)]
    Report(#[from] Box<fpga::Error>),
    /// A file that cannot be read or written.
    #[error("{0}")]
    File(#[from] std::io::Error),
}

/// A resource of which there is too little.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("it needs {needed} {what} of {available}")]
pub struct Short {
    /// The resource.
    pub what: &'static str,
    /// How many are needed.
    pub needed: u64,
    /// How many there are.
    pub available: u64,
}
