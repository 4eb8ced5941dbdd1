//! The arguments of `signum`.
//!
//! clap reads them; its errors are folded into the one line that every bad argument gets.

use crate::failure::Failure;
use clap::error::ErrorKind;
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::path::PathBuf;
use std::str::FromStr;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "signum",
    version,
    about = "Runs and trains integer neural networks on small FPGAs, and on a model of them that is equal to the bit",
    after_help = "Example:\n  signum train --net 784-256-10 --data mnist --out mnist.safetensors\n\n\
                  Exit status: 0 done; 1 the work failed or a check did not hold; 2 bad input or arguments."
)]
pub struct Cli {
    /// Print exactly one JSON object on standard output
    #[arg(long, global = true)]
    pub json: bool,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write the Verilog of every unit and of the core, one file per top, and manifest.json
    #[command(after_help = "Example:\n  signum generate --config base --out build/verilog")]
    Generate(GenerateArgs),
    /// Run one unit on a JSON object from standard input and print its result as one JSON object
    #[command(after_help = EVAL_HELP)]
    Eval(EvalArgs),
    /// Train a network
    #[command(
        allow_negative_numbers = true,
        after_help = "Example:\n  signum train --net 784-256-10 --data mnist --epochs 10 --out mnist.safetensors"
    )]
    Train(TrainArgs),
    /// Predict the classes of the test images of a data set
    #[command(
        allow_negative_numbers = true,
        after_help = "Example:\n  signum infer --weights mnist.safetensors --data mnist --on sim --limit 100"
    )]
    Infer(InferArgs),
    /// Run the simulated board (the Verilog under Verilator) behind a pseudo-terminal
    #[command(after_help = "Example:\n  signum board --pty /tmp/board &\n  \
                      signum infer --weights mnist.safetensors --data mnist --on serial:/tmp/board --limit 50")]
    Board(BoardArgs),
}

const EVAL_HELP: &str = "Example:\n  \
    echo '{\"a\": [[1, 2]], \"w\": [[3], [-4]]}' | signum eval mac --on golden\n  \
    {\"acc\":[[-5]]}\n\n\
    An unknown UNIT is answered with the list of units.";

/// Arguments of `generate`.
#[derive(Debug, Args)]
pub struct GenerateArgs {
    /// Named configuration of the core
    #[arg(long, value_name = "NAME", default_value = "base")]
    pub config: String,
    /// Folder to write to; it is made when it is not there
    #[arg(long, value_name = "DIR", default_value = "build/verilog")]
    pub out: PathBuf,
}

/// Arguments of `eval`.
#[derive(Debug, Args)]
pub struct EvalArgs {
    /// Name of the unit, as mac or l1-norm
    pub unit: String,
    /// What runs it: the golden model, or the generated Verilog under Verilator
    #[arg(long, value_enum, default_value = "golden")]
    pub on: Engine,
}

/// What runs a unit of `eval`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Engine {
    /// The golden model.
    Golden,
    /// The generated Verilog under Verilator.
    Rtl,
}

