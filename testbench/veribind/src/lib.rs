//! Verilator from Rust: a typed struct for every Verilog top, at the speed of a C++ harness.
//!
//! The crate has two halves. [`build`] runs in a build script: it verilates each top, reads the ports from
//! the generated C++ header, writes a thin C shim and a Rust struct, and compiles all of it into a static
//! library. The rest is the run-time support of those structs: the trait [`Model`], which generic drivers
//! are written against, and [`lanes`], which packs vectors into wide ports.
//!
//! # In the build script
//! ```no_run
//! use veribind::build::{Batch, Trace, Verilate, Verilator};
//!
//! fn main() -> Result<(), veribind::build::Error> {
//!     let out = std::path::PathBuf::from(std::env::var_os("OUT_DIR").unwrap());
//!     let mut batch = Batch::new(Verilator::find("../.tools".as_ref())?);
//!     batch.add(Verilate::new("counter", "module counter(input clock, ...); ... endmodule")
//!         .waivers("waivers.vlt".as_ref())
//!         .trace(Trace::None));
//!     // Writes OUT_DIR/models.rs and prints what cargo needs in order to link.
//!     batch.run(&out)?.print_cargo();
//!     Ok(())
//! }
//! ```
//!
//! # In the library
//! ```ignore
//! include!(concat!(env!("OUT_DIR"), "/models.rs"));
//! ```
//!
//! # What a model looks like
//! Verilog module `counter` becomes `CounterModel` (camel case, then `Model`; `mac_4x4` is `Mac4x4Model`):
//! ```ignore
//! let mut counter = CounterModel::new();
//! counter.reset();                 // `reset` high for RESET_CYCLES ticks, then low, and evaluated
//! counter.set_step(3);             // inputs: set_NAME; bits past the port's width are cut off
//! counter.eval();                  // settle combinational outputs, no clock edge
//! let before = counter.count();    // outputs (and inputs, to look again): NAME
//! counter.tick();                  // clock low, eval, clock high, eval
//! counter.ticks(100);              // 100 ticks with held inputs, in one call
//! ```
//!
//! | port's width | Rust type |
//! |---|---|
//! | 1 | `bool` |
//! | 2..=8, 9..=16, 17..=32, 33..=64 | `u8`, `u16`, `u32`, `u64` |
//! | more | `[u32; N]`, least significant word first (outputs by reference) |
//!
//! Verilator's ports have no sign: [`lanes::sign_extend`] gives it back. A port whose name a method already
//! has (`new`, `eval`, `tick`, `ticks`, `reset`, `cycles`...) is read as `NAME_port`; its setter keeps its
//! name (`set_reset`). The `clock` input belongs to `tick`.
//!
//! A handshake is read *before* the edge: set inputs, `eval()`, look at `s_ready && s_valid`, `tick()`.
//!
//! The memories inside a top can be looked at and changed between two ticks, by their names in the hierarchy:
//! [`Model::peek`] and [`Model::poke`].
//!
//! Models are `Send`; any number of instances live side by side, each with a Verilator context of its own.

pub mod build;
pub mod lanes;
mod memory;
mod model;

pub use memory::{Memory, MemoryError};
#[doc(hidden)]
pub use model::prepare_trace;
pub use model::{seed_from_env, Direction, Model, Port, PortError, PortId, TraceError, RESET_CYCLES};
