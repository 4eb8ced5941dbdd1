//! `signum train`: trains a network.

use crate::cli::{Target, TrainArgs};
use crate::data::{self, Part};
use crate::failure::Failure;
use crate::files::{prepare, same_file, write_atomically};
use crate::net::{activations, MOST_OF_A_BATCH};
use crate::output;
use crate::progress::Progress;
use crate::train::checkpoint::{Checkpoint, DataMark};
use crate::train::course::{Audience, Check, Course, State, Tally};
use crate::train::curves::{Files, Row};
use crate::train::device::Task;
use crate::train::manner::Manner;
use crate::train::setup::Setup;
use crate::train::way::{Arrival, Way};
use crate::weights::{to_bytes, Weights};
use serde::Serialize;
use serde_json::{Map, Value};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Time between two checkpoints when the user does not say how many batches.
const CHECKPOINT_TIME: Duration = Duration::from_secs(30);

/// The JSON object of the command.
#[derive(Serialize)]
struct Report {
    net: String,
    data: String,
    on: String,
    norm: String,
    seed: u64,
    batch: u32,
    rates: String,
    train_images: usize,
    test_images: usize,
    epochs: Vec<Row>,
    /// Right predictions of the test images by the final weights.
    correct: usize,
    total: usize,
    /// `correct / total`.
    test_accuracy: f64,
    seconds: f64,
    /// The batches that an earlier run had done; 0 without `--resume`.
    resumed_at: u32,
    /// How often the board was lost and came back.
    reconnected: u32,
    out: Option<PathBuf>,
    checkpoint: Option<PathBuf>,
    curves: Option<PathBuf>,
    /// What `--check` compared; null without it.
    check: Option<Check>,
    /// What the device has to say: cycles, counters.
    device: Map<String, Value>,
    /// The same for people.
    #[serde(skip)]
    description: Option<String>,
}

