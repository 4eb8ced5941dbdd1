//! The weights of a dense network, and its forward pass.

use super::elementwise::activate_row;
use super::products::{row_times_ternary, Ternary};
use super::LearnError;
use crate::random::{fill, round_keys, STEP_INITIAL};
use crate::wage::{initial_weight, layer_shift, WEIGHT_MAX};
use ndarray::{Array2, ArrayView2, Axis};
use rayon::prelude::*;

/// Largest number of inputs or outputs of a layer: sums of so many int8 codes stay below 2^30.
const SIZE_MAX: usize = 1 << 23;

/// Images that a thread takes at a time.
const IMAGES: usize = 8;

/// A dense network: layer l multiplies with `weights()[l]`, shaped `[inputs][outputs]`, ReLU after all but the last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Network {
    weights: Vec<Array2<i8>>,
}

/// What a layer makes of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layer {
    /// The accumulators, `[sample][output]`.
    pub acc: Array2<i32>,
    /// The activations, `[sample][output]`: 0..=127 after ReLU, -127..=127 on the last layer.
    pub a: Array2<i8>,
}

/// The int8 code of a pixel, `pixel >> 1`.
#[inline]
pub const fn input_code(pixel: u8) -> i8 {
    (pixel >> 1) as i8
}

impl Network {
    /// A network with the initial weights of a seed; `sizes` are those of the input and of each layer, `[784, 256, 10]`.
    ///
    /// The weight `[in][out]` of layer l is `initial_weight(random(seed, STEP_INITIAL, l, in * n_out + out))`.
    ///
    /// # Errors
    /// [`LearnError::TooFewSizes`], [`LearnError::LayerSize`].
    pub fn new(sizes: &[usize], seed: u64) -> Result<Self, LearnError> {
        check_sizes(sizes)?;
        let layers = sizes.windows(2).enumerate();
        let weights = layers.map(|(layer, size)| {
            let mut random = vec![0; size[0] * size[1]];
            fill(&round_keys(seed, STEP_INITIAL, layer as u32), 0, 1, &mut random);
            Array2::from_shape_fn((size[0], size[1]), |(i, o)| {
                initial_weight(random[i * size[1] + o])
            })
        });
        Ok(Self {
            weights: weights.collect(),
        })
    }

    /// A network with given weights, one `[inputs][outputs]` array per layer.
    ///
    /// # Errors
    /// [`LearnError::TooFewSizes`], [`LearnError::LayerSize`], [`LearnError::LayerChain`], [`LearnError::WeightRange`].
    pub fn from_weights(weights: Vec<Array2<i8>>) -> Result<Self, LearnError> {
        let sizes: Vec<usize> = weights
            .first()
            .map(|w| w.nrows())
            .into_iter()
            .chain(weights.iter().map(|w| w.ncols()))
            .collect();
        check_sizes(&sizes)?;
        for (layer, w) in weights.iter().enumerate() {
            if w.nrows() != sizes[layer] {
                return Err(LearnError::LayerChain {
                    layer,
                    inputs: w.nrows(),
                    outputs: sizes[layer],
                });
            }
            if let Some((index, &value)) = w
                .iter()
                .enumerate()
                .find(|(_, &w)| i32::from(w).abs() > WEIGHT_MAX)
            {
                return Err(LearnError::WeightRange { layer, index, value });
            }
        }
        let rows = |w: Array2<i8>| {
            if w.is_standard_layout() {
                w
            } else {
                w.as_standard_layout().into_owned()
            }
        };
        Ok(Self {
            weights: weights.into_iter().map(rows).collect(),
        })
    }

    /// The stored int8 weights, -64..=64, one `[inputs][outputs]` array in row-major order per layer.
    pub fn weights(&self) -> &[Array2<i8>] {
        &self.weights
    }

    /// The weights for the update, as flat rows.
    pub(super) fn weights_mut(&mut self) -> &mut [Array2<i8>] {
        &mut self.weights
    }

