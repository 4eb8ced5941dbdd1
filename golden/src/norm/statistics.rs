//! Mean and scale of a channel.

use super::{check_samples, divide_rhe, Filling, Norm, NormError, Sample, DEVIATION_FRAC, L1, L2, MU_FRAC};
use crate::fixed::rhe_shift;

/// Mean and scale of a channel; `T` is the [`Sample::Statistic`] of its samples.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Statistics<T = i32> {
    /// mu = RHE(sum(x) 2^16 / m).
    pub mu: T,
    /// s, 0..2^(X+15), in units of 2^-16.
    pub scale: T,
}

/// Mean and scale of one channel, each rounded once from exact sums.
///
/// # Errors
/// [`NormError::Empty`] and [`NormError::TooLong`].
pub fn statistics<X: Sample>(kind: Norm, x: &[X]) -> Result<Statistics<X::Statistic>, NormError> {
    match kind {
        Norm::L1 => statistics_of::<L1, X>(x),
        Norm::L2 => statistics_of::<L2, X>(x),
    }
}

pub(super) fn statistics_of<F: Filling, X: Sample>(x: &[X]) -> Result<Statistics<X::Statistic>, NormError> {
    check_samples(x.len())?;
    let sum: i64 = x.iter().map(|&x| x.into()).sum();
    let mu = X::statistic(divide_rhe(i128::from(sum) << MU_FRAC, x.len() as u64));
    let deviations = x.iter().map(|&x| F::deviation(x, mu)).sum();
    Ok(Statistics {
        mu,
        scale: F::scale::<X>(deviations, x.len()),
    })
}

/// x - mu with all 16 fraction bits, in X + 17 bits: for the absolute value and the sign.
pub fn deviation_fine<X: Sample>(x: X, mu: X::Statistic) -> i64 {
    (x.into() << MU_FRAC) - mu.into()
}

/// x - RHE(mu) with 8 fraction bits, in X + 9 bits: for products. Rounding the mean once is rounding every deviation,
/// for x has no fraction.
pub fn deviation<X: Sample>(x: X, mu: X::Statistic) -> i64 {
    (x.into() << DEVIATION_FRAC) - rhe_shift(mu.into(), MU_FRAC - DEVIATION_FRAC)
}
