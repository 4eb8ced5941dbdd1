//! What is wrong with a word of a packet.

use golden::core::Reason;
use rust_hdl::prelude::*;

use crate::base::{Number, Reg, Setting};

/// The [`Reason`] to refuse a packet at the word that is offered, 0 for none.
///
/// What a word says is looked at in one cycle and counts in the next: an argument, and what follows that of READ, must have
/// been offered for a cycle before they are taken.
///
/// Of one word bad argument comes before busy before truncated and overlong.
#[derive(Debug, Default, LogicBlock)]
pub struct Judge {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The word is the header.
    pub at_header: Signal<In, Bit>,
    /// It is the one that follows it.
    pub at_argument: Signal<In, Bit>,
    /// It is one behind that.
    pub at_data: Signal<In, Bit>,
    /// The word.
    pub s_data: Signal<In, Bits<32>>,
    /// It is the packet's last, or the header that is judged was.
    pub s_last: Signal<In, Bit>,
    /// Words that the header announces, while it is judged.
    pub left: Signal<In, Bits<16>>,
    /// As in [`Opcode`](super::opcode::Opcode), of the packet.
    pub bare: Signal<In, Bit>,
    /// Likewise.
    pub run: Signal<In, Bit>,
    /// Likewise.
    pub reads: Signal<In, Bit>,
    /// Likewise.
    pub samples: Signal<In, Bit>,
    /// Likewise.
    pub writes: Signal<In, Bit>,
    /// A program runs.
    pub running: Signal<In, Bit>,
    /// The word is the last that is announced, other than the header.
    pub single: Signal<In, Bit>,
    /// The header announces no words.
    pub none: Signal<Out, Bit>,
    /// The reason, where there is one.
    pub fault: Signal<Out, Bits<8>>,
    /// There is one.
    pub refused: Signal<Out, Bit>,
    /// There are norm parameters to read.
    pub normalises: Setting<Bit>,
    /// N.
    pub lanes: Setting<Bits<6>>,
    nothing: Signal<Local, Bit>,
    at_end: Signal<Local, Bit>,
    bad_header: Signal<Local, Bit>,
    nameless: Signal<Local, Bit>,
    odd_argument: Reg<Bit>,
    odd_data: Reg<Bit>,
    bad_word: Signal<Local, Bit>,
    comes_busy: Signal<Local, Bit>,
    unknown: Number<{ Reason::UnknownOpcode as usize }, 8>,
    truncated: Number<{ Reason::Truncated as usize }, 8>,
    overlong: Number<{ Reason::Overlong as usize }, 8>,
    bad_argument: Number<{ Reason::BadArgument as usize }, 8>,
    busy: Number<{ Reason::Busy as usize }, 8>,
}

impl Logic for Judge {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, odd_argument, odd_data);
        self.odd_argument.reset.next = self.reset.val();
        self.odd_data.reset.next = self.reset.val();
        self.nothing.next = self.left.val() == 0;
        self.none.next = self.nothing.val();
        self.at_end.next = self.single.val();
        if self.at_header.val() {
            self.at_end.next = self.nothing.val();
        }
        self.nameless.next = self.at_header.val()
            & !self.bare.val()
            & !self.run.val()
            & !self.reads.val()
            & !self.writes.val();
        self.bad_header.next = self.at_header.val()
            & ((self.bare.val() & !self.nothing.val())
                | (self.run.val() & (self.left.val() != 6))
                | (self.reads.val() & (self.left.val() != 2))
                | (self.writes.val() & self.nothing.val()));
        self.comes_busy.next =
            self.at_argument.val() & (self.run.val() | self.reads.val()) & self.running.val();
        self.odd_argument.d.next = (self.run.val() & (self.s_data.val() == 0))
            | (self.reads.val()
                & ((self.s_data.val().get_bits::<3>(29) != 0)
                    | (self.s_data.val().get_bit(28) & !self.normalises.val())))
            | (self.samples.val()
                & ((self.s_data.val().get_bits::<2>(0) != 0)
                    | (self.s_data.val().get_bits::<6>(20) >= self.lanes.val())));
        self.odd_data.d.next = self.reads.val() & (self.s_data.val().get_bits::<20>(0) == 0);
        self.bad_word.next = (self.at_argument.val() & self.odd_argument.q.val())
            | (self.at_data.val() & self.odd_data.q.val());
        // whether there is one takes less than which one it is
        self.refused.next = self.nameless.val()
            | self.bad_header.val()
            | self.comes_busy.val()
            | self.bad_word.val()
            | (self.s_last.val() != self.at_end.val());
        self.fault.next = self.truncated.val();
        if !self.s_last.val() {
            self.fault.next = self.overlong.val();
        }
        if self.comes_busy.val() {
            self.fault.next = self.busy.val();
        }
        if self.bad_header.val() | self.bad_word.val() {
            self.fault.next = self.bad_argument.val();
        }
        if self.nameless.val() {
            self.fault.next = self.unknown.val();
        }
    }
}
