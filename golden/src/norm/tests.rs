//! The integers against real arithmetic: every accuracy of the specification, on inputs chosen to break it.

use super::*;

mod widths;

const KINDS: [Norm; 2] = [Norm::L1, Norm::L2];

/// SplitMix64, so that a printed seed is enough to run a test again: SIGNUM_SEED=n.
pub(super) struct Rng(u64);

impl Rng {
    pub fn new() -> Self {
        let seed = std::env::var("SIGNUM_SEED")
            .ok()
            .and_then(|s| s.parse().ok())
            .unwrap_or(20260801);
        println!("seed {seed}");
        Rng(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn range(&mut self, lo: i64, hi: i64) -> i64 {
        lo + (self.next() % (hi - lo + 1) as u64) as i64
    }

    fn channel(&mut self, samples: usize, spread: i64) -> Vec<i16> {
        let middle = self.range(spread - 32768, 32767 - spread);
        (0..samples)
            .map(|_| (middle + self.range(-spread, spread)) as i16)
            .collect()
    }

    fn gradient(&mut self, samples: usize) -> Vec<i8> {
        (0..samples).map(|_| self.range(-127, 127) as i8).collect()
    }
}

/// The real formulas.
struct Real {
    mu: f64,
    s: f64,
    deviations: Vec<f64>,
}

impl Real {
    fn new(kind: Norm, x: &[f64]) -> Self {
        let m = x.len() as f64;
        let mu = x.iter().sum::<f64>() / m;
        let deviations: Vec<f64> = x.iter().map(|x| x - mu).collect();
        let s = match kind {
            Norm::L1 => deviations.iter().map(|d| d.abs()).sum::<f64>() / m,
            Norm::L2 => (deviations.iter().map(|d| d * d).sum::<f64>() / m).sqrt(),
        };
        Real { mu, s, deviations }
    }

    fn y(&self, gamma: f64, beta: f64, eps: f64) -> Vec<f64> {
        self.deviations
            .iter()
            .map(|d| gamma * d / (self.s + eps) + beta)
            .collect()
    }

    fn xh(&self, eps: f64) -> Vec<f64> {
        self.y(1.0, 0.0, eps)
    }

    /// dx and the uncancelled terms of it.
    fn dx(&self, kind: Norm, dy: &[f64], gamma: f64, eps: f64) -> Vec<f64> {
        let m = dy.len() as f64;
        let xh = self.xh(eps);
        let d: Vec<f64> = dy.iter().map(|dy| dy * gamma).collect();
        let a = d.iter().sum::<f64>() / m;
        let b = d.iter().zip(&xh).map(|(d, xh)| d * xh).sum::<f64>() / m;
        let sign = |d: f64| if d.abs() < 1e-9 { 0.0 } else { d.signum() };
        let g: Vec<f64> = self.deviations.iter().map(|&d| sign(d)).collect();
        let mean_g = g.iter().sum::<f64>() / m;
        let factor = |i: usize| match kind {
            Norm::L1 => g[i] - mean_g,
            Norm::L2 => xh[i],
        };
        (0..dy.len())
            .map(|i| (d[i] - a - b * factor(i)) / (self.s + eps))
            .collect()
    }
}

fn reals(x: &[i16]) -> Vec<f64> {
    x.iter().map(|&x| x.into()).collect()
}

fn rms(x: &[f64]) -> f64 {
    (x.iter().map(|x| x * x).sum::<f64>() / x.len() as f64).sqrt()
}

fn unit(frac: u32) -> f64 {
    0.5f64.powi(frac as i32)
}

/// mu, s and y within one LSB of the real formula, with and without eps in it.
fn check_forward(kind: Norm, x: &[i16], gamma: i32, beta: i32) {
    let f = forward(kind, x, gamma, beta).unwrap();
    let real = Real::new(kind, &reals(x));
    let what = format!("{kind:?} m {} s {} gamma {gamma} beta {beta}", x.len(), real.s);
    assert!(
        (f64::from(f.mu) * unit(16) - real.mu).abs() <= unit(16),
        "mu: {what}"
    );
    assert!(
        (f64::from(f.scale) * unit(16) - real.s).abs() <= unit(16),
        "s: {what}"
    );
    if x.len() <= 1024 {
        assert_eq!(f.saturations, 0, "{what}");
    }
    let ratio = real.xh(0.0).iter().fold(0.0, |most: f64, x| most.max(x.abs()));
    if real.s < 64.0 || ratio > 512.5 || gamma.abs() > 1024 {
        return;
    }
    for eps in [0.0, unit(16)] {
        for (y, exact) in
            f.y.iter()
                .zip(real.y(f64::from(gamma) / 256.0, f64::from(beta) / 256.0, eps))
        {
            let error = f64::from(*y) - exact * 256.0;
            assert!(error.abs() <= 1.0, "y off by {error} LSB: {what}");
        }
    }
}

/// The accuracies of the backward pass. `cancels` is set where dx is a difference of nearly equal terms.
fn check_backward(kind: Norm, x: &[i16], dy: &[i8], gamma: i32) {
    let back = backward(kind, x, dy, gamma).unwrap();
    let real = Real::new(kind, &reals(x));
    let dy_real: Vec<f64> = dy.iter().map(|&dy| dy.into()).collect();
    let what = format!("{kind:?} m {} s {} gamma {gamma}", x.len(), real.s);
    assert_eq!(back.dbeta, dy.iter().map(|&dy| i64::from(dy)).sum::<i64>());
    if real.s < 64.0 {
        return;
    }
    let g = f64::from(gamma) / 256.0;
    for eps in [0.0, unit(16)] {
        let products: Vec<f64> = real
            .xh(eps)
            .iter()
            .zip(&dy_real)
            .map(|(xh, dy)| xh * dy)
            .collect();
        let bound = 0.02 * products.iter().map(|p| p.abs()).sum::<f64>();
        let dgamma = back.dgamma as f64 * unit(16);
        let error = (dgamma - products.iter().sum::<f64>()).abs();
        assert!(error <= bound, "dgamma off by {error}, allowed {bound}: {what}");

        let exact = real.dx(kind, &dy_real, g, eps);
        let d_rms = rms(&dy_real) * g.abs();
        let kept = rms(&exact) * real.s / d_rms;
        if d_rms < 8.0 || kept < 0.05 {
            continue;
        }
        let errors: Vec<f64> = back
            .dx
            .iter()
            .zip(&exact)
            .map(|(dx, exact)| *dx as f64 * unit(24) - exact)
            .collect();
        let relative = rms(&errors) / rms(&exact);
        assert!(relative <= 0.02, "dx off by {relative} relative RMS: {what}");
    }
}

fn corner_channels() -> Vec<Vec<i16>> {
    let outlier = |m: usize, low: i16, high: i16| {
        let mut x = vec![low; m];
        x[m / 3] = high;
        x
    };
    let alternating =
        |m: usize, low: i16, high: i16| (0..m).map(|i| if i % 2 == 0 { low } else { high }).collect();
    let mut all: Vec<Vec<i16>> = vec![
        vec![-32768, 32767],
        vec![0, 129],
        vec![-5, 4, 200],
        vec![1, -128, 0],
    ];
    for m in [2, 3, 5, 7, 63, 64, 65, 100, 127, 1000, 1023, 1024] {
        all.push(outlier(m, -32768, 32767));
        all.push(outlier(m, 32767, -32768));
        all.push(outlier(m, 0, 32767));
        all.push(outlier(m, 100, -32700));
        all.push(alternating(m, -32768, 32767));
        all.push(alternating(m, -65, 65));
        all.push(alternating(m, 12345, 12545));
        all.push((0..m).map(|i| (i * 65535 / m) as i32 as i16).collect());
    }
    all
}

#[test]
fn forward_is_within_one_lsb_at_the_corners() {
    for x in corner_channels() {
        for kind in KINDS {
            for (gamma, beta) in [
                (256, 0),
                (1024, 4096),
                (-1024, -4096),
                (1, 1),
                (1023, -77),
                (0, 5),
            ] {
                check_forward(kind, &x, gamma, beta);
            }
        }
    }
}

#[test]
fn forward_is_within_one_lsb_on_random_channels() {
    let mut rng = Rng::new();
    for run in 0..600 {
        let m = rng.range(1, 1024) as usize;
        let spread = 1i64 << rng.range(0, 14);
        let mut x = rng.channel(m, spread);
        if run % 3 == 0 {
            let at = rng.range(0, m as i64 - 1) as usize;
            x[at] = rng.range(-32768, 32767) as i16;
        }
        let (gamma, beta) = (rng.range(-1024, 1024) as i32, rng.range(-4096, 4096) as i32);
        for kind in KINDS {
            check_forward(kind, &x, gamma, beta);
        }
    }
}

#[test]
fn forward_is_within_one_lsb_where_one_outlier_reaches_512_deviations() {
    // s just above 64: the outlier's y feels every bit of s, and every bit of the reciprocal
    for outlier in 32_800..33_000 {
        let mut x = vec![-32768i16; 1024];
        x[7] = (outlier - 32768) as i16;
        for gamma in [1024, -1024, 1023, 257] {
            for kind in KINDS {
                check_forward(kind, &x, gamma, 4096);
            }
        }
    }
}

#[test]
fn the_longest_channels_fit_their_sums() {
    let m = SAMPLES_MAX;
    let mut rng = Rng::new();
    let mut outlier = vec![-32768i16; m];
    outlier[m / 2] = 32767;
    let halves: Vec<i16> = (0..m).map(|i| if i < m / 2 { -32768 } else { 32767 }).collect();
    let mut nearly = vec![0i16; m];
    nearly[3] = 1;
    let x = [
        vec![-32768; m],
        vec![32767; m],
        outlier,
        halves,
        nearly,
        rng.channel(m - 1, 3000),
        rng.channel(99_991, 9),
    ];
    for x in x {
        let extreme: Vec<i8> = x.iter().map(|&x| if x > 0 { 127 } else { -127 }).collect();
        for kind in KINDS {
            check_forward(kind, &x, 1024, 4096);
            check_backward(kind, &x, &extreme, 1024);
            check_backward(kind, &x, &rng.gradient(x.len()), -1024);
        }
    }
    assert_eq!(
        forward(Norm::L1, &vec![0i16; m + 1], 1, 0),
        Err(NormError::TooLong { samples: m + 1 })
    );
}

#[test]
fn y_saturates_and_counts_beyond_1024_samples_only() {
    let mut x = vec![0i16; 100_000];
    x[0] = -32768;
    let f = forward(Norm::L1, &x, 1024, 0).unwrap();
    assert_eq!((f.saturations, f.y[0]), (1, -(1 << 23)));
    x.truncate(1024);
    let f = forward(Norm::L1, &x, -GAMMA_MAX, BETA_MAX).unwrap();
    assert_eq!(f.saturations, 0);
    assert!(f.y[0] > 8 * 256 * 510);
}

#[test]
fn a_constant_channel_gives_beta_and_no_gradient() {
    for m in [1, 2, 3, 1000, 1024] {
        for value in [-32768i16, -1, 0, 77, 32767] {
            for kind in KINDS {
                let f = forward(kind, &vec![value; m], 1024, -4095).unwrap();
                assert_eq!((f.mu, f.scale), (i32::from(value) << 16, 0));
                assert!(f.y.iter().all(|&y| y == -4095));
                let dy: Vec<i8> = (0..m).map(|i| (i * 13 % 255) as u8 as i8).collect();
                let back = backward(kind, &vec![value; m], &dy, 1024).unwrap();
                assert!(back.dx.iter().all(|&dx| dx == 0));
                assert_eq!(back.dgamma, 0);
            }
        }
    }
}

#[test]
fn small_scales_stay_close_to_the_formula() {
    // nothing is promised below s = 64; the block exponent keeps y good all the same
    let mut rng = Rng::new();
    for _ in 0..200 {
        let m = rng.range(2, 300) as usize;
        let (spread, gamma) = (rng.range(1, 60), rng.range(-256, 256));
        let x = rng.channel(m, spread);
        for kind in KINDS {
            let real = Real::new(kind, &reals(&x));
            if real.s == 0.0 {
                continue;
            }
            let f = forward(kind, &x, gamma as i32, 0).unwrap();
            for (y, exact) in f.y.iter().zip(real.y(gamma as f64 / 256.0, 0.0, unit(16))) {
                assert!((f64::from(*y) * unit(8) - exact).abs() < 0.02 * exact.abs() + 2.0 * unit(8));
            }
        }
    }
}

#[test]
fn backward_is_within_two_percent_at_the_corners() {
    let mut rng = Rng::new();
    for x in corner_channels() {
        let m = x.len();
        let mut impulse = vec![0i8; m];
        impulse[m / 2] = 127;
        let gradients = [
            rng.gradient(m),
            vec![127; m],
            impulse,
            (0..m).map(|i| (i % 5) as i8 - 2).collect(),
        ];
        for dy in &gradients {
            for kind in KINDS {
                for gamma in [256, 1024, -1024, 17, 1] {
                    check_backward(kind, &x, dy, gamma);
                }
            }
        }
    }
}

#[test]
fn backward_is_within_two_percent_on_random_channels() {
    let mut rng = Rng::new();
    for run in 0..600 {
        let m = rng.range(1, 1024) as usize;
        let spread = 1i64 << rng.range(6, 14);
        let mut x = rng.channel(m, spread);
        if run % 3 == 0 {
            x[0] = rng.range(-32768, 32767) as i16;
        }
        let largest = rng.range(2, 127);
        let dy: Vec<i8> = (0..m).map(|_| rng.range(-largest, largest) as i8).collect();
        let gamma = rng.range(-1024, 1024) as i32;
        for kind in KINDS {
            check_backward(kind, &x, &dy, gamma);
        }
    }
}

#[test]
fn backward_is_the_derivative_of_forward() {
    // central differences of sum(dy y) in real arithmetic, against the integers
    let mut rng = Rng::new();
    for kind in KINDS {
        for m in [3usize, 8, 33] {
            let x = rng.channel(m, 5000);
            let dy = rng.gradient(m);
            let back = backward(kind, &x, &dy, 384).unwrap();
            let loss = |x: &[f64], gamma: f64| -> f64 {
                Real::new(kind, x)
                    .y(gamma, 0.0, unit(16))
                    .iter()
                    .zip(&dy)
                    .map(|(y, &dy)| y * f64::from(dy))
                    .sum()
            };
            let mut numeric = Vec::new();
            for i in 0..m {
                let (mut up, mut down) = (reals(&x), reals(&x));
                up[i] += 1e-3;
                down[i] -= 1e-3;
                numeric.push((loss(&up, 1.5) - loss(&down, 1.5)) / 2e-3);
            }
            let errors: Vec<f64> = back
                .dx
                .iter()
                .zip(&numeric)
                .map(|(dx, n)| *dx as f64 * unit(24) - n)
                .collect();
            assert!(
                rms(&errors) < 0.002 * rms(&numeric),
                "{kind:?} m {m}: {} of {}",
                rms(&errors),
                rms(&numeric)
            );
            let dgamma = loss(&reals(&x), 1.0);
            assert!((back.dgamma as f64 * unit(16) - dgamma).abs() < 1e-4 * dgamma.abs() + 1e-3);
        }
    }
}

#[test]
fn inference_with_the_same_statistics_gives_the_same_y() {
    let mut rng = Rng::new();
    let x = rng.channel(77, 900);
    for kind in KINDS {
        let f = forward(kind, &x, 300, -20).unwrap();
        let n = normalise(
            &x,
            Statistics {
                mu: f.mu,
                scale: f.scale,
            },
            300,
            -20,
        )
        .unwrap();
        assert_eq!((n.y, n.saturations), (f.y, f.saturations));
    }
    assert_eq!(
        normalise(&[1i16], Statistics { mu: 0, scale: -1 }, 1, 0),
        Err(NormError::Scale { scale: -1 })
    );
    let widest = Statistics {
        mu: i32::MIN,
        scale: i32::MAX,
    };
    assert_eq!(normalise(&[32767i16], widest, 2047, 0).unwrap().y, [4094]);
}

#[test]
fn running_statistics_approach_and_round() {
    assert_eq!(running(0, 160), 10);
    assert_eq!(running(0, 8), 0);
    assert_eq!(running(1, 25), 3);
    assert_eq!(running(i32::MIN, i32::MAX), i32::MIN + (1 << 28));
    assert_eq!(running(5, 5), 5);
}

#[test]
fn refuses_what_does_not_fit() {
    assert_eq!(forward::<i16>(Norm::L2, &[], 256, 0), Err(NormError::Empty));
    assert_eq!(
        forward(Norm::L1, &[1i16], 2048, 0),
        Err(NormError::Gamma { gamma: 2048 })
    );
    assert_eq!(
        forward(Norm::L1, &[1i16], i32::MIN, 0),
        Err(NormError::Gamma { gamma: i32::MIN })
    );
    assert_eq!(
        forward(Norm::L1, &[1i16], 0, -8192),
        Err(NormError::Beta { beta: -8192 })
    );
    assert_eq!(
        backward(Norm::L1, &[1i16, 2], &[1], 0),
        Err(NormError::Length { x: 2, dy: 1 })
    );
    assert_eq!(backward::<i16>(Norm::L2, &[], &[], 0), Err(NormError::Empty));
}
