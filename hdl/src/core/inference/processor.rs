//! Runs a program of forward tiles.

use rust_hdl::prelude::*;

use super::arithmetic::Arithmetic;
use super::stand::Stand;
use crate::base::{Number, Reg, Store};

/// One instruction after the other, in four cycles, MUL in 19, a tile from its first step to its last result.
///
/// ```text
///  entry --> [pc] --> P --> instruction
///                             |          +--> [held] --+
///  registers, loops, rest ----+--> read -+-------------+--> [Arithmetic] --> write, x, y, pc
///                                        +--> [x], [y], [left] --> steps
/// ```
///
/// * The instruction stands at the output of P while it is executed. Everything that is not needed in every cycle lies in
///   one memory: 32 registers of 20 bits (as 32 bits with their sign), behind them where the loops of a tile are, and the
///   repetitions.
/// * A step a cycle within a pass of loop 0; 7 more from a pass to the next in loop 1, 12 in loop 2; 11 before the first.
/// * As no tile is under way beside an instruction, nothing has to wait for one: RELEASE frees at once, BARRIER is none.
/// * Registers are zero 32 cycles after reset; a program that is started before begins then. `2^P` instructions.
#[derive(Debug, Default, LogicBlock)]
pub struct Processor<const P: usize> {
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
    /// A program begins; ignored while one runs.
    pub start: Signal<In, Bit>,
    /// Address of its first instruction.
    pub start_entry: Signal<In, Bits<P>>,
    /// How often NEXT repeats it, 1 or more.
    pub start_repetitions: Signal<In, Bits<32>>,
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
    /// No step in this cycle.
    pub pause: Signal<In, Bit>,
    /// A step.
    pub issue: Signal<Out, Bit>,
    /// Address of the activations; from `leaves` on of the column of results.
    pub x_address: Signal<Out, Bits<20>>,
    /// Address of the weights.
    pub y_address: Signal<Out, Bits<20>>,
    /// Rows in use.
    pub rows: Signal<Out, Bits<3>>,
    /// Columns in use.
    pub columns: Signal<Out, Bits<3>>,
    /// The immediate of the tile.
    pub tile: Signal<Out, Bits<16>>,
    /// Argument of its RESULT packet.
    pub tag: Signal<Out, Bits<8>>,
    /// The results of a tile may leave from the next cycle on.
    pub leaves: Signal<Out, Bit>,
    /// The results are still at work, on those of this tile or on sums so far.
    pub busy: Signal<In, Bit>,
    /// They go on to the next column.
    pub next_column: Signal<In, Bit>,
    /// The program waits for samples.
    pub stall_input: Signal<Out, Bit>,
    /// For the results.
    pub stall_drain: Signal<Out, Bit>,
    /// No step, and none of these.
    pub stall_program: Signal<Out, Bit>,
    code: Store<Bits<32>, P>,
    registers: Store<Bits<32>, 6>,
    arithmetic: Arithmetic,
    stand: Reg<Stand>,
    pc: Reg<Bits<P>>,
    held: Reg<Bits<32>>,
    x: Reg<Bits<20>>,
    y: Reg<Bits<20>>,
    left: Reg<Bits<20>>,
    rows_q: Reg<Bits<3>>,
    columns_q: Reg<Bits<3>>,
    tag_q: Reg<Bits<8>>,
    groups: Reg<Bits<32>>,
    cleared: Reg<Bits<5>>,
    place: Reg<Bits<4>>,
    position: Signal<Local, Bits<5>>,
    digit: Signal<Local, Bits<1>>,
    early: Reg<Bit>,
    fault: Reg<Bit>,
    instruction: Signal<Local, Bits<32>>,
    op: Signal<Local, Bits<6>>,
    a: Signal<Local, Bits<6>>,
    b: Signal<Local, Bits<6>>,
    c: Signal<Local, Bits<6>>,
    value: Signal<Local, Bits<32>>,
    lane_count: Signal<Local, Bits<8>>,
    column_count: Signal<Local, Bits<8>>,
    lanes_good: Signal<Local, Bit>,
    tile_known: Signal<Local, Bit>,
    none: Signal<Local, Bit>,
    single: Signal<Local, Bit>,
    fails: Signal<Local, Bit>,
    ends: Signal<Local, Bit>,
    takes: Signal<Local, Bit>,
    advance: Signal<Local, Bit>,
    jumps: Signal<Local, Bit>,
    steps: Signal<Local, Bit>,
    waits: Signal<Local, Bit>,
    runs: Signal<Local, Bit>,
    more: Signal<Local, Bits<32>>,
    // registers that an instruction of the program does not see
    x_one: Number<32, 6>,
    x_two: Number<33, 6>,
    y_one: Number<34, 6>,
    y_two: Number<35, 6>,
    left_one: Number<36, 6>,
    left_two: Number<37, 6>,
    repetitions: Number<38, 6>,
    negative: Number<0xffff_ffff, 32>,
}

