//! A normalised layer on a batch: the blocks of [`crate::norm`], channel by channel.
//!
//! Tensors are `[sample][channel]`, where a sample is a position of an image; inside, a channel lies in one piece.

use super::{LearnError, NormParameters};
use crate::fixed::sat_bits_flag;
use crate::norm::{backward, forward, normalise, running, Norm, NormError, Statistics};
use crate::random::random;
use crate::wage::{error_at_wide, scale_of_max_wide, scale_wide, update_bounded, BETA_BOUNDS, GAMMA_BOUNDS};
use rayon::prelude::*;

/// Places of y between its LSB of 2^-8 and the LSB of 2^-5 of the codes: a' = `activate(y, CODE_SHIFT, relu)`.
pub(super) const CODE_SHIFT: u32 = 3;

/// The largest |y| that is not clipped, RHE(y / 8) = 127; 1020 is the tie that goes up to 128.
pub(super) const CLIP_BOUND: i32 = 1019;

/// The layer of the random numbers of gamma is this and the layer's own; the index is the channel.
pub const LAYER_GAMMA: u32 = 256;

/// The layer of the random numbers of beta is this and the layer's own; the index is the channel.
pub const LAYER_BETA: u32 = 512;

/// Memory of a layer.
#[derive(Clone, Debug, Default)]
pub(super) struct NormSpace {
    /// x of the forward pass, `[channel][sample]`.
    x: Vec<i16>,
    gradients: Vec<(i64, i64)>,
}

/// What saturated in a forward pass.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Saturations {
    pub x: u64,
    pub y: u64,
}

/// What a backward pass found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct BackwardReport {
    /// scale of dx.
    pub scale: Option<i32>,
    /// dx that were saturated.
    pub dx: u64,
}

/// The channels of accumulators `[sample][channel]` as int16, and how many were saturated.
fn channels(acc: &[i32], n: usize, x: &mut Vec<i16>) -> u64 {
    let samples = acc.len() / n;
    x.resize(acc.len(), 0);
    let counts = x.par_chunks_mut(samples).enumerate().map(|(channel, x)| {
        let mut count = 0;
        for (x, &acc) in x.iter_mut().zip(acc[channel..].iter().step_by(n)) {
            let (cut, saturated) = sat_bits_flag(acc.into(), 16);
            *x = cut as i16;
            count += u64::from(saturated);
        }
        count
    });
    counts.sum()
}

/// Puts channels back into `[sample][channel]`.
fn interleave<T: Copy + Send + Sync>(channels: &[Vec<T>], out: &mut [T]) {
    let n = channels.len();
    out.par_chunks_mut(n)
        .with_min_len(256)
        .enumerate()
        .for_each(|(sample, out)| {
            out.iter_mut()
                .zip(channels)
                .for_each(|(out, channel)| *out = channel[sample]);
        });
}

/// y of a batch by its own statistics, which also move the running ones.
pub(super) fn train_forward(
    kind: Norm,
    parameters: &mut NormParameters,
    acc: &[i32],
    space: &mut NormSpace,
    y: &mut [i32],
) -> Result<Saturations, LearnError> {
    let n = parameters.gamma.len();
    let cut = channels(acc, n, &mut space.x);
    let each = space.x.par_chunks(acc.len() / n).enumerate().map(|(channel, x)| {
        let (gamma, beta) = (parameters.gamma[channel], parameters.beta[channel]);
        forward(kind, x, gamma.into(), beta.into())
    });
    let results = each.collect::<Result<Vec<_>, NormError>>()?;
    let mut saturations = Saturations { x: cut, y: 0 };
    let mut out = Vec::with_capacity(n);
    for (channel, result) in results.into_iter().enumerate() {
        let (mean, scale) = (&mut parameters.mean[channel], &mut parameters.scale[channel]);
        *mean = if parameters.set {
            running(*mean, result.mu)
        } else {
            result.mu
        };
        *scale = if parameters.set {
            running(*scale, result.scale)
        } else {
            result.scale
        };
        saturations.y += result.saturations;
        out.push(result.y);
    }
    parameters.set = true;
    interleave(&out, y);
    Ok(saturations)
}

