//! WAGE with other numbers of bits and another rounding, on dense networks: for ablations.
//!
//! The numbers are integers in float32 matrices. Every sum stays below 2^24, so that float32 is exact and the order of
//! the terms does not matter; with the bits and the rounding of the paper's default the weights are the golden model's,
//! bit for bit.

use golden::learn::wage::{first_maximum, Batches, LearnError, Lesson, Parameters};
use golden::random::{fill, round_keys};
use golden::wage::{activate, clipped, layer_shift, scale_of_max, ternary, update_step, WEIGHT_MAX};
use golden::{fixed::rhe_shift, fixed::sat};
use ndarray::{Array2, ArrayView2, Zip};

/// How an update is rounded to the grid of the weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rounding {
    /// Up or down at random, the paper's.
    Stochastic,
    /// To the nearest, halves away from zero.
    Nearest,
}

/// What a variant changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Variant {
    /// Rounding of the updates.
    pub rounding: Rounding,
    /// Bits of an error, 2..=8; the paper's kE.
    pub error_bits: u32,
    /// Bits of stored weights and updates, 2..=8; the paper's kG. The learning rate is halved for each bit less, so that
    /// the expected update stays, as in the paper.
    pub update_bits: u32,
}

/// 2-8-8-8.
pub const DEFAULT: Variant = Variant {
    rounding: Rounding::Stochastic,
    error_bits: 8,
    update_bits: 8,
};

/// What the true class should have.
const TARGET: f32 = 128.0;
/// Largest layer and batch for which float32 holds every sum: 127 * 127 * 1024 < 2^24.
pub const SUM_MAX: usize = 1024;

impl Variant {
    /// Trains dense `parameters` on all of `batches`; `step` hears of each batch.
    ///
    /// # Errors
    /// [`LearnError::BatchSize`] for a batch of more than [`SUM_MAX`].
    pub fn train(
        &self,
        mut parameters: Parameters,
        batches: Batches,
        mut step: impl FnMut(),
    ) -> Result<Vec<Array2<i8>>, LearnError> {
        let (found, max) = (batches.settings().batch, SUM_MAX);
        if found > max {
            return Err(LearnError::BatchSize { found, max });
        }
        for lesson in batches {
            self.step(&mut parameters.weights, &lesson);
            step();
        }
        Ok(parameters.weights)
    }

    fn step(&self, weights: &mut [Array2<i8>], lesson: &Lesson) {
        let digits: Vec<Array2<f32>> = weights.iter().map(digits).collect();
        let layers = forward(&digits, lesson.images.view());
        let last = layers.len() - 1;
        let mut e = layers[last].a.clone();
        for (mut row, &label) in e.rows_mut().into_iter().zip(&lesson.labels) {
            row[usize::from(label)] -= TARGET;
        }
        let mut errors = Vec::new();
        for l in (0..=last).rev() {
            let shift = layer_shift(weights[l].nrows());
            let acc = &layers[l].acc;
            Zip::from(&mut e).and(acc).for_each(|e, &acc| {
                if clipped(acc as i32, shift) {
                    *e = 0.0;
                }
            });
            let exponent = scale_of_max(largest(&e));
            e.mapv_inplace(|e| self.error(e as i64, exponent));
            if l < last {
                Zip::from(&mut e).and(acc).for_each(|e, &acc| {
                    if acc <= 0.0 {
                        *e = 0.0;
                    }
                });
            }
            let below = e.dot(&digits[l].t());
            errors.push(std::mem::replace(&mut e, below));
        }
        let images = lesson.images.mapv(f32::from);
        for (l, (w, q)) in weights.iter_mut().zip(errors.iter().rev()).enumerate() {
            let a = if l == 0 { &images } else { &layers[l - 1].a };
            self.update(w, &a.t().dot(q), l, lesson);
        }
    }

    /// The error's code, in the place of an 8-bit one.
    fn error(&self, e: i64, exponent: Option<i32>) -> f32 {
        let Some(p) = exponent else { return 0.0 };
        let bits = self.error_bits as i32 - 1;
        let code = if p >= bits {
            rhe_shift(e, (p - bits) as u32)
        } else {
            e << (bits - p)
        };
        let most = (1 << bits) - 1;
        (sat(code, -most, most) << (7 - bits)) as f32
    }

    fn update(&self, w: &mut Array2<i8>, g: &Array2<f32>, layer: usize, lesson: &Lesson) {
        let Some(exponent) = scale_of_max(largest(g)) else {
            return;
        };
        let cut = 8 - self.update_bits;
        let sh = exponent - lesson.rate_log2 + cut as i32;
        let mut random = vec![1 << 15; w.len()];
        if self.rounding == Rounding::Stochastic {
            fill(
                &round_keys(lesson.seed, lesson.step, layer as u32),
                0,
                1,
                &mut random,
            );
        }
        for ((w, &g), random) in w.iter_mut().zip(g).zip(random) {
            let step = i64::from(update_step(g.abs() as u32, sh, random)) << cut;
            let moved = i64::from(*w) - if g < 0.0 { -step } else { step };
            *w = sat(moved, -i64::from(WEIGHT_MAX), WEIGHT_MAX.into()) as i8;
        }
    }
}

