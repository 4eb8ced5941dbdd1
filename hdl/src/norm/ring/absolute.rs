//! The filling of L1: absolute values, and their mean.

use rust_hdl::prelude::*;

use super::{AbsoluteSum, Quotient};
use crate::base::{signed_bit_cast_int, signed_cast_int, unsigned_cast_int, Int, Number, Reg};

/// The sum of |x - mu|, 16 fraction bits.
///
/// ```text
///  x 2^16 --> - mu --> [d, F bits] --> AbsoluteSum --> sum, X + 32 bits
/// ```
///
/// One sample a cycle, in the sum 2 + ceil((X + A + 14) / 16) cycles after it.
/// `M = X + 16`, `F = X + 17`, `W = X + 32`.
#[derive(Debug, LogicBlock)]
pub struct AbsoluteDeviation<const X: usize, const M: usize, const F: usize, const W: usize, const A: usize> {
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
    /// The sum is taken.
    pub taken: Signal<In, Bit>,
    /// The sum.
    pub sum: Signal<Out, Bits<W>>,
    /// It is that of a channel, until `taken`.
    pub complete: Signal<Out, Bit>,
    /// The deviation is negative, with `sign_valid`.
    pub negative: Signal<Out, Bit>,
    /// The deviation is 0, with `sign_valid`.
    pub zero: Signal<Out, Bit>,
    /// `negative` and `zero` are there.
    pub sign_valid: Signal<Out, Bit>,
    /// They are the last of their channel.
    pub sign_last: Signal<Out, Bit>,
    sign_at: Number<M, 7>,
    shifted: Signal<Local, Bits<M>>,
    fixed: Signal<Local, Int<M>>,
    wide: Signal<Local, Int<F>>,
    mu_wide: Signal<Local, Int<F>>,
    deviation: Reg<Int<F>>,
    valid: Reg<Bit>,
    last: Reg<Bit>,
    bits: Signal<Local, Bits<F>>,
    below: Signal<Local, Bit>,
    total: AbsoluteSum<F, W, A>,
}

impl<const X: usize, const M: usize, const F: usize, const W: usize, const A: usize> Default
    for AbsoluteDeviation<X, M, F, W, A>
{
    fn default() -> Self {
        const { assert!(M == X + 16 && F == X + 17 && W == X + 32) };
        Self {
            clock: Default::default(),
            reset: Default::default(),
            sample: Default::default(),
            sample_valid: Default::default(),
            sample_last: Default::default(),
            mu: Default::default(),
            taken: Default::default(),
            sum: Default::default(),
            complete: Default::default(),
            negative: Default::default(),
            zero: Default::default(),
            sign_valid: Default::default(),
            sign_last: Default::default(),
            sign_at: Default::default(),
            shifted: Default::default(),
            fixed: Default::default(),
            wide: Default::default(),
            mu_wide: Default::default(),
            deviation: Default::default(),
            valid: Default::default(),
            last: Default::default(),
            bits: Default::default(),
            below: Default::default(),
            total: Default::default(),
        }
    }
}

impl<const X: usize, const M: usize, const F: usize, const W: usize, const A: usize> Logic
    for AbsoluteDeviation<X, M, F, W, A>
{
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, deviation, valid, last);
        self.deviation.reset.next = self.reset.val();
        self.valid.reset.next = self.reset.val();
        self.last.reset.next = self.reset.val();
        self.total.clock.next = self.clock.val();
        self.total.reset.next = self.reset.val();
        self.shifted.next = bit_cast::<M, X>(self.sample.val().get_bits::<X>(0)) << 16;
        self.fixed.next = signed_bit_cast_int::<M>(self.shifted.val());
        self.wide.next = signed_cast_int::<M, F>(self.fixed.val());
        self.mu_wide.next = signed_cast_int::<M, F>(self.mu.val());
        self.deviation.d.next = self.wide.val() - self.mu_wide.val();
        self.valid.d.next = self.sample_valid.val();
        self.last.d.next = self.sample_last.val();
        self.bits.next = unsigned_cast_int::<F>(self.deviation.q.val());
        self.below.next = self.deviation.q.val().get_bit(self.sign_at.val().index());
        self.total.valid.next = self.valid.q.val();
        self.total.last.next = self.last.q.val();
        self.total.value.next = self.deviation.q.val();
        self.total.taken.next = self.taken.val();
        self.sum.next = self.total.sum.val();
        self.complete.next = self.total.complete.val();
        self.negative.next = self.below.val();
        self.zero.next = !self.bits.val().any();
        self.sign_valid.next = self.valid.q.val();
        self.sign_last.next = self.last.q.val();
    }
}

/// s = RHE(sum / samples), no root: X + 15 digits. `T = X + 15`, `W = X + 32`.
#[derive(Debug, LogicBlock)]
pub struct MeanAbsolute<const T: usize, const A: usize, const W: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// Takes the sum.
    pub start: Signal<In, Bit>,
    /// The sum of |x - mu|.
    pub sum: Signal<In, Bits<W>>,
    /// Number of samples, must hold still until `done`.
    pub samples: Signal<In, Bits<A>>,
    /// s is there, until the next start.
    pub done: Signal<Out, Bit>,
    /// s, rounded down.
    pub root: Signal<Out, Bits<T>>,
    /// It is to be rounded up.
    pub up: Signal<Out, Bit>,
    high_at: Number<T, 7>,
    divide: Quotient<T, A>,
}

impl<const T: usize, const A: usize, const W: usize> Default for MeanAbsolute<T, A, W> {
    fn default() -> Self {
        const { assert!(W == T + 17) };
        Self {
            clock: Default::default(),
            reset: Default::default(),
            start: Default::default(),
            sum: Default::default(),
            samples: Default::default(),
            done: Default::default(),
            root: Default::default(),
            up: Default::default(),
            high_at: Default::default(),
            divide: Default::default(),
        }
    }
}

impl<const T: usize, const A: usize, const W: usize> Logic for MeanAbsolute<T, A, W> {
    #[hdl_gen]
    fn update(&mut self) {
        self.divide.clock.next = self.clock.val();
        self.divide.reset.next = self.reset.val();
        // |x - mu| < 2^T, so the bits from T up are below the number of samples
        self.divide.start.next = self.start.val();
        self.divide.rest.next = bit_cast::<A, 17>(self.sum.val().get_bits::<17>(self.high_at.val().index()));
        self.divide.low.next = self.sum.val().get_bits::<T>(0);
        self.divide.denominator.next = self.samples.val();
        self.done.next = self.divide.done.val();
        self.root.next = self.divide.quotient.val();
        self.up.next = self.divide.up.val();
    }
}
