//! Which plots the page has, and what is in them.

use super::plot::bars::{bars, Bar, Mark};
use super::plot::lines::{lines, Axes, Line as Curve};
use super::plot::{short, DrawError, Kind};
use crate::compare::rows::{Level, Row};
use crate::compare::summary::{Line, Pair, Side, PAIRS};
use std::path::Path;

/// A plot with its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// Name of its file, without ending.
    pub name: String,
    /// What it shows.
    pub title: String,
    /// How to read it.
    pub caption: String,
    /// The picture.
    pub svg: String,
}

/// Whether a file has the name of a plot that some report has.
pub fn is_plot(file: &Path) -> bool {
    let name = file
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or_default();
    let kinds = [
        "primitive-",
        "statistics-",
        "normaliser-",
        "width-",
        "lanes-",
        "stages-",
    ];
    name.ends_with(".svg") && kinds.iter().any(|kind| name.starts_with(kind))
}

/// Width that plots over designs show, where there is one of it.
const BITS: u32 = 16;

/// All plots for which there are figures.
///
/// # Errors
/// The drawing library's.
pub fn charts(rows: &[Row], summary: &[Line]) -> Result<Vec<Chart>, DrawError> {
    let mut charts = Vec::new();
    let widths: Vec<u32> = summary.iter().map(|line| line.bits).collect();
    let bits = if widths.contains(&BITS) {
        BITS
    } else {
        widths.into_iter().max().unwrap_or(BITS)
    };
    for (measure, better) in [
        ("speed", "above 1, L1 is faster"),
        ("speed at equal area", "above 1, L1 does more on the same chip"),
        ("energy", "below 1, L1 needs less"),
        ("area", "below 1, L1 is smaller"),
    ] {
        for level in [Level::Primitive, Level::Statistics, Level::Normaliser] {
            charts.extend(ratios(level, measure, bits, better, summary)?);
        }
    }
    for (measure, name) in [
        ("speed", "samples a second"),
        ("energy", "energy of a sample"),
        ("area", "area"),
    ] {
        charts.extend(widths_of(measure, name, summary)?);
    }
    charts.extend(lanes(bits, rows)?);
    charts.extend(stages(bits, rows)?);
    Ok(charts)
}

/// L1 to L2 by one measure: a bar a pair and target.
fn ratios(
    level: Level,
    measure: &str,
    bits: u32,
    better: &str,
    summary: &[Line],
) -> Result<Option<Chart>, DrawError> {
    let chosen = summary
        .iter()
        .filter(|line| line.level == level && line.measure == measure && line.bits == bits);
    let mut all = Vec::new();
    let mut marks: Vec<Mark> = Vec::new();
    for line in chosen {
        let label = format!("{}, {}", line.functions, line.target);
        let bar = |value, kind, label: &str| Bar {
            label: label.to_owned(),
            value,
            kind,
        };
        let first = all.len();
        all.push(bar(line.exact(), Kind::L2, &label));
        all.extend(line.exact_plain().map(|ratio| bar(ratio, Kind::L2Plain, "plain")));
        for (name, value) in [("paper", line.paper), ("goal", line.goal)] {
            let Some(value) = value else { continue };
            let label = format!("{name} {}", short(value));
            let bars = first..all.len();
            match marks.iter_mut().find(|mark| mark.label == label) {
                Some(mark) => mark.bars.extend(bars),
                None => marks.push(Mark {
                    label,
                    value,
                    bars: bars.collect(),
                }),
            }
        }
    }
    if all.is_empty() {
        return Ok(None);
    }
    Ok(Some(Chart {
        name: format!("{level}-{}", measure.replace(' ', "-")),
        title: format!("{measure}, {level}, {bits} bits: L1 to L2"),
        caption: format!(
            "L1's best design to L2's best (coloured) and to L2's best plain one (grey), by this measure; {better}. Made by \
             signum compare --level {level} --bits {bits}."
        ),
        svg: bars("ratio L1 : L2, logarithmic", &all, &marks, true)?,
    }))
}

/// A measure over the width of a sample, for the first FPGA and the first library that have it.
fn widths_of(measure: &str, name: &str, summary: &[Line]) -> Result<Vec<Chart>, DrawError> {
    let mut charts = Vec::new();
    let mut places: Vec<(Level, &str, &str)> = Vec::new();
    for line in summary.iter().filter(|line| line.measure == measure) {
        let seen = |place: &&(Level, &str, &str)| place.0 == line.level && place.1 == line.functions;
        let of_kind = |target: &str| {
            summary
                .iter()
                .any(|l| l.target == target && l.measure == "area" && l.unit == "um2")
        };
        let taken = places
            .iter()
            .filter(seen)
            .any(|place| of_kind(place.2) == of_kind(&line.target));
        if !taken {
            places.push((line.level, &line.functions, &line.target));
        }
    }
    for (level, functions, target) in places {
        let of = |line: &&Line| {
            line.measure == measure
                && (line.level, line.functions.as_str(), line.target.as_str()) == (level, functions, target)
        };
        let found: Vec<&Line> = summary.iter().filter(of).collect();
        let at: Vec<f64> = found.iter().map(|line| f64::from(line.bits)).collect();
        let [Some(first), Some(_)] = [found.first(), found.get(1)] else {
            continue;
        };
        let curve = |label: &str, kind, side: &dyn Fn(&Line) -> Option<Side>| Curve {
            label: label.to_owned(),
            points: found
                .iter()
                .filter_map(|line| side(line).map(|side| (f64::from(line.bits), side.value)))
                .collect(),
            kind,
        };
        let curves = [
            curve("L1", Kind::L1, &|line| Some(line.l1.clone())),
            curve("L2", Kind::L2, &|line| Some(line.l2.clone())),
            curve("L2 plain", Kind::L2Plain, &|line| line.l2_plain.clone()),
        ];
        let axes = Axes {
            x: "bits of a sample",
            y: &first.unit,
            log_x: true,
            log_y: true,
            at: &at,
        };
        charts.push(Chart {
            name: format!("width-{measure}-{}-{target}", functions.replace(" / ", "-")),
            title: format!("{name} over the width, {functions}, {target}"),
            caption: "Each side's best design at every width, and L2's best plain one.".to_owned(),
            svg: lines(axes, &curves)?,
        });
    }
    Ok(charts)
}

