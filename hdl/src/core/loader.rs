//! Reads packets: writes memories, starts programs, asks for replies.

use rust_hdl::prelude::*;

use crate::base::{Join, Reg};

/// Where in a packet the loader stands.
#[derive(Copy, Clone, PartialEq, Debug, LogicState)]
pub enum Part {
    /// Before the header.
    Header,
    /// Before the word that follows it.
    Argument,
    /// In the words to write.
    Data,
    /// In words that belong to no good packet, up to `last`.
    Skip,
    /// An ERROR is asked for.
    Refuse,
    /// A cycle in which the packet's own word reaches the counters.
    Settle,
    /// A HELLO or COUNTERS is asked for, or the counters are cleared.
    Answer,
}

/// The command side of the core, a word a cycle. See `docs/core.md` for the packets.
///
/// Words of WEIGHTS and SAMPLES go straight to the banks; those of PROGRAM are gathered to instructions. The input
/// waits (`s_ready` low) for a free input buffer, for a vector that is being written to A, and for the reply unit.
/// L = log2 N, A, W and P are the address bits of the memories.
#[derive(Debug, LogicBlock)]
pub struct Loader<const L: usize, const A: usize, const W: usize, const P: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// A word is offered.
    pub s_valid: Signal<In, Bit>,
    /// It is taken.
    pub s_ready: Signal<Out, Bit>,
    /// The word.
    pub s_data: Signal<In, Bits<32>>,
    /// It is the packet's last.
    pub s_last: Signal<In, Bit>,
    /// A program runs.
    pub running: Signal<In, Bit>,
    /// Start the program.
    pub start: Signal<Out, Bit>,
    /// Groups to process.
    pub start_groups: Signal<Out, Bits<32>>,
    /// Input buffers that the sequencer frees.
    pub frees: Signal<In, Bits<2>>,
    /// Input buffers that hold a group.
    pub full: Signal<Out, Bits<2>>,
    /// Images in buffer 0.
    pub images_0: Signal<Out, Bits<5>>,
    /// Images in buffer 1.
    pub images_1: Signal<Out, Bits<5>>,
    /// A vector is written to A: no word can be.
    pub a_taken: Signal<In, Bit>,
    /// Writes `word` to A.
    pub a_write: Signal<Out, Bit>,
    /// The address of its first code.
    pub a_address: Signal<Out, Bits<A>>,
    /// The bank of its first code.
    pub a_start: Signal<Out, Bits<L>>,
    /// Writes `word` to W.
    pub w_write: Signal<Out, Bit>,
    /// The row.
    pub w_address: Signal<Out, Bits<W>>,
    /// The bank of its first weight.
    pub w_start: Signal<Out, Bits<L>>,
    /// The word to write.
    pub word: Signal<Out, Bits<32>>,
    /// Writes `instruction`.
    pub p_write: Signal<Out, Bit>,
    /// Its address.
    pub p_address: Signal<Out, Bits<P>>,
    /// The instruction.
    pub instruction: Signal<Out, Bits<128>>,
    /// HELLO is asked for, until `taken`.
    pub hello: Signal<Out, Bit>,
    /// COUNTERS are asked for, until `taken`.
    pub counters: Signal<Out, Bit>,
    /// ERROR is asked for, until `taken`.
    pub error: Signal<Out, Bit>,
    /// Its reason.
    pub error_reason: Signal<Out, Bits<8>>,
    /// The header at fault.
    pub error_header: Signal<Out, Bits<32>>,
    /// The reply unit has taken the request.
    pub taken: Signal<In, Bit>,
    /// The counters go to zero.
    pub clear: Signal<Out, Bit>,
    /// A packet was good.
    pub good: Signal<Out, Bit>,
    /// A packet was bad.
    pub bad: Signal<Out, Bit>,
    part: Reg<Part>,
    header: Reg<Bits<32>>,
    left: Reg<Bits<16>>,
    reason: Reg<Bits<8>>,
    buffers: Reg<Bits<2>>,
    count_0: Reg<Bits<5>>,
    count_1: Reg<Bits<5>>,
    a: Reg<Bits<16>>,
    image: Reg<Bits<L>>,
    w: Reg<Bits<16>>,
    quarter: Reg<Bits<L>>,
    p: Reg<Bits<16>>,
    word_0: Reg<Bits<32>>,
    word_1: Reg<Bits<32>>,
    word_2: Reg<Bits<32>>,
    gather: Join<4, 32, 128>,
    fourth: Reg<Bits<2>>,
    opcode: Signal<Local, Bits<8>>,
    length: Signal<Local, Bits<16>>,
    none: Signal<Local, Bit>,
    single: Signal<Local, Bit>,
    bare: Signal<Local, Bit>,
    run: Signal<Local, Bit>,
    is_program: Signal<Local, Bit>,
    weights: Signal<Local, Bit>,
    samples: Signal<Local, Bit>,
    fault: Signal<Local, Bits<8>>,
    ready: Signal<Local, Bit>,
    take: Signal<Local, Bit>,
    at_end: Signal<Local, Bit>,
    buffer: Signal<Local, Bit>,
    occupied: Signal<Local, Bit>,
    complete: Signal<Local, Bit>,
    group: Signal<Local, Bits<5>>,
    row_end: Constant<Bits<L>>,
    size: Constant<Bits<8>>,
    low: Constant<Bits<5>>,
    unknown: Constant<Bits<8>>,
    truncated: Constant<Bits<8>>,
    overlong: Constant<Bits<8>>,
    bad_argument: Constant<Bits<8>>,
    busy: Constant<Bits<8>>,
}

