//! L1 batch norm: S. Wu, G. Li, L. Deng, L. Liu, D. Wu, Y. Xie, L. Shi, "L1-Norm Batch Normalization for Efficient
//! Training of Deep Neural Networks", arXiv:1802.09769.
//!
//! Trains networks in integers with both normalisers and with none, checks the backward formulas and the golden model's
//! integers against finite differences, and measures the ratio of the two scales on Gaussian numbers. What L1 saves in
//! hardware is another experiment.

use super::trial::{Data, Trial};
use super::{deviation, mean, rounded, significant, Desk, Row, Scale};
use crate::failure::Failure;
use crate::weights::norm_name;
use golden::norm::{self, Norm, DX_FRAC, SCALE_FRAC};
use golden::random::random;

/// The dense network.
const DENSE: &str = "784-256-256-10";
/// The convolution network.
const CONVOLUTION: &str = "32C5-MP2-64C5-MP2-512FC-10";
/// By how many points the accuracies may differ.
const CLOSE: f64 = 0.3;

/// One whole experiment.
pub const FULL: Scale = Scale {
    images: usize::MAX,
    convolution_epochs: 5,
    dense_epochs: 10,
    seeds: 3,
};
/// One of less than two minutes: dense only.
pub const QUICK: Scale = Scale {
    images: usize::MAX,
    convolution_epochs: 0,
    dense_epochs: 3,
    seeds: 3,
};

/// Runs the experiment on the networks above, the second only when there are epochs for it.
///
/// # Errors
/// Whatever a trial fails with.
pub fn run(data: &Data, scale: Scale, desk: &mut Desk) -> Result<Vec<Row>, Failure> {
    let nets = [
        (DENSE, scale.dense_epochs),
        (CONVOLUTION, scale.convolution_epochs),
    ];
    let nets: Vec<_> = nets.into_iter().filter(|(_, epochs)| *epochs > 0).collect();
    let mut rows = accuracies(&nets, scale, data, desk)?;
    rows.extend(formulas()?);
    Ok(rows)
}

/// Accuracies of `nets`, each with its epochs, over the seeds of `scale`.
///
/// # Errors
/// Whatever a trial fails with.
pub fn accuracies(
    nets: &[(&str, u32)],
    scale: Scale,
    data: &Data,
    desk: &mut Desk,
) -> Result<Vec<Row>, Failure> {
    let norms = [Some(Norm::L2), Some(Norm::L1), None];
    let seeds = scale.seeds;
    let trial = |net, epochs, norm, seed| Trial {
        net,
        norm,
        seed,
        epochs,
    };
    for &(net, epochs) in nets {
        desk.plan(3 * u64::from(seeds) * trial(net, epochs, None, 1).batches(data));
    }
    let mut rows = Vec::new();
    for &(net, epochs) in nets {
        let mut means = Vec::new();
        let settings = scale.settings(epochs, data.train.labels.len());
        for norm in norms {
            let found: Result<Vec<f64>, Failure> = (1..=seeds.into())
                .map(|seed| trial(net, epochs, norm, seed).run(data, desk))
                .collect();
            let found = found?;
            means.push(mean(&found));
            rows.push(Row {
                claim: format!(
                    "{net}, normaliser {}, {settings}, standard deviation {:.2}: better than chance (more than 20)",
                    norm_name(norm),
                    deviation(&found)
                ),
                paper: None,
                measured: rounded(mean(&found), 2),
                unit: "% right",
                holds: mean(&found) > 20.0,
            });
        }
        let (l2, l1, none) = (means[0], means[1], means[2]);
        rows.push(Row {
            claim: format!(
                "{net}, {settings}: L1 and L2 are within {CLOSE} points of each other (L1 less L2)"
            ),
            paper: None,
            measured: rounded(l1 - l2, 2),
            unit: "points",
            holds: (l1 - l2).abs() <= CLOSE,
        });
        rows.push(Row {
            claim: format!("{net}, {settings}: L1 does better than no normaliser (L1 less none)"),
            paper: None,
            measured: rounded(l1 - none, 2),
            unit: "points",
            holds: l1 > none,
        });
    }
    Ok(rows)
}

