//! Whatever learns.

use crate::failure::Failure;
use golden::learn::wage::{LearnError, Network};
use golden::learn::wage::{Lesson, Parameters, Settings, Trainer};
use ndarray::ArrayView2;
use serde_json::{Map, Value};
use std::collections::VecDeque;

/// What a training step found in its forward pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StepReport {
    /// Samples of the batch.
    pub samples: usize,
    /// Samples that it predicted right.
    pub correct: usize,
    /// Sum over samples and outputs of e^2, e = result - target in codes.
    pub error_squares: u64,
}

/// A network in training on some device.
///
/// Batches are handed over by [`submit`](Learner::submit) and their reports taken by [`report`](Learner::report), in the
/// same order; between the two, a device may load the next batch while it computes this one.
pub trait Learner {
    /// The device in messages and reports, as `golden` or `serial:/dev/ttyUSB0`.
    fn name(&self) -> String;

    /// Batches that may be under way at a time, at least 1.
    fn under_way(&self) -> usize {
        1
    }

    /// Hands over the next batch.
    ///
    /// # Errors
    /// Whatever the device fails with.
    fn submit(&mut self, lesson: &Lesson) -> Result<(), Failure>;

    /// Says which batch will be handed over next, so that a device may load it while another is computed or read back.
    ///
    /// # Errors
    /// Whatever the device fails with.
    fn prepare(&mut self, _lesson: &Lesson) -> Result<(), Failure> {
        Ok(())
    }

    /// Waits for the oldest batch that has no report yet.
    ///
    /// # Errors
    /// Whatever the device fails with; [`Failure::Work`] when no batch is under way.
    fn report(&mut self) -> Result<StepReport, Failure>;

    /// What the network has learned, read back from the device; only when no batch is under way.
    ///
    /// # Errors
    /// Whatever the device fails with.
    fn parameters(&mut self) -> Result<Parameters, Failure>;

    /// What else the device has to say at the end, as cycles and counters: entries for the report.
    ///
    /// # Errors
    /// Whatever the device fails with.
    fn figures(&mut self) -> Result<Map<String, Value>, Failure> {
        Ok(Map::new())
    }

    /// The same for people; none where the figures say it as well.
    ///
    /// # Errors
    /// Whatever the device fails with.
    fn describe(&mut self) -> Result<Option<String>, Failure> {
        Ok(None)
    }

    /// One whole step.
    ///
    /// # Errors
    /// As [`submit`](Learner::submit) and [`report`](Learner::report).
    fn step(&mut self, lesson: &Lesson) -> Result<StepReport, Failure> {
        self.submit(lesson)?;
        self.report()
    }
}

/// The golden model.
pub struct GoldenLearner<'a> {
    trainer: Trainer<'a>,
    reports: VecDeque<StepReport>,
}

impl<'a> GoldenLearner<'a> {
    /// Goes on with `network` after `done` steps of the training that `settings` describe.
    ///
    /// # Errors
    /// [`LearnError`] for settings and data that do not fit the network.
    pub fn new(
        network: Network,
        settings: Settings,
        images: ArrayView2<'a, i8>,
        labels: &'a [u8],
        done: u32,
    ) -> Result<Self, LearnError> {
        Ok(GoldenLearner {
            trainer: Trainer::resume(network, settings, images, labels, done)?,
            reports: VecDeque::new(),
        })
    }
}

impl Learner for GoldenLearner<'_> {
    fn name(&self) -> String {
        "golden".to_owned()
    }

    fn submit(&mut self, lesson: &Lesson) -> Result<(), Failure> {
        let report = self.trainer.learn(lesson).map_err(Failure::work)?;
        self.reports.push_back(StepReport {
            samples: report.samples,
            correct: report.correct,
            error_squares: report.error_squares,
        });
        Ok(())
    }

    fn report(&mut self) -> Result<StepReport, Failure> {
        let report = self.reports.pop_front();
        report.ok_or_else(|| Failure::work("golden: asked for the report of a batch that it was not given"))
    }

    fn parameters(&mut self) -> Result<Parameters, Failure> {
        Ok(self.trainer.network().parameters().clone())
    }
}