impl<const L: usize, const A: usize, const W: usize, const P: usize> Default for Loader<L, A, W, P> {
    fn default() -> Self {
        use golden::core::Reason;
        let size = 1u64 << L;
        Loader {
            clock: Default::default(),
            reset: Default::default(),
            s_valid: Default::default(),
            s_ready: Default::default(),
            s_data: Default::default(),
            s_last: Default::default(),
            running: Default::default(),
            start: Default::default(),
            start_groups: Default::default(),
            frees: Default::default(),
            full: Default::default(),
            images_0: Default::default(),
            images_1: Default::default(),
            a_taken: Default::default(),
            a_write: Default::default(),
            a_address: Default::default(),
            a_start: Default::default(),
            w_write: Default::default(),
            w_address: Default::default(),
            w_start: Default::default(),
            word: Default::default(),
            p_write: Default::default(),
            p_address: Default::default(),
            instruction: Default::default(),
            hello: Default::default(),
            counters: Default::default(),
            error: Default::default(),
            error_reason: Default::default(),
            error_header: Default::default(),
            taken: Default::default(),
            clear: Default::default(),
            good: Default::default(),
            bad: Default::default(),
            part: Default::default(),
            header: Default::default(),
            left: Default::default(),
            reason: Default::default(),
            buffers: Default::default(),
            count_0: Default::default(),
            count_1: Default::default(),
            a: Default::default(),
            image: Default::default(),
            w: Default::default(),
            quarter: Default::default(),
            p: Default::default(),
            word_0: Default::default(),
            word_1: Default::default(),
            word_2: Default::default(),
            gather: Default::default(),
            fourth: Default::default(),
            opcode: Default::default(),
            length: Default::default(),
            none: Default::default(),
            single: Default::default(),
            bare: Default::default(),
            run: Default::default(),
            is_program: Default::default(),
            weights: Default::default(),
            samples: Default::default(),
            fault: Default::default(),
            ready: Default::default(),
            take: Default::default(),
            at_end: Default::default(),
            buffer: Default::default(),
            occupied: Default::default(),
            complete: Default::default(),
            group: Default::default(),
            row_end: Constant::new((size - 4).into()),
            size: Constant::new(size.into()),
            low: Constant::new((size - 1).into()),
            unknown: Constant::new((Reason::UnknownOpcode as u64).into()),
            truncated: Constant::new((Reason::Truncated as u64).into()),
            overlong: Constant::new((Reason::Overlong as u64).into()),
            bad_argument: Constant::new((Reason::BadArgument as u64).into()),
            busy: Constant::new((Reason::Busy as u64).into()),
        }
    }
}

