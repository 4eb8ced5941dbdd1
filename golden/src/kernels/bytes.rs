//! Bytes on their way into a tile. To its left side, which is unsigned, signed ones go with 128 more, one inverted bit;
//! whoever multiplies them subtracts 128 times the other side's sum. Bytes that are not negative go as they are: a step
//! of zeros can then be left out.

use super::tile::{Group, Run, Step, COLUMNS, TERMS};

/// What is added to a signed byte.
pub(super) const OFFSET: i32 = 128;

/// 0 with the offset.
pub(super) const ZERO: u8 = 0x80;

/// Four rows as one row of groups, each byte xored with `flip`.
#[inline(always)]
pub(super) fn side_by_side(rows: [&[i8; COLUMNS]; TERMS], flip: u8, out: &mut Step) {
    let [r0, r1, r2, r3] = rows;
    for j in 0..COLUMNS {
        out[j] = [
            r0[j] as u8 ^ flip,
            r1[j] as u8 ^ flip,
            r2[j] as u8 ^ flip,
            r3[j] as u8 ^ flip,
        ];
    }
}

/// Copies up to 32 values, and zeros behind them.
#[inline(always)]
fn padded(row: &[i8]) -> [i8; COLUMNS] {
    let mut out = [0; COLUMNS];
    match row.first_chunk() {
        Some(row) => out = *row,
        None => out[..row.len()].copy_from_slice(row),
    }
    out
}

/// The bit to invert in each of `x` so that none is negative: none, or that of the offset.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub(super) fn flip_of(x: &[i8]) -> u8 {
    let any = x.iter().fold(0, |any, &x| any | x);
    any as u8 & ZERO
}

/// Steps of `a`, each of `rows` groups, `a_step` apart, that are not all 0, as runs.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub(super) fn lit_runs(a: &[Group], a_step: usize, rows: usize, runs: &mut Vec<Run>) {
    runs.clear();
    for (step, a) in a.chunks(a_step).enumerate() {
        let any = a[..rows].as_flattened().iter().fold(0, |any, &x| any | x);
        if any == 0 {
            continue;
        }
        match runs.last_mut() {
            Some(run) if run.b + run.steps == step => run.steps += 1,
            _ => runs.push(Run {
                a: step * a_step,
                b: step,
                steps: 1,
            }),
        }
    }
}

/// Four rows as one row of groups, each byte xored with `flip`.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub(super) fn interleave(rows: [&[i8]; TERMS], flip: u8, out: &mut [Group]) {
    for (piece, out) in out.chunks_mut(COLUMNS).enumerate() {
        let at = piece * COLUMNS;
        let [r0, r1, r2, r3] = rows;
        let rows = [&r0[at..], &r1[at..], &r2[at..], &r3[at..]];
        if let Some(out) = out.first_chunk_mut() {
            step(rows, flip, out);
        } else {
            let mut groups = [[0; TERMS]; COLUMNS];
            step(rows, flip, &mut groups);
            out.copy_from_slice(&groups[..out.len()]);
        }
    }
}

/// Up to 32 columns of four rows as a step, each byte xored with `flip`.
#[inline(always)]
pub(super) fn step(rows: [&[i8]; TERMS], flip: u8, out: &mut Step) {
    let [r0, r1, r2, r3] = rows;
    side_by_side([&padded(r0), &padded(r1), &padded(r2), &padded(r3)], flip, out);
}

/// Up to 32 columns of four rows of unsigned bytes as a step.
#[inline(always)]
pub(super) fn unsigned_step(rows: [&[u8]; TERMS]) -> Step {
    let mut padded = [[0u8; COLUMNS]; TERMS];
    for (padded, row) in padded.iter_mut().zip(rows) {
        match row.first_chunk() {
            Some(row) => *padded = *row,
            None => padded[..row.len()].copy_from_slice(row),
        }
    }
    let [r0, r1, r2, r3] = &padded;
    let mut out = [[0; TERMS]; COLUMNS];
    for j in 0..COLUMNS {
        out[j] = [r0[j], r1[j], r2[j], r3[j]];
    }
    out
}

/// The bytes of `x` where `winner` is `place`, 0 elsewhere.
#[inline(always)]
pub(super) fn won(x: &Step, winner: &Step, place: u8, out: &mut Step) {
    let (x, winner) = (x.as_flattened(), winner.as_flattened());
    for ((out, &x), &winner) in out.as_flattened_mut().iter_mut().zip(x).zip(winner) {
        *out = if winner == place { x } else { 0 };
    }
}

/// `sums[j] += row[j]` for each row of `x`.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub(super) fn add_rows(x: &[i8], sums: &mut [i32]) {
    let n = sums.len();
    for (panel, sums) in sums.chunks_mut(COLUMNS).enumerate() {
        let mut sum = [0; COLUMNS];
        for x in x.chunks(n) {
            let row = padded(&x[panel * COLUMNS..]);
            for j in 0..COLUMNS {
                sum[j] += i32::from(row[j]);
            }
        }
        sums.iter_mut().zip(sum).for_each(|(sums, sum)| *sums += sum);
    }
}

/// Puts the groups of an image, each byte xored with `flip`, where a block of `images` has them: each `images` places on.
/// A last group that is not full is filled with zeros.
#[inline(always)]
pub(super) fn spread(x: &[i8], images: usize, flip: u8, out: &mut [Group]) {
    let (groups, rest) = x.as_chunks::<TERMS>();
    for (&[x0, x1, x2, x3], out) in groups.iter().zip(out.iter_mut().step_by(images)) {
        let word = u32::from_ne_bytes([x0 as u8, x1 as u8, x2 as u8, x3 as u8]);
        *out = (word ^ u32::from_ne_bytes([flip; TERMS])).to_ne_bytes();
    }
    if !rest.is_empty() {
        let group = std::array::from_fn(|t| rest.get(t).map_or(flip, |&x| x as u8 ^ flip));
        out[groups.len() * images] = group;
    }
}
