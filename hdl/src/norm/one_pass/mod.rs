//! The statistics of L2 in one pass: no sample is kept.
//!
//! ```text
//!            +------+    +------------+    +------+    +---------+    +-----------+
//!  s_* ----->| Sums |--->| Mean       |--->| Correct|->| Root    |--->| m_*       |
//!            | x, x2|    | mu, mu8    |    | sum d2|   | s       |
//!            +------+    +------------+    +------+    +---------+
//! ```
//!
//! With mu8 = RHE(mu) of 8 fraction bits the sum of the squared deviations is, exactly,
//!
//! ```text
//! sum (2^8 x - mu8)^2 = 2^16 sum x^2 - 2^9 mu8 sum x + m mu8^2 = 2^16 sum x^2 - h (2^9 abs(sum x) - m h),  h = abs(mu8)
//! ```
//!
//! for mu8 has the sign of sum x. So the result is that of `golden::norm::statistics` to the bit, without the passes
//! over the samples, the memory and the subtraction in front of the square; X bits are squared, not X + 9. What L1 needs
//! has no such form: a mean absolute deviation wants the mean first.

mod correct;
mod digits;
mod mean;
mod rooted;
mod sums;
mod tuning;
mod unit;
mod variants;

pub use tuning::Tuning;
pub use unit::OnePass;
pub use variants::{side_by_side, variants, Variant};

use crate::network::{Network, Wire};

/// The widths of one unit.
#[derive(Clone, Copy, Debug)]
struct Shape {
    /// Bits of a sample.
    x: u32,
    /// Bits of the number of samples, which is at most 2^(a - 1).
    a: u32,
    tuning: Tuning,
}

impl Shape {
    /// |sum x|, at most 2^(x + a - 2).
    fn sum(self) -> u32 {
        self.x + self.a - 1
    }

    /// sum x^2, at most 2^(2 x + a - 3).
    fn squares(self) -> u32 {
        2 * self.x + self.a - 2
    }

    /// The sum of the squared deviations, in an even number of bits.
    fn deviations(self) -> u32 {
        (self.squares() + 16).next_multiple_of(2)
    }

    /// |mu|, at most 2^(x + 15).
    fn mean(self) -> u32 {
        self.x + 16
    }

    /// |mu8|, at most 2^(x + 7).
    fn mean8(self) -> u32 {
        self.x + 8
    }

    /// s.
    fn scale(self) -> u32 {
        self.x + 15
    }
}

/// The registers by which the stages know of each other. Each stage has room for one channel.
#[derive(Clone, Copy, Debug)]
struct Control {
    /// A channel's last sample is in, and its sums are not taken yet.
    pending: Wire,
    /// A channel's sums are complete.
    summed: Wire,
    mean: Busy,
    correct: Busy,
    root: Wire,
    /// A result stands at the output.
    result: Wire,
    /// It goes.
    m_ready: Wire,
}

/// A stage that counts cycles.
#[derive(Clone, Copy, Debug)]
struct Busy {
    /// It has a channel.
    busy: Wire,
    /// Cycles until it is done.
    left: Wire,
}

impl Busy {
    fn new(network: &mut Network, cycles: u32) -> Self {
        Busy {
            busy: network.feedback(1, 0),
            left: network.feedback(32 - cycles.leading_zeros(), 0),
        }
    }

    /// The channel can go on.
    fn done(self, network: &mut Network) -> Wire {
        let counts = network.any(self.left);
        let stands = network.not(counts);
        network.and(self.busy, stands)
    }

    fn close(self, network: &mut Network, cycles: u32, taken: Wire, passed: Wire) {
        close_flag(network, self.busy, taken, passed);
        close_count(network, self.left, cycles, taken);
    }
}

/// Counts down from `from` after `start`, and stays at 0.
fn close_count(network: &mut Network, left: Wire, from: u32, start: Wire) {
    let all = network.constant(from.into(), left.bits());
    let ones = network.constant(u128::MAX, left.bits());
    let fewer = network.add(left, ones);
    let more = network.any(left);
    let fewer = network.select(more, fewer, left);
    let next = network.select(start, all, fewer);
    network.close(left, next);
}

/// A register that takes `value` when `enable` is set.
fn held(network: &mut Network, enable: Wire, value: Wire) -> Wire {
    let register = network.feedback(value.bits(), 0);
    network.close_first(register, &[(enable, value)]);
    register
}

/// A bit that `set` sets and `clear` clears; `set` goes before.
fn close_flag(network: &mut Network, register: Wire, set: Wire, clear: Wire) {
    let stays = network.not(clear);
    let stays = network.and(register, stays);
    let next = network.or(set, stays);
    network.close(register, next);
}
