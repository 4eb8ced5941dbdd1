//! A memory of N banks that gives columns and rows alike.

use rust_hdl::prelude::*;

use super::bank::Bank;
use super::rotate::Rotate;
use crate::base::{Each, Join, Reg, Split};

/// Cycles from a read to the elements of the banks.
const BANK_LATENCY: usize = 4;

/// N banks of `2^A` elements of `V` bits; element (lane `i`, address `k`) lies in bank `(i + k) mod N`, at `k`.
///
/// ```text
///  read_* --> [register] --> [banks: 4 cycles] --> rotate --> [vector] six cycles
///  vector_* --> rotate --> [register] --+--> banks                     seen by reads of the next cycle
///  word_* ---------------> [register] --+
/// ```
///
/// A column is one element of every lane, at one address; a row is N elements of one lane, element t at
/// `address + t + jumps[t] * N`. One vector a cycle is read, and one vector or word written. A vector write goes before
/// a word write, whose source has to hold it. `B = V N`, `M = 8 N`.
#[derive(Debug, LogicBlock)]
pub struct SkewMemory<
    const N: usize,
    const V: usize,
    const B: usize,
    const M: usize,
    const L: usize,
    const A: usize,
> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// As in [`Bank`].
    pub word_write: Signal<In, Bit>,
    /// As in [`Bank`].
    pub word_start: Signal<In, Bits<L>>,
    /// As in [`Bank`].
    pub word_address: Signal<In, Bits<A>>,
    /// As in [`Bank`].
    pub word_data: Signal<In, Bits<32>>,
    /// As in [`Bank`].
    pub spread: Signal<In, Bit>,
    /// Writes `vector_data`.
    pub vector_write: Signal<In, Bit>,
    /// As a row of `vector_lane`, its first `vector_count` elements.
    pub vector_row: Signal<In, Bit>,
    /// 0 to N.
    pub vector_count: Signal<In, Bits<5>>,
    /// The row's lane.
    pub vector_lane: Signal<In, Bits<L>>,
    /// Address of the vector.
    pub vector_address: Signal<In, Bits<A>>,
    /// N elements, lane or element 0 lowest.
    pub vector_data: Signal<In, Bits<B>>,
    /// Reads a vector.
    pub read_enable: Signal<In, Bit>,
    /// A row, not a column.
    pub read_row: Signal<In, Bit>,
    /// The row's lane.
    pub read_lane: Signal<In, Bits<L>>,
    /// Address of the vector.
    pub read_address: Signal<In, Bits<A>>,
    /// The jumps of a row's elements, in units of N, 8 bits each.
    pub jumps: Signal<In, Bits<M>>,
    /// The vector, lane or element 0 lowest, six cycles after its read.
    pub vector: Signal<Out, Bits<B>>,
    banks: [Bank<V, L, A>; N],
    index: [Constant<Bits<L>>; N],
    zero: Constant<Bits<L>>,
    jump: Rotate<N, 8, M, L>,
    jump_parts: Split<N, 8, M>,
    spin: Rotate<N, V, B, L>,
    parts: Split<N, V, B>,
    unspin: Rotate<N, V, B, L>,
    joined: Join<N, V, B>,
    // bank of lane or element 0
    read_origin: Signal<Local, Bits<L>>,
    write_origin: Signal<Local, Bits<L>>,
    amount: Each<Reg<Bits<L>>, BANK_LATENCY>,
    fresh: Each<Reg<Bit>, BANK_LATENCY>,
    read: Reg<Bits<B>>,
    read_enable_q: Reg<Bit>,
    read_row_q: Reg<Bit>,
    read_lane_q: Reg<Bits<L>>,
    read_address_q: Reg<Bits<A>>,
    jumps_q: Reg<Bits<M>>,
    word_write_q: Reg<Bit>,
    word_start_q: Reg<Bits<L>>,
    word_address_q: Reg<Bits<A>>,
    word_data_q: Reg<Bits<32>>,
    vector_write_q: Reg<Bit>,
    vector_row_q: Reg<Bit>,
    vector_count_q: Reg<Bits<5>>,
    vector_lane_q: Reg<Bits<L>>,
    vector_address_q: Reg<Bits<A>>,
    vector_data_q: Reg<Bits<B>>,
}

