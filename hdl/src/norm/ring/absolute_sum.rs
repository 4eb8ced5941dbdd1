//! The sum of each channel's absolute values.

use rust_hdl::prelude::*;

use crate::base::Int;
use crate::network::{accumulate, Network, Simulated};

/// Most bits of a carry chain.
const CHAIN: u32 = 16;

/// sum |d| of channel after channel: F + A - 3 bits for up to 2^(A-1) values whose mean is below
/// 2^(F-2), in `W` bits. Deviations from a mean within the values' range have such a one: half the range at most.
///
/// ```text
///  d --> invert if negative --> [term] --> accumulate, in segments of 16 bits, one more if negative --> [sum]
/// ```
///
/// The adder of the absolute value is that of the sum. One value a cycle without end. `complete` stands from the sum of
/// a whole channel on until `taken`, 1 + ceil((F + A - 3) / 16) behind the cycle with its last value; the next channel's
/// first value may come in the cycle before `taken` at the earliest.
#[derive(Debug, LogicBlock)]
pub struct AbsoluteSum<const F: usize, const W: usize, const A: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// A value is there.
    pub valid: Signal<In, Bit>,
    /// It is the last of its channel.
    pub last: Signal<In, Bit>,
    /// d.
    pub value: Signal<In, Int<F>>,
    /// The sum has been taken.
    pub taken: Signal<In, Bit>,
    /// The sum is that of a channel.
    pub complete: Signal<Out, Bit>,
    /// The sum.
    pub sum: Signal<Out, Bits<W>>,
    _body: Simulated,
}

impl<const F: usize, const W: usize, const A: usize> Default for AbsoluteSum<F, W, A> {
    fn default() -> Self {
        const { assert!(A >= 2 && W + 3 >= F + A) };
        AbsoluteSum {
            clock: Default::default(),
            reset: Default::default(),
            valid: Default::default(),
            last: Default::default(),
            value: Default::default(),
            taken: Default::default(),
            complete: Default::default(),
            sum: Default::default(),
            _body: Simulated::new(network(F as u32, (F + A - 3) as u32, W as u32)),
        }
    }
}

fn network(value_bits: u32, sum_bits: u32, port_bits: u32) -> Network {
    let mut network = Network::new();
    let n = &mut network;
    let valid = n.input("valid", 1);
    let last = n.input("last", 1);
    let value = n.input("value", value_bits);
    let taken = n.input("taken", 1);
    let negative = n.top(value);
    let low = n.slice(value, 0, value_bits - 1);
    let term = n.invert_if(low, negative);
    let term = n.register(term);
    let term = n.unsigned_to(term, sum_bits);
    let (sum, complete) = accumulate(n, term, Some(negative), (valid, last), sum_bits, CHAIN);
    let pulse = n.and(valid, last);
    let pulse = n.at(pulse, complete.stage() - 1);
    let pulse = n.arrived(pulse);
    let whole = n.feedback(1, 0);
    let rests = n.not(taken);
    let stays = n.and(whole, rests);
    let next = n.or(pulse, stays);
    n.close(whole, next);
    let sum = n.unsigned_to(sum, port_bits);
    n.output("complete", whole);
    n.output("sum", sum);
    network
}

impl<const F: usize, const W: usize, const A: usize> Logic for AbsoluteSum<F, W, A> {
    fn update(&mut self) {
        let inputs = [
            self.valid.val().into(),
            self.last.val().into(),
            self.value.val().value() as u128,
            self.taken.val().into(),
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
            name: "absolute_sum".into(),
            clock: "clock".into(),
            inputs: ["valid", "last", "value", "taken", "reset"]
                .map(String::from)
                .to_vec(),
            outputs: ["complete", "sum"].map(String::from).to_vec(),
        }]
    }
}
