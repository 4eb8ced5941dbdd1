//! The core: memories, the MAC array, the requantiser, a sequencer and the packet interface.

use rust_hdl::prelude::*;

use super::drain::Drain;
use super::loader::Loader;
use super::output::Output;
use super::reply::Reply;
use super::sequencer::Sequencer;
use super::skew::SkewMemory;
use super::tally::Tally;
use super::ternarise::Ternarise;
use crate::base::{Each, Ram, Reg};
use crate::wage::mac::Array;

const COUNTERS: usize = golden::core::packet::COUNTERS.len();

/// Cycles from the issue of a step to the array's input: memory, rotation, ternary digits.
const READ_LATENCY: usize = 3;

/// Integer inference of dense networks on an N x N array. `docs/core.md` says how to talk to it.
///
/// ```text
///  s --> [loader] --+--> A --> column of images ------------+
///           |       +--> W --> row of weights --> ternary --+--> [array] --> [drain] --+--> A
///           |       +--> P <--> [sequencer] -- issue -------^                          |
///           +--> [reply] ---------------------------------------> [output] <-----------+
///                                                                    +--> m
/// ```
///
/// * Parameters: N, `B = 8 N` and `R = 32 N` bits of a vector of codes and of accumulators, `L = log2 N`, and the
///   address bits A, W and P of the three memories.
/// * Throughput: K cycles a tile of N images by N outputs, tile after tile without a bubble, when K is above the
///   cycles that the tile before it takes to leave.
/// * Those are N + 9 from a tile's last step for stored results; for emitted ones, which leave a word a cycle, 16, 24
///   and 68 (N = 4, 8, 16). A barrier opens as many cycles after the last step before it.
/// * Numbers: accumulators of 32 bits, exact for every K a program can name (127 * 65535 < 2^31).
#[derive(Debug, LogicBlock)]
pub struct Core<
    const N: usize,
    const B: usize,
    const R: usize,
    const L: usize,
    const A: usize,
    const W: usize,
    const P: usize,
> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high: everything but the contents of the memories.
    pub reset: Signal<In, Bit>,
    /// The build hash that HELLO reports, tied to a constant: a hash of the text that it would stand in cannot be
    /// part of it.
    pub build: Signal<In, Bits<32>>,
    /// A word is offered.
    pub s_valid: Signal<In, Bit>,
    /// It is taken.
    pub s_ready: Signal<Out, Bit>,
    /// A word of a packet.
    pub s_data: Signal<In, Bits<32>>,
    /// The packet's last.
    pub s_last: Signal<In, Bit>,
    /// A word is offered.
    pub m_valid: Signal<Out, Bit>,
    /// It is taken.
    pub m_ready: Signal<In, Bit>,
    /// A word of a packet.
    pub m_data: Signal<Out, Bits<32>>,
    /// The packet's last.
    pub m_last: Signal<Out, Bit>,
    loader: Loader<L, A, W, P>,
    sequencer: Sequencer<P>,
    code: Ram<Bits<128>, P>,
    activations: SkewMemory<N, B, L, A>,
    weights: SkewMemory<N, B, L, W>,
    ternarise: Ternarise<N, B>,
    array: Array<N, N, 32, B, B, R>,
    drain: Drain<N, B, R, A>,
    results: Output<B>,
    reply: Reply<COUNTERS>,
    tallies: Each<Tally, COUNTERS>,
    // a step of the reduction on its way through the memories
    valid: Each<Reg<Bit>, READ_LATENCY>,
    first: Each<Reg<Bit>, READ_LATENCY>,
    last: Each<Reg<Bit>, READ_LATENCY>,
    column: Reg<Bits<B>>,
    emits: Reg<Bit>,
    started: Reg<Bit>,
    span: Reg<Bits<64>>,
    base: Reg<Bits<32>>,
    zero: Constant<Bits<B>>,
    lag: Constant<Bits<64>>,
    finishing: Signal<Local, Bit>,
    word_in: Signal<Local, Bit>,
    word_out: Signal<Local, Bit>,
    saturated: Signal<Local, Bits<32>>,
}

impl<
        const N: usize,
        const B: usize,
        const R: usize,
        const L: usize,
        const A: usize,
        const W: usize,
        const P: usize,
    > Core<N, B, R, L, A, W, P>
{
    /// The core of `config`, whose sizes the parameters must repeat.
    pub fn new(config: golden::core::Config) -> Self {
        assert!(
            N == config.size && B == 8 * N && R == 32 * N && N == 1 << L,
            "side of the array"
        );
        assert!(
            (A, W, P)
                == (
                    config.a_bits as usize,
                    config.w_bits as usize,
                    config.p_bits as usize
                ),
            "address bits"
        );
        Core {
            clock: Default::default(),
            reset: Default::default(),
            build: Default::default(),
            s_valid: Default::default(),
            s_ready: Default::default(),
            s_data: Default::default(),
            s_last: Default::default(),
            m_valid: Default::default(),
            m_ready: Default::default(),
            m_data: Default::default(),
            m_last: Default::default(),
            loader: Default::default(),
            sequencer: Sequencer::new(N),
            code: Default::default(),
            activations: Default::default(),
            weights: Default::default(),
            ternarise: Default::default(),
            array: Default::default(),
            drain: Default::default(),
            results: Default::default(),
            reply: Reply::new(config),
            tallies: Default::default(),
            valid: Default::default(),
            first: Default::default(),
            last: Default::default(),
            column: Default::default(),
            emits: Default::default(),
            started: Default::default(),
            span: Default::default(),
            base: Default::default(),
            zero: Constant::new(0.into()),
            lag: Constant::new(3.into()),
            finishing: Default::default(),
            word_in: Default::default(),
            word_out: Default::default(),
            saturated: Default::default(),
        }
    }
}

