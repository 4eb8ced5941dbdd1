//! The square root, what L2 ends with.

use crate::network::{Network, Wire};

/// The integer nearest to the square root of an unsigned number of X bits, X even: `golden::norm::sqrt_nearest`, in
/// X / 2 + 1 bits. `digits` of its X / 2 + 1 steps stand between two registers, all of them for 0.
///
/// Non-restoring, a digit a step, from two bits v of the radicand, the rest R and the root Q so far:
///
/// ```text
///  R >= 0:  R' = 4 R + v - (4 Q + 1)        R < 0:  R' = 4 R + v + (4 Q + 3)        Q' = 2 Q + (R' >= 0)
/// ```
///
/// Both are 4 R + v plus the bits of Q, inverted if R >= 0, with 11 behind them: one adder without a carry in, of i + 3
/// bits for digit i. The last step takes no bits of the radicand and is the first digit after the point, which rounds:
/// (r + 1/2)^2 is never an integer.
pub fn root(network: &mut Network, radicand: Wire, digits: u32) -> Wire {
    assert!(radicand.bits() % 2 == 0);
    let steps = radicand.bits() / 2 + 1;
    let zero = network.constant(0, 2);
    let threes = network.constant(3, 2);
    // R of no bits and Q of none: the first step subtracts 1
    let first = network.slice(radicand, radicand.bits() - 2, 2);
    let first = network.unsigned_to(first, 3);
    let sevens = network.constant(7, 3);
    let mut rest = network.add(first, sevens);
    let mut quotient = {
        let sign = network.top(rest);
        network.not(sign)
    };
    for step in 1..steps {
        if digits > 0 && step % digits == 0 {
            rest = network.register(rest);
            quotient = network.register(quotient);
        }
        let bits = match step {
            step if step + 1 == steps => zero,
            step => network.slice(radicand, radicand.bits() - 2 * step - 2, 2),
        };
        // the rest before the sign: i + 2 bits hold it for i digits of the root
        let shifted = network.join(&[bits, rest]);
        let shifted = network.slice(shifted, 0, step + 3);
        let positive = network.bit(quotient, 0);
        let inverted = network.invert_if(quotient, positive);
        // above the root stands the sign of what is added: minus if it was inverted
        let operand = network.join(&[threes, inverted, positive]);
        let sum = network.add(shifted, operand);
        let sign = network.top(sum);
        let digit = network.not(sign);
        rest = sum;
        quotient = network.join(&[digit, quotient]);
    }
    // the rounded half: Q + 1 of the root with one digit behind the point
    let whole = network.slice(quotient, 1, steps - 1);
    let whole = network.unsigned_to(whole, steps);
    let half = network.bit(quotient, 0);
    let zeros = network.constant(0, steps);
    if digits > 0 {
        let (whole, half) = (network.register(whole), network.register(half));
        return network.add_carry(whole, zeros, half);
    }
    network.add_carry(whole, zeros, half)
}

/// Registers inside [`root`] of X bits.
pub fn root_stages(bits: u32, digits: u32) -> u32 {
    match digits {
        0 => 0,
        digits => (bits / 2) / digits + 1,
    }
}
