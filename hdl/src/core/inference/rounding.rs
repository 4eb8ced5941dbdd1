//! The code of a sum that has been shifted.

use rust_hdl::prelude::*;

/// `sat(RHE(x / 2^shift), relu ? 0 : -127, 127)` of what is left of x. Wires only.
///
/// `floor` is the integer part in two's complement, `half` the first bit behind the point, `rest` whether one behind that is 1.
/// To the nearest, a tie to the even one, is the floor or one more, whatever the sign. Clipped: |x| > 127 * 2^shift.
#[derive(Debug, Default, LogicBlock)]
pub struct Rounding {
    /// int32.
    pub floor: Signal<In, Bits<32>>,
    /// See above.
    pub half: Signal<In, Bit>,
    /// See above.
    pub rest: Signal<In, Bit>,
    /// Negative codes become 0.
    pub relu: Signal<In, Bit>,
    /// int8, -127 to 127.
    pub code: Signal<Out, Bits<8>>,
    /// It was clipped, `relu` or not.
    pub clipped: Signal<Out, Bit>,
    negative: Signal<Local, Bit>,
    high: Signal<Local, Bits<24>>,
    low: Signal<Local, Bits<7>>,
    above: Signal<Local, Bit>,
    below: Signal<Local, Bit>,
}

impl Logic for Rounding {
    #[hdl_gen]
    fn update(&mut self) {
        self.negative.next = self.floor.val().get_bit(31);
        self.high.next = self.floor.val().get_bits::<24>(7);
        self.low.next = self.floor.val().get_bits::<7>(0);
        // 127 is the largest if there is nothing behind it; below -127 all is
        self.above.next = !self.negative.val()
            & (self.high.val().any() | (self.low.val().all() & (self.half.val() | self.rest.val())));
        self.below.next = self.negative.val() & (!self.high.val().all() | !self.low.val().any());
        self.clipped.next = self.above.val() | self.below.val();
        self.code.next = self.floor.val().get_bits::<8>(0);
        if self.half.val() & (self.rest.val() | self.low.val().get_bit(0)) {
            self.code.next = self.floor.val().get_bits::<8>(0) + 1;
        }
        if self.above.val() {
            self.code.next = 127.into();
        }
        if self.below.val() {
            self.code.next = 129.into();
        }
        if self.relu.val() & self.negative.val() {
            self.code.next = 0.into();
        }
    }
}
