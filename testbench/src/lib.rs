//! The simulated boards and units: Verilator models of the generated Verilog and the drivers that run them.

pub mod board;
pub mod core;
pub mod error;
pub mod link;
pub mod models;
pub mod norm;
pub mod pcie;
pub mod random;
pub mod spiking;
pub mod stream;
pub mod wage;

pub use error::Error;

/// What a unit computed, and what it cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run<T> {
    /// The result.
    pub value: T,
    /// Clock cycles from the first offer of input to the last result.
    pub cycles: u64,
    /// Elements that saturated in this run, by the unit's own counter.
    pub saturations: u64,
}
