//! Runs the program: fetches instructions and feeds the array, tile after tile.

use rust_hdl::prelude::*;

use crate::base::{signed_bit_cast_int, unsigned_cast_int, Int, Reg};

/// Where the fetch stands.
#[derive(Copy, Clone, PartialEq, Debug, LogicState)]
pub enum Fetch {
    /// No program runs.
    Idle,
    /// The program memory is read.
    Read,
    /// The instruction is there.
    Decode,
    /// Nothing more to fetch; tiles are still under way.
    Finish,
    /// DONE is offered.
    Report,
}

/// Fetch, and issue of one reduction step a cycle.
///
/// ```text
///  start --> [fetch] --> next --> [issue: k = 0..K-1] --> a_address, w_address, first, last
///                                       ^
///            input buffers full --------+---- the previous tile drained
/// ```
///
/// Fetch runs one tile ahead of issue, so that tiles follow each other without a gap. Issue holds the last step of a
/// tile back until the previous tile has left the array (`drained`); it is never held anywhere else inside a tile.
/// N is the side of the array, P the address bits of the program.
#[derive(Debug, LogicBlock)]
pub struct Sequencer<const P: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// Begins at instruction 0; ignored while a program runs.
    pub start: Signal<In, Bit>,
    /// Groups to process.
    pub start_groups: Signal<In, Bits<32>>,
    /// A program runs.
    pub running: Signal<Out, Bit>,
    /// Reads the program memory.
    pub program_read: Signal<Out, Bit>,
    /// Instruction address.
    pub program_address: Signal<Out, Bits<P>>,
    /// The instruction, a cycle later.
    pub instruction: Signal<In, Bits<128>>,
    /// Input buffers that hold a group.
    pub full: Signal<In, Bits<2>>,
    /// Images in each input buffer, 1..N.
    pub images_0: Signal<In, Bits<5>>,
    /// As `images_0`.
    pub images_1: Signal<In, Bits<5>>,
    /// Input buffers that are free from the next cycle on.
    pub frees: Signal<Out, Bits<2>>,
    /// A step of the reduction is read.
    pub issue: Signal<Out, Bit>,
    /// Its address in A.
    pub a_address: Signal<Out, Bits<16>>,
    /// Its address in W.
    pub w_address: Signal<Out, Bits<16>>,
    /// It is the first of its tile.
    pub first: Signal<Out, Bit>,
    /// It is the last of its tile: `drain_*` hold from the next cycle to `drained`.
    pub last: Signal<Out, Bit>,
    /// The tile issued emits its results.
    pub emits: Signal<Out, Bit>,
    /// Columns in use.
    pub drain_columns: Signal<Out, Bits<5>>,
    /// Images of the group.
    pub drain_images: Signal<Out, Bits<5>>,
    /// The instruction of the tile that drains.
    pub drain_tile: Signal<Out, Bits<128>>,
    /// The tile's last result has been handed on.
    pub drained: Signal<In, Bit>,
    /// Images times columns of the step issued.
    pub cells: Signal<Out, Bits<10>>,
    /// The program has ended.
    pub done_valid: Signal<Out, Bit>,
    /// DONE is taken.
    pub done_ready: Signal<In, Bit>,
    /// It ended at an instruction that is not executed.
    pub done_fault: Signal<Out, Bit>,
    /// The last instruction read.
    pub done_address: Signal<Out, Bits<16>>,
    /// Nothing issued: waiting for an input buffer.
    pub stall_input: Signal<Out, Bit>,
    /// Nothing issued: waiting for a barrier.
    pub stall_barrier: Signal<Out, Bit>,
    /// Nothing issued: waiting for the previous tile to drain.
    pub stall_drain: Signal<Out, Bit>,
    /// Nothing issued: no tile to issue.
    pub stall_fetch: Signal<Out, Bit>,

    fetch: Reg<Fetch>,
    pc: Reg<Bits<16>>,
    groups: Reg<Bits<32>>,
    fault: Reg<Bit>,
    next: Reg<Bits<128>>,
    next_valid: Reg<Bit>,
    tile: Reg<Bits<128>>,
    active: Reg<Bit>,
    opening: Reg<Bit>,
    left: Reg<Bits<16>>,
    a: Reg<Bits<16>>,
    w: Reg<Bits<16>>,
    images: Reg<Bits<5>>,
    product: Reg<Bits<10>>,
    pending: Reg<Bit>,
    draining: Reg<Bits<128>>,
    draining_images: Reg<Bits<5>>,

    size: Constant<Bits<6>>,
    one: Constant<Bits<16>>,
    is_tile: Signal<Local, Bit>,
    is_loop: Signal<Local, Bit>,
    is_halt: Signal<Local, Bit>,
    at_end: Signal<Local, Bit>,
    held: Signal<Local, Bit>,
    steps: Signal<Local, Bit>,
    finishing: Signal<Local, Bit>,
    waits: Signal<Local, Bit>,
    buffer: Signal<Local, Bit>,
    there: Signal<Local, Bit>,
    barred: Signal<Local, Bit>,
    load: Signal<Local, Bit>,
    group_images: Signal<Local, Bits<5>>,
    busy: Signal<Local, Bit>,
    height: Signal<Local, Bits<10>>,
    width: Signal<Local, Bits<10>>,
    rows: Signal<Local, Int<10>>,
    columns: Signal<Local, Int<10>>,
    area: Signal<Local, Int<10>>,
}

