//! `wage_scale` against `golden::wage::scale`.

use crate::int32s;
use golden::wage::scale;
use testbench::models::{WageScale4Model, WageScaleModel};
use testbench::random::{seed, Rng};
use testbench::stream::Pace;
use testbench::wage::Scale;
use testbench::Error;
use veribind::Model;

fn agree<M: Model>(unit: &mut Scale<M>, tensors: &[&[i32]], pace: &mut Pace) -> u64 {
    let run = unit.run(tensors, pace).unwrap();
    let expected: Vec<Option<i32>> = tensors.iter().map(|tensor| scale(tensor)).collect();
    assert_eq!(run.value, expected, "{tensors:?}");
    run.cycles
}

/// Every power of two and every break between exponents, with their neighbours, in both signs.
fn magnitudes() -> Vec<i32> {
    let mut found = vec![0, i32::MIN, i32::MIN + 1, i32::MAX];
    for p in 0..31u32 {
        // the largest m below sqrt(2) * 2^p, by its square
        let edge = (0..31).rev().fold(0u64, |m, bit| {
            let larger = m | 1 << bit;
            if larger * larger < 1 << (2 * p + 1) {
                larger
            } else {
                m
            }
        });
        for m in [
            (1i64 << p) - 1,
            1 << p,
            (1 << p) + 1,
            edge as i64 - 1,
            edge as i64,
            edge as i64 + 1,
        ] {
            if let Ok(m) = i32::try_from(m) {
                found.extend([m, -m]);
            }
        }
    }
    found
}

#[test]
fn every_power_and_every_break_in_every_lane() {
    fn every_lane<M: Model>(lanes: usize) {
        let mut unit = Scale::<M>::new().unwrap();
        let tensors: Vec<Vec<i32>> = magnitudes()
            .iter()
            .enumerate()
            .map(|(i, &m)| {
                // smaller company in the other lanes, of either sign
                let company = |lane: usize| if lane % 2 == 0 { m / 3 } else { -(m / 2) };
                (0..lanes)
                    .map(|lane| if lane == i % lanes { m } else { company(lane) })
                    .collect()
            })
            .collect();
        for rotation in 0..lanes {
            let rotated: Vec<Vec<i32>> = tensors
                .iter()
                .map(|tensor| {
                    let mut tensor = tensor.clone();
                    tensor.rotate_left(rotation);
                    tensor
                })
                .collect();
            let tensors: Vec<&[i32]> = rotated.iter().map(Vec::as_slice).collect();
            agree(&mut unit, &tensors, &mut Pace::full());
        }
    }
    every_lane::<WageScaleModel>(16);
    every_lane::<WageScale4Model>(4);
}

#[test]
fn the_maximum_counts_wherever_it_stands() {
    let mut unit = Scale::<WageScaleModel>::new().unwrap();
    for at in 0..100 {
        let mut x = [5; 100];
        x[at] = -1000 - at as i32;
        agree(&mut unit, &[&x, &[0; 7], &x[..at], &[3]], &mut Pace::full());
    }
}

#[test]
fn tensors_of_zeros_and_empty_ones_have_no_exponent() {
    let mut unit = Scale::<WageScaleModel>::new().unwrap();
    assert_eq!(
        unit.run(&[&[9], &[0; 40], &[], &[-1]], &mut Pace::full())
            .unwrap()
            .value,
        [Some(3), None, None, Some(0)]
    );
}

#[test]
fn random_tensors_at_random_paces() {
    fn random<M: Model>(seed: u64) {
        let (mut rng, mut unit) = (Rng::new(seed), Scale::<M>::new().unwrap());
        for _ in 0..100 {
            let count = rng.size(1..=8);
            let tensors: Vec<Vec<i32>> = (0..count)
                .map(|_| {
                    let places = rng.size(0..=31);
                    int32s(&mut rng, 70).into_iter().map(|x| x >> places).collect()
                })
                .collect();
            let tensors: Vec<&[i32]> = tensors.iter().map(Vec::as_slice).collect();
            agree(&mut unit, &tensors, &mut Pace::random(rng.bits()));
        }
    }
    let seed = seed("random_tensors_at_random_paces");
    random::<WageScaleModel>(seed);
    random::<WageScale4Model>(seed);
}

#[test]
fn a_beat_a_cycle_and_six_to_the_result() {
    let mut unit = Scale::<WageScaleModel>::new().unwrap();
    for beats in [1, 2, 9] {
        let x = vec![1; 16 * beats];
        assert_eq!(agree(&mut unit, &[&x], &mut Pace::full()), beats as u64 + 6);
        assert_eq!(
            agree(&mut unit, &[&x, &x, &x], &mut Pace::full()),
            3 * beats as u64 + 6
        );
    }
}

#[test]
fn a_reset_in_the_middle_leaves_nothing_behind() {
    let seed = seed("a_reset_in_the_middle_leaves_nothing_behind");
    let (mut rng, mut unit) = (Rng::new(seed), Scale::<WageScale4Model>::new().unwrap());
    for stop in 0..40 {
        // what was seen before the reset is larger than all that comes after
        let large = vec![i32::MIN; 400];
        let mut pace = Pace::random(rng.bits()).stop_after(stop);
        assert_eq!(unit.run(&[&large], &mut pace), Err(Error::Stopped));
        unit.reset();
        let x = int32s(&mut rng, 30);
        agree(&mut unit, &[&x], &mut Pace::random(rng.bits()));
    }
}
