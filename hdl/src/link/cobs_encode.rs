//! A byte stream out of frames.

use rust_hdl::prelude::*;

use crate::base::{Ram, Reg};

/// What the reading side gives out next.
#[derive(Clone, Copy, Debug, PartialEq, LogicState)]
enum State {
    /// A group's code.
    Code,
    /// A group's bytes.
    Data,
    /// The zero behind the last group of a frame.
    Delimiter,
}

/// Consistent overhead byte stuffing, encoding (Cheshire and Baker, IEEE/ACM Trans. Networking 7(2), 1999).
///
/// ```text
///             +- bank 0, 254 bytes -+
/// s_data -> fill                  drain -> code, bytes, ..., 0 (m_last)
///             +- bank 1, 254 bytes -+
/// ```
/// A group is the bytes up to the next zero, at most 254; its code, which goes first, is known at its end only, so a
/// group is gathered in one bank while the one before leaves the other. A frame that ends in a group of 254 bytes
/// gets no empty group behind it. `s_last` marks the last byte of a frame, which holds at least one byte; the zero
/// behind the frame carries `m_last`. One byte a cycle on either side; a group's code is on offer in the cycle after its
/// last byte came. Groups of like length follow one another without a gap; behind a short group, a long one is waited
/// for. A stalled reader stalls the writer, nothing is lost.
#[derive(LogicBlock)]
pub struct CobsEncode {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// A byte of the frame is offered.
    pub s_valid: Signal<In, Bit>,
    /// It is taken in this cycle.
    pub s_ready: Signal<Out, Bit>,
    /// The byte.
    pub s_data: Signal<In, Bits<8>>,
    /// It is the last of its frame.
    pub s_last: Signal<In, Bit>,
    /// A byte for the line is offered.
    pub m_valid: Signal<Out, Bit>,
    /// It is taken in this cycle.
    pub m_ready: Signal<In, Bit>,
    /// The byte.
    pub m_data: Signal<Out, Bits<8>>,
    /// It is the zero that ends the frame.
    pub m_last: Signal<Out, Bit>,
    second_bank: Constant<Bits<9>>,
    bytes: Ram<Bits<8>, 9>,
    // Groups gathered and groups sent, modulo 4; the lowest bit is the bank.
    gathered: Reg<Bits<2>>,
    sent: Reg<Bits<2>>,
    waiting: Signal<Local, Bits<2>>,
    // The group being gathered.
    count: Reg<Bits<8>>,
    empty_tail: Reg<Bit>,
    open: Signal<Local, Bit>,
    take: Signal<Local, Bit>,
    next_count: Signal<Local, Bits<8>>,
    close: Signal<Local, Bit>,
    close_code: Signal<Local, Bits<8>>,
    close_final: Signal<Local, Bit>,
    // The two banks' codes.
    code_0: Reg<Bits<8>>,
    code_1: Reg<Bits<8>>,
    final_0: Reg<Bit>,
    final_1: Reg<Bit>,
    // The group being sent.
    state: Reg<State>,
    position: Reg<Bits<8>>,
    next_position: Signal<Local, Bits<8>>,
    code: Signal<Local, Bits<8>>,
    is_final: Signal<Local, Bit>,
    finish: Signal<Local, Bit>,
}

impl Default for CobsEncode {
    fn default() -> Self {
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
            second_bank: Constant::new(256.into()),
            bytes: Default::default(),
            gathered: Default::default(),
            sent: Default::default(),
            waiting: Default::default(),
            count: Default::default(),
            empty_tail: Default::default(),
            open: Default::default(),
            take: Default::default(),
            next_count: Default::default(),
            close: Default::default(),
            close_code: Default::default(),
            close_final: Default::default(),
            code_0: Default::default(),
            code_1: Default::default(),
            final_0: Default::default(),
            final_1: Default::default(),
            state: Default::default(),
            position: Default::default(),
            next_position: Default::default(),
            code: Default::default(),
            is_final: Default::default(),
            finish: Default::default(),
        }
    }
}

