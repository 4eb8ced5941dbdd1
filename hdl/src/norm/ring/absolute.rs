//! The filling of L1: the sum of absolute deviations, without a deviation.

use rust_hdl::prelude::*;

use crate::base::Int;
use crate::network::{accumulate, Network, Simulated, Wire};

/// Most bits of the carry chain of a sum.
const CHAIN: u32 = 26;
/// Most bits of the carry chain of a comparison.
const COMPARED: u32 = 16;

/// What sum |x - mu| of channel after channel follows from. The deviations of all samples add up to what rounding has
/// left in the division that gave mu, so those above it tell of the others:
///
/// ```text
/// sum |x - mu| = 2 sum above (x - mu) - sum (x - mu) = 2 (sum above x - mu above) - (sum x - samples mu)
/// ```
///
/// and the products by mu are one a channel, see [`super::MeanAbsolute`]. So a sample costs a comparison with floor(mu)
/// and, if it is above, one addition, both of the sample's own bits and none of mu's fraction.
///
/// ```text
///  x --> > floor(mu)? --> [above, x] --> 0 if not above --> accumulate --> sum
///                             \---> accumulate ---------------------> above
/// ```
///
/// One sample a cycle without end. `complete` stands from the sums of a whole channel on until `taken`,
/// 1 + ceil((X + A - 1) / 26) cycles behind the one with its last sample; the next channel's first sample may come in the
/// cycle after that at the earliest if `taken` comes at once, else in the cycle of `taken`. `M = X + 16`, `W >= X + A`.
#[derive(Debug, LogicBlock)]
pub struct AbsoluteDeviation<const X: usize, const M: usize, const W: usize, const A: usize> {
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
    /// mu of the sample, 16 fraction bits.
    pub mu: Signal<In, Int<M>>,
    /// The sums are taken.
    pub taken: Signal<In, Bit>,
    /// The sum of the samples above mu.
    pub sum: Signal<Out, Int<W>>,
    /// How many samples are above mu.
    pub above: Signal<Out, Bits<A>>,
    /// Both are those of a channel, until `taken`.
    pub complete: Signal<Out, Bit>,
    /// The deviation is negative, with `sign_valid`.
    pub negative: Signal<Out, Bit>,
    /// The deviation is 0, with `sign_valid`.
    pub zero: Signal<Out, Bit>,
    /// `negative` and `zero` are there, a cycle behind the sample.
    pub sign_valid: Signal<Out, Bit>,
    /// They are the last of their channel.
    pub sign_last: Signal<Out, Bit>,
    _body: Simulated,
}

impl<const X: usize, const M: usize, const W: usize, const A: usize> Default
    for AbsoluteDeviation<X, M, W, A>
{
    fn default() -> Self {
        const { assert!(M == X + 16 && W >= X + A) };
        AbsoluteDeviation {
            clock: Default::default(),
            reset: Default::default(),
            sample: Default::default(),
            sample_valid: Default::default(),
            sample_last: Default::default(),
            mu: Default::default(),
            taken: Default::default(),
            sum: Default::default(),
            above: Default::default(),
            complete: Default::default(),
            negative: Default::default(),
            zero: Default::default(),
            sign_valid: Default::default(),
            sign_last: Default::default(),
            _body: Simulated::new(network(X as u32, W as u32, A as u32)),
        }
    }
}

