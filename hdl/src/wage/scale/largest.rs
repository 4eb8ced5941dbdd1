//! The largest of a few magnitudes.

use crate::base::Reg;
use rust_hdl::prelude::*;

/// The largest of four unsigned words, in one register.
#[derive(Debug, Default, LogicBlock)]
pub struct Largest {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The register takes the largest.
    pub load: Signal<In, Bit>,
    /// The four, side by side.
    pub x: Signal<In, Bits<128>>,
    /// The largest.
    pub y: Signal<Out, Bits<32>>,
    x_0: Signal<Local, Bits<32>>,
    x_1: Signal<Local, Bits<32>>,
    x_2: Signal<Local, Bits<32>>,
    x_3: Signal<Local, Bits<32>>,
    low: Signal<Local, Bits<32>>,
    high: Signal<Local, Bits<32>>,
    value: Reg<Bits<32>>,
}

impl Logic for Largest {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, value);
        self.value.reset.next = self.reset.val();
        self.x_0.next = self.x.val().get_bits::<32>(0);
        self.x_1.next = self.x.val().get_bits::<32>(32);
        self.x_2.next = self.x.val().get_bits::<32>(64);
        self.x_3.next = self.x.val().get_bits::<32>(96);
        self.low.next = self.x_0.val();
        if self.x_1.val() > self.x_0.val() {
            self.low.next = self.x_1.val();
        }
        self.high.next = self.x_2.val();
        if self.x_3.val() > self.x_2.val() {
            self.high.next = self.x_3.val();
        }
        if self.load.val() {
            self.value.d.next = self.low.val();
            if self.high.val() > self.low.val() {
                self.value.d.next = self.high.val();
            }
        }
        self.y.next = self.value.q.val();
    }
}
