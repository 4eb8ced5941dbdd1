//! One training step as numerics.md has it, element by element, with nothing of `golden::learn` but the shapes. The
//! normalisers are the blocks of `golden::norm`, channel by channel.

use golden::learn::wage::{Architecture, Batch, Layer, NormParameters, Parameters};
use golden::norm::{backward, forward, normalise, running, Norm, Statistics};
use golden::random::random;
use golden::wage::{alpha_log2, ternary};

/// RHE(x / 2^shift) from its definition.
pub fn rhe(x: i128, shift: u32) -> i128 {
    let unit = 1i128 << shift;
    let (floor, twice) = (x.div_euclid(unit), 2 * x.rem_euclid(unit));
    match twice.cmp(&unit) {
        std::cmp::Ordering::Less => floor,
        std::cmp::Ordering::Greater => floor + 1,
        std::cmp::Ordering::Equal => floor + floor.rem_euclid(2),
    }
}

/// The p with 2^p nearest to the largest magnitude, the break at sqrt 2.
pub fn scale(x: impl IntoIterator<Item = i64>) -> Option<i32> {
    let m = x.into_iter().map(|x| i128::from(x).abs()).max().unwrap_or(0);
    (0..64).find(|p| m * m < 1 << (2 * p + 1)).filter(|_| m > 0)
}

fn error(e: &[i64]) -> Vec<i64> {
    let Some(p) = scale(e.iter().copied()) else {
        return vec![0; e.len()];
    };
    e.iter()
        .map(|&e| rhe(i128::from(e) << 7, p as u32).clamp(-127, 127) as i64)
        .collect()
}

fn update(value: i64, g: i64, scale: i32, rate_log2: i32, random: u16, (lo, hi): (i128, i128)) -> i64 {
    let (sh, g_abs, random) = (scale - rate_log2, i128::from(g).abs(), i128::from(random));
    let step = match sh {
        ..=0 => g_abs << -sh,
        1..=16 => (g_abs + (random >> (16 - sh))) >> sh,
        _ => (g_abs + (random << (sh - 16))) >> sh,
    };
    (i128::from(value) - i128::from(g.signum()) * step).clamp(lo, hi) as i64
}

/// A layer's tensors, `[image][y][x][channel]`.
#[derive(Clone, Debug, Default)]
pub struct Tensors {
    pub acc: Vec<i64>,
    /// The position of the convolution that an accumulator is of.
    pub winner: Vec<(usize, usize)>,
    pub x: Vec<i16>,
    pub y: Vec<i64>,
    pub a: Vec<i64>,
    pub clipped: Vec<bool>,
}

/// What a step found, to compare with the report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    pub correct: usize,
    pub error_squares: u64,
    /// clipped, x, y, dx saturations of each layer.
    pub counts: Vec<[u64; 4]>,
    /// scales of e, dx, g, dgamma, dbeta of each layer.
    pub scales: Vec<[Option<i32>; 5]>,
}

/// The value of a map at (y, x) counted from the corner of the padding.
fn at(map: &[i64], layer: &Layer, image: usize, (y, x): (usize, usize), c: usize) -> i64 {
    let (h, w, channels) = (layer.input.height, layer.input.width, layer.input.channels);
    let inside = |at: usize, size: usize| at >= layer.pad && at < size + layer.pad;
    if !inside(y, h) || !inside(x, w) {
        return 0;
    }
    map[((image * h + y - layer.pad) * w + x - layer.pad) * channels + c]
}

fn taps(layer: &Layer) -> impl Iterator<Item = (usize, usize, usize, usize)> {
    let (kh, kw) = layer.kernel;
    let channels = layer.input.channels;
    (0..kh).flat_map(move |ky| {
        (0..kw).flat_map(move |kx| (0..channels).map(move |c| ((ky * kw + kx) * channels + c, ky, kx, c)))
    })
}

fn channel<T: Copy>(tensor: &[T], n: usize, channel: usize) -> Vec<T> {
    tensor[channel..].iter().step_by(n).copied().collect()
}

