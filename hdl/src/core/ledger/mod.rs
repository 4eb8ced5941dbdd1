//! The counters' totals, in a memory.

pub mod bench;

use rust_hdl::prelude::*;

use super::counters::COUNTERS;
use crate::base::{Each, Last, Number, Ordinals, Reg, Store};

/// Pairs of counters.
const GROUPS: usize = COUNTERS / 2;

/// Adds what was counted since its last visit to each of the totals, one after the other and over again.
///
/// ```text
///  cycle  0                1                      2                 3                4
///  read a word of totals ----------------> [old] --+--> + --> [last sum] --> totals --> and, in a round for a report,
///         sum of the counter, offset --> [added] --+    |                               their copy --> read_data
///                                    last sum, carries -+
/// ```
///
/// * Totals of 64 bits, which do not wrap in the life of a device, each in two words. Counters go in pairs: low, low, high,
///   high; a word begins every two cycles, a round takes 88.
/// * Number 1 is the span, number 0 the cycles that it is taken from: where it moves it becomes the new total of number 0
///   plus `offset`.
/// * A `report` begins a round within 8 cycles (within 88 behind a `clear`) and copies every total of it; `reported` comes
///   88 cycles later. So the totals of a report are up to 88 cycles apart, and each has all that its sum showed before.
/// * The round that it breaks off puts visits off: a counter is visited every 184 cycles at least.
/// * After reset and `clear` a round takes every old total for 0.
#[derive(Debug, Default, LogicBlock)]
pub struct Ledger {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high: the totals, too, from the next round on.
    pub reset: Signal<In, Bit>,
    /// Totals back to zero; not during a report.
    pub clear: Signal<In, Bit>,
    /// What has been counted, of each counter.
    pub sum: Each<Signal<In, Bits<16>>, COUNTERS>,
    /// It is taken.
    pub take: Each<Signal<Out, Bit>, COUNTERS>,
    /// The span moves...
    pub moves: Signal<In, Bit>,
    /// ...to the total of number 0 and this, two's complement.
    pub offset: Signal<In, Bits<16>>,
    /// A report is asked for, until `reported`.
    pub report: Signal<In, Bit>,
    /// The copies stand.
    pub reported: Signal<Out, Bit>,
    /// Reads a word of the copies...
    pub read: Signal<In, Bit>,
    /// ...low and high of a counter behind each other.
    pub read_address: Signal<In, Bits<6>>,
    /// It is being read: it stands in the next cycle, and in that alone.
    pub read_taken: Signal<Out, Bit>,
    /// The word.
    pub read_data: Signal<Out, Bits<32>>,
    totals: Store<Bits<32>, 7>,
    // visits: group of two counters, high words, the second counter; and whether the word has been read
    group: Reg<Bits<4>>,
    high: Reg<Bit>,
    second: Reg<Bit>,
    there: Reg<Bit>,
    // old totals count: not in the first round after reset or clear
    counts: Reg<Bit>,
    copying: Reg<Bit>,
    // the word in cycle 2
    adds: Reg<Bit>,
    old: Reg<Bits<32>>,
    added: Reg<Bits<32>>,
    adds_high: Reg<Bit>,
    adds_second: Reg<Bit>,
    adds_span: Reg<Bit>,
    adds_copies: Reg<Bit>,
    adds_address: Reg<Bits<7>>,
    // in cycle 3
    writes: Reg<Bit>,
    writes_copies: Reg<Bit>,
    write_address: Reg<Bits<7>>,
    // in cycle 4
    copies: Reg<Bit>,
    copy_address: Reg<Bits<7>>,
    last_sum: Reg<Bits<32>>,
    carry_first: Reg<Bit>,
    carry_second: Reg<Bit>,
    moving: Reg<Bit>,
    offset_held: Reg<Bits<16>>,
    counter: Signal<Local, Bits<5>>,
    address: Signal<Local, Bits<7>>,
    partial: Signal<Local, Bits<16>>,
    is_span: Signal<Local, Bit>,
    base: Signal<Local, Bits<32>>,
    carry: Signal<Local, Bit>,
    // one bit more at each end: the carry that comes in and the one that goes out
    left_side: Signal<Local, Bits<34>>,
    right_side: Signal<Local, Bits<34>>,
    whole: Signal<Local, Bits<34>>,
    round_ends: Signal<Local, Bit>,
    begins: Signal<Local, Bit>,
    number: Ordinals<COUNTERS, 5>,
    last_group: Last<GROUPS, 4>,
    // a word of a negative number, and the upper half of one
    negative: Number<0xffff_ffff, 32>,
    negative_high: Number<0xffff_0000, 32>,
}

