//! The core's output stream: results and replies, packet by packet.

use rust_hdl::prelude::*;

use crate::base::Reg;

/// Whose packet is on its way.
#[derive(Copy, Clone, PartialEq, Debug, LogicState)]
pub enum Turn {
    /// Nobody's.
    Free,
    /// A RESULT.
    Result,
    /// A reply.
    Reply,
}

/// Sends RESULT packets (header, then vectors cut into words) and replies, never mixed, results first.
///
/// A word a cycle behind one output register, from one reply to the next without a gap; a vector of N codes takes N/4
/// cycles, and the next one waits in a register of its own, so that `m_ready` has no combinational way back to the array.
/// `marks` tells which words end the span that the counters report: those of RESULT and DONE.
#[derive(Debug, LogicBlock)]
pub struct Output<const B: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// A RESULT packet begins with the next vector; cleared by `result_taken`.
    pub result_request: Signal<In, Bit>,
    /// Its tag.
    pub result_tag: Signal<In, Bits<8>>,
    /// Its vectors, 1..N.
    pub result_columns: Signal<In, Bits<5>>,
    /// The request is taken.
    pub result_taken: Signal<Out, Bit>,
    /// A vector of the RESULT packet.
    pub vector_valid: Signal<In, Bit>,
    /// N codes.
    pub vector: Signal<In, Bits<B>>,
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
    columns_left: Reg<Bits<5>>,
    words_left: Reg<Bits<3>>,
    words: Reg<Bits<B>>,
    held: Reg<Bits<B>>,
    holds: Reg<Bit>,
    valid: Reg<Bit>,
    data: Reg<Bits<32>>,
    last: Reg<Bit>,
    marking: Reg<Bit>,
    open: Signal<Local, Bit>,
    sends: Signal<Local, Bit>,
    takes: Signal<Local, Bit>,
    replies: Signal<Local, Bit>,
    length: Signal<Local, Bits<16>>,
    vector_words: Constant<Bits<3>>,
    length_shift: Constant<Bits<16>>,
    tag_shift: Constant<Bits<32>>,
    word: Constant<Bits<B>>,
    opcode: Constant<Bits<32>>,
}

impl<const B: usize> Default for Output<B> {
    fn default() -> Self {
        // N/4 words a vector: 1, 2 or 4
        let vector_words = B as u64 / 32;
        Output {
            clock: Default::default(),
            reset: Default::default(),
            result_request: Default::default(),
            result_tag: Default::default(),
            result_columns: Default::default(),
            result_taken: Default::default(),
            vector_valid: Default::default(),
            vector: Default::default(),
            vector_ready: Default::default(),
            reply_valid: Default::default(),
            reply_data: Default::default(),
            reply_last: Default::default(),
            reply_marks: Default::default(),
            reply_ready: Default::default(),
            m_valid: Default::default(),
            m_ready: Default::default(),
            m_data: Default::default(),
            m_last: Default::default(),
            marks: Default::default(),
            turn: Default::default(),
            columns_left: Default::default(),
            words_left: Default::default(),
            words: Default::default(),
            held: Default::default(),
            holds: Default::default(),
            valid: Default::default(),
            data: Default::default(),
            last: Default::default(),
            marking: Default::default(),
            open: Default::default(),
            sends: Default::default(),
            takes: Default::default(),
            replies: Default::default(),
            length: Default::default(),
            vector_words: Constant::new(vector_words.into()),
            length_shift: Constant::new(u64::from(vector_words.trailing_zeros()).into()),
            tag_shift: Constant::new(16.into()),
            word: Constant::new(32.into()),
            opcode: Constant::new((u64::from(golden::core::packet::reply::RESULT) << 24).into()),
        }
    }
}

impl<const B: usize> Logic for Output<B> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(
            self,
            clock,
            turn,
            columns_left,
            words_left,
            words,
            held,
            holds,
            valid,
            data,
            last,
            marking
        );
        self.turn.reset.next = self.reset.val();
        self.columns_left.reset.next = self.reset.val();
        self.words_left.reset.next = self.reset.val();
        self.words.reset.next = self.reset.val();
        self.held.reset.next = self.reset.val();
        self.holds.reset.next = self.reset.val();
        self.valid.reset.next = self.reset.val();
        self.data.reset.next = self.reset.val();
        self.last.reset.next = self.reset.val();
        self.marking.reset.next = self.reset.val();

        // the output register takes a word whenever it is empty or emptied
        self.open.next = !self.valid.q.val() | self.m_ready.val();
        if self.open.val() {
            self.valid.d.next = false;
        }
        self.length.next = bit_cast::<16, 5>(self.result_columns.val()) << self.length_shift.val();
        self.result_taken.next = false;
        self.vector_ready.next = !self.holds.q.val();
        if self.vector_valid.val() & !self.holds.q.val() {
            self.held.d.next = self.vector.val();
            self.holds.d.next = true;
        }
        self.replies.next = false;
        self.sends.next = false;
        self.takes.next = false;
        match self.turn.q.val() {
            Turn::Free => {
                if self.open.val() & self.result_request.val() {
                    self.result_taken.next = true;
                    self.valid.d.next = true;
                    self.last.d.next = false;
                    self.marking.d.next = true;
                    self.data.d.next = self.opcode.val()
                        | (bit_cast::<32, 8>(self.result_tag.val()) << self.tag_shift.val())
                        | bit_cast::<32, 16>(self.length.val());
                    self.columns_left.d.next = self.result_columns.val();
                    self.words_left.d.next = 0.into();
                    self.turn.d.next = Turn::Result;
                } else {
                    self.replies.next = true;
                }
            }
            Turn::Result => {
                self.sends.next = self.open.val() & (self.words_left.q.val() != 0);
                self.takes.next = ((self.words_left.q.val() == 0)
                    | (self.sends.val() & (self.words_left.q.val() == 1)))
                    & self.holds.q.val()
                    & (self.columns_left.q.val() != 0);
                if self.sends.val() {
                    self.valid.d.next = true;
                    self.data.d.next = self.words.q.val().get_bits::<32>(0);
                    self.words.d.next = self.words.q.val() >> self.word.val();
                    self.words_left.d.next = self.words_left.q.val() - 1;
                    self.last.d.next = (self.words_left.q.val() == 1) & (self.columns_left.q.val() == 0);
                    if (self.words_left.q.val() == 1) & (self.columns_left.q.val() == 0) {
                        self.turn.d.next = Turn::Free;
                    }
                }
                if self.takes.val() {
                    self.words.d.next = self.held.q.val();
                    self.holds.d.next = false;
                    self.words_left.d.next = self.vector_words.val();
                    self.columns_left.d.next = self.columns_left.q.val() - 1;
                }
            }
            Turn::Reply => {
                self.replies.next = true;
            }
            _ => {
                self.turn.d.next = Turn::Free;
            }
        }
        self.reply_ready.next = self.open.val() & self.replies.val();
        if self.open.val() & self.replies.val() & self.reply_valid.val() {
            self.valid.d.next = true;
            self.data.d.next = self.reply_data.val();
            self.last.d.next = self.reply_last.val();
            self.marking.d.next = self.reply_marks.val();
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
