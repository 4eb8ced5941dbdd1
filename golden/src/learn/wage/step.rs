//! One training step.

use super::elementwise::{activate_row, error_row, mask_clipped, update_row};
use super::forward::{activate, products, set_weights};
use super::normalise::{self, NormSpace, CLIP_BOUND, CODE_SHIFT};
use super::{first_maximum, Architecture, Layer, LayerReport, LearnError, Network, Parameters, Report};
use crate::kernels::Products;
use crate::random::round_keys;
use crate::wage::{clip_bound, scale_of_max};
use ndarray::ArrayView2;
use rayon::prelude::*;

/// What the true class should have, one above the largest code.
const TARGET: i32 = 128;

/// Elements of a tensor that a thread takes at a time.
const ELEMENTS: usize = 1 << 13;

/// A batch and its place in the training.
#[derive(Clone, Copy, Debug)]
pub struct Batch<'a> {
    /// `[sample][input]` int8 codes, a sample as `[y][x][channel]`.
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

/// Memory of a step, kept from one to the next.
#[derive(Clone, Debug, Default)]
pub(super) struct Workspace {
    layers: Vec<LayerSpace>,
    batch: usize,
    architecture: Option<Architecture>,
}

/// Tensors are `[image][result map]`.
#[derive(Clone, Debug)]
struct LayerSpace {
    products: Products,
    acc: Vec<i32>,
    winner: Vec<u8>,
    y: Vec<i32>,
    norm: NormSpace,
    a: Vec<i8>,
    /// The error of the activations, 0 where they were clipped, and its largest magnitude.
    e: Vec<i32>,
    error_max: u32,
    q: Vec<i8>,
    g: Vec<i32>,
}

impl Workspace {
    fn fit(
        &mut self,
        architecture: &Architecture,
        parameters: &Parameters,
        batch: usize,
    ) -> Result<(), LearnError> {
        let weights = &parameters.weights;
        if self.batch == batch && self.architecture.as_ref() == Some(architecture) {
            let layers = self.layers.par_iter_mut().zip(weights);
            return layers.try_for_each(|(space, w)| set_weights(&mut space.products, w));
        }
        let space = |(l, layer): (usize, &Layer)| {
            let size = batch * layer.result.size();
            Ok(LayerSpace {
                products: products(layer, &weights[l], l > 0)?,
                acc: vec![0; size],
                winner: vec![0; if layer.pool { size } else { 0 }],
                y: vec![0; if layer.norm.is_some() { size } else { 0 }],
                norm: NormSpace::default(),
                a: vec![0; size],
                e: vec![0; size],
                error_max: 0,
                q: vec![0; size],
                g: vec![0; layer.weights()],
            })
        };
        let layers = architecture.layers().iter().enumerate();
        self.layers = layers.map(space).collect::<Result<_, LearnError>>()?;
        self.batch = batch;
        self.architecture = Some(architecture.clone());
        Ok(())
    }
}

impl Network {
    /// One training step as in the [module](super)'s table; `self` holds the new parameters after it.
    ///
    /// # Errors
    /// [`LearnError::BatchSize`], [`LearnError::SampleSize`], [`LearnError::LabelCount`], [`LearnError::LabelRange`];
    /// the parameters are then unchanged.
    pub fn train_step(&mut self, batch: Batch) -> Result<Report, LearnError> {
        self.train_step_in(batch, &mut Workspace::default())
    }

    /// [`Network::train_step`] with memory that the caller keeps.
    pub(super) fn train_step_in(
        &mut self,
        batch: Batch,
        space: &mut Workspace,
    ) -> Result<Report, LearnError> {
        let (found, max) = (batch.images.nrows(), self.architecture().batch_max());
        if !(1..=max).contains(&found) {
            return Err(LearnError::BatchSize { found, max });
        }
        self.check_samples(batch.images)?;
        self.check_labels(found, batch.labels)?;
        // within the pool from here on: handing it each product from outside would cost more than some of them
        rayon::scope(|_| self.propagate_and_update(batch, space))
    }

