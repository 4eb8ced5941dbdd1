//! Exact division and square root with one rounding, as the hardware's digit-by-digit units do them.

/// RHE(numerator / denominator): the nearest integer, ties to the even one. The sign is symmetric.
///
/// A denominator of 0 gives 0: no caller has one, and the value of a division unit that is not started is not used.
pub const fn divide_rhe(numerator: i128, denominator: u64) -> i64 {
    if denominator == 0 {
        return 0;
    }
    let denominator = denominator as u128;
    let magnitude = numerator.unsigned_abs();
    let quotient = magnitude / denominator;
    let twice = 2 * (magnitude % denominator);
    let up = twice > denominator || (twice == denominator && quotient & 1 == 1);
    let rounded = (quotient + up as u128) as i64;
    if numerator < 0 {
        -rounded
    } else {
        rounded
    }
}

/// The integer nearest to the square root of `radicand`, for radicands below 2^126. There are no ties: (r + 1/2)^2 is
/// never an integer.
pub fn sqrt_nearest(radicand: impl Into<u128>) -> u64 {
    let radicand = radicand.into();
    let root = radicand.isqrt();
    // (r + 1/2)^2 = r^2 + r + 1/4
    let up = radicand - root * root > root;
    root as u64 + u64::from(up)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn division_rounds_ties_to_even_and_is_odd() {
        for (n, d, q) in [
            (5, 2, 2),
            (7, 2, 4),
            (3, 2, 2),
            (1, 2, 0),
            (1, 3, 0),
            (2, 3, 1),
            (9, 6, 2),
            (15, 6, 2),
        ] {
            assert_eq!((divide_rhe(n, d), divide_rhe(-n, d)), (q, -q), "{n} / {d}");
        }
        assert_eq!(divide_rhe(7, 0), 0);
    }

    proptest! {
        #[test]
        fn division_is_nearest(n in any::<i64>(), d in 1u64..1 << 31) {
            let q = i128::from(divide_rhe(n.into(), d));
            let twice = 2 * (i128::from(n) - q * i128::from(d)).abs();
            prop_assert!(twice < i128::from(d) || (twice == i128::from(d) && q % 2 == 0));
        }

        #[test]
        fn root_is_nearest(v in 0u128..1 << 124, cut in 0u32..124) {
            let v = v >> cut;
            let r = u128::from(sqrt_nearest(v));
            // (r - 1/2)^2 < v < (r + 1/2)^2, four times over
            let v4 = 4 * v;
            prop_assert!(v4 < (2 * r + 1).pow(2));
            prop_assert!(r == 0 || v4 > (2 * r - 1).pow(2));
        }
    }
}