impl Logic for Ledger {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(
            self,
            clock,
            group,
            high,
            second,
            there,
            counts,
            copying,
            copies,
            copy_address
        );
        dff_setup!(
            self,
            clock,
            adds,
            old,
            added,
            adds_high,
            adds_second,
            adds_span,
            adds_copies,
            adds_address,
            writes,
            writes_copies,
            write_address
        );
        self.adds.reset.next = self.reset.val();
        self.old.reset.next = self.reset.val();
        self.added.reset.next = self.reset.val();
        self.adds_high.reset.next = self.reset.val();
        self.adds_second.reset.next = self.reset.val();
        self.adds_span.reset.next = self.reset.val();
        self.adds_copies.reset.next = self.reset.val();
        self.adds_address.reset.next = self.reset.val();
        self.writes.reset.next = self.reset.val();
        self.writes_copies.reset.next = self.reset.val();
        self.write_address.reset.next = self.reset.val();
        dff_setup!(
            self,
            clock,
            last_sum,
            carry_first,
            carry_second,
            moving,
            offset_held
        );
        self.group.reset.next = self.reset.val();
        self.high.reset.next = self.reset.val();
        self.second.reset.next = self.reset.val();
        self.there.reset.next = self.reset.val();
        self.counts.reset.next = self.reset.val();
        self.copying.reset.next = self.reset.val();
        self.copies.reset.next = self.reset.val();
        self.copy_address.reset.next = self.reset.val();
        self.last_sum.reset.next = self.reset.val();
        self.carry_first.reset.next = self.reset.val();
        self.carry_second.reset.next = self.reset.val();
        self.moving.reset.next = self.reset.val();
        self.offset_held.reset.next = self.reset.val();
        self.totals.clock.next = self.clock.val();

        // cycle 0: the word of this visit
        self.counter.next =
            (bit_cast::<5, 4>(self.group.q.val()) << 1) | bit_cast::<5, 1>(self.second.q.val().into());
        self.address.next =
            (bit_cast::<7, 5>(self.counter.val()) << 1) | bit_cast::<7, 1>(self.high.q.val().into());
        self.is_span.next = self.moving.q.val() & self.second.q.val() & !self.group.q.val().any();
        self.partial.next = 0.into();
        for i in 0..COUNTERS {
            self.take[i].next = false;
            if self.counter.val() == self.number[i].val() {
                self.partial.next = self.sum[i].val();
                self.take[i].next = self.there.q.val() & !self.high.q.val();
            }
        }

        // cycle 1: what is added to it
        self.old.d.next = 0.into();
        if self.counts.q.val() {
            self.old.d.next = self.totals.read_data.val();
        }
        self.added.d.next = bit_cast::<32, 16>(self.partial.val());
        if self.high.q.val() {
            self.added.d.next = 0.into();
        }
        if self.is_span.val() {
            if !self.high.q.val() {
                self.added.d.next = bit_cast::<32, 16>(self.offset_held.q.val());
            }
            if self.offset_held.q.val().get_bit(15) {
                self.added.d.next = self.negative.val();
                if !self.high.q.val() {
                    self.added.d.next =
                        bit_cast::<32, 16>(self.offset_held.q.val()) | self.negative_high.val();
                }
            }
        }
        self.adds.d.next = self.there.q.val();
        self.adds_high.d.next = self.high.q.val();
        self.adds_second.d.next = self.second.q.val();
        self.adds_span.d.next = self.is_span.val();
        self.adds_copies.d.next = self.copying.q.val();
        self.adds_address.d.next = self.address.val();

