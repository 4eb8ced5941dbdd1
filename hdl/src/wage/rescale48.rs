//! The int8 code of a value of 48 bits: `error` for the gradients of the normalisers.

use crate::base::{signed_bit_cast_int, unsigned_cast_int, Int, Reg};
use crate::norm::RoundShift;
use rust_hdl::prelude::*;

/// One lane: `code = sat(RHE(x * 2^7 / 2^exponent), -127, 127)`, and |x| on the way.
///
/// ```text
///  x --> |x|, sign --> [magnitude] --> * 2^7 --> RoundShift (4) --> sat, sign --> [code]
/// ```
///
/// * Numbers: 48 bits in, all of them, -2^47 included; `exponent` 0 to 63; code -127 to 127.
/// * Latency 6 steps of `advance`, one code a step; |x| stands at `magnitude` after the first. `exponent` and `is_null`
///   are static.
#[derive(Debug, Default, LogicBlock)]
pub struct Rescale48 {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The pipeline moves on.
    pub advance: Signal<In, Bit>,
    /// The value.
    pub x: Signal<In, Int<48>>,
    /// 0 to 63, static.
    pub exponent: Signal<In, Bits<6>>,
    /// Every code becomes 0; static.
    pub is_null: Signal<In, Bit>,
    /// |x| of the value before, unsigned.
    pub magnitude: Signal<Out, Bits<48>>,
    /// int8, -127 to 127.
    pub code: Signal<Out, Bits<8>>,
    negated: Signal<Local, Int<48>>,
    size: Reg<Bits<48>>,
    sign: Reg<Bits<5>>,
    round: RoundShift<55>,
    limited: Signal<Local, Bits<8>>,
    positive: Signal<Local, Int<8>>,
    negative: Signal<Local, Int<8>>,
    result: Reg<Bits<8>>,
}

impl Logic for Rescale48 {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, size, sign, result);
        self.size.reset.next = self.reset.val();
        self.sign.reset.next = self.reset.val();
        self.result.reset.next = self.reset.val();
        self.round.clock.next = self.clock.val();
        self.round.reset.next = self.reset.val();

        self.negated.next = -self.x.val();
        self.round.advance.next = self.advance.val();
        self.round.value.next = bit_cast::<55, 48>(self.size.q.val()) << 7;
        self.round.shift.next = self.exponent.val();
        self.limited.next = self.round.rounded.val().get_bits::<8>(0);
        if self.round.rounded.val().get_bits::<48>(7).any() {
            self.limited.next = 127.into();
        }
        if self.is_null.val() {
            self.limited.next = 0.into();
        }
        self.positive.next = signed_bit_cast_int::<8>(self.limited.val());
        self.negative.next = -self.positive.val();
        if self.advance.val() {
            self.size.d.next = unsigned_cast_int::<48>(self.x.val());
            if self.x.val().get_bit(47) {
                self.size.d.next = unsigned_cast_int::<48>(self.negated.val());
            }
            self.sign.d.next = (self.sign.q.val() << 1) | bit_cast::<5, 1>(self.x.val().get_bit(47).into());
            self.result.d.next = self.limited.val();
            if self.sign.q.val().get_bit(4) {
                self.result.d.next = unsigned_cast_int::<8>(self.negative.val());
            }
        }
        self.magnitude.next = self.size.q.val();
        self.code.next = self.result.q.val();
    }
}
