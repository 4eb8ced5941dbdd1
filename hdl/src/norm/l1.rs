//! The filling of L1, and the forward L1 normaliser.

use rust_hdl::prelude::*;

use super::Forward;
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

/// The forward L1 normaliser, `golden::norm::forward(Norm::L1, ..)`: the skeleton [`Forward`] with
/// [`AbsoluteDeviation`] and no root. 2^(A-1) samples a channel.
#[derive(Debug, Default, LogicBlock)]
pub struct L1Norm<const A: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// A sample is offered.
    pub s_valid: Signal<In, Bit>,
    /// The sample is taken.
    pub s_ready: Signal<Out, Bit>,
    /// The sample, an integer.
    pub s_data: Signal<In, Int<16>>,
    /// It is the last of its channel.
    pub s_last: Signal<In, Bit>,
    /// gamma, LSB 2^-8, with the first sample.
    pub s_gamma: Signal<In, Int<12>>,
    /// beta, LSB 2^-8, with the first sample.
    pub s_beta: Signal<In, Int<14>>,
    /// y is there.
    pub m_valid: Signal<Out, Bit>,
    /// y is taken.
    pub m_ready: Signal<In, Bit>,
    /// y, LSB 2^-8.
    pub m_data: Signal<Out, Int<24>>,
    /// It is the last of its channel.
    pub m_last: Signal<Out, Bit>,
    /// mu of the channel that is streamed, LSB 2^-16.
    pub mu: Signal<Out, Int<32>>,
    /// s of the channel that is streamed, LSB 2^-16.
    pub scale: Signal<Out, Bits<31>>,
    /// How many y were saturated.
    pub saturations: Signal<Out, Bits<32>>,
    /// How many samples of too long channels were left out.
    pub dropped: Signal<Out, Bits<32>>,
    skeleton: Forward<A, 32>,
    deviation: AbsoluteDeviation,
}

impl<const A: usize> Logic for L1Norm<A> {
    #[hdl_gen]
    fn update(&mut self) {
        self.skeleton.clock.next = self.clock.val();
        self.skeleton.reset.next = self.reset.val();
        self.skeleton.s_valid.next = self.s_valid.val();
        self.s_ready.next = self.skeleton.s_ready.val();
        self.skeleton.s_data.next = self.s_data.val();
        self.skeleton.s_last.next = self.s_last.val();
        self.skeleton.s_gamma.next = self.s_gamma.val();
        self.skeleton.s_beta.next = self.s_beta.val();
        self.m_valid.next = self.skeleton.m_valid.val();
        self.skeleton.m_ready.next = self.m_ready.val();
        self.m_data.next = self.skeleton.m_data.val();
        self.m_last.next = self.skeleton.m_last.val();
        self.mu.next = self.skeleton.mu.val();
        self.scale.next = self.skeleton.scale.val();
        self.saturations.next = self.skeleton.saturations.val();
        self.dropped.next = self.skeleton.dropped.val();

        self.deviation.clock.next = self.clock.val();
        self.deviation.reset.next = self.reset.val();
        self.deviation.clear.next = self.skeleton.clear.val();
        self.deviation.sample.next = self.skeleton.sample.val();
        self.deviation.sample_valid.next = self.skeleton.sample_valid.val();
        self.deviation.mu.next = self.skeleton.mu.val();
        self.skeleton.busy.next = self.deviation.busy.val();
        self.skeleton.mean_rest.next = self.deviation.mean_rest.val();
        self.skeleton.mean_low.next = self.deviation.mean_low.val();
        self.skeleton.mean_steps.next = self.deviation.mean_steps.val();
        self.skeleton.mean_floor.next = self.deviation.mean_floor.val();
        // no root: the mean deviation is s
        self.skeleton.root_done.next = self.skeleton.root_start.val();
        self.skeleton.root.next = self.skeleton.quotient.val().get_bits::<31>(0);
    }
}
