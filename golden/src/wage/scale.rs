//! The power of two nearest to the largest magnitude of a tensor.

/// The exponent p of the paper's Shift(max |x|) = 2^p, or `None` when every element is 0 (or there is none).
///
/// With m = max |x|: p = floor(log2 m), plus 1 when m * m >= 2^(2p+1), that is, from m = sqrt(2) * 2^p on. The result
/// lies in 0..=31.
pub fn scale(x: &[i32]) -> Option<i32> {
    scale_of_max(x.iter().map(|x| x.unsigned_abs()).max().unwrap_or(0))
}

/// [`scale`] of a tensor whose largest magnitude is `m`; -2^31 has the magnitude 2^31.
#[inline]
pub fn scale_of_max(m: u32) -> Option<i32> {
    let p = m.checked_ilog2()?;
    let square = u64::from(m) * u64::from(m);
    Some((p + u32::from(square >= 1 << (2 * p + 1))) as i32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The p with 2^(p-1/2) <= m < 2^(p+1/2), by search over squares in 128 bits.
    fn slow(m: u32) -> Option<i32> {
        let square = u128::from(m).pow(2);
        (0..40).find(|p| square < 1u128 << (2 * p + 1)).filter(|_| m > 0)
    }

    #[test]
    fn every_maximum_up_to_a_million() {
        for m in 0..1_000_000 {
            assert_eq!(scale_of_max(m), slow(m), "m {m}");
        }
    }

    #[test]
    fn breaks_at_the_square_root_of_two_of_every_power() {
        for p in 0..32u32 {
            // the smallest integer that is at least sqrt(2) * 2^p
            let square = 1u128 << (2 * p + 1);
            let mut edge = (2f64.sqrt() * 2f64.powi(p as i32)) as u128;
            while edge * edge < square {
                edge += 1;
            }
            while (edge - 1) * (edge - 1) >= square {
                edge -= 1;
            }
            for m in [1 << p, edge - 1, edge, edge + 1] {
                let Ok(m) = u32::try_from(m) else { continue };
                if m <= 1 << 31 {
                    assert_eq!(scale_of_max(m), slow(m), "m {m}");
                }
            }
            if p < 31 {
                assert_eq!(scale_of_max(edge as u32), Some(p as i32 + 1));
                if edge > 1 << p {
                    assert_eq!(scale_of_max(edge as u32 - 1), Some(p as i32));
                }
            }
        }
    }

    #[test]
    fn corner_tensors() {
        assert_eq!(scale(&[]), None);
        assert_eq!(scale(&[0, 0, 0]), None);
        assert_eq!(scale(&[0, -1]), Some(0));
        assert_eq!(scale(&[i32::MIN]), Some(31));
        assert_eq!(scale(&[i32::MAX]), Some(31));
        assert_eq!(scale(&[-181, 3]), Some(7));
        assert_eq!(scale(&[182, 3]), Some(8));
    }

    proptest! {
        #[test]
        fn depends_on_the_largest_magnitude_alone(x in proptest::collection::vec(any::<i32>(), 1..40), fine in 0u32..31) {
            let x: Vec<i32> = x.into_iter().map(|x| x >> fine).collect();
            let m = x.iter().map(|&x| i64::from(x).unsigned_abs() as u32).max().unwrap_or(0);
            prop_assert_eq!(scale(&x), slow(m));
        }
    }
}
