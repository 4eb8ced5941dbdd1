//! From the normalisers' results to codes and flags.

use rust_hdl::prelude::*;

use crate::base::{signed_bit_cast_int, signed_cast_int, unsigned_cast_int, Int, Reg};
use crate::wage::rescale48::Rescale48;

/// Forward: `code = sat(RHE(y / 2^3), 0, 127)`, clipped when |RHE(y / 2^3)| > 127, positive when y > 0. Backward: the
/// error code of dx, [`Rescale48`], and the magnitude of dx for the maximum.
///
/// ```text
///  y  --> round --> [22 bits] --> sat, flags --> [ ] --> 4 registers --+
///  dx --> [Rescale48, 6] ----------------------------------------------+--> code, clipped, positive
/// ```
///
/// Latency 6 steps of `advance`, a result a step. `backward`, `exponent` and `is_null` hold still while results are
/// under way.
#[derive(Debug, LogicBlock)]
pub struct Codes {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The pipeline moves on.
    pub advance: Signal<In, Bit>,
    /// The result is a dx, not a y.
    pub backward: Signal<In, Bit>,
    /// A result is there.
    pub s_valid: Signal<In, Bit>,
    /// y, LSB 2^-8.
    pub y: Signal<In, Int<24>>,
    /// dx, LSB 2^-24.
    pub dx: Signal<In, Int<48>>,
    /// Of the errors' scale.
    pub exponent: Signal<In, Bits<6>>,
    /// Every error is 0.
    pub is_null: Signal<In, Bit>,
    /// The last dx's magnitude.
    pub magnitude: Signal<Out, Bits<48>>,
    /// It is there.
    pub magnitude_valid: Signal<Out, Bit>,
    /// A code is there.
    pub m_valid: Signal<Out, Bit>,
    /// int8.
    pub code: Signal<Out, Bits<8>>,
    /// Forward: no error passes here.
    pub clipped: Signal<Out, Bit>,
    /// Forward: y is positive.
    pub positive: Signal<Out, Bit>,
    low: Constant<Int<22>>,
    high: Constant<Int<22>>,
    zero: Constant<Int<22>>,
    y_bits: Signal<Local, Bits<24>>,
    floor: Signal<Local, Int<21>>,
    floor_wide: Signal<Local, Int<22>>,
    up: Signal<Local, Int<22>>,
    rounded: Reg<Int<22>>,
    above: Reg<Bit>,
    // code, clipped, positive
    limited: Signal<Local, Bits<10>>,
    word_2: Reg<Bits<10>>,
    word_3: Reg<Bits<10>>,
    word_4: Reg<Bits<10>>,
    word_5: Reg<Bits<10>>,
    word_6: Reg<Bits<10>>,
    valid: Reg<Bits<6>>,
    rescale: Rescale48,
}

impl Default for Codes {
    fn default() -> Self {
        Self {
            clock: Default::default(),
            reset: Default::default(),
            advance: Default::default(),
            backward: Default::default(),
            s_valid: Default::default(),
            y: Default::default(),
            dx: Default::default(),
            exponent: Default::default(),
            is_null: Default::default(),
            magnitude: Default::default(),
            magnitude_valid: Default::default(),
            m_valid: Default::default(),
            code: Default::default(),
            clipped: Default::default(),
            positive: Default::default(),
            low: Constant::new(Int::wrap(-127)),
            high: Constant::new(Int::wrap(127)),
            zero: Constant::new(Int::wrap(0)),
            y_bits: Default::default(),
            floor: Default::default(),
            floor_wide: Default::default(),
            up: Default::default(),
            rounded: Default::default(),
            above: Default::default(),
            limited: Default::default(),
            word_2: Default::default(),
            word_3: Default::default(),
            word_4: Default::default(),
            word_5: Default::default(),
            word_6: Default::default(),
            valid: Default::default(),
            rescale: Default::default(),
        }
    }
}

impl Logic for Codes {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, rounded, above, word_2, word_3, word_4, word_5, word_6, valid);
        self.rounded.reset.next = self.reset.val();
        self.above.reset.next = self.reset.val();
        self.word_2.reset.next = self.reset.val();
        self.word_3.reset.next = self.reset.val();
        self.word_4.reset.next = self.reset.val();
        self.word_5.reset.next = self.reset.val();
        self.word_6.reset.next = self.reset.val();
        self.valid.reset.next = self.reset.val();
        self.rescale.clock.next = self.clock.val();
        self.rescale.reset.next = self.reset.val();

        self.rescale.advance.next = self.advance.val();
        self.rescale.x.next = self.dx.val();
        self.rescale.exponent.next = self.exponent.val();
        self.rescale.is_null.next = self.is_null.val();

        // bit 2 is the guard, bits 1 and 0 are sticky, bit 3 is the parity
        self.y_bits.next = unsigned_cast_int::<24>(self.y.val());
        self.floor.next = signed_bit_cast_int::<21>(self.y_bits.val().get_bits::<21>(3));
        self.floor_wide.next = signed_cast_int::<21, 22>(self.floor.val());
        self.up.next = 0.into();
        if self.y_bits.val().get_bit(2)
            & (self.y_bits.val().get_bits::<2>(0).any() | self.y_bits.val().get_bit(3))
        {
            self.up.next = 1.into();
        }
        self.limited.next = bit_cast::<10, 7>(self.rounded.q.val().get_bits::<7>(0));
        if self.rounded.q.val() < self.zero.val() {
            self.limited.next = 0.into();
        }
        if self.rounded.q.val() > self.high.val() {
            self.limited.next = 0x17f.into();
        }
        if self.rounded.q.val() < self.low.val() {
            self.limited.next = 0x100.into();
        }
        if self.advance.val() {
            self.rounded.d.next = self.floor_wide.val() + self.up.val();
            self.above.d.next = !self.y_bits.val().get_bit(23) & self.y_bits.val().any();
            self.word_2.d.next = self.limited.val() | (bit_cast::<10, 1>(self.above.q.val().into()) << 9);
            self.word_3.d.next = self.word_2.q.val();
            self.word_4.d.next = self.word_3.q.val();
            self.word_5.d.next = self.word_4.q.val();
            self.word_6.d.next = self.word_5.q.val();
            self.valid.d.next = (self.valid.q.val() << 1) | bit_cast::<6, 1>(self.s_valid.val().into());
        }

        self.magnitude.next = self.rescale.magnitude.val();
        self.magnitude_valid.next = self.valid.q.val().get_bit(0) & self.backward.val();
        self.m_valid.next = self.valid.q.val().get_bit(5);
        self.code.next = self.word_6.q.val().get_bits::<8>(0);
        self.clipped.next = self.word_6.q.val().get_bit(8);
        self.positive.next = self.word_6.q.val().get_bit(9);
        if self.backward.val() {
            self.code.next = self.rescale.code.val();
            self.clipped.next = false;
            self.positive.next = false;
        }
    }
}