impl<const N: usize, const V: usize, const B: usize, const M: usize, const L: usize, const A: usize> Default
    for SkewMemory<N, V, B, M, L, A>
{
    fn default() -> Self {
        const { assert!(M == 8 * N) };
        Self {
            clock: Default::default(),
            reset: Default::default(),
            word_write: Default::default(),
            word_start: Default::default(),
            word_address: Default::default(),
            word_data: Default::default(),
            spread: Default::default(),
            vector_write: Default::default(),
            vector_row: Default::default(),
            vector_count: Default::default(),
            vector_lane: Default::default(),
            vector_address: Default::default(),
            vector_data: Default::default(),
            read_enable: Default::default(),
            read_row: Default::default(),
            read_lane: Default::default(),
            read_address: Default::default(),
            jumps: Default::default(),
            vector: Default::default(),
            banks: std::array::from_fn(|_| Default::default()),
            index: std::array::from_fn(|bank| Constant::new((bank as u64).into())),
            zero: Constant::new(0.into()),
            jump: Default::default(),
            jump_parts: Default::default(),
            spin: Default::default(),
            parts: Default::default(),
            unspin: Default::default(),
            joined: Default::default(),
            read_origin: Default::default(),
            write_origin: Default::default(),
            amount: Default::default(),
            fresh: Default::default(),
            read: Default::default(),
            read_enable_q: Default::default(),
            read_row_q: Default::default(),
            read_lane_q: Default::default(),
            read_address_q: Default::default(),
            jumps_q: Default::default(),
            word_write_q: Default::default(),
            word_start_q: Default::default(),
            word_address_q: Default::default(),
            word_data_q: Default::default(),
            vector_write_q: Default::default(),
            vector_row_q: Default::default(),
            vector_count_q: Default::default(),
            vector_lane_q: Default::default(),
            vector_address_q: Default::default(),
            vector_data_q: Default::default(),
        }
    }
}

impl<const N: usize, const V: usize, const B: usize, const M: usize, const L: usize, const A: usize>
    SkewMemory<N, V, B, M, L, A>
{
    /// A memory without the last eighth of its addresses, which are those of the one before.
    pub fn of_seven_eighths() -> Self {
        Self {
            banks: std::array::from_fn(|_| Bank::of_seven_eighths()),
            ..Self::default()
        }
    }
}

