//! The filling of L2: the sum of (x - mu)^2.

use rust_hdl::prelude::*;

use super::{accumulate, bits, Simulated, Tuning};
use crate::base::Int;
use crate::network::Network;
use crate::primitive::square;

/// The sum of (x - mu)^2 of each channel, 16 fraction bits, of deviations with 8: E = X + 9, S = 2X + 34.
///
/// ```text
///  x 2^8 --> - mu8 --> [d, E bits] --> square, with registers of its own --> [2 E bits] --> + --> [sum, S bits]
/// ```
///
/// One sample a cycle, gaps allowed. `sum` holds in the one cycle of `sum_valid`, three cycles after the last sample of
/// a channel when plain ([`Tuning`]).
#[derive(Debug, LogicBlock)]
pub struct SquaredDeviation<const X: usize, const E: usize, const S: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// x.
    pub sample: Signal<In, Int<X>>,
    /// x is there.
    pub sample_valid: Signal<In, Bit>,
    /// It is the last of its channel.
    pub sample_last: Signal<In, Bit>,
    /// RHE(mu) of the channel of x with 8 fraction bits, in the cycle of x.
    pub mu8: Signal<In, Int<E>>,
    /// The sum of a channel.
    pub sum: Signal<Out, Bits<S>>,
    /// It is whole: one cycle.
    pub sum_valid: Signal<Out, Bit>,
    _body: Simulated,
}

impl<const X: usize, const E: usize, const S: usize> Default for SquaredDeviation<X, E, S> {
    fn default() -> Self {
        Self::new(Tuning::default())
    }
}

impl<const X: usize, const E: usize, const S: usize> SquaredDeviation<X, E, S> {
    /// Cut as `tuning` says.
    pub fn new(tuning: Tuning) -> Self {
        const { assert!(E == X + 9 && S == 2 * X + 34) };
        SquaredDeviation {
            clock: Default::default(),
            reset: Default::default(),
            sample: Default::default(),
            sample_valid: Default::default(),
            sample_last: Default::default(),
            mu8: Default::default(),
            sum: Default::default(),
            sum_valid: Default::default(),
            _body: Simulated::new(network(X as u32, tuning)),
        }
    }

    /// Cycles from the last sample of a channel to its sum.
    pub fn latency(&self) -> u32 {
        self._body.network().latency()
    }
}

fn network(x: u32, tuning: Tuning) -> Network {
    let mut network = Network::new();
    let mut sample = network.input("sample", x);
    let mut valid = network.input("sample_valid", 1);
    let mut last = network.input("sample_last", 1);
    let mut mu8 = network.input("mu8", x + 9);
    if tuning.chain > 0 {
        for input in [&mut sample, &mut valid, &mut last, &mut mu8] {
            *input = network.register(*input);
        }
    }
    let width = x + 9;
    let fixed = network.shift_left(sample, 8);
    let fixed = network.signed_to(fixed, width);
    let inverse = network.not(mu8);
    let one = network.constant(1, 1);
    let deviation = network.add_segmented(fixed, inverse, Some(one), tuning.segments(width));
    let deviation = network.register(deviation);
    let term = square(&mut network, deviation, tuning.square, tuning.stages);
    let term = network.register(term);
    let (sum, complete) = accumulate(&mut network, term, None, (valid, last), 2 * x + 34, tuning.chain);
    network.output("sum", sum);
    network.output("sum_valid", complete);
    network
}

impl<const X: usize, const E: usize, const S: usize> Logic for SquaredDeviation<X, E, S> {
    fn update(&mut self) {
        if self.clock.pos_edge() {
            let inputs = [
                self.sample.val().value() as u128,
                self.sample_valid.val().into(),
                self.sample_last.val().into(),
                self.mu8.val().value() as u128,
            ];
            let outputs = self._body.edge(self.reset.val(), &inputs);
            self.sum.next = bits(outputs[0]);
            self.sum_valid.next = outputs[1] == 1;
        }
    }

    fn connect(&mut self) {
        self.sum.connect();
        self.sum_valid.connect();
    }

    fn hdl(&self) -> Verilog {
        Verilog::Custom(self._body.network().verilog())
    }

    fn timing(&self) -> Vec<TimingInfo> {
        vec![TimingInfo {
            name: "squared_deviation".into(),
            clock: "clock".into(),
            inputs: ["sample", "sample_valid", "sample_last", "mu8", "reset"]
                .map(String::from)
                .to_vec(),
            outputs: ["sum", "sum_valid"].map(String::from).to_vec(),
        }]
    }
}
