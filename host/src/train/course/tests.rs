//! The loop over all batches, with a learner that has faults.

use super::*;
use crate::data::{load_folder, Part};
use crate::net::Net;
use golden::norm::Norm;

/// The golden model with a fault: after batch `from` it changes what it has learned.
struct Faulty<'a> {
    golden: GoldenLearner<'a>,
    from: u32,
    change: fn(&mut Parameters),
    done: u32,
    most_waiting: usize,
    waiting: usize,
}

impl Learner for Faulty<'_> {
    fn name(&self) -> String {
        "faulty".to_owned()
    }

    fn under_way(&self) -> usize {
        3
    }

    fn submit(&mut self, lesson: &Lesson) -> Result<(), Failure> {
        self.waiting += 1;
        self.most_waiting = self.most_waiting.max(self.waiting);
        self.golden.submit(lesson)
    }

    fn report(&mut self) -> Result<StepReport, Failure> {
        self.waiting -= 1;
        self.done += 1;
        self.golden.report()
    }

    fn parameters(&mut self) -> Result<Parameters, Failure> {
        assert_eq!(
            self.waiting, 0,
            "parameters were asked for while batches are under way"
        );
        let mut parameters = self.golden.parameters()?;
        if self.done >= self.from {
            (self.change)(&mut parameters);
        }
        Ok(parameters)
    }
}

/// Hears everything, and keeps the states of every `every`-th batch.
#[derive(Default)]
struct Ears {
    every: u32,
    kept: Vec<State>,
    steps: Vec<u32>,
    epochs: usize,
}

impl Audience for Ears {
    fn step(&mut self, done: u32, _: &Tally) {
        self.steps.push(done);
    }

    fn wants_state(&mut self, done: u32) -> bool {
        self.every > 0 && done % self.every == 0
    }

    fn keep(&mut self, state: &State) -> Result<(), Failure> {
        self.kept.push(state.clone());
        Ok(())
    }

    fn epoch(&mut self, rows: &[Row]) -> Result<(), Failure> {
        self.epochs = rows.len();
        Ok(())
    }
}

/// Two IDX files of made-up images of 2 x 4 for either part.
fn data() -> (tempfile::TempDir, Split, Split) {
    let folder = tempfile::tempdir().unwrap();
    let count = 50u32;
    for part in ["train", "t10k"] {
        let pixels = (0..8 * count).map(|i| (i * 37 + i / 8 * 11) as u8);
        let write = |name: &str, head: &[u32], body: Vec<u8>| {
            let head = head.iter().flat_map(|word| word.to_be_bytes());
            let bytes: Vec<u8> = head.chain(body).collect();
            std::fs::write(folder.path().join(format!("{part}-{name}-ubyte")), bytes).unwrap();
        };
        write("images-idx3", &[0x803, count, 2, 4], pixels.collect());
        write(
            "labels-idx1",
            &[0x801, count],
            (0..count).map(|i| (i % 3) as u8).collect(),
        );
    }
    let load = |part| load_folder(folder.path(), part, None).unwrap();
    let (train, test) = (load(Part::Train), load(Part::Test));
    (folder, train, test)
}

fn course<'a>(train: &'a Split, test: &'a Split) -> Course<'a> {
    let net: Net = "4C1-3".parse().unwrap();
    Course {
        architecture: net.architecture(train.shape(), Some(Norm::L1)).unwrap(),
        settings: Settings {
            epochs: 2,
            batch: 8,
            ..Settings::default()
        },
        train,
        test,
    }
}

fn message(failure: Failure) -> String {
    failure.one_line()
}

/// Trains the faulty learner with a check, and gives what the check found.
fn checked(from: u32, change: fn(&mut Parameters)) -> Check {
    let (_folder, train, test) = data();
    let course = course(&train, &test);
    let start = course.start();
    let mut faulty = Faulty {
        golden: course.golden(&start).unwrap(),
        from,
        change,
        done: 0,
        most_waiting: 0,
        waiting: 0,
    };
    let mut golden = course.golden(&start).unwrap();
    let run = course.run(start, &mut faulty, Some(&mut golden), &mut Ears::default());
    let (state, check) = run.map_err(|stopped| message(stopped.failure)).unwrap();
    assert_eq!(state.done, check.batches);
    check
}

#[test]
fn a_check_of_equals_compares_everything_after_every_batch() {
    let check = checked(1, |_| ());
    // 4C1 has 4 weights and 4 channels of norm; the dense layer 2 x 4 x 4 times 3.
    let each = 4 + 4 * 4 + 32 * 3;
    assert_eq!((check.batches, check.values), (14, 14 * each));
    assert_eq!(check.difference, None);
}

#[test]
fn a_check_stops_at_the_first_batch_that_differs_and_names_the_place() {
    type Change = fn(&mut Parameters);
    let cases: [(Change, &str, &[usize]); 5] = [
        (|p| p.weights[1][(17, 2)] ^= 1, "layers.1.weight", &[17, 2]),
        (
            |p| p.norms[0].as_mut().unwrap().gamma[3] ^= 1,
            "layers.0.gamma",
            &[3],
        ),
        (
            |p| p.norms[0].as_mut().unwrap().beta[2] ^= 1,
            "layers.0.beta",
            &[2],
        ),
        (
            |p| p.norms[0].as_mut().unwrap().mean[1] ^= 1,
            "layers.0.mean",
            &[1],
        ),
        (
            |p| p.norms[0].as_mut().unwrap().scale[0] ^= 1,
            "layers.0.scale",
            &[0],
        ),
    ];
    for (change, tensor, index) in cases {
        let check = checked(5, change);
        assert_eq!((check.batches, check.batch), (5, Some(5)));
        let found = check.difference.unwrap();
        assert_eq!((found.tensor.as_str(), &found.index[..]), (tensor, index));
        assert_eq!(found.device ^ 1, found.golden);
    }
}

#[test]
fn batches_are_under_way_together_and_states_are_read_between_them() {
    let (_folder, train, test) = data();
    let course = course(&train, &test);
    let learner = |state: &State| Faulty {
        golden: course.golden(state).unwrap(),
        from: u32::MAX,
        change: |_| (),
        done: 0,
        most_waiting: 0,
        waiting: 0,
    };
    let start = course.start();
    let (mut faulty, mut ears) = (
        learner(&start),
        Ears {
            every: 5,
            ..Ears::default()
        },
    );
    let run = course.run(start, &mut faulty, None, &mut ears);
    let (end, _) = run.map_err(|stopped| message(stopped.failure)).unwrap();
    assert_eq!(faulty.most_waiting, 3);
    assert_eq!(ears.steps, (1..=14).collect::<Vec<_>>());
    let kept: Vec<u32> = ears.kept.iter().map(|state| state.done).collect();
    assert_eq!((kept, ears.epochs), (vec![5, 7, 10, 14], 2));

    // From each of the states the training comes to the same end.
    for state in ears.kept {
        let mut faulty = learner(&state);
        let run = course.run(state, &mut faulty, None, &mut Ears::default());
        let (again, _) = run.map_err(|stopped| message(stopped.failure)).unwrap();
        assert_eq!(again.parameters, end.parameters);
        let found = |state: &State| {
            state
                .rows
                .iter()
                .map(|row| (row.loss, row.test_accuracy))
                .collect::<Vec<_>>()
        };
        assert_eq!(found(&again), found(&end));
    }
}
