//! The binding's cycles per second against a plain C++ Verilator harness of the same top with the same stimuli.
//!
//! Both drive every input of `mac` from the same noise in every cycle and read its outputs; their checksums must
//! agree. The ratio comes from runs that alternate, so that a change of the machine's load or clock meets both.

use criterion::{criterion_group, criterion_main, Criterion, Throughput};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};
use testbench::models::MacModel;
use veribind::build::{Verilate, Verilator};

/// Cycles of one measured run: some tens of milliseconds.
const CYCLES: u64 = 50_000;

/// Pairs of runs behind the ratio.
const PAIRS: usize = 41;

/// The stimuli, as in mac_harness.cpp; returns the time taken and the checksum of the outputs.
fn drive(top: &mut MacModel, noise: &mut u64, cycles: u64) -> (Duration, u64) {
    let mut sum = 0u64;
    let start = Instant::now();
    for _ in 0..cycles {
        *noise ^= *noise << 13;
        *noise ^= *noise >> 7;
        *noise ^= *noise << 17;
        let (low, high) = (*noise as u32, (*noise >> 32) as u32);
        top.set_s_valid(low & 1 != 0);
        top.set_m_ready(low & 2 != 0);
        top.set_s_last(low & 0xfc == 0);
        top.set_s_a([low, high, !low, !high]);
        top.set_s_w([high, low, !high, !low]);
        top.tick();
        let data = top.m_data();
        sum = sum.rotate_left(1) ^ u64::from(data[0]) ^ u64::from(data[15]) ^ u64::from(top.saturations());
        sum = sum.wrapping_add(u64::from(top.m_valid()) + 2 * u64::from(top.s_ready()));
    }
    (start.elapsed(), sum)
}

/// The C++ harness, running and waiting for work.
struct Harness {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Harness {
    /// Compiles it from the Verilog that the models were made from.
    fn start() -> Harness {
        let home = Path::new(env!("CARGO_MANIFEST_DIR"));
        let verilog = Path::new(concat!(env!("OUT_DIR"), "/models/MacModel/mac.v"));
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("mac_harness");
        let program = Verilate::from_file("mac", verilog)
            .unwrap()
            .waivers(&home.join("../hdl/verilog/waivers.vlt"))
            .executable(
                &Verilator::find(&home.join("../.tools")).unwrap(),
                include_str!("mac_harness.cpp"),
                &folder,
            )
            .unwrap_or_else(|error| panic!("{error}"));
        let mut child = Command::new(program)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let input = child.stdin.take().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        Harness { child, input, output }
    }

    fn drive(&mut self, cycles: u64) -> (Duration, u64) {
        writeln!(self.input, "{cycles}").unwrap();
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        let mut numbers = line
            .split_whitespace()
            .map(|number| number.parse::<u64>().unwrap());
        (
            Duration::from_nanos(numbers.next().unwrap()),
            numbers.next().unwrap(),
        )
    }
}

impl Drop for Harness {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64()
}

fn binding(criterion: &mut Criterion) {
    let mut harness = Harness::start();
    let mut top = MacModel::new();
    top.reset();
    let mut noise = 0x9e37_79b9_7f4a_7c15;

    let (mut rust, mut cpp) = (Vec::new(), Vec::new());
    for pair in 0..PAIRS {
        let (rust_time, rust_sum) = drive(&mut top, &mut noise, CYCLES);
        let (cpp_time, cpp_sum) = harness.drive(CYCLES);
        assert_eq!(rust_sum, cpp_sum, "pair {pair}: the two sides do not do the same");
        rust.push(rust_time);
        cpp.push(cpp_time);
    }
    let (rust, cpp) = (median(rust), median(cpp));
    println!(
        "mac: binding {:.3} M cycles/s, C++ harness {:.3} M cycles/s, ratio {:.3} (goal 0.9; medians of {PAIRS} alternating runs)",
        CYCLES as f64 / rust / 1e6,
        CYCLES as f64 / cpp / 1e6,
        cpp / rust
    );

    let mut group = criterion.benchmark_group("binding");
    group.throughput(Throughput::Elements(CYCLES)).sample_size(10);
    group.bench_function("rust", |bencher| {
        bencher.iter_custom(|runs| (0..runs).map(|_| drive(&mut top, &mut noise, CYCLES).0).sum());
    });
    group.bench_function("cpp", |bencher| {
        bencher.iter_custom(|runs| (0..runs).map(|_| harness.drive(CYCLES).0).sum());
    });
    group.finish();
}

criterion_group!(benches, binding);
criterion_main!(benches);
