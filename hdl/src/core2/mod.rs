//! The core that trains, in the configurations of `golden::core2::config`.

pub mod control;
pub mod processor;
pub mod stepper;

pub use control::Control;

use crate::base::verilog;
use crate::catalogue::{Kind, Top};

/// The tops of this room.
pub fn tops() -> Vec<Top> {
    vec![Top {
        name: "core_control",
        kind: Kind::Variant,
        parameters: vec![("size", 8), ("p_bits", 10)],
        timing: "one instruction a cycle, one more for a taken branch; one step a cycle",
        generate: |name| verilog(Control::<3, 10>::default(), name),
    }]
}
