//! The counters that COUNTERS reports.

use rust_hdl::prelude::*;

use super::tally::Tally;
use crate::base::{Each, Number, Reg};

/// How many there are.
pub const COUNTERS: usize = golden::core::packet::COUNTERS.len();

/// Counts what happens in the core, in the order of the COUNTERS reply: `golden::core::packet::Counter`.
///
/// ```text
///  events, amounts --> [Tally] --> count
///  first word in --> [started] --> cycles --+ RESULT or DONE out --> [span]
/// ```
///
/// A count shows an event two cycles later.
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
    /// The counters.
    pub count: Each<Signal<Out, Bits<64>>, COUNTERS>,
    tallies: Each<Tally, COUNTERS>,
    started: Reg<Bit>,
    span: Reg<Bits<64>>,
    all_clips: Signal<Local, Bits<10>>,
    // the cycles of the span that the tally of cycles does not show yet, this one included
    lag: Number<3, 64>,
}

impl Logic for Counters {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, started, span);
        self.started.reset.next = self.reset.val();
        self.span.reset.next = self.reset.val();

        if self.word_in.val() {
            self.started.d.next = true;
        }
        if self.marks.val() {
            self.span.d.next = self.tallies[0].count.val() + self.lag.val();
        }
        if self.clear.val() {
            self.started.d.next = false;
            self.span.d.next = 0.into();
        }
        for i in 0..COUNTERS {
            self.tallies[i].clock.next = self.clock.val();
            self.tallies[i].reset.next = self.reset.val();
            self.tallies[i].clear.next = self.clear.val();
            self.tallies[i].amount.next = 1.into();
            self.tallies[i].enable.next = false;
            self.count[i].next = self.tallies[i].count.val();
        }
        self.tallies[0].enable.next = self.started.q.val();
        self.count[1].next = self.span.q.val();
        self.tallies[2].enable.next = self.issue.val();
        self.tallies[3].enable.next = self.issue.val() & (self.product.val() == 0);
        self.tallies[4].enable.next = self.issue.val() & (self.product.val() == 1) & !self.stores.val();
        self.tallies[5].enable.next = self.issue.val() & (self.product.val() == 1) & self.stores.val();
        self.tallies[6].enable.next = self.issue.val() & (self.product.val() == 2) & !self.stores.val();
        self.tallies[7].enable.next = self.issue.val() & (self.product.val() == 2) & self.stores.val();
        for i in 3..8 {
            self.tallies[i].amount.next = self.cells.val();
        }
        self.tallies[8].enable.next = self.stall_input.val();
        self.tallies[9].enable.next = self.stall_barrier.val();
        self.tallies[10].enable.next = self.stall_drain.val();
        self.tallies[11].enable.next = self.stall_program.val();
        self.tallies[12].enable.next = self.stall_norm.val();
        self.tallies[13].enable.next = self.stall_keys.val();
        self.all_clips.next = bit_cast::<10, 6>(self.clips.val()) + bit_cast::<10, 6>(self.norm_clips.val());
        self.tallies[14].enable.next = true;
        self.tallies[14].amount.next = self.all_clips.val();
        self.tallies[15].enable.next = true;
        self.tallies[15].amount.next = bit_cast::<10, 6>(self.cuts.val());
        self.tallies[16].enable.next = true;
        self.tallies[16].amount.next = bit_cast::<10, 6>(self.y_cuts.val());
        self.tallies[17].enable.next = true;
        self.tallies[17].amount.next = bit_cast::<10, 6>(self.dx_cuts.val());
        self.tallies[18].enable.next = self.good.val();
        self.tallies[19].enable.next = self.bad.val();
        self.tallies[20].enable.next = self.word_in.val();
        self.tallies[21].enable.next = self.word_out.val();
    }
}
