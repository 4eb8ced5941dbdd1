//! Training equals its definition: against a slow transcription of the training step from the blocks of `golden::wage`,
//! over random networks, and independent of the number of threads.

use golden::learn::wage::{order, rate_log2, Batch, LearnError, Network, Settings, Trainer};
use golden::random::random;
use golden::wage::{activate, clipped, error, layer_shift, mac, scale, ternary, update};
use ndarray::{Array2, Axis};

/// Images of `inputs` codes, three quarters of them dark, and labels that depend on them.
fn data(seed: u64, samples: usize, inputs: usize, classes: usize) -> (Array2<i8>, Vec<u8>) {
    let labels: Vec<u8> = (0..samples)
        .map(|b| (random(seed, 1, 0, b as u32) as usize % classes) as u8)
        .collect();
    let images = Array2::from_shape_fn((samples, inputs), |(b, i)| {
        // a prototype of the class, disturbed
        let class = random(seed, 2, u32::from(labels[b]), i as u32);
        let noise = random(seed, 3, b as u32, i as u32);
        let r = if noise.is_multiple_of(4) {
            noise.rotate_left(5)
        } else {
            class
        };
        if r.is_multiple_of(4) {
            (r >> 9) as i8
        } else {
            0
        }
    });
    (images, labels)
}

/// One training step, line by line as numerics.md has it.
fn slow_step(weights: &mut [Array2<i8>], batch: &Batch) {
    let depth = weights.len();
    let mut activations = vec![batch.images.to_owned()];
    let mut accumulators = Vec::new();
    for (l, w) in weights.iter().enumerate() {
        let acc = mac(activations[l].view(), w.mapv(ternary).view()).unwrap();
        activations.push(acc.mapv(|acc| activate(acc, layer_shift(w.nrows()), l + 1 < depth)));
        accumulators.push(acc);
    }
    let mut e = activations[depth].mapv(i32::from);
    batch
        .labels
        .iter()
        .enumerate()
        .for_each(|(b, &label)| e[(b, usize::from(label))] -= 128);
    let mut gradients = Vec::new();
    for l in (0..depth).rev() {
        let acc = &accumulators[l];
        let shift = layer_shift(weights[l].nrows());
        e.zip_mut_with(acc, |e, &acc| {
            if clipped(acc, shift) {
                *e = 0
            }
        });
        let codes = error(&e.iter().copied().collect::<Vec<_>>()).0;
        let mut q = Array2::from_shape_vec(e.raw_dim(), codes).unwrap();
        if l + 1 < depth {
            q.zip_mut_with(acc, |q, &acc| {
                if acc <= 0 {
                    *q = 0
                }
            });
        }
        gradients.push(mac(activations[l].t(), q.view()).unwrap());
        e = mac(q.view(), weights[l].mapv(ternary).t()).unwrap();
    }
    gradients.reverse();
    for (l, (w, g)) in weights.iter_mut().zip(gradients).enumerate() {
        let flat: Vec<i8> = w.iter().copied().collect();
        let g: Vec<i32> = g.iter().copied().collect();
        let draw = |i| random(batch.seed, batch.step, l as u32, i as u32);
        let random: Vec<u16> = (0..g.len()).map(draw).collect();
        let new = update(&flat, &g, batch.rate_log2, &random).unwrap();
        *w = Array2::from_shape_vec(w.raw_dim(), new).unwrap();
    }
}

#[test]
fn steps_equal_the_definition() {
    let nets: [&[usize]; 6] = [
        &[12, 4],
        &[30, 17, 5],
        &[100, 65, 10],
        &[64, 64, 32, 10],
        &[784, 40, 10],
        &[9, 1, 2],
    ];
    for (seed, sizes) in nets.iter().enumerate() {
        let seed = seed as u64;
        let classes = sizes[sizes.len() - 1];
        for samples in [1, 7, 64] {
            let (images, labels) = data(seed, samples, sizes[0], classes);
            let mut network = Network::dense(sizes, seed).unwrap();
            let mut weights = network.weights().to_vec();
            for (step, rate_log2) in [3, 3, 0, -2, 6, -4, 3].into_iter().enumerate() {
                let step = step as u32 + 1;
                let batch = Batch {
                    images: images.view(),
                    labels: &labels,
                    rate_log2,
                    seed,
                    step,
                };
                let report = network.train_step(batch).unwrap();
                slow_step(&mut weights, &batch);
                assert_eq!(
                    network.weights(),
                    weights,
                    "net {sizes:?} samples {samples} step {step}"
                );
                assert_eq!(report.layers.len(), weights.len());
            }
        }
    }
}

