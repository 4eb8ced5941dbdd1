//! What L2 does in the backward pass: b F = b xh, a product.

use rust_hdl::prelude::*;

use super::RoundShift;
use crate::base::{signed_bit_cast_int, signed_cast_int, Int, Reg};

/// rest = base - RHE(d b' / 2^(e-4)), d = x - mu with 8 fraction bits.
///
/// ```text
///  x 2^8 --> - mu8 --> [d] --> |d|, sign --> [ ] --> * b' --> [ ] --> [ ] --> RoundShift (4) --> p
///  base --------------> 8 registers ------------------------------------------------> +- p --> [rest]
/// ```
///
/// Latency 9 steps of `advance`; `base` comes one step after its sample.
#[derive(Debug, Default, LogicBlock)]
pub struct ProductProjection {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The pipeline moves on.
    pub advance: Signal<In, Bit>,
    /// x.
    pub sample: Signal<In, Int<16>>,
    /// x is there.
    pub sample_valid: Signal<In, Bit>,
    /// It is the last of its channel.
    pub sample_last: Signal<In, Bit>,
    /// RHE(mu) with 8 fraction bits.
    pub mu8: Signal<In, Int<25>>,
    /// dy 2^16 - c of the last sample.
    pub base: Signal<In, Int<27>>,
    /// |b'|.
    pub slope: Signal<In, Bits<29>>,
    /// b' is negative.
    pub slope_negative: Signal<In, Bit>,
    /// e.
    pub exponent: Signal<In, Bits<6>>,
    /// base - b xh.
    pub rest: Signal<Out, Int<32>>,
    /// `rest` is there.
    pub rest_valid: Signal<Out, Bit>,
    /// It is the last of its channel.
    pub rest_last: Signal<Out, Bit>,
    shifted: Signal<Local, Bits<24>>,
    fixed: Signal<Local, Int<24>>,
    wide: Signal<Local, Int<25>>,
    deviation: Reg<Int<25>>,
    deviation_negated: Signal<Local, Int<25>>,
    magnitude: Reg<Int<25>>,
    slope_bits: Signal<Local, Bits<30>>,
    slope_signed: Signal<Local, Int<30>>,
    left_factor: Signal<Local, Int<54>>,
    right_factor: Signal<Local, Int<54>>,
    product: Reg<Int<54>>,
    product_held: Reg<Int<54>>,
    round: RoundShift<53>,
    projection_bits: Signal<Local, Bits<32>>,
    share: Signal<Local, Int<32>>,
    sign: Reg<Bits<7>>,
    valid: Reg<Bits<9>>,
    last: Reg<Bits<9>>,
    base1: Reg<Int<27>>,
    base2: Reg<Int<27>>,
    base3: Reg<Int<27>>,
    base4: Reg<Int<27>>,
    base5: Reg<Int<27>>,
    base6: Reg<Int<27>>,
    base7: Reg<Int<27>>,
    base_wide: Signal<Local, Int<32>>,
    left_over: Reg<Int<32>>,
}

impl Logic for ProductProjection {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(
            self,
            clock,
            deviation,
            magnitude,
            product,
            product_held,
            sign,
            valid,
            last
        );
        dff_setup!(self, clock, base1, base2, base3, base4, base5, base6, base7, left_over);
        self.deviation.reset.next = self.reset.val();
        self.magnitude.reset.next = self.reset.val();
        self.product.reset.next = self.reset.val();
        self.product_held.reset.next = self.reset.val();
        self.sign.reset.next = self.reset.val();
        self.valid.reset.next = self.reset.val();
        self.last.reset.next = self.reset.val();
        self.base1.reset.next = self.reset.val();
        self.base2.reset.next = self.reset.val();
        self.base3.reset.next = self.reset.val();
        self.base4.reset.next = self.reset.val();
        self.base5.reset.next = self.reset.val();
        self.base6.reset.next = self.reset.val();
        self.base7.reset.next = self.reset.val();
        self.left_over.reset.next = self.reset.val();
        self.round.clock.next = self.clock.val();
        self.round.reset.next = self.reset.val();

        self.shifted.next = bit_cast::<24, 16>(self.sample.val().get_bits::<16>(0)) << 8;
        self.fixed.next = signed_bit_cast_int::<24>(self.shifted.val());
        self.wide.next = signed_cast_int::<24, 25>(self.fixed.val());
        self.deviation_negated.next = -self.deviation.q.val();
        self.slope_bits.next = bit_cast::<30, 29>(self.slope.val());
        self.slope_signed.next = signed_bit_cast_int::<30>(self.slope_bits.val());
        self.left_factor.next = signed_cast_int::<25, 54>(self.magnitude.q.val());
        self.right_factor.next = signed_cast_int::<30, 54>(self.slope_signed.val());
        self.round.advance.next = self.advance.val();
        self.round.value.next = self.product_held.q.val().get_bits::<53>(0);
        // below e = 4 the channel is constant and b' is 0, whatever the shift
        self.round.shift.next = self.exponent.val() - 4;
        self.projection_bits.next = self.round.rounded.val().get_bits::<32>(0);
        self.share.next = signed_bit_cast_int::<32>(self.projection_bits.val());
        self.base_wide.next = signed_cast_int::<27, 32>(self.base7.q.val());
        if self.advance.val() {
            self.valid.d.next = (self.valid.q.val() << 1) | bit_cast::<9, 1>(self.sample_valid.val().into());
            self.last.d.next = (self.last.q.val() << 1) | bit_cast::<9, 1>(self.sample_last.val().into());
            self.deviation.d.next = self.wide.val() - self.mu8.val();
            self.magnitude.d.next = self.deviation.q.val();
            if self.deviation.q.val().get_bit(24) {
                self.magnitude.d.next = self.deviation_negated.val();
            }
            self.sign.d.next = (self.sign.q.val() << 1)
                | bit_cast::<7, 1>((self.deviation.q.val().get_bit(24) ^ self.slope_negative.val()).into());
            self.product.d.next = self.left_factor.val() * self.right_factor.val();
            self.product_held.d.next = self.product.q.val();
            self.base1.d.next = self.base.val();
            self.base2.d.next = self.base1.q.val();
            self.base3.d.next = self.base2.q.val();
            self.base4.d.next = self.base3.q.val();
            self.base5.d.next = self.base4.q.val();
            self.base6.d.next = self.base5.q.val();
            self.base7.d.next = self.base6.q.val();
            self.left_over.d.next = self.base_wide.val() - self.share.val();
            if self.sign.q.val().get_bit(6) {
                self.left_over.d.next = self.base_wide.val() + self.share.val();
            }
        }
        self.rest.next = self.left_over.q.val();
        self.rest_valid.next = self.valid.q.val().get_bit(8);
        self.rest_last.next = self.last.q.val().get_bit(8);
    }
}
