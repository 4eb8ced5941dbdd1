//! Standard output: the one JSON object of `--json`, and lines for people. Standard error: notes.
//!
//! Nothing here panics when the reader goes away: a closed pipe ends the command quietly.

use crate::failure::Failure;
use serde::Serialize;
use std::io::{ErrorKind, Write};

/// Prints one line on standard output.
pub fn line(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())
        .and_then(|()| out.write_all(b"\n"))
        .and_then(|()| out.flush())
        .map_err(closed_or_failed)
}

/// Prints `value` as the one JSON object of a command.
pub fn json(value: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string(value).map_err(|e| Failure::Work(e.into()))?;
    line(&text)
}

/// Tells on standard error what the user may not expect, and what is no failure.
pub fn note(text: &str) {
    // Standard error may be closed; there is then nobody to tell.
    let _ = writeln!(std::io::stderr(), "signum: note: {text}");
}

fn closed_or_failed(e: std::io::Error) -> Failure {
    match e.kind() {
        ErrorKind::BrokenPipe => Failure::Closed,
        _ => Failure::Work(anyhow::Error::new(e).context("standard output")),
    }
}
