//! Processor and stepper against the text of the specification: what a program does, in which order, with which
//! addresses. Whatever surrounds them answers after random times.

mod programs;
mod rig;
mod spec;
mod tiles;

use golden::core::program::Instruction;
use rand::rngs::StdRng;
use rand::SeedableRng;

/// The seed of this run: `SIGNUM_SEED`, or `default`. Printed, so that a failure can be run again.
fn seed(test: &str, default: u64) -> StdRng {
    let seed = std::env::var("SIGNUM_SEED")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(default);
    println!("{test}: SIGNUM_SEED={seed}");
    StdRng::seed_from_u64(seed)
}

fn li(a: u8, value: u32) -> u32 {
    Instruction::Li { a, value }.encode()
}
