//! A board behind PCIe, real or simulated: to this program they are the same.

use super::{Device, DeviceError, Line, Speed};
use crate::link::Expected;
use crate::pcie::{Card, PcieError};
use golden::core::packet::Packet;
use std::path::Path;
use std::time::Duration;
use testbench::models::BOARD_PCIE_HASH;
use testbench::pcie::CONFIG;

/// For one packet either way. A card needs microseconds; a simulated one may compute for a minute before it answers.
const DEADLINE: Duration = Duration::from_secs(120);

/// The core behind a card's streams.
pub struct PcieDevice {
    card: Card,
    name: String,
    line: Line,
}

impl PcieDevice {
    /// Opens `PREFIX_h2c_0` and `PREFIX_c2h_0`, greets the board and resets its core.
    ///
    /// # Errors
    /// [`DeviceError::Unreachable`]: no such files, no right to them, another program that has them, nobody behind them,
    /// or a board of another build.
    pub fn open(prefix: &Path) -> Result<Self, DeviceError> {
        let name = format!("pcie:{}", prefix.display());
        let expected = Expected::one_of(&[(CONFIG.name, BOARD_PCIE_HASH)]);
        match Card::open(prefix, &expected) {
            Ok(card) => Ok(PcieDevice {
                card,
                name,
                line: Line {
                    speed: Speed::WordACycle,
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

    fn failed(&self, error: PcieError) -> DeviceError {
        let device = self.name.clone();
        match error {
            PcieError::Deadline { .. } => DeviceError::Silent {
                device,
                deadline: DEADLINE,
            },
            PcieError::Header(_) | PcieError::Packet(..) => DeviceError::Protocol {
                device,
                problem: error.to_string(),
            },
            other => DeviceError::Broken {
                device,
                source: Box::new(other),
            },
        }
    }
}

impl Device for PcieDevice {
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
        self.line.to_board += 4 * packet.len() as u64;
        self.card.send(packet, DEADLINE).map_err(|e| self.failed(e))
    }

    fn receive(&mut self) -> Result<Packet, DeviceError> {
        let packet = self.card.receive(DEADLINE).map_err(|e| self.failed(e))?;
        self.line.from_board += 4 * packet.len() as u64;
        Ok(packet)
    }
}
