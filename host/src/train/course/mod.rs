//! The course of a training: all batches one after the other, on whatever learns.

#[cfg(test)]
mod tests;

use super::compare::{first_difference, values, Difference};
use super::curves::Row;
use super::learner::{GoldenLearner, Learner, StepReport};
use crate::data::Split;
use crate::failure::Failure;
use golden::learn::wage::{Architecture, Batches, LearnError, Lesson, Network, Parameters, Settings};
use serde::Serialize;
use std::collections::VecDeque;
use std::time::Instant;

/// What is learned from, and how.
pub struct Course<'a> {
    /// The network.
    pub architecture: Architecture,
    /// Seed, epochs, batch and rates.
    pub settings: Settings,
    /// The training images.
    pub train: &'a Split,
    /// The test images.
    pub test: &'a Split,
}

/// How far a training is.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// Batches done.
    pub done: u32,
    /// What was learned so far.
    pub parameters: Parameters,
    /// Sums over the epoch that is under way.
    pub tally: Tally,
    /// The epochs that are over.
    pub rows: Vec<Row>,
}

/// Sums over the batches of an epoch.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Tally {
    /// Images.
    pub images: u64,
    /// Those that the forward passes predicted right.
    pub correct: u64,
    /// Sum over images and outputs of e^2, in codes.
    pub error_squares: u64,
    /// Time of the steps.
    pub seconds: f64,
}

impl Tally {
    fn add(&mut self, report: &StepReport) {
        self.images += report.samples as u64;
        self.correct += report.correct as u64;
        self.error_squares += report.error_squares;
    }

    /// Mean loss of an image: half the sum of its squared errors, 1 being 128 codes.
    pub fn loss(&self) -> f64 {
        self.error_squares as f64 / f64::from(2 << 14) / self.images.max(1) as f64
    }

    /// Share of right predictions.
    pub fn accuracy(&self) -> f64 {
        self.correct as f64 / self.images.max(1) as f64
    }

    /// Images over seconds.
    pub fn images_per_second(&self) -> f64 {
        self.images as f64 / self.seconds.max(1e-9)
    }
}

/// What a comparison with the golden model found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Check {
    /// Batches after which everything was compared.
    pub batches: u32,
    /// Values compared: weights, gamma, beta and running statistics.
    pub values: u64,
    /// The batch, counted from 1 over the whole training, after which the first difference stood.
    pub batch: Option<u32>,
    /// The first difference.
    pub difference: Option<Difference>,
}

impl Check {
    /// This and what was compared after it.
    pub fn with(self, later: Check) -> Check {
        Check {
            batches: self.batches + later.batches,
            values: self.values + later.values,
            ..later
        }
    }
}

/// A training that did not come to its end.
#[derive(Debug)]
pub struct Stopped {
    /// Why.
    pub failure: Failure,
    /// The last state that everything was read back in; from it the training comes to the end that it would have come to.
    pub state: Box<State>,
    /// Batches that the learner has reported.
    pub done: u32,
    /// What was compared until then.
    pub checked: Check,
}

impl From<Stopped> for Failure {
    fn from(stopped: Stopped) -> Failure {
        stopped.failure
    }
}

/// Who hears of a training on its way.
pub trait Audience {
    /// A batch is done; `tally` is that of its epoch.
    fn step(&mut self, done: u32, tally: &Tally);

    /// Whether the state after batch `done` is to be kept; asked once, when that batch is handed over.
    fn wants_state(&mut self, done: u32) -> bool;

    /// A state that was asked for, or the one at the end of an epoch.
    ///
    /// # Errors
    /// What stops the training.
    fn keep(&mut self, state: &State) -> Result<(), Failure>;

    /// An epoch is over; its row is the last.
    ///
    /// # Errors
    /// What stops the training.
    fn epoch(&mut self, rows: &[Row]) -> Result<(), Failure>;
}

impl<'a> Course<'a> {
    /// The state before the first batch: the initial parameters of the seed.
    pub fn start(&self) -> State {
        State {
            done: 0,
            parameters: Parameters::initial(&self.architecture, self.settings.seed),
            tally: Tally::default(),
            rows: Vec::new(),
        }
    }

