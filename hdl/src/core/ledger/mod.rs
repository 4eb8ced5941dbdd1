//! The counters' totals, in a memory.

pub mod bench;

use rust_hdl::prelude::*;

use super::counters::COUNTERS;
use crate::base::{Each, Last, Number, Ordinals, Ram, Reg};

/// Pairs of counters.
const GROUPS: usize = COUNTERS / 2;

/// Adds what was counted since its last visit to each of the totals, one after the other and over again.
///
/// ```text
///  sum of the counter -----------+
///  offset of the span --> [ ] --[mux]--+--> + --> totals --> read a word
///                  totals, [last sum] -+    |       ^
///                                           +-------+ and, in a round for a report, their copy --> read_data
/// ```
///
/// * Totals of 64 bits, which do not wrap in the life of a device, each in two words. Counters go in pairs: low, low, high,
///   high; a word takes two cycles, a round 88.
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
    totals: Ram<Bits<32>, 7>,
    // visits: group of two counters, high words, the second counter; and whether the word has been read
    group: Reg<Bits<4>>,
    high: Reg<Bit>,
    second: Reg<Bit>,
    there: Reg<Bit>,
    // old totals count: not in the first round after reset or clear
    counts: Reg<Bit>,
    copying: Reg<Bit>,
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
    old: Signal<Local, Bits<33>>,
    added: Signal<Local, Bits<33>>,
    carry: Signal<Local, Bits<33>>,
    whole: Signal<Local, Bits<33>>,
    round_ends: Signal<Local, Bit>,
    begins: Signal<Local, Bit>,
    number: Ordinals<COUNTERS, 5>,
    last_group: Last<GROUPS, 4>,
    // a word of a negative number, and the upper half of one
    negative: Number<0xffff_ffff, 33>,
    negative_high: Number<0xffff_0000, 33>,
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

        // the word of this visit
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

        // its sum
        self.old.next = 0.into();
        if self.counts.q.val() {
            self.old.next = bit_cast::<33, 32>(self.totals.read_data.val());
        }
        self.added.next = bit_cast::<33, 16>(self.partial.val());
        self.carry.next = 0.into();
        if self.high.q.val() {
            self.added.next = 0.into();
            self.carry.next = bit_cast::<33, 1>(self.carry_first.q.val().into());
            if self.second.q.val() {
                self.carry.next = bit_cast::<33, 1>(self.carry_second.q.val().into());
            }
        }
        if self.is_span.val() {
            self.old.next = bit_cast::<33, 32>(self.last_sum.q.val());
            if !self.high.q.val() {
                self.added.next = bit_cast::<33, 16>(self.offset_held.q.val());
            }
            if self.offset_held.q.val().get_bit(15) {
                self.added.next = self.negative.val();
                if !self.high.q.val() {
                    self.added.next = bit_cast::<33, 16>(self.offset_held.q.val()) | self.negative_high.val();
                }
            }
        }
        self.whole.next = self.old.val() + self.added.val() + self.carry.val();

        // read, then write; the copy beside the next read
        self.totals.read_enable.next = true;
        self.totals.read_address.next = self.address.val();
        self.totals.write_enable.next = self.there.q.val() | self.copies.q.val();
        self.totals.write_address.next = self.copy_address.q.val();
        self.totals.write_data.next = self.last_sum.q.val();
        self.there.d.next = true;
        self.copies.d.next = false;
        self.read_taken.next = false;
        // a round may be broken off behind a whole pair, once all old totals have been cleared
        self.round_ends.next = self.group.q.val() == self.last_group.val();
        self.begins.next =
            self.report.val() & !self.copying.q.val() & (self.counts.q.val() | self.round_ends.val());
        if self.there.q.val() {
            self.totals.read_address.next = bit_cast::<7, 6>(self.read_address.val()) | 64;
            self.read_taken.next = self.read.val();
            self.totals.write_address.next = self.address.val();
            self.totals.write_data.next = self.whole.val().get_bits::<32>(0);
            self.last_sum.d.next = self.whole.val().get_bits::<32>(0);
            self.there.d.next = false;
            self.copies.d.next = self.copying.q.val();
            self.copy_address.d.next = self.address.val() | 64;
            if !self.high.q.val() {
                if self.second.q.val() {
                    self.carry_second.d.next = self.whole.val().get_bit(32);
                } else {
                    self.carry_first.d.next = self.whole.val().get_bit(32);
                }
            }
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
