//! The filling of L2: square, square root, product.

use super::{deviation, sqrt_nearest, Filling, Reciprocal, Sample};

/// Fraction bits of the slope below those of e: 2^-7 of dy in the last place of b xh, at |xh| = 512.
const SLOPE_FRAC: u32 = 4;

/// Normalises by the standard deviation.
#[derive(Clone, Copy, Debug)]
pub struct L2;

impl Filling for L2 {
    /// (x - mu)^2 with 16 fraction bits, of the deviation with 8.
    fn deviation<X: Sample>(x: X, mu: X::Statistic) -> X::Sum {
        X::square(deviation(x, mu))
    }

    /// The nearest integer to sqrt(V), V = floor(sum 2^16 / m): a mean square with 32 fraction bits, below 2^(2X+30). The
    /// sum stays below 2^(2X+31), for the mean square of X bits is at most (2^(X-1) - 1/2)^2.
    fn scale<X: Sample>(sum: X::Sum, samples: usize) -> X::Statistic {
        let sum: u128 = sum.into();
        X::statistic(sqrt_nearest((sum << 16) / samples.max(1) as u128) as i64)
    }

    /// RHE(b 2^(4+e) / t): b / (s + eps), 29 bits.
    fn slope(b: i64, reciprocal: Reciprocal) -> i64 {
        reciprocal.times(b, SLOPE_FRAC)
    }

    /// 0: the deviations sum to nothing.
    fn balance(_: i64, _: i64) -> i64 {
        0
    }

    /// RHE(d slope / 2^(e-4)) = b xh. A channel of up to 2^17 integers that is not constant has e >= 7.
    fn projection<X: Sample>(x: X, mu: X::Statistic, slope: i64, reciprocal: Reciprocal) -> i64 {
        X::scaled(deviation(x, mu), slope, Self::projection_shift(reciprocal))
    }
}

impl L2 {
    /// The places that [`Filling::projection`] cuts, e - 4.
    pub const fn projection_shift(reciprocal: Reciprocal) -> u32 {
        reciprocal.exponent().saturating_sub(SLOPE_FRAC)
    }
}
