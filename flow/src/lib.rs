//! What open tools say of a Verilog text: synthesis, placement, timing, netlist simulation, power.
//!
//! This crate knows none of the project's designs. It is given a design as Verilog, and what goes in and must come out
//! of it as numbers; it drives Yosys, nextpnr, OpenSTA and Icarus Verilog, and gives back figures, each with the files
//! that it was made from.
