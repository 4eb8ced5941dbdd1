//! One port for several.

use rust_hdl::prelude::*;

use crate::base::Each;

/// Passes the request of the first of `U` that asks to one port, and the answer back. Wires only.
#[derive(Debug, Default, LogicBlock)]
pub struct Share<const U: usize, const W: usize> {
    /// Who asks.
    pub ask: Each<Signal<In, Bit>, U>,
    /// For what.
    pub data: Each<Signal<In, Bits<W>>, U>,
    /// Whose request is granted in this cycle.
    pub granted: Each<Signal<Out, Bit>, U>,
    /// Somebody asks.
    pub any: Signal<Out, Bit>,
    /// For this.
    pub what: Signal<Out, Bits<W>>,
    /// The request would be granted.
    pub taken: Signal<In, Bit>,
    asked: Each<Signal<Local, Bit>, U>,
    passed: Each<Signal<Local, Bits<W>>, U>,
}

impl<const U: usize, const W: usize> Logic for Share<U, W> {
    #[hdl_gen]
    fn update(&mut self) {
        self.asked[0].next = self.ask[0].val();
        self.passed[0].next = self.data[0].val();
        self.granted[0].next = self.ask[0].val() & self.taken.val();
        for i in 1..U {
            self.asked[i].next = self.asked[i - 1].val() | self.ask[i].val();
            self.passed[i].next = self.passed[i - 1].val();
            self.granted[i].next = false;
            if !self.asked[i - 1].val() {
                self.passed[i].next = self.data[i].val();
                self.granted[i].next = self.ask[i].val() & self.taken.val();
            }
        }
        for i in 0..U {
            self.any.next = self.asked[i].val();
            self.what.next = self.passed[i].val();
        }
    }
}
