//! Reads each channel of the ring for its deviations.

use rust_hdl::prelude::*;

use super::RoundMean;
use crate::base::{Int, Last, Reg};

/// Reads the samples of channel after channel and hands each on while its last sample is read.
///
/// ```text
///  full: mu, samples, tag --> [mu, samples, tag; round --> mu8] --> hand: mu, samples, tag      sample_valid, sample_last
///                 +--> read_address --> ring, port 1 --> [register] --> sample
/// ```
///
/// One sample a cycle, from channel to channel too as long as the next mean is there and `idle` is high when a channel
/// ends. `M = X + 16`, `D = X + 9`.
#[derive(Debug, Default, LogicBlock)]
pub struct Deviate<const M: usize, const D: usize, const A: usize, const G: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// A mean is there.
    pub full: Signal<In, Bit>,
    /// It is taken; samples and tag are read in the cycle after this one, mu in the one after that.
    pub taken: Signal<Out, Bit>,
    /// mu, with `full`.
    pub s_mu: Signal<In, Int<M>>,
    /// See [`super::Average`], with mu.
    pub s_residue: Signal<In, Bits<A>>,
    /// Number of samples, with `full`.
    pub s_samples: Signal<In, Bits<A>>,
    /// With `full`.
    pub s_tag: Signal<In, Bits<G>>,
    /// To the ring.
    pub read_enable: Signal<Out, Bit>,
    /// To the ring.
    pub read_address: Signal<Out, Bits<A>>,
    /// A sample stands in the register behind the ring.
    pub sample_valid: Signal<Out, Bit>,
    /// It is the last of its channel.
    pub sample_last: Signal<Out, Bit>,
    /// mu of the sample.
    pub sample_mu: Signal<Out, Int<M>>,
    /// RHE(mu) of the sample with 8 fraction bits.
    pub sample_mu8: Signal<Out, Int<D>>,
    /// Whoever takes the channel is free.
    pub idle: Signal<In, Bit>,
    /// A channel is handed over: all its samples have been read.
    pub hand: Signal<Out, Bit>,
    /// Its mean, in the second cycle after `hand`.
    pub mu: Signal<Out, Int<M>>,
    /// Its residue, with the mean.
    pub residue: Signal<Out, Bits<A>>,
    /// Number of its samples, in the cycle after `hand`, as is the tag.
    pub samples: Signal<Out, Bits<A>>,
    /// Its tag.
    pub tag: Signal<Out, Bits<G>>,
    one: Last<2, A>,
    two: Last<3, A>,
    reading: Signal<Local, Bit>,
    ending: Signal<Local, Bit>,
    hands: Signal<Local, Bit>,
    takes: Signal<Local, Bit>,
    active: Reg<Bit>,
    waiting: Reg<Bit>,
    left: Reg<Bits<A>>,
    at_last: Reg<Bit>,
    number: Reg<Bits<A>>,
    tag_held: Reg<Bits<G>>,
    mean: Reg<Int<M>>,
    rest: Reg<Bits<A>>,
    pointer: Reg<Bits<A>>,
    word: Reg<Bit>,
    word_last: Reg<Bit>,
    held: Reg<Bit>,
    held_last: Reg<Bit>,
    late: Reg<Bit>,
    later: Reg<Bit>,
    round: RoundMean<M, D>,
    mean8: Reg<Int<D>>,
}

impl<const M: usize, const D: usize, const A: usize, const G: usize> Logic for Deviate<M, D, A, G> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(
            self, clock, active, waiting, left, at_last, number, tag_held, mean, pointer, word, word_last,
            late
        );
        dff_setup!(self, clock, mean8, rest, held, held_last, later);
        self.rest.reset.next = self.reset.val();
        self.held.reset.next = self.reset.val();
        self.held_last.reset.next = self.reset.val();
        self.later.reset.next = self.reset.val();
        self.active.reset.next = self.reset.val();
        self.waiting.reset.next = self.reset.val();
        self.left.reset.next = self.reset.val();
        self.at_last.reset.next = self.reset.val();
        self.number.reset.next = self.reset.val();
        self.tag_held.reset.next = self.reset.val();
        self.mean.reset.next = self.reset.val();
        self.pointer.reset.next = self.reset.val();
        self.word.reset.next = self.reset.val();
        self.word_last.reset.next = self.reset.val();
        self.late.reset.next = self.reset.val();
        self.mean8.reset.next = self.reset.val();
        self.reading.next = self.active.q.val() & !self.waiting.q.val();
        self.ending.next = self.reading.val() & self.at_last.q.val();
        self.hands.next = (self.ending.val() | self.waiting.q.val()) & self.idle.val();
        self.takes.next = self.full.val() & (!self.active.q.val() | self.hands.val());
        if self.ending.val() {
            self.waiting.d.next = true;
        }
        if self.hands.val() {
            self.waiting.d.next = false;
            self.active.d.next = false;
        }
        if self.reading.val() {
            self.left.d.next = self.left.q.val() - 1;
            self.at_last.d.next = self.left.q.val() == self.two.val();
            self.pointer.d.next = self.pointer.q.val() + 1;
        }
        if self.takes.val() {
            self.active.d.next = true;
            self.left.d.next = self.s_samples.val();
            self.at_last.d.next = self.s_samples.val() == self.one.val();
        }
        // a wide enable is slow, and nobody looks before the first sample is read; at the mean not before it stands in the
        // register behind the ring, in which the last one of the channel before stands until then
        self.late.d.next = self.takes.val();
        self.later.d.next = self.late.q.val();
        self.round.mu.next = self.s_mu.val();
        if self.late.q.val() {
            self.number.d.next = self.s_samples.val();
            self.tag_held.d.next = self.s_tag.val();
        }
        if self.later.q.val() {
            self.mean.d.next = self.s_mu.val();
            self.rest.d.next = self.s_residue.val();
            self.mean8.d.next = self.round.mu8.val();
        }
        self.word.d.next = self.reading.val();
        self.word_last.d.next = self.ending.val();
        self.held.d.next = self.word.q.val();
        self.held_last.d.next = self.word_last.q.val();

        self.taken.next = self.takes.val();
        self.read_enable.next = self.reading.val();
        self.read_address.next = self.pointer.q.val();
        self.sample_valid.next = self.held.q.val();
        self.sample_last.next = self.held_last.q.val();
        self.sample_mu.next = self.mean.q.val();
        self.sample_mu8.next = self.mean8.q.val();
        self.hand.next = self.hands.val();
        self.mu.next = self.mean.q.val();
        self.residue.next = self.rest.q.val();
        self.samples.next = self.number.q.val();
        self.tag.next = self.tag_held.q.val();
    }
}
