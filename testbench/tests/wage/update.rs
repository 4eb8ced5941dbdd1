//! `wage_update` against `golden::wage::update`.

use golden::wage;
use testbench::models::{WageUpdate3Model, WageUpdateModel};
use testbench::random::{seed, Rng};
use testbench::stream::Pace;
use testbench::wage::Update;
use testbench::Error;
use veribind::Model;

/// Weights, gradients and random numbers of one length.
#[derive(Default)]
struct Data {
    w: Vec<i8>,
    g: Vec<i32>,
    random: Vec<u16>,
}

impl Data {
    fn push(&mut self, w: i8, g: i32, random: u16) {
        self.w.push(w);
        self.g.push(g);
        self.random.push(random);
    }

    fn random(rng: &mut Rng, longest: usize) -> Self {
        let mut data = Data::default();
        for _ in 0..rng.size(1..=longest) {
            data.push(rng.range(-64..=64) as i8, rng.int32(), rng.bits() as u16);
        }
        data
    }
}

/// The step in 128 bits, for the count of saturations.
fn cut(w: i8, g: i32, sh: i32, random: u16) -> bool {
    let (magnitude, random) = (i128::from(g).abs(), i128::from(random));
    let step = match sh {
        ..=0 => magnitude << -sh,
        1..=16 => (magnitude + (random >> (16 - sh))) >> sh,
        _ => (magnitude + (random << (sh - 16))) >> sh,
    };
    (i128::from(w) - i128::from(g).signum() * step).abs() > 64
}

fn agree<M: Model>(
    unit: &mut Update<M>,
    data: &Data,
    exponent: Option<i32>,
    rate: i32,
    pace: &mut Pace,
) -> u64 {
    let run = unit
        .run((&data.w, &data.g, &data.random), exponent, rate, pace)
        .unwrap();
    let (mut expected, mut saturations) = (data.w.clone(), 0);
    if let Some(p) = exponent {
        for (i, w) in expected.iter_mut().enumerate() {
            let (g, random) = (data.g[i], data.random[i]);
            saturations += u64::from(cut(*w, g, p - rate, random));
            *w = wage::update_weight(*w, g, p - rate, random);
        }
    }
    if let Some(i) = (0..expected.len()).find(|&i| run.value.get(i) != Some(&expected[i])) {
        let (w, g, random) = (data.w[i], data.g[i], data.random[i]);
        let (found, expected) = (run.value.get(i), expected[i]);
        panic!(
            "exponent {exponent:?}, rate {rate}: w {w} g {g} random {random} gives {found:?}, not {expected}"
        );
    }
    assert_eq!(run.value.len(), expected.len());
    assert_eq!(run.saturations, saturations, "exponent {exponent:?}, rate {rate}");
    run.cycles
}

/// Gradients of every size with every kind of random number; and those next to a carry out of the bits cut off.
fn corners(sh: i32) -> Data {
    let mut data = Data::default();
    let numbers = [0u16, 1, 2, 0x1234, 0x7fff, 0x8000, 0x8001, 0xfffe, 0xffff];
    for random in numbers {
        let mut gradients = vec![
            0,
            1,
            -1,
            2,
            -3,
            90,
            -91,
            127,
            -128,
            65_535,
            -65_536,
            i32::MAX,
            i32::MIN,
            i32::MIN + 1,
        ];
        if sh > 0 {
            let spread = (i128::from(random) << sh) >> 16;
            for multiple in [1, 2, 3, 64, 128, 129] {
                for offset in [-1, 0, 1] {
                    let g = (multiple << sh) - spread + offset;
                    gradients.extend([g, -g].into_iter().filter_map(|g| i32::try_from(g).ok()));
                }
            }
        }
        for (i, &g) in gradients.iter().enumerate() {
            data.push([-64, -63, -33, -1, 0, 1, 32, 63, 64][i % 9], g, random);
        }
    }
    data
}

#[test]
fn corners_of_every_exponent_and_rate() {
    fn every_shift<M: Model>(rates: impl Iterator<Item = i32> + Clone) {
        let mut unit = Update::<M>::new().unwrap();
        for exponent in 0..=31 {
            for rate in rates.clone() {
                agree(
                    &mut unit,
                    &corners(exponent - rate),
                    Some(exponent),
                    rate,
                    &mut Pace::full(),
                );
            }
        }
    }
    every_shift::<WageUpdateModel>(-8..=7);
    every_shift::<WageUpdate3Model>([-4, 0, 6].into_iter());
}

