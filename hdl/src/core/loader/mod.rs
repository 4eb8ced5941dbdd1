//! Reads packets: writes memories, starts programs, asks for replies.

pub mod buffers;
pub mod judge;
pub mod opcode;
pub mod order;

use rust_hdl::prelude::*;

use self::buffers::Buffers;
use self::judge::Judge;
use self::opcode::Opcode;
use self::order::Order;
use crate::base::{Reg, Setting};

/// Where in a packet the loader stands.
#[derive(Copy, Clone, PartialEq, Debug, LogicState)]
pub enum Part {
    /// Before the header.
    Header,
    /// The header is judged.
    Judgement,
    /// What comes of that.
    Verdict,
    /// Before the word that follows it.
    Argument,
    /// In the words behind.
    Data,
    /// In words that belong to no good packet, up to `last`.
    Skip,
    /// An ERROR is asked for.
    Refuse,
    /// A cycle in which the last word of a READ reaches the counters.
    Settle,
    /// A HELLO, COUNTERS or DATA is asked for, or the counters are cleared.
    Answer,
}

/// The command side of the core: a word a cycle, and two behind every header in which it is judged. An argument, and the second
/// word of READ, are taken a cycle after they have come. See `docs/core.md` for the packets.
///
/// ```text
///  s --> [Opcode] --> [Judge] --> fault --> ERROR
///   |        +------> part of the packet --> writes of memories, requests of replies
///   +--> [Order] --> start        [Buffers] --> wait
/// ```
///
/// Words for the memories go straight there. The input waits (`s_ready` low) for a free input buffer, for a vector
/// that is being written to the same memory, and for the reply. L = log2 N, A, W, P and K are the address bits of
/// activations, weights, program and labels.
#[derive(Debug, Default, LogicBlock)]
pub struct Loader<const L: usize, const A: usize, const W: usize, const P: usize, const K: usize> {
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
    /// Repetitions, with `start`.
    pub repetitions: Signal<Out, Bits<32>>,
    /// Address of the first instruction, with `start`.
    pub entry: Signal<Out, Bits<P>>,
    /// Step number of the first repetition, with `start`.
    pub step: Signal<Out, Bits<32>>,
    /// log2 of the rate of the program that runs, two's complement.
    pub rate: Signal<Out, Bits<5>>,
    /// Seed of the program that runs.
    pub seed: Signal<Out, Bits<64>>,
    /// Input buffers that the program frees.
    pub frees: Signal<In, Bits<2>>,
    /// A group of samples is committed.
    pub commit: Signal<Out, Bit>,
    /// A vector is written to A: no word can be.
    pub a_taken: Signal<In, Bit>,
    /// `word` is for A, and waits for `a_taken` to fall.
    pub a_offer: Signal<Out, Bit>,
    /// Writes `word` to A.
    pub a_write: Signal<Out, Bit>,
    /// The address of its first code.
    pub a_address: Signal<Out, Bits<A>>,
    /// The bank of its first code.
    pub a_start: Signal<Out, Bits<L>>,
    /// A row is written to W: no word can be.
    pub w_taken: Signal<In, Bit>,
    /// Writes `word` to W.
    pub w_write: Signal<Out, Bit>,
    /// The row.
    pub w_address: Signal<Out, Bits<W>>,
    /// The bank of its first weight.
    pub w_start: Signal<Out, Bits<L>>,
    /// Writes `word` to the labels.
    pub label_write: Signal<Out, Bit>,
    /// The group.
    pub label_address: Signal<Out, Bits<K>>,
    /// Word of the group.
    pub label_index: Signal<Out, Bits<2>>,
    /// Writes `word` to the norm parameters.
    pub parameter_write: Signal<Out, Bit>,
    /// Which of the channel's three.
    pub parameter_index: Signal<Out, Bits<2>>,
    /// Writes `word` to the program.
    pub p_write: Signal<Out, Bit>,
    /// Its address.
    pub p_address: Signal<Out, Bits<P>>,
    /// The word to write.
    pub word: Signal<Out, Bits<32>>,
    /// Address of the channel to write, and of the first row to read.
    pub row: Signal<Out, Bits<20>>,
    /// Rows are asked for, until `taken`.
    pub read: Signal<Out, Bit>,
    /// Norm parameters, not weights.
    pub read_parameters: Signal<Out, Bit>,
    /// How many rows.
    pub read_rows: Signal<Out, Bits<20>>,
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
    /// The request is taken.
    pub taken: Signal<In, Bit>,
    /// The counters go to zero.
    pub clear: Signal<Out, Bit>,
    /// A packet was good, in the cycle before.
    pub good: Signal<Out, Bit>,
    /// A packet was bad, in the cycle before.
    pub bad: Signal<Out, Bit>,
    part: Reg<Part>,
    header: Reg<Bits<32>>,
    // the header was the packet's last word
    ended: Reg<Bit>,
    left: Reg<Bits<16>>,
    // the word was offered in the cycle before
    looked: Reg<Bit>,
    // one word is left
    single: Reg<Bit>,
    // the header announces no words; it is refused
    empty: Reg<Bit>,
    refused: Reg<Bit>,
    reason: Reg<Bits<8>>,
    address: Reg<Bits<20>>,
    image: Reg<Bits<L>>,
    quarter: Reg<Bits<L>>,
    // place of a word of RUN or of a channel
    place: Reg<Bits<3>>,
    memory: Reg<Bit>,
    count: Reg<Bits<32>>,
    starting: Reg<Bit>,
    committing: Reg<Bit>,
    was_good: Reg<Bit>,
    was_bad: Reg<Bit>,
    opcode: Opcode,
    judge: Judge,
    order: Order<P>,
    buffers: Buffers,
    ready: Signal<Local, Bit>,
    take: Signal<Local, Bit>,
    complete: Signal<Local, Bit>,
    judges: Signal<Local, Bit>,
    row_end: Setting<Bits<L>>,
}

