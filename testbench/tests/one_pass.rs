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
    /// `s_valid`, `s_data`, `s_last`.
    inputs: [PortId; 3],
    /// `s_ready`, `m_valid`, `m_mu`, `m_scale`, `m_samples`.
    outputs: [PortId; 5],
    dropped: PortId,
    owed: VecDeque<[u64; 3]>,
    /// The result that waits: it must stand until it is taken.
    held: Option<[u64; 3]>,
    /// Samples of the channel that are taken.
    position: usize,
    /// The next one is offered, and so must be until it is taken.
    offers: bool,
}

struct Bench<M> {
    model: M,
    units: Vec<Unit>,
    m_ready: PortId,
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
            let port = |port: &str| model.port(&format!("{name}_{port}")).unwrap();
            Unit {
                inputs: ["s_valid", "s_data", "s_last"].map(port),
                outputs: ["s_ready", "m_valid", "m_mu", "m_scale", "m_samples"].map(port),
                dropped: port("dropped"),
                owed: VecDeque::new(),
                held: None,
                position: 0,
                offers: false,
                name,
            }
        });
        Bench {
            units: units.collect(),
            m_ready: model.port("m_ready").unwrap(),
            model,
            bits,
            waited: 0,
            dropped: 0,
            rng,
        }
    }

    /// One cycle in which each unit may be offered its next sample of `channel`; whether a sample was taken.
    fn cycle(&mut self, channel: &[(i64, bool)], gaps: u32, m_ready: bool) -> bool {
        for unit in &mut self.units {
            let next = channel.get(unit.position);
            unit.offers = next.is_some() && (unit.offers || !self.rng.chance(gaps));
            // what is not offered may be anything
            let noise = (self.rng.bits() as i64, self.rng.chance(128));
            let (data, last) = next.filter(|_| unit.offers).copied().unwrap_or(noise);
            let values = [unit.offers.into(), data as u64, last.into()];
            for (port, value) in unit.inputs.into_iter().zip(values) {
                self.model.write(port, value);
            }
        }
        self.model.write(self.m_ready, m_ready.into());
        self.model.eval();
        let mut taken = false;
        for unit in &mut self.units {
            let [s_ready, m_valid, results @ ..] = unit.outputs;
            let results = results.map(|port| self.model.read(port));
            let valid = self.model.read(m_valid) == 1;
            if let Some(held) = unit.held.take() {
                assert!(valid && held == results, "{}: a result did not wait", unit.name);
            }
            if valid && m_ready {
                let owed = unit.owed.pop_front();
                assert_eq!(Some(results), owed, "{}: mu, s, samples", unit.name);
            }
            unit.held = (valid && !m_ready).then_some(results);
            let ready = self.model.read(s_ready) == 1;
            self.waited += usize::from(unit.offers && !ready);
            if unit.offers && ready {
                (unit.offers, taken) = (false, true);
                unit.position += 1;
            }
        }
        self.model.tick();
        taken
    }

    /// Offers the samples, with gaps, while results are taken with stalls, until each unit has had `most` of them.
    fn feed<X: Sample>(&mut self, x: &[X], most: usize, gaps: u32, stalls: u32) {
        let last = x.len() - 1;
        let channel: Vec<(i64, bool)> = (0..most).map(|i| (x[i].into(), i == last)).collect();
        for unit in &mut self.units {
            (unit.position, unit.offers) = (0, false);
        }
        let mut patience = PATIENCE;
        while self.units.iter().any(|unit| unit.position < most) {
            let m_ready = !self.rng.chance(stalls);
            patience = match self.cycle(&channel, gaps, m_ready) {
                true => PATIENCE,
                false => patience - 1,
            };
            assert!(patience > 0, "stuck in a channel of {}", x.len());
        }
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
        self.feed(x, x.len(), gaps, stalls);
    }

    /// Gives some samples of a channel, waits a little, and resets: nothing may be left of it.
    fn reset<X: Sample>(&mut self, x: &[X]) {
        let most = self.rng.size(1..=x.len());
        self.feed(x, most - 1, 60, 255);
        for _ in 0..self.rng.size(1..=100) {
            self.cycle(&[], 0, false);
        }
        self.model.reset();
        self.dropped = 0;
        for unit in &mut self.units {
            unit.owed.clear();
            unit.held = None;
        }
    }

    fn drain(&mut self) {
        for _ in 0..PATIENCE {
            self.cycle(&[], 0, true);
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
        if run % 20 == 9 {
            bench.reset(&x);
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
