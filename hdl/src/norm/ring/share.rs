//! The mean of dy xh.

use rust_hdl::prelude::*;

use super::Quotient;
use crate::base::{Int, Reg};

/// |b| = RHE(|dgamma| / samples), 25 digits.
///
/// ```text
///  s_full: dgamma, ... --> [dgamma], + 1 if to be rounded up --> Quotient --> b, full --> taken
/// ```
///
/// `M = X + 16`, `T = X + 15`.
#[derive(Debug, Default, LogicBlock)]
pub struct GradientMean<const T: usize, const M: usize, const A: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// A channel is there.
    pub s_full: Signal<In, Bit>,
    /// It is taken.
    pub s_taken: Signal<Out, Bit>,
    /// mu of the channel.
    pub s_mu: Signal<In, Int<M>>,
    /// s of the channel.
    pub s_scale: Signal<In, Bits<T>>,
    /// Number of its samples.
    pub s_samples: Signal<In, Bits<A>>,
    /// |K|.
    pub s_gain: Signal<In, Bits<27>>,
    /// K is negative.
    pub s_gain_negative: Signal<In, Bit>,
    /// e.
    pub s_exponent: Signal<In, Bits<6>>,
    /// |dgamma|.
    pub s_dgamma: Signal<In, Bits<42>>,
    /// dgamma, and so b, is negative.
    pub s_dgamma_negative: Signal<In, Bit>,
    /// dbeta.
    pub s_dbeta: Signal<In, Int<25>>,
    /// sum(sgn(x - mu)).
    pub s_signs: Signal<In, Int<19>>,
    /// s + eps shifted up to its leading one.
    pub s_normal: Signal<In, Bits<T>>,
    /// |K| is to be rounded up.
    pub s_gain_up: Signal<In, Bit>,
    /// |dgamma| is to be rounded up.
    pub s_dgamma_up: Signal<In, Bit>,
    /// b is there.
    pub full: Signal<Out, Bit>,
    /// It is taken: the block is free.
    pub taken: Signal<In, Bit>,
    /// mu of the channel.
    pub mu: Signal<Out, Int<M>>,
    /// s of the channel.
    pub scale: Signal<Out, Bits<T>>,
    /// Number of its samples.
    pub samples: Signal<Out, Bits<A>>,
    /// |K|.
    pub gain: Signal<Out, Bits<27>>,
    /// K is negative.
    pub gain_negative: Signal<Out, Bit>,
    /// e.
    pub exponent: Signal<Out, Bits<6>>,
    /// |dgamma|.
    pub dgamma: Signal<Out, Bits<42>>,
    /// dgamma, and so b, is negative.
    pub dgamma_negative: Signal<Out, Bit>,
    /// dbeta.
    pub dbeta: Signal<Out, Int<25>>,
    /// sum(sgn(x - mu)).
    pub signs: Signal<Out, Int<19>>,
    /// s + eps shifted up to its leading one.
    pub normal: Signal<Out, Bits<T>>,
    /// |b|, rounded down.
    pub mean: Signal<Out, Bits<25>>,
    /// It is to be rounded up.
    pub up: Signal<Out, Bit>,
    busy: Reg<Bit>,
    begun: Reg<Bit>,
    running: Reg<Bit>,
    gain_up: Signal<Local, Bits<27>>,
    dgamma_up: Signal<Local, Bits<42>>,
    takes: Signal<Local, Bit>,
    mu_held: Reg<Int<M>>,
    scale_held: Reg<Bits<T>>,
    samples_held: Reg<Bits<A>>,
    gain_held: Reg<Bits<27>>,
    gain_negative_held: Reg<Bit>,
    exponent_held: Reg<Bits<6>>,
    dgamma_held: Reg<Bits<42>>,
    dgamma_negative_held: Reg<Bit>,
    dbeta_held: Reg<Int<25>>,
    signs_held: Reg<Int<19>>,
    normal_held: Reg<Bits<T>>,
    divide: Quotient<25, A>,
}

