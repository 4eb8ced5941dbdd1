//! Sums of a channel after the other.

use rust_hdl::prelude::*;

use super::AddCarry;
use crate::base::Reg;

/// Sums the terms of each channel in two limbs of `H` bits, so that no carry runs further than a limb.
///
/// ```text
///  term_low  --> + --> [low] --+--> [low again] --> low
///                |  [carry] ---|--+
///  term_high ----+-> [high] ---|--+-> + --> [high] --> high
/// ```
///
/// One term a cycle; a term is in the sum two cycles after it. The first term behind a `term_last` begins a new sum.
/// `complete` stands from the sum of a whole channel on until `taken`; the next channel's first term may come in the
/// cycle before `taken` at the earliest.
#[derive(Debug, Default, LogicBlock)]
pub struct Accumulate<const H: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// Low limb of the term.
    pub term_low: Signal<In, Bits<H>>,
    /// High limb of the term.
    pub term_high: Signal<In, Bits<H>>,
    /// One more in the lowest place.
    pub carry: Signal<In, Bit>,
    /// The term is there.
    pub term_valid: Signal<In, Bit>,
    /// It is the last of its channel.
    pub term_last: Signal<In, Bit>,
    /// The sum has been taken.
    pub taken: Signal<In, Bit>,
    /// Low limb of the sum.
    pub low: Signal<Out, Bits<H>>,
    /// High limb of the sum.
    pub high: Signal<Out, Bits<H>>,
    /// The sum is that of a channel.
    pub complete: Signal<Out, Bit>,
    under_way: Reg<Bit>,
    low_add: AddCarry<H>,
    low_sum: Reg<Bits<H>>,
    low_again: Reg<Bits<H>>,
    above: Reg<Bit>,
    high_term: Reg<Bits<H>>,
    high_valid: Reg<Bit>,
    high_last: Reg<Bit>,
    high_first: Reg<Bit>,
    high_add: AddCarry<H>,
    high_sum: Reg<Bits<H>>,
    whole: Reg<Bit>,
}

impl<const H: usize> Logic for Accumulate<H> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(
            self, clock, under_way, low_sum, low_again, above, high_term, high_valid, high_last, high_first,
            high_sum, whole
        );
        self.under_way.reset.next = self.reset.val();
        self.low_sum.reset.next = self.reset.val();
        self.low_again.reset.next = self.reset.val();
        self.above.reset.next = self.reset.val();
        self.high_term.reset.next = self.reset.val();
        self.high_valid.reset.next = self.reset.val();
        self.high_last.reset.next = self.reset.val();
        self.high_first.reset.next = self.reset.val();
        self.high_sum.reset.next = self.reset.val();
        self.whole.reset.next = self.reset.val();
        self.low_add.a.next = 0.into();
        if self.under_way.q.val() {
            self.low_add.a.next = self.low_sum.q.val();
        }
        self.low_add.b.next = self.term_low.val();
        self.low_add.carry.next = self.carry.val();
        self.high_valid.d.next = self.term_valid.val();
        if self.term_valid.val() {
            self.low_sum.d.next = self.low_add.sum.val();
            self.above.d.next = self.low_add.over.val();
            self.high_term.d.next = self.term_high.val();
            self.under_way.d.next = !self.term_last.val();
            self.high_first.d.next = !self.under_way.q.val();
            self.high_last.d.next = self.term_last.val();
        }
        self.low_again.d.next = self.low_sum.q.val();
        self.high_add.a.next = self.high_sum.q.val();
        if self.high_first.q.val() {
            self.high_add.a.next = 0.into();
        }
        self.high_add.b.next = self.high_term.q.val();
        self.high_add.carry.next = self.above.q.val();
        if self.taken.val() {
            self.whole.d.next = false;
        }
        if self.high_valid.q.val() {
            self.high_sum.d.next = self.high_add.sum.val();
            if self.high_last.q.val() {
                self.whole.d.next = true;
            }
        }
        self.low.next = self.low_again.q.val();
        self.high.next = self.high_sum.q.val();
        self.complete.next = self.whole.q.val();
    }
}
