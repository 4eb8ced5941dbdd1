//! `neuron` against `golden::spiking::Neuron`.

use golden::spiking::{Compare, Decay, Neuron as Parameters, Reset};
use ndarray::{Array2, ArrayView2};
use testbench::models::{Neuron4Model, NeuronModel};
use testbench::random::{seed, Rng};
use testbench::spiking::{Neuron, NEURONS};
use testbench::stream::Pace;
use testbench::Error;
use veribind::Model;

fn agree<M: Model>(
    unit: &mut Neuron<M>,
    currents: ArrayView2<i16>,
    parameters: &Parameters,
    pace: &mut Pace,
) -> u64 {
    let run = unit.run(currents, parameters, pace).unwrap();
    let expected = parameters.run(currents);
    let (t, n) = currents.dim();
    assert_eq!(
        run.value.spikes, expected.spikes,
        "{parameters:?}, {t} steps of {n}"
    );
    assert_eq!(run.value.u, expected.u, "{parameters:?}, {t} steps of {n}");
    assert_eq!(run.saturations, expected.saturations, "{parameters:?}");
    run.cycles
}

fn all_kinds(threshold: i32, shift: u32) -> Vec<Parameters> {
    let mut all = Vec::new();
    for decay in [Decay::None, Decay::Keep(shift), Decay::Lose(shift)] {
        for reset in [Reset::Subtract, Reset::Zero] {
            for compare in [Compare::Ge, Compare::Gt] {
                all.push(Parameters {
                    threshold,
                    reset,
                    compare,
                    decay,
                });
            }
        }
    }
    all
}

fn random_parameters(rng: &mut Rng) -> Parameters {
    let threshold = rng.pick(&[1, 2, 100, 5000, 32766, 32767]);
    let threshold = if rng.chance(128) {
        threshold
    } else {
        rng.range(1..=32767) as i32
    };
    let all = all_kinds(threshold, rng.size(0..=15) as u32);
    rng.pick(&all)
}

#[test]
fn every_kind_at_every_shift() {
    fn every_kind<M: Model>(capacity: usize, seed: u64) {
        let (mut rng, mut unit) = (Rng::new(seed), Neuron::<M>::new(capacity).unwrap());
        for shift in 0..=15 {
            for parameters in all_kinds(300, shift) {
                let currents = Array2::from_shape_simple_fn((12, 7), || rng.range(-400..=900) as i16);
                agree(&mut unit, currents.view(), &parameters, &mut Pace::full());
            }
        }
    }
    let seed = seed("every_kind_at_every_shift");
    every_kind::<NeuronModel>(NEURONS, seed);
    every_kind::<Neuron4Model>(4, seed);
}

#[test]
fn the_threshold_itself_tells_ge_from_gt() {
    for threshold in [1, 2, 32766, 32767] {
        let near = [threshold - 1, threshold, (threshold + 1).min(32767)].map(|c| c as i16);
        let currents = Array2::from_shape_vec((1, 3), near.to_vec()).unwrap();
        let mut unit = Neuron::<NeuronModel>::new(NEURONS).unwrap();
        for parameters in all_kinds(threshold, 1) {
            agree(&mut unit, currents.view(), &parameters, &mut Pace::full());
        }
    }
}

#[test]
fn membranes_saturate_at_both_ends_and_are_counted() {
    let mut unit = Neuron::<Neuron4Model>::new(4).unwrap();
    // 2^23 / 2^15 = 256 steps to either end; neuron 2 swings, neuron 3 rests
    let currents = Array2::from_shape_fn((700, 4), |(t, n)| match n {
        0 => i16::MIN,
        1 => i16::MAX,
        2 if t < 350 => i16::MIN,
        2 => i16::MAX,
        _ => 0,
    });
    for parameters in all_kinds(1, 15) {
        agree(&mut unit, currents.view(), &parameters, &mut Pace::full());
    }
    let silent = Parameters {
        threshold: 1,
        reset: Reset::Subtract,
        compare: Compare::Ge,
        decay: Decay::None,
    };
    let run = unit.run(currents.view(), &silent, &mut Pace::full()).unwrap();
    assert!(
        run.saturations > 400,
        "both ends are reached: {}",
        run.saturations
    );
}

