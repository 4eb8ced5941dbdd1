//! Weights: stored in int8 with an LSB of 2^-7, multiplied as ternary digits.

use super::WEIGHT_MAX;

/// The digit with which a stored weight `w` enters a product: +1 if w >= 33, -1 if w <= -33, else 0.
///
/// This is the paper's Q(w, 2 bits): the nearest multiple of 1/2 (64 LSB), as a sign; the tie at 32 goes to 0.
#[inline]
pub const fn ternary(w: i8) -> i8 {
    (w >= 33) as i8 - (w <= -33) as i8
}

/// The initial value of a weight from 16 random bits: uniform on {-64, 0, 64}.
///
/// `64 * (floor(3 * random / 2^16) - 1)`; of the 65536 numbers 21846, 21845 and 21845 give -64, 0 and 64.
#[inline]
pub const fn initial_weight(random: u16) -> i8 {
    let third = (random as u32 + ((random as u32) << 1)) >> 16;
    (WEIGHT_MAX * (third as i32 - 1)) as i8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ternary_is_the_nearest_multiple_of_a_half() {
        for w in i8::MIN..=i8::MAX {
            // ties to even of w / 64, clamped: the quantiser of the paper at 2 bits
            let nearest = crate::fixed::rhe_shift(w.into(), 6).clamp(-1, 1);
            assert_eq!(i64::from(ternary(w)), nearest, "w {w}");
        }
    }

    #[test]
    fn ternary_breaks_between_32_and_33() {
        assert_eq!(
            [-128, -64, -33, -32, 0, 32, 33, 64, 127].map(ternary),
            [-1, -1, -1, 0, 0, 0, 1, 1, 1]
        );
    }

    #[test]
    fn initial_weights_are_uniform_on_three_values() {
        let mut count = std::collections::BTreeMap::new();
        for random in 0..=u16::MAX {
            *count.entry(initial_weight(random)).or_insert(0) += 1;
        }
        assert_eq!(
            count.into_iter().collect::<Vec<_>>(),
            [(-64, 21846), (0, 21845), (64, 21845)]
        );
    }
}
