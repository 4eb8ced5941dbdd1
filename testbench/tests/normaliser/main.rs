//! The norm engine in Verilog against `golden::norm` and `golden::wage`, memory for memory.

mod corners;
mod engine;
mod reference;

use engine::Engine;
use golden::norm::Norm;
use golden::random::{mix, round_keys};
use golden::wage::{scale_of_max_wide, update_bounded, BETA_BOUNDS, GAMMA_BOUNDS};
use reference::{state, Call, Parameters, Reference, State};
use testbench::models::{Normaliser4Model, Normaliser8Model};
use testbench::random::{seed, Rng};
use veribind::Model;

/// Columns in the memories of the test.
const COLUMNS: usize = 1 << 15;

/// A layer of `channels` normalised maps: channels innermost, gaps between positions and between groups.
fn layer(rng: &mut Rng, n: usize, most: usize, channels: usize) -> Vec<Call> {
    let images = match rng.size(0..=4) {
        0 => 1,
        1 => n,
        _ => rng.size(1..=3 * n).min(most),
    };
    let positions = rng.size(1..=(most / images).min(20));
    let groups = images.div_ceil(n);
    let first = rng.size(0..=5);
    let (x1, y1) = (channels + rng.size(0..=3), channels + rng.size(0..=3));
    let (wx, wy) = (positions * x1 + rng.size(0..=9), positions * y1 + rng.size(0..=9));
    let (d, f) = (
        rng.size(0..=COLUMNS - groups * wx),
        rng.size(0..=COLUMNS - groups * wy),
    );
    let kind = rng.pick(&[Norm::L1, Norm::L2]);
    (0..channels)
        .map(|c| Call {
            backward: false,
            store: false,
            kind,
            running: false,
            d: d + c,
            f: f + c,
            images,
            positions,
            x1,
            y1,
            wx,
            wy,
            channel: first + c,
        })
        .collect()
}

/// Samples of any spread, one outlier among them at times, and errors of any size.
fn fill(rng: &mut Rng, engine: &mut State, reference: &mut State, call: &Call, n: usize) {
    let spread = (1i64 << rng.range(0..=16)).min(32767);
    let middle = rng.range(spread - 32768..=32767 - spread);
    let largest = rng.range(0..=127);
    let constant = rng.chance(20);
    let samples = call.samples(n);
    let outlier = rng.size(0..=3 * samples.len());
    for (index, &(lane, _, e)) in samples.iter().enumerate() {
        let mut x = if constant {
            middle
        } else {
            middle + rng.range(-spread..=spread)
        };
        if index == outlier {
            x = rng.bits() as i16 as i64;
        }
        let error = rng.range(-largest..=largest) as i8;
        for state in [&mut *engine, &mut *reference] {
            state.x[e][lane] = x as i16;
            state.e[e][lane] = error;
        }
    }
}

fn agree<M: Model>(engine: &mut Engine<M>, reference: &Reference, what: &str) {
    let n = engine.n;
    let columns = engine.state.x.len();
    for at in 0..columns {
        let (found, golden) = (&engine.state, &reference.state);
        assert_eq!(found.a[at][..n], golden.a[at][..n], "A at {at}: {what}");
        assert_eq!(found.f[at][..n], golden.f[at][..n], "F at {at}: {what}");
        assert_eq!(found.e[at][..n], golden.e[at][..n], "E at {at}: {what}");
    }
    let (found, golden) = (&engine.state, &reference.state);
    assert_eq!(
        (found.clips, found.y_saturations, found.dx_saturations),
        (golden.clips, golden.y_saturations, golden.dx_saturations),
        "counters: {what}"
    );
    for (channel, golden) in reference.parameters.iter().enumerate() {
        let golden = (
            golden.gamma as i16,
            golden.beta as i16,
            golden.mu,
            golden.scale,
            golden.set,
        );
        assert_eq!(
            engine.read_parameters(channel),
            golden,
            "channel {channel}: {what}"
        );
    }
}

