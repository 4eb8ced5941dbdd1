//! The front half of a normaliser: the skeleton that L1 and L2, forward and backward share.

use rust_hdl::prelude::*;

use super::{Deviate, Load, Mean, Scale};
use crate::base::{Int, Reg, SharedRam};

/// Everything up to s but the deviation, its sum, and the division and root that make s of it.
///
/// ```text
///            +------+    +------+    +---------+ hand  +-------+
///  s_* ----->| Load |--->| Mean |--->| Deviate |------>| Scale |---> full: mu, samples, tag
///            +--+---+    +------+    +-+-----^-+       +-+---^-+
///               | store                | read|           |   |
///               +----> ring --> [ ] --+-----+   start   v   | done
///                  sample, sample_mu --+--> filling: deviation, sum, s
/// ```
///
/// Each block works on a channel of its own. `D = X + 9`, `M = X + 16`, `F = X + 17`; `R` is 1 where
/// the filling wants the residue of [`super::Average`], else 0.
#[derive(Debug, Default, LogicBlock)]
pub struct Front<
    const X: usize,
    const D: usize,
    const M: usize,
    const F: usize,
    const A: usize,
    const G: usize,
    const R: usize,
> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// A sample is offered.
    pub s_valid: Signal<In, Bit>,
    /// The sample is taken.
    pub s_ready: Signal<Out, Bit>,
    /// The sample.
    pub s_data: Signal<In, Int<X>>,
    /// It is the last of its channel.
    pub s_last: Signal<In, Bit>,
    /// What travels with the channel, with its first sample.
    pub s_tag: Signal<In, Bits<G>>,
    /// A word is read for the last time.
    pub released: Signal<In, Bit>,
    /// Where, by whoever takes the channel.
    pub again_address: Signal<In, Bits<A>>,
    /// The word, one cycle later.
    pub again: Signal<Out, Int<X>>,
    /// The data registers beside the front take their input, see [`Load`].
    pub accepted: Signal<Out, Bit>,
    /// A word is read for the deviation.
    pub read_enable: Signal<Out, Bit>,
    /// Where.
    pub read_address: Signal<Out, Bits<A>>,
    /// See [`Load`].
    pub store: Signal<Out, Bit>,
    /// See [`Load`].
    pub address: Signal<Out, Bits<A>>,
    /// To the filling: a sample.
    pub sample: Signal<Out, Int<X>>,
    /// To the filling: it is there.
    pub sample_valid: Signal<Out, Bit>,
    /// To the filling: it is the last of its channel.
    pub sample_last: Signal<Out, Bit>,
    /// To the filling: its mu.
    pub sample_mu: Signal<Out, Int<M>>,
    /// To the filling: RHE(mu) with 8 fraction bits.
    pub sample_mu8: Signal<Out, Int<D>>,
    /// From the filling: the sum is that of a channel.
    pub complete: Signal<In, Bit>,
    /// To the filling: s of it.
    pub start: Signal<Out, Bit>,
    /// From the filling: s is there, until `start`.
    pub done: Signal<In, Bit>,
    /// A channel is between its last reading and `taken`.
    pub held: Signal<Out, Bit>,
    /// s is there.
    pub full: Signal<Out, Bit>,
    /// It is taken.
    pub taken: Signal<In, Bit>,
    /// mu of the channel.
    pub mu: Signal<Out, Int<M>>,
    /// To the filling: see [`super::Average`].
    pub residue: Signal<Out, Bits<A>>,
    /// Number of its samples.
    pub samples: Signal<Out, Bits<A>>,
    /// Its tag.
    pub tag: Signal<Out, Bits<G>>,
    /// Samples of too long channels that were left out.
    pub dropped: Signal<Out, Bits<32>>,
    load: Load<X, F, A, G>,
    ring: SharedRam<Int<X>, A>,
    read: Reg<Int<X>>,
    mean: Mean<X, M, F, A, G, R>,
    deviate: Deviate<M, D, A, G>,
    scale: Scale<M, A, G>,
}

impl<
        const X: usize,
        const D: usize,
        const M: usize,
        const F: usize,
        const A: usize,
        const G: usize,
        const R: usize,
    > Logic for Front<X, D, M, F, A, G, R>
{
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, read);
        self.read.reset.next = self.reset.val();
        self.load.clock.next = self.clock.val();
        self.load.reset.next = self.reset.val();
        self.ring.clock.next = self.clock.val();
        self.mean.clock.next = self.clock.val();
        self.mean.reset.next = self.reset.val();
        self.deviate.clock.next = self.clock.val();
        self.deviate.reset.next = self.reset.val();
        self.scale.clock.next = self.clock.val();
        self.scale.reset.next = self.reset.val();
        self.load.s_valid.next = self.s_valid.val();
        self.s_ready.next = self.load.s_ready.val();
        self.load.s_data.next = self.s_data.val();
        self.load.s_last.next = self.s_last.val();
        self.load.s_tag.next = self.s_tag.val();
        self.load.released.next = self.released.val();
        self.load.idle.next = self.mean.idle.val();
        self.dropped.next = self.load.dropped.val();
        self.store.next = self.load.store.val();
        self.address.next = self.load.address.val();

        self.ring.write_enable.next = self.load.store.val();
        self.ring.write_address.next = self.load.address.val();
        self.ring.write_data.next = self.load.sample.val();
        self.ring.read1_enable.next = self.deviate.read_enable.val();
        self.ring.read1_address.next = self.deviate.read_address.val();
        self.ring.read2_enable.next = self.released.val();
        self.ring.read2_address.next = self.again_address.val();
        self.again.next = self.ring.read2_data.val();
        self.read_enable.next = self.deviate.read_enable.val();
        self.read_address.next = self.deviate.read_address.val();
        self.accepted.next = self.load.accepted.val();

        self.mean.hand.next = self.load.hand.val();
        self.mean.s_samples.next = self.load.samples.val();
        self.mean.s_tag.next = self.load.tag.val();
        self.mean.summed.next = self.load.summed.val();
        self.mean.sum.next = self.load.sum.val();
        self.mean.taken.next = self.deviate.taken.val();

        self.deviate.full.next = self.mean.full.val();
        self.deviate.s_mu.next = self.mean.mu.val();
        self.deviate.s_residue.next = self.mean.residue.val();
        self.deviate.s_samples.next = self.mean.samples.val();
        self.deviate.s_tag.next = self.mean.tag.val();
        self.deviate.idle.next = self.scale.idle.val();
        // a block memory takes most of a cycle by itself
        self.read.d.next = self.ring.read1_data.val();
        self.sample.next = self.read.q.val();
        self.sample_valid.next = self.deviate.sample_valid.val();
        self.sample_last.next = self.deviate.sample_last.val();
        self.sample_mu.next = self.deviate.sample_mu.val();
        self.sample_mu8.next = self.deviate.sample_mu8.val();

        self.held.next = !self.scale.idle.val();
        self.scale.hand.next = self.deviate.hand.val();
        self.scale.s_mu.next = self.deviate.mu.val();
        self.scale.s_residue.next = self.deviate.residue.val();
        self.scale.s_samples.next = self.deviate.samples.val();
        self.scale.s_tag.next = self.deviate.tag.val();
        self.scale.complete.next = self.complete.val();
        self.start.next = self.scale.start.val();
        self.scale.done.next = self.done.val();
        self.full.next = self.scale.full.val();
        self.scale.taken.next = self.taken.val();
        self.mu.next = self.scale.mu.val();
        self.residue.next = self.scale.residue.val();
        self.samples.next = self.scale.samples.val();
        self.tag.next = self.scale.tag.val();
    }
}
