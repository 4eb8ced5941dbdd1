//! `signum infer`: predicts the test images of a data set.

use crate::cli::{InferArgs, Target};
use crate::compile::{compile, Compiled, Emit};
use crate::data::{self, Part, Split};
use crate::device::{self, Device};
use crate::failure::Failure;
use crate::output;
use crate::progress::Progress;
use crate::session::Session;
use crate::weights::{self, Weights};
use golden::core::config;
use golden::learn::wage::{first_maximum, Network};
use serde::Serialize;
use std::time::Instant;

/// The JSON object of the command.
#[derive(Serialize)]
struct Report {
    net: String,
    on: String,
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
    let weights = weights::read(&args.weights)?;
    let split = data::load(&args.data, Part::Test, args.limit.map(|n| n as usize))?;
    let (inputs, classes) = weights.ends();
    split.check(inputs, classes)?;

    let start = Instant::now();
    let (predictions, cycles, on) = match &args.on {
        Target::Golden => (golden_predictions(&weights, &split)?, None, "golden".to_owned()),
        Target::Sim | Target::Serial(_) => {
            let mut device = device::open(&args.on)?;
            let (predictions, cycles) = device_predictions(device.as_mut(), &weights, &split)?;
            (predictions, cycles, device.name())
        }
    };
    let correct = predictions
        .iter()
        .zip(&split.labels)
        .filter(|(p, l)| p == l)
        .count();
    let total = predictions.len();
    let report = Report {
        net: weights.net.to_string(),
        on,
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

/// The golden device: the program in the golden engine, in the smallest of `base` and `large` that holds the
/// network, or, where neither does, the golden layers without a program. The results are the same.
fn golden_predictions(weights: &Weights, split: &Split) -> Result<Vec<u8>, Failure> {
    let compiled = [config::BASE, config::LARGE]
        .into_iter()
        .find_map(|c| compile(weights, c, Emit::Last).ok());
    match compiled {
        Some(compiled) => {
            let mut golden = device::GoldenDevice::new(compiled.config);
            stream(&mut golden, &compiled, split)
        }
        None => {
            let network = Network::from_weights(weights.layers.clone()).map_err(Failure::input)?;
            network.predict(split.images.view()).map_err(Failure::input)
        }
    }
}

/// The predictions of a device, and its cycles.
fn device_predictions(
    device: &mut dyn Device,
    weights: &Weights,
    split: &Split,
) -> Result<(Vec<u8>, Option<u64>), Failure> {
    let hello = Session::new(device).hello()?;
    let compiled = compile(weights, hello.config, Emit::Last)?;
    let predictions = stream(device, &compiled, split)?;
    let cycles = Session::new(device).counters()?.get("span");
    Ok((predictions, device.has_cycles().then_some(cycles)))
}

/// Loads the program and streams the images through it.
fn stream(device: &mut dyn Device, compiled: &Compiled, split: &Split) -> Result<Vec<u8>, Failure> {
    let mut session = Session::new(device);
    // Cycles count from the first word of the program on: loading is part of the work.
    session.clear_counters()?;
    let mut loading = Progress::new(0, "packets loaded");
    session.load_with(compiled, |done, total| {
        loading.total(total as u64);
        loading.set(done as u64);
    })?;
    drop(loading);
    let mut progress = Progress::new(split.images.nrows() as u64, "images");
    let mut predictions = Vec::with_capacity(split.images.nrows());
    session.run(compiled, split.images.view(), |group| {
        if let Some((_, codes)) = group.layers.last() {
            predictions.extend(
                codes
                    .rows()
                    .into_iter()
                    .map(|row| first_maximum(row.iter().copied())),
            );
        }
        progress.set(predictions.len() as u64);
    })?;
    Ok(predictions)
}
