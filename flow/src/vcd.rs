//! Value change dumps, read as a stream: bit by bit, in picoseconds.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};
use thiserror::Error;
use vcd::{Command, IdCode, Parser, ReferenceIndex, Scope, ScopeItem, Value, Var};

/// Why a dump cannot be read.
#[derive(Debug, Error)]
pub enum VcdError {
    /// The file cannot be read, or is no dump.
    #[error("{}: {error}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        error: io::Error,
    },
    /// The scope asked for is not in it.
    #[error("{} has no scope {scope}", path.display())]
    Scope {
        /// The file.
        path: PathBuf,
        /// The scope, its parts joined by dots.
        scope: String,
    },
}

/// A change of one bit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// When, in picoseconds.
    pub time: u64,
    /// The net's number in the list of names.
    pub net: usize,
    /// The new value; none when unknown or not driven.
    pub value: Option<bool>,
}

/// Reads the dump at `path` and calls `visit` with every change of a net directly in `scope`, in the order of time, and
/// with the values at the beginning. Gives the names of the nets: `name`, or `name[index]` for a bit of a vector.
///
/// # Errors
/// [`VcdError`].
pub fn read(path: &Path, scope: &[&str], mut visit: impl FnMut(Change)) -> Result<Vec<String>, VcdError> {
    let wrong = |error| VcdError::File {
        path: path.to_owned(),
        error,
    };
    let file = File::open(path).map_err(wrong)?;
    let mut parser = Parser::new(BufReader::with_capacity(1 << 20, file));
    let header = parser.parse_header().map_err(wrong)?;
    let scale = match header.timescale {
        Some((count, unit)) => f64::from(count) * 1e12 / unit.divisor() as f64,
        None => 1.0,
    };
    let found: &Scope = header.find_scope(scope).ok_or_else(|| VcdError::Scope {
        path: path.to_owned(),
        scope: scope.join("."),
    })?;

    let mut names = Vec::new();
    // Of every variable, the nets of its bits, the highest first as in the file.
    let mut nets: HashMap<IdCode, Vec<usize>> = HashMap::new();
    for item in &found.children {
        let ScopeItem::Var(var) = item else { continue };
        // Two names of one variable count as one net.
        nets.entry(var.code).or_insert_with(|| {
            let first = names.len();
            names.extend(bits(var));
            (first..names.len()).collect()
        });
    }

    let mut time = 0;
    for command in parser {
        match command.map_err(wrong)? {
            Command::Timestamp(stamp) => time = (stamp as f64 * scale).round() as u64,
            Command::ChangeScalar(code, value) => {
                if let Some(&[net]) = nets.get(&code).map(Vec::as_slice) {
                    let value = known(value);
                    visit(Change { time, net, value });
                }
            }
            Command::ChangeVector(code, values) => {
                let Some(nets) = nets.get(&code) else { continue };
                // Leading digits may be left out: zeros, or the first digit again when that is x or z.
                let missing = nets.len().saturating_sub(values.len());
                let fill = match values.first() {
                    Some(Value::X | Value::Z) => None,
                    _ => Some(false),
                };
                let values = std::iter::repeat_n(fill, missing).chain(values.into_iter().map(known));
                for (&net, value) in nets.iter().zip(values) {
                    visit(Change { time, net, value });
                }
            }
            _ => {}
        }
    }
    Ok(names)
}

fn known(value: Value) -> Option<bool> {
    match value {
        Value::V0 => Some(false),
        Value::V1 => Some(true),
        Value::X | Value::Z => None,
    }
}

/// The names of a variable's bits, the highest first.
fn bits(var: &Var) -> Vec<String> {
    let name = var.reference.strip_prefix('\\').unwrap_or(&var.reference);
    match var.index {
        Some(ReferenceIndex::Range(high, low)) => {
            let indices: Box<dyn Iterator<Item = u32>> = match high >= low {
                true => Box::new((low..=high).rev()),
                false => Box::new(high..=low),
            };
            indices.map(|index| format!("{name}[{index}]")).collect()
        }
        Some(ReferenceIndex::BitSelect(index)) => vec![format!("{name}[{index}]")],
        None if var.size == 1 => vec![name.to_owned()],
        None => (0..var.size)
            .rev()
            .map(|index| format!("{name}[{index}]"))
            .collect(),
    }
}
