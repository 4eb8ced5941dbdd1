//! The counters that COUNTERS reports.

use rust_hdl::prelude::*;

use super::ledger::Ledger;
use super::tally::Tally;
use crate::base::{Each, Number, Reg};

/// How many there are.
pub const COUNTERS: usize = golden::core::packet::COUNTERS.len();

/// Counts what happens in the core, in the order of the COUNTERS reply: `golden::core::packet::Counter`.
///
/// ```text
///  events, amounts --> [Tally] --> [Ledger] --> words of a report
///  first word in --> [started] --> cycles --+ RESULT or DONE out --> [marked, mark] --> span
/// ```
///
/// A report that is asked for two cycles after an event or later shows it.
#[derive(Debug, Default, LogicBlock)]
pub struct Counters {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// All go back to zero; the next word in starts the clock.
    pub clear: Signal<In, Bit>,
    /// A word comes in.
    pub word_in: Signal<In, Bit>,
    /// A word goes out.
    pub word_out: Signal<In, Bit>,
    /// It belongs to a RESULT or a DONE.
    pub marks: Signal<In, Bit>,
    /// A step.
    pub issue: Signal<In, Bit>,
    /// Its product.
    pub product: Signal<In, Bits<2>>,
    /// Its tile is stored.
    pub stores: Signal<In, Bit>,
    /// Rows times columns of the tile.
    pub cells: Signal<In, Bits<10>>,
    /// The program feeds nothing: it waits for samples.
    pub stall_input: Signal<In, Bit>,
    /// For a barrier.
    pub stall_barrier: Signal<In, Bit>,
    /// For the tile before to drain.
    pub stall_drain: Signal<In, Bit>,
    /// For the next tile.
    pub stall_program: Signal<In, Bit>,
    /// For a norm call.
    pub stall_norm: Signal<In, Bit>,
    /// For round keys.
    pub stall_keys: Signal<In, Bit>,
    /// Activations of tiles clipped in this cycle.
    pub clips: Signal<In, Bits<6>>,
    /// Those of norm calls.
    pub norm_clips: Signal<In, Bits<6>>,
    /// Samples cut in this cycle.
    pub cuts: Signal<In, Bits<6>>,
    /// y saturated in this cycle.
    pub y_cuts: Signal<In, Bits<6>>,
    /// dx saturated in this cycle.
    pub dx_cuts: Signal<In, Bits<6>>,
    /// A packet was good.
    pub good: Signal<In, Bit>,
    /// A packet was bad.
    pub bad: Signal<In, Bit>,
    /// As in [`Ledger`], like the next five ports.
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
    // of events: the places of ONES
    ones: Each<Tally<8>, ONES>,
    // of products, then of what is cut and clipped
    products: Each<Tally<16>, 5>,
    cuts_of: Each<Tally<16>, 4>,
    started: Reg<Bit>,
    // the span has moved since number 0 was visited: to so many cycles after that
    marked: Reg<Bit>,
    mark: Reg<Bits<16>>,
    all_clips: Signal<Local, Bits<16>>,
    // cycles that the tally does not show yet, this one included
    lag: Number<3, 16>,
}

/// Counters of events that come one in a cycle: 0, 2, 8 to 13 and 18 to 21.
const ONES: usize = 12;

