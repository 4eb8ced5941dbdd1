//! What an instruction does to the registers and to the flow.

use rust_hdl::prelude::*;

use crate::base::{signed_bit_cast_int, signed_cast_int, unsigned_cast_int, Int, Reg};

/// Arithmetic and branches of one instruction, in its cycle; the product in three.
///
/// ```text
///  coming --> [op: a bit each] --+
///  b, c, imm --> +, <, choice ---+--> result, writes     LI ADDI ADD SUB MIN MAX MUL LOOP
///                |               +--> taken              LOOP JUMP BLT
///                +--> [b, imm] --> * --> [product] --> result; `multiplies` before the third cycle of MUL
/// ```
///
/// 20-bit numbers that wrap; MIN, MAX and BLT take them for signed. One adder does all sums: what it adds to b, or to the c of
/// LOOP, is imm, c, the complement of c and one, or -1.
#[derive(Debug, Default, LogicBlock)]
pub struct Execute {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The instruction of the next cycles is there...
    pub load: Signal<In, Bit>,
    /// ...on its way out of the program memory.
    pub coming: Signal<In, Bits<32>>,
    /// An instruction is there.
    pub valid: Signal<In, Bit>,
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
    /// It is a product that is not there yet.
    pub multiplies: Signal<Out, Bit>,
    op: Signal<Local, Bits<6>>,
    sets: Reg<Bit>,
    steps: Reg<Bit>,
    adds: Reg<Bit>,
    subtracts: Reg<Bit>,
    least: Reg<Bit>,
    most: Reg<Bit>,
    product_wanted: Reg<Bit>,
    loops: Reg<Bit>,
    jumps: Reg<Bit>,
    compares: Reg<Bit>,
    writing: Reg<Bit>,
    immediate: Signal<Local, Bits<16>>,
    short: Signal<Local, Int<16>>,
    wide: Signal<Local, Int<20>>,
    signed_b: Signal<Local, Int<20>>,
    signed_c: Signal<Local, Int<20>>,
    below: Signal<Local, Bit>,
    summand: Signal<Local, Bits<20>>,
    addend: Signal<Local, Bits<20>>,
    // one bit more below: the carry that comes in
    left_side: Signal<Local, Bits<21>>,
    right_side: Signal<Local, Bits<21>>,
    sum: Signal<Local, Bits<21>>,
    multiplication: Signal<Local, Bit>,
    left: Reg<Int<20>>,
    right: Reg<Int<16>>,
    left_wide: Signal<Local, Int<36>>,
    right_wide: Signal<Local, Int<36>>,
    whole: Signal<Local, Int<36>>,
    product: Reg<Bits<20>>,
    phase: Reg<Bits<2>>,
}

impl Logic for Execute {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, left, right, product, phase);
        dff_setup!(
            self,
            clock,
            sets,
            steps,
            adds,
            subtracts,
            least,
            most,
            product_wanted,
            loops,
            jumps,
            compares,
            writing
        );
        self.left.reset.next = self.reset.val();
        self.right.reset.next = self.reset.val();
        self.product.reset.next = self.reset.val();
        self.phase.reset.next = self.reset.val();
        self.sets.reset.next = self.reset.val();
        self.steps.reset.next = self.reset.val();
        self.adds.reset.next = self.reset.val();
        self.subtracts.reset.next = self.reset.val();
        self.least.reset.next = self.reset.val();
        self.most.reset.next = self.reset.val();
        self.product_wanted.reset.next = self.reset.val();
        self.loops.reset.next = self.reset.val();
        self.jumps.reset.next = self.reset.val();
        self.compares.reset.next = self.reset.val();
        self.writing.reset.next = self.reset.val();

        self.op.next = self.coming.val().get_bits::<6>(26);
        if self.load.val() {
            self.sets.d.next = self.op.val() == 1;
            self.steps.d.next = self.op.val() == 2;
            self.adds.d.next = self.op.val() == 3;
            self.subtracts.d.next = self.op.val() == 4;
            self.least.d.next = self.op.val() == 5;
            self.most.d.next = self.op.val() == 6;
            self.product_wanted.d.next = self.op.val() == 7;
            self.loops.d.next = self.op.val() == 8;
            self.jumps.d.next = self.op.val() == 9;
            self.compares.d.next = self.op.val() == 10;
            self.writing.d.next = (self.op.val() != 0) & (self.op.val() <= 8);
        }

        self.immediate.next = self.instruction.val().get_bits::<16>(0);
        self.short.next = signed_bit_cast_int::<16>(self.immediate.val());
        self.wide.next = signed_cast_int::<16, 20>(self.short.val());
        self.signed_b.next = signed_bit_cast_int::<20>(self.b.val());
        self.signed_c.next = signed_bit_cast_int::<20>(self.c.val());

        // operands, product, result
        self.multiplication.next = self.valid.val() & self.product_wanted.q.val();
        self.left.d.next = self.signed_b.val();
        self.right.d.next = self.short.val();
        self.left_wide.next = signed_cast_int::<20, 36>(self.left.q.val());
        self.right_wide.next = signed_cast_int::<16, 36>(self.right.q.val());
        self.whole.next = self.left_wide.val() * self.right_wide.val();
        self.product.d.next = self.whole.val().get_bits::<20>(0);
        self.phase.d.next = 0.into();
        if self.multiplication.val() & (self.phase.q.val() != 2) {
            self.phase.d.next = self.phase.q.val() + 1;
        }
        self.multiplies.next = self.multiplication.val() & (self.phase.q.val() != 2);

        // what is not asked for adds up to b
        self.summand.next = self.b.val();
        self.addend.next = 0.into();
        if self.steps.q.val() {
            self.addend.next = unsigned_cast_int::<20>(self.wide.val());
        }
        if self.adds.q.val() {
            self.addend.next = self.c.val();
        }
        if self.subtracts.q.val() {
            self.addend.next = !self.c.val();
        }
        if self.loops.q.val() {
            self.summand.next = self.c.val();
            self.addend.next = 0xf_ffff.into();
        }
        self.left_side.next = (bit_cast::<21, 20>(self.summand.val()) << 1) | 1;
        self.right_side.next =
            (bit_cast::<21, 20>(self.addend.val()) << 1) | bit_cast::<21, 1>(self.subtracts.q.val().into());
        self.sum.next = self.left_side.val() + self.right_side.val();

        self.below.next = self.signed_b.val() < self.signed_c.val();
        self.result.next = self.sum.val().get_bits::<20>(1);
        if self.sets.q.val() {
            self.result.next = self.instruction.val().get_bits::<20>(0);
        }
        if self.product_wanted.q.val() {
            self.result.next = self.product.q.val();
        }
        if (self.least.q.val() & !self.below.val()) | (self.most.q.val() & self.below.val()) {
            self.result.next = self.c.val();
        }
        self.writes.next = self.writing.q.val();
        self.taken.next = self.jumps.q.val()
            | (self.loops.q.val() & (self.c.val() != 1))
            | (self.compares.q.val() & (self.signed_c.val() < self.signed_b.val()));
    }
}
