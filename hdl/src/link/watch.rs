//! The patience of a PCIe port with its core.

use rust_hdl::prelude::*;

use crate::base::Reg;

/// Says when the core has let a word wait for so long that it never will take it.
///
/// ```text
/// blocked & !moved -> [left] down to 0 -> expired
/// ```
/// `expired` is high for one cycle, `patience` cycles behind the last one that was not `blocked` or in which something
/// `moved`; without a pause in between it comes again after as long.
#[derive(LogicBlock)]
pub struct Watch {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// A word is offered to the core, which does not take it.
    pub blocked: Signal<In, Bit>,
    /// The core lives, or it is not its fault.
    pub moved: Signal<In, Bit>,
    /// It has been too long.
    pub expired: Signal<Out, Bit>,
    patience: Constant<Bits<32>>,
    counts: Signal<Local, Bit>,
    over: Signal<Local, Bit>,
    waited: Reg<Bits<32>>,
}

impl Watch {
    /// A watch that waits `patience` (1 or more) cycles.
    pub fn new(patience: u32) -> Self {
        Self {
            clock: Default::default(),
            reset: Default::default(),
            blocked: Default::default(),
            moved: Default::default(),
            expired: Default::default(),
            patience: Constant::new(u64::from(patience.max(1) - 1).into()),
            counts: Default::default(),
            over: Default::default(),
            waited: Default::default(),
        }
    }
}

impl Logic for Watch {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, waited);
        self.waited.reset.next = self.reset.val();
        self.counts.next = self.blocked.val() & !self.moved.val();
        self.over.next = self.counts.val() & (self.waited.q.val() == self.patience.val());
        self.waited.d.next = 0.into();
        if self.counts.val() & !self.over.val() {
            self.waited.d.next = self.waited.q.val() + 1;
        }
        self.expired.next = self.over.val();
    }
}
