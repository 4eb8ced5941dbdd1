//! The memory of the errors and of the pool indices.

use rust_hdl::prelude::*;

use super::reach::Reach;
use super::rotate::Rotate;
use crate::base::{Each, Join, PartStore, Reg, Split};

/// Cycles from a read to the elements of the banks.
const BANK_LATENCY: usize = 3;

/// One bank of [`Pairs`]: an error in the low 8 bits of a word, a pool index above it.
///
/// ```text
///  read --> its address --> [ ] --> memory --> [ ] --> read_data         three cycles
///  write -------------------------> memory
/// ```
#[derive(Debug, Default, LogicBlock)]
pub struct PairBank<const L: usize, const A: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// Number of this bank.
    pub index: Signal<In, Bits<L>>,
    /// Writes the error.
    pub write_error: Signal<In, Bit>,
    /// Writes the pool index.
    pub write_which: Signal<In, Bit>,
    /// Address of both.
    pub write_address: Signal<In, Bits<A>>,
    /// The error.
    pub error: Signal<In, Bits<8>>,
    /// The pool index.
    pub which: Signal<In, Bits<2>>,
    /// Read.
    pub read_enable: Signal<In, Bit>,
    /// A row.
    pub read_row: Signal<In, Bit>,
    /// Its lane.
    pub read_lane: Signal<In, Bits<L>>,
    /// Address to read.
    pub read_address: Signal<In, Bits<A>>,
    /// The word, three cycles later.
    pub read_data: Signal<Out, Bits<10>>,
    reads: Reach<L, A>,
    reading: Reg<Bit>,
    place: Reg<Bits<A>>,
    words: PartStore<10, 8, A>,
    word: Reg<Bits<10>>,
}

impl<const L: usize, const A: usize> Logic for PairBank<L, A> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, reading, place, word);
        self.reading.reset.next = self.reset.val();
        self.place.reset.next = self.reset.val();
        self.word.reset.next = self.reset.val();
        self.words.clock.next = self.clock.val();

        self.words.write_low.next = self.write_error.val();
        self.words.write_high.next = self.write_which.val();
        self.words.write_address.next = self.write_address.val();
        self.words.write_data.next =
            bit_cast::<10, 8>(self.error.val()) | (bit_cast::<10, 2>(self.which.val()) << 8);

        self.reads.index.next = self.index.val();
        self.reads.row.next = self.read_row.val();
        self.reads.lane.next = self.read_lane.val();
        self.reads.address.next = self.read_address.val();
        self.reads.jump.next = 0.into();
        self.reading.d.next = self.read_enable.val();
        self.place.d.next = self.reads.place.val();
        self.words.read_enable.next = self.reading.q.val();
        self.words.read_address.next = self.place.q.val();
        self.word.d.next = self.words.read_data.val();
        self.read_data.next = self.word.q.val();
    }
}

