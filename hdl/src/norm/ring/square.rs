//! The filling of L2: squares, their mean, and its root.

use rust_hdl::prelude::*;

use super::{Accumulate, Squarer, Subtract};
use crate::base::{signed_bit_cast_int, signed_cast_int, unsigned_cast_int, Int, Number, Reg};
use crate::primitive::Method;

/// The sum of (x - mu)^2, 16 fraction bits, of deviations with 8.
///
/// ```text
///  x 2^8 --> - mu8 --> [d, D bits] --> Squarer --> [2 D bits] --> Accumulate --> [sum, 2 X + 32 bits]
/// ```
///
/// One sample a cycle, in the sum four cycles after it and those of the squarer's own registers. `N = X + 8`, `D = X + 9`, `M = X + 16`, `Q = 2 D`.
#[derive(Debug, LogicBlock)]
pub struct SquaredDeviation<const X: usize, const N: usize, const D: usize, const M: usize, const Q: usize> {
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
    /// RHE(mu) of the sample with 8 fraction bits.
    pub mu8: Signal<In, Int<D>>,
    /// The sum is taken.
    pub taken: Signal<In, Bit>,
    /// Low limb of the sum.
    pub low: Signal<Out, Bits<M>>,
    /// High limb of the sum.
    pub high: Signal<Out, Bits<M>>,
    /// It is that of a channel, until `taken`.
    pub complete: Signal<Out, Bit>,
    limb: Number<M, 7>,
    shifted: Signal<Local, Bits<N>>,
    fixed: Signal<Local, Int<N>>,
    wide: Signal<Local, Int<D>>,
    difference: Signal<Local, Int<D>>,
    squarer: Squarer<D, Q>,
    accumulate: Accumulate<M>,
}

impl<const X: usize, const N: usize, const D: usize, const M: usize, const Q: usize>
    SquaredDeviation<X, N, D, M, Q>
{
    /// With squares made by `method` and `stages` registers of its own.
    pub fn new(method: Method, stages: u32) -> Self {
        SquaredDeviation {
            squarer: Squarer::new(method, stages),
            ..Default::default()
        }
    }
}

impl<const X: usize, const N: usize, const D: usize, const M: usize, const Q: usize> Default
    for SquaredDeviation<X, N, D, M, Q>
{
    fn default() -> Self {
        const { assert!(N == X + 8 && D == X + 9 && M == X + 16 && Q == 2 * D) };
        Self {
            clock: Default::default(),
            reset: Default::default(),
            sample: Default::default(),
            sample_valid: Default::default(),
            sample_last: Default::default(),
            mu8: Default::default(),
            taken: Default::default(),
            low: Default::default(),
            high: Default::default(),
            complete: Default::default(),
            limb: Default::default(),
            shifted: Default::default(),
            fixed: Default::default(),
            wide: Default::default(),
            difference: Default::default(),
            squarer: Default::default(),
            accumulate: Default::default(),
        }
    }
}

impl<const X: usize, const N: usize, const D: usize, const M: usize, const Q: usize> Logic
    for SquaredDeviation<X, N, D, M, Q>
{
    #[hdl_gen]
    fn update(&mut self) {
        self.squarer.clock.next = self.clock.val();
        self.squarer.reset.next = self.reset.val();
        self.accumulate.clock.next = self.clock.val();
        self.accumulate.reset.next = self.reset.val();
        self.shifted.next = bit_cast::<N, X>(self.sample.val().get_bits::<X>(0)) << 8;
        self.fixed.next = signed_bit_cast_int::<N>(self.shifted.val());
        self.wide.next = signed_cast_int::<N, D>(self.fixed.val());
        self.difference.next = self.wide.val() - self.mu8.val();
        self.squarer.s_valid.next = self.sample_valid.val();
        self.squarer.s_last.next = self.sample_last.val();
        self.squarer.s_data.next = unsigned_cast_int::<D>(self.difference.val());
        self.accumulate.term_low.next = self.squarer.m_data.val().get_bits::<M>(0);
        // the square is below 2^(2 X + 16): X bits above the low limb
        self.accumulate.term_high.next =
            bit_cast::<M, X>(self.squarer.m_data.val().get_bits::<X>(self.limb.val().index()));
        self.accumulate.carry.next = false;
        self.accumulate.term_valid.next = self.squarer.m_valid.val();
        self.accumulate.term_last.next = self.squarer.m_last.val();
        self.accumulate.taken.next = self.taken.val();
        self.low.next = self.accumulate.low.val();
        self.high.next = self.accumulate.high.val();
        self.complete.next = self.accumulate.complete.val();
    }
}