impl<const P: usize> Logic for Processor<P> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(
            self, clock, stand, pc, held, x, y, left, rows_q, columns_q, tag_q, groups, cleared, place,
            early, fault
        );
        self.stand.reset.next = self.reset.val();
        self.pc.reset.next = self.reset.val();
        self.held.reset.next = self.reset.val();
        self.x.reset.next = self.reset.val();
        self.y.reset.next = self.reset.val();
        self.left.reset.next = self.reset.val();
        self.rows_q.reset.next = self.reset.val();
        self.columns_q.reset.next = self.reset.val();
        self.tag_q.reset.next = self.reset.val();
        self.groups.reset.next = self.reset.val();
        self.cleared.reset.next = self.reset.val();
        self.early.reset.next = self.reset.val();
        self.place.reset.next = self.reset.val();
        self.fault.reset.next = self.reset.val();
        self.code.clock.next = self.clock.val();
        self.registers.clock.next = self.clock.val();

        self.code.write_enable.next = self.program_write.val();
        self.code.write_address.next = self.program_address.val();
        self.code.write_data.next = self.program_data.val();
        self.code.read_enable.next = self.stand.q.val() == Stand::Fetch;
        self.code.read_address.next = self.pc.q.val();
        self.instruction.next = self.code.read_data.val();
        self.op.next = self.instruction.val().get_bits::<6>(26);
        self.a.next = bit_cast::<6, 5>(self.instruction.val().get_bits::<5>(21));
        self.b.next = bit_cast::<6, 5>(self.instruction.val().get_bits::<5>(16));
        self.c.next = bit_cast::<6, 5>(self.instruction.val().get_bits::<5>(0));
        self.value.next = self.registers.read_data.val();
        self.none.next = !self.value.val().any();
        self.single.next = self.held.q.val() == 1;

        // 1 to 4 rows and columns
        self.lane_count.next = self.value.val().get_bits::<8>(0) - 1;
        self.column_count.next = self.value.val().get_bits::<8>(8) - 1;
        self.lanes_good.next =
            !self.lane_count.val().get_bits::<6>(2).any() & !self.column_count.val().get_bits::<6>(2).any();
        self.tile_known.next =
            !self.instruction.val().get_bits::<2>(0).any() & !self.instruction.val().get_bit(12);

        self.arithmetic.op.next = self.op.val();
        self.arithmetic.immediate.next = self.instruction.val().get_bits::<20>(0);
        self.arithmetic.held.next = self.held.q.val();
        self.arithmetic.value.next = self.value.val();
        self.arithmetic.executes.next = self.stand.q.val() == Stand::Execute;
        self.position.next = bit_cast::<5, 4>(self.place.q.val());
        self.digit.next = self.instruction.val().get_bits::<1>(self.position.val().index());
        self.arithmetic.digit.next = self.digit.val().any();
        self.arithmetic.sign.next = self.place.q.val().all();
        self.arithmetic.multiplies.next = (self.stand.q.val() == Stand::Multiply)
            | ((self.stand.q.val() == Stand::Execute) & (self.op.val() == 7));
        self.arithmetic.passes.next = false;
        self.arithmetic.counts.next = false;
        self.arithmetic.wide.next = false;
        self.registers.read_enable.next = false;
        self.registers.read_address.next = self.b.val();
        self.registers.write_enable.next = false;
        self.registers.write_address.next = self.a.val();
        self.registers.write_data.next = self.arithmetic.result.val();
        self.freed.next = 0.into();
        self.fails.next = false;
        self.ends.next = false;
        self.takes.next = false;
        self.advance.next = false;
        self.jumps.next = false;
        self.leaves.next = false;
        self.waits.next = false;
        self.steps.next = (self.stand.q.val() == Stand::Steps) & !self.pause.val();
        self.done_valid.next = self.stand.q.val() == Stand::Report;
        match self.stand.q.val() {
            Stand::Clear => {
                self.registers.write_enable.next = true;
                self.registers.write_address.next = bit_cast::<6, 5>(self.cleared.q.val());
                self.registers.write_data.next = 0.into();
                self.cleared.d.next = self.cleared.q.val() + 1;
                if self.cleared.q.val().all() {
                    self.stand.d.next = Stand::Idle;
                    if self.early.q.val() {
                        self.stand.d.next = Stand::Fetch;
                    }
                    self.early.d.next = false;
                }
                // a program that begins before that waits for it
                if self.start.val() {
                    self.registers.write_address.next = self.repetitions.val();
                    self.registers.write_data.next = self.start_repetitions.val();
                    self.cleared.d.next = self.cleared.q.val();
                    self.stand.d.next = Stand::Clear;
                    self.pc.d.next = self.start_entry.val();
                    self.early.d.next = true;
                }
            }
            Stand::Idle => {
                if self.start.val() {
                    self.registers.write_enable.next = true;
                    self.registers.write_address.next = self.repetitions.val();
                    self.registers.write_data.next = self.start_repetitions.val();
                    self.pc.d.next = self.start_entry.val();
                    self.fault.d.next = false;
                    self.stand.d.next = Stand::Fetch;
                }
            }
            Stand::Fetch => {
                self.stand.d.next = Stand::Decode;
            }
            Stand::Decode => {
                self.registers.read_enable.next = true;
                if (self.op.val() == 8) | (self.op.val() == 10) | (self.op.val() == 13) {
                    self.registers.read_address.next = self.a.val();
                }
                if self.op.val() == 19 {
                    self.registers.read_address.next = self.repetitions.val();
                }
                self.stand.d.next = Stand::Second;
                if self.op.val() == 11 {
                    self.registers.read_address.next = 14.into();
                    self.stand.d.next = Stand::Lanes;
                }
                // SCALE, KEYS, NORM and NORMUPDATE are not built in
                if (self.op.val() == 0)
                    | ((self.op.val() >= 15) & (self.op.val() <= 18))
                    | (self.op.val() > 20)
                {
                    self.fails.next = true;
                }
            }
            Stand::Second => {
                self.held.d.next = self.value.val();
                self.registers.read_enable.next = true;
                self.registers.read_address.next = self.c.val();
                if self.op.val() == 10 {
                    self.registers.read_address.next = self.b.val();
                }
                self.stand.d.next = Stand::Execute;
                if self.op.val() == 7 {
                    self.held.d.next = 0.into();
                    self.registers.read_enable.next = false;
                    self.place.d.next = 15.into();
                    self.stand.d.next = Stand::Multiply;
                }
            }
            Stand::Multiply => {
                self.held.d.next = self.arithmetic.result.val() << 1;
                self.place.d.next = self.place.q.val() - 1;
                if self.place.q.val() == 1 {
                    self.stand.d.next = Stand::Execute;
                }
            }
            Stand::Execute => {
                self.advance.next = true;
                self.registers.write_enable.next = self.arithmetic.writes.val();
                self.jumps.next = self.arithmetic.jumps.val();
                if self.op.val() == 12 {
                    self.takes.next = self.groups.q.val().any();
                    self.advance.next = self.groups.q.val().any();
                    self.waits.next = !self.groups.q.val().any();
                }
                if self.op.val() == 13 {
                    self.freed.next = 1.into();
                    if self.held.q.val().get_bit(0) {
                        self.freed.next = 2.into();
                    }
                }
                if self.op.val() == 19 {
                    self.arithmetic.wide.next = true;
                    self.registers.write_enable.next = true;
                    self.registers.write_address.next = self.repetitions.val();
                    self.jumps.next = true;
                    self.ends.next = self.single.val();
                }
                if self.op.val() == 20 {
                    self.ends.next = true;
                }
            }
            Stand::Lanes => {
                self.rows_q.d.next = self.value.val().get_bits::<3>(0);
                self.columns_q.d.next = self.value.val().get_bits::<3>(8);
                self.fails.next = !self.lanes_good.val() | !self.tile_known.val();
                self.registers.read_enable.next = true;
                self.registers.read_address.next = 19.into();
                self.stand.d.next = Stand::Tag;
            }
            Stand::Tag => {
                self.tag_q.d.next = self.value.val().get_bits::<8>(0);
                self.registers.read_enable.next = true;
                self.registers.read_address.next = 0.into();
                self.stand.d.next = Stand::FirstX;
            }
            Stand::FirstX => {
                self.x.d.next = self.value.val().get_bits::<20>(0);
                self.arithmetic.passes.next = true;
                self.registers.write_enable.next = true;
                self.registers.write_address.next = self.x_one.val();
                self.stand.d.next = Stand::SecondX;
            }
            Stand::SecondX => {
                self.arithmetic.passes.next = true;
                self.registers.write_enable.next = true;
                self.registers.write_address.next = self.x_two.val();
                self.registers.read_enable.next = true;
                self.registers.read_address.next = 1.into();
                self.stand.d.next = Stand::FirstY;
            }
            Stand::FirstY => {
                self.y.d.next = self.value.val().get_bits::<20>(0);
                self.arithmetic.passes.next = true;
                self.registers.write_enable.next = true;
                self.registers.write_address.next = self.y_one.val();
                self.stand.d.next = Stand::SecondY;
            }
            Stand::SecondY => {
                self.arithmetic.passes.next = true;
                self.registers.write_enable.next = true;
                self.registers.write_address.next = self.y_two.val();
                self.registers.read_enable.next = true;
                self.registers.read_address.next = 5.into();
                self.stand.d.next = Stand::CountOne;
            }
            Stand::CountOne => {
                self.arithmetic.passes.next = true;
                self.registers.write_enable.next = true;
                self.registers.write_address.next = self.left_one.val();
                self.fails.next = self.none.val();
                self.registers.read_enable.next = true;
                self.registers.read_address.next = 6.into();
                self.stand.d.next = Stand::CountTwo;
            }
            Stand::CountTwo => {
                self.arithmetic.passes.next = true;
                self.registers.write_enable.next = true;
                self.registers.write_address.next = self.left_two.val();
                self.fails.next = self.none.val();
                self.registers.read_enable.next = true;
                self.registers.read_address.next = 4.into();
                self.stand.d.next = Stand::Count;
            }
            Stand::Count => {
                self.left.d.next = self.value.val().get_bits::<20>(0);
                self.fails.next = self.none.val();
                self.stand.d.next = Stand::Steps;
            }
            Stand::Steps => {
                if self.steps.val() {
                    self.x.d.next = self.x.q.val() + 1;
                    self.y.d.next = self.y.q.val() + 1;
                    self.left.d.next = self.left.q.val() - 1;
                    if self.left.q.val() == 1 {
                        self.registers.read_enable.next = true;
                        self.registers.read_address.next = self.left_one.val();
                        self.stand.d.next = Stand::PassesOne;
                    }
                }
            }
            Stand::PassesOne => {
                self.held.d.next = self.value.val();
                self.registers.read_enable.next = true;
                self.registers.read_address.next = 7.into();
                self.stand.d.next = Stand::LessOne;
            }
            Stand::LessOne => {
                self.arithmetic.counts.next = true;
                self.registers.write_enable.next = true;
                self.registers.write_address.next = self.left_one.val();
                self.stand.d.next = Stand::StrideX;
                if self.single.val() {
                    self.registers.read_enable.next = true;
                    self.registers.read_address.next = self.left_two.val();
                    self.stand.d.next = Stand::PassesTwo;
                }
            }
            Stand::StrideX => {
                self.held.d.next = self.value.val();
                self.registers.read_enable.next = true;
                self.registers.read_address.next = self.x_one.val();
                self.stand.d.next = Stand::NextX;
            }
            Stand::NextX => {
                self.x.d.next = self.arithmetic.result.val().get_bits::<20>(0);
                self.registers.write_enable.next = true;
                self.registers.write_address.next = self.x_one.val();
                self.registers.read_enable.next = true;
                self.registers.read_address.next = 9.into();
                self.stand.d.next = Stand::StrideY;
            }
            Stand::StrideY => {
                self.held.d.next = self.value.val();
                self.registers.read_enable.next = true;
                self.registers.read_address.next = self.y_one.val();
                self.stand.d.next = Stand::NextY;
            }
            Stand::NextY => {
                self.y.d.next = self.arithmetic.result.val().get_bits::<20>(0);
                self.registers.write_enable.next = true;
                self.registers.write_address.next = self.y_one.val();
                self.registers.read_enable.next = true;
                self.registers.read_address.next = 4.into();
                self.stand.d.next = Stand::Count;
            }
            Stand::PassesTwo => {
                self.held.d.next = self.value.val();
                self.registers.read_enable.next = true;
                self.registers.read_address.next = 8.into();
                self.stand.d.next = Stand::LessTwo;
            }
            Stand::LessTwo => {
                self.arithmetic.counts.next = true;
                self.registers.write_enable.next = true;
                self.registers.write_address.next = self.left_two.val();
                self.stand.d.next = Stand::FarX;
                if self.single.val() {
                    self.registers.read_enable.next = true;
                    self.registers.read_address.next = 2.into();
                    self.stand.d.next = Stand::Leave;
                }
            }
            Stand::FarX => {
                self.held.d.next = self.value.val();
                self.registers.read_enable.next = true;
                self.registers.read_address.next = self.x_two.val();
                self.stand.d.next = Stand::FartherX;
            }
            Stand::FartherX => {
                self.x.d.next = self.arithmetic.result.val().get_bits::<20>(0);
                self.registers.write_enable.next = true;
                self.registers.write_address.next = self.x_two.val();
                self.stand.d.next = Stand::AgainX;
            }
            Stand::AgainX => {
                self.registers.write_enable.next = true;
                self.registers.write_address.next = self.x_one.val();
                self.registers.read_enable.next = true;
                self.registers.read_address.next = 10.into();
                self.stand.d.next = Stand::FarY;
            }
            Stand::FarY => {
                self.held.d.next = self.value.val();
                self.registers.read_enable.next = true;
                self.registers.read_address.next = self.y_two.val();
                self.stand.d.next = Stand::FartherY;
            }
            Stand::FartherY => {
                self.y.d.next = self.arithmetic.result.val().get_bits::<20>(0);
                self.registers.write_enable.next = true;
                self.registers.write_address.next = self.y_two.val();
                self.stand.d.next = Stand::AgainY;
            }
            Stand::AgainY => {
                self.registers.write_enable.next = true;
                self.registers.write_address.next = self.y_one.val();
                self.registers.read_enable.next = true;
                self.registers.read_address.next = 5.into();
                self.stand.d.next = Stand::AgainOne;
            }
            Stand::AgainOne => {
                self.arithmetic.passes.next = true;
                self.registers.write_enable.next = true;
                self.registers.write_address.next = self.left_one.val();
                self.registers.read_enable.next = true;
                self.registers.read_address.next = 4.into();
                self.stand.d.next = Stand::Count;
            }
            Stand::Leave => {
                self.x.d.next = self.value.val().get_bits::<20>(0);
                if !self.busy.val() {
                    self.leaves.next = true;
                    self.stand.d.next = Stand::Drain;
                }
            }
            Stand::Drain => {
                if self.next_column.val() {
                    self.x.d.next = self.x.q.val() + 1;
                }
                if !self.busy.val() {
                    self.advance.next = true;
                }
            }
            Stand::Report => {
                if self.done_ready.val() {
                    self.stand.d.next = Stand::Idle;
                }
            }
            _ => {
                self.stand.d.next = Stand::Clear;
            }
        }
        if self.advance.val() {
            self.stand.d.next = Stand::Fetch;
            self.pc.d.next = self.pc.q.val() + 1;
            if self.jumps.val() {
                self.pc.d.next = bit_cast::<P, 16>(self.instruction.val().get_bits::<16>(0));
            }
        }
        if self.ends.val() | self.fails.val() {
            self.stand.d.next = Stand::Report;
            self.pc.d.next = self.pc.q.val();
            self.fault.d.next = self.fails.val();
        }

        self.runs.next = (self.stand.q.val() != Stand::Idle) & (self.stand.q.val() != Stand::Clear);

        // groups that WAIT has not taken
        self.more.next = 0.into();
        if self.commit.val() & !self.takes.val() {
            self.more.next = 1.into();
        }
        if self.takes.val() & !self.commit.val() {
            self.more.next = self.negative.val();
        }
        self.groups.d.next = self.groups.q.val() + self.more.val();

        self.running.next = self.runs.val() | self.early.q.val();
        self.done_fault.next = self.fault.q.val();
        self.done_address.next = self.pc.q.val();
        self.issue.next = self.steps.val();
        self.x_address.next = self.x.q.val();
        self.y_address.next = self.y.q.val();
        self.rows.next = self.rows_q.q.val();
        self.columns.next = self.columns_q.q.val();
        self.tile.next = self.instruction.val().get_bits::<16>(0);
        self.tag.next = self.tag_q.q.val();
        self.stall_input.next = self.waits.val();
        self.stall_drain.next = self.busy.val();
        self.stall_program.next =
            self.runs.val() & (self.stand.q.val() != Stand::Steps) & !self.busy.val() & !self.waits.val();
    }
}
