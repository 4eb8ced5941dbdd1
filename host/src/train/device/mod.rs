//! A device with a training core as a learner.

use super::learner::{Learner, StepReport};
use crate::compile::{CompileError, Compiled, StepResult};
use crate::device::{Device, DeviceError};
use crate::failure::Failure;
use crate::session::{Counters, LineClock, LineUse, Session, Utilisation};
use golden::core::packet::{Counter, Run, COUNTERS};
use golden::core::{config, Config};
use golden::learn::wage::{Architecture, Lesson, Parameters};
use serde_json::{json, Map, Value};
use std::collections::VecDeque;
use std::time::Instant;

#[cfg(test)]
mod tests;

/// A training that a core is to run.
#[derive(Debug, Clone, Copy)]
pub struct Task<'a> {
    /// The network as the user wrote it.
    pub net: &'a str,
    /// The network.
    pub architecture: &'a Architecture,
    /// Images of a batch.
    pub batch: usize,
    /// Images of the whole data set, the last of which may fill no batch.
    pub images: usize,
}

impl Task<'_> {
    /// Compiles it for `config`.
    ///
    /// # Errors
    /// [`CompileError`].
    pub fn compile(&self, config: Config) -> Result<Compiled, CompileError> {
        let (batch, last) = match self.images < self.batch {
            // There is no full batch.
            true => (self.images, 0),
            false => (self.batch, self.images % self.batch),
        };
        Compiled::training(
            self.net,
            self.architecture,
            config,
            batch,
            (last > 0).then_some(last),
        )
    }

    /// Compiles it for the smallest of `base` and `large`, the simulation-only configuration, that holds it.
    ///
    /// # Errors
    /// [`CompileError`] of `large`.
    pub fn compile_smallest(&self) -> Result<Compiled, CompileError> {
        self.compile(config::BASE)
            .or_else(|_| self.compile(config::LARGE))
    }
}

/// The counters that a training reports as they are.
const OWN: [Counter; 6] = [
    Counter::Clips,
    Counter::Cuts,
    Counter::SaturationsY,
    Counter::SaturationsDx,
    Counter::PacketsGood,
    Counter::PacketsBad,
];

/// A batch under way.
struct Pending {
    samples: usize,
    labels: Vec<u8>,
    kind: usize,
    buffer: usize,
    run: Run,
}

/// A network in training on a core: while one batch is computed, the next one goes to the other input buffer.
pub struct DeviceLearner {
    session: Session,
    compiled: Compiled,
    pending: VecDeque<Pending>,
    /// The input buffer of the next batch.
    buffer: usize,
    /// The step whose samples that buffer holds already.
    prepared: Option<u32>,
    batches: u64,
    images: u64,
    /// What reading back counted.
    read_back: Counters,
    /// What the line did while batches were under way.
    line: LineClock,
    start: Instant,
}

impl DeviceLearner {
    /// Greets the core, compiles `task` for it, and loads the network as it is in `parameters`; `progress` hears of every
    /// packet.
    ///
    /// # Errors
    /// A network that does not fit; whatever the device fails with.
    pub fn new(
        device: Box<dyn Device>,
        task: &Task,
        parameters: &Parameters,
        progress: impl FnMut(usize, usize),
    ) -> Result<Self, Failure> {
        let mut session = Session::new(device);
        let hello = session.hello()?;
        let compiled = task
            .compile(hello.config)
            .map_err(|e| Failure::input(format!("{}: {e}", session.name())))?;
        session.load(&compiled, parameters, progress)?;
        if session.line().is_some() {
            // What the line still holds of the loading is not to count as the first batch's.
            session.counters()?;
        }
        // The clock of the counters starts with the first batch; a core that is still loading clears them when it has done.
        session.clear_counters()?;
        Ok(DeviceLearner {
            session,
            compiled,
            pending: VecDeque::new(),
            buffer: 0,
            prepared: None,
            batches: 0,
            images: 0,
            read_back: Counters::default(),
            line: LineClock::default(),
            start: Instant::now(),
        })
    }

    /// The compiled network.
    pub fn compiled(&self) -> &Compiled {
        &self.compiled
    }

    /// What the array did with its cycles so far; only when no batch is under way.
    ///
    /// # Errors
    /// Whatever the device fails with.
    pub fn utilisation(&mut self) -> Result<Utilisation, DeviceError> {
        let counted = self.session.counters()?;
        Ok(Utilisation::new(
            &self.compiled.plan.config,
            &counted,
            &self.read_back,
        ))
    }

    /// The images against those that the line carries; none where there is no line.
    fn line_use(&self) -> Option<LineUse> {
        let speed = self.session.line()?.speed;
        self.line
            .used(speed, self.images, self.compiled.plan.config.clock_hz)
    }

    fn send_samples(&mut self, buffer: usize, lesson: &Lesson) -> Result<(), DeviceError> {
        for packet in self
            .compiled
            .sample_packets(buffer, lesson.images.view(), &lesson.labels)
        {
            self.session.send(&packet)?;
        }
        Ok(())
    }

