//! The end of a tile.

use rust_hdl::prelude::*;

use super::emission::Emission;
use crate::base::Reg;

/// Sends the columns of a tile that is emitted, and says when a tile has left, or leaves without a pause.
///
/// ```text
///  codes --> [Emission] --> vector
///  columns of the array, last vector --> drained
/// ```
///
/// `drained` comes with `ends`; of a tile that is emitted with its last vector, if that is later (few columns may go before
/// the array has moved them all). `B = 8 N`, `L = log2 N`.
#[derive(Debug, Default, LogicBlock)]
pub struct Finish<const B: usize, const L: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// A tile begins to leave the array.
    pub begins: Signal<In, Bit>,
    /// It is emitted; static over the tile, like the next.
    pub emits: Signal<In, Bit>,
    /// Its columns, 1 to N.
    pub columns: Signal<In, Bits<5>>,
    /// A column of codes.
    pub s_valid: Signal<In, Bit>,
    /// Its number.
    pub s_column: Signal<In, Bits<5>>,
    /// N codes.
    pub s_data: Signal<In, Bits<B>>,
    /// As in [`Results`](super::results::Results).
    pub ends: Signal<In, Bit>,
    /// A vector for the host.
    pub m_valid: Signal<Out, Bit>,
    /// It is taken.
    pub m_ready: Signal<In, Bit>,
    /// N codes.
    pub m_data: Signal<Out, Bits<B>>,
    /// The tile has left, or does so without a pause.
    pub drained: Signal<Out, Bit>,
    emission: Emission<B, L>,
    moved: Reg<Bit>,
    sent: Reg<Bit>,
    gone: Signal<Local, Bit>,
}

impl<const B: usize, const L: usize> Logic for Finish<B, L> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, moved, sent);
        self.moved.reset.next = self.reset.val();
        self.sent.reset.next = self.reset.val();
        self.emission.clock.next = self.clock.val();
        self.emission.reset.next = self.reset.val();

        self.emission.start.next = self.begins.val() & self.emits.val();
        self.emission.columns.next = self.columns.val();
        self.emission.s_valid.next = self.s_valid.val() & self.emits.val();
        self.emission.s_column.next = self.s_column.val().get_bits::<L>(0);
        self.emission.s_data.next = self.s_data.val();
        self.emission.m_ready.next = self.m_ready.val();
        self.m_valid.next = self.emission.m_valid.val();
        self.m_data.next = self.emission.m_data.val();

        self.drained.next = self.ends.val() & !self.emits.val();
        if self.emits.val() & self.ends.val() {
            self.moved.d.next = true;
        }
        if self.emission.finished.val() {
            self.sent.d.next = true;
        }
        self.gone.next = (self.sent.q.val() | self.emission.finished.val())
            & (self.moved.q.val() | (self.emits.val() & self.ends.val()));
        if self.gone.val() {
            self.drained.next = true;
            self.moved.d.next = false;
            self.sent.d.next = false;
        }
    }
}
