//! The tile by AVX2: bytes widened to 16 bits, of which one instruction multiplies and adds 8 columns x 2 terms.
//!
//! The instruction for bytes saturates two products at 16 bits, and two products of full bytes leave them.

use super::tile::{Run, Tile, COLUMNS, STEP};
use std::arch::x86_64::{
    __m256i, _mm256_add_epi32, _mm256_and_si256, _mm256_loadu_si256, _mm256_madd_epi16, _mm256_set1_epi32,
    _mm256_slli_epi16, _mm256_srai_epi16, _mm256_srli_epi16, _mm256_storeu_si256,
};

/// Rows whose sums fit the 16 registers beside the operands.
const ROWS: usize = 4;

/// Columns of a vector.
const LANES: usize = 8;

/// [`super::tile::add`].
///
/// # Safety
/// The processor has AVX2. Of `a`, 4 bytes at `row + run.a + step * a_step` and of `b`, 128 bytes at
/// `run.b + step * 128` are inside, for all rows, runs and steps.
#[target_feature(enable = "avx2")]
pub(super) unsafe fn add(a: &[u8], rows: &[usize], a_step: usize, b: &[u8], runs: &[Run], sum: &mut Tile) {
    let (a, b) = (a.as_ptr(), b.as_ptr());
    for (rows, sum) in rows.chunks(ROWS).zip(sum.chunks_mut(ROWS)) {
        for column in (0..COLUMNS).step_by(2 * LANES) {
            // SAFETY: `add_rows` asks for what this function asks for
            unsafe {
                match *rows {
                    [r0, r1, r2, r3] => add_rows(a, [r0, r1, r2, r3], a_step, b, runs, column, sum),
                    [r0, r1, r2] => add_rows(a, [r0, r1, r2], a_step, b, runs, column, sum),
                    [r0, r1] => add_rows(a, [r0, r1], a_step, b, runs, column, sum),
                    [r0] => add_rows(a, [r0], a_step, b, runs, column, sum),
                    _ => {}
                }
            }
        }
    }
}

/// [`add`] on 16 columns from `column` on, for a number of rows that the compiler knows.
///
/// # Safety
/// As [`add`], with `a` and `b` the starts of the slices; `column` is 0 or 16, and `sum` has a row for each of `rows`.
#[target_feature(enable = "avx2")]
unsafe fn add_rows<const R: usize>(
    a: *const u8,
    rows: [usize; R],
    a_step: usize,
    b: *const u8,
    runs: &[Run],
    column: usize,
    sum: &mut [[i32; COLUMNS]],
) {
    let low = _mm256_set1_epi32(0x00ff_00ff);
    // SAFETY: the caller's word for the reads of `a` and `b`; `column` leaves two vectors of a row of the tile
    unsafe {
        let mut acc: [[__m256i; 2]; R] = std::array::from_fn(|r| {
            let row = sum[r].as_ptr().add(column);
            [
                _mm256_loadu_si256(row.cast()),
                _mm256_loadu_si256(row.add(LANES).cast()),
            ]
        });
        for run in runs {
            let rows = rows.map(|row| a.add(row + run.a));
            let b = b.add(run.b + column * 4);
            for step in 0..run.steps {
                let columns = [0, 32].map(|at| {
                    let b = _mm256_loadu_si256(b.add(step * STEP + at).cast());
                    // terms 0 and 2 of each column, and terms 1 and 3
                    [
                        _mm256_srai_epi16::<8>(_mm256_slli_epi16::<8>(b)),
                        _mm256_srai_epi16::<8>(b),
                    ]
                });
                for (acc, row) in acc.iter_mut().zip(rows) {
                    let terms = _mm256_set1_epi32(row.add(step * a_step).cast::<i32>().read_unaligned());
                    let (even, odd) = (_mm256_and_si256(terms, low), _mm256_srli_epi16::<8>(terms));
                    for (acc, b) in acc.iter_mut().zip(columns) {
                        let sum =
                            _mm256_add_epi32(_mm256_madd_epi16(even, b[0]), _mm256_madd_epi16(odd, b[1]));
                        *acc = _mm256_add_epi32(*acc, sum);
                    }
                }
            }
        }
        for (acc, sum) in acc.iter().zip(sum.iter_mut()) {
            let row = sum.as_mut_ptr().add(column);
            _mm256_storeu_si256(row.cast(), acc[0]);
            _mm256_storeu_si256(row.add(LANES).cast(), acc[1]);
        }
    }
}
