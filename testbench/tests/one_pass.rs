//! The L2 statistics in one pass in Verilog against `golden::norm::statistics`, every unit on the same samples.

use golden::norm::{statistics, Norm, Sample};
use hdl::norm::one_pass::variants;
use std::collections::VecDeque;
use testbench::models::{OnePass16Model, OnePass32Model, OnePass8Model};
use testbench::random::{seed, Rng};
use veribind::{Model, PortId};

/// Samples that a unit sums up at most.
const MOST: usize = 256;
/// Cycles without a result or a sample taken after which a unit counts as stuck.
const PATIENCE: usize = 2000;

struct Unit {
    name: String,
    /// `s_ready`, `m_valid`, `m_mu`, `m_scale`, `m_samples`.
    ports: [PortId; 5],
    dropped: PortId,
    owed: VecDeque<[u64; 3]>,
}

struct Bench<M> {
    model: M,
    units: Vec<Unit>,
    /// `s_valid`, `s_data`, `s_last`, `m_ready`.
    inputs: [PortId; 4],
    bits: u32,
    /// Cycles in which a sample was offered and not taken.
    waited: usize,
    /// Samples that units must have left out.
    dropped: u64,
    rng: Rng,
}

impl<M: Model> Bench<M> {
    /// The units with one of `names`, or all.
    fn new(bits: u32, rng: Rng, names: &[&str]) -> Self {
        let mut model = M::new();
        model.reset();
        let chosen = variants(bits).into_iter();
        let chosen = chosen.filter(|unit| names.is_empty() || names.contains(&unit.name.as_str()));
        let units = chosen.map(|unit| {
            let name = unit.module();
            let outputs = ["s_ready", "m_valid", "m_mu", "m_scale", "m_samples"];
            Unit {
                ports: outputs.map(|port| model.port(&format!("{name}_{port}")).unwrap()),
                dropped: model.port(&format!("{name}_dropped")).unwrap(),
                owed: VecDeque::new(),
                name,
            }
        });
        Bench {
            units: units.collect(),
            inputs: ["s_valid", "s_data", "s_last", "m_ready"].map(|port| model.port(port).unwrap()),
            model,
            bits,
            waited: 0,
            dropped: 0,
            rng,
        }
    }

    /// One cycle; whether the sample was taken, which is when all units are ready.
    fn cycle(&mut self, sample: Option<(i64, bool)>, m_ready: bool) -> bool {
        let [s_valid, s_data, s_last, take] = self.inputs;
        let ready = self.units.iter().all(|unit| self.model.read(unit.ports[0]) == 1);
        let (data, last) = sample.unwrap_or((self.rng.bits() as i64, self.rng.chance(128)));
        self.model.write(s_valid, (sample.is_some() && ready).into());
        self.model.write(s_data, data as u64);
        self.model.write(s_last, last.into());
        self.model.write(take, m_ready.into());
        self.model.eval();
        for unit in &mut self.units {
            let [_, valid, results @ ..] = unit.ports;
            if m_ready && self.model.read(valid) == 1 {
                let results = results.map(|port| self.model.read(port));
                assert_eq!(
                    Some(results),
                    unit.owed.pop_front(),
                    "{}: mu, s, samples",
                    unit.name
                );
            }
        }
        self.model.tick();
        self.waited += usize::from(sample.is_some() && !ready);
        sample.is_some() && ready
    }

    fn channel<X: Sample>(&mut self, x: &[X], gaps: u32, stalls: u32) {
        let counted = &x[..x.len().min(MOST)];
        let expected = statistics(Norm::L2, counted).unwrap();
        let ones = |value: i64, bits: u32| value as u64 & (u64::MAX >> (64 - bits));
        let expected = [
            ones(expected.mu.into(), self.bits + 16),
            ones(expected.scale.into(), self.bits + 15),
            counted.len() as u64,
        ];
        for unit in &mut self.units {
            unit.owed.push_back(expected);
        }
        self.dropped += (x.len() - counted.len()) as u64;
        for (i, &value) in x.iter().enumerate() {
            while self.rng.chance(gaps) {
                let takes = !self.rng.chance(stalls);
                self.cycle(None, takes);
            }
            let mut patience = PATIENCE;
            loop {
                let takes = !self.rng.chance(stalls);
                if self.cycle(Some((value.into(), i + 1 == x.len())), takes) {
                    break;
                }
                patience -= 1;
                assert!(patience > 0, "stuck at sample {i} of {}", x.len());
            }
        }
    }

