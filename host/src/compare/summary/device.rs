//! A device filled with lanes of two designs.
//!
//! A device with multiplier blocks holds lanes that are made of them and, in the look-up tables that those leave, lanes
//! that are not. So the samples a second of a full device are those of the best pair of a side's designs, each at its own
//! clock: `max over n of n rate(a) + lanes(device - n a) rate(b)`.

use super::Side;
use crate::compare::rows::Row;
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

/// The most samples a second that a device full of one or two of these designs takes, all rows being of its FPGA.
pub fn full(rows: &[&Row]) -> Option<Side> {
    let device: Target = rows.first()?.target.parse().ok()?;
    let have = device.usable();
    let lanes: Vec<Lane> = rows.iter().filter_map(|row| Lane::of(row)).collect();
    let mut best: Option<Side> = None;
    for a in &lanes {
        let Some((most, _)) = have.lanes(&a.takes) else {
            continue;
        };
        for b in &lanes {
            for count in 0..=most {
                let left = have.beside(count, &a.takes);
                let (others, _) = left.lanes(&b.takes).unwrap_or_default();
                let value = count as f64 * a.rate + others as f64 * b.rate;
                if value > best.as_ref().map_or(0.0, |best| best.value) {
                    let variant = match (count, others) {
                        (0, _) => b.variant.to_owned(),
                        (_, 0) => a.variant.to_owned(),
                        _ if a.variant == b.variant => a.variant.to_owned(),
                        _ => format!("{count} {}, {others} {}", a.variant, b.variant),
                    };
                    best = Some(Side { variant, value });
                }
            }
        }
    }
    best
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
        assert_eq!((side.variant.as_str(), side.value), ("8 dsp, 8 booth", 1280.0));
        let alone = full(&[&tables]).unwrap();
        assert_eq!((alone.variant.as_str(), alone.value), ("booth", 540.0));
        assert_eq!(full(&[]), None);
        let library = row("l2", "square", "booth", "osu018", &[("samples_per_second", 60.0)]);
        assert_eq!(full(&[&library]), None);
    }
}