#[test]
fn random_layers_at_random_paces() {
    fn random<M: Model>(capacity: usize, seed: u64) {
        let (mut rng, mut unit) = (Rng::new(seed), Neuron::<M>::new(capacity).unwrap());
        for _ in 0..200 {
            let (t, n) = (rng.size(1..=20), rng.size(1..=11));
            let places = rng.size(0..=15);
            let currents = Array2::from_shape_simple_fn((t, n), || rng.bits() as i16 >> places);
            let parameters = random_parameters(&mut rng);
            let mut pace = match rng.chance(80) {
                true => Pace::full(),
                false => Pace::random(rng.bits()),
            };
            agree(&mut unit, currents.view(), &parameters, &mut pace);
        }
    }
    let seed = seed("random_layers_at_random_paces");
    random::<NeuronModel>(NEURONS, seed);
    random::<Neuron4Model>(4, seed);
}

#[test]
fn more_neurons_than_membranes_go_in_groups() {
    let seed = seed("more_neurons_than_membranes_go_in_groups");
    let (mut rng, mut unit) = (Rng::new(seed), Neuron::<NeuronModel>::new(NEURONS).unwrap());
    for n in [NEURONS - 1, NEURONS, NEURONS + 1, 2 * NEURONS + 100] {
        let currents = Array2::from_shape_simple_fn((4, n), || rng.bits() as i16);
        let parameters = random_parameters(&mut rng);
        agree(&mut unit, currents.view(), &parameters, &mut Pace::full());
    }
}

#[test]
fn one_neuron_a_cycle_from_three_on() {
    let mut unit = Neuron::<NeuronModel>::new(NEURONS).unwrap();
    let parameters = all_kinds(100, 2)[0];
    for (n, per_step) in [(1, 3), (2, 3), (3, 3), (4, 4), (10, 10)] {
        let currents = Array2::from_elem((50, n), 30i16);
        let cycles = agree(&mut unit, currents.view(), &parameters, &mut Pace::full());
        // the last step ends with its last beat, which comes out 3 cycles later
        assert_eq!(cycles, 49 * per_step + n as u64 + 3, "{n} neurons");
    }
}

#[test]
fn a_reset_in_the_middle_leaves_nothing_behind() {
    let seed = seed("a_reset_in_the_middle_leaves_nothing_behind");
    let (mut rng, mut unit) = (Rng::new(seed), Neuron::<Neuron4Model>::new(4).unwrap());
    for stop in 0..80 {
        let n = rng.size(1..=4);
        let currents = Array2::from_shape_simple_fn((80, n), || rng.bits() as i16);
        let parameters = random_parameters(&mut rng);
        let mut pace = Pace::random(rng.bits()).stop_after(stop);
        assert_eq!(
            unit.run(currents.view(), &parameters, &mut pace),
            Err(Error::Stopped)
        );
        unit.reset();
        agree(
            &mut unit,
            currents.view(),
            &parameters,
            &mut Pace::random(rng.bits()),
        );
    }
}

#[test]
fn parameters_out_of_range_are_refused() {
    let currents = Array2::<i16>::zeros((1, 1));
    let run = |parameters: Parameters| {
        let error = testbench::spiking::neuron(currents.view(), &parameters).unwrap_err();
        error.to_string()
    };
    let good = all_kinds(1, 16)[0];
    assert_eq!(
        run(Parameters { threshold: 0, ..good }),
        "threshold is 0: expected 1 to 32767"
    );
    let decay = Decay::Keep(16);
    assert_eq!(
        run(Parameters { decay, ..good }),
        "decay shift is 16: expected 0 to 15"
    );
}
