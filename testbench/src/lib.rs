//! The simulated boards and units: Verilator models of the generated Verilog and the drivers that run them.

pub mod core;
pub mod models;
pub mod norm;