/// Forward, maximum, store, update: as a training step calls it.
fn step<M: Model>(
    engine: &mut Engine<M>,
    reference: &mut Reference,
    calls: &[Call],
    rng: &mut Rng,
    pause: bool,
) {
    engine.calls(calls, pause);
    calls.iter().for_each(|call| reference.call(call));
    agree(engine, reference, "after the forward calls");
    let running: Vec<Call> = calls
        .iter()
        .map(|call| Call {
            running: true,
            ..*call
        })
        .collect();
    engine.calls(&running, pause);
    running.iter().for_each(|call| reference.call(call));
    agree(engine, reference, "after the calls by the running statistics");

    let backward = |store| {
        let with = |call: &Call| Call {
            backward: true,
            store,
            ..*call
        };
        calls.iter().map(with).collect::<Vec<_>>()
    };
    engine.calls(&backward(false), pause);
    backward(false).iter().for_each(|call| reference.call(call));
    assert_eq!(engine.get("dx_maximum"), reference.dx_maximum);
    engine.pulse("dx_clear");
    engine.cycle();
    assert_eq!(engine.get("dx_maximum"), 0);
    reference.exponent = scale_of_max_wide(reference.dx_maximum);
    reference.dx_maximum = 0;
    engine.set("error_exponent", reference.exponent.unwrap_or(0) as u64);
    engine.set("error_null", u64::from(reference.exponent.is_none()));

    engine.calls(&backward(true), pause);
    backward(true).iter().for_each(|call| reference.call(call));
    agree(engine, reference, "after the backward calls");

    let (first, count) = (calls[0].channel, calls.len());
    let layer = rng.bits() as u32;
    let rate = rng.range(-8..=7) as i32;
    for beta in [false, true] {
        let keys = round_keys(1, 2, layer + u32::from(beta));
        let part = &mut reference.parameters[first..first + count];
        let gradient = |p: &Parameters| if beta { p.dbeta } else { p.dgamma };
        let largest = part.iter().map(|p| gradient(p).unsigned_abs()).max().unwrap();
        if let Some(exponent) = scale_of_max_wide(largest) {
            for (index, p) in part.iter_mut().enumerate() {
                let (g, random) = (gradient(p), mix(&keys, index as u32));
                if beta {
                    p.beta = update_bounded(p.beta, g, exponent - rate, random, BETA_BOUNDS);
                } else {
                    p.gamma = update_bounded(p.gamma, g, exponent - rate, random, GAMMA_BOUNDS);
                }
            }
        }
        engine.update(beta, first, count, &keys, rate);
    }
    agree(engine, reference, "after the updates");
}

fn engines<M: Model>(n: usize, channels: usize, rng: &mut Rng) -> (Engine<M>, Reference) {
    let state = state(rng, COLUMNS);
    let mut engine = Engine::<M>::new(n, state.clone(), rng);
    let parameters: Vec<Parameters> = (0..channels)
        .map(|_| Parameters {
            gamma: rng.range(1..=1023) as i32,
            beta: rng.range(-4096..=4095) as i32,
            mu: rng.bits() as i32,
            scale: (rng.bits() >> 33) as i32,
            set: rng.chance(128),
            ..Parameters::default()
        })
        .collect();
    for (channel, parameters) in parameters.iter().enumerate() {
        engine.write_parameters(channel, parameters);
    }
    let reference = Reference {
        n,
        state,
        parameters,
        dx_maximum: 0,
        exponent: None,
    };
    (engine, reference)
}

fn random_steps<M: Model>(name: &str, n: usize, most: usize, channels: usize, steps: usize) {
    let mut rng = Rng::new(seed(name));
    let (mut engine, mut reference) = engines::<M>(n, channels, &mut rng);
    for step_number in 0..steps {
        let count = rng.size(1..=channels - 5);
        let mut calls = layer(&mut rng, n, most, count);
        if step_number == 1 {
            // a single sample: s is 0
            calls
                .iter_mut()
                .for_each(|call| (call.images, call.positions) = (1, 1));
        }
        for call in &calls {
            fill(&mut rng, &mut engine.state, &mut reference.state, call, n);
        }
        engine.stalls = (step_number % 2 == 1).then(|| Rng::new(rng.bits()));
        step(
            &mut engine,
            &mut reference,
            &calls,
            &mut rng,
            step_number % 3 == 2,
        );
    }
}

#[test]
fn random_steps_equal_golden() {
    random_steps::<Normaliser4Model>("random_steps_equal_golden", 4, 64, 32, 12);
    random_steps::<Normaliser8Model>("random_steps_equal_golden", 8, 400, 64, 8);
}

