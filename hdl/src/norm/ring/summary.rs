//! The statistics units.

use rust_hdl::prelude::*;

use super::{AbsoluteDeviation, Front, MeanAbsolute, RootMeanSquare, SquaredDeviation};
use crate::base::{Int, Reg};
use crate::primitive::Method;

/// [`L1Statistics`] of int8.
pub type L1Statistics8<const A: usize> = L1Statistics<8, 16, 17, 23, 24, 25, 40, A>;
/// [`L1Statistics`] of int16.
pub type L1Statistics16<const A: usize> = L1Statistics<16, 24, 25, 31, 32, 33, 48, A>;
/// [`L1Statistics`] of int32.
pub type L1Statistics32<const A: usize> = L1Statistics<32, 40, 41, 47, 48, 49, 64, A>;
/// [`L2Statistics`] of int8.
pub type L2Statistics8<const A: usize> = L2Statistics<8, 16, 17, 23, 24, 25, 34, A>;
/// [`L2Statistics`] of int16.
pub type L2Statistics16<const A: usize> = L2Statistics<16, 24, 25, 31, 32, 33, 50, A>;
/// [`L2Statistics`] of int32.
pub type L2Statistics32<const A: usize> = L2Statistics<32, 40, 41, 47, 48, 49, 82, A>;

/// Mean and s of each channel, `golden::norm::statistics(Norm::L1, ..)`: the front half of the L1 normalisers by itself.
///
/// ```text
///  s_* --> Front with the filling of L1: mu, s, samples --> m_*
/// ```
///
/// One sample a cycle, m cycles a channel from X + A + 27 samples up while 2 m + 67 words fit the ring.
#[derive(Debug, Default, LogicBlock)]
pub struct L1Statistics<
    const X: usize,
    const N: usize,
    const D: usize,
    const T: usize,
    const M: usize,
    const F: usize,
    const W: usize,
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
    /// The statistics of a channel are there.
    pub m_valid: Signal<Out, Bit>,
    /// They are taken.
    pub m_ready: Signal<In, Bit>,
    /// mu, LSB 2^-16.
    pub m_mu: Signal<Out, Int<M>>,
    /// s, LSB 2^-16.
    pub m_scale: Signal<Out, Bits<T>>,
    /// Number of samples.
    pub m_samples: Signal<Out, Bits<A>>,
    /// How many samples of too long channels were left out.
    pub dropped: Signal<Out, Bits<32>>,
    front: Front<X, D, M, F, A, 1, 1>,
    deviation: AbsoluteDeviation<X, M, W, A>,
    scale_of: MeanAbsolute<T, M, A, W>,
}

impl<
        const X: usize,
        const N: usize,
        const D: usize,
        const T: usize,
        const M: usize,
        const F: usize,
        const W: usize,
        const A: usize,
    > Logic for L1Statistics<X, N, D, T, M, F, W, A>
{
    #[hdl_gen]
    fn update(&mut self) {
        self.front.clock.next = self.clock.val();
        self.front.reset.next = self.reset.val();
        self.deviation.clock.next = self.clock.val();
        self.deviation.reset.next = self.reset.val();
        self.scale_of.clock.next = self.clock.val();
        self.scale_of.reset.next = self.reset.val();
        self.front.s_valid.next = self.s_valid.val();
        self.s_ready.next = self.front.s_ready.val();
        self.front.s_data.next = self.s_data.val();
        self.front.s_last.next = self.s_last.val();
        self.front.s_tag.next = 0.into();
        self.front.released.next = self.front.read_enable.val();
        // nobody reads a word again
        self.front.again_address.next = 0.into();
        self.dropped.next = self.front.dropped.val();
        // all of it stands in front and filling until the result is taken
        self.front.taken.next = self.front.full.val() & self.m_ready.val();
        self.m_valid.next = self.front.full.val();
        self.m_mu.next = self.front.mu.val();
        self.m_scale.next = self.scale_of.scale.val();
        self.m_samples.next = self.front.samples.val();

        self.deviation.sample.next = self.front.sample.val();
        self.deviation.sample_valid.next = self.front.sample_valid.val();
        self.deviation.sample_last.next = self.front.sample_last.val();
        self.deviation.taken.next = self.front.start.val();
        self.front.complete.next = self.deviation.complete.val();
        self.scale_of.start.next = self.front.start.val();
        self.scale_of.samples.next = self.front.samples.val();
        self.front.done.next = self.scale_of.done.val();
        self.deviation.mu.next = self.front.sample_mu.val();
        self.scale_of.sum.next = self.deviation.sum.val();
        self.scale_of.above.next = self.deviation.above.val();
        self.scale_of.mu.next = self.front.mu.val();
        self.scale_of.residue.next = self.front.residue.val();
    }
}

