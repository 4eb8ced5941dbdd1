//! What an instruction does to the registers and to the flow.

use rust_hdl::prelude::*;

use crate::base::{signed_bit_cast_int, signed_cast_int, unsigned_cast_int, Int, Reg};

/// Arithmetic and branches of one instruction: its operands in the first cycle, the sum in the second; a product, a choice or
/// a branch in the third.
///
/// ```text
///  coming --> [op: a bit each] ----+--------------------------+
///  b, c, imm --> choice --> [left, right, other] --> +, < --> choice --> result, writes     LI ADDI ADD SUB MIN MAX MUL LOOP
///                                |                   +--> [taken]                           LOOP JUMP BLT
///                                +--> * --> [product] --> result
/// ```
///
/// 20-bit numbers that wrap; MIN, MAX and BLT take them for signed. One adder does all sums: what it adds to b, to the c of
/// LOOP, or to the immediate of LI, is imm, c, the complement of c and one, -1, or nothing. `done` comes a cycle before the
/// last, in which `over` is said and `result` and `taken` hold; b and c stand still until then.
#[derive(Debug, Default, LogicBlock)]
pub struct Execute {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The instruction of the next cycles is there...
    pub load: Signal<In, Bit>,
    /// ...on its way to the one that is executed.
    pub coming: Signal<In, Bits<32>>,
    /// An instruction is there.
    pub valid: Signal<In, Bit>,
    /// It is in its last cycle.
    pub over: Signal<In, Bit>,
    /// The instruction.
    pub instruction: Signal<In, Bits<32>>,
    /// Register b.
    pub b: Signal<In, Bits<20>>,
    /// Register c; of LOOP and BLT register a.
    pub c: Signal<In, Bits<20>>,
    /// What register a becomes.
    pub result: Signal<Out, Bits<20>>,
    /// It becomes that.
    pub writes: Signal<Out, Bit>,
    /// The instruction branches to its immediate.
    pub taken: Signal<Out, Bit>,
    /// One of these instructions is there, and in its last cycle but one.
    pub done: Signal<Out, Bit>,
    op: Signal<Local, Bits<6>>,
    sets: Reg<Bit>,
    steps: Reg<Bit>,
    adds: Reg<Bit>,
    subtracts: Reg<Bit>,
    least: Reg<Bit>,
    most: Reg<Bit>,
    multiplies: Reg<Bit>,
    loops: Reg<Bit>,
    jumps: Reg<Bit>,
    compares: Reg<Bit>,
    writing: Reg<Bit>,
    // two cycles, or three
    short: Reg<Bit>,
    long: Reg<Bit>,
    immediate: Signal<Local, Bits<16>>,
    narrow: Signal<Local, Int<16>>,
    wide: Signal<Local, Int<20>>,
    left: Reg<Bits<20>>,
    right: Reg<Bits<20>>,
    other: Reg<Bits<20>>,
    signed_left: Signal<Local, Int<20>>,
    signed_other: Signal<Local, Int<20>>,
    below: Signal<Local, Bit>,
    above: Signal<Local, Bit>,
    // one bit more below: the carry that comes in
    left_side: Signal<Local, Bits<21>>,
    right_side: Signal<Local, Bits<21>>,
    sum: Signal<Local, Bits<21>>,
    factor: Signal<Local, Bits<16>>,
    signed_factor: Signal<Local, Int<16>>,
    left_wide: Signal<Local, Int<36>>,
    right_wide: Signal<Local, Int<36>>,
    whole: Signal<Local, Int<36>>,
    product: Reg<Bits<20>>,
    branches: Reg<Bit>,
    chooses: Reg<Bit>,
    phase: Reg<Bits<2>>,
    busy: Signal<Local, Bit>,
}

