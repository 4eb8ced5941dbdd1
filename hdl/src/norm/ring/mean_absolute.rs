//! The filling of L1: the mean of the absolute deviations.

use rust_hdl::prelude::*;

use crate::base::Int;
use crate::network::{number, Network, Simulated, Wire};

/// Most bits of a carry chain.
const CHAIN: u32 = 16;

/// s = RHE(sum |x - mu| / samples), no root: X + 15 digits, of what [`super::AbsoluteDeviation`] has summed.
///
/// ```text
///        +---------------------------------------------+
///        v                                             |
///  sum -> [ e ] -- 2 e - mu if the next bit of above is set, A times, and 2 e + residue, in segments
///         [ e ] = 2 (2^16 sum - mu above) + residue: the sum of |x - mu| with 16 fraction bits, and floor(samples / 2)
///         [rest, digits] << 1 - samples --> borrow?  X + 15 times
/// ```
///
/// With floor(samples / 2), which the residue of [`super::Average`] brings along, the digits are those of the nearest
/// number already. A rest of 0 means that `samples` is even and that there was a tie, of which the higher one stands: its
/// lowest bit is cleared. Rounding takes no adder.
///
/// Product and quotient share a register. `done` rises X + A + 17 + ceil(E / 16) cycles after `start`, E = X + A + 16 or,
/// for A > 16, X + 2 A bits of e, and stays with s until the next start. `samples` must stand from `start` on,
/// `mu` from the cycle after it, `residue` A cycles later, all until `done`. `T = X + 15`, `M = X + 16`, `W >= X + A`.
#[derive(Debug, LogicBlock)]
pub struct MeanAbsolute<const T: usize, const M: usize, const A: usize, const W: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// Takes the sums.
    pub start: Signal<In, Bit>,
    /// The sum of the samples above mu.
    pub sum: Signal<In, Int<W>>,
    /// How many samples are above mu.
    pub above: Signal<In, Bits<A>>,
    /// mu, 16 fraction bits.
    pub mu: Signal<In, Int<M>>,
    /// Of that mean, see [`super::Average`].
    pub residue: Signal<In, Bits<A>>,
    /// Number of samples.
    pub samples: Signal<In, Bits<A>>,
    /// s is there, until the next start.
    pub done: Signal<Out, Bit>,
    /// s.
    pub scale: Signal<Out, Bits<T>>,
    _body: Simulated,
}

impl<const T: usize, const M: usize, const A: usize, const W: usize> Default for MeanAbsolute<T, M, A, W> {
    fn default() -> Self {
        const { assert!(M == T + 1 && W + 15 >= T + A && A >= 2 && A <= 18) };
        MeanAbsolute {
            clock: Default::default(),
            reset: Default::default(),
            start: Default::default(),
            sum: Default::default(),
            above: Default::default(),
            mu: Default::default(),
            residue: Default::default(),
            samples: Default::default(),
            done: Default::default(),
            scale: Default::default(),
            _body: Simulated::new(network(T as u32, A as u32, W as u32)),
        }
    }
}

/// One register later, and again from here on.
fn behind(n: &mut Network, wire: Wire) -> Wire {
    let later = n.register(wire);
    n.arrived(later)
}