/// Runs the command.
pub fn run(args: &TrainArgs, json: bool) -> Result<(), Failure> {
    let resumed = args.resume.as_deref().map(Checkpoint::read).transpose()?;
    let setup = match (&resumed, &args.resume) {
        (Some(checkpoint), Some(file)) => {
            checkpoint.setup.agrees(args, file)?;
            checkpoint.setup.clone()
        }
        _ => Setup::new(args)?,
    };
    let mut manner = Manner::new(args, resumed.as_ref().map(|checkpoint| &checkpoint.manner))?;
    let (net, norm, mut settings) = setup.resolve()?;
    let net_name = net.to_string();
    let train = data::load(&setup.data, Part::Train, setup.limit.map(|n| n as usize))?;
    let test = data::load(&setup.data, Part::Test, None)?;
    let architecture = net.architecture(train.shape(), norm)?;
    train.check(&architecture)?;
    test.check(&architecture)?;
    if let (Some(checkpoint), Some(file)) = (&resumed, &args.resume) {
        checkpoint.check_data(&train, file)?;
    }
    // A batch is never larger than the data set: what is asked for beyond changes nothing.
    settings.batch = settings.batch.min(train.labels.len());
    let course = Course {
        architecture,
        settings,
        train: &train,
        test: &test,
    };
    let state = match &resumed {
        Some(checkpoint) => checkpoint.state.clone(),
        None => course.start(),
    };
    // What does not fit is found out before a device is touched; the states of checkpoints are checked here as well.
    check_batch(&course)?;
    course.golden(&state).map_err(Failure::input)?;
    let batches = course.batches(state.done).map_err(Failure::input)?;

    let out = manner.out.clone();
    let checkpoint = args.checkpoint.clone().or_else(|| args.resume.clone());
    if args.checkpoint_every.is_some() && checkpoint.is_none() {
        return Err(Failure::input(
            "--checkpoint-every without a place for checkpoints; expected --checkpoint as well",
        ));
    }
    let curves = manner.curves.as_deref().map(Files::at).transpose()?;
    let pair = curves.iter().flat_map(|files| [&files.picture, &files.table]);
    let named = out.iter().map(|path| ("--out", path, "weights"));
    let named = named.chain(checkpoint.iter().map(|path| ("--checkpoint", path, "checkpoint")));
    let named: Vec<_> = named
        .chain(pair.clone().map(|path| ("--curves", path, "curves")))
        .collect();
    for (at, (option, path, _)) in named.iter().enumerate() {
        if let Some((_, _, other)) = named[at + 1..].iter().find(|(_, p, _)| same_file(path, p)) {
            let path = path.display();
            return Err(Failure::input(format!(
                "{option} {path}: is the file of the {other} as well; expected another"
            )));
        }
    }
    for path in out.iter().chain(&checkpoint).chain(pair) {
        prepare(path).map_err(Failure::input)?;
    }
    let task = Task {
        net: &net_name,
        architecture: &course.architecture,
        batch: course.settings.batch,
        images: course.train.labels.len(),
    };
    choose_core(&mut manner, &task)?;
    let check = manner.check;
    let kept = Checkpoint {
        data: DataMark::of(&train),
        manner: manner.clone(),
        weights: Weights {
            net,
            images: train.shape(),
            architecture: course.architecture.clone(),
            parameters: state.parameters.clone(),
        },
        state: state.clone(),
        setup,
    };

    let start = Instant::now();
    let (steps, per_epoch) = (batches.steps(), batches.steps_per_epoch());
    if let Some(note) = train.limit_note(kept.setup.limit) {
        output::note(&note);
    }
    let resumed_at = state.done;
    let way = Way {
        manner: &manner,
        task,
        patience: Duration::from_secs(args.reconnect.into()),
        checkpoint: checkpoint.as_deref(),
        json,
    };
    let mut reporter = Reporter {
        json,
        losable: manner.on.is_board(),
        bar: Progress::new(steps.into(), "batches"),
        curves,
        checkpoint: checkpoint.clone(),
        every: manner.checkpoint_every,
        last: Instant::now(),
        kept,
    };
    let Arrival {
        state,
        checked,
        mut device,
        reconnected,
    } = way.run(&course, state, &mut reporter)?;
    let Reporter { kept, curves, .. } = reporter;

    let total = test.labels.len();
    let correct = match state.rows.last() {
        // The last epoch has counted them.
        Some(row) if state.done == steps => (row.test_accuracy * total as f64).round() as usize,
        _ => course.test_correct(&state.parameters).map_err(Failure::work)?,
    };
    if let (Some(path), None) = (&out, &checked.difference) {
        let weights = Weights {
            parameters: state.parameters,
            ..kept.weights
        };
        write_atomically(path, &to_bytes(&weights)).map_err(Failure::work)?;
    }
    let report = Report {
        net: kept.setup.net,
        data: kept.setup.data,
        on: device.name(),
        norm: kept.setup.norm,
        seed: kept.setup.seed,
        batch: kept.setup.batch,
        rates: kept.setup.rates,
        train_images: train.labels.len(),
        test_images: total,
        epochs: state.rows,
        correct,
        total,
        test_accuracy: correct as f64 / total as f64,
        seconds: start.elapsed().as_secs_f64(),
        resumed_at,
        reconnected,
        out,
        checkpoint,
        curves: curves.map(|files| files.picture),
        check: check.then_some(checked),
        device: device.figures()?,
        description: device.describe()?,
    };
    report.print(json)?;
    report.verdict(steps, per_epoch)
}

/// Refuses a batch whose sums would not be exact, and one whose activations a machine would not hold.
fn check_batch(course: &Course) -> Result<(), Failure> {
    let (batch, most) = (course.settings.batch, course.architecture.batch_max());
    if batch > most {
        return Err(Failure::input(format!(
            "--batch {batch}: sums of this network might leave their 32 bits; expected a batch of 1..={most}"
        )));
    }
    let each = activations(&course.architecture);
    match each.saturating_mul(batch) {
        found if found > MOST_OF_A_BATCH => Err(Failure::input(format!(
            "--batch {batch}: {found} activations of this network; expected at most {MOST_OF_A_BATCH}, a batch of {}",
            MOST_OF_A_BATCH / each.max(1)
        ))),
        _ => Ok(()),
    }
}

/// Chooses the core to simulate, so that what does not fit is refused before anything is simulated, and a checkpoint
/// knows it.
fn choose_core(manner: &mut Manner, task: &Task) -> Result<(), Failure> {
    let needed = match manner.on {
        Target::Golden => manner.check,
        Target::Sim => true,
        Target::Serial { .. } | Target::Pcie(_) => false,
    };
    if needed {
        let compiled = match manner.config {
            Some(config) => task.compile(config)?,
            None => task.compile_smallest()?,
        };
        manner.config = Some(compiled.plan.config);
    }
    Ok(())
}

