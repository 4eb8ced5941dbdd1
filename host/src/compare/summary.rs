//! What the rows say: L1 against L2, measure by measure.
//!
//! For each pair of functions, width and target, each measure compares the best L1 design with the best L2 one, plain and
//! tuned together ("tuned" in short: a tuned design that is worse than the plain one is no opponent), and with the best
//! plain one. Best is by that very measure, so that every ratio meets the hardest opponent there is. A row with a problem
//! is no opponent: what does not give golden's results is no design.

mod device;

use super::quick::complete;
use super::rows::{significant, Figure, Level, Row};
use flow::fpga::Target;
use serde::{Deserialize, Serialize};

/// What is compared, of L1 and of L2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// The level.
    pub level: Level,
    /// The function of L1.
    pub l1: &'static str,
    /// The function of L2.
    pub l2: &'static str,
}

impl Pair {
    /// The pair that a function belongs to: what is compared, and shares a clock.
    pub fn of(level: Level, function: &str) -> Option<Pair> {
        let of = |pair: &Pair| pair.level == level && [pair.l1, pair.l2].contains(&function);
        PAIRS.into_iter().find(of)
    }

    /// As `sign / square`; one word where both are the same.
    pub fn name(&self) -> String {
        match self.l1 == self.l2 {
            true => self.l1.to_owned(),
            false => format!("{} / {}", self.l1, self.l2),
        }
    }
}

/// The pairs, in the order of the report.
pub const PAIRS: [Pair; 5] = [
    Pair {
        level: Level::Primitive,
        l1: "sign",
        l2: "square",
    },
    Pair {
        level: Level::Primitive,
        l1: "absolute",
        l2: "root",
    },
    Pair {
        level: Level::Statistics,
        l1: "statistics",
        l2: "statistics",
    },
    Pair {
        level: Level::Normaliser,
        l1: "forward",
        l2: "forward",
    },
    Pair {
        level: Level::Normaliser,
        l1: "backward",
        l2: "backward",
    },
];

/// A figure that ratios are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure {
    /// Its name in the summary.
    pub name: &'static str,
    /// The figure of the rows: the first of these that a row has.
    pub figures: &'static [&'static str],
    /// Whether more is better.
    pub rises: bool,
}

/// The measures. A ratio is that of L1 to L2: of speed, above 1 is to L1's advantage; of energy, area and time, below 1.
pub const MEASURES: [Measure; 8] = [
    Measure {
        name: "speed",
        figures: &["samples_per_second"],
        rises: true,
    },
    Measure {
        name: "speed at equal area",
        figures: &["samples_per_second_device", "samples_per_second_mm2"],
        rises: true,
    },
    Measure {
        name: "latency",
        figures: &["latency"],
        rises: false,
    },
    Measure {
        name: "area",
        figures: &["area", "share"],
        rises: false,
    },
    Measure {
        name: "area with memory",
        figures: &["area_with_memory"],
        rises: false,
    },
    Measure {
        name: "energy",
        figures: &["energy"],
        rises: false,
    },
    Measure {
        name: "energy of wires",
        figures: &["energy_wires"],
        rises: false,
    },
    Measure {
        name: "energy without glitches",
        figures: &["energy_zero_delay"],
        rises: false,
    },
];

impl Measure {
    /// The row's figure.
    fn of<'a>(&self, row: &'a Row) -> Option<&'a Figure> {
        self.figures.iter().find_map(|name| row.figure(name))
    }
}

/// One side of a comparison.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Side {
    /// The design's variant.
    pub variant: String,
    /// Its figure.
    pub value: f64,
}

