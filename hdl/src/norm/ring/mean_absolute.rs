//! The filling of L1: the mean of the absolute deviations.

use rust_hdl::prelude::*;

use crate::base::Int;
use crate::network::{Network, Simulated, Wire};

/// Most bits of a carry chain.
const CHAIN: u32 = 16;

/// s = RHE(sum |x - mu| / samples), no root: X + 15 digits, of what [`super::AbsoluteDeviation`] has summed.
///
/// ```text
///        +---------------------------------------------+
///        v                                             |
///  sum -> [ e ] -- 2 e + mu if the next bit of samples - 2 above is set (- mu for the first), A + 1 times, in segments
///         [ e ] = 2^16 sum - mu (2 above - samples): the sum of |x - mu| with 16 fraction bits
///         [rest, digits] << 1 - samples --> borrow?  X + 15 times, and once more to round
/// ```
///
/// Product and quotient share a register. `done` rises X + A + 18 + ceil(E / 16) cycles after `start`, E = X + A + 16 or,
/// for A > 15, X + 2 A + 1 bits of e, and stays with the result until the next start. The result is `root` and one more
/// if `up`: whoever takes it adds. `mu` and `samples` must hold still until `done`.
/// `T = X + 15`, `M = X + 16`, `W >= X + A`.
#[derive(Debug, LogicBlock)]
pub struct MeanAbsolute<const T: usize, const M: usize, const A: usize, const W: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// Takes the sums.
    pub start: Signal<In, Bit>,
    /// The sum of x, negated where it is not above mu.
    pub sum: Signal<In, Int<W>>,
    /// How many samples are above mu.
    pub above: Signal<In, Bits<A>>,
    /// mu, 16 fraction bits.
    pub mu: Signal<In, Int<M>>,
    /// Number of samples.
    pub samples: Signal<In, Bits<A>>,
    /// s is there, until the next start.
    pub done: Signal<Out, Bit>,
    /// s, rounded down.
    pub root: Signal<Out, Bits<T>>,
    /// It is to be rounded up.
    pub up: Signal<Out, Bit>,
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
            samples: Default::default(),
            done: Default::default(),
            root: Default::default(),
            up: Default::default(),
            _body: Simulated::new(network(T as u32, A as u32, W as u32)),
        }
    }
}

fn number<const N: usize>(bits: Bits<N>) -> u128 {
    let number: u64 = bits.into();
    number.into()
}

/// One register later, and again from here on.
fn behind(n: &mut Network, wire: Wire) -> Wire {
    let later = n.register(wire);
    n.arrived(later)
}

/// A register that takes the first of `values` whose condition holds, and else stays.
fn close(n: &mut Network, register: Wire, values: &[(Wire, Wire)]) {
    let next = values.iter().rev().fold(register, |next, &(condition, value)| {
        n.select(condition, value, next)
    });
    n.close(register, next);
}

