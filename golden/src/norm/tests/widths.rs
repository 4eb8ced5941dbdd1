//! The same formulas at 8, 16 and 32 bits: against each other, and against their definitions in 128 bits.

use super::{Rng, KINDS};
use crate::norm::*;

/// RHE(n / d) by the distance to both neighbours.
fn nearest(n: i128, d: i128) -> i128 {
    let below = n.div_euclid(d);
    let (low, high) = (n - below * d, (below + 1) * d - n);
    if low < high || (low == high && below % 2 == 0) {
        below
    } else {
        below + 1
    }
}

/// The integer nearest to sqrt(v), by bisection of (2 r + 1)^2 <= 4 v.
fn root(v: i128) -> i128 {
    let (mut low, mut high) = (0i128, 1i128 << 62);
    while low < high {
        let middle = (low + high) / 2;
        if (2 * middle + 1).pow(2) <= 4 * v {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

/// Everything that the two passes give, written down from the formulas of the module's page.
#[derive(Debug, PartialEq)]
struct Channel {
    mu: i128,
    scale: i128,
    y: Vec<i128>,
    dgamma: i128,
    dx: Vec<i128>,
}

impl Channel {
    fn reference(kind: Norm, x: &[i128], dy: &[i8], gamma: i32, beta: i32) -> Self {
        let m = x.len() as i128;
        let (gamma, beta) = (i128::from(gamma), i128::from(beta));
        let mu = nearest(x.iter().sum::<i128>() << 16, m);
        let mu8 = nearest(mu, 1 << 8);
        let d: Vec<i128> = x.iter().map(|x| (x << 8) - mu8).collect();
        let signs: Vec<i128> = x.iter().map(|x| ((x << 16) - mu).signum()).collect();
        let scale = match kind {
            Norm::L1 => nearest(x.iter().map(|x| ((x << 16) - mu).abs()).sum(), m),
            Norm::L2 => root((d.iter().map(|d| d * d).sum::<i128>() << 16) / m),
        };
        let t = scale + 1;
        let e = 127 - t.leading_zeros();
        let gain = match scale {
            0 => 0,
            _ => nearest(gamma << (16 + e), t),
        };
        let clamp = |v: i128, bits: u32| v.clamp(-1 << (bits - 1), (1 << (bits - 1)) - 1);
        let y = d
            .iter()
            .map(|d| clamp(nearest(d * gain, 1 << (8 + e)) + beta, 24));

        let dy: Vec<i128> = dy.iter().map(|&dy| dy.into()).collect();
        let dbeta: i128 = dy.iter().sum();
        let dgamma = nearest(d.iter().zip(&dy).map(|(d, dy)| d * dy).sum::<i128>() << 24, t);
        let b = nearest(dgamma, m);
        let (offset, projections): (i128, Vec<i128>) = match kind {
            Norm::L1 => (
                nearest((dbeta << 16) - b * signs.iter().sum::<i128>(), m),
                signs.iter().map(|sign| b * sign).collect(),
            ),
            Norm::L2 => {
                let slope = nearest(b << (4 + e), t);
                let shift = e.saturating_sub(4);
                (
                    nearest(dbeta << 16, m),
                    d.iter().map(|d| nearest(d * slope, 1 << shift)).collect(),
                )
            }
        };
        let dx = dy.iter().zip(&projections);
        let dx = dx.map(|(dy, p)| clamp(nearest(((dy << 16) - offset - p) * gain, 1 << e), 48));
        Channel {
            mu,
            scale,
            y: y.collect(),
            dgamma,
            dx: dx.collect(),
        }
    }

    fn golden<X: Sample>(kind: Norm, x: &[X], dy: &[i8], gamma: i32, beta: i32) -> Self {
        let there = forward(kind, x, gamma, beta).unwrap();
        let back = backward(kind, x, dy, gamma).unwrap();
        let found = statistics(kind, x).unwrap();
        assert_eq!((found.mu, found.scale), (there.mu, there.scale));
        assert_eq!((back.mu, back.scale), (there.mu, there.scale));
        assert_eq!(back.dbeta, dy.iter().map(|&dy| i64::from(dy)).sum::<i64>());
        // the formats of the module's page
        let (mu, scale): (i64, i64) = (there.mu.into(), there.scale.into());
        assert!(mu >> (X::BITS + 15) == mu >> 63 && (0..1 << (X::BITS + 15)).contains(&scale));
        Channel {
            mu: mu.into(),
            scale: scale.into(),
            y: there.y.iter().map(|&y| y.into()).collect(),
            dgamma: back.dgamma.into(),
            dx: back.dx.iter().map(|&dx| dx.into()).collect(),
        }
    }
}

fn wide<X: Sample>(x: &[X]) -> Vec<i128> {
    x.iter()
        .map(|&x| {
            let x: i64 = x.into();
            x.into()
        })
        .collect()
}

/// A random value of `bits` bits and of any magnitude.
fn value(rng: &mut Rng, bits: u32) -> i64 {
    let keep = rng.range(1, bits.into()) as u32;
    rng.next() as i64 >> (64 - keep)
}

/// Channels of `bits` bits: the corners, then random ones about random middles.
fn channels(rng: &mut Rng, bits: u32) -> Vec<Vec<i64>> {
    let (low, high) = (-1i64 << (bits - 1), (1i64 << (bits - 1)) - 1);
    let mut all = vec![
        vec![low],
        vec![high],
        vec![0],
        vec![low, high],
        vec![high, high, low],
        vec![-1, 0, 0],
    ];
    for m in [2usize, 3, 64, 100, 1000, 1023] {
        all.push((0..m).map(|i| if i % 2 == 0 { low } else { high }).collect());
        all.push((0..m).map(|i| if i == m / 3 { high } else { low }).collect());
        all.push((0..m).map(|i| i64::from(i == m / 2)).collect());
        all.push(vec![low; m]);
    }
    for run in 0..200 {
        let m = rng.range(1, if run % 10 == 0 { 3000 } else { 150 }) as usize;
        let middle = value(rng, bits);
        let spread = value(rng, bits).abs();
        let sample = |_| (middle + rng.range(-spread, spread)).clamp(low, high);
        all.push((0..m).map(sample).collect());
    }
    all
}

fn check<X: Sample + TryFrom<i64, Error: std::fmt::Debug>>() {
    let mut rng = Rng::new();
    for x in channels(&mut rng, X::BITS) {
        let x: Vec<X> = x.into_iter().map(|x| x.try_into().unwrap()).collect();
        let dy = rng.gradient(x.len());
        let (gamma, beta) = (rng.range(-2047, 2047) as i32, rng.range(-8191, 8191) as i32);
        for kind in KINDS {
            let (golden, reference) = (
                Channel::golden(kind, &x, &dy, gamma, beta),
                Channel::reference(kind, &wide(&x), &dy, gamma, beta),
            );
            assert!(golden == reference, "{kind:?} {x:?} {dy:?} {gamma} {beta}");
        }
    }
}

#[test]
fn samples_of_8_bits_equal_the_formulas() {
    check::<i8>();
}

#[test]
fn samples_of_16_bits_equal_the_formulas() {
    check::<i16>();
}

#[test]
fn samples_of_32_bits_equal_the_formulas() {
    check::<i32>();
}

#[test]
fn a_wider_type_gives_the_same_results() {
    let mut rng = Rng::new();
    for x in channels(&mut rng, 8) {
        let dy = rng.gradient(x.len());
        let narrow: Vec<i8> = x.iter().map(|&x| x as i8).collect();
        let middle: Vec<i16> = x.iter().map(|&x| x as i16).collect();
        let wide: Vec<i32> = x.iter().map(|&x| x as i32).collect();
        for kind in KINDS {
            let expected = Channel::golden(kind, &narrow, &dy, 300, -5);
            assert_eq!(Channel::golden(kind, &middle, &dy, 300, -5), expected);
            assert_eq!(Channel::golden(kind, &wide, &dy, 300, -5), expected);
        }
    }
}

#[test]
fn the_longest_channels_of_32_bits_fit_their_sums() {
    let m = SAMPLES_MAX;
    let mut rng = Rng::new();
    let halves: Vec<i32> = (0..m)
        .map(|i| if i % 2 == 0 { i32::MIN } else { i32::MAX })
        .collect();
    let extreme: Vec<i8> = halves.iter().map(|&x| if x > 0 { 127 } else { -128 }).collect();
    let mut outlier = vec![i32::MIN; m];
    outlier[5] = i32::MAX;
    let noise: Vec<i32> = (0..m - 1).map(|_| rng.next() as i32).collect();
    for x in [halves, outlier, vec![i32::MAX; m], noise] {
        let dy = &extreme[..x.len()];
        for kind in KINDS {
            let (golden, reference) = (
                Channel::golden(kind, &x, dy, -GAMMA_MAX, BETA_MAX),
                Channel::reference(kind, &wide(&x), dy, -GAMMA_MAX, BETA_MAX),
            );
            assert!(golden == reference, "{kind:?} {} {}", golden.mu, golden.scale);
        }
    }
}

#[test]
fn statistics_from_elsewhere_saturate_whatever_they_are() {
    let widest = Statistics {
        mu: i64::MIN,
        scale: i64::MAX,
    };
    // d = 2^55, t = 2^63: y = d K / 2^(8 + 63), K = gamma 2^16
    assert_eq!(normalise(&[0i32], widest, 256, 3).unwrap().y, [256 + 3]);
    let tiny = Statistics {
        mu: i64::MAX,
        scale: 1,
    };
    let cut = normalise(&[i32::MIN, 0], tiny, 2047, -1).unwrap();
    assert_eq!((cut.y, cut.saturations), (vec![-(1 << 23); 2], 2));
    assert_eq!(
        normalise(&[1i32], Statistics { mu: 0, scale: -7 }, 1, 0),
        Err(NormError::Scale { scale: -7 })
    );
}
