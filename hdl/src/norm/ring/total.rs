//! The sum of each channel's samples.

use rust_hdl::prelude::*;

use crate::base::Int;
use crate::network::{accumulate, Network, Simulated};

/// Most bits of a carry chain.
const CHAIN: u32 = 26;

/// sum (x + 2^(X-1)) of channel after channel: X + A - 1 bits for up to 2^(A-1) samples, in `F` bits.
///
/// All terms are positive: above the samples' bits there is nothing but a carry, and no sign that turns them all over.
///
/// One sample a cycle without end. `complete` stands for one cycle, ceil((X + A - 1) / 26) behind the one with the last
/// sample; `sum` is that channel's then, and until samples of the next have come as far. No carry runs further than 26
/// bits.
#[derive(Debug, LogicBlock)]
pub struct Total<const X: usize, const F: usize, const A: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// A sample is there.
    pub valid: Signal<In, Bit>,
    /// It is the last of its channel.
    pub last: Signal<In, Bit>,
    /// The sample.
    pub sample: Signal<In, Int<X>>,
    /// It belongs to the sum; else it is 0.
    pub counts: Signal<In, Bit>,
    /// The sum is that of a channel.
    pub complete: Signal<Out, Bit>,
    /// The sum so far.
    pub sum: Signal<Out, Bits<F>>,
    _body: Simulated,
}

impl<const X: usize, const F: usize, const A: usize> Default for Total<X, F, A> {
    fn default() -> Self {
        const { assert!(A >= 2 && F + 1 >= X + A) };
        Total {
            clock: Default::default(),
            reset: Default::default(),
            valid: Default::default(),
            last: Default::default(),
            sample: Default::default(),
            counts: Default::default(),
            complete: Default::default(),
            sum: Default::default(),
            _body: Simulated::new(network(X as u32, (X + A - 1) as u32, F as u32)),
        }
    }
}

fn network(sample_bits: u32, sum_bits: u32, port_bits: u32) -> Network {
    let mut network = Network::new();
    let n = &mut network;
    let valid = n.input("valid", 1);
    let last = n.input("last", 1);
    let sample = n.input("sample", sample_bits);
    let counts = n.input("counts", 1);
    let low = n.slice(sample, 0, sample_bits - 1);
    let sign = n.top(sample);
    let positive = n.not(sign);
    let positive = n.and(positive, counts);
    let term = n.join(&[low, positive]);
    let term = n.unsigned_to(term, sum_bits);
    let sum = accumulate(n, term, None, (valid, last), sum_bits, CHAIN);
    let value = n.unsigned_to(sum.value, port_bits);
    n.output("complete", sum.complete);
    n.output("sum", value);
    network
}

impl<const X: usize, const F: usize, const A: usize> Logic for Total<X, F, A> {
    fn update(&mut self) {
        let inputs = [
            self.valid.val().into(),
            self.last.val().into(),
            self.sample.val().value() as u128,
            self.counts.val().into(),
        ];
        if self.clock.pos_edge() {
            let outputs = self._body.edge(self.reset.val(), &inputs);
            self.complete.next = outputs[0] == 1;
            self.sum.next = crate::network::bits(outputs[1]);
        }
    }

    fn connect(&mut self) {
        self.complete.connect();
        self.sum.connect();
    }

    fn hdl(&self) -> Verilog {
        Verilog::Custom(self._body.network().verilog())
    }

    fn timing(&self) -> Vec<TimingInfo> {
        vec![TimingInfo {
            name: "total".into(),
            clock: "clock".into(),
            inputs: ["valid", "last", "sample", "counts", "reset"]
                .map(String::from)
                .to_vec(),
            outputs: ["complete", "sum"].map(String::from).to_vec(),
        }]
    }
}
