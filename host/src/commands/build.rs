//! `signum build`: the bitstream of a board, and what was reached.

use crate::boards;
use crate::cli::BuildArgs;
use crate::failure::Failure;
use crate::files::write_atomically;
use crate::output;
use crate::progress::Spinner;
use flow::board::report::{clock, page, slowest, uses};
use flow::board::{build, Built, Description, Error, Shelled};
use flow::cache::Cache;
use golden::link::configuration_word;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The JSON object of the command.
#[derive(Serialize)]
struct Report {
    board: String,
    part: &'static str,
    config: &'static str,
    baud: u64,
    clock_mhz: f64,
    fmax_mhz: f64,
    met: bool,
    critical_path: Option<PathOf>,
    /// Of the part: used, there.
    used: BTreeMap<&'static str, [u64; 2]>,
    memories: Vec<flow::board::memory::Memory>,
    seed: u32,
    seconds: BTreeMap<&'static str, f64>,
    build_hash: String,
    /// Null when the clock is missed.
    bitstream: Option<PathBuf>,
    report: PathBuf,
}

/// A path from register to register.
#[derive(Serialize)]
struct PathOf {
    from: String,
    to: String,
    logic_ns: f64,
    routing_ns: f64,
}

/// The folder of a board's files unless another is asked for.
pub(super) fn folder(board: &str, out: &Option<PathBuf>) -> PathBuf {
    match out {
        Some(out) => out.clone(),
        None => Path::new("build/boards").join(board),
    }
}

/// The bitstream of a board in its folder.
pub(super) fn bitstream(name: &str, board: &Description, folder: &Path) -> PathBuf {
    folder.join(format!("{name}.{}", board.part.bitstream_ending()))
}

/// Runs the command.
pub fn run(args: &BuildArgs, json: bool) -> Result<(), Failure> {
    let (name, board) = boards::find(&args.board)?;
    let clock_hz = args.clock.map(|megahertz| (megahertz * 1e6).round() as u64);
    let serial = boards::serial(&board, args.config, clock_hz)?;
    let folder = folder(&name, &args.out);
    let unwritable = |e: std::io::Error| {
        Failure::input(format!(
            "--out {}: {e}; expected a folder to write to",
            folder.display()
        ))
    };
    std::fs::create_dir_all(&folder).map_err(unwritable)?;
    let cache = Cache::new(&folder.join("cache")).map_err(unwritable)?;

    let spinner = Spinner::new();
    spinner.say("generating the Verilog");
    let verilog = serial.verilog().map_err(Failure::work)?;
    let hash = serial.build().map_err(Failure::work)?;
    let design = Shelled {
        module: hdl::board::SERIAL,
        verilog: &verilog,
        constants: &[
            ("build_hash", 64, hash),
            ("configuration", 64, configuration_word(serial.config.name)),
        ],
    };
    let mut began = |step: flow::board::Step| spinner.say(step.doing());
    let seed = args.seed.unwrap_or(board.seed);
    let built = build(&design, &board, serial.clock_hz, seed, &cache, &mut began).map_err(failure)?;
    drop(spinner);

    // A bitstream of an earlier run must not be taken for one of this.
    let file = bitstream(&name, &board, &folder);
    match std::fs::remove_file(&file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(unwritable(error)),
        _ => {}
    }
    let paper = folder.join("report.md");
    write_atomically(&folder.join("board_serial.v"), verilog.as_bytes()).map_err(Failure::input)?;
    write_atomically(&paper, page(&board, serial.config.name, &built).as_bytes()).map_err(Failure::input)?;
    if built.met() {
        let bytes = std::fs::read(&built.bitstream).map_err(unwritable)?;
        write_atomically(&file, &bytes).map_err(Failure::input)?;
    }
    let report = Report {
        part: board.part.name(),
        config: serial.config.name,
        baud: board.serial.baud,
        clock_mhz: serial.clock_hz as f64 / 1e6,
        fmax_mhz: built.fmax_mhz,
        met: built.met(),
        critical_path: built.critical_path.as_ref().map(|path| PathOf {
            from: path.from.clone(),
            to: path.to.clone(),
            logic_ns: path.logic_ns,
            routing_ns: path.routing_ns,
        }),
        used: uses(&built)
            .into_iter()
            .map(|(what, used, there)| (what, [used, there]))
            .collect(),
        memories: built.memories.clone(),
        seed: built.seed,
        seconds: built
            .seconds
            .iter()
            .map(|(step, seconds)| (step.doing(), *seconds))
            .collect(),
        build_hash: format!("{hash:016x}"),
        bitstream: built.met().then(|| file.clone()),
        report: paper,
        board: name,
    };
    let met = report.met;
    match json {
        true => output::json(&report)?,
        false => output::line(&table(&report, &built))?,
    }
    match met {
        true => Ok(()),
        false => Err(Failure::work(format!(
            "{} {} No bitstream was written; --clock {} or less may be met",
            clock(&built),
            slowest(&built),
            built.fmax_mhz.floor()
        ))),
    }
}

/// A design that does not fit, a board's files and a missing tool are the user's to mend.
fn failure(error: Error) -> Failure {
    use flow::tool::ToolError::{Failed, Interrupted};
    match error {
        Error::Tool(Failed { .. } | Interrupted) | Error::Netlist(_) | Error::Report(_) => {
            Failure::work(error)
        }
        _ => Failure::input(error),
    }
}

fn table(report: &Report, built: &Built) -> String {
    let mut lines = vec![
        format!(
            "{} ({}), configuration {}, {} baud",
            report.board, report.part, report.config, report.baud
        ),
        clock(built),
        slowest(built),
    ];
    for (what, used, there) in uses(built) {
        lines.push(format!(
            "{used:>8} of {there:>6} {what} ({} %)",
            used * 100 / there.max(1)
        ));
    }
    for memory in report.memories.iter().take(8) {
        lines.push(format!("{:>8} blocks {}", memory.blocks, memory.path));
    }
    lines.push(match &report.bitstream {
        Some(file) => format!(
            "Bitstream: {}; all else: {}",
            file.display(),
            report.report.display()
        ),
        None => format!("No bitstream; all else: {}", report.report.display()),
    });
    lines.join("\n")
}
