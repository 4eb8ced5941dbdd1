//! The normalisers in Verilog against `golden::norm`, to the bit.

use golden::norm::{self, Norm};
use testbench::models::*;
use testbench::norm::{Always, Channel, ChannelResult, NormRunError, Pace, Run, Unit};
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

const LONGEST: usize = golden::norm::SAMPLES_MAX;

#[test]
fn units_equal_golden_on_random_channels() {
    random::<L1NormModel>(Pass::Forward(Norm::L1), 1024, 40);
    random::<L2NormModel>(Pass::Forward(Norm::L2), 1024, 40);
    random::<L1NormBackwardModel>(Pass::Backward(Norm::L1), 1024, 40);
    random::<L2NormBackwardModel>(Pass::Backward(Norm::L2), 1024, 40);
}

#[test]
fn small_memories_equal_golden_on_long_runs() {
    random::<L1Norm16Model>(Pass::Forward(Norm::L1), 16, 400);
    random::<L2Norm16Model>(Pass::Forward(Norm::L2), 16, 400);
    random::<L1NormBackward16Model>(Pass::Backward(Norm::L1), 16, 400);
    random::<L2NormBackward16Model>(Pass::Backward(Norm::L2), 16, 400);
    random::<L1Norm64Model>(Pass::Forward(Norm::L1), 64, 200);
    random::<L2Norm64Model>(Pass::Forward(Norm::L2), 64, 200);
    random::<L1NormBackward64Model>(Pass::Backward(Norm::L1), 64, 200);
    random::<L2NormBackward64Model>(Pass::Backward(Norm::L2), 64, 200);
}

fn corners<M: Model>(pass: Pass) {
    let mut rng = Rng::new();
    let mut inputs = Vec::new();
    for m in [1, 2, 3, 4, 7, 64, 65, 127, 1000, 1023, 1024] {
        let alternating = |low: i16, high: i16| (0..m).map(|i| if i % 2 == 0 { low } else { high }).collect();
        let mut outlier = vec![-32768i16; m];
        outlier[m / 2] = 32767;
        let mut other = vec![100i16; m];
        other[0] = -32768;
        let mut one = vec![-7i16; m];
        one[m - 1] = -6;
        let ramp = (0..m)
            .map(|i| (i as i64 * 65535 / m as i64 - 32768) as i16)
            .collect();
        let thirds = (0..m).map(|i| (i % 3) as i16 * 500 - 500).collect();
        let channels: [Vec<i16>; 10] = [
            vec![-32768; m],
            vec![32767; m],
            vec![0; m],
            alternating(-32768, 32767),
            alternating(5, 6),
            outlier,
            other,
            one,
            ramp,
            thirds,
        ];
        for (i, x) in channels.into_iter().enumerate() {
            let dy: Vec<i8> = match (i + m) % 5 {
                0 => vec![127; m],
                1 => vec![-128; m],
                2 => x.iter().map(|&x| if x > 0 { -127 } else { 127 }).collect(),
                3 => (0..m).map(|i| if i == m / 2 { 127 } else { 0 }).collect(),
                _ => (0..m).map(|_| rng.range(-127, 127) as i8).collect(),
            };
            for (gamma, beta) in [(256, 0), (2047, 8191), (-2047, -8191), (1, -1), (0, 77)] {
                inputs.push(Input {
                    x: x.clone(),
                    dy: dy.clone(),
                    gamma,
                    beta,
                });
            }
        }
    }
    let channels: Vec<Channel> = inputs.iter().map(Input::channel).collect();
    let run = Unit::<M>::new().unwrap().run(&channels, &mut Always).unwrap();
    assert_eq!(
        check(pass, &inputs, &run, 0),
        0,
        "nothing saturates up to 1024 samples"
    );
}

#[test]
fn units_equal_golden_at_the_corners() {
    corners::<L1NormModel>(Pass::Forward(Norm::L1));
    corners::<L2NormModel>(Pass::Forward(Norm::L2));
    corners::<L1NormBackwardModel>(Pass::Backward(Norm::L1));
    corners::<L2NormBackwardModel>(Pass::Backward(Norm::L2));
}

