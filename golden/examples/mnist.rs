//! Trains a network on IDX files and prints the accuracy after each epoch:
//! `cargo run --release -p golden --example mnist -- FOLDER 32C5-MP2-64C5-MP2-512FC-10 none EPOCHS BATCH SEED...`
//!
//! EPOCHS is a number, for the rates of the paper, or a schedule, `4x3,3x0,1x-2`: epochs x log2 of their rate.

use golden::learn::wage::{input_code, Architecture, Network, Schedule, Settings, Shape, Stage, Trainer};
use golden::norm::Norm;
use ndarray::Array2;
use std::{error::Error, fs, path::Path, time::Instant};

/// The payload of an IDX file of bytes, and its first dimension and last.
fn idx(path: &Path) -> Result<(usize, usize, Vec<u8>), Box<dyn Error>> {
    let bytes = fs::read(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let header = 4 + 4 * usize::from(*bytes.get(3).ok_or("empty file")?);
    let word = |at: usize| -> Result<usize, Box<dyn Error>> {
        let word = bytes.get(at..at + 4).ok_or("no dimensions")?;
        Ok(u32::from_be_bytes(word.try_into()?) as usize)
    };
    let (items, last) = (word(4)?, word(header - 4)?);
    Ok((items, last, bytes.get(header..).ok_or("no data")?.to_vec()))
}

struct Set {
    images: Array2<i8>,
    labels: Vec<u8>,
    shape: Shape,
}

fn set(folder: &Path, name: &str) -> Result<Set, Box<dyn Error>> {
    let (n, width, pixels) = idx(&folder.join(format!("{name}-images-idx3-ubyte")))?;
    let (_, _, labels) = idx(&folder.join(format!("{name}-labels-idx1-ubyte")))?;
    let codes = pixels.into_iter().map(input_code).collect::<Vec<_>>();
    let inputs = codes.len() / n;
    Ok(Set {
        images: Array2::from_shape_vec((n, inputs), codes)?,
        labels,
        shape: Shape::new(1, inputs / width, width),
    })
}

/// The stages of a notation; a bare number in front of dense layers is the inputs.
fn stages(net: &str) -> Result<Vec<Stage>, Box<dyn Error>> {
    let mut stages = Vec::new();
    for token in net.split('-') {
        stages.push(if token == "MP2" {
            Stage::MaxPool
        } else if let Some((channels, kernel)) = token.split_once('C').filter(|_| !token.ends_with("FC")) {
            Stage::Convolution {
                channels: channels.parse()?,
                kernel: kernel.trim_end_matches('P').parse()?,
                padded: kernel.ends_with('P'),
            }
        } else {
            Stage::Dense {
                outputs: token.trim_end_matches("FC").parse()?,
            }
        });
    }
    if net
        .split('-')
        .next()
        .is_some_and(|first| first.parse::<usize>().is_ok())
    {
        stages.remove(0);
    }
    Ok(stages)
}

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
