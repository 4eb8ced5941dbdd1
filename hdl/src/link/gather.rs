//! Blocks out of a stream of packets.

use rust_hdl::prelude::*;

use crate::base::{Reg, Stage};

/// Joins packets into blocks: `m_last` is where the reader is to get what it has.
///
/// ```text
///  s_* --> [hold] --> does anything follow? --> [stage] --> m_*
/// ```
/// A DMA engine hands a block to the host at its `last`, which costs it thousands of cycles; packets are too short for
/// that. The last word of a packet is held until the next packet's first word is offered, and goes on without `last`; or
/// until nothing has been offered for `patience` cycles, and ends the block. A block of `words` words ends in any case,
/// also within a packet. One word a cycle, latency 2, and `patience` cycles more for the last word of a block.
#[derive(Debug, LogicBlock)]
pub struct Gather {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high: nothing is held, and a block begins.
    pub reset: Signal<In, Bit>,
    /// A word is offered.
    pub s_valid: Signal<In, Bit>,
    /// It is taken.
    pub s_ready: Signal<Out, Bit>,
    /// The word.
    pub s_data: Signal<In, Bits<32>>,
    /// It is the last of its packet.
    pub s_last: Signal<In, Bit>,
    /// A word is offered.
    pub m_valid: Signal<Out, Bit>,
    /// It is taken.
    pub m_ready: Signal<In, Bit>,
    /// The word.
    pub m_data: Signal<Out, Bits<32>>,
    /// It is the last of its block.
    pub m_last: Signal<Out, Bit>,
    top: Constant<Bits<24>>,
    patience: Constant<Bits<16>>,
    expired: Signal<Local, Bit>,
    ends: Signal<Local, Bit>,
    takes: Signal<Local, Bit>,
    place: Signal<Local, Bits<24>>,
    held: Reg<Bit>,
    closing: Reg<Bit>,
    full: Reg<Bit>,
    data: Reg<Bits<32>>,
    timer: Reg<Bits<16>>,
    next_place: Reg<Bits<24>>,
    stage: Stage,
    out: Reg<Bits<32>>,
}

impl Gather {
    /// Blocks of at most `words` (1 to 2^24) words, which end `patience` cycles behind a packet that none follows.
    pub fn new(words: u32, patience: u16) -> Self {
        Self {
            clock: Default::default(),
            reset: Default::default(),
            s_valid: Default::default(),
            s_ready: Default::default(),
            s_data: Default::default(),
            s_last: Default::default(),
            m_valid: Default::default(),
            m_ready: Default::default(),
            m_data: Default::default(),
            m_last: Default::default(),
            top: Constant::new(u64::from(words.clamp(1, 1 << 24) - 1).into()),
            patience: Constant::new(u64::from(patience).into()),
            expired: Default::default(),
            ends: Default::default(),
            takes: Default::default(),
            place: Default::default(),
            held: Default::default(),
            closing: Default::default(),
            full: Default::default(),
            data: Default::default(),
            timer: Default::default(),
            next_place: Default::default(),
            stage: Default::default(),
            out: Default::default(),
        }
    }
}

impl Logic for Gather {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, held, closing, full, data, timer, next_place, out);
        self.held.reset.next = self.reset.val();
        self.closing.reset.next = self.reset.val();
        self.full.reset.next = self.reset.val();
        self.data.reset.next = self.reset.val();
        self.timer.reset.next = self.reset.val();
        self.next_place.reset.next = self.reset.val();
        self.out.reset.next = self.reset.val();
        self.stage.clock.next = self.clock.val();
        self.stage.reset.next = self.reset.val();

        self.expired.next = !self.timer.q.val().any();
        self.ends.next = self.full.q.val() | (self.closing.q.val() & !self.s_valid.val());
        self.stage.s_valid.next =
            self.held.q.val() & (!self.ends.val() | self.full.q.val() | self.expired.val());
        self.stage.s_last.next = self.ends.val();
        self.takes.next = self.s_valid.val() & (!self.held.q.val() | self.stage.load.val());
        self.s_ready.next = !self.held.q.val() | self.stage.load.val();

        // where in its block a word that is taken now would be
        self.place.next = self.next_place.q.val();
        if self.stage.load.val() & self.ends.val() {
            self.place.next = 0.into();
        }
        self.next_place.d.next = self.place.val();
        if !self.expired.val() {
            self.timer.d.next = self.timer.q.val() - 1;
        }
        if self.stage.load.val() {
            self.held.d.next = false;
            self.out.d.next = self.data.q.val();
        }
        if self.takes.val() {
            self.held.d.next = true;
            self.data.d.next = self.s_data.val();
            self.closing.d.next = self.s_last.val();
            self.full.d.next = self.place.val() == self.top.val();
            self.next_place.d.next = self.place.val() + 1;
            self.timer.d.next = self.patience.val();
        }
        self.stage.m_ready.next = self.m_ready.val();
        self.m_valid.next = self.stage.m_valid.val();
        self.m_last.next = self.stage.m_last.val();
        self.m_data.next = self.out.q.val();
    }
}
