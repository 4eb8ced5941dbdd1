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
    /// In the words behind.
    Data,
    /// In words that belong to no good packet, up to `last`.
    Skip,
    /// An ERROR is asked for.
    Refuse,
    /// A cycle in which the packet's own word reaches the counters.
    Settle,
    /// A HELLO, COUNTERS or DATA is asked for, or the counters are cleared.
    Answer,
}

/// The command side of the core, a word a cycle. See `docs/core.md` for the packets.
///
/// Words for the memories go straight there. The input waits (`s_ready` low) for a free input buffer, for a vector
/// that is being written to the same memory, and for the reply. L = log2 N, A, W, P and K are the address bits of
/// activations, weights, program and labels.
#[derive(Debug, LogicBlock)]
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
    /// A packet was good.
    pub good: Signal<Out, Bit>,
    /// A packet was bad.
    pub bad: Signal<Out, Bit>,
    part: Reg<Part>,
    header: Reg<Bits<32>>,
    left: Reg<Bits<16>>,
    reason: Reg<Bits<8>>,
    buffers: Reg<Bits<2>>,
    address: Reg<Bits<20>>,
    image: Reg<Bits<L>>,
    quarter: Reg<Bits<L>>,
    // place of a word of RUN or of a channel
    place: Reg<Bits<3>>,
    memory: Reg<Bit>,
    count: Reg<Bits<32>>,
    first: Reg<Bits<P>>,
    number: Reg<Bits<32>>,
    logarithm: Reg<Bits<5>>,
    seed_low: Reg<Bits<32>>,
    seed_high: Reg<Bits<32>>,
    seeds: Join<2, 32, 64>,
    starting: Reg<Bit>,
    opcode: Signal<Local, Bits<8>>,
    length: Signal<Local, Bits<16>>,
    none: Signal<Local, Bit>,
    single: Signal<Local, Bit>,
    bare: Signal<Local, Bit>,
    run: Signal<Local, Bit>,
    reads: Signal<Local, Bit>,
    is_program: Signal<Local, Bit>,
    weights: Signal<Local, Bit>,
    samples: Signal<Local, Bit>,
    labels: Signal<Local, Bit>,
    parameters: Signal<Local, Bit>,
    writes: Signal<Local, Bit>,
    fault: Signal<Local, Bits<8>>,
    ready: Signal<Local, Bit>,
    take: Signal<Local, Bit>,
    at_end: Signal<Local, Bit>,
    buffer: Signal<Local, Bit>,
    occupied: Signal<Local, Bit>,
    complete: Signal<Local, Bit>,
    next_buffers: Signal<Local, Bits<2>>,
    trains: Constant<Bit>,
    normalises: Constant<Bit>,
    row_end: Constant<Bits<L>>,
    size: Constant<Bits<6>>,
    unknown: Constant<Bits<8>>,
    truncated: Constant<Bits<8>>,
    overlong: Constant<Bits<8>>,
    bad_argument: Constant<Bits<8>>,
    busy: Constant<Bits<8>>,
}

impl<const L: usize, const A: usize, const W: usize, const P: usize, const K: usize> Loader<L, A, W, P, K> {
    /// For this configuration.
    pub fn new(config: golden::core::Config) -> Self {
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
            repetitions: Default::default(),
            entry: Default::default(),
            step: Default::default(),
            rate: Default::default(),
            seed: Default::default(),
            frees: Default::default(),
            commit: Default::default(),
            a_taken: Default::default(),
            a_write: Default::default(),
            a_address: Default::default(),
            a_start: Default::default(),
            w_taken: Default::default(),
            w_write: Default::default(),
            w_address: Default::default(),
            w_start: Default::default(),
            label_write: Default::default(),
            label_address: Default::default(),
            label_index: Default::default(),
            parameter_write: Default::default(),
            parameter_index: Default::default(),
            p_write: Default::default(),
            p_address: Default::default(),
            word: Default::default(),
            row: Default::default(),
            read: Default::default(),
            read_parameters: Default::default(),
            read_rows: Default::default(),
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
            address: Default::default(),
            image: Default::default(),
            quarter: Default::default(),
            place: Default::default(),
            memory: Default::default(),
            count: Default::default(),
            first: Default::default(),
            number: Default::default(),
            logarithm: Default::default(),
            seed_low: Default::default(),
            seed_high: Default::default(),
            seeds: Default::default(),
            starting: Default::default(),
            opcode: Default::default(),
            length: Default::default(),
            none: Default::default(),
            single: Default::default(),
            bare: Default::default(),
            run: Default::default(),
            reads: Default::default(),
            is_program: Default::default(),
            weights: Default::default(),
            samples: Default::default(),
            labels: Default::default(),
            parameters: Default::default(),
            writes: Default::default(),
            fault: Default::default(),
            ready: Default::default(),
            take: Default::default(),
            at_end: Default::default(),
            buffer: Default::default(),
            occupied: Default::default(),
            complete: Default::default(),
            next_buffers: Default::default(),
            trains: Constant::new(config.trains),
            normalises: Constant::new(config.normalises()),
            row_end: Constant::new((size - 4).into()),
            size: Constant::new(size.into()),
            unknown: Constant::new((Reason::UnknownOpcode as u64).into()),
            truncated: Constant::new((Reason::Truncated as u64).into()),
            overlong: Constant::new((Reason::Overlong as u64).into()),
            bad_argument: Constant::new((Reason::BadArgument as u64).into()),
            busy: Constant::new((Reason::Busy as u64).into()),
        }
    }
}

