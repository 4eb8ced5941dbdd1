//! Everything between the steps of a program and the memories.

use rust_hdl::prelude::*;

use super::emission::{Clips, Emission};
use super::errors::{Mask, Maximum};
use super::forward::{Forward, Samples};
use super::gradient::{Numbers, WeightUpdate};
use super::jumps::Jumps;
use super::loss::Loss;
use super::operands::Operands;
use super::pool::Pool;
use super::scale::ScaleUnit;
use super::skew::SkewMemory;
use crate::base::{Each, Ram, Reg};
use crate::random::Keys;
use crate::wage::mac::Array;

/// Cycles from a step to the array's input.
const READ_LATENCY: usize = 4;

/// The memories, the array, and what becomes of the array's results.
///
/// ```text
///  step --> [A, E, I, W] --> rotate --> [operands] --> [array] --> [pool] --> loss, mask --> |x| --> [codes] --> A, E
///    1           2             3            4           8 ...        |                        |          |-----> flags
///                                                                    +--> [sat16] --> X, I    |          +-----> output
///                                                                 [maxima] <------------------+
///                                              [W] --> [update], random numbers <-------------+ --> W
/// ```
///
/// * A step a cycle. The first column leaves the array 8 cycles after the last step of its tile, one more every cycle:
///   `drained` comes N + 8 cycles after that step, so that a tile of N + 9 steps or more leaves no bubble. Of a gradient
///   tile that is stored it comes 21 cycles later than N, of one that is emitted not before its last vector.
/// * The results of a tile that is emitted wait in a memory of their own: nothing behind the array ever stands still.
/// * The update reads W where no step does; its columns wait in the array for that and for their random numbers.
/// * `trains` false leaves nothing but the forward product.
#[derive(Debug, LogicBlock)]
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
    /// As in [`Jumps`].
    pub run_gap: Signal<In, Bits<16>>,
    /// The tile's `imm`. This port and the next seven hold for 6 cycles after the last step.
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
    /// The results of the tile are stored, or will be before a step issued four cycles later reads them.
    pub drained: Signal<Out, Bit>,
    /// Finds an exponent, once the last tile is drained.
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
    /// The row, two cycles later.
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
    /// N int8, two cycles later.
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
    activations: SkewMemory<N, 8, B, B, L, A>,
    weights: SkewMemory<N, 8, B, B, L, W>,
    errors: SkewMemory<N, 8, B, B, L, E>,
    indices: SkewMemory<N, 2, T, B, L, E>,
    flags: Ram<Bits<T>, E>,
    samples: Ram<Bits<H>, X>,
    gaps: Jumps<N, B, L>,
    operands: Operands<N, B, T>,
    array: Array<N, N, 32, B, B, R>,
    pool: Pool<N, R, T, L>,
    loss: Loss<N, B, R, Q, K>,
    mask: Mask<N, R, T>,
    requantise: Forward<N, B, R, T>,
    cut: Samples<N, R, H>,
    maximum: Maximum<Q, R>,
    scale: ScaleUnit,
    key_schedule: Keys,
    source: Numbers<N, H>,
    update_weights: WeightUpdate<N, B, R, H>,
    emission: Emission<B, L>,
    clip_count: Clips<N, T>,
    // a step on its way through the memories
    valid: Each<Reg<Bit>, READ_LATENCY>,
    opens: Each<Reg<Bit>, READ_LATENCY>,
    closes: Each<Reg<Bit>, READ_LATENCY>,
    product_1: Reg<Bits<2>>,
    product_2: Reg<Bits<2>>,
    product_3: Reg<Bits<2>>,
    x_1: Reg<Bits<20>>,
    y_1: Reg<Bits<20>>,
    lane_1: Reg<Bits<L>>,
    unpool_1: Reg<Bit>,
    unpool_2: Reg<Bit>,
    unpool_3: Reg<Bit>,
    want_1: Reg<Bits<2>>,
    want_2: Reg<Bits<2>>,
    want_3: Reg<Bits<2>>,
    step: Reg<Bits<5>>,
    // the tile whose columns leave the array
    job: Reg<Bits<16>>,
    job_d: Reg<Bits<20>>,
    job_f: Reg<Bits<20>>,
    job_rows: Reg<Bits<5>>,
    job_columns: Reg<Bits<5>>,
    job_index: Reg<Bits<32>>,
    job_stride: Reg<Bits<20>>,
    job_new: Reg<Bit>,
    column: Reg<Bits<5>>,
    update_column: Reg<Bits<5>>,
    which: Reg<Bits<T>>,
    moved: Reg<Bit>,
    sent: Reg<Bit>,
    a_step: Signal<Local, Bit>,
    e_step: Signal<Local, Bit>,
    w_step: Signal<Local, Bit>,
    row_step: Signal<Local, Bit>,
    step_number: Signal<Local, Bits<5>>,
    is_forward: Signal<Local, Bit>,
    is_transposed: Signal<Local, Bit>,
    is_gradient: Signal<Local, Bit>,
    is_loss: Signal<Local, Bit>,
    stores: Signal<Local, Bit>,
    updates: Signal<Local, Bit>,
    emits: Signal<Local, Bit>,
    normalises: Signal<Local, Bit>,
    goes_on: Signal<Local, Bit>,
    taken: Signal<Local, Bit>,
    used: Signal<Local, Bit>,
    used_1: Signal<Local, Bit>,
    used_3: Signal<Local, Bit>,
    wide: Signal<Local, Bits<20>>,
    wide_1: Signal<Local, Bits<20>>,
    wide_3: Signal<Local, Bits<20>>,
    d_3: Signal<Local, Bits<20>>,
    f_0: Signal<Local, Bits<20>>,
    f_1: Signal<Local, Bits<20>>,
    f_3: Signal<Local, Bits<20>>,
    a_store: Signal<Local, Bit>,
    e_store: Signal<Local, Bit>,
    f_store: Signal<Local, Bit>,
    row_store: Signal<Local, Bit>,
    row_address: Signal<Local, Bits<20>>,
    ends: Signal<Local, Bit>,
    gone: Signal<Local, Bit>,
    short: Signal<Local, Bits<6>>,
    trains: Constant<Bit>,
    end_column: Constant<Bits<5>>,
    all: Constant<Bits<5>>,
    seven: Constant<Bits<6>>,
    one: Constant<Bits<5>>,
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
    > Datapath<N, B, R, H, T, L, Q, A, W, E, X, K>
{
    /// A datapath that `trains`, or one that only goes forward.
    pub fn new(trains: bool) -> Self {
        const { assert!(B == 8 * N && R == 32 * N && H == 16 * N && T == 2 * N && N == 1 << L && N == 4 * Q) };
        Self {
            clock: Default::default(),
            reset: Default::default(),
            issue: Default::default(),
            first: Default::default(),
            last: Default::default(),
            product: Default::default(),
            x_address: Default::default(),
            y_address: Default::default(),
            lane: Default::default(),
            unpool: Default::default(),
            want: Default::default(),
            run_gap: Default::default(),
            tile: Default::default(),
            d: Default::default(),
            f: Default::default(),
            rows: Default::default(),
            columns: Default::default(),
            index: Default::default(),
            row_stride: Default::default(),
            drained: Default::default(),
            scale_start: Default::default(),
            scale_kind: Default::default(),
            scale_done: Default::default(),
            error_exponent: Default::default(),
            error_null: Default::default(),
            dx_maximum: Default::default(),
            dx_clear: Default::default(),
            keys_start: Default::default(),
            keys_layer: Default::default(),
            keys_step: Default::default(),
            seed: Default::default(),
            keys_busy: Default::default(),
            keys: Default::default(),
            rate: Default::default(),
            a_write: Default::default(),
            a_start: Default::default(),
            a_address: Default::default(),
            a_word: Default::default(),
            a_taken: Default::default(),
            w_write: Default::default(),
            w_start: Default::default(),
            w_address: Default::default(),
            w_word: Default::default(),
            w_taken: Default::default(),
            label_write: Default::default(),
            label_address: Default::default(),
            label_index: Default::default(),
            label_word: Default::default(),
            wr_read: Default::default(),
            wr_address: Default::default(),
            wr_data: Default::default(),
            nx_read: Default::default(),
            nx_address: Default::default(),
            nx_data: Default::default(),
            ne_read: Default::default(),
            ner_address: Default::default(),
            ne_data: Default::default(),
            na_write: Default::default(),
            na_address: Default::default(),
            na_data: Default::default(),
            na_taken: Default::default(),
            ne_write: Default::default(),
            new_address: Default::default(),
            new_data: Default::default(),
            new_taken: Default::default(),
            nf_write: Default::default(),
            nf_address: Default::default(),
            nf_data: Default::default(),
            nf_taken: Default::default(),
            emit: Default::default(),
            vector: Default::default(),
            emit_ready: Default::default(),
            clips: Default::default(),
            cuts: Default::default(),
            activations: Default::default(),
            weights: Default::default(),
            errors: Default::default(),
            indices: Default::default(),
            flags: Default::default(),
            samples: Default::default(),
            gaps: Default::default(),
            operands: Default::default(),
            array: Default::default(),
            pool: Default::default(),
            loss: Default::default(),
            mask: Default::default(),
            requantise: Default::default(),
            cut: Default::default(),
            maximum: Default::default(),
            scale: Default::default(),
            key_schedule: Default::default(),
            source: Default::default(),
            update_weights: Default::default(),
            emission: Default::default(),
            clip_count: Default::default(),
            valid: Default::default(),
            opens: Default::default(),
            closes: Default::default(),
            product_1: Default::default(),
            product_2: Default::default(),
            product_3: Default::default(),
            x_1: Default::default(),
            y_1: Default::default(),
            lane_1: Default::default(),
            unpool_1: Default::default(),
            unpool_2: Default::default(),
            unpool_3: Default::default(),
            want_1: Default::default(),
            want_2: Default::default(),
            want_3: Default::default(),
            step: Default::default(),
            job: Default::default(),
            job_d: Default::default(),
            job_f: Default::default(),
            job_rows: Default::default(),
            job_columns: Default::default(),
            job_index: Default::default(),
            job_stride: Default::default(),
            job_new: Default::default(),
            column: Default::default(),
            update_column: Default::default(),
            which: Default::default(),
            moved: Default::default(),
            sent: Default::default(),
            gone: Default::default(),
            a_step: Default::default(),
            e_step: Default::default(),
            w_step: Default::default(),
            row_step: Default::default(),
            step_number: Default::default(),
            is_forward: Default::default(),
            is_transposed: Default::default(),
            is_gradient: Default::default(),
            is_loss: Default::default(),
            stores: Default::default(),
            updates: Default::default(),
            emits: Default::default(),
            normalises: Default::default(),
            goes_on: Default::default(),
            taken: Default::default(),
            used: Default::default(),
            used_1: Default::default(),
            used_3: Default::default(),
            wide: Default::default(),
            wide_1: Default::default(),
            wide_3: Default::default(),
            d_3: Default::default(),
            f_0: Default::default(),
            f_1: Default::default(),
            f_3: Default::default(),
            a_store: Default::default(),
            e_store: Default::default(),
            f_store: Default::default(),
            row_store: Default::default(),
            row_address: Default::default(),
            ends: Default::default(),
            short: Default::default(),
            trains: Constant::new(trains),
            end_column: Constant::new((N as u64 - 1).into()),
            all: Constant::new((N as u64).into()),
            seven: Constant::new(7.into()),
            one: Constant::new(1.into()),
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
    > Logic for Datapath<N, B, R, H, T, L, Q, A, W, E, X, K>
{
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(
            self, clock, product_1, product_2, product_3, x_1, y_1, lane_1, unpool_1, unpool_2, unpool_3,
            want_1, want_2, want_3, step
        );
        dff_setup!(
            self,
            clock,
            job,
            job_d,
            job_f,
            job_rows,
            job_columns,
            job_index,
            job_stride,
            job_new,
            column,
            update_column,
            moved,
            sent,
            which
        );
        self.product_1.reset.next = self.reset.val();
        self.product_2.reset.next = self.reset.val();
        self.product_3.reset.next = self.reset.val();
        self.x_1.reset.next = self.reset.val();
        self.y_1.reset.next = self.reset.val();
        self.lane_1.reset.next = self.reset.val();
        self.unpool_1.reset.next = self.reset.val();
        self.unpool_2.reset.next = self.reset.val();
        self.unpool_3.reset.next = self.reset.val();
        self.want_1.reset.next = self.reset.val();
        self.want_2.reset.next = self.reset.val();
        self.want_3.reset.next = self.reset.val();
        self.step.reset.next = self.reset.val();
        self.job.reset.next = self.reset.val();
        self.job_d.reset.next = self.reset.val();
        self.job_f.reset.next = self.reset.val();
        self.job_rows.reset.next = self.reset.val();
        self.job_columns.reset.next = self.reset.val();
        self.job_index.reset.next = self.reset.val();
        self.job_stride.reset.next = self.reset.val();
        self.job_new.reset.next = self.reset.val();
        self.column.reset.next = self.reset.val();
        self.update_column.reset.next = self.reset.val();
        self.which.reset.next = self.reset.val();
        self.moved.reset.next = self.reset.val();
        self.sent.reset.next = self.reset.val();
        self.activations.clock.next = self.clock.val();
        self.activations.reset.next = self.reset.val();
        self.weights.clock.next = self.clock.val();
        self.weights.reset.next = self.reset.val();
        self.errors.clock.next = self.clock.val();
        self.errors.reset.next = self.reset.val();
        self.indices.clock.next = self.clock.val();
        self.indices.reset.next = self.reset.val();
        self.flags.clock.next = self.clock.val();
        self.samples.clock.next = self.clock.val();
        self.gaps.clock.next = self.clock.val();
        self.gaps.reset.next = self.reset.val();
        self.operands.clock.next = self.clock.val();
        self.operands.reset.next = self.reset.val();
        self.array.clock.next = self.clock.val();
        self.array.reset.next = self.reset.val();
        self.pool.clock.next = self.clock.val();
        self.pool.reset.next = self.reset.val();
        self.loss.clock.next = self.clock.val();
        self.loss.reset.next = self.reset.val();
        self.requantise.clock.next = self.clock.val();
        self.requantise.reset.next = self.reset.val();
        self.cut.clock.next = self.clock.val();
        self.cut.reset.next = self.reset.val();
        self.maximum.clock.next = self.clock.val();
        self.maximum.reset.next = self.reset.val();
        self.scale.clock.next = self.clock.val();
        self.scale.reset.next = self.reset.val();
        self.key_schedule.clock.next = self.clock.val();
        self.key_schedule.reset.next = self.reset.val();
        self.source.clock.next = self.clock.val();
        self.source.reset.next = self.reset.val();
        self.update_weights.clock.next = self.clock.val();
        self.update_weights.reset.next = self.reset.val();
        self.emission.clock.next = self.clock.val();
        self.emission.reset.next = self.reset.val();
        self.clip_count.clock.next = self.clock.val();
        self.clip_count.reset.next = self.reset.val();
        for i in 0..READ_LATENCY {
            self.valid[i].clock.next = self.clock.val();
            self.valid[i].reset.next = self.reset.val();
            self.opens[i].clock.next = self.clock.val();
            self.opens[i].reset.next = self.reset.val();
            self.closes[i].clock.next = self.clock.val();
            self.closes[i].reset.next = self.reset.val();
        }

        // a step on its way
        self.valid[0].d.next = self.issue.val();
        self.opens[0].d.next = self.issue.val() & self.first.val();
        self.closes[0].d.next = self.issue.val() & self.last.val();
        for i in 1..READ_LATENCY {
            self.valid[i].d.next = self.valid[i - 1].q.val();
            self.opens[i].d.next = self.opens[i - 1].q.val();
            self.closes[i].d.next = self.closes[i - 1].q.val();
        }
        if self.issue.val() {
            self.product_1.d.next = self.product.val();
            if !self.trains.val() {
                self.product_1.d.next = 0.into();
            }
            self.x_1.d.next = self.x_address.val();
            self.y_1.d.next = self.y_address.val();
            self.lane_1.d.next = self.lane.val();
            self.unpool_1.d.next = self.unpool.val();
            self.want_1.d.next = self.want.val();
        }
        self.gaps.load.next = self.issue.val() & self.first.val();
        self.gaps.run_gap.next = self.run_gap.val();
        self.product_2.d.next = self.product_1.q.val();
        self.product_3.d.next = self.product_2.q.val();
        self.unpool_2.d.next = self.unpool_1.q.val();
        self.unpool_3.d.next = self.unpool_2.q.val();
        self.want_2.d.next = self.want_1.q.val();
        self.want_3.d.next = self.want_2.q.val();

        // its reads: A but in 1, E in 1 and 2, W in 0 and 1
        self.row_step.next = self.product_1.q.val() == 2;
        self.a_step.next = self.valid[0].q.val() & (self.product_1.q.val() != 1);
        self.e_step.next =
            self.valid[0].q.val() & (self.product_1.q.val().get_bit(0) != self.product_1.q.val().get_bit(1));
        self.w_step.next = self.valid[0].q.val() & !self.product_1.q.val().get_bit(1);
        self.activations.read_enable.next = self.a_step.val();
        self.activations.read_row.next = self.row_step.val();
        self.activations.read_lane.next = self.lane_1.q.val();
        self.activations.read_address.next = self.x_1.q.val().get_bits::<A>(0);
        self.activations.jumps.next = self.gaps.jumps.val();
        self.errors.read_enable.next = self.e_step.val() | self.ne_read.val();
        self.errors.read_row.next = self.row_step.val() & !self.ne_read.val();
        self.errors.read_lane.next = self.lane_1.q.val();
        self.errors.read_address.next = self.x_1.q.val().get_bits::<E>(0);
        if self.row_step.val() {
            self.errors.read_address.next = self.y_1.q.val().get_bits::<E>(0);
        }
        if self.ne_read.val() {
            self.errors.read_address.next = self.ner_address.val().get_bits::<E>(0);
        }
        self.errors.jumps.next = 0.into();
        self.indices.read_enable.next = self.e_step.val();
        self.indices.read_row.next = self.row_step.val();
        self.indices.read_lane.next = self.lane_1.q.val();
        self.indices.read_address.next = self.x_1.q.val().get_bits::<E>(0);
        if self.row_step.val() {
            self.indices.read_address.next = self.y_1.q.val().get_bits::<E>(0);
        }
        self.indices.jumps.next = 0.into();
        self.ne_data.next = self.errors.vector.val();
        self.wr_data.next = self.weights.vector.val();
        self.loss.read.next = self.valid[0].q.val() & self.opens[0].q.val() & (self.product_1.q.val() == 3);
        self.loss.read_address.next = self.y_1.q.val().get_bits::<K>(0);
        self.loss.hold.next = self.valid[0].q.val() & self.closes[0].q.val() & (self.product_1.q.val() == 3);
        self.loss.label_write.next = self.label_write.val();
        self.loss.label_address.next = self.label_address.val();
        self.loss.label_index.next = self.label_index.val();
        self.loss.label_word.next = self.label_word.val();

        // the array
        self.step_number.next = self.step.q.val();
        if self.opens[2].q.val() {
            self.step_number.next = 0.into();
        }
        if self.valid[2].q.val() {
            self.step.d.next = self.step_number.val() + self.one.val();
        }
        self.operands.load.next = self.valid[2].q.val();
        self.operands.product.next = self.product_3.q.val();
        self.operands.unpool.next = self.unpool_3.q.val();
        self.operands.want.next = self.want_3.q.val();
        self.operands.count.next = self.step_number.val();
        self.operands.a.next = self.activations.vector.val();
        self.operands.e.next = self.errors.vector.val();
        self.operands.which.next = self.indices.vector.val();
        self.operands.w.next = self.weights.vector.val();
        self.array.s_valid.next = self.valid[3].q.val();
        self.array.s_first.next = self.opens[3].q.val();
        self.array.s_last.next = self.closes[3].q.val();
        self.array.s_a.next = self.operands.s_a.val();
        self.array.s_w.next = self.operands.s_w.val();

        // its tile: the one before has left, for the last step was held until then
        self.job_new.d.next = self.valid[3].q.val() & self.closes[3].q.val();
        if self.valid[3].q.val() & self.closes[3].q.val() {
            self.job.d.next = self.tile.val();
            self.job_d.d.next = self.d.val();
            self.job_f.d.next = self.f.val();
            self.job_rows.d.next = self.rows.val();
            self.job_columns.d.next = self.columns.val();
            self.job_index.d.next = self.index.val();
            self.job_stride.d.next = self.row_stride.val();
        }
        self.is_forward.next = !self.trains.val() | (self.job.q.val().get_bits::<2>(0) == 0);
        self.is_transposed.next = self.trains.val() & (self.job.q.val().get_bits::<2>(0) == 1);
        self.is_gradient.next = self.trains.val() & (self.job.q.val().get_bits::<2>(0) == 2);
        self.is_loss.next = self.trains.val() & (self.job.q.val().get_bits::<2>(0) == 3);
        self.stores.next = self.job.q.val().get_bit(10);
        self.updates.next = self.is_gradient.val() & self.stores.val();
        self.normalises.next = self.is_forward.val() & self.job.q.val().get_bit(12);
        // of a pool, the last tile goes on
        self.goes_on.next =
            !self.is_forward.val() | (self.job.q.val().get_bit(8) == self.job.q.val().get_bit(9));
        self.emits.next = self.is_forward.val()
            & self.job.q.val().get_bit(11)
            & self.goes_on.val()
            & !self.normalises.val();

        // its columns
        self.source.start.next = self.job_new.q.val() & self.updates.val();
        self.source.index.next = self.job_index.q.val();
        self.source.row_stride.next = self.job_stride.q.val();
        self.source.keys.next = self.key_schedule.keys.val();
        self.array.m_ready.next = !self.updates.val() | (self.source.valid.val() & !self.w_step.val());
        self.taken.next = self.array.m_valid.val() & self.array.m_ready.val();
        self.source.take.next = self.taken.val() & self.updates.val();
        if self.taken.val() {
            self.column.d.next = self.column.q.val() + self.one.val();
            if self.column.q.val() == self.end_column.val() {
                self.column.d.next = 0.into();
            }
        }
        self.wide.next = bit_cast::<20, 5>(self.column.q.val());
        self.f_0.next = self.job_f.q.val() + self.wide.val();
        self.row_address.next = self.job_d.q.val();
        self.weights.read_enable.next = self.w_step.val() | self.source.take.val() | self.wr_read.val();
        self.weights.read_row.next = true;
        self.weights.read_lane.next = self.column.q.val().get_bits::<L>(0);
        self.weights.read_address.next = self.row_address.val().get_bits::<W>(0);
        if self.w_step.val() {
            self.weights.read_row.next = self.product_1.q.val().get_bit(0);
            self.weights.read_lane.next = self.lane_1.q.val();
            self.weights.read_address.next = self.y_1.q.val().get_bits::<W>(0);
        } else if self.wr_read.val() {
            self.weights.read_row.next = false;
            self.weights.read_address.next = self.wr_address.val();
        }
        self.weights.jumps.next = 0.into();
        self.flags.read_enable.next = self.taken.val() & (self.is_transposed.val() | self.is_loss.val());
        self.flags.read_address.next = self.f_0.val().get_bits::<E>(0);
        self.pool.mode.next = 0.into();
        if self.is_forward.val() {
            self.pool.mode.next = self.job.q.val().get_bits::<2>(8);
        }
        self.pool.rows.next = self.job_rows.q.val();
        self.pool.take.next = self.taken.val();
        self.pool.s_column.next = self.column.q.val();
        self.pool.s_data.next = self.array.m_data.val();

        // a cycle later: the error's part
        self.loss.active.next = self.is_loss.val();
        self.loss.base_class.next = self.job_d.q.val();
        self.loss.rows.next = self.job_rows.q.val();
        self.loss.column.next = self.pool.m_column.val();
        self.loss.s_data.next = self.pool.m_data.val();
        self.mask.active.next = self.is_transposed.val() | self.is_loss.val();
        self.mask.positives.next = self.is_transposed.val() & self.stores.val();
        self.mask.flags.next = self.flags.read_data.val();
        self.mask.s_data.next = self.loss.m_data.val();
        self.used.next = self.pool.m_column.val() < self.job_columns.q.val();
        self.cut.load.next =
            self.pool.valid.val() & self.used.val() & self.normalises.val() & self.goes_on.val();
        self.cut.s_data.next = self.pool.m_data.val();
        self.cuts.next = self.cut.cuts.val();
        if self.pool.valid.val() {
            self.which.d.next = self.pool.m_which.val();
        }

        // magnitudes, and on to codes
        self.requantise.s_valid.next = self.pool.valid.val();
        self.requantise.s_column.next = self.pool.m_column.val();
        self.requantise.s_data.next = self.mask.m_data.val();
        self.short.next = self.seven.val() - self.scale.error_exponent.val();
        self.requantise.left.next = 0.into();
        self.requantise.right.next = bit_cast::<6, 5>(self.job.q.val().get_bits::<5>(3));
        self.requantise.relu.next = self.is_forward.val() & self.job.q.val().get_bit(2);
        self.requantise.is_null.next = !self.is_forward.val() & self.scale.error_null.val();
        if !self.is_forward.val() {
            self.requantise.right.next = self.scale.error_exponent.val() - self.seven.val();
            if self.scale.error_exponent.val() < self.seven.val() {
                self.requantise.right.next = 0.into();
                self.requantise.left.next = self.short.val().get_bits::<3>(0);
            }
        }
        self.used_1.next =
            self.requantise.valid_1.val() & (self.requantise.column_1.val() < self.job_columns.q.val());
        self.wide_1.next = bit_cast::<20, 5>(self.requantise.column_1.val());
        self.f_1.next = self.job_f.q.val() + self.wide_1.val();
        self.maximum.s_valid.next = self.used_1.val() & !self.is_forward.val() & !self.stores.val();
        self.maximum.gradients.next = self.is_gradient.val();
        self.maximum.magnitudes.next = self.requantise.magnitudes.val();
        self.maximum.clear_error.next = self.scale.clear_error.val();
        self.maximum.clear_gradient.next = self.scale.clear_gradient.val();
        self.samples.write_enable.next = self.used_1.val()
            & self.trains.val()
            & self.normalises.val()
            & self.goes_on.val()
            & self.stores.val();
        self.samples.write_address.next = self.f_1.val().get_bits::<X>(0);
        self.samples.write_data.next = self.cut.samples.val();
        self.indices.vector_write.next = self.used_1.val()
            & self.is_forward.val()
            & self.trains.val()
            & (self.job.q.val().get_bits::<2>(8) == 3)
            & self.stores.val();
        self.indices.vector_row.next = false;
        self.indices.vector_count.next = self.all.val();
        self.indices.vector_lane.next = 0.into();
        self.indices.vector_address.next = self.f_1.val().get_bits::<E>(0);
        self.indices.vector_data.next = self.which.q.val();
        self.indices.word_write.next = false;
        self.indices.word_start.next = 0.into();
        self.indices.word_address.next = 0.into();
        self.indices.word_data.next = 0.into();
        self.indices.spread.next = false;
        self.samples.read_enable.next = self.nx_read.val();
        self.samples.read_address.next = self.nx_address.val().get_bits::<X>(0);
        self.nx_data.next = self.samples.read_data.val();

        // codes
        self.used_3.next = self.requantise.valid_3.val()
            & (self.requantise.column_3.val() < self.job_columns.q.val())
            & self.goes_on.val();
        self.wide_3.next = bit_cast::<20, 5>(self.requantise.column_3.val());
        self.d_3.next = self.job_d.q.val() + self.wide_3.val();
        self.f_3.next = self.job_f.q.val() + self.wide_3.val();
        self.a_store.next =
            self.used_3.val() & self.is_forward.val() & !self.normalises.val() & self.stores.val();
        self.e_store.next =
            self.used_3.val() & (self.is_transposed.val() | self.is_loss.val()) & self.stores.val();
        self.f_store.next = self.a_store.val() & self.trains.val();
        self.activations.vector_write.next = self.a_store.val() | self.na_write.val();
        self.activations.vector_row.next = false;
        self.activations.vector_count.next = self.all.val();
        self.activations.vector_lane.next = 0.into();
        self.activations.vector_address.next = self.d_3.val().get_bits::<A>(0);
        self.activations.vector_data.next = self.requantise.codes.val();
        if !self.a_store.val() {
            self.activations.vector_address.next = self.na_address.val().get_bits::<A>(0);
            self.activations.vector_data.next = self.na_data.val();
        }
        self.activations.word_write.next = self.a_write.val();
        self.activations.word_start.next = self.a_start.val();
        self.activations.word_address.next = self.a_address.val();
        self.activations.word_data.next = self.a_word.val();
        self.activations.spread.next = true;
        self.a_taken.next = self.a_store.val() | self.na_write.val();
        self.na_taken.next = self.a_store.val();
        self.errors.vector_write.next = self.e_store.val() | self.ne_write.val();
        self.errors.vector_row.next = false;
        self.errors.vector_count.next = self.all.val();
        self.errors.vector_lane.next = 0.into();
        self.errors.vector_address.next = self.f_3.val().get_bits::<E>(0);
        self.errors.vector_data.next = self.requantise.codes.val();
        if !self.e_store.val() {
            self.errors.vector_address.next = self.new_address.val().get_bits::<E>(0);
            self.errors.vector_data.next = self.new_data.val();
        }
        self.errors.word_write.next = false;
        self.errors.word_start.next = 0.into();
        self.errors.word_address.next = 0.into();
        self.errors.word_data.next = 0.into();
        self.errors.spread.next = false;
        self.new_taken.next = self.e_store.val();
        self.flags.write_enable.next = self.f_store.val() | self.nf_write.val();
        self.flags.write_address.next = self.f_3.val().get_bits::<E>(0);
        self.flags.write_data.next = self.requantise.flags.val();
        if !self.f_store.val() {
            self.flags.write_address.next = self.nf_address.val().get_bits::<E>(0);
            self.flags.write_data.next = self.nf_data.val();
        }
        self.nf_taken.next = self.f_store.val();
        self.clip_count.load.next = self.used_3.val() & self.is_forward.val() & !self.normalises.val();
        self.clip_count.flags.next = self.requantise.flags.val();
        self.clips.next = self.clip_count.count.val();

        // weights
        self.update_weights.exponent.next = self.scale.gradient_exponent.val();
        self.update_weights.is_null.next = self.scale.gradient_null.val();
        self.update_weights.rate.next = self.rate.val();
        self.update_weights.take.next = self.source.take.val();
        self.update_weights.numbers.next = self.source.numbers.val();
        self.update_weights.magnitudes.next = self.requantise.magnitudes.val();
        self.update_weights.negative.next = self.requantise.negative.val();
        self.update_weights.w.next = self.weights.vector.val();
        if self.update_weights.valid.val() {
            self.update_column.d.next = self.update_column.q.val() + self.one.val();
            if self.update_column.q.val() == self.end_column.val() {
                self.update_column.d.next = 0.into();
            }
        }
        self.row_store.next =
            self.update_weights.valid.val() & (self.update_column.q.val() < self.job_columns.q.val());
        self.weights.vector_write.next = self.row_store.val();
        self.weights.vector_row.next = true;
        self.weights.vector_count.next = self.job_rows.q.val();
        self.weights.vector_lane.next = self.update_column.q.val().get_bits::<L>(0);
        self.weights.vector_address.next = self.row_address.val().get_bits::<W>(0);
        self.weights.vector_data.next = self.update_weights.updated.val();
        self.weights.word_write.next = self.w_write.val();
        self.weights.word_start.next = self.w_start.val();
        self.weights.word_address.next = self.w_address.val();
        self.weights.word_data.next = self.w_word.val();
        self.weights.spread.next = false;
        self.w_taken.next = self.row_store.val();

        // results for the host
        self.emission.start.next = self.job_new.q.val() & self.emits.val();
        self.emission.columns.next = self.job_columns.q.val();
        self.emission.s_valid.next = self.used_3.val() & self.emits.val();
        self.emission.s_column.next = self.requantise.column_3.val().get_bits::<L>(0);
        self.emission.s_data.next = self.requantise.codes.val();
        self.emission.m_ready.next = self.emit_ready.val();
        self.emit.next = self.emission.m_valid.val();
        self.vector.next = self.emission.m_data.val();

        // the end of the tile
        self.ends.next = self.pool.valid.val() & (self.pool.m_column.val() == self.end_column.val());
        self.drained.next = self.ends.val() & !self.emits.val() & !self.updates.val();
        // of one that is emitted, with its last vector or the array's last column: few columns may go before the array
        // has moved them all
        if self.emits.val() & self.ends.val() {
            self.moved.d.next = true;
        }
        if self.emission.finished.val() {
            self.sent.d.next = true;
        }
        self.gone.next = (self.sent.q.val() | self.emission.finished.val())
            & (self.moved.q.val() | (self.emits.val() & self.ends.val()));
        if self.gone.val() {
            self.drained.next = true;
            self.moved.d.next = false;
            self.sent.d.next = false;
        }
        if self.update_weights.valid.val() & (self.update_column.q.val() == self.end_column.val()) {
            self.drained.next = true;
        }

        // exponents and keys
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
