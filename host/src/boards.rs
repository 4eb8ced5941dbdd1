//! The boards that there are: folders of `constraints/`, each with its `board.toml`.

use crate::failure::Failure;
use flow::board::description::{names, Description, MOST_DEVIATION};
use golden::core::{config, Config};
use hdl::board::Serial;
use std::path::{Path, PathBuf};

/// Name of the folder with the boards.
const FOLDER: &str = "constraints";

/// The board `name`, with its own folder's name.
///
/// The folder `constraints` is looked for in the current folder and those above it, then in those above the program's own
/// file. A name with a slash is the path of a board's folder, wherever it lies.
///
/// # Errors
/// There is no such board, or its `board.toml` is wrong.
pub fn find(name: &str) -> Result<(String, Description), Failure> {
    let folder = match name.contains('/') {
        true => PathBuf::from(name),
        false => known(name)?,
    };
    let board = Description::read(&folder).map_err(Failure::input)?;
    let own = folder.canonicalize().ok().and_then(|folder| {
        let own = folder.file_name()?.to_str()?;
        Some(own.to_owned())
    });
    Ok((own.unwrap_or_else(|| name.to_owned()), board))
}

fn known(name: &str) -> Result<PathBuf, Failure> {
    let starts = [std::env::current_dir(), std::env::current_exe()];
    let folders = starts
        .iter()
        .flatten()
        .flat_map(|start| start.ancestors().map(|folder| folder.join(FOLDER)));
    for folder in folders {
        let all = names(&folder);
        if all.iter().any(|one| one == name) {
            return Ok(folder.join(name));
        }
        if !all.is_empty() {
            return Err(Failure::input(format!(
                "--board {name}: there is no such board; expected {}, or the path of a folder with a board.toml",
                all.join(", ")
            )));
        }
    }
    Err(Failure::input(format!(
        "--board {name}: no folder {FOLDER} with boards was found; run this in the project's folder"
    )))
}

/// What is built for `board`: its own configuration and clock unless others are asked for.
///
/// # Errors
/// A configuration that there is not, or a line that the clock cannot serve.
pub fn serial(board: &Description, config: Option<Config>, clock_hz: Option<u64>) -> Result<Serial, Failure> {
    let config = match config {
        Some(config) => config,
        None => Config::named(&board.configuration).ok_or_else(|| {
            let all: Vec<&str> = config::ALL.iter().map(|config| config.name).collect();
            wrong(
                board,
                &format!(
                    "configuration {:?}: expected one of {}",
                    board.configuration,
                    all.join(", ")
                ),
            )
        })?,
    };
    let serial = Serial {
        config,
        clock_hz: clock_hz.unwrap_or(board.clock.core_hz),
        baud: board.serial.baud,
        slots: board.serial.slots,
    };
    let deviation = serial.deviation();
    if deviation.abs() > MOST_DEVIATION {
        return Err(wrong(
            board,
            &format!(
                "serial.baud {}: a clock of {} MHz comes no nearer to it than {:+.1} %; expected at most {} %",
                board.serial.baud,
                serial.clock_hz as f64 / 1e6,
                deviation * 1e2,
                MOST_DEVIATION * 1e2
            ),
        ));
    }
    Ok(serial)
}

fn wrong(board: &Description, what: &str) -> Failure {
    let file: &Path = &board.folder.join(flow::board::description::FILE);
    Failure::input(format!("{}: {what}", file.display()))
}
