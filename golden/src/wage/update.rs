//! The weight update: a gradient scaled by its largest magnitude, rounded at random, subtracted and clamped.

use super::{scale, WageError, WEIGHT_MAX};

/// `w' = sat(w - sgn(g) * step, -64, 64)` for each weight, where `step` is |g| / 2^p * 2^rate_log2, rounded at random
/// by 16 bits, and p = [`scale`]`(g)`. The weights are unchanged when every gradient is 0.
///
/// With sh = p - rate_log2: if sh <= 0, step = |g| << -sh. Otherwise step = (|g| + R) >> sh, where R spreads the random
/// number over the sh bits that are cut: random >> (16 - sh) up to sh = 16, random << (sh - 16) above. A step of one
/// is thus taken with probability |g| / 2^sh, up to the 16 bits of the random number.
///
/// Every int32 gradient and every rate is accepted without overflow. `random` is a fresh number per weight, see
/// [`crate::random`].
///
/// # Errors
/// [`WageError::Length`] if the slices differ in length, [`WageError::WeightRange`] for a weight outside -64..=64.
pub fn update(w: &[i8], g: &[i32], rate_log2: i32, random: &[u16]) -> Result<Vec<i8>, WageError> {
    if w.len() != g.len() || w.len() != random.len() {
        return Err(WageError::Length {
            w: w.len(),
            g: g.len(),
            random: random.len(),
        });
    }
    if let Some(index) = w.iter().position(|&w| i32::from(w).abs() > WEIGHT_MAX) {
        return Err(WageError::WeightRange {
            index,
            value: w[index],
        });
    }
    let Some(exponent) = scale(g) else {
        return Ok(w.to_vec());
    };
    let sh = exponent.saturating_sub(rate_log2);
    Ok(w.iter()
        .zip(g)
        .zip(random)
        .map(|((&w, &g), &random)| update_weight(w, g, sh, random))
        .collect())
}

/// One weight of [`update`], with sh = scale(g) - rate_log2 of the whole tensor.
#[inline]
pub const fn update_weight(w: i8, g: i32, sh: i32, random: u16) -> i8 {
    let step = update_step(g.unsigned_abs(), sh, random) as i32;
    let moved = if g < 0 { w as i32 + step } else { w as i32 - step };
    // sat, written out: an i32 clamp keeps vector lanes narrow
    if moved > WEIGHT_MAX {
        WEIGHT_MAX as i8
    } else if moved < -WEIGHT_MAX {
        -WEIGHT_MAX as i8
    } else {
        moved as i8
    }
}

