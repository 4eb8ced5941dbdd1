//! The program side of the core: program memory, processor and stepper.

use rust_hdl::prelude::*;

use super::processor::Processor;
use super::stepper::Stepper;
use crate::base::Store;

/// Runs a program: steps of the array, norm calls, scales and keys, in the order of the program.
///
/// ```text
///  P <--> [processor] --+--> [stepper] --> steps
///                       +--> norm calls, scales, keys, updates
/// ```
///
/// In every cycle in which a running program issues no step, `paced` or one of the `stall_*` says why. L is log2 of the
/// array's side, P the address bits of the program, G as in [`Stepper`].
#[derive(Debug, Default, LogicBlock)]
pub struct Control<const L: usize, const P: usize, const G: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// Writes an instruction.
    pub program_write: Signal<In, Bit>,
    /// Its address.
    pub program_address: Signal<In, Bits<P>>,
    /// The instruction.
    pub program_data: Signal<In, Bits<32>>,
    /// Most samples that a norm call takes, constant.
    pub norm_most: Signal<In, Bits<18>>,
    /// A program begins; ignored while one runs.
    pub start: Signal<In, Bit>,
    /// Address of its first instruction.
    pub start_entry: Signal<In, Bits<P>>,
    /// How often NEXT repeats it, 1 or more.
    pub start_repetitions: Signal<In, Bits<32>>,
    /// Step number of the first repetition.
    pub start_step: Signal<In, Bits<32>>,
    /// A program runs.
    pub running: Signal<Out, Bit>,
    /// A group of samples has been committed.
    pub commit: Signal<In, Bit>,
    /// Input buffers that are free from the next cycle on.
    pub freed: Signal<Out, Bits<2>>,
    /// The program has ended.
    pub done_valid: Signal<Out, Bit>,
    /// DONE is taken.
    pub done_ready: Signal<In, Bit>,
    /// It ended at an instruction that is not executed.
    pub done_fault: Signal<Out, Bit>,
    /// The last instruction.
    pub done_address: Signal<Out, Bits<P>>,

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
    /// As in [`Finish`](super::finish::Finish).
    pub drained: Signal<In, Bit>,

    /// Turns the maximum `scale_kind` into an exponent.
    pub scale_start: Signal<Out, Bit>,
    /// 0 errors, 1 gradient, 2 dgamma, 3 dbeta.
    pub scale_kind: Signal<Out, Bits<2>>,
    /// The exponent is there.
    pub scale_done: Signal<In, Bit>,
    /// Computes round keys.
    pub keys_start: Signal<Out, Bit>,
    /// Layer of the random numbers.
    pub keys_layer: Signal<Out, Bits<32>>,
    /// Step of the random numbers.
    pub keys_step: Signal<Out, Bits<32>>,
    /// The round keys are not there yet.
    pub keys_busy: Signal<In, Bit>,

    /// A norm call is offered.
    pub norm_valid: Signal<Out, Bit>,
    /// It is taken.
    pub norm_ready: Signal<In, Bit>,
    /// No norm call is under way.
    pub norm_idle: Signal<In, Bit>,
    /// Immediate of NORM.
    pub norm_imm: Signal<Out, Bits<16>>,
    /// r2, A address of the first sample.
    pub norm_d: Signal<Out, Bits<20>>,
    /// r3, E-space address of the first sample.
    pub norm_f: Signal<Out, Bits<20>>,
    /// r4, images; of an update the channels.
    pub norm_images: Signal<Out, Bits<20>>,
    /// r5, positions.
    pub norm_positions: Signal<Out, Bits<20>>,
    /// r7, A stride of a position.
    pub norm_x1: Signal<Out, Bits<20>>,
    /// r9, E-space stride of a position.
    pub norm_y1: Signal<Out, Bits<20>>,
    /// r11, A stride of a group.
    pub norm_wx: Signal<Out, Bits<20>>,
    /// r12, E-space stride of a group.
    pub norm_wy: Signal<Out, Bits<20>>,
    /// r15, the channel.
    pub norm_channel: Signal<Out, Bits<20>>,
    /// Updates norm parameters.
    pub update_start: Signal<Out, Bit>,
    /// 0 gamma, 1 beta.
    pub update_kind: Signal<Out, Bit>,
    /// They are updated.
    pub update_done: Signal<In, Bit>,

    /// The array is at work on the step before, or between two tiles.
    pub paced: Signal<Out, Bit>,
    /// No step: it waits for samples.
    pub stall_input: Signal<Out, Bit>,
    /// No step: it waits for tiles to be stored, or for a scale.
    pub stall_barrier: Signal<Out, Bit>,
    /// No step: it waits for the results of the tile before.
    pub stall_drain: Signal<Out, Bit>,
    /// No step: the next tile is not there yet.
    pub stall_program: Signal<Out, Bit>,
    /// No step: it waits for the normaliser.
    pub stall_norm: Signal<Out, Bit>,
    /// No step: it waits for round keys.
    pub stall_keys: Signal<Out, Bit>,

    code: Store<Bits<32>, P>,
    processor: Processor<L, P>,
    stepper: Stepper<L, G>,
    starved: Signal<Local, Bit>,
    idle: Signal<Local, Bit>,
}

