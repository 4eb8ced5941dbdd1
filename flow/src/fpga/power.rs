//! What a unit of the relative energy is in picojoules on an iCE40UP5K, as far as published measurements carry it.
//!
//! Measured by tinyVision.ai (`ice40_power`, MIT), core current at 1.219 V and 12 MHz; beside it the relative energy a
//! cycle of the same kinds of circuits built anew (`cargo run --release -p flow --example calibrate`):
//!
//! | circuit | current | wires a cycle |
//! |---|---|---|
//! | external clock, one 28-bit counter | 613.5 uA | 17.0 |
//! | external clock, eight 28-bit counters | 641.3 uA | 139.9 |
//! | oscillator, 24-bit counter | 645 uA | 17.0 |
//! | the same and the product of two 8-bit counters in LUTs | 996 uA | 17.0 + 634.1 |
//!
//! Seven counters more cost 27.8 uA: 0.023 pJ a unit, their registers included. The multiplier costs 351 uA: 0.056 pJ a
//! unit, since it glitches and the run without delays does not show that. No pair of a wire's and a register's energy
//! that is positive meets both. So the figure is their geometric mean with the factor between it and either as its error:
//! two circuits carry no more. A multiplier block's inside is not in it, nor are the clock tree (about 53 pJ a cycle once
//! it runs, however few registers) and the 104 uW that a blank device takes.

/// Where the measurements are published.
pub const SOURCE: &str = "tinyvision-ai-inc/ice40_power";
/// Volts of the core in the measurements.
const VOLTS: f64 = 1.219;
/// Clock of the measurements in hertz.
const HERTZ: f64 = 12e6;
/// (microamperes more, units of [`super::Energy::wires`] a cycle more): counters, multiplier.
const MEASURED: [(f64, f64); 2] = [(641.3 - 613.5, 139.92 - 17.0), (996.0 - 645.0, 634.1)];

/// A figure that lies between `value / factor` and `value * factor`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The figure.
    pub value: f64,
    /// How far off it may be, at least 1.
    pub factor: f64,
}

/// Picojoules of a unit of [`super::Energy::wires`] on an iCE40UP5K.
pub fn picojoules_per_unit() -> Estimate {
    // Microamperes times volts over hertz are microjoules a cycle.
    let [counters, multiplier] = MEASURED.map(|(current, units)| current * VOLTS / HERTZ * 1e6 / units);
    Estimate {
        value: (counters * multiplier).sqrt(),
        factor: (multiplier / counters).sqrt(),
    }
}

/// Picojoules in the wires of a unit on an iCE40UP5K, a sample.
pub fn picojoules(energy: &super::Energy) -> Estimate {
    let unit = picojoules_per_unit();
    Estimate {
        value: energy.wires * unit.value,
        ..unit
    }
}

/// Microwatts in the wires of a unit on an iCE40UP5K that takes `samples_per_second`.
pub fn microwatts(energy: &super::Energy, samples_per_second: f64) -> Estimate {
    let sample = picojoules(energy);
    Estimate {
        value: sample.value * samples_per_second * 1e-6,
        ..sample
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fpga::Energy;

    #[test]
    fn the_error_covers_what_was_measured() {
        let unit = picojoules_per_unit();
        // 27.8 uA x 1.219 V / 12 MHz / 122.92 and 351 uA x 1.219 V / 12 MHz / 634.1
        assert!((unit.value / unit.factor - 0.022_97).abs() < 1e-5, "{unit:?}");
        assert!((unit.value * unit.factor - 0.056_23).abs() < 1e-5, "{unit:?}");
        let energy = Energy {
            wires: 634.1,
            clock: 34.0,
            toggles: 62.7,
            samples: 512,
            pace: 1.0,
            latency: 1,
        };
        // The multiplier's 351 uA x 1.219 V / 12 MHz
        let sample = picojoules(&energy);
        assert!(
            (sample.value * sample.factor - 35.6557).abs() < 1e-3,
            "{sample:?}"
        );
        let power = microwatts(&energy, 12e6);
        // 351 uA x 1.219 V
        assert!((power.value * power.factor - 427.869).abs() < 0.01, "{power:?}");
    }
}
