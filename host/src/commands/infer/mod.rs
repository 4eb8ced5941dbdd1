//! `signum infer`: predicts the test images of a data set.

mod check;

use check::{Check, Checked};

use crate::cli::{InferArgs, Target};
use crate::compile::{CompileError, Compiled};
use crate::data::{self, Part, Split};
use crate::device::{Device, GoldenDevice, PcieDevice, SerialDevice, SimDevice};
use crate::failure::Failure;
use crate::output;
use crate::progress::Progress;
use crate::reconnect::{is_lost, Reconnect};
use crate::session::{LineClock, LineUse, Session};
use crate::weights::{self, Weights};
use golden::core::packet::Counter;
use golden::core::{config, Config};
use golden::learn::wage::{first_maximum, Network};
use ndarray::s;
use serde::Serialize;
use std::time::{Duration, Instant};

/// The JSON object of the command.
#[derive(Serialize)]
struct Report {
    net: String,
    on: String,
    /// Configuration of the core; null on golden, whose results are the same on all, but for `--check`, which takes one.
    config: Option<&'static str>,
    correct: usize,
    total: usize,
    accuracy: f64,
    predictions: Vec<u8>,
    /// Clock cycles from the first word in, loading included, to the last word out; null on golden, and where a board that
    /// was lost has taken some of them with it.
    cycles: Option<u64>,
    /// How often the board was lost and came back.
    reconnected: u32,
    /// Images over the line against what it carries, since the board came back last; null without a line.
    line: Option<LineUse>,
    /// What `--check` compared; null without it.
    check: Option<Checked>,
    seconds: f64,
}

/// Runs the command.
pub fn run(args: &InferArgs, json: bool) -> Result<(), Failure> {
    let split = data::load(&args.data, Part::Test, args.limit.map(|n| n as usize))?;
    let weights = weights::read(&args.weights, Some(split.shape()))?;
    split.check(&weights.architecture)?;

    let start = Instant::now();
    let mut check = args.check.then(|| Check::new(&weights)).transpose()?;
    let (outcome, reconnected) = match &args.on {
        Target::Golden if check.is_none() => (golden(&weights, &split)?, 0),
        on => on_device(on, args.reconnect, &weights, &split, check.as_mut())?,
    };
    let Outcome {
        predictions,
        on,
        config,
        cycles,
        line,
    } = outcome;
    if let Some(note) = split.limit_note(args.limit) {
        output::note(&note);
    }
    let correct = predictions
        .iter()
        .zip(&split.labels)
        .filter(|(p, l)| p == l)
        .count();
    let total = predictions.len();
    let report = Report {
        net: weights.net.to_string(),
        on,
        config,
        correct,
        total,
        accuracy: correct as f64 / total as f64,
        predictions,
        cycles: cycles.filter(|_| reconnected == 0),
        reconnected,
        line,
        check: check.map(Check::checked),
        seconds: start.elapsed().as_secs_f64(),
    };
    // a reader that has gone hides no difference
    let printed = report.print(json);
    report.verdict()?;
    printed
}

impl Report {
    fn print(&self, json: bool) -> Result<(), Failure> {
        if json {
            return output::json(self);
        }
        output::line(&format!(
            "{} on {}: {} of {} right, {:.2} %",
            self.net,
            self.on,
            self.correct,
            self.total,
            100.0 * self.accuracy
        ))?;
        if let Some(cycles) = self.cycles {
            output::line(&format!(
                "{cycles} cycles, {:.1} an image",
                cycles as f64 / self.total as f64
            ))?;
        }
        output::line(&format!(
            "{:.2} s, {:.0} images/s",
            self.seconds,
            self.total as f64 / self.seconds
        ))?;
        if let Some(line) = &self.line {
            output::line(&line.to_string())?;
        }
        match &self.check {
            Some(check) if check.difference.is_none() => output::line(&format!(
                "check: {} outputs of {} images equal golden's",
                check.values, check.images
            )),
            _ => Ok(()),
        }
    }

    /// A difference is failed work.
    fn verdict(&self) -> Result<(), Failure> {
        match self.check.as_ref().and_then(|check| check.difference.as_ref()) {
            Some(difference) => Err(Failure::work(format!("--check: on {}, {difference}", self.on))),
            None => Ok(()),
        }
    }
}

/// What a device made of the images.
struct Outcome {
    predictions: Vec<u8>,
    on: String,
    config: Option<&'static str>,
    cycles: Option<u64>,
    line: Option<LineUse>,
}

/// The network compiled for the smallest of `base` and `large`, the simulation-only configuration, that holds it.
fn smallest_fit(weights: &Weights) -> Result<Compiled, CompileError> {
    compile(weights, config::BASE).or_else(|_| compile(weights, config::LARGE))
}

fn compile(weights: &Weights, config: Config) -> Result<Compiled, CompileError> {
    Compiled::inference(&weights.net.to_string(), &weights.architecture, config)
}

/// The golden layers, without a program: every network, with or without normalisers. Devices give the same results.
fn golden(weights: &Weights, split: &Split) -> Result<Outcome, Failure> {
    let Weights {
        architecture,
        parameters,
        ..
    } = weights.clone();
    let network = Network::from_parameters(architecture, parameters).map_err(Failure::input)?;
    Ok(Outcome {
        predictions: network.predict(split.images.view()).map_err(Failure::input)?,
        on: "golden".to_owned(),
        config: None,
        cycles: None,
        line: None,
    })
}