/// The forward pass of one layer; with `train` a normaliser uses the statistics of the batch and moves the running ones.
pub fn layer_forward(
    layer: &Layer,
    parameters: &mut Parameters,
    l: usize,
    a: &[i64],
    images: usize,
    train: bool,
) -> (Tensors, [u64; 4]) {
    let n = layer.outputs();
    let mut t = Tensors::default();
    let w = &parameters.weights[l];
    for image in 0..images {
        for y in 0..layer.result.height {
            for x in 0..layer.result.width {
                for o in 0..n {
                    let mac = |(oy, ox): (usize, usize)| -> i64 {
                        taps(layer)
                            .map(|(k, ky, kx, c)| {
                                at(a, layer, image, (oy + ky, ox + kx), c) * i64::from(ternary(w[(k, o)]))
                            })
                            .sum()
                    };
                    let places = if layer.pool {
                        vec![
                            (2 * y, 2 * x),
                            (2 * y, 2 * x + 1),
                            (2 * y + 1, 2 * x),
                            (2 * y + 1, 2 * x + 1),
                        ]
                    } else {
                        vec![(y, x)]
                    };
                    let mut best = (mac(places[0]), places[0]);
                    for &place in &places[1..] {
                        let acc = mac(place);
                        if acc > best.0 {
                            best = (acc, place);
                        }
                    }
                    t.acc.push(best.0);
                    t.winner.push(best.1);
                }
            }
        }
    }
    let shift = 1 + alpha_log2(layer.taps());
    let mut counts = [0; 4];
    t.x = t.acc.iter().map(|&acc| acc.clamp(-32768, 32767) as i16).collect();
    match (layer.norm, &mut parameters.norms[l]) {
        (Some(kind), Some(norm)) => {
            let cut = t.acc.iter().zip(&t.x).filter(|(&acc, &x)| acc != i64::from(x));
            counts[1] = cut.count() as u64;
            t.y = vec![0; t.acc.len()];
            for c in 0..n {
                let x = channel(&t.x, n, c);
                let (y, saturations) = if train {
                    normalise_channel(kind, norm, c, &x)
                } else {
                    let statistics = Statistics {
                        mu: norm.mean[c],
                        scale: norm.scale[c],
                    };
                    let result =
                        normalise(&x, statistics, norm.gamma[c].into(), norm.beta[c].into()).unwrap();
                    (result.y, result.saturations)
                };
                counts[2] += saturations;
                y.iter().enumerate().for_each(|(i, &y)| t.y[i * n + c] = y.into());
            }
            norm.set |= train;
            t.clipped = t.y.iter().map(|&y| rhe(y.into(), 3).abs() > 127).collect();
            let lo = if layer.relu { 0 } else { -127 };
            t.a =
                t.y.iter()
                    .map(|&y| rhe(y.into(), 3).clamp(lo, 127) as i64)
                    .collect();
        }
        _ => {
            t.clipped = t.acc.iter().map(|&acc| acc.abs() > 127 << shift).collect();
            let lo = if layer.relu { 0 } else { -127 };
            t.a = t
                .acc
                .iter()
                .map(|&acc| rhe(acc.into(), shift).clamp(lo, 127) as i64)
                .collect();
        }
    }
    counts[0] = t.clipped.iter().filter(|&&clipped| clipped).count() as u64;
    (t, counts)
}

fn normalise_channel(kind: Norm, norm: &mut NormParameters, c: usize, x: &[i16]) -> (Vec<i32>, u64) {
    let result = forward(kind, x, norm.gamma[c].into(), norm.beta[c].into()).unwrap();
    if norm.set {
        norm.mean[c] = running(norm.mean[c], result.mu);
        norm.scale[c] = running(norm.scale[c], result.scale);
    } else {
        norm.mean[c] = result.mu;
        norm.scale[c] = result.scale;
    }
    (result.y, result.saturations)
}

