//! Batch normalisation by the mean absolute deviation (L1) or the standard deviation (L2), forward and backward, on
//! integers.
//!
//! Per channel over m samples, with real values
//!
//! ```text
//! mu = mean(x)     s = mean |x - mu| (L1)  or  sqrt(mean (x - mu)^2) (L2)     xh = (x - mu) / (s + eps)
//! y  = gamma xh + beta
//! A  = mean(dy)    B = mean(dy xh)            dbeta = sum(dy)                  dgamma = sum(dy xh)
//! dx = gamma (dy - A - B F) / (s + eps),      F = sgn(x - mu) - mean sgn(x - mu) (L1)  or  xh (L2)
//! ```
//!
//! eps is one LSB of s and sgn(0) = 0. A constant channel has s = 0 and gives y = beta, dx = 0; so does one whose s
//! rounds to 0, as that of 2^17 samples of which one is off by 1.
//!
//! # Number formats
//! A sample x has X = 8, 16 or 32 bits ([`Sample`]); the core's have 16. All formulas are those of any X.
//!
//! | value | integer type | LSB |
//! |---|---|---|
//! | x | X bits | 1 |
//! | gamma, beta | -2047..=2047, -8191..=8191 | 2^-8 |
//! | mu | X + 16 bits | 2^-16 ([`MU_FRAC`]) |
//! | s | 0..2^(X+15) | 2^-16 ([`SCALE_FRAC`]) |
//! | x - mu for the absolute value and the sign | X + 17 bits | 2^-16 |
//! | x - mu for products | X + 9 bits | 2^-8 ([`DEVIATION_FRAC`]) |
//! | sum(x) | X + 17 bits | 1 |
//! | sum of abs(x - mu) | X + 32 bits, unsigned | 2^-16 |
//! | sum of (x - mu)^2 | 2X + 31 bits, unsigned | 2^-16 |
//! | y | 24 bits ([`Y_BITS`]), saturated and counted | 2^-8 ([`Y_FRAC`]) |
//! | dy | int8 | 1 |
//! | dx | 48 bits ([`DX_BITS`]), saturated and counted | 2^-24 ([`DX_FRAC`]) |
//! | dgamma | 42 bits | 2^-16 ([`DGAMMA_FRAC`]) |
//! | dbeta | 25 bits | 1 ([`DBETA_FRAC`]) |
//!
//! y holds up to 2^15, so it cannot saturate for m <= 8184 at any gamma and beta of the types: |gamma| < 8, |xh| < m / 2,
//! |beta| < 32.
//!
//! # Why these numbers
//! One outlier among 1024 samples reaches |xh| = 512, times gamma = 4. One LSB of y, 1/256, is then a relative error
//! of 2^-19 of s + eps, which 16 fraction bits give from s = 64 on. The deviation that is multiplied or squared needs
//! only 8 fraction bits, for it is the same rounded mean that is taken from every sample: an offset of delta <= 2^-9
//! moves y by gamma delta / s and the mean square by delta^2. Only the sum of |x - mu| feels mu to first order, and
//! takes all 16 bits.
//!
//! The division by s is one reciprocal per channel with a mantissa and an exponent, so its relative precision does
//! not depend on s. With t = s + 1 in LSB of s and 2^e <= t < 2^(e+1),
//! K = RHE(gamma * 2^(16+e) / t) and y = RHE(d * K / 2^(8+e)) + beta for a deviation d with 8 fraction bits.
//!
//! # One skeleton, two fillings
//! [`L1`] and [`L2`] differ in the trait [`Filling`] and nowhere else: the deviation, the root, and the multiply in
//! front of the subtraction in the backward pass. `hdl::norm` is cut the same way, so that a comparison of the two
//! compares only that.
//!
//! S. Wu, G. Li, L. Deng, L. Liu, D. Wu, Y. Xie, L. Shi, "L1-Norm Batch Normalization for Efficient Training of Deep
//! Neural Networks", arXiv:1802.09769.

mod backward;
mod divide;
mod forward;
mod l1;
mod l2;
mod reciprocal;
mod running;
mod sample;
mod statistics;
#[cfg(test)]
mod tests;

