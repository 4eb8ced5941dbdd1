//! Signed bytes as unsigned ones for the left side of a tile: 128 more, one inverted bit. Whoever multiplies them
//! subtracts 128 times the other side's sum.

use super::tile::TERMS;

/// What is added to a signed byte.
pub(super) const OFFSET: i32 = 128;

/// 0 with the offset.
pub(super) const ZERO: u8 = 0x80;

/// `out = x` with the offset.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub(super) fn offset(x: &[i8], out: &mut [u8]) {
    out.iter_mut().zip(x).for_each(|(out, &x)| *out = x as u8 ^ ZERO);
}

/// Four rows of bytes as one row of groups of four, each byte xored with `flip`: `out[4 i + r] = rows[r][i] ^ flip`.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub(super) fn interleave(rows: [&[i8]; TERMS], flip: u8, out: &mut [u8]) {
    const LANES: usize = 32;
    let [r0, r1, r2, r3] = rows;
    let flip = u32::from_le_bytes([flip; TERMS]);
    let byte = |x: i8| u32::from(x as u8);
    let pieces = r0
        .chunks(LANES)
        .zip(r1.chunks(LANES))
        .zip(r2.chunks(LANES))
        .zip(r3.chunks(LANES));
    for ((((r0, r1), r2), r3), out) in pieces.zip(out.chunks_mut(LANES * TERMS)) {
        let mut words = [0u32; LANES];
        let each = words.iter_mut().zip(r0).zip(r1).zip(r2).zip(r3);
        each.for_each(|((((word, &x0), &x1), &x2), &x3)| {
            *word = (byte(x0) | byte(x1) << 8 | byte(x2) << 16 | byte(x3) << 24) ^ flip;
        });
        for (out, word) in out.chunks_exact_mut(TERMS).zip(words) {
            out.copy_from_slice(&word.to_le_bytes());
        }
    }
}

/// `sums[j] += row[j]`.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub(super) fn add_row(row: &[i8], sums: &mut [i32]) {
    sums.iter_mut()
        .zip(row)
        .for_each(|(sum, &x)| *sum += i32::from(x));
}

/// The values that won place `place` of their square with the offset, and 0 with it for the others.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub(super) fn winners(x: &[i8], winner: &[u8], place: u8, out: &mut [u8]) {
    for ((out, &x), &winner) in out.iter_mut().zip(x).zip(winner) {
        *out = ZERO ^ if winner == place { x as u8 } else { 0 };
    }
}

/// [`interleave`] of the values that won place `place` of their square, 0 for the others.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub(super) fn interleave_winners(rows: [&[i8]; TERMS], winner: [&[u8]; TERMS], place: u8, out: &mut [u8]) {
    const LANES: usize = 32;
    for (piece, out) in out.chunks_mut(LANES * TERMS).enumerate() {
        let mut words = [0u32; LANES];
        for (r, (row, winner)) in rows.iter().zip(winner).enumerate() {
            let (row, winner) = (&row[piece * LANES..], &winner[piece * LANES..]);
            for ((word, &x), &winner) in words.iter_mut().zip(row).zip(winner) {
                let x = if winner == place { x as u8 } else { 0 };
                *word |= u32::from(x) << (8 * r);
            }
        }
        for (out, word) in out.chunks_exact_mut(TERMS).zip(words) {
            out.copy_from_slice(&word.to_le_bytes());
        }
    }
}
