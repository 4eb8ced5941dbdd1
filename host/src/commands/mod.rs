//! The commands of `signum`, one file each.

mod eval;

use crate::cli::{Cli, Command};
use crate::failure::Failure;

/// Runs the command.
///
/// # Errors
/// Whatever the command reports; see [`Failure`] for the exit status.
pub fn run(cli: Cli) -> Result<(), Failure> {
    match cli.command {
        Command::Eval(args) => eval::run(&args),
        _ => Err(Failure::input("this command is not built yet")),
    }
}
