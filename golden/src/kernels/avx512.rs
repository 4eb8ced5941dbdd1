//! The tile by AVX-512 VNNI: one instruction multiplies and adds 16 columns x 4 terms.

use super::tile::{Run, Tile, STEP};
use std::arch::x86_64::{
    __m512i, _mm512_dpbusd_epi32, _mm512_loadu_si512, _mm512_set1_epi32, _mm512_storeu_si512,
};

/// [`super::tile::add`].
///
/// # Safety
/// The processor has AVX-512 F and VNNI. Of `a`, 4 bytes at `row + run.a + step * a_step` and of `b`, 128 bytes at
/// `run.b + step * 128` are inside, for all rows, runs and steps.
#[target_feature(enable = "avx512f,avx512vnni")]
pub(super) unsafe fn add(a: &[u8], rows: &[usize], a_step: usize, b: &[u8], runs: &[Run], sum: &mut Tile) {
    let (a, b) = (a.as_ptr(), b.as_ptr());
    // SAFETY: `add_rows` asks for what this function asks for
    unsafe {
        match *rows {
            [r0, r1, r2, r3, r4, r5, r6, r7] => {
                add_rows(a, [r0, r1, r2, r3, r4, r5, r6, r7], a_step, b, runs, sum)
            }
            [r0, r1, r2, r3, r4, r5, r6] => add_rows(a, [r0, r1, r2, r3, r4, r5, r6], a_step, b, runs, sum),
            [r0, r1, r2, r3, r4, r5] => add_rows(a, [r0, r1, r2, r3, r4, r5], a_step, b, runs, sum),
            [r0, r1, r2, r3, r4] => add_rows(a, [r0, r1, r2, r3, r4], a_step, b, runs, sum),
            [r0, r1, r2, r3] => add_rows(a, [r0, r1, r2, r3], a_step, b, runs, sum),
            [r0, r1, r2] => add_rows(a, [r0, r1, r2], a_step, b, runs, sum),
            [r0, r1] => add_rows(a, [r0, r1], a_step, b, runs, sum),
            [r0] => add_rows(a, [r0], a_step, b, runs, sum),
            _ => {}
        }
    }
}

/// [`add`] for a number of rows that the compiler knows, so that their sums stay in registers.
///
/// # Safety
/// As [`add`], with `a` and `b` the starts of the slices.
#[target_feature(enable = "avx512f,avx512vnni")]
unsafe fn add_rows<const R: usize>(
    a: *const u8,
    rows: [usize; R],
    a_step: usize,
    b: *const u8,
    runs: &[Run],
    sum: &mut Tile,
) {
    // SAFETY: the caller's word for the reads of `a` and `b`; a row of the tile is two vectors
    unsafe {
        let mut acc: [[__m512i; 2]; R] = std::array::from_fn(|r| {
            let row = sum[r].as_ptr();
            [
                _mm512_loadu_si512(row.cast()),
                _mm512_loadu_si512(row.add(16).cast()),
            ]
        });
        for run in runs {
            let rows = rows.map(|row| a.add(row + run.a));
            let (mut at, mut b) = (0, b.add(run.b));
            for _ in 0..run.steps {
                let columns = [_mm512_loadu_si512(b.cast()), _mm512_loadu_si512(b.add(64).cast())];
                for (acc, row) in acc.iter_mut().zip(rows) {
                    let terms = _mm512_set1_epi32(row.add(at).cast::<i32>().read_unaligned());
                    acc[0] = _mm512_dpbusd_epi32(acc[0], terms, columns[0]);
                    acc[1] = _mm512_dpbusd_epi32(acc[1], terms, columns[1]);
                }
                at += a_step;
                b = b.wrapping_add(STEP);
            }
        }
        for (acc, sum) in acc.iter().zip(sum.iter_mut()) {
            let row = sum.as_mut_ptr();
            _mm512_storeu_si512(row.cast(), acc[0]);
            _mm512_storeu_si512(row.add(16).cast(), acc[1]);
        }
    }
}
