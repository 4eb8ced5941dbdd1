//! `random` against `golden::random`.

use golden::random::random;
use testbench::models::RandomModel;
use testbench::random::{seed, Rng};
use testbench::stream::{Pace, Streams};
use veribind::Model;

/// Cycles of the key schedule: 64 steps and ten keys.
const SCHEDULE: u64 = 74;

struct Unit {
    model: RandomModel,
    streams: Streams,
}

impl Unit {
    fn new() -> Self {
        let mut model = RandomModel::new();
        model.reset();
        let streams = Streams::of(&model).unwrap();
        Unit { model, streams }
    }

    fn port(&mut self, name: &str, value: u64) {
        let port = self.model.port(name).unwrap();
        self.model.write(port, value);
    }

    /// Runs a schedule; gives the cycles that it was busy for.
    fn keys(&mut self, seed: u64, step: u32, layer: u32) -> u64 {
        self.port("seed", seed);
        self.port("step", step.into());
        self.port("layer", layer.into());
        self.port("start", 1);
        self.model.tick();
        self.port("start", 0);
        // only the cycle of `start` counts
        self.port("seed", !seed);
        self.port("step", u64::from(!step));
        self.port("layer", u64::from(!layer));
        let mut cycles = 0;
        self.model.eval();
        while self.model.busy() {
            self.model.tick();
            self.model.eval();
            cycles += 1;
            assert!(cycles < 1000, "the schedule does not end");
        }
        cycles
    }

    fn numbers(&mut self, indices: &[u32], pace: &mut Pace) -> (Vec<u16>, u64) {
        let (s_index, m_number) = (
            self.model.port("s_index").unwrap(),
            self.model.port("m_number").unwrap(),
        );
        let mut numbers = Vec::new();
        let cycles = self
            .streams
            .transfer(
                &mut self.model,
                pace,
                indices.len(),
                |model, beat| {
                    model.write(s_index, indices[beat].into());
                    false
                },
                indices.len(),
                |model, _| {
                    numbers.push(model.read(m_number) as u16);
                    false
                },
            )
            .unwrap();
        (numbers, cycles)
    }
}

#[test]
fn numbers_of_random_places_at_random_paces() {
    let seed = seed("numbers_of_random_places_at_random_paces");
    let (mut rng, mut unit) = (Rng::new(seed), Unit::new());
    for round in 0..60 {
        let (places, small) = (rng.size(0..=63), rng.size(0..=31));
        let (seed, step, layer) = (
            rng.bits() >> places,
            rng.bits() as u32 >> small,
            rng.bits() as u32 >> small,
        );
        assert_eq!(unit.keys(seed, step, layer), SCHEDULE);
        let indices: Vec<u32> = (0..rng.size(1..=80))
            .map(|index| match round % 3 {
                0 => index as u32,
                1 => rng.bits() as u32,
                _ => u32::MAX - index as u32,
            })
            .collect();
        let mut pace = match round % 2 {
            0 => Pace::full(),
            _ => Pace::random(rng.bits()),
        };
        let expected: Vec<u16> = indices
            .iter()
            .map(|index| random(seed, step, layer, *index))
            .collect();
        assert_eq!(
            unit.numbers(&indices, &mut pace).0,
            expected,
            "{seed} {step} {layer}"
        );
    }
}

#[test]
fn a_number_a_cycle_after_ten() {
    let mut unit = Unit::new();
    unit.keys(1, 2, 3);
    for count in [1, 2, 40] {
        let indices: Vec<u32> = (0..count).collect();
        let (_, cycles) = unit.numbers(&indices, &mut Pace::full());
        assert_eq!(cycles, u64::from(count) + 10);
    }
}

#[test]
fn a_start_in_the_middle_begins_again() {
    let mut unit = Unit::new();
    unit.port("seed", 99);
    unit.port("start", 1);
    unit.model.tick();
    unit.port("start", 0);
    unit.model.ticks(70);
    assert_eq!(unit.keys(5, 6, 7), SCHEDULE);
    let (numbers, _) = unit.numbers(&[0, 1, 2], &mut Pace::full());
    assert_eq!(numbers, [0, 1, 2].map(|index| random(5, 6, 7, index)));
}
