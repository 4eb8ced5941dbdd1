//! The lanes for 48 bits, `wage_exponent_48` and `wage_rescale_48`, against their definitions in 128 bits.

use testbench::models::{WageExponent48Model, WageRescale48Model};
use testbench::random::{seed, Rng};

/// floor(log2 m), plus 1 from sqrt(2) on.
fn exponent(m: u64) -> Option<u32> {
    let p = m.checked_ilog2()?;
    Some(p + u32::from(u128::from(m).pow(2) >= 1u128 << (2 * p + 1)))
}

fn code(x: i64, p: u32) -> i8 {
    golden::fixed::sat(golden::fixed::rhe_shift(x << 7, p), -127, 127) as i8
}

fn value48(rng: &mut Rng) -> i64 {
    let fine = rng.range(0..=47) as u32;
    ((rng.bits() as i64) >> 16) >> fine
}

#[test]
fn exponents_of_48_bits() {
    let mut rng = Rng::new(seed("exponents_of_48_bits"));
    let mut magnitudes: Vec<u64> = (0..20_000).map(|_| value48(&mut rng).unsigned_abs()).collect();
    for p in 0..48u32 {
        let edge = ((1u128 << (2 * p + 1)) as f64).sqrt() as u64;
        magnitudes.extend([1 << p, (1 << p) - 1, edge - 1, edge, edge + 1, edge + 2]);
    }
    magnitudes.retain(|&m| m < 1 << 48);
    magnitudes.extend([0, (1 << 48) - 1, 1 << 47]);
    let mut unit = WageExponent48Model::new();
    unit.reset();
    assert!(unit.is_null());
    unit.set_load_1(true);
    unit.set_load_2(true);
    for m in magnitudes {
        unit.set_m(m);
        unit.ticks(2);
        let p = (!unit.is_null()).then_some(u32::from(unit.p()));
        assert_eq!(p, exponent(m), "{m}");
    }
}

#[test]
fn codes_of_48_bits() {
    let mut rng = Rng::new(seed("codes_of_48_bits"));
    let mut unit = WageRescale48Model::new();
    unit.reset();
    for p in 0..=48u32 {
        let mut values = vec![0, 1, -1, (1 << 47) - 1, -(1 << 47), 1 - (1 << 47)];
        values.extend((0..300).map(|_| value48(&mut rng)));
        // ties and their neighbours: x * 2^7 = (code + half) * 2^p
        for code in [-128i64, -127, -126, -2, -1, 0, 1, 2, 3, 126, 127, 128] {
            for halves in [-1, 0, 1] {
                for offset in [-1, 0, 1] {
                    values
                        .push(((((2 * code + halves) << p) >> 8) + offset).clamp(-(1 << 47), (1 << 47) - 1));
                }
            }
        }
        unit.set_exponent(p as u8);
        unit.set_is_null(false);
        // one a step, with pauses in between
        let mut out = Vec::new();
        let mut at = 0;
        while out.len() < values.len() {
            let moves = rng.chance(200);
            unit.set_advance(moves);
            unit.set_x(values.get(at).map_or(0, |&x| x as u64 & ((1 << 48) - 1)));
            unit.tick();
            if moves {
                at += 1;
                if at >= 6 {
                    out.push(unit.code() as i8);
                }
            }
        }
        let expected: Vec<i8> = values.iter().map(|&x| code(x, p)).collect();
        assert_eq!(out, expected, "exponent {p}");
    }
    unit.set_is_null(true);
    unit.set_advance(true);
    unit.set_x(77);
    unit.ticks(6);
    assert_eq!((unit.code(), unit.magnitude()), (0, 77));
}