/// The device that predicts.
fn open(on: &Target, weights: &Weights) -> Result<Box<dyn Device>, Failure> {
    Ok(match on {
        Target::Golden => Box::new(GoldenDevice::new(smallest_fit(weights)?.plan.config)),
        Target::Sim => Box::new(SimDevice::new(smallest_fit(weights)?.plan.config)),
        Target::Serial { path, baud } => Box::new(SerialDevice::open(path, *baud)?),
        Target::Pcie(path) => Box::new(PcieDevice::open(path)?),
    })
}

/// Predicts on `on`; a board that is lost is waited for, and then given the images whose results have not come. Also how
/// often that was.
fn on_device(
    on: &Target,
    patience: u32,
    weights: &Weights,
    split: &Split,
    mut check: Option<&mut Check>,
) -> Result<(Outcome, u32), Failure> {
    let mut reconnect = Reconnect::new(on, Duration::from_secs(patience.into()));
    let mut predictions = Vec::with_capacity(split.images.nrows());
    let mut device = open(on, weights)?;
    loop {
        let before = predictions.len();
        let lost = match predict(device, weights, split, &mut predictions, check.as_deref_mut()) {
            Ok(outcome) => {
                return Ok((
                    Outcome {
                        predictions,
                        ..outcome
                    },
                    reconnect.times(),
                ))
            }
            Err(failure) if is_lost(&failure) => failure,
            Err(failure) => return Err(failure),
        };
        let done = predictions.len();
        let gone = |more: &str| {
            Failure::work(format!(
                "{}{more}; the results of {done} of {} images had come, and nothing of them is kept",
                lost.one_line(),
                split.images.nrows()
            ))
        };
        if !reconnect.worth_it(done > before) {
            return Err(gone(""));
        }
        output::note(&format!(
            "{}; the board is waited for for {patience} s, and the results of {done} of {} images have come",
            lost.one_line(),
            split.images.nrows()
        ));
        device = match reconnect.again(|| open(on, weights))? {
            Some(device) => device,
            None => return Err(gone(&reconnect.in_vain())),
        };
    }
}

/// Predicts what is not in `predictions` yet. The core says itself which configuration it is.
fn predict(
    device: Box<dyn Device>,
    weights: &Weights,
    split: &Split,
    predictions: &mut Vec<u8>,
    check: Option<&mut Check>,
) -> Result<Outcome, Failure> {
    let mut session = Session::new(device);
    let hello = session.hello()?;
    let compiled = compile(weights, hello.config)?;
    // Cycles count from the first word of the program on: loading is part of the work.
    session.clear_counters()?;
    let mut loading = Progress::new(0, "packets loaded");
    session.load(&compiled, &weights.parameters, |done, total| {
        loading.total(total as u64);
        loading.set(done as u64);
    })?;
    drop(loading);
    if session.line().is_some() {
        // What the line still holds of the loading is not to count as the images'.
        session.counters()?;
    }
    let first = predictions.len();
    let mut progress = Progress::new(split.images.nrows() as u64, "images");
    let mut clock = LineClock::default();
    clock.start(session.line());
    let mut outputs = Vec::new();
    let ran = session.infer(&compiled, split.images.slice(s![first.., ..]), |results| {
        let rows = results.rows().into_iter();
        predictions.extend(rows.map(|row| first_maximum(row.iter().copied())));
        progress.set(predictions.len() as u64);
        outputs.push(results);
    });
    clock.stop(session.line());
    if let Some(check) = check {
        let mut at = first;
        for results in &outputs {
            let rows = at..at + results.nrows();
            at = rows.end;
            check.compare(split.images.slice(s![rows, ..]), results)?;
        }
    }
    ran?;
    let images = (predictions.len() - first) as u64;
    let line = session.line().map(|line| line.speed);
    let cycles = session.counters()?.get(Counter::Span);
    Ok(Outcome {
        predictions: Vec::new(),
        on: session.name(),
        config: Some(hello.config.name),
        cycles: session.has_cycles().then_some(cycles),
        line: line.and_then(|speed| clock.used(speed, images, hello.config.clock_hz)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(difference: Option<&str>) -> Report {
        Report {
            net: "2-2".to_owned(),
            on: "sim".to_owned(),
            config: Some("base"),
            correct: 1,
            total: 1,
            accuracy: 1.0,
            predictions: vec![1],
            cycles: Some(1),
            reconnected: 0,
            line: None,
            check: Some(Checked {
                images: 1,
                values: 2,
                difference: difference.map(str::to_owned),
            }),
            seconds: 1.0,
        }
    }

    #[test]
    fn a_difference_is_failed_work_and_says_where() {
        assert!(report(None).verdict().is_ok());
        let failure = report(Some("output 1 of image 0 is 2, golden's is 3")).verdict();
        let failure = failure.unwrap_err();
        assert!(matches!(failure, Failure::Work(_)));
        let said = failure.one_line();
        assert_eq!(said, "--check: on sim, output 1 of image 0 is 2, golden's is 3");
    }
}
