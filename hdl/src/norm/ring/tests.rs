//! Mean and s against their formulas, ties and the longest channels included.

use super::{average, mean_absolute};
use crate::network::Simulated;

/// RHE(numerator / denominator).
fn nearest(numerator: i128, denominator: i128) -> i128 {
    let floor = numerator.div_euclid(denominator);
    let twice = 2 * numerator.rem_euclid(denominator);
    let up = twice > denominator || twice == denominator && floor & 1 != 0;
    floor + i128::from(up)
}

/// The low `bits` of a number.
fn cut(value: i128, bits: u32) -> u128 {
    value as u128 & ((1 << bits) - 1)
}

/// What stands at the other outputs of a unit when its first rises behind a start; and the cycles until then.
fn result(unit: &mut Simulated, inputs: &[i128], widths: &[u32]) -> (Vec<u128>, u32) {
    let mut inputs: Vec<u128> = inputs.iter().zip(widths).map(|(&v, &w)| cut(v, w)).collect();
    unit.edge(false, &inputs);
    inputs[0] = 0;
    // not looked at any more
    inputs[1] = 0;
    for cycles in 2.. {
        let outputs = unit.edge(false, &inputs);
        if outputs[0] == 1 {
            return (outputs[1..].to_vec(), cycles);
        }
        assert!(cycles < 1000, "the unit never ends");
    }
    unreachable!()
}

/// A generator for inputs: Weyl's sequence, mixed.
struct Draw(u64);

impl Draw {
    fn below(&mut self, end: i128) -> i128 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let low = i128::from(mixed ^ mixed >> 31);
        let high = i128::from(mixed.rotate_left(17).wrapping_mul(0x94d0_49bb_1331_11eb));
        (high << 40 ^ low).rem_euclid(end)
    }

    fn samples(&mut self, address: u32, turn: u32) -> i128 {
        let most = 1 << (address - 1);
        match turn % 4 {
            0 => most,
            1 => (1 + self.below(most / 2)) * 2,
            2 => 1 << self.below(address.into()),
            _ => 1 + self.below(most),
        }
    }
}

const SHAPES: [(u32, u32); 9] = [
    (8, 5),
    (8, 18),
    (16, 5),
    (16, 9),
    (16, 16),
    (16, 17),
    (16, 18),
    (32, 9),
    (32, 18),
];

#[test]
fn a_mean_is_rounded_and_signed() {
    for (x, a) in SHAPES {
        let (port, mean) = (x + 17, x + 16);
        let [mut unit, mut bare] =
            [true, false].map(|wanted| Simulated::new(average::network(x, port, a, wanted)));
        let mut draw = Draw(u64::from(x * 100 + a));
        let (mut ties, mut odd) = (0, 0);
        for turn in 0..600 {
            let samples = draw.samples(a, turn);
            let (least, span) = (-(samples << (x - 1)), (samples << x) - samples + 1);
            let sum = match turn / 4 % 5 {
                0 => least,
                1 => least + span - 1,
                2 => draw.below(9) - 4,
                _ => least + draw.below(span),
            };
            let sum = sum.clamp(least, least + span - 1);
            let expected = nearest(sum << 16, samples);
            let twice = 2 * (sum << 16).rem_euclid(samples);
            ties += u32::from(twice == samples);
            odd += u32::from(twice == samples && (sum << 16).div_euclid(samples) & 1 != 0);
            let inputs = [1, sum + (samples << (x - 1)), samples];
            let (values, cycles) = result(&mut unit, &inputs, &[1, port, a]);
            let (alone, _) = result(&mut bare, &inputs, &[1, port, a]);
            assert_eq!(alone[0], values[0], "the mean does not depend on the residue");
            let residue = samples / 2 - ((sum << 16) - samples * expected);
            let expected = [cut(expected, mean), cut(residue, a)];
            assert_eq!(values, expected, "{sum} 2^16 / {samples}, X = {x}, A = {a}");
            assert_eq!(cycles, x + 18);
        }
        assert!(
            a < 18 || ties > 20 && odd > 5,
            "{ties} ties, {odd} of odd numbers"
        );
    }
}

#[test]
fn a_mean_deviation_is_rounded() {
    for (x, a) in SHAPES {
        let (bits, sum_bits) = (x + 15, x + a);
        let mut unit = Simulated::new(mean_absolute::network(bits, a, sum_bits));
        let mut draw = Draw(u64::from(x * 77 + a));
        let (mut ties, mut odd, mut longest) = (0, 0, 0);
        for turn in 0..600 {
            let samples = draw.samples(a, turn);
            let above = draw.below(samples + 1);
            let mean = draw.below(1 << (x + 16)) - (1 << (x + 15));
            // twice what those above deviate, and what is left of the mean; whole means meet ties best
            let mean = if turn % 3 == 0 { mean >> 16 << 16 } else { mean };
            let most = samples * ((1 << (x + 15)) - (1 << 15));
            let sum = ((draw.below(most + 1) >> 1) + mean * above) >> 16;
            let left = draw.below(samples + 1) - (samples + 1) / 2;
            let deviations = 2 * ((sum << 16) - mean * above) - left;
            if deviations < 0 || deviations > most || sum.abs() >= 1 << (x + a - 2) {
                continue;
            }
            let tie = 2 * deviations.rem_euclid(samples) == samples;
            ties += u32::from(tie);
            odd += u32::from(tie && deviations.div_euclid(samples) & 1 != 0);
            longest += u32::from(samples == 1 << (a - 1));
            let inputs = [1, sum, above, mean, samples / 2 - left, samples];
            let (values, cycles) = result(&mut unit, &inputs, &[1, sum_bits, a, x + 16, a, a]);
            let expected = cut(nearest(deviations, samples), bits);
            assert_eq!(
                values,
                [expected],
                "{sum}, {above}, {mean}, {left}, {samples}, X = {x}, A = {a}"
            );
            let e = if a > 16 { x + 2 * a } else { x + a + 16 };
            assert_eq!(cycles, x + a + 17 + e.div_ceil(16));
        }
        assert!(
            longest > 50,
            "{longest} of the longest channels, X = {x}, A = {a}"
        );
        assert!(
            ties > 10 && odd > 2,
            "{ties} ties, {odd} of odd numbers, X = {x}, A = {a}"
        );
    }
}
