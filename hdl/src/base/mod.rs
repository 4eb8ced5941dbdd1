//! What every block is made of: signed integers, constants, registers with reset, memories, pipeline stages, and the way to
//! Verilog.

pub mod counter;
pub mod deep_store;
pub mod each;
pub mod generate;
pub mod int;
pub mod join;
pub mod keep;
pub mod number;
pub mod part_store;
pub mod ram;
pub mod reg;
pub mod single_port;
pub mod skid;
pub mod split;
pub mod stage;
pub mod store;
mod sum;

pub use counter::Counter;
pub use deep_store::DeepStore;
pub use each::Each;
pub use generate::{verilog, GenerateError};
pub use int::*;
pub use join::Join;
pub use keep::Keep;
pub use number::{Last, Number, Ordinals, Setting};
pub use part_store::PartStore;
pub use ram::{Ram, SharedRam};
pub use reg::Reg;
pub use single_port::SinglePort;
pub use skid::Skid;
pub use split::Split;
pub use stage::Stage;
pub use store::Store;
pub use sum::Sum;
