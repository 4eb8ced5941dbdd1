//! Training on the core, its golden engine and its RTL, against the golden training step.

mod flips;

use super::*;
use crate::device::{GoldenDevice, SimDevice};
use crate::train::compare::{first_difference, Difference};
use golden::core::Packet;
use golden::learn::wage::{Batches, Network, Schedule, Settings, Shape, Stage};
use golden::norm::Norm;
use golden::random::random;
use ndarray::Array2;

/// A convolution with pool, two dense layers.
fn architecture(norm: Option<Norm>) -> Architecture {
    let stages = [
        Stage::Convolution {
            channels: 6,
            kernel: 3,
            padded: false,
        },
        Stage::MaxPool,
        Stage::Dense { outputs: 18 },
        Stage::Dense { outputs: 5 },
    ];
    Architecture::new(Shape::new(1, 9, 9), &stages, norm).unwrap()
}

const IMAGES: usize = 50;

/// A core to train on.
#[derive(Debug, Clone, Copy)]
struct Bench {
    config: Config,
    /// The RTL; its golden engine otherwise.
    rtl: bool,
}

const BENCHES: [Bench; 2] = [
    Bench {
        config: config::BASE,
        rtl: false,
    },
    Bench {
        config: config::MEDIUM,
        rtl: true,
    },
];

impl Bench {
    fn core(self) -> Box<dyn Device> {
        match self.rtl {
            true => Box::new(SimDevice::new(self.config)),
            false => Box::new(GoldenDevice::new(self.config)),
        }
    }
}

fn settings() -> Settings {
    Settings {
        seed: 4,
        epochs: 2,
        batch: 20,
        schedule: Schedule::Epochs(vec![(1, 3), (1, -1)]),
    }
}

fn data() -> (Array2<i8>, Vec<u8>) {
    let pixel = |(i, p)| (random(8, 0, 0, (81 * i + p) as u32) % 128) as i8;
    let labels = (0..IMAGES)
        .map(|i| (random(8, 1, 0, i as u32) % 5) as u8)
        .collect();
    (Array2::from_shape_fn((IMAGES, 81), pixel), labels)
}

fn try_learner(device: Box<dyn Device>, architecture: &Architecture) -> Result<DeviceLearner, Failure> {
    let task = Task {
        net: "6C3-MP2-18-5",
        architecture,
        batch: settings().batch,
        images: IMAGES,
    };
    let parameters = Parameters::initial(architecture, settings().seed);
    DeviceLearner::new(device, &task, &parameters, |_, _| {})
}

fn learner(device: Box<dyn Device>, architecture: &Architecture) -> DeviceLearner {
    try_learner(device, architecture).unwrap()
}

/// A device under the name of a board.
struct Board(GoldenDevice);

impl Device for Board {
    fn name(&self) -> String {
        "serial:/dev/board".to_owned()
    }

    fn has_cycles(&self) -> bool {
        false
    }

    fn send(&mut self, packet: &[u32]) -> Result<(), DeviceError> {
        self.0.send(packet)
    }

    fn receive(&mut self) -> Result<Packet, DeviceError> {
        self.0.receive()
    }
}

#[test]
fn a_board_that_cannot_train_the_network_is_refused_with_its_name_and_configuration() {
    let refusal = |config, architecture: &Architecture| {
        let board = Board(GoldenDevice::new(config));
        let failure = try_learner(Box::new(board), architecture).err().unwrap();
        assert!(matches!(failure, Failure::Input(_)));
        failure.one_line()
    };
    let tiny = refusal(config::TINY, &architecture(None));
    for part in [
        "serial:/dev/board: ",
        "configuration tiny cannot train",
        "expected another",
    ] {
        assert!(tiny.contains(part), "{part:?} is not in {tiny:?}");
    }
    let stages = [Stage::Dense { outputs: 2000 }, Stage::Dense { outputs: 5 }];
    let wide = Architecture::new(Shape::new(1, 9, 9), &stages, None).unwrap();
    let small = refusal(config::MEDIUM, &wide);
    for part in [
        "serial:/dev/board: ",
        "does not fit configuration medium",
        "memory W needs",
    ] {
        assert!(small.contains(part), "{part:?} is not in {small:?}");
    }
}

/// Trains with the golden model beside it: the batch after which something differed, from 1, and what.
fn checked(mut learner: DeviceLearner, architecture: &Architecture) -> Option<(u32, Difference)> {
    let (images, labels) = data();
    let mut network = Network::new(architecture.clone(), settings().seed);
    let lessons: Vec<Lesson> = Batches::new(architecture, settings(), images.view(), &labels, 0)
        .unwrap()
        .collect();
    for (i, lesson) in lessons.iter().enumerate() {
        learner.submit(lesson).unwrap();
        if let Some(next) = lessons.get(i + 1) {
            learner.prepare(next).unwrap();
        }
        let found = learner.report().unwrap();
        let expected = network.train_step(lesson.batch()).unwrap();
        let read = learner.parameters().unwrap();
        if let Some(difference) = first_difference(&read, network.parameters()).unwrap() {
            return Some((lesson.step, difference));
        }
        assert_eq!(
            (found.correct, found.error_squares),
            (expected.correct, expected.error_squares)
        );
    }
    None
}

#[test]
fn a_whole_training_equals_golden() {
    for norm in [None, Some(Norm::L1), Some(Norm::L2)] {
        let architecture = architecture(norm);
        for bench in BENCHES {
            let learner = learner(bench.core(), &architecture);
            assert_eq!(learner.under_way(), 2);
            assert_eq!(checked(learner, &architecture), None, "{norm:?} {bench:?}");
        }
    }
}

#[test]
fn two_batches_under_way_give_what_one_at_a_time_gives() {
    let architecture = architecture(Some(Norm::L1));
    let (images, labels) = data();
    let mut learner = learner(Box::new(GoldenDevice::new(config::LARGE)), &architecture);
    let mut network = Network::new(architecture.clone(), settings().seed);
    let lessons: Vec<Lesson> = Batches::new(&architecture, settings(), images.view(), &labels, 0)
        .unwrap()
        .collect();
    for (i, lesson) in lessons.iter().enumerate() {
        learner.submit(lesson).unwrap();
        let expected = network.train_step(lesson.batch()).unwrap();
        if i == 0 {
            continue;
        }
        let found = learner.report().unwrap();
        assert_eq!(found.samples, lessons[i - 1].images.nrows());
        if i + 1 == lessons.len() {
            let found = learner.report().unwrap();
            assert_eq!(
                (found.correct, found.error_squares),
                (expected.correct, expected.error_squares)
            );
        }
    }
    assert_eq!(&learner.parameters().unwrap(), network.parameters());
    assert!(learner.report().is_err());
    let figures = learner.figures().unwrap();
    assert_eq!(
        (&figures["packets_bad"], &figures["input_buffers"]),
        (&json!(0), &json!(2))
    );
    assert!(figures["packets_good"].as_u64().unwrap() > 100);
}
