//! The core that only goes forward, on a 4 x 4 array of ternary products, for the smallest FPGAs.
//!
//! The same packets, programs and results as those of [`Core`](super::Core), with the same loader, counters and replies;
//! what is different is behind them. It is made to be small, and gives cycles for that: the memories have one port each and
//! no skew, one adder serves all instructions and the loops of a tile, and the results of a tile leave the array one at a
//! time, before the next one begins. Nothing is built in for errors, gradients and norms.

pub mod activations;
pub mod arithmetic;
pub mod array;
pub mod outlet;
pub mod processor;
pub mod reader;
pub mod results;
pub mod rounding;
pub mod stand;
pub mod top;
pub mod weights;

pub use top::InferenceCore;
