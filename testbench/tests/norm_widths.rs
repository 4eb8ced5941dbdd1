//! The normalisers and the statistics units of 8, 16 and 32 bits in Verilog against `golden::norm`, to the bit.

use golden::norm::{self, Norm, Sample};
use testbench::models::*;
use veribind::Model;

struct Rng(u64);

impl Rng {
    fn new() -> Self {
        let seed = std::env::var("SIGNUM_SEED")
            .ok()
            .and_then(|s| s.parse().ok())
            .unwrap_or(20261123);
        println!("seed {seed} (SIGNUM_SEED)");
        Rng(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn range(&mut self, lo: i64, hi: i64) -> i64 {
        lo + (self.next() % (hi - lo + 1) as u64) as i64
    }
}

/// Most samples of a channel that the tops here hold.
const SAMPLES: i64 = 64;

struct Input<X> {
    x: Vec<X>,
    dy: Vec<i8>,
    gamma: i32,
    beta: i32,
}

impl<X: TryFrom<i64>> Input<X> {
    /// Of any spread, at the ends of the range in one of four.
    fn random(rng: &mut Rng, bits: u32) -> Self {
        let end = (1i64 << (bits - 1)) - 1;
        let spread = (1i64 << rng.range(0, bits.into())).min(end);
        let middle = rng.range(spread - end - 1, end - spread);
        let corner = rng.next() % 4 == 0;
        let samples = rng.range(1, SAMPLES);
        let x = (0..samples).map(|_| match (corner, rng.next() % 3) {
            (true, 0) => end,
            (true, _) => -end - 1,
            (false, _) => middle + rng.range(-spread, spread),
        });
        let x = x.filter_map(|x| X::try_from(x).ok()).collect();
        Input {
            x,
            dy: (0..samples).map(|_| rng.range(-128, 127) as i8).collect(),
            gamma: rng.range(-2047, 2047) as i32,
            beta: rng.range(-8191, 8191) as i32,
        }
    }
}

/// What comes out in one beat, by port; a port narrower than its number holds the low bits of it.
type Beat = Vec<(&'static str, i64)>;

fn forward<X: Sample>(kind: Norm, input: &Input<X>) -> Vec<Beat> {
    let found = norm::forward(kind, &input.x, input.gamma, input.beta).unwrap();
    let beat = |(i, &y): (usize, &i32)| {
        vec![
            ("m_data", y.into()),
            ("m_last", (i + 1 == input.x.len()).into()),
            ("mu", found.mu.into()),
            ("scale", found.scale.into()),
        ]
    };
    found.y.iter().enumerate().map(beat).collect()
}

fn backward<X: Sample>(kind: Norm, input: &Input<X>) -> Vec<Beat> {
    let found = norm::backward(kind, &input.x, &input.dy, input.gamma).unwrap();
    let beat = |(i, &dx): (usize, &i64)| {
        vec![
            ("m_data", dx),
            ("m_last", (i + 1 == input.x.len()).into()),
            ("mu", found.mu.into()),
            ("scale", found.scale.into()),
            ("dgamma", found.dgamma),
            ("dbeta", found.dbeta),
        ]
    };
    found.dx.iter().enumerate().map(beat).collect()
}

fn statistics<X: Sample>(kind: Norm, input: &Input<X>) -> Vec<Beat> {
    let found = norm::statistics(kind, &input.x).unwrap();
    vec![vec![
        ("m_mu", found.mu.into()),
        ("m_scale", found.scale.into()),
        ("m_samples", input.x.len() as i64),
    ]]
}

/// Channels back to back through a unit, with pauses on both sides in every other run and no reset in between.
fn check<M: Model, X: Sample + TryFrom<i64>>(kind: Norm, golden: fn(Norm, &Input<X>) -> Vec<Beat>) {
    let mut rng = Rng::new();
    let mut model = M::new();
    model.reset();
    let width = |port: &str| M::PORTS.iter().find(|p| p.name == port).map(|p| p.width);
    let mask = |port: &str, value: i64| value as u64 & (u64::MAX >> (64 - width(port).unwrap()));
    for run in 0..30 {
        let inputs: Vec<Input<X>> = (0..20).map(|_| Input::random(&mut rng, X::BITS)).collect();
        let mut sent = inputs.iter().flat_map(|input| {
            let last = input.x.len() - 1;
            (0..=last).map(move |i| (input, i, i == last))
        });
        let expected: Vec<Beat> = inputs.iter().flat_map(|input| golden(kind, input)).collect();
        let mut expected = expected.iter();
        let mut waits = expected.next();
        let (mut offered, mut idle) = (None, 0);
        while let Some(beat) = waits {
            if offered.is_none() && (run % 2 == 0 || rng.next() % 3 > 0) {
                offered = sent.next();
            }
            if let Some((input, i, last)) = offered {
                let beat = [
                    ("s_data", input.x[i].into()),
                    ("s_dy", input.dy[i].into()),
                    ("s_last", i64::from(last)),
                    ("s_gamma", input.gamma.into()),
                    ("s_beta", input.beta.into()),
                ];
                for (port, value) in beat.into_iter().filter(|&(port, _)| width(port).is_some()) {
                    let id = model.port(port).unwrap();
                    model.write(id, mask(port, value));
                }
            }
            let ready = run % 2 == 0 || rng.next() % 3 > 0;
            let [s_valid, s_ready, m_valid, m_ready] =
                ["s_valid", "s_ready", "m_valid", "m_ready"].map(|port| model.port(port).unwrap());
            model.write(s_valid, offered.is_some().into());
            model.write(m_ready, ready.into());
            model.eval();
            idle += 1;
            if model.read(m_valid) == 1 && ready {
                for &(port, value) in beat {
                    let found = model.read(model.port(port).unwrap());
                    let left = expected.len();
                    assert_eq!(
                        found,
                        mask(port, value),
                        "{} {kind:?} run {run}: {port}, {left} before the end",
                        M::TOP
                    );
                }
                (waits, idle) = (expected.next(), 0);
            }
            if offered.is_some() && model.read(s_ready) == 1 {
                (offered, idle) = (None, 0);
            }
            assert!(idle < 2000, "{} is stuck", M::TOP);
            model.tick();
        }
        assert!(offered.is_none() && sent.next().is_none());
    }
}

#[test]
fn forward_of_8_and_32_bits_equals_golden() {
    check::<L1NormInt8Model, i8>(Norm::L1, forward);
    check::<L2NormInt8Model, i8>(Norm::L2, forward);
    check::<L1NormInt32Model, i32>(Norm::L1, forward);
    check::<L2NormInt32Model, i32>(Norm::L2, forward);
}

#[test]
fn backward_of_8_and_32_bits_equals_golden() {
    check::<L1NormBackwardInt8Model, i8>(Norm::L1, backward);
    check::<L2NormBackwardInt8Model, i8>(Norm::L2, backward);
    check::<L1NormBackwardInt32Model, i32>(Norm::L1, backward);
    check::<L2NormBackwardInt32Model, i32>(Norm::L2, backward);
}

#[test]
fn squarers_with_registers_of_their_own_change_nothing() {
    check::<L2NormFoldedModel, i16>(Norm::L2, forward);
    check::<L2NormBackwardFoldedModel, i16>(Norm::L2, backward);
}

#[test]
fn statistics_units_equal_golden() {
    check::<L1StatisticsInt8Model, i8>(Norm::L1, statistics);
    check::<L2StatisticsInt8Model, i8>(Norm::L2, statistics);
    check::<L1StatisticsInt16Model, i16>(Norm::L1, statistics);
    check::<L2StatisticsInt16Model, i16>(Norm::L2, statistics);
    check::<L1StatisticsInt32Model, i32>(Norm::L1, statistics);
    check::<L2StatisticsInt32Model, i32>(Norm::L2, statistics);
}

/// Cycles from one result to the next while channels of one sample follow each other.
fn period<M: Model>() -> u64 {
    let mut model = M::new();
    model.reset();
    let port = |name: &str| model.port(name).unwrap();
    let inputs = ["s_valid", "s_last", "s_data", "m_ready"].map(port);
    let m_valid = port("m_valid");
    for input in inputs {
        model.write(input, 1);
    }
    let mut results = Vec::new();
    for cycle in 0.. {
        model.eval();
        if model.read(m_valid) == 1 {
            results.push(cycle);
        }
        if let [.., before, last] = results[..] {
            if results.len() == 12 {
                return last - before;
            }
        }
        model.tick();
    }
    unreachable!("results come for ever")
}

/// `A` of the tops here.
const ADDRESS: u64 = 7;

#[test]
fn statistics_of_short_channels_take_the_stated_cycles() {
    for (bits, l1, l2) in [
        (
            8,
            period::<L1StatisticsInt8Model>(),
            period::<L2StatisticsInt8Model>(),
        ),
        (
            16,
            period::<L1StatisticsInt16Model>(),
            period::<L2StatisticsInt16Model>(),
        ),
        (
            32,
            period::<L1StatisticsInt32Model>(),
            period::<L2StatisticsInt32Model>(),
        ),
    ] {
        println!("int{bits}: {l1} {l2}");
        assert!((bits + ADDRESS + 22..=bits + ADDRESS + 28).contains(&l1), "{l1}");
        assert!((bits + 20..=bits + 28).contains(&l2), "{l2}");
    }
}
