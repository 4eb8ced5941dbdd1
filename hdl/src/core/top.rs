//! The core: loader, program, datapath, normaliser and the way out.

use rust_hdl::prelude::*;

use super::control::Control;
use super::counters::{Counters, COUNTERS};
use super::datapath::Datapath;
use super::loader::Loader;
use super::normaliser::Normaliser;
use super::output::Output;
use super::reader::Reader;
use super::reply::Reply;
use crate::base::{Each, Reg, Setting};

/// Training and inference of convolutions on an N x N array. `docs/core.md` says how to talk to it.
///
/// ```text
///  s --> [loader] --+--> A, W, L -------> [datapath] <--- X, E, A, flags ---> [normaliser]
///           |       +--> P --> [control] --^  |  |  \                            ^
///           |                       |         |  |   +--- error exponent, keys --+
///           |                       +---------|--|------- calls, updates --------+
///           +--> [reply], [reader] ------+    |
///                                        +--> [output] --> m
/// ```
///
/// * Parameters: N, `B = 8 N`, `R = 32 N`, `H = 16 N` and `T = 2 N` bits of a vector of codes, accumulators, samples and
///   flags, `L = log2 N`, `Z = N / 4`; the address bits A, W, E, X, K, P and C of the memories (K of the labels);
///   2^(S - 1) samples a channel of the normaliser (2^17, or all that X holds), U channels at a time, and M = 1 where
///   there is one, else 0; G groups of D columns that share their multipliers, `V = 8 D`, `J = 16 N D`.
/// * Throughput: a step a cycle, of a gradient one in G, and a cycle between tiles, where a tile takes longer than the one
///   before it takes to leave; see [`Datapath`].
/// * Numbers: accumulators of 32 bits.
#[derive(Debug, Default, LogicBlock)]
pub struct Core<
    const N: usize,
    const B: usize,
    const R: usize,
    const H: usize,
    const T: usize,
    const L: usize,
    const Z: usize,
    const A: usize,
    const W: usize,
    const E: usize,
    const X: usize,
    const K: usize,
    const P: usize,
    const C: usize,
    const S: usize,
    const U: usize,
    const M: usize,
    const G: usize,
    const D: usize,
    const V: usize,
    const J: usize,
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
    loader: Loader<L, A, W, P, K>,
    control: Control<L, P, G>,
    datapath: Datapath<N, B, R, H, T, L, Z, A, W, E, X, K, G, D, V, J>,
    normaliser: Each<Normaliser<N, B, H, T, L, C, S, U>, M>,
    results: Output<B>,
    reply: Reply<COUNTERS>,
    reader: Reader<B, Z>,
    counters: Counters,
    // the step before was the last of a tile that emits
    emitting: Reg<Bit>,
    emits: Reg<Bit>,
    norm_most: Setting<Bits<18>>,
    finishing: Signal<Local, Bit>,
    word_in: Signal<Local, Bit>,
    word_out: Signal<Local, Bit>,
    row: Signal<Local, Bits<20>>,
    // the normaliser's side, at rest where none is built in
    norm_ready: Signal<Local, Bit>,
    norm_idle: Signal<Local, Bit>,
    norm_updated: Signal<Local, Bit>,
    norm_scaled: Signal<Local, Bit>,
    dx_maximum: Signal<Local, Bits<48>>,
    nx_read: Signal<Local, Bit>,
    nx_address: Signal<Local, Bits<20>>,
    ne_read: Signal<Local, Bit>,
    ner_address: Signal<Local, Bits<20>>,
    na_write: Signal<Local, Bit>,
    na_address: Signal<Local, Bits<20>>,
    na_data: Signal<Local, Bits<B>>,
    ne_write: Signal<Local, Bit>,
    new_address: Signal<Local, Bits<20>>,
    new_data: Signal<Local, Bits<B>>,
    nf_write: Signal<Local, Bit>,
    nf_address: Signal<Local, Bits<20>>,
    nf_data: Signal<Local, Bits<T>>,
    p_gamma_beta: Signal<Local, Bits<32>>,
    p_mu: Signal<Local, Bits<32>>,
    p_scale: Signal<Local, Bits<32>>,
    norm_clips: Signal<Local, Bits<6>>,
    y_cuts: Signal<Local, Bits<6>>,
    dx_cuts: Signal<Local, Bits<6>>,
}

