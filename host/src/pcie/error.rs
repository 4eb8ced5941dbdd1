//! What can go wrong with a PCIe card.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use crate::link::LinkError;

/// Why a card could not be opened or used.
#[derive(Debug, thiserror::Error)]
pub enum PcieError {
    /// One of its two files: not there, or not for this user.
    #[error("cannot open {}: {problem}; expected the streams of a card (/dev/xdma0_h2c_0 and /dev/xdma0_c2h_0 are pcie:/dev/xdma0) or of signum board --pcie", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// What the system says.
        problem: io::Error,
    },
    /// There is something else.
    #[error("{}: neither a character device nor a pipe; expected one of the two streams of a card or of signum board --pcie", .0.display())]
    NoStream(PathBuf),
    /// A pipe that nobody reads.
    #[error("{}: no board behind this pipe; expected that of a running signum board --pcie", .0.display())]
    Unserved(PathBuf),
    /// Another process has the card.
    #[error("{}: in use by another program; expected a card that no other program uses", .0.display())]
    Taken(PathBuf),
    /// Nobody answered.
    #[error("no board answers within {} s, expected a card that holds a Signum board_pcie", .0.as_secs_f64())]
    NoAnswer(Duration),
    /// A board, but another one than this program expects.
    #[error(transparent)]
    Other(#[from] LinkError),
    /// It failed under way.
    #[error("{what}: {problem}")]
    Io {
        /// Reading or writing.
        what: &'static str,
        /// What the system says.
        problem: io::Error,
    },
    /// The board went away.
    #[error("the board has closed its end")]
    Closed,
    /// The caller's deadline has passed.
    #[error("{what} took longer than {} s", after.as_secs_f64())]
    Deadline {
        /// What was waited for.
        what: &'static str,
        /// How long.
        after: Duration,
    },
    /// The words that came are no packets.
    #[error("the board sent {0:08x}, expected the header of a packet")]
    Header(u32),
    /// A packet that the port does not take.
    #[error("a packet of {0} words whose header is {1:08x}, expected 1 to {max} words, as many as the header says, and an opcode of the core", max = golden::link::PACKET_WORDS)]
    Packet(usize, u32),
}
