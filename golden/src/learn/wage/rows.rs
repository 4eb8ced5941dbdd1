//! Rows of the products, as loops that vectorise: weights as rows of 16-bit ternary digits, sums in 16 bits as long
//! as they cannot overflow, and zero activations skipped (four in five pixels of a digit, half of what ReLU leaves).

use crate::wage::ternary;
use ndarray::ArrayView2;

/// Columns that are summed at a time, in vector registers; rows are padded with zeros to a multiple of it.
const COLUMNS: usize = 64;

/// Products of an int8 and a ternary digit that 16 bits hold: 255 * 128 = 32640.
const TERMS: usize = 255;

/// A matrix of 16-bit values in padded rows.
#[derive(Clone, Debug, Default)]
pub(super) struct Padded {
    values: Vec<i16>,
    columns: usize,
    width: usize,
}

impl Padded {
    /// A matrix of zeros.
    pub fn zeros(rows: usize, columns: usize) -> Self {
        let width = columns.next_multiple_of(COLUMNS);
        Self {
            values: vec![0; rows * width],
            columns,
            width,
        }
    }

    /// Takes the size; what it holds is kept or not, but the padding is 0.
    pub fn fit(&mut self, rows: usize, columns: usize) {
        if (self.values.len(), self.columns) != (rows * columns.next_multiple_of(COLUMNS), columns) {
            *self = Self::zeros(rows, columns);
        }
    }

    /// All rows with their padding, and the width of one.
    pub fn rows_mut(&mut self) -> (&mut [i16], usize) {
        (&mut self.values, self.width)
    }
}

/// The ternary digits of a weight matrix.
#[derive(Clone, Debug)]
pub(super) struct Ternary(Padded);

impl Ternary {
    /// The digits of `w`, `[row][column]`.
    pub fn new(w: ArrayView2<i8>) -> Self {
        let mut digits = Self(Padded::zeros(w.nrows(), w.ncols()));
        digits.set(w);
        digits
    }

    /// Takes the digits of `w`, which has the shape it was made with.
    pub fn set(&mut self, w: ArrayView2<i8>) {
        let rows = self.0.values.chunks_exact_mut(self.0.width).zip(w.rows());
        for (row, w) in rows {
            match w.as_slice() {
                Some(w) => ternary_row(w, row),
                None => row
                    .iter_mut()
                    .zip(w)
                    .for_each(|(digit, &w)| *digit = ternary(w).into()),
            }
        }
    }
}

#[multiversion::multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
fn ternary_row(w: &[i8], row: &mut [i16]) {
    row.iter_mut()
        .zip(w)
        .for_each(|(digit, &w)| *digit = ternary(w).into());
}

/// A factor that is not 0, and the row of the other operand that it multiplies.
pub(super) type Term = (u32, i16);

/// Values that are looked at together: eight zeros are one comparison.
const LOOK: usize = 8;

/// Calls `keep` for the values of `a` in each group of [`LOOK`] that holds one other than 0, zeros included, with their
/// positions.
#[inline(always)]
pub(super) fn lit(a: &[i8], mut keep: impl FnMut(usize, i8)) {
    for (group, a) in a.chunks(LOOK).enumerate() {
        if a.iter().fold(0, |any, &a| any | a) != 0 {
            a.iter().enumerate().for_each(|(i, &a)| keep(group * LOOK + i, a));
        }
    }
}

/// `acc[j] = sum_k a[k] * w[k][j]`; `a` over the full int8 range, with as many values as `w` has rows.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub(super) fn row_times_ternary(a: &[i8], w: &Ternary, acc: &mut [i32]) {
    acc.fill(0);
    let mut terms: [Term; TERMS] = [(0, 0); TERMS];
    let mut n = 0;
    for (piece, a) in a.chunks(TERMS - 1).enumerate() {
        // written always, kept if it counts: no branch on each value
        lit(a, |k, a| {
            terms[n] = ((piece * (TERMS - 1) + k) as u32, a.into());
            n += usize::from(a != 0);
        });
        add_terms(&terms[..n], w, acc);
        n = 0;
    }
}