impl Report {
    fn print(&self, json: bool) -> Result<(), Failure> {
        if json {
            return output::json(self);
        }
        output::line(&format!(
            "{}: {} of {} test images right, {:.2} %, after {:.1} s",
            self.net,
            self.correct,
            self.total,
            100.0 * self.test_accuracy,
            self.seconds
        ))?;
        if let Some(check) = self.check.as_ref().filter(|check| check.difference.is_none()) {
            let (batches, values) = (check.batches, check.values);
            output::line(&format!(
                "check: {values} values equal golden's, after each of {batches} batches"
            ))?;
        }
        if let Some(description) = &self.description {
            output::line(description)?;
        }
        for (what, path) in [
            ("weights", &self.out),
            ("checkpoint", &self.checkpoint),
            ("curves", &self.curves),
        ] {
            if let Some(path) = path {
                output::line(&format!("{what}: {}", path.display()))?;
            }
        }
        Ok(())
    }

    /// A difference is failed work.
    fn verdict(&self, steps: u32, per_epoch: u32) -> Result<(), Failure> {
        let Some((batch, difference)) = self
            .check
            .as_ref()
            .and_then(|c| c.batch.zip(c.difference.as_ref()))
        else {
            return Ok(());
        };
        let epoch = (batch - 1) / per_epoch.max(1) + 1;
        Err(Failure::work(format!(
            "--check: after batch {batch} of {steps} (epoch {epoch}), on {} {difference}",
            self.on
        )))
    }
}

/// Shows progress, writes curves and checkpoints.
struct Reporter {
    json: bool,
    /// The device may be lost: states are worth reading back without a checkpoint.
    losable: bool,
    bar: Progress,
    curves: Option<Files>,
    checkpoint: Option<PathBuf>,
    every: Option<u32>,
    /// When the last checkpoint was written.
    last: Instant,
    /// The next checkpoint, but for its state.
    kept: Checkpoint,
}

impl Audience for Reporter {
    fn step(&mut self, done: u32, tally: &Tally) {
        self.bar.set(done.into());
        self.bar.say(format!(
            "loss {:.4}, {:.2} % right, {:.0} images/s",
            tally.loss(),
            100.0 * tally.accuracy(),
            tally.images_per_second()
        ));
    }

    fn wants_state(&mut self, done: u32) -> bool {
        let due = match self.every {
            Some(every) => done % every == 0,
            None => self.last.elapsed() >= CHECKPOINT_TIME,
        };
        (self.checkpoint.is_some() || self.losable) && due
    }

    fn keep(&mut self, state: &State) -> Result<(), Failure> {
        self.last = Instant::now();
        let Some(path) = self.checkpoint.as_deref() else {
            return Ok(());
        };
        self.kept.state = state.clone();
        self.kept.weights.parameters = state.parameters.clone();
        write_checkpoint(&self.kept, path)
    }

    fn epoch(&mut self, rows: &[Row]) -> Result<(), Failure> {
        let Some(row) = rows.last() else { return Ok(()) };
        if let Some(files) = &self.curves {
            let setup = &self.kept.setup;
            let title = format!(
                "{} on {}, normaliser {}, seed {}",
                setup.net, setup.data, setup.norm, setup.seed
            );
            files.write(&title, rows)?;
        }
        if self.json {
            return Ok(());
        }
        let line = format!(
            "epoch {:2}: rate {:4}, loss {:.4}, training {:.2} %, test {:.2} %, {:.0} images/s",
            row.epoch,
            row.rate,
            row.loss,
            100.0 * row.train_accuracy,
            100.0 * row.test_accuracy,
            row.images_per_second
        );
        self.bar.aside(|| output::line(&line))
    }
}

/// Writes a checkpoint; when that fails, says what is still there.
fn write_checkpoint(checkpoint: &Checkpoint, path: &Path) -> Result<(), Failure> {
    checkpoint.write(path).map_err(|e| {
        let done = checkpoint.state.done;
        let left = match Checkpoint::read(path) {
            Ok(older) if older.setup != checkpoint.setup || older.data != checkpoint.data => {
                "it still holds another training".to_owned()
            }
            Ok(older) => format!(
                "it still holds batch {}, and --resume goes on from there",
                older.state.done
            ),
            Err(_) => "there is no older checkpoint".to_owned(),
        };
        Failure::work(format!("checkpoint after batch {done}: {e}; {left}"))
    })
}