impl<
        const N: usize,
        const B: usize,
        const R: usize,
        const L: usize,
        const A: usize,
        const W: usize,
        const P: usize,
    > Logic for Core<N, B, R, L, A, W, P>
{
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, column, emits, started, span, base);
        self.column.reset.next = self.reset.val();
        self.emits.reset.next = self.reset.val();
        self.started.reset.next = self.reset.val();
        self.span.reset.next = self.reset.val();
        self.base.reset.next = self.reset.val();
        self.loader.clock.next = self.clock.val();
        self.loader.reset.next = self.reset.val();
        self.sequencer.clock.next = self.clock.val();
        self.sequencer.reset.next = self.reset.val();
        self.activations.clock.next = self.clock.val();
        self.activations.reset.next = self.reset.val();
        self.weights.clock.next = self.clock.val();
        self.weights.reset.next = self.reset.val();
        self.ternarise.clock.next = self.clock.val();
        self.ternarise.reset.next = self.reset.val();
        self.array.clock.next = self.clock.val();
        self.array.reset.next = self.reset.val();
        self.drain.clock.next = self.clock.val();
        self.drain.reset.next = self.reset.val();
        self.results.clock.next = self.clock.val();
        self.results.reset.next = self.reset.val();
        self.reply.clock.next = self.clock.val();
        self.reply.reset.next = self.reset.val();
        self.code.clock.next = self.clock.val();
        for i in 0..READ_LATENCY {
            self.valid[i].clock.next = self.clock.val();
            self.valid[i].reset.next = self.reset.val();
            self.first[i].clock.next = self.clock.val();
            self.first[i].reset.next = self.reset.val();
            self.last[i].clock.next = self.clock.val();
            self.last[i].reset.next = self.reset.val();
        }

        // packets in
        self.loader.s_valid.next = self.s_valid.val();
        self.loader.s_data.next = self.s_data.val();
        self.loader.s_last.next = self.s_last.val();
        self.s_ready.next = self.loader.s_ready.val();
        self.word_in.next = self.s_valid.val() & self.loader.s_ready.val();
        self.loader.running.next = self.sequencer.running.val();
        self.loader.frees.next = self.sequencer.frees.val();
        self.loader.a_taken.next = self.drain.store.val();
        self.loader.taken.next = self.reply.taken.val();

        // program
        self.code.write_enable.next = self.loader.p_write.val();
        self.code.write_address.next = self.loader.p_address.val();
        self.code.write_data.next = self.loader.instruction.val();
        self.code.read_enable.next = self.sequencer.program_read.val();
        self.code.read_address.next = self.sequencer.program_address.val();
        self.sequencer.instruction.next = self.code.read_data.val();
        self.sequencer.start.next = self.loader.start.val();
        self.sequencer.start_groups.next = self.loader.start_groups.val();
        self.sequencer.full.next = self.loader.full.val();
        self.sequencer.images_0.next = self.loader.images_0.val();
        self.sequencer.images_1.next = self.loader.images_1.val();
        self.sequencer.drained.next = self.drain.drained.val();
        self.sequencer.done_ready.next = self.reply.done_taken.val();

        // memories
        self.activations.word_write.next = self.loader.a_write.val();
        self.activations.word_start.next = self.loader.a_start.val();
        self.activations.word_address.next = self.loader.a_address.val();
        self.activations.word_data.next = self.loader.word.val();
        self.activations.spread.next = true;
        self.activations.vector_write.next = self.drain.store.val();
        self.activations.vector_address.next = self.drain.store_address.val();
        self.activations.vector_data.next = self.drain.vector.val();
        self.activations.read_enable.next = self.sequencer.issue.val();
        self.activations.read_address.next = self.sequencer.a_address.val().get_bits::<A>(0);
        self.weights.word_write.next = self.loader.w_write.val();
        self.weights.word_start.next = self.loader.w_start.val();
        self.weights.word_address.next = self.loader.w_address.val();
        self.weights.word_data.next = self.loader.word.val();
        self.weights.spread.next = false;
        self.weights.vector_write.next = false;
        self.weights.vector_address.next = 0.into();
        self.weights.vector_data.next = self.zero.val();
        self.weights.read_enable.next = self.sequencer.issue.val();
        self.weights.read_address.next = self.sequencer.w_address.val().get_bits::<W>(0);

        // array
        self.ternarise.w.next = self.weights.vector.val();
        self.column.d.next = self.activations.vector.val();
        self.valid[0].d.next = self.sequencer.issue.val();
        self.first[0].d.next = self.sequencer.first.val();
        self.last[0].d.next = self.sequencer.last.val();
        for i in 1..READ_LATENCY {
            self.valid[i].d.next = self.valid[i - 1].q.val();
            self.first[i].d.next = self.first[i - 1].q.val();
            self.last[i].d.next = self.last[i - 1].q.val();
        }
        self.array.s_valid.next = self.valid[2].q.val();
        self.array.s_first.next = self.first[2].q.val();
        self.array.s_last.next = self.last[2].q.val();
        self.array.s_a.next = self.column.q.val();
        self.array.s_w.next = self.ternarise.digits.val();
        self.array.m_ready.next = self.drain.s_ready.val();

        // results
        self.drain.columns.next = self.sequencer.drain_columns.val();
        self.drain.images.next = self.sequencer.drain_images.val();
        self.drain.tile.next = self.sequencer.drain_tile.val();
        self.drain.s_valid.next = self.array.m_valid.val();
        self.drain.s_data.next = self.array.m_data.val();
        // no vector goes out before its header: until then the tile's tag and columns must hold
        self.drain.emit_ready.next = self.results.vector_ready.val() & !self.emits.q.val();
        self.finishing.next = self.sequencer.issue.val() & self.sequencer.last.val();
        if self.results.result_taken.val() {
            self.emits.d.next = false;
        }
        if self.finishing.val() & self.sequencer.emits.val() {
            self.emits.d.next = true;
        }
        self.results.result_request.next = self.emits.q.val();
        self.results.result_tag.next = self.sequencer.drain_tile.val().get_bits::<8>(24);
        self.results.result_columns.next = self.sequencer.drain_columns.val();
        self.results.vector_valid.next = self.drain.emit.val() & !self.emits.q.val();
        self.results.vector.next = self.drain.vector.val();
        self.results.reply_valid.next = self.reply.m_valid.val();
        self.results.reply_data.next = self.reply.m_data.val();
        self.results.reply_last.next = self.reply.m_last.val();
        self.results.reply_marks.next = self.reply.m_marks.val();
        self.results.m_ready.next = self.m_ready.val();
        self.m_valid.next = self.results.m_valid.val();
        self.m_data.next = self.results.m_data.val();
        self.m_last.next = self.results.m_last.val();
        self.word_out.next = self.results.m_valid.val() & self.m_ready.val();

        // replies
        self.reply.build.next = self.build.val();
        self.reply.done.next = self.sequencer.done_valid.val();
        self.reply.done_fault.next = self.sequencer.done_fault.val();
        self.reply.done_address.next = self.sequencer.done_address.val();
        self.reply.hello.next = self.loader.hello.val();
        self.reply.counters.next = self.loader.counters.val();
        self.reply.error.next = self.loader.error.val();
        self.reply.error_reason.next = self.loader.error_reason.val();
        self.reply.error_header.next = self.loader.error_header.val();
        self.reply.m_ready.next = self.results.reply_ready.val();

        // counters
        if self.word_in.val() {
            self.started.d.next = true;
        }
        self.saturated.next = self.drain.saturations.val() - self.base.q.val();
        if self.results.marks.val() {
            self.span.d.next = self.tallies[0].count.val() + self.lag.val();
        }
        if self.loader.clear.val() {
            self.started.d.next = false;
            self.base.d.next = self.drain.saturations.val();
            self.span.d.next = 0.into();
        }
        for i in 0..COUNTERS {
            self.tallies[i].clock.next = self.clock.val();
            self.tallies[i].reset.next = self.reset.val();
            self.tallies[i].clear.next = self.loader.clear.val();
            self.tallies[i].amount.next = 1.into();
            self.tallies[i].enable.next = false;
            self.reply.count[i].next = self.tallies[i].count.val();
        }
        self.tallies[0].enable.next = self.started.q.val();
        self.reply.count[1].next = self.span.q.val();
        self.tallies[2].enable.next = self.sequencer.issue.val();
        self.tallies[2].amount.next = self.sequencer.cells.val();
        self.tallies[3].enable.next = self.sequencer.issue.val();
        self.tallies[4].enable.next = self.sequencer.stall_input.val();
        self.tallies[5].enable.next = self.sequencer.stall_barrier.val();
        self.tallies[6].enable.next = self.sequencer.stall_drain.val();
        self.tallies[7].enable.next = self.sequencer.stall_fetch.val();
        self.reply.count[8].next = bit_cast::<64, 32>(self.saturated.val());
        self.tallies[9].enable.next = self.loader.good.val();
        self.tallies[10].enable.next = self.loader.bad.val();
        self.tallies[11].enable.next = self.word_in.val();
        self.tallies[12].enable.next = self.word_out.val();
    }
}
