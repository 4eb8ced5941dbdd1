//! The array of a core that only goes forward.

use rust_hdl::prelude::*;

use crate::base::{
    signed_bit_cast_int, signed_cast_int, unsigned_cast_int, Each, Int, Join, Ordinals, Split, Sum,
};

/// The digit of a stored weight: `+1` for 33 and above, `-1` for -33 and below, else 0. Wires only.
#[derive(Debug, LogicBlock)]
pub struct Ternary {
    /// int8 as stored.
    pub w: Signal<In, Bits<8>>,
    /// The digit is not 0.
    pub counts: Signal<Out, Bit>,
    /// It is -1.
    pub minus: Signal<Out, Bit>,
    weight: Signal<Local, Int<8>>,
    below: Signal<Local, Bit>,
    most: Constant<Int<8>>,
    least: Constant<Int<8>>,
}

impl Default for Ternary {
    fn default() -> Self {
        Ternary {
            w: Default::default(),
            counts: Default::default(),
            minus: Default::default(),
            weight: Default::default(),
            below: Default::default(),
            most: Constant::new(Int::wrap(32)),
            least: Constant::new(Int::wrap(-32)),
        }
    }
}

impl Logic for Ternary {
    #[hdl_gen]
    fn update(&mut self) {
        self.weight.next = signed_bit_cast_int::<8>(self.w.val());
        self.below.next = self.weight.val() < self.least.val();
        self.minus.next = self.below.val();
        self.counts.next = self.below.val() | (self.weight.val() > self.most.val());
    }
}

/// Bits of a sum in the array.
pub const SUM_BITS: usize = 18;
/// Steps that a sum holds, whatever their operands are: 128 each at most.
pub const STEPS: usize = (1 << (SUM_BITS - 8)) - 1;

/// One cell: a sum of 18 bits of `a`, or of `-a = ~a + 1` with the 1 as a carry into the sum.
#[derive(Debug, Default, LogicBlock)]
pub struct Cell {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// int8.
    pub a: Signal<In, Bits<8>>,
    /// The sum takes -a, not a.
    pub minus: Signal<In, Bit>,
    /// The sum takes its operand.
    pub accumulate: Signal<In, Bit>,
    /// The sum becomes 0.
    pub clear: Signal<In, Bit>,
    /// The sum, two's complement.
    pub sum: Signal<Out, Bits<18>>,
    operand: Signal<Local, Bits<8>>,
    operand_signed: Signal<Local, Int<8>>,
    term_signed: Signal<Local, Int<18>>,
    term: Signal<Local, Bits<18>>,
    carry: Signal<Local, Bits<19>>,
    // one bit below the sum takes the carry in, so that there is one adder
    left_side: Signal<Local, Bits<19>>,
    right_side: Signal<Local, Bits<19>>,
    added: Signal<Local, Bits<19>>,
    total: Sum<Bits<18>>,
}

impl Logic for Cell {
    #[hdl_gen]
    fn update(&mut self) {
        self.total.clock.next = self.clock.val();
        self.total.reset.next = self.reset.val();
        self.operand.next = self.a.val();
        self.carry.next = 0.into();
        if self.minus.val() {
            self.operand.next = !self.a.val();
            self.carry.next = 1.into();
        }
        self.operand_signed.next = signed_bit_cast_int::<8>(self.operand.val());
        self.term_signed.next = signed_cast_int::<8, 18>(self.operand_signed.val());
        self.term.next = unsigned_cast_int::<18>(self.term_signed.val());
        self.left_side.next = (bit_cast::<19, 18>(self.total.q.val()) << 1) | 1;
        self.right_side.next = (bit_cast::<19, 18>(self.term.val()) << 1) | self.carry.val();
        self.added.next = self.left_side.val() + self.right_side.val();
        self.total.enable.next = self.accumulate.val();
        self.total.clear.next = self.clear.val();
        self.total.d.next = self.added.val().get_bits::<18>(1);
        self.sum.next = self.total.q.val();
    }
}

/// Four cells that share a weight.
#[derive(Debug, Default, LogicBlock)]
pub struct Column {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// A step is there.
    pub valid: Signal<In, Bit>,
    /// Four int8, row 0 lowest.
    pub a: Signal<In, Bits<32>>,
    /// The weight as stored.
    pub w: Signal<In, Bits<8>>,
    /// The sums become 0.
    pub clear: Signal<In, Bit>,
    /// Four int18.
    pub sums: Signal<Out, Bits<72>>,
    digit: Ternary,
    accumulates: Signal<Local, Bit>,
    cells: Each<Cell, 4>,
    joined: Join<4, 18, 72>,
}

impl Logic for Column {
    #[hdl_gen]
    fn update(&mut self) {
        self.digit.w.next = self.w.val();
        self.accumulates.next = self.valid.val() & self.digit.counts.val();
        for i in 0..4 {
            self.cells[i].clock.next = self.clock.val();
            self.cells[i].reset.next = self.reset.val();
            self.cells[i].a.next = self.a.val().get_bits::<8>(i * 8);
            self.cells[i].minus.next = self.digit.minus.val();
            self.cells[i].accumulate.next = self.accumulates.val();
            self.cells[i].clear.next = self.clear.val();
            self.joined.parts[i].next = self.cells[i].sum.val();
        }
        self.sums.next = self.joined.whole.val();
    }
}

/// Four rows and four columns of sums: `sum[i][j] += a[i] * ternary(w[j])`.
///
/// ```text
///  a[i], ternary(w[j]) --> 16 x [sum] --> sum of `row`, `column`
/// ```
///
/// * A step a cycle; its sums stand in the next. They are read one at a time while no step comes, and cleared all at once:
///   a second register for each, to read from while the next tile is summed, would cost as much again as the sums do.
/// * A sum holds [`STEPS`] steps of the largest activation. Who feeds more of them adds up elsewhere what is there by then.
#[derive(Debug, Default, LogicBlock)]
pub struct TernaryArray {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// A step is there.
    pub s_valid: Signal<In, Bit>,
    /// Four activations, int8, row 0 lowest.
    pub s_a: Signal<In, Bits<32>>,
    /// Four weights as stored, column 0 lowest.
    pub s_w: Signal<In, Bits<32>>,
    /// All sums become 0; not with `s_valid`.
    pub clear: Signal<In, Bit>,
    /// The sum to show.
    pub row: Signal<In, Bits<2>>,
    /// Its column.
    pub column: Signal<In, Bits<2>>,
    /// The sum, in the same cycle.
    pub sum: Signal<Out, Bits<18>>,
    columns: Each<Column, 4>,
    shown: Signal<Local, Bits<72>>,
    rows: Split<4, 18, 72>,
    number: Ordinals<4, 2>,
}

impl Logic for TernaryArray {
    #[hdl_gen]
    fn update(&mut self) {
        self.shown.next = 0.into();
        for j in 0..4 {
            self.columns[j].clock.next = self.clock.val();
            self.columns[j].reset.next = self.reset.val();
            self.columns[j].valid.next = self.s_valid.val();
            self.columns[j].a.next = self.s_a.val();
            self.columns[j].w.next = self.s_w.val().get_bits::<8>(j * 8);
            self.columns[j].clear.next = self.clear.val();
            if self.column.val() == self.number[j].val() {
                self.shown.next = self.columns[j].sums.val();
            }
        }
        self.rows.whole.next = self.shown.val();
        self.sum.next = 0.into();
        for i in 0..4 {
            if self.row.val() == self.number[i].val() {
                self.sum.next = self.rows.parts[i].val();
            }
        }
    }
}
