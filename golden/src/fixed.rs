//! Rounding and saturation, the two ways in which a value may lose information in Signum. Nothing else rounds:
//! a plain `>>` on signed values floors.

/// Rounds `x / 2^shift` to the nearest integer, ties to the even one: RHE(x / 2^shift).
///
/// Any shift is accepted; from 64 on the quotient lies in [-1/2, 1/2) and the result is 0. The result never
/// leaves the range of `i64`.
///
/// ```
/// use golden::fixed::rhe_shift;
/// assert_eq!([5, 6, 7, -6, -10].map(|x| rhe_shift(x, 2)), [1, 2, 2, -2, -2]);
/// ```
#[inline]
pub const fn rhe_shift(x: i64, shift: u32) -> i64 {
    if shift == 0 {
        return x;
    }
    if shift >= 64 {
        return 0;
    }
    let floor = x >> shift;
    let rest = x as u64 & ((1 << shift) - 1);
    let half = 1 << (shift - 1);
    let up = rest > half || (rest == half && floor & 1 == 1);
    floor + up as i64
}

/// [`rhe_shift`] of 128 bits: from a shift of 128 on the result is 0.
#[inline]
pub const fn rhe_shift_wide(x: i128, shift: u32) -> i128 {
    if shift == 0 {
        return x;
    }
    if shift >= 128 {
        return 0;
    }
    let floor = x >> shift;
    let rest = x as u128 & ((1 << shift) - 1);
    let half = 1 << (shift - 1);
    let up = rest > half || (rest == half && floor & 1 == 1);
    floor + up as i128
}

/// Clamps `x` to `lo..=hi`; `lo` wins where the range is empty.
#[inline]
pub const fn sat(x: i64, lo: i64, hi: i64) -> i64 {
    let below = if x > hi { hi } else { x };
    if below < lo {
        lo
    } else {
        below
    }
}

/// Smallest and largest value of a two's complement number of `bits` bits (1 to 64; more counts as 64, none as 1).
#[inline]
pub const fn range_bits(bits: u32) -> (i64, i64) {
    let bits = if bits == 0 {
        1
    } else if bits > 64 {
        64
    } else {
        bits
    };
    (i64::MIN >> (64 - bits), i64::MAX >> (64 - bits))
}

/// Clamps `x` to the range of a two's complement number of `bits` bits, -2^(bits-1) ..= 2^(bits-1) - 1.
#[inline]
pub const fn sat_bits(x: i64, bits: u32) -> i64 {
    let (lo, hi) = range_bits(bits);
    sat(x, lo, hi)
}

/// `sat_bits`, and whether it changed the value: for blocks that count their saturations.
#[inline]
pub const fn sat_bits_flag(x: i64, bits: u32) -> (i64, bool) {
    let y = sat_bits(x, bits);
    (y, y != x)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// RHE from its definition: the candidate nearest to the quotient, in doubled exact arithmetic.
    fn rhe_slow(x: i64, shift: u32) -> i64 {
        let (x, unit) = (x as i128, 1i128 << shift);
        let below = x.div_euclid(unit);
        let distance = |q: i128| (x - q * unit).abs();
        let nearest = match distance(below).cmp(&distance(below + 1)) {
            std::cmp::Ordering::Less => below,
            std::cmp::Ordering::Greater => below + 1,
            std::cmp::Ordering::Equal => below + below.rem_euclid(2),
        };
        nearest as i64
    }

    #[test]
    fn rhe_of_every_small_value_is_the_nearest_even() {
        for shift in 0..12 {
            for x in -9000..9000 {
                assert_eq!(rhe_shift(x, shift), rhe_slow(x, shift), "x {x} shift {shift}");
            }
        }
    }

    #[test]
    fn rhe_at_the_ends_of_the_range() {
        for shift in 0..100 {
            for x in [
                i64::MIN,
                i64::MIN + 1,
                -(1 << 62),
                -1,
                0,
                1,
                1 << 62,
                (1 << 62) + 1,
                i64::MAX,
            ] {
                assert_eq!(rhe_shift(x, shift), rhe_slow(x, shift), "x {x} shift {shift}");
            }
        }
    }

    #[test]
    fn ranges_of_bits() {
        assert_eq!(range_bits(1), (-1, 0));
        assert_eq!(range_bits(8), (-128, 127));
        assert_eq!(range_bits(24), (-8_388_608, 8_388_607));
        assert_eq!(range_bits(64), (i64::MIN, i64::MAX));
        assert_eq!(sat_bits_flag(128, 8), (127, true));
        assert_eq!(sat_bits_flag(-128, 8), (-128, false));
    }

    proptest! {
        #[test]
        fn rhe_of_random_values_is_the_nearest_even(x: i64, shift in 0u32..70, fine in 0u32..64) {
            let x = x >> fine;
            prop_assert_eq!(rhe_shift(x, shift), rhe_slow(x, shift));
            prop_assert_eq!(rhe_shift_wide(x.into(), shift), rhe_slow(x, shift).into());
        }

        #[test]
        fn rhe_of_wide_values_drops_zeros_below(x: i64, shift in 0u32..63, zeros in 0u32..64) {
            // x 2^zeros / 2^(shift + zeros): the same quotient, ties included
            let wide = rhe_shift_wide(i128::from(x) << zeros, shift + zeros);
            prop_assert_eq!(wide, rhe_slow(x, shift).into());
        }

        #[test]
        fn saturation_keeps_order_and_bounds(x: i64, lo in -1000i64..1, hi in 0i64..1000) {
            prop_assert_eq!(sat(x, lo, hi), x.clamp(lo, hi));
            let x = x >> 30;
            prop_assert_eq!(sat(x % 2000, lo, hi), (x % 2000).clamp(lo, hi));
        }
    }
}