pub(super) fn network(t: u32, a: u32, port_bits: u32) -> Network {
    let mut network = Network::new();
    let n = &mut network;
    let start = n.input("start", 1);
    let sum = n.input("sum", port_bits);
    let above = n.input("above", a);
    let mu = n.input("mu", t + 1);
    let residue = n.input("residue", a);
    let samples = n.input("samples", a);

    // The sum is doubled as often as the other factor has bits, and once more: 17 times, with as many places below as are
    // more.
    let steps = a + 1;
    let below = steps.saturating_sub(17);
    let bits = t + a + 1 + below;
    let segments = bits.div_ceil(CHAIN);
    let zero = n.constant(0, 1);
    let one = n.constant(1, 1);

    // the cycles that are left: of the product, of the segments above the lowest, of the digits
    let division = t;
    let product_ends = division + segments - 1;
    let total = product_ends + steps;
    let counter = 32 - total.leading_zeros();
    let left = n.feedback(counter, 0);
    let busy = n.any(left);
    let from = n.constant(total.into(), counter);
    let ones = n.constant(u128::MAX, counter);
    let fewer = n.add(left, ones);
    n.close_first(left, &[(start, from), (busy, fewer)]);
    let mut at = |count: u32| {
        let count = n.constant(count.into(), counter);
        let other = n.xor(left, count);
        let other = n.any(other);
        n.not(other)
    };
    let [product_last, division_next, division_last] = [product_ends + 1, division + 1, 1].map(&mut at);
    let flag = |n: &mut Network, set: Wire, clear: Wire| {
        let flag = n.feedback(1, 0);
        n.close_first(flag, &[(set, one), (clear, zero)]);
        flag
    };
    let multiplies = flag(n, start, product_last);
    let divides = flag(n, division_next, division_last);

    // above, highest bit first; none is left in the last step
    let factor = n.feedback(a, 0);
    let shifted = n.slice(factor, 0, a - 1);
    let shifted = n.shift_left(shifted, 1);
    n.close_first(factor, &[(start, above), (multiplies, shifted)]);
    let digit = n.top(factor);

    // the register, in segments of a carry each
    let widths: Vec<u32> = (0..segments)
        .scan(0, |low, segment| {
            let width = (bits - *low).div_ceil(segments - segment);
            *low += width;
            Some(width)
        })
        .collect();
    let registers: Vec<Wire> = widths.iter().map(|&width| n.feedback(width, 0)).collect();
    let whole = n.join(&registers);

    // the value at the start, and what a digit makes of it
    let initial = n.signed_to(sum, bits);
    let initial = n.shift_left(initial, (17 + below) - steps);
    let initial = n.slice(initial, 0, bits);
    let top = n.bit(whole, below + t - 1);
    let digits = n.slice(whole, below, t);
    let rest = n.slice(whole, below + t, a);
    let dividend = n.join(&[top, rest, zero]);
    let divisor = n.unsigned_to(samples, a + 2);
    let less = n.subtract(dividend, divisor);
    let borrow = n.top(less);
    let fits = n.not(borrow);
    let rest_next = n.select(borrow, dividend, less);
    let rest_next = n.slice(rest_next, 0, a);
    let digits_next = n.join(&[fits, digits]);
    let digits_next = n.slice(digits_next, 0, t);
    let mut divided = vec![digits_next, rest_next, zero];
    if below > 0 {
        divided.insert(0, n.constant(0, below));
    }
    let divided = n.join(&divided);

    let (mut step, mut last, mut bit) = (multiplies, product_last, digit);
    let (mut shift, mut carry) = (zero, None);
    let wide = n.signed_to(mu, bits - below);
    let wide = n.shift_left(wide, below);
    let opposite = n.not(wide);
    let residue = n.unsigned_to(residue, bits - below);
    let residue = n.shift_left(residue, below);
    let mut low = 0;
    for (&register, &width) in registers.iter().zip(&widths) {
        let [subtracted, added] = [(opposite, bit), (residue, last)].map(|(number, counts)| {
            let part = n.slice(number, low, width);
            let counts = n.fill(counts, width);
            n.and(part, counts)
        });
        let part = n.or(subtracted, added);
        let carry_in = carry.unwrap_or(bit);
        let kept = n.slice(register, 0, width - 1);
        let doubled = n.join(&[shift, kept]);
        let (x, y) = (n.unsigned_to(doubled, width + 1), n.unsigned_to(part, width + 1));
        let added = n.add_carry(x, y, carry_in);
        let value = n.slice(added, 0, width);
        let (begin, quotient) = (n.slice(initial, low, width), n.slice(divided, low, width));
        n.close_first(register, &[(start, begin), (divides, quotient), (step, value)]);
        let (over, out) = (n.top(added), n.top(register));
        carry = Some(behind(n, over));
        shift = behind(n, out);
        [step, last, bit] = [step, last, bit].map(|wire| behind(n, wire));
        low += width;
    }

    let ended = behind(n, division_last);
    let rests = n.any(rest);
    let uneven = n.bit(samples, 0);
    let near = n.or(rests, uneven);
    let untied = n.feedback(1, 0);
    n.close_first(untied, &[(ended, near)]);
    let done = n.feedback(1, 0);
    n.close_first(done, &[(start, zero), (ended, one)]);
    let lowest = n.bit(digits, 0);
    let lowest = n.and(lowest, untied);
    let higher = n.slice(digits, 1, t - 1);
    let scale = n.join(&[lowest, higher]);
    n.output("done", done);
    n.output("scale", scale);
    network
}

impl<const T: usize, const M: usize, const A: usize, const W: usize> Logic for MeanAbsolute<T, M, A, W> {
    fn update(&mut self) {
        let inputs = [
            self.start.val().into(),
            self.sum.val().value() as u128,
            number(self.above.val()),
            self.mu.val().value() as u128,
            number(self.residue.val()),
            number(self.samples.val()),
        ];
        if self.clock.pos_edge() {
            let outputs = self._body.edge(self.reset.val(), &inputs);
            self.done.next = outputs[0] == 1;
            self.scale.next = crate::network::bits(outputs[1]);
        }
    }

    fn connect(&mut self) {
        self.done.connect();
        self.scale.connect();
    }

    fn hdl(&self) -> Verilog {
        Verilog::Custom(self._body.network().verilog())
    }

    fn timing(&self) -> Vec<TimingInfo> {
        vec![TimingInfo {
            name: "mean_absolute".into(),
            clock: "clock".into(),
            inputs: ["start", "sum", "above", "mu", "residue", "samples", "reset"]
                .map(String::from)
                .to_vec(),
            outputs: ["done", "scale"].map(String::from).to_vec(),
        }]
    }
}
