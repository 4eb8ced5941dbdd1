//! The forward pass: the skeleton that the L1 and the L2 normaliser share.

use rust_hdl::prelude::*;

use super::{Divide, Load, Normalise, Statistics};
use crate::base::{Int, Ram, Reg};

/// Everything of a forward normaliser but the deviation and the root.
///
/// ```text
///            +------+    +--------+    +------------+ tail_start  +-----------+
///  s_* ----->| Load |--->| memory |--->| Statistics |------------>| Normalise |----> m_*
///            +--+---+    +--------+    +--+-----^---+             +-----------+
///               | pending, sum ---------->|     | sum of deviations, root
///               +------------------       v     |                 one Divide serves both
///                                   sample, mu  filling
/// ```
///
/// While a channel is worked on, the next one loads into the other half of the memory.
#[derive(Debug, Default, LogicBlock)]
pub struct Forward<const A: usize, const L: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// A sample is offered.
    pub s_valid: Signal<In, Bit>,
    /// The sample is taken.
    pub s_ready: Signal<Out, Bit>,
    /// The sample.
    pub s_data: Signal<In, Int<16>>,
    /// It is the last of its channel.
    pub s_last: Signal<In, Bit>,
    /// gamma, with the first sample.
    pub s_gamma: Signal<In, Int<12>>,
    /// beta, with the first sample.
    pub s_beta: Signal<In, Int<14>>,
    /// y is there.
    pub m_valid: Signal<Out, Bit>,
    /// y is taken.
    pub m_ready: Signal<In, Bit>,
    /// y.
    pub m_data: Signal<Out, Int<24>>,
    /// It is the last of its channel.
    pub m_last: Signal<Out, Bit>,
    /// mu of the channel that is streamed.
    pub mu: Signal<Out, Int<32>>,
    /// s of the channel that is streamed.
    pub scale: Signal<Out, Bits<31>>,
    /// How many y were saturated.
    pub saturations: Signal<Out, Bits<32>>,
    /// How many samples were left out.
    pub dropped: Signal<Out, Bits<32>>,
    /// To the filling: empties the sum.
    pub clear: Signal<Out, Bit>,
    /// To the filling: a sample.
    pub sample: Signal<Out, Int<16>>,
    /// To the filling: the sample is there.
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
    load: Load<A>,
    memory: Ram<Int<16>, A>,
    statistics: Statistics<A, L>,
    divide: Divide<L>,
    normalise: Normalise<A, L>,
    gamma: Reg<Int<12>>,
    beta: Reg<Int<14>>,
}

impl<const A: usize, const L: usize> Logic for Forward<A, L> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, gamma, beta);
        self.gamma.reset.next = self.reset.val();
        self.beta.reset.next = self.reset.val();
        self.load.clock.next = self.clock.val();
        self.load.reset.next = self.reset.val();
        self.memory.clock.next = self.clock.val();
        self.statistics.clock.next = self.clock.val();
        self.statistics.reset.next = self.reset.val();
        self.divide.clock.next = self.clock.val();
        self.divide.reset.next = self.reset.val();
        self.normalise.clock.next = self.clock.val();
        self.normalise.reset.next = self.reset.val();

        self.load.s_valid.next = self.s_valid.val();
        self.s_ready.next = self.load.s_ready.val();
        self.load.s_data.next = self.s_data.val();
        self.load.s_last.next = self.s_last.val();
        self.load.s_gamma.next = self.s_gamma.val();
        self.load.s_beta.next = self.s_beta.val();
        self.load.take.next = self.statistics.take.val();
        if self.statistics.take.val() {
            self.gamma.d.next = self.load.gamma.val();
            self.beta.d.next = self.load.beta.val();
        }
        self.dropped.next = self.load.dropped.val();

        self.memory.write_enable.next = self.load.store.val();
        self.memory.write_address.next = self.load.address.val();
        self.memory.write_data.next = self.load.sample.val();
        self.memory.read_enable.next = self.statistics.read_enable.val() | self.normalise.read_enable.val();
        self.memory.read_address.next = self.statistics.read_address.val();
        if self.normalise.read_enable.val() {
            self.memory.read_address.next = self.normalise.read_address.val();
        }

        self.statistics.given.next = false;
        self.statistics.given_mu.next = 0.into();
        self.statistics.given_scale.next = 0.into();
        self.statistics.pending.next = self.load.pending.val();
        self.statistics.sum.next = self.load.sum.val();
        self.statistics.samples.next = self.load.samples.val();
        self.statistics.base.next = self.load.base.val();
        self.statistics.busy.next = self.busy.val();
        self.statistics.mean_rest.next = self.mean_rest.val();
        self.statistics.mean_low.next = self.mean_low.val();
        self.statistics.mean_steps.next = self.mean_steps.val();
        self.statistics.mean_floor.next = self.mean_floor.val();
        self.statistics.root_done.next = self.root_done.val();
        self.statistics.root.next = self.root.val();
        self.statistics.divide_done.next = self.divide.done.val();
        self.statistics.quotient.next = self.divide.quotient.val();
        self.statistics.tail_done.next = self.normalise.done.val();
        self.clear.next = self.statistics.clear.val();
        self.sample.next = self.memory.read_data.val();
        self.sample_valid.next = self.statistics.sample_valid.val();
        self.mu8.next = self.statistics.mu8.val();
        self.root_start.next = self.statistics.root_start.val();
        self.quotient.next = self.divide.quotient.val();

        self.divide.start.next = self.statistics.divide_start.val() | self.normalise.divide_start.val();
        self.divide.rest.next = self.statistics.divide_rest.val();
        self.divide.low.next = self.statistics.divide_low.val();
        self.divide.denominator.next = bit_cast::<32, A>(self.statistics.count.val());
        self.divide.steps.next = self.statistics.divide_steps.val();
        self.divide.floor.next = self.statistics.divide_floor.val();
        if self.normalise.divide_start.val() {
            self.divide.rest.next = self.normalise.divide_rest.val();
            self.divide.low.next = 0.into();
            self.divide.denominator.next = self.statistics.divisor.val();
            self.divide.steps.next = self.normalise.divide_steps.val();
            self.divide.floor.next = false;
        }

        self.normalise.start.next = self.statistics.tail_start.val();
        self.normalise.gamma.next = self.gamma.q.val();
        self.normalise.beta.next = self.beta.q.val();
        self.normalise.samples.next = self.statistics.count.val();
        self.normalise.base.next = self.statistics.origin.val();
        self.normalise.mu8.next = self.statistics.mu8.val();
        self.normalise.scale.next = self.statistics.scale.val();
        self.normalise.exponent.next = self.statistics.exponent.val();
        self.normalise.divide_done.next = self.divide.done.val();
        self.normalise.quotient.next = self.divide.quotient.val();
        self.normalise.read_data.next = self.memory.read_data.val();
        self.normalise.m_ready.next = self.m_ready.val();
        self.m_valid.next = self.normalise.m_valid.val();
        self.m_data.next = self.normalise.m_data.val();
        self.m_last.next = self.normalise.m_last.val();
        self.mu.next = self.statistics.mu.val();
        self.scale.next = self.statistics.scale.val();
        self.saturations.next = self.normalise.saturations.val();
    }
}
