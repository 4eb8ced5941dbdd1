//! The forward pass with fixed parameters.

use super::elementwise::activate_row;
use super::normalise::{infer, CLIP_BOUND, CODE_SHIFT};
use super::{Layer, LearnError, Network};
use crate::kernels::Products;
use crate::wage::clip_bound;
use ndarray::{Array2, ArrayView2};
use rayon::prelude::*;

/// Elements that a thread activates at a time.
const ELEMENTS: usize = 1 << 14;

/// What a layer makes of a batch. Maps lie `[y][x][channel]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// The accumulators, pooled where the layer pools, `[image][result map]`.
    pub acc: Array2<i32>,
    /// y of a normalised layer, in units of 2^-8, `[image][result map]`.
    pub y: Option<Array2<i32>>,
    /// The activations, `[image][result map]`: 0..=127 after ReLU, -127..=127 on the last layer.
    pub a: Array2<i8>,
}

impl Network {
    /// The forward pass on `images`, `[image][y][x][channel]` int8 codes in rows: what every layer makes of them, a
    /// normalised one by its running statistics. The last layer's activations are the network's result.
    ///
    /// # Errors
    /// [`LearnError::SampleSize`] if a sample has not as many values as the network has inputs.
    pub fn forward(&self, images: ArrayView2<i8>) -> Result<Vec<Output>, LearnError> {
        self.check_samples(images)?;
        let mut outputs: Vec<Output> = Vec::new();
        let images = images.as_standard_layout();
        for (l, layer) in self.architecture().layers().iter().enumerate() {
            let shape = (images.nrows(), layer.result.size());
            let (mut acc, mut a) = (Array2::zeros(shape), Array2::zeros(shape));
            let mut winner = vec![0; if layer.pool { shape.0 * shape.1 } else { 0 }];
            let below = outputs.last().map_or(images.view(), |below| below.a.view());
            let products = products(layer, &self.weights()[l], false)?;
            let norm = self.parameters().norms[l].as_ref();
            let mut y = norm.map(|_| Array2::zeros(shape));
            // all are in row-major order
            if let (Some(below), Some(acc), Some(a)) =
                (below.as_slice(), acc.as_slice_mut(), a.as_slice_mut())
            {
                products.forward(below, acc, &mut winner)?;
                match (norm, y.as_mut().and_then(|y| y.as_slice_mut())) {
                    (Some(norm), Some(y)) => {
                        infer(norm, acc, y);
                        activate(y, CODE_SHIFT, CLIP_BOUND, layer.relu, a);
                    }
                    _ => {
                        let (shift, relu) = (layer.shift(), layer.relu);
                        activate(acc, shift, clip_bound(shift), relu, a);
                    }
                }
            }
            outputs.push(Output { acc, y, a });
        }
        Ok(outputs)
    }
}

/// The products of a layer with weights, `transposed` if it has a layer below.
pub(super) fn products(layer: &Layer, w: &Array2<i8>, transposed: bool) -> Result<Products, LearnError> {
    let mut products = Products::new(layer.convolution(), transposed)?;
    set_weights(&mut products, w)?;
    Ok(products)
}

/// Gives products their weights.
pub(super) fn set_weights(products: &mut Products, w: &Array2<i8>) -> Result<(), LearnError> {
    // a network keeps its weights in row-major order; elsewhere none are refused
    Ok(products.set_weights(w.as_slice().unwrap_or(&[]))?)
}

/// `a = activate(acc, shift, relu)`; returns how many |acc| > bound.
pub(super) fn activate(acc: &[i32], shift: u32, bound: i32, relu: bool, a: &mut [i8]) -> u64 {
    let pieces = acc.par_chunks(ELEMENTS).zip(a.par_chunks_mut(ELEMENTS));
    pieces
        .map(|(acc, a)| activate_row(acc, shift, bound, relu, a))
        .sum()
}