    fn drain(&mut self) {
        for _ in 0..PATIENCE {
            self.cycle(None, true);
        }
        for unit in &self.units {
            assert!(unit.owed.is_empty(), "{} owes {:?}", unit.name, unit.owed);
            let dropped = self.model.read(unit.dropped);
            assert_eq!(dropped, self.dropped, "{}: samples left out", unit.name);
        }
    }
}

fn channels<M: Model, X: Sample + TryFrom<i64>>() {
    let mut rng = Rng::new(seed("one_pass"));
    let sample = |value: i64| X::try_from(value).ok().unwrap();
    let (low, high) = (-(1i64 << (X::BITS - 1)), (1i64 << (X::BITS - 1)) - 1);
    let mut bench = Bench::<M>::new(X::BITS, Rng::new(rng.bits()), &[]);
    // corners: extremes, constants, a mean that rounds to nothing, channels of one sample, channels cut
    for pattern in [
        [low, high],
        [low, low],
        [high, high],
        [0, 1],
        [0, -1],
        [-1, -1],
        [0, 0],
        [low, low + 1],
    ] {
        for length in [1, 2, 3, 5, 128, 255, 256, 257, 600] {
            let x: Vec<X> = (0..length).map(|i| sample(pattern[i % 2])).collect();
            bench.channel(&x, 0, 0);
        }
    }
    for at in [high, low, 1, -1, 2, -3] {
        let mut x = vec![sample(0); 256];
        x[100] = sample(at);
        bench.channel(&x, 0, 0);
    }
    bench.drain();
    // more left out than the lower half of the count of them holds
    let x: Vec<X> = (0..70_000).map(|i| sample(i % 100)).collect();
    bench.channel(&x, 10, 0);
    bench.drain();
    for run in 0..150 {
        let length = match rng.chance(128) {
            true => rng.size(1..=20),
            false => rng.size(1..=300),
        };
        let spread = rng.range(0..=high) >> rng.range(0..=i64::from(X::BITS - 1));
        let middle = rng.range(low + spread..=high - spread) >> rng.range(0..=2);
        let x: Vec<X> = (0..length)
            .map(|_| sample((middle + rng.range(-spread..=spread)).clamp(low, high)))
            .collect();
        let (gaps, stalls) = rng.pick(&[(0, 0), (100, 0), (0, 100), (60, 250), (0, 255)]);
        bench.channel(&x, gaps, stalls);
        if run % 40 == 39 {
            bench.drain();
        }
    }
    bench.drain();
}

#[test]
fn all_units_equal_golden() {
    channels::<OnePass8Model, i8>();
    channels::<OnePass16Model, i16>();
    channels::<OnePass32Model, i32>();
}

/// Cycles of waiting of the units of `names` while channels of `length` samples follow each other.
fn waits<M: Model>(bits: u32, names: &[&str], length: u32) -> usize {
    let mut rng = Rng::new(seed("one_pass rate"));
    let mut bench = Bench::<M>::new(bits, Rng::new(rng.bits()), names);
    for _ in 0..80 {
        let x: Vec<i8> = (0..length).map(|_| rng.bits() as i8).collect();
        bench.channel(&x, 0, 0);
    }
    let waited = bench.waited;
    bench.drain();
    waited
}

#[test]
fn channels_of_the_stated_length_cost_no_more_than_their_samples() {
    fn all<M: Model>(bits: u32) {
        for unit in variants(bits)
            .iter()
            .filter(|unit| ["plain", "folded_p2"].contains(&unit.name.as_str()))
        {
            let names = [unit.name.as_str()];
            println!("{}: {} samples", unit.module(), unit.least());
            assert_eq!(waits::<M>(bits, &names, unit.least()), 0, "{}", unit.module());
            assert_ne!(waits::<M>(bits, &names, unit.least() - 8), 0, "{}", unit.module());
        }
    }
    all::<OnePass8Model>(8);
    all::<OnePass16Model>(16);
    all::<OnePass32Model>(32);
}