    fn begin(&mut self) -> Result<(), DeviceError> {
        match self.pending.front() {
            Some(next) => {
                let packet = self.compiled.run_packet(next.kind, next.buffer, next.run);
                self.session.send(&packet)
            }
            None => Ok(()),
        }
    }
}

impl Learner for DeviceLearner {
    fn name(&self) -> String {
        self.session.name()
    }

    fn under_way(&self) -> usize {
        self.compiled.plan.inputs.len()
    }

    fn prepare(&mut self, lesson: &Lesson) -> Result<(), Failure> {
        // A core with one input buffer has no room before the batch under way is done.
        if self.pending.len() < self.under_way() && self.under_way() > 1 && self.prepared.is_none() {
            self.send_samples(self.buffer, lesson)?;
            self.prepared = Some(lesson.step);
        }
        Ok(())
    }

    fn submit(&mut self, lesson: &Lesson) -> Result<(), Failure> {
        let samples = lesson.images.nrows();
        let Some(kind) = self.compiled.batches.iter().position(|&batch| batch == samples) else {
            return Err(Failure::work(format!(
                "{}: a batch of {samples} images, expected one of {:?}",
                self.name(),
                self.compiled.batches
            )));
        };
        self.line.start(self.session.line());
        let buffer = self.buffer;
        self.buffer = (buffer + 1) % self.compiled.plan.inputs.len();
        self.pending.push_back(Pending {
            samples,
            labels: lesson.labels.clone(),
            kind,
            buffer,
            run: Run {
                repetitions: 1,
                entry: 0,
                step: lesson.step,
                rate_log2: lesson.rate_log2,
                seed: lesson.seed,
            },
        });
        if self.pending.len() == 1 {
            // Before the samples, so that the computation begins with the first group of them.
            self.begin()?;
        }
        if self.prepared.take() != Some(lesson.step) {
            self.send_samples(buffer, lesson)?;
        }
        Ok(())
    }

    fn report(&mut self) -> Result<StepReport, Failure> {
        let Some((samples, labels)) = self.pending.front().map(|p| (p.samples, p.labels.clone())) else {
            return Err(Failure::work(format!(
                "{}: asked for the report of a batch that it was not given",
                self.name()
            )));
        };
        let results = self.session.results(&self.compiled, samples)?;
        self.session.done()?;
        self.pending.pop_front();
        if self.pending.is_empty() {
            self.line.stop(self.session.line());
        }
        self.begin()?;
        self.batches += 1;
        self.images += samples as u64;
        let found = StepResult::new(results.view(), &labels);
        Ok(StepReport {
            samples,
            correct: found.correct,
            error_squares: found.error_squares,
        })
    }

    fn parameters(&mut self) -> Result<Parameters, Failure> {
        let before = self.session.counters()?;
        let parameters = self.session.parameters(&self.compiled)?;
        let after = self.session.counters()?;
        self.read_back = self.read_back.plus(&after.since(&before));
        Ok(parameters)
    }

    fn figures(&mut self) -> Result<Map<String, Value>, Failure> {
        let counted = self.session.counters()?;
        let mut figures = Map::new();
        let mut put = |name: &str, value: Value| figures.insert(name.to_owned(), value);
        put("config", json!(self.compiled.plan.config.name));
        put("input_buffers", json!(self.compiled.plan.inputs.len()));
        put("plan", json!(self.compiled.plan.summary()));
        if self.session.has_cycles() {
            let config = &self.compiled.plan.config;
            let used = Utilisation::new(config, &counted, &self.read_back);
            let cycles = counted.get(Counter::Cycles);
            let seconds = used.cycles as f64 / config.clock_hz as f64;
            put("cycles_per_batch", json!(used.cycles / self.batches.max(1)));
            put("images_per_second_at_clock", json!(self.images as f64 / seconds));
            put(
                "cycles_per_second",
                json!(cycles as f64 / self.start.elapsed().as_secs_f64()),
            );
            put("utilisation", json!(used));
        }
        if let Some(line) = self.line_use() {
            put("line", json!(line));
        }
        for counter in OWN {
            put(COUNTERS[counter as usize], json!(counted.get(counter)));
        }
        Ok(figures)
    }

    fn describe(&mut self) -> Result<Option<String>, Failure> {
        let figures = self.figures()?;
        let number = |name: &str| figures.get(name).and_then(Value::as_f64).unwrap_or(0.0);
        let mut lines = Vec::new();
        if self.session.has_cycles() {
            lines.push(self.utilisation()?.to_string());
            lines.push(format!(
                "{:.0} cycles a batch, {:.0} images/s at {:.0} MHz; {:.0} simulated cycles/s",
                number("cycles_per_batch"),
                number("images_per_second_at_clock"),
                self.compiled.plan.config.clock_hz as f64 / 1e6,
                number("cycles_per_second")
            ));
        }
        lines.extend(self.line_use().map(|line| line.to_string()));
        let own = OWN.map(|counter| {
            let name = COUNTERS[counter as usize];
            format!("{name} {:.0}", number(name))
        });
        lines.push(own.join(", "));
        Ok(Some(lines.join("\n")))
    }
}
