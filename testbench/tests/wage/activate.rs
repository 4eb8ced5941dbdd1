//! `wage_activate` against `golden::wage::activate`.

use crate::int32s;
use golden::wage::{activate, clipped};
use testbench::models::{WageActivate3Model, WageActivateModel};
use testbench::random::{seed, Rng};
use testbench::stream::Pace;
use testbench::wage::Activate;
use testbench::Error;
use veribind::Model;

fn agree<M: Model>(unit: &mut Activate<M>, acc: &[i32], shift: u32, relu: bool, pace: &mut Pace) -> u64 {
    let (run, flags) = unit.run(acc, shift, relu, pace).unwrap();
    let codes: Vec<i8> = acc.iter().map(|&acc| activate(acc, shift, relu)).collect();
    let expected: Vec<bool> = acc.iter().map(|&acc| clipped(acc, shift)).collect();
    assert_eq!(run.value, codes, "shift {shift}, relu {relu}, {acc:?}");
    assert_eq!(flags, expected, "shift {shift}, {acc:?}");
    assert_eq!(
        run.saturations,
        expected.iter().filter(|&&flag| flag).count() as u64
    );
    run.cycles
}

/// Every code's neighbourhood, ties and their neighbours, at one shift.
fn corners(shift: u32) -> Vec<i32> {
    let mut corners = vec![0, 1, -1, i32::MIN, i32::MIN + 1, i32::MAX, i32::MAX - 1];
    for code in [
        -129i64, -128, -127, -126, -64, -3, -2, -1, 0, 1, 2, 3, 63, 126, 127, 128, 129,
    ] {
        for half in [-1, 0, 1] {
            for offset in [-1, 0, 1] {
                let acc = (code << shift) + half * ((1 << shift) >> 1) + offset;
                corners.extend(i32::try_from(acc));
            }
        }
    }
    corners
}

#[test]
fn corners_of_every_shift() {
    fn every_shift<M: Model>() {
        let mut unit = Activate::<M>::new().unwrap();
        for shift in 0..=31 {
            for relu in [false, true] {
                agree(&mut unit, &corners(shift), shift, relu, &mut Pace::full());
            }
        }
    }
    every_shift::<WageActivateModel>();
    every_shift::<WageActivate3Model>();
}

#[test]
fn random_accumulators_at_random_paces() {
    fn random<M: Model>(seed: u64) {
        let (mut rng, mut unit) = (Rng::new(seed), Activate::<M>::new().unwrap());
        for _ in 0..150 {
            let acc = int32s(&mut rng, 300);
            let (shift, relu) = (rng.size(0..=31) as u32, rng.chance(128));
            agree(&mut unit, &acc, shift, relu, &mut Pace::random(rng.bits()));
        }
    }
    let seed = seed("random_accumulators_at_random_paces");
    random::<WageActivateModel>(seed);
    random::<WageActivate3Model>(seed);
}

#[test]
fn a_beat_a_cycle_after_three() {
    let mut unit = Activate::<WageActivateModel>::new().unwrap();
    for beats in [1, 2, 3, 4, 50] {
        let acc = vec![77; 16 * beats];
        assert_eq!(
            agree(&mut unit, &acc, 3, true, &mut Pace::full()),
            beats as u64 + 3
        );
    }
}

#[test]
fn a_reset_in_the_middle_leaves_nothing_behind() {
    let seed = seed("a_reset_in_the_middle_leaves_nothing_behind");
    let (mut rng, mut unit) = (Rng::new(seed), Activate::<WageActivate3Model>::new().unwrap());
    for stop in 0..60 {
        let acc: Vec<i32> = (0..200).map(|_| rng.int32()).collect();
        let mut pace = Pace::random(rng.bits()).stop_after(stop);
        assert_eq!(unit.run(&acc, 9, false, &mut pace), Err(Error::Stopped));
        unit.reset();
        agree(&mut unit, &acc, 4, true, &mut Pace::random(rng.bits()));
    }
}

#[test]
fn a_shift_out_of_range_is_refused() {
    let error = testbench::wage::activate(&[1], 32, false).unwrap_err();
    assert_eq!(error.to_string(), "shift is 32: expected 0 to 31");
}
