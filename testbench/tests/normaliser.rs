//! The norm engine in Verilog against `golden::norm` and `golden::wage`, memory for memory.

use golden::norm::{self, Norm};
use golden::random::{mix, round_keys};
use golden::wage::{error_at_wide, scale_of_max_wide, update_bounded, BETA_BOUNDS, GAMMA_BOUNDS};
use testbench::models::{Normaliser4Model, Normaliser8Model};
use testbench::random::{seed, Rng};
use veribind::{lanes, Model};

/// Columns in the memories of the test.
const COLUMNS: usize = 1 << 15;

/// A column of up to eight lanes.
type Column<T> = [T; 8];

/// One channel's call of NORM.
#[derive(Clone, Copy, Debug)]
struct Call {
    backward: bool,
    store: bool,
    kind: Norm,
    d: usize,
    f: usize,
    images: usize,
    positions: usize,
    x1: usize,
    y1: usize,
    wx: usize,
    wy: usize,
    channel: usize,
}

impl Call {
    /// Lane, address in A and address in the E-space of every sample.
    fn samples(&self, n: usize) -> Vec<(usize, usize, usize)> {
        let of = |p: usize, i: usize| {
            (
                i % n,
                self.d + p * self.x1 + i / n * self.wx,
                self.f + p * self.y1 + i / n * self.wy,
            )
        };
        (0..self.positions)
            .flat_map(|p| (0..self.images).map(move |i| of(p, i)))
            .collect()
    }

