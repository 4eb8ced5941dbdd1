//! The golden model of the training core as a device.

use super::{Device, DeviceError};
use golden::core::packet::Packet;
use golden::core::{Config, Engine};
use std::collections::VecDeque;
use std::time::Duration;

/// The golden engine of the training core, which answers at once and counts no cycles.
pub struct GoldenDevice {
    engine: Engine,
    answers: VecDeque<Packet>,
}

impl GoldenDevice {
    /// An idle core of configuration `config`.
    pub fn new(config: Config) -> Self {
        GoldenDevice {
            engine: Engine::new(config, 0),
            answers: VecDeque::new(),
        }
    }
}

impl Device for GoldenDevice {
    fn name(&self) -> String {
        "golden".to_owned()
    }

    fn has_cycles(&self) -> bool {
        false
    }

    fn send(&mut self, packet: &[u32]) -> Result<(), DeviceError> {
        self.answers.extend(self.engine.send(packet));
        Ok(())
    }

    fn receive(&mut self) -> Result<Packet, DeviceError> {
        // Everything that can happen has happened when `send` returns: no answer now is no answer ever.
        self.answers.pop_front().ok_or_else(|| DeviceError::Silent {
            device: self.name(),
            deadline: Duration::ZERO,
        })
    }
}
