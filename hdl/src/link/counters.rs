//! What the link counts.

use rust_hdl::prelude::*;

use crate::base::Reg;

/// Counts cycles in which `advance` is high, modulo 2^32.
#[derive(LogicBlock, Default)]
pub(super) struct Tally {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// One more.
    pub advance: Signal<In, Bit>,
    /// How many so far.
    pub count: Signal<Out, Bits<32>>,
    held: Reg<Bits<32>>,
}

impl Logic for Tally {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, held);
        self.held.reset.next = self.reset.val();
        if self.advance.val() {
            self.held.d.next = self.held.q.val() + 1;
        }
        self.count.next = self.held.q.val();
    }
}

/// The link's counters, in the order of [`golden::link::COUNTERS`], and the way to read one of them.
#[derive(LogicBlock)]
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
    /// Which one to read.
    pub select: Signal<In, Bits<4>>,
    /// Its value, in the same cycle.
    pub value: Signal<Out, Bits<32>>,
    one: Constant<Bits<16>>,
    selected: Signal<Local, Bits<16>>,
    counters: [Tally; 16],
}

impl Default for Counters {
    fn default() -> Self {
        Self {
            clock: Default::default(),
            reset: Default::default(),
            good: Default::default(),
            bad_cobs: Default::default(),
            bad_size: Default::default(),
            bad_crc: Default::default(),
            unknown_version: Default::default(),
            unknown_channel: Default::default(),
            unknown_request: Default::default(),
            duplicates: Default::default(),
            gaps: Default::default(),
            no_room: Default::default(),
            retransmitted: Default::default(),
            gave_up: Default::default(),
            framing_errors: Default::default(),
            breaks: Default::default(),
            packets_to_core: Default::default(),
            packets_from_core: Default::default(),
            select: Default::default(),
            value: Default::default(),
            one: Constant::new(1.into()),
            selected: Default::default(),
            counters: std::array::from_fn(|_| Default::default()),
        }
    }
}

impl Logic for Counters {
    #[hdl_gen]
    fn update(&mut self) {
        self.selected.next = self.one.val() << self.select.val();
        self.value.next = 0.into();
        for j in 0..16 {
            self.counters[j].clock.next = self.clock.val();
            self.counters[j].reset.next = self.reset.val();
            if self.selected.val().get_bit(j) {
                self.value.next = self.counters[j].count.val();
            }
        }
        self.counters[0].advance.next = self.good.val();
        self.counters[1].advance.next = self.bad_cobs.val();
        self.counters[2].advance.next = self.bad_size.val();
        self.counters[3].advance.next = self.bad_crc.val();
        self.counters[4].advance.next = self.unknown_version.val();
        self.counters[5].advance.next = self.unknown_channel.val();
        self.counters[6].advance.next = self.unknown_request.val();
        self.counters[7].advance.next = self.duplicates.val();
        self.counters[8].advance.next = self.gaps.val();
        self.counters[9].advance.next = self.no_room.val();
        self.counters[10].advance.next = self.retransmitted.val();
        self.counters[11].advance.next = self.gave_up.val();
        self.counters[12].advance.next = self.framing_errors.val();
        self.counters[13].advance.next = self.breaks.val();
        self.counters[14].advance.next = self.packets_to_core.val();
        self.counters[15].advance.next = self.packets_from_core.val();
    }
}
