//! One cell, and a column of them.

use crate::base::{
    signed_bit_cast_int, signed_cast_int, unsigned_cast_int, Each, Int, Join, Keep, Split, Sum,
};
use rust_hdl::prelude::*;

/// One cell: a sum of 32 bits of what `digit` chooses, and a shadow of the finished sum.
///
/// ```text
///  a, product --> 0, a, -a or product --> + --> [total] --> [finished] --> shadow
///                                         ^        |            ^
///                                         +--------+            right, the shadow of the next column
/// ```
///
/// The choice is a function of four bits a bit of the operand, -a being ~a with a carry of 1 into the sum.
#[derive(Debug, Default, LogicBlock)]
pub struct Cell {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// 0 nothing, 1 a, 2 -a, 3 the product.
    pub digit: Signal<In, Bits<2>>,
    /// int8.
    pub a: Signal<In, Int<8>>,
    /// int16.
    pub product: Signal<In, Int<16>>,
    /// The sum takes the operand.
    pub accumulate: Signal<In, Bit>,
    /// The shadow takes the sum, which becomes 0.
    pub copy: Signal<In, Bit>,
    /// The shadow takes `right`.
    pub shift: Signal<In, Bit>,
    /// The shadow of the cell in the next column.
    pub right: Signal<In, Bits<32>>,
    /// The finished sum, two's complement.
    pub shadow: Signal<Out, Bits<32>>,
    // a cast of its own each: nested ones lose the sign
    a_signed: Signal<Local, Int<16>>,
    a_wide: Signal<Local, Bits<16>>,
    operand: Signal<Local, Bits<16>>,
    chosen: Signal<Local, Int<16>>,
    term_signed: Signal<Local, Int<32>>,
    term: Signal<Local, Bits<32>>,
    // one bit below the sum takes the carry in, so that there is one adder
    left_side: Signal<Local, Bits<33>>,
    right_side: Signal<Local, Bits<33>>,
    added: Signal<Local, Bits<33>>,
    total: Sum<Bits<32>>,
    finished: Keep<Bits<32>>,
}

impl Logic for Cell {
    #[hdl_gen]
    fn update(&mut self) {
        self.total.clock.next = self.clock.val();
        self.total.reset.next = self.reset.val();
        self.finished.clock.next = self.clock.val();
        self.finished.reset.next = self.reset.val();

        self.a_signed.next = signed_cast_int::<8, 16>(self.a.val());
        self.a_wide.next = unsigned_cast_int::<16>(self.a_signed.val());
        self.operand.next = 0.into();
        if self.digit.val() == 1 {
            self.operand.next = self.a_wide.val();
        }
        if self.digit.val() == 2 {
            self.operand.next = !self.a_wide.val();
        }
        if self.digit.val() == 3 {
            self.operand.next = unsigned_cast_int::<16>(self.product.val());
        }
        self.chosen.next = signed_bit_cast_int::<16>(self.operand.val());
        self.term_signed.next = signed_cast_int::<16, 32>(self.chosen.val());
        self.term.next = unsigned_cast_int::<32>(self.term_signed.val());
        self.left_side.next = (bit_cast::<33, 32>(self.total.q.val()) << 1) | 1;
        self.right_side.next = bit_cast::<33, 32>(self.term.val()) << 1;
        if self.digit.val() == 2 {
            self.right_side.next = (bit_cast::<33, 32>(self.term.val()) << 1) | 1;
        }
        self.added.next = self.left_side.val() + self.right_side.val();
        self.total.enable.next = self.accumulate.val();
        self.total.clear.next = self.copy.val();
        self.total.d.next = self.added.val().get_bits::<32>(1);
        self.finished.enable.next = self.copy.val() | self.shift.val();
        self.finished.d.next = self.right.val();
        if self.copy.val() {
            self.finished.d.next = self.total.q.val();
        }
        self.shadow.next = self.finished.q.val();
    }
}

/// The N cells of one column: they share `digit` and the control, and take one byte of `a` and one product each.
///
/// `B = 8 N`, `H = 16 N`, `R = 32 N`, row 0 lowest. The other ports are those of [`Cell`].
#[derive(Debug, Default, LogicBlock)]
pub struct Column<const N: usize, const B: usize, const H: usize, const R: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// Of all cells.
    pub digit: Signal<In, Bits<2>>,
    /// N int8.
    pub a: Signal<In, Bits<B>>,
    /// N int16.
    pub products: Signal<In, Bits<H>>,
    /// The sums take their operands, unless `digit` is 0.
    pub accumulate: Signal<In, Bit>,
    /// The shadows take the sums.
    pub copy: Signal<In, Bit>,
    /// The shadows take `right`.
    pub shift: Signal<In, Bit>,
    /// The shadows of the next column.
    pub right: Signal<In, Bits<R>>,
    /// The shadows of this column.
    pub shadow: Signal<Out, Bits<R>>,
    cells: Each<Cell, N>,
    merge: Join<N, 32, R>,
    split: Split<N, 32, R>,
    counts: Signal<Local, Bit>,
}

impl<const N: usize, const B: usize, const H: usize, const R: usize> Logic for Column<N, B, H, R> {
    #[hdl_gen]
    fn update(&mut self) {
        self.split.whole.next = self.right.val();
        self.counts.next = self.accumulate.val() & self.digit.val().any();
        for i in 0..N {
            self.cells[i].clock.next = self.clock.val();
            self.cells[i].reset.next = self.reset.val();
            self.cells[i].digit.next = self.digit.val();
            self.cells[i].a.next = signed_bit_cast_int::<8>(self.a.val().get_bits::<8>(i * 8));
            self.cells[i].product.next =
                signed_bit_cast_int::<16>(self.products.val().get_bits::<16>(i * 16));
            self.cells[i].accumulate.next = self.counts.val();
            self.cells[i].copy.next = self.copy.val();
            self.cells[i].shift.next = self.shift.val();
            self.cells[i].right.next = self.split.parts[i].val();
            self.merge.parts[i].next = self.cells[i].shadow.val();
        }
        self.shadow.next = self.merge.whole.val();
    }
}
