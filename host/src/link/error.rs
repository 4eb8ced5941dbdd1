//! What can go wrong on a link.

use std::io;
use std::time::Duration;

/// Why a link could not be opened or used.
#[derive(Debug, thiserror::Error)]
pub enum LinkError {
    /// The port itself: most often, that it is not there.
    #[error("cannot open the serial port: {0}; expected one that is there")]
    Port(#[source] io::Error),
    /// The port is not for this user.
    #[error("cannot open the serial port: permission denied; expected one that this user may read and write, as a member of the group that it belongs to (often dialout)")]
    Forbidden,
    /// Another program has the port.
    #[error("cannot open the serial port: it is in use by another program; expected one that no other program uses")]
    Taken,
    /// There is something, but no serial line.
    #[error("cannot open the serial port: it is no serial line; expected one, as /dev/ttyUSB0 or the PATH of signum board --pty PATH")]
    NoLine,
    /// The port failed under way.
    #[error("the serial port failed: {0}")]
    Io(#[source] io::Error),
    /// Nobody answered the first request.
    #[error("no board answers within {} s, expected one that is powered and not used by another program", .0.as_secs_f64())]
    NoAnswer(Duration),
    /// The board frames its messages by another version of the protocol.
    #[error("the board speaks version {board} of the link protocol, this program version {program}")]
    Version {
        /// Of the board.
        board: u8,
        /// Of this program.
        program: u8,
    },
    /// The board is another configuration.
    #[error("the board is configuration {board}, this program expects {program}")]
    Configuration {
        /// Of the board.
        board: String,
        /// That the program wants.
        program: String,
    },
    /// The board was made from other hardware sources.
    #[error("the board is build {board:016x}, this program expects build {program:016x}: both must come from one version")]
    Build {
        /// Of the board.
        board: u64,
        /// That the program wants.
        program: u64,
    },
    /// The board answered a request with something else.
    #[error("the board answered request {request} with {answer:08x?}")]
    Answer {
        /// Number of the request.
        request: u8,
        /// The words that came.
        answer: Vec<u32>,
    },
    /// The caller's deadline has passed.
    #[error("{what} took longer than {} s", after.as_secs_f64())]
    Deadline {
        /// What was waited for.
        what: &'static str,
        /// How long.
        after: Duration,
    },
    /// The board has stopped answering.
    #[error("the board has stopped answering: {0} polls in a row came to nothing")]
    Gone(u32),
    /// The board lost its state.
    #[error(
        "the board expects packet {expected}, which was never sent: it was reset or restarted under way"
    )]
    Restarted {
        /// What the board expects.
        expected: u8,
    },
    /// One packet was lost again and again.
    #[error("a packet was lost {0} times: the line is not usable")]
    Unreliable(u32),
    /// A packet that no frame holds.
    #[error("a packet of {0} words, expected 1 to {max}", max = golden::link::PACKET_WORDS)]
    PacketSize(usize),
}
