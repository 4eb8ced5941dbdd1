//! What goes into and comes out of the first normaliser of a training: its samples and the errors at its output.
//!
//! The golden model trains; beside a step that is recorded, the first layer is computed once more from the weights before
//! the step, by the blocks of [`golden::wage`] and [`golden::norm`]. A test holds that to what the training reports.

use crate::failure::Failure;
use golden::learn::wage::{Lesson, Network};
use golden::norm::{self, Norm};
use golden::wage::{activate, clipped, error, mac, ternary};
use ndarray::{Array2, ArrayView2};

/// Places between y and the codes, and the largest |y| that is not clipped: a' = sat(RHE(y / 8)).
const CODE_SHIFT: u32 = 3;
const CLIP_BOUND: i32 = 1019;
/// What the true class should have.
const TARGET: i32 = 128;

/// The first normaliser on one batch, `[sample][channel]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recording {
    /// Accumulators of the ternary weights, which the normaliser takes cut to int16.
    pub ternary: Array2<i32>,
    /// Accumulators of the stored int8 weights.
    pub stored: Array2<i32>,
    /// gamma of each channel, in units of 1/256.
    pub gamma: Vec<i16>,
    /// beta likewise.
    pub beta: Vec<i16>,
    /// Errors at the normaliser's output, int8 codes.
    pub dy: Array2<i8>,
    /// max |e| of the activations' error, before it is scaled to `dy`: for comparison with the training's report.
    pub error_max: u32,
    /// Activations that were clipped, likewise.
    pub clipped: u64,
}

/// Records a step of a network of two dense layers, the first with the normaliser `kind`, before it is taken.
///
/// # Errors
/// [`Failure::Work`] for a network of another form.
pub fn record(network: &Network, kind: Norm, lesson: &Lesson) -> Result<Recording, Failure> {
    let (weights, layers) = (network.weights(), network.architecture().layers());
    let ([first, second], Some(norm)) = (weights, &network.parameters().norms[0]) else {
        return Err(Failure::work(
            "a recording needs two dense layers, the first with a normaliser",
        ));
    };
    let digits = |w: &Array2<i8>| w.mapv(ternary);
    let product = |a: ArrayView2<i8>, w: ArrayView2<i8>| mac(a, w).map_err(Failure::work);
    let x = product(lesson.images.view(), digits(first).view())?;
    let mut y = Array2::<i32>::zeros(x.dim());
    for (channel, (x, mut y)) in x.columns().into_iter().zip(y.columns_mut()).enumerate() {
        let samples: Vec<i16> = x.iter().map(|&x| cut(x)).collect();
        let (gamma, beta) = (norm.gamma[channel].into(), norm.beta[channel].into());
        let result = norm::forward(kind, &samples, gamma, beta).map_err(Failure::work)?;
        y.iter_mut().zip(result.y).for_each(|(y, value)| *y = value);
    }
    let a = y.mapv(|y| activate(y, CODE_SHIFT, true));
    let top = digits(second);
    let acc = product(a.view(), top.view())?;
    let shift = layers[1].shift();
    let mut e = acc.mapv(|acc| i32::from(activate(acc, shift, false)));
    for (mut e, &label) in e.rows_mut().into_iter().zip(&lesson.labels) {
        e[usize::from(label)] -= TARGET;
    }
    e.zip_mut_with(&acc, |e, &acc| {
        if clipped(acc, shift) {
            *e = 0;
        }
    });
    let q = codes(&e)?;
    let mut e = product(q.view(), top.t())?;
    e.zip_mut_with(&y, |e, &y| {
        if y.abs() > CLIP_BOUND {
            *e = 0;
        }
    });
    let mut dy = codes(&e)?;
    dy.zip_mut_with(&y, |dy, &y| {
        if y <= 0 {
            *dy = 0;
        }
    });
    Ok(Recording {
        stored: product(lesson.images.view(), first.view())?,
        ternary: x,
        gamma: norm.gamma.clone(),
        beta: norm.beta.clone(),
        dy,
        error_max: e.iter().map(|e| e.unsigned_abs()).max().unwrap_or(0),
        clipped: y.iter().filter(|y| y.abs() > CLIP_BOUND).count() as u64,
    })
}

/// sat16.
pub fn cut(acc: i32) -> i16 {
    // clamped just before
    acc.clamp(i16::MIN.into(), i16::MAX.into()) as i16
}

/// The 8-bit errors of a tensor, one scale for all.
fn codes(e: &Array2<i32>) -> Result<Array2<i8>, Failure> {
    let flat: Vec<i32> = e.iter().copied().collect();
    Array2::from_shape_vec(e.dim(), error(&flat).0).map_err(Failure::work)
}

#[cfg(test)]
mod tests {
    use super::*;
    use golden::learn::wage::{Architecture, Batches, Settings, Shape, Stage, Trainer};

    /// What is recorded beside a step is what the step itself finds.
    #[test]
    fn recordings_are_the_trainings_own() {
        let stages = [Stage::Dense { outputs: 24 }, Stage::Dense { outputs: 10 }];
        let architecture = Architecture::new(Shape::vector(60), &stages, Some(Norm::L1)).unwrap();
        let image = |i: usize, p: usize| ((i * 37 + p * 11 + i * p) % 128) as i8;
        let images = Array2::from_shape_fn((96, 60), |(i, p)| image(i, p) / (1 + (p % 3) as i8));
        let labels: Vec<u8> = (0..96u8).map(|i| i % 10).collect();
        let settings = Settings {
            batch: 32,
            epochs: 4,
            ..Settings::default()
        };
        let network = Network::new(architecture.clone(), 3);
        let mut batches = Batches::new(&architecture, settings.clone(), images.view(), &labels, 0).unwrap();
        let mut trainer = Trainer::new(network, settings, images.view(), &labels).unwrap();
        let mut errors = 0;
        while let Some(lesson) = trainer.next_batch() {
            assert_eq!(batches.next().as_ref(), Some(&lesson));
            let found = record(trainer.network(), Norm::L1, &lesson).unwrap();
            let report = trainer.learn(&lesson).unwrap();
            assert_eq!(found.error_max, report.layers[0].error_max);
            assert_eq!(found.clipped, report.layers[0].clipped);
            errors += found.error_max;
            let digits = trainer.network().architecture().layers()[0].taps();
            assert!(found
                .ternary
                .iter()
                .all(|x| x.unsigned_abs() <= 127 * digits as u32));
        }
        assert!(errors > 0, "no error came down");
    }
}
