//! Compiled programs in the golden engine against the golden training step, bit for bit.

use super::*;
use golden::core::config::{BASE, LARGE, MEDIUM, TINY};
use golden::core::packet::{reply, unpack_codes, Run};
use golden::core::{Engine, Header};
use golden::learn::wage::{Batch, Network, NormParameters, Parameters, Shape, Stage};
use golden::norm::Norm;
use golden::random::random;
use ndarray::{s, Array2};
use proptest::prelude::*;

/// A core of this size with room for everything.
fn roomy(size: usize) -> Config {
    Config { size, ..LARGE }
}

fn conv(channels: usize, kernel: usize, padded: bool) -> Stage {
    Stage::Convolution {
        channels,
        kernel,
        padded,
    }
}

fn dense(outputs: usize) -> Stage {
    Stage::Dense { outputs }
}

/// A golden engine with its answers.
struct Core {
    engine: Engine,
    answers: Vec<Vec<u32>>,
}

impl Core {
    fn new(config: Config) -> Core {
        Core {
            engine: Engine::new(config, 0),
            answers: Vec::new(),
        }
    }

    fn send(&mut self, packets: impl IntoIterator<Item = Vec<u32>>) {
        for packet in packets {
            self.answers.extend(self.engine.send(&packet));
        }
    }

    /// The results of `images` images, then DONE or more results.
    fn results(&mut self, compiled: &Compiled, images: usize) -> Array2<i8> {
        let lanes = compiled.plan.config.size;
        let mut out = Array2::zeros((images, compiled.outputs()));
        for first in (0..images).step_by(lanes) {
            for (tag, column) in (0..compiled.outputs()).step_by(lanes).enumerate() {
                let packet = self.answers.remove(0);
                let header = Header::from_word(packet[0]);
                assert_eq!((header.opcode, header.argument), (reply::RESULT, tag as u8));
                let codes: Vec<i8> = packet[1..].iter().flat_map(|w| unpack_codes(*w)).collect();
                for (j, codes) in codes.chunks(lanes).enumerate() {
                    for i in 0..lanes.min(images - first) {
                        out[(first + i, column + j)] = codes[i];
                    }
                }
            }
        }
        out
    }

    fn done(&mut self) {
        let packet = self.answers.remove(0);
        let header = Header::from_word(packet[0]);
        assert_eq!(
            (header.opcode, header.argument),
            (reply::DONE, 0),
            "stopped at {:?}",
            packet[1..].to_vec()
        );
    }

    fn parameters(&mut self, compiled: &Compiled) -> Parameters {
        let mut words = Vec::new();
        for (packet, length) in compiled.read_packets().into_iter().zip(compiled.read_lengths()) {
            self.send([packet]);
            let mut part = Vec::new();
            while part.len() < length {
                let packet = self.answers.remove(0);
                assert_eq!(Header::from_word(packet[0]).opcode, reply::DATA);
                part.extend(&packet[1..]);
            }
            words.push(part);
        }
        compiled.parameters(&words)
    }
}

/// Images that use the whole range, with labels.
fn data(count: usize, network: &Network, seed: u64) -> (Array2<i8>, Vec<u8>) {
    let inputs = network.inputs();
    let pixel = |(i, p)| (random(seed, 1, 99, (i * inputs + p) as u32) % 128) as i8;
    let label = |i| (usize::from(random(seed, 2, 99, i as u32)) % network.outputs()) as u8;
    (
        Array2::from_shape_fn((count, inputs), pixel),
        (0..count).map(label).collect(),
    )
}