impl<const L: usize, const A: usize, const W: usize, const P: usize, const K: usize> Loader<L, A, W, P, K> {
    /// For this configuration.
    pub fn new(config: golden::core::Config) -> Self {
        let size = 1u64 << L;
        let mut loader = Loader {
            row_end: Setting::new((size - 4).into()),
            ..Self::default()
        };
        loader.opcode.trains = Setting::new(config.trains);
        loader.judge.normalises = Setting::new(config.normalises());
        loader.judge.lanes = Setting::new(size.into());
        loader
    }
}

impl<const L: usize, const A: usize, const W: usize, const P: usize, const K: usize> Logic
    for Loader<L, A, W, P, K>
{
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(
            self, clock, looked, part, header, ended, left, single, empty, refused, reason, address, image,
            quarter, place, memory, count, starting, committing
        );
        dff_setup!(self, clock, was_good, was_bad);
        self.was_good.reset.next = self.reset.val();
        self.was_bad.reset.next = self.reset.val();
        self.looked.reset.next = self.reset.val();
        self.part.reset.next = self.reset.val();
        self.header.reset.next = self.reset.val();
        self.ended.reset.next = self.reset.val();
        self.left.reset.next = self.reset.val();
        self.single.reset.next = self.reset.val();
        self.empty.reset.next = self.reset.val();
        self.refused.reset.next = self.reset.val();
        self.reason.reset.next = self.reset.val();
        self.address.reset.next = self.reset.val();
        self.image.reset.next = self.reset.val();
        self.quarter.reset.next = self.reset.val();
        self.place.reset.next = self.reset.val();
        self.memory.reset.next = self.reset.val();
        self.count.reset.next = self.reset.val();
        self.starting.reset.next = self.reset.val();
        self.committing.reset.next = self.reset.val();
        self.opcode.clock.next = self.clock.val();
        self.opcode.reset.next = self.reset.val();
        self.order.clock.next = self.clock.val();
        self.order.reset.next = self.reset.val();
        self.buffers.clock.next = self.clock.val();
        self.buffers.reset.next = self.reset.val();

        // what is wrong with the header that is kept or with the word on its way in
        self.judge.clock.next = self.clock.val();
        self.judge.reset.next = self.reset.val();
        self.judge.left.next = self.left.q.val();
        self.judge.single.next = self.single.q.val();
        self.judge.at_header.next = self.part.q.val() == Part::Judgement;
        self.judge.at_argument.next = self.part.q.val() == Part::Argument;
        self.judge.at_data.next = self.part.q.val() == Part::Data;
        self.judge.s_data.next = self.s_data.val();
        self.judge.s_last.next = self.s_last.val();
        if self.part.q.val() == Part::Judgement {
            self.judge.s_last.next = self.ended.q.val();
        }
        self.judge.bare.next = self.opcode.bare.val();
        self.judge.run.next = self.opcode.run.val();
        self.judge.reads.next = self.opcode.reads.val();
        self.judge.samples.next = self.opcode.samples.val();
        self.judge.writes.next = self.opcode.writes.val();
        self.judge.running.next = self.running.val();
        self.buffers.frees.next = self.frees.val();
        self.buffers.buffer.next = self.header.q.val().get_bit(16);

        // when a word is taken
        self.ready.next = true;
        if self.part.q.val() == Part::Argument {
            self.ready.next = self.looked.q.val()
                & !((self.opcode.samples.val() | self.opcode.labels.val()) & self.buffers.occupied.val());
        }
        if self.part.q.val() == Part::Data {
            self.ready.next = !((self.opcode.samples.val() & self.a_taken.val())
                | (self.opcode.weights.val() & self.w_taken.val())
                | (self.opcode.reads.val() & !self.looked.q.val()));
        }
        if (self.part.q.val() == Part::Judgement)
            | (self.part.q.val() == Part::Verdict)
            | (self.part.q.val() == Part::Refuse)
            | (self.part.q.val() == Part::Settle)
            | (self.part.q.val() == Part::Answer)
        {
            self.ready.next = false;
        }
        self.a_offer.next =
            self.s_valid.val() & (self.part.q.val() == Part::Data) & self.opcode.samples.val();
        self.s_ready.next = self.ready.val();
        self.take.next = self.ready.val() & self.s_valid.val();
        self.looked.d.next = self.s_valid.val() & !self.ready.val();
        self.opcode.header.next = self.s_data.val();
        self.opcode.load.next = self.take.val() & (self.part.q.val() == Part::Header);

        self.starting.d.next = false;
        self.a_write.next = false;
        self.w_write.next = false;
        self.p_write.next = false;
        self.label_write.next = false;
        self.parameter_write.next = false;
        self.read.next = false;
        self.hello.next = false;
        self.counters.next = false;
        self.error.next = false;
        self.clear.next = false;
        self.was_good.d.next = false;
        self.was_bad.d.next = false;
        self.good.next = self.was_good.q.val();
        self.bad.next = self.was_bad.q.val();
        self.complete.next = false;
        self.order.load.next = false;
        match self.part.q.val() {
            Part::Header => {
                if self.take.val() {
                    self.header.d.next = self.s_data.val();
                    self.ended.d.next = self.s_last.val();
                    self.left.d.next = self.s_data.val().get_bits::<16>(0);
                    self.part.d.next = Part::Judgement;
                }
            }
            Part::Judgement => {
                self.single.d.next = self.left.q.val() == 1;
                self.empty.d.next = self.judge.none.val();
                self.refused.d.next = self.judge.refused.val();
                self.reason.d.next = self.judge.fault.val();
                self.part.d.next = Part::Verdict;
            }
            Part::Verdict => {
                self.part.d.next = Part::Argument;
                if self.empty.q.val() {
                    self.part.d.next = Part::Answer;
                }
                if self.refused.q.val() {
                    self.part.d.next = Part::Skip;
                    if self.ended.q.val() {
                        self.part.d.next = Part::Refuse;
                    }
                }
            }
            Part::Settle => {
                self.part.d.next = Part::Answer;
            }
            Part::Argument => {
                if self.take.val() {
                    self.left.d.next = self.left.q.val() - 1;
                    self.single.d.next = self.left.q.val() == 2;
                    self.address.d.next = self.s_data.val().get_bits::<20>(0);
                    self.image.d.next = self.s_data.val().get_bits::<L>(20);
                    self.memory.d.next = self.s_data.val().get_bit(28);
                    self.count.d.next = self.s_data.val();
                    self.quarter.d.next = 0.into();
                    self.place.d.next = 0.into();
                    self.part.d.next = Part::Data;
                    if self.single.q.val() {
                        self.part.d.next = Part::Header;
                        self.complete.next = !self.judge.refused.val();
                    }
                }
            }
            Part::Data => {
                if self.take.val() {
                    self.left.d.next = self.left.q.val() - 1;
                    self.single.d.next = self.left.q.val() == 2;
                    self.a_write.next = self.opcode.samples.val();
                    self.w_write.next = self.opcode.weights.val();
                    self.label_write.next = self.opcode.labels.val();
                    self.parameter_write.next = self.opcode.parameters.val();
                    self.p_write.next = self.opcode.program_words.val();
                    self.quarter.d.next = self.quarter.q.val() + 4;
                    self.place.d.next = self.place.q.val() + 1;
                    if self.opcode.samples.val() {
                        self.address.d.next = self.address.q.val() + 4;
                    }
                    if self.opcode.program_words.val() {
                        self.address.d.next = self.address.q.val() + 1;
                    }
                    if (self.opcode.weights.val() | self.opcode.labels.val())
                        & (self.quarter.q.val() == self.row_end.val())
                    {
                        self.quarter.d.next = 0.into();
                        self.address.d.next = self.address.q.val() + 1;
                    }
                    if self.opcode.parameters.val() & (self.place.q.val() == 2) {
                        self.place.d.next = 0.into();
                        self.address.d.next = self.address.q.val() + 1;
                    }
                    self.order.load.next = self.opcode.run.val();
                    if self.opcode.reads.val() {
                        self.count.d.next = self.s_data.val();
                    }
                    if self.single.q.val() {
                        self.part.d.next = Part::Header;
                        self.complete.next = !self.judge.refused.val() & !self.opcode.reads.val();
                        if self.opcode.reads.val() {
                            self.part.d.next = Part::Settle;
                        }
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
                    self.was_bad.d.next = true;
                    self.part.d.next = Part::Header;
                }
            }
            Part::Answer => {
                self.hello.next = self.opcode.hello.val();
                self.counters.next = self.opcode.counters.val();
                self.clear.next = self.opcode.clear.val();
                self.read.next = self.opcode.reads.val();
                if self.taken.val() | self.opcode.clear.val() {
                    self.was_good.d.next = !self.opcode.clear.val();
                    self.part.d.next = Part::Header;
                }
            }
            _ => {
                self.part.d.next = Part::Header;
            }
        }
        self.judges.next =
            self.take.val() & ((self.part.q.val() == Part::Argument) | (self.part.q.val() == Part::Data));
        if self.judges.val() & self.judge.refused.val() {
            self.reason.d.next = self.judge.fault.val();
            self.part.d.next = Part::Skip;
            if self.s_last.val() {
                self.part.d.next = Part::Refuse;
            }
        }
        self.committing.d.next = false;
        self.buffers.fill.next = false;
        if self.complete.val() {
            self.was_good.d.next = true;
            self.starting.d.next = self.opcode.run.val();
            if self.opcode.samples.val() & self.header.q.val().get_bit(17) {
                self.committing.d.next = true;
                self.buffers.fill.next = self.header.q.val().get_bit(18);
            }
        }

        self.start.next = self.starting.q.val();
        self.commit.next = self.committing.q.val();
        self.repetitions.next = self.count.q.val();
        self.order.place.next = self.place.q.val();
        self.order.word.next = self.s_data.val();
        self.entry.next = self.order.entry.val();
        self.step.next = self.order.step.val();
        self.rate.next = self.order.rate.val();
        self.seed.next = self.order.seed.val();
        self.a_address.next = self.address.q.val().get_bits::<A>(0);
        self.a_start.next = self.image.q.val() + self.address.q.val().get_bits::<L>(0);
        self.w_address.next = self.address.q.val().get_bits::<W>(0);
        self.w_start.next = self.address.q.val().get_bits::<L>(0) + self.quarter.q.val();
        self.label_address.next = self.address.q.val().get_bits::<K>(0);
        self.label_index.next = bit_cast::<2, L>(self.quarter.q.val() >> 2);
        self.parameter_index.next = self.place.q.val().get_bits::<2>(0);
        self.p_address.next = self.address.q.val().get_bits::<P>(0);
        self.word.next = self.s_data.val();
        self.row.next = self.address.q.val();
        self.read_parameters.next = self.memory.q.val();
        self.read_rows.next = self.count.q.val().get_bits::<20>(0);
        self.error_reason.next = self.reason.q.val();
        self.error_header.next = self.header.q.val();
    }
}
