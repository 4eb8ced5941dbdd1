//! From an accumulator to an activation.

use super::CODE_MAX;
use crate::fixed::{rhe_shift, sat};

/// `sat(RHE(acc / 2^shift), relu ? 0 : -127, 127)`: the int8 activation of an accumulator.
///
/// For a WAGE layer `shift` is [`layer_shift`](super::layer_shift): one bit because a ternary digit stands for 1/2,
/// and log2 alpha for the layer's constant scale. Every shift is accepted.
#[inline]
pub const fn activate(acc: i32, shift: u32, relu: bool) -> i8 {
    let lo = if relu { 0 } else { -CODE_MAX };
    sat(rhe_shift(acc as i64, shift), lo as i64, CODE_MAX as i64) as i8
}

/// Whether the activation of `acc` counts as clipped in the backward pass, |acc| > 127 * 2^shift: no error passes it.
#[inline]
pub const fn clipped(acc: i32, shift: u32) -> bool {
    // from 2^25 * 127 on the bound exceeds every int32
    let shift = if shift > 25 { 25 } else { shift };
    acc.unsigned_abs() as u64 > (CODE_MAX as u64) << shift
}

/// The largest |acc| that is not [`clipped`], 127 * 2^shift, within int32.
#[inline]
pub const fn clip_bound(shift: u32) -> i32 {
    // from 25 on the bound is beyond every int32
    if shift < 25 {
        CODE_MAX << shift
    } else {
        i32::MAX
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn slow(acc: i32, shift: u32, relu: bool) -> i8 {
        // exact in f64: 31 bits of acc over a power of two
        let rounded = (f64::from(acc) / 2f64.powi(shift as i32)).round_ties_even();
        rounded.clamp(if relu { 0.0 } else { -127.0 }, 127.0) as i8
    }

    #[test]
    fn corners_of_every_shift() {
        for shift in 0..=31 {
            for code in [-129i64, -128, -127, -126, -2, -1, 0, 1, 2, 126, 127, 128, 129] {
                for offset in [-1, 0, 1] {
                    for half in [-1, 0, 1] {
                        let acc = (code << shift) + half * ((1 << shift) >> 1) + offset;
                        let acc = sat(acc, i32::MIN.into(), i32::MAX.into()) as i32;
                        for relu in [false, true] {
                            assert_eq!(
                                activate(acc, shift, relu),
                                slow(acc, shift, relu),
                                "{acc} {shift}"
                            );
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn clipping_begins_above_127_steps() {
        for shift in 0..=31u32 {
            for acc in [
                127i64 << shift,
                (127i64 << shift) + 1,
                -(127i64 << shift),
                -(127i64 << shift) - 1,
            ] {
                let Ok(acc) = i32::try_from(acc) else { continue };
                assert_eq!(
                    clipped(acc, shift),
                    i64::from(acc).abs() > 127i64 << shift,
                    "{acc} {shift}"
                );
            }
            assert_eq!(clipped(i32::MIN, shift), 1i64 << 31 > 127i64 << shift);
            assert_eq!(clipped(i32::MAX, shift), i64::from(i32::MAX) > 127i64 << shift);
        }
    }

    proptest! {
        #[test]
        fn equals_the_rounded_quotient(acc: i32, fine in 0u32..32, shift in 0u32..40, relu: bool) {
            let acc = acc >> fine;
            prop_assert_eq!(activate(acc, shift, relu), slow(acc, shift, relu));
        }
    }
}
