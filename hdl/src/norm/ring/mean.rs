//! The mean of a channel.

use rust_hdl::prelude::*;

use super::{Quotient, RoundSign};
use crate::base::{Int, Number, Reg};

/// mu = RHE(sum 2^16 / samples).
///
/// ```text
///  hand --> [samples, tag]
///  summed: |sum|, sign --> Quotient (X + 16 digits) --> +- --> mu, full --> taken
/// ```
///
/// From `hand` or `summed`, whichever is later, X + 22 cycles to the next `hand`, if the mean is taken at once. `samples`
/// and `tag` stand in the cycle after `taken`, too, and `mu` in the one after that.
/// `M = X + 16`, `F = X + 17`.
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
    /// The sum of its samples is there: for this cycle, or, if it is before `hand`, until the cycle after that.
    pub summed: Signal<In, Bit>,
    /// The sum is negative.
    pub negative: Signal<In, Bit>,
    /// Its magnitude.
    pub magnitude: Signal<In, Bits<F>>,
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
    high_at: Number<X, 7>,
    busy: Reg<Bit>,
    handed: Reg<Bit>,
    stands: Reg<Bit>,
    begins: Signal<Local, Bit>,
    running: Reg<Bit>,
    number: Reg<Bits<A>>,
    tag_held: Reg<Bits<G>>,
    below: Reg<Bit>,
    divide: Quotient<M, A>,
    round: RoundSign<M>,
    mean: Reg<Int<M>>,
    rounded: Reg<Bit>,
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
            summed: Default::default(),
            negative: Default::default(),
            magnitude: Default::default(),
            full: Default::default(),
            taken: Default::default(),
            samples: Default::default(),
            tag: Default::default(),
            mu: Default::default(),
            high_at: Default::default(),
            busy: Default::default(),
            handed: Default::default(),
            stands: Default::default(),
            begins: Default::default(),
            running: Default::default(),
            number: Default::default(),
            tag_held: Default::default(),
            below: Default::default(),
            divide: Default::default(),
            round: Default::default(),
            mean: Default::default(),
            rounded: Default::default(),
        }
    }
}

impl<const X: usize, const M: usize, const F: usize, const A: usize, const G: usize> Logic
    for Mean<X, M, F, A, G>
{
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, busy, handed, stands, running, number, tag_held, below, mean, rounded);
        self.mean.reset.next = self.reset.val();
        self.rounded.reset.next = self.reset.val();
        self.busy.reset.next = self.reset.val();
        self.handed.reset.next = self.reset.val();
        self.stands.reset.next = self.reset.val();
        self.running.reset.next = self.reset.val();
        self.number.reset.next = self.reset.val();
        self.tag_held.reset.next = self.reset.val();
        self.below.reset.next = self.reset.val();
        self.divide.clock.next = self.clock.val();
        self.divide.reset.next = self.reset.val();
        self.begins.next = self.handed.q.val() & (self.summed.val() | self.stands.q.val());
        // |sum| <= samples 2^(X-1), so the bits from X up are below the number of samples
        self.divide.start.next = self.begins.val();
        self.divide.rest.next =
            bit_cast::<A, 17>(self.magnitude.val().get_bits::<17>(self.high_at.val().index()));
        self.divide.low.next = bit_cast::<M, X>(self.magnitude.val().get_bits::<X>(0)) << 16;
        self.divide.denominator.next = self.number.q.val();
        if self.summed.val() {
            self.stands.d.next = true;
        }
        if self.begins.val() {
            self.handed.d.next = false;
            self.stands.d.next = false;
            self.below.d.next = self.negative.val();
            self.running.d.next = true;
        }
        self.rounded.d.next = self.running.q.val() & self.divide.done.val();
        if self.taken.val() {
            self.busy.d.next = false;
            self.running.d.next = false;
            self.rounded.d.next = false;
        }
        if self.hand.val() {
            self.busy.d.next = true;
            self.handed.d.next = true;
            self.number.d.next = self.s_samples.val();
            self.tag_held.d.next = self.s_tag.val();
        }
        self.idle.next = !self.busy.q.val();
        self.full.next = self.rounded.q.val();
        // what rounds sees nothing but zeros before the digits are there
        self.round.magnitude.next = 0.into();
        if self.divide.done.val() {
            self.round.magnitude.next = self.divide.quotient.val();
        }
        self.round.up.next = self.divide.up.val();
        self.round.negative.next = self.below.q.val();
        self.mean.d.next = self.round.value.val();
        self.mu.next = self.mean.q.val();
        self.samples.next = self.number.q.val();
        self.tag.next = self.tag_held.q.val();
    }
}
