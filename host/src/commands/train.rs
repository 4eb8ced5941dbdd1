//! `signum train`: trains a network.

use crate::cli::{NormName, Target, TrainArgs};
use crate::data::{self, Part, Split};
use crate::failure::Failure;
use crate::files::AtomicFile;
use crate::net::Net;
use crate::output;
use crate::progress::Progress;
use crate::weights::{to_bytes, Weights};
use golden::learn::wage::{Network, Settings, Trainer};
use serde::Serialize;
use std::path::PathBuf;
use std::time::Instant;

/// One epoch in the report.
#[derive(Serialize)]
struct Epoch {
    /// Counted from 1.
    epoch: u32,
    /// The learning rate at its end.
    rate: f64,
    /// Share of the training images that the forward passes of the epoch predicted right.
    train_accuracy: f64,
    /// Share of the test images that the weights at its end predict right.
    test_accuracy: f64,
    /// Time of the training steps.
    seconds: f64,
    images_per_second: f64,
}

/// The JSON object of the command.
#[derive(Serialize)]
struct Report {
    net: String,
    data: String,
    on: &'static str,
    norm: &'static str,
    seed: u64,
    batch: u32,
    train_images: usize,
    test_images: usize,
    epochs: Vec<Epoch>,
    /// Right predictions of the final weights.
    correct: usize,
    total: usize,
    /// `correct / total`.
    test_accuracy: f64,
    seconds: f64,
    out: Option<PathBuf>,
}

/// Runs the command.
pub fn run(args: &TrainArgs, json: bool) -> Result<(), Failure> {
    refuse_what_is_not_there(args)?;
    let net: Net = args.net.parse()?;
    let train = data::load(&args.data, Part::Train, args.limit.map(|n| n as usize))?;
    let test = data::load(&args.data, Part::Test, None)?;
    let sizes = net.dense_sizes(train.images.ncols())?;
    let (inputs, classes) = (sizes[0], sizes[sizes.len() - 1]);
    train.check(inputs, classes)?;
    test.check(inputs, classes)?;
    // A place that cannot be written is found out before the work.
    let out = args
        .out
        .as_deref()
        .map(AtomicFile::create)
        .transpose()
        .map_err(Failure::input)?;

    let start = Instant::now();
    let network = Network::dense(&sizes, args.seed).map_err(Failure::input)?;
    let settings = Settings {
        seed: args.seed,
        epochs: args.epochs,
        batch: args.batch as usize,
        ..Settings::default()
    };
    let trainer =
        Trainer::new(network, settings, train.images.view(), &train.labels).map_err(Failure::input)?;
    let (network, epochs, correct) = epochs(trainer, args, &train, &test, json)?;
    if let Some(file) = out {
        let weights = Weights {
            net: net.clone(),
            layers: network.weights().to_vec(),
        };
        file.commit(&to_bytes(&weights))
            .map_err(|e| Failure::Work(e.into()))?;
    }
    let total = test.labels.len();
    let report = Report {
        net: net.to_string(),
        data: args.data.clone(),
        on: "golden",
        norm: "none",
        seed: args.seed,
        batch: args.batch,
        train_images: train.labels.len(),
        test_images: total,
        epochs,
        correct,
        total,
        test_accuracy: correct as f64 / total as f64,
        seconds: start.elapsed().as_secs_f64(),
        out: args.out.clone(),
    };
    if json {
        return output::json(&report);
    }
    output::line(&format!(
        "{}: {correct} of {total} test images right, {:.2} %, after {:.1} s",
        report.net,
        100.0 * report.test_accuracy,
        report.seconds
    ))?;
    match &report.out {
        Some(path) => output::line(&format!("weights: {}", path.display())),
        None => Ok(()),
    }
}

/// What the contract has and this version does not.
fn refuse_what_is_not_there(args: &TrainArgs) -> Result<(), Failure> {
    if args.norm != NormName::None {
        return Err(Failure::input(
            "--norm: training with a normaliser is not built yet, expected none",
        ));
    }
    if args.on != Target::Golden {
        return Err(Failure::input(
            "--on: only the golden model trains so far, expected golden",
        ));
    }
    if args.check {
        return Err(Failure::input(
            "--check compares a device with the golden model, and --on golden is that model; expected no --check",
        ));
    }
    Ok(())
}

/// Runs all epochs; gives the network, a row for each epoch and the right predictions of the last.
fn epochs(
    mut trainer: Trainer,
    args: &TrainArgs,
    train: &Split,
    test: &Split,
    json: bool,
) -> Result<(Network, Vec<Epoch>, usize), Failure> {
    let images = train.labels.len();
    let steps = trainer.steps_per_epoch();
    let mut bar = Progress::new(u64::from(steps) * u64::from(args.epochs), "steps");
    let mut rows = Vec::new();
    let mut correct = 0;
    for epoch in 1..=args.epochs {
        let start = Instant::now();
        let (mut right, mut rate_log2) = (0, 0);
        for _ in 0..steps {
            let Some(step) = trainer.step().map_err(Failure::work)? else {
                break;
            };
            right += step.report.correct;
            rate_log2 = step.rate_log2;
            bar.set(u64::from(step.step));
        }
        let seconds = start.elapsed().as_secs_f64();
        let test_result = trainer
            .network()
            .evaluate(test.images.view(), &test.labels)
            .map_err(Failure::work)?;
        correct = test_result.correct;
        let row = Epoch {
            epoch,
            rate: f64::from(rate_log2).exp2(),
            train_accuracy: right as f64 / images as f64,
            test_accuracy: correct as f64 / test.labels.len() as f64,
            seconds,
            images_per_second: images as f64 / seconds,
        };
        let line = format!(
            "epoch {epoch:2}: rate {:4}, training {:.2} %, test {:.2} %, {:.0} images/s",
            row.rate,
            100.0 * row.train_accuracy,
            100.0 * row.test_accuracy,
            row.images_per_second
        );
        if !json {
            bar.aside(|| output::line(&line))?;
        }
        rows.push(row);
    }
    Ok((trainer.into_network(), rows, correct))
}
