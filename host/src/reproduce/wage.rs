//! WAGE: S. Wu, G. Li, F. Chen, L. Shi, "Training and Inference with Integers in Deep Neural Networks", ICLR 2018,
//! arXiv:1802.04680.
//!
//! The convolution network of the paper on MNIST, with the golden model; and the ablations of the paper's CIFAR10 study
//! on a small dense network, where they take seconds.

use super::trial::{Data, Trial, BATCH};
use super::variant::{accuracy, Rounding, Variant, DEFAULT};
use super::{mean, rounded, Desk, Row, Scale};
use crate::failure::Failure;
use golden::learn::wage::{Architecture, Batches, Parameters, Settings};

/// The paper's network for MNIST.
const CONVOLUTION: &str = "32C5-MP2-64C5-MP2-512FC-10";
/// Its accuracy in percent, mean of 10 runs of 100 epochs.
const PAPER: f64 = 99.60;
/// Outputs of the hidden layer of the network for ablations.
const HIDDEN: usize = 128;
/// Errors in percent on CIFAR10 with 8, with 4 and with 2 bits of update.
const CIFAR10: [f64; 3] = [6.78, 28.22, 54.22];

/// One whole experiment.
pub const FULL: Scale = Scale {
    images: usize::MAX,
    convolution_epochs: 20,
    dense_epochs: 10,
    seeds: 3,
};
/// One of less than two minutes.
pub const QUICK: Scale = Scale {
    images: usize::MAX,
    convolution_epochs: 3,
    dense_epochs: 2,
    seeds: 1,
};

/// Runs the experiment. `close` is by how many points the accuracy may miss the paper's.
///
/// # Errors
/// Whatever a trial fails with.
pub fn run(data: &Data, scale: Scale, close: f64, desk: &mut Desk) -> Result<Vec<Row>, Failure> {
    let trials: Vec<Trial> = (1..=scale.seeds.into())
        .map(|seed| Trial {
            net: CONVOLUTION,
            norm: None,
            seed,
            epochs: scale.convolution_epochs,
        })
        .collect();
    let ablations = Ablations::new(data, scale)?;
    let dense = ablations.batches() * u64::from(scale.seeds) * 5;
    desk.plan(trials.iter().map(|trial| trial.batches(data)).sum::<u64>() + dense);

    let found: Result<Vec<f64>, Failure> = trials.iter().map(|trial| trial.run(data, desk)).collect();
    let accuracy = rounded(mean(&found?), 2);
    let (epochs, images) = (scale.convolution_epochs, data.train.labels.len());
    let mut rows = vec![Row {
        claim: format!(
            "{CONVOLUTION} trained in integers (2-8-8-8), {}: at most {close} points below the paper (100 epochs, mean of 10 runs)",
            scale.settings(epochs, images)
        ),
        paper: Some(PAPER),
        measured: accuracy,
        unit: "% right",
        holds: accuracy >= PAPER - close,
    }];
    rows.extend(ablations.rows(data, desk)?);
    Ok(rows)
}

/// The ablations on a dense network.
struct Ablations {
    architecture: Architecture,
    scale: Scale,
    images: usize,
}

impl Ablations {
    fn new(data: &Data, scale: Scale) -> Result<Self, Failure> {
        let sizes = [data.train.images.ncols(), HIDDEN, 10];
        let architecture = Architecture::dense(&sizes).map_err(Failure::input)?;
        data.train.check(&architecture)?;
        data.test.check(&architecture)?;
        Ok(Ablations {
            architecture,
            scale,
            images: data.train.labels.len(),
        })
    }

    /// Batches of one training.
    fn batches(&self) -> u64 {
        u64::from(self.scale.dense_epochs) * self.images.div_ceil(BATCH) as u64
    }

    fn rows(&self, data: &Data, desk: &mut Desk) -> Result<Vec<Row>, Failure> {
        let base = self.accuracy(DEFAULT, "2-8-8-8", data, desk)?;
        let rounding = Rounding::Nearest;
        let nearest = self.accuracy(Variant { rounding, ..DEFAULT }, "rounded to nearest", data, desk)?;
        let error_bits = 4;
        let errors = self.accuracy(
            Variant {
                error_bits,
                ..DEFAULT
            },
            "2-8-8-4",
            data,
            desk,
        )?;
        let coarse = |update_bits| Variant {
            update_bits,
            ..DEFAULT
        };
        let four = self.accuracy(coarse(4), "2-8-4-8", data, desk)?;
        let two = self.accuracy(coarse(2), "2-8-2-8", data, desk)?;
        let net = format!(
            "{}-{HIDDEN}-10, {}",
            data.train.images.ncols(),
            self.scale.settings(self.scale.dense_epochs, self.images)
        );
        let points = |claim: String, paper: Option<f64>, lost: f64, holds: fn(f64) -> bool| Row {
            claim,
            paper,
            measured: rounded(lost, 2),
            unit: "points lost",
            holds: holds(lost),
        };
        Ok(vec![
            points(
                format!("{net}: updates rounded to the nearest instead of at random lose accuracy (more than 0 points)"),
                None,
                base - nearest,
                |lost| lost > 0.0,
            ),
            points(
                format!("{net}: errors of 4 bits instead of 8 suffice (less than 1 point lost)"),
                None,
                base - errors,
                |lost| lost < 1.0,
            ),
            points(
                format!("{net}: updates of 4 bits instead of 8 lose accuracy (more than 0 points; the paper's figure is of CIFAR10)"),
                Some(rounded(CIFAR10[1] - CIFAR10[0], 2)),
                base - four,
                |lost| lost > 0.0,
            ),
            points(
                format!("{net}: updates of 2 bits instead of 4 lose more (more than 0 points; the paper's figure is of CIFAR10)"),
                Some(rounded(CIFAR10[2] - CIFAR10[1], 2)),
                four - two,
                |lost| lost > 0.0,
            ),
        ])
    }

    /// Mean accuracy over the seeds, in percent.
    fn accuracy(&self, variant: Variant, name: &str, data: &Data, desk: &mut Desk) -> Result<f64, Failure> {
        let mut found = Vec::new();
        for seed in 1..=self.scale.seeds.into() {
            let settings = Settings {
                seed,
                epochs: self.scale.dense_epochs,
                batch: BATCH,
                ..Settings::default()
            };
            let (images, labels) = (data.train.images.view(), &data.train.labels);
            let batches =
                Batches::new(&self.architecture, settings, images, labels, 0).map_err(Failure::input)?;
            let start = Parameters::initial(&self.architecture, seed);
            let trained = variant.train(start, batches, || desk.step(name));
            let weights = trained.map_err(Failure::work)?;
            found.push(accuracy(&weights, data.test.images.view(), &data.test.labels));
        }
        Ok(mean(&found))
    }
}
