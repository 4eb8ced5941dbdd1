//! The control of the division, and the root, that give s.

use rust_hdl::prelude::*;

use crate::base::{Int, Reg};

/// Holds a channel while its filling makes s of the sum of deviations.
///
/// ```text
///  hand --> [mu, samples, tag] ... complete --> start --> filling --> done: full --> taken
/// ```
#[derive(Debug, Default, LogicBlock)]
pub struct Scale<const M: usize, const A: usize, const G: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The block is free.
    pub idle: Signal<Out, Bit>,
    /// A channel is handed over; only while `idle`.
    pub hand: Signal<In, Bit>,
    /// In the second cycle after `hand`.
    pub s_mu: Signal<In, Int<M>>,
    /// With mu.
    pub s_residue: Signal<In, Bits<A>>,
    /// In the cycle after `hand`.
    pub s_samples: Signal<In, Bits<A>>,
    /// In the cycle after `hand`.
    pub s_tag: Signal<In, Bits<G>>,
    /// The sums of the channel are complete.
    pub complete: Signal<In, Bit>,
    /// They are taken: the filling begins. The number of samples stands then, mu a cycle later at the latest.
    pub start: Signal<Out, Bit>,
    /// The filling has s; falls with `start`.
    pub done: Signal<In, Bit>,
    /// s is there.
    pub full: Signal<Out, Bit>,
    /// It is taken: the block is free.
    pub taken: Signal<In, Bit>,
    /// mu of the channel.
    pub mu: Signal<Out, Int<M>>,
    /// See [`super::Average`].
    pub residue: Signal<Out, Bits<A>>,
    /// Number of its samples.
    pub samples: Signal<Out, Bits<A>>,
    /// Its tag.
    pub tag: Signal<Out, Bits<G>>,
    begins: Signal<Local, Bit>,
    busy: Reg<Bit>,
    running: Reg<Bit>,
    number: Reg<Bits<A>>,
    tag_held: Reg<Bits<G>>,
    mean: Reg<Int<M>>,
    rest: Reg<Bits<A>>,
    late: Reg<Bit>,
    later: Reg<Bit>,
}

impl<const M: usize, const A: usize, const G: usize> Logic for Scale<M, A, G> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, busy, running, number, tag_held, mean, rest, late, later);
        self.rest.reset.next = self.reset.val();
        self.later.reset.next = self.reset.val();
        self.late.reset.next = self.reset.val();
        self.busy.reset.next = self.reset.val();
        self.running.reset.next = self.reset.val();
        self.number.reset.next = self.reset.val();
        self.tag_held.reset.next = self.reset.val();
        self.mean.reset.next = self.reset.val();
        // behind a wait the sum is there before the number of samples; mu stands from the cycle after `start` on
        self.begins.next =
            self.busy.q.val() & !self.late.q.val() & !self.running.q.val() & self.complete.val();
        if self.begins.val() {
            self.running.d.next = true;
        }
        if self.taken.val() {
            self.busy.d.next = false;
            self.running.d.next = false;
        }
        if self.hand.val() {
            self.busy.d.next = true;
        }
        // a wide enable is slow, and s takes longer
        self.late.d.next = self.hand.val();
        if self.late.q.val() {
            self.number.d.next = self.s_samples.val();
            self.tag_held.d.next = self.s_tag.val();
        }
        self.later.d.next = self.late.q.val();
        if self.later.q.val() {
            self.mean.d.next = self.s_mu.val();
            self.rest.d.next = self.s_residue.val();
        }
        self.idle.next = !self.busy.q.val();
        self.start.next = self.begins.val();
        self.full.next = self.running.q.val() & self.done.val();
        self.mu.next = self.mean.q.val();
        self.residue.next = self.rest.q.val();
        self.samples.next = self.number.q.val();
        self.tag.next = self.tag_held.q.val();
    }
}
