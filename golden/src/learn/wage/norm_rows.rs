//! The blocks of [`crate::norm`] on rows `[sample][channel]`, a lane a channel, so that they vectorise. Each equals its
//! block on every value.

use crate::fixed::rhe_shift;
use crate::norm::{Filling, Norm, Reciprocal, Statistics, DEVIATION_FRAC, DX_BITS, L1, L2, MU_FRAC, Y_BITS};

/// RHE(x / 2^shift) with another shift for each channel.
#[derive(Clone, Debug, Default)]
pub(super) struct Rounding {
    shift: Vec<u32>,
    /// Half, less one; 0 where nothing is cut.
    add: Vec<i64>,
    /// 1 where a tie goes to the even side; 0 where nothing is cut.
    odd: Vec<i64>,
}

impl Rounding {
    fn new(shifts: impl Iterator<Item = u32>) -> Self {
        let shift: Vec<u32> = shifts.collect();
        Self {
            add: shift
                .iter()
                .map(|&s| ((1 << s) >> 1) - i64::from(s > 0))
                .collect(),
            odd: shift.iter().map(|&s| i64::from(s > 0)).collect(),
            shift,
        }
    }

    /// For |x| < 2^62.
    #[inline(always)]
    fn round(&self, channel: usize, x: i64) -> i64 {
        let (shift, add, odd) = (self.shift[channel], self.add[channel], self.odd[channel]);
        (x + add + (x >> shift & odd)) >> shift
    }
}

/// mu as the deviations take it: all its fraction bits, and 8 of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Means {
    fine: Vec<i64>,
    coarse: Vec<i32>,
}

impl Means {
    pub fn new(mu: impl Iterator<Item = i32>) -> Self {
        let fine: Vec<i64> = mu.map(i64::from).collect();
        let coarse = |&mu: &i64| rhe_shift(mu, MU_FRAC - DEVIATION_FRAC) as i32;
        Self {
            coarse: fine.iter().map(coarse).collect(),
            fine,
        }
    }

    #[inline(always)]
    fn deviation(&self, channel: usize, x: i16) -> i64 {
        ((i32::from(x) << DEVIATION_FRAC) - self.coarse[channel]).into()
    }

    #[inline(always)]
    fn fine(&self, channel: usize, x: i16) -> i64 {
        (i64::from(x) << MU_FRAC) - self.fine[channel]
    }
}

/// Accumulators to x, and how many were cut; adds x to the sums of the channels.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512bw+avx512vl+avx512dq", "x86_64+avx2"))]
pub(super) fn cut(acc: &[i32], x: &mut [i16], sums: &mut [i64]) -> u64 {
    let n = sums.len();
    let mut count = 0;
    for (acc, x) in acc.chunks_exact(n).zip(x.chunks_exact_mut(n)) {
        let mut cut = 0u32;
        for ((x, sum), &acc) in x.iter_mut().zip(sums.iter_mut()).zip(acc) {
            let value = acc.clamp(i16::MIN.into(), i16::MAX.into());
            cut += u32::from(value != acc);
            *x = value as i16;
            *sum += i64::from(value);
        }
        count += u64::from(cut);
    }
    count
}

/// Adds what the samples add to the sums of deviations.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512bw+avx512vl+avx512dq", "x86_64+avx2"))]
pub(super) fn deviations(kind: Norm, x: &[i16], means: &Means, sums: &mut [i64]) {
    let n = sums.len();
    for x in x.chunks_exact(n) {
        match kind {
            Norm::L1 => {
                for c in 0..n {
                    sums[c] += means.fine(c, x[c]).abs();
                }
            }
            Norm::L2 => {
                for c in 0..n {
                    let d = means.deviation(c, x[c]);
                    sums[c] += d * d;
                }
            }
        }
    }
}

/// s of a channel from its sum of deviations.
pub(super) fn scale_of(kind: Norm, sum: i64, samples: usize) -> i32 {
    match kind {
        Norm::L1 => L1::scale::<i16>(sum as u64, samples),
        Norm::L2 => L2::scale::<i16>(sum as u64, samples),
    }
}

