//! The core that trains, in the configurations of `golden::core::config`.

pub mod activations;
pub mod array;
pub mod bank;
pub mod control;
pub mod counters;
pub mod datapath;
pub mod emission;
pub mod errors;
pub mod fetch;
pub mod finish;
pub mod forward;
pub mod gradient;
pub mod inference;
pub mod job;
pub mod jumps;
pub mod ledger;
pub mod loader;
pub mod loss;
pub mod normaliser;
pub mod numbers;
pub mod operands;
pub mod output;
pub mod pairs;
pub mod pool;
pub mod processor;
pub mod reach;
pub mod reader;
pub mod reply;
pub mod requantise;
pub mod results;
pub mod rotate;
pub mod scale;
pub mod skew;
pub mod space;
pub mod stepper;
pub mod tally;
pub mod top;
pub mod weights;

pub use control::Control;
pub use inference::InferenceCore;
pub use top::Core;

use golden::core::config::{BASE, LARGE, MEDIUM, SMALL, TINY};

use crate::base::verilog;
use crate::catalogue::{Kind, Top};

/// The tops of this room.
pub fn tops() -> Vec<Top> {
    let mut tops = vec![Top {
        name: "core_control",
        kind: Kind::Variant,
        parameters: vec![("size", 8), ("p_bits", 10)],
        timing:
            "an instruction of the registers a cycle, others in three; two more for a taken branch; a step a cycle, of a gradient one in 4",
        generate: |name| verilog(Control::<3, 10, 4>::default(), name),
    }];
    tops.extend(block_tops());
    tops.extend(normaliser::tops());
    tops.extend(systems());
    tops
}

/// The core of the configuration `tiny`.
pub type Tiny = InferenceCore<13, 14, 14, 9>;
/// The core of the configuration `small`.
pub type Small = Core<4, 32, 128, 64, 8, 2, 1, 12, 14, 9, 1, 4, 9, 1, 2, 1, 0, 4, 1, 8, 64>;
/// The core of the configuration `medium`.
pub type Medium = Core<8, 64, 256, 128, 16, 3, 2, 12, 13, 10, 9, 4, 10, 7, 13, 1, 1, 4, 2, 16, 256>;
/// The core of the configuration `base`.
pub type Base = Core<16, 128, 512, 256, 32, 4, 4, 13, 14, 11, 11, 4, 11, 9, 16, 1, 1, 1, 16, 128, 4096>;
/// The core of the configuration `large`.
pub type Large = Core<16, 128, 512, 256, 32, 4, 4, 17, 16, 16, 16, 5, 13, 10, 18, 1, 1, 1, 16, 128, 4096>;

/// The core in its configurations.
fn systems() -> [Top; 5] {
    const TIMING: &str = "a step a cycle, of a gradient one in 4 on small and medium; a cycle between tiles";
    let top = |name, config: golden::core::Config, generate| Top {
        name,
        kind: Kind::System,
        parameters: vec![
            ("size", config.size as u64),
            ("a_bits", config.a_bits.into()),
            ("w_bits", config.w_bits.into()),
            ("w_eighths", config.w_eighths.into()),
            ("e_bits", config.e_bits.into()),
            ("x_bits", config.x_bits.into()),
            ("c_bits", config.c_bits.into()),
            ("l_bits", config.l_bits.into()),
            ("p_bits", config.p_bits.into()),
        ],
        timing: TIMING,
        generate,
    };
    [
        top("core_tiny", TINY, |name| verilog(Tiny::new(TINY), name)),
        top("core_small", SMALL, |name| verilog(Small::new(SMALL), name)),
        top("core_medium", MEDIUM, |name| verilog(Medium::new(MEDIUM), name)),
        top("core_base", BASE, |name| verilog(Base::new(BASE), name)),
        top("core_large", LARGE, |name| verilog(Large::new(LARGE), name)),
    ]
}

/// Blocks that the tests drive by themselves.
fn block_tops() -> [Top; 6] {
    let top = |name, size, timing, generate| Top {
        name,
        kind: Kind::Variant,
        parameters: vec![("size", size)],
        timing,
        generate,
    };
    const TWO: &str =
        "a vector a cycle is read, six cycles later it is there; one vector or word a cycle written";
    const TILE: &str = "a step a cycle, of a gradient one in N / 2; N + 9 cycles a tile at least, two more behind one that updates";
    [
        top("core_ledger", 0, "a counter in 4 cycles, all in 88", |name| {
            verilog(ledger::bench::LedgerProbe::default(), name)
        }),
        top("core_requantise", 0, "latency 3, its window 2", |name| {
            verilog(requantise::Requantise::default(), name)
        }),
        top("skew_4", 4, TWO, |name| {
            verilog(skew::SkewMemory::<4, 8, 32, 32, 2, 12>::default(), name)
        }),
        top("skew_16", 16, TWO, |name| {
            verilog(skew::SkewMemory::<16, 8, 128, 128, 4, 9>::default(), name)
        }),
        top("datapath_4", 4, TILE, |name| {
            verilog(
                datapath::Datapath::<4, 32, 128, 64, 8, 2, 1, 9, 9, 8, 7, 3, 2, 2, 16, 128>::new(8),
                name,
            )
        }),
        top("datapath_8", 8, TILE, |name| {
            verilog(
                datapath::Datapath::<8, 64, 256, 128, 16, 3, 2, 10, 10, 9, 8, 3, 4, 2, 16, 256>::new(8),
                name,
            )
        }),
    ]
}
