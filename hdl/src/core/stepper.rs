//! Feeds the array: the steps of one tile after the other.

use rust_hdl::prelude::*;

use super::processor::registers::TILE_REGISTERS;
use crate::base::{signed_bit_cast_int, unsigned_cast_int, Each, Int, Last, Reg};

/// One step of a reduction a cycle, of a gradient one in G, over three nested loops with their own strides.
///
/// ```text
///  tile --> [active] --> x, y, lane, want, first, last
///              ^            |
///           drained         +--> [draining] --> tile_*
/// ```
///
/// A step of loop 1 or 2 starts from where the last pass of that loop started, which `x_1` and `x_2` remember. A tile
/// that is offered is taken in the cycle behind the last step of the one before, the one idle cycle that the array needs
/// between tiles. That step is held back until the tile before it is `drained`; nothing else holds a
/// step. L is log2 of the array's side, G how many columns of the array share their multipliers.
#[derive(Debug, Default, LogicBlock)]
pub struct Stepper<const L: usize, const G: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// A tile is offered.
    pub tile_valid: Signal<In, Bit>,
    /// It is taken.
    pub tile_ready: Signal<Out, Bit>,
    /// The immediate of its instruction.
    pub immediate: Signal<In, Bits<16>>,
    /// r0 to r19.
    pub view: Each<Signal<In, Bits<20>>, TILE_REGISTERS>,
    /// Input buffers to free when the tiles taken so far have been read.
    pub frees: Signal<In, Bits<2>>,
    /// Input buffers that are free from the next cycle on.
    pub freed: Signal<Out, Bits<2>>,
    /// As in [`Finish`](super::finish::Finish).
    pub drained: Signal<In, Bit>,
    /// No tile is issued or drained, and what the last one stores is in its memory.
    pub idle: Signal<Out, Bit>,
    /// A tile that updates weights is issued or drained.
    pub updating: Signal<Out, Bit>,
    /// The next step is held back for `drained`.
    pub held: Signal<Out, Bit>,
    /// The array is at work on the step before, or between two tiles.
    pub paced: Signal<Out, Bit>,
    /// A step.
    pub issue: Signal<Out, Bit>,
    /// The first of its tile.
    pub first: Signal<Out, Bit>,
    /// The last of its tile: `tile_*` hold from the next cycle to `drained`.
    pub last: Signal<Out, Bit>,
    /// Kind of product.
    pub product: Signal<Out, Bits<2>>,
    /// Address of the first operand.
    pub x_address: Signal<Out, Bits<20>>,
    /// Address of the second operand.
    pub y_address: Signal<Out, Bits<20>>,
    /// Step of the inner loop mod N.
    pub lane: Signal<Out, Bits<L>>,
    /// The E operand counts only where its pool index is `want`.
    pub unpool: Signal<Out, Bit>,
    /// Parity of y, parity of x.
    pub want: Signal<Out, Bits<2>>,
    /// A tile may be taken, whose steps follow; the last time before them it is.
    pub takes: Signal<Out, Bit>,
    /// How its row reads of A run, with `takes`.
    pub run_gap: Signal<Out, Bits<16>>,
    /// Rows times columns in use.
    pub cells: Signal<Out, Bits<10>>,
    /// The step is one of a tile that stores.
    pub stores: Signal<Out, Bit>,
    /// The step is one of a tile that emits a RESULT.
    pub emits: Signal<Out, Bit>,
    /// The immediate of the tile that drains.
    pub tile_imm: Signal<Out, Bits<16>>,
    /// Address of its results.
    pub tile_d: Signal<Out, Bits<20>>,
    /// E-space address of its results.
    pub tile_f: Signal<Out, Bits<20>>,
    /// Rows in use.
    pub tile_rows: Signal<Out, Bits<5>>,
    /// Columns in use.
    pub tile_columns: Signal<Out, Bits<5>>,
    /// Random index of row 0, column 0.
    pub tile_index: Signal<Out, Bits<32>>,
    /// Random index from row to row.
    pub tile_row_stride: Signal<Out, Bits<20>>,
    /// Argument of its RESULT packet.
    pub tile_tag: Signal<Out, Bits<8>>,

    active: Each<Reg<Bits<20>>, TILE_REGISTERS>,
    active_imm: Reg<Bits<16>>,
    // its product
    transposed: Reg<Bit>,
    gradient: Reg<Bit>,
    losing: Reg<Bit>,
    active_frees: Reg<Bits<2>>,
    active_valid: Reg<Bit>,
    opening: Reg<Bit>,
    area: Reg<Bits<10>>,
    left_0: Reg<Bits<20>>,
    left_1: Reg<Bits<20>>,
    left_2: Reg<Bits<20>>,
    // left_* is 1, and the counts that they begin from are
    ends_0: Reg<Bit>,
    ends_1: Reg<Bit>,
    ends_2: Reg<Bit>,
    single_0: Reg<Bit>,
    single_1: Reg<Bit>,
    x: Reg<Bits<20>>,
    x_1: Reg<Bits<20>>,
    x_2: Reg<Bits<20>>,
    y: Reg<Bits<20>>,
    y_1: Reg<Bits<20>>,
    y_2: Reg<Bits<20>>,
    position: Reg<Bits<L>>,
    parity_x: Reg<Bit>,
    parity_y: Reg<Bit>,
    pending: Reg<Bit>,
    settling: Reg<Bits<8>>,
    pace: Reg<Bits<4>>,
    draining_imm: Reg<Bits<16>>,
    draining_d: Reg<Bits<20>>,
    draining_f: Reg<Bits<20>>,
    draining_lanes: Reg<Bits<20>>,
    draining_low: Reg<Bits<20>>,
    draining_high: Reg<Bits<20>>,
    draining_stride: Reg<Bits<20>>,
    draining_tag: Reg<Bits<20>>,

    end_0: Signal<Local, Bit>,
    end_1: Signal<Local, Bit>,
    end_2: Signal<Local, Bit>,
    at_end: Signal<Local, Bit>,
    waits: Signal<Local, Bit>,
    // `pace` is not 0
    busy: Reg<Bit>,
    free: Reg<Bits<2>>,
    beat: Signal<Local, Bits<4>>,
    steps: Signal<Local, Bit>,
    more_cycles: Last<G, 4>,
    finishing: Signal<Local, Bit>,
    load: Signal<Local, Bit>,
    ready: Signal<Local, Bit>,
    kind: Signal<Local, Bits<2>>,
    wraps: Signal<Local, Bit>,
    skips: Signal<Local, Bit>,
    x_inner: Signal<Local, Bits<20>>,
    y_inner: Signal<Local, Bits<20>>,
    x_stride_1: Signal<Local, Bits<20>>,
    x_stride_2: Signal<Local, Bits<20>>,
    y_stride_1: Signal<Local, Bits<20>>,
    y_stride_2: Signal<Local, Bits<20>>,
    x_pass_1: Signal<Local, Bits<20>>,
    x_pass_2: Signal<Local, Bits<20>>,
    y_pass_1: Signal<Local, Bits<20>>,
    y_pass_2: Signal<Local, Bits<20>>,
    rows: Signal<Local, Int<10>>,
    columns: Signal<Local, Int<10>>,
    rows_bits: Signal<Local, Bits<10>>,
    columns_bits: Signal<Local, Bits<10>>,
    rows_by_columns: Signal<Local, Int<10>>,
    updates_active: Signal<Local, Bit>,
    updates_draining: Signal<Local, Bit>,
}

