//! Reads a channel once more, in step with an output pipeline.

use rust_hdl::prelude::*;

use crate::base::Reg;

/// Reads `samples` words from `base` on, one a step of `advance`.
///
/// `valid` and `last` belong to the word at the memory's output: the first stands there two cycles after `start`.
#[derive(Debug, Default, LogicBlock)]
pub struct Read<const A: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// Begins; the last reading must be over.
    pub start: Signal<In, Bit>,
    /// The pipeline behind moves on.
    pub advance: Signal<In, Bit>,
    /// Number of words, 1 or more.
    pub samples: Signal<In, Bits<A>>,
    /// Address of the first.
    pub base: Signal<In, Bits<A>>,
    /// To the memory.
    pub read_enable: Signal<Out, Bit>,
    /// To the memory.
    pub read_address: Signal<Out, Bits<A>>,
    /// A word stands at the memory's output.
    pub valid: Signal<Out, Bit>,
    /// It is the last.
    pub last: Signal<Out, Bit>,
    next_index: Signal<Local, Bits<A>>,
    ending: Signal<Local, Bit>,
    index: Reg<Bits<A>>,
    active: Reg<Bit>,
    word: Reg<Bit>,
    word_last: Reg<Bit>,
}

impl<const A: usize> Logic for Read<A> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, index, active, word, word_last);
        self.index.reset.next = self.reset.val();
        self.active.reset.next = self.reset.val();
        self.word.reset.next = self.reset.val();
        self.word_last.reset.next = self.reset.val();
        self.next_index.next = self.index.q.val() + 1;
        self.ending.next = self.next_index.val() == self.samples.val();
        if self.start.val() {
            self.index.d.next = 0.into();
            self.active.d.next = true;
        } else if self.advance.val() & self.active.q.val() {
            self.index.d.next = self.next_index.val();
            self.active.d.next = !self.ending.val();
        }
        if self.advance.val() {
            self.word.d.next = self.active.q.val();
            self.word_last.d.next = self.active.q.val() & self.ending.val();
        }
        self.read_enable.next = self.advance.val() & self.active.q.val();
        self.read_address.next = self.index.q.val() | self.base.val();
        self.valid.next = self.word.q.val();
        self.last.next = self.word_last.q.val();
    }
}
