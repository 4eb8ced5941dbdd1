//! The end of a pipeline that stalls as a whole.

use rust_hdl::prelude::*;

use crate::base::Reg;

/// Two results wait here, so that `advance` is a register: the pipeline stops a step after its results are no longer
/// taken, and the step has room.
///
/// ```text
///  s_data --+--> [waiting] --+--> [out] --> m_data          advance = !waiting_valid
///           +----------------+
/// ```
#[derive(Debug, Default, LogicBlock)]
pub struct Outlet<const W: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high: both places are empty.
    pub reset: Signal<In, Bit>,
    /// The pipeline moves on.
    pub advance: Signal<Out, Bit>,
    /// Its last register holds a result.
    pub s_valid: Signal<In, Bit>,
    /// The result.
    pub s_data: Signal<In, Bits<W>>,
    /// It is the first of its channel.
    pub s_first: Signal<In, Bit>,
    /// The first of a channel is on its way to `m_data`: there in the next cycle.
    pub entering: Signal<Out, Bit>,
    /// A result is there.
    pub m_valid: Signal<Out, Bit>,
    /// It is taken.
    pub m_ready: Signal<In, Bit>,
    /// The result.
    pub m_data: Signal<Out, Bits<W>>,
    push: Signal<Local, Bit>,
    free: Signal<Local, Bit>,
    out_valid: Reg<Bit>,
    out: Reg<Bits<W>>,
    waiting_valid: Reg<Bit>,
    waiting_first: Reg<Bit>,
    waiting: Reg<Bits<W>>,
}

impl<const W: usize> Logic for Outlet<W> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, out_valid, out, waiting_valid, waiting_first, waiting);
        self.out_valid.reset.next = self.reset.val();
        self.out.reset.next = self.reset.val();
        self.waiting_valid.reset.next = self.reset.val();
        self.waiting_first.reset.next = self.reset.val();
        self.waiting.reset.next = self.reset.val();
        self.push.next = self.s_valid.val() & !self.waiting_valid.q.val();
        self.free.next = !self.out_valid.q.val() | self.m_ready.val();
        self.entering.next = false;
        if self.free.val() {
            self.out_valid.d.next = self.push.val() | self.waiting_valid.q.val();
            self.out.d.next = self.s_data.val();
            self.entering.next = self.push.val() & self.s_first.val();
            if self.waiting_valid.q.val() {
                self.out.d.next = self.waiting.q.val();
                self.entering.next = self.waiting_first.q.val();
            }
            self.waiting_valid.d.next = false;
        } else if self.push.val() {
            self.waiting_valid.d.next = true;
        }
        if !self.waiting_valid.q.val() {
            self.waiting.d.next = self.s_data.val();
            self.waiting_first.d.next = self.s_first.val();
        }
        self.advance.next = !self.waiting_valid.q.val();
        self.m_valid.next = self.out_valid.q.val();
        self.m_data.next = self.out.q.val();
    }
}