/// A line of the summary.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// The level.
    pub level: Level,
    /// L1's function and L2's, as `sign / square`; one word where they are the same.
    pub functions: String,
    /// Bits of a sample.
    pub bits: u32,
    /// The FPGA or the cell library.
    pub target: String,
    /// The measure's name.
    pub measure: String,
    /// Its unit.
    pub unit: String,
    /// The best L1 design.
    pub l1: Side,
    /// The best L2 design.
    pub l2: Side,
    /// The best plain L2 design.
    pub l2_plain: Option<Side>,
    /// L1 to the best L2.
    pub ratio: f64,
    /// L1 to the best plain L2.
    pub ratio_plain: Option<f64>,
    /// The least and the largest that the ratio is by the slowest and fastest placements of both, where they were placed.
    #[serde(default)]
    pub spread: Option<[f64; 2]>,
    /// The paper's ratio, where it has one for this.
    pub paper: Option<f64>,
    /// The goal of this project, where there is one.
    pub goal: Option<f64>,
    /// Whether the ratio reaches it; nothing where what is left out is not the same on both sides, as the energy of a memory
    /// that one of them has, nor where designs are left out that may be the best.
    pub reached: Option<bool>,
    /// The command that makes both sides.
    #[serde(default)]
    pub command: String,
}

impl Line {
    /// L1 to the best L2; `ratio` is rounded, and would be rounded twice where fewer digits are shown.
    pub fn exact(&self) -> f64 {
        self.l1.value / self.l2.value
    }

    /// L1 to the best plain L2, likewise.
    pub fn exact_plain(&self) -> Option<f64> {
        self.l2_plain.as_ref().map(|plain| self.l1.value / plain.value)
    }
}

/// The paper's ratios: 1.5x the speed and 50 % of the energy per primitive on FPGA (arXiv:1802.09769); 25 % more speed and
/// 37 % less energy in ASIC synthesis (its journal version, IEEE TNNLS 2019, which does not say of what; set beside the
/// levels above the primitives).
pub fn paper(level: Level, asic: bool, measure: &str) -> Option<f64> {
    match (level, asic, measure) {
        (Level::Primitive, false, "speed") => Some(1.5),
        (Level::Primitive, false, "energy") => Some(0.5),
        (Level::Statistics | Level::Normaliser, true, "speed") => Some(1.25),
        (Level::Statistics | Level::Normaliser, true, "energy") => Some(0.63),
        _ => None,
    }
}

/// The goals: of primitives 3x the speed at 25 % of the energy, of the statistics unit 1.5x at 33 %.
pub fn goal(level: Level, measure: &str) -> Option<f64> {
    match (level, measure) {
        (Level::Primitive, "speed") => Some(3.0),
        (Level::Primitive, "energy") => Some(0.25),
        (Level::Statistics, "speed") => Some(1.5),
        (Level::Statistics, "energy") => Some(0.33),
        _ => None,
    }
}

/// All comparisons for which both sides have a figure; goals judged where no design is left out.
pub fn summary(rows: &[Row]) -> Vec<Line> {
    lines(rows, |pair, bits, target| complete(rows, pair, bits, target))
}

/// The same with goals judged where `judge` says so.
fn lines(rows: &[Row], judge: impl Fn(Pair, u32, &str) -> bool) -> Vec<Line> {
    let mut places: Vec<(u32, &str)> = Vec::new();
    for row in rows {
        if !places.contains(&(row.bits, &row.target)) {
            places.push((row.bits, &row.target));
        }
    }
    places.sort_by_key(|&(bits, _)| bits);
    let mut lines = Vec::new();
    for pair in PAIRS {
        for &(bits, target) in &places {
            let here = rows.iter().filter(|row| {
                row.problems.is_empty()
                    && (row.level, row.bits, row.target.as_str()) == (pair.level, bits, target)
            });
            let here: Vec<&Row> = here.collect();
            let judged = judge(pair, bits, target);
            lines.extend(
                MEASURES
                    .iter()
                    .filter_map(|measure| line(pair, measure, &here))
                    .map(|line| Line {
                        reached: line.reached.filter(|_| judged),
                        ..line
                    }),
            );
        }
    }
    lines
}

