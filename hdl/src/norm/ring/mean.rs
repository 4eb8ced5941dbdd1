//! The mean of a channel.

use rust_hdl::prelude::*;

use super::{Quotient, RoundSign};
use crate::base::{unsigned_cast_int, Int, Number, Reg};

/// mu = RHE(sum 2^16 / samples).
///
/// ```text
///  hand --> [samples, tag]
///  sum, a cycle later --> |sum|, sign --> Quotient (X + 16 digits) --> +- --> mu, full --> taken
/// ```
///
/// From `hand` to the next, X + 21 cycles, if the mean is taken at once. `M = X + 16`, `F = X + 17`.
#[derive(Debug, LogicBlock)]
pub struct Mean<const X: usize, const M: usize, const F: usize, const A: usize, const G: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The block is free.
    pub idle: Signal<Out, Bit>,
    /// A channel is handed over; only while `idle`.
    pub hand: Signal<In, Bit>,
    /// With `hand`.
    pub s_samples: Signal<In, Bits<A>>,
    /// With `hand`.
    pub s_tag: Signal<In, Bits<G>>,
    /// Sum of the samples, in the cycle after `hand`.
    pub sum: Signal<In, Int<F>>,
    /// The mean is there.
    pub full: Signal<Out, Bit>,
    /// It is taken: the block is free.
    pub taken: Signal<In, Bit>,
    /// Number of samples.
    pub samples: Signal<Out, Bits<A>>,
    /// The channel's tag.
    pub tag: Signal<Out, Bits<G>>,
    /// mu, 16 fraction bits.
    pub mu: Signal<Out, Int<M>>,
    sign_at: Number<M, 7>,
    high_at: Number<X, 7>,
    busy: Reg<Bit>,
    begun: Reg<Bit>,
    running: Reg<Bit>,
    number: Reg<Bits<A>>,
    tag_held: Reg<Bits<G>>,
    negative: Reg<Bit>,
    negated: Signal<Local, Int<F>>,
    magnitude: Signal<Local, Bits<F>>,
    divide: Quotient<M, A>,
    round: RoundSign<M>,
}

impl<const X: usize, const M: usize, const F: usize, const A: usize, const G: usize> Default
    for Mean<X, M, F, A, G>
{
    fn default() -> Self {
        const { assert!(M == X + 16 && F == X + 17) };
        Self {
            clock: Default::default(),
            reset: Default::default(),
            idle: Default::default(),
            hand: Default::default(),
            s_samples: Default::default(),
            s_tag: Default::default(),
            sum: Default::default(),
            full: Default::default(),
            taken: Default::default(),
            samples: Default::default(),
            tag: Default::default(),
            mu: Default::default(),
            sign_at: Default::default(),
            high_at: Default::default(),
            busy: Default::default(),
            begun: Default::default(),
            running: Default::default(),
            number: Default::default(),
            tag_held: Default::default(),
            negative: Default::default(),
            negated: Default::default(),
            magnitude: Default::default(),
            divide: Default::default(),
            round: Default::default(),
        }
    }
}

impl<const X: usize, const M: usize, const F: usize, const A: usize, const G: usize> Logic
    for Mean<X, M, F, A, G>
{
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, busy, begun, running, number, tag_held, negative);
        self.busy.reset.next = self.reset.val();
        self.begun.reset.next = self.reset.val();
        self.running.reset.next = self.reset.val();
        self.number.reset.next = self.reset.val();
        self.tag_held.reset.next = self.reset.val();
        self.negative.reset.next = self.reset.val();
        self.divide.clock.next = self.clock.val();
        self.divide.reset.next = self.reset.val();
        self.negated.next = -self.sum.val();
        self.magnitude.next = unsigned_cast_int::<F>(self.sum.val());
        if self.sum.val().get_bit(self.sign_at.val().index()) {
            self.magnitude.next = unsigned_cast_int::<F>(self.negated.val());
        }
        // |sum| <= samples 2^(X-1), so the bits from X up are below the number of samples
        self.divide.start.next = self.begun.q.val();
        self.divide.rest.next =
            bit_cast::<A, 17>(self.magnitude.val().get_bits::<17>(self.high_at.val().index()));
        self.divide.low.next = bit_cast::<M, X>(self.magnitude.val().get_bits::<X>(0)) << 16;
        self.divide.denominator.next = self.number.q.val();
        self.begun.d.next = self.hand.val();
        if self.begun.q.val() {
            self.negative.d.next = self.sum.val().get_bit(self.sign_at.val().index());
            self.running.d.next = true;
        }
        if self.taken.val() {
            self.busy.d.next = false;
            self.running.d.next = false;
        }
        if self.hand.val() {
            self.busy.d.next = true;
            self.number.d.next = self.s_samples.val();
            self.tag_held.d.next = self.s_tag.val();
        }
        self.idle.next = !self.busy.q.val();
        self.full.next = self.running.q.val() & self.divide.done.val();
        self.round.magnitude.next = self.divide.quotient.val();
        self.round.up.next = self.divide.up.val();
        self.round.negative.next = self.negative.q.val();
        self.mu.next = self.round.value.val();
        self.samples.next = self.number.q.val();
        self.tag.next = self.tag_held.q.val();
    }
}