    /// The sizes of the input and of each layer.
    pub fn sizes(&self) -> Vec<usize> {
        self.weights
            .iter()
            .take(1)
            .map(|w| w.nrows())
            .chain(self.weights.iter().map(|w| w.ncols()))
            .collect()
    }

    /// Values of a sample.
    pub fn inputs(&self) -> usize {
        self.weights.first().map_or(0, |w| w.nrows())
    }

    /// Values of a result, the number of classes.
    pub fn outputs(&self) -> usize {
        self.weights.last().map_or(0, |w| w.ncols())
    }

    /// The forward pass on `images`, `[sample][input]` int8 codes: every layer's accumulators and activations. The last
    /// layer's activations are the network's result.
    ///
    /// # Errors
    /// [`LearnError::SampleSize`] if a sample has not as many values as the network has inputs.
    pub fn forward(&self, images: ArrayView2<i8>) -> Result<Vec<Layer>, LearnError> {
        self.check_samples(images)?;
        let ternary: Vec<Ternary> = self.weights.iter().map(|w| Ternary::new(w.view())).collect();
        let empty = |w: &Array2<i8>| {
            let shape = (images.nrows(), w.ncols());
            Layer {
                acc: Array2::zeros(shape),
                a: Array2::zeros(shape),
            }
        };
        let mut layers: Vec<Layer> = self.weights.iter().map(empty).collect();
        let images = images.as_standard_layout();
        for (l, digits) in ternary.iter().enumerate() {
            let (below, here) = layers.split_at_mut(l);
            let a = below.last().map_or(images.view(), |layer| layer.a.view());
            let Layer { acc, a: out } = &mut here[0];
            forward_layer(a, digits, l + 1 < self.weights.len(), acc, out);
        }
        Ok(layers)
    }

    /// Whether `images` fit the network.
    pub(super) fn check_samples(&self, images: ArrayView2<i8>) -> Result<(), LearnError> {
        if images.ncols() == self.inputs() {
            Ok(())
        } else {
            Err(LearnError::SampleSize {
                expected: self.inputs(),
                found: images.ncols(),
            })
        }
    }

    /// Whether there is one label per sample, and each an output.
    pub(super) fn check_labels(&self, samples: usize, labels: &[u8]) -> Result<(), LearnError> {
        if labels.len() != samples {
            return Err(LearnError::LabelCount {
                samples,
                labels: labels.len(),
            });
        }
        let classes = self.outputs();
        match labels.iter().position(|&label| usize::from(label) >= classes) {
            Some(index) => Err(LearnError::LabelRange {
                index,
                label: labels[index],
                classes,
            }),
            None => Ok(()),
        }
    }
}

/// One layer on a batch: `acc = a ternary(W)` and `out = activate(acc)`.
pub(super) fn forward_layer(
    a: ArrayView2<i8>,
    ternary: &Ternary,
    relu: bool,
    acc: &mut Array2<i32>,
    out: &mut Array2<i8>,
) {
    let shift = layer_shift(a.ncols());
    let inputs = a.axis_chunks_iter(Axis(0), IMAGES).into_par_iter();
    let results = acc.axis_chunks_iter_mut(Axis(0), IMAGES).into_par_iter();
    let outputs = out.axis_chunks_iter_mut(Axis(0), IMAGES).into_par_iter();
    inputs
        .zip(results)
        .zip(outputs)
        .for_each(|((a, mut acc), mut out)| {
            for ((a, mut acc), mut out) in a.rows().into_iter().zip(acc.rows_mut()).zip(out.rows_mut()) {
                // all three are in row-major order
                if let (Some(a), Some(acc), Some(out)) =
                    (a.as_slice(), acc.as_slice_mut(), out.as_slice_mut())
                {
                    row_times_ternary(a, ternary, acc);
                    activate_row(acc, shift, relu, out);
                }
            }
        });
}

