//! The main job from end to end, on real data. `scripts/demo` runs it.
//!
//! 1. Trains `784-256-10` on MNIST in integers with three seeds, or takes the weights of an earlier run.
//! 2. Streams the 10,000 test images to the simulated board and compares every result with the golden model, bit for
//!    bit.
//! 3. Streams a few over a serial line to the board's UART, bit by bit, and compares the predictions.
//! 4. Runs the L1 and the L2 normaliser on the trained network's accumulators and errors, RTL against golden.
//!
//! Exit status 1 when anything differs or the accuracy is below the bound.

mod images;
mod normalisers;
mod serial;
mod training;

use std::process::ExitCode;
use std::time::Instant;

use anyhow::{ensure, Result};
use host::data::{self, Part};

/// The network of the demo.
const NET: &str = "784-256-10";
/// Accuracy in percent that the default seed has to reach at the last epoch.
const BOUND: f64 = 96.0;

fn main() -> ExitCode {
    let start = Instant::now();
    match run() {
        Ok(()) => {
            println!("\nall equal; done in {:.0} s", start.elapsed().as_secs_f64());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("demo: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let test = data::load("mnist", Part::Test, None)?;
    let trained = training::train(NET, &test)?;
    ensure!(
        trained.accuracy >= BOUND,
        "{NET} reached {:.2} % with the default seed, expected {BOUND} % or more",
        trained.accuracy
    );
    let predictions = images::stream(&trained.weights, &test)?;
    serial::stream(&trained.path, &test, &predictions)?;
    normalisers::run(&trained.weights, &test)
}