/// a > b of two's complement numbers, and a = b: parts of [`COMPARED`] bits side by side, and gates.
fn compare(n: &mut Network, a: Wire, b: Wire) -> (Wire, Wire) {
    let bits = a.bits();
    let (mut greater, mut equal) = (None, None);
    let mut low = 0;
    while low < bits {
        let width = COMPARED.min(bits - low);
        let highest = low + width == bits;
        let mut part = |wire: Wire| {
            let part = n.slice(wire, low, width);
            match highest {
                true => n.signed_to(part, width + 1),
                false => n.unsigned_to(part, width + 1),
            }
        };
        let (x, y) = (part(a), part(b));
        // x - y - 1, with no gate between a memory that gives x and the carry chain
        let opposite = n.not(y);
        let difference = n.add(x, opposite);
        let less = n.top(difference);
        let more = n.not(less);
        let other = n.xor(x, y);
        let differs = n.any(other);
        let same = n.not(differs);
        greater = Some(match greater {
            None => more,
            Some(below) => {
                let decides = n.and(same, below);
                n.or(more, decides)
            }
        });
        equal = Some(match equal {
            None => same,
            Some(below) => n.and(same, below),
        });
        low += width;
    }
    match (greater, equal) {
        (Some(greater), Some(equal)) => (greater, equal),
        _ => unreachable!("numbers have bits"),
    }
}

fn network(sample_bits: u32, port_bits: u32, count_bits: u32) -> Network {
    let sum_bits = sample_bits + count_bits - 1;
    let mut network = Network::new();
    let n = &mut network;
    let sample = n.input("sample", sample_bits);
    let valid = n.input("sample_valid", 1);
    let last = n.input("sample_last", 1);
    let mu = n.input("mu", sample_bits + 16);
    let taken = n.input("taken", 1);

    let floor = n.slice(mu, 16, sample_bits);
    let fraction = n.slice(mu, 0, 16);
    let fraction = n.any(fraction);
    let (above, equal) = compare(n, sample, floor);
    let whole = n.not(fraction);
    let zero = n.and(equal, whole);
    let either = n.or(above, zero);
    let negative = n.not(either);
    let [above, zero, negative] = [above, zero, negative].map(|wire| n.register(wire));
    let [sample, valid, last] = [sample, valid, last].map(|wire| n.register(wire));

    let counts = n.fill(above, sample_bits);
    let term = n.and(sample, counts);
    let term = n.signed_to(term, sum_bits);
    let sum = accumulate(n, term, None, (valid, last), sum_bits, CHAIN);
    let count = accumulate(n, above, None, (valid, last), count_bits, 0);
    let count = n.at(count.value, sum.value.stage());
    let pulse = n.and(valid, last);
    let pulse = n.at(pulse, sum.value.stage());
    let pulse = n.arrived(pulse);
    let complete = n.feedback(1, 0);
    let rests = n.not(taken);
    let stays = n.and(complete, rests);
    let next = n.or(pulse, stays);
    n.close(complete, next);
    let sum = n.signed_to(sum.value, port_bits);
    n.output("sum", sum);
    n.output("above", count);
    n.output("complete", complete);
    n.output("negative", negative);
    n.output("zero", zero);
    n.output("sign_valid", valid);
    n.output("sign_last", last);
    network
}

impl<const X: usize, const M: usize, const W: usize, const A: usize> Logic for AbsoluteDeviation<X, M, W, A> {
    fn update(&mut self) {
        let inputs = [
            self.sample.val().value() as u128,
            self.sample_valid.val().into(),
            self.sample_last.val().into(),
            self.mu.val().value() as u128,
            self.taken.val().into(),
        ];
        if self.clock.pos_edge() {
            let outputs = self._body.edge(self.reset.val(), &inputs);
            self.sum.next = Int::wrap(outputs[0] as i128);
            self.above.next = crate::network::bits(outputs[1]);
            self.complete.next = outputs[2] == 1;
            self.negative.next = outputs[3] == 1;
            self.zero.next = outputs[4] == 1;
            self.sign_valid.next = outputs[5] == 1;
            self.sign_last.next = outputs[6] == 1;
        }
    }

    fn connect(&mut self) {
        self.sum.connect();
        self.above.connect();
        self.complete.connect();
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
            inputs: ["sample", "sample_valid", "sample_last", "mu", "taken", "reset"]
                .map(String::from)
                .to_vec(),
            outputs: [
                "sum",
                "above",
                "complete",
                "negative",
                "zero",
                "sign_valid",
                "sign_last",
            ]
            .map(String::from)
            .to_vec(),
        }]
    }
}
