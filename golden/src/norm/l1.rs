//! The filling of L1: absolute value, no root, sign select.

use super::{deviation_fine, divide_rhe, Filling, Reciprocal};

/// Normalises by the mean absolute deviation.
#[derive(Clone, Copy, Debug)]
pub struct L1;

impl Filling for L1 {
    /// |x - mu|, 16 fraction bits.
    fn deviation(x: i16, mu: i32) -> u64 {
        deviation_fine(x, mu).unsigned_abs()
    }

    /// RHE(sum / m): the sum stays below 2^48.
    fn scale(sum: u64, samples: usize) -> i32 {
        divide_rhe(sum.into(), samples as u64) as i32
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
    fn projection(x: i16, mu: i32, slope: i64, _: Reciprocal) -> i64 {
        deviation_fine(x, mu).signum() * slope
    }
}
