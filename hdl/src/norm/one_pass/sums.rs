//! The sums, while the samples come.

use super::{close_flag, held, Control, Shape};
use crate::network::{accumulate, Network, Sum, Wire};
use crate::primitive::square;

/// The sums of the channel that waits; they hold until those of the next are complete.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sums {
    /// |sum x|.
    pub(super) sum: Wire,
    /// sum x is negative.
    pub(super) negative: Wire,
    /// sum x^2.
    pub(super) squares: Wire,
    /// m.
    pub(super) samples: Wire,
}

/// ```text
///  s_* --> [x] --> [x, but 0 from the 2^(a-1)th on] --> square --> [x^2] --> accumulate -----------> [sum x^2]
///                                                  \--> accumulate --> magnitude --> [|sum x|, sign]
/// ```
///
/// The last sample of a channel waits at the input until the sums of the channel before are taken.
pub(super) fn sums(network: &mut Network, shape: Shape, control: Control, taken: Wire) -> Sums {
    let s_valid = network.input("s_valid", 1);
    let s_data = network.input("s_data", shape.x);
    let s_last = network.input("s_last", 1);

    let (offered, last) = (network.feedback(1, 0), network.feedback(1, 0));
    let waits = network.and(last, control.pending);
    let moves = network.not(waits);
    let goes = network.and(offered, moves);
    let empty = network.not(offered);
    let s_ready = network.or(empty, moves);
    network.output("s_ready", s_ready);
    let value = network.select(s_ready, s_valid, offered);
    network.close(offered, value);
    let loads = network.and(s_valid, s_ready);
    let value = network.select(loads, s_last, last);
    network.close(last, value);
    let sample = held(network, loads, s_data);
    let ends = network.and(goes, last);
    close_flag(network, control.pending, ends, taken);

    // the number of samples, which stops at 2^(a-1)
    let count = network.feedback(shape.a, 0);
    let full = network.top(count);
    let counts = network.not(full);
    let zeros = network.constant(0, shape.a);
    let counted = network.add_carry(count, zeros, counts);
    let next = network.select(last, zeros, counted);
    let next = network.select(goes, next, count);
    network.close(count, next);
    let samples = held(network, ends, counted);
    let left_out = network.and(goes, full);
    let dropped = counter(network, left_out);
    network.output("dropped", dropped);

    // terms
    let mask = network.fill(counts, shape.x);
    let term = network.and(sample, mask);
    let term = network.register(term);
    let (goes, last) = (network.register(goes), network.register(last));
    let tuning = shape.tuning;
    let product = square(network, term, tuning.square, tuning.stages);
    let product = network.register(product);
    let squares = accumulate(
        network,
        product,
        None,
        (goes, last),
        shape.squares(),
        tuning.chain,
    );
    let wide = network.signed_to(term, shape.sum());
    let total = accumulate(network, wide, None, (goes, last), shape.sum(), tuning.chain);
    // what makes the magnitude sees nothing but zeros before the sum is there
    let total = network.closed(total);
    let sign = network.top(total);
    let segments = tuning.segments(shape.sum());
    let magnitude = network.negate_if(total, sign, segments);
    let Sum {
        value: squares,
        complete: squares_whole,
        ..
    } = squares;

    // what `accumulate` gives stands a cycle later than its stage says, and so does what is made of it
    let ended = network.and(goes, last);
    let sum_whole = network.at(ended, magnitude.stage() + 1);
    let sign = network.at(sign, magnitude.stage());
    let both = squares_whole.stage().max(sum_whole.stage());
    let whole = network.at(ended, both);
    let whole = network.arrived(whole);
    close_flag(network, control.summed, whole, taken);
    let [sum_whole, squares_whole] = [sum_whole, squares_whole].map(|wire| network.arrived(wire));
    let [magnitude, sign, squares] = [magnitude, sign, squares].map(|wire| network.arrived(wire));
    Sums {
        sum: held(network, sum_whole, magnitude),
        negative: held(network, sum_whole, sign),
        squares: held(network, squares_whole, squares),
        samples,
    }
}

/// Counts the cycles with `event`, a few later, in 32 bits that stop at 2^32 - 1: two halves, each with a carry of 16 bits.
fn counter(network: &mut Network, event: Wire) -> Wire {
    let event = network.register(event);
    let event = network.arrived(event);
    let [low, high] = [0, 1].map(|_| network.feedback(16, 0));
    let zeros = network.constant(0, 16);
    let [low_full, high_full] = [low, high].map(|half| {
        let rest = network.not(half);
        let any = network.any(rest);
        network.not(any)
    });
    let full = network.and(low_full, high_full);
    let counts = network.not(full);
    let event = network.and(event, counts);
    let next = network.add_carry(low, zeros, event);
    network.close(low, next);
    let carry = network.and(event, low_full);
    let next = network.add_carry(high, zeros, carry);
    network.close(high, next);
    network.join(&[low, high])
}
