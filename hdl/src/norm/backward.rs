//! The backward pass: the skeleton that the L1 and the L2 normaliser share.

use rust_hdl::prelude::*;

use super::{Coefficients, Differentiate, Divide, Load, ProjectedGradient, Read, Statistics};
use crate::base::{signed_bit_cast_int, signed_cast_int, unsigned_cast_int, Int, Ram, Reg};

/// Everything of a backward normaliser but the deviation, the root, the slope and the projection.
///
/// ```text
///          +------+   +--------+   +-------------------+ tail_start +--------------+ ready
///  s_* --->| Load |-->| memory |-->| Statistics        |----------->| Coefficients |------+
///          | +dy  |   | x, dy  |   | ProjectedGradient |            +--------------+      v
///          +------+   +---+----+   +-------------------+                               Read again
///                         |
///                         +--> dy 2^16 - c --> [base] --> projection (filling) --> rest --> Differentiate --> m_*
/// ```
///
/// While a channel is worked on, the next one loads into the other half of the memory. mu and s are computed anew
/// from x: nothing has to be kept from the forward pass.
#[derive(Debug, Default, LogicBlock)]
pub struct Backward<const A: usize, const L: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// A sample is offered.
    pub s_valid: Signal<In, Bit>,
    /// The sample is taken.
    pub s_ready: Signal<Out, Bit>,
    /// x.
    pub s_data: Signal<In, Int<16>>,
    /// dy.
    pub s_dy: Signal<In, Int<8>>,
    /// The sample is the last of its channel.
    pub s_last: Signal<In, Bit>,
    /// gamma, with the first sample.
    pub s_gamma: Signal<In, Int<12>>,
    /// dx is there.
    pub m_valid: Signal<Out, Bit>,
    /// dx is taken.
    pub m_ready: Signal<In, Bit>,
    /// dx.
    pub m_data: Signal<Out, Int<48>>,
    /// It is the last of its channel.
    pub m_last: Signal<Out, Bit>,
    /// mu of the channel that is streamed.
    pub mu: Signal<Out, Int<32>>,
    /// s of the channel that is streamed.
    pub scale: Signal<Out, Bits<31>>,
    /// dgamma of the channel that is streamed.
    pub dgamma: Signal<Out, Int<42>>,
    /// dbeta of the channel that is streamed.
    pub dbeta: Signal<Out, Int<25>>,
    /// How many dx were saturated.
    pub saturations: Signal<Out, Bits<32>>,
    /// How many samples were left out.
    pub dropped: Signal<Out, Bits<32>>,
    /// To the filling: empties the sums.
    pub clear: Signal<Out, Bit>,
    /// To the filling: a sample, in the deviation pass and in the output pass.
    pub sample: Signal<Out, Int<16>>,
    /// To the filling: a sample of the deviation pass is there.
    pub sample_valid: Signal<Out, Bit>,
    /// To the filling: RHE(mu) with 8 fraction bits.
    pub mu8: Signal<Out, Int<25>>,
    /// From the filling, see [`Statistics`].
    pub busy: Signal<In, Bit>,
    /// From the filling.
    pub mean_rest: Signal<In, Bits<32>>,
    /// From the filling.
    pub mean_low: Signal<In, Bits<64>>,
    /// From the filling.
    pub mean_steps: Signal<In, Bits<7>>,
    /// From the filling.
    pub mean_floor: Signal<In, Bit>,
    /// To the filling: the quotient of the mean deviation.
    pub quotient: Signal<Out, Bits<L>>,
    /// To the filling: it is there.
    pub root_start: Signal<Out, Bit>,
    /// From the filling.
    pub root_done: Signal<In, Bit>,
    /// From the filling.
    pub root: Signal<In, Bits<31>>,
    /// From the filling, see [`Coefficients`].
    pub slope_divides: Signal<In, Bit>,
    /// To the filling.
    pub balance_start: Signal<Out, Bit>,
    /// From the filling.
    pub balance_done: Signal<In, Bit>,
    /// From the filling.
    pub balance: Signal<In, Int<44>>,
    /// To the filling: |b|.
    pub mean_magnitude: Signal<Out, Bits<25>>,
    /// To the filling: b, and so the slope, is negative.
    pub mean_negative: Signal<Out, Bit>,
    /// To the filling: magnitude of the slope.
    pub slope: Signal<Out, Bits<29>>,
    /// To the filling: e.
    pub exponent: Signal<Out, Bits<6>>,
    /// To the filling: the output pipeline moves on.
    pub advance: Signal<Out, Bit>,
    /// To the filling: a sample of the output pass is there.
    pub output_valid: Signal<Out, Bit>,
    /// To the filling: it is the last.
    pub output_last: Signal<Out, Bit>,
    /// To the filling, one step after the sample: dy 2^16 - c.
    pub base: Signal<Out, Int<27>>,
    /// From the filling: base - b F.
    pub rest: Signal<In, Int<32>>,
    /// From the filling: `rest` is there.
    pub rest_valid: Signal<In, Bit>,
    /// From the filling: it is the last.
    pub rest_last: Signal<In, Bit>,
    load: Load<A>,
    memory: Ram<Bits<24>, A>,
    statistics: Statistics<A, L>,
    divide: Divide<L>,
    projected: ProjectedGradient,
    coefficients: Coefficients<A, L>,
    reader: Read<A>,
    differentiate: Differentiate,
    gamma: Reg<Int<12>>,
    loaded: Reg<Int<8>>,
    loaded_wide: Signal<Local, Int<25>>,
    loaded_bits: Signal<Local, Bits<8>>,
    sample_bits: Signal<Local, Bits<16>>,
    loading: Reg<Int<25>>,
    total: Reg<Int<25>>,
    gradient: Signal<Local, Int<8>>,
    gradient_shifted: Signal<Local, Bits<24>>,
    gradient_fixed: Signal<Local, Int<24>>,
    gradient_wide: Signal<Local, Int<27>>,
    left_over: Reg<Int<27>>,
}

