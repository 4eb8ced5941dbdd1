//! `signum infer`: predicts the test images of a data set.

use crate::cli::{InferArgs, Target};
use crate::compile::{CompileError, Compiled};
use crate::data::{self, Part, Split};
use crate::device::{Device, PcieDevice, SerialDevice, SimDevice};
use crate::failure::Failure;
use crate::output;
use crate::progress::Progress;
use crate::session::Session;
use crate::weights::{self, Weights};
use golden::core::packet::Counter;
use golden::core::{config, Config};
use golden::learn::wage::{first_maximum, Network};
use serde::Serialize;
use std::time::Instant;

/// The JSON object of the command.
#[derive(Serialize)]
struct Report {
    net: String,
    on: String,
    /// Configuration of the core; null on golden, whose results are the same on all.
    config: Option<&'static str>,
    correct: usize,
    total: usize,
    accuracy: f64,
    predictions: Vec<u8>,
    /// Clock cycles from the first word in, loading included, to the last word out; null on golden.
    cycles: Option<u64>,
    seconds: f64,
}

/// Runs the command.
pub fn run(args: &InferArgs, json: bool) -> Result<(), Failure> {
    let split = data::load(&args.data, Part::Test, args.limit.map(|n| n as usize))?;
    let weights = weights::read(&args.weights, Some(split.shape()))?;
    split.check(&weights.architecture)?;

    let start = Instant::now();
    let Outcome {
        predictions,
        on,
        config,
        cycles,
    } = match &args.on {
        Target::Golden => golden(&weights, &split)?,
        Target::Sim => {
            let compiled = smallest_fit(&weights)?;
            on_device(Box::new(SimDevice::new(compiled.plan.config)), &weights, &split)?
        }
        Target::Serial(path) => on_device(Box::new(SerialDevice::open(path)?), &weights, &split)?,
        Target::Pcie(path) => on_device(Box::new(PcieDevice::open(path)?), &weights, &split)?,
    };
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
        cycles,
        seconds: start.elapsed().as_secs_f64(),
    };
    if json {
        return output::json(&report);
    }
    output::line(&format!(
        "{} on {}: {correct} of {total} right, {:.2} %",
        report.net,
        report.on,
        100.0 * report.accuracy
    ))?;
    if let Some(cycles) = report.cycles {
        output::line(&format!(
            "{cycles} cycles, {:.1} an image",
            cycles as f64 / total as f64
        ))?;
    }
    output::line(&format!(
        "{:.2} s, {:.0} images/s",
        report.seconds,
        total as f64 / report.seconds
    ))
}

/// What a device made of the images.
struct Outcome {
    predictions: Vec<u8>,
    on: String,
    config: Option<&'static str>,
    cycles: Option<u64>,
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
    })
}

/// A core: it says itself which configuration it is.
fn on_device(device: Box<dyn Device>, weights: &Weights, split: &Split) -> Result<Outcome, Failure> {
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
    let mut progress = Progress::new(split.images.nrows() as u64, "images");
    let mut predictions = Vec::with_capacity(split.images.nrows());
    session.infer(&compiled, split.images.view(), |results| {
        let rows = results.rows().into_iter();
        predictions.extend(rows.map(|row| first_maximum(row.iter().copied())));
        progress.set(predictions.len() as u64);
    })?;
    let cycles = session.counters()?.get(Counter::Span);
    Ok(Outcome {
        predictions,
        on: session.name(),
        config: Some(hello.config.name),
        cycles: session.has_cycles().then_some(cycles),
    })
}
