//! The normalisers in Verilog against `golden::norm`, to the bit.

use golden::norm::{self, Norm};
use testbench::models::*;
use testbench::norm::{Always, Channel, ChannelResult, Pace, Run, Unit};
use veribind::Model;

struct Rng(u64);

impl Rng {
    fn new() -> Self {
        let seed = std::env::var("SIGNUM_SEED")
            .ok()
            .and_then(|s| s.parse().ok())
            .unwrap_or(20260801);
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

/// Offers and takes at random, in bursts of either kind.
struct Stalls {
    rng: Rng,
    offer: u64,
    take: u64,
}

impl Pace for Stalls {
    fn offer(&mut self) -> bool {
        if self.rng.next() % 50 == 0 {
            self.offer = self.rng.next() % 5;
        }
        self.rng.next() % 4 < self.offer
    }

    fn take(&mut self) -> bool {
        if self.rng.next() % 50 == 0 {
            self.take = self.rng.next() % 5;
        }
        self.rng.next() % 4 < self.take
    }
}

struct Input {
    x: Vec<i16>,
    dy: Vec<i8>,
    gamma: i32,
    beta: i32,
}

impl Input {
    fn channel(&self) -> Channel<'_> {
        Channel {
            x: &self.x,
            dy: &self.dy,
            gamma: self.gamma,
            beta: self.beta,
        }
    }

    fn random(rng: &mut Rng, samples: usize) -> Self {
        let spread = (1i64 << rng.range(0, 16)).min(32767);
        let middle = rng.range(spread - 32768, 32767 - spread);
        let mut x: Vec<i16> = (0..samples)
            .map(|_| (middle + rng.range(-spread, spread)) as i16)
            .collect();
        if rng.next() % 3 == 0 {
            let at = rng.next() as usize % samples;
            x[at] = rng.next() as i16;
        }
        let largest = rng.range(0, 127);
        let dy = (0..samples).map(|_| rng.range(-largest, largest) as i8).collect();
        Input {
            x,
            dy,
            gamma: rng.range(-2047, 2047) as i32,
            beta: rng.range(-8191, 8191) as i32,
        }
    }
}

/// Which unit a model is.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Pass {
    Forward(Norm),
    Backward(Norm),
}

/// What golden gives for one channel, in the driver's words, and its saturations.
fn golden(pass: Pass, input: &Input) -> (ChannelResult, u64) {
    match pass {
        Pass::Forward(kind) => {
            let f = norm::forward(kind, &input.x, input.gamma, input.beta).unwrap();
            let data = f.y.iter().map(|&y| y.into()).collect();
            (
                ChannelResult {
                    mu: f.mu,
                    scale: f.scale,
                    data,
                    dgamma: 0,
                    dbeta: 0,
                },
                f.saturations,
            )
        }
        Pass::Backward(kind) => {
            let b = norm::backward(kind, &input.x, &input.dy, input.gamma).unwrap();
            let result = ChannelResult {
                mu: b.mu,
                scale: b.scale,
                data: b.dx,
                dgamma: b.dgamma,
                dbeta: b.dbeta,
            };
            (result, b.saturations)
        }
    }
}

/// Compares a run with golden, and the unit's count of saturations since its reset with `before` and those of the run.
fn check(pass: Pass, inputs: &[Input], run: &Run, before: u64) -> u64 {
    assert_eq!(run.channels.len(), inputs.len());
    let mut saturations = before;
    for (i, (input, result)) in inputs.iter().zip(&run.channels).enumerate() {
        let (golden, saturated) = golden(pass, input);
        let what = format!(
            "{pass:?} channel {i}, {} samples, gamma {} beta {}",
            input.x.len(),
            input.gamma,
            input.beta
        );
        assert_eq!(
            (result.mu, result.scale),
            (golden.mu, golden.scale),
            "mu, s: {what}"
        );
        assert_eq!(
            (result.dgamma, result.dbeta),
            (golden.dgamma, golden.dbeta),
            "dgamma, dbeta: {what}"
        );
        let wrong = result.data.iter().zip(&golden.data).position(|(a, b)| a != b);
        assert_eq!(wrong, None, "first wrong sample: {what}");
        assert_eq!(result.data.len(), golden.data.len(), "{what}");
        saturations += saturated;
    }
    assert_eq!(u64::from(run.saturations), saturations, "saturations: {pass:?}");
    saturations
}

/// Several runs without a reset in between, every other one with random stalls on both sides.
fn random<M: Model>(pass: Pass, samples: usize, runs: usize) {
    let mut rng = Rng::new();
    let mut unit = Unit::<M>::new().unwrap();
    let mut pace = Stalls {
        rng: Rng(rng.next()),
        offer: 4,
        take: 4,
    };
    let mut saturations = 0;
    for run in 0..runs {
        let inputs: Vec<Input> = (0..rng.range(1, 12))
            .map(|_| {
                let m = if rng.next() % 4 == 0 {
                    samples
                } else {
                    rng.range(1, samples as i64) as usize
                };
                Input::random(&mut rng, m)
            })
            .collect();
        let channels: Vec<Channel> = inputs.iter().map(Input::channel).collect();
        let done = if run % 2 == 0 {
            unit.run(&channels, &mut Always)
        } else {
            unit.run(&channels, &mut pace)
        };
        let done = done.unwrap();
        saturations = check(pass, &inputs, &done, saturations);
        assert_eq!(done.dropped, 0);
    }
}

#[test]
fn forward_equals_golden() {
    random::<L1NormModel>(Pass::Forward(Norm::L1), 1024, 30);
    random::<L2NormModel>(Pass::Forward(Norm::L2), 1024, 30);
}

#[test]
fn backward_equals_golden() {
    random::<L1NormBackwardModel>(Pass::Backward(Norm::L1), 1024, 30);
    random::<L2NormBackwardModel>(Pass::Backward(Norm::L2), 1024, 30);
}
