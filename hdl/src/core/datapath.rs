//! Everything between the steps of a program and the memories.

use rust_hdl::prelude::*;

use super::activations::Activations;
use super::array::TileArray;
use super::emission::Clips;
use super::errors::Maximum;
use super::fetch::Fetch;
use super::finish::Finish;
use super::gradient::WeightUpdate;
use super::job::Job;
use super::numbers::Numbers;
use super::results::Results;
use super::scale::ScaleUnit;
use super::space::Space;
use super::weights::Weights;
use crate::random::Keys;

/// The memories, the array, and what becomes of the array's results.
///
/// ```text
///  step --> [Fetch] ----------------> [Array] --> [Results] --> A, E, I, F, X
///            |  ^                        [Job] ----^ |   |  --> [Finish] --> vector, drained
///            v  |                     [Numbers] --+  |   +----> [Maximum] --> [ScaleUnit] --> exponents
///       [Activations] A, [Weights] W,             v  v
///       [Space] E, I, F, X              W <-- [WeightUpdate]
/// ```
///
/// The blocks stand in files of their own; what is left here is wires.
///
/// * A step a cycle, of a gradient one in G, and a cycle between tiles. The first column leaves the array 12 cycles after
///   the last step of its tile, one more every cycle: `drained` comes N + 8 cycles after that step, so that a tile of
///   N + 8 steps or more is never held. Of a gradient tile it comes G - 1 cycles later, of one that is stored
///   2 N + 27 cycles after that step, of one that is emitted not before its last vector.
/// * `N = G D`, `V = 8 D`, `J = 16 N D`, as in [`TileArray`].
/// * The results of a tile that is emitted wait in a memory of their own: nothing behind the array ever stands still.
/// * The update reads W where no step does; its columns wait in the array for that and for their random numbers.
#[derive(Debug, Default, LogicBlock)]
pub struct Datapath<
    const N: usize,
    const B: usize,
    const R: usize,
    const H: usize,
    const T: usize,
    const L: usize,
    const Q: usize,
    const A: usize,
    const W: usize,
    const E: usize,
    const X: usize,
    const K: usize,
    const G: usize,
    const D: usize,
    const V: usize,
    const J: usize,
> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high: everything but the contents of the memories.
    pub reset: Signal<In, Bit>,
    /// A step.
    pub issue: Signal<In, Bit>,
    /// It is the first of its tile.
    pub first: Signal<In, Bit>,
    /// It is the last of its tile.
    pub last: Signal<In, Bit>,
    /// 0 forward, 1 transposed, 2 gradient, 3 loss.
    pub product: Signal<In, Bits<2>>,
    /// Address of the first operand.
    pub x_address: Signal<In, Bits<20>>,
    /// Address of the second.
    pub y_address: Signal<In, Bits<20>>,
    /// Lane of the rows that are read.
    pub lane: Signal<In, Bits<L>>,
    /// The pool routes the errors...
    pub unpool: Signal<In, Bit>,
    /// ...to this of the four positions.
    pub want: Signal<In, Bits<2>>,
    /// A tile is to come, whose row reads of A run...
    pub takes: Signal<In, Bit>,
    /// ...like this: see [`Jumps`](super::jumps::Jumps).
    pub run_gap: Signal<In, Bits<16>>,
    /// The tile's `imm`. This port and the next six hold for 10 cycles after the last step.
    pub tile: Signal<In, Bits<16>>,
    /// Address of the results.
    pub d: Signal<In, Bits<20>>,
    /// Their address in the space of the errors.
    pub f: Signal<In, Bits<20>>,
    /// Rows in use.
    pub rows: Signal<In, Bits<5>>,
    /// Columns in use.
    pub columns: Signal<In, Bits<5>>,
    /// Random index of row 0, column 0.
    pub index: Signal<In, Bits<32>>,
    /// Index stride of a row.
    pub row_stride: Signal<In, Bits<20>>,
    /// Nothing of the tile keeps the last step of the next one; what it stores is there for steps issued nine cycles later.
    pub drained: Signal<Out, Bit>,
    /// Finds an exponent, two cycles after the last tile is drained or later.
    pub scale_start: Signal<In, Bit>,
    /// 0 of the errors, 1 of the gradients.
    pub scale_kind: Signal<In, Bits<2>>,
    /// It stands.
    pub scale_done: Signal<Out, Bit>,
    /// Exponent of the errors.
    pub error_exponent: Signal<Out, Bits<6>>,
    /// There is none.
    pub error_null: Signal<Out, Bit>,
    /// The normaliser's largest |dx|.
    pub dx_maximum: Signal<In, Bits<48>>,
    /// It becomes 0.
    pub dx_clear: Signal<Out, Bit>,
    /// Finds round keys; no stored gradient tile may be under way.
    pub keys_start: Signal<In, Bit>,
    /// With `keys_start`.
    pub keys_layer: Signal<In, Bits<32>>,
    /// With `keys_start`.
    pub keys_step: Signal<In, Bits<32>>,
    /// With `keys_start`.
    pub seed: Signal<In, Bits<64>>,
    /// They are not there yet.
    pub keys_busy: Signal<Out, Bit>,
    /// Round keys.
    pub keys: Signal<Out, Bits<160>>,
    /// log2 of the rate, two's complement.
    pub rate: Signal<In, Bits<5>>,
    /// Writes four codes to A.
    pub a_write: Signal<In, Bit>,
    /// Bank of the first.
    pub a_start: Signal<In, Bits<L>>,
    /// Its address.
    pub a_address: Signal<In, Bits<A>>,
    /// The codes.
    pub a_word: Signal<In, Bits<32>>,
    /// A vector is written to A: no word can be.
    pub a_taken: Signal<Out, Bit>,
    /// Writes four weights to W.
    pub w_write: Signal<In, Bit>,
    /// Bank of the first.
    pub w_start: Signal<In, Bits<L>>,
    /// Their address.
    pub w_address: Signal<In, Bits<W>>,
    /// The weights.
    pub w_word: Signal<In, Bits<32>>,
    /// A row is written to W: no word can be.
    pub w_taken: Signal<Out, Bit>,
    /// Writes four labels.
    pub label_write: Signal<In, Bit>,
    /// Their group.
    pub label_address: Signal<In, Bits<K>>,
    /// Word of the group.
    pub label_index: Signal<In, Bits<2>>,
    /// The labels.
    pub label_word: Signal<In, Bits<32>>,
    /// Reads a row of weights; only while no program runs.
    pub wr_read: Signal<In, Bit>,
    /// Its address.
    pub wr_address: Signal<In, Bits<W>>,
    /// The row, seven cycles later.
    pub wr_data: Signal<Out, Bits<B>>,
    /// The normaliser reads samples.
    pub nx_read: Signal<In, Bit>,
    /// Their address.
    pub nx_address: Signal<In, Bits<20>>,
    /// N int16, a cycle later.
    pub nx_data: Signal<Out, Bits<H>>,
    /// The normaliser reads errors; only while no tile does.
    pub ne_read: Signal<In, Bit>,
    /// Their address.
    pub ner_address: Signal<In, Bits<20>>,
    /// N int8, four cycles later.
    pub ne_data: Signal<Out, Bits<B>>,
    /// The normaliser writes activations.
    pub na_write: Signal<In, Bit>,
    /// Their address.
    pub na_address: Signal<In, Bits<20>>,
    /// N int8.
    pub na_data: Signal<In, Bits<B>>,
    /// A tile's result goes first.
    pub na_taken: Signal<Out, Bit>,
    /// The normaliser writes errors.
    pub ne_write: Signal<In, Bit>,
    /// Their address.
    pub new_address: Signal<In, Bits<20>>,
    /// N int8.
    pub new_data: Signal<In, Bits<B>>,
    /// A tile's result goes first.
    pub new_taken: Signal<Out, Bit>,
    /// The normaliser writes flags.
    pub nf_write: Signal<In, Bit>,
    /// Their address.
    pub nf_address: Signal<In, Bits<20>>,
    /// Bit 2i of lane i: clipped, bit 2i+1: positive.
    pub nf_data: Signal<In, Bits<T>>,
    /// A tile's result goes first.
    pub nf_taken: Signal<Out, Bit>,
    /// A vector for the host.
    pub emit: Signal<Out, Bit>,
    /// N codes.
    pub vector: Signal<Out, Bits<B>>,
    /// It is taken.
    pub emit_ready: Signal<In, Bit>,
    /// Activations clipped, in each cycle.
    pub clips: Signal<Out, Bits<6>>,
    /// Samples cut to 16 bits, in each cycle.
    pub cuts: Signal<Out, Bits<6>>,
    fetch: Fetch<N, B, T, L>,
    activations: Activations<N, B, L, A>,
    weights: Weights<N, B, L, W>,
    space: Space<N, B, H, T, L, E, X>,
    array: TileArray<N, G, D, V, J, B, H, R>,
    job: Job,
    results: Results<N, B, R, H, T, L, Q, K>,
    source: Numbers<N, Q, H>,
    update_weights: WeightUpdate<N, B, R, H, L>,
    maximum: Maximum<Q, R>,
    scale: ScaleUnit,
    key_schedule: Keys,
    finish: Finish<B, L>,
    clip_count: Clips<N, T>,
}

