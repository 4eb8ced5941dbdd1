//! The backward L1 normaliser.

use rust_hdl::prelude::*;

use super::{AbsoluteDeviation, Backward, SignBalance, SignProjection};
use crate::base::Int;

/// The backward L1 normaliser, `golden::norm::backward(Norm::L1, ..)`: the skeleton [`Backward`] with
/// [`AbsoluteDeviation`], no root, [`SignBalance`] and [`SignProjection`]. 2^(A-1) samples a channel.
#[derive(Debug, Default, LogicBlock)]
pub struct L1NormBackward<const A: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// A sample is offered.
    pub s_valid: Signal<In, Bit>,
    /// The sample is taken.
    pub s_ready: Signal<Out, Bit>,
    /// x, an integer.
    pub s_data: Signal<In, Int<16>>,
    /// dy, an integer.
    pub s_dy: Signal<In, Int<8>>,
    /// The sample is the last of its channel.
    pub s_last: Signal<In, Bit>,
    /// gamma, LSB 2^-8, with the first sample.
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
    pub mu: Signal<Out, Int<32>>,
    /// s of the channel that is streamed, LSB 2^-16.
    pub scale: Signal<Out, Bits<31>>,
    /// dgamma of the channel that is streamed, LSB 2^-16.
    pub dgamma: Signal<Out, Int<42>>,
    /// dbeta of the channel that is streamed, an integer.
    pub dbeta: Signal<Out, Int<25>>,
    /// How many dx were saturated.
    pub saturations: Signal<Out, Bits<32>>,
    /// How many samples of too long channels were left out.
    pub dropped: Signal<Out, Bits<32>>,
    skeleton: Backward<A, 42>,
    deviation: AbsoluteDeviation,
    sign_balance: SignBalance,
    projection: SignProjection,
}

impl<const A: usize> Logic for L1NormBackward<A> {
    #[hdl_gen]
    fn update(&mut self) {
        self.skeleton.clock.next = self.clock.val();
        self.skeleton.reset.next = self.reset.val();
        self.skeleton.s_valid.next = self.s_valid.val();
        self.s_ready.next = self.skeleton.s_ready.val();
        self.skeleton.s_data.next = self.s_data.val();
        self.skeleton.s_dy.next = self.s_dy.val();
        self.skeleton.s_last.next = self.s_last.val();
        self.skeleton.s_gamma.next = self.s_gamma.val();
        self.m_valid.next = self.skeleton.m_valid.val();
        self.skeleton.m_ready.next = self.m_ready.val();
        self.m_data.next = self.skeleton.m_data.val();
        self.m_last.next = self.skeleton.m_last.val();
        self.mu.next = self.skeleton.mu.val();
        self.scale.next = self.skeleton.scale.val();
        self.dgamma.next = self.skeleton.dgamma.val();
        self.dbeta.next = self.skeleton.dbeta.val();
        self.saturations.next = self.skeleton.saturations.val();
        self.dropped.next = self.skeleton.dropped.val();

        self.deviation.clock.next = self.clock.val();
        self.deviation.reset.next = self.reset.val();
        self.deviation.clear.next = self.skeleton.clear.val();
        self.deviation.sample.next = self.skeleton.sample.val();
        self.deviation.sample_valid.next = self.skeleton.sample_valid.val();
        self.skeleton.busy.next = self.deviation.busy.val();
        self.skeleton.mean_rest.next = self.deviation.mean_rest.val();
        self.skeleton.mean_low.next = self.deviation.mean_low.val();
        self.skeleton.mean_steps.next = self.deviation.mean_steps.val();
        self.skeleton.mean_floor.next = self.deviation.mean_floor.val();
        self.deviation.mu.next = self.skeleton.mu.val();
        // no root: the mean deviation is s
        self.skeleton.root_done.next = self.skeleton.root_start.val();
        self.skeleton.root.next = self.skeleton.quotient.val().get_bits::<31>(0);

        // the slope is b itself; the signs do not cancel
        self.skeleton.slope_divides.next = false;
        self.sign_balance.clock.next = self.clock.val();
        self.sign_balance.reset.next = self.reset.val();
        self.sign_balance.clear.next = self.skeleton.clear.val();
        self.sign_balance.negative.next = self.deviation.negative.val();
        self.sign_balance.zero.next = self.deviation.zero.val();
        self.sign_balance.sign_valid.next = self.deviation.sign_valid.val();
        self.sign_balance.start.next = self.skeleton.balance_start.val();
        self.sign_balance.mean_magnitude.next = self.skeleton.mean_magnitude.val();
        self.sign_balance.mean_negative.next = self.skeleton.mean_negative.val();
        self.skeleton.balance_done.next = self.sign_balance.done.val();
        self.skeleton.balance.next = self.sign_balance.balance.val();
        self.projection.mu.next = self.skeleton.mu.val();
        self.projection.clock.next = self.clock.val();
        self.projection.reset.next = self.reset.val();
        self.projection.advance.next = self.skeleton.advance.val();
        self.projection.sample.next = self.skeleton.sample.val();
        self.projection.sample_valid.next = self.skeleton.output_valid.val();
        self.projection.sample_last.next = self.skeleton.output_last.val();
        self.projection.base.next = self.skeleton.base.val();
        self.projection.slope.next = self.skeleton.slope.val();
        self.projection.slope_negative.next = self.skeleton.mean_negative.val();
        self.skeleton.rest.next = self.projection.rest.val();
        self.skeleton.rest_valid.next = self.projection.rest_valid.val();
        self.skeleton.rest_last.next = self.projection.rest_last.val();
    }
}
