//! What is to be done and in which order: first the speed of every design on every target, then, at clocks that designs of
//! one comparison share, the energy.
//!
//! Some jobs run at once. One that fails does not take the others along: its row says why figures are missing. Results
//! are kept by the flow's cache, so that a run that was ended goes on where it stopped.

use super::designs::Subject;
use super::rows::{significant, Figure, Row};
use super::summary::Pair;
use super::targets::Target;
use crate::failure::Failure;
use crate::progress::Progress;
use rayon::prelude::*;
use std::sync::{Mutex, PoisonError};

/// The shared clock of a comparison is this share of its slowest design's Fmax.
const CLOCK: f64 = 0.8;

/// Units of what is counted, and so exact.
const COUNTED: [&str; 3] = ["cells", "lanes", "bits"];
/// Units of power.
const POWER: [&str; 2] = ["nW", "uW"];

/// What is found of a design without a workload.
#[derive(Debug, Clone, PartialEq)]
pub struct Timing {
    /// Fastest clock in MHz.
    pub fmax: f64,
    /// All figures, `fmax` among them.
    pub figures: Vec<Figure>,
}

/// Why nothing is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lacking {
    /// The device is too small, which is a finding.
    DoesNotFit(String),
    /// Something failed.
    Failed(String),
}

impl From<String> for Lacking {
    fn from(reason: String) -> Lacking {
        Lacking::Failed(reason)
    }
}

/// What does the measuring.
pub trait Bench: Sync {
    /// Synthesis, placement and timing.
    ///
    /// # Errors
    /// [`Lacking`], one sentence.
    fn timing(&self, subject: &Subject, target: &Target) -> Result<Timing, Lacking>;

    /// The energy of a sample at a clock of `period_ns`, from a netlist run whose results are golden's.
    ///
    /// # Errors
    /// One sentence.
    fn energy(&self, subject: &Subject, target: &Target, period_ns: f64) -> Result<Vec<Figure>, String>;
}

/// A design on a target.
type Job<'a> = (&'a Subject, &'a Target);

/// Measures every subject on every target that it is meant for, `at_once` jobs at a time.
///
/// # Errors
/// [`Failure::Work`] when the program is told to stop, and where no threads are to be had.
pub fn run(
    subjects: &[Subject],
    targets: &[Target],
    bench: &impl Bench,
    at_once: usize,
) -> Result<Vec<Row>, Failure> {
    let on = |target| subjects.iter().map(move |subject| (subject, target));
    let jobs: Vec<Job> = targets.iter().flat_map(on).filter(|(s, t)| t.takes(s)).collect();
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(at_once)
        .build()
        .map_err(|e| Failure::work(format!("no {at_once} threads to run jobs on: {e}")))?;
    let desk = Desk::new(2 * jobs.len() as u64);
    let timings = each(&pool, &jobs, &desk, |&(subject, target)| {
        desk.during("timing", subject, target, || bench.timing(subject, target))
    })?;
    let timed: Vec<(Job, Result<Timing, Lacking>)> = jobs.into_iter().zip(timings).collect();
    let energies = each(&pool, &timed, &desk, |((subject, target), timing)| {
        let group = group(subject, target);
        let rivals = timed.iter().filter(|((s, t), _)| self::group(s, t) == group);
        let speeds = rivals.filter_map(|(_, timing)| timing.as_ref().ok().map(|timing| timing.fmax));
        match timing {
            Ok(_) => desk.during("energy", subject, target, || {
                bench.energy(subject, target, period(speeds))
            }),
            // The reason is known already.
            Err(_) => Ok(Vec::new()),
        }
    })?;
    Ok(timed
        .into_iter()
        .zip(energies)
        .map(|((job, timing), energy)| row(job, timing, energy))
        .collect())
}

