//! The memories, and what golden makes of them.

use golden::norm::{self, Norm, Statistics};
use golden::wage::error_at_wide;
use testbench::random::Rng;

/// A column of up to eight lanes.
pub type Column<T> = [T; 8];

/// One channel's call of NORM.
#[derive(Clone, Copy, Debug)]
pub struct Call {
    pub backward: bool,
    pub store: bool,
    pub kind: Norm,
    /// By the running statistics; nothing with `backward`.
    pub running: bool,
    pub d: usize,
    pub f: usize,
    pub images: usize,
    pub positions: usize,
    pub x1: usize,
    pub y1: usize,
    pub wx: usize,
    pub wy: usize,
    pub channel: usize,
}

impl Call {
    /// Lane, address in A and address in the E-space of every sample.
    pub fn samples(&self, n: usize) -> Vec<(usize, usize, usize)> {
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

    pub fn imm(&self) -> u64 {
        u64::from(self.backward)
            | u64::from(self.store) << 1
            | u64::from(self.kind == Norm::L2) << 2
            | u64::from(self.running) << 3
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parameters {
    pub gamma: i32,
    pub beta: i32,
    pub mu: i32,
    pub scale: i32,
    pub set: bool,
    pub dgamma: i64,
    pub dbeta: i64,
}

impl Parameters {
    /// gamma and beta as a call takes them.
    fn within(&self) -> (i32, i32) {
        (self.gamma.clamp(-2047, 2047), self.beta.clamp(-8191, 8191))
    }
}

/// The memories and what the engine keeps, on either side.
#[derive(Clone)]
pub struct State {
    pub x: Vec<Column<i16>>,
    pub e: Vec<Column<i8>>,
    pub a: Vec<Column<i8>>,
    pub f: Vec<Column<u8>>,
    pub clips: u64,
    pub y_saturations: u64,
    pub dx_saturations: u64,
}

/// What golden does with the same calls.
pub struct Reference {
    pub n: usize,
    pub state: State,
    pub parameters: Vec<Parameters>,
    pub dx_maximum: u64,
    pub exponent: Option<i32>,
}

impl Reference {
    pub fn call(&mut self, call: &Call) {
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
            let (gamma, beta) = parameters.within();
            let (y, saturations) = if call.running {
                let statistics = Statistics {
                    mu: parameters.mu,
                    scale: parameters.scale,
                };
                let found = norm::normalise(&x, statistics, gamma, beta).unwrap();
                (found.y, found.saturations)
            } else {
                let found = norm::forward(call.kind, &x, gamma, beta).unwrap();
                let old = parameters.clone();
                let next = |r, v| if old.set { norm::running(r, v) } else { v };
                parameters.mu = next(old.mu, found.mu);
                parameters.scale = next(old.scale, found.scale);
                parameters.set = true;
                (found.y, found.saturations)
            };
            for (&(lane, a, e), &y) in samples.iter().zip(&y) {
                let rounded = golden::fixed::rhe_shift(y.into(), 3);
                let clipped = rounded.abs() > 127;
                self.state.a[a][lane] = rounded.clamp(0, 127) as i8;
                self.state.f[e][lane] = u8::from(clipped) | u8::from(y > 0) << 1;
                self.state.clips += u64::from(clipped);
            }
            self.state.y_saturations += saturations;
            return;
        }
        let dy: Vec<i8> = samples
            .iter()
            .map(|&(lane, _, e)| self.state.e[e][lane])
            .collect();
        let backward = norm::backward(call.kind, &x, &dy, parameters.within().0).unwrap();
        if !call.store {
            let largest = backward.dx.iter().map(|dx| dx.unsigned_abs()).max().unwrap();
            self.dx_maximum = self.dx_maximum.max(largest);
            return;
        }
        self.state.dx_saturations += backward.saturations;
        (parameters.dgamma, parameters.dbeta) = (backward.dgamma, backward.dbeta);
        for &(_, _, e) in &samples {
            self.state.e[e] = [0; 8];
        }
        for (&(lane, _, e), &dx) in samples.iter().zip(&backward.dx) {
            self.state.e[e][lane] = error_at_wide(dx, self.exponent);
        }
    }
}

pub fn state(rng: &mut Rng, columns: usize) -> State {
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