impl Logic for Execute {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, left, right, other, product, branches, chooses, phase);
        dff_setup!(
            self, clock, sets, steps, adds, subtracts, least, most, multiplies, loops, jumps, compares,
            writing, short, long
        );
        self.left.reset.next = self.reset.val();
        self.right.reset.next = self.reset.val();
        self.other.reset.next = self.reset.val();
        self.product.reset.next = self.reset.val();
        self.branches.reset.next = self.reset.val();
        self.chooses.reset.next = self.reset.val();
        self.phase.reset.next = self.reset.val();
        self.sets.reset.next = self.reset.val();
        self.steps.reset.next = self.reset.val();
        self.adds.reset.next = self.reset.val();
        self.subtracts.reset.next = self.reset.val();
        self.least.reset.next = self.reset.val();
        self.most.reset.next = self.reset.val();
        self.multiplies.reset.next = self.reset.val();
        self.loops.reset.next = self.reset.val();
        self.jumps.reset.next = self.reset.val();
        self.compares.reset.next = self.reset.val();
        self.writing.reset.next = self.reset.val();
        self.short.reset.next = self.reset.val();
        self.long.reset.next = self.reset.val();

        self.op.next = self.coming.val().get_bits::<6>(26);
        if self.load.val() {
            self.sets.d.next = self.op.val() == 1;
            self.steps.d.next = self.op.val() == 2;
            self.adds.d.next = self.op.val() == 3;
            self.subtracts.d.next = self.op.val() == 4;
            self.least.d.next = self.op.val() == 5;
            self.most.d.next = self.op.val() == 6;
            self.multiplies.d.next = self.op.val() == 7;
            self.loops.d.next = self.op.val() == 8;
            self.jumps.d.next = self.op.val() == 9;
            self.compares.d.next = self.op.val() == 10;
            self.writing.d.next = (self.op.val() != 0) & (self.op.val() <= 8);
            self.short.d.next = (self.op.val() != 0) & (self.op.val() <= 4);
            self.long.d.next = (self.op.val() >= 5) & (self.op.val() <= 10);
        }
        self.busy.next = self.valid.val() & !self.over.val() & (self.short.q.val() | self.long.q.val());
        self.done.next = self.valid.val()
            & !self.over.val()
            & ((self.short.q.val() & (self.phase.q.val() == 0))
                | (self.long.q.val() & (self.phase.q.val() == 1)));
        self.phase.d.next = 0.into();
        if self.busy.val() {
            self.phase.d.next = self.phase.q.val() + 1;
        }

        // operands: what is not asked for adds up to b
        self.immediate.next = self.instruction.val().get_bits::<16>(0);
        self.narrow.next = signed_bit_cast_int::<16>(self.immediate.val());
        self.wide.next = signed_cast_int::<16, 20>(self.narrow.val());
        self.left.d.next = self.b.val();
        self.right.d.next = 0.into();
        self.other.d.next = self.c.val();
        if self.sets.q.val() {
            self.left.d.next = self.instruction.val().get_bits::<20>(0);
        }
        if self.steps.q.val() | self.multiplies.q.val() {
            self.right.d.next = unsigned_cast_int::<20>(self.wide.val());
        }
        if self.adds.q.val() {
            self.right.d.next = self.c.val();
        }
        if self.subtracts.q.val() {
            self.right.d.next = !self.c.val();
        }
        if self.loops.q.val() {
            self.left.d.next = self.c.val();
            self.right.d.next = 0xf_ffff.into();
        }

        // the sum
        self.left_side.next = (bit_cast::<21, 20>(self.left.q.val()) << 1) | 1;
        self.right_side.next =
            (bit_cast::<21, 20>(self.right.q.val()) << 1) | bit_cast::<21, 1>(self.subtracts.q.val().into());
        self.sum.next = self.left_side.val() + self.right_side.val();
        self.signed_left.next = signed_bit_cast_int::<20>(self.left.q.val());
        self.signed_other.next = signed_bit_cast_int::<20>(self.other.q.val());
        self.below.next = self.signed_left.val() < self.signed_other.val();
        self.above.next = self.signed_other.val() < self.signed_left.val();
        self.result.next = self.sum.val().get_bits::<20>(1);
        if self.chooses.q.val() {
            self.result.next = self.other.q.val();
        }

        // what is there in the third cycle
        self.chooses.d.next =
            (self.least.q.val() & !self.below.val()) | (self.most.q.val() & self.below.val());
        self.factor.next = self.right.q.val().get_bits::<16>(0);
        self.signed_factor.next = signed_bit_cast_int::<16>(self.factor.val());
        self.left_wide.next = signed_cast_int::<20, 36>(self.signed_left.val());
        self.right_wide.next = signed_cast_int::<16, 36>(self.signed_factor.val());
        self.whole.next = self.left_wide.val() * self.right_wide.val();
        self.product.d.next = self.whole.val().get_bits::<20>(0);
        if self.multiplies.q.val() {
            self.result.next = self.product.q.val();
        }
        self.branches.d.next = self.jumps.q.val()
            | (self.loops.q.val() & (self.other.q.val() != 1))
            | (self.compares.q.val() & self.above.val());
        self.writes.next = self.writing.q.val();
        self.taken.next = self.branches.q.val();
    }
}
