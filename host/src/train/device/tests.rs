//! Training on the core, its golden engine and its RTL, against the golden training step; checks that must fail.

use super::*;
use crate::compile::emit::Source;
use crate::device::{GoldenDevice, SimDevice};
use crate::train::compare::{first_difference, Difference};
use golden::core::packet::{command, packet, Header, Parameters as Channel};
use golden::core::program::{register, Instruction, Product, Tile};
use golden::core::Packet;
use golden::learn::wage::{Batches, Network, Schedule, Settings, Shape, Stage};
use golden::norm::Norm;
use golden::random::random;
use golden::wage::clipped;
use ndarray::{s, Array2, Axis};

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
        config: config::SMALL,
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

    fn lanes(self) -> usize {
        self.config.size
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
    let small = refusal(config::SMALL, &wide);
    for part in [
        "serial:/dev/board: ",
        "does not fit configuration small",
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

/// What a faulty core gets wrong.
enum Fault {
    /// A packet that writes a wrong value before batch `.0`.
    Write(usize, Packet),
    /// Another program for batch `.0`, with the right one loaded again afterwards.
    Program(usize, Vec<Packet>, Vec<Packet>),
}

/// A core with a fault.
struct Faulty {
    core: Box<dyn Device>,
    fault: Fault,
    runs: usize,
}

impl Device for Faulty {
    fn name(&self) -> String {
        "faulty".to_owned()
    }

    fn has_cycles(&self) -> bool {
        false
    }

    fn send(&mut self, words: &[u32]) -> Result<(), DeviceError> {
        if Header::from_word(words[0]).opcode == command::RUN {
            self.runs += 1;
            let packets = match &self.fault {
                Fault::Write(at, packet) if *at == self.runs => std::slice::from_ref(packet),
                Fault::Program(at, wrong, _) if *at == self.runs => wrong,
                Fault::Program(at, _, right) if *at + 1 == self.runs => right,
                _ => &[],
            };
            for packet in packets {
                self.core.send(packet)?;
            }
        }
        self.core.send(words)
    }

    fn receive(&mut self) -> Result<Packet, DeviceError> {
        self.core.receive()
    }
}

fn faulty(bench: Bench, fault: Fault) -> Faulty {
    Faulty {
        core: bench.core(),
        fault,
        runs: 0,
    }
}

fn fails(bench: Bench, fault: Fault, norm: Option<Norm>) -> (u32, Difference) {
    let architecture = architecture(norm);
    let device = Box::new(faulty(bench, fault));
    checked(learner(device, &architecture), &architecture).expect("the check sees the fault")
}

/// The network as it is compiled for the faulty core.
fn compiled(bench: Bench, norm: Option<Norm>) -> Compiled {
    let architecture = architecture(norm);
    learner(Box::new(GoldenDevice::new(bench.config)), &architecture).compiled
}

/// What golden has learned after `batches` batches.
fn golden_after(batches: usize, norm: Option<Norm>) -> Parameters {
    let architecture = architecture(norm);
    let (images, labels) = data();
    let mut network = Network::new(architecture.clone(), settings().seed);
    for lesson in Batches::new(&architecture, settings(), images.view(), &labels, 0)
        .unwrap()
        .take(batches)
    {
        network.train_step(lesson.batch()).unwrap();
    }
    network.into_parameters()
}

#[test]
fn a_flipped_bit_of_a_weight_fails_the_check_at_that_batch() {
    for bench in BENCHES {
        let compiled = compiled(bench, None);
        let before = golden_after(1, None);
        // Lane 2 of the first row of layer 1: the weight [0][2].
        let row: Vec<i8> = (0..bench.lanes())
            .map(|out| before.weights[1][(0, out)] ^ i8::from(out == 2))
            .collect();
        let mut words = vec![compiled.plan.layers[1].weights as u32];
        words.extend(golden::core::packet::pack_codes(&row));
        let (batch, difference) = fails(bench, Fault::Write(2, packet(command::WEIGHTS, 0, &words)), None);
        assert_eq!(batch, 2);
        assert!(difference.tensor.ends_with(".weight"), "{difference}");
    }
}

#[test]
fn a_flipped_bit_of_a_norm_parameter_fails_the_check_at_that_batch() {
    for bench in BENCHES {
        let norm = Some(Norm::L1);
        let compiled = compiled(bench, norm);
        let before = golden_after(3, norm).norms[0].clone().unwrap();
        let channel = Channel {
            gamma: before.gamma[4],
            beta: before.beta[4] ^ 1 << 6,
            mu: before.mean[4],
            scale: before.scale[4],
            set: before.set,
        };
        let mut words = vec![(compiled.plan.layers[0].channel + 4) as u32];
        words.extend(channel.words());
        let (batch, difference) = fails(
            bench,
            Fault::Write(4, packet(command::PARAMETERS, 0, &words)),
            norm,
        );
        assert_eq!(batch, 4);
        assert!(difference.tensor.starts_with("layers."), "{difference}");
    }
}

/// The masks cannot be written from outside, so a program does it from within: before the loss it computes columns of
/// layer 1 again with another shift, into an unused place of A. With that shift just one result is clipped that
/// was not, or the other way round: one bit of the flags changes, and nothing else.
#[test]
fn a_flipped_bit_of_a_mask_fails_the_check_at_that_batch() {
    for bench in BENCHES {
        let right = compiled(bench, None);
        let again = one_bit(bench, &right);
        println!("{again:?}");
        let mut wrong = right.clone();
        let words = &mut wrong.program.words;
        let is = |word: &u32, wanted: fn(&Instruction) -> bool| {
            Instruction::decode(*word).is_some_and(|i| wanted(&i))
        };
        let loss = words
            .iter()
            .position(|w| {
                is(
                    w,
                    |i| matches!(i, Instruction::Tile(t) if t.product == Product::Loss),
                )
            })
            .unwrap();
        let barrier = words[..loss]
            .iter()
            .rposition(|w| is(w, |i| *i == Instruction::Barrier))
            .unwrap();
        let layer = &right.plan.layers[1];
        let taps = layer.geometry.taps() as u32;
        let Source::Layer(input) = layer.input else {
            panic!()
        };
        let unused = (right.plan.config.a_depth() - bench.lanes()) as u32;
        let registers = [
            (register::X, (input + again.group * layer.group) as u32),
            (register::Y, layer.weights as u32 + again.part as u32 * taps),
            (register::D, unused),
            (
                register::F,
                (layer.errors + again.group * layer.geometry.size() + again.part * bench.lanes()) as u32,
            ),
            (register::N0, taps),
            (register::N1, 1),
            (register::N2, 1),
            (
                register::LANES,
                golden::core::program::lanes(bench.lanes(), again.columns),
            ),
        ];
        let tile = Tile {
            relu: true,
            shift: again.shift as u8,
            store: true,
            ..Tile::default()
        };
        let jump = |target: usize| Instruction::Jump {
            target: target as u16,
        };
        words[barrier] = jump(words.len()).encode();
        let mut patch = vec![Instruction::Barrier];
        patch.extend(registers.map(|(a, value)| Instruction::Li { a, value }));
        patch.extend([Instruction::Tile(tile), Instruction::Barrier, jump(barrier + 1)]);
        words.extend(patch.into_iter().map(Instruction::encode));

        // The patched program without its tile is right.
        let mut harmless = wrong.clone();
        let nothing = harmless.program.words.len() - 3;
        harmless.program.words[nothing] = Instruction::Barrier.encode();
        let fault = |program: &Compiled| {
            Fault::Program(again.batch, program.program_packets(), right.program_packets())
        };
        let architecture = architecture(None);
        let device = faulty(bench, fault(&harmless));
        assert_eq!(
            checked(learner(Box::new(device), &architecture), &architecture),
            None
        );

        assert_eq!(fails(bench, fault(&wrong), None).0, again.batch as u32);
    }
}

/// Columns of layer 1 to compute again.
#[derive(Debug, Clone, Copy)]
struct Again {
    /// The batch, from 1, and its group of images.
    batch: usize,
    group: usize,
    /// The first columns of this part of the outputs.
    part: usize,
    columns: usize,
    shift: u32,
}

/// Columns and a shift with which just one result, a positive one, is clipped otherwise than with the layer's own.
fn one_bit(bench: Bench, compiled: &Compiled) -> Again {
    let (images, labels) = data();
    let architecture = architecture(None);
    let own = compiled.plan.layers[1].geometry.shift;
    let lessons = Batches::new(&architecture, settings(), images.view(), &labels, 0).unwrap();
    for (done, lesson) in lessons.enumerate() {
        let network = Network::from_parameters(architecture.clone(), golden_after(done, None)).unwrap();
        let acc = &network.forward(lesson.images.view()).unwrap()[1].acc;
        for (group, rows) in acc.axis_chunks_iter(Axis(0), bench.lanes()).enumerate() {
            for (part, outputs) in rows.axis_chunks_iter(Axis(1), bench.lanes()).enumerate() {
                for (columns, shift) in (1..=outputs.ncols()).flat_map(|c| (0..31).map(move |s| (c, s))) {
                    let computed = outputs.slice(s![.., ..columns]);
                    let mut changed = computed
                        .iter()
                        .filter(|&&acc| clipped(acc, own) != clipped(acc, shift));
                    // Images that are not there are 0, which no shift clips.
                    if changed.next().is_some_and(|&acc| acc > 0) && changed.next().is_none() {
                        let batch = done + 1;
                        return Again {
                            batch,
                            group,
                            part,
                            columns,
                            shift,
                        };
                    }
                }
            }
        }
    }
    panic!("no shift changes one result");
}