#[test]
fn every_weight_moves_by_small_steps() {
    let mut data = Data::default();
    for w in -64..=64 {
        for g in [-200, -9, -8, -7, 0, 7, 8, 9, 200] {
            data.push(w, g, 0x4000);
        }
    }
    let mut unit = Update::<WageUpdateModel>::new().unwrap();
    for exponent in 0..=8 {
        agree(&mut unit, &data, Some(exponent), 1, &mut Pace::full());
    }
}

#[test]
fn without_an_exponent_the_weights_stay() {
    let mut unit = Update::<WageUpdateModel>::new().unwrap();
    let mut data = corners(0);
    agree(&mut unit, &data, None, 6, &mut Pace::full());
    data.g.fill(0);
    agree(&mut unit, &data, None, -4, &mut Pace::full());
    agree(&mut unit, &data, Some(5), 3, &mut Pace::full());
}

#[test]
fn random_updates_at_random_paces() {
    fn random<M: Model>(seed: u64) {
        let (mut rng, mut unit) = (Rng::new(seed), Update::<M>::new().unwrap());
        for _ in 0..150 {
            let data = Data::random(&mut rng, 250);
            let exponent = match rng.chance(128) {
                true => wage::scale(&data.g),
                false => Some(rng.range(0..=31) as i32),
            };
            let rate = rng.range(-8..=7) as i32;
            agree(&mut unit, &data, exponent, rate, &mut Pace::random(rng.bits()));
        }
    }
    let seed = seed("random_updates_at_random_paces");
    random::<WageUpdateModel>(seed);
    random::<WageUpdate3Model>(seed);
}

#[test]
fn both_passes_make_the_whole_operator() {
    let seed = seed("both_passes_make_the_whole_operator");
    let mut rng = Rng::new(seed);
    for rate in -4..=6 {
        for places in [0, 9, 24, 31] {
            let mut data = Data::random(&mut rng, 100);
            data.g.iter_mut().for_each(|g| *g >>= places);
            let run = testbench::wage::update(&data.w, &data.g, rate, &data.random).unwrap();
            let expected = wage::update(&data.w, &data.g, rate, &data.random).unwrap();
            assert_eq!(run.value, expected, "rate {rate}");
        }
    }
}

#[test]
fn a_beat_a_cycle_after_five() {
    let mut unit = Update::<WageUpdateModel>::new().unwrap();
    let mut data = Data::default();
    (0..160).for_each(|i| data.push(i as i8 % 64, 100 * i, i as u16));
    assert_eq!(agree(&mut unit, &data, Some(13), 3, &mut Pace::full()), 15);
}

#[test]
fn a_reset_in_the_middle_leaves_nothing_behind() {
    let seed = seed("a_reset_in_the_middle_leaves_nothing_behind");
    let (mut rng, mut unit) = (Rng::new(seed), Update::<WageUpdate3Model>::new().unwrap());
    for stop in 0..60 {
        let mut data = Data::default();
        (0..200).for_each(|_| data.push(rng.range(-64..=64) as i8, rng.int32(), rng.bits() as u16));
        let mut pace = Pace::random(rng.bits()).stop_after(stop);
        let interrupted = unit.run((&data.w, &data.g, &data.random), Some(9), 6, &mut pace);
        assert_eq!(interrupted, Err(Error::Stopped));
        unit.reset();
        agree(&mut unit, &data, Some(25), 2, &mut Pace::random(rng.bits()));
    }
}

#[test]
fn input_out_of_range_is_refused() {
    let refused = |w: &[i8], g: &[i32], rate, random: &[u16]| {
        testbench::wage::update(w, g, rate, random)
            .unwrap_err()
            .to_string()
    };
    assert_eq!(refused(&[65], &[1], 0, &[0]), "w[0] is 65: expected -64 to 64");
    assert_eq!(refused(&[1], &[1], 8, &[0]), "rate_log2 is 8: expected -8 to 7");
    assert_eq!(
        refused(&[1], &[1, 2], 0, &[0]),
        "w, g and random have 1, 2 and 1 elements: expected one length"
    );
}