impl<const P: usize> Sequencer<P> {
    /// For an array of side `size`.
    pub fn new(size: usize) -> Self {
        Sequencer {
            clock: Default::default(),
            reset: Default::default(),
            start: Default::default(),
            start_groups: Default::default(),
            running: Default::default(),
            program_read: Default::default(),
            program_address: Default::default(),
            instruction: Default::default(),
            full: Default::default(),
            images_0: Default::default(),
            images_1: Default::default(),
            frees: Default::default(),
            issue: Default::default(),
            a_address: Default::default(),
            w_address: Default::default(),
            first: Default::default(),
            last: Default::default(),
            emits: Default::default(),
            drain_columns: Default::default(),
            drain_images: Default::default(),
            drain_tile: Default::default(),
            drained: Default::default(),
            cells: Default::default(),
            done_valid: Default::default(),
            done_ready: Default::default(),
            done_fault: Default::default(),
            done_address: Default::default(),
            stall_input: Default::default(),
            stall_barrier: Default::default(),
            stall_drain: Default::default(),
            stall_fetch: Default::default(),
            fetch: Default::default(),
            pc: Default::default(),
            groups: Default::default(),
            fault: Default::default(),
            next: Default::default(),
            next_valid: Default::default(),
            tile: Default::default(),
            active: Default::default(),
            opening: Default::default(),
            left: Default::default(),
            a: Default::default(),
            w: Default::default(),
            images: Default::default(),
            product: Default::default(),
            pending: Default::default(),
            draining: Default::default(),
            draining_images: Default::default(),
            size: Constant::new((size as u64).into()),
            one: Constant::new(1.into()),
            is_tile: Default::default(),
            is_loop: Default::default(),
            is_halt: Default::default(),
            at_end: Default::default(),
            held: Default::default(),
            steps: Default::default(),
            finishing: Default::default(),
            waits: Default::default(),
            buffer: Default::default(),
            there: Default::default(),
            barred: Default::default(),
            load: Default::default(),
            group_images: Default::default(),
            busy: Default::default(),
            height: Default::default(),
            width: Default::default(),
            rows: Default::default(),
            columns: Default::default(),
            area: Default::default(),
        }
    }
}

