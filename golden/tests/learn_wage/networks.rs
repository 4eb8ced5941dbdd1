//! Networks of every kind against the reference.

use super::reference::{self, Found};
use golden::learn::wage::{
    Architecture, Batch, LearnError, Network, Parameters, Report, Settings, Shape, Stage, Trainer,
};
use golden::norm::Norm;
use golden::random::random;
use ndarray::Array2;
use proptest::prelude::*;

pub fn conv(channels: usize, kernel: usize, padded: bool) -> Stage {
    Stage::Convolution {
        channels,
        kernel,
        padded,
    }
}

pub const fn dense(outputs: usize) -> Stage {
    Stage::Dense { outputs }
}

/// Images with structure, so that errors and statistics are not all alike; every third value dark.
pub fn images(seed: u64, samples: usize, inputs: usize) -> Array2<i8> {
    Array2::from_shape_fn((samples, inputs), |(b, i)| {
        let r = random(seed, 7, b as u32, i as u32);
        if r.is_multiple_of(3) {
            0
        } else {
            (r >> 9) as i8
        }
    })
}

pub fn labels(seed: u64, samples: usize, classes: usize) -> Vec<u8> {
    (0..samples)
        .map(|b| (usize::from(random(seed, 8, 0, b as u32)) % classes) as u8)
        .collect()
}

/// The report in the terms of the reference.
pub fn found(report: &Report) -> Found {
    Found {
        correct: report.correct,
        error_squares: report.error_squares,
        counts: report
            .layers
            .iter()
            .map(|l| [l.clipped, l.x_saturated, l.y_saturated, l.dx_saturated])
            .collect(),
        scales: report
            .layers
            .iter()
            .map(|l| {
                [
                    l.error_scale,
                    l.dx_scale,
                    l.gradient_scale,
                    l.gamma_scale,
                    l.beta_scale,
                ]
            })
            .collect(),
    }
}

/// Trains a few steps on both sides, with every kind of rate, and compares all there is; then the inference.
fn agree(architecture: &Architecture, seed: u64, samples: usize) {
    let mut network = Network::new(architecture.clone(), seed);
    let mut parameters = network.parameters().clone();
    for (step, rate_log2) in [3, 6, 0, -2, 3].into_iter().enumerate() {
        let step = step as u32 + 1;
        let x = images(seed + u64::from(step), samples, architecture.inputs());
        let labels = labels(seed + u64::from(step), samples, architecture.outputs());
        let batch = Batch {
            images: x.view(),
            labels: &labels,
            rate_log2,
            seed,
            step,
        };
        let report = network.train_step(batch).unwrap();
        let expected = reference::step(architecture, &mut parameters, &batch);
        let what = format!("{architecture:?} seed {seed} samples {samples} step {step}");
        assert_eq!(found(&report), expected, "{what}");
        assert_eq!(report.samples, samples);
        assert_eq!(network.parameters(), &parameters, "{what}");
    }
    let x = images(seed, samples, architecture.inputs());
    let outputs = network.forward(x.view()).unwrap();
    let mut a: Vec<i64> = x.iter().map(|&a| a.into()).collect();
    for (l, layer) in architecture.layers().iter().enumerate() {
        let (t, _) = reference::layer_forward(layer, &mut parameters, l, &a, samples, false);
        a = t.a;
        assert!(
            outputs[l].a.iter().map(|&a| i64::from(a)).eq(a.iter().copied()),
            "layer {l}"
        );
        assert!(
            outputs[l].acc.iter().map(|&acc| i64::from(acc)).eq(t.acc),
            "layer {l}"
        );
        assert_eq!(outputs[l].y.is_some(), layer.norm.is_some());
        if let Some(y) = &outputs[l].y {
            assert!(y.iter().map(|&y| i64::from(y)).eq(t.y), "layer {l}");
        }
    }
}

