//! Every filling of the statistics in Verilog against `golden::norm`: each sum, sign and root.

use golden::norm::{self, Norm, Sample};
use hdl::norm::filling::{variants, Part};
use std::collections::VecDeque;
use testbench::models::{Fillings16Model, Fillings32Model, Fillings8Model};
use testbench::random::{seed, Rng};
use veribind::{Model, PortId};

/// What a unit of deviations still owes.
struct Unit {
    name: String,
    squares: bool,
    valid: PortId,
    sum: PortId,
    /// `sign_valid`, `sign_last`, `negative`, `zero`.
    signs: Option<[PortId; 4]>,
    owed: VecDeque<u128>,
    signs_owed: VecDeque<[u64; 3]>,
}

struct Bench<M> {
    model: M,
    units: Vec<Unit>,
    inputs: [PortId; 5],
}

fn words<M: Model>(model: &M, port: PortId) -> u128 {
    let words = model.read_words(port);
    words
        .iter()
        .rev()
        .fold(0, |value, &word| value << 32 | u128::from(word))
}

impl<M: Model> Bench<M> {
    fn new(bits: u32) -> Self {
        let mut model = M::new();
        model.reset();
        let parts = variants(bits).into_iter();
        let parts = parts.filter(|variant| !matches!(variant.part, Part::Root(_)));
        let units = parts.map(|variant| {
            let port = |name: &str| model.port(&format!("{}_{name}", variant.module)).unwrap();
            let squares = matches!(variant.part, Part::Squared(_));
            Unit {
                squares,
                valid: port("sum_valid"),
                sum: port("sum"),
                signs: (!squares).then(|| ["sign_valid", "sign_last", "negative", "zero"].map(port)),
                owed: VecDeque::new(),
                signs_owed: VecDeque::new(),
                name: variant.module.clone(),
            }
        });
        Bench {
            units: units.collect(),
            inputs: ["sample_valid", "sample", "sample_last", "mu", "mu8"]
                .map(|name| model.port(name).unwrap()),
            model,
        }
    }

    fn cycle(&mut self, inputs: [i64; 5]) {
        for (port, value) in self.inputs.into_iter().zip(inputs) {
            self.model.write(port, value as u64);
        }
        self.model.tick();
        for unit in &mut self.units {
            if self.model.read(unit.valid) == 1 {
                let sum = words(&self.model, unit.sum);
                assert_eq!(Some(sum), unit.owed.pop_front(), "{}", unit.name);
            }
            if let Some([valid, rest @ ..]) = unit.signs {
                if self.model.read(valid) == 1 {
                    let signs = rest.map(|port| self.model.read(port));
                    assert_eq!(Some(signs), unit.signs_owed.pop_front(), "{}: signs", unit.name);
                }
            }
        }
    }

    fn channel<X: Sample>(&mut self, rng: &mut Rng, x: &[X], gaps: u32) {
        let mu = norm::statistics(Norm::L1, x).unwrap().mu;
        let mu8 = norm::deviation(x[0], mu);
        let mu8 = (x[0].into() << norm::DEVIATION_FRAC) - mu8;
        let fine: u128 = x
            .iter()
            .map(|&x| u128::from(norm::deviation_fine(x, mu).unsigned_abs()))
            .sum();
        let squares: u128 = x
            .iter()
            .map(|&x| u128::from(norm::deviation(x, mu).unsigned_abs()).pow(2))
            .sum();
        for unit in &mut self.units {
            unit.owed.push_back(if unit.squares { squares } else { fine });
            for (i, &value) in x.iter().enumerate().filter(|_| !unit.squares) {
                let d = norm::deviation_fine(value, mu);
                let signs = [i + 1 == x.len(), d < 0, d == 0];
                unit.signs_owed.push_back(signs.map(u64::from));
            }
        }
        for (i, &value) in x.iter().enumerate() {
            while rng.chance(gaps) {
                let noise = [(); 4].map(|()| rng.bits() as i64);
                self.cycle([0, noise[0], noise[1], noise[2], noise[3]]);
            }
            self.cycle([1, value.into(), (i + 1 == x.len()).into(), mu.into(), mu8]);
        }
    }

