//! The commands of `signum`, one file each.

mod board;
mod build;
mod compare;
mod eval;
mod flash;
mod generate;
mod infer;
mod reproduce;
mod train;

use crate::cli::{Cli, Command};
use crate::failure::Failure;
use crate::interrupt;

/// Runs the command.
///
/// # Errors
/// Whatever the command reports; see [`Failure`] for the exit status.
pub fn run(cli: Cli) -> Result<(), Failure> {
    // A board stops by the same signals, but cleans up first.
    if !matches!(cli.command, Command::Board(_)) {
        interrupt::after_files();
    }
    match cli.command {
        Command::Eval(args) => eval::run(&args),
        Command::Generate(args) => generate::run(&args, cli.json),
        Command::Train(args) => train::run(&args, cli.json),
        Command::Infer(args) => infer::run(&args, cli.json),
        Command::Reproduce(args) => reproduce::run(&args, cli.json),
        Command::Compare(args) => compare::run(&args, cli.json),
        Command::Board(args) => board::run(&args, cli.json),
        Command::Build(args) => build::run(&args, cli.json),
        Command::Flash(args) => flash::run(&args, cli.json),
    }
}