#[test]
fn no_error_at_all_leaves_everything() {
    let mut rng = Rng::new(seed("no_error_at_all_leaves_everything"));
    let (mut engine, mut reference) = engines::<Normaliser4Model>(4, 32, &mut rng);
    let calls = layer(&mut rng, 4, 64, 9);
    for call in &calls {
        for &(lane, _, e) in &call.samples(4) {
            engine.state.e[e][lane] = 0;
            reference.state.e[e][lane] = 0;
        }
    }
    let before = reference.parameters.clone();
    step(&mut engine, &mut reference, &calls, &mut rng, false);
    assert_eq!(reference.exponent, None);
    for (old, new) in before.iter().zip(&reference.parameters) {
        assert_eq!((old.gamma, old.beta), (new.gamma, new.beta));
    }
}

/// Calls of all kinds mixed: each waits for those of another kind.
#[test]
fn calls_of_different_kinds_follow_each_other() {
    let mut rng = Rng::new(seed("calls_of_different_kinds_follow_each_other"));
    let (mut engine, mut reference) = engines::<Normaliser4Model>(4, 32, &mut rng);
    reference.exponent = Some(33);
    engine.set("error_exponent", 33);
    for _ in 0..20 {
        // disjoint maps: what one call stores, no other reads
        let mut calls = layer(&mut rng, 4, 64, 12);
        for call in &mut calls {
            fill(&mut rng, &mut engine.state, &mut reference.state, call, 4);
            call.backward = rng.chance(128);
            call.store = rng.chance(128);
            call.kind = rng.pick(&[Norm::L1, Norm::L2]);
            call.running = rng.chance(128);
        }
        engine.calls(&calls, true);
        calls.iter().for_each(|call| reference.call(call));
        agree(&mut engine, &reference, "mixed calls");
        assert_eq!(engine.get("dx_maximum"), reference.dx_maximum);
    }
}

/// A short channel comes out of the unit while the one before it is still being written.
#[test]
fn a_channel_keeps_its_statistics_however_long_writes_take() {
    let mut rng = Rng::new(seed("a_channel_keeps_its_statistics_however_long_writes_take"));
    let (mut engine, mut reference) = engines::<Normaliser4Model>(4, 32, &mut rng);
    for (first, second) in [(2, 1), (4, 1), (4, 3), (6, 2), (7, 5), (4, 4), (1, 1)] {
        let call = |channel: usize, positions: usize| Call {
            backward: false,
            store: false,
            kind: Norm::L1,
            running: false,
            d: 100 * channel,
            f: 100 * channel,
            images: 1,
            positions,
            x1: 1,
            y1: 1,
            wx: 0,
            wy: 0,
            channel,
        };
        let calls = [call(3, first), call(4, second), call(5, first)];
        for call in &calls {
            fill(&mut rng, &mut engine.state, &mut reference.state, call, 4);
        }
        engine.held = 600;
        engine.calls(&calls, false);
        calls.iter().for_each(|call| reference.call(call));
        agree(
            &mut engine,
            &reference,
            &format!("{first} samples, then {second}"),
        );
    }
}

/// Channels of 2^17 samples take y and dx out of their formats.
#[test]
fn saturations_are_counted_as_golden_counts_them() {
    let mut rng = Rng::new(seed("saturations_are_counted_as_golden_counts_them"));
    let (mut engine, mut reference) = engines::<Normaliser8Model>(8, 64, &mut rng);
    let positions = (1 << 17) / 8;
    let call = Call {
        backward: false,
        store: false,
        kind: Norm::L1,
        running: false,
        d: 3,
        f: 1,
        images: 8,
        positions,
        x1: 1,
        y1: 1,
        wx: 0,
        wy: 0,
        channel: 2,
    };
    let samples = call.samples(8);
    // one outlier: y is out of range
    let parameters = Parameters {
        gamma: 2047,
        beta: 8191,
        ..Parameters::default()
    };
    engine.write_parameters(2, &parameters);
    reference.parameters[2] = parameters;
    for (index, &(lane, _, e)) in samples.iter().enumerate() {
        let x = if index == 70_000 { 32767 } else { -32768 };
        engine.state.x[e][lane] = x;
        reference.state.x[e][lane] = x;
    }
    engine.calls(&[call], false);
    reference.call(&call);
    assert!(reference.state.y_saturations > 0);
    agree(&mut engine, &reference, "y saturates");
    // s is two LSB, and dy has no part along x - mu: dx is as large as it gets
    for (index, &(lane, _, e)) in samples.iter().enumerate() {
        let x = i16::from(index == 3 || index == 4);
        let dy = if index % 2 == 0 { 127 } else { -127 };
        for state in [&mut engine.state, &mut reference.state] {
            state.x[e][lane] = x;
            state.e[e][lane] = dy;
        }
    }
    for store in [false, true] {
        let call = Call {
            backward: true,
            store,
            ..call
        };
        engine.calls(&[call], false);
        reference.call(&call);
        assert_eq!(engine.get("dx_maximum"), reference.dx_maximum);
        reference.exponent = scale_of_max_wide(reference.dx_maximum);
        engine.set("error_exponent", reference.exponent.unwrap_or(0) as u64);
    }
    assert!(reference.state.dx_saturations > 0);
    assert_eq!(reference.dx_maximum, 1 << 47);
    agree(&mut engine, &reference, "dx saturates");
}