impl<
        const N: usize,
        const B: usize,
        const R: usize,
        const H: usize,
        const T: usize,
        const L: usize,
        const Q: usize,
        const A: usize,
        const W: usize,
        const E: usize,
        const X: usize,
        const K: usize,
        const G: usize,
        const D: usize,
        const V: usize,
        const J: usize,
    > Datapath<N, B, R, H, T, L, Q, A, W, E, X, K, G, D, V, J>
{
    /// A datapath of which so many eighths of W are built, 7 or 8.
    pub fn new(w_eighths: u32) -> Self {
        const { assert!(B == 8 * N && R == 32 * N && H == 16 * N && T == 2 * N && N == 1 << L && N == 4 * Q) };
        const { assert!(N == G * D && V == 8 * D && J == H * D && G <= 8) };
        Self {
            weights: Weights::of_eighths(w_eighths),
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
        const Q: usize,
        const A: usize,
        const W: usize,
        const E: usize,
        const X: usize,
        const K: usize,
        const G: usize,
        const D: usize,
        const V: usize,
        const J: usize,
    > Logic for Datapath<N, B, R, H, T, L, Q, A, W, E, X, K, G, D, V, J>
{
    #[hdl_gen]
    fn update(&mut self) {
        self.fetch.clock.next = self.clock.val();
        self.fetch.reset.next = self.reset.val();
        self.activations.clock.next = self.clock.val();
        self.activations.reset.next = self.reset.val();
        self.weights.clock.next = self.clock.val();
        self.weights.reset.next = self.reset.val();
        self.space.clock.next = self.clock.val();
        self.space.reset.next = self.reset.val();
        self.array.clock.next = self.clock.val();
        self.array.reset.next = self.reset.val();
        self.job.clock.next = self.clock.val();
        self.job.reset.next = self.reset.val();
        self.results.clock.next = self.clock.val();
        self.results.reset.next = self.reset.val();
        self.source.clock.next = self.clock.val();
        self.source.reset.next = self.reset.val();
        self.update_weights.clock.next = self.clock.val();
        self.update_weights.reset.next = self.reset.val();
        self.maximum.clock.next = self.clock.val();
        self.maximum.reset.next = self.reset.val();
        self.scale.clock.next = self.clock.val();
        self.scale.reset.next = self.reset.val();
        self.key_schedule.clock.next = self.clock.val();
        self.key_schedule.reset.next = self.reset.val();
        self.finish.clock.next = self.clock.val();
        self.finish.reset.next = self.reset.val();
        self.clip_count.clock.next = self.clock.val();
        self.clip_count.reset.next = self.reset.val();

        // steps
        self.fetch.issue.next = self.issue.val();
        self.fetch.first.next = self.first.val();
        self.fetch.last.next = self.last.val();
        self.fetch.product.next = self.product.val();
        self.fetch.x_address.next = self.x_address.val();
        self.fetch.y_address.next = self.y_address.val();
        self.fetch.lane.next = self.lane.val();
        self.fetch.unpool.next = self.unpool.val();
        self.fetch.want.next = self.want.val();
        self.fetch.takes.next = self.takes.val();
        self.fetch.run_gap.next = self.run_gap.val();
        self.fetch.a.next = self.activations.vector.val();
        self.fetch.e.next = self.space.errors.val();
        self.fetch.which.next = self.space.which.val();
        self.fetch.w.next = self.weights.vector.val();
        self.array.s_valid.next = self.fetch.m_valid.val();
        self.array.s_last.next = self.fetch.m_last.val();
        self.array.s_full.next = self.fetch.m_full.val();
        self.array.s_a.next = self.fetch.m_a.val();
        self.array.s_w.next = self.fetch.m_w.val();

        // A
        self.activations.read.next = self.fetch.a_read.val();
        self.activations.row.next = self.fetch.row.val();
        self.activations.lane.next = self.fetch.read_lane.val();
        self.activations.address.next = self.fetch.a_address.val();
        self.activations.jumps.next = self.fetch.jumps.val();
        self.activations.store.next = self.results.a_write.val();
        self.activations.store_address.next = self.results.a_address.val();
        self.activations.store_data.next = self.results.codes.val();
        self.activations.norm_write.next = self.na_write.val();
        self.activations.norm_address.next = self.na_address.val();
        self.activations.norm_data.next = self.na_data.val();
        self.na_taken.next = self.activations.norm_taken.val();
        self.activations.word_write.next = self.a_write.val();
        self.activations.word_start.next = self.a_start.val();
        self.activations.word_address.next = self.a_address.val();
        self.activations.word.next = self.a_word.val();
        self.a_taken.next = self.activations.word_taken.val();

        // W
        self.weights.step_read.next = self.fetch.w_read.val();
        self.weights.step_row.next = self.fetch.w_row.val();
        self.weights.step_lane.next = self.fetch.read_lane.val();
        self.weights.step_address.next = self.fetch.w_address.val();
        self.weights.host_read.next = self.wr_read.val();
        self.weights.host_address.next = self.wr_address.val();
        self.wr_data.next = self.weights.vector.val();
        self.weights.update_read.next = self.results.update_take.val();
        self.weights.update_lane.next = self.results.column.val().get_bits::<L>(0);
        self.weights.update_address.next = self.job.m_d.val();
        self.weights.row_write.next = self.update_weights.row_write.val();
        self.weights.row_count.next = self.job.m_rows.val();
        self.weights.row_lane.next = self.update_weights.row_lane.val();
        self.weights.row_data.next = self.update_weights.row_data.val();
        self.weights.word_write.next = self.w_write.val();
        self.weights.word_start.next = self.w_start.val();
        self.weights.word_address.next = self.w_address.val();
        self.weights.word.next = self.w_word.val();
        self.w_taken.next = self.weights.word_taken.val();

        // E, I, F, X
        self.space.step_read.next = self.fetch.e_read.val();
        self.space.step_row.next = self.fetch.e_row.val();
        self.space.step_lane.next = self.fetch.e_lane.val();
        self.space.step_address.next = self.fetch.e_address.val();
        self.space.norm_read.next = self.ne_read.val();
        self.space.norm_read_address.next = self.ner_address.val();
        self.ne_data.next = self.space.errors.val();
        self.space.error_write.next = self.results.error_write.val();
        self.space.flag_write.next = self.results.flag_write.val();
        self.space.code_address.next = self.results.code_address.val();
        self.space.error_data.next = self.results.codes.val();
        self.space.flag_data.next = self.results.flag_data.val();
        self.space.norm_error_write.next = self.ne_write.val();
        self.space.norm_error_address.next = self.new_address.val();
        self.space.norm_error_data.next = self.new_data.val();
        self.new_taken.next = self.space.norm_error_taken.val();
        self.space.norm_flag_write.next = self.nf_write.val();
        self.space.norm_flag_address.next = self.nf_address.val();
        self.space.norm_flag_data.next = self.nf_data.val();
        self.nf_taken.next = self.space.norm_flag_taken.val();
        self.space.flag_read.next = self.results.flag_read.val();
        self.space.flag_address.next = self.results.flag_address.val();
        self.space.sample_write.next = self.results.sample_write.val();
        self.space.which_write.next = self.results.which_write.val();
        self.space.sum_address.next = self.results.sum_address.val();
        self.space.sample_data.next = self.results.sample_data.val();
        self.space.which_data.next = self.results.which_data.val();
        self.space.sample_read.next = self.nx_read.val();
        self.space.sample_address.next = self.nx_address.val();
        self.nx_data.next = self.space.samples.val();

        // the tile that leaves the array: the one before has left, for the last step was held until then
        self.job.load.next = self.fetch.m_valid.val() & self.fetch.m_last.val();
        self.job.tile.next = self.tile.val();
        self.job.d.next = self.d.val();
        self.job.f.next = self.f.val();
        self.job.rows.next = self.rows.val();
        self.job.columns.next = self.columns.val();
        self.job.index.next = self.index.val();
        self.job.row_stride.next = self.row_stride.val();

        // its columns
        self.results.is_forward.next = self.job.is_forward.val();
        self.results.is_transposed.next = self.job.is_transposed.val();
        self.results.is_loss.next = self.job.is_loss.val();
        self.results.stores.next = self.job.stores.val();
        self.results.updates.next = self.job.updates.val();
        self.results.normalises.next = self.job.normalises.val();
        self.results.goes_on.next = self.job.goes_on.val();
        self.results.relu.next = self.job.relu.val();
        self.results.mode.next = self.job.pool.val();
        self.results.shift.next = self.job.shift.val();
        self.results.d.next = self.job.m_d.val();
        self.results.f.next = self.job.m_f.val();
        self.results.rows.next = self.job.m_rows.val();
        self.results.columns.next = self.job.m_columns.val();
        self.results.error_exponent.next = self.scale.error_exponent.val();
        self.results.update_shift.next = self.update_weights.shift.val();
        self.results.error_null.next = self.scale.error_null.val();
        self.results.label_write.next = self.label_write.val();
        self.results.label_address.next = self.label_address.val();
        self.results.label_index.next = self.label_index.val();
        self.results.label_word.next = self.label_word.val();
        self.results.label_read.next = self.fetch.label_read.val();
        self.results.label_read_address.next = self.fetch.label_address.val();
        self.results.label_hold.next = self.fetch.label_hold.val();
        self.results.s_valid.next = self.array.m_valid.val();
        self.array.m_ready.next = self.results.s_ready.val();
        self.results.s_data.next = self.array.m_data.val();
        self.results.numbers_valid.next = self.source.valid.val();
        self.results.w_busy.next = self.fetch.w_read.val();
        self.results.flags.next = self.space.flags.val();
        self.cuts.next = self.results.cuts.val();
        self.clip_count.load.next = self.results.clips.val();
        self.clip_count.flags.next = self.results.flag_data.val();
        self.clips.next = self.clip_count.count.val();

        // weights
        self.source.start.next = self.job.begins.val() & self.job.updates.val();
        self.source.index.next = self.job.m_index.val();
        self.source.row_stride.next = self.job.m_row_stride.val();
        self.source.keys.next = self.key_schedule.keys.val();
        self.source.take.next = self.results.update_take.val();
        self.update_weights.exponent.next = self.scale.gradient_exponent.val();
        self.update_weights.is_null.next = self.scale.gradient_null.val();
        self.update_weights.rate.next = self.rate.val();
        self.update_weights.take.next = self.results.update_take.val();
        self.update_weights.numbers.next = self.source.numbers.val();
        self.update_weights.windows.next = self.results.windows.val();
        self.update_weights.w.next = self.weights.vector.val();
        self.update_weights.columns.next = self.job.m_columns.val();

        // the end of the tile
        self.finish.begins.next = self.job.begins.val();
        self.finish.emits.next = self.job.emits.val();
        self.finish.columns.next = self.job.m_columns.val();
        self.finish.s_valid.next = self.results.code_valid.val();
        self.finish.s_column.next = self.results.code_column.val();
        self.finish.s_data.next = self.results.codes.val();
        self.finish.ends.next = self.results.ends.val();
        self.finish.m_ready.next = self.emit_ready.val();
        self.emit.next = self.finish.m_valid.val();
        self.vector.next = self.finish.m_data.val();
        self.drained.next = self.finish.drained.val();

        // exponents and keys
        self.maximum.s_valid.next = self.results.measured.val();
        self.maximum.gradients.next = self.job.is_gradient.val();
        self.maximum.magnitudes.next = self.results.magnitudes.val();
        self.maximum.clear_error.next = self.scale.clear_error.val();
        self.maximum.clear_gradient.next = self.scale.clear_gradient.val();
        self.scale.start.next = self.scale_start.val() & !self.scale_kind.val().get_bit(1);
        self.scale.kind.next = self.scale_kind.val();
        self.scale.error.next = self.maximum.error.val();
        self.scale.dx.next = self.dx_maximum.val();
        self.scale.gradient.next = self.maximum.gradient.val();
        self.scale_done.next = self.scale.done.val();
        self.dx_clear.next = self.scale.clear_error.val();
        self.error_exponent.next = self.scale.error_exponent.val();
        self.error_null.next = self.scale.error_null.val();
        self.key_schedule.start.next = self.keys_start.val();
        self.key_schedule.seed.next = self.seed.val();
        self.key_schedule.step.next = self.keys_step.val();
        self.key_schedule.layer.next = self.keys_layer.val();
        self.keys_busy.next = self.key_schedule.busy.val();
        self.keys.next = self.key_schedule.keys.val();
    }
}
