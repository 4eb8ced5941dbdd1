//! The binding's cycles per second against a plain C++ Verilator harness of the same top with the same stimuli.
//!
//! The two sides drive the same inputs in every cycle and read the same outputs; their checksums must agree. The ratio
//! comes from runs that alternate, so that a change of the machine's load or clock meets both.

mod core;
mod harness;
mod mac;

use criterion::{criterion_group, criterion_main, Criterion, Throughput};
use harness::{Harness, Side};
use std::time::Duration;

/// Pairs of runs behind the ratio.
const PAIRS: usize = 41;

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64()
}

/// Prints the ratio and benches both sides, in runs of `cycles` after a run of `warm_up` cycles.
fn compare<S: Side>(criterion: &mut Criterion, top: &str, sides: (S, Harness), warm_up: u64, cycles: u64) {
    let (mut binding, mut harness) = sides;
    assert_eq!(binding.drive(warm_up).1, harness.drive(warm_up).1);
    let (mut rust, mut cpp) = (Vec::new(), Vec::new());
    let mut idle = true;
    for pair in 0..PAIRS {
        let (rust_time, rust_sum) = binding.drive(cycles);
        let (cpp_time, cpp_sum) = harness.drive(cycles);
        assert_eq!(rust_sum, cpp_sum, "pair {pair}: the two sides do not do the same");
        idle &= rust_sum == 0;
        rust.push(rust_time);
        cpp.push(cpp_time);
    }
    assert!(!idle, "{top} gave nothing");
    let (rust, cpp) = (median(rust), median(cpp));
    println!(
        "{top}: binding {:.3} M cycles/s, C++ harness {:.3} M cycles/s, ratio {:.3} (goal 0.9; medians of {PAIRS} \
         alternating runs)",
        cycles as f64 / rust / 1e6,
        cycles as f64 / cpp / 1e6,
        cpp / rust
    );

    let mut group = criterion.benchmark_group(format!("binding/{top}"));
    group.throughput(Throughput::Elements(cycles)).sample_size(10);
    group.bench_function("rust", |bencher| {
        bencher.iter_custom(|runs| (0..runs).map(|_| binding.drive(cycles).0).sum());
    });
    group.bench_function("cpp", |bencher| {
        bencher.iter_custom(|runs| (0..runs).map(|_| harness.drive(cycles).0).sum());
    });
    group.finish();
}

fn binding(criterion: &mut Criterion) {
    compare(criterion, "mac", mac::Mac::sides(), 1_000, 20_000);
    // The warm-up loads program and weights; a group of images takes 12,544 cycles.
    compare(criterion, "core_base", core::Core::sides(), 100_000, 12_544);
}

criterion_group!(benches, binding);
criterion_main!(benches);
