//! The unit `mac`: every input is driven in every cycle, so that the ports weigh as much as they can.

use crate::harness::{Harness, Side};
use std::time::{Duration, Instant};
use testbench::models::MacModel;

/// The Rust side.
pub struct Mac {
    top: MacModel,
    noise: u64,
}

impl Mac {
    /// Both sides, with the same noise.
    pub fn sides() -> (Mac, Harness) {
        let harness = Harness::start("mac", "MacModel", include_str!("mac_harness.cpp"), "");
        let mut top = MacModel::new();
        top.reset();
        let noise = 0x9e37_79b9_7f4a_7c15;
        (Mac { top, noise }, harness)
    }
}

impl Side for Mac {
    fn drive(&mut self, cycles: u64) -> (Duration, u64) {
        let (top, noise) = (&mut self.top, &mut self.noise);
        let mut sum = 0u64;
        let start = Instant::now();
        for _ in 0..cycles {
            *noise ^= *noise << 13;
            *noise ^= *noise >> 7;
            *noise ^= *noise << 17;
            let (low, high) = (*noise as u32, (*noise >> 32) as u32);
            top.set_s_valid(low & 1 != 0);
            top.set_m_ready(low & 2 != 0);
            top.set_s_last(low & 0xfc == 0);
            top.set_s_a([low, high, !low, !high]);
            top.set_s_w([high, low, !high, !low]);
            top.tick();
            let data = top.m_data();
            sum =
                sum.rotate_left(1) ^ u64::from(data[0]) ^ u64::from(data[15]) ^ u64::from(top.saturations());
            sum = sum.wrapping_add(u64::from(top.m_valid()) + 2 * u64::from(top.s_ready()));
        }
        (start.elapsed(), sum)
    }
}