/// Two bits of a quotient: 4 remainder + pair, divided by the denominator, which must stand in the cycle before, too.
///
/// Once, twice and thrice the denominator are taken off at the same time.
#[derive(Debug, Default, LogicBlock)]
pub struct TwoDigits<const A: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// Denominator.
    pub denominator: Signal<In, Bits<A>>,
    /// Remainder before, below the denominator.
    pub remainder: Signal<In, Bits<A>>,
    /// The next two bits of the numerator.
    pub pair: Signal<In, Bits<2>>,
    /// Two bits of the quotient.
    pub digits: Signal<Out, Bits<2>>,
    /// Remainder behind.
    pub rest: Signal<Out, Bits<A>>,
}

impl<const A: usize> Logic for TwoDigits<A> {
    fn update(&mut self) {
        let denominator: u64 = self.denominator.val().into();
        let (remainder, pair): (u64, u64) = (self.remainder.val().into(), self.pair.val().into());
        let numerator = 4 * remainder + pair;
        let digits = numerator.checked_div(denominator).unwrap_or_default().min(3);
        self.digits.next = digits.into();
        self.rest.next = (numerator.wrapping_sub(digits * denominator) & ((1 << A) - 1)).into();
    }

    fn connect(&mut self) {
        self.digits.connect();
        self.rest.connect();
    }

    fn hdl(&self) -> Verilog {
        let (top, sign) = (A - 1, A + 2);
        Verilog::Custom(format!(
            "reg [{A}:0] thrice;\n\
             always @(posedge clock) begin\n   if (reset) thrice <= 0;\n   \
             else thrice <= {{denominator, 1'b0}} + denominator;\nend\n\
             wire [{sign}:0] numerator;\nwire [{sign}:0] less_1;\nwire [{sign}:0] less_2;\nwire [{sign}:0] less_3;\n\
             assign numerator = {{1'b0, remainder, pair}};\n\
             assign less_1 = numerator - {{3'b0, denominator}};\n\
             assign less_2 = numerator - {{2'b0, denominator, 1'b0}};\n\
             assign less_3 = numerator - {{2'b0, thrice}};\n\
             always @(*) begin\n   \
             digits = !less_3[{sign}] ? 2'd3 : !less_2[{sign}] ? 2'd2 : !less_1[{sign}] ? 2'd1 : 2'd0;\n   \
             rest = !less_3[{sign}] ? less_3[{top}:0] : !less_2[{sign}] ? less_2[{top}:0]\n      \
             : !less_1[{sign}] ? less_1[{top}:0] : numerator[{top}:0];\nend\n"
        ))
    }
}

/// s = the integer nearest to sqrt(floor(sum 2^16 / samples)): division and root at the same time.
///
/// The mean square has 2 X + 30 bits, of which the division gives two a cycle from the top; the root takes two a cycle from
/// the top.
///
/// ```text
///  [sum] << 2 --> two bits --> TwoDigits --> [pair] --> [rest] << 2 | pair --> - (4 root + 1) --> borrow? --> [root]
///                   ^               |
///                   +- [remainder] -+
/// ```
///
/// A step more, with no bits behind, would give a digit more: it is the rounding, for (r + 1/2)^2 = r^2 + r + 1/4 and s^2 - r^2
/// is an integer.
///
/// `done` rises X + 18 cycles after `start`. `T = X + 15`, `M = X + 16`, `F = X + 17`.
#[derive(Debug, LogicBlock)]
pub struct RootMeanSquare<const X: usize, const T: usize, const M: usize, const F: usize, const A: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// Takes the sum.
    pub start: Signal<In, Bit>,
    /// Low limb of the sum of (x - mu)^2.
    pub low: Signal<In, Bits<M>>,
    /// High limb.
    pub high: Signal<In, Bits<M>>,
    /// Number of samples, must hold still from `start` until `done`.
    pub samples: Signal<In, Bits<A>>,
    /// s is there, until the next start.
    pub done: Signal<Out, Bit>,
    /// s, rounded down.
    pub root: Signal<Out, Bits<T>>,
    /// It is to be rounded up.
    pub up: Signal<Out, Bit>,
    steps: Number<T, 7>,
    rest_at: Constant<Bits<7>>,
    pair_at: Constant<Bits<7>>,
    low_at: Constant<Bits<7>>,
    above: Reg<Bits<M>>,
    below: Reg<Bits<M>>,
    divide: TwoDigits<A>,
    remainder: Reg<Bits<A>>,
    left: Reg<Bits<7>>,
    busy: Reg<Bit>,
    pair: Reg<Bits<2>>,
    rooting: Reg<Bit>,
    shifted: Signal<Local, Bits<F>>,
    trial: Signal<Local, Bits<F>>,
    step: Subtract<F>,
    rest: Reg<Bits<M>>,
    top_at: Constant<Bits<7>>,
    digits: Reg<Bits<T>>,
    closing: Reg<Bit>,
    upward: Reg<Bit>,
    finished: Reg<Bit>,
}

