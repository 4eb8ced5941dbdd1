//! What every block is made of: signed integers, registers with reset, memories, and the way to Verilog.

pub mod generate;
pub mod int;
pub mod ram;
pub mod reg;

pub use generate::{verilog, GenerateError};
pub use int::*;
pub use ram::Ram;
pub use reg::Reg;
