//! What a design takes of an iCE40UP5K in picojoules and microwatts, as far as published measurements carry it.

use flow::fpga::power::{microwatts, picojoules, SOURCE};
use flow::fpga::Energy;

/// A figure without its command: name, value, unit, note.
pub type Bare = (&'static str, f64, &'static str, String);

/// `energy_up5k`, of a sample, and `power` at a clock of `period_ns`. Both are of the wires, with their factor of error.
pub fn up5k(energy: &Energy, period_ns: f64) -> [Bare; 2] {
    // Nanoseconds to samples a second.
    let rate = 1e9 / (period_ns * energy.pace);
    let (sample, power) = (picojoules(energy), microwatts(energy, rate));
    let note = format!(
        "within a factor of {:.2}, calibrated on the currents of two circuits ({SOURCE}); without clock tree, leakage and \
         the inside of multipliers",
        sample.factor
    );
    let clocked = format!("at {period_ns} ns a cycle, {note}");
    [
        ("energy_up5k", sample.value, "pJ", note),
        ("power", power.value, "uW", clocked),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn power_is_energy_times_rate_and_both_say_how_far_off_they_are() {
        let energy = Energy {
            wires: 100.0,
            clock: 30.0,
            toggles: 20.0,
            samples: 500,
            pace: 2.0,
            latency: 3,
        };
        let [sample, power] = up5k(&energy, 20.0);
        // The measured 0.02297 and 0.05623 pJ a unit have the mean 0.03594; the clock's 30 units are not in it.
        assert!((sample.1 - 3.594).abs() < 1e-3, "{sample:?}");
        // 50 MHz, two cycles a sample: 25 million samples a second.
        assert!((power.1 - 89.85).abs() < 0.03, "{power:?}");
        assert_eq!(
            (sample.0, sample.2, power.0, power.2),
            ("energy_up5k", "pJ", "power", "uW")
        );
        assert!(
            sample.3.starts_with("within a factor of 1.56") && sample.3.contains("ice40_power"),
            "{sample:?}"
        );
        assert!(
            power.3.starts_with("at 20 ns a cycle, within a factor of 1.56"),
            "{power:?}"
        );
    }
}
