//! [`scale`](super::scale), [`error`](super::error) and [`update`](super::update) on the wide numbers that leave the
//! backward pass of a normaliser: dx of 48 bits, dgamma of 42. Where the numbers fit 32 bits the results are the same.

use super::CODE_MAX;
use crate::fixed::{rhe_shift, sat};

/// [`scale`](super::scale) of wide numbers: in 0..=63, or `None` when every element is 0.
pub fn scale_wide(x: &[i64]) -> Option<i32> {
    scale_of_max_wide(x.iter().map(|x| x.unsigned_abs()).max().unwrap_or(0))
}

/// [`scale_wide`] of a tensor whose largest magnitude is `m`.
#[inline]
pub fn scale_of_max_wide(m: u64) -> Option<i32> {
    let p = m.checked_ilog2()?;
    let square = u128::from(m) * u128::from(m);
    Some((p + u32::from(square >= 1 << (2 * p + 1))) as i32)
}

/// `sat(RHE(e * 2^7 / 2^p), -127, 127)` of a wide number, with the exponent p of the whole tensor; 0 without one.
#[inline]
pub const fn error_at_wide(e: i64, exponent: Option<i32>) -> i8 {
    let Some(p) = exponent else { return 0 };
    let code = if p >= 7 {
        rhe_shift(e, (p - 7) as u32)
    } else {
        // below 2^(p + 1/2) in magnitude, so far from overflow; what is not cannot be of this tensor
        sat(e, -256, 256) << (7 - if p < 0 { 0 } else { p })
    };
    sat(code, -CODE_MAX as i64, CODE_MAX as i64) as i8
}

/// `sat(value - sgn(g) * step, lo, hi)` with the step of [`update`](super::update): gamma and beta by their gradients.
/// `sh` is scale(g) - rate_log2 over the layer's channels; every gradient, shift and random number is accepted.
#[inline]
pub const fn update_bounded(value: i32, g: i64, sh: i32, random: u16, (lo, hi): (i32, i32)) -> i32 {
    let (magnitude, random) = (g.unsigned_abs() as u128, random as u128);
    let step = if sh <= 0 {
        // 2^64 times anything but 0 is beyond every bound
        magnitude << (if sh < -64 { 64 } else { -sh })
    } else if sh <= 16 {
        (magnitude + (random >> (16 - sh))) >> sh
    } else if sh <= 110 {
        (magnitude + (random << (sh - 16))) >> sh
    } else {
        // |g| < 2^64 is less than the 2^(sh-16) that the largest random number leaves to 2^sh
        0
    };
    // 2^33 crosses any range of i32
    let step = if step > 1 << 33 { 1 << 33 } else { step as i64 };
    let moved = if g < 0 {
        value as i64 + step
    } else {
        value as i64 - step
    };
    sat(moved, lo as i64, hi as i64) as i32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wage::{error_at, scale_of_max, update_weight, BETA_BOUNDS, GAMMA_BOUNDS};
    use proptest::prelude::*;

    #[test]
    fn scales_break_at_the_square_root_of_two() {
        assert_eq!(scale_wide(&[]), None);
        assert_eq!(scale_wide(&[0, 0]), None);
        assert_eq!(scale_wide(&[i64::MIN]), Some(63));
        // sqrt(2) 2^40 = 1554944255987.7
        assert_eq!(scale_wide(&[-1_554_944_255_987]), Some(40));
        assert_eq!(scale_wide(&[1_554_944_255_988, 3]), Some(41));
    }

    #[test]
    fn steps_of_every_shift_equal_the_definition() {
        for sh in -70..=120 {
            for g in [0, 1, -1, 90, -(1i64 << 41), (1 << 47) - 1, i64::MAX, i64::MIN] {
                for random in [0u16, 1, 0x8000, 0xffff] {
                    let (m, r) = (g.unsigned_abs(), u128::from(random));
                    // in f64 the sums could round: 192 bits by hand, as (high, low) of 2^64
                    let step = match sh {
                        ..=0 if m == 0 => 0,
                        ..=0 => u128::from(m)
                            .checked_shl((-sh) as u32)
                            .filter(|s| s >> (-sh) as u32 == m.into())
                            .unwrap_or(u128::MAX),
                        1..=16 => (u128::from(m) + (r >> (16 - sh))) >> sh,
                        _ if sh < 112 => (u128::from(m) + (r << (sh - 16))) >> sh,
                        _ => 0,
                    };
                    let step = step.min(1 << 100) as i128;
                    for (value, (lo, hi)) in [(256, GAMMA_BOUNDS), (0, BETA_BOUNDS), (-4096, BETA_BOUNDS)] {
                        let exact =
                            (value as i128 - i128::from(g.signum()) * step).clamp(lo.into(), hi.into());
                        let found = update_bounded(value, g, sh, random, (lo, hi));
                        assert_eq!(i128::from(found), exact, "{value} {g} {sh} {random}");
                    }
                }
            }
        }
    }

    proptest! {
        #[test]
        fn narrow_numbers_are_treated_alike(e: i32, fine in 0u32..32, above in 0i32..8, sh in -40i32..80, random: u16, w in -64i8..=64) {
            let e = e >> fine;
            prop_assert_eq!(scale_of_max_wide(e.unsigned_abs().into()), scale_of_max(e.unsigned_abs()));
            let exponent = scale_of_max(e.unsigned_abs()).map(|p| p + above);
            prop_assert_eq!(error_at_wide(e.into(), exponent), error_at(e, exponent));
            prop_assert_eq!(update_bounded(w.into(), e.into(), sh, random, (-64, 64)), i32::from(update_weight(w, e, sh, random)));
        }

        #[test]
        fn wide_errors_are_the_rounded_quotient(e in -(1i64 << 47)..1i64 << 47, fine in 0u32..47, above in 0i32..3) {
            let e = e >> fine;
            let Some(p) = scale_of_max_wide(e.unsigned_abs()) else { return Ok(()) };
            // exact in f64: 48 bits over a power of two
            let real = (e as f64 * 128.0 / f64::from(p + above).exp2()).round_ties_even().clamp(-127.0, 127.0);
            prop_assert_eq!(f64::from(error_at_wide(e, Some(p + above))), real);
        }
    }
}