impl<const T: usize, const M: usize, const A: usize> Logic for GradientMean<T, M, A> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(
            self,
            clock,
            busy,
            begun,
            running,
            mu_held,
            scale_held,
            samples_held,
            gain_held,
            gain_negative_held,
            exponent_held,
            dgamma_held
        );
        dff_setup!(
            self,
            clock,
            dgamma_negative_held,
            dbeta_held,
            signs_held,
            normal_held
        );
        self.busy.reset.next = self.reset.val();
        self.begun.reset.next = self.reset.val();
        self.running.reset.next = self.reset.val();
        self.mu_held.reset.next = self.reset.val();
        self.scale_held.reset.next = self.reset.val();
        self.samples_held.reset.next = self.reset.val();
        self.gain_held.reset.next = self.reset.val();
        self.gain_negative_held.reset.next = self.reset.val();
        self.exponent_held.reset.next = self.reset.val();
        self.dgamma_held.reset.next = self.reset.val();
        self.dgamma_negative_held.reset.next = self.reset.val();
        self.dbeta_held.reset.next = self.reset.val();
        self.signs_held.reset.next = self.reset.val();
        self.normal_held.reset.next = self.reset.val();
        self.divide.clock.next = self.clock.val();
        self.divide.reset.next = self.reset.val();
        self.takes.next = self.s_full.val() & !self.busy.q.val();
        self.s_taken.next = self.takes.val();
        self.gain_up.next = 0.into();
        if self.s_gain_up.val() {
            self.gain_up.next = 1.into();
        }
        self.dgamma_up.next = 0.into();
        if self.s_dgamma_up.val() {
            self.dgamma_up.next = 1.into();
        }
        if self.taken.val() {
            self.busy.d.next = false;
            self.running.d.next = false;
        }
        self.begun.d.next = self.takes.val();
        if self.begun.q.val() {
            self.running.d.next = true;
        }
        if self.takes.val() {
            self.busy.d.next = true;
            self.mu_held.d.next = self.s_mu.val();
            self.scale_held.d.next = self.s_scale.val();
            self.samples_held.d.next = self.s_samples.val();
            self.gain_negative_held.d.next = self.s_gain_negative.val();
            self.exponent_held.d.next = self.s_exponent.val();
            self.dgamma_negative_held.d.next = self.s_dgamma_negative.val();
            self.dbeta_held.d.next = self.s_dbeta.val();
            self.signs_held.d.next = self.s_signs.val();
            self.normal_held.d.next = self.s_normal.val();
            self.gain_held.d.next = self.s_gain.val() + self.gain_up.val();
            self.dgamma_held.d.next = self.s_dgamma.val() + self.dgamma_up.val();
        }
        self.divide.start.next = self.begun.q.val();
        self.divide.rest.next = bit_cast::<A, 17>(self.dgamma_held.q.val().get_bits::<17>(25));
        self.divide.low.next = self.dgamma_held.q.val().get_bits::<25>(0);
        self.divide.denominator.next = self.samples_held.q.val();
        self.full.next = self.running.q.val() & self.divide.done.val();
        self.mean.next = self.divide.quotient.val();
        self.up.next = self.divide.up.val();
        self.mu.next = self.mu_held.q.val();
        self.scale.next = self.scale_held.q.val();
        self.samples.next = self.samples_held.q.val();
        self.gain.next = self.gain_held.q.val();
        self.gain_negative.next = self.gain_negative_held.q.val();
        self.exponent.next = self.exponent_held.q.val();
        self.dgamma.next = self.dgamma_held.q.val();
        self.dgamma_negative.next = self.dgamma_negative_held.q.val();
        self.dbeta.next = self.dbeta_held.q.val();
        self.signs.next = self.signs_held.q.val();
        self.normal.next = self.normal_held.q.val();
    }
}
