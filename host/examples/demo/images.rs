//! Step 2: every test image through the simulated board, every activation against golden.

use std::time::Instant;

use anyhow::{ensure, Result};
use golden::core::config::BASE;
use golden::core::packet::COUNTERS;
use golden::learn::wage::{first_maximum, Network};
use host::compile::{compile, Emit};
use host::data::Split;
use host::device::{GoldenDevice, SimDevice};
use host::progress::Progress;
use host::session::{GroupResult, Session};
use host::weights::Weights;
use ndarray::s;

/// Streams the images and returns the predictions.
pub fn stream(weights: &Weights, test: &Split) -> Result<Vec<u8>> {
    let start = Instant::now();
    let images = test.images.nrows();
    println!(
        "\nstreaming {images} images to the simulated board ({0}, {1}x{1}):",
        BASE.name, BASE.size
    );
    let compiled = compile(weights, BASE, Emit::Every)?;
    let golden = Network::from_weights(weights.layers().to_vec())?.forward(test.images.view())?;

    let mut device = SimDevice::new(BASE);
    let mut session = Session::new(&mut device);
    session.clear_counters()?;
    session.load(&compiled)?;
    let mut progress = Progress::new(images as u64, "images");
    let mut predictions = Vec::with_capacity(images);
    let mut compared = 0usize;
    let mut differing: Option<String> = None;
    session.run(&compiled, test.images.view(), |group: GroupResult| {
        for (layer, codes) in &group.layers {
            let range = group.first..group.first + codes.nrows();
            compared += codes.len();
            if *codes != golden[*layer].a.slice(s![range, ..]) && differing.is_none() {
                differing = Some(format!("layer {layer} of the images from {} on", group.first));
            }
        }
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
    drop(progress);
    let counters = session.counters()?;
    if let Some(place) = differing {
        anyhow::bail!("the board's activations differ from golden's in {place}");
    }
    println!("  {compared} activations of every layer equal golden bit for bit");

    let last = compile(weights, BASE, Emit::Last)?;
    let mut golden_device = GoldenDevice::new(BASE);
    let mut golden_predictions = Vec::with_capacity(images);
    let mut golden_session = Session::new(&mut golden_device);
    golden_session.load(&last)?;
    golden_session.run(&last, test.images.view(), |group| {
        if let Some((_, codes)) = group.layers.last() {
            golden_predictions.extend(
                codes
                    .rows()
                    .into_iter()
                    .map(|row| first_maximum(row.iter().copied())),
            );
        }
    })?;
    ensure!(
        golden_predictions == predictions,
        "the golden engine's predictions differ from the board's"
    );

    let correct = predictions
        .iter()
        .zip(&test.labels)
        .filter(|(p, l)| p == l)
        .count();
    let span = counters.get("span");
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
        percent(counters.get("macs") as f64, (cells * span) as f64)
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
    let shown = COUNTERS
        .iter()
        .skip(2)
        .map(|name| format!("{name} {}", counters.get(name)));
    println!("  counters: {}", shown.collect::<Vec<_>>().join(", "));
    Ok(predictions)
}

fn percent(part: f64, whole: f64) -> f64 {
    100.0 * part / whole
}
