//! Event counters.

use super::{Each, Reg, Split};
use rust_hdl::prelude::*;

/// Counts the set bits of `events` in every cycle with `enable`, in 32 bits that stop at 2^32 - 1.
///
/// ```text
///  events --> number of ones --> [ones] --> + --> [total] -----> | --> count
///                                           \--> [over] --------^
/// ```
///
/// A register of its own holds what stops the count, so that no carry decides over 32 bits within a cycle.
///
/// `count` shows an event two cycles after it. `N` is at most 255.
#[derive(Debug, Default, LogicBlock)]
pub struct Counter<const N: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high: the count is 0.
    pub reset: Signal<In, Bit>,
    /// One bit for each event that may happen in a cycle.
    pub events: Signal<In, Bits<N>>,
    /// The bits of `events` count.
    pub enable: Signal<In, Bit>,
    /// Events so far.
    pub count: Signal<Out, Bits<32>>,
    flags: Split<N, 1, N>,
    partial: Each<Signal<Local, Bits<8>>, N>,
    sum: Signal<Local, Bits<33>>,
    ones: Reg<Bits<8>>,
    total: Reg<Bits<32>>,
    over: Reg<Bit>,
}

impl<const N: usize> Logic for Counter<N> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, ones, total, over);
        self.ones.reset.next = self.reset.val();
        self.total.reset.next = self.reset.val();
        self.over.reset.next = self.reset.val();
        self.flags.whole.next = self.events.val();
        self.partial[0].next = 0.into();
        if self.flags.parts[0].val().any() {
            self.partial[0].next = 1.into();
        }
        for i in 1..N {
            self.partial[i].next = self.partial[i - 1].val();
            if self.flags.parts[i].val().any() {
                self.partial[i].next = self.partial[i - 1].val() + 1;
            }
        }
        self.ones.d.next = 0.into();
        if self.enable.val() {
            for i in 0..N {
                self.ones.d.next = self.partial[i].val();
            }
        }
        self.sum.next = bit_cast::<33, 32>(self.total.q.val()) + bit_cast::<33, 8>(self.ones.q.val());
        self.total.d.next = self.sum.val().get_bits::<32>(0);
        if self.sum.val().get_bit(32) {
            self.over.d.next = true;
        }
        self.count.next = self.total.q.val();
        if self.over.q.val() {
            self.count.next = 0xffff_ffff_u64.into();
        }
    }
}
