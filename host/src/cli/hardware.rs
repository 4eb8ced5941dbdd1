//! The arguments of `compare`, `board`, `build` and `flash`.

use super::configuration;
use clap::Args;
use std::path::PathBuf;

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
    /// Seed of the placement [default: the board's]
    #[arg(long, value_name = "S")]
    pub seed: Option<u32>,
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
