//! All four normalisers in one.

use rust_hdl::prelude::*;

use super::{
    AbsoluteDeviation, Coefficients, Differentiate, Divide, Load, Normalise, ProductProjection,
    ProjectedGradient, Read, SignBalance, SignProjection, SquareRoot, SquaredDeviation, Statistics,
};
use crate::base::{signed_bit_cast_int, signed_cast_int, unsigned_cast_int, Int, Ram, Reg};

/// The normaliser that the static inputs `l2` and `backward` choose: all fillings around one memory, one divider and one
/// set of statistics.
///
/// ```text
///          +------+   +--------+   +-------------------+ tail_start  forward:  Normalise -------------------------+
///  s_* --->| Load |-->| memory |-->| Statistics        |----------->                                              |
///          | +dy  |   | x, dy  |   | ProjectedGradient |             backward: Coefficients --> read again, base  |
///          +------+   +--------+   +---+-----------^---+               --> projection --> Differentiate --> m_* <-+
///                                      v           |
///                 L1: AbsoluteDeviation            SignBalance, SignProjection
///                 L2: SquaredDeviation, SquareRoot              ProductProjection
/// ```
///
/// The results are those of [`super::L1Norm`], [`super::L2Norm`], [`super::L1NormBackward`] and
/// [`super::L2NormBackward`]. With e = floor(log2 (s + eps)) a channel of m samples takes 2 m + 147 - e cycles forward with
/// L1, 2 m + 212 - e with L2, 2 m + 274 - e backward with L1, 2 m + 357 - e with L2. Forward with `given` there are no
/// statistics: the result is `golden::norm::normalise` by `s_mu` and `s_scale`, and a channel takes m + 74 - e cycles. `l2`,
/// `backward` and `given` change only while no channel is under way. 2^(A-1) samples a channel.
#[derive(Debug, Default, LogicBlock)]
pub struct AnyNorm<const A: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The standard deviation, not the mean absolute one.
    pub l2: Signal<In, Bit>,
    /// dx of dy, not y.
    pub backward: Signal<In, Bit>,
    /// By `s_mu` and `s_scale`; forward only.
    pub given: Signal<In, Bit>,
    /// A sample is offered.
    pub s_valid: Signal<In, Bit>,
    /// The sample is taken.
    pub s_ready: Signal<Out, Bit>,
    /// x.
    pub s_data: Signal<In, Int<16>>,
    /// dy; backward.
    pub s_dy: Signal<In, Int<8>>,
    /// The sample is the last of its channel.
    pub s_last: Signal<In, Bit>,
    /// gamma, with the first sample.
    pub s_gamma: Signal<In, Int<12>>,
    /// beta, with the first sample; forward.
    pub s_beta: Signal<In, Int<14>>,
    /// mu with every sample, LSB 2^-16; given.
    pub s_mu: Signal<In, Int<32>>,
    /// s with every sample, LSB 2^-16; given.
    pub s_scale: Signal<In, Bits<31>>,
    /// A result is there.
    pub m_valid: Signal<Out, Bit>,
    /// It is taken.
    pub m_ready: Signal<In, Bit>,
    /// y, LSB 2^-8; forward.
    pub m_y: Signal<Out, Int<24>>,
    /// dx, LSB 2^-24; backward.
    pub m_dx: Signal<Out, Int<48>>,
    /// It is the last of its channel.
    pub m_last: Signal<Out, Bit>,
    /// mu of the channel that is streamed, LSB 2^-16.
    pub mu: Signal<Out, Int<32>>,
    /// s of the channel that is streamed, LSB 2^-16.
    pub scale: Signal<Out, Bits<31>>,
    /// dgamma of the channel that is streamed, LSB 2^-16; backward.
    pub dgamma: Signal<Out, Int<42>>,
    /// dbeta of the channel that is streamed; backward.
    pub dbeta: Signal<Out, Int<25>>,
    /// How many y were saturated.
    pub y_saturations: Signal<Out, Bits<32>>,
    /// How many dx were saturated.
    pub dx_saturations: Signal<Out, Bits<32>>,
    /// How many samples of too long channels were left out.
    pub dropped: Signal<Out, Bits<32>>,
    load: Load<A>,
    memory: Ram<Bits<24>, A>,
    statistics: Statistics<A, 62>,
    divide: Divide<62>,
    absolute: AbsoluteDeviation,
    squared: SquaredDeviation,
    square_root: SquareRoot,
    projected: ProjectedGradient,
    coefficients: Coefficients<A, 62>,
    sign_balance: SignBalance,
    reader: Read<A>,
    sign_projection: SignProjection,
    product_projection: ProductProjection,
    normalise: Normalise<A, 62>,
    differentiate: Differentiate,
    gamma: Reg<Int<12>>,
    beta: Reg<Int<14>>,
    loaded: Reg<Int<8>>,
    loaded_mu: Reg<Int<32>>,
    loaded_scale: Reg<Bits<31>>,
    loaded_wide: Signal<Local, Int<25>>,
    loaded_bits: Signal<Local, Bits<8>>,
    sample_bits: Signal<Local, Bits<16>>,
    loading: Reg<Int<25>>,
    total: Reg<Int<25>>,
    sample: Signal<Local, Int<16>>,
    gradient: Signal<Local, Int<8>>,
    gradient_shifted: Signal<Local, Bits<24>>,
    gradient_fixed: Signal<Local, Int<24>>,
    gradient_wide: Signal<Local, Int<27>>,
    left_over: Reg<Int<27>>,
}

