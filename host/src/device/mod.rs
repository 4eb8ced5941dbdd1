//! Devices: whatever takes the core's packets and answers with its packets.

mod golden;
mod pcie;
mod serial;
mod sim;

pub use self::golden::GoldenDevice;
pub use self::pcie::PcieDevice;
pub use self::serial::SerialDevice;
pub use self::sim::SimDevice;

use ::golden::core::packet::Packet;
use std::time::Duration;

/// What a device can fail with.
#[derive(Debug, thiserror::Error)]
pub enum DeviceError {
    /// There is no such device, or nobody behind it: bad arguments.
    #[error("{device}: {problem}")]
    Unreachable {
        /// The device as the user named it.
        device: String,
        /// What was tried and what was expected.
        problem: String,
    },
    /// Nothing came within the deadline.
    #[error("{device}: no answer within {} seconds", deadline.as_secs_f64())]
    Silent {
        /// The device as the user named it.
        device: String,
        /// How long it was waited for.
        deadline: Duration,
    },
    /// The device answered with something that it must not.
    #[error("{device}: {problem}")]
    Protocol {
        /// The device as the user named it.
        device: String,
        /// What came and what was expected.
        problem: String,
    },
    /// The way to the device broke.
    #[error("{device}: the connection failed: {source}")]
    Broken {
        /// The device as the user named it.
        device: String,
        /// Why.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

/// What carries packets to a board and from it, where that may be what limits the speed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// How fast it is.
    pub speed: Speed,
    /// Bytes of the packets handed over to it, framing included. What is sent again, and acknowledgements, are not.
    pub to_board: u64,
    /// The same of the packets that were received.
    pub from_board: u64,
}

/// How fast a line is, each way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speed {
    /// So many bits a second; a byte is ten of them.
    Baud(u32),
    /// A word of 32 bits in each cycle of the core's clock.
    WordACycle,
}

/// A core that takes packets and answers with packets.
///
/// A device keeps what is sent until the core takes it, so that a sender never waits for a core that waits
/// for its answers to be read; senders bound what is under way.
pub trait Device {
    /// The device in messages, as `golden` or `serial:/dev/ttyUSB0`.
    fn name(&self) -> String;

    /// Whether the core counts real clock cycles.
    fn has_cycles(&self) -> bool;

    /// The line to the core; none where this program holds the core itself.
    fn line(&self) -> Option<Line> {
        None
    }

    /// Hands over one packet.
    ///
    /// # Errors
    /// [`DeviceError::Broken`].
    fn send(&mut self, packet: &[u32]) -> Result<(), DeviceError>;

    /// The next packet from the core.
    ///
    /// # Errors
    /// [`DeviceError::Silent`] after the device's deadline, [`DeviceError::Broken`].
    fn receive(&mut self) -> Result<Packet, DeviceError>;
}