impl<const X: usize, const T: usize, const M: usize, const F: usize, const A: usize> Default
    for RootMeanSquare<X, T, M, F, A>
{
    fn default() -> Self {
        const { assert!(T == X + 15 && M == X + 16 && F == X + 17) };
        Self {
            clock: Default::default(),
            reset: Default::default(),
            start: Default::default(),
            low: Default::default(),
            high: Default::default(),
            samples: Default::default(),
            done: Default::default(),
            root: Default::default(),
            up: Default::default(),
            steps: Default::default(),
            rest_at: Constant::new((X as u64 - 2).into()),
            pair_at: Constant::new((X as u64 - 4).into()),
            low_at: Constant::new((M as u64 - 2).into()),
            above: Default::default(),
            below: Default::default(),
            divide: Default::default(),
            remainder: Default::default(),
            left: Default::default(),
            busy: Default::default(),
            pair: Default::default(),
            rooting: Default::default(),
            shifted: Default::default(),
            trial: Default::default(),
            step: Default::default(),
            rest: Default::default(),
            top_at: Constant::new((M as u64 - 1).into()),
            digits: Default::default(),
            closing: Default::default(),
            upward: Default::default(),
            finished: Default::default(),
        }
    }
}

impl<const X: usize, const T: usize, const M: usize, const F: usize, const A: usize> Logic
    for RootMeanSquare<X, T, M, F, A>
{
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, above, below, remainder, left, busy, pair, rooting, rest, digits, closing);
        dff_setup!(self, clock, upward, finished);
        self.above.reset.next = self.reset.val();
        self.below.reset.next = self.reset.val();
        self.remainder.reset.next = self.reset.val();
        self.left.reset.next = self.reset.val();
        self.busy.reset.next = self.reset.val();
        self.pair.reset.next = self.reset.val();
        self.rooting.reset.next = self.reset.val();
        self.rest.reset.next = self.reset.val();
        self.digits.reset.next = self.reset.val();
        self.closing.reset.next = self.reset.val();
        self.upward.reset.next = self.reset.val();
        self.finished.reset.next = self.reset.val();
        self.divide.clock.next = self.clock.val();
        self.divide.reset.next = self.reset.val();
        self.divide.denominator.next = self.samples.val();
        self.divide.remainder.next = self.remainder.q.val();
        self.divide.pair.next = self.above.q.val().get_bits::<2>(self.pair_at.val().index());
        self.pair.d.next = 0.into();
        self.rooting.d.next = self.busy.q.val();
        if self.busy.q.val() {
            self.pair.d.next = self.divide.digits.val();
            self.above.d.next = (self.above.q.val() << 2)
                | bit_cast::<M, 2>(self.below.q.val().get_bits::<2>(self.low_at.val().index()));
            self.below.d.next = self.below.q.val() << 2;
            self.remainder.d.next = self.divide.rest.val();
            self.left.d.next = self.left.q.val() - 1;
            self.busy.d.next = self.left.q.val().any();
        }

        self.shifted.next = (bit_cast::<F, M>(self.rest.q.val()) << 2) | bit_cast::<F, 2>(self.pair.q.val());
        self.trial.next = (bit_cast::<F, T>(self.digits.q.val()) << 2) | 1;
        self.step.a.next = self.shifted.val();
        self.step.b.next = self.trial.val();
        if self.rooting.q.val() {
            // the rest is at most twice the root
            self.rest.d.next = self.step.difference.val().get_bits::<M>(0);
            self.digits.d.next = (self.digits.q.val() << 1) | 1;
            if self.step.borrow.val() {
                self.rest.d.next = self.shifted.val().get_bits::<M>(0);
                self.digits.d.next = self.digits.q.val() << 1;
            }
        }
        self.closing.d.next = self.rooting.q.val() & !self.busy.q.val();

        if self.closing.q.val() {
            // four times a rest with its top bit is more than F bits hold, and than any root
            self.upward.d.next =
                !self.step.borrow.val() | self.rest.q.val().get_bit(self.top_at.val().index());
            self.finished.d.next = true;
        }
        if self.start.val() {
            self.above.d.next = self.high.val();
            self.below.d.next = self.low.val();
            // a square is at most 2^(2 X + 14), so the bits from there up are below the number of samples
            self.remainder.d.next =
                bit_cast::<A, 18>(self.high.val().get_bits::<18>(self.rest_at.val().index()));
            self.rest.d.next = 0.into();
            self.digits.d.next = 0.into();
            self.left.d.next = self.steps.val() - 1;
            self.busy.d.next = true;
            self.finished.d.next = false;
        }
        self.done.next = self.finished.q.val();
        self.root.next = self.digits.q.val();
        self.up.next = self.upward.q.val();
    }
}
