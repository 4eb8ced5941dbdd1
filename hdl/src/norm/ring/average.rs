//! The divider behind the mean: rounded and signed without an adder.

use rust_hdl::prelude::*;

use crate::base::Int;
use crate::network::{number, Network, Simulated};

/// mu = RHE(sum 2^16 / samples): `golden::norm::divide_rhe`, one digit a cycle.
///
/// The sum comes with 2^(X-1) added to each sample, so that nothing is negative; the inverse of the quotient's top bit is
/// the sign of mu. With floor(samples / 2) in the 16 places below the sum, the digits are those of the nearest number
/// already; a rest of 0 means that `samples` is even and that there was a tie, of which the higher one stands: its lowest
/// bit is cleared.
///
/// ```text
///  mu = q - 2^(M-1), even after a tie,    q = floor((sum 2^16 + floor(samples / 2)) / samples)
///
///        +--------------------------------+
///        v                                |
///  --> [rest] << 1 | top of digits --> - samples --> borrow? --> [digits] << 1 | !borrow --> mean
/// ```
///
/// `done` rises X + 18 cycles after `start` and stays with the mean until the next start. `sum` is taken with `start`;
/// `samples`, 1 to 2^(A-1), must stand from then on until `done`. `M = X + 16`, `F >= X + A - 1`; `R` is 1
/// where the residue is wanted, else 0 and the port means nothing.
#[derive(Debug, LogicBlock)]
pub struct Average<const X: usize, const M: usize, const F: usize, const A: usize, const R: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// Takes the sum.
    pub start: Signal<In, Bit>,
    /// Sum of x + 2^(X-1).
    pub sum: Signal<In, Bits<F>>,
    /// How many they are.
    pub samples: Signal<In, Bits<A>>,
    /// The mean is there.
    pub done: Signal<Out, Bit>,
    /// mu, 16 fraction bits.
    pub mean: Signal<Out, Int<M>>,
    /// With `R` = 1: floor(samples / 2) - (2^16 sum x - samples mu), what rounding to s wants, less what rounding to mu took; 0
    /// to samples.
    pub residue: Signal<Out, Bits<A>>,
    _body: Simulated,
}

impl<const X: usize, const M: usize, const F: usize, const A: usize, const R: usize> Default
    for Average<X, M, F, A, R>
{
    fn default() -> Self {
        const { assert!(M == X + 16 && F + 1 >= X + A && A >= 2 && A <= 18 && R <= 1) };
        Average {
            clock: Default::default(),
            reset: Default::default(),
            start: Default::default(),
            sum: Default::default(),
            samples: Default::default(),
            done: Default::default(),
            mean: Default::default(),
            residue: Default::default(),
            _body: Simulated::new(network(X as u32, F as u32, A as u32, R == 1)),
        }
    }
}

