//! Errors on their way back through the network: scaled by their largest magnitude, then cut to eight bits.

use super::{scale, CODE_MAX};
use crate::fixed::{rhe_shift, sat};

/// `sat(RHE(e * 2^7 / 2^p), -127, 127)` of each element, with p = [`scale`]`(e)`, and p itself.
///
/// All zero, and no exponent, when every element is 0. The largest magnitude becomes at least 91 (2^7 / sqrt 2), so
/// that the eight bits are used whatever the size of the error.
pub fn error(e: &[i32]) -> (Vec<i8>, Option<i32>) {
    let exponent = scale(e);
    (e.iter().map(|&e| error_at(e, exponent)).collect(), exponent)
}

/// One element of [`error`], when the exponent of the whole tensor is known.
#[inline]
pub const fn error_at(e: i32, exponent: Option<i32>) -> i8 {
    let Some(p) = exponent else { return 0 };
    let max = CODE_MAX as i64;
    // a negative exponent would be a left shift; no tensor of integers has one
    let p = if p < 0 { 0 } else { p as u32 };
    sat(rhe_shift((e as i64) << 7, p), -max, max) as i8
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn slow(e: &[i32]) -> Vec<i8> {
        let m = e.iter().map(|&e| f64::from(e).abs()).fold(0.0, f64::max);
        if m == 0.0 {
            return vec![0; e.len()];
        }
        // 2^p from the definition: the power of two nearest to m in the logarithm
        let unit = (0..=32)
            .map(|p| 2f64.powi(p))
            .find(|u| m * m < 2.0 * u * u)
            .unwrap_or(f64::NAN);
        e.iter()
            .map(|&e| {
                (f64::from(e) * 128.0 / unit)
                    .round_ties_even()
                    .clamp(-127.0, 127.0) as i8
            })
            .collect()
    }

    #[test]
    fn corner_tensors() {
        assert_eq!(error(&[]), (vec![], None));
        assert_eq!(error(&[0, 0]), (vec![0, 0], None));
        assert_eq!(error(&[1, -1, 0]), (vec![127, -127, 0], Some(0)));
        assert_eq!(
            error(&[i32::MIN, i32::MAX, 1 << 23, -(1 << 23), 3 << 23]),
            (vec![-127, 127, 0, 0, 2], Some(31))
        );
        assert_eq!(error(&[181, -90, 1]), (vec![127, -90, 1], Some(7)));
        assert_eq!(error(&[182, -90, 1, 3]), (vec![91, -45, 0, 2], Some(8)));
    }

    #[test]
    fn the_largest_magnitude_always_uses_seven_bits() {
        for m in 1..200_000 {
            let code = error(&[m, 0]).0[0];
            assert!(code >= 90, "{m} became {code}");
        }
    }

    proptest! {
        #[test]
        fn equals_the_rounded_quotient(e in proptest::collection::vec(any::<i32>(), 1..50), fine in 0u32..31) {
            let e: Vec<i32> = e.into_iter().map(|e| e >> fine).collect();
            prop_assert_eq!(error(&e).0, slow(&e));
        }
    }
}