/// What the forward pass multiplies, adds and shifts by.
#[derive(Clone, Debug, Default)]
pub(super) struct Affine {
    means: Means,
    gain: Vec<i64>,
    beta: Vec<i64>,
    rounding: Rounding,
}

impl Affine {
    pub fn new(statistics: &[Statistics], gamma: &[i16], beta: &[i16]) -> Self {
        let reciprocals: Vec<Reciprocal> = statistics.iter().map(|s| Reciprocal::new(s.scale)).collect();
        let gains = reciprocals.iter().zip(gamma);
        Self {
            means: Means::new(statistics.iter().map(|s| s.mu)),
            gain: gains.map(|(r, &gamma)| r.gain(gamma.into())).collect(),
            beta: beta.iter().map(|&beta| beta.into()).collect(),
            rounding: Rounding::new(reciprocals.iter().map(|r| 8 + r.exponent())),
        }
    }
}

/// y of samples, and how many were saturated.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512bw+avx512vl+avx512dq", "x86_64+avx2"))]
pub(super) fn apply(x: &[i16], affine: &Affine, y: &mut [i32]) -> u64 {
    let n = affine.gain.len();
    let (lo, hi) = (-1i64 << (Y_BITS - 1), (1i64 << (Y_BITS - 1)) - 1);
    let mut count = 0;
    for (x, y) in x.chunks_exact(n).zip(y.chunks_exact_mut(n)) {
        let mut cut = 0u32;
        for c in 0..n {
            let product = affine.means.deviation(c, x[c]) * affine.gain[c];
            let value = affine.rounding.round(c, product) + affine.beta[c];
            y[c] = value.clamp(lo, hi) as i32;
            cut += u32::from(value.clamp(lo, hi) != value);
        }
        count += u64::from(cut);
    }
    count
}

/// Sums over samples that the backward pass starts from, a place for each channel.
#[derive(Clone, Debug)]
pub(super) struct BackwardSums {
    /// sum(dy).
    pub dy: Vec<i64>,
    /// sum sgn(x - mu).
    pub signs: Vec<i64>,
    /// sum(dy d), d with 8 fraction bits.
    pub projected: Vec<i64>,
}

impl BackwardSums {
    pub fn zeros(channels: usize) -> Self {
        Self {
            dy: vec![0; channels],
            signs: vec![0; channels],
            projected: vec![0; channels],
        }
    }

    /// The sums over both.
    pub fn plus(mut self, other: &Self) -> Self {
        let pairs = [
            (&mut self.dy, &other.dy),
            (&mut self.signs, &other.signs),
            (&mut self.projected, &other.projected),
        ];
        for (sums, others) in pairs {
            sums.iter_mut().zip(others).for_each(|(sum, other)| *sum += other);
        }
        self
    }
}

/// Adds samples to the sums of the backward pass.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512bw+avx512vl+avx512dq", "x86_64+avx2"))]
pub(super) fn backward_sums(x: &[i16], dy: &[i8], means: &Means, sums: &mut BackwardSums) {
    let n = sums.dy.len();
    let (dys, signs, projected) = (&mut sums.dy[..n], &mut sums.signs[..n], &mut sums.projected[..n]);
    for (x, dy) in x.chunks_exact(n).zip(dy.chunks_exact(n)) {
        for c in 0..n {
            dys[c] += i64::from(dy[c]);
            signs[c] += means.fine(c, x[c]).signum();
            projected[c] += i64::from(dy[c]) * means.deviation(c, x[c]);
        }
    }
}

/// What the backward pass multiplies, subtracts and shifts by.
#[derive(Clone, Debug, Default)]
pub(super) struct Slopes {
    gain: Vec<i64>,
    offset: Vec<i64>,
    slope: Vec<i64>,
    /// Of the projection of L2.
    projection: Rounding,
    rounding: Rounding,
}

