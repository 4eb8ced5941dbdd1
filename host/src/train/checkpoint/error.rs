//! What can be wrong with a checkpoint.

use super::DataMark;
use crate::weights::WeightsError;
use std::path::PathBuf;

/// What can be wrong with a checkpoint. Every message names the file and what was expected.
#[derive(Debug, thiserror::Error)]
pub enum CheckpointError {
    /// The system does not give its bytes.
    #[error("{}: cannot be read: {source}; expected a checkpoint of signum train", file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// Another kind of file.
    #[error("{}: is no checkpoint; expected a file that signum train --checkpoint has written", file.display())]
    Foreign {
        /// The file.
        file: PathBuf,
    },
    /// A checkpoint of another version of the program.
    #[error("{}: a checkpoint of another version; expected version 1 or 2", file.display())]
    Version {
        /// The file.
        file: PathBuf,
    },
    /// Fewer or more bytes than it says.
    #[error("{}: truncated or damaged: {found} bytes, expected {expected}", file.display())]
    Length {
        /// The file.
        file: PathBuf,
        /// Bytes that it should have.
        expected: u64,
        /// Bytes that it has.
        found: u64,
    },
    /// The checksum does not fit the content.
    #[error("{}: damaged: checksum {found:08x}, expected {expected:08x}", file.display())]
    Checksum {
        /// The file.
        file: PathBuf,
        /// That of the file.
        expected: u32,
        /// That of its content.
        found: u32,
    },
    /// The content is whole but makes no sense.
    #[error("{}: damaged: {reason}; expected a checkpoint as signum train writes it", file.display())]
    Content {
        /// The file.
        file: PathBuf,
        /// What makes no sense.
        reason: String,
    },
    /// The weights in it.
    #[error(transparent)]
    Weights(#[from] WeightsError),
    /// The training images or labels are not those of the training.
    #[error("{}: the training data of {data} have changed since ({found}); expected {expected}", file.display())]
    OtherData {
        /// The file.
        file: PathBuf,
        /// The data set as named.
        data: String,
        /// Those that there are.
        found: DataMark,
        /// Those of the checkpoint.
        expected: DataMark,
    },
}
