//! A stream that is cut in both directions.

use super::Reg;
use rust_hdl::prelude::*;

/// Two places of a valid/ready stream, whose `s_ready` is a register.
///
/// ```text
///  s_* --+-----------> [out] --> m_*
///        +--> [spare] --^
/// ```
///
/// A [`Stage`](super::Stage) hands `ready` through; here what has come while the output stood still waits in the spare place,
/// and `s_ready` says that this is free. A beat a cycle, latency 1.
#[derive(Clone, Debug, Default, LogicBlock)]
pub struct Skid<T: Synth> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high: empties both places.
    pub reset: Signal<In, Bit>,
    /// A beat is offered.
    pub s_valid: Signal<In, Bit>,
    /// It is taken.
    pub s_ready: Signal<Out, Bit>,
    /// The beat.
    pub s_data: Signal<In, T>,
    /// A beat is offered.
    pub m_valid: Signal<Out, Bit>,
    /// It is taken.
    pub m_ready: Signal<In, Bit>,
    /// The beat.
    pub m_data: Signal<Out, T>,
    out_valid: Reg<Bit>,
    out: Reg<T>,
    spare_valid: Reg<Bit>,
    spare: Reg<T>,
    take: Signal<Local, Bit>,
    open: Signal<Local, Bit>,
}

impl<T: Synth> Logic for Skid<T> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, out_valid, out, spare_valid, spare);
        self.out_valid.reset.next = self.reset.val();
        self.out.reset.next = self.reset.val();
        self.spare_valid.reset.next = self.reset.val();
        self.spare.reset.next = self.reset.val();
        self.take.next = self.s_valid.val() & !self.spare_valid.q.val();
        self.open.next = !self.out_valid.q.val() | self.m_ready.val();
        if self.open.val() {
            self.out_valid.d.next = self.take.val() | self.spare_valid.q.val();
            self.out.d.next = self.s_data.val();
            if self.spare_valid.q.val() {
                self.out.d.next = self.spare.q.val();
            }
            self.spare_valid.d.next = false;
        } else if self.take.val() {
            self.spare_valid.d.next = true;
            self.spare.d.next = self.s_data.val();
        }
        self.s_ready.next = !self.spare_valid.q.val();
        self.m_valid.next = self.out_valid.q.val();
        self.m_data.next = self.out.q.val();
    }
}
