//! The core's event counters.

use rust_hdl::prelude::*;

use crate::base::Reg;

/// 64 bits of `amount`s: added in cycles with `enable`, back to zero with `clear`. 64 bits do not wrap in the life of
/// a device.
///
/// The amount is registered before the adder, so the count shows an event two cycles later.
#[derive(Debug, Default, LogicBlock)]
pub struct Tally {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// Back to zero; an event of this cycle is lost.
    pub clear: Signal<In, Bit>,
    /// Count this cycle.
    pub enable: Signal<In, Bit>,
    /// By how much.
    pub amount: Signal<In, Bits<10>>,
    /// The sum.
    pub count: Signal<Out, Bits<64>>,
    held: Reg<Bits<10>>,
    total: Reg<Bits<64>>,
}

impl Logic for Tally {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, held, total);
        self.held.reset.next = self.reset.val();
        self.total.reset.next = self.reset.val();
        self.held.d.next = 0.into();
        if self.enable.val() {
            self.held.d.next = self.amount.val();
        }
        self.total.d.next = self.total.q.val() + bit_cast::<64, 10>(self.held.q.val());
        if self.clear.val() {
            self.held.d.next = 0.into();
            self.total.d.next = 0.into();
        }
        self.count.next = self.total.q.val();
    }
}
