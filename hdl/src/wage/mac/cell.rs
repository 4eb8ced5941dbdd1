//! One multiply-accumulate cell, and a column of them.

use crate::base::{signed_bit_cast_int, signed_cast_int, unsigned_cast_int, Each, Int, Join, Keep, Split};
use rust_hdl::prelude::*;

/// One cell: an int8 product, its sum in `ACC` bits, and a shadow of the finished sum.
///
/// ```text
///  a --> *  --> [product] --> + --> [total] --> [finished] --> shadow
///  w --> *                    ^        |            ^
///                             +--------+            right, the shadow of the next column
/// ```
///
/// -128 * -128 = 2^14 fits the 16 bits of the product; the sum of K products fits `ACC` bits when K < 2^(ACC-15).
#[derive(Debug, Default, LogicBlock)]
pub struct Cell<const ACC: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// Left factor.
    pub a: Signal<In, Int<8>>,
    /// Right factor.
    pub w: Signal<In, Int<8>>,
    /// The product register takes `a * w`.
    pub multiply: Signal<In, Bit>,
    /// The sum takes the product register.
    pub accumulate: Signal<In, Bit>,
    /// It is the first product of a sum.
    pub first: Signal<In, Bit>,
    /// The shadow takes the sum.
    pub copy: Signal<In, Bit>,
    /// The shadow takes `right`.
    pub shift: Signal<In, Bit>,
    /// The shadow of the cell in the next column.
    pub right: Signal<In, Bits<ACC>>,
    /// The finished sum, two's complement.
    pub shadow: Signal<Out, Bits<ACC>>,
    a_wide: Signal<Local, Int<16>>,
    w_wide: Signal<Local, Int<16>>,
    term: Signal<Local, Int<ACC>>,
    product: Keep<Int<16>>,
    total: Keep<Int<ACC>>,
    finished: Keep<Bits<ACC>>,
}

impl<const ACC: usize> Logic for Cell<ACC> {
    #[hdl_gen]
    fn update(&mut self) {
        self.product.clock.next = self.clock.val();
        self.product.reset.next = self.reset.val();
        self.total.clock.next = self.clock.val();
        self.total.reset.next = self.reset.val();
        self.finished.clock.next = self.clock.val();
        self.finished.reset.next = self.reset.val();
        self.a_wide.next = signed_cast_int::<8, 16>(self.a.val());
        self.w_wide.next = signed_cast_int::<8, 16>(self.w.val());
        self.product.enable.next = self.multiply.val();
        self.product.d.next = self.a_wide.val() * self.w_wide.val();
        self.term.next = signed_cast_int::<16, ACC>(self.product.q.val());
        self.total.enable.next = self.accumulate.val();
        self.total.d.next = self.total.q.val() + self.term.val();
        if self.first.val() {
            self.total.d.next = self.term.val();
        }
        self.finished.enable.next = self.copy.val() | self.shift.val();
        self.finished.d.next = self.right.val();
        if self.copy.val() {
            self.finished.d.next = unsigned_cast_int::<ACC>(self.total.q.val());
        }
        self.shadow.next = self.finished.q.val();
    }
}

/// The `ROWS` cells of one column: they share `w` and the control, and take one byte of `a` each.
///
/// `AB = 8 * ROWS` and `MB = ACC * ROWS` are the widths of the buses, row 0 lowest. The other ports are those of
/// [`Cell`].
#[derive(Debug, Default, LogicBlock)]
pub struct Column<const ROWS: usize, const ACC: usize, const AB: usize, const MB: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// `ROWS` int8.
    pub a: Signal<In, Bits<AB>>,
    /// One int8.
    pub w: Signal<In, Int<8>>,
    /// The product registers take their products.
    pub multiply: Signal<In, Bit>,
    /// The sums take the product registers.
    pub accumulate: Signal<In, Bit>,
    /// They are the first products of the sums.
    pub first: Signal<In, Bit>,
    /// The shadows take the sums.
    pub copy: Signal<In, Bit>,
    /// The shadows take `right`.
    pub shift: Signal<In, Bit>,
    /// The shadows of the next column.
    pub right: Signal<In, Bits<MB>>,
    /// The shadows of this column.
    pub shadow: Signal<Out, Bits<MB>>,
    cells: Each<Cell<ACC>, ROWS>,
    merge: Join<ROWS, ACC, MB>,
    split: Split<ROWS, ACC, MB>,
}

impl<const ROWS: usize, const ACC: usize, const AB: usize, const MB: usize> Logic
    for Column<ROWS, ACC, AB, MB>
{
    #[hdl_gen]
    fn update(&mut self) {
        self.split.whole.next = self.right.val();
        for i in 0..ROWS {
            self.cells[i].clock.next = self.clock.val();
            self.cells[i].reset.next = self.reset.val();
            self.cells[i].a.next = signed_bit_cast_int::<8>(self.a.val().get_bits::<8>(i * 8));
            self.cells[i].w.next = self.w.val();
            self.cells[i].multiply.next = self.multiply.val();
            self.cells[i].accumulate.next = self.accumulate.val();
            self.cells[i].first.next = self.first.val();
            self.cells[i].copy.next = self.copy.val();
            self.cells[i].shift.next = self.shift.val();
            self.cells[i].right.next = self.split.parts[i].val();
            self.merge.parts[i].next = self.cells[i].shadow.val();
        }
        self.shadow.next = self.merge.whole.val();
    }
}
