//! The columns that work at once, and what they share with the others.

use super::Column;
use crate::base::{
    signed_bit_cast_int, signed_cast_int, unsigned_cast_int, Each, Int, Join, Keep, Reg, Split,
};
use rust_hdl::prelude::*;

/// The N multipliers that one column of every group shares, with their products' registers. `B = 8 N`, `H = 16 N`.
#[derive(Debug, Default, LogicBlock)]
pub struct Multipliers<const N: usize, const B: usize, const H: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The registers take the products.
    pub multiply: Signal<In, Bit>,
    /// N int8.
    pub a: Signal<In, Bits<B>>,
    /// int8.
    pub w: Signal<In, Int<8>>,
    /// N int16.
    pub products: Signal<Out, Bits<H>>,
    factors: Each<Signal<Local, Int<8>>, N>,
    factors_wide: Each<Signal<Local, Int<16>>, N>,
    w_wide: Signal<Local, Int<16>>,
    held: Each<Keep<Int<16>>, N>,
    merge: Join<N, 16, H>,
}

impl<const N: usize, const B: usize, const H: usize> Logic for Multipliers<N, B, H> {
    #[hdl_gen]
    fn update(&mut self) {
        self.w_wide.next = signed_cast_int::<8, 16>(self.w.val());
        for i in 0..N {
            self.held[i].clock.next = self.clock.val();
            self.held[i].reset.next = self.reset.val();
            self.held[i].enable.next = self.multiply.val();
            self.factors[i].next = signed_bit_cast_int::<8>(self.a.val().get_bits::<8>(i * 8));
            self.factors_wide[i].next = signed_cast_int::<8, 16>(self.factors[i].val());
            self.held[i].d.next = self.factors_wide[i].val() * self.w_wide.val();
            self.merge.parts[i].next = unsigned_cast_int::<16>(self.held[i].q.val());
        }
        self.products.next = self.merge.whole.val();
    }
}

/// M columns of cells with their digits.
///
/// `V = 8 M`, `J = 16 N M`, `B = 8 N`, `H = 16 N`, `R = 32 N`, row or column 0 lowest. The other ports are those of
/// [`Column`].
#[derive(Debug, Default, LogicBlock)]
pub struct Group<
    const N: usize,
    const M: usize,
    const V: usize,
    const J: usize,
    const B: usize,
    const H: usize,
    const R: usize,
> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The digits take `w`.
    pub load: Signal<In, Bit>,
    /// The products count, not `w`.
    pub full: Signal<In, Bit>,
    /// They are this group's.
    pub turn: Signal<In, Bit>,
    /// M int8, of which -1, 0 and 1 count.
    pub w: Signal<In, Bits<V>>,
    /// N int8.
    pub a: Signal<In, Bits<B>>,
    /// N int16 a column.
    pub products: Signal<In, Bits<J>>,
    /// The sums take their operands.
    pub accumulate: Signal<In, Bit>,
    /// The shadows take the sums.
    pub copy: Signal<In, Bit>,
    /// The shadows move to the left.
    pub shift: Signal<In, Bit>,
    /// The first shadows of the next group.
    pub right: Signal<In, Bits<R>>,
    /// The first shadows of this one.
    pub shadow: Signal<Out, Bits<R>>,
    bytes: Split<M, 8, V>,
    pieces: Split<M, H, J>,
    digits: Each<Reg<Bits<2>>, M>,
    columns: Each<Column<N, B, H, R>, M>,
}

impl<
        const N: usize,
        const M: usize,
        const V: usize,
        const J: usize,
        const B: usize,
        const H: usize,
        const R: usize,
    > Logic for Group<N, M, V, J, B, H, R>
{
    #[hdl_gen]
    fn update(&mut self) {
        self.bytes.whole.next = self.w.val();
        self.pieces.whole.next = self.products.val();
        for m in 0..M {
            self.digits[m].clock.next = self.clock.val();
            self.digits[m].reset.next = self.reset.val();
            self.digits[m].d.next = self.digits[m].q.val();
            if self.load.val() {
                self.digits[m].d.next = 0.into();
                if self.full.val() {
                    if self.turn.val() {
                        self.digits[m].d.next = 3.into();
                    }
                } else if self.bytes.parts[m].val().get_bit(0) {
                    self.digits[m].d.next = 1.into();
                    if self.bytes.parts[m].val().get_bit(7) {
                        self.digits[m].d.next = 2.into();
                    }
                }
            }
            self.columns[m].clock.next = self.clock.val();
            self.columns[m].reset.next = self.reset.val();
            self.columns[m].digit.next = self.digits[m].q.val();
            self.columns[m].a.next = self.a.val();
            self.columns[m].products.next = self.pieces.parts[m].val();
            self.columns[m].accumulate.next = self.accumulate.val();
            self.columns[m].copy.next = self.copy.val();
            self.columns[m].shift.next = self.shift.val();
            self.columns[m].right.next = self.right.val();
        }
        for m in 1..M {
            self.columns[m - 1].right.next = self.columns[m].shadow.val();
        }
        self.shadow.next = self.columns[0].shadow.val();
    }
}
