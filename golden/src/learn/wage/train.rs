//! Training over epochs.

use super::step::Workspace;
use super::{Batches, LearnError, Lesson, Network, Report, Settings};
use ndarray::ArrayView2;

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

/// A network in training: it takes the steps of its [`Batches`].
///
/// All that a checkpoint needs is the [`Settings`], the network's parameters and the number of steps done:
/// [`Trainer::resume`] goes on from there, bit for bit.
#[derive(Clone, Debug)]
pub struct Trainer<'a> {
    network: Network,
    batches: Batches<'a>,
    space: Workspace,
}

impl<'a> Trainer<'a> {
    /// A training of `network`, about to take its first step.
    ///
    /// # Errors
    /// Those of [`Batches::new`].
    pub fn new(
        network: Network,
        settings: Settings,
        images: ArrayView2<'a, i8>,
        labels: &'a [u8],
    ) -> Result<Self, LearnError> {
        Self::resume(network, settings, images, labels, 0)
    }

    /// A training of which `done` steps were taken, with the network as it was after them.
    ///
    /// # Errors
    /// Those of [`Batches::new`].
    pub fn resume(
        network: Network,
        settings: Settings,
        images: ArrayView2<'a, i8>,
        labels: &'a [u8],
        done: u32,
    ) -> Result<Self, LearnError> {
        let batches = Batches::new(network.architecture(), settings, images, labels, done)?;
        Ok(Self {
            network,
            batches,
            space: Workspace::default(),
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

    /// What the training was given.
    pub fn settings(&self) -> &Settings {
        self.batches.settings()
    }

    /// Steps done over the whole training.
    pub fn done(&self) -> u32 {
        self.batches.done()
    }

    /// Steps of the whole training.
    pub fn steps(&self) -> u32 {
        self.batches.steps()
    }

    /// Steps of an epoch.
    pub fn steps_per_epoch(&self) -> u32 {
        self.batches.steps_per_epoch()
    }

    /// The batch of the next step, for [`Trainer::learn`]; none when all epochs are done. Every batch must be learned.
    pub fn next_batch(&mut self) -> Option<Lesson> {
        self.batches.next()
    }

    /// Takes the step of a batch that [`Trainer::next_batch`] gave.
    ///
    /// # Errors
    /// Those of [`Network::train_step`] for a batch from elsewhere.
    pub fn learn(&mut self, lesson: &Lesson) -> Result<Report, LearnError> {
        self.network.train_step_in(lesson.batch(), &mut self.space)
    }

    /// Takes the next step; none when all epochs are done.
    ///
    /// # Errors
    /// None that [`Trainer::new`] has not excluded.
    pub fn step(&mut self) -> Result<Option<Progress>, LearnError> {
        // within the pool from here on: one hand-over for all of a step
        let Some((lesson, report)) = rayon::scope(|_| {
            let lesson = self.next_batch()?;
            let report = self.learn(&lesson);
            Some((lesson, report))
        }) else {
            return Ok(None);
        };
        let report = report?;
        Ok(Some(Progress {
            epoch: lesson.epoch,
            step: lesson.step,
            steps: lesson.steps,
            rate_log2: lesson.rate_log2,
            samples: lesson.samples,
            report,
        }))
    }

    /// Takes all steps of the next epoch, or of the rest of one that has begun; returns how many samples the forward
    /// passes predicted right, while the weights changed.
    ///
    /// # Errors
    /// [`LearnError::Finished`] when all epochs are done.
    pub fn epoch(&mut self) -> Result<usize, LearnError> {
        if self.done() == self.steps() {
            return Err(LearnError::Finished {
                epochs: self.settings().epochs,
            });
        }
        rayon::scope(|_| {
            let mut correct = 0;
            while let Some(lesson) = self.next_batch() {
                correct += self.learn(&lesson)?.correct;
                if lesson.ends_epoch {
                    break;
                }
            }
            Ok(correct)
        })
    }
}