/// The rows of one side of a pair, one width and one target.
fn side<'a>(rows: &'a [Row], pair: Pair, norm: &str, bits: u32, target: &str) -> Vec<&'a Row> {
    let function = if norm == "l1" { pair.l1 } else { pair.l2 };
    let of = |row: &&Row| {
        (row.level, row.norm.as_str(), row.function.as_str()) == (pair.level, norm, function)
            && (row.bits, row.target.as_str()) == (bits, target)
    };
    rows.iter().filter(of).collect()
}

fn targets(rows: &[Row]) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for row in rows {
        if !names.contains(&row.target.as_str()) {
            names.push(&row.target);
        }
    }
    names
}

/// Samples a second over the lanes, up to what the device holds.
fn lanes(bits: u32, rows: &[Row]) -> Result<Vec<Chart>, DrawError> {
    let mut charts = Vec::new();
    for pair in PAIRS {
        for target in targets(rows) {
            let curve = |norm: &str, plain: bool, label: &str, kind| {
                let rows = side(rows, pair, norm, bits, target).into_iter();
                let rows = rows.filter(|row| row.problems.is_empty());
                let figures = rows.filter(|row| !(plain && row.tuned)).filter_map(|row| {
                    let figures = (row.value("samples_per_second")?, row.value("lanes")?);
                    (figures.0 > 0.0 && figures.1 >= 1.0).then_some((row, figures))
                });
                let best = figures.max_by(|a, b| (a.1 .0 * a.1 .1).total_cmp(&(b.1 .0 * b.1 .1)))?;
                let (row, (speed, lanes)) = best;
                Some(Curve {
                    label: format!("{label} {}", row.variant),
                    points: vec![(1.0, speed), (lanes, speed * lanes)],
                    kind,
                })
            };
            let curves: Vec<Curve> = [
                curve("l1", false, "L1", Kind::L1),
                curve("l2", false, "L2", Kind::L2),
                curve("l2", true, "L2", Kind::L2Plain),
            ]
            .into_iter()
            .flatten()
            .collect();
            if curves.len() < 2 {
                continue;
            }
            let axes = Axes {
                x: "lanes",
                y: "samples/s",
                log_x: true,
                log_y: true,
                at: &[],
            };
            charts.push(Chart {
                name: format!("lanes-{}-{}-{target}", pair.l1, pair.l2),
                title: format!("samples a second over lanes, {}, {bits} bits, {target}", pair.name()),
                caption: "From one lane to as many as the device holds by its scarcest resource, at the clock of one \
                          lane placed alone; of one design, where the summary fills a device with the best two."
                    .to_owned(),
                svg: lines(axes, &curves)?,
            });
        }
    }
    Ok(charts)
}

/// Fmax over added pipeline stages: a plot a target, a line a function.
fn stages(bits: u32, rows: &[Row]) -> Result<Vec<Chart>, DrawError> {
    let mut charts = Vec::new();
    for target in targets(rows) {
        let mut curves = Vec::new();
        for pair in PAIRS.into_iter().filter(|pair| pair.level == Level::Primitive) {
            for (norm, kind) in [("l1", Kind::L1), ("l2", Kind::L2)] {
                let mut points: Vec<(f64, f64)> = Vec::new();
                for row in side(rows, pair, norm, bits, target) {
                    let Some(fmax) = row.value("fmax") else { continue };
                    let stages = f64::from(row.stages);
                    match points.iter_mut().find(|point| point.0 == stages) {
                        Some(point) => point.1 = point.1.max(fmax),
                        None => points.push((stages, fmax)),
                    }
                }
                points.sort_by(|a, b| a.0.total_cmp(&b.0));
                if !points.is_empty() {
                    let label = if norm == "l1" { pair.l1 } else { pair.l2 };
                    curves.push(Curve {
                        label: label.to_owned(),
                        points,
                        kind,
                    });
                }
            }
        }
        if curves.iter().any(|curve| curve.points.len() > 1) {
            let axes = Axes {
                x: "pipeline stages added",
                y: "Fmax, MHz",
                log_x: false,
                log_y: true,
                at: &[],
            };
            charts.push(Chart {
                name: format!("stages-{target}"),
                title: format!("Fmax for each added stage, {bits} bits, {target}"),
                caption: "The fastest design of each function with so many registers between its ends."
                    .to_owned(),
                svg: lines(axes, &curves)?,
            });
        }
    }
    Ok(charts)
}
