//! Packets out of a stream of words.

use rust_hdl::prelude::*;

use crate::base::{Last, Reg, Stage};

/// Puts `last` on the final word of each packet, as its header says: bits 15:0 are the words that follow it.
///
/// ```text
///  s_data --> header? --> [left] --> last
///     \----------------------------> [stage] --> m_*
/// ```
/// For ways on which a packet's end is lost, as between a file and a DMA engine's stream. One word a cycle, latency 1.
/// Whatever the words are, each belongs to a packet; only `reset` begins anew.
#[derive(Debug, Default, LogicBlock)]
pub struct Delimit {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high: the next word is a header.
    pub reset: Signal<In, Bit>,
    /// A word is offered.
    pub s_valid: Signal<In, Bit>,
    /// It would be taken.
    pub s_ready: Signal<Out, Bit>,
    /// The word.
    pub s_data: Signal<In, Bits<32>>,
    /// A word is offered.
    pub m_valid: Signal<Out, Bit>,
    /// It is taken.
    pub m_ready: Signal<In, Bit>,
    /// The word.
    pub m_data: Signal<Out, Bits<32>>,
    /// It is the last of its packet.
    pub m_last: Signal<Out, Bit>,
    one: Last<2, 16>,
    body: Signal<Local, Bit>,
    left: Reg<Bits<16>>,
    stage: Stage,
    data: Reg<Bits<32>>,
}

impl Logic for Delimit {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, left, data);
        self.left.reset.next = self.reset.val();
        self.data.reset.next = self.reset.val();
        self.stage.clock.next = self.clock.val();
        self.stage.reset.next = self.reset.val();

        self.body.next = self.left.q.val().any();
        self.stage.s_valid.next = self.s_valid.val();
        self.stage.s_last.next = !self.s_data.val().get_bits::<16>(0).any();
        if self.body.val() {
            self.stage.s_last.next = self.left.q.val() == self.one.val();
        }
        if self.stage.load.val() {
            self.data.d.next = self.s_data.val();
            self.left.d.next = self.s_data.val().get_bits::<16>(0);
            if self.body.val() {
                self.left.d.next = self.left.q.val() - 1;
            }
        }
        self.s_ready.next = self.stage.s_ready.val();
        self.stage.m_ready.next = self.m_ready.val();
        self.m_valid.next = self.stage.m_valid.val();
        self.m_last.next = self.stage.m_last.val();
        self.m_data.next = self.data.q.val();
    }
}