/// The formulas: the ratio of the scales, and gradients.
///
/// # Errors
/// [`Failure::Work`] should the golden model refuse the numbers made here.
pub fn formulas() -> Result<Vec<Row>, Failure> {
    let mut rows = vec![gaussian_ratio()?];
    for kind in [Norm::L1, Norm::L2] {
        let name = norm_name(Some(kind)).to_uppercase();
        let (formula, integers) = gradient_errors(kind)?;
        rows.push(Row {
            claim: format!("{name}: the backward formula equals finite differences (8 channels of 192 Gaussian samples, largest difference over the RMS of dx, below 1e-6)"),
            paper: None,
            measured: significant(formula),
            unit: "relative",
            holds: formula < 1e-6,
        });
        rows.push(Row {
            claim: format!("{name}: the integers of the golden model's backward pass equal the formula (the same samples, relative RMS, below 2 %)"),
            paper: None,
            measured: significant(100.0 * integers),
            unit: "%",
            holds: integers < 0.02,
        });
    }
    Ok(rows)
}

/// A Gaussian number of mean 0 and deviation 1 (Box and Muller).
fn gaussian(stream: u32, index: u32) -> f64 {
    let uniform = |which| {
        let high = f64::from(random(1, stream, which, 2 * index));
        let low = f64::from(random(1, stream, which, 2 * index + 1));
        (high * 65_536.0 + low + 0.5) / 65_536f64.powi(2)
    };
    (-2.0 * uniform(0).ln()).sqrt() * (std::f64::consts::TAU * uniform(1)).cos()
}

/// Samples of a channel.
fn samples(stream: u32, count: u32, deviation: f64, mean: f64) -> Vec<i16> {
    (0..count)
        .map(|i| (mean + deviation * gaussian(stream, i)).round() as i16)
        .collect()
}

/// Standard deviation over mean absolute deviation of Gaussian numbers, by the golden model's statistics.
fn gaussian_ratio() -> Result<Row, Failure> {
    let x = samples(7, 1 << 17, 3000.0, 500.0);
    let scale = |kind| norm::statistics(kind, &x).map(|found| f64::from(found.scale));
    let ratio = scale(Norm::L2).map_err(Failure::work)? / scale(Norm::L1).map_err(Failure::work)?;
    let expected = (std::f64::consts::PI / 2.0).sqrt();
    Ok(Row {
        claim: "scale of L2 over scale of L1 on 131072 Gaussian numbers is the root of pi/2, within 0.5 %"
            .to_owned(),
        paper: Some(rounded(expected, 4)),
        measured: rounded(ratio, 4),
        unit: "ratio",
        holds: (ratio / expected - 1.0).abs() < 0.005,
    })
}

/// One LSB of s.
fn eps() -> f64 {
    f64::from(1 << SCALE_FRAC).recip()
}

/// The real-valued scale of a channel.
fn scale(kind: Norm, x: &[f64], mu: f64) -> f64 {
    let average = |f: &dyn Fn(f64) -> f64| x.iter().map(|&x| f(x - mu)).sum::<f64>() / x.len() as f64;
    match kind {
        Norm::L1 => average(&|d| d.abs()),
        Norm::L2 => average(&|d| d * d).sqrt(),
    }
}

/// sum(dy * y) with y = gamma (x - mu) / (s + eps): what the gradients below are of.
fn loss(kind: Norm, x: &[f64], dy: &[f64], gamma: f64) -> f64 {
    let mu = mean(x);
    let divisor = scale(kind, x, mu) + eps();
    x.iter()
        .zip(dy)
        .map(|(x, dy)| dy * gamma * (x - mu) / divisor)
        .sum()
}

