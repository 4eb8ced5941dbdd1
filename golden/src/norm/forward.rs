//! Forward: y = gamma (x - mu) / (s + eps) + beta.

use super::statistics::statistics_of;
use super::{
    check_gamma, deviation, Norm, NormError, Reciprocal, Sample, Statistics, BETA_MAX, L1, L2, Y_BITS,
};
use crate::fixed::sat_bits_flag;

/// A normalised channel and the statistics it was normalised by; `T` is the [`Sample::Statistic`] of its samples.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forward<T = i32> {
    /// Mean, in units of 2^-16.
    pub mu: T,
    /// s, in units of 2^-16.
    pub scale: T,
    /// y in units of 2^-8, 24 bits each.
    pub y: Vec<i32>,
    /// How many y were saturated; none for m <= 1024.
    pub saturations: u64,
}

/// A channel normalised by given statistics.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Normalised {
    /// y in units of 2^-8, 24 bits each.
    pub y: Vec<i32>,
    /// How many y were saturated.
    pub saturations: u64,
}

/// Normalises one channel by its own statistics. `gamma` and `beta` are in units of 1/256.
///
/// For s >= 64: mu, s and, for |x - mu| <= 512 s and |gamma| <= 4, y lie within one LSB of the real formula. The formats are
/// in the [module's page](super).
///
/// ```
/// use golden::norm::{forward, Norm};
/// let f = forward(Norm::L1, &[-300i16, 100, 100, 100], 256, 0)?;
/// assert_eq!((f.mu, f.scale >> 16), (0, 150));
/// assert_eq!(f.y, [-512, 171, 171, 171]);
/// # Ok::<(), golden::norm::NormError>(())
/// ```
///
/// # Errors
/// [`NormError::Empty`], [`NormError::TooLong`], [`NormError::Gamma`], [`NormError::Beta`].
pub fn forward<X: Sample>(
    kind: Norm,
    x: &[X],
    gamma: i32,
    beta: i32,
) -> Result<Forward<X::Statistic>, NormError> {
    let Statistics { mu, scale } = match kind {
        Norm::L1 => statistics_of::<L1, X>(x)?,
        Norm::L2 => statistics_of::<L2, X>(x)?,
    };
    let Normalised { y, saturations } = normalise(x, Statistics { mu, scale }, gamma, beta)?;
    Ok(Forward {
        mu,
        scale,
        y,
        saturations,
    })
}

/// Normalises samples by statistics from elsewhere: the running ones in inference, or those of a subset.
///
/// y = sat24(RHE(d K / 2^(8+e)) + beta), K = RHE(gamma 2^(16+e) / t), d = x - mu with 8 fraction bits. L1 and L2 are
/// alike here, and any number of samples is taken. A scale of 0 gives beta.
///
/// # Errors
/// [`NormError::Gamma`], [`NormError::Beta`], [`NormError::Scale`].
pub fn normalise<X: Sample>(
    x: &[X],
    statistics: Statistics<X::Statistic>,
    gamma: i32,
    beta: i32,
) -> Result<Normalised, NormError> {
    check_gamma(gamma)?;
    if beta.unsigned_abs() > BETA_MAX as u32 {
        return Err(NormError::Beta { beta });
    }
    let Statistics { mu, scale } = statistics;
    if scale.into() < 0 {
        return Err(NormError::Scale { scale: scale.into() });
    }
    let reciprocal = Reciprocal::new(scale);
    let gain = reciprocal.gain(gamma);
    // of the 24 + e fraction bits of d K, t gives back 16 and gamma's 8 are those of y
    let shift = 8 + reciprocal.exponent();
    let mut saturations = 0;
    let y = x.iter().map(|&x| {
        let (y, saturated) =
            sat_bits_flag(X::scaled(deviation(x, mu), gain, shift) + i64::from(beta), Y_BITS);
        saturations += u64::from(saturated);
        y as i32
    });
    Ok(Normalised {
        y: y.collect(),
        saturations,
    })
}
