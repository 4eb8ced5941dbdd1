//! A memory of N banks that gives columns and rows alike.

use rust_hdl::prelude::*;

use super::bank::Bank;
use super::rotate::Rotate;
use crate::base::{Join, Reg};

/// N banks of `2^A` bytes; element (lane `i`, address `k`) lies in bank `(i + k) mod N`.
///
/// ```text
///  read_address --> [banks] --> rotate by address mod N --> [vector]      two cycles
///  word_*, vector_* --> [registers of the banks] --> banks                two cycles
/// ```
///
/// One vector a cycle is read and one word or vector written. A vector write goes before a word write, whose source
/// has to hold it.
#[derive(Debug, LogicBlock)]
pub struct SkewMemory<const N: usize, const B: usize, const L: usize, const A: usize> {
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
    /// Address of the vector.
    pub vector_address: Signal<In, Bits<A>>,
    /// N bytes, lane 0 lowest.
    pub vector_data: Signal<In, Bits<B>>,
    /// Reads a vector.
    pub read_enable: Signal<In, Bit>,
    /// Address of the vector.
    pub read_address: Signal<In, Bits<A>>,
    /// The vector, lane 0 lowest, two cycles after its read.
    pub vector: Signal<Out, Bits<B>>,
    banks: [Bank<A, L>; N],
    index: [Constant<Bits<L>>; N],
    zero: Constant<Bits<L>>,
    spin: Rotate<N, B, L>,
    unspin: Rotate<N, B, L>,
    joined: Join<N, 8, B>,
    amount: Reg<Bits<L>>,
    read: Reg<Bits<B>>,
}

impl<const N: usize, const B: usize, const L: usize, const A: usize> Default for SkewMemory<N, B, L, A> {
    fn default() -> Self {
        Self {
            clock: Default::default(),
            reset: Default::default(),
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
            vector: Default::default(),
            banks: std::array::from_fn(|_| Default::default()),
            index: std::array::from_fn(|bank| Constant::new((bank as u64).into())),
            zero: Constant::new(0.into()),
            spin: Default::default(),
            unspin: Default::default(),
            joined: Default::default(),
            amount: Default::default(),
            read: Default::default(),
        }
    }
}

impl<const N: usize, const B: usize, const L: usize, const A: usize> Logic for SkewMemory<N, B, L, A> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, amount, read);
        self.amount.reset.next = self.reset.val();
        self.read.reset.next = self.reset.val();

        self.spin.x.next = self.vector_data.val();
        self.spin.amount.next = self.zero.val() - self.vector_address.val().get_bits::<L>(0);
        for b in 0..N {
            self.banks[b].clock.next = self.clock.val();
            self.banks[b].reset.next = self.reset.val();
            self.banks[b].index.next = self.index[b].val();
            self.banks[b].word_write.next = self.word_write.val();
            self.banks[b].word_start.next = self.word_start.val();
            self.banks[b].word_address.next = self.word_address.val();
            self.banks[b].word_data.next = self.word_data.val();
            self.banks[b].spread.next = self.spread.val();
            self.banks[b].vector_write.next = self.vector_write.val();
            self.banks[b].vector_address.next = self.vector_address.val();
            self.banks[b].vector_data.next = self.spin.y.val().get_bits::<8>(b * 8);
            self.banks[b].read_enable.next = self.read_enable.val();
            self.banks[b].read_address.next = self.read_address.val();
            self.joined.parts[b].next = self.banks[b].read_data.val();
        }

        if self.read_enable.val() {
            self.amount.d.next = self.read_address.val().get_bits::<L>(0);
        }
        self.unspin.x.next = self.joined.whole.val();
        self.unspin.amount.next = self.amount.q.val();
        self.read.d.next = self.unspin.y.val();
        self.vector.next = self.read.q.val();
    }
}
