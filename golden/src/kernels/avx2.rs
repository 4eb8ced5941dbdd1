//! The tile by AVX2: bytes widened to 16 bits, of which one instruction multiplies and adds 8 columns x 2 terms.
//!
//! The instruction for bytes saturates two products at 16 bits, and two products of full bytes leave them.

use super::tile::{Group, Run, Step, Sums, COLUMNS};
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
/// The processor has AVX2. For all runs and steps, `a` has as many groups as `sum` has rows from
/// `run.a + step * a_step` on, and `b` has a step at `run.b + step`.
#[target_feature(enable = "avx2")]
pub(super) unsafe fn add(a: &[Group], a_step: usize, b: &[Step], runs: &[Run], sum: &mut [Sums]) {
    for (block, sum) in sum.chunks_mut(ROWS).enumerate() {
        for column in (0..COLUMNS).step_by(2 * LANES) {
            let row = block * ROWS;
            // SAFETY: `add_rows` asks for what this function asks for, and gets as many rows as it is made for
            unsafe {
                match sum.len() {
                    1 => add_rows::<1>(a, row, a_step, b, column, runs, sum),
                    2 => add_rows::<2>(a, row, a_step, b, column, runs, sum),
                    3 => add_rows::<3>(a, row, a_step, b, column, runs, sum),
                    _ => add_rows::<ROWS>(a, row, a_step, b, column, runs, sum),
                }
            }
        }
    }
}

/// [`add`] on 16 columns from `column` on and the rows from `row` on, for a number of rows that the compiler knows.
///
/// # Safety
/// As [`add`]; `sum` has `R` rows and `column` is 0 or 16.
#[target_feature(enable = "avx2")]
unsafe fn add_rows<const R: usize>(
    a: &[Group],
    row: usize,
    a_step: usize,
    b: &[Step],
    column: usize,
    runs: &[Run],
    sum: &mut [Sums],
) {
    let low = _mm256_set1_epi32(0x00ff_00ff);
    // SAFETY: the caller's word for the reads of `a` and `b`; `column` leaves two vectors of a row and of a step
    unsafe {
        let mut acc: [[__m256i; 2]; R] = std::array::from_fn(|r| {
            let row = sum[r].as_ptr().add(column);
            [
                _mm256_loadu_si256(row.cast()),
                _mm256_loadu_si256(row.add(LANES).cast()),
            ]
        });
        for run in runs {
            let mut a = a.as_ptr().wrapping_add(run.a + row);
            let mut b = b.as_ptr().wrapping_add(run.b);
            for _ in 0..run.steps {
                let columns = [column, column + LANES].map(|column| {
                    let b = _mm256_loadu_si256(b.cast::<Group>().add(column).cast());
                    // terms 0 and 2 of each column, and terms 1 and 3
                    [
                        _mm256_srai_epi16::<8>(_mm256_slli_epi16::<8>(b)),
                        _mm256_srai_epi16::<8>(b),
                    ]
                });
                for (r, acc) in acc.iter_mut().enumerate() {
                    let terms = _mm256_set1_epi32(i32::from_ne_bytes(*a.add(r)));
                    let (even, odd) = (_mm256_and_si256(terms, low), _mm256_srli_epi16::<8>(terms));
                    for (acc, b) in acc.iter_mut().zip(columns) {
                        let sum =
                            _mm256_add_epi32(_mm256_madd_epi16(even, b[0]), _mm256_madd_epi16(odd, b[1]));
                        *acc = _mm256_add_epi32(*acc, sum);
                    }
                }
                (a, b) = (a.wrapping_add(a_step), b.wrapping_add(1));
            }
        }
        for (acc, sum) in acc.iter().zip(sum.iter_mut()) {
            let row = sum.as_mut_ptr().add(column);
            _mm256_storeu_si256(row.cast(), acc[0]);
            _mm256_storeu_si256(row.add(LANES).cast(), acc[1]);
        }
    }
}
