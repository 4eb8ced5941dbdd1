//! Magnitudes of int32.

use crate::base::{signed_bit_cast_int, unsigned_cast_int, Int, Reg};
use rust_hdl::prelude::*;

/// The magnitude of an int32 and whether it was negative, in one register; the magnitude of -2^31 is 2^31.
#[derive(Debug, Default, LogicBlock)]
pub struct Magnitude {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The register takes |x|.
    pub load: Signal<In, Bit>,
    /// int32.
    pub x: Signal<In, Bits<32>>,
    /// |x|, unsigned.
    pub y: Signal<Out, Bits<32>>,
    /// x was negative.
    pub negative: Signal<Out, Bit>,
    number: Signal<Local, Int<32>>,
    negated: Signal<Local, Int<32>>,
    value: Reg<Bits<32>>,
    sign: Reg<Bit>,
}

impl Logic for Magnitude {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, value, sign);
        self.value.reset.next = self.reset.val();
        self.sign.reset.next = self.reset.val();
        self.number.next = signed_bit_cast_int::<32>(self.x.val());
        self.negated.next = -self.number.val();
        if self.load.val() {
            self.sign.d.next = self.x.val().get_bit(31);
            self.value.d.next = self.x.val();
            if self.x.val().get_bit(31) {
                self.value.d.next = unsigned_cast_int::<32>(self.negated.val());
            }
        }
        self.y.next = self.value.q.val();
        self.negative.next = self.sign.q.val();
    }
}
