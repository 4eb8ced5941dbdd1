//! The tile by AVX-512 VNNI: one instruction multiplies and adds 16 columns x 4 terms.

use super::tile::{Group, Run, Step, Sums};
use std::arch::x86_64::{
    __m512i, _mm512_dpbusd_epi32, _mm512_loadu_si512, _mm512_set1_epi32, _mm512_storeu_si512,
};

/// [`super::tile::add`].
///
/// # Safety
/// The processor has AVX-512 F and VNNI. For all runs and steps, `a` has as many groups as `sum` has rows from
/// `run.a + step * a_step` on, and `b` has a step at `run.b + step`.
#[target_feature(enable = "avx512f,avx512vnni")]
pub(super) unsafe fn add(
    start: Option<&Sums>,
    a: &[Group],
    a_step: usize,
    b: &[Step],
    runs: &[Run],
    sum: &mut [Sums],
) {
    // SAFETY: `add_rows` asks for what this function asks for, and gets as many rows as it is made for
    unsafe {
        match sum.len() {
            1 => add_rows::<1>(start, a, a_step, b, runs, sum),
            2 => add_rows::<2>(start, a, a_step, b, runs, sum),
            3 => add_rows::<3>(start, a, a_step, b, runs, sum),
            4 => add_rows::<4>(start, a, a_step, b, runs, sum),
            5 => add_rows::<5>(start, a, a_step, b, runs, sum),
            6 => add_rows::<6>(start, a, a_step, b, runs, sum),
            7 => add_rows::<7>(start, a, a_step, b, runs, sum),
            8 => add_rows::<8>(start, a, a_step, b, runs, sum),
            9 => add_rows::<9>(start, a, a_step, b, runs, sum),
            10 => add_rows::<10>(start, a, a_step, b, runs, sum),
            11 => add_rows::<11>(start, a, a_step, b, runs, sum),
            12 => add_rows::<12>(start, a, a_step, b, runs, sum),
            13 => add_rows::<13>(start, a, a_step, b, runs, sum),
            _ => {}
        }
    }
}

/// [`add`] for a number of rows that the compiler knows, so that their sums stay in registers.
///
/// # Safety
/// As [`add`]; `sum` has `R` rows.
#[target_feature(enable = "avx512f,avx512vnni")]
unsafe fn add_rows<const R: usize>(
    start: Option<&Sums>,
    a: &[Group],
    a_step: usize,
    b: &[Step],
    runs: &[Run],
    sum: &mut [Sums],
) {
    // SAFETY: the caller's word for the reads of `a` and `b`; a row of the tile, and half a step, is two vectors
    unsafe {
        let mut acc: [[__m512i; 2]; R] = std::array::from_fn(|r| {
            let row = start.unwrap_or(&sum[r]).as_ptr();
            [
                _mm512_loadu_si512(row.cast()),
                _mm512_loadu_si512(row.add(16).cast()),
            ]
        });
        for run in runs {
            let (mut a, mut b) = (a.as_ptr().wrapping_add(run.a), b.as_ptr().wrapping_add(run.b));
            for _ in 0..run.steps {
                let column = b.cast::<Group>();
                let columns = [
                    _mm512_loadu_si512(column.cast()),
                    _mm512_loadu_si512(column.add(16).cast()),
                ];
                for (r, acc) in acc.iter_mut().enumerate() {
                    let terms = _mm512_set1_epi32(i32::from_ne_bytes(*a.add(r)));
                    acc[0] = _mm512_dpbusd_epi32(acc[0], terms, columns[0]);
                    acc[1] = _mm512_dpbusd_epi32(acc[1], terms, columns[1]);
                }
                (a, b) = (a.wrapping_add(a_step), b.wrapping_add(1));
            }
        }
        for (acc, sum) in acc.iter().zip(sum.iter_mut()) {
            let row = sum.as_mut_ptr();
            _mm512_storeu_si512(row.cast(), acc[0]);
            _mm512_storeu_si512(row.add(16).cast(), acc[1]);
        }
    }
}