fn network(t: u32, a: u32, port_bits: u32) -> Network {
    let mut network = Network::new();
    let n = &mut network;
    let start = n.input("start", 1);
    let sum = n.input("sum", port_bits);
    let above = n.input("above", a);
    let mu = n.input("mu", t + 1);
    let samples = n.input("samples", a);

    // The sum is doubled as often as the other factor has bits: 16 times, with as many places below as are more.
    let steps = a + 1;
    let below = steps.saturating_sub(16);
    let bits = t + a + 1 + below;
    let segments = bits.div_ceil(CHAIN);
    let zero = n.constant(0, 1);
    let one = n.constant(1, 1);

    // the cycles that are left: of the product, of the segments above the lowest, of the digits and the rounding
    let division = t + 1;
    let product_ends = division + segments - 1;
    let total = product_ends + steps;
    let counter = 32 - total.leading_zeros();
    let left = n.feedback(counter, 0);
    let busy = n.any(left);
    let from = n.constant(total.into(), counter);
    let ones = n.constant(u128::MAX, counter);
    let fewer = n.add(left, ones);
    close(n, left, &[(start, from), (busy, fewer)]);
    let mut at = |count: u32| {
        let count = n.constant(count.into(), counter);
        let other = n.xor(left, count);
        let other = n.any(other);
        n.not(other)
    };
    let [product_last, division_next, guard_next, guard] =
        [product_ends + 1, division + 1, 2, 1].map(&mut at);
    let flag = |n: &mut Network, set: Wire, clear: Wire| {
        let flag = n.feedback(1, 0);
        close(n, flag, &[(set, one), (clear, zero)]);
        flag
    };
    let multiplies = flag(n, start, product_last);
    let first = behind(n, start);
    let divides = flag(n, division_next, guard);
    let at_guard = behind(n, guard_next);

    // samples - 2 above, highest bit first
    let factor = n.feedback(steps, 0);
    let number = n.unsigned_to(samples, steps);
    let twice = n.shift_left(above, 1);
    let opposite = n.subtract(number, twice);
    let shifted = n.slice(factor, 0, steps - 1);
    let shifted = n.shift_left(shifted, 1);
    close(n, factor, &[(start, opposite), (multiplies, shifted)]);
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
    let initial = n.shift_left(initial, (16 + below) - steps);
    let initial = n.slice(initial, 0, bits);
    let top = n.bit(whole, below + t - 1);
    let digits = n.slice(whole, below, t);
    let rest = n.slice(whole, below + t, a);
    let brought = n.not(at_guard);
    let brought = n.and(top, brought);
    let dividend = n.join(&[brought, rest, zero]);
    let divisor = n.unsigned_to(samples, a + 2);
    let less = n.subtract(dividend, divisor);
    let borrow = n.top(less);
    let fits = n.not(borrow);
    let rest_next = n.select(borrow, dividend, less);
    let rest_next = n.slice(rest_next, 0, a);
    let digits_next = n.join(&[fits, digits]);
    let digits_next = n.slice(digits_next, 0, t);
    let digits_next = n.select(at_guard, digits, digits_next);
    let mut divided = vec![digits_next, rest_next, zero];
    if below > 0 {
        divided.insert(0, n.constant(0, below));
    }
    let divided = n.join(&divided);

    let (mut step, mut lead, mut bit) = (multiplies, first, digit);
    let (mut shift, mut carry) = (zero, None);
    let wide = n.signed_to(mu, bits - below);
    let wide = n.shift_left(wide, below);
    let mut low = 0;
    for (&register, &width) in registers.iter().zip(&widths) {
        let part = n.slice(wide, low, width);
        let counts = n.fill(bit, width);
        let part = n.and(part, counts);
        let negated = n.and(lead, bit);
        let part = n.invert_if(part, negated);
        let carry_in = carry.unwrap_or(negated);
        let kept = n.slice(register, 0, width - 1);
        let doubled = n.join(&[shift, kept]);
        let (x, y) = (n.unsigned_to(doubled, width + 1), n.unsigned_to(part, width + 1));
        let added = n.add_carry(x, y, carry_in);
        let value = n.slice(added, 0, width);
        let (begin, quotient) = (n.slice(initial, low, width), n.slice(divided, low, width));
        close(n, register, &[(start, begin), (divides, quotient), (step, value)]);
        let (over, out) = (n.top(added), n.top(register));
        carry = Some(behind(n, over));
        shift = behind(n, out);
        [step, lead, bit] = [step, lead, bit].map(|wire| behind(n, wire));
        low += width;
    }

    let guard_bit = n.feedback(1, 0);
    close(n, guard_bit, &[(at_guard, fits)]);
    let ended = behind(n, at_guard);
    let sticky = n.any(rest);
    let odd = n.bit(digits, 0);
    let either = n.or(sticky, odd);
    let rises = n.and(guard_bit, either);
    let up = n.feedback(1, 0);
    close(n, up, &[(ended, rises)]);
    let done = n.feedback(1, 0);
    close(n, done, &[(start, zero), (ended, one)]);
    n.output("done", done);
    n.output("root", digits);
    n.output("up", up);
    network
}

impl<const T: usize, const M: usize, const A: usize, const W: usize> Logic for MeanAbsolute<T, M, A, W> {
    fn update(&mut self) {
        let inputs = [
            self.start.val().into(),
            self.sum.val().value() as u128,
            number(self.above.val()),
            self.mu.val().value() as u128,
            number(self.samples.val()),
        ];
        if self.clock.pos_edge() {
            let outputs = self._body.edge(self.reset.val(), &inputs);
            self.done.next = outputs[0] == 1;
            self.root.next = crate::network::bits(outputs[1]);
            self.up.next = outputs[2] == 1;
        }
    }

    fn connect(&mut self) {
        self.done.connect();
        self.root.connect();
        self.up.connect();
    }

    fn hdl(&self) -> Verilog {
        Verilog::Custom(self._body.network().verilog())
    }

    fn timing(&self) -> Vec<TimingInfo> {
        vec![TimingInfo {
            name: "mean_absolute".into(),
            clock: "clock".into(),
            inputs: ["start", "sum", "above", "mu", "samples", "reset"]
                .map(String::from)
                .to_vec(),
            outputs: ["done", "root", "up"].map(String::from).to_vec(),
        }]
    }
}