/// y by the running statistics.
pub(super) fn infer(
    parameters: &NormParameters,
    acc: &[i32],
    y: &mut [i32],
) -> Result<Saturations, LearnError> {
    let n = parameters.gamma.len();
    let mut x = Vec::new();
    let cut = channels(acc, n, &mut x);
    // a batch of no images has no samples
    let each = x
        .par_chunks((acc.len() / n).max(1))
        .enumerate()
        .map(|(channel, x)| {
            let statistics = Statistics {
                mu: parameters.mean[channel],
                scale: parameters.scale[channel],
            };
            let (gamma, beta) = (parameters.gamma[channel], parameters.beta[channel]);
            normalise(x, statistics, gamma.into(), beta.into())
        });
    let results = each.collect::<Result<Vec<_>, NormError>>()?;
    let saturated = results.iter().map(|result| result.saturations).sum();
    let out: Vec<Vec<i32>> = results.into_iter().map(|result| result.y).collect();
    interleave(&out, y);
    Ok(Saturations { x: cut, y: saturated })
}

/// `q = error(dx)` of the error `q` with respect to y, with one scale over the whole tensor; keeps dgamma and dbeta.
pub(super) fn train_backward(
    kind: Norm,
    parameters: &NormParameters,
    space: &mut NormSpace,
    q: &mut [i8],
) -> Result<BackwardReport, LearnError> {
    let n = parameters.gamma.len();
    let each = space.x.par_chunks(q.len() / n).enumerate().map(|(channel, x)| {
        let dy: Vec<i8> = q[channel..].iter().step_by(n).copied().collect();
        let result = backward(kind, x, &dy, parameters.gamma[channel].into())?;
        let max = result.dx.iter().map(|dx| dx.unsigned_abs()).max().unwrap_or(0);
        Ok((result, max))
    });
    let results = each.collect::<Result<Vec<_>, NormError>>()?;
    let scale = scale_of_max_wide(results.iter().map(|(_, max)| *max).max().unwrap_or(0));
    space.gradients = results
        .iter()
        .map(|(result, _)| (result.dgamma, result.dbeta))
        .collect();
    let codes = |dx: &[i64]| dx.iter().map(|&dx| error_at_wide(dx, scale)).collect();
    let out: Vec<Vec<i8>> = results.par_iter().map(|(result, _)| codes(&result.dx)).collect();
    interleave(&out, q);
    let dx = results.iter().map(|(result, _)| result.saturations).sum();
    Ok(BackwardReport { scale, dx })
}

/// gamma and beta by the gradients that [`train_backward`] kept, each with one scale over the channels; returns both.
pub(super) fn train_update(
    parameters: &mut NormParameters,
    space: &NormSpace,
    rate_log2: i32,
    (seed, step, layer): (u64, u32, u32),
) -> [Option<i32>; 2] {
    let dgamma: Vec<i64> = space.gradients.iter().map(|gradient| gradient.0).collect();
    let dbeta: Vec<i64> = space.gradients.iter().map(|gradient| gradient.1).collect();
    let move_by = |values: &mut [i16], gradients: &[i64], bounds, layer| {
        let scale = scale_wide(gradients)?;
        let sh = scale.saturating_sub(rate_log2);
        for (channel, (value, &g)) in values.iter_mut().zip(gradients).enumerate() {
            let random = random(seed, step, layer, channel as u32);
            // the bounds lie within int16
            *value = update_bounded((*value).into(), g, sh, random, bounds) as i16;
        }
        Some(scale)
    };
    [
        move_by(&mut parameters.gamma, &dgamma, GAMMA_BOUNDS, LAYER_GAMMA + layer),
        move_by(&mut parameters.beta, &dbeta, BETA_BOUNDS, LAYER_BETA + layer),
    ]
}
