//! From the sum of the squares to that of the squared deviations.

use super::mean::Mean;
use super::{held, Control, Shape};
use crate::network::{Network, Wire};

/// A channel with its sum of squared deviations.
#[derive(Clone, Copy, Debug)]
pub(super) struct Corrected {
    pub(super) deviations: Wire,
    pub(super) samples: Wire,
    pub(super) mean: Wire,
    pub(super) negative: Wire,
}

/// Bits a cycle.
const PACE: u32 = 2;

/// Cycles of this stage: the second product comes a cycle after the first.
pub(super) fn cycles(shape: Shape) -> u32 {
    shape.deviations() / PACE + 1
}

/// A product that comes out bit by bit from the lowest on, its digits held in carry-save: no carry runs.
struct Product {
    sum: Wire,
    carry: Wire,
    factor: Wire,
}

impl Product {
    fn new(network: &mut Network, factor: Wire) -> Self {
        Product {
            sum: network.feedback(factor.bits(), 0),
            carry: network.feedback(factor.bits(), 0),
            factor,
        }
    }

    /// The next bit of the product, for the next bit of the other factor.
    fn bit(&self, network: &mut Network, state: &mut (Wire, Wire), bit: Wire) -> Wire {
        let width = self.factor.bits();
        let enable = network.fill(bit, width);
        let addend = network.and(self.factor, enable);
        let (sum, carry) = *state;
        let total = network.xor3(sum, carry, addend);
        let above = network.majority(sum, carry, addend);
        let zero = network.constant(0, 1);
        let rest = network.slice(total, 1, width - 1);
        *state = (network.join(&[rest, zero]), above);
        network.bit(total, 0)
    }
}

/// a - b - borrow of one bit.
fn difference(network: &mut Network, borrow: &mut Wire, a: Wire, b: Wire) -> Wire {
    let bit = network.xor3(a, b, *borrow);
    let inverse = network.not(a);
    *borrow = network.majority(inverse, b, *borrow);
    bit
}

/// 2^16 sum x^2 - h (2^9 |sum x| - m h), two bits a cycle from the lowest on.
///
/// ```text
///  [h] >> --> x m --> - --> [u] --> x h --> - --> [sum of squares] >>
///  [2^9 |sum x|] >> --^                     ^--- lowest bits <----/
/// ```
pub(super) fn correct(
    network: &mut Network,
    shape: Shape,
    control: Control,
    from: Mean,
    taken: Wire,
    passed: Wire,
) -> Corrected {
    control.correct.close(network, cycles(shape), taken, passed);
    let samples = held(network, taken, from.sums.samples);
    let mean = held(network, taken, from.mean);
    let negative = held(network, taken, from.sums.negative);
    let factor = held(network, taken, from.mean8);

    let first_runs = {
        // all cycles but the last
        let bits = control.correct.left.bits();
        let above = network.slice(control.correct.left, 1, bits - 1);
        network.any(above)
    };
    // its first cycle finds nothing yet
    let second_runs = network.feedback(1, 0);
    network.close(second_runs, first_runs);

    // h and 2^9 |sum x| run out at the bottom
    let serial = network.feedback(shape.mean8(), 0);
    let total = network.feedback(shape.sum() + 9, 0);
    let inner = Product::new(network, samples);
    let inner_borrow = network.feedback(1, 0);
    let mut state = (inner.sum, inner.carry);
    let mut borrow = inner_borrow;
    let mut bits = Vec::new();
    for index in 0..PACE {
        let bit = network.bit(serial, index);
        let product = inner.bit(network, &mut state, bit);
        let minuend = network.bit(total, index);
        bits.push(difference(network, &mut borrow, minuend, product));
    }
    let shift = |network: &mut Network, a: Wire, above: Wire| {
        let rest = network.slice(a, PACE, a.bits() - PACE);
        network.join(&[rest, above])
    };
    let nothing = network.constant(0, PACE);
    let next = shift(network, serial, nothing);
    network.close_first(serial, &[(taken, from.mean8), (first_runs, next)]);
    let next = shift(network, total, nothing);
    let start = network.shift_left(from.sums.sum, 9);
    network.close_first(total, &[(taken, start), (first_runs, next)]);
    for (register, next) in [
        (inner.sum, state.0),
        (inner.carry, state.1),
        (inner_borrow, borrow),
    ] {
        let zero = network.constant(0, register.bits());
        network.close_first(register, &[(taken, zero), (first_runs, next)]);
    }
    let difference_bits = network.join(&bits);
    let inner_bits = held(network, first_runs, difference_bits);

    let deviations = network.feedback(shape.deviations(), 0);
    let outer = Product::new(network, factor);
    let outer_borrow = network.feedback(1, 0);
    let mut state = (outer.sum, outer.carry);
    let mut borrow = outer_borrow;
    let mut bits = Vec::new();
    for index in 0..PACE {
        let bit = network.bit(inner_bits, index);
        let product = outer.bit(network, &mut state, bit);
        let minuend = network.bit(deviations, index);
        bits.push(difference(network, &mut borrow, minuend, product));
    }
    for (register, next) in [
        (outer.sum, state.0),
        (outer.carry, state.1),
        (outer_borrow, borrow),
    ] {
        let zero = network.constant(0, register.bits());
        network.close_first(register, &[(taken, zero), (second_runs, next)]);
    }
    let bits = network.join(&bits);
    let next = shift(network, deviations, bits);
    let start = network.shift_left(from.sums.squares, 16);
    let start = network.unsigned_to(start, shape.deviations());
    network.close_first(deviations, &[(taken, start), (second_runs, next)]);
    Corrected {
        deviations,
        samples,
        mean,
        negative,
    }
}