/// Trains `count` images an epoch, two epochs, on the engine and on the golden model: in the first epoch every batch by a
/// RUN of its own, compared after each; in the second all full batches by one RUN.
fn trains_alike(
    input: Shape,
    stages: &[Stage],
    norm: Option<Norm>,
    config: Config,
    batch: usize,
    count: usize,
    seed: u64,
) {
    let architecture = Architecture::new(input, stages, norm).unwrap();
    let mut network = Network::new(architecture.clone(), seed);
    let (full, last) = (count / batch, count % batch);
    let compiled =
        Compiled::training("net", &architecture, config, batch, (last > 0).then_some(last)).unwrap();
    let (images, labels) = data(count, &network, seed);
    let mut core = Core::new(config);
    core.send(compiled.program_packets());
    core.send(compiled.parameter_packets(network.parameters()));
    assert_eq!(&core.parameters(&compiled), network.parameters());
    let buffers = compiled.plan.inputs.len();
    let mut buffer = 0;
    let mut step = 0;
    let ranges: Vec<_> = (0..count)
        .step_by(batch)
        .map(|at| at..count.min(at + batch))
        .collect();
    let rates = [3, 0, -2];
    for range in &ranges {
        step += 1;
        let rate_log2 = rates[step as usize % 3];
        let (samples, labels) = (images.slice(s![range.clone(), ..]), &labels[range.clone()]);
        core.send(compiled.sample_packets(buffer, samples, labels));
        let run = Run {
            repetitions: 1,
            step,
            rate_log2,
            seed,
            ..Run::default()
        };
        core.send([compiled.run_packet(usize::from(range.len() < batch), buffer, run)]);
        let results = core.results(&compiled, range.len());
        core.done();
        if norm.is_none() {
            assert_eq!(results, network.forward(samples).unwrap().last().unwrap().a);
        }
        let report = network
            .train_step(Batch {
                images: samples,
                labels,
                rate_log2,
                seed,
                step,
            })
            .unwrap();
        let found = StepResult::new(results.view(), labels);
        assert_eq!(
            (found.correct, found.error_squares),
            (report.correct, report.error_squares)
        );
        let found = core.parameters(&compiled);
        for (layer, (found, expected)) in found.weights.iter().zip(network.weights()).enumerate() {
            assert_eq!(found, expected, "weights of layer {layer} after step {step}");
        }
        assert_eq!(&found.norms, &network.parameters().norms, "after step {step}");
        buffer = (buffer + 1) % buffers;
    }
    if full > 0 {
        let run = Run {
            repetitions: full as u32,
            step: step + 1,
            rate_log2: 1,
            seed,
            ..Run::default()
        };
        core.send([compiled.run_packet(0, buffer, run)]);
        for range in &ranges[..full] {
            let samples = images.slice(s![range.clone(), ..]);
            core.send(compiled.sample_packets(buffer, samples, &labels[range.clone()]));
            step += 1;
            network
                .train_step(Batch {
                    images: samples,
                    labels: &labels[range.clone()],
                    rate_log2: 1,
                    seed,
                    step,
                })
                .unwrap();
            core.results(&compiled, batch);
            buffer = (buffer + 1) % buffers;
        }
        core.done();
        assert_eq!(&core.parameters(&compiled), network.parameters());
    }
    assert!(core.answers.is_empty());
    let bad = golden::core::packet::COUNTERS
        .iter()
        .position(|name| *name == "packets_bad")
        .unwrap();
    assert_eq!(core.engine.counters()[bad], 0);
}

#[test]
fn a_dense_network_trains_alike() {
    for (config, batch, count) in [
        (roomy(4), 4, 8),
        (MEDIUM, 8, 20),
        (BASE, 16, 33),
        (BASE, 1, 2),
        (LARGE, 40, 95),
    ] {
        trains_alike(
            Shape::vector(30),
            &[dense(21), dense(10)],
            None,
            config,
            batch,
            count,
            5,
        );
        trains_alike(Shape::vector(7), &[dense(3)], None, config, batch, count, 6);
    }
}

#[test]
fn a_convolution_with_taps_on_rows_trains_alike() {
    let stages = [
        conv(6, 5, false),
        Stage::MaxPool,
        conv(18, 3, false),
        Stage::MaxPool,
        dense(20),
        dense(10),
    ];
    for norm in [None, Some(Norm::L1), Some(Norm::L2)] {
        let shape = Shape::new(1, 14, 13);
        let plan = Plan::new(
            "net",
            &Architecture::new(shape, &stages, norm).unwrap(),
            LARGE,
            Purpose::Training { batch: 20 },
        );
        assert_eq!(plan.unwrap().layers[0].geometry.rows_a_read(16), 3);
        trains_alike(shape, &stages, norm, LARGE, 20, 45, 7);
    }
}