pub(super) fn network(x: u32, port_bits: u32, a: u32, residual: bool) -> Network {
    let mut network = Network::new();
    let n = &mut network;
    let start = n.input("start", 1);
    let sum = n.input("sum", port_bits);
    let samples = n.input("samples", a);
    let digits_bits = x + 16;
    let zero = n.constant(0, 1);
    let one = n.constant(1, 1);

    let half = n.slice(samples, 1, a - 1);
    let mut sum = n.slice(sum, 0, x + a - 1);
    if a == 18 {
        // half of 2^17 samples has a place more than there are below the sum
        let begins = n.fill(start, x + a - 1);
        let whole = n.and(sum, begins);
        let carry = n.top(half);
        let zeros = n.constant(0, x + a - 1);
        sum = n.add_carry(whole, zeros, carry);
    }
    let half = n.unsigned_to(half, 17);
    let half = n.slice(half, 0, 16);
    let numerator = n.join(&[half, sum]);

    // a digit a cycle
    let counter = 32 - digits_bits.leading_zeros();
    let left = n.feedback(counter, 0);
    let from = n.constant(digits_bits.into(), counter);
    let ones = n.constant(u128::MAX, counter);
    let fewer = n.add(left, ones);
    let last = n.constant(1, counter);
    let last = n.xor(left, last);
    let goes_on = n.any(last);
    let busy = n.feedback(1, 0);
    n.close_first(left, &[(start, from), (busy, fewer)]);
    n.close_first(busy, &[(start, one), (busy, goes_on)]);
    // the rest, which is below samples; at the end, the residue
    let register = n.feedback(a, 0);
    let rest = n.slice(register, 0, a - 1);
    let digits = n.feedback(digits_bits, 0);
    let next = n.top(digits);
    let dividend = n.join(&[next, rest, zero]);
    let divisor = n.unsigned_to(samples, a + 1);
    let less = n.subtract(dividend, divisor);
    let borrow = n.top(less);
    let rest_next = n.select(borrow, dividend, less);
    let rest_next = n.slice(rest_next, 0, a);
    let digit = n.not(borrow);
    let digits_next = n.join(&[digit, digits]);
    let digits_next = n.slice(digits_next, 0, digits_bits);
    let initial = n.slice(numerator, digits_bits, a - 1);
    let initial_rest = n.unsigned_to(initial, a);
    let initial = n.slice(numerator, 0, digits_bits);
    n.close_first(digits, &[(start, initial), (busy, digits_next)]);

    // at the end
    let ends = n.not(goes_on);
    let ends = n.and(busy, ends);
    let ended = n.feedback(1, 0);
    n.close(ended, ends);
    let lowest = n.bit(digits, 0);
    let rests = n.any(rest);
    let odd = n.bit(samples, 0);
    let near = n.or(rests, odd);
    let untied = n.feedback(1, 0);
    n.close_first(untied, &[(ended, near)]);
    let mut values = vec![(start, initial_rest), (busy, rest_next)];
    if residual {
        // 2^16 sum = samples q + rest - floor(samples / 2), and mu = q - 1 after a tie at an odd q
        let even = n.slice(samples, 1, a - 1);
        let even = n.join(&[zero, even]);
        let wide = n.unsigned_to(rest, a);
        let residue = n.subtract(even, wide);
        let rounds = n.not(lowest);
        let rounds = n.or(near, rounds);
        let rounds = n.fill(rounds, a);
        let residue = n.and(residue, rounds);
        values.push((ended, residue));
    }
    n.close_first(register, &values);
    let done = n.feedback(1, 0);
    n.close_first(done, &[(start, zero), (ended, one)]);
    let lowest = n.and(lowest, untied);
    let middle = n.slice(digits, 1, digits_bits - 2);
    let sign = n.top(digits);
    let sign = n.not(sign);
    let mean = n.join(&[lowest, middle, sign]);
    n.output("done", done);
    n.output("mean", mean);
    n.output("residue", register);
    network
}

impl<const X: usize, const M: usize, const F: usize, const A: usize, const R: usize> Logic
    for Average<X, M, F, A, R>
{
    fn update(&mut self) {
        let inputs = [
            self.start.val().into(),
            number(self.sum.val()),
            number(self.samples.val()),
        ];
        if self.clock.pos_edge() {
            let outputs = self._body.edge(self.reset.val(), &inputs);
            self.done.next = outputs[0] == 1;
            self.mean.next = Int::wrap(outputs[1] as i128);
            self.residue.next = crate::network::bits(outputs[2]);
        }
    }

    fn connect(&mut self) {
        self.done.connect();
        self.mean.connect();
        self.residue.connect();
    }

    fn hdl(&self) -> Verilog {
        Verilog::Custom(self._body.network().verilog())
    }

    fn timing(&self) -> Vec<TimingInfo> {
        vec![TimingInfo {
            name: "average".into(),
            clock: "clock".into(),
            inputs: ["start", "sum", "samples", "reset"].map(String::from).to_vec(),
            outputs: ["done", "mean", "residue"].map(String::from).to_vec(),
        }]
    }
}
