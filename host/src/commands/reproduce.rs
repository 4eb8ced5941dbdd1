//! `signum reproduce`: the smallest honest experiment of one paper.

use crate::cli::ReproduceArgs;
use crate::data::{self, Part};
use crate::failure::Failure;
use crate::output;
use crate::reproduce::trial::Data;
use crate::reproduce::{l1bn, wage, Desk, Row, Scale, NAMES};
use serde::Serialize;
use std::path::PathBuf;
use std::time::Instant;

/// Data set of the experiments.
const DATA: &str = "mnist";
/// By how many points the convolution network may miss the paper's accuracy, after 20 epochs and in a hurry.
const CLOSE: f64 = 0.4;
const CLOSE_QUICK: f64 = 2.0;

/// The JSON object of the command.
#[derive(Serialize)]
struct Report {
    name: String,
    quick: bool,
    seeds: u32,
    rows: Vec<Row>,
    seconds: f64,
    out: Option<PathBuf>,
}

/// Runs the command.
pub fn run(args: &ReproduceArgs, json: bool) -> Result<(), Failure> {
    let start = Instant::now();
    let scale = |full: Scale, quick: Scale| {
        let scale = if args.quick { quick } else { full };
        Scale {
            seeds: args.seeds.unwrap_or(scale.seeds),
            ..scale
        }
    };
    let scale = match args.name.as_str() {
        "wage" => scale(wage::FULL, wage::QUICK),
        "l1bn" => scale(l1bn::FULL, l1bn::QUICK),
        other => {
            return Err(Failure::input(format!(
                "{other}: no such experiment; expected {}",
                NAMES.join(" or ")
            )))
        }
    };
    let load = |part, limit| data::load(DATA, part, limit);
    let data = Data {
        train: load(Part::Train, Some(scale.images))?,
        test: load(Part::Test, None)?,
    };
    let mut desk = Desk::new(args.out.as_deref())?;
    let rows = match args.name.as_str() {
        "wage" => {
            let close = if args.quick { CLOSE_QUICK } else { CLOSE };
            wage::run(&data, scale, close, &mut desk)?
        }
        _ => l1bn::run(&data, scale, &mut desk)?,
    };
    desk.table(&args.name, &rows)?;
    drop(desk);
    let report = Report {
        name: args.name.clone(),
        quick: args.quick,
        seeds: scale.seeds,
        rows,
        seconds: start.elapsed().as_secs_f64(),
        out: args.out.clone(),
    };
    if json {
        return output::json(&report);
    }
    for row in &report.rows {
        output::line(&row.to_string())?;
    }
    output::line(&format!("{:.1} s", report.seconds))
}