#[test]
fn padded_convolutions_train_alike() {
    let stages = [
        conv(5, 3, true),
        Stage::MaxPool,
        conv(9, 3, true),
        Stage::MaxPool,
        conv(4, 5, true),
        dense(10),
    ];
    for (size, norm) in [(4, None), (8, Some(Norm::L1)), (16, Some(Norm::L2))] {
        trains_alike(Shape::new(2, 9, 10), &stages, norm, roomy(size), 11, 15, 8);
    }
    // The first layer has as many channels as the array has lanes: its taps are clipped, not its border stored.
    trains_alike(
        Shape::new(4, 5, 5),
        &[conv(5, 3, true), Stage::MaxPool, dense(3)],
        None,
        roomy(4),
        6,
        9,
        9,
    );
}

/// Strides past 16 bits, which no instruction holds in itself.
#[test]
fn wide_maps_train_alike() {
    let config = Config {
        a_bits: 19,
        e_bits: 18,
        x_bits: 18,
        ..roomy(4)
    };
    let stages = [conv(8, 3, true), conv(2, 3, true), Stage::MaxPool, dense(2)];
    trains_alike(Shape::new(4, 4, 4500), &stages, None, config, 2, 2, 10);
    let stages = [conv(1, 2, false), Stage::MaxPool, dense(2)];
    trains_alike(
        Shape::new(1, 3, 33_001),
        &stages,
        Some(Norm::L1),
        config,
        1,
        1,
        11,
    );
}