impl<const L: usize, const P: usize, const G: usize> Logic for Control<L, P, G> {
    #[hdl_gen]
    fn update(&mut self) {
        self.code.clock.next = self.clock.val();
        self.processor.clock.next = self.clock.val();
        self.processor.reset.next = self.reset.val();
        self.stepper.clock.next = self.clock.val();
        self.stepper.reset.next = self.reset.val();

        // program memory
        self.code.write_enable.next = self.program_write.val();
        self.code.write_address.next = self.program_address.val();
        self.code.write_data.next = self.program_data.val();
        self.code.read_enable.next = self.processor.program_read.val();
        self.code.read_address.next = self.processor.program_address.val();
        self.processor.instruction.next = self.code.read_data.val();

        self.processor.norm_most.next = self.norm_most.val();
        self.processor.start.next = self.start.val();
        self.processor.start_entry.next = self.start_entry.val();
        self.processor.start_repetitions.next = self.start_repetitions.val();
        self.processor.start_step.next = self.start_step.val();
        self.running.next = self.processor.running.val();
        self.processor.commit.next = self.commit.val();
        self.processor.done_ready.next = self.done_ready.val();
        self.done_valid.next = self.processor.done_valid.val();
        self.done_fault.next = self.processor.done_fault.val();
        self.done_address.next = self.processor.done_address.val();

        // tiles
        self.stepper.tile_valid.next = self.processor.tile_valid.val();
        self.processor.tile_ready.next = self.stepper.tile_ready.val();
        self.stepper.immediate.next = self.processor.immediate.val();
        for i in 0..20 {
            self.stepper.view[i].next = self.processor.view[i].val();
        }
        self.stepper.frees.next = self.processor.frees.val();
        self.freed.next = self.stepper.freed.val();
        self.stepper.drained.next = self.drained.val();
        self.processor.tiles_idle.next = self.stepper.idle.val();
        self.processor.updating.next = self.stepper.updating.val();
        self.issue.next = self.stepper.issue.val();
        self.first.next = self.stepper.first.val();
        self.last.next = self.stepper.last.val();
        self.product.next = self.stepper.product.val();
        self.x_address.next = self.stepper.x_address.val();
        self.y_address.next = self.stepper.y_address.val();
        self.lane.next = self.stepper.lane.val();
        self.unpool.next = self.stepper.unpool.val();
        self.want.next = self.stepper.want.val();
        self.takes.next = self.stepper.takes.val();
        self.run_gap.next = self.stepper.run_gap.val();
        self.cells.next = self.stepper.cells.val();
        self.stores.next = self.stepper.stores.val();
        self.emits.next = self.stepper.emits.val();
        self.tile_imm.next = self.stepper.tile_imm.val();
        self.tile_d.next = self.stepper.tile_d.val();
        self.tile_f.next = self.stepper.tile_f.val();
        self.tile_rows.next = self.stepper.tile_rows.val();
        self.tile_columns.next = self.stepper.tile_columns.val();
        self.tile_index.next = self.stepper.tile_index.val();
        self.tile_row_stride.next = self.stepper.tile_row_stride.val();
        self.tile_tag.next = self.stepper.tile_tag.val();

        // scales, keys, norm calls, updates
        self.scale_start.next = self.processor.scale_start.val();
        self.scale_kind.next = self.processor.scale_kind.val();
        self.processor.scale_done.next = self.scale_done.val();
        self.keys_start.next = self.processor.keys_start.val();
        self.keys_layer.next = self.processor.keys_layer.val();
        self.keys_step.next = self.processor.keys_step.val();
        self.processor.keys_busy.next = self.keys_busy.val();
        self.norm_valid.next = self.processor.norm_valid.val();
        self.processor.norm_ready.next = self.norm_ready.val();
        self.processor.norm_idle.next = self.norm_idle.val();
        self.norm_imm.next = self.processor.immediate.val();
        self.norm_d.next = self.processor.view[2].val();
        self.norm_f.next = self.processor.view[3].val();
        self.norm_images.next = self.processor.view[4].val();
        self.norm_positions.next = self.processor.view[5].val();
        self.norm_x1.next = self.processor.view[7].val();
        self.norm_y1.next = self.processor.view[9].val();
        self.norm_wx.next = self.processor.view[11].val();
        self.norm_wy.next = self.processor.view[12].val();
        self.norm_channel.next = self.processor.view[15].val();
        self.update_start.next = self.processor.update_start.val();
        self.update_kind.next = self.processor.update_kind.val();
        self.processor.update_done.next = self.update_done.val();

        // why nothing is issued
        self.paced.next = self.stepper.paced.val();
        self.starved.next =
            self.processor.running.val() & !self.stepper.issue.val() & !self.stepper.paced.val();
        self.stall_drain.next = self.starved.val() & self.stepper.held.val();
        self.idle.next = self.starved.val() & !self.stepper.held.val();
        self.stall_input.next = self.idle.val() & self.processor.holds_input.val();
        self.stall_barrier.next = self.idle.val() & self.processor.holds_barrier.val();
        self.stall_norm.next = self.idle.val() & self.processor.holds_norm.val();
        self.stall_keys.next = self.idle.val() & self.processor.holds_keys.val();
        self.stall_program.next = self.idle.val()
            & !self.processor.holds_input.val()
            & !self.processor.holds_barrier.val()
            & !self.processor.holds_norm.val()
            & !self.processor.holds_keys.val();
    }
}
