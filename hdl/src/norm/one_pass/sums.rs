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
    let dropped = counter(network, left_out, 16);
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

/// Counts the cycles with `event`, two later, in 2 `half` bits that stop at 2^(2 half) - 1.
///
/// ```text
///  event --> [event] --> + --> [low] ----------> | --> count
///                    \-> & --> + --> [high] ----/
///  next low is full --> [full] ^ \--> [over] --/
/// ```
///
/// Registers of their own hold what carries into the upper half and what stops the count, so that no carry goes over more
/// than a half within a cycle.
fn counter(network: &mut Network, event: Wire, half: u32) -> Wire {
    let event = network.register(event);
    let event = network.arrived(event);
    let [low, high] = [0, 1].map(|_| network.feedback(half, 0));
    let [full, over] = [0, 1].map(|_| network.feedback(1, 0));
    let [zeros, zeros_wide] = [half, half + 1].map(|bits| network.constant(0, bits));

    let next = network.add_carry(low, zeros, event);
    network.close(low, next);
    // the next value is all ones: its upper bits already are, and the lowest one is or becomes
    let lowest = network.bit(low, 0);
    let upper = network.slice(low, 1, half - 1);
    let upper = network.not(upper);
    let rest = network.any(upper);
    let upper = network.not(rest);
    let lowest = network.xor(lowest, event);
    let next = network.and(upper, lowest);
    network.close(full, next);

    let carry = network.and(event, full);
    let wide = network.unsigned_to(high, half + 1);
    let next = network.add_carry(wide, zeros_wide, carry);
    let wrapped = network.top(next);
    let next = network.slice(next, 0, half);
    network.close(high, next);
    let next = network.or(over, wrapped);
    network.close(over, next);

    let count = network.join(&[low, high]);
    let stop = network.fill(over, 2 * half);
    network.or(count, stop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::Simulated;

    #[test]
    fn counts_every_event_and_stops_at_the_largest_count() {
        let mut network = Network::new();
        let event = network.input("event", 1);
        let count = counter(&mut network, event, 3);
        network.output("count", count);
        let mut simulated = Simulated::new(network);
        simulated.edge(true, &[0]);
        let mut events = 0;
        for cycle in 0..300_u32 {
            // now and then a cycle without one, at each place of the lower half
            let event = u128::from(cycle % 10 != 3);
            let seen = simulated.edge(false, &[event])[0];
            assert_eq!(seen, 63.min(events), "cycle {cycle}");
            events += event;
        }
        assert!(events > 3 * 63);
    }
}
