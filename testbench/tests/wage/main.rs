//! The WAGE units in generated Verilog against the golden model, bit for bit.

mod activate;
mod error;
mod mac;
mod scale;
mod update;
mod wide;

use testbench::random::Rng;

/// A vector of int32 of all orders of magnitude, of a length that is seldom a multiple of the lanes.
fn int32s(rng: &mut Rng, longest: usize) -> Vec<i32> {
    let length = rng.size(1..=longest);
    (0..length).map(|_| rng.int32()).collect()
}