impl Logic for Counters {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, started, marked, mark);
        self.started.reset.next = self.reset.val();
        self.marked.reset.next = self.reset.val();
        self.mark.reset.next = self.reset.val();
        self.ledger.clock.next = self.clock.val();
        self.ledger.reset.next = self.reset.val();
        self.ledger.clear.next = self.clear.val();

        // what happens once in a cycle
        for i in 0..ONES {
            self.ones[i].clock.next = self.clock.val();
            self.ones[i].reset.next = self.reset.val();
            self.ones[i].clear.next = self.clear.val();
            self.ones[i].amount.next = 1.into();
        }
        self.ones[0].enable.next = self.started.q.val();
        self.ones[1].enable.next = self.issue.val();
        self.ones[2].enable.next = self.stall_input.val();
        self.ones[3].enable.next = self.stall_barrier.val();
        self.ones[4].enable.next = self.stall_drain.val();
        self.ones[5].enable.next = self.stall_program.val();
        self.ones[6].enable.next = self.stall_norm.val();
        self.ones[7].enable.next = self.stall_keys.val();
        self.ones[8].enable.next = self.good.val();
        self.ones[9].enable.next = self.bad.val();
        self.ones[10].enable.next = self.word_in.val();
        self.ones[11].enable.next = self.word_out.val();

        // what happens many times
        for i in 0..5 {
            self.products[i].clock.next = self.clock.val();
            self.products[i].reset.next = self.reset.val();
            self.products[i].clear.next = self.clear.val();
            self.products[i].amount.next = bit_cast::<16, 10>(self.cells.val());
        }
        self.products[0].enable.next = self.issue.val() & (self.product.val() == 0);
        self.products[1].enable.next = self.issue.val() & (self.product.val() == 1) & !self.stores.val();
        self.products[2].enable.next = self.issue.val() & (self.product.val() == 1) & self.stores.val();
        self.products[3].enable.next = self.issue.val() & (self.product.val() == 2) & !self.stores.val();
        self.products[4].enable.next = self.issue.val() & (self.product.val() == 2) & self.stores.val();
        for i in 0..4 {
            self.cuts_of[i].clock.next = self.clock.val();
            self.cuts_of[i].reset.next = self.reset.val();
            self.cuts_of[i].clear.next = self.clear.val();
            self.cuts_of[i].enable.next = true;
        }
        self.all_clips.next = bit_cast::<16, 6>(self.clips.val()) + bit_cast::<16, 6>(self.norm_clips.val());
        self.cuts_of[0].amount.next = self.all_clips.val();
        self.cuts_of[1].amount.next = bit_cast::<16, 6>(self.cuts.val());
        self.cuts_of[2].amount.next = bit_cast::<16, 6>(self.y_cuts.val());
        self.cuts_of[3].amount.next = bit_cast::<16, 6>(self.dx_cuts.val());

        // in the order of the reply
        self.ledger.sum[0].next = self.ones[0].sum.val();
        self.ones[0].take.next = self.ledger.take[0].val();
        self.ledger.sum[1].next = 0.into();
        self.ledger.sum[2].next = self.ones[1].sum.val();
        self.ones[1].take.next = self.ledger.take[2].val();
        for i in 0..5 {
            self.ledger.sum[i + 3].next = self.products[i].sum.val();
            self.products[i].take.next = self.ledger.take[i + 3].val();
        }
        for i in 2..8 {
            self.ledger.sum[i + 6].next = self.ones[i].sum.val();
            self.ones[i].take.next = self.ledger.take[i + 6].val();
        }
        for i in 0..4 {
            self.ledger.sum[i + 14].next = self.cuts_of[i].sum.val();
            self.cuts_of[i].take.next = self.ledger.take[i + 14].val();
        }
        for i in 8..12 {
            self.ledger.sum[i + 10].next = self.ones[i].sum.val();
            self.ones[i].take.next = self.ledger.take[i + 10].val();
        }

        // the span
        if self.word_in.val() {
            self.started.d.next = true;
        }
        self.ledger.moves.next = self.marked.q.val();
        self.ledger.offset.next = self.mark.q.val() - self.ones[0].sum.val();
        if self.ledger.take[0].val() {
            self.marked.d.next = false;
        }
        // of results that still leave after CLEAR there is no span
        if self.marks.val() & self.started.q.val() {
            self.marked.d.next = true;
            self.mark.d.next = self.ones[0].sum.val() + self.lag.val();
            if self.ledger.take[0].val() {
                self.mark.d.next = self.lag.val();
            }
        }
        if self.clear.val() {
            self.started.d.next = false;
            self.marked.d.next = false;
        }

        self.ledger.report.next = self.report.val();
        self.reported.next = self.ledger.reported.val();
        self.ledger.read.next = self.read.val();
        self.ledger.read_address.next = self.read_address.val();
        self.read_taken.next = self.ledger.read_taken.val();
        self.read_data.next = self.ledger.read_data.val();
    }
}
