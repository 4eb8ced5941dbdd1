//! The normalisers in Verilog against `golden::norm`, to the bit.

use golden::norm::{self, Norm};
use testbench::models::*;
use testbench::norm::{Always, Channel, Pace, Run, Unit};
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

fn check_forward(kind: Norm, inputs: &[Input], run: &Run, saturations_before: u32) -> u32 {
    assert_eq!(run.channels.len(), inputs.len());
    let mut saturations = saturations_before;
    for (i, (input, result)) in inputs.iter().zip(&run.channels).enumerate() {
        let golden = norm::forward(kind, &input.x, input.gamma, input.beta).unwrap();
        let y: Vec<i64> = golden.y.iter().map(|&y| y.into()).collect();
        let what = format!(
            "{kind:?} channel {i}, {} samples, gamma {} beta {}",
            y.len(),
            input.gamma,
            input.beta
        );
        assert_eq!((result.mu, result.scale), (golden.mu, golden.scale), "{what}");
        assert_eq!(result.data, y, "{what}");
        saturations += golden.saturations as u32;
    }
    assert_eq!(run.saturations, saturations, "{kind:?}");
    saturations
}

fn forward_random<M: Model>(kind: Norm, samples: usize, runs: usize) {
    let mut rng = Rng::new();
    let mut unit = Unit::<M>::new().unwrap();
    let mut pace = Stalls {
        rng: Rng(rng.next()),
        offer: 4,
        take: 4,
    };
    for run in 0..runs {
        let channels = rng.range(1, 12);
        let inputs: Vec<Input> = (0..channels)
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
        check_forward(kind, &inputs, &done, 0);
        assert_eq!(done.dropped, 0);
    }
}

#[test]
fn forward_equals_golden() {
    forward_random::<L1NormModel>(Norm::L1, 1024, 30);
    forward_random::<L2NormModel>(Norm::L2, 1024, 30);
}