/// Share of right predictions of dense `weights`, in percent.
pub fn accuracy(weights: &[Array2<i8>], images: ArrayView2<i8>, labels: &[u8]) -> f64 {
    let digits: Vec<Array2<f32>> = weights.iter().map(digits).collect();
    let layers = forward(&digits, images);
    let rows = layers.last().map(|layer| layer.a.rows().into_iter().zip(labels));
    let right = |(row, label): &(ndarray::ArrayView1<f32>, &u8)| {
        first_maximum(row.iter().map(|&a| a as i8)) == **label
    };
    let correct = rows.map_or(0, |rows| rows.filter(right).count());
    100.0 * correct as f64 / labels.len().max(1) as f64
}

struct Layer {
    acc: Array2<f32>,
    a: Array2<f32>,
}

fn digits(w: &Array2<i8>) -> Array2<f32> {
    w.mapv(|w| f32::from(ternary(w)))
}

fn forward(digits: &[Array2<f32>], images: ArrayView2<i8>) -> Vec<Layer> {
    let mut layers: Vec<Layer> = Vec::new();
    let mut a = images.mapv(f32::from);
    for (l, w) in digits.iter().enumerate() {
        let acc = a.dot(w);
        let (shift, relu) = (layer_shift(w.nrows()), l + 1 < digits.len());
        a = acc.mapv(|acc| f32::from(activate(acc as i32, shift, relu)));
        layers.push(Layer { acc, a: a.clone() });
    }
    layers
}

fn largest(x: &Array2<f32>) -> u32 {
    x.iter().fold(0.0, |most: f32, x| most.max(x.abs())) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use golden::learn::wage::{Architecture, Network, Settings, Trainer};
    use golden::random::random;

    fn data() -> (Array2<i8>, Vec<u8>) {
        let labels: Vec<u8> = (0..90).map(|i| (random(3, 0, 0, i) % 4) as u8).collect();
        let images = Array2::from_shape_fn((90, 12), |(i, p)| {
            let noise = (random(3, 1, i as u32, p as u32) % 60) as i8;
            noise + if p / 3 == usize::from(labels[i]) { 60 } else { 0 }
        });
        (images, labels)
    }

    fn settings() -> Settings {
        Settings {
            seed: 5,
            epochs: 6,
            batch: 16,
            ..Settings::default()
        }
    }

    fn weights(variant: Variant) -> Vec<Array2<i8>> {
        let (images, labels) = data();
        let architecture = Architecture::dense(&[12, 30, 4]).unwrap();
        let batches = Batches::new(&architecture, settings(), images.view(), &labels, 0).unwrap();
        variant
            .train(Parameters::initial(&architecture, 5), batches, || ())
            .unwrap()
    }

    #[test]
    fn the_default_is_the_golden_model_bit_for_bit() {
        let (images, labels) = data();
        let network = Network::dense(&[12, 30, 4], 5).unwrap();
        let mut trainer = Trainer::new(network, settings(), images.view(), &labels).unwrap();
        while trainer.step().unwrap().is_some() {}
        let found = weights(DEFAULT);
        assert_eq!(found, trainer.network().weights());
        let right = trainer
            .network()
            .evaluate(images.view(), &labels)
            .unwrap()
            .correct;
        assert_eq!(
            accuracy(&found, images.view(), &labels),
            100.0 * right as f64 / 90.0
        );
    }

    #[test]
    fn fewer_bits_lie_on_a_coarser_grid() {
        let coarse = weights(Variant {
            update_bits: 4,
            ..DEFAULT
        });
        assert!(coarse.iter().flatten().all(|w| w % 16 == 0));
        assert!(
            coarse.iter().flatten().any(|w| w % 64 != 0),
            "nothing was learned"
        );
        let four = Variant {
            error_bits: 4,
            ..DEFAULT
        };
        let codes: Vec<f32> = (-40..=40).map(|e| four.error(e, scale_of_max(40))).collect();
        assert!(codes.iter().all(|code| code % 16.0 == 0.0 && code.abs() <= 112.0));
        assert_eq!((codes[0], codes[40], codes[80]), (-112.0, 0.0, 112.0));
        assert_ne!(weights(four), weights(DEFAULT));
    }

    #[test]
    fn rounding_to_the_nearest_ignores_small_updates() {
        let nearest = Variant {
            rounding: Rounding::Nearest,
            ..DEFAULT
        };
        let (images, labels) = data();
        let mut w = Array2::zeros((2, 2));
        let architecture = Architecture::dense(&[12, 4]).unwrap();
        let mut batches = Batches::new(&architecture, settings(), images.view(), &labels, 0).unwrap();
        let mut lesson = batches.next().unwrap();
        lesson.rate_log2 = 0;
        // The largest gradient is 2^10, a step of one; 513 rounds to it, 511 to none.
        let g = ndarray::arr2(&[[1024.0, 513.0], [-511.0, -513.0]]);
        nearest.update(&mut w, &g, 0, &lesson);
        assert_eq!(w, ndarray::arr2(&[[-1, -1], [0, 1]]));
    }
}
