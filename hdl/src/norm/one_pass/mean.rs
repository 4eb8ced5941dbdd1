//! The mean of a channel.

use super::sums::Sums;
use super::{held, Control, Shape};
use crate::network::{Network, Wire};

/// A channel with its mean.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mean {
    pub(super) sums: Sums,
    /// |mu|, 16 fraction bits.
    pub(super) mean: Wire,
    /// |mu8|, 8 fraction bits.
    pub(super) mean8: Wire,
}

/// Steps of the division: the digits of |mu|.
fn steps(shape: Shape) -> u32 {
    shape.mean()
}

/// Registers from the last digit to |mu8|.
fn rounding(shape: Shape) -> u32 {
    2 + shape.tuning.segments(shape.mean8())
}

/// Cycles of this stage.
pub(super) fn cycles(shape: Shape) -> u32 {
    steps(shape) + rounding(shape)
}

/// RHE(sum 2^16 / m) and RHE of that by 2^8, on magnitudes: one digit a cycle, then the rounding to 8 fraction bits.
///
/// ```text
///        +------------------------------+
///        v                              |
///  --> [rest] << 1 | top of low --> - m --> borrow? --> [low] << 1 | !borrow --> |mu| --> + --> [|mu8|]
/// ```
///
/// floor(m / 2) below the sum makes the digits those of the nearest number. A rest of 0 means that m is even and that
/// there was a tie, of which the higher one stands: its lowest bit is cleared.
pub(super) fn mean(
    network: &mut Network,
    shape: Shape,
    control: Control,
    sums: Sums,
    taken: Wire,
    passed: Wire,
) -> Mean {
    control.mean.close(network, cycles(shape), taken, passed);
    let Sums {
        sum,
        negative,
        squares,
        samples,
    } = sums;
    let sums = Sums {
        sum: held(network, taken, sum),
        negative: held(network, taken, negative),
        squares: held(network, taken, squares),
        samples: held(network, taken, samples),
    };
    let divides = {
        // the first cycles of the count
        let after = network.constant(u128::from(rounding(shape)), control.mean.left.bits() + 1);
        let left = network.unsigned_to(control.mean.left, control.mean.left.bits() + 1);
        let below = network.subtract(after, left);
        network.top(below)
    };
    let quotient_bits = steps(shape);
    let (rest, digits) = (network.feedback(shape.a, 0), network.feedback(quotient_bits, 0));
    let zero = network.constant(0, 1);
    let next_bit = network.top(digits);
    let shifted = network.join(&[next_bit, rest, zero]);
    let half = network.slice(samples, 1, shape.a - 1);
    let numerator = if shape.a < 18 {
        sum
    } else {
        // half of 2^17 samples has a place more than there are below the sum
        let over = network.top(half);
        let zeros = network.constant(0, shape.sum());
        network.add_carry(sum, zeros, over)
    };
    let half = network.unsigned_to(half, 17);
    let half = network.slice(half, 0, 16);
    let divisor = network.unsigned_to(sums.samples, shape.a + 2);
    let less = network.subtract(shifted, divisor);
    let borrow = network.top(less);
    let rest_next = network.select(borrow, shifted, less);
    let rest_next = network.slice(rest_next, 0, shape.a);
    // |sum x| < m 2^x
    let high = network.slice(numerator, shape.x, shape.sum() - shape.x);
    let high = network.unsigned_to(high, shape.a);
    network.close_first(rest, &[(taken, high), (divides, rest_next)]);
    let digit = network.not(borrow);
    let longer = network.join(&[digit, digits]);
    let longer = network.slice(longer, 0, quotient_bits);
    let low = network.slice(numerator, 0, shape.x);
    let low = network.join(&[half, low]);
    network.close_first(digits, &[(taken, low), (divides, longer)]);

    let rests = network.any(rest);
    let odd = network.bit(sums.samples, 0);
    let untied = network.or(rests, odd);
    // the digits stand still: what follows comes later, and needs no copy of them
    let untied = network.register(untied);
    let untied = network.arrived(untied);
    let lowest = network.bit(digits, 0);
    let lowest = network.and(lowest, untied);
    let higher = network.slice(digits, 1, quotient_bits - 1);
    let mean = network.join(&[lowest, higher]);
    let [guard, lowest] = [7, 8].map(|index| network.bit(mean, index));
    let below = network.slice(mean, 0, 7);
    let sticky = network.any(below);
    let odd = network.or(sticky, lowest);
    let up = network.and(guard, odd);
    let up = network.register(up);
    let up = network.arrived(up);
    // what rounds sees nothing but zeros before the digits are there
    let still = network.not(divides);
    let still = network.fill(still, shape.mean8());
    let floor = network.slice(mean, 8, shape.mean8());
    let floor = network.and(floor, still);
    let zeros = network.constant(0, shape.mean8());
    let segments = shape.tuning.segments(shape.mean8());
    let mean8 = network.add_segmented(floor, zeros, Some(up), segments);
    let mean8 = network.register(mean8);
    assert_eq!(mean8.stage() + 2, rounding(shape));
    Mean {
        sums,
        mean,
        mean8: network.arrived(mean8),
    }
}