/// One training step; `parameters` are the new ones after it.
pub fn step(architecture: &Architecture, parameters: &mut Parameters, batch: &Batch) -> Found {
    let images = batch.images.nrows();
    let layers = architecture.layers();
    let depth = layers.len();
    let mut found = Found {
        counts: vec![[0; 4]; depth],
        scales: vec![[None; 5]; depth],
        ..Found::default()
    };
    let mut inputs = vec![batch.images.iter().map(|&a| i64::from(a)).collect::<Vec<_>>()];
    let mut tensors = Vec::new();
    for (l, layer) in layers.iter().enumerate() {
        let (t, counts) = layer_forward(layer, parameters, l, &inputs[l], images, true);
        found.counts[l] = counts;
        inputs.push(t.a.clone());
        tensors.push(t);
    }

    let classes = architecture.outputs();
    let mut e = inputs[depth].clone();
    for (b, &label) in batch.labels.iter().enumerate() {
        let result = &inputs[depth][b * classes..][..classes];
        let max = result.iter().max().unwrap();
        let prediction = result.iter().position(|a| a == max).unwrap();
        found.correct += usize::from(prediction == usize::from(label));
        e[b * classes + usize::from(label)] -= 128;
    }
    found.error_squares = e.iter().map(|e| (e * e) as u64).sum();

    let old = parameters.clone();
    for (l, layer) in layers.iter().enumerate().rev() {
        let (t, n) = (&tensors[l], layer.outputs());
        for (e, &clipped) in e.iter_mut().zip(&t.clipped) {
            *e = if clipped { 0 } else { *e };
        }
        found.scales[l][0] = scale(e.iter().copied());
        let mut q = error(&e);
        if l + 1 < depth {
            let sign = if layer.norm.is_some() { &t.y } else { &t.acc };
            q.iter_mut()
                .zip(sign)
                .for_each(|(q, &v)| *q = if v <= 0 { 0 } else { *q });
        }
        if let (Some(kind), Some(norm)) = (layer.norm, &mut parameters.norms[l]) {
            let (mut dgamma, mut dbeta, mut dx) = (Vec::new(), Vec::new(), vec![0; q.len()]);
            for c in 0..n {
                let dy: Vec<i8> = channel(&q, n, c).into_iter().map(|q| q as i8).collect();
                let back = backward(kind, &channel(&t.x, n, c), &dy, norm.gamma[c].into()).unwrap();
                back.dx.iter().enumerate().for_each(|(i, &v)| dx[i * n + c] = v);
                dgamma.push(back.dgamma);
                dbeta.push(back.dbeta);
                found.counts[l][3] += back.saturations;
            }
            found.scales[l][1] = scale(dx.iter().copied());
            q = error(&dx);
            let trained = [
                (&mut norm.gamma, &dgamma, 256, (1, 1023), 3),
                (&mut norm.beta, &dbeta, 512, (-4096, 4095), 4),
            ];
            for (values, gradients, first, bounds, place) in trained {
                let Some(p) = scale(gradients.iter().copied()) else {
                    continue;
                };
                found.scales[l][place] = Some(p);
                for (c, (value, &g)) in values.iter_mut().zip(gradients).enumerate() {
                    let random = random(batch.seed, batch.step, first + l as u32, c as u32);
                    *value = update((*value).into(), g, p, batch.rate_log2, random, bounds) as i16;
                }
            }
        }
        let mut below = vec![0; inputs[l].len()];
        let mut g = vec![0; layer.weights()];
        let (h, w, channels) = (layer.input.height, layer.input.width, layer.input.channels);
        let positions = layer.result.positions();
        for (i, &q) in q.iter().enumerate() {
            let (image, o) = (i / (positions * n), i % n);
            let (oy, ox) = t.winner[i];
            for (k, ky, kx, c) in taps(layer) {
                let (y, x) = (oy + ky, ox + kx);
                g[k * n + o] += q * at(&inputs[l], layer, image, (y, x), c);
                if y >= layer.pad && x >= layer.pad && y < h + layer.pad && x < w + layer.pad {
                    let at = ((image * h + y - layer.pad) * w + x - layer.pad) * channels + c;
                    below[at] += q * i64::from(ternary(old.weights[l][(k, o)]));
                }
            }
        }
        found.scales[l][2] = scale(g.iter().copied());
        if let Some(p) = found.scales[l][2] {
            for (index, w) in parameters.weights[l].iter_mut().enumerate() {
                let random = random(batch.seed, batch.step, l as u32, index as u32);
                *w = update((*w).into(), g[index], p, batch.rate_log2, random, (-64, 64)) as i8;
            }
        }
        e = below;
    }
    found
}
