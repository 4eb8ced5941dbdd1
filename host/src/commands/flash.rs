//! `signum flash`: a bitstream into its board.

use super::build::{bitstream, folder};
use crate::boards;
use crate::cli::FlashArgs;
use crate::failure::Failure;
use crate::output;
use crate::progress::during;
use flow::board::load::{command, load, Memory};
use flow::tool::{Kind, Tool, ToolError};
use serde::Serialize;
use std::path::PathBuf;

/// The JSON object of the command.
#[derive(Serialize)]
struct Report {
    board: String,
    bitstream: PathBuf,
    command: String,
    loaded: bool,
}

/// Runs the command.
pub fn run(args: &FlashArgs, json: bool) -> Result<(), Failure> {
    let (name, board) = boards::find(&args.board)?;
    let folder = folder(&name, &args.out);
    let file = bitstream(&name, &board, &folder);
    if !file.is_file() {
        return Err(Failure::input(format!(
            "{}: there is no bitstream; expected one of signum build --board {}",
            file.display(),
            args.board
        )));
    }
    let memory = match args.keep {
        true => Memory::Flash,
        false => Memory::Fpga,
    };
    if !args.dry_run {
        let loader = Tool::find(Kind::Loader).map_err(Failure::input)?;
        let own = file
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        during("loading", || load(&board, memory, &folder, &own)).map_err(|error| match error {
            ToolError::Failed { reason, .. } => Failure::input(format!(
                "--board {name}: {} could not load it ({reason}); expected the board at a USB port that this user may write to",
                loader.identity()
            )),
            error => Failure::input(error),
        })?;
    }
    let report = Report {
        board: name,
        command: command(&board, memory, &file.display().to_string()),
        bitstream: file,
        loaded: !args.dry_run,
    };
    match (json, report.loaded) {
        (true, _) => output::json(&report),
        (false, true) => output::line(&format!("{} is loaded: {}", report.board, report.command)),
        (false, false) => output::line(&format!("would run: {}", report.command)),
    }
}
