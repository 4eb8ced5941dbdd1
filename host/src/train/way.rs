//! The way to the device that trains: opened, and opened again when a board was lost.

use super::checkpoint::Checkpoint;
use super::course::{Audience, Check, Course, State, Stopped};
use super::device::{DeviceLearner, Task};
use super::learner::Learner;
use super::manner::Manner;
use crate::cli::Target;
use crate::device::{Device, GoldenDevice, PcieDevice, SerialDevice, SimDevice};
use crate::failure::Failure;
use crate::output;
use crate::progress::Progress;
use crate::reconnect::{is_lost, Reconnect};
use std::path::Path;
use std::time::Duration;

/// What trains, and how often it is asked again.
pub struct Way<'a> {
    /// The device.
    pub manner: &'a Manner,
    /// What it is to run.
    pub task: Task<'a>,
    /// For how long a lost board is waited for.
    pub patience: Duration,
    /// Where checkpoints go, for messages.
    pub checkpoint: Option<&'a Path>,
    /// Nothing is printed for people.
    pub json: bool,
}

/// A training that came to its end.
pub struct Arrival<'a> {
    /// The end.
    pub state: State,
    /// What was compared.
    pub checked: Check,
    /// What trained last.
    pub device: Box<dyn Learner + 'a>,
    /// How often the board was lost.
    pub reconnected: u32,
}

impl Way<'_> {
    /// Trains from `state` to the end; a board that is lost is waited for, and the training goes on from the last state that
    /// everything was read back in.
    ///
    /// # Errors
    /// Whatever the device or the audience fails with, with how far the training is where a board was lost.
    pub fn run<'c>(
        &self,
        course: &Course<'c>,
        mut state: State,
        audience: &mut dyn Audience,
    ) -> Result<Arrival<'c>, Failure> {
        let mut device = self.open(course, &state)?;
        let mut reconnect = Reconnect::new(&self.manner.on, self.patience);
        let mut before = Check::default();
        loop {
            let from = state.done;
            let mut golden = match self.manner.check {
                true => Some(course.golden(&state).map_err(Failure::input)?),
                false => None,
            };
            let run = course.run(state, device.as_mut(), golden.as_mut(), audience);
            let stopped = match run {
                Ok((state, checked)) => {
                    return Ok(Arrival {
                        state,
                        checked: before.with(checked),
                        device,
                        reconnected: reconnect.times(),
                    })
                }
                Err(stopped) if is_lost(&stopped.failure) => stopped,
                Err(stopped) => return Err(stopped.failure),
            };
            if !reconnect.worth_it(stopped.state.done > from) {
                return Err(self.gone(&stopped, ""));
            }
            output::note(&format!(
                "{}; the board is waited for for {} s, and the training goes on from batch {}",
                stopped.failure.one_line(),
                self.patience.as_secs(),
                stopped.state.done
            ));
            // What has hold of the line is to leave it before anybody comes again.
            drop(device);
            let found = reconnect.again(|| self.open(course, &stopped.state))?;
            device = found.ok_or_else(|| self.gone(&stopped, &reconnect.in_vain()))?;
            before = before.with(stopped.checked);
            state = *stopped.state;
        }
    }

    /// The failure, and how far the training is.
    fn gone(&self, stopped: &Stopped, more: &str) -> Failure {
        let kept = self.checkpoint.map(|path| (path, Checkpoint::read(path)));
        let kept = match kept {
            Some((path, Ok(kept))) => format!(
                "{} holds batch {}, and --resume goes on from there",
                path.display(),
                kept.state.done
            ),
            Some((path, Err(_))) => format!("{} holds nothing yet", path.display()),
            None => "nothing of them is kept, for which --checkpoint is there".to_owned(),
        };
        Failure::work(format!(
            "{}{more}; {} batches were done, {kept}",
            stopped.failure.one_line(),
            stopped.done
        ))
    }

    /// The device that trains, in the state `state`. Its memory plan is printed, for people only.
    fn open<'c>(&self, course: &Course<'c>, state: &State) -> Result<Box<dyn Learner + 'c>, Failure> {
        let device: Box<dyn Device> = match (&self.manner.on, self.manner.config) {
            (Target::Serial { path, baud }, _) => Box::new(SerialDevice::open(path, *baud)?),
            (Target::Pcie(path), _) => Box::new(PcieDevice::open(path)?),
            (Target::Sim, Some(config)) => Box::new(SimDevice::new(config)),
            // Two definitions of one training: the core's program, step by step, against the layers of the golden model.
            (Target::Golden, Some(config)) => Box::new(GoldenDevice::new(config)),
            (Target::Golden | Target::Sim, None) => {
                return Ok(Box::new(course.golden(state).map_err(Failure::input)?))
            }
        };
        let mut loading = Progress::new(0, "packets loaded");
        let learner = DeviceLearner::new(device, &self.task, &state.parameters, |done, total| {
            loading.total(total as u64);
            loading.set(done as u64);
        })?;
        drop(loading);
        if !self.json {
            output::line(learner.compiled().plan.print().trim_end())?;
        }
        Ok(Box::new(learner))
    }
}
