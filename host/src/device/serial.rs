//! A board behind a serial port, real or simulated: to this program they are the same.

use super::{Device, DeviceError};
use crate::link::{Expected, Link, LinkError, Serial, DEFAULT_BAUD};
use golden::core::packet::Packet;
use std::path::Path;
use std::time::Duration;
use testbench::models::SERIAL_BUILDS;

/// For one packet either way. A simulated board needs a second for a frame or two when the machine is busy,
/// and a group of images is a dozen.
const DEADLINE: Duration = Duration::from_secs(120);

/// The core behind a link.
pub struct SerialDevice {
    link: Link,
    name: String,
}

impl SerialDevice {
    /// Opens the port at `path`, greets the board and resets its core.
    ///
    /// # Errors
    /// [`DeviceError::Unreachable`]: no port, nobody behind it, or a board of another build.
    pub fn open(path: &Path) -> Result<Self, DeviceError> {
        let name = format!("serial:{}", path.display());
        let expected = Expected::one_of(SERIAL_BUILDS);
        let link = Serial::open(path, DEFAULT_BAUD).and_then(|port| Link::open(Box::new(port), &expected));
        match link {
            Ok(link) => Ok(SerialDevice { link, name }),
            Err(e) => Err(DeviceError::Unreachable {
                device: name,
                problem: e.to_string(),
            }),
        }
    }

    fn failed(&self, error: LinkError) -> DeviceError {
        let device = self.name.clone();
        match error {
            LinkError::Deadline { .. } => DeviceError::Silent {
                device,
                deadline: DEADLINE,
            },
            other => DeviceError::Broken {
                device,
                source: Box::new(other),
            },
        }
    }
}

impl Device for SerialDevice {
    fn name(&self) -> String {
        self.name.clone()
    }

    fn has_cycles(&self) -> bool {
        true
    }

    fn send(&mut self, packet: &[u32]) -> Result<(), DeviceError> {
        self.link
            .send_packet(packet, DEADLINE)
            .map_err(|e| self.failed(e))
    }

    fn receive(&mut self) -> Result<Packet, DeviceError> {
        self.link.receive_packet(DEADLINE).map_err(|e| self.failed(e))
    }
}
