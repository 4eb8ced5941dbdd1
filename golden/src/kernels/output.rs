//! From a tile to memory.

use super::tile::{Sums, COLUMNS, ROWS};

/// Which of four tiles won.
pub(super) type Winners = [[u8; COLUMNS]; ROWS];

/// Copies some columns of a tile, its rows `stride` apart; returns the largest magnitude of all its columns.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub(super) fn store(tile: &[Sums], columns: usize, out: &mut [i32], stride: usize) -> u32 {
    let mut max = [0; COLUMNS];
    for (sums, out) in tile.iter().zip(out.chunks_mut(stride)) {
        match out.first_chunk_mut() {
            Some(out) if columns == COLUMNS => *out = *sums,
            _ => out[..columns].copy_from_slice(&sums[..columns]),
        }
        for j in 0..COLUMNS {
            max[j] = max[j].max(sums[j].unsigned_abs());
        }
    }
    max.iter().fold(0, |max, &m| max.max(m))
}

/// [`store`] of winners.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub(super) fn store_winners(tile: &[[u8; COLUMNS]], columns: usize, out: &mut [u8], stride: usize) {
    for (winners, out) in tile.iter().zip(out.chunks_mut(stride)) {
        match out.first_chunk_mut() {
            Some(out) if columns == COLUMNS => *out = *winners,
            _ => out[..columns].copy_from_slice(&winners[..columns]),
        }
    }
}

/// The largest of four tiles, in the first, and which it was, the first of equal ones.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub(super) fn compete(tiles: &mut [[Sums; ROWS]; 4], won: &mut Winners, rows: usize) {
    let [t0, t1, t2, t3] = tiles;
    let each = t0.iter_mut().zip(t1).zip(t2).zip(t3).zip(won);
    for ((((max, x1), x2), x3), won) in each.take(rows) {
        for j in 0..COLUMNS {
            let place = if x1[j] > max[j] { 1 } else { 0 };
            let first = max[j].max(x1[j]);
            let place = if x2[j] > first { 2 } else { place };
            let first = first.max(x2[j]);
            won[j] = if x3[j] > first { 3 } else { place };
            max[j] = first.max(x3[j]);
        }
    }
}
