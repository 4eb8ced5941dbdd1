//! The program `signum`: everything it does is in the library of this crate.

use std::process::ExitCode;

fn main() -> ExitCode {
    host::run(std::env::args_os().collect())
}
