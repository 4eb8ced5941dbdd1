//! The core's output stream: results and replies, packet by packet.

use rust_hdl::prelude::*;

use crate::base::{Number, Reg};
use crate::core::output::Turn;

/// Sends RESULT packets (header, then the codes of each column, a word) and replies, never mixed, results first.
///
/// As [`Output`](crate::core::output::Output) for vectors of one word: a word a cycle behind one register. A vector waits
/// where it comes from, and the first of a tile asks for the header.
#[derive(Debug, Default, LogicBlock)]
pub struct Outlet {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The tag of the RESULT packet.
    pub tag: Signal<In, Bits<8>>,
    /// Its vectors, 1 to 4.
    pub columns: Signal<In, Bits<3>>,
    /// A vector of a RESULT packet.
    pub vector_valid: Signal<In, Bit>,
    /// Four codes.
    pub vector: Signal<In, Bits<32>>,
    /// It is taken.
    pub vector_ready: Signal<Out, Bit>,
    /// A word of a reply.
    pub reply_valid: Signal<In, Bit>,
    /// The word.
    pub reply_data: Signal<In, Bits<32>>,
    /// It is the packet's last.
    pub reply_last: Signal<In, Bit>,
    /// The reply is a DONE.
    pub reply_marks: Signal<In, Bit>,
    /// It is taken.
    pub reply_ready: Signal<Out, Bit>,
    /// A word is offered.
    pub m_valid: Signal<Out, Bit>,
    /// It is taken.
    pub m_ready: Signal<In, Bit>,
    /// The word.
    pub m_data: Signal<Out, Bits<32>>,
    /// It is the packet's last.
    pub m_last: Signal<Out, Bit>,
    /// A word of a RESULT or DONE goes out in this cycle.
    pub marks: Signal<Out, Bit>,
    turn: Reg<Turn>,
    left: Reg<Bits<3>>,
    valid: Reg<Bit>,
    data: Reg<Bits<32>>,
    last: Reg<Bit>,
    marking: Reg<Bit>,
    open: Signal<Local, Bit>,
    opens: Signal<Local, Bit>,
    takes: Signal<Local, Bit>,
    replies: Signal<Local, Bit>,
    place: Number<16, 32>,
    header: Number<{ (golden::core::packet::reply::RESULT as usize) << 24 }, 32>,
}

impl Logic for Outlet {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, turn, left, valid, data, last, marking);
        self.turn.reset.next = self.reset.val();
        self.left.reset.next = self.reset.val();
        self.valid.reset.next = self.reset.val();
        self.data.reset.next = self.reset.val();
        self.last.reset.next = self.reset.val();
        self.marking.reset.next = self.reset.val();

        // the register takes a word whenever it is empty or emptied
        self.open.next = !self.valid.q.val() | self.m_ready.val();
        self.opens.next = self.open.val() & self.vector_valid.val() & (self.turn.q.val() == Turn::Free);
        self.takes.next = self.open.val() & self.vector_valid.val() & (self.turn.q.val() == Turn::Result);
        self.replies.next = self.open.val()
            & ((self.turn.q.val() == Turn::Reply)
                | ((self.turn.q.val() == Turn::Free) & !self.vector_valid.val()));
        self.vector_ready.next = self.takes.val();
        self.reply_ready.next = self.replies.val();
        if self.open.val() {
            self.valid.d.next =
                self.opens.val() | self.takes.val() | (self.replies.val() & self.reply_valid.val());
            self.data.d.next = self.reply_data.val();
            self.last.d.next = self.reply_last.val();
            self.marking.d.next = self.reply_marks.val();
        }
        if self.opens.val() {
            self.data.d.next = self.header.val()
                | (bit_cast::<32, 8>(self.tag.val()) << self.place.val())
                | bit_cast::<32, 3>(self.columns.val());
            self.last.d.next = false;
            self.marking.d.next = true;
            self.left.d.next = self.columns.val();
            self.turn.d.next = Turn::Result;
        }
        if self.takes.val() {
            self.data.d.next = self.vector.val();
            self.last.d.next = self.left.q.val() == 1;
            self.marking.d.next = true;
            self.left.d.next = self.left.q.val() - 1;
            if self.left.q.val() == 1 {
                self.turn.d.next = Turn::Free;
            }
        }
        if self.replies.val() & self.reply_valid.val() {
            self.turn.d.next = Turn::Reply;
            if self.reply_last.val() {
                self.turn.d.next = Turn::Free;
            }
        }
        self.m_valid.next = self.valid.q.val();
        self.m_data.next = self.data.q.val();
        self.m_last.next = self.last.q.val();
        self.marks.next = self.valid.q.val() & self.m_ready.val() & self.marking.q.val();
    }
}
