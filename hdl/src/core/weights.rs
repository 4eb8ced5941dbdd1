//! The memory W, and who reads and writes it.

use rust_hdl::prelude::*;

use super::skew::SkewMemory;
use crate::base::Reg;

/// The weights: `2^W` addresses of N lanes, or seven eighths of them.
///
/// ```text
///  steps, then the host, then the update --> read --> [SkewMemory] --> vector, six cycles later
///  rows of the update, then words of the host --> written, seen by reads of the next cycle
/// ```
///
/// One vector is read a cycle: a step goes first; the host reads only while no program runs. `B = 8 N`, `L = log2 N`.
#[derive(Debug, Default, LogicBlock)]
pub struct Weights<const N: usize, const B: usize, const L: usize, const W: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// A step reads.
    pub step_read: Signal<In, Bit>,
    /// A row, not a column.
    pub step_row: Signal<In, Bit>,
    /// The row's lane.
    pub step_lane: Signal<In, Bits<L>>,
    /// Its address.
    pub step_address: Signal<In, Bits<20>>,
    /// The host reads a column.
    pub host_read: Signal<In, Bit>,
    /// Its address.
    pub host_address: Signal<In, Bits<W>>,
    /// The update reads a row.
    pub update_read: Signal<In, Bit>,
    /// Its lane.
    pub update_lane: Signal<In, Bits<L>>,
    /// The address of the rows that the update reads and writes.
    pub update_address: Signal<In, Bits<20>>,
    /// N weights, six cycles after the read, of the host's seven.
    pub vector: Signal<Out, Bits<B>>,
    /// The update writes a row.
    pub row_write: Signal<In, Bit>,
    /// Its first elements, this many.
    pub row_count: Signal<In, Bits<5>>,
    /// Its lane.
    pub row_lane: Signal<In, Bits<L>>,
    /// N weights.
    pub row_data: Signal<In, Bits<B>>,
    /// Writes four weights.
    pub word_write: Signal<In, Bit>,
    /// Bank of the first.
    pub word_start: Signal<In, Bits<L>>,
    /// Their address.
    pub word_address: Signal<In, Bits<W>>,
    /// The weights.
    pub word: Signal<In, Bits<32>>,
    /// They have to wait.
    pub word_taken: Signal<Out, Bit>,
    host_reads: Reg<Bit>,
    host_at: Reg<Bits<W>>,
    memory: SkewMemory<N, 8, B, B, L, W>,
}

impl<const N: usize, const B: usize, const L: usize, const W: usize> Weights<N, B, L, W> {
    /// So many eighths of the addresses, 7 or 8.
    pub fn of_eighths(eighths: u32) -> Self {
        assert!(eighths == 7 || eighths == 8, "seven eighths, or all");
        let mut weights = Self::default();
        if eighths == 7 {
            weights.memory = SkewMemory::of_seven_eighths();
        }
        weights
    }
}

impl<const N: usize, const B: usize, const L: usize, const W: usize> Logic for Weights<N, B, L, W> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, host_reads, host_at);
        self.host_reads.reset.next = self.reset.val();
        self.host_at.reset.next = self.reset.val();
        self.memory.clock.next = self.clock.val();
        self.memory.reset.next = self.reset.val();

        self.host_reads.d.next = self.host_read.val();
        self.host_at.d.next = self.host_address.val();
        self.memory.read_enable.next =
            self.step_read.val() | self.update_read.val() | self.host_reads.q.val();
        self.memory.read_row.next = true;
        self.memory.read_lane.next = self.update_lane.val();
        self.memory.read_address.next = self.update_address.val().get_bits::<W>(0);
        if self.step_read.val() {
            self.memory.read_row.next = self.step_row.val();
            self.memory.read_lane.next = self.step_lane.val();
            self.memory.read_address.next = self.step_address.val().get_bits::<W>(0);
        } else if self.host_reads.q.val() {
            self.memory.read_row.next = false;
            self.memory.read_address.next = self.host_at.q.val();
        }
        self.memory.jumps.next = 0.into();
        self.vector.next = self.memory.vector.val();

        self.memory.vector_write.next = self.row_write.val();
        self.memory.vector_row.next = true;
        self.memory.vector_count.next = self.row_count.val();
        self.memory.vector_lane.next = self.row_lane.val();
        self.memory.vector_address.next = self.update_address.val().get_bits::<W>(0);
        self.memory.vector_data.next = self.row_data.val();
        self.memory.word_write.next = self.word_write.val();
        self.memory.word_start.next = self.word_start.val();
        self.memory.word_address.next = self.word_address.val();
        self.memory.word_data.next = self.word.val();
        self.memory.spread.next = false;
        self.word_taken.next = self.row_write.val();
    }
}
