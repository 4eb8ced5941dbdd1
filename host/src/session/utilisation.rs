//! What the array did with its cycles.

use super::Counters;
use golden::core::packet::{Counter, COUNTERS};
use golden::core::Config;
use serde::Serialize;
use std::fmt;

/// A counter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Named {
    /// What is counted.
    pub name: &'static str,
    /// How much there was.
    pub count: u64,
}

/// The use of the array over some training steps.
///
/// ```text
/// occupied = multiply-accumulates on real data, those that only look for a maximum included / (N * N * cycles)
/// useful   = those of the forward, the transposed and one gradient product                  / (N * N * cycles)
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Utilisation {
    /// The configuration.
    pub config: &'static str,
    /// Cycles from the first word in to the last update, reading back apart.
    pub cycles: u64,
    /// Share of the multiply-accumulates that the array could have done.
    pub occupied: f64,
    /// The same without second passes.
    pub useful: f64,
    /// Steps that the array was fed: cycles, but of a gradient where columns share their multipliers.
    pub fed: u64,
    /// Multiply-accumulates by product, in the order of the counters.
    pub macs: Vec<Named>,
    /// Cycles in which a running program fed nothing, by cause; not those that the array takes for a step beyond the first,
    /// and between tiles.
    pub stalls: Vec<Named>,
    /// Cycles that reading back took, which are not in `cycles`.
    pub read_back: u64,
}

const PRODUCTS: [Counter; 5] = [
    Counter::MacsForward,
    Counter::MacsTransposedMaximum,
    Counter::MacsTransposed,
    Counter::MacsGradientMaximum,
    Counter::MacsGradient,
];
const USEFUL: [Counter; 3] = [
    Counter::MacsForward,
    Counter::MacsTransposed,
    Counter::MacsGradient,
];
const STALLS: [Counter; 6] = [
    Counter::StallInput,
    Counter::StallBarrier,
    Counter::StallDrain,
    Counter::StallProgram,
    Counter::StallNorm,
    Counter::StallKeys,
];

impl Utilisation {
    /// From what was counted in all, and what of it was reading back.
    pub fn new(config: &Config, counted: &Counters, read_back: &Counters) -> Utilisation {
        let net = counted.since(read_back);
        let cycles = net.get(Counter::Cycles);
        let share = |counters: &[Counter]| {
            let macs: u64 = counters.iter().map(|&c| net.get(c)).sum();
            macs as f64 / ((config.size * config.size) as f64 * cycles.max(1) as f64)
        };
        let named = |counters: &[Counter]| {
            let named = |&c: &Counter| Named {
                name: COUNTERS[c as usize],
                count: net.get(c),
            };
            counters.iter().map(named).collect()
        };
        Utilisation {
            config: config.name,
            cycles,
            occupied: share(&PRODUCTS),
            useful: share(&USEFUL),
            fed: net.get(Counter::Fed),
            macs: named(&PRODUCTS),
            stalls: named(&STALLS),
            read_back: read_back.get(Counter::Cycles),
        }
    }
}

impl fmt::Display for Utilisation {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let percent = |cycles: u64| 100.0 * cycles as f64 / self.cycles.max(1) as f64;
        writeln!(
            f,
            "{} cycles in configuration {}: occupied {:.1} %, useful {:.1} %, fed {:.1} %",
            self.cycles,
            self.config,
            100.0 * self.occupied,
            100.0 * self.useful,
            percent(self.fed)
        )?;
        for Named { name, count } in &self.stalls {
            writeln!(f, "  {name:<14} {count:>12} {:5.1} %", percent(*count))?;
        }
        write!(f, "  reading back, apart: {} cycles", self.read_back)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use golden::core::config::BASE;

    fn counters(values: &[(Counter, u64)]) -> Counters {
        let mut counters = Counters::default();
        for (counter, value) in values {
            counters.0[*counter as usize] = *value;
        }
        counters
    }

    #[test]
    fn read_back_counts_apart_and_second_passes_are_not_useful() {
        let counted = counters(&[
            (Counter::Cycles, 1100),
            (Counter::Fed, 950),
            (Counter::MacsForward, 256 * 300),
            (Counter::MacsTransposedMaximum, 256 * 100),
            (Counter::MacsTransposed, 256 * 100),
            (Counter::MacsGradientMaximum, 256 * 200),
            (Counter::MacsGradient, 256 * 200),
            (Counter::StallDrain, 40),
        ]);
        let apart = counters(&[(Counter::Cycles, 100)]);
        let found = Utilisation::new(&BASE, &counted, &apart);
        assert_eq!((found.cycles, found.read_back), (1000, 100));
        assert!((found.occupied - 0.9).abs() < 1e-12 && (found.useful - 0.6).abs() < 1e-12);
        let text = found.to_string();
        assert!(
            text.contains("occupied 90.0 %, useful 60.0 %, fed 95.0 %"),
            "{text}"
        );
        assert!(text.contains("stall_drain") && text.contains("  4.0 %"), "{text}");
    }
}
