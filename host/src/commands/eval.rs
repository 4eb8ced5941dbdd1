//! `signum eval UNIT`: one unit, one JSON object in, one out, with or without `--json`.

use crate::cli::EvalArgs;
use crate::failure::Failure;
use crate::progress::during;
use crate::{eval, output};
use std::io::Read;

/// Runs the command.
pub fn run(args: &EvalArgs) -> Result<(), Failure> {
    // An unknown unit must not wait for input first.
    eval::known(&args.unit)?;
    let mut input = Vec::new();
    std::io::stdin().lock().read_to_end(&mut input).map_err(|e| {
        Failure::input(format!(
            "standard input cannot be read: {e}; expected one JSON object"
        ))
    })?;
    let result = during("running the unit", || eval::eval(&args.unit, &input, args.on))?;
    output::line(&result)
}
