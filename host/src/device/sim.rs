//! The simulated training core by its word-wide stream port: its RTL under Verilator.

use super::{Device, DeviceError};
use golden::core::packet::Packet;
use golden::core::Config;
use std::time::Duration;
use testbench::core::CoreSim;

/// Clock cycles without a word in or out after which the core counts as stuck. The longest a sound core is quiet is the
/// backward pass of the largest batch that fits, some 20 million cycles.
const PATIENCE: u64 = 60_000_000;

/// The RTL of the training core, with a queue on either side.
pub struct SimDevice {
    core: CoreSim,
    config: Config,
}

impl SimDevice {
    /// The core of configuration `config`, after its reset.
    pub fn new(config: Config) -> Self {
        SimDevice {
            core: CoreSim::new(config),
            config,
        }
    }
}

impl Device for SimDevice {
    fn name(&self) -> String {
        "sim".to_owned()
    }

    fn has_cycles(&self) -> bool {
        true
    }

    fn send(&mut self, packet: &[u32]) -> Result<(), DeviceError> {
        self.core.send(packet);
        Ok(())
    }

    fn receive(&mut self) -> Result<Packet, DeviceError> {
        self.core.receive(PATIENCE).ok_or_else(|| DeviceError::Silent {
            device: self.name(),
            // In the core's own time.
            deadline: Duration::from_secs_f64(PATIENCE as f64 / self.config.clock_hz as f64),
        })
    }
}