    fn propagate_and_update(&mut self, batch: Batch, space: &mut Workspace) -> Result<Report, LearnError> {
        let (architecture, parameters) = self.parts_mut();
        space.fit(architecture, parameters, batch.images.nrows())?;
        let images = batch.images.as_standard_layout();
        // in row-major order just now
        let images = images.as_slice().unwrap_or(&[]);
        let spaces = &mut space.layers;
        let layers = architecture.layers();
        let mut report = Report {
            samples: batch.labels.len(),
            layers: vec![LayerReport::default(); layers.len()],
            ..Report::default()
        };

        for (l, layer) in layers.iter().enumerate() {
            let (below, here) = spaces.split_at_mut(l);
            let a = below.last().map_or(images, |below| &below.a);
            let (here, found) = (&mut here[0], &mut report.layers[l]);
            let (sums, relu) = ((&mut here.acc[..], &mut here.winner[..]), layer.relu);
            if let (Some(kind), Some(norm)) = (layer.norm, &mut parameters.norms[l]) {
                here.products.forward(a, sums.0, sums.1)?;
                let cut = normalise::train_forward(kind, norm, &here.acc, &mut here.norm, &mut here.y);
                (found.x_saturated, found.y_saturated) = (cut.x, cut.y);
                found.clipped = activate(&here.y, CODE_SHIFT, CLIP_BOUND, relu, &mut here.a);
            } else {
                let (shift, bound) = (layer.shift(), clip_bound(layer.shift()));
                let each = |acc: &[i32], a: &mut [i8]| activate_row(acc, shift, bound, relu, a);
                found.clipped = here.products.forward_then(a, sums, &mut here.a, each)?;
            }
        }
        if let Some(last) = spaces.last_mut() {
            (report.correct, report.error_squares) = loss(last, batch.labels);
            let (values, bound) = activated(&layers[layers.len() - 1], &last.acc, &last.y);
            last.error_max = mask_clipped(&mut last.e, values, bound);
        }

        for (l, layer) in layers.iter().enumerate().rev() {
            let (below, here) = spaces.split_at_mut(l);
            let (here, found) = (&mut here[0], &mut report.layers[l]);
            found.error_max = here.error_max;
            found.error_scale = scale_of_max(here.error_max);
            quantise_error(here, layer, found.error_scale);
            if let (Some(kind), Some(norm)) = (layer.norm, &parameters.norms[l]) {
                let back = normalise::train_backward(kind, norm, &mut here.norm, &mut here.q);
                (found.dx_scale, found.dx_saturated) = (back.scale, back.dx);
            }
            if let Some(below) = below.last_mut() {
                let (values, bound) = activated(&layers[l - 1], &below.acc, &below.y);
                let mask = |first, e: &mut [i32]| mask_clipped(e, &values[first..first + e.len()], bound);
                let errors = (&here.q[..], &here.winner[..]);
                below.error_max = here.products.transposed_then(errors, &mut below.e, mask)?;
            }
        }

        for l in 0..layers.len() {
            let (below, here) = spaces.split_at_mut(l);
            let a = below.last().map_or(images, |below| &below.a);
            let (here, found) = (&mut here[0], &mut report.layers[l]);
            found.gradient_max = here.products.gradient(a, &here.q, &here.winner, &mut here.g)?;
            found.gradient_scale = scale_of_max(found.gradient_max);
            if let (Some(exponent), Some(w)) = (found.gradient_scale, parameters.weights[l].as_slice_mut()) {
                let keys = round_keys(batch.seed, batch.step, l as u32);
                let sh = exponent.saturating_sub(batch.rate_log2);
                let pieces = w
                    .par_chunks_mut(ELEMENTS)
                    .zip(here.g.par_chunks(ELEMENTS))
                    .enumerate();
                pieces.for_each(|(piece, (w, g))| update_row(w, g, sh, &keys, piece * ELEMENTS));
            }
            if let Some(norm) = &mut parameters.norms[l] {
                let place = (batch.seed, batch.step, l as u32);
                let scales = normalise::train_update(norm, &here.norm, batch.rate_log2, place);
                [found.gamma_scale, found.beta_scale] = scales;
            }
        }
        Ok(report)
    }
}

/// What is activated, and the largest magnitude that is not clipped.
fn activated<'a>(layer: &Layer, acc: &'a [i32], y: &'a [i32]) -> (&'a [i32], i32) {
    match layer.norm {
        Some(_) => (y, CLIP_BOUND),
        None => (acc, clip_bound(layer.shift())),
    }
}

/// The error of the result, `e = a - target`; returns the number of right predictions and the sum of e^2.
fn loss(last: &mut LayerSpace, labels: &[u8]) -> (usize, u64) {
    let classes = last.a.len() / labels.len();
    let (mut correct, mut squares) = (0, 0);
    let samples = last.a.chunks(classes).zip(last.e.chunks_mut(classes));
    for ((a, e), &label) in samples.zip(labels) {
        e.iter_mut().zip(a).for_each(|(e, &a)| *e = a.into());
        e[usize::from(label)] -= TARGET;
        squares += e.iter().map(|&e| u64::from(e.unsigned_abs()).pow(2)).sum::<u64>();
        correct += usize::from(first_maximum(a.iter().copied()) == label);
    }
    (correct, squares)
}

/// From the error of a layer's activations to its 8-bit error `q`: one scale over the batch, and those of a ReLU that was
/// off out.
fn quantise_error(space: &mut LayerSpace, layer: &Layer, exponent: Option<i32>) {
    let LayerSpace { acc, y, e, q, .. } = space;
    let (values, _) = activated(layer, acc, y);
    let pieces = e.par_chunks(ELEMENTS).zip(values.par_chunks(ELEMENTS));
    pieces
        .zip(q.par_chunks_mut(ELEMENTS))
        .for_each(|((e, values), q)| error_row(e, values, exponent, layer.relu, q));
}