impl<const P: usize> Logic for Sequencer<P> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(
            self,
            clock,
            fetch,
            pc,
            groups,
            fault,
            next,
            next_valid,
            tile,
            active,
            opening,
            left,
            a,
            w,
            images,
            product,
            pending,
            draining,
            draining_images
        );
        self.fetch.reset.next = self.reset.val();
        self.pc.reset.next = self.reset.val();
        self.groups.reset.next = self.reset.val();
        self.fault.reset.next = self.reset.val();
        self.next.reset.next = self.reset.val();
        self.next_valid.reset.next = self.reset.val();
        self.tile.reset.next = self.reset.val();
        self.active.reset.next = self.reset.val();
        self.opening.reset.next = self.reset.val();
        self.left.reset.next = self.reset.val();
        self.a.reset.next = self.reset.val();
        self.w.reset.next = self.reset.val();
        self.images.reset.next = self.reset.val();
        self.product.reset.next = self.reset.val();
        self.pending.reset.next = self.reset.val();
        self.draining.reset.next = self.reset.val();
        self.draining_images.reset.next = self.reset.val();

        // issue
        self.at_end.next = self.left.q.val() == self.one.val();
        self.held.next = self.active.q.val() & self.at_end.val() & self.pending.q.val();
        self.steps.next = self.active.q.val() & !self.held.val();
        self.finishing.next = self.steps.val() & self.at_end.val();

        // the next tile may begin when its input is there and its barrier is open
        self.waits.next = self.next.q.val().get_bit(4);
        self.buffer.next = self.next.q.val().get_bit(6);
        self.there.next = self.full.val().get_bit(0);
        self.group_images.next = self.images.q.val();
        if self.buffer.val() {
            self.there.next = self.full.val().get_bit(1);
        }
        if self.waits.val() {
            self.group_images.next = self.images_0.val();
            if self.buffer.val() {
                self.group_images.next = self.images_1.val();
            }
        }
        self.height.next = bit_cast::<10, 5>(self.group_images.val());
        self.width.next = bit_cast::<10, 5>(self.next.q.val().get_bits::<5>(18));
        self.rows.next = signed_bit_cast_int::<10>(self.height.val());
        self.columns.next = signed_bit_cast_int::<10>(self.width.val());
        self.area.next = self.rows.val() * self.columns.val();
        self.barred.next = self.next.q.val().get_bit(7) & (self.pending.q.val() | self.active.q.val());
        self.load.next = self.next_valid.q.val()
            & (!self.waits.val() | self.there.val())
            & !self.barred.val()
            & (!self.active.q.val() | self.finishing.val());

        if self.drained.val() {
            self.pending.d.next = false;
        }
        self.frees.next = 0.into();
        if self.finishing.val() {
            self.active.d.next = false;
            self.pending.d.next = true;
            self.draining.d.next = self.tile.q.val();
            self.draining_images.d.next = self.images.q.val();
            if self.tile.q.val().get_bit(5) {
                self.frees.next = 1.into();
                if self.tile.q.val().get_bit(6) {
                    self.frees.next = 2.into();
                }
            }
        }
        if self.steps.val() {
            self.opening.d.next = false;
            self.left.d.next = self.left.q.val() - self.one.val();
            self.a.d.next = self.a.q.val() + self.one.val();
            self.w.d.next = self.w.q.val() + self.one.val();
        }
        if self.load.val() {
            self.next_valid.d.next = false;
            self.tile.d.next = self.next.q.val();
            self.active.d.next = true;
            self.opening.d.next = true;
            self.images.d.next = self.group_images.val();
            self.product.d.next = unsigned_cast_int::<10>(self.area.val());
            self.a.d.next = self.next.q.val().get_bits::<16>(32);
            self.w.d.next = self.next.q.val().get_bits::<16>(48);
            self.left.d.next = self.next.q.val().get_bits::<16>(64);
        }

        // fetch
        self.is_tile.next = (self.instruction.val().get_bits::<4>(0) == 1)
            & (self.instruction.val().get_bits::<2>(11) == 0)
            & (self.instruction.val().get_bits::<16>(64) != 0)
            & (self.instruction.val().get_bits::<6>(18) != 0)
            & (self.instruction.val().get_bits::<6>(18) <= self.size.val());
        self.is_loop.next = self.instruction.val().get_bits::<4>(0) == 2;
        self.is_halt.next = self.instruction.val().get_bits::<4>(0) == 3;
        self.program_read.next = false;
        self.program_address.next = self.pc.q.val().get_bits::<P>(0);
        self.done_valid.next = false;
        match self.fetch.q.val() {
            Fetch::Idle => {
                if self.start.val() {
                    self.pc.d.next = 0.into();
                    self.groups.d.next = self.start_groups.val();
                    self.fault.d.next = false;
                    self.images.d.next = self.size.val().get_bits::<5>(0);
                    self.fetch.d.next = Fetch::Read;
                }
            }
            Fetch::Read => {
                self.program_read.next = true;
                self.fetch.d.next = Fetch::Decode;
            }
            Fetch::Decode => {
                if self.is_tile.val() {
                    if !self.next_valid.q.val() | self.load.val() {
                        self.next.d.next = self.instruction.val();
                        self.next_valid.d.next = true;
                        self.pc.d.next = self.pc.q.val() + self.one.val();
                        self.fetch.d.next = Fetch::Read;
                    }
                } else if self.is_loop.val() & (self.groups.q.val() != 1) {
                    self.groups.d.next = self.groups.q.val() - 1;
                    self.pc.d.next = self.instruction.val().get_bits::<16>(96);
                    self.fetch.d.next = Fetch::Read;
                } else {
                    self.fault.d.next = !self.is_loop.val() & !self.is_halt.val();
                    self.fetch.d.next = Fetch::Finish;
                }
            }
            Fetch::Finish => {
                if !self.next_valid.q.val() & !self.active.q.val() & !self.pending.q.val() {
                    self.fetch.d.next = Fetch::Report;
                }
            }
            Fetch::Report => {
                self.done_valid.next = true;
                if self.done_ready.val() {
                    self.fetch.d.next = Fetch::Idle;
                }
            }
            _ => {
                self.fetch.d.next = Fetch::Idle;
            }
        }

        self.busy.next = self.fetch.q.val() != Fetch::Idle;
        self.running.next = self.busy.val();
        self.issue.next = self.steps.val();
        self.a_address.next = self.a.q.val();
        self.w_address.next = self.w.q.val();
        self.first.next = self.opening.q.val();
        self.last.next = self.at_end.val();
        self.cells.next = self.product.q.val();
        self.emits.next = self.tile.q.val().get_bit(10);
        self.drain_columns.next = self.draining.q.val().get_bits::<5>(18);
        self.drain_images.next = self.draining_images.q.val();
        self.drain_tile.next = self.draining.q.val();
        self.done_fault.next = self.fault.q.val();
        self.done_address.next = bit_cast::<16, P>(self.pc.q.val().get_bits::<P>(0));

        // why nothing is issued
        self.stall_drain.next = self.busy.val() & self.held.val();
        self.stall_input.next = self.busy.val()
            & !self.active.q.val()
            & self.next_valid.q.val()
            & self.waits.val()
            & !self.there.val();
        self.stall_barrier.next = self.busy.val()
            & !self.active.q.val()
            & self.next_valid.q.val()
            & (!self.waits.val() | self.there.val())
            & self.barred.val();
        self.stall_fetch.next =
            self.busy.val() & !self.active.q.val() & (!self.next_valid.q.val() | self.load.val());
    }
}
