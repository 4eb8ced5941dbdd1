//! The root of L2, digit by digit.

use rust_hdl::prelude::*;

use super::{bits, number, Simulated};
use crate::network::{Network, Wire};

/// The integer nearest to the square root of an unsigned number of R = 2 T bits: `golden::norm::sqrt_nearest`.
///
/// Non-restoring, from the rest r, the digits q so far and the next two bits v of the radicand:
///
/// ```text
///  r >= 0:  r' = 4 r + v - (4 q + 1)       r < 0:  r' = 4 r + v + (4 q + 3)       q' = 2 q + (r' >= 0)
///
///  [r] [q] --> q inverted or not --> + --> sign --> [r] [q] [q + 1]
/// ```
///
/// Both are 4 r + v plus q, inverted if r >= 0, with 11 behind it: one adder and no carry in. After T digits one more
/// says whether the root is rounded up: (q + 1/2)^2 is never an integer. q + 1 is kept beside q, so that rounding is a
/// choice. With more than one segment the adder is cut, and a digit takes as many cycles.
///
/// `start` must not come before the last `done`. `done` comes (T + 1) segments + 1 cycles after `start`; `root` stands
/// until the next start. Radicands below (2^T - 1/2)^2.
#[derive(Debug, LogicBlock)]
pub struct SerialRoot<const R: usize, const T: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// Takes the radicand.
    pub start: Signal<In, Bit>,
    /// The number to take the root of.
    pub radicand: Signal<In, Bits<R>>,
    /// The root is there: one cycle.
    pub done: Signal<Out, Bit>,
    /// The root.
    pub root: Signal<Out, Bits<T>>,
    _body: Simulated,
}

impl<const R: usize, const T: usize> Default for SerialRoot<R, T> {
    fn default() -> Self {
        Self::new(1)
    }
}

impl<const R: usize, const T: usize> SerialRoot<R, T> {
    /// With the adder in so many segments, each a cycle.
    pub fn new(segments: u32) -> Self {
        const { assert!(R == 2 * T) };
        let mut network = Network::new();
        let start = network.input("start", 1);
        let radicand = network.input("radicand", R as u32);
        let (done, root) = serial_root(&mut network, start, radicand, segments);
        network.output("done", done);
        network.output("root", root);
        SerialRoot {
            clock: Default::default(),
            reset: Default::default(),
            start: Default::default(),
            radicand: Default::default(),
            done: Default::default(),
            root: Default::default(),
            _body: Simulated::new(network),
        }
    }
}

/// A register that takes `value` when `enable` is set.
pub(crate) fn keep(network: &mut Network, register: Wire, enable: Wire, value: Wire) {
    let next = network.select(enable, value, register);
    network.close(register, next);
}

/// The digits of a root, one after the other.
pub(crate) struct Digits {
    /// A digit is taken at the end of this cycle.
    pub(crate) step: Wire,
    /// The digits so far, and 1.
    pub(crate) above: Wire,
}

