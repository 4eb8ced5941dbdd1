//! The sums of channels that follow each other.

use super::{Network, Wire};

/// Sums the terms of each channel in `bits` bits, no carry further than `chain` bits (0: as far as it goes).
///
/// ```text
///  low part of a term  --> + --> [sum] --> [ ] --------> low part of the sum
///                           \--> [carry] --+
///  high part ----------> [ ] ------------> + --> [sum] --> high part
/// ```
///
/// `carry` is one more in a term's lowest place. The first term behind a last one begins the next sum, so that one term
/// a cycle is taken without end. Returns the sum and whether it is complete, which holds for one cycle.
pub(crate) fn accumulate(
    network: &mut Network,
    term: Wire,
    carry: Option<Wire>,
    (valid, last): (Wire, Wire),
    bits: u32,
    chain: u32,
) -> (Wire, Wire) {
    let stage = term.stage().max(valid.stage()).max(last.stage());
    let term = network.unsigned_to(term, bits);
    let valid = network.at(valid, stage);
    let last = network.at(last, stage);
    // set from a channel's first term to its last but one: the sum so far counts
    let open = network.feedback(1, stage);
    let goes_on = network.not(last);
    let next = network.select(valid, goes_on, open);
    network.close(open, next);

    let whole = if chain == 0 { bits } else { chain };
    let mut carry = carry;
    let mut parts = Vec::new();
    let mut low = 0;
    let mut segment = stage;
    while low < bits {
        let width = whole.min(bits - low);
        let sum = network.feedback(width, segment);
        let kept = network.at(open, segment);
        let kept = network.fill(kept, width);
        let kept = network.and(sum, kept);
        let part = network.slice(term, low, width);
        let part = network.at(part, segment);
        let (kept, part) = (
            network.unsigned_to(kept, width + 1),
            network.unsigned_to(part, width + 1),
        );
        let total = match carry {
            Some(carry) => network.add_carry(kept, part, carry),
            None => network.add(kept, part),
        };
        let enable = network.at(valid, segment);
        let next = network.slice(total, 0, width);
        let next = network.select(enable, next, sum);
        network.close(sum, next);
        parts.push(sum);
        low += width;
        if low < bits {
            let above = network.top(total);
            carry = Some(network.register(above));
            segment += 1;
        }
    }
    // a register of feedback holds its next value one cycle later than its stage says, all parts alike
    let sum = network.join(&parts);
    let complete = network.and(valid, last);
    let complete = network.at(complete, segment + 1);
    (sum, complete)
}