impl Slopes {
    /// With dgamma of each channel, from the sums over all samples.
    pub fn new(
        kind: Norm,
        statistics: &[Statistics],
        gamma: &[i16],
        sums: &BackwardSums,
        samples: usize,
    ) -> (Self, Vec<i64>) {
        let mut slopes = Self::default();
        let mut dgammas = Vec::new();
        let reciprocals: Vec<Reciprocal> = statistics.iter().map(|s| Reciprocal::new(s.scale)).collect();
        for (c, &reciprocal) in reciprocals.iter().enumerate() {
            let dgamma = reciprocal.divide(sums.projected[c], DEVIATION_FRAC + crate::norm::DGAMMA_FRAC);
            let b = crate::norm::divide_rhe(dgamma.into(), samples as u64);
            let (slope, balance) = match kind {
                Norm::L1 => (L1::slope(b, reciprocal), L1::balance(b, sums.signs[c])),
                Norm::L2 => (L2::slope(b, reciprocal), L2::balance(b, sums.signs[c])),
            };
            let offset = crate::norm::divide_rhe(i128::from((sums.dy[c] << 16) - balance), samples as u64);
            slopes.gain.push(reciprocal.gain(gamma[c].into()));
            slopes.offset.push(offset);
            slopes.slope.push(slope);
            dgammas.push(dgamma);
        }
        slopes.projection = Rounding::new(reciprocals.iter().map(|r| L2::projection_shift(*r)));
        slopes.rounding = Rounding::new(reciprocals.iter().map(|r| r.exponent()));
        (slopes, dgammas)
    }
}

/// dx of samples; returns the largest magnitude, and how many were saturated.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512bw+avx512vl+avx512dq", "x86_64+avx2"))]
pub(super) fn backward_rows(
    kind: Norm,
    x: &[i16],
    dy: &[i8],
    means: &Means,
    slopes: &Slopes,
    dx: &mut [i64],
) -> (u64, u64) {
    let n = slopes.gain.len();
    let (mut max, mut count) = (0, 0);
    for ((x, dy), dx) in x
        .chunks_exact(n)
        .zip(dy.chunks_exact(n))
        .zip(dx.chunks_exact_mut(n))
    {
        match kind {
            Norm::L1 => {
                for c in 0..n {
                    dx[c] = means.fine(c, x[c]).signum() * slopes.slope[c];
                }
            }
            Norm::L2 => {
                for c in 0..n {
                    dx[c] = slopes
                        .projection
                        .round(c, means.deviation(c, x[c]) * slopes.slope[c]);
                }
            }
        }
        let (lo, hi) = (-1i64 << (DX_BITS - 1), (1i64 << (DX_BITS - 1)) - 1);
        let mut cut = 0u32;
        for c in 0..n {
            let rest = (i64::from(dy[c]) << 16) - slopes.offset[c] - dx[c];
            let value = slopes.rounding.round(c, rest * slopes.gain[c]);
            dx[c] = value.clamp(lo, hi);
            cut += u32::from(dx[c] != value);
            max = max.max(dx[c].abs());
        }
        count += u64::from(cut);
    }
    (max as u64, count)
}

/// `q = error(dx)` with the exponent of the whole tensor.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512bw+avx512vl+avx512dq", "x86_64+avx2"))]
pub(super) fn codes(dx: &[i64], exponent: Option<i32>, q: &mut [i8]) {
    let Some(p) = exponent else { return q.fill(0) };
    // |dx| < 2^48, so that neither direction leaves 64 bits
    let (left, right) = ((7 - p).max(0) as u32, (p - 7).max(0) as u32);
    let (add, odd) = (
        ((1i64 << right) >> 1) - i64::from(right > 0),
        i64::from(right > 0),
    );
    for (q, &dx) in q.iter_mut().zip(dx) {
        let dx = dx << left;
        *q = ((dx + add + (dx >> right & odd)) >> right).clamp(-127, 127) as i8;
    }
}
