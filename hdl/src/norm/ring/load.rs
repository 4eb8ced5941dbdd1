//! Takes channels from a stream into the ring.

use rust_hdl::prelude::*;

use super::Total;
use crate::base::{Counter, Int, Reg};

/// Stores the samples of channel after channel, sums them, and hands each channel over.
///
/// ```text
///             +-------+   store, address, sample      ring of 2^A words
///  s_* ------>| stage |--------------------------->
///             +---+---+
///                 +--> Total --> summed: sum              hand: samples, tag
/// ```
///
/// One sample a cycle, from channel to channel too as long as `idle` is high when a channel ends; else `s_ready` is low
/// until it is. It is low too while the ring is full: `released` gives a word back. A channel longer than 2^(A-1) samples
/// ends there: the samples behind are accepted up to `s_last`, left out of everything, and counted in `dropped`.
/// `F = X + 17`.
#[derive(Debug, LogicBlock)]
pub struct Load<const X: usize, const F: usize, const A: usize, const G: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high: the ring is empty.
    pub reset: Signal<In, Bit>,
    /// A sample is offered.
    pub s_valid: Signal<In, Bit>,
    /// The sample would be taken.
    pub s_ready: Signal<Out, Bit>,
    /// The sample.
    pub s_data: Signal<In, Int<X>>,
    /// It is the last of its channel.
    pub s_last: Signal<In, Bit>,
    /// What travels with the channel, sampled with its first sample.
    pub s_tag: Signal<In, Bits<G>>,
    /// A word has been read for the last time.
    pub released: Signal<In, Bit>,
    /// The data registers beside this block take their input.
    pub accepted: Signal<Out, Bit>,
    /// They and `sample` are to be stored at `address`, and summed.
    pub store: Signal<Out, Bit>,
    /// They are the first of their channel.
    pub fresh: Signal<Out, Bit>,
    /// Where.
    pub address: Signal<Out, Bits<A>>,
    /// What.
    pub sample: Signal<Out, Int<X>>,
    /// Whoever takes the channel is free.
    pub idle: Signal<In, Bit>,
    /// A channel is handed over.
    pub hand: Signal<Out, Bit>,
    /// The sum of its samples is there, before `hand` or after it, see [`Total`].
    pub summed: Signal<Out, Bit>,
    /// The sum so far, see [`Total`].
    pub sum: Signal<Out, Bits<F>>,
    /// Number of its samples, 1 to 2^(A-1).
    pub samples: Signal<Out, Bits<A>>,
    /// Its tag.
    pub tag: Signal<Out, Bits<G>>,
    /// Samples left out because their channel was too long.
    pub dropped: Signal<Out, Bits<32>>,
    high: Constant<Bits<7>>,
    most: Constant<Bits<A>>,
    less: Constant<Bits<A>>,
    ready: Signal<Local, Bit>,
    accept: Signal<Local, Bit>,
    free: Signal<Local, Bit>,
    full: Signal<Local, Bit>,
    keep: Signal<Local, Bit>,
    change: Signal<Local, Bits<A>>,
    room: Reg<Bit>,
    level: Reg<Bits<A>>,
    closed: Reg<Bit>,
    pending: Reg<Bit>,
    within_channel: Reg<Bit>,
    count: Reg<Bits<A>>,
    tag_held: Reg<Bits<G>>,
    pointer: Reg<Bits<A>>,
    stored: Reg<Bit>,
    stored_fresh: Reg<Bit>,
    stored_data: Reg<Int<X>>,
    nought: Constant<Int<X>>,
    moved: Reg<Bit>,
    moved_last: Reg<Bit>,
    total: Total<X, F, A>,
    overflow: Counter<2>,
}

impl<const X: usize, const F: usize, const A: usize, const G: usize> Default for Load<X, F, A, G> {
    fn default() -> Self {
        const { assert!(A >= 4 && A <= 18 && F == X + 17) };
        Self {
            clock: Default::default(),
            reset: Default::default(),
            s_valid: Default::default(),
            s_ready: Default::default(),
            s_data: Default::default(),
            s_last: Default::default(),
            s_tag: Default::default(),
            released: Default::default(),
            accepted: Default::default(),
            store: Default::default(),
            fresh: Default::default(),
            address: Default::default(),
            sample: Default::default(),
            idle: Default::default(),
            hand: Default::default(),
            summed: Default::default(),
            sum: Default::default(),
            samples: Default::default(),
            tag: Default::default(),
            dropped: Default::default(),
            high: Constant::new((A as u64 - 1).into()),
            most: Constant::new(((1u64 << A) - 4).into()),
            less: Constant::new(((1u64 << A) - 1).into()),
            ready: Default::default(),
            accept: Default::default(),
            free: Default::default(),
            full: Default::default(),
            keep: Default::default(),
            change: Default::default(),
            room: Default::default(),
            level: Default::default(),
            closed: Default::default(),
            pending: Default::default(),
            within_channel: Default::default(),
            count: Default::default(),
            tag_held: Default::default(),
            pointer: Default::default(),
            stored: Default::default(),
            stored_fresh: Default::default(),
            stored_data: Default::default(),
            nought: Constant::new(Int::default()),
            moved: Default::default(),
            moved_last: Default::default(),
            total: Default::default(),
            overflow: Default::default(),
        }
    }
}

