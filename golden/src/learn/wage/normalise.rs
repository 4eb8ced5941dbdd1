//! A normalised layer on a batch: the blocks of [`crate::norm`], in the loops of [`super::norm_rows`].
//!
//! Tensors are `[sample][channel]`, where a sample is a position of an image.

use super::norm_rows::{
    apply, backward_rows, backward_sums, codes, cut, deviations, scale_of, Affine, BackwardSums, Means,
    Slopes,
};
use super::NormParameters;
use crate::norm::{divide_rhe, running, Norm, Statistics, MU_FRAC};
use crate::random::random;
use crate::wage::{scale_of_max_wide, scale_wide, update_bounded, BETA_BOUNDS, GAMMA_BOUNDS};
use rayon::prelude::*;

/// Places of y between its LSB of 2^-8 and the LSB of 2^-5 of the codes: a' = `activate(y, CODE_SHIFT, relu)`.
pub(super) const CODE_SHIFT: u32 = 3;

/// The largest |y| that is not clipped, RHE(y / 8) = 127; 1020 is the tie that goes up to 128.
pub(super) const CLIP_BOUND: i32 = 1019;

/// The layer of the random numbers of gamma is this and the layer's own; the index is the channel.
pub const LAYER_GAMMA: u32 = 256;

/// The layer of the random numbers of beta is this and the layer's own; the index is the channel.
pub const LAYER_BETA: u32 = 512;

/// Elements that a thread takes at a time, in whole samples.
const ELEMENTS: usize = 1 << 13;

