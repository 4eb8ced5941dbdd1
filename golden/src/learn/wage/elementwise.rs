//! The element-wise operators of [`crate::wage`] on rows, in the 32 bits that the sizes of a network guarantee, so that
//! they vectorise. Each equals its block on every value that can occur.

use crate::random::{fill, RoundKeys};
use crate::wage::{update_weight, CODE_MAX, WEIGHT_MAX};

/// RHE(x / 2^shift) for |x| <= 2^30 and a shift of at most 30.
#[inline(always)]
const fn rhe(x: i32, shift: u32) -> i32 {
    if shift == 0 {
        return x;
    }
    // half, less one unless the quotient is odd: a tie then carries just to the even side
    (x + ((1 << (shift - 1)) - 1) + (x >> shift & 1)) >> shift
}

/// `out = activate(acc, shift, relu)` for |acc| <= 2^30; returns how many |acc| > bound.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub(super) fn activate_row(acc: &[i32], shift: u32, bound: i32, relu: bool, out: &mut [i8]) -> u64 {
    const PIECE: usize = 1 << 10;
    let lo = if relu { 0 } else { -CODE_MAX };
    let mut clipped = 0;
    for (acc, out) in acc.chunks(PIECE).zip(out.chunks_mut(PIECE)) {
        // a count of 32 bits vectorises
        let mut count = 0;
        for (out, &acc) in out.iter_mut().zip(acc) {
            *out = rhe(acc, shift).clamp(lo, CODE_MAX) as i8;
            count += u32::from(acc.abs() > bound);
        }
        clipped += u64::from(count);
    }
    clipped
}

/// `e = 0` where |acc| > bound, where the activation was clipped; returns the largest magnitude that is left.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub(super) fn mask_clipped(e: &mut [i32], acc: &[i32], bound: i32) -> u32 {
    let mut max = 0;
    for (e, &acc) in e.iter_mut().zip(acc) {
        *e = if acc.abs() > bound { 0 } else { *e };
        max = max.max(e.abs());
    }
    max as u32
}

/// `q = error(e)` with the exponent of the whole tensor, and 0 where `acc <= 0` if `relu`; |e| <= 2^30.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub(super) fn error_row(e: &[i32], acc: &[i32], exponent: Option<i32>, relu: bool, q: &mut [i8]) {
    let Some(p) = exponent else { return q.fill(0) };
    // e < 2^(p + 1/2), so that neither direction leaves 32 bits
    let (left, right) = ((7 - p).max(0) as u32, (p - 7).max(0) as u32);
    let keep = if relu { 1 } else { i32::MIN };
    for ((q, &e), &acc) in q.iter_mut().zip(e).zip(acc) {
        let code = rhe(e << left, right).clamp(-CODE_MAX, CODE_MAX);
        *q = if acc >= keep { code as i8 } else { 0 };
    }
}

/// `w = update(w, g)` with sh = scale(g) - rate_log2 of the whole tensor, on weights whose indices start at `first`.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub(super) fn update_row(w: &mut [i8], g: &[i32], sh: i32, keys: &RoundKeys, first: usize) {
    const PIECE: usize = 256;
    let mut random = [0u16; PIECE];
    for (piece, (w, g)) in w.chunks_mut(PIECE).zip(g.chunks(PIECE)).enumerate() {
        // no random number moves a weight without gradient; inputs that a whole batch does not use are frequent
        if g.iter().fold(0, |any, g| any | g) == 0 {
            continue;
        }
        fill(keys, (first + piece * PIECE) as u32, 1, &mut random[..w.len()]);
        if (1..=31).contains(&sh) {
            let sh = sh as u32;
            // one of the two shifts is 0; 2^31 + 2^31 - 2^15 is the largest sum
            let (left, right) = (sh.saturating_sub(16), 16u32.saturating_sub(sh));
            for ((w, &g), &random) in w.iter_mut().zip(g).zip(&random) {
                let spread = (u32::from(random) << left) >> right;
                let step = ((g.unsigned_abs() + spread) >> sh).min(255) as i32;
                let moved = i32::from(*w) - if g < 0 { -step } else { step };
                *w = moved.clamp(-WEIGHT_MAX, WEIGHT_MAX) as i8;
            }
        } else {
            let each = w.iter_mut().zip(g).zip(&random);
            each.for_each(|((w, &g), &random)| *w = update_weight(*w, g, sh, random));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixed::rhe_shift;
    use crate::random::{random, round_keys};
    use crate::wage::{activate, clip_bound, clipped, error, scale, scale_of_max, update};
    use proptest::prelude::*;

    #[test]
    fn rounding_equals_the_block() {
        for shift in 0..=30 {
            for x in
                (-70_000..70_000)
                    .step_by(7)
                    .chain([1 << 30, -(1 << 30), (1 << 29) + 1, 3 << 28, -(3 << 28)])
            {
                assert_eq!(
                    i64::from(rhe(x, shift)),
                    rhe_shift(x.into(), shift),
                    "{x} {shift}"
                );
            }
        }
    }

    fn tensor() -> impl Strategy<Value = Vec<i32>> {
        (
            0u32..31,
            proptest::collection::vec(-(1i32 << 30)..=1 << 30, 1..300),
        )
            .prop_map(|(fine, x)| x.into_iter().map(|x| x >> fine).collect())
    }

    proptest! {
        #[test]
        fn activations_equal_the_block(acc in tensor(), shift in 1u32..14, relu: bool) {
            let mut out = vec![0; acc.len()];
            let count = activate_row(&acc, shift, clip_bound(shift), relu, &mut out);
            let expected: Vec<i8> = acc.iter().map(|&acc| activate(acc, shift, relu)).collect();
            prop_assert_eq!(out, expected);
            let clips = acc.iter().filter(|&&acc| clipped(acc, shift)).count();
            prop_assert_eq!(count, clips as u64);
        }

        #[test]
        fn errors_equal_the_block(e in tensor(), acc in tensor(), shift in 1u32..14, relu: bool) {
            let n = e.len().min(acc.len());
            let (mut e, acc) = (e[..n].to_vec(), &acc[..n]);
            let expected: Vec<i32> = e.iter().zip(acc).map(|(&e, &acc)| if clipped(acc, shift) { 0 } else { e }).collect();
            let exponent = scale_of_max(mask_clipped(&mut e, acc, clip_bound(shift)));
            prop_assert_eq!(&e, &expected);
            prop_assert_eq!(exponent, scale(&e));
            let mut q = vec![1; n];
            error_row(&e, acc, exponent, relu, &mut q);
            let codes = error(&e).0;
            let codes: Vec<i8> = codes.iter().zip(acc).map(|(&q, &acc)| if relu && acc <= 0 { 0 } else { q }).collect();
            prop_assert_eq!(q, codes);
        }

        #[test]
        fn updates_equal_the_block(g in tensor(), rate_log2 in -8i32..8, first in 0usize..1000) {
            let draw = |i: usize| random(1, 2, 3, (first + i) as u32);
            let mut w: Vec<i8> = (0..g.len()).map(|i| (draw(i) % 129) as i8 - 64).collect();
            let random: Vec<u16> = (0..g.len()).map(draw).collect();
            let expected = update(&w, &g, rate_log2, &random).unwrap();
            if let Some(p) = scale(&g) {
                update_row(&mut w, &g, p - rate_log2, &round_keys(1, 2, 3), first);
            }
            prop_assert_eq!(w, expected);
        }
    }
}