/// Finds `digits` digits and the one that rounds: each from the two bits `pair` of the radicand, which must hold from the
/// cycle of `first` through all segments. `clear` begins a root and must not come together with a step.
pub(crate) fn root_digits(
    network: &mut Network,
    digits: u32,
    segments: u32,
    clear: Wire,
    first: Wire,
    pair: Wire,
) -> Digits {
    let width = digits + 4;
    let stage = first.stage();
    let zero = network.constant(0, 1);
    let one = network.constant(1, 1);
    let rest = network.feedback(width, stage);
    let root = network.feedback(digits + 1, stage);
    let above = network.feedback(digits + 1, stage);

    let shifted = network.join(&[pair, rest]);
    let shifted = network.slice(shifted, 0, width);
    let sign = network.top(rest);
    let positive = network.not(sign);
    let inverted = network.invert_if(root, positive);
    let threes = network.constant(3, 2);
    let operand = network.join(&[threes, inverted, positive]);
    // a segment a cycle; only the last is needed before its register
    let mut phase = first;
    let mut parts = Vec::new();
    let mut carry = None;
    let mut low = 0;
    for segment in 0..segments {
        let bits = (width - low).div_ceil(segments - segment);
        let a = network.slice(shifted, low, bits);
        let b = network.slice(operand, low, bits);
        let (a, b) = (network.unsigned_to(a, bits + 1), network.unsigned_to(b, bits + 1));
        let sum = match carry {
            Some(carry) => network.add_carry(a, b, carry),
            None => network.add(a, b),
        };
        low += bits;
        if segment + 1 == segments {
            parts.push(network.slice(sum, 0, bits));
        } else {
            let held = network.feedback(bits + 1, stage);
            keep(network, held, phase, sum);
            parts.push(network.slice(held, 0, bits));
            carry = Some(network.top(held));
            let next = network.feedback(1, stage);
            network.close(next, phase);
            phase = next;
        }
    }
    let sum = network.join(&parts);
    let negative = network.top(sum);
    let digit = network.not(negative);

    let load = network.or(clear, phase);
    let zeros = network.constant(0, width);
    let value = network.select(clear, zeros, sum);
    keep(network, rest, load, value);
    // q and q + 1 with one digit more: 2 q or 2 q + 1, and 2 q + 1 or 2 (q + 1)
    let extend = |network: &mut Network, high: Wire, bit: Wire| {
        let whole = network.join(&[bit, high]);
        network.slice(whole, 0, digits + 1)
    };
    let wider = extend(network, root, digit);
    let zeros = network.constant(0, digits + 1);
    let value = network.select(clear, zeros, wider);
    keep(network, root, load, value);
    let (even, odd) = (extend(network, root, one), extend(network, above, zero));
    let wider = network.select(digit, odd, even);
    let ones = network.constant(1, digits + 1);
    let value = network.select(clear, ones, wider);
    keep(network, above, load, value);
    Digits { step: phase, above }
}

/// The body of [`SerialRoot`]: `done` and the root. The operands are taken in the cycle of `start`.
fn serial_root(network: &mut Network, start: Wire, radicand: Wire, segments: u32) -> (Wire, Wire) {
    let digits = radicand.bits() / 2;
    let below = network.feedback(2 * digits, 0);
    let pair = network.slice(below, 2 * digits - 2, 2);
    let first = network.feedback(1, 0);
    let Digits { step, above } = root_digits(network, digits, segments, start, first, pair);

    let count_bits = 32 - digits.leading_zeros();
    let left = network.feedback(count_bits, 0);
    let all = network.constant(u128::from(digits), count_bits);
    let minus_one = network.constant(u128::MAX, count_bits);
    let fewer = network.add(left, minus_one);
    let fewer = network.select(step, fewer, left);
    let next = network.select(start, all, fewer);
    network.close(left, next);
    let more = network.any(left);
    let again = network.and(step, more);
    let again = network.or(again, start);
    network.close(first, again);

    let load = network.or(start, step);
    let two = network.constant(0, 2);
    let moved = network.join(&[two, below]);
    let moved = network.slice(moved, 0, 2 * digits);
    let value = network.select(start, radicand, moved);
    keep(network, below, load, value);

    let last = network.not(more);
    let last = network.and(step, last);
    let done = network.feedback(1, 0);
    network.close(done, last);
    // floor((q + 1) / 2) of q with its half
    let rounded = network.slice(above, 1, digits);
    (done, rounded)
}

impl<const R: usize, const T: usize> Logic for SerialRoot<R, T> {
    fn update(&mut self) {
        if self.clock.pos_edge() {
            let inputs = [self.start.val().into(), number(self.radicand.val())];
            let outputs = self._body.edge(self.reset.val(), &inputs);
            self.done.next = outputs[0] == 1;
            self.root.next = bits(outputs[1]);
        }
    }

    fn connect(&mut self) {
        self.done.connect();
        self.root.connect();
    }

    fn hdl(&self) -> Verilog {
        Verilog::Custom(self._body.network().verilog())
    }

    fn timing(&self) -> Vec<TimingInfo> {
        vec![TimingInfo {
            name: "serial_root".into(),
            clock: "clock".into(),
            inputs: ["start", "radicand", "reset"].map(String::from).to_vec(),
            outputs: ["done", "root"].map(String::from).to_vec(),
        }]
    }
}