impl<const L: usize, const A: usize, const W: usize, const P: usize, const K: usize> Logic
    for Loader<L, A, W, P, K>
{
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(
            self, clock, part, header, left, reason, buffers, address, image, quarter, place, memory, count,
            first, number, logarithm, seed_low, seed_high, starting
        );
        self.part.reset.next = self.reset.val();
        self.header.reset.next = self.reset.val();
        self.left.reset.next = self.reset.val();
        self.reason.reset.next = self.reset.val();
        self.buffers.reset.next = self.reset.val();
        self.address.reset.next = self.reset.val();
        self.image.reset.next = self.reset.val();
        self.quarter.reset.next = self.reset.val();
        self.place.reset.next = self.reset.val();
        self.memory.reset.next = self.reset.val();
        self.count.reset.next = self.reset.val();
        self.first.reset.next = self.reset.val();
        self.number.reset.next = self.reset.val();
        self.logarithm.reset.next = self.reset.val();
        self.seed_low.reset.next = self.reset.val();
        self.seed_high.reset.next = self.reset.val();
        self.starting.reset.next = self.reset.val();

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
        self.labels.next = (self.opcode.val() == 8) & self.trains.val();
        self.reads.next = self.opcode.val() == 9;
        self.parameters.next = (self.opcode.val() == 10) & self.trains.val();
        self.writes.next = self.is_program.val()
            | self.weights.val()
            | self.samples.val()
            | self.labels.val()
            | self.parameters.val();
        self.bare.next = (self.opcode.val() == 1) | (self.opcode.val() == 6) | (self.opcode.val() == 7);
        self.none.next = self.length.val() == 0;
        self.single.next = self.length.val() == 1;

        // input buffers
        self.buffer.next = self.header.q.val().get_bit(16);
        self.occupied.next = self.buffers.q.val().get_bit(0);
        if self.buffer.val() {
            self.occupied.next = self.buffers.q.val().get_bit(1);
        }
        self.next_buffers.next = self.buffers.q.val() & !self.frees.val();
        self.buffers.d.next = self.next_buffers.val();

        // when a word is taken
        self.ready.next = true;
        if self.part.q.val() == Part::Argument {
            self.ready.next = !((self.samples.val() | self.labels.val()) & self.occupied.val());
        }
        if self.part.q.val() == Part::Data {
            self.ready.next =
                !((self.samples.val() & self.a_taken.val()) | (self.weights.val() & self.w_taken.val()));
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
                | (self.run.val() & (self.length.val() != 6))
                | (self.reads.val() & (self.length.val() != 2))
                | (self.writes.val() & self.none.val())
            {
                self.fault.next = self.bad_argument.val();
            }
            if !self.bare.val() & !self.run.val() & !self.reads.val() & !self.writes.val() {
                self.fault.next = self.unknown.val();
            }
        }
        if self.part.q.val() == Part::Argument {
            if (self.run.val() | self.reads.val()) & self.running.val() {
                self.fault.next = self.busy.val();
            }
            if (self.run.val() & (self.s_data.val() == 0))
                | (self.reads.val()
                    & ((self.s_data.val().get_bits::<3>(29) != 0)
                        | (self.s_data.val().get_bit(28) & !self.normalises.val())))
                | (self.samples.val()
                    & ((self.s_data.val().get_bits::<2>(0) != 0)
                        | (self.s_data.val().get_bits::<6>(20) >= self.size.val())))
            {
                self.fault.next = self.bad_argument.val();
            }
        }
        if (self.part.q.val() == Part::Data) & self.reads.val() & (self.s_data.val().get_bits::<20>(0) == 0) {
            self.fault.next = self.bad_argument.val();
        }

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
                    self.address.d.next = self.s_data.val().get_bits::<20>(0);
                    self.image.d.next = self.s_data.val().get_bits::<L>(20);
                    self.memory.d.next = self.s_data.val().get_bit(28);
                    self.count.d.next = self.s_data.val();
                    self.quarter.d.next = 0.into();
                    self.place.d.next = 0.into();
                    self.part.d.next = Part::Data;
                    if self.single.val() {
                        self.part.d.next = Part::Header;
                        self.complete.next = self.fault.val() == 0;
                    }
                }
            }
            Part::Data => {
                if self.take.val() {
                    self.left.d.next = self.left.q.val() - 1;
                    self.a_write.next = self.samples.val();
                    self.w_write.next = self.weights.val();
                    self.label_write.next = self.labels.val();
                    self.parameter_write.next = self.parameters.val();
                    self.p_write.next = self.is_program.val();
                    self.quarter.d.next = self.quarter.q.val() + 4;
                    self.place.d.next = self.place.q.val() + 1;
                    if self.samples.val() {
                        self.address.d.next = self.address.q.val() + 4;
                    }
                    if self.is_program.val() {
                        self.address.d.next = self.address.q.val() + 1;
                    }
                    if (self.weights.val() | self.labels.val()) & (self.quarter.q.val() == self.row_end.val())
                    {
                        self.quarter.d.next = 0.into();
                        self.address.d.next = self.address.q.val() + 1;
                    }
                    if self.parameters.val() & (self.place.q.val() == 2) {
                        self.place.d.next = 0.into();
                        self.address.d.next = self.address.q.val() + 1;
                    }
                    if self.run.val() {
                        if self.place.q.val() == 0 {
                            self.first.d.next = bit_cast::<P, 32>(self.s_data.val());
                        }
                        if self.place.q.val() == 1 {
                            self.number.d.next = self.s_data.val();
                        }
                        if self.place.q.val() == 2 {
                            self.logarithm.d.next = self.s_data.val().get_bits::<5>(0);
                        }
                        if self.place.q.val() == 3 {
                            self.seed_low.d.next = self.s_data.val();
                        }
                        if self.place.q.val() == 4 {
                            self.seed_high.d.next = self.s_data.val();
                        }
                    }
                    if self.reads.val() {
                        self.count.d.next = self.s_data.val();
                    }
                    if self.single.val() {
                        self.part.d.next = Part::Header;
                        self.complete.next = (self.fault.val() == 0) & !self.reads.val();
                        if self.reads.val() {
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
                    self.bad.next = true;
                    self.part.d.next = Part::Header;
                }
            }
            Part::Answer => {
                self.hello.next = self.opcode.val() == 1;
                self.counters.next = self.opcode.val() == 6;
                self.clear.next = self.opcode.val() == 7;
                self.read.next = self.reads.val();
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
        self.commit.next = false;
        if self.complete.val() {
            self.good.next = true;
            self.starting.d.next = self.run.val();
            if self.samples.val() & self.header.q.val().get_bit(17) {
                self.commit.next = true;
                if self.header.q.val().get_bit(18) {
                    self.buffers.d.next = self.next_buffers.val() | 1;
                    if self.buffer.val() {
                        self.buffers.d.next = self.next_buffers.val() | 2;
                    }
                }
            }
        }

        self.start.next = self.starting.q.val();
        self.repetitions.next = self.count.q.val();
        self.entry.next = self.first.q.val();
        self.step.next = self.number.q.val();
        self.rate.next = self.logarithm.q.val();
        self.seeds.parts[0].next = self.seed_low.q.val();
        self.seeds.parts[1].next = self.seed_high.q.val();
        self.seed.next = self.seeds.whole.val();
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
