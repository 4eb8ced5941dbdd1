//! The constant scale of a layer.

/// log2 of [`alpha`]: round(log2(0.75 / sqrt(3 / n_in))), at least 0.
///
/// In integers: 0.75 / sqrt(3 / n) = sqrt(3 n / 16), so the rounded logarithm is the k with
/// 2^(2k+3) <= 3 n < 2^(2k+5); 3 n is no power of two, and there are no ties. `n_in` = 0 counts as 1.
pub const fn alpha_log2(n_in: usize) -> u32 {
    match (3 * n_in as u128).checked_ilog2() {
        Some(log) if log > 3 => (log - 3) / 2,
        _ => 0,
    }
}

/// The paper's layer-wise scale, max(2^round(log2(0.75 / sqrt(3 / n_in))), 1): the power of two by which the ternary
/// weights of a layer with `n_in` inputs exceed the deviation that keeps the signal's size. Fixed at build time.
///
/// For a convolution `n_in` is the number of taps, channels times kernel area.
pub const fn alpha(n_in: usize) -> u32 {
    1 << alpha_log2(n_in)
}

/// The shift of a layer's [`activate`](super::activate): 1 + log2 alpha.
pub const fn layer_shift(n_in: usize) -> u32 {
    1 + alpha_log2(n_in)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equals_the_formula_in_floating_point() {
        for n in (1..20_000usize).chain([25 * 64, 1 << 17, 100_000, 1 << 24]) {
            let real = (0.75 / (3.0 / n as f64).sqrt()).log2().round().exp2().max(1.0);
            assert_eq!(f64::from(alpha(n)), real, "n_in {n}");
            assert_eq!(layer_shift(n), 1 + alpha(n).trailing_zeros());
        }
    }

    #[test]
    fn known_layers() {
        assert_eq!(
            [1, 10, 25, 64, 256, 784, 800, 1024].map(alpha),
            [1, 1, 2, 4, 8, 16, 16, 16]
        );
        assert_eq!(alpha(0), 1);
        assert!(alpha(usize::MAX) > 1);
    }
}
