//! The arguments of `signum`.
//!
//! clap reads them; its errors are folded into the one line that every bad argument gets.

use crate::failure::Failure;
use crate::train::rates::Rates;
use clap::error::ErrorKind;
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::fmt;
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

/// Arguments of `train`. What a checkpoint knows is an option, so that `--resume` needs nothing else.
#[derive(Debug, Args)]
pub struct TrainArgs {
    /// Network, as 784-256-10 or 32C5-MP2-64C5-MP2-512FC-10
    #[arg(long, value_name = "NET", required_unless_present = "resume")]
    pub net: Option<String>,
    /// mnist, fashion-mnist or a folder of IDX files
    #[arg(long, required_unless_present = "resume")]
    pub data: Option<String>,
    /// Device that trains: golden, sim, serial:PATH or pcie:PATH [default: golden]
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

/// A configuration of the core.
fn configuration(name: &str) -> Result<golden::core::Config, String> {
    golden::core::Config::named(name).ok_or_else(|| {
        let names: Vec<_> = golden::core::config::ALL.iter().map(|c| c.name).collect();
        format!("expected one of {}", names.join(", "))
    })
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
    /// Device that predicts: golden, sim, serial:PATH or pcie:PATH
    #[arg(long, value_name = "DEVICE", default_value = "golden")]
    pub on: Target,
    /// The first N test images only
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub limit: Option<u32>,
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

/// Arguments of `compare`.
#[derive(Debug, Args)]
pub struct CompareArgs {
    /// Folder for the page, the JSON, the plots and all files behind the figures
    #[arg(long, value_name = "DIR", default_value = "build/compare")]
    pub out: PathBuf,
    /// The primitives of 16 bits on one FPGA and one cell library, within three minutes
    #[arg(long)]
    pub quick: bool,
    /// Cell library in Liberty format, beside osu018 and gscl45nm; may be given several times
    #[arg(long, value_name = "FILE")]
    pub liberty: Vec<PathBuf>,
    /// Only this level; may be given several times
    #[arg(long, value_enum)]
    pub level: Vec<crate::compare::rows::Level>,
    /// Only this target; may be given several times
    #[arg(long, value_name = "NAME")]
    pub target: Vec<String>,
    /// Only samples of so many bits: 8, 16 or 32; may be given several times
    #[arg(long, value_name = "BITS", value_parser = width)]
    pub bits: Vec<u32>,
    /// Only this function, as square; may be given several times
    #[arg(long, value_name = "NAME")]
    pub function: Vec<String>,
    /// Only this variant, as booth_p2; may be given several times
    #[arg(long, value_name = "NAME")]
    pub variant: Vec<String>,
    /// Measures nothing and joins the reports of other runs: their compare.json; may be given several times
    #[arg(long, value_name = "FILE", conflicts_with_all = ["quick", "liberty", "level", "target", "bits", "function", "variant", "seeds", "jobs"])]
    pub from: Vec<PathBuf>,
    /// Placements of every design on an FPGA, of which the median counts
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=100))]
    pub seeds: u32,
    /// Tools that run at once
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..=256))]
    pub jobs: u32,
}

/// A width of the comparison.
fn width(text: &str) -> Result<u32, String> {
    let width = text
        .parse()
        .ok()
        .filter(|width| hdl::comparison::WIDTHS.contains(width));
    width.ok_or_else(|| "expected 8, 16 or 32".to_owned())
}

/// Arguments of `board`.
#[derive(Debug, Args)]
pub struct BoardArgs {
    /// A serial board, in base: where its pseudo-terminal appears
    #[arg(
        long,
        value_name = "PATH",
        required_unless_present = "pcie",
        conflicts_with = "pcie"
    )]
    pub pty: Option<PathBuf>,
    /// A PCIe board, in small: its pipes appear at PREFIX_h2c_0 and PREFIX_c2h_0
    #[arg(long, value_name = "PREFIX")]
    pub pcie: Option<PathBuf>,
    /// Both streams of the PCIe board stall at random, from this seed on
    #[arg(long, value_name = "SEED", conflicts_with = "pty")]
    pub stalls: Option<u64>,
}

/// Arguments of `build`.
#[derive(Debug, Args)]
pub struct BuildArgs {
    /// A folder of constraints/, or the path of any folder with a board.toml
    #[arg(long, value_name = "NAME")]
    pub board: String,
    /// Configuration of the core [default: the board's]
    #[arg(long, value_name = "NAME", value_parser = configuration)]
    pub config: Option<golden::core::Config>,
    /// Clock of the core in MHz [default: the board's]
    #[arg(long, value_name = "MHZ", value_parser = megahertz)]
    pub clock: Option<f64>,
    /// Seed of the placement
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub seed: u32,
    /// Folder to write to [default: build/boards/NAME]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// A clock in megahertz.
fn megahertz(text: &str) -> Result<f64, String> {
    let clock = text.parse().ok().filter(|clock| (1.0..=400.0).contains(clock));
    clock.ok_or_else(|| "expected 1 to 400".to_owned())
}

/// Arguments of `flash`.
#[derive(Debug, Args)]
pub struct FlashArgs {
    /// A folder of constraints/, or the path of any folder with a board.toml
    #[arg(long, value_name = "NAME")]
    pub board: String,
    /// Print the command and load nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Write it to the flash memory from which the board starts
    #[arg(long)]
    pub keep: bool,
    /// Folder that build wrote to [default: build/boards/NAME]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
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
    /// A board behind PCIe, or behind two pipes: the beginning of its two files' names.
    Pcie(PathBuf),
}

impl Target {
    /// Whether it is a board, real or simulated, that may be lost under way.
    pub fn is_board(&self) -> bool {
        matches!(self, Target::Serial(_) | Target::Pcie(_))
    }
}

/// As the argument.
impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Target::Golden => f.write_str("golden"),
            Target::Sim => f.write_str("sim"),
            Target::Serial(path) => write!(f, "serial:{}", path.display()),
            Target::Pcie(path) => write!(f, "pcie:{}", path.display()),
        }
    }
}

impl FromStr for Target {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        const EXPECTED: &str = "expected golden, sim, serial:PATH or pcie:PATH";
        match text.split_once(':') {
            None if text == "golden" => Ok(Target::Golden),
            None if text == "sim" => Ok(Target::Sim),
            Some(("serial", path)) if !path.is_empty() => Ok(Target::Serial(path.into())),
            Some(("pcie", path)) if !path.is_empty() => Ok(Target::Pcie(path.into())),
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

    #[test]
    fn targets_parse() {
        assert_eq!("golden".parse(), Ok(Target::Golden));
        assert_eq!("sim".parse(), Ok(Target::Sim));
        assert_eq!(
            "serial:/dev/ttyUSB0".parse(),
            Ok(Target::Serial("/dev/ttyUSB0".into()))
        );
        assert_eq!("pcie:/dev/xdma0".parse(), Ok(Target::Pcie("/dev/xdma0".into())));
        for bad in ["", "serial", "serial:", "golden:x", "rtl", "pcie", "pcie:"] {
            assert!(
                bad.parse::<Target>()
                    .unwrap_err()
                    .contains("expected golden, sim, serial:PATH or pcie:PATH"),
                "{bad}"
            );
        }
    }
}