fn check_sizes(sizes: &[usize]) -> Result<(), LearnError> {
    if sizes.len() < 2 {
        return Err(LearnError::TooFewSizes { found: sizes.len() });
    }
    let fits = |index: &usize| {
        let size = sizes[*index];
        let area = sizes[index.saturating_sub(1)] as u128 * size as u128;
        (1..=SIZE_MAX).contains(&size) && (*index == 0 || area <= 1 << 32)
    };
    match (0..sizes.len()).find(|index| !fits(index)) {
        Some(index) => Err(LearnError::LayerSize {
            index,
            size: sizes[index],
            max: SIZE_MAX,
        }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::random;
    use crate::wage::{activate, mac, ternary};
    use ndarray::arr2;

    fn images(seed: u64, n: usize, inputs: usize) -> Array2<i8> {
        // half of the pixels dark, as in a digit
        Array2::from_shape_fn((n, inputs), |(i, k)| {
            let r = random(seed, 9, i as u32, k as u32);
            if r & 1 == 0 {
                0
            } else {
                input_code((r >> 8) as u8)
            }
        })
    }

    #[test]
    fn forward_is_mac_and_activate_layer_by_layer() {
        for sizes in [vec![5, 3], vec![70, 33, 10], vec![784, 40, 31, 10], vec![1, 1, 1]] {
            let network = Network::new(&sizes, 3).unwrap();
            let x = images(4, 13, sizes[0]);
            let layers = network.forward(x.view()).unwrap();
            let mut a = x;
            for (l, w) in network.weights().iter().enumerate() {
                let acc = mac(a.view(), w.mapv(ternary).view()).unwrap();
                assert_eq!(layers[l].acc, acc);
                a = acc.mapv(|acc| activate(acc, layer_shift(w.nrows()), l + 2 < sizes.len()));
                assert_eq!(layers[l].a, a);
            }
        }
    }

    #[test]
    fn extreme_codes_do_not_overflow() {
        let w = Array2::from_elem((4000, 3), 64i8);
        let network = Network::from_weights(vec![w]).unwrap();
        for code in [-128i8, -127, 127] {
            let layers = network
                .forward(Array2::from_elem((2, 4000), code).view())
                .unwrap();
            assert!(layers[0].acc.iter().all(|&acc| acc == 4000 * i32::from(code)));
        }
    }

    #[test]
    fn initial_weights_follow_the_random_numbers() {
        let network = Network::new(&[20, 30, 10], 77).unwrap();
        assert_eq!(network.sizes(), [20, 30, 10]);
        for (l, w) in network.weights().iter().enumerate() {
            for ((i, o), &w_io) in w.indexed_iter() {
                assert_eq!(
                    w_io,
                    initial_weight(random(77, 0, l as u32, (i * w.ncols() + o) as u32))
                );
            }
        }
    }

    #[test]
    fn refuses_what_is_no_network() {
        assert_eq!(Network::new(&[784], 1), Err(LearnError::TooFewSizes { found: 1 }));
        assert_eq!(
            Network::new(&[784, 0, 10], 1),
            Err(LearnError::LayerSize {
                index: 1,
                size: 0,
                max: SIZE_MAX
            })
        );
        assert!(Network::new(&[1 << 20, 1 << 20], 1).is_err());
        assert_eq!(
            Network::from_weights(vec![Array2::zeros((3, 4)), Array2::zeros((5, 2))]),
            Err(LearnError::LayerChain {
                layer: 1,
                inputs: 5,
                outputs: 4
            })
        );
        assert_eq!(
            Network::from_weights(vec![arr2(&[[0, 64], [-65, 1]])]),
            Err(LearnError::WeightRange {
                layer: 0,
                index: 2,
                value: -65
            })
        );
        assert_eq!(
            Network::from_weights(vec![]),
            Err(LearnError::TooFewSizes { found: 0 })
        );
        let network = Network::new(&[4, 2], 1).unwrap();
        assert_eq!(
            network.forward(Array2::zeros((1, 5)).view()),
            Err(LearnError::SampleSize {
                expected: 4,
                found: 5
            })
        );
    }
}