#[test]
fn steps_equal_the_definition_on_signed_inputs() {
    let images = Array2::from_shape_fn((20, 50), |(b, i)| random(1, 1, b as u32, i as u32) as i8);
    let labels: Vec<u8> = (0..20).map(|b| b % 3).collect();
    let mut network = Network::dense(&[50, 20, 3], 1).unwrap();
    let mut weights = network.weights().to_vec();
    for step in 1..5 {
        let batch = Batch {
            images: images.view(),
            labels: &labels,
            rate_log2: 3,
            seed: 9,
            step,
        };
        network.train_step(batch).unwrap();
        slow_step(&mut weights, &batch);
        assert_eq!(network.weights(), weights, "step {step}");
    }
}

#[test]
fn a_batch_without_error_changes_nothing() {
    // the one output is clipped at every sample: no error passes, no gradient, the scale is null
    let weights = vec![Array2::from_elem((200, 2), 64i8)];
    let mut network = Network::from_weights(weights.clone()).unwrap();
    let images = Array2::from_elem((4, 200), 127i8);
    let batch = Batch {
        images: images.view(),
        labels: &[0, 1, 0, 1],
        rate_log2: 3,
        seed: 1,
        step: 1,
    };
    let report = network.train_step(batch).unwrap();
    assert_eq!(
        (
            report.layers[0].error_scale,
            report.layers[0].gradient_scale,
            report.layers[0].clipped
        ),
        (None, None, 8)
    );
    assert_eq!(network.weights(), weights);
}

#[test]
fn a_training_is_its_steps_in_the_documented_order() {
    let (images, labels) = data(3, 50, 40, 4);
    let settings = Settings {
        seed: 5,
        epochs: 3,
        batch: 16,
        ..Settings::default()
    };
    let network = Network::dense(&[40, 20, 4], 5).unwrap();
    let mut trainer = Trainer::new(network.clone(), settings, images.view(), &labels).unwrap();
    let mut weights = network.weights().to_vec();
    let mut step = 0;
    for epoch in 0..3 {
        let order = order(5, epoch, 50);
        for samples in order.chunks(16) {
            let rows: Vec<usize> = samples.iter().map(|&s| s as usize).collect();
            let batch_images = images.select(Axis(0), &rows);
            let batch_labels: Vec<u8> = rows.iter().map(|&s| labels[s]).collect();
            let rate_log2 = rate_log2(step, 12);
            step += 1;
            let batch = Batch {
                images: batch_images.view(),
                labels: &batch_labels,
                rate_log2,
                seed: 5,
                step: step as u32,
            };
            slow_step(&mut weights, &batch);
            let progress = trainer.step().unwrap().unwrap();
            assert_eq!(
                (progress.epoch, progress.step, progress.steps),
                (epoch, step as u32, 12)
            );
            assert_eq!(
                (progress.samples, progress.rate_log2),
                (samples.to_vec(), rate_log2)
            );
            assert_eq!(trainer.network().weights(), weights, "step {step}");
        }
    }
    assert_eq!(trainer.step(), Ok(None));
    assert_eq!(trainer.epoch(), Err(LearnError::Finished { epochs: 3 }));
}

#[test]
fn weights_do_not_depend_on_the_number_of_threads() {
    let (images, labels) = data(4, 300, 784, 10);
    let train = |threads| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| {
            let settings = Settings {
                seed: 2,
                epochs: 2,
                batch: 64,
                ..Settings::default()
            };
            let network = Network::dense(&[784, 100, 30, 10], 2).unwrap();
            let mut trainer = Trainer::new(network, settings, images.view(), &labels).unwrap();
            let correct = [trainer.epoch().unwrap(), trainer.epoch().unwrap()];
            let evaluation = trainer.network().evaluate(images.view(), &labels).unwrap();
            (correct, evaluation, trainer.into_network())
        })
    };
    let one = train(1);
    for threads in [2, 3, 7] {
        assert_eq!(train(threads), one, "{threads} threads");
    }
}

