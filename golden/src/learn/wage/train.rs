//! Training over epochs.

use super::step::{Workspace, BATCH_MAX};
use super::{order, rate_log2, Batch, LearnError, Network, Report};
use ndarray::{Array2, ArrayView2};

/// What a training is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Seed of the order of the samples and of the rounding (and, by custom, of the initial weights).
    pub seed: u64,
    /// Passes over the data.
    pub epochs: u32,
    /// Samples of a step; the last step of an epoch takes what is left.
    pub batch: usize,
}

impl Default for Settings {
    /// Seed 1, ten epochs, batches of 128.
    fn default() -> Self {
        Self {
            seed: 1,
            epochs: 10,
            batch: 128,
        }
    }
}

/// Where a training stands after a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The epoch of the step, from 0.
    pub epoch: u32,
    /// Steps done over the whole training.
    pub step: u32,
    /// Steps of the whole training.
    pub steps: u32,
    /// log2 of the step's learning rate.
    pub rate_log2: i32,
    /// Samples of the step, as positions in the data.
    pub samples: Vec<u32>,
    /// What the step found.
    pub report: Report,
}

/// A network in training on one data set: images `[sample][input]` of int8 codes, with a label each.
///
/// Step t (from 0) of T takes the next `batch` samples of its epoch's [`order`], at the rate [`rate_log2`]`(t, T)`, with
/// the random numbers of step t + 1.
#[derive(Clone, Debug)]
pub struct Trainer<'a> {
    network: Network,
    settings: Settings,
    images: ArrayView2<'a, i8>,
    labels: &'a [u8],
    step: u32,
    steps: u32,
    order: Vec<u32>,
    space: Workspace,
}

impl<'a> Trainer<'a> {
    /// A training of `network`, about to take its first step.
    ///
    /// # Errors
    /// [`LearnError::SampleSize`], [`LearnError::LabelCount`] and [`LearnError::LabelRange`] for data that do not fit the
    /// network; [`LearnError::BatchSize`] for a batch of 0 or more than 65536, or no data; [`LearnError::NoEpochs`];
    /// [`LearnError::TooManySteps`].
    pub fn new(
        network: Network,
        settings: Settings,
        images: ArrayView2<'a, i8>,
        labels: &'a [u8],
    ) -> Result<Self, LearnError> {
        network.check_samples(images)?;
        network.check_labels(images.nrows(), labels)?;
        let found = if images.nrows() == 0 { 0 } else { settings.batch };
        if !(1..=BATCH_MAX).contains(&found) {
            return Err(LearnError::BatchSize {
                found,
                max: BATCH_MAX,
            });
        }
        if settings.epochs == 0 {
            return Err(LearnError::NoEpochs);
        }
        let steps = images.nrows().div_ceil(settings.batch) as u64 * u64::from(settings.epochs);
        let Ok(counted) = u32::try_from(steps) else {
            return Err(LearnError::TooManySteps { steps });
        };
        let space = Workspace::default();
        Ok(Self {
            network,
            settings,
            images,
            labels,
            step: 0,
            steps: counted,
            order: Vec::new(),
            space,
        })
    }

    /// The network as it is now.
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// The network, when the training is over.
    pub fn into_network(self) -> Network {
        self.network
    }

    /// Steps of an epoch.
    pub fn steps_per_epoch(&self) -> u32 {
        self.steps / self.settings.epochs
    }

    /// Takes the next step; none when all epochs are done.
    ///
    /// # Errors
    /// None that [`Trainer::new`] has not excluded.
    pub fn step(&mut self) -> Result<Option<Progress>, LearnError> {
        if self.step == self.steps {
            return Ok(None);
        }
        let (epoch, place) = (
            self.step / self.steps_per_epoch(),
            self.step % self.steps_per_epoch(),
        );
        if place == 0 {
            self.order = order(self.settings.seed, epoch, self.images.nrows());
        }
        let batch = self.settings.batch;
        let samples: Vec<u32> = self
            .order
            .iter()
            .skip(place as usize * batch)
            .take(batch)
            .copied()
            .collect();
        let mut images = Array2::zeros((samples.len(), self.images.ncols()));
        for (mut row, &sample) in images.rows_mut().into_iter().zip(&samples) {
            row.assign(&self.images.row(sample as usize));
        }
        let labels: Vec<u8> = samples
            .iter()
            .map(|&sample| self.labels[sample as usize])
            .collect();
        let rate_log2 = rate_log2(self.step.into(), self.steps.into());
        self.step += 1;
        let batch = Batch {
            images: images.view(),
            labels: &labels,
            rate_log2,
            seed: self.settings.seed,
            step: self.step,
        };
        let report = self.network.train_step_in(batch, &mut self.space)?;
        Ok(Some(Progress {
            epoch,
            step: self.step,
            steps: self.steps,
            rate_log2,
            samples,
            report,
        }))
    }

    /// Takes all steps of the next epoch, or of the rest of one that has begun; returns how many samples the forward
    /// passes predicted right, while the weights changed.
    ///
    /// # Errors
    /// [`LearnError::Finished`] when all epochs are done.
    pub fn epoch(&mut self) -> Result<usize, LearnError> {
        if self.step == self.steps {
            return Err(LearnError::Finished {
                epochs: self.settings.epochs,
            });
        }
        let mut correct = 0;
        while let Some(progress) = self.step()? {
            correct += progress.report.correct;
            if progress.step % self.steps_per_epoch() == 0 {
                break;
            }
        }
        Ok(correct)
    }
}