    /// The golden model in the state `state`.
    ///
    /// # Errors
    /// [`LearnError`] for settings, data or parameters that do not fit the network.
    pub fn golden(&self, state: &State) -> Result<GoldenLearner<'a>, LearnError> {
        let network = Network::from_parameters(self.architecture.clone(), state.parameters.clone())?;
        let settings = self.settings.clone();
        GoldenLearner::new(
            network,
            settings,
            self.train.images.view(),
            &self.train.labels,
            state.done,
        )
    }

    /// The batches after `done`.
    ///
    /// # Errors
    /// [`LearnError`] for settings and data that do not fit the network.
    pub fn batches(&self, done: u32) -> Result<Batches<'a>, LearnError> {
        let settings = self.settings.clone();
        Batches::new(
            &self.architecture,
            settings,
            self.train.images.view(),
            &self.train.labels,
            done,
        )
    }

    /// Right predictions of the test images by `parameters`.
    ///
    /// # Errors
    /// [`LearnError`] for parameters that do not fit the network.
    pub fn test_correct(&self, parameters: &Parameters) -> Result<usize, LearnError> {
        let network = Network::from_parameters(self.architecture.clone(), parameters.clone())?;
        let found = network.evaluate(self.test.images.view(), &self.test.labels)?;
        Ok(found.correct)
    }

    /// Trains `learner` from `start` to the end. With `check` the golden model takes every step as well, and everything
    /// that both have learned is compared after each; a difference ends the training, and is no error.
    ///
    /// # Errors
    /// Whatever the learner or the audience fails with.
    pub fn run(
        &self,
        start: State,
        learner: &mut dyn Learner,
        check: Option<&mut GoldenLearner>,
        audience: &mut dyn Audience,
    ) -> Result<(State, Check), Stopped> {
        let (mut state, mut checked, mut safe) = (start.clone(), Check::default(), start);
        let run = self.steps(&mut state, &mut checked, &mut safe, learner, check, audience);
        match run {
            Ok(()) => Ok((state, checked)),
            Err(failure) => Err(Stopped {
                failure,
                state: Box::new(safe),
                done: state.done,
                checked,
            }),
        }
    }

    /// [`Course::run`] on `state`; `safe` is the last one that everything was read back in.
    fn steps(
        &self,
        state: &mut State,
        checked: &mut Check,
        safe: &mut State,
        learner: &mut dyn Learner,
        mut check: Option<&mut GoldenLearner>,
        audience: &mut dyn Audience,
    ) -> Result<(), Failure> {
        let mut batches = self.batches(state.done).map_err(Failure::work)?;
        // Each with whether its state is to be kept.
        let mut waiting: VecDeque<(Lesson, bool)> = VecDeque::new();
        let depth = learner.under_way().max(1);
        let mut drain = false;
        // The batch after the one that everything is read back after.
        let mut ahead: Option<Lesson> = None;
        let mut clock = Instant::now();
        loop {
            // Nothing is handed over past a batch after which everything is read back.
            while !drain && waiting.len() < depth {
                let Some(lesson) = ahead.take().or_else(|| batches.next()) else {
                    break;
                };
                learner.submit(&lesson)?;
                let keep = audience.wants_state(lesson.step) || lesson.ends_epoch;
                drain = keep || check.is_some();
                waiting.push_back((lesson, keep));
            }
            if drain && ahead.is_none() {
                ahead = batches.next();
                if let Some(next) = &ahead {
                    learner.prepare(next)?;
                }
            }
            let Some((lesson, keep)) = waiting.pop_front() else {
                break;
            };
            let report = learner.report()?;
            state.done = lesson.step;
            state.tally.add(&report);
            state.tally.seconds += clock.elapsed().as_secs_f64();
            let whole = drain && waiting.is_empty();
            if whole {
                drain = false;
                state.parameters = learner.parameters()?;
                if let Some(golden) = check.as_deref_mut() {
                    if !self.compare(golden, &lesson, report, &state.parameters, checked)? {
                        return Ok(());
                    }
                }
            }
            audience.step(state.done, &state.tally);
            if lesson.ends_epoch {
                self.end_epoch(state, &lesson)?;
                audience.epoch(&state.rows)?;
            }
            if whole {
                safe.clone_from(state);
            }
            if keep {
                audience.keep(state)?;
            }
            clock = Instant::now();
        }
        Ok(())
    }

    /// The golden model's step, and everything compared. False when something differs.
    fn compare(
        &self,
        golden: &mut GoldenLearner,
        lesson: &Lesson,
        report: StepReport,
        parameters: &Parameters,
        checked: &mut Check,
    ) -> Result<bool, Failure> {
        let expected = golden.step(lesson)?;
        let of_golden = golden.parameters()?;
        checked.batches += 1;
        checked.values += values(&of_golden);
        let difference = first_difference(parameters, &of_golden).map_err(Failure::work)?;
        let difference = difference.or_else(|| {
            let pairs = [
                (
                    "correct predictions",
                    report.correct as u64,
                    expected.correct as u64,
                ),
                (
                    "sum of squared errors",
                    report.error_squares,
                    expected.error_squares,
                ),
            ];
            let (name, device, golden) = pairs.into_iter().find(|(_, d, g)| d != g)?;
            Some(Difference {
                tensor: name.to_owned(),
                index: Vec::new(),
                device: device as i64,
                golden: golden as i64,
            })
        });
        if difference.is_some() {
            checked.batch = Some(lesson.step);
            checked.difference = difference;
        }
        Ok(checked.difference.is_none())
    }

    /// Puts the epoch's row to the others and begins the next.
    fn end_epoch(&self, state: &mut State, lesson: &Lesson) -> Result<(), Failure> {
        let correct = self.test_correct(&state.parameters).map_err(Failure::work)?;
        let tally = std::mem::take(&mut state.tally);
        state.rows.push(Row {
            epoch: lesson.epoch + 1,
            rate: f64::from(lesson.rate_log2).exp2(),
            loss: tally.loss(),
            train_accuracy: tally.accuracy(),
            test_accuracy: correct as f64 / self.test.labels.len().max(1) as f64,
            seconds: tally.seconds,
            images_per_second: tally.images_per_second(),
        });
        Ok(())
    }
}
