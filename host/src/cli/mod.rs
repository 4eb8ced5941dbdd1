//! The arguments of `signum`.
//!
//! clap reads them; its errors are folded into the one line that every bad argument gets.

mod hardware;
mod target;
mod train;

pub use hardware::{BoardArgs, BuildArgs, CompareArgs, FlashArgs};
pub use target::Target;
pub use train::{InferArgs, NormName, ReproduceArgs, TrainArgs};

use crate::failure::Failure;
use clap::error::ErrorKind;
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::path::PathBuf;

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
        after_help = TRAIN_HELP
    )]
    Train(Box<TrainArgs>),
    /// Predict the classes of the test images of a data set
    #[command(
        allow_negative_numbers = true,
        after_help = "Example:\n  signum infer --weights mnist.safetensors --data mnist --on sim --limit 100"
    )]
    Infer(InferArgs),
    /// Run the smallest honest experiment of one paper, and print a row for each of its claims
    #[command(
        after_help = "Example:\n  signum reproduce wage --quick --out build/wage\n\nNAME is wage or l1bn."
    )]
    Reproduce(ReproduceArgs),
    /// L1 against L2 normalisation in silicon: speed, area and energy by open tools
    #[command(after_help = COMPARE_HELP)]
    Compare(CompareArgs),
    /// Run the simulated board (the Verilog under Verilator) behind a pseudo-terminal or two named pipes
    #[command(after_help = "Example:\n  signum board --pty /tmp/board &\n  \
                      signum infer --weights mnist.safetensors --data mnist --on serial:/tmp/board --limit 50\n  \
                      signum board --pcie /tmp/card &\n  \
                      signum train --net 784-16-10 --data mnist --on pcie:/tmp/card --limit 256 --batch 16 --epochs 1 --check")]
    Board(BoardArgs),
    /// Build the bitstream of a board, with a report of timing, use of the device and memories
    #[command(after_help = BUILD_HELP)]
    Build(BuildArgs),
    /// Load the bitstream of a board by openFPGALoader
    #[command(after_help = "Example:\n  signum build --board ulx3s-85f && signum flash --board ulx3s-85f")]
    Flash(FlashArgs),
}

const BUILD_HELP: &str = "Example:\n  signum build --board ulx3s-85f\n  \
    signum build --board ulx3s-85f --config tiny --clock 50 --out build/other\n\n\
    Boards are the folders of constraints/. scripts/setup boards installs the tools. What was placed is found again by the\n\
    next call.";

const TRAIN_HELP: &str = "Example:\n  \
    signum train --net 784-256-10 --data mnist --epochs 10 --out mnist.safetensors\n  \
    signum train --net 784-256-10 --data mnist --on sim --limit 640 --batch 64 --epochs 1 --check\n  \
    signum train --net 784-256-10 --data mnist --checkpoint run.checkpoint --out mnist.safetensors\n  \
    signum train --resume run.checkpoint";

const EVAL_HELP: &str = "Example:\n  \
    echo '{\"a\": [[1, 2]], \"w\": [[3], [-4]]}' | signum eval mac --on golden\n  \
    {\"acc\":[[-5]]}\n\n\
    An unknown UNIT is answered with the list of units.";

const COMPARE_HELP: &str = "Example:\n  \
    signum compare --quick\n  \
    signum compare --level statistics --bits 16 --target hx8k --target osu018\n  \
    signum compare --liberty sky130hd_tt.lib --target sky130hd_tt\n\n\
    Targets: the FPGAs ecp5-85, up5k, hx8k and gw2a, the libraries osu018 and gscl45nm, and those of --liberty by their\n\
    files' names. scripts/setup silicon installs the tools. A run that was stopped goes on where it was.";

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

/// A configuration of the core.
fn configuration(name: &str) -> Result<golden::core::Config, String> {
    golden::core::Config::named(name).ok_or_else(|| {
        let names: Vec<_> = golden::core::config::ALL.iter().map(|c| c.name).collect();
        format!("expected one of {}", names.join(", "))
    })
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
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => Failure::input(
            "no command: expected generate, eval, train, infer, reproduce, compare, board, build or flash; see signum --help",
        ),
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
}
