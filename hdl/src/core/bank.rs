//! One bank of a skewed memory.

use rust_hdl::prelude::*;

use super::reach::Reach;
use crate::base::{DeepStore, Reg};

/// `2^A` elements of `V` bits, or seven eighths of them, and the bank's part in the memory's accesses.
///
/// A word write carries four consecutive elements, of which element `t` belongs to bank `start + t` (mod N): the bank
/// takes its own when `t = index - start` is below 4. With `spread` the elements are consecutive in the address too
/// (codes of one lane); without it they share one (outputs of a row of weights). A vector write brings one element for
/// every bank, of a column or of the first `count` elements of a row, and goes first.
///
/// ```text
///  vector, word --> its address, its element --> [ ] --> memory
///  read ----------> its address --------------> [ ] --> memory --> [ ] --> [ ] --> read_data
/// ```
///
/// Registers stand right before and behind the memory, whose blocks lie far apart and show their word late in a cycle. A
/// read sees what was written a cycle before it. Where an eighth is missing, its addresses are those of the one before: see
/// [`DeepStore`].
#[derive(Debug, LogicBlock)]
pub struct Bank<const V: usize, const L: usize, const A: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// Number of this bank.
    pub index: Signal<In, Bits<L>>,
    /// Four elements are offered to all banks.
    pub word_write: Signal<In, Bit>,
    /// The bank of element 0.
    pub word_start: Signal<In, Bits<L>>,
    /// The address of element 0.
    pub word_address: Signal<In, Bits<A>>,
    /// The elements, 0 lowest, 8 bits each.
    pub word_data: Signal<In, Bits<32>>,
    /// Element `t` is at address `word_address | t`.
    pub spread: Signal<In, Bit>,
    /// A vector is written.
    pub vector_write: Signal<In, Bit>,
    /// It is a row.
    pub vector_row: Signal<In, Bit>,
    /// Elements of the row to write, from the first.
    pub vector_count: Signal<In, Bits<5>>,
    /// The row's lane.
    pub vector_lane: Signal<In, Bits<L>>,
    /// Its address.
    pub vector_address: Signal<In, Bits<A>>,
    /// This bank's element of it.
    pub vector_data: Signal<In, Bits<V>>,
    /// Read.
    pub read_enable: Signal<In, Bit>,
    /// A row.
    pub read_row: Signal<In, Bit>,
    /// Its lane.
    pub read_lane: Signal<In, Bits<L>>,
    /// Address to read.
    pub read_address: Signal<In, Bits<A>>,
    /// The jump of this bank's element of the row.
    pub read_jump: Signal<In, Bits<8>>,
    /// The element, four cycles later.
    pub read_data: Signal<Out, Bits<V>>,
    reads: Reach<L, A>,
    writes: Reach<L, A>,
    part: Signal<Local, Bits<L>>,
    position: Signal<Local, Bits<5>>,
    two: Constant<Bits<L>>,
    three: Constant<Bits<5>>,
    none: Constant<Bits<L>>,
    writing: Reg<Bit>,
    write_place: Reg<Bits<A>>,
    write_element: Reg<Bits<V>>,
    reading: Reg<Bit>,
    read_place: Reg<Bits<A>>,
    ram: DeepStore<Bits<V>, A>,
    element: Reg<Bits<V>>,
}

impl<const V: usize, const L: usize, const A: usize> Default for Bank<V, L, A> {
    fn default() -> Self {
        Self {
            clock: Default::default(),
            reset: Default::default(),
            index: Default::default(),
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
            read_jump: Default::default(),
            read_data: Default::default(),
            reads: Default::default(),
            writes: Default::default(),
            part: Default::default(),
            position: Default::default(),
            two: Constant::new(2.into()),
            three: Constant::new(3.into()),
            none: Constant::new(0.into()),
            writing: Default::default(),
            write_place: Default::default(),
            write_element: Default::default(),
            reading: Default::default(),
            read_place: Default::default(),
            element: Default::default(),
            ram: Default::default(),
        }
    }
}

impl<const V: usize, const L: usize, const A: usize> Bank<V, L, A> {
    /// A bank without the last eighth of its addresses.
    pub fn of_seven_eighths() -> Self {
        Self {
            ram: DeepStore::of_seven_eighths(),
            ..Self::default()
        }
    }
}

impl<const V: usize, const L: usize, const A: usize> Logic for Bank<V, L, A> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(
            self,
            clock,
            writing,
            write_place,
            write_element,
            reading,
            read_place,
            element
        );
        self.writing.reset.next = self.reset.val();
        self.write_place.reset.next = self.reset.val();
        self.write_element.reset.next = self.reset.val();
        self.reading.reset.next = self.reset.val();
        self.read_place.reset.next = self.reset.val();
        self.element.reset.next = self.reset.val();
        self.ram.clock.next = self.clock.val();

        self.writes.index.next = self.index.val();
        self.writes.row.next = self.vector_row.val();
        self.writes.lane.next = self.vector_lane.val();
        self.writes.address.next = self.vector_address.val();
        self.writes.jump.next = 0.into();
        self.part.next = 0.into();
        self.position.next = 0.into();
        self.writing.d.next = false;
        self.write_place.d.next = self.writes.place.val();
        self.write_element.d.next = self.vector_data.val();
        if self.vector_write.val() {
            self.writing.d.next = !self.vector_row.val()
                | (bit_cast::<5, L>(self.writes.element.val()) < self.vector_count.val());
        } else if self.word_write.val() {
            self.part.next = self.index.val() - self.word_start.val();
            self.position.next = bit_cast::<5, L>(self.part.val()) << self.three.val();
            self.writing.d.next = (self.part.val() >> self.two.val()) == self.none.val();
            self.write_place.d.next = self.word_address.val();
            if self.spread.val() {
                self.write_place.d.next = self.word_address.val() | bit_cast::<A, L>(self.part.val());
            }
            self.write_element.d.next = self.word_data.val().get_bits::<V>(self.position.val().index());
        }

        self.reads.index.next = self.index.val();
        self.reads.row.next = self.read_row.val();
        self.reads.lane.next = self.read_lane.val();
        self.reads.address.next = self.read_address.val();
        self.reads.jump.next = self.read_jump.val();
        self.reading.d.next = self.read_enable.val();
        self.read_place.d.next = self.reads.place.val();

        self.ram.write_enable.next = self.writing.q.val();
        self.ram.write_address.next = self.write_place.q.val();
        self.ram.write_data.next = self.write_element.q.val();
        self.ram.read_enable.next = self.reading.q.val();
        self.ram.read_address.next = self.read_place.q.val();
        self.element.d.next = self.ram.read_data.val();
        self.read_data.next = self.element.q.val();
    }
}
