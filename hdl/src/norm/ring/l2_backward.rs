//! The backward L2 normaliser.

use rust_hdl::prelude::*;

use super::{BackBackward, Front, ProductProjection, RootMeanSquare, Slope, SquaredDeviation};
use crate::base::{unsigned_cast_int, Int};
use crate::primitive::Method;

/// The backward L2 normaliser of int8, `golden::norm::backward`. 2^(A-1) samples a channel.
pub type L2NormBackward8<const A: usize> = L2Backward<8, 16, 17, 23, 24, 25, 21, 42, 34, 45, 3, A>;
/// The backward L2 normaliser of int16, `golden::norm::backward`. 2^(A-1) samples a channel.
pub type L2NormBackward<const A: usize> = L2Backward<16, 24, 25, 31, 32, 33, 25, 50, 50, 53, 4, A>;
/// The backward L2 normaliser of int32, `golden::norm::backward`. 2^(A-1) samples a channel.
pub type L2NormBackward32<const A: usize> = L2Backward<32, 40, 41, 47, 48, 49, 33, 66, 82, 69, 5, A>;

/// The backward L2 normaliser of samples of `X` bits: [`Front`] and [`BackBackward`] with the fillings of L2.
#[derive(Debug, Default, LogicBlock)]
pub struct L2Backward<
    const X: usize,
    const N: usize,
    const D: usize,
    const T: usize,
    const M: usize,
    const F: usize,
    const I: usize,
    const V: usize,
    const Q: usize,
    const P: usize,
    const L: usize,
    const A: usize,
> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// A sample is offered.
    pub s_valid: Signal<In, Bit>,
    /// The sample is taken.
    pub s_ready: Signal<Out, Bit>,
    /// x, an integer.
    pub s_data: Signal<In, Int<X>>,
    /// dy, an integer.
    pub s_dy: Signal<In, Int<8>>,
    /// The sample is the last of its channel.
    pub s_last: Signal<In, Bit>,
    /// gamma, LSB 2^-8, with the first sample: -2047 to 2047, as golden takes. -2048 would be 0 where s + eps is a power of 2.
    pub s_gamma: Signal<In, Int<12>>,
    /// dx is there.
    pub m_valid: Signal<Out, Bit>,
    /// dx is taken.
    pub m_ready: Signal<In, Bit>,
    /// dx, LSB 2^-24.
    pub m_data: Signal<Out, Int<48>>,
    /// It is the last of its channel.
    pub m_last: Signal<Out, Bit>,
    /// mu of the channel that is streamed, LSB 2^-16.
    pub mu: Signal<Out, Int<M>>,
    /// s of the channel that is streamed, LSB 2^-16.
    pub scale: Signal<Out, Bits<T>>,
    /// dgamma of the channel that is streamed, LSB 2^-16.
    pub dgamma: Signal<Out, Int<42>>,
    /// dbeta of the channel that is streamed.
    pub dbeta: Signal<Out, Int<25>>,
    /// How many dx were saturated.
    pub saturations: Signal<Out, Bits<32>>,
    /// How many samples of too long channels were left out.
    pub dropped: Signal<Out, Bits<32>>,
    gamma_bits: Signal<Local, Bits<12>>,
    front: Front<X, D, M, F, A, 12, 0>,
    deviation: SquaredDeviation<X, N, D, M, Q>,
    scale_of: RootMeanSquare<X, T, M, F, A>,
    slope_of: Slope<T, M>,
    projection: ProductProjection<X, N, D, P, L>,
    back: BackBackward<X, N, D, T, M, F, I, V, A>,
}

impl<
        const X: usize,
        const N: usize,
        const D: usize,
        const T: usize,
        const M: usize,
        const F: usize,
        const I: usize,
        const V: usize,
        const Q: usize,
        const P: usize,
        const L: usize,
        const A: usize,
    > L2Backward<X, N, D, T, M, F, I, V, Q, P, L, A>
{
    /// With squares made by `method` and `stages` registers of its own.
    pub fn new(method: Method, stages: u32) -> Self {
        L2Backward {
            deviation: SquaredDeviation::new(method, stages),
            ..Default::default()
        }
    }
}

