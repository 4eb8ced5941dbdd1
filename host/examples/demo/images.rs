//! Step 2: every test image through the simulated board, every result against golden.

use std::time::Instant;

use anyhow::{ensure, Result};
use golden::core::config::BASE;
use golden::core::packet::{Counter, COUNTERS};
use golden::learn::wage::{first_maximum, Network};
use host::compile::Compiled;
use host::data::Split;
use host::device::{Device, GoldenDevice, SimDevice};
use host::progress::Progress;
use host::session::{Counters, Session};
use host::weights::Weights;
use ndarray::{s, Array2};

/// Streams the images and returns the predictions.
pub fn stream(weights: &Weights, test: &Split) -> Result<Vec<u8>> {
    let start = Instant::now();
    let images = test.images.nrows();
    println!(
        "\nstreaming {images} images to the simulated board ({0}, {1}x{1}):",
        BASE.name, BASE.size
    );
    let compiled = Compiled::inference(&weights.net.to_string(), &weights.architecture, BASE)?;
    let (results, counters) = run(Box::new(SimDevice::new(BASE)), &compiled, weights, test)?;
    let network = Network::from_parameters(weights.architecture.clone(), weights.parameters.clone())?;
    let layers = network.forward(test.images.view())?;
    ensure!(
        layers.last().is_some_and(|last| last.a == results),
        "the board's results differ from golden's"
    );
    println!(
        "  {} results of the last layer equal golden bit for bit",
        results.len()
    );
    let (engine, counted) = run(Box::new(GoldenDevice::new(BASE)), &compiled, weights, test)?;
    ensure!(
        engine == results,
        "the golden engine's results differ from the board's"
    );
    ensure!(
        counted.get(Counter::Clips) == counters.get(Counter::Clips),
        "the golden engine counts other clipped activations than the board"
    );
    let predictions: Vec<u8> = results
        .rows()
        .into_iter()
        .map(|row| first_maximum(row.iter().copied()))
        .collect();

    let correct = predictions
        .iter()
        .zip(&test.labels)
        .filter(|(p, l)| p == l)
        .count();
    let span = counters.get(Counter::Span);
    let cells = (BASE.size * BASE.size) as u64;
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "  {correct} of {images} right, {:.2} %, as the golden engine predicts",
        percent(correct as f64, images as f64)
    );
    println!(
        "  {span} cycles from the first word in (the program) to the last word out, {:.1} an image",
        span as f64 / images as f64
    );
    println!(
        "  array utilisation {:.2} % (multiply-accumulates on real data over cells times cycles)",
        percent(counters.get(Counter::MacsForward) as f64, (cells * span) as f64)
    );
    println!(
        "  {:.0} images/s at {} MHz",
        images as f64 * BASE.clock_hz as f64 / span as f64,
        BASE.clock_hz / 1_000_000
    );
    println!(
        "  {seconds:.1} s, {:.0} simulated cycles/s",
        span as f64 / seconds
    );
    let shown = Counter::ALL
        .into_iter()
        .zip(COUNTERS)
        .skip(2)
        .map(|(counter, name)| format!("{name} {}", counters.get(counter)));
    println!("  counters: {}", shown.collect::<Vec<_>>().join(", "));
    Ok(predictions)
}

/// The results of all images on a device, and its counters.
fn run(
    device: Box<dyn Device>,
    compiled: &Compiled,
    weights: &Weights,
    test: &Split,
) -> Result<(Array2<i8>, Counters)> {
    let mut session = Session::new(device);
    session.clear_counters()?;
    session.load(compiled, &weights.parameters, |_, _| ())?;
    let mut progress = Progress::new(test.images.nrows() as u64, "images");
    let mut results = Array2::zeros((test.images.nrows(), compiled.outputs()));
    let mut done = 0;
    session.infer(compiled, test.images.view(), |group| {
        results
            .slice_mut(s![done..done + group.nrows(), ..])
            .assign(&group);
        done += group.nrows();
        progress.set(done as u64);
    })?;
    drop(progress);
    let counters = session.counters()?;
    Ok((results, counters))
}

fn percent(part: f64, whole: f64) -> f64 {
    100.0 * part / whole
}