/// What proptest shrinks: small numbers make small networks.
fn network() -> impl Strategy<Value = (Shape, Vec<Stage>)> {
    let hidden = prop_oneof![
        (1usize..22, 1usize..5, any::<bool>(), any::<bool>()).prop_map(|(channels, kernel, padded, pool)| (
            conv(channels, if padded { kernel | 1 } else { kernel }, padded),
            pool
        )),
        (1usize..30).prop_map(|outputs| (dense(outputs), false)),
    ];
    let shape = (1usize..6, 1usize..9, 1usize..9).prop_map(|(c, h, w)| Shape::new(c, h, w));
    (shape, prop::collection::vec(hidden, 0..4), 1usize..20).prop_map(|(shape, hidden, outputs)| {
        // Whatever does not fit is left out.
        let mut stages = Vec::new();
        for (stage, pool) in hidden {
            for stage in [Some(stage), pool.then_some(Stage::MaxPool)]
                .into_iter()
                .flatten()
            {
                let mut longer = stages.clone();
                longer.extend([stage, dense(1)]);
                if Architecture::new(shape, &longer, None).is_ok() {
                    stages.push(stage);
                }
            }
        }
        stages.push(dense(outputs));
        (shape, stages)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]
    #[test]
    fn random_networks_train_alike(
        (shape, stages) in network(), norm in 0usize..3, size in 0usize..3, batch in 1usize..25, count in 1usize..45,
        seed: u64,
    ) {
        let norm = [None, Some(Norm::L1), Some(Norm::L2)][norm];
        trains_alike(shape, &stages, norm, roomy([4, 8, 16][size]), batch, batch.max(count), seed);
    }

    #[test]
    fn random_networks_predict_alike(
        (shape, stages) in network(), norm in 0usize..3, size in 0usize..3, count in 1usize..45, seed: u64,
    ) {
        let norm = [None, Some(Norm::L1), Some(Norm::L2)][norm];
        let architecture = Architecture::new(shape, &stages, norm).unwrap();
        let network = with_statistics(Network::new(architecture.clone(), seed), seed);
        let config = Config { trains: norm.is_some() || seed % 2 == 0, ..roomy([4, 8, 16][size]) };
        predicts_alike(&architecture, &network, config, count, seed);
    }
}

/// The network with gamma, beta and running statistics as training might leave them, and beyond.
fn with_statistics(network: Network, seed: u64) -> Network {
    let architecture = network.architecture().clone();
    let mut parameters = network.into_parameters();
    for (layer, norm) in parameters.norms.iter_mut().enumerate() {
        let Some(norm) = norm else { continue };
        let draw = |c: usize, of: u32| {
            let part = |k| u32::from(random(seed, 3 + of, layer as u32, 2 * c as u32 + k));
            part(0) << 16 | part(1)
        };
        for c in 0..norm.gamma.len() {
            norm.gamma[c] = 1 + (draw(c, 0) % 1023) as i16;
            norm.beta[c] = (draw(c, 1) % 8192) as i16 - 4096;
            // of any size, mostly small
            norm.mean[c] = draw(c, 2) as i32 >> (draw(c, 3) % 20);
            norm.scale[c] = (draw(c, 4) >> 1) as i32 >> (draw(c, 5) % 31);
        }
        norm.set = seed % 4 > 0;
    }
    Network::from_parameters(architecture, parameters).unwrap()
}

#[test]
fn a_map_of_more_samples_than_a_call_takes_is_normalised_in_parts() {
    // calls of 4 x 16 samples: maps of 81, 64 and 16 positions
    let config = Config {
        x_bits: 9,
        ..roomy(4)
    };
    let stages = [
        conv(3, 2, false),
        conv(2, 2, false),
        conv(5, 3, true),
        Stage::MaxPool,
        dense(4),
    ];
    let architecture = Architecture::new(Shape::new(1, 10, 10), &stages, Some(Norm::L2)).unwrap();
    let network = with_statistics(Network::new(architecture.clone(), 3), 3);
    let mut compiled = Compiled::inference("net", &architecture, config).unwrap();
    let whole = compiled.program.words.len();
    let (layers, buffers) = (&compiled.plan.layers, compiled.plan.inputs.len());
    compiled.program = emit::inference(layers, buffers, config.size, 64).unwrap();
    assert!(compiled.program.words.len() > whole);
    predictions_agree(&compiled, &network, config, 9, 3);
}

fn predicts_alike(architecture: &Architecture, network: &Network, config: Config, count: usize, seed: u64) {
    let compiled = Compiled::inference("net", architecture, config).unwrap();
    predictions_agree(&compiled, network, config, count, seed);
}

/// Results of the compiled network equal golden's.
fn predictions_agree(compiled: &Compiled, network: &Network, config: Config, count: usize, seed: u64) {
    let (images, _) = data(count, network, seed);
    let expected = network.forward(images.view()).unwrap().pop().unwrap().a;
    let mut core = Core::new(config);
    core.send(compiled.program_packets());
    core.send(compiled.parameter_packets(network.parameters()));
    let groups = count.div_ceil(config.size);
    let run = Run {
        repetitions: groups as u32,
        ..Run::default()
    };
    core.send([compiled.run_packet(0, 0, run)]);
    for group in 0..groups {
        let range = group * config.size..count.min((group + 1) * config.size);
        let buffer = group % compiled.plan.inputs.len();
        core.send(compiled.sample_packets(buffer, images.slice(s![range.clone(), ..]), &[]));
        let results = core.results(compiled, range.len());
        assert_eq!(results, expected.slice(s![range, ..]));
    }
    core.done();
    assert!(core.answers.is_empty());
    // what it normalised by is as it was
    assert_eq!(&core.parameters(compiled), network.parameters());
}

#[test]
fn tiny_predicts_a_dense_network() {
    let network = Network::dense(&[784, 64, 10], 3).unwrap();
    predicts_alike(network.architecture(), &network, TINY, 9, 3);
}

#[test]
fn changed_norm_parameters_arrive_whole() {
    let architecture = Architecture::new(Shape::vector(6), &[dense(100), dense(2)], Some(Norm::L1)).unwrap();
    let mut parameters = Parameters::initial(&architecture, 1);
    parameters.norms[0] = Some(NormParameters {
        gamma: (0..100).map(|c| 1 + c).collect(),
        beta: (0..100).map(|c| -4096 + c).collect(),
        mean: (0..100).map(|c| -(1 << 30) + c).collect(),
        scale: (0..100).map(|c| i32::MAX - c).collect(),
        set: true,
    });
    let compiled = Compiled::training("net", &architecture, BASE, 4, None).unwrap();
    let mut core = Core::new(BASE);
    core.send(compiled.parameter_packets(&parameters));
    assert_eq!(core.parameters(&compiled), parameters);
}

/// The networks that the configurations are made for, and what the plan says about them.
#[test]
fn the_networks_of_the_configurations_fit_them() {
    let dense_net = |sizes: &[usize]| Architecture::dense(sizes).unwrap();
    for (config, sizes, batch, buffers) in [
        (MEDIUM, [784, 64, 10], 16, 2),
        (BASE, [784, 256, 10], 64, 2),
        (BASE, [784, 128, 10], 128, 1),
        (LARGE, [784, 512, 10], 128, 2),
    ] {
        let compiled = Compiled::training("net", &dense_net(&sizes), config, batch, Some(batch / 2)).unwrap();
        assert_eq!(compiled.plan.inputs.len(), buffers, "{sizes:?}");
        let text = compiled.plan.print();
        assert!(
            text.contains("input buffer 0") && text.contains("layer 1 weights"),
            "{text}"
        );
        let json = serde_json::to_value(compiled.plan.summary()).unwrap();
        assert_eq!(json["input_buffers"], buffers);
    }
    let stages = [
        conv(32, 5, false),
        Stage::MaxPool,
        conv(64, 5, false),
        Stage::MaxPool,
        dense(512),
        dense(10),
    ];
    for norm in [None, Some(Norm::L1)] {
        let net = Architecture::new(Shape::new(1, 28, 28), &stages, norm).unwrap();
        let compiled = Compiled::training("net", &net, LARGE, 128, Some(96)).unwrap();
        assert_eq!(compiled.plan.inputs.len(), 2);
        assert!(
            compiled.program.words.len() < 1500,
            "{}",
            compiled.program.words.len()
        );
    }
}

#[test]
fn no_two_regions_of_a_memory_overlap() {
    let stages = [
        conv(5, 3, true),
        Stage::MaxPool,
        conv(9, 2, false),
        dense(7),
        dense(3),
    ];
    let net = Architecture::new(Shape::new(2, 9, 9), &stages, Some(Norm::L2)).unwrap();
    let plan = Plan::new("net", &net, LARGE, Purpose::Training { batch: 37 }).unwrap();
    for (i, a) in plan.regions.iter().enumerate() {
        for b in &plan.regions[i + 1..] {
            let apart = a.address + a.size <= b.address || b.address + b.size <= a.address;
            assert!(a.memory != b.memory || apart, "{a:?} {b:?}");
        }
    }
}

#[test]
fn what_does_not_fit_is_refused_with_the_numbers() {
    let refuse = |sizes: &[usize], config, batch| {
        let net = Architecture::dense(sizes).unwrap();
        Compiled::training("x", &net, config, batch, None).unwrap_err()
    };
    let CompileError::TooLarge { short, largest, .. } = refuse(&[784, 256, 10], BASE, 256) else {
        panic!("expected TooLarge");
    };
    let largest = largest.unwrap();
    assert!(short.iter().any(|u| u.memory == "A" && u.needed > u.available));
    let net = Architecture::dense(&[784, 256, 10]).unwrap();
    assert!(Compiled::training("x", &net, BASE, largest, None).is_ok());
    assert!(Compiled::training("x", &net, BASE, largest + 1, None).is_err());
    let text = refuse(&[784, 256, 10], BASE, 256).to_string();
    assert!(
        text.contains(&format!("the largest batch that fits is {largest}")),
        "{text}"
    );
    assert!(text.contains("memory A needs"), "{text}");
    let text = refuse(&[784, 1024, 10], BASE, 16).to_string();
    assert!(
        text.contains("memory W") && text.contains("no batch fits"),
        "{text}"
    );
    assert!(matches!(
        refuse(&[8, 2], TINY, 4),
        CompileError::NotBuiltIn { what: "train", .. }
    ));
    assert!(matches!(refuse(&[8, 2], BASE, 0), CompileError::Batch { .. }));
    assert!(matches!(
        refuse(&[8, 2], LARGE, 1 << 17),
        CompileError::Batch { .. }
    ));
    let normed = Architecture::new(Shape::vector(8), &[dense(4), dense(2)], Some(Norm::L1)).unwrap();
    let text = Compiled::inference("8-4-2", &normed, TINY)
        .unwrap_err()
        .to_string();
    assert_eq!(
        text,
        "configuration tiny has no normaliser, and network 8-4-2 has layers with one: expected base, large or --on golden"
    );
}