    fn drain(&mut self) {
        for _ in 0..40 {
            self.cycle([0; 5]);
        }
        for unit in &self.units {
            assert!(
                unit.owed.is_empty() && unit.signs_owed.is_empty(),
                "{}",
                unit.name
            );
        }
    }
}

fn deviations<M: Model, X: Sample + TryFrom<i64>>() {
    let seed = seed("deviations");
    let mut rng = Rng::new(seed);
    let sample = |value: i64| X::try_from(value).ok().unwrap();
    let (low, high) = (-(1i64 << (X::BITS - 1)), (1i64 << (X::BITS - 1)) - 1);
    let mut bench = Bench::<M>::new(X::BITS);
    // corners, back to back: alternating extremes, constants, one outlier, channels of one sample
    for pattern in [[low, high], [low, low], [high, high], [0, 1], [0, -1], [-1, -1]] {
        for length in [1, 2, 3, 5, 128, 1000] {
            let x: Vec<X> = (0..length).map(|i| sample(pattern[i % 2])).collect();
            bench.channel(&mut rng, &x, 0);
        }
    }
    bench.drain();
    // random channels, without a reset in between
    for run in 0..60 {
        let length = rng.size(1..=200);
        let spread = rng.range(0..=high);
        let middle = rng.range(low + spread..=high - spread);
        let x: Vec<X> = (0..length)
            .map(|_| sample(middle + rng.range(-spread..=spread)))
            .collect();
        bench.channel(&mut rng, &x, if run % 2 == 0 { 0 } else { 100 });
        if rng.chance(30) {
            bench.drain();
        }
    }
    bench.drain();
}

#[test]
fn sums_of_deviations_equal_golden_at_every_width_and_tuning() {
    deviations::<Fillings8Model, i8>();
    deviations::<Fillings16Model, i16>();
    deviations::<Fillings32Model, i32>();
}

fn roots<M: Model>(bits: u32) {
    let seed = seed("roots");
    let mut rng = Rng::new(seed);
    let mut model = M::new();
    model.reset();
    let width = 2 * bits + 30;
    let half = width / 2;
    let (start, radicand) = (model.port("start").unwrap(), model.port("radicand").unwrap());
    let units: Vec<(String, u32, PortId, PortId)> = variants(bits)
        .into_iter()
        .filter_map(|variant| match variant.part {
            Part::Root(segments) => {
                let port = |name: &str| model.port(&format!("{}_{name}", variant.module)).unwrap();
                Some((variant.module.clone(), segments, port("done"), port("root")))
            }
            _ => None,
        })
        .collect();
    let largest = ((1u128 << half) - 1).pow(2) + ((1u128 << half) - 1);
    let mut corners = vec![0, 1, 2, 3, 4, 6, 7, largest, largest - 1, 1 << (width - 2)];
    for _ in 0..150 {
        let places = rng.size(0..=half as usize - 1);
        let root = u128::from(rng.bits()) & ((1 << half) - 1) >> places;
        // about r^2 and about (r + 1/2)^2
        corners.extend([
            root * root,
            (root * root).saturating_sub(1),
            root * root + root,
            root * root + root + 1,
        ]);
    }
    for value in corners.into_iter().filter(|&value| value <= largest) {
        let expected = norm::sqrt_nearest(value);
        let words = [0, 32, 64].map(|low| (value >> low) as u32);
        model.write_words(radicand, &words);
        model.write(start, 1);
        let mut done = vec![None; units.len()];
        for cycle in 1..=4 * (half + 2) {
            model.tick();
            model.write(start, 0);
            model.write_words(radicand, &[rng.bits() as u32; 3]);
            for (unit, done) in units.iter().zip(&mut done) {
                if model.read(unit.2) == 1 {
                    assert_eq!(*done, None, "{}: done twice", unit.0);
                    *done = Some(cycle);
                    assert_eq!(
                        u128::from(model.read(unit.3)),
                        u128::from(expected),
                        "{} of {value}",
                        unit.0
                    );
                }
            }
        }
        for (unit, done) in units.iter().zip(done) {
            assert_eq!(done, Some((half + 1) * unit.1 + 1), "{}: latency", unit.0);
        }
    }
}

#[test]
fn roots_equal_golden_at_every_width() {
    roots::<Fillings8Model>(8);
    roots::<Fillings16Model>(16);
    roots::<Fillings32Model>(32);
}
