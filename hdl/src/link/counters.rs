//! What the link counts.

use rust_hdl::prelude::*;

use crate::base::{Each, Last, Ordinals, Reg, Store};

/// How many there are.
const COUNTERS: usize = golden::link::COUNTERS.len();
/// How many of them come from the line.
const LINE: usize = COUNTERS - 2;

/// The link's counters, in the order of [`golden::link::COUNTERS`], and the way to read one of them: 32 bits each, modulo
/// 2^32.
///
/// ```text
///  events --> 16 x [waiting] -------> + --> totals
///                        totals -----^       +--> value
/// ```
///
/// * The totals are in a memory: one after the other takes what is waiting for it, a counter in two cycles. A `read` goes
///   before that and puts a visit off by a cycle or two.
/// * Of packets to and from the core up to 7 wait: the boxes hold 4, which is the most that come in the 32 cycles of a round
///   and those that reads put it off by. All other events come once a byte of the line at most, which takes 38 cycles and
///   more: of these one waits.
/// * After reset the first round takes every old total for 0.
#[derive(LogicBlock, Default)]
pub struct Counters {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// A frame that is right in every respect.
    pub good: Signal<In, Bit>,
    /// A frame that a delimiter cut short.
    pub bad_cobs: Signal<In, Bit>,
    /// A frame too short, too long, or of a length that does not fit.
    pub bad_size: Signal<In, Bit>,
    /// A frame with a wrong checksum.
    pub bad_crc: Signal<In, Bit>,
    /// A frame of another protocol version.
    pub unknown_version: Signal<In, Bit>,
    /// A frame on a channel that does not exist.
    pub unknown_channel: Signal<In, Bit>,
    /// A request that does not exist.
    pub unknown_request: Signal<In, Bit>,
    /// A packet that had come before.
    pub duplicates: Signal<In, Bit>,
    /// A packet ahead of the expected one.
    pub gaps: Signal<In, Bit>,
    /// The expected packet while no slot was free.
    pub no_room: Signal<In, Bit>,
    /// A packet sent once more.
    pub retransmitted: Signal<In, Bit>,
    /// The last retransmission went unanswered.
    pub gave_up: Signal<In, Bit>,
    /// A byte without stop bit.
    pub framing_errors: Signal<In, Bit>,
    /// A line that was low for a whole byte.
    pub breaks: Signal<In, Bit>,
    /// The core has taken a packet.
    pub packets_to_core: Signal<In, Bit>,
    /// The core has given a packet.
    pub packets_from_core: Signal<In, Bit>,
    /// Reads a counter.
    pub read: Signal<In, Bit>,
    /// Which.
    pub select: Signal<In, Bits<4>>,
    /// Its value, a cycle after `read`, and in that cycle alone.
    pub value: Signal<Out, Bits<32>>,
    totals: Store<Bits<32>, 4>,
    // of the line, then of packets to the core and from it
    waiting: Each<Reg<Bit>, LINE>,
    packets: Each<Reg<Bits<3>>, 2>,
    advance: Each<Signal<Local, Bit>, COUNTERS>,
    // the counter that is visited, and whether its total has been read
    visited: Reg<Bits<4>>,
    there: Reg<Bit>,
    // old totals count: not in the first round
    counts: Reg<Bit>,
    old: Signal<Local, Bits<32>>,
    more: Signal<Local, Bits<3>>,
    samples: Signal<Local, Bit>,
    takes: Signal<Local, Bit>,
    // what the counter that is visited advances by, and that it is known
    step: Reg<Bits<3>>,
    known: Reg<Bit>,
    number: Ordinals<COUNTERS, 4>,
    last: Last<COUNTERS, 4>,
}

impl Logic for Counters {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, visited, there, counts, step, known);
        self.step.reset.next = self.reset.val();
        self.known.reset.next = self.reset.val();
        self.visited.reset.next = self.reset.val();
        self.there.reset.next = self.reset.val();
        self.counts.reset.next = self.reset.val();
        self.totals.clock.next = self.clock.val();

        self.advance[0].next = self.good.val();
        self.advance[1].next = self.bad_cobs.val();
        self.advance[2].next = self.bad_size.val();
        self.advance[3].next = self.bad_crc.val();
        self.advance[4].next = self.unknown_version.val();
        self.advance[5].next = self.unknown_channel.val();
        self.advance[6].next = self.unknown_request.val();
        self.advance[7].next = self.duplicates.val();
        self.advance[8].next = self.gaps.val();
        self.advance[9].next = self.no_room.val();
        self.advance[10].next = self.retransmitted.val();
        self.advance[11].next = self.gave_up.val();
        self.advance[12].next = self.framing_errors.val();
        self.advance[13].next = self.breaks.val();
        self.advance[14].next = self.packets_to_core.val();
        self.advance[15].next = self.packets_from_core.val();

        // read, then write; what it advances by is taken with the first read, and kept when another read comes between
        self.samples.next = !self.there.q.val() & !self.read.val() & !self.known.q.val();
        self.takes.next = self.there.q.val() & !self.read.val();
        self.more.next = 0.into();
        for j in 0..LINE {
            self.waiting[j].clock.next = self.clock.val();
            self.waiting[j].reset.next = self.reset.val();
            self.waiting[j].d.next = self.waiting[j].q.val() | self.advance[j].val();
            if self.visited.q.val() == self.number[j].val() {
                self.more.next = 0.into();
                if self.waiting[j].q.val() {
                    self.more.next = 1.into();
                }
                if self.samples.val() {
                    self.waiting[j].d.next = self.advance[j].val();
                }
            }
        }
        for j in 0..2 {
            self.packets[j].clock.next = self.clock.val();
            self.packets[j].reset.next = self.reset.val();
            self.packets[j].d.next = self.packets[j].q.val();
            if self.advance[j + 14].val() {
                self.packets[j].d.next = self.packets[j].q.val() + 1;
            }
            if self.visited.q.val() == self.number[j + 14].val() {
                self.more.next = self.packets[j].q.val();
                if self.samples.val() {
                    self.packets[j].d.next = 0.into();
                    if self.advance[j + 14].val() {
                        self.packets[j].d.next = 1.into();
                    }
                }
            }
        }
        if self.samples.val() {
            self.step.d.next = self.more.val();
            self.known.d.next = true;
        }
        self.old.next = 0.into();
        if self.counts.q.val() {
            self.old.next = self.totals.read_data.val();
        }
        self.totals.read_enable.next = !self.takes.val();
        self.totals.read_address.next = self.visited.q.val();
        if self.read.val() {
            self.totals.read_address.next = self.select.val();
        }
        self.there.d.next = !self.there.q.val() & !self.read.val();
        self.totals.write_enable.next = self.takes.val();
        self.totals.write_address.next = self.visited.q.val();
        self.totals.write_data.next = self.old.val() + bit_cast::<32, 3>(self.step.q.val());
        if self.takes.val() {
            self.known.d.next = false;
            self.visited.d.next = self.visited.q.val() + 1;
            if self.visited.q.val() == self.last.val() {
                self.counts.d.next = true;
            }
        }
        self.value.next = self.totals.read_data.val();
    }
}
