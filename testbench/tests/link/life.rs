//! The sign of life.

use crate::random::Random;
use golden::link::Life;
use testbench::models::LifeModel;

/// Ticks of 4 cycles: a clock of 64 Hz.
const TICK: u32 = 4;

fn fresh() -> LifeModel {
    let mut model = LifeModel::new();
    model.set_active(false);
    model.reset();
    model
}

#[test]
fn the_light_equals_golden_whatever_passes() {
    let mut random = Random::new("sign of life", 40);
    let mut model = fresh();
    for round in 0..3 {
        if round > 0 {
            // from any state, and with activity on the line
            model.set_active(true);
            model.reset();
        }
        let mut golden = Life::new(TICK);
        for period in 0..20 {
            // silence, single clocks of activity, a line that is busy
            let chance = [0, 1, 40, 255][random.below(4)];
            for cycle in 0..16 * TICK {
                let active = random.below(256) < chance;
                model.set_active(active);
                model.eval();
                assert_eq!(
                    model.led(),
                    golden.led(),
                    "round {round}, period {period}, cycle {cycle}"
                );
                model.tick();
                golden.clock(active);
            }
        }
    }
}

#[test]
fn it_blinks_once_a_second_and_flickers_for_the_second_after_activity() {
    let mut model = fresh();
    let mut second = |active: bool| {
        let mut changes = 0;
        let mut last = model.led();
        for cycle in 0..16 * TICK {
            model.set_active(active && cycle == 7);
            model.tick();
            changes += u32::from(model.led() != last);
            last = model.led();
        }
        changes
    };
    let changes: Vec<u32> = [false, false, true, false, false, false].map(&mut second).into();
    // on and off once, then eight times in the second after the one with activity
    assert_eq!(changes[4..], [2, 2], "{changes:?}");
    // it comes on after the reset
    assert!(changes[0] == 3 && changes[1..3] == [2, 2], "{changes:?}");
    assert!(changes[3] >= 14, "{changes:?}");
}
