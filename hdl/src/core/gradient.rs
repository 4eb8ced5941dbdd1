//! The update of the weights.

use rust_hdl::prelude::*;

use crate::base::{
    signed_bit_cast_int, signed_cast_int, unsigned_cast_int, Each, Int, Join, Last, Number, Reg, Split,
};
use crate::wage::update::Lane;

/// Cycles from the take of a column to the row that comes of it.
const LATENCY: usize = 8;

/// The updates of a column of weights while its gradients pass [`Forward`](super::forward::Forward).
///
/// ```text
///  cycle  0              1          3         5         6              7             8
///  take   numbers --> [held] --> [held] --> [ ] --> [ ] ----> + --> [step] --> [result] --> row of W
///         row of W ------------------------- read --> [held] -------------------^
///         column -------------------------------------------> windows, signs (stage 3 of Forward)
/// ```
///
/// Takes are two cycles apart at least, as [`Numbers`](super::numbers::Numbers) has them: what is held is held for two.
/// All N columns of a tile pass; those in use are written, each as the row of W that its number names. `B = 8 N`,
/// `R = 32 N`, `H = 16 N`, `L = log2 N`.
#[derive(Debug, Default, LogicBlock)]
pub struct WeightUpdate<const N: usize, const B: usize, const R: usize, const H: usize, const L: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The exponent of the gradients, static.
    pub exponent: Signal<In, Bits<6>>,
    /// There is none: the weights stay; static.
    pub is_null: Signal<In, Bit>,
    /// log2 of the rate, two's complement, static.
    pub rate: Signal<In, Bits<5>>,
    /// Cycle 0.
    pub take: Signal<In, Bit>,
    /// N numbers, in cycle 0.
    pub numbers: Signal<In, Bits<H>>,
    /// Windows on the gradients, as in [`Requantise`](super::requantise::Requantise), in cycle 6.
    pub windows: Signal<In, Bits<R>>,
    /// The shift that these are to have.
    pub shift: Signal<Out, Bits<6>>,
    /// The weights, in cycle 6.
    pub w: Signal<In, Bits<B>>,
    /// Columns in use, static over a tile.
    pub columns: Signal<In, Bits<5>>,
    /// Writes a row: cycle 8.
    pub row_write: Signal<Out, Bit>,
    /// Its lane.
    pub row_lane: Signal<Out, Bits<L>>,
    /// N int8.
    pub row_data: Signal<Out, Bits<B>>,
    there: Each<Reg<Bit>, LATENCY>,
    writes: Reg<Bit>,
    held: Reg<Bits<H>>,
    held_3: Reg<Bits<H>>,
    w_7: Reg<Bits<B>>,
    number: Split<N, 16, H>,
    weights: Split<N, 8, B>,
    lanes: Each<Lane, N>,
    results: Join<N, 8, B>,
    rate_signed: Signal<Local, Int<5>>,
    rate_wide: Signal<Local, Int<8>>,
    rate_bits: Signal<Local, Bits<8>>,
    raised: Signal<Local, Bits<8>>,
    sh: Signal<Local, Bits<8>>,
    eight: Number<8, 8>,
    places: Reg<Bits<6>>,
    column: Reg<Bits<5>>,
    one: Number<1, 5>,
    end_column: Last<N, 5>,
}

impl<const N: usize, const B: usize, const R: usize, const H: usize, const L: usize> Logic
    for WeightUpdate<N, B, R, H, L>
{
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, writes, held, held_3, w_7, places, column);
        for i in 0..LATENCY {
            self.there[i].clock.next = self.clock.val();
            self.there[i].reset.next = self.reset.val();
        }
        self.writes.reset.next = self.reset.val();
        self.held.reset.next = self.reset.val();
        self.held_3.reset.next = self.reset.val();
        self.w_7.reset.next = self.reset.val();
        self.places.reset.next = self.reset.val();
        self.column.reset.next = self.reset.val();

        // 8 + exponent - rate, or 0 where 8 places to the left take any gradient out of the range
        self.rate_signed.next = signed_bit_cast_int::<5>(self.rate.val());
        self.rate_wide.next = signed_cast_int::<5, 8>(self.rate_signed.val());
        self.rate_bits.next = unsigned_cast_int::<8>(self.rate_wide.val());
        self.raised.next = bit_cast::<8, 6>(self.exponent.val()) + self.eight.val();
        self.sh.next = self.raised.val() - self.rate_bits.val();
        self.places.d.next = self.sh.val().get_bits::<6>(0);
        if self.sh.val().get_bit(7) {
            self.places.d.next = 0.into();
        }
        self.shift.next = self.places.q.val();

        // there[i] goes with cycle i + 1
        self.there[0].d.next = self.take.val();
        for i in 1..LATENCY {
            self.there[i].d.next = self.there[i - 1].q.val();
        }
        if self.take.val() {
            self.held.d.next = self.numbers.val();
        }
        if self.there[1].q.val() {
            self.held_3.d.next = self.held.q.val();
        }
        if self.there[5].q.val() {
            self.w_7.d.next = self.w.val();
        }
        self.number.whole.next = self.held_3.q.val();
        self.weights.whole.next = self.w_7.q.val();
        for i in 0..N {
            self.lanes[i].clock.next = self.clock.val();
            self.lanes[i].reset.next = self.reset.val();
            self.lanes[i].load_1.next = self.there[3].q.val();
            self.lanes[i].load_2.next = self.there[4].q.val();
            self.lanes[i].load_3.next = self.there[5].q.val();
            self.lanes[i].load_4.next = self.there[6].q.val();
            self.lanes[i].is_null.next = self.is_null.val();
            self.lanes[i].number.next = self.number.parts[i].val();
            self.lanes[i].word.next = self.windows.val().get_bits::<24>(i * 32);
            self.lanes[i].big.next = self.windows.val().get_bit(i * 32 + 24);
            self.lanes[i].negative.next = self.windows.val().get_bit(i * 32 + 25);
            self.lanes[i].w.next = self.weights.parts[i].val();
            self.results.parts[i].next = self.lanes[i].updated.val();
        }

        // the row before has been counted by then
        self.writes.d.next = self.there[6].q.val() & (self.column.q.val() < self.columns.val());
        self.row_write.next = self.writes.q.val();
        self.row_lane.next = self.column.q.val().get_bits::<L>(0);
        self.row_data.next = self.results.whole.val();
        if self.there[7].q.val() {
            self.column.d.next = self.column.q.val() + self.one.val();
            if self.column.q.val() == self.end_column.val() {
                self.column.d.next = 0.into();
            }
        }
    }
}
