//! Runs the program.

pub mod execute;
pub mod registers;

use rust_hdl::prelude::*;

use crate::base::{signed_bit_cast_int, signed_cast_int, Each, Int, Reg};
use execute::Execute;
use registers::{Registers, TILE_REGISTERS};

/// Where a program stands.
#[derive(Copy, Clone, PartialEq, Debug, LogicState)]
pub enum Stand {
    /// None runs.
    Idle,
    /// It runs.
    Running,
    /// It has ended; DONE is offered.
    Report,
}

/// Fetch and execute: an instruction of the registers takes two cycles, MIN, MAX, MUL and a branch three. Any other waits a
/// cycle for the registers in view, is judged in the next, NORM in two, executed behind that, if nothing holds it, and over a
/// cycle later.
///
/// ```text
///            +------- target, at first -----------------------+
///            |  +---- target or what follows, in the end -----|------------+
///            v  v                                             |            |
///  entry --> [pc] --> P --> [ahead] --+------------------> [current] --> execute
///                                     +--> registers --> values -----------^ |
///                                             ^------------ result ----------+
///                          [current] --> judge --> [ ] --+--> tile, norm call, scale, keys, update
///                                                        +--> hold: array, input, barrier, keys
/// ```
///
/// LOOP and JUMP fetch their target in their first cycle, so that it follows them at once; three bubbles follow a LOOP that
/// ends, a BLT that branches, and NEXT. What holds an instruction holds the fetch behind it. Whether it is `over` is a
/// register: what follows from that starts from there. A barrier is open when the stepper and the normaliser are idle. L is
/// log2 of the array's side, P the address bits of the program.
#[derive(Debug, Default, LogicBlock)]
pub struct Processor<const L: usize, const P: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
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
    /// Reads the program memory.
    pub program_read: Signal<Out, Bit>,
    /// Instruction address.
    pub program_address: Signal<Out, Bits<P>>,
    /// The instruction, a cycle later and until the next read.
    pub instruction: Signal<In, Bits<32>>,
    /// A group of samples has been committed.
    pub commit: Signal<In, Bit>,
    /// Input buffers to free behind the tiles taken so far.
    pub frees: Signal<Out, Bits<2>>,
    /// A tile is offered: `immediate` and `view` describe it.
    pub tile_valid: Signal<Out, Bit>,
    /// It is taken.
    pub tile_ready: Signal<In, Bit>,
    /// A norm call is offered: `immediate` and `view` describe it.
    pub norm_valid: Signal<Out, Bit>,
    /// It is taken.
    pub norm_ready: Signal<In, Bit>,
    /// The immediate of the instruction.
    pub immediate: Signal<Out, Bits<16>>,
    /// r0 to r19.
    pub view: Each<Signal<Out, Bits<20>>, TILE_REGISTERS>,
    /// No tile is issued or drained, and what the last one stores is in its memory.
    pub tiles_idle: Signal<In, Bit>,
    /// A tile that updates weights is issued or drained.
    pub updating: Signal<In, Bit>,
    /// No norm call is under way.
    pub norm_idle: Signal<In, Bit>,
    /// Turns the maximum `scale_kind` into an exponent.
    pub scale_start: Signal<Out, Bit>,
    /// Immediate of SCALE.
    pub scale_kind: Signal<Out, Bits<2>>,
    /// The exponent is there.
    pub scale_done: Signal<In, Bit>,
    /// Computes the round keys of `keys_layer` and `keys_step`.
    pub keys_start: Signal<Out, Bit>,
    /// Layer of the random numbers.
    pub keys_layer: Signal<Out, Bits<32>>,
    /// Step of the random numbers.
    pub keys_step: Signal<Out, Bits<32>>,
    /// The round keys are not there yet.
    pub keys_busy: Signal<In, Bit>,
    /// Updates norm parameters.
    pub update_start: Signal<Out, Bit>,
    /// Immediate of NORMUPDATE.
    pub update_kind: Signal<Out, Bit>,
    /// They are updated.
    pub update_done: Signal<In, Bit>,
    /// The program has ended.
    pub done_valid: Signal<Out, Bit>,
    /// DONE is taken.
    pub done_ready: Signal<In, Bit>,
    /// It ended at an instruction that is not executed.
    pub done_fault: Signal<Out, Bit>,
    /// The last instruction.
    pub done_address: Signal<Out, Bits<P>>,
    /// The instruction waits for samples.
    pub holds_input: Signal<Out, Bit>,
    /// It waits for tiles, or for a scale.
    pub holds_barrier: Signal<Out, Bit>,
    /// It waits for the normaliser.
    pub holds_norm: Signal<Out, Bit>,
    /// It waits for round keys.
    pub holds_keys: Signal<Out, Bit>,

    stand: Reg<Stand>,
    registers: Registers,
    execute: Execute,
    pc: Reg<Bits<P>>,
    // what P shows
    fetched: Reg<Bit>,
    fetched_from: Reg<Bits<P>>,
    // what is executed next
    ahead: Reg<Bits<32>>,
    ahead_from: Reg<Bits<P>>,
    ahead_valid: Reg<Bit>,
    // what is executed
    current: Reg<Bits<32>>,
    address: Reg<Bits<P>>,
    valid: Reg<Bit>,
    /// In its first cycle.
    fresh: Reg<Bit>,
    /// It is a branch that is taken for taken.
    expects: Reg<Bit>,
    repetitions: Reg<Bits<32>>,
    step: Reg<Bits<32>>,
    groups: Reg<Bits<32>>,
    fault: Reg<Bit>,
    /// A SCALE or NORMUPDATE has been started.
    asked: Reg<Bit>,
    /// Keys were started in the cycle before.
    keyed: Reg<Bit>,
    /// What is executed is in its last cycle.
    over: Reg<Bit>,

    // what the judgement of `current` says
    viewed: Reg<Bit>,
    judged: Reg<Bit>,
    weighed: Reg<Bit>,
    tile_judged: Reg<Bit>,
    wait_judged: Reg<Bit>,
    free_judged: Reg<Bit>,
    scale_judged: Reg<Bit>,
    keys_judged: Reg<Bit>,
    norm_judged: Reg<Bit>,
    update_judged: Reg<Bit>,
    next_judged: Reg<Bit>,
    halts_judged: Reg<Bit>,
    synchronous_judged: Reg<Bit>,
    keyed_judged: Reg<Bit>,
    faulty_judged: Reg<Bit>,
    too_many: Reg<Bit>,
    last_repetition: Reg<Bit>,
    some_groups: Reg<Bit>,

    live: Signal<Local, Bit>,
    slow: Signal<Local, Bit>,
    sure: Signal<Local, Bit>,
    opens_tile: Signal<Local, Bit>,
    opens_norm: Signal<Local, Bit>,
    opens_update: Signal<Local, Bit>,
    factors_high: Signal<Local, Bit>,
    op: Signal<Local, Bits<6>>,
    is_tile: Signal<Local, Bit>,
    is_wait: Signal<Local, Bit>,
    is_free: Signal<Local, Bit>,
    is_scale: Signal<Local, Bit>,
    is_keys: Signal<Local, Bit>,
    is_norm: Signal<Local, Bit>,
    is_update: Signal<Local, Bit>,
    is_next: Signal<Local, Bit>,
    known: Signal<Local, Bit>,
    images: Signal<Local, Bits<19>>,
    positions: Signal<Local, Bits<19>>,
    images_signed: Signal<Local, Int<19>>,
    positions_signed: Signal<Local, Int<19>>,
    images_wide: Signal<Local, Int<38>>,
    positions_wide: Signal<Local, Int<38>>,
    product: Signal<Local, Int<38>>,
    samples: Reg<Bits<36>>,
    rows_less: Signal<Local, Bits<8>>,
    columns_less: Signal<Local, Bits<8>>,
    rows_low: Signal<Local, Bits<L>>,
    rows_cut: Signal<Local, Bits<8>>,
    columns_low: Signal<Local, Bits<L>>,
    columns_cut: Signal<Local, Bits<8>>,
    lanes_good: Signal<Local, Bit>,
    tile_good: Signal<Local, Bit>,
    faulty: Signal<Local, Bit>,
    ends: Signal<Local, Bit>,
    synchronous: Signal<Local, Bit>,
    tiles_quiet: Signal<Local, Bit>,
    norm_quiet: Signal<Local, Bit>,
    quiet: Signal<Local, Bit>,
    keyless: Signal<Local, Bit>,
    needs_keys: Signal<Local, Bit>,
    hold: Signal<Local, Bit>,
    goes: Signal<Local, Bit>,
    errs: Signal<Local, Bit>,
    takes: Signal<Local, Bit>,
    shifts: Signal<Local, Bit>,
    turns: Signal<Local, Bit>,
    follower: Signal<Local, Bits<P>>,
    target: Signal<Local, Bits<P>>,
    place: Signal<Local, Bits<P>>,
    next_opcode: Signal<Local, Bits<6>>,
    reads: Signal<Local, Bit>,
    buffer: Signal<Local, Bit>,
}

