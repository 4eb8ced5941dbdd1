//! A square root, digit by digit.

use crate::network::{Network, Wire};

/// The digits of a root, one after the other.
pub(super) struct Digits {
    /// A digit is taken at the end of this cycle.
    pub(super) step: Wire,
    /// The digits so far, and 1.
    pub(super) above: Wire,
}

/// Finds `digits` digits of the root and the one that rounds: each from the two bits `pair` of the radicand, which must
/// hold from the cycle of `first` through all segments. `clear` begins a root and must not come together with a step.
///
/// Non-restoring, from the rest r, the digits q so far and the next two bits v of the radicand:
///
/// ```text
///  r >= 0:  r' = 4 r + v - (4 q + 1)       r < 0:  r' = 4 r + v + (4 q + 3)       q' = 2 q + (r' >= 0)
///
///  [r] [q] --> q inverted or not --> + --> sign --> [r] [q] [q + 1]
/// ```
///
/// Both are 4 r + v plus q, inverted if r >= 0, with 11 behind it: one adder and no carry in. The last digit, of 00, is
/// the first behind the point and rounds: (q + 1/2)^2 is never an integer. q + 1 is kept beside q, so that rounding
/// takes no adder. With more than one segment the adder is cut, and a digit takes as many cycles.
pub(super) fn root_digits(
    network: &mut Network,
    digits: u32,
    segments: u32,
    clear: Wire,
    first: Wire,
    pair: Wire,
) -> Digits {
    let width = digits + 4;
    let stage = first.stage();
    let zero = network.constant(0, 1);
    let one = network.constant(1, 1);
    let rest = network.feedback(width, stage);
    let root = network.feedback(digits + 1, stage);
    let above = network.feedback(digits + 1, stage);

    let shifted = network.join(&[pair, rest]);
    let shifted = network.slice(shifted, 0, width);
    let sign = network.top(rest);
    let positive = network.not(sign);
    let inverted = network.invert_if(root, positive);
    let threes = network.constant(3, 2);
    let operand = network.join(&[threes, inverted, positive]);
    // a segment a cycle; only the last is needed before its register
    let mut phase = first;
    let mut parts = Vec::new();
    let mut carry = None;
    let mut low = 0;
    for segment in 0..segments {
        let bits = (width - low).div_ceil(segments - segment);
        let a = network.slice(shifted, low, bits);
        let b = network.slice(operand, low, bits);
        let (a, b) = (network.unsigned_to(a, bits + 1), network.unsigned_to(b, bits + 1));
        let sum = match carry {
            Some(carry) => network.add_carry(a, b, carry),
            None => network.add(a, b),
        };
        low += bits;
        if segment + 1 == segments {
            parts.push(network.slice(sum, 0, bits));
        } else {
            let held = network.feedback(bits + 1, stage);
            network.close_first(held, &[(phase, sum)]);
            parts.push(network.slice(held, 0, bits));
            carry = Some(network.top(held));
            let next = network.feedback(1, stage);
            network.close(next, phase);
            phase = next;
        }
    }
    let sum = network.join(&parts);
    let negative = network.top(sum);
    let digit = network.not(negative);

    let load = network.or(clear, phase);
    let zeros = network.constant(0, width);
    let value = network.select(clear, zeros, sum);
    network.close_first(rest, &[(load, value)]);
    // q and q + 1 with one digit more: 2 q or 2 q + 1, and 2 q + 1 or 2 (q + 1)
    let extend = |network: &mut Network, high: Wire, bit: Wire| {
        let whole = network.join(&[bit, high]);
        network.slice(whole, 0, digits + 1)
    };
    let wider = extend(network, root, digit);
    let zeros = network.constant(0, digits + 1);
    let value = network.select(clear, zeros, wider);
    network.close_first(root, &[(load, value)]);
    let (even, odd) = (extend(network, root, one), extend(network, above, zero));
    let wider = network.select(digit, odd, even);
    let ones = network.constant(1, digits + 1);
    let value = network.select(clear, ones, wider);
    network.close_first(above, &[(load, value)]);
    Digits { step: phase, above }
}
