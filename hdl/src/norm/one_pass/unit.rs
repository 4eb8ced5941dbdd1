//! The unit.

use rust_hdl::prelude::*;

use super::tuning::Tuning;
use super::{correct, mean, rooted, sums, Busy, Control, Shape};
use crate::base::Int;
use crate::network::{bits, Network, Simulated};

/// mu and s of each channel by L2, `golden::norm::statistics(Norm::L2, ..)`, in one pass: M = X + 16, T = X + 15.
///
/// One sample a cycle as long as channels have [`OnePass::least`] samples or more; the input waits with the last sample
/// of shorter ones. Of a channel of more than 2^(A-1) samples the first 2^(A-1) count; `dropped` counts the rest.
#[derive(Debug, LogicBlock)]
pub struct OnePass<const X: usize, const A: usize, const M: usize, const T: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// A sample is offered.
    pub s_valid: Signal<In, Bit>,
    /// It is taken.
    pub s_ready: Signal<Out, Bit>,
    /// x.
    pub s_data: Signal<In, Int<X>>,
    /// It is the last of its channel.
    pub s_last: Signal<In, Bit>,
    /// The statistics of a channel are there.
    pub m_valid: Signal<Out, Bit>,
    /// They are taken.
    pub m_ready: Signal<In, Bit>,
    /// mu, LSB 2^-16.
    pub m_mu: Signal<Out, Int<M>>,
    /// s, LSB 2^-16.
    pub m_scale: Signal<Out, Bits<T>>,
    /// How many samples they are of.
    pub m_samples: Signal<Out, Bits<A>>,
    /// How many samples of too long channels were left out.
    pub dropped: Signal<Out, Bits<32>>,
    _shape: Shape,
    _body: Simulated,
}

impl<const X: usize, const A: usize, const M: usize, const T: usize> Default for OnePass<X, A, M, T> {
    fn default() -> Self {
        Self::new(Tuning::default())
    }
}

impl<const X: usize, const A: usize, const M: usize, const T: usize> OnePass<X, A, M, T> {
    /// Cut as `tuning` says. With a chain to keep short the root takes two cycles a digit.
    pub fn new(tuning: Tuning) -> Self {
        const { assert!(M == X + 16 && T == X + 15 && A >= 2 && A <= 18) };
        let shape = Shape {
            x: X as u32,
            a: A as u32,
            tuning,
        };
        OnePass {
            clock: Default::default(),
            reset: Default::default(),
            s_valid: Default::default(),
            s_ready: Default::default(),
            s_data: Default::default(),
            s_last: Default::default(),
            m_valid: Default::default(),
            m_ready: Default::default(),
            m_mu: Default::default(),
            m_scale: Default::default(),
            m_samples: Default::default(),
            dropped: Default::default(),
            _shape: shape,
            _body: Simulated::new(network(shape)),
        }
    }

    /// Samples from which on a channel costs no more cycles than it has samples; up to seven fewer may do.
    pub fn least(&self) -> u32 {
        let shape = self._shape;
        // each stage is taken a cycle after the one before is done
        let stages = [mean::cycles(shape), correct::cycles(shape), rooted::cycles(shape)];
        stages.into_iter().max().unwrap_or_default() + 2
    }
}

fn network(shape: Shape) -> Network {
    let mut network = Network::new();
    let n = &mut network;
    let m_ready = n.input("m_ready", 1);
    let control = Control {
        pending: n.feedback(1, 0),
        summed: n.feedback(1, 0),
        mean: Busy::new(n, mean::cycles(shape)),
        correct: Busy::new(n, correct::cycles(shape)),
        root: n.feedback(1, 0),
        result: n.feedback(1, 0),
        m_ready,
    };
    let free = n.not(control.mean.busy);
    let to_mean = n.and(control.summed, free);
    let done = control.mean.done(n);
    let free = n.not(control.correct.busy);
    let to_correct = n.and(done, free);
    let done = control.correct.done(n);
    let free = rooted::free(n, control);
    let to_root = n.and(done, free);

    let summed = sums::sums(n, shape, control, to_mean);
    let averaged = mean::mean(n, shape, control, summed, to_mean, to_correct);
    let corrected = correct::correct(n, shape, control, averaged, to_correct, to_root);
    rooted::root(n, shape, control, corrected, to_root);
    network
}

impl<const X: usize, const A: usize, const M: usize, const T: usize> Logic for OnePass<X, A, M, T> {
    fn update(&mut self) {
        let inputs = [
            self.m_ready.val().into(),
            self.s_valid.val().into(),
            self.s_data.val().value() as u128,
            self.s_last.val().into(),
        ];
        if self.clock.pos_edge() {
            let outputs = self._body.edge(self.reset.val(), &inputs);
            self.s_ready.next = outputs[0] == 1;
            self.dropped.next = bits(outputs[1]);
            self.m_valid.next = outputs[2] == 1;
            self.m_mu.next = Int::wrap(outputs[3] as i128);
            self.m_scale.next = bits(outputs[4]);
            self.m_samples.next = bits(outputs[5]);
        }
    }

    fn connect(&mut self) {
        self.s_ready.connect();
        self.m_valid.connect();
        self.m_mu.connect();
        self.m_scale.connect();
        self.m_samples.connect();
        self.dropped.connect();
    }

    fn hdl(&self) -> Verilog {
        Verilog::Custom(self._body.network().verilog())
    }

    fn timing(&self) -> Vec<TimingInfo> {
        vec![TimingInfo {
            name: "one_pass".into(),
            clock: "clock".into(),
            inputs: ["s_valid", "s_data", "s_last", "m_ready", "reset"]
                .map(String::from)
                .to_vec(),
            outputs: ["s_ready", "m_valid", "m_mu", "m_scale", "m_samples", "dropped"]
                .map(String::from)
                .to_vec(),
        }]
    }
}
