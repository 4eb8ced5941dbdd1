//! What the test of the ledger drives.

use rust_hdl::prelude::*;

use super::Ledger;
use crate::base::Join;
use crate::core::counters::COUNTERS;

/// A [`Ledger`] to which all counters have the same sum, as its test drives it.
#[derive(Debug, Default, LogicBlock)]
pub struct LedgerProbe {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// As in [`Ledger`], like all other ports.
    pub reset: Signal<In, Bit>,
    /// See there.
    pub clear: Signal<In, Bit>,
    /// Of every counter.
    pub sum: Signal<In, Bits<16>>,
    /// A bit for each counter.
    pub take: Signal<Out, Bits<COUNTERS>>,
    /// See there.
    pub moves: Signal<In, Bit>,
    /// See there.
    pub offset: Signal<In, Bits<16>>,
    /// See there.
    pub report: Signal<In, Bit>,
    /// See there.
    pub reported: Signal<Out, Bit>,
    /// See there.
    pub read: Signal<In, Bit>,
    /// See there.
    pub read_address: Signal<In, Bits<6>>,
    /// See there.
    pub read_taken: Signal<Out, Bit>,
    /// See there.
    pub read_data: Signal<Out, Bits<32>>,
    ledger: Ledger,
    taken: Join<COUNTERS, 1, COUNTERS>,
}

impl Logic for LedgerProbe {
    #[hdl_gen]
    fn update(&mut self) {
        self.ledger.clock.next = self.clock.val();
        self.ledger.reset.next = self.reset.val();
        self.ledger.clear.next = self.clear.val();
        self.ledger.moves.next = self.moves.val();
        self.ledger.offset.next = self.offset.val();
        self.ledger.report.next = self.report.val();
        self.ledger.read.next = self.read.val();
        self.ledger.read_address.next = self.read_address.val();
        for i in 0..COUNTERS {
            self.ledger.sum[i].next = self.sum.val();
            self.taken.parts[i].next = self.ledger.take[i].val().into();
        }
        self.take.next = self.taken.whole.val();
        self.reported.next = self.ledger.reported.val();
        self.read_taken.next = self.ledger.read_taken.val();
        self.read_data.next = self.ledger.read_data.val();
    }
}
