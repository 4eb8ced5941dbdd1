//! What has been counted since the memory of the counters was last brought up to date.

use rust_hdl::prelude::*;

use crate::base::Reg;

/// W bits of `amount`s: added in cycles with `enable`, begun anew with `take`, back to zero with `clear`.
///
/// The amount is registered before the adder, so the sum shows an event two cycles later. [`Ledger`](super::ledger::Ledger)
/// takes every sum at least once in 184 cycles: W bits hold 184 of the largest amounts.
#[derive(Debug, Default, LogicBlock)]
pub struct Tally<const W: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// Back to zero; an event of this cycle is lost.
    pub clear: Signal<In, Bit>,
    /// Count this cycle.
    pub enable: Signal<In, Bit>,
    /// By how much.
    pub amount: Signal<In, Bits<W>>,
    /// The sum of this cycle is taken: what comes after it begins at zero.
    pub take: Signal<In, Bit>,
    /// The sum.
    pub sum: Signal<Out, Bits<16>>,
    held: Reg<Bits<W>>,
    total: Reg<Bits<W>>,
}

impl<const W: usize> Logic for Tally<W> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, held, total);
        self.held.reset.next = self.reset.val();
        self.total.reset.next = self.reset.val();
        self.held.d.next = 0.into();
        if self.enable.val() {
            self.held.d.next = self.amount.val();
        }
        self.total.d.next = self.total.q.val() + self.held.q.val();
        if self.take.val() {
            self.total.d.next = self.held.q.val();
        }
        if self.clear.val() {
            self.held.d.next = 0.into();
            self.total.d.next = 0.into();
        }
        self.sum.next = bit_cast::<16, W>(self.total.q.val());
    }
}
