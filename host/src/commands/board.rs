//! `signum board`: the simulated board behind a pseudo-terminal, or behind two named pipes.

use crate::cli::BoardArgs;
use crate::failure::Failure;
use crate::output;
use crate::pipes::{Pipes, StreamBoard};
use crate::pty::{Pty, SerialBoard, StopSignals};
use serde::Serialize;
use std::collections::VecDeque;
use std::os::fd::AsFd;
use std::path::Path;
use testbench::board::{self, serial_build, CLOCKS_PER_BIT};
use testbench::models::BOARD_PCIE_HASH;
use testbench::pcie::{self, PcieBoard};

/// Cycles of a PCIe board's turn: a few milliseconds.
const TURN: u64 = 2_048;

/// The JSON object of the command, printed once the board can be reached: of a serial board.
#[derive(Serialize)]
struct SerialReport<'a> {
    pty: &'a Path,
    config: &'static str,
    clocks_per_bit: u16,
    build_hash: String,
}

/// The same of a PCIe board.
#[derive(Serialize)]
struct PcieReport<'a> {
    pcie: &'a Path,
    config: &'static str,
    stalls: Option<u64>,
    build_hash: String,
}

impl SerialBoard for board::SerialBoard {
    fn turn(&mut self, to_board: &mut VecDeque<u8>, from_board: &mut Vec<u8>) -> bool {
        board::SerialBoard::turn(self, to_board, from_board)
    }
}

impl StreamBoard for PcieBoard {
    fn backlog(&self) -> usize {
        self.to_board.len()
    }

    fn turn(&mut self, words: &[u32], room: usize, given: &mut Vec<u32>) -> bool {
        self.to_board.extend(words);
        self.room = room;
        let moved = self.run(TURN);
        given.extend(self.from_board.drain(..).map(|(word, _)| word));
        moved || !self.to_board.is_empty()
    }
}

/// Runs the command: serves until SIGINT, SIGTERM or SIGHUP.
pub fn run(args: &BoardArgs, json: bool) -> Result<(), Failure> {
    match (&args.pty, &args.pcie) {
        (Some(path), _) => serial(path, json),
        (None, Some(prefix)) => stream(prefix, args.stalls, json),
        (None, None) => Err(Failure::input("no place for the board; expected --pty or --pcie")),
    }
}

fn serial(path: &Path, json: bool) -> Result<(), Failure> {
    let stop = StopSignals::catch()?;
    let pty = Pty::create(path)?;
    let mut board = board::SerialBoard::new();
    let report = SerialReport {
        pty: path,
        config: board::CONFIG.name,
        clocks_per_bit: CLOCKS_PER_BIT,
        build_hash: format!("{:016x}", serial_build(board::CONFIG)),
    };
    announce(&report, report.config, path, json)?;
    pty.serve(&mut board, stop.as_fd())
}

fn stream(prefix: &Path, stalls: Option<u64>, json: bool) -> Result<(), Failure> {
    let stop = StopSignals::catch()?;
    let mut pipes = Pipes::create(prefix)?;
    let mut board = PcieBoard::new();
    if let Some(seed) = stalls {
        board.stall(seed);
    }
    let report = PcieReport {
        pcie: prefix,
        config: pcie::CONFIG.name,
        stalls,
        build_hash: format!("{BOARD_PCIE_HASH:016x}"),
    };
    announce(&report, report.config, prefix, json)?;
    pipes.serve(&mut board, stop.as_fd())
}

fn announce(report: &impl Serialize, config: &str, path: &Path, json: bool) -> Result<(), Failure> {
    if json {
        return output::json(report);
    }
    output::line(&format!(
        "simulated board, configuration {config}, at {}; Ctrl-C stops it",
        path.display()
    ))
}
