//! Images per second of training and inference, 784-256-10 at batch 128, on images as dark as those of MNIST.

use criterion::{criterion_group, criterion_main, Criterion, Throughput};
use golden::learn::wage::{Batch, Network, Settings, Trainer};
use golden::random::{fill, random, round_keys};
use golden::wage::mac;
use ndarray::Array2;
use std::hint::black_box;

const SAMPLES: usize = 1024;

/// Images of which one pixel in five is not 0, as in MNIST (19.1 % there), in runs of eight.
fn data() -> (Array2<i8>, Vec<u8>) {
    let images = Array2::from_shape_fn((SAMPLES, 784), |(b, i)| {
        let lit = random(1, 1, b as u32, i as u32 / 8) % 5 == 0;
        if lit {
            (random(1, 2, b as u32, i as u32) >> 9) as i8
        } else {
            0
        }
    });
    (images, (0..SAMPLES).map(|b| (b % 10) as u8).collect())
}

fn training(criterion: &mut Criterion) {
    let (images, labels) = data();
    let mut group = criterion.benchmark_group("wage 784-256-10");
    group.throughput(Throughput::Elements(SAMPLES as u64));
    for batch in [64, 128] {
        let network = Network::dense(&[784, 256, 10], 1).expect("a valid net");
        let settings = Settings {
            seed: 1,
            epochs: u32::MAX / SAMPLES as u32,
            batch,
            ..Settings::default()
        };
        let mut trainer = Trainer::new(network, settings, images.view(), &labels).expect("fitting data");
        group.bench_function(format!("training, batch {batch}"), |b| b.iter(|| trainer.epoch()));
    }
    let network = Network::dense(&[784, 256, 10], 1).expect("a valid net");
    group.bench_function("inference", |b| {
        b.iter(|| network.predict(black_box(images.view())))
    });
    let mut network = Network::dense(&[784, 256, 10], 1).expect("a valid net");
    let batch = Batch {
        images: images.view(),
        labels: &labels,
        rate_log2: 0,
        seed: 1,
        step: 1,
    };
    group.bench_function("one step, batch 1024", |b| {
        b.iter(|| network.train_step(black_box(batch)))
    });
    group.finish();
}

fn blocks(criterion: &mut Criterion) {
    let keys = round_keys(1, 1, 0);
    let mut out = vec![0; 784 * 256];
    let mut group = criterion.benchmark_group("blocks");
    group.throughput(Throughput::Elements(out.len() as u64));
    group.bench_function("random numbers", |b| {
        b.iter(|| fill(black_box(&keys), 0, 1, &mut out))
    });
    let (images, _) = data();
    let w = Array2::from_shape_fn((784, 256), |(i, o)| random(1, 4, i as u32, o as u32) as i8);
    let a = images.slice(ndarray::s![..128, ..]);
    group.throughput(Throughput::Elements((128 * w.len()) as u64));
    group.bench_function("mac 128x784x256", |b| {
        b.iter(|| mac(black_box(a), black_box(w.view())))
    });
    group.finish();
}

criterion_group!(benches, training, blocks);
criterion_main!(benches);
