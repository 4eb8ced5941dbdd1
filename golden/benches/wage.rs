//! Images per second of training and inference at batch 128, on images as dark as those of MNIST, and
//! multiply-accumulates per second of the products, for each way of computing them that the processor has.

use criterion::{criterion_group, criterion_main, Criterion, Throughput};
use golden::kernels::{Convolution, Processor, Products};
use golden::learn::wage::{Architecture, Network, Settings, Shape, Stage, Trainer};
use golden::norm::Norm;
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

/// 32C5-MP2-64C5-MP2-512FC-10.
fn convolutions(norm: Option<Norm>) -> Architecture {
    let convolution = |channels| Stage::Convolution {
        channels,
        kernel: 5,
        padded: false,
    };
    let stages = [
        convolution(32),
        Stage::MaxPool,
        convolution(64),
        Stage::MaxPool,
        Stage::Dense { outputs: 512 },
        Stage::Dense { outputs: 10 },
    ];
    Architecture::new(Shape::new(1, 28, 28), &stages, norm).expect("a valid net")
}

fn training(criterion: &mut Criterion) {
    let (images, labels) = data();
    let mut group = criterion.benchmark_group("training");
    group.throughput(Throughput::Elements(SAMPLES as u64));
    group.sample_size(20);
    let dense = Architecture::dense(&[784, 512, 10]).expect("a valid net");
    for (name, architecture) in [
        ("784-512-10", dense),
        ("32C5-MP2-64C5-MP2-512FC-10", convolutions(None)),
        ("the same, l1", convolutions(Some(Norm::L1))),
        ("the same, l2", convolutions(Some(Norm::L2))),
    ] {
        let network = Network::new(architecture, 1);
        let settings = Settings {
            epochs: u32::MAX / SAMPLES as u32,
            ..Settings::default()
        };
        let mut trainer = Trainer::new(network, settings, images.view(), &labels).expect("fitting data");
        group.bench_function(name, |b| b.iter(|| trainer.epoch()));
    }
    let network = Network::new(convolutions(None), 1);
    group.bench_function("inference, 32C5-MP2-64C5-MP2-512FC-10", |b| {
        b.iter(|| network.predict(black_box(images.view())))
    });
    group.finish();
}

fn products(criterion: &mut Criterion) {
    const IMAGES: usize = 128;
    let convolution = Convolution {
        channels: 32,
        height: 12,
        width: 12,
        kernel: (5, 5),
        pad: 0,
        outputs: 64,
        pool: true,
    };
    for (name, shape, positions) in [
        ("784-512", Convolution::dense(784, 512), 1),
        ("64C5 on 12x12x32", convolution, 64),
    ] {
        let mut group = criterion.benchmark_group(format!("products of {name}, batch {IMAGES}"));
        let weights = shape.taps() * shape.outputs;
        group.throughput(Throughput::Elements((IMAGES * positions * weights) as u64));
        group.sample_size(10);
        let codes = |tensor: u32, n: usize| (0..n).map(move |i| (random(1, 3, tensor, i as u32) >> 8) as i8);
        let a: Vec<i8> = codes(1, IMAGES * shape.inputs()).map(|a| a.max(0)).collect();
        let q: Vec<i8> = codes(2, IMAGES * shape.results()).collect();
        let w: Vec<i8> = codes(3, weights).collect();
        for processor in Processor::ALL.into_iter().filter(|p| p.is_available()) {
            let mut products = Products::with_processor(shape, true, processor).expect("a valid layer");
            products.set_weights(&w).expect("fitting weights");
            let (mut acc, mut winner) = (vec![0; q.len()], vec![0; if shape.pool { q.len() } else { 0 }]);
            let (mut e, mut g) = (vec![0; a.len()], vec![0; w.len()]);
            group.bench_function(format!("forward, {processor:?}"), |b| {
                b.iter(|| products.forward(black_box(&a), &mut acc, &mut winner))
            });
            group.bench_function(format!("transposed, {processor:?}"), |b| {
                b.iter(|| products.transposed(black_box(&q), &winner, &mut e))
            });
            group.bench_function(format!("gradient, {processor:?}"), |b| {
                b.iter(|| products.gradient(black_box(&a), &q, &winner, &mut g))
            });
        }
        group.finish();
    }
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

criterion_group!(benches, training, products, blocks);
criterion_main!(benches);
