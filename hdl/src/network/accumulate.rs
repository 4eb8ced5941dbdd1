//! The sums of channels that follow each other.

use super::{Network, Wire};

/// What comes of [`accumulate`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sum {
    /// The sum so far.
    pub(crate) value: Wire,
    /// It is that of a whole channel, in the one cycle in which it becomes so.
    pub(crate) complete: Wire,
    /// It is not: the channel goes on. Low from a channel's last term to the next one's first.
    pub(crate) open: Wire,
}

/// Sums the terms of each channel in `bits` bits, no carry further than `chain` bits (0: as far as it goes).
///
/// ```text
///  low part of a term  --> + --> [sum] --> [ ] --------> low part of the sum
///                           \--> [carry] --+
///  high part ----------> [ ] ------------> + --> [sum] --> high part
/// ```
///
/// `carry` is one more in a term's lowest place. The first term behind a last one begins the next sum, so that one term
/// a cycle is taken without end.
pub(crate) fn accumulate(
    network: &mut Network,
    term: Wire,
    carry: Option<Wire>,
    (valid, last): (Wire, Wire),
    bits: u32,
    chain: u32,
) -> Sum {
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
    let value = network.join(&parts);
    let complete = network.and(valid, last);
    Sum {
        value,
        complete: network.at(complete, segment + 1),
        open: network.at(open, segment),
    }
}

impl Network {
    /// The sum of a whole channel, and 0 while one is summed: what is made of it stands still meanwhile.
    pub(crate) fn closed(&mut self, sum: Sum) -> Wire {
        let whole = self.not(sum.open);
        let whole = self.fill(whole, sum.value.bits());
        self.and(sum.value, whole)
    }
}