/// N banks of `2^A` errors of 8 bits, each with a pool index of 2, skewed as in [`SkewMemory`](super::skew::SkewMemory): lane
/// `i` of address `k` lies in bank `(i + k) mod N`, at `k`.
///
/// ```text
///  read --> [banks: 3 cycles] --> rotate --> [errors], [which]             four cycles
///  columns of errors, of which --> rotate --> [ ] --> [ ] --> banks        seen by reads of two cycles later
/// ```
///
/// A column is one element of every lane, at one address; a row is N of one lane, at consecutive addresses. Either is read,
/// once a cycle; columns are written, of errors, of pool indices, or of both at one address. `B = 8 N`, `T = 2 N`.
#[derive(Debug, LogicBlock)]
pub struct Pairs<const N: usize, const B: usize, const T: usize, const L: usize, const A: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// Reads a vector.
    pub read_enable: Signal<In, Bit>,
    /// A row, not a column.
    pub read_row: Signal<In, Bit>,
    /// The row's lane.
    pub read_lane: Signal<In, Bits<L>>,
    /// Address of the vector.
    pub read_address: Signal<In, Bits<A>>,
    /// Its errors, lane or element 0 lowest, four cycles after the read.
    pub errors: Signal<Out, Bits<B>>,
    /// Its pool indices.
    pub which: Signal<Out, Bits<T>>,
    /// Writes a column of errors.
    pub error_write: Signal<In, Bit>,
    /// Writes a column of pool indices.
    pub which_write: Signal<In, Bit>,
    /// Address of both.
    pub write_address: Signal<In, Bits<A>>,
    /// N errors.
    pub error_data: Signal<In, Bits<B>>,
    /// N pool indices.
    pub which_data: Signal<In, Bits<T>>,
    banks: [PairBank<L, A>; N],
    index: [Constant<Bits<L>>; N],
    zero: Constant<Bits<L>>,
    amount_in: Signal<Local, Bits<L>>,
    spin_errors: Rotate<N, 8, B, L>,
    spin_which: Rotate<N, 2, T, L>,
    parts_errors: Split<N, 8, B>,
    parts_which: Split<N, 2, T>,
    joined_errors: Join<N, 8, B>,
    joined_which: Join<N, 2, T>,
    unspin_errors: Rotate<N, 8, B, L>,
    unspin_which: Rotate<N, 2, T, L>,
    // bank of lane or element 0
    origin: Signal<Local, Bits<L>>,
    amount: Each<Reg<Bits<L>>, BANK_LATENCY>,
    fresh: Each<Reg<Bit>, BANK_LATENCY>,
    read_errors: Reg<Bits<B>>,
    read_which: Reg<Bits<T>>,
    write_error: Each<Reg<Bit>, 2>,
    write_which: Each<Reg<Bit>, 2>,
    write_place: Each<Reg<Bits<A>>, 2>,
    write_errors: Each<Reg<Bits<B>>, 2>,
    write_indices: Each<Reg<Bits<T>>, 2>,
}

impl<const N: usize, const B: usize, const T: usize, const L: usize, const A: usize> Default
    for Pairs<N, B, T, L, A>
{
    fn default() -> Self {
        const { assert!(B == 8 * N && T == 2 * N && N == 1 << L) };
        Self {
            clock: Default::default(),
            reset: Default::default(),
            read_enable: Default::default(),
            read_row: Default::default(),
            read_lane: Default::default(),
            read_address: Default::default(),
            errors: Default::default(),
            which: Default::default(),
            error_write: Default::default(),
            which_write: Default::default(),
            write_address: Default::default(),
            error_data: Default::default(),
            which_data: Default::default(),
            banks: std::array::from_fn(|_| Default::default()),
            index: std::array::from_fn(|bank| Constant::new((bank as u64).into())),
            zero: Constant::new(0.into()),
            amount_in: Default::default(),
            spin_errors: Default::default(),
            spin_which: Default::default(),
            parts_errors: Default::default(),
            parts_which: Default::default(),
            joined_errors: Default::default(),
            joined_which: Default::default(),
            unspin_errors: Default::default(),
            unspin_which: Default::default(),
            origin: Default::default(),
            amount: Default::default(),
            fresh: Default::default(),
            read_errors: Default::default(),
            read_which: Default::default(),
            write_error: Default::default(),
            write_which: Default::default(),
            write_place: Default::default(),
            write_errors: Default::default(),
            write_indices: Default::default(),
        }
    }
}