/// Arguments of `train`.
#[derive(Debug, Args)]
pub struct TrainArgs {
    /// Network, as 784-256-10
    #[arg(long, value_name = "NET")]
    pub net: String,
    /// mnist, fashion-mnist or a folder of IDX files
    #[arg(long)]
    pub data: String,
    /// Device that trains
    #[arg(long, value_name = "DEVICE", default_value = "golden")]
    pub on: Target,
    /// Passes over the training images
    #[arg(long, value_name = "E", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub epochs: u32,
    /// Images per update of the weights
    #[arg(long, value_name = "B", default_value_t = 128, value_parser = clap::value_parser!(u32).range(1..=65_536))]
    pub batch: u32,
    /// Train on the first N training images only; all test images are used all the same
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub limit: Option<u32>,
    /// Seed of the initial weights, the order of the images and the rounding of the updates
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub seed: u64,
    /// Normaliser after every layer but the last
    #[arg(long, value_enum, default_value = "none")]
    pub norm: NormName,
    /// File for the trained weights (.safetensors)
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Also run the golden model, and compare every weight after every batch
    #[arg(long)]
    pub check: bool,
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

/// Arguments of `infer`.
#[derive(Debug, Args)]
pub struct InferArgs {
    /// Trained weights (.safetensors)
    #[arg(long, value_name = "FILE")]
    pub weights: PathBuf,
    /// mnist, fashion-mnist or a folder of IDX files: its test images
    #[arg(long)]
    pub data: String,
    /// Device that predicts: golden, sim or serial:PATH
    #[arg(long, value_name = "DEVICE", default_value = "golden")]
    pub on: Target,
    /// The first N test images only
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub limit: Option<u32>,
}

/// Arguments of `board`.
#[derive(Debug, Args)]
pub struct BoardArgs {
    /// Where the pseudo-terminal appears
    #[arg(long, value_name = "PATH")]
    pub pty: PathBuf,
}

/// A device that runs programs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// The golden model.
    Golden,
    /// The simulated board, by its word-wide stream port.
    Sim,
    /// A board behind a serial port or pseudo-terminal.
    Serial(PathBuf),
}

impl FromStr for Target {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        const EXPECTED: &str = "expected golden, sim or serial:PATH";
        match text.split_once(':') {
            None if text == "golden" => Ok(Target::Golden),
            None if text == "sim" => Ok(Target::Sim),
            Some(("serial", path)) if !path.is_empty() => Ok(Target::Serial(path.into())),
            Some(("pcie", _)) => Err(format!("there is no PCIe device yet, {EXPECTED}")),
            _ => Err(EXPECTED.to_owned()),
        }
    }
}

/// Reads the arguments. `--help` and `--version` print and leave by [`Failure::Closed`].
pub fn parse(args: Vec<OsString>) -> Result<Cli, Failure> {
    Cli::try_parse_from(&args).map_err(|e| match e.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            match crate::output::line(e.render().to_string().trim_end()) {
                Ok(()) => Failure::Closed,
                Err(failure) => failure,
            }
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            Failure::input("no command: expected generate, eval, train, infer or board; see signum --help")
        }
        _ => Failure::input(fold(&e, &args)),
    })
}

/// clap's report of several paragraphs as one sentence that ends with where to look.
fn fold(error: &clap::Error, args: &[OsString]) -> String {
    let text = error.render().to_string();
    let kept: Vec<&str> = text
        .lines()
        .map(str::trim)
        .take_while(|l| !l.starts_with("Usage:") && !l.starts_with("For more information"))
        .filter(|l| !l.is_empty())
        .collect();
    let message = kept.join(" ");
    let message = message.strip_prefix("error: ").unwrap_or(&message);
    let definition = Cli::command();
    let command = args
        .iter()
        .skip(1)
        .filter_map(|a| a.to_str())
        .find(|a| definition.find_subcommand(a).is_some());
    match command {
        Some(command) => format!("{message}; see signum {command} --help"),
        None => format!("{message}; expected a command as in signum --help"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_is_consistent() {
        <Cli as clap::CommandFactory>::command().debug_assert();
    }

    #[test]
    fn targets_parse() {
        assert_eq!("golden".parse(), Ok(Target::Golden));
        assert_eq!("sim".parse(), Ok(Target::Sim));
        assert_eq!(
            "serial:/dev/ttyUSB0".parse(),
            Ok(Target::Serial("/dev/ttyUSB0".into()))
        );
        for bad in ["", "serial", "serial:", "golden:x", "rtl", "pcie:/dev/x"] {
            assert!(
                bad.parse::<Target>()
                    .unwrap_err()
                    .contains("expected golden, sim or serial:PATH"),
                "{bad}"
            );
        }
    }
}