impl<
        const X: usize,
        const N: usize,
        const D: usize,
        const T: usize,
        const M: usize,
        const F: usize,
        const I: usize,
        const V: usize,
        const Q: usize,
        const P: usize,
        const L: usize,
        const A: usize,
    > Logic for L2Backward<X, N, D, T, M, F, I, V, Q, P, L, A>
{
    #[hdl_gen]
    fn update(&mut self) {
        self.front.clock.next = self.clock.val();
        self.front.reset.next = self.reset.val();
        self.deviation.clock.next = self.clock.val();
        self.deviation.reset.next = self.reset.val();
        self.scale_of.clock.next = self.clock.val();
        self.scale_of.reset.next = self.reset.val();
        self.slope_of.clock.next = self.clock.val();
        self.slope_of.reset.next = self.reset.val();
        self.projection.clock.next = self.clock.val();
        self.projection.reset.next = self.reset.val();
        self.back.clock.next = self.clock.val();
        self.back.reset.next = self.reset.val();
        self.gamma_bits.next = unsigned_cast_int::<12>(self.s_gamma.val());
        self.front.s_valid.next = self.s_valid.val();
        self.s_ready.next = self.front.s_ready.val();
        self.front.s_data.next = self.s_data.val();
        self.front.s_last.next = self.s_last.val();
        self.front.s_tag.next = self.gamma_bits.val();
        self.front.released.next = self.back.released.val();
        self.front.taken.next = self.back.taken.val();
        self.dropped.next = self.front.dropped.val();
        self.back.s_dy.next = self.s_dy.val();
        self.back.accepted.next = self.front.accepted.val();
        self.back.store.next = self.front.store.val();
        self.back.address.next = self.front.address.val();
        self.front.again_address.next = self.back.again_address.val();
        self.back.again.next = self.front.again.val();
        self.back.read_enable.next = self.front.read_enable.val();
        self.back.read_address.next = self.front.read_address.val();
        self.back.deviation_sample.next = self.front.sample.val();
        self.back.deviation_valid.next = self.front.sample_valid.val();
        self.back.deviation_last.next = self.front.sample_last.val();
        self.back.deviation_mu8.next = self.front.sample_mu8.val();
        self.back.held.next = self.front.held.val();
        self.back.full.next = self.front.full.val();
        self.back.s_mu.next = self.front.mu.val();
        self.back.samples.next = self.front.samples.val();
        self.back.tag.next = self.front.tag.val();
        self.back.root.next = self.scale_of.root.val();
        self.back.up.next = self.scale_of.up.val();
        self.back.m_ready.next = self.m_ready.val();
        self.m_valid.next = self.back.m_valid.val();
        self.m_data.next = self.back.m_data.val();
        self.m_last.next = self.back.m_last.val();
        self.mu.next = self.back.mu.val();
        self.scale.next = self.back.scale.val();
        self.dgamma.next = self.back.dgamma.val();
        self.dbeta.next = self.back.dbeta.val();
        self.saturations.next = self.back.saturations.val();

        self.deviation.sample.next = self.front.sample.val();
        self.deviation.sample_valid.next = self.front.sample_valid.val();
        self.deviation.sample_last.next = self.front.sample_last.val();
        self.deviation.taken.next = self.front.start.val();
        self.front.complete.next = self.deviation.complete.val();
        self.scale_of.start.next = self.front.start.val();
        self.scale_of.samples.next = self.front.samples.val();
        self.front.done.next = self.scale_of.done.val();

        self.projection.advance.next = self.back.advance.val();
        self.projection.sample.next = self.back.sample.val();
        self.projection.gradient.next = self.back.gradient.val();
        self.projection.flags.next = self.back.flags.val();
        self.projection.slope.next = self.back.slope.val();
        self.projection.slope_negative.next = self.back.slope_negative.val();
        self.projection.offset.next = self.back.offset.val();
        self.back.rest.next = self.projection.rest.val();
        self.back.rest_flags.next = self.projection.rest_flags.val();
        self.back.rest_first.next = self.projection.rest_first.val();
        self.deviation.mu8.next = self.front.sample_mu8.val();
        self.scale_of.low.next = self.deviation.low.val();
        self.scale_of.high.next = self.deviation.high.val();
        self.back.negative.next = false;
        self.back.zero.next = true;
        // the deviations sum to nothing, unlike the signs
        self.back.balanced.next = true;
        self.back.balance.next = 0.into();
        self.slope_of.start.next = self.back.start.val();
        self.slope_of.mean.next = self.back.mean.val();
        self.slope_of.normal.next = self.back.divisor.val();
        self.back.slope_done.next = self.slope_of.done.val();
        self.back.slope_magnitude.next = self.slope_of.slope.val();
        self.back.slope_up.next = self.slope_of.up.val();
        self.projection.mu8.next = self.back.sample_mu8.val();
        self.projection.exponent.next = self.back.exponent.val();
    }
}
