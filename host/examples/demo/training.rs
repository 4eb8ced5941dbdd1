//! Step 1: three trainings, or their weights from an earlier run.

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{ensure, Context, Result};
use golden::learn::wage::{Network, Settings, Trainer};
use host::data::{self, Part, Split};
use host::files::write_atomically;
use host::net::Net;
use host::weights::{self, to_bytes, Weights};

/// The default seed first.
const SEEDS: [u64; 3] = [1, 2, 3];

/// The network of the default seed.
pub struct Trained {
    /// Its weights.
    pub weights: Weights,
    /// Where they are kept.
    pub path: PathBuf,
    /// Percent of the test images that it gets right.
    pub accuracy: f64,
}

/// Trains `net` with every seed and prints what each reaches at its last epoch.
pub fn train(net: &str, test: &Split) -> Result<Trained> {
    let folder = Path::new("build/demo");
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let settings = Settings::default();
    println!(
        "training {net} on MNIST in integers (ternary weights, int8 activations, errors and updates), {} epochs:",
        settings.epochs
    );
    let mut accuracies = Vec::new();
    let mut first = None;
    for seed in SEEDS {
        // settings are part of the name: other settings are another run
        let name = format!(
            "{net}-seed{seed}-epochs{}-batch{}.safetensors",
            settings.epochs, settings.batch
        );
        let path = folder.join(name);
        let start = Instant::now();
        let (weights, from) = match weights::read(&path, None) {
            Ok(weights) => (weights, "kept from an earlier run".to_owned()),
            Err(_) => {
                let weights = fresh(
                    net,
                    Settings {
                        seed,
                        ..settings.clone()
                    },
                )?;
                write_atomically(&path, &to_bytes(&weights))
                    .with_context(|| format!("cannot write {}", path.display()))?;
                (
                    weights,
                    format!("trained in {:.1} s", start.elapsed().as_secs_f64()),
                )
            }
        };
        ensure!(
            weights.net.to_string() == net,
            "{}: weights of {}, expected {net}",
            path.display(),
            weights.net
        );
        let network = Network::from_weights(weights.layers().to_vec())?;
        let correct = network.evaluate(test.images.view(), &test.labels)?.correct;
        let accuracy = 100.0 * correct as f64 / test.labels.len() as f64;
        println!("  seed {seed}: {accuracy:.2} % of the test images at the last epoch ({from})");
        accuracies.push(accuracy);
        first.get_or_insert(Trained {
            weights,
            path,
            accuracy,
        });
    }
    println!(
        "  mean of {} seeds: {:.2} %",
        SEEDS.len(),
        accuracies.iter().sum::<f64>() / accuracies.len() as f64
    );
    first.context("no seed")
}

fn fresh(net: &str, settings: Settings) -> Result<Weights> {
    let train = data::load("mnist", Part::Train, None)?;
    let net: Net = net.parse()?;
    let architecture = net.architecture(train.shape(), None)?;
    let network = Network::new(architecture.clone(), settings.seed);
    let mut trainer = Trainer::new(network, settings, train.images.view(), &train.labels)?;
    while trainer.step()?.is_some() {}
    Ok(Weights {
        images: train.shape(),
        net,
        parameters: trainer.into_network().into_parameters(),
        architecture,
    })
}