    fn imm(&self) -> u64 {
        u64::from(self.backward) | u64::from(self.store) << 1 | u64::from(self.kind == Norm::L2) << 2
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Parameters {
    gamma: i32,
    beta: i32,
    mu: i32,
    scale: i32,
    set: bool,
    dgamma: i64,
    dbeta: i64,
}

/// The memories and what the engine keeps, on either side.
#[derive(Clone)]
struct State {
    x: Vec<Column<i16>>,
    e: Vec<Column<i8>>,
    a: Vec<Column<i8>>,
    f: Vec<Column<u8>>,
    clips: u64,
    y_saturations: u64,
    dx_saturations: u64,
}

/// What golden does with the same calls.
struct Reference {
    n: usize,
    state: State,
    parameters: Vec<Parameters>,
    dx_maximum: u64,
    exponent: Option<i32>,
}

impl Reference {
    fn call(&mut self, call: &Call) {
        let samples = call.samples(self.n);
        let x: Vec<i16> = samples
            .iter()
            .map(|&(lane, _, e)| self.state.x[e][lane])
            .collect();
        let parameters = &mut self.parameters[call.channel];
        // lanes without an image are 0
        for &(_, a, e) in &samples {
            if !call.backward {
                self.state.a[a] = [0; 8];
                self.state.f[e] = [0; 8];
            }
        }
        if !call.backward {
            let forward = norm::forward(call.kind, &x, parameters.gamma, parameters.beta).unwrap();
            for (&(lane, a, e), &y) in samples.iter().zip(&forward.y) {
                let rounded = golden::fixed::rhe_shift(y.into(), 3);
                let clipped = rounded.abs() > 127;
                self.state.a[a][lane] = rounded.clamp(0, 127) as i8;
                self.state.f[e][lane] = u8::from(clipped) | u8::from(y > 0) << 1;
                self.state.clips += u64::from(clipped);
            }
            self.state.y_saturations += forward.saturations;
            let old = parameters.clone();
            let next = |r, v| if old.set { norm::running(r, v) } else { v };
            parameters.mu = next(old.mu, forward.mu);
            parameters.scale = next(old.scale, forward.scale);
            parameters.set = true;
            return;
        }
        let dy: Vec<i8> = samples
            .iter()
            .map(|&(lane, _, e)| self.state.e[e][lane])
            .collect();
        let backward = norm::backward(call.kind, &x, &dy, parameters.gamma).unwrap();
        self.state.dx_saturations += backward.saturations;
        if !call.store {
            let largest = backward.dx.iter().map(|dx| dx.unsigned_abs()).max().unwrap();
            self.dx_maximum = self.dx_maximum.max(largest);
            return;
        }
        (parameters.dgamma, parameters.dbeta) = (backward.dgamma, backward.dbeta);
        for &(_, _, e) in &samples {
            self.state.e[e] = [0; 8];
        }
        for (&(lane, _, e), &dx) in samples.iter().zip(&backward.dx) {
            self.state.e[e][lane] = error_at_wide(dx, self.exponent);
        }
    }
}

/// The engine and the memories around it.
struct Engine<M: Model> {
    model: M,
    n: usize,
    state: State,
    stalls: Option<Rng>,
    rng: Rng,
    likely: u32,
    // what the memories give in the next cycles
    x_next: Option<usize>,
    e_next: [Option<usize>; 2],
    cycles: u64,
}

impl<M: Model> Engine<M> {
    fn new(n: usize, state: State, rng: &mut Rng) -> Self {
        let mut model = M::new();
        model.reset();
        Engine {
            model,
            n,
            state,
            stalls: None,
            rng: Rng::new(rng.bits()),
            likely: 128,
            x_next: None,
            e_next: [None; 2],
            cycles: 0,
        }
    }

    fn set(&mut self, port: &str, value: u64) {
        let port = self.model.port(port).unwrap();
        self.model.write(port, value);
    }

    fn get(&self, port: &str) -> u64 {
        self.model.read(self.model.port(port).unwrap())
    }

    fn words(&self, port: &str) -> Vec<u32> {
        self.model.read_words(self.model.port(port).unwrap())
    }

    /// One cycle: serves the memory ports, and returns whether a call was taken in it.
    fn cycle(&mut self) -> bool {
        let n = self.n;
        // the memories' outputs mean nothing but when they are due
        let mut x = [0u32; 4];
        let mut e = [0u32; 2];
        for lane in 0..n {
            let (x_garbage, e_garbage) = (self.rng.bits() as i16, self.rng.bits() as i8);
            let sample = self.x_next.map_or(x_garbage, |at| self.state.x[at][lane]);
            lanes::set(&mut x, lane, 16, sample as u64);
            let error = self.e_next[0].map_or(e_garbage, |at| self.state.e[at][lane]);
            lanes::set(&mut e, lane, 8, error as u64);
        }
        let (x_port, e_port) = (
            self.model.port("x_data").unwrap(),
            self.model.port("e_data").unwrap(),
        );
        self.model.write_words(x_port, &x[..n / 2]);
        self.model.write_words(e_port, &e[..n / 4]);
        let mut takes = [true; 3];
        if let Some(rng) = &mut self.stalls {
            if rng.chance(6) {
                self.likely = rng.pick(&[256, 200, 128, 40, 4]);
            }
            takes = std::array::from_fn(|_| rng.chance(self.likely));
        }
        self.model.eval();
        // a write is answered in the cycle in which it stands there
        let asks = ["a_write", "e_write", "f_write"].map(|port| self.get(port) == 1);
        for (port, (ask, take)) in ["a_taken", "e_taken", "f_taken"]
            .into_iter()
            .zip(asks.into_iter().zip(takes))
        {
            self.set(port, u64::from(ask && take));
        }
        self.model.eval();
        if asks[0] && takes[0] {
            let (at, words) = (self.get("a_address") as usize, self.words("a_data"));
            for lane in 0..n {
                self.state.a[at][lane] = lanes::get_signed(&words, lane, 8) as i8;
            }
        }
        if asks[2] && takes[2] {
            let (at, words) = (self.get("f_address") as usize, self.words("f_data"));
            for lane in 0..n {
                self.state.f[at][lane] = lanes::get(&words, lane, 2) as u8;
            }
        }
        self.x_next = (self.get("x_read") == 1).then(|| self.get("x_address") as usize);
        self.e_next = [
            self.e_next[1],
            (self.get("e_read") == 1).then(|| self.get("e_read_address") as usize),
        ];
        if asks[1] && takes[1] {
            let (at, words) = (self.get("e_write_address") as usize, self.words("e_write_data"));
            for lane in 0..n {
                self.state.e[at][lane] = lanes::get_signed(&words, lane, 8) as i8;
            }
        }
        self.state.clips += self.get("clips");
        self.state.y_saturations += self.get("y_saturations");
        self.state.dx_saturations += self.get("dx_saturations");
        let taken = self.get("call_valid") == 1 && self.get("call_ready") == 1;
        self.model.tick();
        self.cycles += 1;
        taken
    }

    fn until(&mut self, port: &str) {
        for _ in 0..3_000_000 {
            self.model.eval();
            if self.get(port) == 1 {
                return;
            }
            self.cycle();
        }
        panic!("no {port}");
    }

    /// Queues the calls one after the other and waits for the last; the cycles of the calls' acceptance.
    fn calls(&mut self, calls: &[Call], pause: bool) -> Vec<u64> {
        let mut accepted = Vec::new();
        for call in calls {
            if pause && self.rng.chance(60) {
                for _ in 0..self.rng.range(1..=400) {
                    self.cycle();
                }
            }
            for (port, value) in [
                ("call_d", call.d),
                ("call_f", call.f),
                ("call_images", call.images),
                ("call_positions", call.positions),
                ("call_x1", call.x1),
                ("call_y1", call.y1),
                ("call_wx", call.wx),
                ("call_wy", call.wy),
                ("call_channel", call.channel),
            ] {
                self.set(port, value as u64);
            }
            self.set("call_imm", call.imm());
            self.set("call_valid", 1);
            let mut waited = 0;
            while !self.cycle() {
                waited += 1;
                assert!(waited < 3_000_000, "the call is not taken");
            }
            accepted.push(self.cycles);
            self.set("call_valid", 0);
        }
        self.until("idle");
        accepted
    }

    fn pulse(&mut self, port: &str) {
        self.set(port, 1);
        self.cycle();
        self.set(port, 0);
    }

    fn write_parameters(&mut self, channel: usize, parameters: &Parameters) {
        let words = [
            parameters.gamma as u32 & 0xffff | (parameters.beta as u32) << 16,
            parameters.mu as u32,
            parameters.scale as u32 | u32::from(parameters.set) << 31,
        ];
        self.set("p_address", channel as u64);
        for (index, word) in words.into_iter().enumerate() {
            self.set("p_word", index as u64);
            self.set("p_data", word.into());
            self.pulse("p_write");
        }
    }

    fn read_parameters(&mut self, channel: usize) -> (i16, i16, i32, i32, bool) {
        self.set("p_address", channel as u64);
        self.pulse("p_read");
        self.model.eval();
        let word = self.get("p_gamma_beta") as u32;
        let scale = self.get("p_scale") as u32;
        (
            word as i16,
            (word >> 16) as i16,
            self.get("p_mu") as u32 as i32,
            (scale & 0x7fff_ffff) as i32,
            scale >> 31 == 1,
        )
    }

    fn update(&mut self, beta: bool, channel: usize, count: usize, keys: &[u16], rate: i32) {
        self.set("scale_kind", 2 + u64::from(beta));
        self.pulse("scale_start");
        self.until("scale_done");
        let words: [u32; 5] = lanes::pack(16, keys.iter().map(|&key| i64::from(key)));
        let port = self.model.port("keys").unwrap();
        self.model.write_words(port, &words);
        self.set("rate", rate as u64);
        self.set("update_kind", beta.into());
        self.set("update_channel", channel as u64);
        self.set("update_count", count as u64);
        self.pulse("update_start");
        self.until("update_done");
        self.cycle();
        self.until("idle");
    }
}

fn state(rng: &mut Rng, columns: usize) -> State {
    State {
        x: (0..columns)
            .map(|_| std::array::from_fn(|_| rng.bits() as i16))
            .collect(),
        e: (0..columns)
            .map(|_| std::array::from_fn(|_| rng.range(-127..=127) as i8))
            .collect(),
        a: vec![[0; 8]; columns],
        f: vec![[0; 8]; columns],
        clips: 0,
        y_saturations: 0,
        dx_saturations: 0,
    }
}

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
        }
        engine.calls(&calls, true);
        calls.iter().for_each(|call| reference.call(call));
        agree(&mut engine, &reference, "mixed calls");
        assert_eq!(engine.get("dx_maximum"), reference.dx_maximum);
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
        engine.e_next = [None; 2];
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

/// Cycles from call to call, when they follow each other back to back.
fn period<M: Model>(n: usize, kind: Norm, backward: bool, m: usize) -> f64 {
    let mut rng = Rng::new(1);
    let (mut engine, _) = engines::<M>(n, 32, &mut rng);
    let calls: Vec<Call> = (0..24)
        .map(|c| Call {
            backward,
            store: backward,
            kind,
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
    // m, and the constant of the unit in `hdl::norm`; e = 23
    for (kind, backward, fixed) in [
        (Norm::L1, false, 147),
        (Norm::L2, false, 212),
        (Norm::L1, true, 274),
        (Norm::L2, true, 357),
    ] {
        for m in [8, 64] {
            let unit = (2 * m + fixed - 23) as f64;
            assert_eq!(period::<Normaliser4Model>(4, kind, backward, m), unit, "m {m}");
        }
        for m in [8, 256, 1024] {
            let unit = (2 * m + fixed - 23) as f64;
            assert_eq!(
                period::<Normaliser8Model>(8, kind, backward, m),
                unit / 2.0,
                "m {m}"
            );
        }
    }
}
