//! The input buffers.

use rust_hdl::prelude::*;

use crate::base::Reg;

/// Which of the two input buffers are full: filled by the last packet of a batch, freed by the program.
#[derive(Debug, Default, LogicBlock)]
pub struct Buffers {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// Those that the program frees.
    pub frees: Signal<In, Bits<2>>,
    /// The buffer of the packet.
    pub buffer: Signal<In, Bit>,
    /// It is full now; goes before `frees`.
    pub fill: Signal<In, Bit>,
    /// It was full already.
    pub occupied: Signal<Out, Bit>,
    full: Reg<Bits<2>>,
    kept: Signal<Local, Bits<2>>,
}

impl Logic for Buffers {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, full);
        self.full.reset.next = self.reset.val();
        self.occupied.next = self.full.q.val().get_bit(0);
        if self.buffer.val() {
            self.occupied.next = self.full.q.val().get_bit(1);
        }
        self.kept.next = self.full.q.val() & !self.frees.val();
        self.full.d.next = self.kept.val();
        if self.fill.val() {
            self.full.d.next = self.kept.val() | 1;
            if self.buffer.val() {
                self.full.d.next = self.kept.val() | 2;
            }
        }
    }
}
