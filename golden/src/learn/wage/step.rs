//! One training step.

use super::elementwise::{error_row, mask_clipped, update_row};
use super::network::forward_layer;
use super::products::{gradient_row, lit, row_times_ternary, Padded, Ternary};
use super::{first_maximum, LearnError, Network};
use crate::random::round_keys;
use crate::wage::{layer_shift, scale_of_max};
use ndarray::{Array2, ArrayView2};
use rayon::prelude::*;

/// Largest batch: sums of so many products of codes stay below 2^30.
pub(super) const BATCH_MAX: usize = 1 << 16;

/// What the true class should have, one above the largest code.
const TARGET: i32 = 128;

/// Rows of a tensor that a thread takes at a time.
const ROWS: usize = 8;

/// Inputs whose gradients a thread takes at a time.
const INPUTS: usize = 16;

/// Weights that a thread updates at a time.
const WEIGHTS: usize = 1 << 13;

/// A batch and its place in the training.
#[derive(Clone, Copy, Debug)]
pub struct Batch<'a> {
    /// `[sample][input]` int8 codes.
    pub images: ArrayView2<'a, i8>,
    /// The class of each sample.
    pub labels: &'a [u8],
    /// log2 of the learning rate.
    pub rate_log2: i32,
    /// Seed of the random numbers.
    pub seed: u64,
    /// Step of the random numbers, counted from 1 over the whole training.
    pub step: u32,
}

/// What a step found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Samples of the batch that the forward pass predicted right.
    pub correct: usize,
    /// scale of each layer's error, from the bottom; none where all errors were 0.
    pub error_scale: Vec<Option<i32>>,
    /// scale of each layer's gradient, from the bottom; none where all gradients were 0.
    pub gradient_scale: Vec<Option<i32>>,
}

/// Memory of a step, kept from one to the next.
#[derive(Clone, Debug, Default)]
pub(super) struct Workspace {
    layers: Vec<LayerSpace>,
    batch: usize,
}

#[derive(Clone, Debug)]
struct LayerSpace {
    digits: Ternary,
    /// ternary(W) with rows and columns exchanged, for the error of the layer below.
    transposed: Option<Ternary>,
    acc: Array2<i32>,
    a: Array2<i8>,
    e: Vec<i32>,
    q: Padded,
    g: Vec<i32>,
}

impl Workspace {
    fn fit(&mut self, network: &Network, batch: usize) {
        let weights = network.weights();
        let fits = self.batch == batch
            && self.layers.len() == weights.len()
            && self
                .layers
                .iter()
                .zip(weights)
                .all(|(s, w)| s.g.len() == w.len() && s.q.columns() == w.ncols());
        if !fits {
            let space = |(l, w): (usize, &Array2<i8>)| LayerSpace {
                digits: Ternary::new(w.view()),
                transposed: (l > 0).then(|| Ternary::new(w.t())),
                acc: Array2::zeros((batch, w.ncols())),
                a: Array2::zeros((batch, w.ncols())),
                e: vec![0; batch * w.ncols()],
                q: Padded::zeros(batch, w.ncols()),
                g: vec![0; w.len()],
            };
            self.layers = weights.iter().enumerate().map(space).collect();
            self.batch = batch;
        } else {
            for (space, w) in self.layers.iter_mut().zip(weights) {
                space.digits.set(w.view());
                if let Some(transposed) = &mut space.transposed {
                    transposed.set(w.t());
                }
            }
        }
    }
}

impl Network {
    /// One training step as in the [module](super)'s table; `self` holds the new weights after it.
    ///
    /// # Errors
    /// [`LearnError::BatchSize`], [`LearnError::SampleSize`], [`LearnError::LabelCount`], [`LearnError::LabelRange`];
    /// the weights are then unchanged.
    pub fn train_step(&mut self, batch: Batch) -> Result<Report, LearnError> {
        self.train_step_in(batch, &mut Workspace::default())
    }

    /// [`Network::train_step`] with memory that the caller keeps.
    pub(super) fn train_step_in(
        &mut self,
        batch: Batch,
        space: &mut Workspace,
    ) -> Result<Report, LearnError> {
        let samples = batch.images.nrows();
        if samples == 0 || samples > BATCH_MAX {
            return Err(LearnError::BatchSize {
                found: samples,
                max: BATCH_MAX,
            });
        }
        self.check_samples(batch.images)?;
        self.check_labels(samples, batch.labels)?;
        // within the pool from here on: handing it each product from outside would cost more than some of them
        Ok(rayon::scope(|_| self.propagate_and_update(batch, space)))
    }

