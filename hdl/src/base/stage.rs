//! The control of one stage of a valid/ready pipeline.

use super::Reg;
use rust_hdl::prelude::*;

/// Says when the data registers of one pipeline stage take their input.
///
/// ```text
///             +-----------------------+
///  s_valid -->| valid, last           |--> m_valid, m_last
///  s_last  -->|   (registers)         |
///  s_ready <--| !valid | m_ready      |<-- m_ready
///             +-----------+-----------+
///                         v load = s_valid & s_ready: the data registers of the stage take their input
/// ```
///
/// A stage is ready when it is empty or about to become so: bubbles close up while the output waits, and a stream
/// without bubbles moves one beat a cycle. Latency 1. `ready` runs through combinationally from the end of the
/// pipeline to its beginning, valid and data never do.
#[derive(Debug, Default, LogicBlock)]
pub struct Stage {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high: the stage is empty.
    pub reset: Signal<In, Bit>,
    /// A beat is offered.
    pub s_valid: Signal<In, Bit>,
    /// The beat would be taken.
    pub s_ready: Signal<Out, Bit>,
    /// The beat is the last of its transfer.
    pub s_last: Signal<In, Bit>,
    /// The stage holds a beat.
    pub m_valid: Signal<Out, Bit>,
    /// The beat held is taken.
    pub m_ready: Signal<In, Bit>,
    /// The beat held is the last of its transfer.
    pub m_last: Signal<Out, Bit>,
    /// The data registers take their input at the next edge.
    pub load: Signal<Out, Bit>,
    open: Signal<Local, Bit>,
    take: Signal<Local, Bit>,
    valid: Reg<Bit>,
    last: Reg<Bit>,
}

impl Logic for Stage {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, valid, last);
        self.valid.reset.next = self.reset.val();
        self.last.reset.next = self.reset.val();
        self.open.next = !self.valid.q.val() | self.m_ready.val();
        self.take.next = self.open.val() & self.s_valid.val();
        if self.open.val() {
            self.valid.d.next = self.s_valid.val();
        }
        if self.take.val() {
            self.last.d.next = self.s_last.val();
        }
        self.s_ready.next = self.open.val();
        self.load.next = self.take.val();
        self.m_valid.next = self.valid.q.val();
        self.m_last.next = self.last.q.val();
    }
}
