//! `signum compare`: L1 against L2 in silicon.

use crate::cli::CompareArgs;
use crate::compare::designs::{functions, subjects, Choice};
use crate::compare::measure::{Asked, Flow};
use crate::compare::quick::{QUICK_BITS, QUICK_TARGETS, QUICK_VARIANTS};
use crate::compare::report::table::table;
use crate::compare::report::{Report, JSON, PAGE, SHEET, SUMMARY};
use crate::compare::rows::Level;
use crate::compare::stimulus::Stimulus;
use crate::compare::summary::summary;
use crate::compare::targets::Target;
use crate::compare::{plan, targets};
use crate::failure::Failure;
use crate::files::prepare;
use crate::output;
use flow::cache::Cache;
use flow::tool::command_line;
use std::path::PathBuf;
use std::time::Instant;

/// Seed of the training that is recorded.
const SEED: u64 = 1;
/// Runs the command.
pub fn run(args: &CompareArgs, json: bool) -> Result<(), Failure> {
    let start = Instant::now();
    let reports = args.from.iter().map(|file| Report::read(file));
    let reports = reports.collect::<Result<Vec<Report>, Failure>>()?;
    let choice = choice(args)?;
    choice.check()?;
    let targets = chosen_targets(args)?;
    let folder = &args.out;
    // Before the work, not after it.
    for (option, path) in
        std::iter::once(("--out", folder)).chain(args.liberty.iter().map(|f| ("--liberty", f)))
    {
        if path.to_str().is_none() {
            return Err(Failure::input(format!(
                "{option} {}: is no UTF-8 text; expected a name that is",
                path.display()
            )));
        }
    }
    std::fs::create_dir_all(folder).map_err(|e| {
        Failure::input(format!(
            "--out {}: cannot be made: {e}; expected a folder",
            folder.display()
        ))
    })?;
    for file in [PAGE, JSON, SHEET, SUMMARY] {
        prepare(&folder.join(file)).map_err(Failure::input)?;
    }
    if !reports.is_empty() {
        return finish(&Report::joined(reports, command(args), folder)?, json);
    }
    let cache = Cache::new(&folder.join("cache")).map_err(|e| {
        Failure::input(format!(
            "--out {}: {e}; expected a folder to write to",
            folder.display()
        ))
    })?;
    flow::at_once(args.jobs as usize);
    let asked = Asked {
        seeds: args.seeds,
        scope: scope(args),
    };
    let flow = Flow::new(&targets, asked, folder, &cache)?;
    let stimulus = Stimulus::recorded(SEED, &cache)?;
    let subjects = subjects(&choice, &stimulus)?;
    let rows = plan::run(&subjects, &targets, &flow, args.jobs as usize)?;
    if rows.is_empty() {
        return Err(Failure::input(
            "no design of this choice is meant for these targets; leave one of --target, --function, --bits, --variant out",
        ));
    }
    finish(
        &Report {
            command: command(args),
            tools: flow.tools(),
            stimulus: flow.shown(&stimulus.file),
            summary: summary(&rows),
            failed: rows.iter().filter(|row| !row.problems.is_empty()).count(),
            rows,
            seconds: start.elapsed().as_secs_f64(),
            out: folder.clone(),
        },
        json,
    )
}

/// Writes the report and prints it.
fn finish(report: &Report, json: bool) -> Result<(), Failure> {
    let folder = &report.out;
    report.write()?;
    if json {
        output::json(report)?;
    } else {
        output::line(&table(&report.rows, &report.summary))?;
        output::line(&format!(
            "{} rows in {:.0} s; {} has every figure with the files behind it",
            report.rows.len(),
            report.seconds,
            folder.join(PAGE).display()
        ))?;
    }
    match report.rows.iter().find(|row| !row.problems.is_empty()) {
        None => Ok(()),
        Some(row) => Err(Failure::work(format!(
            "{} of {} rows lack figures, the first is {} on {}: {}",
            report.failed,
            report.rows.len(),
            row.design,
            row.target,
            row.problems.join("; ")
        ))),
    }
}

/// What is to be compared.
fn choice(args: &CompareArgs) -> Result<Choice, Failure> {
    let known = functions();
    if let Some(unknown) = args.function.iter().find(|name| !known.contains(&name.as_str())) {
        return Err(Failure::input(format!(
            "--function {unknown}: there is no such function; expected {}",
            known.join(", ")
        )));
    }
    let levels = match args.quick && args.level.is_empty() {
        true => vec![Level::Primitive],
        false => args.level.clone(),
    };
    Ok(Choice {
        levels,
        bits: match args.quick && args.bits.is_empty() {
            true => vec![QUICK_BITS],
            false => args.bits.clone(),
        },
        functions: args.function.clone(),
        variants: match chosen_quickly(args) {
            true => QUICK_VARIANTS.map(ToOwned::to_owned).to_vec(),
            false => args.variant.clone(),
        },
    })
}

/// Whether designs are left out because they are the best of their function nowhere: on the targets and of the width that this
/// is known of.
fn chosen_quickly(args: &CompareArgs) -> bool {
    let width = args.bits.is_empty() || args.bits == [QUICK_BITS];
    args.quick && args.level.is_empty() && args.variant.is_empty() && args.target.is_empty() && width
}

/// The options that leave out designs which would share a clock with those that are not, if there are any.
fn scope(args: &CompareArgs) -> Option<Vec<String>> {
    let partial = args.quick || !args.function.is_empty() || !args.variant.is_empty();
    partial.then(|| chosen(args))
}

/// The options of which designs are wanted, widths aside.
fn chosen(args: &CompareArgs) -> Vec<String> {
    let mut words: Vec<String> = args.quick.then(|| "--quick".to_owned()).into_iter().collect();
    let levels: Vec<String> = args.level.iter().map(Level::to_string).collect();
    for (option, values) in [
        ("--level", &levels),
        ("--function", &args.function),
        ("--variant", &args.variant),
    ] {
        for value in values {
            words.extend([option.to_owned(), value.clone()]);
        }
    }
    words
}

/// What they are put on: with `--quick` alone one FPGA and one library, and those of `--liberty` beside them.
fn chosen_targets(args: &CompareArgs) -> Result<Vec<Target>, Failure> {
    let mut wanted: Vec<String> = args.target.clone();
    if args.quick && wanted.is_empty() {
        wanted.extend(QUICK_TARGETS.map(ToOwned::to_owned));
        wanted.extend(args.liberty.iter().map(|file| targets::name_of(file)));
    }
    let wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
    targets::chosen(&wanted, &args.liberty)
}

/// The command line as one types it, without what only changes where and how fast.
fn command(args: &CompareArgs) -> String {
    let mut words = vec!["compare".to_owned()];
    words.extend(chosen(args));
    let mut options = |name: &str, values: Vec<String>| {
        for value in values {
            words.extend([name.to_owned(), value]);
        }
    };
    let shown = |files: &[PathBuf]| files.iter().map(|file| file.display().to_string()).collect();
    options("--bits", args.bits.iter().map(u32::to_string).collect());
    options("--target", args.target.clone());
    options("--liberty", shown(&args.liberty));
    options("--from", shown(&args.from));
    if args.from.is_empty() {
        options("--seeds", vec![args.seeds.to_string()]);
    }
    command_line("signum", &words)
}

#[cfg(test)]
mod tests;
