//! The forward normalisers.

use rust_hdl::prelude::*;

use super::{Back, Front, RootMeanSquare, SquaredDeviation};
use crate::base::{unsigned_cast_int, Int};
use crate::primitive::Method;

/// The forward L2 normaliser of int8, `golden::norm::forward`. 2^(A-1) samples a channel.
pub type L2Norm8<const A: usize> = L2Forward<8, 16, 17, 23, 24, 25, 34, 43, 3, A>;
/// The forward L2 normaliser of int16, `golden::norm::forward`. 2^(A-1) samples a channel.
pub type L2Norm<const A: usize> = L2Forward<16, 24, 25, 31, 32, 33, 50, 51, 4, A>;
/// The forward L2 normaliser of int32, `golden::norm::forward`. 2^(A-1) samples a channel.
pub type L2Norm32<const A: usize> = L2Forward<32, 40, 41, 47, 48, 49, 82, 67, 5, A>;

/// The forward L2 normaliser of samples of `X` bits: [`Front`] and [`Back`] with [`SquaredDeviation`] and
/// [`RootMeanSquare`].
#[derive(Debug, Default, LogicBlock)]
pub struct L2Forward<
    const X: usize,
    const N: usize,
    const D: usize,
    const T: usize,
    const M: usize,
    const F: usize,
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
    /// The sample, an integer.
    pub s_data: Signal<In, Int<X>>,
    /// It is the last of its channel.
    pub s_last: Signal<In, Bit>,
    /// gamma, LSB 2^-8, with the first sample: -2047 to 2047, as golden takes. -2048 would be 0 where s + eps is a power of 2.
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
    pub mu: Signal<Out, Int<M>>,
    /// s of the channel that is streamed, LSB 2^-16.
    pub scale: Signal<Out, Bits<T>>,
    /// How many y were saturated.
    pub saturations: Signal<Out, Bits<32>>,
    /// How many samples of too long channels were left out.
    pub dropped: Signal<Out, Bits<32>>,
    gamma_bits: Signal<Local, Bits<12>>,
    beta_bits: Signal<Local, Bits<14>>,
    front: Front<X, D, M, F, A, 26, 0>,
    deviation: SquaredDeviation<X, N, D, M, Q>,
    scale_of: RootMeanSquare<X, T, M, F, A>,
    back: Back<X, N, D, T, M, P, L, A>,
}

impl<
        const X: usize,
        const N: usize,
        const D: usize,
        const T: usize,
        const M: usize,
        const F: usize,
        const Q: usize,
        const P: usize,
        const L: usize,
        const A: usize,
    > L2Forward<X, N, D, T, M, F, Q, P, L, A>
{
    /// With squares made by `method` and `stages` registers of its own.
    pub fn new(method: Method, stages: u32) -> Self {
        L2Forward {
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
        const Q: usize,
        const P: usize,
        const L: usize,
        const A: usize,
    > Logic for L2Forward<X, N, D, T, M, F, Q, P, L, A>
{
    #[hdl_gen]
    fn update(&mut self) {
        self.front.clock.next = self.clock.val();
        self.front.reset.next = self.reset.val();
        self.deviation.clock.next = self.clock.val();
        self.deviation.reset.next = self.reset.val();
        self.scale_of.clock.next = self.clock.val();
        self.scale_of.reset.next = self.reset.val();
        self.back.clock.next = self.clock.val();
        self.back.reset.next = self.reset.val();
        self.gamma_bits.next = unsigned_cast_int::<12>(self.s_gamma.val());
        self.beta_bits.next = unsigned_cast_int::<14>(self.s_beta.val());
        self.front.s_valid.next = self.s_valid.val();
        self.s_ready.next = self.front.s_ready.val();
        self.front.s_data.next = self.s_data.val();
        self.front.s_last.next = self.s_last.val();
        self.front.s_tag.next =
            bit_cast::<26, 12>(self.gamma_bits.val()) | (bit_cast::<26, 14>(self.beta_bits.val()) << 12);
        self.front.released.next = self.back.released.val();
        self.front.taken.next = self.back.taken.val();
        self.dropped.next = self.front.dropped.val();
        self.front.again_address.next = self.back.again_address.val();
        self.back.again.next = self.front.again.val();
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
        self.saturations.next = self.back.saturations.val();

        self.deviation.sample.next = self.front.sample.val();
        self.deviation.sample_valid.next = self.front.sample_valid.val();
        self.deviation.sample_last.next = self.front.sample_last.val();
        self.deviation.taken.next = self.front.start.val();
        self.front.complete.next = self.deviation.complete.val();
        self.scale_of.start.next = self.front.start.val();
        self.scale_of.samples.next = self.front.samples.val();
        self.front.done.next = self.scale_of.done.val();
        self.deviation.mu8.next = self.front.sample_mu8.val();
        self.scale_of.low.next = self.deviation.low.val();
        self.scale_of.high.next = self.deviation.high.val();
    }
}