impl<
        const N: usize,
        const B: usize,
        const R: usize,
        const H: usize,
        const T: usize,
        const L: usize,
        const Z: usize,
        const A: usize,
        const W: usize,
        const E: usize,
        const X: usize,
        const K: usize,
        const P: usize,
        const C: usize,
        const S: usize,
        const U: usize,
        const M: usize,
        const G: usize,
        const D: usize,
        const V: usize,
        const J: usize,
    > Core<N, B, R, H, T, L, Z, A, W, E, X, K, P, C, S, U, M, G, D, V, J>
{
    /// The core of `config`, whose sizes the parameters must repeat.
    pub fn new(config: golden::core::Config) -> Self {
        let bits = [A, W, P].map(|bits| bits as u32);
        assert!(N == config.size, "side of the array");
        assert!(
            bits == [config.a_bits, config.w_bits, config.p_bits],
            "address bits"
        );
        assert!(config.trains, "a core that trains");
        let bits = [E, K].map(|bits| bits as u32);
        assert!(bits == [config.e_bits, config.l_bits], "address bits");
        if config.normalises() {
            let bits = [X, C].map(|bits| bits as u32);
            assert!(bits == [config.x_bits, config.c_bits], "address bits");
        }
        assert!(M == usize::from(config.normalises()), "normaliser");
        assert!(M == 0 || 1 << (S - 1) == config.norm_samples(), "samples a call");
        Core {
            loader: Loader::new(config),
            datapath: Datapath::new(config.w_eighths),
            reply: Reply::new(config),
            norm_most: Setting::new((config.norm_samples() as u64).into()),
            ..Self::default()
        }
    }
}

