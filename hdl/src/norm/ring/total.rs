//! The sum of each channel's samples.

use rust_hdl::prelude::*;

use crate::base::Int;
use crate::network::{accumulate, Network, Simulated};

/// Most bits of a carry chain.
const CHAIN: u32 = 26;

/// |sum x| and its sign, of channel after channel: X + A - 1 bits for up to 2^(A-1) samples, in `F` bits.
///
/// ```text
///  sample --> accumulate, in segments --> [sum] --> 0 while it grows --> negate if negative, in segments --> [magnitude]
/// ```
///
/// One sample a cycle without end. `complete` stands for one cycle, 1 + 2 ceil((X + A - 1) / 26) behind the one with the
/// last sample; `magnitude` and `negative` are that channel's then, and until samples of the next have come as far. No
/// carry runs further than 26 bits.
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
    /// The sum is that of a channel.
    pub complete: Signal<Out, Bit>,
    /// It is negative.
    pub negative: Signal<Out, Bit>,
    /// Its magnitude.
    pub magnitude: Signal<Out, Bits<F>>,
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
            complete: Default::default(),
            negative: Default::default(),
            magnitude: Default::default(),
            _body: Simulated::new(network(X as u32, (X + A - 1) as u32, F as u32)),
        }
    }
}

fn network(sample_bits: u32, sum_bits: u32, magnitude_bits: u32) -> Network {
    let mut network = Network::new();
    let n = &mut network;
    let valid = n.input("valid", 1);
    let last = n.input("last", 1);
    let sample = n.input("sample", sample_bits);
    let term = n.signed_to(sample, sum_bits);
    let sum = accumulate(n, term, None, (valid, last), sum_bits, CHAIN);
    let sum = n.closed(sum);
    let negative = n.top(sum);
    let magnitude = n.negate_if(sum, negative, sum_bits.div_ceil(CHAIN));
    let magnitude = n.register(magnitude);
    let negative = n.at(negative, magnitude.stage());
    // what `accumulate` gives stands a cycle later than its stage says, and so does what is made of it
    let ended = n.and(valid, last);
    let complete = n.at(ended, magnitude.stage() + 1);
    let magnitude = n.unsigned_to(magnitude, magnitude_bits);
    n.output("complete", complete);
    n.output("negative", negative);
    n.output("magnitude", magnitude);
    network
}

impl<const X: usize, const F: usize, const A: usize> Logic for Total<X, F, A> {
    fn update(&mut self) {
        let inputs = [
            self.valid.val().into(),
            self.last.val().into(),
            self.sample.val().value() as u128,
        ];
        if self.clock.pos_edge() {
            let outputs = self._body.edge(self.reset.val(), &inputs);
            self.complete.next = outputs[0] == 1;
            self.negative.next = outputs[1] == 1;
            self.magnitude.next = crate::network::bits(outputs[2]);
        }
    }

    fn connect(&mut self) {
        self.complete.connect();
        self.negative.connect();
        self.magnitude.connect();
    }

    fn hdl(&self) -> Verilog {
        Verilog::Custom(self._body.network().verilog())
    }

    fn timing(&self) -> Vec<TimingInfo> {
        vec![TimingInfo {
            name: "total".into(),
            clock: "clock".into(),
            inputs: ["valid", "last", "sample", "reset"].map(String::from).to_vec(),
            outputs: ["complete", "negative", "magnitude"].map(String::from).to_vec(),
        }]
    }
}