impl<const L: usize, const A: usize, const W: usize, const P: usize> Logic for Loader<L, A, W, P> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(
            self, clock, part, header, left, reason, buffers, count_0, count_1, a, image, w, quarter, p,
            word_0, word_1, word_2, fourth
        );
        self.part.reset.next = self.reset.val();
        self.header.reset.next = self.reset.val();
        self.left.reset.next = self.reset.val();
        self.reason.reset.next = self.reset.val();
        self.buffers.reset.next = self.reset.val();
        self.count_0.reset.next = self.reset.val();
        self.count_1.reset.next = self.reset.val();
        self.a.reset.next = self.reset.val();
        self.image.reset.next = self.reset.val();
        self.w.reset.next = self.reset.val();
        self.quarter.reset.next = self.reset.val();
        self.p.reset.next = self.reset.val();
        self.word_0.reset.next = self.reset.val();
        self.word_1.reset.next = self.reset.val();
        self.word_2.reset.next = self.reset.val();
        self.fourth.reset.next = self.reset.val();

        // the opcode of the packet: from the header on its way in, or as kept
        self.opcode.next = self.header.q.val().get_bits::<8>(24);
        self.length.next = self.left.q.val();
        if self.part.q.val() == Part::Header {
            self.opcode.next = self.s_data.val().get_bits::<8>(24);
            self.length.next = self.s_data.val().get_bits::<16>(0);
        }
        self.is_program.next = self.opcode.val() == 2;
        self.weights.next = self.opcode.val() == 3;
        self.samples.next = self.opcode.val() == 4;
        self.run.next = self.opcode.val() == 5;
        self.bare.next = (self.opcode.val() == 1) | (self.opcode.val() == 6) | (self.opcode.val() == 7);
        self.none.next = self.length.val() == 0;
        self.single.next = self.length.val() == 1;

        // an instruction: the word on its way in above the three before it
        self.gather.parts[0].next = self.word_0.q.val();
        self.gather.parts[1].next = self.word_1.q.val();
        self.gather.parts[2].next = self.word_2.q.val();
        self.gather.parts[3].next = self.s_data.val();
        self.instruction.next = self.gather.whole.val();

        // input buffers
        self.buffer.next = self.header.q.val().get_bit(16);
        self.occupied.next = self.buffers.q.val().get_bit(0);
        if self.buffer.val() {
            self.occupied.next = self.buffers.q.val().get_bit(1);
        }
        self.group.next = (self.header.q.val().get_bits::<5>(19) & self.low.val()) + 1;
        self.buffers.d.next = self.buffers.q.val() & !self.frees.val();

        // when a word is taken
        self.ready.next = true;
        if self.part.q.val() == Part::Argument {
            self.ready.next = !(self.samples.val() & self.occupied.val());
        }
        if self.part.q.val() == Part::Data {
            self.ready.next = !(self.samples.val() & self.a_taken.val());
        }
        if (self.part.q.val() == Part::Refuse)
            | (self.part.q.val() == Part::Settle)
            | (self.part.q.val() == Part::Answer)
        {
            self.ready.next = false;
        }
        self.s_ready.next = self.ready.val();
        self.take.next = self.ready.val() & self.s_valid.val();

        // what is wrong with it: `at_end` where the announced words are all there
        self.at_end.next = self.single.val();
        if self.part.q.val() == Part::Header {
            self.at_end.next = self.none.val();
        }
        self.fault.next = 0.into();
        if self.s_last.val() & !self.at_end.val() {
            self.fault.next = self.truncated.val();
        }
        if !self.s_last.val() & self.at_end.val() {
            self.fault.next = self.overlong.val();
        }
        if self.part.q.val() == Part::Header {
            if (self.bare.val() & !self.none.val())
                | (self.run.val() & !self.single.val())
                | ((self.is_program.val() | self.weights.val() | self.samples.val()) & self.none.val())
            {
                self.fault.next = self.bad_argument.val();
            }
            if !self.bare.val()
                & !self.run.val()
                & !self.is_program.val()
                & !self.weights.val()
                & !self.samples.val()
            {
                self.fault.next = self.unknown.val();
            }
        }
        if self.part.q.val() == Part::Argument {
            if self.run.val() & self.running.val() {
                self.fault.next = self.busy.val();
            }
            if (self.run.val() & (self.s_data.val() == 0))
                | (self.samples.val()
                    & ((self.s_data.val().get_bits::<2>(0) != 0)
                        | (self.s_data.val().get_bits::<8>(16) >= self.size.val())))
            {
                self.fault.next = self.bad_argument.val();
            }
        }

        self.start.next = false;
        self.a_write.next = false;
        self.w_write.next = false;
        self.p_write.next = false;
        self.hello.next = false;
        self.counters.next = false;
        self.error.next = false;
        self.clear.next = false;
        self.good.next = false;
        self.bad.next = false;
        self.complete.next = false;
        match self.part.q.val() {
            Part::Header => {
                if self.take.val() {
                    self.header.d.next = self.s_data.val();
                    self.left.d.next = self.s_data.val().get_bits::<16>(0);
                    self.part.d.next = Part::Argument;
                    if self.none.val() {
                        self.part.d.next = Part::Settle;
                    }
                }
            }
            Part::Settle => {
                self.part.d.next = Part::Answer;
            }
            Part::Argument => {
                if self.take.val() {
                    self.left.d.next = self.left.q.val() - 1;
                    self.a.d.next = self.s_data.val().get_bits::<16>(0);
                    self.image.d.next = self.s_data.val().get_bits::<L>(16);
                    self.w.d.next = self.s_data.val().get_bits::<16>(0);
                    self.quarter.d.next = 0.into();
                    self.p.d.next = self.s_data.val().get_bits::<16>(0);
                    self.fourth.d.next = 0.into();
                    self.part.d.next = Part::Data;
                    if self.single.val() {
                        self.part.d.next = Part::Header;
                        self.complete.next = self.fault.val() == 0;
                        self.start.next = self.run.val() & (self.fault.val() == 0);
                    }
                }
            }
            Part::Data => {
                if self.take.val() {
                    self.left.d.next = self.left.q.val() - 1;
                    self.a_write.next = self.samples.val();
                    self.a.d.next = self.a.q.val() + 4;
                    self.w_write.next = self.weights.val();
                    self.quarter.d.next = self.quarter.q.val() + 4;
                    if self.quarter.q.val() == self.row_end.val() {
                        self.quarter.d.next = 0.into();
                        self.w.d.next = self.w.q.val() + 1;
                    }
                    self.word_0.d.next = self.word_1.q.val();
                    self.word_1.d.next = self.word_2.q.val();
                    self.word_2.d.next = self.s_data.val();
                    self.fourth.d.next = self.fourth.q.val() + 1;
                    if self.fourth.q.val() == 3 {
                        self.p_write.next = self.is_program.val();
                        self.p.d.next = self.p.q.val() + 1;
                    }
                    if self.single.val() {
                        self.part.d.next = Part::Header;
                        self.complete.next = self.fault.val() == 0;
                    }
                }
            }
            Part::Skip => {
                if self.take.val() & self.s_last.val() {
                    self.part.d.next = Part::Refuse;
                }
            }
            Part::Refuse => {
                self.error.next = true;
                if self.taken.val() {
                    self.bad.next = true;
                    self.part.d.next = Part::Header;
                }
            }
            Part::Answer => {
                self.hello.next = self.opcode.val() == 1;
                self.counters.next = self.opcode.val() == 6;
                self.clear.next = self.opcode.val() == 7;
                if self.taken.val() | (self.opcode.val() == 7) {
                    self.good.next = self.opcode.val() != 7;
                    self.part.d.next = Part::Header;
                }
            }
            _ => {
                self.part.d.next = Part::Header;
            }
        }
        if self.take.val() & (self.fault.val() != 0) & (self.part.q.val() != Part::Skip) {
            self.reason.d.next = self.fault.val();
            self.part.d.next = Part::Skip;
            if self.s_last.val() {
                self.part.d.next = Part::Refuse;
            }
        }
        if self.complete.val() {
            self.good.next = true;
            if self.samples.val() & self.header.q.val().get_bit(17) {
                if self.buffer.val() {
                    self.buffers.d.next = (self.buffers.q.val() & !self.frees.val()) | 2;
                    self.count_1.d.next = self.group.val();
                } else {
                    self.buffers.d.next = (self.buffers.q.val() & !self.frees.val()) | 1;
                    self.count_0.d.next = self.group.val();
                }
            }
        }

        self.start_groups.next = self.s_data.val();
        self.full.next = self.buffers.q.val();
        self.images_0.next = self.count_0.q.val();
        self.images_1.next = self.count_1.q.val();
        self.a_address.next = self.a.q.val().get_bits::<A>(0);
        self.a_start.next = self.image.q.val() + self.a.q.val().get_bits::<L>(0);
        self.w_address.next = self.w.q.val().get_bits::<W>(0);
        self.w_start.next = self.w.q.val().get_bits::<L>(0) + self.quarter.q.val();
        self.word.next = self.s_data.val();
        self.p_address.next = self.p.q.val().get_bits::<P>(0);
        self.error_reason.next = self.reason.q.val();
        self.error_header.next = self.header.q.val();
    }
}