impl<
        const N: usize,
        const B: usize,
        const R: usize,
        const H: usize,
        const T: usize,
        const L: usize,
        const Z: usize,
        const A: usize,
        const W: usize,
        const E: usize,
        const X: usize,
        const K: usize,
        const P: usize,
        const C: usize,
        const S: usize,
        const U: usize,
        const M: usize,
        const G: usize,
        const D: usize,
        const V: usize,
        const J: usize,
    > Logic for Core<N, B, R, H, T, L, Z, A, W, E, X, K, P, C, S, U, M, G, D, V, J>
{
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, emits, emitting);
        self.emitting.reset.next = self.reset.val();
        self.emits.reset.next = self.reset.val();
        self.counters.clock.next = self.clock.val();
        self.counters.reset.next = self.reset.val();
        self.loader.clock.next = self.clock.val();
        self.loader.reset.next = self.reset.val();
        self.control.clock.next = self.clock.val();
        self.control.reset.next = self.reset.val();
        self.datapath.clock.next = self.clock.val();
        self.datapath.reset.next = self.reset.val();
        self.results.clock.next = self.clock.val();
        self.results.reset.next = self.reset.val();
        self.reply.clock.next = self.clock.val();
        self.reply.reset.next = self.reset.val();
        self.reader.clock.next = self.clock.val();
        self.reader.reset.next = self.reset.val();

        self.row.next = self.loader.row.val();
        if self.reader.p_read.val() {
            self.row.next = self.reader.address.val();
        }

        // normaliser, or what stands in its place
        self.norm_ready.next = true;
        self.norm_idle.next = true;
        self.norm_updated.next = true;
        // no maximum, and so no scale: nothing to wait for
        self.norm_scaled.next = self.control.scale_kind.val().get_bit(1);
        self.dx_maximum.next = 0.into();
        self.nx_read.next = false;
        self.nx_address.next = 0.into();
        self.ne_read.next = false;
        self.ner_address.next = 0.into();
        self.na_write.next = false;
        self.na_address.next = 0.into();
        self.na_data.next = self.datapath.vector.val();
        self.ne_write.next = false;
        self.new_address.next = 0.into();
        self.new_data.next = self.datapath.vector.val();
        self.nf_write.next = false;
        self.nf_address.next = 0.into();
        self.nf_data.next = 0.into();
        self.p_gamma_beta.next = 0.into();
        self.p_mu.next = 0.into();
        self.p_scale.next = 0.into();
        self.norm_clips.next = 0.into();
        self.y_cuts.next = 0.into();
        self.dx_cuts.next = 0.into();
        for i in 0..M {
            self.normaliser[i].clock.next = self.clock.val();
            self.normaliser[i].reset.next = self.reset.val();
            self.normaliser[i].call_valid.next = self.control.norm_valid.val();
            self.normaliser[i].call_imm.next = self.control.norm_imm.val();
            self.normaliser[i].call_d.next = self.control.norm_d.val();
            self.normaliser[i].call_f.next = self.control.norm_f.val();
            self.normaliser[i].call_images.next = self.control.norm_images.val();
            self.normaliser[i].call_positions.next = self.control.norm_positions.val();
            self.normaliser[i].call_x1.next = self.control.norm_x1.val();
            self.normaliser[i].call_y1.next = self.control.norm_y1.val();
            self.normaliser[i].call_wx.next = self.control.norm_wx.val();
            self.normaliser[i].call_wy.next = self.control.norm_wy.val();
            self.normaliser[i].call_channel.next = self.control.norm_channel.val();
            self.norm_ready.next = self.normaliser[i].call_ready.val();
            self.norm_idle.next = self.normaliser[i].idle.val();
            self.normaliser[i].update_start.next = self.control.update_start.val();
            self.normaliser[i].update_kind.next = self.control.update_kind.val();
            self.normaliser[i].update_channel.next = self.control.norm_channel.val();
            self.normaliser[i].update_count.next = self.control.norm_images.val();
            self.norm_updated.next = self.normaliser[i].update_done.val();
            self.normaliser[i].keys.next = self.datapath.keys.val();
            self.normaliser[i].rate.next = self.loader.rate.val();
            self.normaliser[i].scale_start.next =
                self.control.scale_start.val() & self.control.scale_kind.val().get_bit(1);
            self.normaliser[i].scale_kind.next = self.control.scale_kind.val();
            self.norm_scaled.next = self.normaliser[i].scale_done.val();
            self.normaliser[i].error_exponent.next = self.datapath.error_exponent.val();
            self.normaliser[i].error_null.next = self.datapath.error_null.val();
            self.dx_maximum.next = self.normaliser[i].dx_maximum.val();
            self.normaliser[i].dx_clear.next = self.datapath.dx_clear.val();
            self.nx_read.next = self.normaliser[i].x_read.val();
            self.nx_address.next = self.normaliser[i].x_address.val();
            self.normaliser[i].x_data.next = self.datapath.nx_data.val();
            self.ne_read.next = self.normaliser[i].e_read.val();
            self.ner_address.next = self.normaliser[i].e_read_address.val();
            self.normaliser[i].e_data.next = self.datapath.ne_data.val();
            self.na_write.next = self.normaliser[i].a_write.val();
            self.na_address.next = self.normaliser[i].a_address.val();
            self.na_data.next = self.normaliser[i].a_data.val();
            self.normaliser[i].a_taken.next = !self.datapath.na_taken.val();
            self.ne_write.next = self.normaliser[i].e_write.val();
            self.new_address.next = self.normaliser[i].e_write_address.val();
            self.new_data.next = self.normaliser[i].e_write_data.val();
            self.normaliser[i].e_taken.next = !self.datapath.new_taken.val();
            self.nf_write.next = self.normaliser[i].f_write.val();
            self.nf_address.next = self.normaliser[i].f_address.val();
            self.nf_data.next = self.normaliser[i].f_data.val();
            self.normaliser[i].f_taken.next = !self.datapath.nf_taken.val();
            self.normaliser[i].p_write.next = self.loader.parameter_write.val();
            self.normaliser[i].p_read.next = self.reader.p_read.val();
            self.normaliser[i].p_address.next = self.row.val();
            self.normaliser[i].p_word.next = self.loader.parameter_index.val();
            self.normaliser[i].p_data.next = self.loader.word.val();
            self.p_gamma_beta.next = self.normaliser[i].p_gamma_beta.val();
            self.p_mu.next = self.normaliser[i].p_mu.val();
            self.p_scale.next = self.normaliser[i].p_scale.val();
            self.norm_clips.next = self.normaliser[i].clips.val();
            self.y_cuts.next = self.normaliser[i].y_saturations.val();
            self.dx_cuts.next = self.normaliser[i].dx_saturations.val();
        }

        // packets in
        self.loader.s_valid.next = self.s_valid.val();
        self.loader.s_data.next = self.s_data.val();
        self.loader.s_last.next = self.s_last.val();
        self.s_ready.next = self.loader.s_ready.val();
        self.word_in.next = self.s_valid.val() & self.loader.s_ready.val();
        self.loader.running.next = self.control.running.val();
        self.loader.frees.next = self.control.freed.val();
        self.loader.a_taken.next = self.datapath.a_taken.val();
        self.loader.w_taken.next = self.datapath.w_taken.val();
        self.loader.taken.next = self.reply.taken.val() | self.reader.taken.val();

        // program
        self.control.norm_most.next = self.norm_most.val();
        self.control.program_write.next = self.loader.p_write.val();
        self.control.program_address.next = self.loader.p_address.val();
        self.control.program_data.next = self.loader.word.val();
        self.control.start.next = self.loader.start.val();
        self.control.start_entry.next = self.loader.entry.val();
        self.control.start_repetitions.next = self.loader.repetitions.val();
        self.control.start_step.next = self.loader.step.val();
        self.control.commit.next = self.loader.commit.val();
        self.control.done_ready.next = self.reply.done_taken.val();
        self.control.drained.next = self.datapath.drained.val();
        self.control.scale_done.next = self.datapath.scale_done.val() | self.norm_scaled.val();
        self.control.keys_busy.next = self.datapath.keys_busy.val();
        self.control.norm_ready.next = self.norm_ready.val();
        self.control.norm_idle.next = self.norm_idle.val();
        self.control.update_done.next = self.norm_updated.val();

        // steps and the tile that drains
        self.datapath.issue.next = self.control.issue.val();
        self.datapath.first.next = self.control.first.val();
        self.datapath.last.next = self.control.last.val();
        self.datapath.product.next = self.control.product.val();
        self.datapath.x_address.next = self.control.x_address.val();
        self.datapath.y_address.next = self.control.y_address.val();
        self.datapath.lane.next = self.control.lane.val();
        self.datapath.unpool.next = self.control.unpool.val();
        self.datapath.want.next = self.control.want.val();
        self.datapath.takes.next = self.control.takes.val();
        self.datapath.run_gap.next = self.control.run_gap.val();
        self.datapath.tile.next = self.control.tile_imm.val();
        self.datapath.d.next = self.control.tile_d.val();
        self.datapath.f.next = self.control.tile_f.val();
        self.datapath.rows.next = self.control.tile_rows.val();
        self.datapath.columns.next = self.control.tile_columns.val();
        self.datapath.index.next = self.control.tile_index.val();
        self.datapath.row_stride.next = self.control.tile_row_stride.val();
        self.datapath.scale_start.next = self.control.scale_start.val();
        self.datapath.scale_kind.next = self.control.scale_kind.val();
        self.datapath.dx_maximum.next = self.dx_maximum.val();
        self.datapath.keys_start.next = self.control.keys_start.val();
        self.datapath.keys_layer.next = self.control.keys_layer.val();
        self.datapath.keys_step.next = self.control.keys_step.val();
        self.datapath.seed.next = self.loader.seed.val();
        self.datapath.rate.next = self.loader.rate.val();

        // words for the memories
        self.datapath.a_write.next = self.loader.a_write.val();
        self.datapath.a_start.next = self.loader.a_start.val();
        self.datapath.a_address.next = self.loader.a_address.val();
        self.datapath.a_word.next = self.loader.word.val();
        self.datapath.w_write.next = self.loader.w_write.val();
        self.datapath.w_start.next = self.loader.w_start.val();
        self.datapath.w_address.next = self.loader.w_address.val();
        self.datapath.w_word.next = self.loader.word.val();
        self.datapath.label_write.next = self.loader.label_write.val();
        self.datapath.label_address.next = self.loader.label_address.val();
        self.datapath.label_index.next = self.loader.label_index.val();
        self.datapath.label_word.next = self.loader.word.val();

        // reading back
        self.reader.request.next = self.loader.read.val();
        self.reader.parameters.next = self.loader.read_parameters.val();
        self.reader.first.next = self.loader.row.val();
        self.reader.rows.next = self.loader.read_rows.val();
        self.reader.hold.next = self.reply.busy.val();
        self.datapath.wr_read.next = self.reader.w_read.val();
        self.datapath.wr_address.next = bit_cast::<W, 20>(self.reader.address.val());
        self.reader.w_data.next = self.datapath.wr_data.val();
        self.reader.p_gamma_beta.next = self.p_gamma_beta.val();
        self.reader.p_mu.next = self.p_mu.val();
        self.reader.p_scale.next = self.p_scale.val();

        // the normaliser's ports of the memories
        self.datapath.nx_read.next = self.nx_read.val();
        self.datapath.nx_address.next = self.nx_address.val();
        self.datapath.ne_read.next = self.ne_read.val();
        self.datapath.ner_address.next = self.ner_address.val();
        self.datapath.na_write.next = self.na_write.val();
        self.datapath.na_address.next = self.na_address.val();
        self.datapath.na_data.next = self.na_data.val();
        self.datapath.ne_write.next = self.ne_write.val();
        self.datapath.new_address.next = self.new_address.val();
        self.datapath.new_data.next = self.new_data.val();
        self.datapath.nf_write.next = self.nf_write.val();
        self.datapath.nf_address.next = self.nf_address.val();
        self.datapath.nf_data.next = self.nf_data.val();

        // results: no vector goes out before its header
        self.datapath.emit_ready.next = self.results.vector_ready.val() & !self.emits.q.val();
        self.finishing.next = self.control.issue.val() & self.control.last.val();
        if self.results.result_taken.val() {
            self.emits.d.next = false;
        }
        self.emitting.d.next = self.finishing.val() & self.control.emits.val();
        if self.emitting.q.val() {
            self.emits.d.next = true;
        }
        self.results.result_request.next = self.emits.q.val();
        self.results.result_tag.next = self.control.tile_tag.val();
        self.results.result_columns.next = self.control.tile_columns.val();
        self.results.vector_valid.next = self.datapath.emit.val() & !self.emits.q.val();
        self.results.vector.next = self.datapath.vector.val();
        self.results.reply_valid.next = self.reply.m_valid.val() | self.reader.m_valid.val();
        self.results.reply_data.next = self.reply.m_data.val();
        self.results.reply_last.next = self.reply.m_last.val();
        self.results.reply_marks.next = self.reply.m_marks.val();
        if self.reader.m_valid.val() {
            self.results.reply_data.next = self.reader.m_data.val();
            self.results.reply_last.next = self.reader.m_last.val();
            self.results.reply_marks.next = false;
        }
        self.results.m_ready.next = self.m_ready.val();
        self.m_valid.next = self.results.m_valid.val();
        self.m_data.next = self.results.m_data.val();
        self.m_last.next = self.results.m_last.val();
        self.word_out.next = self.results.m_valid.val() & self.m_ready.val();

        // replies
        self.reply.build.next = self.build.val();
        self.reply.done.next = self.control.done_valid.val();
        self.reply.done_fault.next = self.control.done_fault.val();
        self.reply.done_address.next = bit_cast::<32, P>(self.control.done_address.val());
        self.reply.hello.next = self.loader.hello.val();
        self.reply.counters.next = self.loader.counters.val();
        self.reply.error.next = self.loader.error.val();
        self.reply.error_reason.next = self.loader.error_reason.val();
        self.reply.error_header.next = self.loader.error_header.val();
        self.reply.m_ready.next = self.results.reply_ready.val();
        self.reader.m_ready.next = self.results.reply_ready.val();

        // counters
        self.counters.clear.next = self.loader.clear.val();
        self.counters.word_in.next = self.word_in.val();
        self.counters.word_out.next = self.word_out.val();
        self.counters.marks.next = self.results.marks.val();
        self.counters.issue.next = self.control.issue.val();
        self.counters.product.next = self.control.product.val();
        self.counters.stores.next = self.control.stores.val();
        self.counters.cells.next = self.control.cells.val();
        self.counters.stall_input.next = self.control.stall_input.val();
        self.counters.stall_barrier.next = self.control.stall_barrier.val();
        self.counters.stall_drain.next = self.control.stall_drain.val();
        self.counters.stall_program.next = self.control.stall_program.val();
        self.counters.stall_norm.next = self.control.stall_norm.val();
        self.counters.stall_keys.next = self.control.stall_keys.val();
        self.counters.clips.next = self.datapath.clips.val();
        self.counters.norm_clips.next = self.norm_clips.val();
        self.counters.cuts.next = self.datapath.cuts.val();
        self.counters.y_cuts.next = self.y_cuts.val();
        self.counters.dx_cuts.next = self.dx_cuts.val();
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
