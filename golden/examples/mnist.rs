//! Trains a dense network on IDX files and prints the accuracy after each epoch:
//! `cargo run --release -p golden --example mnist -- FOLDER 784-256-10 EPOCHS BATCH SEED...`

use golden::learn::wage::{input_code, Network, Settings, Trainer};
use ndarray::Array2;
use std::{error::Error, fs, path::Path, time::Instant};

/// The payload of an IDX file of bytes, and the size of its first dimension.
fn idx(path: &Path) -> Result<(usize, Vec<u8>), Box<dyn Error>> {
    let bytes = fs::read(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let header = 4 + 4 * usize::from(*bytes.get(3).ok_or("empty file")?);
    let items = bytes.get(4..8).ok_or("no dimensions")?;
    let items = u32::from_be_bytes(items.try_into()?) as usize;
    Ok((items, bytes.get(header..).ok_or("no data")?.to_vec()))
}

fn set(folder: &Path, name: &str) -> Result<(Array2<i8>, Vec<u8>), Box<dyn Error>> {
    let (n, pixels) = idx(&folder.join(format!("{name}-images-idx3-ubyte")))?;
    let (_, labels) = idx(&folder.join(format!("{name}-labels-idx1-ubyte")))?;
    let codes = pixels.into_iter().map(input_code).collect::<Vec<_>>();
    let inputs = codes.len() / n;
    Ok((Array2::from_shape_vec((n, inputs), codes)?, labels))
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, net, epochs, batch, seeds @ ..] = &arguments[..] else {
        return Err("usage: mnist FOLDER NET EPOCHS BATCH SEED...".into());
    };
    let (images, labels) = set(Path::new(folder), "train")?;
    let (test_images, test_labels) = set(Path::new(folder), "t10k")?;
    let sizes = net
        .split('-')
        .map(str::parse)
        .collect::<Result<Vec<usize>, _>>()?;
    let mut last = Vec::new();
    for seed in seeds {
        let seed = seed.parse()?;
        let settings = Settings {
            seed,
            epochs: epochs.parse()?,
            batch: batch.parse()?,
        };
        let mut trainer = Trainer::new(Network::new(&sizes, seed)?, settings, images.view(), &labels)?;
        let mut accuracy = 0.0;
        for epoch in 1..=settings.epochs {
            let start = Instant::now();
            let train = trainer.epoch()? as f64 * 100.0 / labels.len() as f64;
            let seconds = start.elapsed().as_secs_f64();
            let test = trainer.network().evaluate(test_images.view(), &test_labels)?;
            accuracy = test.correct as f64 * 100.0 / test_labels.len() as f64;
            let speed = labels.len() as f64 / seconds;
            println!(
                "seed {seed} epoch {epoch}: train {train:.2} %, test {accuracy:.2} %, {speed:.0} images/s"
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
