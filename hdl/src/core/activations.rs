//! The memory A, and who writes it.

use rust_hdl::prelude::*;

use super::skew::SkewMemory;
use crate::base::Number;

/// The activations: `2^A` addresses of N lanes.
///
/// ```text
///  read --> [SkewMemory] --> vector, six cycles later
///  results of tiles, then the normaliser, then words of samples --> written, seen by reads of the next cycle
/// ```
///
/// One column or word is written a cycle: the result of a tile goes first, and who has to wait is told. `B = 8 N`,
/// `L = log2 N`.
#[derive(Debug, Default, LogicBlock)]
pub struct Activations<const N: usize, const B: usize, const L: usize, const A: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// Reads a vector.
    pub read: Signal<In, Bit>,
    /// A row, not a column.
    pub row: Signal<In, Bit>,
    /// The row's lane.
    pub lane: Signal<In, Bits<L>>,
    /// Its address.
    pub address: Signal<In, Bits<20>>,
    /// The jumps of a row's elements.
    pub jumps: Signal<In, Bits<B>>,
    /// N codes, six cycles later.
    pub vector: Signal<Out, Bits<B>>,
    /// Writes a column of a tile's results.
    pub store: Signal<In, Bit>,
    /// Its address.
    pub store_address: Signal<In, Bits<20>>,
    /// N codes.
    pub store_data: Signal<In, Bits<B>>,
    /// Writes a column of the normaliser's.
    pub norm_write: Signal<In, Bit>,
    /// Its address.
    pub norm_address: Signal<In, Bits<20>>,
    /// N codes.
    pub norm_data: Signal<In, Bits<B>>,
    /// It has to wait.
    pub norm_taken: Signal<Out, Bit>,
    /// Writes four codes.
    pub word_write: Signal<In, Bit>,
    /// Bank of the first.
    pub word_start: Signal<In, Bits<L>>,
    /// Its address.
    pub word_address: Signal<In, Bits<A>>,
    /// The codes.
    pub word: Signal<In, Bits<32>>,
    /// They have to wait.
    pub word_taken: Signal<Out, Bit>,
    memory: SkewMemory<N, 8, B, B, L, A>,
    all: Number<N, 5>,
}

impl<const N: usize, const B: usize, const L: usize, const A: usize> Logic for Activations<N, B, L, A> {
    #[hdl_gen]
    fn update(&mut self) {
        self.memory.clock.next = self.clock.val();
        self.memory.reset.next = self.reset.val();

        self.memory.read_enable.next = self.read.val();
        self.memory.read_row.next = self.row.val();
        self.memory.read_lane.next = self.lane.val();
        self.memory.read_address.next = self.address.val().get_bits::<A>(0);
        self.memory.jumps.next = self.jumps.val();
        self.vector.next = self.memory.vector.val();

        self.memory.vector_write.next = self.store.val() | self.norm_write.val();
        self.memory.vector_row.next = false;
        self.memory.vector_count.next = self.all.val();
        self.memory.vector_lane.next = 0.into();
        self.memory.vector_address.next = self.store_address.val().get_bits::<A>(0);
        self.memory.vector_data.next = self.store_data.val();
        if !self.store.val() {
            self.memory.vector_address.next = self.norm_address.val().get_bits::<A>(0);
            self.memory.vector_data.next = self.norm_data.val();
        }
        self.norm_taken.next = self.store.val();
        self.memory.word_write.next = self.word_write.val();
        self.memory.word_start.next = self.word_start.val();
        self.memory.word_address.next = self.word_address.val();
        self.memory.word_data.next = self.word.val();
        self.memory.spread.next = true;
        self.word_taken.next = self.store.val() | self.norm_write.val();
    }
}
