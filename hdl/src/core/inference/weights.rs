//! The memory W of a core that only goes forward, and who reads and writes it.

use rust_hdl::prelude::*;

use crate::base::{Number, SinglePort};

/// The weights: `2^W` addresses of four lanes, a word of the host each, in one memory with one port.
///
/// A step reads, or the host, which reads only while no program runs; a word of the host is written in a cycle in which
/// nothing is read.
#[derive(Debug, Default, LogicBlock)]
pub struct Weights<const W: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// A step reads.
    pub step_read: Signal<In, Bit>,
    /// Its address.
    pub step_address: Signal<In, Bits<20>>,
    /// The host reads.
    pub host_read: Signal<In, Bit>,
    /// Its address.
    pub host_address: Signal<In, Bits<20>>,
    /// Four weights, a cycle after the read and until the next access.
    pub vector: Signal<Out, Bits<32>>,
    /// Writes four weights; not while `word_taken`.
    pub word_write: Signal<In, Bit>,
    /// Their address.
    pub word_address: Signal<In, Bits<W>>,
    /// The weights, lane 0 lowest.
    pub word: Signal<In, Bits<32>>,
    /// They have to wait.
    pub word_taken: Signal<Out, Bit>,
    memory: SinglePort<W>,
    reads: Signal<Local, Bit>,
    all: Number<15, 4>,
}

impl<const W: usize> Logic for Weights<W> {
    #[hdl_gen]
    fn update(&mut self) {
        self.memory.clock.next = self.clock.val();
        self.reads.next = self.step_read.val() | self.host_read.val();
        self.word_taken.next = self.reads.val();
        self.memory.enable.next = self.reads.val() | self.word_write.val();
        self.memory.write.next = self.word_write.val();
        self.memory.bytes.next = self.all.val();
        self.memory.address.next = self.word_address.val();
        self.memory.write_data.next = self.word.val();
        if self.host_read.val() {
            self.memory.address.next = self.host_address.val().get_bits::<W>(0);
        }
        if self.step_read.val() {
            self.memory.address.next = self.step_address.val().get_bits::<W>(0);
        }
        self.vector.next = self.memory.read_data.val();
    }
}
