//! The core: loader, program, memories, array, results and the way out.

use rust_hdl::prelude::*;

use super::activations::Activations;
use super::array::TernaryArray;
use super::outlet::Outlet;
use super::processor::Processor;
use super::reader::Reader;
use super::results::Results;
use super::weights::Weights;
use crate::base::{signed_bit_cast_int, unsigned_cast_int, Int, Reg};
use crate::core::counters::{Counters, COUNTERS};
use crate::core::loader::Loader;
use crate::core::reply::Reply;

/// Forward products on a 4 x 4 array. `docs/core.md` says how to talk to it.
///
/// ```text
///  s --> [loader] --+--> P: [processor] --> steps, columns
///           |       +--> A, W ---------------+--> [array] --> [results] --> A
///           |             +---> [reader] --+                       |
///           +--> [reply] ------------------+--> [outlet] <---------+
///                                               +--> m
/// ```
///
/// * Parameters: the address bits A, W and P of the memories, `S = A + 1`.
/// * A step reads A and W in the cycle in which it is issued and is summed in the next. For what a tile takes beside its
///   steps see [`Processor`] and [`Results`]; a word of the host for A takes four cycles.
#[derive(Debug, Default, LogicBlock)]
pub struct InferenceCore<const A: usize, const S: usize, const W: usize, const P: usize> {
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
    loader: Loader<2, A, W, P, 1>,
    processor: Processor<P>,
    activations: Activations<A, S>,
    weights: Weights<W>,
    array: TernaryArray,
    results: Results,
    outlet: Outlet,
    reply: Reply<COUNTERS>,
    reader: Reader,
    counters: Counters,
    fed: Reg<Bit>,
    rows_bits: Signal<Local, Bits<10>>,
    columns_bits: Signal<Local, Bits<10>>,
    rows: Signal<Local, Int<10>>,
    columns: Signal<Local, Int<10>>,
    cells: Signal<Local, Int<10>>,
}

impl<const A: usize, const S: usize, const W: usize, const P: usize> InferenceCore<A, S, W, P> {
    /// The core of `config`, whose sizes the parameters must repeat.
    pub fn new(config: golden::core::Config) -> Self {
        let bits = [A, W, P].map(|bits| bits as u32);
        assert!(config.size == 4 && !config.trains, "four lanes, forward only");
        assert!(config.w_eighths == 8, "all of W");
        assert!(
            bits == [config.a_bits, config.w_bits, config.p_bits],
            "address bits"
        );
        InferenceCore {
            loader: Loader::new(config),
            reply: Reply::new(config),
            ..Self::default()
        }
    }
}

