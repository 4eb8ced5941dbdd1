//! A board behind a serial port, real or simulated: to this program they are the same.

use super::{Device, DeviceError, Line, Speed};
use crate::cli::Target;
use crate::link::{line_bytes, Expected, Link, LinkError, Serial};
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
    line: Line,
}

impl SerialDevice {
    /// Opens the port at `path` with `baud` bits a second, greets the board and resets its core.
    ///
    /// # Errors
    /// [`DeviceError::Unreachable`]: no port, nobody behind it, or a board of another build.
    pub fn open(path: &Path, baud: u32) -> Result<Self, DeviceError> {
        let target = Target::Serial {
            path: path.to_owned(),
            baud,
        };
        let name = target.to_string();
        let expected = Expected::one_of(SERIAL_BUILDS);
        let link = Serial::open(path, baud).and_then(|port| Link::open(Box::new(port), &expected));
        match link {
            Ok(link) => Ok(SerialDevice {
                link,
                name,
                line: Line {
                    speed: Speed::Baud(baud),
                    to_board: 0,
                    from_board: 0,
                },
            }),
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

    fn line(&self) -> Option<Line> {
        Some(self.line)
    }

    fn send(&mut self, packet: &[u32]) -> Result<(), DeviceError> {
        self.line.to_board += line_bytes(packet.len());
        self.link
            .send_packet(packet, DEADLINE)
            .map_err(|e| self.failed(e))
    }

    fn receive(&mut self) -> Result<Packet, DeviceError> {
        let packet = self.link.receive_packet(DEADLINE).map_err(|e| self.failed(e))?;
        self.line.from_board += line_bytes(packet.len());
        Ok(packet)
    }
}
