//! The boards of a ULX3S with an ECP5-25 and of a Tang Nano 20K: what they learn through their UART is what golden learns.

use crate::line::open;
use golden::learn::wage::{Batches, Network, Schedule, Settings};
use host::data::{self, Part};
use host::train::compare::first_difference;
use host::train::device::{DeviceLearner, Task};
use host::train::learner::Learner;
use testbench::board::SerialBoard;
use testbench::link::SerialPins;

/// Images: one batch, for the line takes 590,000 cycles for each.
const IMAGES: usize = 16;

#[test]
#[ignore = "slow: scripts/boards runs it"]
fn a_batch_through_the_pins_of_the_ulx3s_ends_with_goldens_weights() {
    learns(SerialBoard::small());
}

#[test]
fn a_batch_through_the_pins_of_the_tang_nano_ends_with_goldens_weights() {
    learns(SerialBoard::nano());
}

/// A batch through the pins of `board`.
fn learns(board: SerialBoard<impl SerialPins + Send + 'static>) {
    let split = data::load("mnist", Part::Train, Some(IMAGES)).expect("MNIST, which scripts/setup brings");
    let settings = Settings {
        seed: 5,
        epochs: 1,
        batch: 16,
        schedule: Schedule::Epochs(vec![(1, 3)]),
    };
    let mut network = Network::dense(&[784, 8, 10], settings.seed).unwrap();
    let architecture = network.architecture().clone();
    let task = Task {
        net: "784-8-10",
        architecture: &architecture,
        batch: settings.batch,
        images: IMAGES,
    };
    let board = open(board);
    let mut learner = DeviceLearner::new(board, &task, network.parameters(), |_, _| {}).unwrap();
    let lessons = Batches::new(&architecture, settings, split.images.view(), &split.labels, 0).unwrap();
    for lesson in lessons {
        let found = learner.step(&lesson).unwrap();
        let expected = network.train_step(lesson.batch()).unwrap();
        assert_eq!(
            (found.correct, found.error_squares),
            (expected.correct, expected.error_squares)
        );
    }
    let read = learner.parameters().unwrap();
    assert_eq!(first_difference(&read, network.parameters()).unwrap(), None);
}
