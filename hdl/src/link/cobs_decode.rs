//! Frames out of a byte stream.

use rust_hdl::prelude::*;

use crate::base::Reg;

/// Consistent overhead byte stuffing, decoding (Cheshire and Baker, IEEE/ACM Trans. Networking 7(2), 1999).
///
/// ```text
/// s_data -> is it a code, a byte or the delimiter? -> [m_valid, m_data] [m_end, m_good]
/// ```
/// A code `c` announces `c - 1` bytes without a zero, and a zero behind them unless `c` is 255 or the frame ends
/// there. The zero is given out when the next code shows that the frame goes on, so that every byte in gives at most
/// one byte out, one cycle later, and the stream never stalls. A zero on the line always ends the frame: `m_end` for
/// one cycle, with `m_good` low when the last code announced bytes that did not come. Empty frames (zeros in a row)
/// are passed over in silence. There is no limit on the length of a frame.
#[derive(LogicBlock, Default)]
pub struct CobsDecode {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// A byte from the line.
    pub s_valid: Signal<In, Bit>,
    /// The byte.
    pub s_data: Signal<In, Bits<8>>,
    /// A byte of the frame.
    pub m_valid: Signal<Out, Bit>,
    /// The byte.
    pub m_data: Signal<Out, Bits<8>>,
    /// The frame is over; never together with `m_valid`.
    pub m_end: Signal<Out, Bit>,
    /// With `m_end`: the frame was whole.
    pub m_good: Signal<Out, Bit>,
    left: Reg<Bits<8>>,
    started: Reg<Bit>,
    full: Reg<Bit>,
    valid: Reg<Bit>,
    data: Reg<Bits<8>>,
    ended: Reg<Bit>,
    good: Reg<Bit>,
}

impl Logic for CobsDecode {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, left, started, full, valid, data, ended, good);
        self.left.reset.next = self.reset.val();
        self.started.reset.next = self.reset.val();
        self.full.reset.next = self.reset.val();
        self.valid.reset.next = self.reset.val();
        self.data.reset.next = self.reset.val();
        self.ended.reset.next = self.reset.val();
        self.good.reset.next = self.reset.val();

        self.valid.d.next = false;
        self.ended.d.next = false;
        if self.s_valid.val() {
            if !self.s_data.val().any() {
                self.ended.d.next = self.started.q.val();
                self.good.d.next = !self.left.q.val().any();
                self.left.d.next = 0.into();
                self.started.d.next = false;
            } else if self.left.q.val().any() {
                self.valid.d.next = true;
                self.data.d.next = self.s_data.val();
                self.left.d.next = self.left.q.val() - 1;
            } else {
                self.valid.d.next = self.started.q.val() && !self.full.q.val();
                self.data.d.next = 0.into();
                self.left.d.next = self.s_data.val() - 1;
                self.started.d.next = true;
                self.full.d.next = self.s_data.val().all();
            }
        }
        self.m_valid.next = self.valid.q.val();
        self.m_data.next = self.data.q.val();
        self.m_end.next = self.ended.q.val();
        self.m_good.next = self.good.q.val();
    }
}
