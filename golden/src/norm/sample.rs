//! The widths that a sample may have.

use std::fmt::Debug;

use crate::fixed::{rhe_shift, rhe_shift_wide};

/// A sample of X = [`Sample::BITS`] bits, and the integer types that are wide enough for what becomes of it. The
/// formulas do not depend on X, so that samples of few bits give the same results as any wider type that holds them.
pub trait Sample: Copy + Debug + Into<i64> {
    /// X.
    const BITS: u32;

    /// mu in X + 16 bits, and s in X + 15 bits that are never negative; LSB 2^-16.
    type Statistic: Copy + Debug + Default + PartialEq + Eq + Into<i64>;

    /// A sum of squares of deviations, 2X + 31 bits.
    type Sum: Copy + Into<u128> + std::iter::Sum;

    /// What holds for [`Sample::Statistic`]: the low bits of `value`.
    fn statistic(value: i64) -> Self::Statistic;

    /// An addend of a sum.
    fn addend(value: u64) -> Self::Sum;

    /// deviation^2, of at most X + 9 bits.
    fn square(deviation: i64) -> Self::Sum;

    /// RHE(deviation * factor / 2^shift), for factors of at most 30 bits.
    fn scaled(deviation: i64, factor: i64, shift: u32) -> i64;
}

/// Up to 16 bits every value fits in 64.
macro_rules! narrow {
    ($sample:ty) => {
        impl Sample for $sample {
            const BITS: u32 = <$sample>::BITS;
            type Statistic = i32;
            type Sum = u64;

            fn statistic(value: i64) -> i32 {
                value as i32
            }

            fn addend(value: u64) -> u64 {
                value
            }

            fn square(deviation: i64) -> u64 {
                deviation.unsigned_abs().pow(2)
            }

            fn scaled(deviation: i64, factor: i64, shift: u32) -> i64 {
                rhe_shift(deviation * factor, shift)
            }
        }
    };
}

narrow!(i8);
narrow!(i16);

impl Sample for i32 {
    const BITS: u32 = 32;
    type Statistic = i64;
    type Sum = u128;

    fn statistic(value: i64) -> i64 {
        value
    }

    fn addend(value: u64) -> u128 {
        value.into()
    }

    fn square(deviation: i64) -> u128 {
        u128::from(deviation.unsigned_abs()).pow(2)
    }

    /// Clamped to 63 bits, which only statistics from elsewhere can reach.
    fn scaled(deviation: i64, factor: i64, shift: u32) -> i64 {
        let quotient = rhe_shift_wide(i128::from(deviation) * i128::from(factor), shift);
        quotient.clamp(-1 << 62, 1 << 62) as i64
    }
}