/// Channels of up to 2^17 samples, which take every sum to its limit and make results saturate.
fn longest<M: Model>(pass: Pass) -> u64 {
    let mut outlier = vec![-32768i16; LONGEST];
    outlier[LONGEST / 2] = 32767;
    let mut nearly = vec![0i16; LONGEST];
    nearly[3] = 1;
    let halves: Vec<i16> = (0..LONGEST)
        .map(|i| if i < LONGEST / 2 { -32768 } else { 32767 })
        .collect();
    let mut inputs = Vec::new();
    for x in [outlier, nearly, halves, vec![-32768; 99_991]] {
        let dy = x.iter().map(|&x| if x > 0 { 127 } else { -128 }).collect();
        inputs.push(Input {
            x,
            dy,
            gamma: -2047,
            beta: 8191,
        });
    }
    // s is two LSB, and dy has no part along x - mu: dx is as large as it gets
    let mut nearly = vec![0i16; LONGEST];
    nearly[3..5].fill(1);
    let dy = (0..LONGEST)
        .map(|i| if i % 2 == 0 { 127 } else { -127 })
        .collect();
    inputs.push(Input {
        x: nearly,
        dy,
        gamma: 2047,
        beta: 0,
    });
    inputs.push(Input::random(&mut Rng::new(), 70_001));
    let channels: Vec<Channel> = inputs.iter().map(Input::channel).collect();
    let run = Unit::<M>::new().unwrap().run(&channels, &mut Always).unwrap();
    check(pass, &inputs, &run, 0)
}

#[test]
fn the_longest_channels_saturate_as_golden_does() {
    assert!(longest::<L1Norm131072Model>(Pass::Forward(Norm::L1)) > 0);
    longest::<L2Norm131072Model>(Pass::Forward(Norm::L2));
    assert!(longest::<L1NormBackward131072Model>(Pass::Backward(Norm::L1)) > 0);
    longest::<L2NormBackward131072Model>(Pass::Backward(Norm::L2));
}

fn too_long<M: Model>(pass: Pass) {
    let mut rng = Rng::new();
    let mut unit = Unit::<M>::new().unwrap();
    let mut dropped = 0;
    for round in 0..20 {
        let lengths = [rng.range(1, 16), 16, 17, rng.range(17, 60), rng.range(1, 16)];
        let mut inputs: Vec<Input> = lengths
            .iter()
            .map(|&m| Input::random(&mut rng, m as usize))
            .collect();
        let channels: Vec<Channel> = inputs.iter().map(Input::channel).collect();
        let mut pace = Stalls {
            rng: Rng(round),
            offer: 4,
            take: 4,
        };
        let run = unit.run(&channels, &mut pace).unwrap();
        for input in &mut inputs {
            dropped += input.x.len().saturating_sub(16) as u32;
            input.x.truncate(16);
            input.dy.truncate(16);
        }
        check(pass, &inputs, &run, 0);
        assert_eq!(run.dropped, dropped);
    }
}

#[test]
fn a_channel_too_long_is_cut_and_counted() {
    too_long::<L1Norm16Model>(Pass::Forward(Norm::L1));
    too_long::<L2Norm16Model>(Pass::Forward(Norm::L2));
    too_long::<L1NormBackward16Model>(Pass::Backward(Norm::L1));
    too_long::<L2NormBackward16Model>(Pass::Backward(Norm::L2));
}

fn reset_anywhere<M: Model>(pass: Pass) {
    let mut rng = Rng::new();
    let mut unit = Unit::<M>::new().unwrap();
    for _ in 0..60 {
        // leave the unit somewhere in the middle of a channel
        let input = Input::random(&mut rng, 40);
        unit.begin(&input.channel(), rng.range(1, 700) as u64);
        unit.model().reset();
        let inputs: Vec<Input> = (0..3).map(|_| Input::random(&mut rng, 13)).collect();
        let channels: Vec<Channel> = inputs.iter().map(Input::channel).collect();
        let run = unit.run(&channels, &mut Always).unwrap();
        check(pass, &inputs, &run, 0);
        assert_eq!(run.dropped, 0);
    }
}

#[test]
fn a_reset_at_any_time_forgets_everything() {
    reset_anywhere::<L1Norm16Model>(Pass::Forward(Norm::L1));
    reset_anywhere::<L2Norm16Model>(Pass::Forward(Norm::L2));
    reset_anywhere::<L1NormBackward64Model>(Pass::Backward(Norm::L1));
    reset_anywhere::<L2NormBackward64Model>(Pass::Backward(Norm::L2));
}