/// Memory of a layer.
#[derive(Clone, Debug, Default)]
pub(super) struct NormSpace {
    /// x of the forward pass.
    x: Vec<i16>,
    statistics: Vec<Statistics>,
    dx: Vec<i64>,
    dgamma: Vec<i64>,
    dbeta: Vec<i64>,
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

/// Elements of whole samples for a thread.
fn piece(channels: usize) -> usize {
    channels * (ELEMENTS / channels).max(1)
}

fn add(mut sums: Vec<i64>, other: &[i64]) -> Vec<i64> {
    sums.iter_mut().zip(other).for_each(|(sum, other)| *sum += other);
    sums
}

/// x of accumulators, the sums of its channels, and how many were cut.
fn cut_all(acc: &[i32], n: usize, x: &mut Vec<i16>) -> (Vec<i64>, u64) {
    x.resize(acc.len(), 0);
    let pieces = acc.par_chunks(piece(n)).zip(x.par_chunks_mut(piece(n)));
    let parts = pieces.map(|(acc, x)| {
        let mut sums = vec![0; n];
        let count = cut(acc, x, &mut sums);
        (sums, count)
    });
    // integers: the order of the sums does not matter
    parts.reduce(|| (vec![0; n], 0), |a, b| (add(a.0, &b.0), a.1 + b.1))
}

fn apply_all(x: &[i16], affine: &Affine, n: usize, y: &mut [i32]) -> u64 {
    let pieces = x.par_chunks(piece(n)).zip(y.par_chunks_mut(piece(n)));
    pieces.map(|(x, y)| apply(x, affine, y)).sum()
}

/// y of a batch by its own statistics, which also move the running ones.
pub(super) fn train_forward(
    kind: Norm,
    parameters: &mut NormParameters,
    acc: &[i32],
    space: &mut NormSpace,
    y: &mut [i32],
) -> Saturations {
    let n = parameters.gamma.len();
    let samples = acc.len() / n;
    let (sums, cut) = cut_all(acc, n, &mut space.x);
    let mu = |sum: &i64| divide_rhe(i128::from(*sum) << MU_FRAC, samples as u64) as i32;
    let mu: Vec<i32> = sums.iter().map(mu).collect();
    let means = Means::new(mu.iter().copied());
    let parts = space.x.par_chunks(piece(n)).map(|x| {
        let mut sums = vec![0; n];
        deviations(kind, x, &means, &mut sums);
        sums
    });
    let sums = parts.reduce(|| vec![0; n], |a, b| add(a, &b));
    let statistics = mu.iter().zip(sums).map(|(&mu, sum)| Statistics {
        mu,
        scale: scale_of(kind, sum, samples),
    });
    space.statistics = statistics.collect();
    for (c, found) in space.statistics.iter().enumerate() {
        let step = |r, v| if parameters.set { running(r, v) } else { v };
        parameters.mean[c] = step(parameters.mean[c], found.mu);
        parameters.scale[c] = step(parameters.scale[c], found.scale);
    }
    parameters.set = true;
    let affine = Affine::new(&space.statistics, &parameters.gamma, &parameters.beta);
    Saturations {
        x: cut,
        y: apply_all(&space.x, &affine, n, y),
    }
}

/// y by the running statistics.
pub(super) fn infer(parameters: &NormParameters, acc: &[i32], y: &mut [i32]) -> Saturations {
    let n = parameters.gamma.len();
    let mut x = Vec::new();
    let (_, cut) = cut_all(acc, n, &mut x);
    let pairs = parameters.mean.iter().zip(&parameters.scale);
    let statistics: Vec<Statistics> = pairs.map(|(&mu, &scale)| Statistics { mu, scale }).collect();
    let affine = Affine::new(&statistics, &parameters.gamma, &parameters.beta);
    Saturations {
        x: cut,
        y: apply_all(&x, &affine, n, y),
    }
}

/// `q = error(dx)` of the error `q` with respect to y, with one scale over the whole tensor; keeps dgamma and dbeta.
pub(super) fn train_backward(
    kind: Norm,
    parameters: &NormParameters,
    space: &mut NormSpace,
    q: &mut [i8],
) -> BackwardReport {
    let n = parameters.gamma.len();
    let NormSpace {
        x,
        statistics,
        dx,
        dgamma,
        dbeta,
    } = space;
    let means = Means::new(statistics.iter().map(|s| s.mu));
    let parts = x.par_chunks(piece(n)).zip(q.par_chunks(piece(n))).map(|(x, q)| {
        let mut sums = BackwardSums::zeros(n);
        backward_sums(x, q, &means, &mut sums);
        sums
    });
    let sums = parts.reduce(|| BackwardSums::zeros(n), |a, b| a.plus(&b));
    let (slopes, gradients) = Slopes::new(kind, statistics, &parameters.gamma, &sums, q.len() / n);
    (*dgamma, *dbeta) = (gradients, sums.dy);

    dx.resize(q.len(), 0);
    let pieces = x.par_chunks(piece(n)).zip(q.par_chunks(piece(n)));
    let found = pieces
        .zip(dx.par_chunks_mut(piece(n)))
        .map(|((x, q), dx)| backward_rows(kind, x, q, &means, &slopes, dx))
        .reduce(|| (0, 0), |a, b| (a.0.max(b.0), a.1 + b.1));
    let scale = scale_of_max_wide(found.0);
    let pieces = dx.par_chunks(piece(n)).zip(q.par_chunks_mut(piece(n)));
    pieces.for_each(|(dx, q)| codes(dx, scale, q));
    BackwardReport { scale, dx: found.1 }
}

/// gamma and beta by the gradients that [`train_backward`] kept, each with one scale over the channels; returns both.
pub(super) fn train_update(
    parameters: &mut NormParameters,
    space: &NormSpace,
    rate_log2: i32,
    (seed, step, layer): (u64, u32, u32),
) -> [Option<i32>; 2] {
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
        move_by(
            &mut parameters.gamma,
            &space.dgamma,
            GAMMA_BOUNDS,
            LAYER_GAMMA + layer,
        ),
        move_by(
            &mut parameters.beta,
            &space.dbeta,
            BETA_BOUNDS,
            LAYER_BETA + layer,
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::norm::{backward, forward, normalise};
    use crate::wage::error_at_wide;
    use proptest::collection::vec;
    use proptest::prelude::*;

    fn column<T: Copy>(tensor: &[T], n: usize, channel: usize) -> Vec<T> {
        tensor[channel..].iter().step_by(n).copied().collect()
    }

    /// Both passes against the blocks, channel by channel.
    fn agree(kind: Norm, parameters: &NormParameters, acc: &[i32], dy: &[i8]) {
        let n = parameters.gamma.len();
        let mut trained = parameters.clone();
        let mut space = NormSpace::default();
        let mut y = vec![0; acc.len()];
        let found = train_forward(kind, &mut trained, acc, &mut space, &mut y);
        let x: Vec<i16> = acc.iter().map(|&acc| acc.clamp(-32768, 32767) as i16).collect();
        let cut = acc.iter().zip(&x).filter(|(&acc, &x)| acc != x.into()).count();
        let mut expected = Saturations { x: cut as u64, y: 0 };
        for c in 0..n {
            let (gamma, beta) = (parameters.gamma[c].into(), parameters.beta[c].into());
            let block = forward(kind, &column(&x, n, c), gamma, beta).unwrap();
            assert_eq!(column(&y, n, c), block.y, "y of channel {c}");
            assert_eq!((trained.mean[c], trained.scale[c]), (block.mu, block.scale));
            expected.y += block.saturations;
        }
        assert_eq!(found, expected);

        let mut q = dy.to_vec();
        let report = train_backward(kind, parameters, &mut space, &mut q);
        let mut dx = vec![0; dy.len()];
        let mut saturations = 0;
        for c in 0..n {
            let gamma = parameters.gamma[c].into();
            let block = backward(kind, &column(&x, n, c), &column(dy, n, c), gamma).unwrap();
            assert_eq!((space.dgamma[c], space.dbeta[c]), (block.dgamma, block.dbeta));
            block.dx.iter().enumerate().for_each(|(i, &v)| dx[i * n + c] = v);
            saturations += block.saturations;
        }
        let scale = scale_wide(&dx);
        assert_eq!(
            report,
            BackwardReport {
                scale,
                dx: saturations
            }
        );
        let codes: Vec<i8> = dx.iter().map(|&dx| error_at_wide(dx, scale)).collect();
        assert_eq!(q, codes);

        let found = infer(&trained, acc, &mut y);
        let mut expected = Saturations { x: cut as u64, y: 0 };
        for c in 0..n {
            let (gamma, beta) = (trained.gamma[c].into(), trained.beta[c].into());
            let (mu, scale) = (trained.mean[c], trained.scale[c]);
            let block = normalise(&column(&x, n, c), Statistics { mu, scale }, gamma, beta).unwrap();
            assert_eq!(column(&y, n, c), block.y);
            expected.y += block.saturations;
        }
        assert_eq!(found, expected);
    }

    /// Channels of every size: each has a shift of its own, from constant to beyond int16.
    fn tensor() -> impl Strategy<Value = (NormParameters, Vec<i32>, Vec<i8>)> {
        (1usize..20, 1usize..50).prop_flat_map(|(n, samples)| {
            let size = n * samples;
            (
                vec((1i16..=1023, -4096i16..=4095, 0u32..32, -70_000i32..70_000), n),
                vec(-(1i32 << 30)..=1 << 30, size),
                vec(-127i8..=127, size),
            )
                .prop_map(move |(channels, acc, dy)| {
                    let parameters = NormParameters {
                        gamma: channels.iter().map(|channel| channel.0).collect(),
                        beta: channels.iter().map(|channel| channel.1).collect(),
                        ..NormParameters::initial(n)
                    };
                    let channel = |i: usize| channels[i % n];
                    let spread = |(i, &acc): (usize, &i32)| {
                        (channel(i).3 + (acc >> channel(i).2)).clamp(-(1 << 30), 1 << 30)
                    };
                    (parameters, acc.iter().enumerate().map(spread).collect(), dy)
                })
        })
    }

    proptest! {
        #[test]
        fn rows_equal_the_blocks((parameters, acc, dy) in tensor()) {
            agree(Norm::L1, &parameters, &acc, &dy);
            agree(Norm::L2, &parameters, &acc, &dy);
        }
    }

    #[test]
    fn the_longest_and_widest_channels_equal_the_blocks() {
        let samples = crate::norm::SAMPLES_MAX;
        let parameters = NormParameters {
            gamma: vec![1023, 1, 256],
            beta: vec![4095, -4096, 0],
            ..NormParameters::initial(3)
        };
        // halves at the bounds, one outlier, nearly constant
        let value = |i: usize| match (i % 3, i / 3) {
            (0, sample) => [-40_000, 40_000][usize::from(sample > samples / 2)],
            (1, sample) => [-32768, 32767][usize::from(sample == 7)],
            (_, sample) => i32::from(sample == 9),
        };
        let acc: Vec<i32> = (0..3 * samples).map(value).collect();
        let dy: Vec<i8> = acc.iter().map(|&acc| if acc > 0 { 127 } else { -127 }).collect();
        agree(Norm::L1, &parameters, &acc, &dy);
        agree(Norm::L2, &parameters, &acc, &dy);
    }
}
