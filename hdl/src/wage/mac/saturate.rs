//! From the accumulator's 40 bits to int32.

use crate::base::{signed_bit_cast_int, signed_cast_int, unsigned_cast_int, Int, Reg};
use rust_hdl::prelude::*;

/// `y = sat(x, -2^31, 2^31 - 1)` of a 40-bit sum, with a flag when that changed it. One register.
#[derive(Debug, LogicBlock)]
pub struct Saturate {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The registers take `sat(x)`.
    pub load: Signal<In, Bit>,
    /// The sum, two's complement.
    pub x: Signal<In, Bits<40>>,
    /// The int32.
    pub y: Signal<Out, Bits<32>>,
    /// `y` differs from the sum.
    pub cut: Signal<Out, Bits<1>>,
    sum: Signal<Local, Int<40>>,
    narrow: Signal<Local, Int<32>>,
    outside: Signal<Local, Bits<1>>,
    value: Reg<Bits<32>>,
    flag: Reg<Bits<1>>,
    low: Constant<Int<40>>,
    high: Constant<Int<40>>,
}

impl Default for Saturate {
    fn default() -> Self {
        Self {
            clock: Default::default(),
            reset: Default::default(),
            load: Default::default(),
            x: Default::default(),
            y: Default::default(),
            cut: Default::default(),
            sum: Default::default(),
            narrow: Default::default(),
            outside: Default::default(),
            value: Default::default(),
            flag: Default::default(),
            low: Constant::new(Int::wrap(i32::MIN.into())),
            high: Constant::new(Int::wrap(i32::MAX.into())),
        }
    }
}

impl Logic for Saturate {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, value, flag);
        self.value.reset.next = self.reset.val();
        self.flag.reset.next = self.reset.val();
        self.sum.next = signed_bit_cast_int::<40>(self.x.val());
        self.narrow.next = signed_cast_int::<40, 32>(self.sum.val());
        self.outside.next = 0.into();
        if self.sum.val() < self.low.val() {
            self.narrow.next = signed_cast_int::<40, 32>(self.low.val());
            self.outside.next = 1.into();
        }
        if self.sum.val() > self.high.val() {
            self.narrow.next = signed_cast_int::<40, 32>(self.high.val());
            self.outside.next = 1.into();
        }
        if self.load.val() {
            self.value.d.next = unsigned_cast_int::<32>(self.narrow.val());
            self.flag.d.next = self.outside.val();
        }
        self.y.next = self.value.q.val();
        self.cut.next = self.flag.q.val();
    }
}
