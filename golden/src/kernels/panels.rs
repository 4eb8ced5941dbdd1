//! Ternary weights in the order in which a tile reads them.

use super::bytes::side_by_side;
use super::tile::{Group, Step, Sums, COLUMNS, TERMS};
use crate::wage::ternary;

/// A matrix in panels of [`COLUMNS`] columns, each a row of steps. Columns and terms that the matrix does not have are 0.
#[derive(Clone, Debug, Default)]
pub(super) struct Panels {
    values: Vec<Step>,
    steps: usize,
}

impl Panels {
    /// Zeros, for `columns` columns and `steps` steps.
    pub fn zeros(columns: usize, steps: usize) -> Self {
        Self {
            values: vec![[[0; TERMS]; COLUMNS]; columns.div_ceil(COLUMNS) * steps],
            steps,
        }
    }

    /// The panel of the columns from `panel * COLUMNS` on.
    pub fn panel(&self, panel: usize) -> &[Step] {
        &self.values[panel * self.steps..][..self.steps]
    }

    /// All panels one after the other, and the steps of one.
    pub fn panels_mut(&mut self) -> (&mut [Step], usize) {
        (&mut self.values, self.steps)
    }
}

/// The digits of `w`, rows of `n` weights: `columns` of them from `first` on become columns of a panel, four rows a step.
/// Adds the digits of each column to its sum.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub(super) fn pack_rows(
    w: &[i8],
    n: usize,
    first: usize,
    columns: usize,
    steps: &mut [Step],
    sums: &mut Sums,
) {
    for (w, step) in w.chunks(TERMS * n).zip(steps) {
        let mut digits = [[0i8; COLUMNS]; TERMS];
        for (digits, w) in digits.iter_mut().zip(w.chunks(n)) {
            if columns == COLUMNS {
                let mut row = [0; COLUMNS];
                row.copy_from_slice(&w[first..first + COLUMNS]);
                for j in 0..COLUMNS {
                    digits[j] = ternary(row[j]);
                }
            } else {
                let row = &w[first..first + columns];
                digits
                    .iter_mut()
                    .zip(row)
                    .for_each(|(digit, &w)| *digit = ternary(w));
            }
        }
        let [d0, d1, d2, d3] = &digits;
        for j in 0..COLUMNS {
            sums[j] += i32::from(d0[j] + d1[j] + d2[j] + d3[j]);
        }
        side_by_side([d0, d1, d2, d3], 0, step);
    }
}

/// The digits of a row of `w`, four a step, as column `column` of a panel; returns their sum.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub(super) fn pack_column(w: &[i8], column: usize, steps: &mut [Step]) -> i32 {
    const PIECE: usize = 64;
    let mut sum = 0;
    for (w, steps) in w.chunks(PIECE).zip(steps.chunks_mut(PIECE / TERMS)) {
        let mut digits = [0i8; PIECE];
        digits[..w.len()].copy_from_slice(w);
        for digit in &mut digits {
            *digit = ternary(*digit);
            sum += i32::from(*digit);
        }
        let groups = digits.as_chunks().0.iter();
        for (step, group) in steps.iter_mut().zip(groups) {
            step[column] = unsigned(group);
        }
    }
    sum
}

#[inline(always)]
fn unsigned(group: &[i8; TERMS]) -> Group {
    group.map(|digit| digit as u8)
}
