//! The back half of a forward normaliser.

use rust_hdl::prelude::*;

use super::{Emit, Gain};
use crate::base::Int;

/// From s to y: [`Gain`], and [`Emit`] on the ring's second port, each on a channel of its own.
#[derive(Debug, Default, LogicBlock)]
pub struct Back<
    const X: usize,
    const N: usize,
    const D: usize,
    const T: usize,
    const M: usize,
    const P: usize,
    const L: usize,
    const A: usize,
> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// A word is read for the last time, see [`super::Front`].
    pub released: Signal<Out, Bit>,
    /// Where.
    pub again_address: Signal<Out, Bits<A>>,
    /// The word.
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
    /// gamma, and beta above it.
    pub tag: Signal<In, Bits<26>>,
    /// See [`Emit`].
    pub m_valid: Signal<Out, Bit>,
    /// See [`Emit`].
    pub m_ready: Signal<In, Bit>,
    /// See [`Emit`].
    pub m_data: Signal<Out, Int<24>>,
    /// See [`Emit`].
    pub m_last: Signal<Out, Bit>,
    /// See [`Emit`].
    pub mu: Signal<Out, Int<M>>,
    /// See [`Emit`].
    pub scale: Signal<Out, Bits<T>>,
    /// See [`Emit`].
    pub saturations: Signal<Out, Bits<32>>,
    reciprocal: Gain<M, T, A, 26>,
    emit: Emit<X, N, D, T, M, P, L, A>,
}

impl<
        const X: usize,
        const N: usize,
        const D: usize,
        const T: usize,
        const M: usize,
        const P: usize,
        const L: usize,
        const A: usize,
    > Logic for Back<X, N, D, T, M, P, L, A>
{
    #[hdl_gen]
    fn update(&mut self) {
        self.reciprocal.clock.next = self.clock.val();
        self.reciprocal.reset.next = self.reset.val();
        self.emit.clock.next = self.clock.val();
        self.emit.reset.next = self.reset.val();
        self.again_address.next = self.emit.read_address.val();
        self.released.next = self.emit.read_enable.val();
        self.reciprocal.s_full.next = self.full.val();
        self.taken.next = self.reciprocal.s_taken.val();
        self.reciprocal.s_root.next = self.root.val();
        self.reciprocal.s_up.next = self.up.val();
        self.reciprocal.s_mu.next = self.s_mu.val();
        self.reciprocal.s_samples.next = self.samples.val();
        self.reciprocal.s_tag.next = self.tag.val();
        self.reciprocal.taken.next = self.emit.s_taken.val();
        self.emit.s_full.next = self.reciprocal.full.val();
        self.emit.s_gain.next = self.reciprocal.gain.val();
        self.emit.s_up.next = self.reciprocal.up.val();
        self.emit.s_exponent.next = self.reciprocal.exponent.val();
        self.emit.s_scale.next = self.reciprocal.scale.val();
        self.emit.s_mu.next = self.reciprocal.mu.val();
        self.emit.s_samples.next = self.reciprocal.samples.val();
        self.emit.s_tag.next = self.reciprocal.tag.val();
        self.emit.sample.next = self.again.val();
        self.emit.m_ready.next = self.m_ready.val();
        self.m_valid.next = self.emit.m_valid.val();
        self.m_data.next = self.emit.m_data.val();
        self.m_last.next = self.emit.m_last.val();
        self.mu.next = self.emit.mu.val();
        self.scale.next = self.emit.scale.val();
        self.saturations.next = self.emit.saturations.val();
    }
}