impl<const A: usize, const S: usize, const W: usize, const P: usize> Logic for InferenceCore<A, S, W, P> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, fed);
        self.fed.reset.next = self.reset.val();
        clock!(
            self,
            clock,
            loader,
            processor,
            activations,
            weights,
            array,
            results,
            outlet,
            reply,
            reader,
            counters
        );
        self.loader.reset.next = self.reset.val();
        self.processor.reset.next = self.reset.val();
        self.activations.reset.next = self.reset.val();
        self.array.reset.next = self.reset.val();
        self.results.reset.next = self.reset.val();
        self.outlet.reset.next = self.reset.val();
        self.reply.reset.next = self.reset.val();
        self.reader.reset.next = self.reset.val();
        self.counters.reset.next = self.reset.val();

        // packets in
        self.loader.s_valid.next = self.s_valid.val();
        self.loader.s_data.next = self.s_data.val();
        self.loader.s_last.next = self.s_last.val();
        self.s_ready.next = self.loader.s_ready.val();
        self.loader.running.next = self.processor.running.val();
        self.loader.frees.next = self.processor.freed.val();
        self.loader.a_taken.next = self.activations.word_taken.val();
        self.loader.w_taken.next = self.weights.word_taken.val();
        self.loader.taken.next = self.reply.taken.val() | self.reader.taken.val();

        // program
        self.processor.program_write.next = self.loader.p_write.val();
        self.processor.program_address.next = self.loader.p_address.val();
        self.processor.program_data.next = self.loader.word.val();
        self.processor.start.next = self.loader.start.val();
        self.processor.start_entry.next = self.loader.entry.val();
        self.processor.start_repetitions.next = self.loader.repetitions.val();
        self.processor.commit.next = self.loader.commit.val();
        self.processor.done_ready.next = self.reply.done_taken.val();
        self.processor.pause.next = self.results.busy.val() | self.activations.asks.val();
        self.processor.busy.next = self.results.busy.val();
        self.processor.next_column.next = self.results.next_column.val();

        // memories; a word for A has its lane where that of a skewed memory has its first bank
        self.activations.read.next = self.processor.issue.val();
        self.activations.address.next = self.processor.x_address.val();
        self.activations.word_offer.next = self.loader.a_offer.val();
        self.activations.word_lane.next = self.loader.a_start.val();
        self.activations.word_address.next = self.loader.a_address.val();
        self.activations.word.next = self.loader.word.val();
        self.activations.sum_read.next = self.results.sum_read.val();
        self.activations.sum_write.next = self.results.sum_write.val();
        self.activations.sum_place.next = self.results.sum_place.val();
        self.activations.sum.next = self.results.sum_data.val();
        self.activations.store.next = self.results.store.val();
        self.activations.store_address.next = self.processor.x_address.val();
        self.activations.codes.next = self.results.codes.val();
        self.weights.step_read.next = self.processor.issue.val();
        self.weights.step_address.next = self.processor.y_address.val();
        self.weights.host_read.next = self.reader.read.val();
        self.weights.host_address.next = self.reader.address.val();
        self.weights.word_write.next = self.loader.w_write.val();
        self.weights.word_address.next = self.loader.w_address.val();
        self.weights.word.next = self.loader.word.val();

        // array, and what becomes of its sums
        self.fed.d.next = self.processor.issue.val();
        self.array.s_valid.next = self.fed.q.val();
        self.array.s_a.next = self.activations.vector.val();
        self.array.s_w.next = self.weights.vector.val();
        self.array.clear.next = self.results.clear.val();
        self.array.row.next = self.results.row.val();
        self.array.column.next = self.results.column.val();
        self.results.issue.next = self.processor.issue.val();
        self.results.start.next = self.processor.leaves.val();
        self.results.tile.next = self.processor.tile.val();
        self.results.rows.next = self.processor.rows.val();
        self.results.columns.next = self.processor.columns.val();
        self.results.sum.next = self.array.sum.val();
        self.results.kept.next = self.activations.vector.val();

        // packets out
        self.outlet.tag.next = self.processor.tag.val();
        self.outlet.columns.next = self.processor.columns.val();
        self.outlet.vector_valid.next = self.results.emit.val();
        self.outlet.vector.next = self.results.codes.val();
        self.results.emit_ready.next = self.outlet.vector_ready.val();
        self.outlet.reply_valid.next = self.reply.m_valid.val() | self.reader.m_valid.val();
        self.outlet.reply_data.next = self.reply.m_data.val();
        self.outlet.reply_last.next = self.reply.m_last.val();
        self.outlet.reply_marks.next = self.reply.m_marks.val();
        if self.reader.m_valid.val() {
            self.outlet.reply_data.next = self.reader.m_data.val();
            self.outlet.reply_last.next = self.reader.m_last.val();
            self.outlet.reply_marks.next = false;
        }
        self.outlet.m_ready.next = self.m_ready.val();
        self.m_valid.next = self.outlet.m_valid.val();
        self.m_data.next = self.outlet.m_data.val();
        self.m_last.next = self.outlet.m_last.val();

        // reading back, and replies
        self.reader.request.next = self.loader.read.val();
        self.reader.first.next = self.loader.row.val();
        self.reader.rows.next = self.loader.read_rows.val();
        self.reader.hold.next = self.reply.busy.val();
        self.reader.data.next = self.weights.vector.val();
        self.reader.m_ready.next = self.outlet.reply_ready.val();
        self.reply.build.next = self.build.val();
        self.reply.done.next = self.processor.done_valid.val();
        self.reply.done_fault.next = self.processor.done_fault.val();
        self.reply.done_address.next = bit_cast::<32, P>(self.processor.done_address.val());
        self.reply.hello.next = self.loader.hello.val();
        self.reply.counters.next = self.loader.counters.val();
        self.reply.error.next = self.loader.error.val();
        self.reply.error_reason.next = self.loader.error_reason.val();
        self.reply.error_header.next = self.loader.error_header.val();
        self.reply.m_ready.next = self.outlet.reply_ready.val();

        // counters: what is not built in stays at 0
        self.rows_bits.next = bit_cast::<10, 3>(self.processor.rows.val());
        self.columns_bits.next = bit_cast::<10, 3>(self.processor.columns.val());
        self.rows.next = signed_bit_cast_int::<10>(self.rows_bits.val());
        self.columns.next = signed_bit_cast_int::<10>(self.columns_bits.val());
        self.cells.next = self.rows.val() * self.columns.val();
        self.counters.clear.next = self.loader.clear.val();
        self.counters.word_in.next = self.s_valid.val() & self.loader.s_ready.val();
        self.counters.word_out.next = self.outlet.m_valid.val() & self.m_ready.val();
        self.counters.marks.next = self.outlet.marks.val();
        self.counters.issue.next = self.processor.issue.val();
        self.counters.product.next = 0.into();
        self.counters.stores.next = false;
        self.counters.cells.next = unsigned_cast_int::<10>(self.cells.val());
        self.counters.stall_input.next = self.processor.stall_input.val();
        self.counters.stall_barrier.next = false;
        self.counters.stall_drain.next = self.processor.stall_drain.val();
        self.counters.stall_program.next = self.processor.stall_program.val();
        self.counters.stall_norm.next = false;
        self.counters.stall_keys.next = false;
        self.counters.clips.next = self.results.clips.val();
        self.counters.norm_clips.next = 0.into();
        self.counters.cuts.next = 0.into();
        self.counters.y_cuts.next = 0.into();
        self.counters.dx_cuts.next = 0.into();
        self.counters.good.next = self.loader.good.val();
        self.counters.bad.next = self.loader.bad.val();
        self.counters.report.next = self.reply.report.val();
        self.reply.reported.next = self.counters.reported.val();
        self.counters.read.next = self.reply.read.val();
        self.counters.read_address.next = self.reply.read_address.val();
        self.reply.read_taken.next = self.counters.read_taken.val();
        self.reply.read_data.next = self.counters.read_data.val();
    }
}