/// `acc[j] += sum of a * w[row][j]` over at most [`TERMS`] terms.
#[inline(always)]
fn add_terms(terms: &[Term], w: &Ternary, acc: &mut [i32]) {
    let Padded { values, width, .. } = &w.0;
    for (block, acc) in acc.chunks_mut(COLUMNS).enumerate() {
        let mut sum = [0i16; COLUMNS];
        for &(row, a) in terms {
            let row = &values[row as usize * width + block * COLUMNS..][..COLUMNS];
            for j in 0..COLUMNS {
                sum[j] += a * row[j];
            }
        }
        acc.iter_mut()
            .zip(sum)
            .for_each(|(acc, sum)| *acc += i32::from(sum));
    }
}

/// One input's row of the gradient, `g[j] = sum_b a[b] * q[b][j]`, and its largest magnitude. `terms` are the samples
/// whose activation is not 0, with it; `q` holds codes -127..=127. There are at most 2^17 terms.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub(super) fn gradient_row(terms: &[Term], q: &Padded, g: &mut [i32]) -> u32 {
    let Padded { values, width, .. } = q;
    let mut max = 0;
    for (block, g) in g.chunks_mut(COLUMNS).enumerate() {
        let at = |sample: u32| &values[sample as usize * width + block * COLUMNS..][..COLUMNS];
        let mut sum = [0i32; COLUMNS];
        let mut pairs = terms.chunks_exact(2);
        for pair in &mut pairs {
            let ((b0, a0), (b1, a1)) = (pair[0], pair[1]);
            let (q0, q1) = (at(b0), at(b1));
            for j in 0..COLUMNS {
                // two products of codes fit 16 bits: 2 * 128 * 127 = 32512
                sum[j] += i32::from(a0 * q0[j] + a1 * q1[j]);
            }
        }
        if let [(b, a)] = *pairs.remainder() {
            let q = at(b);
            for j in 0..COLUMNS {
                sum[j] += i32::from(a * q[j]);
            }
        }
        g.iter_mut().zip(sum).for_each(|(g, sum)| *g = sum);
        max = g.iter().fold(max, |max, g| max.max(g.unsigned_abs()));
    }
    max
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::random;
    use ndarray::Array2;

    fn codes(seed: u64, rows: usize, columns: usize) -> Array2<i8> {
        Array2::from_shape_fn((rows, columns), |(i, j)| {
            let r = random(seed, 1, i as u32, j as u32);
            if r % 3 == 0 {
                0
            } else {
                ((r >> 8) as i8).max(-127)
            }
        })
    }

    #[test]
    fn gradients_equal_the_sum_of_products() {
        for (batch, n_in, n_out) in [(1, 3, 2), (7, 5, 64), (128, 9, 65), (33, 4, 130)] {
            let (a, error) = (codes(1, batch, n_in), codes(2, batch, n_out));
            let mut q = Padded::zeros(batch, n_out);
            let (rows, width) = q.rows_mut();
            error
                .indexed_iter()
                .for_each(|((b, o), &e)| rows[b * width + o] = e.into());
            for i in 0..n_in {
                let column = (0..batch).map(|b| (b as u32, i16::from(a[(b, i)])));
                let terms: Vec<(u32, i16)> = column.filter(|t| t.1 != 0).collect();
                let mut g = vec![7; n_out];
                let max = gradient_row(&terms, &q, &mut g);
                let slow = |o| {
                    (0..batch)
                        .map(|b| i32::from(a[(b, i)]) * i32::from(error[(b, o)]))
                        .sum::<i32>()
                };
                assert_eq!(g, (0..n_out).map(slow).collect::<Vec<_>>());
                assert_eq!(max, g.iter().map(|g| g.unsigned_abs()).max().unwrap());
            }
        }
    }

    #[test]
    fn extreme_pairs_do_not_overflow() {
        let mut q = Padded::zeros(3, 1);
        let (rows, width) = q.rows_mut();
        (0..3).for_each(|b| rows[b * width] = -127);
        let mut g = [0];
        assert_eq!(
            gradient_row(&[(0, -128), (1, -128), (2, -128)], &q, &mut g),
            3 * 128 * 127
        );
        assert_eq!(g, [3 * 128 * 127]);
    }
}