#[test]
fn every_kind_of_layer_equals_the_definition() {
    let nets = [
        (Shape::vector(20), vec![dense(7), dense(3)]),
        (Shape::new(1, 6, 6), vec![conv(4, 3, false), dense(3)]),
        (Shape::new(2, 5, 7), vec![conv(5, 3, true), dense(4)]),
        (
            Shape::new(1, 9, 9),
            vec![
                conv(6, 3, false),
                Stage::MaxPool,
                conv(5, 3, true),
                Stage::MaxPool,
                dense(8),
                dense(3),
            ],
        ),
        // odd maps under a pool: the edges take no part
        (
            Shape::new(3, 5, 7),
            vec![conv(4, 1, false), Stage::MaxPool, dense(3)],
        ),
        (
            Shape::new(1, 7, 5),
            vec![conv(3, 5, true), Stage::MaxPool, conv(2, 2, false), dense(2)],
        ),
        // a padded kernel larger than its map, and a convolution that leaves one position
        (Shape::new(2, 2, 3), vec![conv(3, 5, true), dense(2)]),
        (
            Shape::new(1, 4, 4),
            vec![conv(70, 4, false), conv(5, 1, false), dense(2)],
        ),
        (
            Shape::new(1, 8, 8),
            vec![conv(66, 3, false), Stage::MaxPool, conv(65, 3, false), dense(10)],
        ),
    ];
    for (index, (input, stages)) in nets.iter().enumerate() {
        for norm in [None, Some(Norm::L1), Some(Norm::L2)] {
            let architecture = Architecture::new(*input, stages, norm).unwrap();
            for samples in [1, 2, 5] {
                agree(&architecture, index as u64, samples);
            }
        }
    }
}

/// Networks of up to three convolutions and two dense layers; those that do not fit their maps are left out.
fn architectures() -> impl Strategy<Value = Architecture> {
    let stage = (1usize..7, 1usize..5, any::<bool>(), any::<bool>());
    let norm = prop_oneof![Just(None), Just(Some(Norm::L1)), Just(Some(Norm::L2))];
    (
        (1usize..4, 1usize..9, 1usize..9),
        proptest::collection::vec(stage, 0..4),
        proptest::collection::vec(1usize..9, 1..3),
        norm,
    )
        .prop_filter_map(
            "a network that fits",
            |((c, h, w), convolutions, outputs, norm)| {
                let mut stages = Vec::new();
                for (channels, kernel, padded, pool) in convolutions {
                    stages.push(conv(channels, kernel, padded));
                    stages.extend(pool.then_some(Stage::MaxPool));
                }
                stages.extend(outputs.into_iter().map(dense));
                Architecture::new(Shape::new(c, h, w), &stages, norm).ok()
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]
    #[test]
    fn random_networks_equal_the_definition(architecture in architectures(), seed in 0u64..1 << 40, samples in 1usize..7) {
        agree(&architecture, seed, samples);
    }
}

#[test]
fn results_do_not_depend_on_the_number_of_threads() {
    let stages = [
        conv(9, 3, false),
        Stage::MaxPool,
        conv(17, 3, true),
        dense(40),
        dense(10),
    ];
    for norm in [None, Some(Norm::L1), Some(Norm::L2)] {
        let architecture = Architecture::new(Shape::new(1, 12, 12), &stages, norm).unwrap();
        let (x, y) = (images(1, 70, 144), labels(1, 70, 10));
        let train = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
            pool.build().unwrap().install(|| {
                // two batches of 32 and a short one of 6
                let settings = Settings {
                    epochs: 2,
                    batch: 32,
                    ..Settings::default()
                };
                let network = Network::new(architecture.clone(), 2);
                let mut trainer = Trainer::new(network, settings, x.view(), &y).unwrap();
                let mut reports = Vec::new();
                while let Some(progress) = trainer.step().unwrap() {
                    reports.push(progress.report);
                }
                let evaluation = trainer.network().evaluate(x.view(), &y).unwrap();
                (reports, evaluation, trainer.into_network())
            })
        };
        let one = train(1);
        assert_eq!(one.0.len(), 6);
        assert_eq!(one.0[2].samples, 6);
        for threads in [2, 3, 5] {
            assert_eq!(train(threads), one, "{threads} threads, {norm:?}");
        }
    }
}

