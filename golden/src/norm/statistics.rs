//! Mean and scale of a channel.

use super::{check_samples, divide_rhe, Filling, Norm, NormError, DEVIATION_FRAC, L1, L2, MU_FRAC};
use crate::fixed::rhe_shift;

/// Mean and scale of a channel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    /// mu = RHE(sum(x) 2^16 / m).
    pub mu: i32,
    /// s, 0..2^31, in units of 2^-16.
    pub scale: i32,
}

/// Mean and scale of one channel, each rounded once from exact sums.
///
/// # Errors
/// [`NormError::Empty`] and [`NormError::TooLong`].
pub fn statistics(kind: Norm, x: &[i16]) -> Result<Statistics, NormError> {
    match kind {
        Norm::L1 => statistics_of::<L1>(x),
        Norm::L2 => statistics_of::<L2>(x),
    }
}

pub(super) fn statistics_of<F: Filling>(x: &[i16]) -> Result<Statistics, NormError> {
    check_samples(x.len())?;
    let sum: i64 = x.iter().map(|&x| i64::from(x)).sum();
    let mu = divide_rhe(i128::from(sum) << MU_FRAC, x.len() as u64) as i32;
    let deviations = x.iter().map(|&x| F::deviation(x, mu)).sum();
    Ok(Statistics {
        mu,
        scale: F::scale(deviations, x.len()),
    })
}

/// x - mu with all 16 fraction bits, in 33 bits: for the absolute value and the sign.
pub fn deviation_fine(x: i16, mu: i32) -> i64 {
    (i64::from(x) << MU_FRAC) - i64::from(mu)
}

/// x - RHE(mu) with 8 fraction bits, in 25 bits: for products. Rounding the mean once is rounding every deviation,
/// for x has no fraction.
pub fn deviation(x: i16, mu: i32) -> i64 {
    (i64::from(x) << DEVIATION_FRAC) - rhe_shift(mu.into(), MU_FRAC - DEVIATION_FRAC)
}
