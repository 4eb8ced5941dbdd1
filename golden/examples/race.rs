//! Golden's side of `scripts/race`: trains a network at batch 128 and tells how long it took.
//! `cargo run --release -p golden --example race -- FOLDER 32C5-MP2-64C5-MP2-512FC-10`
//!
//! Every line on the standard input is a number of steps to take; the answer is their time in seconds. The samples of a
//! step are drawn, gathered and used as in any training, so the time is all of its time.

mod common;

use common::{set, stages};
use golden::learn::wage::{Architecture, Network, Settings, Trainer};
use std::{error::Error, io::stdin, path::Path, time::Instant};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, net] = &arguments[..] else {
        return Err("usage: race FOLDER NET".into());
    };
    let train = set(Path::new(folder), "train")?;
    let architecture = Architecture::new(train.shape, &stages(net)?, None)?;
    let settings = Settings {
        epochs: 1 << 16,
        ..Settings::default()
    };
    let network = Network::new(architecture, settings.seed);
    let mut trainer = Trainer::new(network, settings, train.images.view(), &train.labels)?;
    for line in stdin().lines() {
        let steps: u32 = line?.trim().parse()?;
        let start = Instant::now();
        // within the pool, as an epoch takes its steps
        rayon::scope(|_| (0..steps).try_for_each(|_| trainer.step().map(|_| ())))?;
        println!("{:.6}", start.elapsed().as_secs_f64());
    }
    Ok(())
}
