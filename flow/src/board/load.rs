//! A bitstream into a board, by openFPGALoader.

use super::Description;
use crate::tool::{command_line, Kind, Tool, ToolError};
use std::path::Path;

/// Where a bitstream goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Memory {
    /// Into the FPGA: gone when the power is.
    Fpga,
    /// Into the flash memory from which the FPGA starts.
    Flash,
}

/// The loader's arguments for the bitstream in `file`.
pub fn arguments(board: &Description, memory: Memory, file: &str) -> Vec<String> {
    let mut all = vec!["--board".to_owned(), board.loader.board.clone()];
    if memory == Memory::Flash {
        all.push("--write-flash".to_owned());
    }
    all.push(file.to_owned());
    all
}

/// The command as one types it.
pub fn command(board: &Description, memory: Memory, file: &str) -> String {
    command_line(Kind::Loader.program(), &arguments(board, memory, file))
}

/// Loads `file` of `folder`, in which the loader's log stays.
///
/// # Errors
/// The loader is missing or fails.
pub fn load(board: &Description, memory: Memory, folder: &Path, file: &str) -> Result<(), ToolError> {
    let loader = Tool::find(Kind::Loader)?;
    loader.run(folder, &arguments(board, memory, file), "load.log")?;
    Ok(())
}