impl<const L: usize, const G: usize> Logic for Stepper<L, G> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(
            self,
            clock,
            active_imm,
            active_frees,
            active_valid,
            opening,
            area,
            left_0,
            left_1,
            left_2,
            ends_0,
            ends_1,
            ends_2,
            single_0,
            single_1,
            x,
            x_1,
            x_2,
            y,
            y_1,
            y_2,
            position,
            parity_x,
            parity_y,
            pending,
            settling,
            pace,
            draining_imm,
            draining_d,
            draining_f,
            draining_lanes,
            draining_low,
            draining_high,
            draining_stride,
            draining_tag
        );
        dff_setup!(self, clock, transposed, gradient, losing, busy, free);
        self.busy.reset.next = self.reset.val();
        self.free.reset.next = self.reset.val();
        self.transposed.reset.next = self.reset.val();
        self.gradient.reset.next = self.reset.val();
        self.losing.reset.next = self.reset.val();
        self.active_imm.reset.next = self.reset.val();
        self.active_frees.reset.next = self.reset.val();
        self.active_valid.reset.next = self.reset.val();
        self.opening.reset.next = self.reset.val();
        self.area.reset.next = self.reset.val();
        self.left_0.reset.next = self.reset.val();
        self.left_1.reset.next = self.reset.val();
        self.left_2.reset.next = self.reset.val();
        self.ends_0.reset.next = self.reset.val();
        self.ends_1.reset.next = self.reset.val();
        self.ends_2.reset.next = self.reset.val();
        self.single_0.reset.next = self.reset.val();
        self.single_1.reset.next = self.reset.val();
        self.x.reset.next = self.reset.val();
        self.x_1.reset.next = self.reset.val();
        self.x_2.reset.next = self.reset.val();
        self.y.reset.next = self.reset.val();
        self.y_1.reset.next = self.reset.val();
        self.y_2.reset.next = self.reset.val();
        self.position.reset.next = self.reset.val();
        self.parity_x.reset.next = self.reset.val();
        self.parity_y.reset.next = self.reset.val();
        self.pending.reset.next = self.reset.val();
        self.settling.reset.next = self.reset.val();
        self.pace.reset.next = self.reset.val();
        self.draining_imm.reset.next = self.reset.val();
        self.draining_d.reset.next = self.reset.val();
        self.draining_f.reset.next = self.reset.val();
        self.draining_lanes.reset.next = self.reset.val();
        self.draining_low.reset.next = self.reset.val();
        self.draining_high.reset.next = self.reset.val();
        self.draining_stride.reset.next = self.reset.val();
        self.draining_tag.reset.next = self.reset.val();
        for i in 0..20 {
            self.active[i].clock.next = self.clock.val();
            self.active[i].reset.next = self.reset.val();
            self.active[i].d.next = self.active[i].q.val();
        }

        // issue
        self.end_0.next = self.ends_0.q.val();
        self.end_1.next = self.ends_1.q.val();
        self.end_2.next = self.ends_2.q.val();
        self.at_end.next = self.end_0.val() & self.end_1.val() & self.end_2.val();
        self.waits.next =
            self.active_valid.q.val() & self.at_end.val() & self.pending.q.val() & !self.busy.q.val();
        self.steps.next = self.active_valid.q.val() & !self.waits.val() & !self.busy.q.val();
        self.finishing.next = self.steps.val() & self.at_end.val();
        self.ready.next = !self.active_valid.q.val();
        self.load.next = self.tile_valid.val() & self.ready.val();
        self.tile_ready.next = self.ready.val();

        // strides of this step; an unpooled operand moves only across the edge of a pool
        self.kind.next = self.active_imm.q.val().get_bits::<2>(0);
        self.skips.next = self.active_imm.q.val().get_bit(13);
        self.wraps.next = self.position.q.val().all();
        self.x_inner.next = 1.into();
        self.y_inner.next = 1.into();
        self.x_stride_1.next = self.active[7].q.val();
        self.x_stride_2.next = self.active[8].q.val();
        self.y_stride_1.next = self.active[9].q.val();
        self.y_stride_2.next = self.active[10].q.val();
        if self.transposed.q.val() {
            self.y_inner.next = 0.into();
            if self.wraps.val() {
                self.y_inner.next = self.active[12].q.val();
            }
            if self.skips.val() & self.parity_x.q.val() {
                self.x_stride_1.next = 0.into();
            }
            if self.skips.val() & self.parity_y.q.val() {
                self.x_stride_2.next = 0.into();
            }
        }
        if self.gradient.q.val() {
            self.x_inner.next = 0.into();
            self.y_inner.next = 0.into();
            if self.wraps.val() {
                self.x_inner.next = self.active[11].q.val();
                self.y_inner.next = self.active[12].q.val();
            }
            if self.skips.val() & !self.parity_x.q.val() {
                self.y_stride_1.next = 0.into();
            }
            if self.skips.val() & !self.parity_y.q.val() {
                self.y_stride_2.next = 0.into();
            }
        }
        if self.losing.q.val() {
            self.y_inner.next = 0.into();
        }
        self.x_pass_1.next = self.x_1.q.val() + self.x_stride_1.val();
        self.x_pass_2.next = self.x_2.q.val() + self.x_stride_2.val();
        self.y_pass_1.next = self.y_1.q.val() + self.y_stride_1.val();
        self.y_pass_2.next = self.y_2.q.val() + self.y_stride_2.val();

        // what the array takes for this step, and a cycle between tiles
        self.beat.next = 0.into();
        if self.gradient.q.val() {
            self.beat.next = self.more_cycles.val();
        }
        if self.busy.q.val() {
            self.pace.d.next = self.pace.q.val() - 1;
            self.busy.d.next = self.pace.q.val() != 1;
        }
        if self.steps.val() {
            self.pace.d.next = self.beat.val();
            self.busy.d.next = self.beat.val().any();
            if self.at_end.val() {
                self.pace.d.next = self.beat.val() + 1;
                self.busy.d.next = true;
            }
            self.opening.d.next = false;
            if !self.end_0.val() {
                self.x.d.next = self.x.q.val() + self.x_inner.val();
                self.y.d.next = self.y.q.val() + self.y_inner.val();
                self.left_0.d.next = self.left_0.q.val() - 1;
                self.ends_0.d.next = self.left_0.q.val() == 2;
                self.position.d.next = self.position.q.val() + 1;
            } else {
                self.left_0.d.next = self.active[4].q.val();
                self.ends_0.d.next = self.single_0.q.val();
                self.position.d.next = 0.into();
                if !self.end_1.val() {
                    self.x.d.next = self.x_pass_1.val();
                    self.x_1.d.next = self.x_pass_1.val();
                    self.y.d.next = self.y_pass_1.val();
                    self.y_1.d.next = self.y_pass_1.val();
                    self.left_1.d.next = self.left_1.q.val() - 1;
                    self.ends_1.d.next = self.left_1.q.val() == 2;
                    self.parity_x.d.next = !self.parity_x.q.val();
                } else {
                    self.x.d.next = self.x_pass_2.val();
                    self.x_1.d.next = self.x_pass_2.val();
                    self.x_2.d.next = self.x_pass_2.val();
                    self.y.d.next = self.y_pass_2.val();
                    self.y_1.d.next = self.y_pass_2.val();
                    self.y_2.d.next = self.y_pass_2.val();
                    self.left_1.d.next = self.active[5].q.val();
                    self.ends_1.d.next = self.single_1.q.val();
                    self.left_2.d.next = self.left_2.q.val() - 1;
                    self.ends_2.d.next = self.left_2.q.val() == 2;
                    self.parity_x.d.next = self.active[13].q.val().get_bit(1);
                    self.parity_y.d.next = !self.parity_y.q.val();
                }
            }
        }

        // from active to draining; `frees` belong to the tile that is active, and free a cycle later where none is
        if self.drained.val() {
            self.pending.d.next = false;
        }
        self.free.d.next = 0.into();
        self.freed.next = self.free.q.val();
        self.active_frees.d.next = self.active_frees.q.val() | self.frees.val();
        if self.finishing.val() {
            self.active_valid.d.next = false;
            self.pending.d.next = true;
            self.draining_imm.d.next = self.active_imm.q.val();
            self.draining_d.d.next = self.active[2].q.val();
            self.draining_f.d.next = self.active[3].q.val();
            self.draining_lanes.d.next = self.active[14].q.val();
            self.draining_low.d.next = self.active[15].q.val();
            self.draining_high.d.next = self.active[16].q.val();
            self.draining_stride.d.next = self.active[17].q.val();
            self.draining_tag.d.next = self.active[19].q.val();
        }
        if self.finishing.val() | !self.active_valid.q.val() {
            self.free.d.next = self.active_frees.q.val() | self.frees.val();
            self.active_frees.d.next = 0.into();
        }

        // the next tile
        self.rows_bits.next = bit_cast::<10, 5>(self.view[14].val().get_bits::<5>(0));
        self.columns_bits.next = bit_cast::<10, 5>(self.view[14].val().get_bits::<5>(8));
        self.rows.next = signed_bit_cast_int::<10>(self.rows_bits.val());
        self.columns.next = signed_bit_cast_int::<10>(self.columns_bits.val());
        self.rows_by_columns.next = self.rows.val() * self.columns.val();
        // whatever is in view is taken as long as no tile is there: whether it is one has no part in it
        if self.load.val() {
            self.active_valid.d.next = true;
        }
        if self.ready.val() {
            for i in 0..20 {
                self.active[i].d.next = self.view[i].val();
            }
            self.active_imm.d.next = self.immediate.val();
            self.transposed.d.next = self.immediate.val().get_bits::<2>(0) == 1;
            self.gradient.d.next = self.immediate.val().get_bits::<2>(0) == 2;
            self.losing.d.next = self.immediate.val().get_bits::<2>(0) == 3;
            self.opening.d.next = true;
            self.area.d.next = unsigned_cast_int::<10>(self.rows_by_columns.val());
            self.x.d.next = self.view[0].val();
            self.x_1.d.next = self.view[0].val();
            self.x_2.d.next = self.view[0].val();
            self.y.d.next = self.view[1].val();
            self.y_1.d.next = self.view[1].val();
            self.y_2.d.next = self.view[1].val();
            self.left_0.d.next = self.view[4].val();
            self.left_1.d.next = self.view[5].val();
            self.left_2.d.next = self.view[6].val();
            self.ends_0.d.next = self.view[4].val() == 1;
            self.ends_1.d.next = self.view[5].val() == 1;
            self.ends_2.d.next = self.view[6].val() == 1;
            self.single_0.d.next = self.view[4].val() == 1;
            self.single_1.d.next = self.view[5].val() == 1;
            self.position.d.next = 0.into();
            self.parity_y.d.next = self.view[13].val().get_bit(0);
            self.parity_x.d.next = self.view[13].val().get_bit(1);
        }
        self.paced.next = self.busy.q.val();
        self.held.next = self.waits.val();
        // what a tile stores is on its way for a while after it has drained
        self.settling.d.next = self.settling.q.val() << 1;
        if self.pending.q.val() {
            self.settling.d.next = 0xff.into();
        }
        self.idle.next = !self.active_valid.q.val() & !self.pending.q.val() & !self.settling.q.val().any();
        self.updates_active.next = self.active_valid.q.val()
            & (self.active_imm.q.val().get_bits::<2>(0) == 2)
            & self.active_imm.q.val().get_bit(10);
        self.updates_draining.next = self.pending.q.val()
            & (self.draining_imm.q.val().get_bits::<2>(0) == 2)
            & self.draining_imm.q.val().get_bit(10);
        self.updating.next = self.updates_active.val() | self.updates_draining.val();

        self.issue.next = self.steps.val();
        self.first.next = self.opening.q.val();
        self.last.next = self.at_end.val();
        self.product.next = self.kind.val();
        self.x_address.next = self.x.q.val();
        self.y_address.next = self.y.q.val();
        self.lane.next = self.position.q.val();
        self.unpool.next = self.skips.val();
        self.want.next = bit_cast::<2, 1>(self.parity_x.q.val().into())
            | (bit_cast::<2, 1>(self.parity_y.q.val().into()) << 1);
        self.takes.next = self.ready.val();
        self.run_gap.next = self.view[18].val().get_bits::<16>(0);
        self.cells.next = self.area.q.val();
        self.stores.next = self.active_imm.q.val().get_bit(10);
        // of a pool, the last tile; of a normaliser's samples, nothing
        self.emits.next = (self.kind.val() == 0)
            & self.active_imm.q.val().get_bit(11)
            & !self.active_imm.q.val().get_bit(12)
            & (self.active_imm.q.val().get_bit(8) == self.active_imm.q.val().get_bit(9));
        self.tile_imm.next = self.draining_imm.q.val();
        self.tile_d.next = self.draining_d.q.val();
        self.tile_f.next = self.draining_f.q.val();
        self.tile_rows.next = self.draining_lanes.q.val().get_bits::<5>(0);
        self.tile_columns.next = self.draining_lanes.q.val().get_bits::<5>(8);
        self.tile_index.next = bit_cast::<32, 20>(self.draining_low.q.val())
            | (bit_cast::<32, 20>(self.draining_high.q.val()) << 20);
        self.tile_row_stride.next = self.draining_stride.q.val();
        self.tile_tag.next = self.draining_tag.q.val().get_bits::<8>(0);
    }
}