impl<const X: usize, const F: usize, const A: usize, const G: usize> Logic for Load<X, F, A, G> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(
            self,
            clock,
            room,
            level,
            closed,
            pending,
            within_channel,
            count,
            tag_held,
            pointer,
            stored,
            stored_fresh
        );
        dff_setup!(self, clock, stored_data, moved, moved_last);
        self.room.reset.next = self.reset.val();
        self.level.reset.next = self.reset.val();
        self.closed.reset.next = self.reset.val();
        self.pending.reset.next = self.reset.val();
        self.within_channel.reset.next = self.reset.val();
        self.count.reset.next = self.reset.val();
        self.tag_held.reset.next = self.reset.val();
        self.pointer.reset.next = self.reset.val();
        self.stored.reset.next = self.reset.val();
        self.stored_fresh.reset.next = self.reset.val();
        self.stored_data.reset.next = self.reset.val();
        self.moved.reset.next = self.reset.val();
        self.moved_last.reset.next = self.reset.val();
        self.total.clock.next = self.clock.val();
        self.total.reset.next = self.reset.val();
        self.overflow.clock.next = self.clock.val();
        self.overflow.reset.next = self.reset.val();
        self.ready.next = !self.closed.q.val() & self.room.q.val();
        self.accept.next = self.s_valid.val() & self.ready.val();
        self.free.next = self.idle.val() & !self.pending.q.val();
        self.full.next = self.within_channel.q.val() & self.count.q.val().get_bit(self.high.val().index());
        self.keep.next = self.accept.val() & !self.full.val();

        // how much of the ring is in use; the register lags by a cycle, for which four words stay free
        self.change.next = 0.into();
        if self.keep.val() & !self.released.val() {
            self.change.next = 1.into();
        }
        if self.released.val() & !self.keep.val() {
            self.change.next = self.less.val();
        }
        self.level.d.next = self.level.q.val() + self.change.val();
        self.room.d.next = self.level.q.val() < self.most.val();

        self.stored.d.next = self.keep.val();
        self.moved.d.next = self.accept.val();
        // no enables: a wide one is slow, and what is not accepted is not looked at
        self.stored_fresh.d.next = !self.within_channel.q.val();
        self.moved_last.d.next = self.s_last.val();
        self.stored_data.d.next = self.s_data.val();
        // what is left out counts 0
        if self.full.val() {
            self.stored_data.d.next = self.nought.val();
        }
        self.overflow.enable.next = self.accept.val();
        self.overflow.events.next = bit_cast::<2, 1>(self.full.val().into());
        self.hand.next = self.pending.q.val() & self.idle.val();
        if self.pending.q.val() & self.idle.val() {
            self.pending.d.next = false;
            self.closed.d.next = false;
        }
        if self.accept.val() {
            self.within_channel.d.next = !self.s_last.val();
            if self.s_last.val() {
                self.pending.d.next = true;
                self.closed.d.next = !self.free.val();
            }
            if !self.within_channel.q.val() {
                self.tag_held.d.next = self.s_tag.val();
                self.count.d.next = 1.into();
            } else if !self.full.val() {
                self.count.d.next = self.count.q.val() + 1;
            }
        }
        // moves on once the word is stored
        if self.stored.q.val() {
            self.pointer.d.next = self.pointer.q.val() + 1;
        }
        self.total.valid.next = self.moved.q.val();
        self.total.last.next = self.moved_last.q.val();
        self.total.sample.next = self.stored_data.q.val();
        self.total.counts.next = self.stored.q.val();

        self.s_ready.next = self.ready.val();
        self.accepted.next = self.accept.val();
        self.store.next = self.stored.q.val();
        self.fresh.next = self.stored_fresh.q.val();
        self.address.next = self.pointer.q.val();
        self.sample.next = self.stored_data.q.val();
        self.summed.next = self.total.complete.val();
        self.sum.next = self.total.sum.val();
        self.samples.next = self.count.q.val();
        self.tag.next = self.tag_held.q.val();
        self.dropped.next = self.overflow.count.val();
    }
}
