//! What a PCIe port counts.

use rust_hdl::prelude::*;

use crate::base::Reg;

/// Counts cycles in which `advance` is high, modulo 2^32.
#[derive(LogicBlock, Default)]
struct Tally {
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

/// The counters of a port, in the order of [`golden::link::pcie::COUNTERS`], and the way to read one of them.
#[derive(LogicBlock)]
pub struct Traffic {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// A word of the host is taken.
    pub words_in: Signal<In, Bit>,
    /// The host takes a word.
    pub words_out: Signal<In, Bit>,
    /// The host offers a word that is not taken.
    pub stalls_in: Signal<In, Bit>,
    /// A word is offered that the host does not take.
    pub stalls_out: Signal<In, Bit>,
    /// The core takes the last word of a packet.
    pub packets_to_core: Signal<In, Bit>,
    /// The core gives the last word of a packet.
    pub packets_from_core: Signal<In, Bit>,
    /// A word is dropped for what it is.
    pub dropped: Signal<In, Bit>,
    /// The core has let a word wait for too long.
    pub expired: Signal<In, Bit>,
    /// Which one to read.
    pub select: Signal<In, Bits<4>>,
    /// Its value, in the same cycle.
    pub value: Signal<Out, Bits<32>>,
    one: Constant<Bits<16>>,
    selected: Signal<Local, Bits<16>>,
    counters: [Tally; 9],
}

impl Default for Traffic {
    fn default() -> Self {
        Self {
            clock: Default::default(),
            reset: Default::default(),
            words_in: Default::default(),
            words_out: Default::default(),
            stalls_in: Default::default(),
            stalls_out: Default::default(),
            packets_to_core: Default::default(),
            packets_from_core: Default::default(),
            dropped: Default::default(),
            expired: Default::default(),
            select: Default::default(),
            value: Default::default(),
            one: Constant::new(1.into()),
            selected: Default::default(),
            counters: std::array::from_fn(|_| Default::default()),
        }
    }
}

impl Logic for Traffic {
    #[hdl_gen]
    fn update(&mut self) {
        self.selected.next = self.one.val() << self.select.val();
        self.value.next = 0.into();
        for j in 0..9 {
            self.counters[j].clock.next = self.clock.val();
            self.counters[j].reset.next = self.reset.val();
            if self.selected.val().get_bit(j) {
                self.value.next = self.counters[j].count.val();
            }
        }
        // every cycle
        self.counters[0].advance.next = true;
        self.counters[1].advance.next = self.words_in.val();
        self.counters[2].advance.next = self.words_out.val();
        self.counters[3].advance.next = self.stalls_in.val();
        self.counters[4].advance.next = self.stalls_out.val();
        self.counters[5].advance.next = self.packets_to_core.val();
        self.counters[6].advance.next = self.packets_from_core.val();
        self.counters[7].advance.next = self.dropped.val();
        self.counters[8].advance.next = self.expired.val();
    }
}