/// The documented cycles of int16: m a channel, or for short ones within `short`, and those from its last sample to its
/// first result, beyond m; the forward passes take `normalise` times more the shifts that bring s + eps to its leading one.
fn timing<M: Model>(pass: Pass, short: (u64, u64), latency: u64, normalise: u64) {
    for (m, amplitude) in [
        (1u64, 0i16),
        (2, 1),
        (3, 32767),
        (36, 7),
        (43, 7),
        (50, 500),
        (64, 3),
        (100, 1000),
        (900, 64),
    ] {
        let x: Vec<i16> = (0..m)
            .map(|i| if i % 2 == 0 { amplitude } else { -amplitude })
            .collect();
        let input = Input {
            dy: vec![3; x.len()],
            x,
            gamma: 256,
            beta: 0,
        };
        let run = Unit::<M>::new()
            .unwrap()
            .run(&[input.channel(); 12], &mut Always)
            .unwrap();
        let e = u64::from((golden(pass, &input).0.scale + 1).ilog2());
        let shifts = normalise * ((30 - e) / 4 + (30 - e) % 4);
        for i in 8..12 {
            let period = run.finished[i] - run.finished[i - 1];
            let (least, most) = (m.max(short.0), m.max(short.1));
            assert!(
                (least..=most).contains(&period),
                "{pass:?} m {m}: period {period}"
            );
        }
        assert_eq!(
            run.started[0] - run.loaded[0],
            m + latency + shifts,
            "{pass:?} m {m}: latency"
        );
        assert_eq!(
            run.finished[0] - run.started[0],
            m - 1,
            "{pass:?} m {m}: one result a cycle"
        );
    }
}

#[test]
fn cycles_are_as_documented() {
    timing::<L1NormModel>(Pass::Forward(Norm::L1), (50, 52), 136, 1);
    timing::<L2NormModel>(Pass::Forward(Norm::L2), (37, 43), 125, 1);
    timing::<L1NormBackwardModel>(Pass::Backward(Norm::L1), (50, 52), 226, 0);
    timing::<L2NormBackwardModel>(Pass::Backward(Norm::L2), (49, 49), 212, 0);
}

#[test]
fn the_driver_runs_channels_of_any_length_and_refuses_what_does_not_fit() {
    let x = vec![vec![1, 2, 4], vec![-5; 1024]];
    let run = testbench::norm::forward(Norm::L1, &x, &[256, 1], &[0, 7]).unwrap();
    assert_eq!(run.channels[1].data, vec![7; 1024]);
    let dy = vec![vec![1, 0, -1], vec![9; 1024]];
    let run = testbench::norm::backward(Norm::L2, &x, &dy, &[256, 1]).unwrap();
    let b = norm::backward(Norm::L2, &x[0], &dy[0], 256).unwrap();
    assert_eq!((&run.channels[0].data, run.channels[0].dgamma), (&b.dx, b.dgamma));
    assert_eq!(run.channels[1].dbeta, 9 * 1024);

    let long = [vec![0; 1025]];
    let error = testbench::norm::forward(Norm::L2, &long, &[1], &[1]).unwrap_err();
    assert_eq!(
        error,
        NormRunError::Samples {
            channel: 0,
            samples: 1025,
            most: 1024
        }
    );
    let error = testbench::norm::forward(Norm::L2, &[vec![]], &[1], &[1]).unwrap_err();
    assert_eq!(
        error,
        NormRunError::Samples {
            channel: 0,
            samples: 0,
            most: 1024
        }
    );
    let error = testbench::norm::backward(Norm::L1, &x, &dy[..1], &[1, 1]).unwrap_err();
    assert_eq!(
        error,
        NormRunError::PerChannel {
            channels: 2,
            what: "rows of dy",
            values: 1
        }
    );
    let error = testbench::norm::backward(Norm::L1, &x[..1], &dy[1..], &[1]).unwrap_err();
    assert_eq!(
        error,
        NormRunError::Length {
            channel: 0,
            x: 3,
            dy: 1024
        }
    );
    assert!(matches!(Unit::<CounterModel>::new(), Err(NormRunError::Port(_))));
}
