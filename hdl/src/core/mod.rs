//! The core, in the configurations of `golden::core::config`.

pub mod bank;
pub mod drain;
pub mod loader;
pub mod output;
pub mod reply;
pub mod rotate;
pub mod sequencer;
pub mod skew;
pub mod tally;
pub mod ternarise;
pub mod top;

pub use top::Core;

use golden::core::config::{BASE, LARGE, SMALL, TINY};

use crate::base::verilog;
use crate::catalogue::{Kind, Top};

/// The tops of this room.
pub fn tops() -> Vec<Top> {
    const TIMING: &str = "K cycles a tile of N images by N outputs, without bubbles";
    let parameters = |config: golden::core::Config| {
        vec![
            ("size", config.size as u64),
            ("a_bits", config.a_bits.into()),
            ("w_bits", config.w_bits.into()),
            ("p_bits", config.p_bits.into()),
        ]
    };
    vec![
        Top {
            name: "core_tiny",
            kind: Kind::System,
            parameters: parameters(TINY),
            timing: TIMING,
            generate: |name| verilog(Core::<4, 32, 128, 2, 11, 14, 8>::new(TINY), name),
        },
        Top {
            name: "core_small",
            kind: Kind::System,
            parameters: parameters(SMALL),
            timing: TIMING,
            generate: |name| verilog(Core::<8, 64, 256, 3, 11, 13, 9>::new(SMALL), name),
        },
        Top {
            name: "core_base",
            kind: Kind::System,
            parameters: parameters(BASE),
            timing: TIMING,
            generate: |name| verilog(Core::<16, 128, 512, 4, 12, 14, 9>::new(BASE), name),
        },
        Top {
            name: "core_large",
            kind: Kind::System,
            parameters: parameters(LARGE),
            timing: TIMING,
            generate: |name| verilog(Core::<16, 128, 512, 4, 14, 16, 12>::new(LARGE), name),
        },
    ]
}