#[test]
fn a_constant_channel_gives_beta_and_learns_by_it_alone() {
    let architecture = Architecture::new(
        Shape::new(1, 4, 4),
        &[conv(2, 3, false), dense(3)],
        Some(Norm::L1),
    );
    let architecture = architecture.unwrap();
    let mut parameters = Parameters::initial(&architecture, 1);
    // channel 0 sees nothing, so it is constant over the batch; channel 1 sees everything
    for k in 0..9 {
        parameters.weights[0][(k, 0)] = 0;
        parameters.weights[0][(k, 1)] = 64;
    }
    let norm = parameters.norms[0].as_mut().unwrap();
    norm.beta = vec![300, 0];
    let before = parameters.clone();
    let mut network = Network::from_parameters(architecture.clone(), parameters.clone()).unwrap();
    let (x, labels) = (images(3, 6, 16), labels(3, 6, 3));
    for step in 1..4 {
        let batch = Batch {
            images: x.view(),
            labels: &labels,
            rate_log2: 3,
            seed: 1,
            step,
        };
        network.train_step(batch).unwrap();
        reference::step(&architecture, &mut parameters, &batch);
        assert_eq!(network.parameters(), &parameters, "step {step}");
        let norm = network.parameters().norms[0].as_ref().unwrap();
        assert_eq!((norm.mean[0], norm.scale[0]), (0, 0));
        assert!(norm.mean[1] != 0 && norm.scale[1] > 0);
        // dx is 0, so its weights stay; s is 0, so xh and with it dgamma are 0
        let column = |p: &Parameters| p.weights[0].column(0).to_owned();
        assert_eq!(column(network.parameters()), column(&before));
        assert_eq!(norm.gamma[0], 256);
    }
    let after = network.parameters().norms[0].as_ref().unwrap();
    assert!(after.beta[0] != 300, "beta of the constant channel learns");
    // inference by the running statistics gives beta as well: 300 / 8 in codes
    let outputs = Network::from_parameters(architecture, before).unwrap();
    let outputs = outputs.forward(x.view()).unwrap();
    assert!(outputs[0]
        .y
        .as_ref()
        .unwrap()
        .iter()
        .step_by(2)
        .all(|&y| y == 300));
    assert!(outputs[0].a.iter().step_by(2).all(|&a| a == 38));
}

#[test]
fn the_first_batch_sets_the_running_statistics() {
    let architecture = Architecture::new(Shape::vector(9), &[dense(4), dense(2)], Some(Norm::L2)).unwrap();
    let mut network = Network::new(architecture, 5);
    let (x, labels) = (images(5, 8, 9), labels(5, 8, 2));
    assert!(!network.parameters().norms[0].as_ref().unwrap().set);
    let acc = network.forward(x.view()).unwrap()[0].acc.clone();
    let batch = Batch {
        images: x.view(),
        labels: &labels,
        rate_log2: 0,
        seed: 1,
        step: 1,
    };
    network.train_step(batch).unwrap();
    let norm = network.parameters().norms[0].as_ref().unwrap();
    assert!(norm.set);
    for (c, column) in acc.columns().into_iter().enumerate() {
        let mean = column.iter().map(|&acc| f64::from(acc)).sum::<f64>() / 8.0;
        assert_eq!(f64::from(norm.mean[c]), (mean * 65536.0).round_ties_even());
        let variance = column
            .iter()
            .map(|&acc| (f64::from(acc) - mean).powi(2))
            .sum::<f64>()
            / 8.0;
        assert!((f64::from(norm.scale[c]) / 65536.0 - variance.sqrt()).abs() < 1e-3);
    }
}

#[test]
fn refused_batches_change_nothing() {
    let architecture = Architecture::new(Shape::new(1, 4, 4), &[conv(3, 3, true), dense(3)], Some(Norm::L1));
    let mut network = Network::new(architecture.unwrap(), 1);
    let before = network.clone();
    let x = images(1, 4, 16);
    let mut refused = |images: &Array2<i8>, labels: &[u8]| {
        let batch = Batch {
            images: images.view(),
            labels,
            rate_log2: 0,
            seed: 1,
            step: 1,
        };
        let error = network.train_step(batch).unwrap_err();
        assert_eq!(network, before);
        error
    };
    let label = LearnError::LabelRange {
        index: 3,
        label: 3,
        classes: 3,
    };
    assert_eq!(refused(&x, &[0, 1, 2, 3]), label);
    assert_eq!(
        refused(&Array2::zeros((0, 16)), &[]),
        // 2^17 over 16 positions
        LearnError::BatchSize { found: 0, max: 8192 }
    );
    assert!(matches!(
        refused(&Array2::zeros((8193, 16)), &[0; 8193]),
        LearnError::BatchSize { .. }
    ));
    assert_eq!(
        refused(&images(1, 4, 17), &[0; 4]),
        LearnError::SampleSize {
            expected: 16,
            found: 17
        }
    );
}