#[test]
fn training_learns_what_can_be_learned() {
    let (images, labels) = data(6, 2000, 100, 10);
    let network = Network::dense(&[100, 50, 10], 1).unwrap();
    let before = network.evaluate(images.view(), &labels).unwrap().correct;
    let settings = Settings {
        epochs: 5,
        ..Settings::default()
    };
    let mut trainer = Trainer::new(network, settings, images.view(), &labels).unwrap();
    for _ in 0..5 {
        trainer.epoch().unwrap();
    }
    let after = trainer
        .network()
        .evaluate(images.view(), &labels)
        .unwrap()
        .correct;
    // a tenth by chance; the prototypes of the classes are far apart
    assert!(before < 800 && after > 1900, "{before} before, {after} after");
}

#[test]
fn steps_count_and_scales_show_in_the_report() {
    let (images, labels) = data(7, 32, 30, 3);
    let mut network = Network::dense(&[30, 3], 1).unwrap();
    let result = network.forward(images.view()).unwrap();
    let batch = Batch {
        images: images.view(),
        labels: &labels,
        rate_log2: 0,
        seed: 1,
        step: 1,
    };
    let evaluation = network.evaluate(images.view(), &labels).unwrap();
    let report = network.train_step(batch).unwrap();
    assert_eq!(report.correct, evaluation.correct);
    let e: Vec<i32> = result[0]
        .a
        .indexed_iter()
        .zip(&result[0].acc)
        .map(|(((b, o), &a), &acc)| {
            let target = if usize::from(labels[b]) == o { 128 } else { 0 };
            if clipped(acc, layer_shift(30)) {
                0
            } else {
                i32::from(a) - target
            }
        })
        .collect();
    assert_eq!(report.layers[0].error_scale, scale(&e));
}

#[test]
fn refuses_data_that_do_not_fit() {
    let (images, labels) = data(8, 10, 30, 3);
    let network = || Network::dense(&[30, 3], 1).unwrap();
    let new = |settings, images: &Array2<i8>, labels: &[u8]| {
        Trainer::new(network(), settings, images.view(), labels)
            .map(|_| ())
            .unwrap_err()
    };
    let ok = Settings::default();
    assert_eq!(
        new(ok.clone(), &Array2::zeros((10, 31)), &labels),
        LearnError::SampleSize {
            expected: 30,
            found: 31
        }
    );
    assert_eq!(
        new(ok.clone(), &images, &labels[..9]),
        LearnError::LabelCount {
            samples: 10,
            labels: 9
        }
    );
    assert_eq!(
        new(ok.clone(), &images, &[3; 10]),
        LearnError::LabelRange {
            index: 0,
            label: 3,
            classes: 3
        }
    );
    assert_eq!(
        new(ok.clone(), &Array2::zeros((0, 30)), &[]),
        LearnError::BatchSize { found: 0, max: 65536 }
    );
    assert_eq!(
        new(
            Settings {
                batch: 0,
                ..ok.clone()
            },
            &images,
            &labels
        ),
        LearnError::BatchSize { found: 0, max: 65536 }
    );
    assert_eq!(
        new(
            Settings {
                batch: 65_537,
                ..ok.clone()
            },
            &images,
            &labels
        ),
        LearnError::BatchSize {
            found: 65_537,
            max: 65_536
        }
    );
    assert_eq!(
        new(
            Settings {
                epochs: 0,
                ..ok.clone()
            },
            &images,
            &labels
        ),
        LearnError::NoEpochs
    );
    let steps = 10 * u64::from(u32::MAX);
    assert_eq!(
        new(
            Settings {
                epochs: u32::MAX,
                batch: 1,
                ..ok.clone()
            },
            &images,
            &labels
        ),
        LearnError::TooManySteps { steps }
    );
    let mut net = network();
    let batch = Batch {
        images: images.view(),
        labels: &labels[..3],
        rate_log2: 0,
        seed: 1,
        step: 1,
    };
    assert_eq!(
        net.train_step(batch),
        Err(LearnError::LabelCount {
            samples: 10,
            labels: 3
        })
    );
    assert_eq!(net, network());
}