#[test]
fn a_reset_in_the_middle_leaves_nothing_behind() {
    let mut rng = Rng::new(seed("a_reset_in_the_middle_leaves_nothing_behind"));
    let (mut engine, mut reference) = engines::<Normaliser4Model>(4, 32, &mut rng);
    for _ in 0..30 {
        let calls = layer(&mut rng, 4, 64, 3);
        engine.set("call_valid", 1);
        for _ in 0..rng.size(1..=900) {
            engine.cycle();
        }
        engine.set("call_valid", 0);
        engine.model.reset();
        engine.x_next = None;
        engine.e_next = [None; 4];
        // the memories may hold anything now
        reference.state = engine.state.clone();
        for channel in 0..32 {
            let (gamma, beta, mu, scale, set) = engine.read_parameters(channel);
            let p = &mut reference.parameters[channel];
            (p.gamma, p.beta, p.mu, p.scale, p.set) = (gamma.into(), beta.into(), mu, scale, set);
        }
        reference.dx_maximum = 0;
        for call in &calls {
            fill(&mut rng, &mut engine.state, &mut reference.state, call, 4);
        }
        step(&mut engine, &mut reference, &calls, &mut rng, false);
    }
}

/// Cycles from call to call, when they follow each other back to back; `kind` is none by the running statistics.
fn period<M: Model>(n: usize, kind: Option<Norm>, backward: bool, m: usize) -> f64 {
    let mut rng = Rng::new(1);
    let (mut engine, _) = engines::<M>(n, 32, &mut rng);
    let calls: Vec<Call> = (0..24)
        .map(|c| Call {
            backward,
            store: backward,
            kind: kind.unwrap_or(Norm::L1),
            running: kind.is_none(),
            d: c,
            f: c,
            images: n,
            positions: m / n,
            x1: 24,
            y1: 24,
            wx: 0,
            wy: 0,
            channel: c,
        })
        .collect();
    // a spread that gives e = 23
    for call in &calls {
        let parameters = Parameters {
            gamma: 256,
            scale: 150 << 16,
            ..Parameters::default()
        };
        engine.write_parameters(call.channel, &parameters);
        for (index, &(lane, _, e)) in call.samples(n).iter().enumerate() {
            engine.state.x[e][lane] = if index % 2 == 0 { 150 } else { -150 };
        }
    }
    let accepted = engine.calls(&calls, false);
    let (first, last) = (accepted[4], accepted[20]);
    (last - first) as f64 / 16.0
}

#[test]
fn cycles_are_as_documented() {
    // how often m, and the constant of the unit in `hdl::norm`; e = 23
    for (kind, backward, passes, fixed) in [
        (Some(Norm::L1), false, 2, 147),
        (Some(Norm::L2), false, 2, 212),
        (Some(Norm::L1), true, 2, 274),
        (Some(Norm::L2), true, 2, 357),
        (None, false, 1, 74),
    ] {
        for m in [8, 64] {
            let unit = (passes * m + fixed - 23) as f64;
            assert_eq!(period::<Normaliser4Model>(4, kind, backward, m), unit, "m {m}");
        }
        for m in [8, 256, 1024] {
            let unit = (passes * m + fixed - 23) as f64;
            assert_eq!(
                period::<Normaliser8Model>(8, kind, backward, m),
                unit / 2.0,
                "m {m}"
            );
        }
    }
}