impl<const N: usize, const B: usize, const T: usize, const L: usize, const A: usize> Logic
    for Pairs<N, B, T, L, A>
{
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, read_errors, read_which);
        self.read_errors.reset.next = self.reset.val();
        self.read_which.reset.next = self.reset.val();
        for i in 0..BANK_LATENCY {
            self.amount[i].clock.next = self.clock.val();
            self.amount[i].reset.next = self.reset.val();
            self.fresh[i].clock.next = self.clock.val();
            self.fresh[i].reset.next = self.reset.val();
        }
        for i in 0..2 {
            self.write_error[i].clock.next = self.clock.val();
            self.write_error[i].reset.next = self.reset.val();
            self.write_which[i].clock.next = self.clock.val();
            self.write_which[i].reset.next = self.reset.val();
            self.write_place[i].clock.next = self.clock.val();
            self.write_place[i].reset.next = self.reset.val();
            self.write_errors[i].clock.next = self.clock.val();
            self.write_errors[i].reset.next = self.reset.val();
            self.write_indices[i].clock.next = self.clock.val();
            self.write_indices[i].reset.next = self.reset.val();
        }

        // writes
        self.amount_in.next = self.zero.val() - self.write_address.val().get_bits::<L>(0);
        self.spin_errors.x.next = self.error_data.val();
        self.spin_errors.amount.next = self.amount_in.val();
        self.spin_which.x.next = self.which_data.val();
        self.spin_which.amount.next = self.amount_in.val();
        self.write_error[0].d.next = self.error_write.val();
        self.write_which[0].d.next = self.which_write.val();
        self.write_place[0].d.next = self.write_address.val();
        self.write_errors[0].d.next = self.spin_errors.y.val();
        self.write_indices[0].d.next = self.spin_which.y.val();
        self.write_error[1].d.next = self.write_error[0].q.val();
        self.write_which[1].d.next = self.write_which[0].q.val();
        self.write_place[1].d.next = self.write_place[0].q.val();
        self.write_errors[1].d.next = self.write_errors[0].q.val();
        self.write_indices[1].d.next = self.write_indices[0].q.val();
        self.parts_errors.whole.next = self.write_errors[1].q.val();
        self.parts_which.whole.next = self.write_indices[1].q.val();

        // reads
        self.origin.next = self.read_address.val().get_bits::<L>(0);
        if self.read_row.val() {
            self.origin.next = self.read_address.val().get_bits::<L>(0) + self.read_lane.val();
        }
        for b in 0..N {
            self.banks[b].clock.next = self.clock.val();
            self.banks[b].reset.next = self.reset.val();
            self.banks[b].index.next = self.index[b].val();
            self.banks[b].write_error.next = self.write_error[1].q.val();
            self.banks[b].write_which.next = self.write_which[1].q.val();
            self.banks[b].write_address.next = self.write_place[1].q.val();
            self.banks[b].error.next = self.parts_errors.parts[b].val();
            self.banks[b].which.next = self.parts_which.parts[b].val();
            self.banks[b].read_enable.next = self.read_enable.val();
            self.banks[b].read_row.next = self.read_row.val();
            self.banks[b].read_lane.next = self.read_lane.val();
            self.banks[b].read_address.next = self.read_address.val();
            self.joined_errors.parts[b].next = self.banks[b].read_data.val().get_bits::<8>(0);
            self.joined_which.parts[b].next = self.banks[b].read_data.val().get_bits::<2>(8);
        }
        self.fresh[0].d.next = self.read_enable.val();
        self.amount[0].d.next = self.origin.val();
        for i in 1..BANK_LATENCY {
            self.fresh[i].d.next = self.fresh[i - 1].q.val();
            self.amount[i].d.next = self.amount[i - 1].q.val();
        }
        self.unspin_errors.x.next = self.joined_errors.whole.val();
        self.unspin_errors.amount.next = self.amount[2].q.val();
        self.unspin_which.x.next = self.joined_which.whole.val();
        self.unspin_which.amount.next = self.amount[2].q.val();
        self.read_errors.d.next = self.read_errors.q.val();
        self.read_which.d.next = self.read_which.q.val();
        if self.fresh[2].q.val() {
            self.read_errors.d.next = self.unspin_errors.y.val();
            self.read_which.d.next = self.unspin_which.y.val();
        }
        self.errors.next = self.read_errors.q.val();
        self.which.next = self.read_which.q.val();
    }
}
