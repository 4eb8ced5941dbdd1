//! Takes channels from a stream into one half of a memory while the other half is worked on.

use rust_hdl::prelude::*;

use crate::base::{signed_cast_int, Counter, Int, Reg};

/// Numbers the samples of a channel, sums them, and hands the finished channel over.
///
/// ```text
///             +-------+   store, address, sample    memory of two halves, 2^(A-1) samples each
///  s_* ------>| stage |--------------------------->
///             +---+---+
///                 +--> + --> [sum]                  pending, sum, samples, gamma, beta, base --> take
/// ```
///
/// One sample a cycle. After `s_last` the block holds `s_ready` low until `take`, which comes two cycles later at the
/// earliest; then it goes on in the other half. A channel longer than 2^(A-1) samples ends there: the samples behind
/// are accepted up to `s_last`, left out of everything, and counted in `dropped`.
#[derive(Debug, LogicBlock)]
pub struct Load<const A: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high: the block is empty.
    pub reset: Signal<In, Bit>,
    /// A sample is offered.
    pub s_valid: Signal<In, Bit>,
    /// The sample would be taken.
    pub s_ready: Signal<Out, Bit>,
    /// The sample.
    pub s_data: Signal<In, Int<16>>,
    /// It is the last of its channel.
    pub s_last: Signal<In, Bit>,
    /// gamma, sampled with the first sample of a channel.
    pub s_gamma: Signal<In, Int<12>>,
    /// beta, sampled with the first sample of a channel.
    pub s_beta: Signal<In, Int<14>>,
    /// The data registers beside this block take their input.
    pub accepted: Signal<Out, Bit>,
    /// They and `sample` are to be stored at `address`, and summed.
    pub store: Signal<Out, Bit>,
    /// Where.
    pub address: Signal<Out, Bits<A>>,
    /// What.
    pub sample: Signal<Out, Int<16>>,
    /// A channel is complete; the outputs below hold still until `take`.
    pub pending: Signal<Out, Bit>,
    /// The channel is taken over.
    pub take: Signal<In, Bit>,
    /// Sum of the samples.
    pub sum: Signal<Out, Int<33>>,
    /// Number of samples, 1 to 2^(A-1).
    pub samples: Signal<Out, Bits<A>>,
    /// gamma of the channel.
    pub gamma: Signal<Out, Int<12>>,
    /// beta of the channel.
    pub beta: Signal<Out, Int<14>>,
    /// Address of the channel's first sample.
    pub base: Signal<Out, Bits<A>>,
    /// Samples left out because the channel was too long.
    pub dropped: Signal<Out, Bits<32>>,
    half: Constant<Bits<A>>,
    accept: Signal<Local, Bit>,
    full: Signal<Local, Bit>,
    wide: Signal<Local, Int<33>>,
    closed: Reg<Bit>,
    complete: Reg<Bit>,
    within_channel: Reg<Bit>,
    count: Reg<Bits<A>>,
    origin: Reg<Bits<A>>,
    gamma_held: Reg<Int<12>>,
    beta_held: Reg<Int<14>>,
    stored: Reg<Bit>,
    stored_at: Reg<Bits<A>>,
    stored_data: Reg<Int<16>>,
    total: Reg<Int<33>>,
    overflow: Counter<2>,
}

impl<const A: usize> Default for Load<A> {
    fn default() -> Self {
        const { assert!(A >= 2 && A <= 18, "at most 2^17 samples") };
        Self {
            clock: Default::default(),
            reset: Default::default(),
            s_valid: Default::default(),
            s_ready: Default::default(),
            s_data: Default::default(),
            s_last: Default::default(),
            s_gamma: Default::default(),
            s_beta: Default::default(),
            accepted: Default::default(),
            store: Default::default(),
            address: Default::default(),
            sample: Default::default(),
            pending: Default::default(),
            take: Default::default(),
            sum: Default::default(),
            samples: Default::default(),
            gamma: Default::default(),
            beta: Default::default(),
            base: Default::default(),
            dropped: Default::default(),
            half: Constant::new((1u64 << (A - 1)).into()),
            accept: Default::default(),
            full: Default::default(),
            wide: Default::default(),
            closed: Default::default(),
            complete: Default::default(),
            within_channel: Default::default(),
            count: Default::default(),
            origin: Default::default(),
            gamma_held: Default::default(),
            beta_held: Default::default(),
            stored: Default::default(),
            stored_at: Default::default(),
            stored_data: Default::default(),
            total: Default::default(),
            overflow: Default::default(),
        }
    }
}

impl<const A: usize> Logic for Load<A> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(
            self,
            clock,
            closed,
            complete,
            within_channel,
            count,
            origin,
            gamma_held,
            beta_held
        );
        dff_setup!(self, clock, stored, stored_at, stored_data, total);
        self.closed.reset.next = self.reset.val();
        self.complete.reset.next = self.reset.val();
        self.within_channel.reset.next = self.reset.val();
        self.count.reset.next = self.reset.val();
        self.origin.reset.next = self.reset.val();
        self.gamma_held.reset.next = self.reset.val();
        self.beta_held.reset.next = self.reset.val();
        self.stored.reset.next = self.reset.val();
        self.stored_at.reset.next = self.reset.val();
        self.stored_data.reset.next = self.reset.val();
        self.total.reset.next = self.reset.val();
        self.overflow.clock.next = self.clock.val();
        self.overflow.reset.next = self.reset.val();

        self.accept.next = self.s_valid.val() & !self.closed.q.val();
        self.full.next = (self.count.q.val() & self.half.val()).any();
        self.stored.d.next = self.accept.val() & !self.full.val();
        self.overflow.enable.next = self.accept.val();
        self.overflow.events.next = bit_cast::<2, 1>(self.full.val().into());
        if self.accept.val() {
            self.stored_at.d.next = self.count.q.val() | self.origin.q.val();
            self.stored_data.d.next = self.s_data.val();
            self.within_channel.d.next = !self.s_last.val();
            self.closed.d.next = self.s_last.val();
            if !self.within_channel.q.val() {
                self.gamma_held.d.next = self.s_gamma.val();
                self.beta_held.d.next = self.s_beta.val();
            }
            if !self.full.val() {
                self.count.d.next = self.count.q.val() + 1;
            }
        }
        self.wide.next = signed_cast_int::<16, 33>(self.stored_data.q.val());
        if self.stored.q.val() {
            self.total.d.next = self.total.q.val() + self.wide.val();
        }
        self.complete.d.next = self.closed.q.val();
        if self.take.val() {
            self.closed.d.next = false;
            self.complete.d.next = false;
            self.count.d.next = 0.into();
            self.total.d.next = 0.into();
            self.origin.d.next = self.origin.q.val() ^ self.half.val();
        }

        self.s_ready.next = !self.closed.q.val();
        self.accepted.next = self.accept.val();
        self.store.next = self.stored.q.val();
        self.address.next = self.stored_at.q.val();
        self.sample.next = self.stored_data.q.val();
        self.pending.next = self.complete.q.val();
        self.sum.next = self.total.q.val();
        self.samples.next = self.count.q.val();
        self.gamma.next = self.gamma_held.q.val();
        self.beta.next = self.beta_held.q.val();
        self.base.next = self.origin.q.val();
        self.dropped.next = self.overflow.count.val();
    }
}
