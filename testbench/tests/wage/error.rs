//! `wage_error` against `golden::wage::error`.

use crate::int32s;
use golden::wage;
use testbench::models::{WageError3Model, WageErrorModel};
use testbench::random::{seed, Rng};
use testbench::stream::Pace;
use testbench::wage::ErrorCodes;
use testbench::Error;
use veribind::Model;

fn agree<M: Model>(unit: &mut ErrorCodes<M>, e: &[i32], exponent: Option<i32>, pace: &mut Pace) -> u64 {
    let run = unit.run(e, exponent, pace).unwrap();
    let codes: Vec<i8> = e.iter().map(|&e| wage::error_at(e, exponent)).collect();
    assert_eq!(run.value, codes, "exponent {exponent:?}, {e:?}");
    let cut = |&&e: &&i32| exponent.is_some_and(|p| i64::from(e).abs() << 7 > 127i64 << p);
    // without an exponent every error is 0, and none is cut; what the unit does with others is not specified
    if exponent.is_some() {
        assert_eq!(run.saturations, e.iter().filter(cut).count() as u64);
    }
    run.cycles
}

#[test]
fn corners_of_every_exponent() {
    fn every_exponent<M: Model>() {
        let mut unit = ErrorCodes::<M>::new().unwrap();
        for p in 0..=31 {
            let mut e = vec![0, 1, -1, i32::MIN, i32::MIN + 1, i32::MAX];
            // ties and their neighbours: e * 2^7 = (code + half) * 2^p
            for code in [-128i64, -127, -126, -2, -1, 0, 1, 2, 3, 126, 127, 128] {
                for halves in [-1, 0, 1] {
                    for offset in [-1, 0, 1] {
                        e.extend(i32::try_from((((2 * code + halves) << p) >> 8) + offset));
                    }
                }
            }
            agree(&mut unit, &e, Some(p), &mut Pace::full());
        }
    }
    every_exponent::<WageErrorModel>();
    every_exponent::<WageError3Model>();
}

#[test]
fn without_an_exponent_every_code_is_zero() {
    let mut unit = ErrorCodes::<WageErrorModel>::new().unwrap();
    agree(&mut unit, &[0; 20], None, &mut Pace::full());
    agree(&mut unit, &[1, -5, i32::MAX, i32::MIN], None, &mut Pace::full());
    agree(
        &mut unit,
        &[1, -5, i32::MAX, i32::MIN],
        Some(3),
        &mut Pace::full(),
    );
}

#[test]
fn random_errors_at_random_paces() {
    fn random<M: Model>(seed: u64) {
        let (mut rng, mut unit) = (Rng::new(seed), ErrorCodes::<M>::new().unwrap());
        for _ in 0..150 {
            let e = int32s(&mut rng, 300);
            let exponent = match rng.chance(128) {
                true => wage::scale(&e),
                false => Some(rng.range(0..=31) as i32),
            };
            agree(&mut unit, &e, exponent, &mut Pace::random(rng.bits()));
        }
    }
    let seed = seed("random_errors_at_random_paces");
    random::<WageErrorModel>(seed);
    random::<WageError3Model>(seed);
}

#[test]
fn both_passes_make_the_whole_operator() {
    let seed = seed("both_passes_make_the_whole_operator");
    let mut rng = Rng::new(seed);
    for places in 0..=31 {
        let e: Vec<i32> = int32s(&mut rng, 200).into_iter().map(|e| e >> places).collect();
        assert_eq!(
            testbench::wage::error(&e).unwrap().value,
            wage::error(&e),
            "{e:?}"
        );
    }
    assert_eq!(
        testbench::wage::error(&[0; 33]).unwrap().value,
        (vec![0; 33], None)
    );
}

#[test]
fn a_beat_a_cycle_after_three() {
    let mut unit = ErrorCodes::<WageErrorModel>::new().unwrap();
    assert_eq!(agree(&mut unit, &[-99; 160], Some(6), &mut Pace::full()), 13);
}

#[test]
fn a_reset_in_the_middle_leaves_nothing_behind() {
    let seed = seed("a_reset_in_the_middle_leaves_nothing_behind");
    let (mut rng, mut unit) = (Rng::new(seed), ErrorCodes::<WageError3Model>::new().unwrap());
    for stop in 0..60 {
        let e: Vec<i32> = (0..200).map(|_| rng.int32()).collect();
        let mut pace = Pace::random(rng.bits()).stop_after(stop);
        assert_eq!(unit.run(&e, Some(20), &mut pace), Err(Error::Stopped));
        unit.reset();
        agree(&mut unit, &e, Some(12), &mut Pace::random(rng.bits()));
    }
}
