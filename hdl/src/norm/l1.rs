//! The filling of L1.

use rust_hdl::prelude::*;

use crate::base::{signed_bit_cast_int, signed_cast_int, unsigned_cast_int, Int, Reg};

/// The sum of |x - mu|, 16 fraction bits.
///
/// ```text
///  x 2^16 --> - mu --> [33 bits] --> absolute value --> [32 bits] --> + --> [sum, 48 bits]
/// ```
///
/// One sample a cycle, in the sum three cycles after it. `mean_*` are the operands of sum / m.
#[derive(Debug, Default, LogicBlock)]
pub struct AbsoluteDeviation {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The sums become 0.
    pub clear: Signal<In, Bit>,
    /// x.
    pub sample: Signal<In, Int<16>>,
    /// x is there.
    pub sample_valid: Signal<In, Bit>,
    /// mu, 16 fraction bits.
    pub mu: Signal<In, Int<32>>,
    /// Some sample is not in the sums yet.
    pub busy: Signal<Out, Bit>,
    /// High part of the sum.
    pub mean_rest: Signal<Out, Bits<32>>,
    /// Low part of the sum, left-aligned.
    pub mean_low: Signal<Out, Bits<64>>,
    /// Bits of the mean.
    pub mean_steps: Signal<Out, Bits<7>>,
    /// The mean is rounded to the nearest.
    pub mean_floor: Signal<Out, Bit>,
    /// The deviation is negative, with `sign_valid`.
    pub negative: Signal<Out, Bit>,
    /// The deviation is 0, with `sign_valid`.
    pub zero: Signal<Out, Bit>,
    /// `negative` and `zero` are there.
    pub sign_valid: Signal<Out, Bit>,
    shifted: Signal<Local, Bits<32>>,
    fixed: Signal<Local, Int<32>>,
    wide: Signal<Local, Int<33>>,
    mu_wide: Signal<Local, Int<33>>,
    deviation: Reg<Int<33>>,
    deviation_valid: Reg<Bit>,
    negated: Signal<Local, Int<33>>,
    bits: Signal<Local, Bits<33>>,
    magnitude: Reg<Bits<33>>,
    magnitude_valid: Reg<Bit>,
    sum: Reg<Bits<48>>,
}

impl Logic for AbsoluteDeviation {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(
            self,
            clock,
            deviation,
            deviation_valid,
            magnitude,
            magnitude_valid,
            sum
        );
        self.deviation.reset.next = self.reset.val();
        self.deviation_valid.reset.next = self.reset.val();
        self.magnitude.reset.next = self.reset.val();
        self.magnitude_valid.reset.next = self.reset.val();
        self.sum.reset.next = self.reset.val();

        self.shifted.next = bit_cast::<32, 16>(self.sample.val().get_bits::<16>(0)) << 16;
        self.fixed.next = signed_bit_cast_int::<32>(self.shifted.val());
        self.wide.next = signed_cast_int::<32, 33>(self.fixed.val());
        self.mu_wide.next = signed_cast_int::<32, 33>(self.mu.val());
        self.deviation.d.next = self.wide.val() - self.mu_wide.val();
        self.deviation_valid.d.next = self.sample_valid.val();
        self.negated.next = -self.deviation.q.val();
        self.bits.next = unsigned_cast_int::<33>(self.deviation.q.val());
        self.magnitude.d.next = self.bits.val();
        if self.bits.val().get_bit(32) {
            self.magnitude.d.next = unsigned_cast_int::<33>(self.negated.val());
        }
        self.magnitude_valid.d.next = self.deviation_valid.q.val();
        if self.magnitude_valid.q.val() {
            self.sum.d.next = self.sum.q.val() + bit_cast::<48, 33>(self.magnitude.q.val());
        }
        if self.clear.val() {
            self.sum.d.next = 0.into();
        }
        self.busy.next = self.deviation_valid.q.val() | self.magnitude_valid.q.val();
        self.negative.next = self.bits.val().get_bit(32);
        self.zero.next = !self.bits.val().any();
        self.sign_valid.next = self.deviation_valid.q.val();

        self.mean_rest.next = bit_cast::<32, 17>(self.sum.q.val().get_bits::<17>(31));
        self.mean_low.next = bit_cast::<64, 31>(self.sum.q.val().get_bits::<31>(0)) << 33;
        self.mean_steps.next = 31.into();
        self.mean_floor.next = false;
    }
}
