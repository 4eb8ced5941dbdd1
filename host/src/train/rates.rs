//! The notation of a rate schedule: `8x5,1x4,1/4` is 8 for five epochs, 1 for four and 1/4 for one.
//!
//! A rate is a power of two between 1/16 and 64. `default` is 8 in the first half of the steps, 1/4 in the last tenth
//! and 1 between.

use golden::learn::wage::Schedule;
use std::fmt;
use std::str::FromStr;

/// log2 of the smallest and of the largest rate.
const BOUNDS: (i32, i32) = (-4, 6);
const EXPECTED: &str =
    "expected default, or rates (powers of two from 1/16 to 64) with the epochs of each, as 8x5,1x4,1/4";

/// A rate schedule.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rates(Schedule);

impl Rates {
    /// The schedule as the golden model takes it.
    pub fn schedule(&self) -> Schedule {
        self.0.clone()
    }

    /// The epochs that it says; none for the default, which fits any number.
    pub fn epochs(&self) -> Option<u64> {
        match &self.0 {
            Schedule::Paper => None,
            Schedule::Epochs(phases) => Some(phases.iter().map(|phase| u64::from(phase.0)).sum()),
        }
    }
}

impl FromStr for Rates {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "default" {
            return Ok(Rates::default());
        }
        let phases = text.split(',').map(phase).collect::<Option<Vec<_>>>();
        phases
            .map(|phases| Rates(Schedule::Epochs(phases)))
            .ok_or_else(|| EXPECTED.to_owned())
    }
}

/// `RATE` or `RATExEPOCHS`, as epochs and log2 of the rate.
fn phase(text: &str) -> Option<(u32, i32)> {
    let (rate, epochs) = match text.split_once('x') {
        Some((rate, epochs)) => (rate, number(epochs)?),
        None => (text, 1),
    };
    let log2 = |digits| {
        let n = number(digits)?;
        n.is_power_of_two().then(|| n.ilog2() as i32)
    };
    let log2 = match rate.strip_prefix("1/") {
        Some(below) => -log2(below)?,
        None => log2(rate)?,
    };
    ((1..=10_000).contains(&epochs) && (BOUNDS.0..=BOUNDS.1).contains(&log2)).then_some((epochs, log2))
}

fn number(digits: &str) -> Option<u32> {
    digits
        .bytes()
        .all(|b| b.is_ascii_digit())
        .then(|| digits.parse().ok())?
}

/// The notation; equal schedules that are written in other ways differ.
impl fmt::Display for Rates {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let Schedule::Epochs(phases) = &self.0 else {
            return f.write_str("default");
        };
        for (i, (epochs, log2)) in phases.iter().enumerate() {
            let comma = if i > 0 { "," } else { "" };
            let rate = 1u32 << log2.unsigned_abs();
            let below = if *log2 < 0 { "1/" } else { "" };
            write!(f, "{comma}{below}{rate}x{epochs}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_read_and_written() {
        let rates: Rates = "8x5,1x4,1/4".parse().unwrap();
        assert_eq!(rates.schedule(), Schedule::Epochs(vec![(5, 3), (4, 0), (1, -2)]));
        assert_eq!(rates.epochs(), Some(10));
        assert_eq!(rates.to_string(), "8x5,1x4,1/4x1");
        assert_eq!(rates.to_string().parse(), Ok(rates));
        let default: Rates = "default".parse().unwrap();
        assert_eq!((default.schedule(), default.epochs()), (Schedule::Paper, None));
        assert_eq!(default.to_string(), "default");
        assert_eq!("64,1/16x2".parse::<Rates>().unwrap().to_string(), "64x1,1/16x2");
    }

    #[test]
    fn what_is_no_schedule_is_refused() {
        for bad in [
            "",
            ",",
            "8,",
            "3",
            "0",
            "128",
            "1/32",
            "1/0",
            "1/3",
            "8x",
            "8x0",
            "x5",
            "8x5x2",
            "-1",
            "+8",
            "8x+1",
            "0.25",
            "8 x5",
            "99999999999",
            "8x99999999999",
            "8x10001",
        ] {
            assert!(
                bad.parse::<Rates>().unwrap_err().contains("expected default"),
                "{bad}"
            );
        }
    }
}
