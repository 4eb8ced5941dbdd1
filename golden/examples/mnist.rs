//! Trains a network on IDX files and prints the accuracy after each epoch:
//! `cargo run --release -p golden --example mnist -- FOLDER 32C5-MP2-64C5-MP2-512FC-10 none EPOCHS BATCH SEED...`
//!
//! EPOCHS is a number, for the rates of the paper, or a schedule, `4x3,3x0,1x-2`: epochs x log2 of their rate.

mod common;

use common::{set, stages};
use golden::learn::wage::{Architecture, Network, Schedule, Settings, Trainer};
use golden::norm::Norm;
use std::{error::Error, path::Path, time::Instant};

fn schedule(text: &str) -> Result<(u32, Schedule), Box<dyn Error>> {
    if let Ok(epochs) = text.parse() {
        return Ok((epochs, Schedule::Paper));
    }
    let mut phases = Vec::new();
    for phase in text.split(',') {
        let (epochs, rate) = phase.split_once('x').ok_or("a phase is EPOCHSxRATE_LOG2")?;
        phases.push((epochs.parse::<u32>()?, rate.parse()?));
    }
    Ok((phases.iter().map(|phase| phase.0).sum(), Schedule::Epochs(phases)))
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, net, norm, epochs, batch, seeds @ ..] = &arguments[..] else {
        return Err("usage: mnist FOLDER NET none|l1|l2 EPOCHS BATCH SEED...".into());
    };
    let norm = match norm.as_str() {
        "none" => None,
        "l1" => Some(Norm::L1),
        "l2" => Some(Norm::L2),
        other => return Err(format!("norm {other}: expected none, l1 or l2").into()),
    };
    let (train, test) = (set(Path::new(folder), "train")?, set(Path::new(folder), "t10k")?);
    let architecture = Architecture::new(train.shape, &stages(net)?, norm)?;
    let (epochs, schedule) = schedule(epochs)?;
    let mut last = Vec::new();
    for seed in seeds {
        let seed = seed.parse()?;
        let settings = Settings {
            seed,
            epochs,
            batch: batch.parse()?,
            schedule: schedule.clone(),
        };
        let network = Network::new(architecture.clone(), seed);
        let mut trainer = Trainer::new(network, settings, train.images.view(), &train.labels)?;
        let mut accuracy = 0.0;
        for epoch in 1..=epochs {
            let start = Instant::now();
            let right = trainer.epoch()? as f64 * 100.0 / train.labels.len() as f64;
            let seconds = start.elapsed().as_secs_f64();
            let found = trainer.network().evaluate(test.images.view(), &test.labels)?;
            accuracy = found.correct as f64 * 100.0 / test.labels.len() as f64;
            let speed = train.labels.len() as f64 / seconds;
            println!(
                "seed {seed} epoch {epoch}: train {right:.2} %, test {accuracy:.2} %, {speed:.0} images/s"
            );
        }
        last.push(accuracy);
    }
    println!(
        "last epochs: {last:.2?}, mean {:.2} %",
        last.iter().sum::<f64>() / last.len() as f64
    );
    Ok(())
}