    fn propagate_and_update(&mut self, batch: Batch, space: &mut Workspace) -> Report {
        space.fit(self, batch.images.nrows());
        let images = batch.images.as_standard_layout();
        let layers = &mut space.layers;

        let depth = layers.len();
        for l in 0..depth {
            let (below, here) = layers.split_at_mut(l);
            let a = below.last().map_or(images.view(), |below| below.a.view());
            let LayerSpace {
                digits, acc, a: out, ..
            } = &mut here[0];
            forward_layer(a, digits, l + 1 < depth, acc, out);
        }
        let correct = layers.last_mut().map_or(0, |last| loss(last, batch.labels));

        let mut error_scale = vec![None; depth];
        for l in (0..depth).rev() {
            let shift = layer_shift(self.weights()[l].nrows());
            let (below, here) = layers.split_at_mut(l);
            let space = &mut here[0];
            error_scale[l] = quantise_error(space, shift, l + 1 < depth);
            if let (Some(below), Some(transposed)) = (below.last_mut(), &space.transposed) {
                propagate(&mut space.q, transposed, below);
            }
        }

        let mut gradient_scale = vec![None; depth];
        for (l, found) in gradient_scale.iter_mut().enumerate() {
            let (below, here) = layers.split_at_mut(l);
            let a = below.last().map_or(images.view(), |below| below.a.view());
            let LayerSpace { q, g, .. } = &mut here[0];
            *found = gradient(a, q, g);
            let Some(exponent) = *found else { continue };
            let keys = round_keys(batch.seed, batch.step, l as u32);
            let sh = exponent.saturating_sub(batch.rate_log2);
            if let Some(w) = self.weights_mut()[l].as_slice_mut() {
                let pieces = w.par_chunks_mut(WEIGHTS).zip(g.par_chunks(WEIGHTS)).enumerate();
                pieces.for_each(|(piece, (w, g))| update_row(w, g, sh, &keys, piece * WEIGHTS));
            }
        }
        Report {
            correct,
            error_scale,
            gradient_scale,
        }
    }
}

/// The error of the result, `e = a - target`; returns the number of right predictions.
fn loss(last: &mut LayerSpace, labels: &[u8]) -> usize {
    let classes = last.a.ncols();
    let mut correct = 0;
    for ((a, e), &label) in last
        .a
        .rows()
        .into_iter()
        .zip(last.e.chunks_mut(classes))
        .zip(labels)
    {
        e.iter_mut().zip(a).for_each(|(e, &a)| *e = a.into());
        e[usize::from(label)] -= TARGET;
        correct += usize::from(first_maximum(a.iter().copied()) == label);
    }
    correct
}

/// From the error of a layer's activations to its 8-bit error `q`: the clipped ones out, one scale over the batch, and
/// those of a ReLU that was off out. Returns the scale.
fn quantise_error(space: &mut LayerSpace, shift: u32, relu: bool) -> Option<i32> {
    let LayerSpace { acc, e, q, .. } = space;
    let columns = acc.ncols();
    // in row-major order by construction
    let acc = acc.as_slice()?;
    let rows = e
        .par_chunks_mut(ROWS * columns)
        .zip(acc.par_chunks(ROWS * columns));
    let max = rows
        .map(|(e, acc)| mask_clipped(e, acc, shift))
        .max()
        .unwrap_or(0);
    let exponent = scale_of_max(max);
    let (q, width) = q.rows_mut();
    let rows = e
        .par_chunks(columns)
        .zip(acc.par_chunks(columns))
        .zip(q.par_chunks_mut(width));
    rows.with_min_len(ROWS)
        .for_each(|((e, acc), q)| error_row(e, acc, exponent, relu, &mut q[..columns]));
    exponent
}

/// The error of the activations of the layer below, `e = ternary(W) q`.
fn propagate(q: &mut Padded, transposed: &Ternary, below: &mut LayerSpace) {
    let (columns, n) = (q.columns(), below.acc.ncols());
    let (q, width) = q.rows_mut();
    let rows = q
        .par_chunks(width)
        .zip(below.e.par_chunks_mut(n))
        .with_min_len(ROWS);
    rows.for_each_init(Vec::new, |codes: &mut Vec<i8>, (q, e)| {
        codes.clear();
        codes.extend(q[..columns].iter().map(|&q| q as i8));
        row_times_ternary(codes, transposed, e);
    });
}

/// The gradient of a layer, `g[i][o] = sum over the batch of a[i] q[o]`; returns its scale.
fn gradient(a: ArrayView2<i8>, q: &Padded, g: &mut [i32]) -> Option<i32> {
    let columns = q.columns();
    let samples = a.nrows();
    let pieces = g.par_chunks_mut(INPUTS * columns).enumerate();
    let max = pieces.map_init(
        || (vec![(0, 0); INPUTS * (samples + 1)], [0usize; INPUTS]),
        |(terms, counts), (piece, g)| {
            let first = piece * INPUTS;
            let inputs = g.len() / columns;
            // per input, the samples where it was not 0: written always, kept if so, to spare a branch each
            counts.fill(0);
            for (sample, a) in a.rows().into_iter().enumerate() {
                let Some(a) = a.as_slice() else { continue };
                lit(&a[first..first + inputs], |input, a| {
                    terms[input * (samples + 1) + counts[input]] = (sample as u32, a.into());
                    counts[input] += usize::from(a != 0);
                });
            }
            let rows = g.chunks_mut(columns).enumerate();
            rows.map(|(input, g)| gradient_row(&terms[input * (samples + 1)..][..counts[input]], q, g))
                .max()
                .unwrap_or(0)
        },
    );
    scale_of_max(max.max().unwrap_or(0))
}
