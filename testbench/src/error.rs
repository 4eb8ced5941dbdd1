//! What can go wrong when a model runs on data.

use veribind::PortError;

/// A run that gave no result.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum Error {
    /// The model has not the ports that the driver expects.
    #[error(transparent)]
    Port(#[from] PortError),
    /// Nothing moved for many cycles.
    #[error(
        "{top} is stuck at cycle {cycle}: it has taken {sent} of {beats} beats and given {received} of {results} results"
    )]
    Stuck {
        /// Verilog name of the top.
        top: &'static str,
        /// Cycle of the transfer.
        cycle: u64,
        /// Beats taken.
        sent: usize,
        /// Beats there are.
        beats: usize,
        /// Results given.
        received: usize,
        /// Results expected.
        results: usize,
    },
    /// A result too many.
    #[error("{top} gives more than the {results} results expected")]
    Surplus {
        /// Verilog name of the top.
        top: &'static str,
        /// Results expected.
        results: usize,
    },
    /// A result changed or vanished while it waited for `m_ready`.
    #[error("{top}: {port} changed at cycle {cycle}, while m_ready was low")]
    Unstable {
        /// Verilog name of the top.
        top: &'static str,
        /// The port.
        port: &'static str,
        /// Cycle of the transfer.
        cycle: u64,
    },
    /// `m_last` was not where the transfer ends.
    #[error("{top}: m_last is {found} with result {result}")]
    Last {
        /// Verilog name of the top.
        top: &'static str,
        /// Index of the result.
        result: usize,
        /// What `m_last` was.
        found: bool,
    },
    /// Input that the unit does not take.
    #[error("{0}")]
    Input(String),
    /// The pace ended the transfer on purpose.
    #[error("the transfer was stopped")]
    Stopped,
}