impl<const A: usize, const L: usize> Logic for Backward<A, L> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, gamma, loaded, loading, total, left_over);
        self.gamma.reset.next = self.reset.val();
        self.loaded.reset.next = self.reset.val();
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

        // in: x and dy, their sums, and the memory
        self.load.s_valid.next = self.s_valid.val();
        self.s_ready.next = self.load.s_ready.val();
        self.load.s_data.next = self.s_data.val();
        self.load.s_last.next = self.s_last.val();
        self.load.s_gamma.next = self.s_gamma.val();
        self.load.s_beta.next = 0.into();
        self.load.take.next = self.statistics.take.val();
        self.dropped.next = self.load.dropped.val();
        if self.load.accepted.val() {
            self.loaded.d.next = self.s_dy.val();
        }
        self.loaded_wide.next = signed_cast_int::<8, 25>(self.loaded.q.val());
        if self.load.store.val() {
            self.loading.d.next = self.loading.q.val() + self.loaded_wide.val();
        }
        if self.statistics.take.val() {
            self.gamma.d.next = self.load.gamma.val();
            self.total.d.next = self.loading.q.val();
            self.loading.d.next = 0.into();
        }
        self.loaded_bits.next = unsigned_cast_int::<8>(self.loaded.q.val());
        self.sample_bits.next = unsigned_cast_int::<16>(self.load.sample.val());
        self.memory.write_enable.next = self.load.store.val();
        self.memory.write_address.next = self.load.address.val();
        self.memory.write_data.next =
            bit_cast::<24, 16>(self.sample_bits.val()) | (bit_cast::<24, 8>(self.loaded_bits.val()) << 16);
        self.memory.read_enable.next = self.statistics.read_enable.val() | self.reader.read_enable.val();
        self.memory.read_address.next = self.statistics.read_address.val();
        if self.reader.read_enable.val() {
            self.memory.read_address.next = self.reader.read_address.val();
        }
        self.sample.next = signed_bit_cast_int::<16>(self.memory.read_data.val().get_bits::<16>(0));
        self.gradient.next = signed_bit_cast_int::<8>(self.memory.read_data.val().get_bits::<8>(16));

        // statistics, and sum(dy d) in the same pass
        self.statistics.given.next = false;
        self.statistics.given_mu.next = 0.into();
        self.statistics.given_scale.next = 0.into();
        self.statistics.pending.next = self.load.pending.val();
        self.statistics.sum.next = self.load.sum.val();
        self.statistics.samples.next = self.load.samples.val();
        self.statistics.base.next = self.load.base.val();
        self.statistics.busy.next = self.busy.val() | self.projected.busy.val();
        self.statistics.mean_rest.next = self.mean_rest.val();
        self.statistics.mean_low.next = self.mean_low.val();
        self.statistics.mean_steps.next = self.mean_steps.val();
        self.statistics.mean_floor.next = self.mean_floor.val();
        self.statistics.root_done.next = self.root_done.val();
        self.statistics.root.next = self.root.val();
        self.statistics.divide_done.next = self.divide.done.val();
        self.statistics.quotient.next = self.divide.quotient.val();
        self.statistics.tail_done.next = self.differentiate.done.val();
        self.clear.next = self.statistics.clear.val();
        self.sample_valid.next = self.statistics.sample_valid.val();
        self.mu8.next = self.statistics.mu8.val();
        self.root_start.next = self.statistics.root_start.val();
        self.quotient.next = self.divide.quotient.val();
        self.projected.clear.next = self.statistics.clear.val();
        self.projected.sample.next = self.sample.val();
        self.projected.gradient.next = self.gradient.val();
        self.projected.sample_valid.next = self.statistics.sample_valid.val();
        self.projected.mu8.next = self.statistics.mu8.val();

        // the divider belongs to the statistics, then to the coefficients
        self.divide.start.next = self.statistics.divide_start.val() | self.coefficients.divide_start.val();
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

        self.coefficients.start.next = self.statistics.tail_start.val();
        self.coefficients.projected.next = self.projected.sum.val();
        self.coefficients.dbeta.next = self.total.q.val();
        self.coefficients.gamma.next = self.gamma.q.val();
        self.coefficients.samples.next = self.statistics.count.val();
        self.coefficients.scale.next = self.statistics.scale.val();
        self.coefficients.divisor.next = self.statistics.divisor.val();
        self.coefficients.slope_divides.next = self.slope_divides.val();
        self.coefficients.balance_done.next = self.balance_done.val();
        self.coefficients.balance.next = self.balance.val();
        self.coefficients.divide_done.next = self.divide.done.val();
        self.coefficients.quotient.next = self.divide.quotient.val();
        self.coefficients.finished.next = self.differentiate.done.val();
        self.balance_start.next = self.coefficients.balance_start.val();
        self.mean_magnitude.next = self.coefficients.mean_magnitude.val();
        self.mean_negative.next = self.coefficients.mean_negative.val();
        self.slope.next = self.coefficients.slope.val();
        self.exponent.next = self.statistics.exponent.val();

        // out: read again, take the offset off, project, scale
        self.reader.start.next = self.coefficients.ready.val();
        self.reader.advance.next = self.differentiate.advance.val();
        self.reader.samples.next = self.statistics.count.val();
        self.reader.base.next = self.statistics.origin.val();
        self.advance.next = self.differentiate.advance.val();
        self.output_valid.next = self.reader.valid.val();
        self.output_last.next = self.reader.last.val();
        self.gradient_shifted.next = bit_cast::<24, 8>(self.memory.read_data.val().get_bits::<8>(16)) << 16;
        self.gradient_fixed.next = signed_bit_cast_int::<24>(self.gradient_shifted.val());
        self.gradient_wide.next = signed_cast_int::<24, 27>(self.gradient_fixed.val());
        if self.differentiate.advance.val() {
            self.left_over.d.next = self.gradient_wide.val() - self.coefficients.offset.val();
        }
        self.base.next = self.left_over.q.val();
        self.differentiate.rest.next = self.rest.val();
        self.differentiate.rest_valid.next = self.rest_valid.val();
        self.differentiate.rest_last.next = self.rest_last.val();
        self.differentiate.gain.next = self.coefficients.gain.val();
        self.differentiate.gain_negative.next = self.gamma.q.val().get_bit(11);
        self.differentiate.exponent.next = self.statistics.exponent.val();
        self.differentiate.m_ready.next = self.m_ready.val();
        self.m_valid.next = self.differentiate.m_valid.val();
        self.m_data.next = self.differentiate.m_data.val();
        self.m_last.next = self.differentiate.m_last.val();
        self.mu.next = self.statistics.mu.val();
        self.scale.next = self.statistics.scale.val();
        self.dgamma.next = self.coefficients.dgamma.val();
        self.dbeta.next = self.total.q.val();
        self.saturations.next = self.differentiate.saturations.val();
    }
}
