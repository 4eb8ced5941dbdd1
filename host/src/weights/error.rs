//! What can be wrong with a file of weights.

use crate::net::NetError;
use std::path::PathBuf;

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
        key: String,
        /// What is there.
        found: String,
        /// What should be.
        expected: String,
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
    /// A value beyond its range.
    #[error("{}: tensor `{tensor}`{place} = {value}; expected {expected}", file.display())]
    OutOfRange {
        /// The file.
        file: PathBuf,
        /// The tensor's name.
        tensor: String,
        /// Its indices, as `[3][1]`.
        place: String,
        /// The value.
        value: i64,
        /// The range.
        expected: &'static str,
    },
}