/// The magnitude of a weight's step, cut to 255, which carries any weight across its whole range and so changes
/// nothing: min(|g| << -sh, 255) or min((|g| + R) >> sh, 255).
#[inline]
pub const fn update_step(g_abs: u32, sh: i32, random: u16) -> u32 {
    let step = if sh <= 0 {
        // eight places take a 1 out of the range
        (g_abs as u64) << (if sh < -8 { 8 } else { -sh })
    } else if sh <= 16 {
        (g_abs as u64 + (random as u64 >> (16 - sh))) >> sh
    } else if sh <= 47 {
        // at most 2^31 + (2^16 - 1) * 2^31 = 2^47: 36 bits would do for sh up to 35
        (g_abs as u64 + ((random as u64) << (sh - 16))) >> sh
    } else {
        // |g| <= 2^31 is less than the 2^(sh-16) that the largest random number leaves to 2^sh
        0
    };
    if step > 255 {
        255
    } else {
        step as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The definition in i128 throughout, without the cut of the step.
    fn slow(w: i8, g: i32, sh: i32, random: u16) -> i8 {
        let (g_abs, random) = (i128::from(g).abs(), i128::from(random));
        let step = match sh {
            ..=0 => g_abs << -sh,
            1..=16 => (g_abs + (random >> (16 - sh))) >> sh,
            _ => (g_abs + (random << (sh - 16))) >> sh,
        };
        (i128::from(w) - i128::from(g).signum() * step).clamp(-64, 64) as i8
    }

    const GRADIENTS: [i32; 16] = [
        0,
        1,
        -1,
        2,
        -3,
        7,
        90,
        -91,
        127,
        -128,
        65_535,
        -65_536,
        1 << 30,
        i32::MAX,
        i32::MIN,
        i32::MIN + 1,
    ];

    #[test]
    fn every_shift_sign_and_corner() {
        for sh in -40..=90 {
            for g in GRADIENTS {
                for random in [0, 1, 2, 0x7fff, 0x8000, 0x8001, 0xfffe, 0xffff] {
                    for w in [-64, -63, -33, -1, 0, 1, 32, 63, 64] {
                        assert_eq!(
                            update_weight(w, g, sh, random),
                            slow(w, g, sh, random),
                            "{w} {g} {sh} {random}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn gradients_next_to_a_carry_at_every_shift() {
        for sh in 1..=47 {
            for random in [0u16, 1, 0x1234, 0x8000, 0xfffe, 0xffff] {
                let spread = if sh <= 16 {
                    i128::from(random >> (16 - sh))
                } else {
                    i128::from(random) << (sh - 16)
                };
                for multiple in 1..=3i128 {
                    for offset in -1..=1 {
                        let g = (multiple << sh) - spread + offset;
                        let Ok(g) = i32::try_from(g) else { continue };
                        assert_eq!(
                            update_weight(5, g, sh, random),
                            slow(5, g, sh, random),
                            "{g} {sh} {random}"
                        );
                        assert_eq!(
                            update_weight(5, -g, sh, random),
                            slow(5, -g, sh, random),
                            "{g} {sh} {random}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn no_gradient_leaves_the_weights() {
        assert_eq!(
            update(&[1, -64, 64], &[0, 0, 0], 6, &[0xffff; 3]),
            Ok(vec![1, -64, 64])
        );
        assert_eq!(update(&[], &[], 0, &[]), Ok(vec![]));
    }

    #[test]
    fn a_rate_of_eight_moves_the_largest_gradient_by_five_to_twelve() {
        // 8 * m / 2^p lies between 8 / sqrt 2 and 8 * sqrt 2, rounded down or up
        for m in 1..5000 {
            for random in [0, 0xffff] {
                let w = update(&[0, 0], &[m, 0], 3, &[random; 2]).unwrap();
                assert!((-12..=-5).contains(&w[0]) && w[1] == 0, "m {m} gives {w:?}");
            }
        }
    }

    #[test]
    fn the_mean_step_is_the_scaled_gradient() {
        // over all 16-bit numbers the rounding is exactly unbiased
        for (g, sh) in [(5, 4), (100, 7), (77, 9), (40_000, 16), (99, 12)] {
            let total: u64 = (0..=u16::MAX).map(|r| u64::from(update_step(g, sh, r))).sum();
            assert_eq!(total << sh, u64::from(g) << 16, "g {g} sh {sh}");
        }
    }

    #[test]
    fn refuses_what_does_not_fit() {
        assert_eq!(
            update(&[0], &[0, 1], 0, &[0]),
            Err(WageError::Length {
                w: 1,
                g: 2,
                random: 1
            })
        );
        assert_eq!(
            update(&[0], &[1], 0, &[]),
            Err(WageError::Length {
                w: 1,
                g: 1,
                random: 0
            })
        );
        assert_eq!(
            update(&[0, 65], &[1, 1], 0, &[0; 2]),
            Err(WageError::WeightRange { index: 1, value: 65 })
        );
        assert!(update(&[-128], &[1], 0, &[0]).is_err());
    }

    #[test]
    fn extreme_rates_do_not_overflow() {
        for rate in [i32::MIN, -1000, -20, 20, 1000, i32::MAX] {
            let expected = if rate > 0 { [-64, 64] } else { [0, 0] };
            let w = update(&[0, 0], &[i32::MAX, i32::MIN], rate, &[0, 0]).unwrap();
            assert_eq!(w, expected, "rate {rate}");
        }
    }

    proptest! {
        #[test]
        fn equals_the_definition(
            rows in proptest::collection::vec((-64i8..=64, any::<i32>(), any::<u16>()), 1..60),
            fine in 0u32..31,
            rate_log2 in -25i32..=12,
        ) {
            let w: Vec<i8> = rows.iter().map(|r| r.0).collect();
            let g: Vec<i32> = rows.iter().map(|r| r.1 >> fine).collect();
            let random: Vec<u16> = rows.iter().map(|r| r.2).collect();
            let expected: Vec<i8> = match scale(&g) {
                None => w.clone(),
                Some(p) => (0..w.len()).map(|i| slow(w[i], g[i], p - rate_log2, random[i])).collect(),
            };
            prop_assert_eq!(update(&w, &g, rate_log2, &random), Ok(expected));
        }
    }
}
