//! Ternary weights in the order in which a tile reads them.

use super::tile::{COLUMNS, STEP, TERMS};
use crate::wage::ternary;

/// A matrix in panels of [`COLUMNS`] columns; a panel is a row of steps, each 32 columns x 4 terms. Columns and terms
/// that the matrix does not have are 0.
#[derive(Clone, Debug, Default)]
pub(super) struct Panels {
    values: Vec<u8>,
    steps: usize,
}

impl Panels {
    /// Zeros, for `columns` columns and `steps` steps.
    pub fn zeros(columns: usize, steps: usize) -> Self {
        Self {
            values: vec![0; columns.div_ceil(COLUMNS) * steps * STEP],
            steps,
        }
    }

    /// The panel of the columns from `panel * COLUMNS` on.
    pub fn panel(&self, panel: usize) -> &[u8] {
        &self.values[panel * self.steps * STEP..][..self.steps * STEP]
    }

    /// All panels one after the other, and the bytes of one.
    pub fn panels_mut(&mut self) -> (&mut [u8], usize) {
        (&mut self.values, self.steps * STEP)
    }
}

/// The digits of up to 4 rows of weights, each a term of up to 32 columns: writes their step, and adds each column's sum.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub(super) fn terms_of_rows(
    w: &[i8],
    row: usize,
    columns: usize,
    step: &mut [u8; STEP],
    sums: &mut [i32; COLUMNS],
) {
    let mut digits = [[0i8; COLUMNS]; TERMS];
    for (digits, w) in digits.iter_mut().zip(w.chunks(row)) {
        match w.first_chunk::<COLUMNS>().filter(|_| columns == COLUMNS) {
            Some(w) => *digits = w.map(ternary),
            None => digits
                .iter_mut()
                .zip(&w[..columns])
                .for_each(|(digit, &w)| *digit = ternary(w)),
        }
    }
    let [d0, d1, d2, d3] = &digits;
    for j in 0..COLUMNS {
        sums[j] += i32::from(d0[j] + d1[j] + d2[j] + d3[j]);
    }
    let mut words = [0u32; COLUMNS];
    for j in 0..COLUMNS {
        let byte = |digit: i8| u32::from(digit as u8);
        words[j] = byte(d0[j]) | byte(d1[j]) << 8 | byte(d2[j]) << 16 | byte(d3[j]) << 24;
    }
    for (terms, word) in step.chunks_exact_mut(TERMS).zip(words) {
        terms.copy_from_slice(&word.to_le_bytes());
    }
}

/// The digits of a row of weights; returns their sum.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub(super) fn digits_of_row(w: &[i8], digits: &mut [i8]) -> i32 {
    let mut sum = 0;
    for (digit, &w) in digits.iter_mut().zip(w) {
        *digit = ternary(w);
        sum += i32::from(*digit);
    }
    sum
}
