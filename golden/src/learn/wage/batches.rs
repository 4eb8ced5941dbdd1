//! The batches of a training, in the order in which every device takes them.

use super::network::{check_labels, check_samples};
use super::{order, Architecture, Batch, LearnError, Schedule};
use ndarray::{Array2, ArrayView2, Axis};
use rayon::prelude::*;

/// Images that are worth a task when a batch is gathered.
const ROWS_MIN: usize = 16;

/// What a training is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Seed of the order of the samples and of the rounding (and, by custom, of the initial weights).
    pub seed: u64,
    /// Passes over the data.
    pub epochs: u32,
    /// Samples of a step; the last step of an epoch takes what is left.
    pub batch: usize,
    /// The learning rate.
    pub schedule: Schedule,
}

impl Default for Settings {
    /// Seed 1, ten epochs, batches of 128, the rates of the paper.
    fn default() -> Self {
        Self {
            seed: 1,
            epochs: 10,
            batch: 128,
            schedule: Schedule::Paper,
        }
    }
}

/// A batch with its place in the training.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// The epoch, from 0.
    pub epoch: u32,
    /// The step over the whole training, from 1: that of the random numbers.
    pub step: u32,
    /// Steps of the whole training.
    pub steps: u32,
    /// Whether it is the last of its epoch.
    pub ends_epoch: bool,
    /// log2 of the learning rate.
    pub rate_log2: i32,
    /// Seed of the random numbers.
    pub seed: u64,
    /// The samples, as positions in the data.
    pub samples: Vec<u32>,
    /// Their codes, `[sample][input]`.
    pub images: Array2<i8>,
    /// Their classes.
    pub labels: Vec<u8>,
}

impl Lesson {
    /// What a training step takes.
    pub fn batch(&self) -> Batch<'_> {
        Batch {
            images: self.images.view(),
            labels: &self.labels,
            rate_log2: self.rate_log2,
            seed: self.seed,
            step: self.step,
        }
    }
}

/// All batches of a training on one data set: images `[sample][input]` of int8 codes, with a label each.
///
/// Step t (from 0) of T takes the next `batch` samples of its epoch's [`order`], at the schedule's rate, with the random
/// numbers of step t + 1. An epoch ends with a shorter batch where `batch` does not divide the samples. It does not
/// depend on what the steps find, so a device and the golden model can be driven side by side, and it can start anywhere.
#[derive(Clone, Debug)]
pub struct Batches<'a> {
    settings: Settings,
    images: ArrayView2<'a, i8>,
    labels: &'a [u8],
    step: u32,
    steps: u32,
    order: Option<(u32, Vec<u32>)>,
}

impl<'a> Batches<'a> {
    /// The batches from the step after `done` on; 0 is the beginning of a training.
    ///
    /// # Errors
    /// [`LearnError::SampleSize`], [`LearnError::LabelCount`] and [`LearnError::LabelRange`] for data that do not fit the
    /// network; [`LearnError::BatchSize`] for a batch of 0 or more than [`Architecture::batch_max`], or no data;
    /// [`LearnError::NoEpochs`]; [`LearnError::Schedule`]; [`LearnError::TooManySteps`]; [`LearnError::StepRange`].
    pub fn new(
        architecture: &Architecture,
        settings: Settings,
        images: ArrayView2<'a, i8>,
        labels: &'a [u8],
        done: u32,
    ) -> Result<Self, LearnError> {
        check_samples(architecture, images)?;
        check_labels(architecture, images.nrows(), labels)?;
        let found = if images.nrows() == 0 { 0 } else { settings.batch };
        let max = architecture.batch_max();
        if !(1..=max).contains(&found) {
            return Err(LearnError::BatchSize { found, max });
        }
        if settings.epochs == 0 {
            return Err(LearnError::NoEpochs);
        }
        settings.schedule.check(settings.epochs)?;
        let steps = images.nrows().div_ceil(settings.batch) as u64 * u64::from(settings.epochs);
        let Ok(counted) = u32::try_from(steps) else {
            return Err(LearnError::TooManySteps { steps });
        };
        if done > counted {
            return Err(LearnError::StepRange {
                step: done,
                steps: counted,
            });
        }
        Ok(Self {
            settings,
            images,
            labels,
            step: done,
            steps: counted,
            order: None,
        })
    }

    /// What the training was given.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Steps of the whole training.
    pub fn steps(&self) -> u32 {
        self.steps
    }

    /// Steps of an epoch.
    pub fn steps_per_epoch(&self) -> u32 {
        self.steps / self.settings.epochs
    }

    /// Batches given so far, those before the beginning included.
    pub fn done(&self) -> u32 {
        self.step
    }
}

impl Iterator for Batches<'_> {
    type Item = Lesson;

    /// The next batch; none when all epochs are done.
    fn next(&mut self) -> Option<Lesson> {
        if self.step == self.steps {
            return None;
        }
        let per_epoch = self.steps_per_epoch();
        let (epoch, place) = (self.step / per_epoch, self.step % per_epoch);
        let (seed, batch) = (self.settings.seed, self.settings.batch);
        if self.order.as_ref().is_none_or(|(of, _)| *of != epoch) {
            self.order = Some((epoch, order(seed, epoch, self.images.nrows())));
        }
        let order = self.order.as_ref().map_or(&[][..], |(_, order)| order);
        let samples = order.iter().skip(place as usize * batch).take(batch);
        let samples: Vec<u32> = samples.copied().collect();
        let mut images = Array2::zeros((samples.len(), self.images.ncols()));
        // they lie far apart, and each is waited for
        let rows = images.axis_iter_mut(Axis(0)).into_par_iter().zip(&samples);
        rows.with_min_len(ROWS_MIN).for_each(|(mut row, &sample)| {
            let image = self.images.row(sample as usize);
            match (row.as_slice_mut(), image.as_slice()) {
                // a copy of bytes, where assigning is a loop
                (Some(row), Some(image)) => row.copy_from_slice(image),
                _ => row.assign(&image),
            }
        });
        let labels = samples.iter().map(|&sample| self.labels[sample as usize]);
        let schedule = &self.settings.schedule;
        let lesson = Lesson {
            epoch,
            step: self.step + 1,
            steps: self.steps,
            ends_epoch: place + 1 == per_epoch,
            rate_log2: schedule.rate_log2(self.step, self.steps, per_epoch),
            seed,
            labels: labels.collect(),
            images,
            samples,
        };
        self.step += 1;
        Some(lesson)
    }
}
