//! The arguments of `train`, `infer` and `reproduce`.

use super::{configuration, Target};
use crate::train::rates::Rates;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Arguments of `train`. What a checkpoint knows is an option, so that `--resume` needs nothing else.
#[derive(Debug, Args)]
pub struct TrainArgs {
    /// Network, as 784-256-10 or 32C5-MP2-64C5-MP2-512FC-10
    #[arg(long, value_name = "NET", required_unless_present = "resume")]
    pub net: Option<String>,
    /// mnist, fashion-mnist or a folder of IDX files
    #[arg(long, required_unless_present = "resume")]
    pub data: Option<String>,
    /// Device that trains: golden, sim, serial:PATH, serial:PATH@BAUD (1000000) or pcie:PATH [default: golden]
    #[arg(long, value_name = "DEVICE")]
    pub on: Option<Target>,
    /// Configuration of the simulated core [default: base, or large where base is too small]
    #[arg(long, value_name = "NAME", value_parser = configuration)]
    pub config: Option<golden::core::Config>,
    /// Passes over the training images [default: as many as --rates has, or 10]
    #[arg(long, value_name = "E", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub epochs: Option<u32>,
    /// Images per update of the weights [default: 128]
    #[arg(long, value_name = "B", value_parser = clap::value_parser!(u32).range(1..=65_536))]
    pub batch: Option<u32>,
    /// Train on the first N training images only; all test images are used all the same
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub limit: Option<u32>,
    /// Seed of the initial weights, the order of the images and the rounding of the updates [default: 1]
    #[arg(long, value_name = "S")]
    pub seed: Option<u64>,
    /// Normaliser after every layer but the last [default: none]
    #[arg(long, value_enum)]
    pub norm: Option<NormName>,
    /// Learning rates with the epochs of each, as 8x5,1x4,1/4 [default: 8 for half of the steps, 1/4 for the last tenth, 1 between]
    #[arg(long, value_name = "RATES")]
    pub rates: Option<Rates>,
    /// File for the trained weights (.safetensors)
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Also run the golden model, and compare everything that was learned after every batch; a resumed training does as
    /// before, --check=false ends it
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub check: Option<bool>,
    /// File for checkpoints, from which --resume goes on
    #[arg(long, value_name = "FILE")]
    pub checkpoint: Option<PathBuf>,
    /// A checkpoint every N batches as well [default: one at the end of every epoch and every 30 seconds]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub checkpoint_every: Option<u32>,
    /// Go on from a checkpoint as before, and keep it up to date; nothing else has to be said. Options that decide the
    /// weights must agree with it, --on, --config, --check and the files may change
    #[arg(long, value_name = "FILE")]
    pub resume: Option<PathBuf>,
    /// Seconds to wait for a board that was lost in mid-training, 0 for none; the training then goes on from the last batch
    /// after which everything was read back, and ends with the same weights
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u32).range(..=86_400))]
    pub reconnect: u32,
    /// Folder for the learning curves (curves.svg and curves.csv), or one of the two files
    #[arg(long, value_name = "PATH")]
    pub curves: Option<PathBuf>,
}

/// Names of the normalisers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum NormName {
    /// No normaliser: the layer's fixed shift.
    None,
    /// Mean absolute deviation.
    L1,
    /// Standard deviation.
    L2,
}

impl NormName {
    /// The name as an argument.
    pub fn as_str(self) -> &'static str {
        match self {
            NormName::None => "none",
            NormName::L1 => "l1",
            NormName::L2 => "l2",
        }
    }
}

/// Arguments of `infer`.
#[derive(Debug, Args)]
pub struct InferArgs {
    /// Trained weights (.safetensors)
    #[arg(long, value_name = "FILE")]
    pub weights: PathBuf,
    /// mnist, fashion-mnist or a folder of IDX files: its test images
    #[arg(long)]
    pub data: String,
    /// Device that predicts: golden, sim, serial:PATH, serial:PATH@BAUD (1000000) or pcie:PATH
    #[arg(long, value_name = "DEVICE", default_value = "golden")]
    pub on: Target,
    /// Seconds to wait for a board that was lost under way, 0 for none; the images whose results have not come are then sent
    /// to it again
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u32).range(..=86_400))]
    pub reconnect: u32,
    /// The first N test images only
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub limit: Option<u32>,
    /// Compare every output of every image with the golden layers'; on golden, those of the compiled program
    #[arg(long)]
    pub check: bool,
}

/// Arguments of `reproduce`.
#[derive(Debug, Args)]
pub struct ReproduceArgs {
    /// The experiment: wage or l1bn
    pub name: String,
    /// Less work, done within two minutes on two cores
    #[arg(long)]
    pub quick: bool,
    /// Seeds of every training, from 1 on [default: 3; with --quick 1 for wage and 3 for l1bn]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100))]
    pub seeds: Option<u32>,
    /// Folder for the table and the learning curves
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}