/// Mean and s of each channel, `golden::norm::statistics(Norm::L2, ..)`: the front half of the L2 normalisers by itself.
///
/// ```text
///  s_* --> Front with the filling of L2: mu, samples --> [s] --> m_*
/// ```
///
/// One sample a cycle, m cycles a channel from X + 28 samples up, and one more for each register of the squarer, while 2 m + 67
/// words fit the ring.
#[derive(Debug, Default, LogicBlock)]
pub struct L2Statistics<
    const X: usize,
    const N: usize,
    const D: usize,
    const T: usize,
    const M: usize,
    const F: usize,
    const Q: usize,
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
    /// The statistics of a channel are there.
    pub m_valid: Signal<Out, Bit>,
    /// They are taken.
    pub m_ready: Signal<In, Bit>,
    /// mu, LSB 2^-16.
    pub m_mu: Signal<Out, Int<M>>,
    /// s, LSB 2^-16.
    pub m_scale: Signal<Out, Bits<T>>,
    /// Number of samples.
    pub m_samples: Signal<Out, Bits<A>>,
    /// How many samples of too long channels were left out.
    pub dropped: Signal<Out, Bits<32>>,
    front: Front<X, D, M, F, A, 1, 0>,
    deviation: SquaredDeviation<X, N, D, M, Q>,
    scale_of: RootMeanSquare<X, T, M, F, A>,
    takes: Signal<Local, Bit>,
    rounded: Signal<Local, Bits<T>>,
    valid: Reg<Bit>,
    scale: Reg<Bits<T>>,
}

impl<
        const X: usize,
        const N: usize,
        const D: usize,
        const T: usize,
        const M: usize,
        const F: usize,
        const Q: usize,
        const A: usize,
    > L2Statistics<X, N, D, T, M, F, Q, A>
{
    /// With squares made by `method` and `stages` registers of its own.
    pub fn new(method: Method, stages: u32) -> Self {
        L2Statistics {
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
        const A: usize,
    > Logic for L2Statistics<X, N, D, T, M, F, Q, A>
{
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, valid, scale);
        self.valid.reset.next = self.reset.val();
        self.scale.reset.next = self.reset.val();
        self.front.clock.next = self.clock.val();
        self.front.reset.next = self.reset.val();
        self.deviation.clock.next = self.clock.val();
        self.deviation.reset.next = self.reset.val();
        self.scale_of.clock.next = self.clock.val();
        self.scale_of.reset.next = self.reset.val();
        self.front.s_valid.next = self.s_valid.val();
        self.s_ready.next = self.front.s_ready.val();
        self.front.s_data.next = self.s_data.val();
        self.front.s_last.next = self.s_last.val();
        self.front.s_tag.next = 0.into();
        self.front.released.next = self.front.read_enable.val();
        // nobody reads a word again
        self.front.again_address.next = 0.into();
        self.dropped.next = self.front.dropped.val();
        self.takes.next = self.front.full.val() & !self.valid.q.val();
        // mu and the number of samples stand in the front until the result is taken
        self.front.taken.next = self.valid.q.val() & self.m_ready.val();
        if self.m_ready.val() {
            self.valid.d.next = false;
        }
        self.rounded.next = 0.into();
        if self.scale_of.up.val() {
            self.rounded.next = 1.into();
        }
        if self.takes.val() {
            self.valid.d.next = true;
            self.scale.d.next = self.scale_of.root.val() + self.rounded.val();
        }
        self.m_valid.next = self.valid.q.val();
        self.m_mu.next = self.front.mu.val();
        self.m_scale.next = self.scale.q.val();
        self.m_samples.next = self.front.samples.val();

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
