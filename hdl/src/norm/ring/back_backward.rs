//! The back half of a backward normaliser: the skeleton that L1 and L2 share.

use rust_hdl::prelude::*;

use super::{Derivative, EmitBackward, Gain, GradientMean, GradientSums, Offset};
use crate::base::{Int, Reg, SharedRam};

/// Everything from the sums of the gradient and s to dx but the slope, the balance and the projection.
///
/// ```text
///  sample, dy --> GradientSums --+--> Gain, Derivative --> GradientMean --> Offset --> EmitBackward --> m_*
///  full: s, mu, samples, tag ----+                                          |    ^      |  ^     ^
///  dy --> ring, ports 1 and 2                                               v    |      v  |     | x, dy
///                                                        filling: balance, slope   projection    ring, port 2
/// ```
///
/// Each block works on a channel of its own. `N = X + 8`, `D = X + 9`, `T = X + 15`, `M = X + 16`, `F = X + 17`,
/// `W = 2 H = X + 34`.
#[derive(Debug, Default, LogicBlock)]
pub struct BackBackward<
    const X: usize,
    const N: usize,
    const D: usize,
    const T: usize,
    const M: usize,
    const F: usize,
    const H: usize,
    const W: usize,
    const A: usize,
> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// dy, with the sample that [`super::Front`] is offered.
    pub s_dy: Signal<In, Int<8>>,
    /// From [`super::Front`].
    pub accepted: Signal<In, Bit>,
    /// From [`super::Front`].
    pub store: Signal<In, Bit>,
    /// From [`super::Front`].
    pub address: Signal<In, Bits<A>>,
    /// From [`super::Front`].
    pub read_enable: Signal<In, Bit>,
    /// From [`super::Front`].
    pub read_address: Signal<In, Bits<A>>,
    /// From [`super::Front`].
    pub deviation_sample: Signal<In, Int<X>>,
    /// From [`super::Front`].
    pub deviation_valid: Signal<In, Bit>,
    /// From [`super::Front`].
    pub deviation_last: Signal<In, Bit>,
    /// From [`super::Front`].
    pub deviation_mu8: Signal<In, Int<D>>,
    /// From the filling: the deviation of the sample of the cycle before is negative.
    pub negative: Signal<In, Bit>,
    /// From the filling: it is 0.
    pub zero: Signal<In, Bit>,
    /// From [`super::Front`].
    pub held: Signal<In, Bit>,
    /// A word is read for the last time, see [`super::Front`].
    pub released: Signal<Out, Bit>,
    /// Where.
    pub again_address: Signal<Out, Bits<A>>,
    /// The sample.
    pub again: Signal<In, Int<X>>,
    /// s is there.
    pub full: Signal<In, Bit>,
    /// It is taken.
    pub taken: Signal<Out, Bit>,
    /// s, rounded down.
    pub root: Signal<In, Bits<T>>,
    /// It is to be rounded up.
    pub up: Signal<In, Bit>,
    /// mu of the channel.
    pub s_mu: Signal<In, Int<M>>,
    /// Number of its samples.
    pub samples: Signal<In, Bits<A>>,
    /// gamma.
    pub tag: Signal<In, Bits<12>>,
    /// To the filling: b and what belongs to it stand from here on.
    pub start: Signal<Out, Bit>,
    /// To the filling: |b|.
    pub mean: Signal<Out, Bits<25>>,
    /// To the filling: b is negative.
    pub mean_negative: Signal<Out, Bit>,
    /// To the filling: sum(sgn(x - mu)).
    pub signs: Signal<Out, Int<19>>,
    /// To the filling: s + eps shifted up to its leading one.
    pub divisor: Signal<Out, Bits<T>>,
    /// From the filling, see [`Offset`].
    pub balanced: Signal<In, Bit>,
    /// From the filling.
    pub balance: Signal<In, Int<44>>,
    /// From the filling.
    pub slope_done: Signal<In, Bit>,
    /// From the filling.
    pub slope_magnitude: Signal<In, Bits<29>>,
    /// From the filling.
    pub slope_up: Signal<In, Bit>,
    /// To the filling, see [`EmitBackward`].
    pub advance: Signal<Out, Bit>,
    /// To the filling.
    pub sample: Signal<Out, Int<X>>,
    /// To the filling.
    pub gradient: Signal<Out, Int<8>>,
    /// To the filling.
    pub flags: Signal<Out, Bits<3>>,
    /// To the filling.
    pub sample_mu: Signal<Out, Int<M>>,
    /// To the filling.
    pub sample_mu8: Signal<Out, Int<D>>,
    /// To the filling.
    pub slope: Signal<Out, Bits<29>>,
    /// To the filling.
    pub slope_negative: Signal<Out, Bit>,
    /// To the filling.
    pub offset: Signal<Out, Int<27>>,
    /// To the filling.
    pub exponent: Signal<Out, Bits<6>>,
    /// From the filling.
    pub rest: Signal<In, Int<32>>,
    /// From the filling.
    pub rest_flags: Signal<In, Bits<3>>,
    /// From the filling.
    pub rest_first: Signal<In, Bit>,
    /// See [`EmitBackward`].
    pub m_valid: Signal<Out, Bit>,
    /// See [`EmitBackward`].
    pub m_ready: Signal<In, Bit>,
    /// See [`EmitBackward`].
    pub m_data: Signal<Out, Int<48>>,
    /// See [`EmitBackward`].
    pub m_last: Signal<Out, Bit>,
    /// See [`EmitBackward`].
    pub mu: Signal<Out, Int<M>>,
    /// See [`EmitBackward`].
    pub scale: Signal<Out, Bits<T>>,
    /// See [`EmitBackward`].
    pub dgamma: Signal<Out, Int<42>>,
    /// See [`EmitBackward`].
    pub dbeta: Signal<Out, Int<25>>,
    /// See [`EmitBackward`].
    pub saturations: Signal<Out, Bits<32>>,
    dy: Reg<Int<8>>,
    gradient_ring: SharedRam<Int<8>, A>,
    sums: GradientSums<X, N, D, F, H, W>,
    reciprocal: Gain<M, T, A, 12>,
    derivative: Derivative<H, W, T, M>,
    dy_read: Reg<Int<8>>,
    dbeta_held: Reg<Int<25>>,
    signs_held: Reg<Int<19>>,
    share: GradientMean<T, M, A>,
    shift: Offset<T, M, A>,
    emit: EmitBackward<X, D, T, M, A>,
}