impl<const L: usize, const P: usize> Logic for Processor<L, P> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(
            self,
            clock,
            stand,
            pc,
            fetched,
            fetched_from,
            current,
            address,
            valid,
            repetitions,
            step,
            groups,
            fault,
            asked,
            keyed
        );
        dff_setup!(
            self,
            clock,
            viewed,
            judged,
            weighed,
            tile_judged,
            wait_judged,
            free_judged,
            scale_judged,
            keys_judged,
            norm_judged
        );
        dff_setup!(
            self,
            clock,
            update_judged,
            next_judged,
            halts_judged,
            synchronous_judged,
            keyed_judged,
            faulty_judged,
            too_many,
            last_repetition,
            some_groups,
            samples
        );
        dff_setup!(self, clock, ahead, ahead_from, ahead_valid, fresh, expects, over);
        self.ahead.reset.next = self.reset.val();
        self.ahead_from.reset.next = self.reset.val();
        self.ahead_valid.reset.next = self.reset.val();
        self.fresh.reset.next = self.reset.val();
        self.expects.reset.next = self.reset.val();
        self.viewed.reset.next = self.reset.val();
        self.judged.reset.next = self.reset.val();
        self.weighed.reset.next = self.reset.val();
        self.tile_judged.reset.next = self.reset.val();
        self.wait_judged.reset.next = self.reset.val();
        self.free_judged.reset.next = self.reset.val();
        self.scale_judged.reset.next = self.reset.val();
        self.keys_judged.reset.next = self.reset.val();
        self.norm_judged.reset.next = self.reset.val();
        self.update_judged.reset.next = self.reset.val();
        self.next_judged.reset.next = self.reset.val();
        self.halts_judged.reset.next = self.reset.val();
        self.synchronous_judged.reset.next = self.reset.val();
        self.keyed_judged.reset.next = self.reset.val();
        self.faulty_judged.reset.next = self.reset.val();
        self.too_many.reset.next = self.reset.val();
        self.last_repetition.reset.next = self.reset.val();
        self.some_groups.reset.next = self.reset.val();
        self.samples.reset.next = self.reset.val();
        self.stand.reset.next = self.reset.val();
        self.pc.reset.next = self.reset.val();
        self.fetched.reset.next = self.reset.val();
        self.fetched_from.reset.next = self.reset.val();
        self.current.reset.next = self.reset.val();
        self.address.reset.next = self.reset.val();
        self.valid.reset.next = self.reset.val();
        self.repetitions.reset.next = self.reset.val();
        self.step.reset.next = self.reset.val();
        self.groups.reset.next = self.reset.val();
        self.fault.reset.next = self.reset.val();
        self.asked.reset.next = self.reset.val();
        self.keyed.reset.next = self.reset.val();
        self.over.reset.next = self.reset.val();
        self.registers.clock.next = self.clock.val();
        self.registers.reset.next = self.reset.val();
        self.execute.clock.next = self.clock.val();
        self.execute.reset.next = self.reset.val();

        // decode
        self.live.next = self.valid.q.val() & (self.stand.q.val() == Stand::Running);
        self.op.next = self.current.q.val().get_bits::<6>(26);
        self.slow.next = self.live.val() & ((self.op.val() == 0) | (self.op.val() > 10));
        self.sure.next =
            self.judged.q.val() & (!self.norm_judged.q.val() | self.weighed.q.val()) & !self.over.q.val();
        self.is_tile.next = self.sure.val() & self.tile_judged.q.val();
        self.is_wait.next = self.sure.val() & self.wait_judged.q.val();
        self.is_free.next = self.sure.val() & self.free_judged.q.val();
        self.is_scale.next = self.sure.val() & self.scale_judged.q.val();
        self.is_keys.next = self.sure.val() & self.keys_judged.q.val();
        self.is_norm.next = self.sure.val() & self.norm_judged.q.val();
        self.is_update.next = self.sure.val() & self.update_judged.q.val();
        self.is_next.next = self.sure.val() & self.next_judged.q.val();
        self.known.next = (self.op.val() != 0) & (self.op.val() <= 20);
        self.registers.b.next = self.ahead.q.val().get_bits::<5>(16);
        self.registers.c.next = self.ahead.q.val().get_bits::<5>(0);
        // LOOP, BLT and RELEASE want r[a]; of the other opcodes with this bit none reads a register
        if self.ahead.q.val().get_bit(29) {
            self.registers.c.next = self.ahead.q.val().get_bits::<5>(21);
        }
        self.execute.coming.next = self.ahead.q.val();
        self.execute.valid.next = self.live.val();
        self.execute.over.next = self.over.q.val();
        self.execute.instruction.next = self.current.q.val();
        self.execute.b.next = self.registers.b_value.val();
        self.execute.c.next = self.registers.c_value.val();
        self.immediate.next = self.current.q.val().get_bits::<16>(0);
        for i in 0..20 {
            self.view[i].next = self.registers.view[i].val();
        }

        // a tile of no steps, or of lanes that are not there, is none: 1..N less 1 fits in L bits
        self.rows_less.next = self.registers.view[14].val().get_bits::<8>(0) - 1;
        self.columns_less.next = self.registers.view[14].val().get_bits::<8>(8) - 1;
        self.rows_low.next = bit_cast::<L, 8>(self.rows_less.val());
        self.rows_cut.next = bit_cast::<8, L>(self.rows_low.val());
        self.columns_low.next = bit_cast::<L, 8>(self.columns_less.val());
        self.columns_cut.next = bit_cast::<8, L>(self.columns_low.val());
        self.lanes_good.next = (self.rows_cut.val() == self.rows_less.val())
            & (self.columns_cut.val() == self.columns_less.val());
        self.tile_good.next = self.lanes_good.val()
            & self.registers.view[4].val().any()
            & self.registers.view[5].val().any()
            & self.registers.view[6].val().any();
        // the samples of a norm call are counted while it is judged, and weighed in the cycle after; a factor of 2^18 or more
        // is too much itself
        self.images.next = bit_cast::<19, 18>(self.registers.view[4].val().get_bits::<18>(0));
        self.positions.next = bit_cast::<19, 18>(self.registers.view[5].val().get_bits::<18>(0));
        self.images_signed.next = signed_bit_cast_int::<19>(self.images.val());
        self.positions_signed.next = signed_bit_cast_int::<19>(self.positions.val());
        self.images_wide.next = signed_cast_int::<19, 38>(self.images_signed.val());
        self.positions_wide.next = signed_cast_int::<19, 38>(self.positions_signed.val());
        self.product.next = self.images_wide.val() * self.positions_wide.val();
        self.samples.d.next = self.product.val().get_bits::<36>(0);
        self.factors_high.next = self.registers.view[4].val().get_bits::<2>(18).any()
            | self.registers.view[5].val().get_bits::<2>(18).any();
        self.too_many.d.next = self.judged.q.val()
            & self.norm_judged.q.val()
            & (self.factors_high.val() | (self.samples.q.val() > bit_cast::<36, 18>(self.norm_most.val())));
        self.opens_tile.next = self.op.val() == 11;
        self.opens_norm.next = self.op.val() == 17;
        self.opens_update.next = self.op.val() == 18;
        self.tile_judged.d.next = self.opens_tile.val();
        self.wait_judged.d.next = self.op.val() == 12;
        self.free_judged.d.next = self.op.val() == 13;
        self.scale_judged.d.next = self.op.val() == 15;
        self.keys_judged.d.next = self.op.val() == 16;
        self.norm_judged.d.next = self.opens_norm.val();
        self.update_judged.d.next = self.opens_update.val();
        self.next_judged.d.next = self.op.val() == 19;
        self.halts_judged.d.next = self.op.val() == 20;
        self.synchronous_judged.d.next = (self.op.val() == 14)
            | (self.op.val() == 15)
            | self.opens_update.val()
            | (self.op.val() == 19)
            | (self.op.val() == 20);
        self.keyed_judged.d.next = (self.opens_tile.val()
            & (self.current.q.val().get_bits::<2>(0) == 2)
            & self.current.q.val().get_bit(10))
            | self.opens_update.val();
        self.faulty_judged.d.next = !self.known.val()
            | (self.opens_tile.val() & !self.tile_good.val())
            | (self.opens_update.val() & !self.registers.view[4].val().any())
            | (self.opens_norm.val()
                & (!self.registers.view[4].val().any() | !self.registers.view[5].val().any()));
        self.faulty.next = self.faulty_judged.q.val() | self.too_many.q.val();
        self.last_repetition.d.next = self.repetitions.q.val() == 1;
        self.ends.next = self.over.q.val()
            & (self.faulty.val()
                | self.halts_judged.q.val()
                | (self.next_judged.q.val() & self.last_repetition.q.val()));

        // what holds it
        self.synchronous.next = self.sure.val() & (self.synchronous_judged.q.val() | self.faulty.val());
        self.tiles_quiet.next = self.tiles_idle.val() | self.asked.q.val();
        self.norm_quiet.next = self.norm_idle.val() | self.asked.q.val();
        self.quiet.next = self.tiles_quiet.val() & self.norm_quiet.val();
        self.keyless.next = self.keys_busy.val() | self.keyed.q.val();
        self.needs_keys.next = self.sure.val() & self.keyed_judged.q.val();
        self.hold.next = !self.sure.val();
        self.tile_valid.next = false;
        self.norm_valid.next = false;
        self.keys_start.next = false;
        self.scale_start.next = false;
        self.update_start.next = false;
        self.holds_input.next = false;
        self.holds_barrier.next = false;
        self.holds_norm.next = false;
        self.holds_keys.next = false;
        self.some_groups.d.next = self.groups.q.val().any();
        self.groups.d.next = self.groups.q.val() + bit_cast::<32, 1>(self.commit.val().into());
        if self.is_wait.val() {
            if self.some_groups.q.val() {
                self.groups.d.next = self.groups.q.val() + bit_cast::<32, 1>(self.commit.val().into()) - 1;
            } else {
                self.hold.next = true;
                self.holds_input.next = true;
            }
        }
        if self.is_norm.val() & !self.faulty.val() {
            self.norm_valid.next = true;
            self.hold.next = !self.norm_ready.val();
            self.holds_norm.next = !self.norm_ready.val();
        }
        if self.is_keys.val() & !self.faulty.val() {
            // the weights that are being updated still need the keys before
            self.keys_start.next = !self.keyless.val() & !self.updating.val();
            self.hold.next = self.keyless.val() | self.updating.val();
            self.holds_keys.next = self.keyless.val() | self.updating.val();
        }
        self.keyed.d.next = self.keys_start.val();
        if self.synchronous.val() {
            self.hold.next = !self.quiet.val();
            self.holds_barrier.next = !self.tiles_quiet.val();
            self.holds_norm.next = self.tiles_quiet.val() & !self.norm_quiet.val();
        } else if self.needs_keys.val() & self.keyless.val() {
            self.hold.next = true;
            self.holds_keys.next = true;
        } else if self.is_tile.val() {
            self.tile_valid.next = true;
            self.hold.next = !self.tile_ready.val();
        }
        if self.is_scale.val() & self.quiet.val() & !self.faulty.val() {
            self.scale_start.next = !self.asked.q.val();
            self.asked.d.next = !self.asked.q.val() | !self.scale_done.val();
            self.hold.next = !self.asked.q.val() | !self.scale_done.val();
            self.holds_barrier.next = true;
        }
        if self.is_update.val() & self.quiet.val() & !self.faulty.val() {
            if self.keyless.val() {
                self.hold.next = true;
                self.holds_keys.next = true;
            } else {
                self.update_start.next = !self.asked.q.val();
                self.asked.d.next = !self.asked.q.val() | !self.update_done.val();
                self.hold.next = !self.asked.q.val() | !self.update_done.val();
                self.holds_norm.next = true;
            }
        }
        self.scale_kind.next = self.current.q.val().get_bits::<2>(0);
        self.update_kind.next = self.current.q.val().get_bit(0);
        self.keys_layer.next = bit_cast::<32, 20>(self.current.q.val().get_bits::<20>(0));
        self.keys_step.next = self.step.q.val();

        self.viewed.d.next = self.slow.val() & !self.over.q.val();
        self.judged.d.next = self.viewed.q.val() & !self.over.q.val();
        self.weighed.d.next = self.judged.q.val() & !self.over.q.val();
        self.over.d.next = self.execute.done.val() | !self.hold.val();

        // what it does
        self.registers.address.next = self.current.q.val().get_bits::<5>(21);
        self.registers.data.next = self.execute.result.val();
        self.registers.write.next = self.over.q.val() & self.execute.writes.val();
        self.buffer.next = self.registers.c_value.val().get_bit(0);
        self.frees.next = 0.into();
        if self.is_free.val() {
            self.frees.next = 1.into();
            if self.buffer.val() {
                self.frees.next = 2.into();
            }
        }
        self.goes.next = self.execute.taken.val() | self.next_judged.q.val();
        self.errs.next = self.over.q.val() & (self.goes.val() != self.expects.q.val());
        self.takes.next = !self.valid.q.val() | self.over.q.val();
        self.shifts.next = !self.ahead_valid.q.val() | self.takes.val();
        self.reads.next = (self.stand.q.val() == Stand::Running)
            & self.registers.ready.val()
            & (!self.fetched.q.val() | self.shifts.val());
        self.turns.next = self.fresh.q.val() & self.expects.q.val();
        self.follower.next = self.address.q.val() + 1;
        self.target.next = bit_cast::<P, 16>(self.current.q.val().get_bits::<16>(0));
        self.execute.load.next = self.takes.val() & self.ahead_valid.q.val();
        self.registers.read.next = self.takes.val();
        self.place.next = self.pc.q.val();
        if self.turns.val() {
            self.place.next = self.target.val();
        }
        self.program_read.next = self.reads.val() | self.turns.val();
        self.program_address.next = self.place.val();
        self.next_opcode.next = self.ahead.q.val().get_bits::<6>(26);
        self.fresh.d.next = self.takes.val() & self.ahead_valid.q.val();
        self.done_valid.next = false;
        match self.stand.q.val() {
            Stand::Idle => {
                if self.start.val() {
                    self.stand.d.next = Stand::Running;
                    self.pc.d.next = self.start_entry.val();
                    self.fetched.d.next = false;
                    self.ahead_valid.d.next = false;
                    self.valid.d.next = false;
                    self.repetitions.d.next = self.start_repetitions.val();
                    self.step.d.next = self.start_step.val();
                    self.fault.d.next = false;
                }
            }
            Stand::Running => {
                if self.takes.val() {
                    self.valid.d.next = self.ahead_valid.q.val();
                    if self.ahead_valid.q.val() {
                        self.current.d.next = self.ahead.q.val();
                        self.address.d.next = self.ahead_from.q.val();
                        self.expects.d.next = (self.next_opcode.val() == 8) | (self.next_opcode.val() == 9);
                    }
                }
                if self.shifts.val() {
                    self.ahead_valid.d.next = self.fetched.q.val();
                    self.ahead.d.next = self.instruction.val();
                    self.ahead_from.d.next = self.fetched_from.q.val();
                }
                if self.reads.val() | self.turns.val() {
                    self.pc.d.next = self.place.val() + 1;
                    self.fetched.d.next = true;
                    self.fetched_from.d.next = self.place.val();
                }
                if self.turns.val() {
                    self.ahead_valid.d.next = false;
                }
                if self.errs.val() {
                    self.pc.d.next = self.follower.val();
                    if self.goes.val() {
                        self.pc.d.next = self.target.val();
                    }
                    self.fetched.d.next = false;
                    self.ahead_valid.d.next = false;
                    self.valid.d.next = false;
                    self.fresh.d.next = false;
                }
                // it holds for quiet alone
                if self.is_next.val() & self.quiet.val() {
                    self.step.d.next = self.step.q.val() + 1;
                    self.repetitions.d.next = self.repetitions.q.val() - 1;
                }
                if self.ends.val() {
                    self.stand.d.next = Stand::Report;
                    self.fault.d.next = self.faulty.val();
                    self.fetched.d.next = false;
                    self.ahead_valid.d.next = false;
                    self.valid.d.next = false;
                    self.fresh.d.next = false;
                    self.address.d.next = self.address.q.val();
                }
            }
            Stand::Report => {
                self.done_valid.next = true;
                if self.done_ready.val() {
                    self.stand.d.next = Stand::Idle;
                }
            }
            _ => {
                self.stand.d.next = Stand::Idle;
            }
        }
        self.running.next = self.stand.q.val() != Stand::Idle;
        self.done_fault.next = self.fault.q.val();
        self.done_address.next = self.address.q.val();
    }
}