impl<const N: usize, const V: usize, const B: usize, const M: usize, const L: usize, const A: usize> Logic
    for SkewMemory<N, V, B, M, L, A>
{
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(
            self,
            clock,
            read,
            word_write_q,
            word_start_q,
            word_address_q,
            word_data_q
        );
        dff_setup!(
            self,
            clock,
            vector_write_q,
            vector_row_q,
            vector_count_q,
            vector_lane_q,
            vector_address_q,
            vector_data_q
        );
        dff_setup!(
            self,
            clock,
            read_enable_q,
            read_row_q,
            read_lane_q,
            read_address_q,
            jumps_q
        );
        self.read_enable_q.reset.next = self.reset.val();
        self.read_row_q.reset.next = self.reset.val();
        self.read_lane_q.reset.next = self.reset.val();
        self.read_address_q.reset.next = self.reset.val();
        self.jumps_q.reset.next = self.reset.val();
        for i in 0..BANK_LATENCY {
            self.amount[i].clock.next = self.clock.val();
            self.amount[i].reset.next = self.reset.val();
            self.fresh[i].clock.next = self.clock.val();
            self.fresh[i].reset.next = self.reset.val();
        }
        self.read.reset.next = self.reset.val();
        self.word_write_q.reset.next = self.reset.val();
        self.word_start_q.reset.next = self.reset.val();
        self.word_address_q.reset.next = self.reset.val();
        self.word_data_q.reset.next = self.reset.val();
        self.vector_write_q.reset.next = self.reset.val();
        self.vector_row_q.reset.next = self.reset.val();
        self.vector_count_q.reset.next = self.reset.val();
        self.vector_lane_q.reset.next = self.reset.val();
        self.vector_address_q.reset.next = self.reset.val();
        self.vector_data_q.reset.next = self.reset.val();

        // writes
        self.write_origin.next = self.vector_address.val().get_bits::<L>(0);
        if self.vector_row.val() {
            self.write_origin.next = self.vector_address.val().get_bits::<L>(0) + self.vector_lane.val();
        }
        self.spin.x.next = self.vector_data.val();
        self.spin.amount.next = self.zero.val() - self.write_origin.val();
        self.vector_write_q.d.next = self.vector_write.val();
        self.vector_row_q.d.next = self.vector_row.val();
        self.vector_count_q.d.next = self.vector_count.val();
        self.vector_lane_q.d.next = self.vector_lane.val();
        self.vector_address_q.d.next = self.vector_address.val();
        self.vector_data_q.d.next = self.spin.y.val();
        self.parts.whole.next = self.vector_data_q.q.val();
        self.word_write_q.d.next = self.word_write.val() & !self.vector_write.val();
        self.word_start_q.d.next = self.word_start.val();
        self.word_address_q.d.next = self.word_address.val();
        self.word_data_q.d.next = self.word_data.val();

        // reads
        self.read_enable_q.d.next = self.read_enable.val();
        self.read_row_q.d.next = self.read_row.val();
        self.read_lane_q.d.next = self.read_lane.val();
        self.read_address_q.d.next = self.read_address.val();
        self.jumps_q.d.next = self.jumps.val();
        self.read_origin.next = self.read_address_q.q.val().get_bits::<L>(0);
        if self.read_row_q.q.val() {
            self.read_origin.next = self.read_address_q.q.val().get_bits::<L>(0) + self.read_lane_q.q.val();
        }
        self.jump.x.next = self.jumps_q.q.val();
        self.jump.amount.next = self.zero.val() - self.read_origin.val();
        self.jump_parts.whole.next = self.jump.y.val();
        for b in 0..N {
            self.banks[b].clock.next = self.clock.val();
            self.banks[b].reset.next = self.reset.val();
            self.banks[b].index.next = self.index[b].val();
            self.banks[b].word_write.next = self.word_write_q.q.val();
            self.banks[b].word_start.next = self.word_start_q.q.val();
            self.banks[b].word_address.next = self.word_address_q.q.val();
            self.banks[b].word_data.next = self.word_data_q.q.val();
            self.banks[b].spread.next = self.spread.val();
            self.banks[b].vector_write.next = self.vector_write_q.q.val();
            self.banks[b].vector_row.next = self.vector_row_q.q.val();
            self.banks[b].vector_count.next = self.vector_count_q.q.val();
            self.banks[b].vector_lane.next = self.vector_lane_q.q.val();
            self.banks[b].vector_address.next = self.vector_address_q.q.val();
            self.banks[b].vector_data.next = self.parts.parts[b].val();
            self.banks[b].read_enable.next = self.read_enable_q.q.val();
            self.banks[b].read_row.next = self.read_row_q.q.val();
            self.banks[b].read_lane.next = self.read_lane_q.q.val();
            self.banks[b].read_address.next = self.read_address_q.q.val();
            self.banks[b].read_jump.next = self.jump_parts.parts[b].val();
            self.joined.parts[b].next = self.banks[b].read_data.val();
        }

        self.fresh[0].d.next = self.read_enable_q.q.val();
        self.amount[0].d.next = self.read_origin.val();
        for i in 1..BANK_LATENCY {
            self.fresh[i].d.next = self.fresh[i - 1].q.val();
            self.amount[i].d.next = self.amount[i - 1].q.val();
        }
        self.unspin.x.next = self.joined.whole.val();
        self.unspin.amount.next = self.amount[3].q.val();
        if self.fresh[3].q.val() {
            self.read.d.next = self.unspin.y.val();
        }
        self.vector.next = self.read.q.val();
    }
}
