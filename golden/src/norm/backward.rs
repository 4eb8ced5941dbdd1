//! Backward: the gradients of x, gamma and beta from that of y.

use super::statistics::statistics_of;
use super::{
    check_gamma, deviation, deviation_fine, divide_rhe, Filling, Norm, NormError, Reciprocal, Sample,
    DGAMMA_FRAC, DX_BITS, L1, L2,
};
use crate::fixed::{rhe_shift, sat_bits_flag};

/// The gradients of one channel; `T` is the [`Sample::Statistic`] of its samples.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backward<T = i32> {
    /// dx in units of 2^-24, 48 bits each.
    pub dx: Vec<i64>,
    /// sum(dy xh), in units of 2^-16.
    pub dgamma: i64,
    /// sum(dy), exact.
    pub dbeta: i64,
    /// Mean of the channel, in units of 2^-16.
    pub mu: T,
    /// s of the channel, in units of 2^-16.
    pub scale: T,
    /// How many dx were saturated; none for m <= 1024.
    pub saturations: u64,
}

/// The gradients of one channel: statistics anew from `x`, then, with t and e as in [`Reciprocal`], d = x - mu with 8
/// fraction bits and all but the last line once per channel,
///
/// ```text
/// dbeta  = sum(dy)                    dgamma = RHE(sum(dy d) 2^24 / t)
/// b = RHE(dgamma / m)                 K = RHE(gamma 2^(16+e) / t)
/// L1:  c = RHE((dbeta 2^16 - b sum sgn(x - mu)) / m)       p = b sgn(x - mu)
/// L2:  c = RHE(dbeta 2^16 / m)    b' = RHE(b 2^(4+e) / t)  p = RHE(d b' / 2^(e-4))
/// dx = sat48(RHE((dy 2^16 - c - p) K / 2^e))
/// ```
///
/// For s >= 64: dx lies within 2 % relative RMS of the real formula wherever gamma dy has an RMS of 8 or more and the
/// terms do not cancel, dgamma within 2 % of sum |dy xh|, dbeta is exact. `gamma` is in units of 1/256. The sign of L1 is that
/// of x less the rounded mu, and so 0 where the rounding made them equal: with m = 2^17 and a sum of +-1 modulo m, which is a
/// tie, mu is an integer, and where most samples are that integer dx of L1 is off by as much as itself.
///
/// # Errors
/// [`NormError::Empty`], [`NormError::TooLong`], [`NormError::Length`], [`NormError::Gamma`].
pub fn backward<X: Sample>(
    kind: Norm,
    x: &[X],
    dy: &[i8],
    gamma: i32,
) -> Result<Backward<X::Statistic>, NormError> {
    match kind {
        Norm::L1 => backward_of::<L1, X>(x, dy, gamma),
        Norm::L2 => backward_of::<L2, X>(x, dy, gamma),
    }
}

fn backward_of<F: Filling, X: Sample>(
    x: &[X],
    dy: &[i8],
    gamma: i32,
) -> Result<Backward<X::Statistic>, NormError> {
    if x.len() != dy.len() {
        return Err(NormError::Length {
            x: x.len(),
            dy: dy.len(),
        });
    }
    check_gamma(gamma)?;
    let statistics = statistics_of::<F, X>(x)?;
    let (mu, samples) = (statistics.mu, x.len() as u64);
    let reciprocal = Reciprocal::new(statistics.scale);

    let dbeta: i64 = dy.iter().map(|&dy| i64::from(dy)).sum();
    let signs: i64 = x.iter().map(|&x| deviation_fine(x, mu).signum()).sum();
    let projected: i64 = x
        .iter()
        .zip(dy)
        .map(|(&x, &dy)| i64::from(dy) * deviation(x, mu))
        .sum();

    let dgamma = reciprocal.divide(projected, 8 + DGAMMA_FRAC);
    let b = divide_rhe(dgamma.into(), samples);
    let gain = reciprocal.gain(gamma);
    let slope = F::slope(b, reciprocal);
    let offset = divide_rhe(i128::from((dbeta << 16) - F::balance(b, signs)), samples);

    let mut saturations = 0;
    let dx = x.iter().zip(dy).map(|(&x, &dy)| {
        let rest = (i64::from(dy) << 16) - offset - F::projection(x, mu, slope, reciprocal);
        let (dx, saturated) = sat_bits_flag(rhe_shift(rest * gain, reciprocal.exponent()), DX_BITS);
        saturations += u64::from(saturated);
        dx
    });
    Ok(Backward {
        dx: dx.collect(),
        dgamma,
        dbeta,
        mu,
        scale: statistics.scale,
        saturations,
    })
}