impl<const A: usize> Logic for AnyNorm<A> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(
            self,
            clock,
            gamma,
            beta,
            loaded,
            loaded_mu,
            loaded_scale,
            loading,
            total,
            left_over
        );
        self.gamma.reset.next = self.reset.val();
        self.beta.reset.next = self.reset.val();
        self.loaded.reset.next = self.reset.val();
        self.loaded_mu.reset.next = self.reset.val();
        self.loaded_scale.reset.next = self.reset.val();
        self.loading.reset.next = self.reset.val();
        self.total.reset.next = self.reset.val();
        self.left_over.reset.next = self.reset.val();
        self.load.clock.next = self.clock.val();
        self.load.reset.next = self.reset.val();
        self.memory.clock.next = self.clock.val();
        self.statistics.clock.next = self.clock.val();
        self.statistics.reset.next = self.reset.val();
        self.divide.clock.next = self.clock.val();
        self.divide.reset.next = self.reset.val();
        self.projected.clock.next = self.clock.val();
        self.projected.reset.next = self.reset.val();
        self.coefficients.clock.next = self.clock.val();
        self.coefficients.reset.next = self.reset.val();
        self.reader.clock.next = self.clock.val();
        self.reader.reset.next = self.reset.val();
        self.differentiate.clock.next = self.clock.val();
        self.differentiate.reset.next = self.reset.val();

        self.absolute.clock.next = self.clock.val();
        self.absolute.reset.next = self.reset.val();
        self.squared.clock.next = self.clock.val();
        self.squared.reset.next = self.reset.val();
        self.square_root.clock.next = self.clock.val();
        self.square_root.reset.next = self.reset.val();
        self.sign_balance.clock.next = self.clock.val();
        self.sign_balance.reset.next = self.reset.val();
        self.sign_projection.clock.next = self.clock.val();
        self.sign_projection.reset.next = self.reset.val();
        self.product_projection.clock.next = self.clock.val();
        self.product_projection.reset.next = self.reset.val();
        self.normalise.clock.next = self.clock.val();
        self.normalise.reset.next = self.reset.val();

        // in: x and dy, their sums, and the memory
        self.load.s_valid.next = self.s_valid.val();
        self.s_ready.next = self.load.s_ready.val();
        self.load.s_data.next = self.s_data.val();
        self.load.s_last.next = self.s_last.val();
        self.load.s_gamma.next = self.s_gamma.val();
        self.load.s_beta.next = self.s_beta.val();
        self.load.take.next = self.statistics.take.val();
        self.dropped.next = self.load.dropped.val();
        if self.load.accepted.val() {
            self.loaded.d.next = self.s_dy.val();
            self.loaded_mu.d.next = self.s_mu.val();
            self.loaded_scale.d.next = self.s_scale.val();
        }
        self.loaded_wide.next = signed_cast_int::<8, 25>(self.loaded.q.val());
        if self.load.store.val() {
            self.loading.d.next = self.loading.q.val() + self.loaded_wide.val();
        }
        if self.statistics.take.val() {
            self.gamma.d.next = self.load.gamma.val();
            self.beta.d.next = self.load.beta.val();
            self.total.d.next = self.loading.q.val();
            self.loading.d.next = 0.into();
        }
        self.loaded_bits.next = unsigned_cast_int::<8>(self.loaded.q.val());
        self.sample_bits.next = unsigned_cast_int::<16>(self.load.sample.val());
        self.memory.write_enable.next = self.load.store.val();
        self.memory.write_address.next = self.load.address.val();
        self.memory.write_data.next =
            bit_cast::<24, 16>(self.sample_bits.val()) | (bit_cast::<24, 8>(self.loaded_bits.val()) << 16);
        self.memory.read_enable.next = self.statistics.read_enable.val()
            | self.reader.read_enable.val()
            | self.normalise.read_enable.val();
        self.memory.read_address.next = self.statistics.read_address.val();
        if self.reader.read_enable.val() {
            self.memory.read_address.next = self.reader.read_address.val();
        }
        if self.normalise.read_enable.val() {
            self.memory.read_address.next = self.normalise.read_address.val();
        }
        self.sample.next = signed_bit_cast_int::<16>(self.memory.read_data.val().get_bits::<16>(0));
        self.gradient.next = signed_bit_cast_int::<8>(self.memory.read_data.val().get_bits::<8>(16));

        // statistics, and sum(dy d) in the same pass
        self.absolute.clear.next = self.statistics.clear.val();
        self.absolute.sample.next = self.sample.val();
        self.absolute.sample_valid.next = self.statistics.sample_valid.val();
        self.absolute.mu.next = self.statistics.mu.val();
        self.squared.clear.next = self.statistics.clear.val();
        self.squared.sample.next = self.sample.val();
        self.squared.sample_valid.next = self.statistics.sample_valid.val();
        self.squared.mu8.next = self.statistics.mu8.val();
        self.square_root.start.next = self.statistics.root_start.val() & self.l2.val();
        self.square_root.radicand.next = self.divide.quotient.val();
        self.projected.clear.next = self.statistics.clear.val();
        self.projected.sample.next = self.sample.val();
        self.projected.gradient.next = self.gradient.val();
        self.projected.sample_valid.next = self.statistics.sample_valid.val();
        self.projected.mu8.next = self.statistics.mu8.val();
        self.statistics.given.next = self.given.val();
        self.statistics.given_mu.next = self.loaded_mu.q.val();
        self.statistics.given_scale.next = self.loaded_scale.q.val();
        self.statistics.pending.next = self.load.pending.val();
        self.statistics.sum.next = self.load.sum.val();
        self.statistics.samples.next = self.load.samples.val();
        self.statistics.base.next = self.load.base.val();
        self.statistics.divide_done.next = self.divide.done.val();
        self.statistics.quotient.next = self.divide.quotient.val();
        if self.l2.val() {
            self.statistics.busy.next =
                self.squared.busy.val() | (self.projected.busy.val() & self.backward.val());
            self.statistics.mean_rest.next = self.squared.mean_rest.val();
            self.statistics.mean_low.next = self.squared.mean_low.val();
            self.statistics.mean_steps.next = self.squared.mean_steps.val();
            self.statistics.mean_floor.next = self.squared.mean_floor.val();
            self.statistics.root_done.next = self.square_root.done.val();
            self.statistics.root.next = self.square_root.root.val();
        } else {
            self.statistics.busy.next =
                self.absolute.busy.val() | (self.projected.busy.val() & self.backward.val());
            self.statistics.mean_rest.next = self.absolute.mean_rest.val();
            self.statistics.mean_low.next = self.absolute.mean_low.val();
            self.statistics.mean_steps.next = self.absolute.mean_steps.val();
            self.statistics.mean_floor.next = self.absolute.mean_floor.val();
            // no root: the mean deviation is s
            self.statistics.root_done.next = self.statistics.root_start.val();
            self.statistics.root.next = self.divide.quotient.val().get_bits::<31>(0);
        }
        self.statistics.tail_done.next = self.normalise.done.val() | self.differentiate.done.val();

        // the divider belongs to the statistics, then to what comes behind
        self.divide.start.next = self.statistics.divide_start.val()
            | self.coefficients.divide_start.val()
            | self.normalise.divide_start.val();
        self.divide.rest.next = self.statistics.divide_rest.val();
        self.divide.low.next = self.statistics.divide_low.val();
        self.divide.denominator.next = bit_cast::<32, A>(self.statistics.count.val());
        self.divide.steps.next = self.statistics.divide_steps.val();
        self.divide.floor.next = self.statistics.divide_floor.val();
        if self.coefficients.divide_start.val() {
            self.divide.rest.next = self.coefficients.divide_rest.val();
            self.divide.low.next = self.coefficients.divide_low.val();
            self.divide.denominator.next = self.coefficients.divide_denominator.val();
            self.divide.steps.next = self.coefficients.divide_steps.val();
            self.divide.floor.next = false;
        }
        if self.normalise.divide_start.val() {
            self.divide.rest.next = self.normalise.divide_rest.val();
            self.divide.low.next = 0.into();
            self.divide.denominator.next = self.statistics.divisor.val();
            self.divide.steps.next = self.normalise.divide_steps.val();
            self.divide.floor.next = false;
        }

        // forward
        self.normalise.start.next = self.statistics.tail_start.val() & !self.backward.val();
        self.normalise.gamma.next = self.gamma.q.val();
        self.normalise.beta.next = self.beta.q.val();
        self.normalise.samples.next = self.statistics.count.val();
        self.normalise.base.next = self.statistics.origin.val();
        self.normalise.mu8.next = self.statistics.mu8.val();
        self.normalise.scale.next = self.statistics.scale.val();
        self.normalise.exponent.next = self.statistics.exponent.val();
        self.normalise.divide_done.next = self.divide.done.val();
        self.normalise.quotient.next = self.divide.quotient.val();
        self.normalise.read_data.next = self.sample.val();
        self.normalise.m_ready.next = self.m_ready.val();

        // backward
        self.coefficients.start.next = self.statistics.tail_start.val() & self.backward.val();
        self.coefficients.projected.next = self.projected.sum.val();
        self.coefficients.dbeta.next = self.total.q.val();
        self.coefficients.gamma.next = self.gamma.q.val();
        self.coefficients.samples.next = self.statistics.count.val();
        self.coefficients.scale.next = self.statistics.scale.val();
        self.coefficients.divisor.next = self.statistics.divisor.val();
        self.coefficients.slope_divides.next = self.l2.val();
        self.sign_balance.clear.next = self.statistics.clear.val();
        self.sign_balance.negative.next = self.absolute.negative.val();
        self.sign_balance.zero.next = self.absolute.zero.val();
        self.sign_balance.sign_valid.next = self.absolute.sign_valid.val();
        self.sign_balance.start.next = self.coefficients.balance_start.val() & !self.l2.val();
        self.sign_balance.mean_magnitude.next = self.coefficients.mean_magnitude.val();
        self.sign_balance.mean_negative.next = self.coefficients.mean_negative.val();
        self.coefficients.balance_done.next = self.sign_balance.done.val();
        self.coefficients.balance.next = self.sign_balance.balance.val();
        if self.l2.val() {
            // the deviations sum to nothing, unlike the signs
            self.coefficients.balance_done.next = self.coefficients.balance_start.val();
            self.coefficients.balance.next = 0.into();
        }
        self.coefficients.divide_done.next = self.divide.done.val();
        self.coefficients.quotient.next = self.divide.quotient.val();
        self.coefficients.finished.next = self.differentiate.done.val();

        // out: read again, take the offset off, project, scale
        self.reader.start.next = self.coefficients.ready.val();
        self.reader.advance.next = self.differentiate.advance.val();
        self.reader.samples.next = self.statistics.count.val();
        self.reader.base.next = self.statistics.origin.val();
        self.gradient_shifted.next = bit_cast::<24, 8>(self.memory.read_data.val().get_bits::<8>(16)) << 16;
        self.gradient_fixed.next = signed_bit_cast_int::<24>(self.gradient_shifted.val());
        self.gradient_wide.next = signed_cast_int::<24, 27>(self.gradient_fixed.val());
        if self.differentiate.advance.val() {
            self.left_over.d.next = self.gradient_wide.val() - self.coefficients.offset.val();
        }
        self.sign_projection.mu.next = self.statistics.mu.val();
        self.sign_projection.advance.next = self.differentiate.advance.val();
        self.sign_projection.sample.next = self.sample.val();
        self.sign_projection.sample_valid.next = self.reader.valid.val();
        self.sign_projection.sample_last.next = self.reader.last.val();
        self.sign_projection.base.next = self.left_over.q.val();
        self.sign_projection.slope.next = self.coefficients.slope.val();
        self.sign_projection.slope_negative.next = self.coefficients.mean_negative.val();
        self.product_projection.mu8.next = self.statistics.mu8.val();
        self.product_projection.exponent.next = self.statistics.exponent.val();
        self.product_projection.advance.next = self.differentiate.advance.val();
        self.product_projection.sample.next = self.sample.val();
        self.product_projection.sample_valid.next = self.reader.valid.val();
        self.product_projection.sample_last.next = self.reader.last.val();
        self.product_projection.base.next = self.left_over.q.val();
        self.product_projection.slope.next = self.coefficients.slope.val();
        self.product_projection.slope_negative.next = self.coefficients.mean_negative.val();
        self.differentiate.rest.next = self.sign_projection.rest.val();
        self.differentiate.rest_valid.next = self.sign_projection.rest_valid.val() & !self.l2.val();
        self.differentiate.rest_last.next = self.sign_projection.rest_last.val();
        if self.l2.val() {
            self.differentiate.rest.next = self.product_projection.rest.val();
            self.differentiate.rest_valid.next = self.product_projection.rest_valid.val();
            self.differentiate.rest_last.next = self.product_projection.rest_last.val();
        }
        self.differentiate.gain.next = self.coefficients.gain.val();
        self.differentiate.gain_negative.next = self.gamma.q.val().get_bit(11);
        self.differentiate.exponent.next = self.statistics.exponent.val();
        self.differentiate.m_ready.next = self.m_ready.val();

        self.m_valid.next = self.normalise.m_valid.val() | self.differentiate.m_valid.val();
        self.m_last.next = self.normalise.m_last.val();
        if self.backward.val() {
            self.m_last.next = self.differentiate.m_last.val();
        }
        self.m_y.next = self.normalise.m_data.val();
        self.m_dx.next = self.differentiate.m_data.val();
        self.mu.next = self.statistics.mu.val();
        self.scale.next = self.statistics.scale.val();
        self.dgamma.next = self.coefficients.dgamma.val();
        self.dbeta.next = self.total.q.val();
        self.y_saturations.next = self.normalise.saturations.val();
        self.dx_saturations.next = self.differentiate.saturations.val();
    }
}
