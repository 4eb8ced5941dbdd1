//! The filling of L2: square, square root, product.

use super::{deviation, sqrt_nearest, Filling, Reciprocal};
use crate::fixed::rhe_shift;

/// Fraction bits of the slope below those of e: 2^-7 of dy in the last place of b xh, at |xh| = 512.
const SLOPE_FRAC: u32 = 4;

/// Normalises by the standard deviation.
#[derive(Clone, Copy, Debug)]
pub struct L2;

impl Filling for L2 {
    /// (x - mu)^2 with 16 fraction bits, of the deviation with 8.
    fn deviation(x: i16, mu: i32) -> u64 {
        deviation(x, mu).unsigned_abs().pow(2)
    }

    /// The nearest integer to sqrt(V), V = floor(sum 2^16 / m): a mean square with 32 fraction bits, below 2^62. The
    /// sum stays below 2^63, for the mean square of int16 is at most (2^15 - 1/2)^2.
    fn scale(sum: u64, samples: usize) -> i32 {
        let mean_square = (u128::from(sum) << 16) / samples.max(1) as u128;
        sqrt_nearest(mean_square as u64) as i32
    }

    /// RHE(b 2^(4+e) / t): b / (s + eps), 29 bits.
    fn slope(b: i64, reciprocal: Reciprocal) -> i64 {
        reciprocal.times(b, SLOPE_FRAC)
    }

    /// 0: the deviations sum to nothing.
    fn balance(_: i64, _: i64) -> i64 {
        0
    }

    /// RHE(d slope / 2^(e-4)) = b xh. A channel of up to 2^17 int16 that is not constant has e >= 7.
    fn projection(x: i16, mu: i32, slope: i64, reciprocal: Reciprocal) -> i64 {
        rhe_shift(deviation(x, mu) * slope, Self::projection_shift(reciprocal))
    }
}

impl L2 {
    /// The places that [`Filling::projection`] cuts, e - 4.
    pub const fn projection_shift(reciprocal: Reciprocal) -> u32 {
        reciprocal.exponent().saturating_sub(SLOPE_FRAC)
    }
}
