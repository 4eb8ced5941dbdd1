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
//! | [`mod@bench`] | a design with the beats that go in and must come out |
//! | [`netlist`] | netlists as Yosys writes them |
//! | [`simulate`] | a netlist run on a bench, compared beat by beat |
//! | [`fpga`] | a design on an FPGA: fastest clock, resources, lanes |
//! | [`vcd`], [`activity`] | value change dumps, and how often nets change in them |
//! | [`board`] | a design on a board: bitstreams |
//! | [`asic`] | area, speed and energy in standard cells |

pub mod activity;
pub mod asic;
pub mod bench;
pub mod board;
pub mod cache;
pub mod children;
pub mod fpga;
pub mod netlist;
pub mod simulate;
pub mod tool;
pub mod vcd;

pub use bench::{Bench, Design, Port};
pub use children::{at_once, interrupt, interrupted};
