//! The array of the core: activations or errors by ternary weights, or by each other.

mod cell;
mod group;

pub use cell::{Cell, Column};
pub use group::{Group, Multipliers};

use crate::base::{signed_bit_cast_int, Each, Join, Last, Number, Ordinals, Reg, Split};
use rust_hdl::prelude::*;

/// N x N cells with stationary sums: a stream of columns of A and rows of W goes in, and the finished tile comes out column
/// by column while the next one is summed.
///
/// ```text
///               w: N int8, one row of W a beat; M of them a cycle to the multipliers
///               |                    |
///            [digits]            [products]
///               v                    v
///  a -[a_2]-> cell     cell     cell            [total]
///  a -[a_2]-> cell     cell     cell
///               |        |        |     behind the last beat all totals go to the shadows at once and become 0;
///  m_data <-- shadow<-shadow<-shadow    these move to the left, a column a handshake
/// ```
///
/// * A beat whose w are all -1, 0 or 1 takes a cycle; a `full` one takes `G`: the G groups of M columns share the
///   multipliers of M columns, and cycle p of the beat is that of group p. Where no beat is full there are none.
/// * Whoever sends keeps the pace: after a beat its cycles, after the last one of a tile one more; and the last beat of a
///   tile comes when all columns of the one before have been taken. There is nothing to hold a beat back with.
/// * Numbers: sums in 32 bits, which wrap; the program's compiler proves that none does.
/// * Latency: the first column is offered in the 4th cycle after the beat that ends a tile, `G - 1` later if that is full.
/// * `N = G M`, `B = 8 N`, `H = 16 N`, `R = 32 N`, `V = 8 M`, `J = 16 N M`; row or column 0 is lowest.
#[derive(Debug, Default, LogicBlock)]
pub struct TileArray<
    const N: usize,
    const G: usize,
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
    /// A beat.
    pub s_valid: Signal<In, Bit>,
    /// It ends a sum.
    pub s_last: Signal<In, Bit>,
    /// Its w are any int8.
    pub s_full: Signal<In, Bit>,
    /// Column k of A, N int8.
    pub s_a: Signal<In, Bits<B>>,
    /// Row k of W, N int8.
    pub s_w: Signal<In, Bits<B>>,
    /// A column of results is offered.
    pub m_valid: Signal<Out, Bit>,
    /// It is taken.
    pub m_ready: Signal<In, Bit>,
    /// N sums.
    pub m_data: Signal<Out, Bits<R>>,
    // the beat in the input registers, of whose w the group at work is lowest
    a_1: Reg<Bits<B>>,
    w_1: Reg<Bits<B>>,
    valid_1: Reg<Bit>,
    last_1: Reg<Bit>,
    full_1: Reg<Bit>,
    phase_1: Reg<Bits<3>>,
    more: Signal<Local, Bit>,
    // the same with its products
    a_2: Reg<Bits<B>>,
    valid_2: Reg<Bit>,
    last_2: Reg<Bit>,
    // the totals are finished
    finished: Reg<Bit>,
    // columns that the shadows still hold
    left: Reg<Bits<5>>,
    occupied: Signal<Local, Bit>,
    slices: Split<G, V, B>,
    multipliers: Each<Multipliers<N, B, H>, M>,
    products: Join<M, H, J>,
    groups: Each<Group<N, M, V, J, B, H, R>, G>,
    number: Ordinals<G, 3>,
    last_phase: Last<G, 3>,
    all: Number<N, 5>,
    group_bits: Number<V, B>,
}

impl<
        const N: usize,
        const G: usize,
        const M: usize,
        const V: usize,
        const J: usize,
        const B: usize,
        const H: usize,
        const R: usize,
    > Logic for TileArray<N, G, M, V, J, B, H, R>
{
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(
            self, clock, a_1, w_1, valid_1, last_1, full_1, phase_1, a_2, valid_2, last_2, finished, left
        );
        self.a_1.reset.next = self.reset.val();
        self.w_1.reset.next = self.reset.val();
        self.valid_1.reset.next = self.reset.val();
        self.last_1.reset.next = self.reset.val();
        self.full_1.reset.next = self.reset.val();
        self.phase_1.reset.next = self.reset.val();
        self.a_2.reset.next = self.reset.val();
        self.valid_2.reset.next = self.reset.val();
        self.last_2.reset.next = self.reset.val();
        self.finished.reset.next = self.reset.val();
        self.left.reset.next = self.reset.val();

        self.more.next =
            self.valid_1.q.val() & self.full_1.q.val() & (self.phase_1.q.val() != self.last_phase.val());
        self.valid_1.d.next = self.s_valid.val() | self.more.val();
        if self.more.val() {
            self.phase_1.d.next = self.phase_1.q.val() + 1;
            self.w_1.d.next = self.w_1.q.val() >> self.group_bits.val();
        }
        if self.s_valid.val() {
            self.a_1.d.next = self.s_a.val();
            self.w_1.d.next = self.s_w.val();
            self.last_1.d.next = self.s_last.val();
            self.full_1.d.next = self.s_full.val();
            self.phase_1.d.next = 0.into();
        }
        if self.valid_1.q.val() {
            self.a_2.d.next = self.a_1.q.val();
        }
        self.valid_2.d.next = self.valid_1.q.val();
        self.last_2.d.next = self.last_1.q.val() & !self.more.val();
        self.finished.d.next = self.valid_2.q.val() & self.last_2.q.val();

        self.occupied.next = self.left.q.val().any();
        if self.finished.q.val() {
            self.left.d.next = self.all.val();
        } else if self.occupied.val() & self.m_ready.val() {
            self.left.d.next = self.left.q.val() - 1;
        }

        self.slices.whole.next = self.w_1.q.val();
        for m in 0..M {
            self.multipliers[m].clock.next = self.clock.val();
            self.multipliers[m].reset.next = self.reset.val();
            self.multipliers[m].multiply.next = self.valid_1.q.val() & self.full_1.q.val();
            self.multipliers[m].a.next = self.a_1.q.val();
            self.multipliers[m].w.next = signed_bit_cast_int::<8>(self.w_1.q.val().get_bits::<8>(m * 8));
            self.products.parts[m].next = self.multipliers[m].products.val();
        }
        for p in 0..G {
            self.groups[p].clock.next = self.clock.val();
            self.groups[p].reset.next = self.reset.val();
            self.groups[p].load.next = self.valid_1.q.val();
            self.groups[p].full.next = self.full_1.q.val();
            self.groups[p].turn.next = self.number[p].val() == self.phase_1.q.val();
            self.groups[p].w.next = self.slices.parts[p].val();
            self.groups[p].a.next = self.a_2.q.val();
            self.groups[p].products.next = self.products.whole.val();
            self.groups[p].accumulate.next = self.valid_2.q.val();
            self.groups[p].copy.next = self.finished.q.val();
            self.groups[p].shift.next = self.occupied.val() & self.m_ready.val();
            self.groups[p].right.next = 0.into();
        }
        for p in 1..G {
            self.groups[p - 1].right.next = self.groups[p].shadow.val();
        }
        self.m_valid.next = self.occupied.val();
        self.m_data.next = self.groups[0].shadow.val();
    }
}
