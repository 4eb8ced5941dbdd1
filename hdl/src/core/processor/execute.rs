//! What an instruction does to the registers and to the flow.

use rust_hdl::prelude::*;

use crate::base::{signed_bit_cast_int, signed_cast_int, unsigned_cast_int, Int, Reg};

/// Arithmetic and branches of one instruction, in its cycle; the product in three.
///
/// ```text
///  instruction --+--> op, imm --+--> result, writes     LI ADDI ADD SUB MIN MAX MUL LOOP
///  b, c ---------+--------------+--> taken              LOOP JUMP BLT
///                +--> [b, imm] --> * --> [product] --> result; `multiplied` in the third cycle of MUL
/// ```
///
/// 20-bit numbers that wrap; MIN, MAX and BLT take them for signed.
#[derive(Debug, Default, LogicBlock)]
pub struct Execute {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
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
    immediate: Signal<Local, Bits<16>>,
    short: Signal<Local, Int<16>>,
    wide: Signal<Local, Int<20>>,
    signed_b: Signal<Local, Int<20>>,
    signed_c: Signal<Local, Int<20>>,
    below: Signal<Local, Bit>,
    less: Signal<Local, Bits<20>>,
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
        self.left.reset.next = self.reset.val();
        self.right.reset.next = self.reset.val();
        self.product.reset.next = self.reset.val();
        self.phase.reset.next = self.reset.val();

        self.op.next = self.instruction.val().get_bits::<6>(26);
        self.immediate.next = self.instruction.val().get_bits::<16>(0);
        self.short.next = signed_bit_cast_int::<16>(self.immediate.val());
        self.wide.next = signed_cast_int::<16, 20>(self.short.val());
        self.signed_b.next = signed_bit_cast_int::<20>(self.b.val());
        self.signed_c.next = signed_bit_cast_int::<20>(self.c.val());
        self.less.next = self.c.val() - 1;

        // operands, product, result
        self.multiplication.next = self.valid.val() & (self.op.val() == 7);
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

        self.below.next = self.signed_b.val() < self.signed_c.val();
        self.result.next = 0.into();
        self.writes.next = false;
        self.taken.next = false;
        if self.op.val() == 1 {
            self.writes.next = true;
            self.result.next = self.instruction.val().get_bits::<20>(0);
        }
        if self.op.val() == 2 {
            self.writes.next = true;
            self.result.next = self.b.val() + unsigned_cast_int::<20>(self.wide.val());
        }
        if self.op.val() == 3 {
            self.writes.next = true;
            self.result.next = self.b.val() + self.c.val();
        }
        if self.op.val() == 4 {
            self.writes.next = true;
            self.result.next = self.b.val() - self.c.val();
        }
        if self.op.val() == 5 {
            self.writes.next = true;
            self.result.next = self.c.val();
            if self.below.val() {
                self.result.next = self.b.val();
            }
        }
        if self.op.val() == 6 {
            self.writes.next = true;
            self.result.next = self.b.val();
            if self.below.val() {
                self.result.next = self.c.val();
            }
        }
        if self.op.val() == 7 {
            self.writes.next = true;
            self.result.next = self.product.q.val();
        }
        if self.op.val() == 8 {
            self.writes.next = true;
            self.result.next = self.less.val();
            self.taken.next = self.c.val() != 1;
        }
        if self.op.val() == 9 {
            self.taken.next = true;
        }
        if self.op.val() == 10 {
            self.taken.next = self.signed_c.val() < self.signed_b.val();
        }
    }
}