/// Does `work` for every item, in their order as far as there are threads.
fn each<T: Sync, R: Send>(
    pool: &rayon::ThreadPool,
    items: &[T],
    desk: &Desk,
    work: impl Fn(&T) -> R + Sync,
) -> Result<Vec<R>, Failure> {
    let next = std::sync::atomic::AtomicUsize::new(0);
    let threads = pool.current_num_threads();
    // Not rayon's halves: whoever is free takes the next, so that what belongs together is done together.
    let done: Vec<(usize, R)> = pool.install(|| {
        (0..threads)
            .into_par_iter()
            .with_max_len(1)
            .flat_map_iter(|_| {
                let mut mine = Vec::new();
                while !flow::interrupted() {
                    let i = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                    let Some(item) = items.get(i) else { break };
                    mine.push((i, work(item)));
                    desk.step();
                }
                mine
            })
            .collect()
    });
    if flow::interrupted() {
        return Err(Failure::work("interrupted"));
    }
    let mut done = done;
    done.sort_by_key(|&(i, _)| i);
    Ok(done.into_iter().map(|(_, result)| result).collect())
}

/// What shares a clock: the pair of functions, the width and the target.
fn group<'a>(subject: &Subject, target: &'a Target) -> (Option<Pair>, u32, &'a str) {
    let pair = Pair::of(subject.level, &subject.function);
    (pair, subject.bits, target.name())
}

/// The shared period in ns, up to the next of three digits, so that a new design that is not the slowest leaves it alone.
fn period(fmax: impl Iterator<Item = f64>) -> f64 {
    let slowest = fmax.fold(f64::INFINITY, f64::min);
    let exact = 1e3 / (CLOCK * slowest);
    let unit = 10f64.powi(exact.log10().floor() as i32 - 2);
    (exact / unit).ceil() * unit
}

fn row((subject, target): Job, timing: Result<Timing, Lacking>, energy: Result<Vec<Figure>, String>) -> Row {
    let (mut figures, mut problems, mut does_not_fit) = (Vec::new(), Vec::new(), None);
    match timing {
        Ok(timing) => figures = timing.figures,
        Err(Lacking::DoesNotFit(why)) => does_not_fit = Some(why),
        Err(Lacking::Failed(problem)) => problems.push(problem),
    }
    match energy {
        Ok(energy) => figures.extend(energy),
        Err(problem) => {
            // No power of a netlist that does not give what it should.
            figures.retain(|figure| !POWER.contains(&figure.unit.as_str()));
            problems.push(problem);
        }
    }
    for figure in figures
        .iter_mut()
        .filter(|figure| !COUNTED.contains(&figure.unit.as_str()))
    {
        figure.value = significant(figure.value);
    }
    figures.retain(|figure| {
        let finite = figure.value.is_finite();
        if !finite {
            problems.push(format!("{} is no number", figure.name));
        }
        finite
    });
    Row {
        level: subject.level,
        function: subject.function.clone(),
        norm: subject.norm.clone(),
        bits: subject.bits,
        variant: subject.variant.clone(),
        tuned: subject.tuned,
        stages: subject.stages,
        target: target.name().to_owned(),
        design: subject.name().to_owned(),
        figures,
        does_not_fit,
        problems,
    }
}

/// Tells how far the work is, and what runs now.
struct Desk {
    state: Mutex<(Progress, Vec<String>, u64)>,
}

impl Desk {
    fn new(total: u64) -> Desk {
        Desk {
            state: Mutex::new((Progress::new(total, "steps"), Vec::new(), 0)),
        }
    }

    fn with<T>(&self, change: impl FnOnce(&mut (Progress, Vec<String>, u64)) -> T) -> T {
        // A bar that was left half-drawn is still one.
        change(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn during<T>(&self, what: &str, subject: &Subject, target: &Target, work: impl FnOnce() -> T) -> T {
        let name = format!("{what} of {} on {}", subject.name(), target.name());
        self.with(|(bar, running, done)| {
            running.push(name.clone());
            bar.say(running.join(", "));
            bar.set(*done);
        });
        let result = work();
        self.with(|(bar, running, _)| {
            running.retain(|other| *other != name);
            bar.say(running.join(", "));
        });
        result
    }

    fn step(&self) {
        self.with(|(bar, _, done)| {
            *done += 1;
            bar.set(*done);
        });
    }
}

#[cfg(test)]
mod tests;
