//! The mean of a channel.

use rust_hdl::prelude::*;

use super::Average;
use crate::base::{Int, Reg};

/// mu = RHE(sum 2^16 / samples).
///
/// ```text
///  hand --> [samples, tag]
///  summed: sum --> Average (X + 16 digits) --> mu, full --> taken
/// ```
///
/// From `hand` or `summed`, whichever is later, X + 20 cycles to the next `hand`, if the mean is taken at once. `samples`
/// and `tag` stand in the cycle after `taken`, too, and `mu` in that one and the next.
/// `M = X + 16`, `F = X + 17`, `R` as in [`Average`].
#[derive(Debug, LogicBlock)]
pub struct Mean<
    const X: usize,
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
    /// The block is free.
    pub idle: Signal<Out, Bit>,
    /// A channel is handed over; only while `idle`.
    pub hand: Signal<In, Bit>,
    /// With `hand`.
    pub s_samples: Signal<In, Bits<A>>,
    /// With `hand`.
    pub s_tag: Signal<In, Bits<G>>,
    /// The sum of its samples is there: for this cycle, or, if it is before `hand`, until the cycle after that.
    pub summed: Signal<In, Bit>,
    /// The sum, see [`super::Total`].
    pub sum: Signal<In, Bits<F>>,
    /// The mean is there.
    pub full: Signal<Out, Bit>,
    /// It is taken: the block is free.
    pub taken: Signal<In, Bit>,
    /// Number of samples.
    pub samples: Signal<Out, Bits<A>>,
    /// The channel's tag.
    pub tag: Signal<Out, Bits<G>>,
    /// mu, 16 fraction bits.
    pub mu: Signal<Out, Int<M>>,
    /// See [`Average`]; it stands as long as mu.
    pub residue: Signal<Out, Bits<A>>,
    busy: Reg<Bit>,
    handed: Reg<Bit>,
    stands: Reg<Bit>,
    begins: Signal<Local, Bit>,
    running: Reg<Bit>,
    number: Reg<Bits<A>>,
    tag_held: Reg<Bits<G>>,
    average: Average<X, M, F, A, R>,
}

impl<const X: usize, const M: usize, const F: usize, const A: usize, const G: usize, const R: usize> Default
    for Mean<X, M, F, A, G, R>
{
    fn default() -> Self {
        const { assert!(M == X + 16 && F == X + 17) };
        Self {
            clock: Default::default(),
            reset: Default::default(),
            idle: Default::default(),
            hand: Default::default(),
            s_samples: Default::default(),
            s_tag: Default::default(),
            summed: Default::default(),
            sum: Default::default(),
            full: Default::default(),
            taken: Default::default(),
            samples: Default::default(),
            tag: Default::default(),
            mu: Default::default(),
            residue: Default::default(),
            busy: Default::default(),
            handed: Default::default(),
            stands: Default::default(),
            begins: Default::default(),
            running: Default::default(),
            number: Default::default(),
            tag_held: Default::default(),
            average: Default::default(),
        }
    }
}

impl<const X: usize, const M: usize, const F: usize, const A: usize, const G: usize, const R: usize> Logic
    for Mean<X, M, F, A, G, R>
{
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, busy, handed, stands, running, number, tag_held);
        self.busy.reset.next = self.reset.val();
        self.handed.reset.next = self.reset.val();
        self.stands.reset.next = self.reset.val();
        self.running.reset.next = self.reset.val();
        self.number.reset.next = self.reset.val();
        self.tag_held.reset.next = self.reset.val();
        self.average.clock.next = self.clock.val();
        self.average.reset.next = self.reset.val();
        self.begins.next = self.handed.q.val() & (self.summed.val() | self.stands.q.val());
        self.average.start.next = self.begins.val();
        self.average.sum.next = self.sum.val();
        self.average.samples.next = self.number.q.val();
        if self.summed.val() {
            self.stands.d.next = true;
        }
        if self.begins.val() {
            self.handed.d.next = false;
            self.stands.d.next = false;
            self.running.d.next = true;
        }
        if self.taken.val() {
            self.busy.d.next = false;
            self.running.d.next = false;
        }
        if self.hand.val() {
            self.busy.d.next = true;
            self.handed.d.next = true;
            self.number.d.next = self.s_samples.val();
            self.tag_held.d.next = self.s_tag.val();
        }
        self.idle.next = !self.busy.q.val();
        self.full.next = self.running.q.val() & self.average.done.val();
        self.mu.next = self.average.mean.val();
        self.residue.next = self.average.residue.val();
        self.samples.next = self.number.q.val();
        self.tag.next = self.tag_held.q.val();
    }
}
