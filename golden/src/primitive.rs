//! The primitive operations in which L1 and L2 normalisation differ: sign against product, absolute value against
//! square and root. Exact, for operands of X bits up to 32.

use crate::norm::sqrt_nearest;

/// sgn(x): -1, 0 or 1.
pub const fn sign(x: i64) -> i64 {
    x.signum()
}

/// |x|; for -2^(X-1) it is 2^(X-1), so that X unsigned bits hold it.
pub const fn absolute(x: i64) -> u64 {
    x.unsigned_abs()
}

/// x^2, in 2X unsigned bits.
pub const fn square(x: i64) -> u64 {
    x.unsigned_abs().pow(2)
}

/// The integer nearest to the root of an unsigned number of X bits, in X / 2 + 1 bits: that of 2^X - 1 is 2^(X/2).
/// There are no ties.
pub fn root(x: u64) -> u64 {
    sqrt_nearest(x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_of_the_widths() {
        for bits in [8u32, 16, 32] {
            let low = -1i64 << (bits - 1);
            assert_eq!((sign(low), sign(0), sign(1)), (-1, 0, 1));
            assert_eq!(
                (absolute(low), absolute(-low - 1)),
                (1 << (bits - 1), (1 << (bits - 1)) - 1)
            );
            assert_eq!(square(low), 1 << (2 * bits - 2));
            assert_eq!(root((1u64 << bits) - 1), 1 << (bits / 2));
        }
        assert_eq!([0, 1, 2, 3, 6, 7, 12, 13].map(root), [0, 1, 1, 2, 2, 3, 3, 4]);
    }
}