/// dx by the backward formula.
fn backward(kind: Norm, x: &[f64], dy: &[f64], gamma: f64) -> Vec<f64> {
    let mu = mean(x);
    let divisor = scale(kind, x, mu) + eps();
    let hat: Vec<f64> = x.iter().map(|x| (x - mu) / divisor).collect();
    let d: Vec<f64> = dy.iter().map(|dy| dy * gamma).collect();
    let a = mean(&d);
    let b = mean(&d.iter().zip(&hat).map(|(d, hat)| d * hat).collect::<Vec<_>>());
    let sign = |x: f64| if x == mu { 0.0 } else { (x - mu).signum() };
    let signs = mean(&x.iter().map(|&x| sign(x)).collect::<Vec<_>>());
    let terms = x.iter().zip(&d).zip(&hat);
    terms
        .map(|((&x, d), hat)| match kind {
            // s of L2 stands for the whole divisor in the formula; the two differ by eps, 2^-16.
            Norm::L2 => (d - a - hat * b) / divisor,
            Norm::L1 => (d - a - (sign(x) - signs) * b) / divisor,
        })
        .collect()
}

/// The largest difference of the formula from finite differences, over the RMS of dx; and the relative RMS of the golden
/// model's integers against the formula.
fn gradient_errors(kind: Norm) -> Result<(f64, f64), Failure> {
    const COUNT: u32 = 192;
    const GAMMA: i32 = 384;
    let (mut worst, mut squares, mut errors) = (0f64, 0.0, 0.0);
    for channel in 0..8 {
        let x = samples(channel, COUNT, 400.0, 90.0 * f64::from(channel));
        let dy: Vec<i8> = (0..COUNT)
            .map(|i| (random(2, channel, 3, i) % 255) as i16 as i8)
            .map(|code| code.max(-127))
            .collect();
        let real: Vec<f64> = x.iter().map(|&x| x.into()).collect();
        let real_dy: Vec<f64> = dy.iter().map(|&dy| dy.into()).collect();
        let gamma = f64::from(GAMMA) / 256.0;
        let dx = backward(kind, &real, &real_dy, gamma);
        let rms = mean(&dx.iter().map(|dx| dx * dx).collect::<Vec<_>>()).sqrt();
        let step = 1e-3;
        for i in 0..real.len() {
            let at = |offset: f64| {
                let mut moved = real.clone();
                moved[i] += offset;
                loss(kind, &moved, &real_dy, gamma)
            };
            let difference = (at(step) - at(-step)) / (2.0 * step);
            worst = worst.max((difference - dx[i]).abs() / rms);
        }
        let found = norm::backward(kind, &x, &dy, GAMMA).map_err(Failure::work)?;
        for (found, dx) in found.dx.iter().zip(&dx) {
            let found = *found as f64 / f64::from(1 << DX_FRAC);
            errors += (found - dx).powi(2);
            squares += dx * dx;
        }
    }
    Ok((worst, (errors / squares).sqrt()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_formulas_hold() {
        for row in formulas().unwrap() {
            assert!(row.holds, "{row:?}");
        }
    }

    #[test]
    fn finite_differences_notice_a_wrong_formula() {
        // L1's scale with L2's backward formula, and the other way round.
        let x: Vec<f64> = samples(1, 64, 300.0, 0.0).into_iter().map(f64::from).collect();
        let dy: Vec<f64> = (0..64)
            .map(|i| f64::from(random(1, 9, 9, i) % 255) - 127.0)
            .collect();
        let [l1, l2] = [Norm::L1, Norm::L2].map(|kind| backward(kind, &x, &dy, 1.0));
        let rms = mean(&l1.iter().map(|dx| dx * dx).collect::<Vec<_>>()).sqrt();
        let most = l1.iter().zip(&l2).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        assert!(most / rms > 1e-2, "{}", most / rms);
    }

    #[test]
    fn gaussian_numbers_have_mean_0_and_deviation_1() {
        let x: Vec<f64> = (0..40_000).map(|i| gaussian(5, i)).collect();
        // Five standard errors.
        assert!(mean(&x).abs() < 0.025 && (deviation(&x) - 1.0).abs() < 0.018);
    }
}
