//! Weights in a safetensors file.
//!
//! Layers with weights are numbered from 0; layer I is the int8 tensor `layers.I.weight`, row-major
//! `[in][out]`, with values in -64..64 (LSB 2^-7). The metadata holds the network under `net`, the
//! normaliser under `norm` and the fraction bits of the weights under `weight_frac`.

mod read;
mod write;

pub use read::read;
pub use write::to_bytes;

use crate::net::{Net, NetError};
use ndarray::Array2;
use std::path::PathBuf;

/// Largest magnitude of a stored weight.
pub const LIMIT: i8 = 64;
/// Fraction bits of a stored weight: its LSB is 2^-7.
pub const WEIGHT_FRAC: u32 = 7;

/// The weights of a network of dense layers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weights {
    /// The network that they belong to.
    pub net: Net,
    /// One matrix `[in][out]` per layer.
    pub layers: Vec<Array2<i8>>,
}

impl Weights {
    /// Inputs and outputs of the network.
    pub fn ends(&self) -> (usize, usize) {
        (
            self.layers.first().map_or(0, Array2::nrows),
            self.layers.last().map_or(0, Array2::ncols),
        )
    }
}

/// What can be wrong with a file of weights. Every message names the file and what was expected.
#[derive(Debug, thiserror::Error)]
pub enum WeightsError {
    /// The system does not give its bytes.
    #[error("{}: cannot be read: {source}; expected a .safetensors file", file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// Truncated, or not a safetensors file.
    #[error("{}: truncated or damaged ({reason}); expected a whole .safetensors file", file.display())]
    Damaged {
        /// The file.
        file: PathBuf,
        /// What the format's reader says.
        reason: String,
    },
    /// The metadata lacks an entry or has another value than this program knows.
    #[error("{}: metadata `{key}` {found}; expected {expected}", file.display())]
    Metadata {
        /// The file.
        file: PathBuf,
        /// Its name.
        key: &'static str,
        /// What is there.
        found: String,
        /// What should be.
        expected: &'static str,
    },
    /// The metadata's network cannot be used.
    #[error("{}: metadata `net`: {source}", file.display())]
    Net {
        /// The file.
        file: PathBuf,
        /// Why.
        source: NetError,
    },
    /// A tensor of the network is not there.
    #[error("{}: tensor `{tensor}` is missing; expected int8 of shape {expected} for the network {net}", file.display())]
    MissingTensor {
        /// The file.
        file: PathBuf,
        /// Its name.
        tensor: String,
        /// Shape by the network.
        expected: String,
        /// The network.
        net: String,
    },
    /// A tensor has another type or shape than the network says.
    #[error("{}: tensor `{tensor}` is {found}; expected {expected} for the network {net}", file.display())]
    WrongTensor {
        /// The file.
        file: PathBuf,
        /// Its name.
        tensor: String,
        /// Type and shape found.
        found: String,
        /// Type and shape expected.
        expected: String,
        /// The network.
        net: String,
    },
    /// A tensor that the network does not have.
    #[error("{}: tensor `{tensor}` does not belong to the network {net}", file.display())]
    UnknownTensor {
        /// The file.
        file: PathBuf,
        /// Its name.
        tensor: String,
        /// The network.
        net: String,
    },
    /// A weight beyond the range.
    #[error("{}: tensor `{tensor}`[{row}][{column}] = {value}; expected -64..64", file.display())]
    OutOfRange {
        /// The file.
        file: PathBuf,
        /// The tensor's name.
        tensor: String,
        /// Input.
        row: usize,
        /// Output.
        column: usize,
        /// The weight.
        value: i8,
    },
}