        // cycle 2: its sum
        self.base.next = self.old.q.val();
        if self.adds_span.q.val() {
            self.base.next = self.last_sum.q.val();
        }
        self.carry.next = false;
        if self.adds_high.q.val() {
            self.carry.next = self.carry_first.q.val();
            if self.adds_second.q.val() {
                self.carry.next = self.carry_second.q.val();
            }
        }
        self.left_side.next = (bit_cast::<34, 32>(self.base.val()) << 1) | 1;
        self.right_side.next =
            (bit_cast::<34, 32>(self.added.q.val()) << 1) | bit_cast::<34, 1>(self.carry.val().into());
        self.whole.next = self.left_side.val() + self.right_side.val();
        self.writes.d.next = self.adds.q.val();
        self.writes_copies.d.next = self.adds.q.val() & self.adds_copies.q.val();
        if self.adds.q.val() {
            self.last_sum.d.next = self.whole.val().get_bits::<32>(1);
            self.write_address.d.next = self.adds_address.q.val();
            if !self.adds_high.q.val() {
                if self.adds_second.q.val() {
                    self.carry_second.d.next = self.whole.val().get_bit(33);
                } else {
                    self.carry_first.d.next = self.whole.val().get_bit(33);
                }
            }
        }

        // cycles 3 and 4: it is written, and its copy while the next word but one is read
        self.copies.d.next = self.writes_copies.q.val();
        self.copy_address.d.next = self.write_address.q.val() | 64;
        self.totals.write_enable.next = self.writes.q.val() | self.copies.q.val();
        self.totals.write_address.next = self.copy_address.q.val();
        if self.writes.q.val() {
            self.totals.write_address.next = self.write_address.q.val();
        }
        self.totals.write_data.next = self.last_sum.q.val();

        // one read for the next word, one for whoever sends a report
        self.totals.read_enable.next = true;
        self.totals.read_address.next = self.address.val();
        self.there.d.next = true;
        self.read_taken.next = false;
        // a round may be broken off behind a whole pair, once all old totals have been cleared
        self.round_ends.next = self.group.q.val() == self.last_group.val();
        self.begins.next =
            self.report.val() & !self.copying.q.val() & (self.counts.q.val() | self.round_ends.val());
        if self.there.q.val() {
            self.totals.read_address.next = bit_cast::<7, 6>(self.read_address.val()) | 64;
            self.read_taken.next = self.read.val();
            self.there.d.next = false;
            if !self.high.q.val() & !self.second.q.val() & !self.group.q.val().any() {
                self.moving.d.next = self.moves.val();
                self.offset_held.d.next = self.offset.val();
            }
            self.second.d.next = !self.second.q.val();
            if self.second.q.val() {
                self.high.d.next = !self.high.q.val();
            }
            if self.second.q.val() & self.high.q.val() {
                self.group.d.next = self.group.q.val() + 1;
                if self.round_ends.val() {
                    self.counts.d.next = true;
                    self.copying.d.next = false;
                }
                if self.round_ends.val() | self.begins.val() {
                    self.group.d.next = 0.into();
                }
                if self.begins.val() {
                    self.copying.d.next = true;
                }
            }
        }
        self.reported.next = self.there.q.val()
            & self.second.q.val()
            & self.high.q.val()
            & self.round_ends.val()
            & self.copying.q.val();
        self.read_data.next = self.totals.read_data.val();

        if self.clear.val() {
            self.counts.d.next = false;
            self.group.d.next = 0.into();
            self.high.d.next = false;
            self.second.d.next = false;
            self.there.d.next = false;
        }
    }
}