impl Logic for CobsEncode {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(
            self, clock, gathered, sent, count, empty_tail, code_0, code_1, final_0, final_1, state, position
        );
        self.bytes.clock.next = self.clock.val();
        self.gathered.reset.next = self.reset.val();
        self.sent.reset.next = self.reset.val();
        self.count.reset.next = self.reset.val();
        self.empty_tail.reset.next = self.reset.val();
        self.code_0.reset.next = self.reset.val();
        self.code_1.reset.next = self.reset.val();
        self.final_0.reset.next = self.reset.val();
        self.final_1.reset.next = self.reset.val();
        self.state.reset.next = self.reset.val();
        self.position.reset.next = self.reset.val();

        // Gather.
        self.waiting.next = self.gathered.q.val() - self.sent.q.val();
        self.open.next = !self.waiting.val().get_bit(1);
        self.s_ready.next = self.open.val() && !self.empty_tail.q.val();
        self.take.next = self.s_valid.val() && self.open.val() && !self.empty_tail.q.val();
        self.next_count.next = self.count.q.val() + 1;

        self.bytes.write_enable.next = self.take.val();
        self.bytes.write_data.next = self.s_data.val();
        self.bytes.write_address.next = bit_cast::<9, 8>(self.count.q.val());
        if self.gathered.q.val().get_bit(0) {
            self.bytes.write_address.next = bit_cast::<9, 8>(self.count.q.val()) | self.second_bank.val();
        }

        self.close.next = false;
        self.close_final.next = false;
        self.close_code.next = self.next_count.val();
        if self.take.val() {
            self.count.d.next = self.next_count.val();
            if !self.s_data.val().any() {
                // The zero itself is not stored: the code stands for it.
                self.close.next = true;
                self.empty_tail.d.next = self.s_last.val();
            } else if self.s_last.val() || (self.next_count.val() == 254) {
                self.close.next = true;
                self.close_code.next = self.next_count.val() + 1;
                self.close_final.next = self.s_last.val();
            }
        } else if self.open.val() && self.empty_tail.q.val() {
            // Behind a last byte that was zero.
            self.close.next = true;
            self.close_final.next = true;
            self.empty_tail.d.next = false;
        }
        if self.close.val() {
            self.count.d.next = 0.into();
            self.gathered.d.next = self.gathered.q.val() + 1;
            if self.gathered.q.val().get_bit(0) {
                self.code_1.d.next = self.close_code.val();
                self.final_1.d.next = self.close_final.val();
            } else {
                self.code_0.d.next = self.close_code.val();
                self.final_0.d.next = self.close_final.val();
            }
        }

        // Send.
        self.code.next = self.code_0.q.val();
        self.is_final.next = self.final_0.q.val();
        if self.sent.q.val().get_bit(0) {
            self.code.next = self.code_1.q.val();
            self.is_final.next = self.final_1.q.val();
        }
        self.next_position.next = self.position.q.val() + 1;
        self.bytes.read_enable.next = false;
        self.bytes.read_address.next = bit_cast::<9, 8>(self.position.q.val());
        if self.sent.q.val().get_bit(0) {
            self.bytes.read_address.next = bit_cast::<9, 8>(self.position.q.val()) | self.second_bank.val();
        }
        self.m_valid.next = true;
        self.m_last.next = false;
        self.m_data.next = 0.into();
        self.finish.next = false;
        match self.state.q.val() {
            State::Code => {
                self.m_valid.next = self.waiting.val().any();
                self.m_data.next = self.code.val();
                if self.waiting.val().any() && self.m_ready.val() {
                    if self.code.val() == 1 {
                        self.finish.next = true;
                    } else {
                        self.bytes.read_enable.next = true;
                        self.position.d.next = self.next_position.val();
                        self.state.d.next = State::Data;
                    }
                }
            }
            State::Data => {
                // `position` is one ahead of the byte on the output.
                self.m_data.next = self.bytes.read_data.val();
                if self.m_ready.val() {
                    if self.next_position.val() == self.code.val() {
                        self.finish.next = true;
                    } else {
                        self.bytes.read_enable.next = true;
                        self.position.d.next = self.next_position.val();
                    }
                }
            }
            State::Delimiter => {
                self.m_last.next = true;
                if self.m_ready.val() {
                    self.state.d.next = State::Code;
                }
            }
        }
        if self.finish.val() {
            self.sent.d.next = self.sent.q.val() + 1;
            self.position.d.next = 0.into();
            self.state.d.next = State::Code;
            if self.is_final.val() {
                self.state.d.next = State::Delimiter;
            }
        }
    }
}
