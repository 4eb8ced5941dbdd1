//! `signum board`: the simulated board behind a pseudo-terminal.

use crate::cli::BoardArgs;
use crate::failure::Failure;
use crate::output;
use crate::pty::{Pty, SerialBoard, StopSignals};
use serde::Serialize;
use std::collections::VecDeque;
use std::os::fd::AsFd;
use testbench::board::{self, serial_build, CLOCKS_PER_BIT, CONFIG};

/// The JSON object of the command, printed once the board can be reached.
#[derive(Serialize)]
struct Report<'a> {
    pty: &'a std::path::Path,
    config: &'static str,
    clocks_per_bit: u16,
    build_hash: String,
}

impl SerialBoard for board::SerialBoard {
    fn turn(&mut self, to_board: &mut VecDeque<u8>, from_board: &mut Vec<u8>) -> bool {
        board::SerialBoard::turn(self, to_board, from_board)
    }
}

/// Runs the command: serves until SIGINT, SIGTERM or SIGHUP.
pub fn run(args: &BoardArgs, json: bool) -> Result<(), Failure> {
    let stop = StopSignals::catch()?;
    let pty = Pty::create(&args.pty)?;
    let mut board = board::SerialBoard::new();
    let report = Report {
        pty: &args.pty,
        config: CONFIG.name,
        clocks_per_bit: CLOCKS_PER_BIT,
        build_hash: format!("{:016x}", serial_build(CONFIG)),
    };
    if json {
        output::json(&report)?;
    } else {
        let (path, config) = (args.pty.display(), report.config);
        output::line(&format!(
            "simulated board, configuration {config}, at {path}; Ctrl-C stops it"
        ))?;
    }
    pty.serve(&mut board, stop.as_fd())
}