/// The comparison of one pair by one measure among the rows of one width and target.
fn line(pair: Pair, measure: &Measure, rows: &[&Row]) -> Option<Line> {
    let of = |norm: &str, function: &str, plain_only: bool| {
        let rows = rows.iter().copied();
        let rows =
            rows.filter(|row| row.norm == norm && row.function == function && !(plain_only && row.tuned));
        best(&rows.collect::<Vec<_>>(), measure)
    };
    let (first, l1) = of("l1", pair.l1, false)?;
    let (other, l2) = of("l2", pair.l2, false)?;
    let l2_plain = of("l2", pair.l2, true).map(|(_, side)| side);
    let ratio = significant(l1.value / l2.value);
    let asic = first.value("leakage").is_some();
    let goal = goal(pair.level, measure.name);
    Some(Line {
        level: pair.level,
        functions: pair.name(),
        bits: first.bits,
        target: first.target.clone(),
        measure: measure.name.to_owned(),
        unit: measure.of(first)?.unit.clone(),
        ratio_plain: l2_plain.as_ref().map(|plain| significant(l1.value / plain.value)),
        spread: (measure.name == "speed").then(|| spread(first, other)).flatten(),
        paper: paper(pair.level, asic, measure.name),
        reached: goal
            .filter(|_| !measure.name.starts_with("energy") || accesses(first) == accesses(other))
            .map(|goal| {
                if measure.rises {
                    ratio >= goal
                } else {
                    ratio <= goal
                }
            }),
        goal,
        command: command(pair, &measure.of(first)?.command),
        ratio,
        l1,
        l2,
        l2_plain,
    })
}

/// Words of memory a sample whose energy is not in the figures, to be compared.
fn accesses(row: &Row) -> Option<f64> {
    row.value("memory_accesses").map(significant)
}

/// The ratio of the slowest placement of `l1` to the fastest of `l2`, and of the fastest to the slowest, in samples.
fn spread(l1: &Row, l2: &Row) -> Option<[f64; 2]> {
    let device: Option<Target> = l1.target.parse().ok();
    let most = device
        .and_then(Target::clock_network_mhz)
        .unwrap_or(f64::INFINITY);
    let ends = |row: &Row| {
        let clock = |name| row.value(name).map(|mhz| mhz.min(most));
        let of_one = row.value("samples_per_second")? / clock("fmax")?;
        Some([of_one * clock("fmax_min")?, of_one * clock("fmax_max")?])
    };
    let ([slow, fast], [other_slow, other_fast]) = (ends(l1)?, ends(l2)?);
    Some([significant(slow / other_fast), significant(fast / other_slow)])
}

/// The command that makes the rows of both functions of a pair, from that of a figure of the first.
fn command(pair: Pair, of_first: &str) -> String {
    let (first, second) = (
        format!("--function {}", pair.l1),
        format!("--function {}", pair.l2),
    );
    match of_first.contains(&second) {
        true => of_first.to_owned(),
        false => of_first.replacen(&first, &format!("{first} {second}"), 1),
    }
}

/// The row with the best figure; where devices are to be full, the side that fills one best.
fn best<'a>(rows: &[&'a Row], measure: &Measure) -> Option<(&'a Row, Side)> {
    let figures = rows
        .iter()
        .filter_map(|row| measure.of(row).map(|figure| (*row, figure.value)));
    // Zero or less is no figure to divide by.
    let figures = figures.filter(|(_, value)| value.is_finite() && *value > 0.0);
    let better = |a: &(&Row, f64), b: &(&Row, f64)| {
        let order = a.1.total_cmp(&b.1);
        if measure.rises {
            order
        } else {
            order.reverse()
        }
    };
    let (row, value) = figures.max_by(better)?;
    let side = Side {
        variant: row.variant.clone(),
        value,
    };
    let full = (measure.figures[0] == "samples_per_second_device").then(|| device::full(rows));
    let side = match full.flatten() {
        Some(full) if full.value > side.value => full,
        _ => side,
    };
    Some((row, side))
}

#[cfg(test)]
mod tests;
