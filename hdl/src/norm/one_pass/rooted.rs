//! The root of the mean square.

use super::correct::Corrected;
use super::digits::{root_digits, Digits};
use super::{close_count, close_flag, held, Control, Shape};
use crate::network::{Network, Wire};

/// Bits of the quotient a cycle, and segments of the root's adder: a digit of the root takes two bits.
fn pace(shape: Shape) -> (u32, u32) {
    match shape.tuning.chain {
        0 => (2, 1),
        _ => (1, 2),
    }
}

/// Cycles from one channel to the next, at least.
pub(super) fn cycles(shape: Shape) -> u32 {
    let (bits, segments) = pace(shape);
    let divides = 2 * (shape.scale() + 1) / bits;
    // three times m before; the last digit and the register at the output behind
    u32::from(bits == 2) + divides + segments + 3
}

/// s: the integer nearest to sqrt(floor(deviations 2^16 / m)), the root taken while the division goes on.
///
/// ```text
///  [deviations] << --> - m, [rest] --> [two bits of the quotient] --> digit of the root --> [s] --> m_scale
/// ```
///
/// The quotient has 2 X + 30 bits; two zeros behind it give the digit that rounds.
pub(super) fn root(network: &mut Network, shape: Shape, control: Control, from: Corrected, taken: Wire) {
    let (bits, segments) = pace(shape);
    let digits = shape.scale();
    let samples = held(network, taken, from.samples);
    let mean = held(network, taken, from.mean);
    let negative = held(network, taken, from.negative);

    // the quotient
    // what lies above is below m
    let below = shape.squares() + 16 - shape.a;
    let starts = if bits == 2 {
        let starts = network.feedback(1, 0);
        network.close(starts, taken);
        starts
    } else {
        taken
    };
    let cycles = 2 * (digits + 1) / bits;
    let left = network.feedback(32 - cycles.leading_zeros(), 0);
    close_count(network, left, cycles, starts);
    let divides = network.any(left);
    let rest = network.feedback(shape.a, 0);
    let low = network.feedback(below, 0);
    let next_bits = network.slice(low, below - bits, bits);
    let shifted = network.join(&[next_bits, rest]);
    let wide = shape.a + bits + 1;
    let shifted = network.unsigned_to(shifted, wide);
    let once = network.unsigned_to(samples, wide);
    let (quotient, rest_next) = if bits == 1 {
        let less = network.subtract(shifted, once);
        let borrow = network.top(less);
        (network.not(borrow), network.select(borrow, shifted, less))
    } else {
        let twice = network.shift_left(samples, 1);
        let twice = network.unsigned_to(twice, wide);
        let thrice = network.add(once, twice);
        let thrice = network.register(thrice);
        let thrice = network.arrived(thrice);
        let [less1, less2, less3] = [once, twice, thrice].map(|multiple| network.subtract(shifted, multiple));
        let [borrow1, borrow2, borrow3] = [less1, less2, less3].map(|less| network.top(less));
        let rest = network.select(borrow1, shifted, less1);
        let rest = network.select(borrow2, rest, less2);
        let rest = network.select(borrow3, rest, less3);
        let high = network.not(borrow2);
        let (three, one) = (network.not(borrow3), network.not(borrow1));
        let one = network.and(borrow2, one);
        let odd = network.or(three, one);
        (network.join(&[odd, high]), rest)
    };
    let rest_next = network.slice(rest_next, 0, shape.a);
    let high = network.slice(from.deviations, below, shape.deviations() - below);
    let high = network.unsigned_to(high, shape.a);
    network.close_first(rest, &[(taken, high), (divides, rest_next)]);
    let zeros = network.constant(0, bits);
    let moved = network.join(&[zeros, low]);
    let moved = network.slice(moved, 0, below);
    let start = network.slice(from.deviations, 0, below);
    network.close_first(low, &[(taken, start), (divides, moved)]);

    // pairs of its bits; the last pair is none of the quotient's
    let mut last = is(network, left, 1);
    if bits == 1 {
        let two = is(network, left, 2);
        last = network.or(last, two);
    }
    let counts = network.not(last);
    let mask = network.fill(counts, bits);
    let quotient = network.and(quotient, mask);
    let (first, closing) = (network.feedback(1, 0), network.feedback(1, 0));
    let pair = if bits == 2 {
        network.close(first, divides);
        network.close(closing, last);
        held(network, divides, quotient)
    } else {
        // a pair is whole with an odd number of cycles left, and holds for the two cycles of its digit
        let before = held(network, divides, quotient);
        let both = network.join(&[quotient, before]);
        let odd = network.bit(left, 0);
        let whole = network.and(divides, odd);
        network.close(first, whole);
        let ends = network.and(whole, last);
        close_flag(network, closing, ends, taken);
        held(network, whole, both)
    };
    let Digits { step, above } = root_digits(network, digits, segments, taken, first, pair);
    let finished = network.and(step, closing);
    let arrives = network.feedback(1, 0);
    network.close(arrives, finished);

    // out
    let scale = network.slice(above, 1, digits);
    let signed = network.unsigned_to(mean, shape.mean());
    let signed = network.negate_if(signed, negative, shape.tuning.segments(shape.mean()));
    let signed = network.arrived(signed);
    let (m_mu, m_scale, m_samples) = (
        held(network, arrives, signed),
        held(network, arrives, scale),
        held(network, arrives, samples),
    );
    close_flag(network, control.root, taken, arrives);
    close_flag(network, control.result, arrives, control.m_ready);
    network.output("m_valid", control.result);
    network.output("m_mu", m_mu);
    network.output("m_scale", m_scale);
    network.output("m_samples", m_samples);
}

/// Whether a bus has a value.
fn is(network: &mut Network, wire: Wire, value: u32) -> Wire {
    let value = network.constant(value.into(), wire.bits());
    let other = network.xor(wire, value);
    let other = network.any(other);
    network.not(other)
}

/// The stage takes a channel when the last result goes at the latest.
pub(super) fn free(network: &mut Network, control: Control) -> Wire {
    let kept = network.not(control.m_ready);
    let stands = network.and(control.result, kept);
    let busy = network.or(control.root, stands);
    network.not(busy)
}
