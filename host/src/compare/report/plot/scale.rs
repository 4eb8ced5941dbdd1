//! From values to pixels, and where the marks of an axis stand.

/// The largest number on an axis, and its reciprocal the least on a logarithmic one.
const LARGEST: f64 = 1e100;

/// An axis.
#[derive(Debug, Clone, Copy)]
pub struct Scale {
    low: f64,
    high: f64,
    log: bool,
    /// Pixels of `low` and `high`.
    ends: (i32, i32),
}

impl Scale {
    /// An axis that holds all of `values`. A logarithmic one leaves out what is not positive, a linear one begins at 0.
    pub fn over(values: impl Iterator<Item = f64>, log: bool, ends: (i32, i32)) -> Scale {
        // Beyond these the arithmetic of an axis ends.
        let values = values.filter(|v| v.abs() <= LARGEST && (!log || *v >= 1.0 / LARGEST));
        let (low, high) = values.fold((f64::MAX, f64::MIN), |(low, high), v| (low.min(v), high.max(v)));
        let (low, high) = if low <= high { (low, high) } else { (1.0, 1.0) };
        let (low, high) = match log {
            true => (low / 1.25, high * 1.25),
            false => (low.min(0.0), if high > 0.0 { high * 1.08 } else { 1.0 }),
        };
        Scale { low, high, log, ends }
    }

    /// The pixel of a value, which may lie beyond the axis.
    pub fn at(&self, value: f64) -> i32 {
        let place = match self.log {
            true => (value / self.low).ln() / (self.high / self.low).ln(),
            false => (value - self.low) / (self.high - self.low),
        };
        let (first, last) = (f64::from(self.ends.0), f64::from(self.ends.1));
        (first + place * (last - first)).round() as i32
    }

    /// The values that get a mark: 1, 2 and 5 times powers of ten, or fewer.
    pub fn marks(&self) -> Vec<f64> {
        if !self.log {
            let rough = (self.high - self.low) / 5.0;
            let unit = 10f64.powf(rough.log10().floor());
            let step = [1.0, 2.0, 5.0, 10.0].map(|s| s * unit);
            let step = step.into_iter().find(|&step| step >= rough).unwrap_or(rough);
            let first = (self.low / step).ceil() as i64;
            let last = (self.high / step).floor() as i64;
            return (first..=last).map(|i| i as f64 * step).collect();
        }
        let decades = (self.high / self.low).log10();
        let steps: &[f64] = match decades {
            d if d > 3.0 => &[1.0],
            d if d > 0.8 => &[1.0, 2.0, 5.0],
            _ => &[1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0],
        };
        let powers = self.low.log10().floor() as i32..=self.high.log10().ceil() as i32;
        let all = powers.flat_map(|power| steps.iter().map(move |step| step * 10f64.powi(power)));
        all.filter(|mark| (self.low..=self.high).contains(mark)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_ratios_are_equal_distances_on_a_logarithmic_axis() {
        let odd = [0.0, f64::NAN, f64::MAX, f64::MIN_POSITIVE];
        let scale = Scale::over([1.0, 100.0].into_iter().chain(odd), true, (0, 1000));
        let (a, b, c) = (scale.at(1.0), scale.at(10.0), scale.at(100.0));
        assert!((b - a - (c - b)).abs() <= 1 && a > 0 && c < 1000);
        assert_eq!(scale.marks(), [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0]);
    }

    #[test]
    fn a_linear_axis_begins_at_zero() {
        let scale = Scale::over([30.0, 90.0].into_iter(), false, (100, 0));
        assert_eq!(scale.at(0.0), 100);
        assert_eq!(scale.marks(), [0.0, 20.0, 40.0, 60.0, 80.0]);
        assert!(!Scale::over(std::iter::empty(), false, (0, 1)).marks().is_empty());
    }
}
