//! Products of int8 matrices with exact sums.

use super::WageError;
use ndarray::{Array2, ArrayView2};

/// Products that an i32 holds whatever their signs: 2^17 - 1 of at most 2^14 each.
const EXACT_IN_I32: usize = (1 << 17) - 1;

/// Columns that are summed at a time, in vector registers.
const COLUMNS: usize = 64;

/// `acc[i][j] = sum_k a[i][k] * w[k][j]`, `a` M x K and `w` K x N over the full int8 range, `acc` M x N.
///
/// Sums are exact, whatever their length and order, and saturate once to int32 when they leave the accumulator. An
/// empty sum is 0.
///
/// # Errors
/// [`WageError::InnerDimension`] if `a` has not as many columns as `w` has rows.
pub fn mac(a: ArrayView2<i8>, w: ArrayView2<i8>) -> Result<Array2<i32>, WageError> {
    mac_counted(a, w).map(|(acc, _)| acc)
}

/// [`mac`], and the number of elements that saturated.
///
/// # Errors
/// As [`mac`].
pub fn mac_counted(a: ArrayView2<i8>, w: ArrayView2<i8>) -> Result<(Array2<i32>, u64), WageError> {
    if a.ncols() != w.nrows() {
        return Err(WageError::InnerDimension {
            a_columns: a.ncols(),
            w_rows: w.nrows(),
        });
    }
    let (a, w) = (a.as_standard_layout(), w.as_standard_layout());
    let mut acc = Array2::zeros((a.nrows(), w.ncols()));
    let mut saturations = 0;
    let Some(w) = w.as_slice() else {
        return Ok((acc, 0));
    };
    for (mut out, a) in acc.rows_mut().into_iter().zip(a.rows()) {
        // both in row-major order
        if let (Some(out), Some(a)) = (out.as_slice_mut(), a.as_slice()) {
            saturations += row_times_matrix(a, w, out);
        }
    }
    Ok((acc, saturations))
}

/// `out[j] = sum_k a[k] * w[k][j]`, saturated to int32; returns how many were. `w` holds rows as long as `out`.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
fn row_times_matrix(a: &[i8], w: &[i8], out: &mut [i32]) -> u64 {
    let width = out.len();
    let mut saturations = 0;
    let terms: Vec<(usize, i16)> = a
        .iter()
        .enumerate()
        .filter(|(_, &a)| a != 0)
        .map(|(k, &a)| (k * width, a.into()))
        .collect();
    for (block, out) in out.chunks_mut(COLUMNS).enumerate() {
        let mut sum = [0i64; COLUMNS];
        for terms in terms.chunks(EXACT_IN_I32) {
            let mut part = [0i32; COLUMNS];
            for &(row, a) in terms {
                let w = &w[row + block * COLUMNS..row + width];
                // int8 by int8 fits sixteen bits: one narrow multiplication, then a widening
                let product = |w: i8| i32::from(a * i16::from(w));
                if let Some(w) = w.first_chunk::<COLUMNS>() {
                    for j in 0..COLUMNS {
                        part[j] += product(w[j]);
                    }
                } else {
                    part.iter_mut().zip(w).for_each(|(part, &w)| *part += product(w));
                }
            }
            sum.iter_mut()
                .zip(part)
                .for_each(|(sum, part)| *sum += i64::from(part));
        }
        for (out, sum) in out.iter_mut().zip(sum) {
            *out = sum.clamp(i32::MIN.into(), i32::MAX.into()) as i32;
            saturations += u64::from(i64::from(*out) != sum);
        }
    }
    saturations
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::{arr2, Array2};
    use proptest::prelude::*;

    fn slow(a: &Array2<i8>, w: &Array2<i8>) -> Array2<i32> {
        Array2::from_shape_fn((a.nrows(), w.ncols()), |(i, j)| {
            let sum: i128 = (0..a.ncols())
                .map(|k| i128::from(a[(i, k)]) * i128::from(w[(k, j)]))
                .sum();
            sum.clamp(i32::MIN.into(), i32::MAX.into()) as i32
        })
    }

    #[test]
    fn a_small_product() {
        let acc = mac(
            arr2(&[[1, 2, 3], [-128, 0, 127]]).view(),
            arr2(&[[1, -1], [0, 5], [-128, 127]]).view(),
        );
        assert_eq!(acc, Ok(arr2(&[[-383, 390], [-16384, 16257]])));
    }

    #[test]
    fn dimensions_must_agree() {
        let (a, w) = (Array2::<i8>::zeros((2, 3)), Array2::<i8>::zeros((4, 2)));
        assert_eq!(
            mac(a.view(), w.view()),
            Err(WageError::InnerDimension {
                a_columns: 3,
                w_rows: 4
            })
        );
    }

    #[test]
    fn empty_sums_are_zero() {
        let (a, w) = (Array2::<i8>::zeros((2, 0)), Array2::<i8>::zeros((0, 3)));
        assert_eq!(mac(a.view(), w.view()), Ok(Array2::zeros((2, 3))));
    }

    #[test]
    fn a_long_sum_saturates_once_and_is_counted() {
        // 2^17 products of 2^14 reach 2^31; what follows must still be subtracted before the saturation
        let k = (1 << 17) + 3;
        let a = Array2::from_elem((1, k), -128i8);
        let mut w = Array2::from_elem((k, 2), -128i8);
        assert_eq!(
            mac_counted(a.view(), w.view()),
            Ok((arr2(&[[i32::MAX, i32::MAX]]), 2))
        );
        (0..8).for_each(|i| w[(k - 1 - i, 1)] = 127);
        let (acc, saturations) = mac_counted(a.view(), w.view()).unwrap();
        assert_eq!(acc, slow(&a, &w));
        assert!(acc[(0, 1)] < i32::MAX && saturations == 1);
    }

    proptest! {
        #[test]
        fn equals_the_definition(m in 1usize..6, k in 1usize..70, n in 1usize..200, seed: u64) {
            let mut state = seed | 1;
            let mut next = || {
                state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                (state >> 56) as i8
            };
            let a = Array2::from_shape_simple_fn((m, k), &mut next);
            let w = Array2::from_shape_simple_fn((k, n), &mut next);
            prop_assert_eq!(mac(a.view(), w.view()), Ok(slow(&a, &w)));
            // and for operands that do not lie in memory in rows
            let (at, wt) = (a.t().as_standard_layout().to_owned(), w.t().as_standard_layout().to_owned());
            prop_assert_eq!(mac(at.t(), wt.t()), Ok(slow(&a, &w)));
        }
    }
}
