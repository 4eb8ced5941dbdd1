//! The filling of L1: the sum of |x - mu|.

use rust_hdl::prelude::*;

use super::{accumulate, bits, Simulated, Tuning};
use crate::base::Int;
use crate::network::Network;

/// The sum of |x - mu| of each channel, 16 fraction bits: M = X + 16, S = X + 32.
///
/// ```text
///  x 2^16 --> - mu --> [d, X + 17 bits] --> xor sign --> [X + 16 bits] --> + --> [sum, S bits]
///                                      \---- sign -----> [carry] --------/
/// ```
///
/// One carry chain between two registers and none for the sign: -d = ~d + 1, and the sum takes the 1 as its carry.
/// One sample a cycle, gaps allowed. `sum` holds in the one cycle of `sum_valid`, three cycles after the last sample of
/// a channel when plain ([`Tuning`]). Exact for up to 2^16 samples of any value, and for 2^17 whose mean is `mu`.
#[derive(Debug, LogicBlock)]
pub struct AbsoluteDeviation<const X: usize, const M: usize, const S: usize> {
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
    /// mu of the channel of x, 16 fraction bits, in the cycle of x.
    pub mu: Signal<In, Int<M>>,
    /// The sum of a channel.
    pub sum: Signal<Out, Bits<S>>,
    /// It is whole: one cycle.
    pub sum_valid: Signal<Out, Bit>,
    /// x - mu is negative, with `sign_valid`.
    pub negative: Signal<Out, Bit>,
    /// x - mu is 0, with `sign_valid`.
    pub zero: Signal<Out, Bit>,
    /// `negative` and `zero` are there, of one sample after the other.
    pub sign_valid: Signal<Out, Bit>,
    /// They are those of the last sample of a channel.
    pub sign_last: Signal<Out, Bit>,
    _body: Simulated,
}

impl<const X: usize, const M: usize, const S: usize> Default for AbsoluteDeviation<X, M, S> {
    fn default() -> Self {
        Self::new(Tuning::default())
    }
}

impl<const X: usize, const M: usize, const S: usize> AbsoluteDeviation<X, M, S> {
    /// Cut as `tuning` says.
    pub fn new(tuning: Tuning) -> Self {
        const { assert!(M == X + 16 && S == X + 32) };
        AbsoluteDeviation {
            clock: Default::default(),
            reset: Default::default(),
            sample: Default::default(),
            sample_valid: Default::default(),
            sample_last: Default::default(),
            mu: Default::default(),
            sum: Default::default(),
            sum_valid: Default::default(),
            negative: Default::default(),
            zero: Default::default(),
            sign_valid: Default::default(),
            sign_last: Default::default(),
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
    let mut mu = network.input("mu", x + 16);
    if tuning.chain > 0 {
        for input in [&mut sample, &mut valid, &mut last, &mut mu] {
            *input = network.register(*input);
        }
    }
    let width = x + 17;
    let fixed = network.shift_left(sample, 16);
    let fixed = network.signed_to(fixed, width);
    let mu = network.signed_to(mu, width);
    let inverse = network.not(mu);
    let one = network.constant(1, 1);
    let deviation = network.add_segmented(fixed, inverse, Some(one), tuning.segments(width));
    let deviation = network.register(deviation);
    let negative = network.top(deviation);
    let rest = network.any(deviation);
    let zero = network.not(rest);
    let sign_valid = network.at(valid, deviation.stage());
    let sign_last = network.at(last, deviation.stage());
    for (name, flag) in [
        ("negative", negative),
        ("zero", zero),
        ("sign_valid", sign_valid),
        ("sign_last", sign_last),
    ] {
        let flag = network.register(flag);
        network.output(name, flag);
    }
    let low = network.slice(deviation, 0, x + 16);
    let term = network.invert_if(low, negative);
    let term = network.register(term);
    let carry = network.register(negative);
    let (sum, complete) = accumulate(
        &mut network,
        term,
        Some(carry),
        (valid, last),
        x + 32,
        tuning.chain,
    );
    network.output("sum", sum);
    network.output("sum_valid", complete);
    network
}

impl<const X: usize, const M: usize, const S: usize> Logic for AbsoluteDeviation<X, M, S> {
    fn update(&mut self) {
        if self.clock.pos_edge() {
            let inputs = [
                self.sample.val().value() as u128,
                self.sample_valid.val().into(),
                self.sample_last.val().into(),
                self.mu.val().value() as u128,
            ];
            let outputs = self._body.edge(self.reset.val(), &inputs);
            self.negative.next = outputs[0] == 1;
            self.zero.next = outputs[1] == 1;
            self.sign_valid.next = outputs[2] == 1;
            self.sign_last.next = outputs[3] == 1;
            self.sum.next = bits(outputs[4]);
            self.sum_valid.next = outputs[5] == 1;
        }
    }

    fn connect(&mut self) {
        self.sum.connect();
        self.sum_valid.connect();
        self.negative.connect();
        self.zero.connect();
        self.sign_valid.connect();
        self.sign_last.connect();
    }

    fn hdl(&self) -> Verilog {
        Verilog::Custom(self._body.network().verilog())
    }

    fn timing(&self) -> Vec<TimingInfo> {
        vec![TimingInfo {
            name: "absolute_deviation".into(),
            clock: "clock".into(),
            inputs: ["sample", "sample_valid", "sample_last", "mu", "reset"]
                .map(String::from)
                .to_vec(),
            outputs: ["sum", "sum_valid", "negative", "zero", "sign_valid", "sign_last"]
                .map(String::from)
                .to_vec(),
        }]
    }
}
