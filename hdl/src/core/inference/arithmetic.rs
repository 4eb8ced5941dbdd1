//! What an instruction makes of its registers.

use rust_hdl::prelude::*;

use crate::base::{signed_bit_cast_int, signed_cast_int, unsigned_cast_int, Int, Number};

/// One adder for all sums, differences and counts of an instruction and of a tile's loops, and what goes past it. Wires only.
///
/// ```text
///  value, ~value, imm, -1, 0 --> + --> result     ADD, loops; SUB, MIN, MAX, BLT; ADDI; LOOP, NEXT; MUL
///  held -------------------------^
///  imm, held, value --------------------> result     LI; MIN, MAX
/// ```
///
/// 20-bit numbers that wrap, as 32 bits with their sign; `wide` ones have 32 bits of their own. A difference of two is exact
/// in 32 bits, so that its sign says which is less.
#[derive(Debug, Default, LogicBlock)]
pub struct Arithmetic {
    /// The instruction is executed: it says what the result is. If not, the result is `held + value`, but for...
    pub executes: Signal<In, Bit>,
    /// ...`value`...
    pub passes: Signal<In, Bit>,
    /// ...and `held - 1`.
    pub counts: Signal<In, Bit>,
    /// A product's next bit of the immediate, and MUL itself its last: the result is `held + value`, or...
    pub multiplies: Signal<In, Bit>,
    /// ...`held` if this bit is 0, or...
    pub digit: Signal<In, Bit>,
    /// ...`held - value`, for the sign of the immediate.
    pub sign: Signal<In, Bit>,
    /// The result has 32 bits.
    pub wide: Signal<In, Bit>,
    /// The opcode.
    pub op: Signal<In, Bits<6>>,
    /// The low bits of the instruction.
    pub immediate: Signal<In, Bits<20>>,
    /// Register b; of LOOP, BLT and RELEASE a.
    pub held: Signal<In, Bits<32>>,
    /// Register c; of BLT b.
    pub value: Signal<In, Bits<32>>,
    /// See above.
    pub result: Signal<Out, Bits<32>>,
    /// The instruction writes register a.
    pub writes: Signal<Out, Bit>,
    /// It jumps to its immediate.
    pub jumps: Signal<Out, Bit>,
    subtracts: Signal<Local, Bit>,
    chosen: Signal<Local, Int<16>>,
    low: Signal<Local, Bits<16>>,
    immediate_wide: Signal<Local, Int<32>>,
    right: Signal<Local, Bits<32>>,
    // one bit below the sum takes the carry in, so that there is one adder
    left_side: Signal<Local, Bits<33>>,
    right_side: Signal<Local, Bits<33>>,
    carry: Signal<Local, Bits<33>>,
    added: Signal<Local, Bits<33>>,
    sum: Signal<Local, Bits<32>>,
    less: Signal<Local, Bit>,
    whole: Signal<Local, Bits<32>>,
    short: Signal<Local, Int<20>>,
    short_bits: Signal<Local, Bits<20>>,
    extended: Signal<Local, Int<32>>,
    negative: Number<0xffff_ffff, 32>,
}

impl Logic for Arithmetic {
    #[hdl_gen]
    fn update(&mut self) {
        self.low.next = self.immediate.val().get_bits::<16>(0);
        self.chosen.next = signed_bit_cast_int::<16>(self.low.val());
        self.immediate_wide.next = signed_cast_int::<16, 32>(self.chosen.val());
        self.subtracts.next = (self.multiplies.val() & self.sign.val())
            | (self.executes.val()
                & ((self.op.val() == 4)
                    | (self.op.val() == 5)
                    | (self.op.val() == 6)
                    | (self.op.val() == 10)));

        self.right.next = self.value.val();
        if self.subtracts.val() {
            self.right.next = !self.value.val();
        }
        if self.executes.val() & (self.op.val() == 2) {
            self.right.next = unsigned_cast_int::<32>(self.immediate_wide.val());
        }
        if self.counts.val() | (self.executes.val() & ((self.op.val() == 8) | (self.op.val() == 19))) {
            self.right.next = self.negative.val();
        }
        if self.multiplies.val() & !self.digit.val() {
            self.right.next = 0.into();
        }
        self.carry.next = 0.into();
        if self.subtracts.val() & (!self.multiplies.val() | self.digit.val()) {
            self.carry.next = 1.into();
        }
        self.left_side.next = (bit_cast::<33, 32>(self.held.val()) << 1) | 1;
        self.right_side.next = (bit_cast::<33, 32>(self.right.val()) << 1) | self.carry.val();
        self.added.next = self.left_side.val() + self.right_side.val();
        self.sum.next = self.added.val().get_bits::<32>(1);
        self.less.next = self.sum.val().get_bit(31);

        self.whole.next = self.sum.val();
        if self.passes.val() {
            self.whole.next = self.value.val();
        }
        self.writes.next = false;
        self.jumps.next = false;
        if self.executes.val() {
            self.writes.next = (self.op.val() != 0) & (self.op.val() <= 8);
            if self.op.val() == 1 {
                self.whole.next = bit_cast::<32, 20>(self.immediate.val());
            }
            // the lesser of MIN, the other of MAX
            if ((self.op.val() == 5) & self.less.val()) | ((self.op.val() == 6) & !self.less.val()) {
                self.whole.next = self.held.val();
            }
            if ((self.op.val() == 5) & !self.less.val()) | ((self.op.val() == 6) & self.less.val()) {
                self.whole.next = self.value.val();
            }
        }
        self.short_bits.next = self.whole.val().get_bits::<20>(0);
        if self.executes.val() {
            self.jumps.next = ((self.op.val() == 8) & self.short_bits.val().any())
                | (self.op.val() == 9)
                | ((self.op.val() == 10) & self.less.val());
        }
        self.short.next = signed_bit_cast_int::<20>(self.short_bits.val());
        self.extended.next = signed_cast_int::<20, 32>(self.short.val());
        self.result.next = unsigned_cast_int::<32>(self.extended.val());
        if self.wide.val() {
            self.result.next = self.sum.val();
        }
    }
}
