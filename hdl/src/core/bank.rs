//! One bank of a skewed memory.

use rust_hdl::prelude::*;

use crate::base::{Ram, Reg};

/// `2^A` bytes with the bank's part of the write decoding in front, registered.
///
/// A word write carries four consecutive elements, of which element `t` belongs to bank `start + t` (mod N): the bank
/// takes its own when `t = index - start` is below 4. With `spread` the elements are consecutive in the address too
/// (channels of an image); without it they share one (outputs of a row of weights). A vector write brings one byte
/// for every bank at one address and goes first.
///
/// A write is seen by reads two cycles later.
#[derive(Debug, LogicBlock)]
pub struct Bank<const A: usize, const L: usize> {
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
    /// The elements, 0 lowest.
    pub word_data: Signal<In, Bits<32>>,
    /// Element `t` is at address `word_address | t`.
    pub spread: Signal<In, Bit>,
    /// A vector is written.
    pub vector_write: Signal<In, Bit>,
    /// Its address.
    pub vector_address: Signal<In, Bits<A>>,
    /// This bank's byte of it.
    pub vector_data: Signal<In, Bits<8>>,
    /// Read.
    pub read_enable: Signal<In, Bit>,
    /// Address to read.
    pub read_address: Signal<In, Bits<A>>,
    /// The byte, a cycle later.
    pub read_data: Signal<Out, Bits<8>>,
    element: Signal<Local, Bits<L>>,
    position: Signal<Local, Bits<5>>,
    mine: Signal<Local, Bit>,
    two: Constant<Bits<L>>,
    three: Constant<Bits<5>>,
    none: Constant<Bits<L>>,
    write_enable: Reg<Bit>,
    write_address: Reg<Bits<A>>,
    write_data: Reg<Bits<8>>,
    ram: Ram<Bits<8>, A>,
}

impl<const A: usize, const L: usize> Default for Bank<A, L> {
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
            vector_address: Default::default(),
            vector_data: Default::default(),
            read_enable: Default::default(),
            read_address: Default::default(),
            read_data: Default::default(),
            element: Default::default(),
            position: Default::default(),
            mine: Default::default(),
            two: Constant::new(2.into()),
            three: Constant::new(3.into()),
            none: Constant::new(0.into()),
            write_enable: Default::default(),
            write_address: Default::default(),
            write_data: Default::default(),
            ram: Default::default(),
        }
    }
}

impl<const A: usize, const L: usize> Logic for Bank<A, L> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, write_enable, write_address, write_data);
        self.write_enable.reset.next = self.reset.val();
        self.write_address.reset.next = self.reset.val();
        self.write_data.reset.next = self.reset.val();
        self.ram.clock.next = self.clock.val();

        self.element.next = self.index.val() - self.word_start.val();
        self.mine.next = (self.element.val() >> self.two.val()) == self.none.val();
        self.position.next = bit_cast::<5, L>(self.element.val()) << self.three.val();

        self.write_enable.d.next = self.vector_write.val() | (self.word_write.val() & self.mine.val());
        if self.vector_write.val() {
            self.write_address.d.next = self.vector_address.val();
            self.write_data.d.next = self.vector_data.val();
        } else {
            self.write_address.d.next = self.word_address.val();
            if self.spread.val() {
                self.write_address.d.next = self.word_address.val() | bit_cast::<A, L>(self.element.val());
            }
            self.write_data.d.next = self.word_data.val().get_bits::<8>(self.position.val().index());
        }

        self.ram.write_enable.next = self.write_enable.q.val();
        self.ram.write_address.next = self.write_address.q.val();
        self.ram.write_data.next = self.write_data.q.val();
        self.ram.read_enable.next = self.read_enable.val();
        self.ram.read_address.next = self.read_address.val();
        self.read_data.next = self.ram.read_data.val();
    }
}
