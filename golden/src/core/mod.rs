//! The core as its clients see it: configurations, packets, the program, and an engine that executes it on integers.
//!
//! `docs/core.md` is the specification. The engine takes the packets that the RTL takes and answers with the same
//! words, the cycle counters apart.

pub mod config;
pub mod engine;
pub mod packet;
pub mod program;

pub use config::Config;
pub use engine::Engine;
pub use packet::{Header, Packet, Reason};
pub use program::{Assembler, Instruction};

/// Version of packets and program; HELLO reports it, and a client refuses another.
pub const PROTOCOL_VERSION: u32 = 2;
