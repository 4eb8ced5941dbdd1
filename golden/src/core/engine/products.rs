//! The sums of a tile.

use super::super::program::Product;
use super::job::Job;
use super::memories::Memories;

/// Lanes of the largest array.
pub(super) const LANES_MAX: usize = 16;

/// Accumulators of a tile, `[row][column]`, N of each.
pub(super) type Accumulators = [i32; LANES_MAX * LANES_MAX];

/// Operands of up to N steps, `[step][lane]`.
type Block = [i8; LANES_MAX * LANES_MAX];

/// Steps whose ternary products fit 16 bits: 255 * 128 < 2^15.
const TERNARY_STEPS: usize = 255;

/// The accumulators of a tile, rows and columns in use or not.
pub(super) fn accumulate(job: &Job, memories: &Memories, n: usize) -> Accumulators {
    match job.tile.product {
        Product::Forward => forward(job, memories, n),
        Product::Transposed => transposed(job, memories, n),
        Product::Gradient => gradient(job, memories, n),
        Product::Loss => loss(job, memories, n),
    }
}

fn forward(job: &Job, memories: &Memories, n: usize) -> Accumulators {
    let mut acc = [0; LANES_MAX * LANES_MAX];
    let steps = job.counts[0] as usize;
    job.passes(|x, y, _| {
        let mut done = 0;
        while done < steps {
            let a = memories.a.from(x.wrapping_add(done as u32));
            let w = memories.digits().from(y.wrapping_add(done as u32));
            let length = (steps - done)
                .min(TERNARY_STEPS)
                .min(a.len() / n)
                .min(w.len() / n);
            ternary_steps(n, &a[..length * n], &w[..length * n], &mut acc);
            done += length;
        }
    });
    acc
}

/// The columns of E at `address` and on, one of each lane of a block; where the pool did not take `want`, 0.
fn unpooled(job: &Job, memories: &Memories, address: u32, want: u8, out: &mut [i8]) {
    out.copy_from_slice(memories.e.column(address));
    if job.tile.unpool {
        let winner = memories.winner.column(address);
        out.iter_mut()
            .zip(winner)
            .filter(|(_, winner)| **winner != want)
            .for_each(|(e, _)| *e = 0);
    }
}

fn transposed(job: &Job, memories: &Memories, n: usize) -> Accumulators {
    let mut acc = [0; LANES_MAX * LANES_MAX];
    let steps = job.counts[0] as usize;
    let (mut e, mut w): (Block, Block) = ([0; _], [0; _]);
    job.passes(|x, y, want| {
        for first in (0..steps).step_by(n) {
            let lanes = n.min(steps - first);
            let x = x.wrapping_add(first as u32);
            let y = y.wrapping_add(job.wrap.1.wrapping_mul((first / n) as u32));
            for (lane, e) in e.chunks_exact_mut(n).take(lanes).enumerate() {
                unpooled(job, memories, x.wrapping_add(lane as u32), want, e);
            }
            for j in 0..n {
                let column = memories.digits().column(y.wrapping_add(j as u32));
                (0..lanes).for_each(|lane| w[lane * n + j] = column[lane]);
            }
            ternary_steps(n, &e[..lanes * n], &w[..lanes * n], &mut acc);
        }
    });
    acc
}

fn gradient(job: &Job, memories: &Memories, n: usize) -> Accumulators {
    let mut acc = [0; LANES_MAX * LANES_MAX];
    let steps = job.counts[0] as usize;
    let (mut a, mut e): (Block, Block) = ([0; _], [0; _]);
    let mut column = [0; LANES_MAX];
    job.passes(|x, y, want| {
        for first in (0..steps).step_by(n) {
            let (lanes, group) = (n.min(steps - first), (first / n) as u32);
            let x = x.wrapping_add(job.wrap.0.wrapping_mul(group));
            let y = y.wrapping_add(job.wrap.1.wrapping_mul(group));
            for i in 0..n {
                let column = memories.a.column(x.wrapping_add(job.row_offset(i)));
                (0..lanes).for_each(|lane| a[lane * n + i] = column[lane]);
            }
            for j in 0..n {
                let column = &mut column[..n];
                unpooled(job, memories, y.wrapping_add(j as u32), want, column);
                (0..lanes).for_each(|lane| e[lane * n + j] = column[lane]);
            }
            code_steps(n, &a[..lanes * n], &e[..lanes * n], &mut acc);
        }
    });
    acc
}

/// What a true class should have, one above the largest code.
const TARGET: i32 = 128;

fn loss(job: &Job, memories: &Memories, n: usize) -> Accumulators {
    let mut acc = [0; LANES_MAX * LANES_MAX];
    let labels = memories.labels.column(job.y);
    for j in 0..n as u32 {
        let class = job.d.wrapping_add(j) & 0xf_ffff;
        let a = memories.a.column(job.x.wrapping_add(j));
        for (i, (a, label)) in a.iter().zip(labels).enumerate() {
            let target = if u32::from(*label) == class { TARGET } else { 0 };
            acc[i * n + j as usize] = i32::from(*a) - target;
        }
    }
    acc
}

/// `acc[i][j] += sum of a[step][i] * w[step][j]` for ternary w and at most [`TERNARY_STEPS`] steps.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
fn ternary_steps(n: usize, a: &[i8], w: &[i8], acc: &mut Accumulators) {
    match n {
        4 => ternary_lanes::<4>(a, w, acc),
        8 => ternary_lanes::<8>(a, w, acc),
        _ => ternary_lanes::<LANES_MAX>(a, w, acc),
    }
}

#[inline(always)]
fn ternary_lanes<const N: usize>(a: &[i8], w: &[i8], acc: &mut Accumulators) {
    let mut sums = [[0i16; N]; N];
    for (a, w) in a.chunks_exact(N).zip(w.chunks_exact(N)) {
        let mut digits = [0i16; N];
        for j in 0..N {
            digits[j] = w[j].into();
        }
        for i in 0..N {
            let a = i16::from(a[i]);
            for j in 0..N {
                sums[i][j] += a * digits[j];
            }
        }
    }
    for (acc, sum) in acc.iter_mut().zip(sums.as_flattened()) {
        *acc = acc.wrapping_add(i32::from(*sum));
    }
}

/// `acc[i][j] += sum of a[step][i] * e[step][j]` for codes of both.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
fn code_steps(n: usize, a: &[i8], e: &[i8], acc: &mut Accumulators) {
    match n {
        4 => code_lanes::<4>(a, e, acc),
        8 => code_lanes::<8>(a, e, acc),
        _ => code_lanes::<LANES_MAX>(a, e, acc),
    }
}

#[inline(always)]
fn code_lanes<const N: usize>(a: &[i8], e: &[i8], acc: &mut Accumulators) {
    for (a, e) in a.chunks_exact(N).zip(e.chunks_exact(N)) {
        let mut codes = [0i16; N];
        for j in 0..N {
            codes[j] = e[j].into();
        }
        for (a, acc) in a.iter().zip(acc.chunks_exact_mut(N)) {
            let a = i16::from(*a);
            for j in 0..N {
                // 128 * 128 fits 16 bits
                acc[j] = acc[j].wrapping_add(i32::from(a * codes[j]));
            }
        }
    }
}