pub use backward::{backward, Backward};
pub use divide::{divide_rhe, sqrt_nearest};
pub use forward::{forward, normalise, Forward, Normalised};
pub use l1::L1;
pub use l2::L2;
pub use reciprocal::Reciprocal;
pub use running::running;
pub use sample::Sample;
pub use statistics::{deviation, deviation_fine, statistics, Statistics};

/// Fraction bits of mu.
pub const MU_FRAC: u32 = 16;
/// Fraction bits of s.
pub const SCALE_FRAC: u32 = 16;
/// Fraction bits of y, and of gamma and beta.
pub const Y_FRAC: u32 = 8;
/// Fraction bits of dx.
pub const DX_FRAC: u32 = 24;
/// Fraction bits of dgamma.
pub const DGAMMA_FRAC: u32 = 16;
/// Fraction bits of dbeta.
pub const DBETA_FRAC: u32 = 0;
/// Fraction bits of the deviation that is multiplied or squared.
pub const DEVIATION_FRAC: u32 = 8;
/// Bits of y.
pub const Y_BITS: u32 = 24;
/// Bits of dx.
pub const DX_BITS: u32 = 48;
/// Most samples in a channel.
pub const SAMPLES_MAX: usize = 1 << 17;
/// Largest magnitude of gamma, in units of 1/256.
pub const GAMMA_MAX: i32 = 2047;
/// Largest magnitude of beta, in units of 1/256.
pub const BETA_MAX: i32 = 8191;

/// Which of the two normalisers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Norm {
    /// By the mean absolute deviation.
    L1,
    /// By the standard deviation.
    L2,
}

/// What the normalisers refuse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NormError {
    /// A channel without samples has no mean.
    #[error("a channel to normalise has no samples")]
    Empty,
    /// More samples than the sums are wide for.
    #[error("a channel to normalise has {samples} samples; at most {SAMPLES_MAX} are supported")]
    TooLong {
        /// Samples of the channel.
        samples: usize,
    },
    /// The gradient does not belong to these samples.
    #[error("`x` has {x} samples but `dy` has {dy}; the two must be equal")]
    Length {
        /// Samples of `x`.
        x: usize,
        /// Samples of `dy`.
        dy: usize,
    },
    /// gamma does not fit its 12 bits.
    #[error("gamma is {gamma} / 256; it lies in -{GAMMA_MAX}..={GAMMA_MAX} / 256")]
    Gamma {
        /// In units of 1/256.
        gamma: i32,
    },
    /// beta does not fit its 14 bits.
    #[error("beta is {beta} / 256; it lies in -{BETA_MAX}..={BETA_MAX} / 256")]
    Beta {
        /// In units of 1/256.
        beta: i32,
    },
    /// A given scale is negative.
    #[error("scale is {scale}; it must not be negative")]
    Scale {
        /// In units of 2^-16.
        scale: i64,
    },
}

/// What L1 and L2 do each in their own way. All the rest is shared.
pub trait Filling {
    /// What one sample adds to the sum of deviations.
    fn deviation<X: Sample>(x: X, mu: X::Statistic) -> X::Sum;

    /// s of `samples` samples from their sum of deviations, in units of 2^-16.
    fn scale<X: Sample>(sum: X::Sum, samples: usize) -> X::Statistic;

    /// The factor of [`Filling::projection`], from b = mean(dy xh) in units of 2^-16 and the reciprocal of s.
    fn slope(b: i64, reciprocal: Reciprocal) -> i64;

    /// What the mean of the projections takes from sum(dy), in units of 2^-16; `signs` is the sum of sgn(x - mu).
    fn balance(b: i64, signs: i64) -> i64;

    /// b F for one sample, but for the mean of F, in units of 2^-16.
    fn projection<X: Sample>(x: X, mu: X::Statistic, slope: i64, reciprocal: Reciprocal) -> i64;
}

fn check_samples(samples: usize) -> Result<(), NormError> {
    match samples {
        0 => Err(NormError::Empty),
        samples if samples > SAMPLES_MAX => Err(NormError::TooLong { samples }),
        _ => Ok(()),
    }
}

fn check_gamma(gamma: i32) -> Result<(), NormError> {
    if gamma.unsigned_abs() > GAMMA_MAX as u32 {
        return Err(NormError::Gamma { gamma });
    }
    Ok(())
}
