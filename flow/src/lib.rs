//! What open tools say of a Verilog text: synthesis, placement, timing, netlist simulation, power.
//!
//! This crate knows none of the project's designs. It is given a design as Verilog, and what goes in and must come out
//! of it as numbers; it drives Yosys, nextpnr, OpenSTA and Icarus Verilog, and gives back figures, each with the files
//! that it was made from.
//!
//! | module | subject |
//! |---|---|
//! | [`tool`] | finding a tool, its version, running it, what it says when it fails |
//! | [`children`] | the processes under way, and their end when the program is told to stop |
//! | [`cache`] | results by the contents of what they were made from |

pub mod cache;
pub mod children;
pub mod tool;

pub use children::{interrupt, interrupted};
