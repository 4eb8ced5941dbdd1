//! A device filled with lanes of two designs.
//!
//! A device with multiplier blocks holds lanes that are made of them and, in the look-up tables that those leave, lanes
//! that are not. So the samples a second of a full device are those of the best pair of a side's designs, each at its own
//! clock: the most of `m rate(a) + n rate(b)` with `m a + n b` within what is usable of the device.
//!
//! m and n are no whole numbers here: of a device that holds two lanes of the one side and, but for a few cells, two of the
//! other, the ratio would be 2. The rows have the whole ones.

use super::Side;
use crate::compare::rows::{significant, Row};
use flow::fpga::{Resources, Target};

/// A design: its name, what a lane does and takes.
struct Lane<'a> {
    variant: &'a str,
    rate: f64,
    takes: Resources,
}

impl<'a> Lane<'a> {
    fn of(row: &'a Row) -> Option<Lane<'a>> {
        let count = |name| row.value(name).map_or(0, |value| value as u64);
        Some(Lane {
            variant: &row.variant,
            rate: row.value("samples_per_second").filter(|rate| *rate > 0.0)?,
            takes: Resources {
                logic: count("logic"),
                registers: count("registers"),
                dsp: count("dsp"),
                memory: count("memory"),
            },
        })
    }
}

/// The most samples a second that a device full of one or two of these designs takes, all rows being of its FPGA. A design that
/// does not fit once is none.
pub fn full(rows: &[&Row]) -> Option<Side> {
    let device: Target = rows.first()?.target.parse().ok()?;
    let have = device.usable();
    let fits = |lane: &Lane| have.lanes(&lane.takes).is_some_and(|(lanes, _)| lanes > 0);
    let lanes: Vec<Lane> = rows.iter().filter_map(|row| Lane::of(row)).filter(fits).collect();
    let mut best: Option<Side> = None;
    for (index, a) in lanes.iter().enumerate() {
        for b in &lanes[index..] {
            for (m, n) in corners(&have, &a.takes, &b.takes) {
                let value = significant(m * a.rate + n * b.rate);
                if value > best.as_ref().map_or(0.0, |best| best.value) {
                    let variant = match (m > 0.0, n > 0.0) {
                        (true, true) => format!("{m:.1} {}, {n:.1} {}", a.variant, b.variant),
                        (true, false) => a.variant.to_owned(),
                        _ => b.variant.to_owned(),
                    };
                    best = Some(Side { variant, value });
                }
            }
        }
    }
    best
}

/// How many of `a` and of `b` there may be at the corners of what `have` allows; the best is one of them.
fn corners(have: &Resources, a: &Resources, b: &Resources) -> Vec<(f64, f64)> {
    let limits: Vec<[f64; 3]> = (0..have.named().len())
        .map(|i| [a.named()[i].1, b.named()[i].1, have.named()[i].1].map(|count| count as f64))
        .collect();
    let most = |side: usize| {
        let of = limits.iter().filter(|limit| limit[side] > 0.0);
        of.map(|limit| limit[2] / limit[side])
            .fold(f64::INFINITY, f64::min)
    };
    let mut corners = vec![(most(0), 0.0), (0.0, most(1))];
    for (index, first) in limits.iter().enumerate() {
        for second in &limits[index + 1..] {
            let determinant = first[0] * second[1] - first[1] * second[0];
            let m = (first[2] * second[1] - first[1] * second[2]) / determinant;
            let n = (first[0] * second[2] - first[2] * second[0]) / determinant;
            corners.push((m, n));
        }
    }
    let within = |(m, n): &(f64, f64)| {
        let counts = m.is_finite() && n.is_finite() && *m >= 0.0 && *n >= 0.0;
        counts
            && limits
                .iter()
                .all(|[a, b, have]| a * m + b * n <= have * (1.0 + 1e-9))
    };
    corners.retain(within);
    corners
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::summary::tests::row;

    #[test]
    fn look_up_tables_that_multipliers_leave_are_filled_too() {
        let blocks = row(
            "l2",
            "square",
            "dsp",
            "up5k",
            &[("samples_per_second", 100.0), ("logic", 60.0), ("dsp", 1.0)],
        );
        let tables = row(
            "l2",
            "square",
            "booth",
            "up5k",
            &[("samples_per_second", 60.0), ("logic", 480.0), ("dsp", 0.0)],
        );
        // 8 blocks beside which 4,272 of the usable 4,752 cells are left
        let side = full(&[&blocks, &tables]).unwrap();
        assert_eq!(
            (side.variant.as_str(), side.value),
            ("8.0 dsp, 8.9 booth", 1334.0)
        );
        let alone = full(&[&tables]).unwrap();
        assert_eq!((alone.variant.as_str(), alone.value), ("booth", 594.0));
        // two slow small ones for a fast large one: whichever does more
        let large = row(
            "l2",
            "square",
            "large",
            "up5k",
            &[("samples_per_second", 130.0), ("logic", 960.0), ("dsp", 0.0)],
        );
        let best = full(&[&tables, &large]).unwrap();
        assert_eq!((best.variant.as_str(), best.value), ("large", 643.5));
        let none = row(
            "l2",
            "square",
            "none",
            "up5k",
            &[("samples_per_second", 1e9), ("logic", 5000.0)],
        );
        assert_eq!(full(&[&none]), None);
        assert_eq!(full(&[]), None);
        let library = row("l2", "square", "booth", "osu018", &[("samples_per_second", 60.0)]);
        assert_eq!(full(&[&library]), None);
    }
}