impl<
        const X: usize,
        const N: usize,
        const D: usize,
        const T: usize,
        const M: usize,
        const F: usize,
        const H: usize,
        const W: usize,
        const A: usize,
    > Logic for BackBackward<X, N, D, T, M, F, H, W, A>
{
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, dy, dy_read, dbeta_held, signs_held);
        self.dy_read.reset.next = self.reset.val();
        self.dy.reset.next = self.reset.val();
        self.dbeta_held.reset.next = self.reset.val();
        self.signs_held.reset.next = self.reset.val();
        self.gradient_ring.clock.next = self.clock.val();
        self.sums.clock.next = self.clock.val();
        self.sums.reset.next = self.reset.val();
        self.reciprocal.clock.next = self.clock.val();
        self.reciprocal.reset.next = self.reset.val();
        self.derivative.clock.next = self.clock.val();
        self.derivative.reset.next = self.reset.val();
        self.share.clock.next = self.clock.val();
        self.share.reset.next = self.reset.val();
        self.shift.clock.next = self.clock.val();
        self.shift.reset.next = self.reset.val();
        self.emit.clock.next = self.clock.val();
        self.emit.reset.next = self.reset.val();
        if self.accepted.val() {
            self.dy.d.next = self.s_dy.val();
        }
        self.gradient_ring.write_enable.next = self.store.val();
        self.gradient_ring.write_address.next = self.address.val();
        self.gradient_ring.write_data.next = self.dy.q.val();
        self.gradient_ring.read1_enable.next = self.read_enable.val();
        self.gradient_ring.read1_address.next = self.read_address.val();
        self.gradient_ring.read2_enable.next = self.emit.read_enable.val();
        self.gradient_ring.read2_address.next = self.emit.read_address.val();
        self.again_address.next = self.emit.read_address.val();
        self.released.next = self.emit.read_enable.val();

        self.sums.sample.next = self.deviation_sample.val();
        // with x, which has a register behind its ring
        self.dy_read.d.next = self.gradient_ring.read1_data.val();
        self.sums.gradient.next = self.dy_read.q.val();
        self.sums.sample_valid.next = self.deviation_valid.val();
        self.sums.sample_last.next = self.deviation_last.val();
        self.sums.mu8.next = self.deviation_mu8.val();
        self.sums.negative.next = self.negative.val();
        self.sums.zero.next = self.zero.val();
        self.sums.held.next = self.held.val();

        self.reciprocal.s_full.next = self.full.val();
        self.taken.next = self.reciprocal.s_taken.val();
        self.reciprocal.s_root.next = self.root.val();
        self.reciprocal.s_up.next = self.up.val();
        self.reciprocal.s_mu.next = self.s_mu.val();
        self.reciprocal.s_samples.next = self.samples.val();
        self.reciprocal.s_tag.next = self.tag.val();
        self.reciprocal.taken.next = self.share.s_taken.val();
        self.derivative.load.next = self.reciprocal.s_taken.val();
        self.derivative.projected_low.next = self.sums.projected_low.val();
        self.derivative.projected_high.next = self.sums.projected_high.val();
        self.derivative.scale.next = self.reciprocal.scale.val();
        if self.reciprocal.s_taken.val() {
            self.dbeta_held.d.next = self.sums.dbeta.val();
            self.signs_held.d.next = self.sums.signs.val();
        }

        self.share.s_full.next = self.reciprocal.full.val() & self.derivative.done.val();
        self.share.s_mu.next = self.reciprocal.mu.val();
        self.share.s_scale.next = self.reciprocal.scale.val();
        self.share.s_samples.next = self.reciprocal.samples.val();
        self.share.s_gain.next = self.reciprocal.gain.val();
        self.share.s_gain_up.next = self.reciprocal.up.val();
        self.share.s_gain_negative.next = self.reciprocal.tag.val().get_bit(11);
        self.share.s_exponent.next = self.reciprocal.exponent.val();
        self.share.s_dgamma.next = self.derivative.quotient.val();
        self.share.s_dgamma_up.next = self.derivative.up.val();
        self.share.s_dgamma_negative.next = self.derivative.negative.val();
        self.share.s_dbeta.next = self.dbeta_held.q.val();
        self.share.s_signs.next = self.signs_held.q.val();
        self.share.s_normal.next = self.reciprocal.divisor.val();
        self.share.taken.next = self.shift.s_taken.val();

        self.shift.s_full.next = self.share.full.val();
        self.shift.s_mu.next = self.share.mu.val();
        self.shift.s_scale.next = self.share.scale.val();
        self.shift.s_samples.next = self.share.samples.val();
        self.shift.s_gain.next = self.share.gain.val();
        self.shift.s_gain_negative.next = self.share.gain_negative.val();
        self.shift.s_exponent.next = self.share.exponent.val();
        self.shift.s_dgamma.next = self.share.dgamma.val();
        self.shift.s_dgamma_negative.next = self.share.dgamma_negative.val();
        self.shift.s_dbeta.next = self.share.dbeta.val();
        self.shift.s_signs.next = self.share.signs.val();
        self.shift.s_normal.next = self.share.normal.val();
        self.shift.s_mean.next = self.share.mean.val();
        self.shift.s_up.next = self.share.up.val();
        self.shift.taken.next = self.emit.s_taken.val();
        self.start.next = self.shift.start.val();
        self.mean.next = self.shift.mean.val();
        self.mean_negative.next = self.shift.dgamma_negative.val();
        self.signs.next = self.shift.signs.val();
        self.divisor.next = self.shift.normal.val();
        self.shift.balanced.next = self.balanced.val();
        self.shift.balance.next = self.balance.val();
        self.shift.slope_done.next = self.slope_done.val();

        self.emit.s_full.next = self.shift.full.val();
        self.emit.s_mu.next = self.shift.mu.val();
        self.emit.s_scale.next = self.shift.scale.val();
        self.emit.s_samples.next = self.shift.samples.val();
        self.emit.s_gain.next = self.shift.gain.val();
        self.emit.s_gain_negative.next = self.shift.gain_negative.val();
        self.emit.s_exponent.next = self.shift.exponent.val();
        self.emit.s_dgamma.next = self.shift.dgamma.val();
        self.emit.s_dgamma_negative.next = self.shift.dgamma_negative.val();
        self.emit.s_dbeta.next = self.shift.dbeta.val();
        self.emit.s_offset.next = self.shift.offset.val();
        self.emit.s_offset_up.next = self.shift.offset_up.val();
        self.emit.s_offset_negative.next = self.shift.offset_negative.val();
        self.emit.s_slope.next = self.slope_magnitude.val();
        self.emit.s_slope_up.next = self.slope_up.val();
        self.advance.next = self.emit.advance.val();
        self.sample.next = self.again.val();
        self.gradient.next = self.gradient_ring.read2_data.val();
        self.flags.next = self.emit.flags.val();
        self.sample_mu.next = self.emit.sample_mu.val();
        self.sample_mu8.next = self.emit.sample_mu8.val();
        self.slope.next = self.emit.slope.val();
        self.slope_negative.next = self.emit.slope_negative.val();
        self.offset.next = self.emit.offset.val();
        self.exponent.next = self.emit.exponent.val();
        self.emit.rest.next = self.rest.val();
        self.emit.rest_flags.next = self.rest_flags.val();
        self.emit.rest_first.next = self.rest_first.val();
        self.emit.m_ready.next = self.m_ready.val();
        self.m_valid.next = self.emit.m_valid.val();
        self.m_data.next = self.emit.m_data.val();
        self.m_last.next = self.emit.m_last.val();
        self.mu.next = self.emit.mu.val();
        self.scale.next = self.emit.scale.val();
        self.dgamma.next = self.emit.dgamma.val();
        self.dbeta.next = self.emit.dbeta.val();
        self.saturations.next = self.emit.saturations.val();
    }
}
