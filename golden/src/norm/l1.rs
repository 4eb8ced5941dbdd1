//! The filling of L1: absolute value, no root, sign select.

use super::{deviation_fine, divide_rhe, Filling, Reciprocal, Sample};

/// Normalises by the mean absolute deviation.
#[derive(Clone, Copy, Debug)]
pub struct L1;

impl Filling for L1 {
    /// |x - mu|, 16 fraction bits.
    fn deviation<X: Sample>(x: X, mu: X::Statistic) -> X::Sum {
        X::addend(deviation_fine(x, mu).unsigned_abs())
    }

    /// RHE(sum / m): the sum stays below 2^(X+32).
    fn scale<X: Sample>(sum: X::Sum, samples: usize) -> X::Statistic {
        let sum: u128 = sum.into();
        X::statistic(divide_rhe(sum as i128, samples as u64))
    }

    /// b itself.
    fn slope(b: i64, _: Reciprocal) -> i64 {
        b
    }

    /// b * sum sgn(x - mu): the signs do not cancel, unlike the deviations of L2.
    fn balance(b: i64, signs: i64) -> i64 {
        b * signs
    }

    /// +b, -b or 0.
    fn projection<X: Sample>(x: X, mu: X::Statistic, slope: i64, _: Reciprocal) -> i64 {
        deviation_fine(x, mu).signum() * slope
    }
}
