//! The offset that the backward pass takes from dy.

use rust_hdl::prelude::*;

use super::Quotient;
use crate::base::{signed_bit_cast_int, signed_cast_int, unsigned_cast_int, Int, Reg};

/// c = RHE((dbeta 2^16 - balance) / samples), 25 digits, while the filling makes the slope of b.
///
/// ```text
///  s_full: b, ... --> [b] --> start --> filling --> balance, balanced --> [numerator] --> |.| --> Quotient --> c
///                                          +------> slope_done
/// ```
///
/// `M = X + 16`, `T = X + 15`.
#[derive(Debug, Default, LogicBlock)]
pub struct Offset<const T: usize, const M: usize, const A: usize> {
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
    /// |b|, rounded down, with `s_full`.
    pub s_mean: Signal<In, Bits<25>>,
    /// It is to be rounded up.
    pub s_up: Signal<In, Bit>,
    /// To the filling: b and what belongs to it stand from here on.
    pub start: Signal<Out, Bit>,
    /// |b|.
    pub mean: Signal<Out, Bits<25>>,
    /// From the filling: the balance is there, two cycles after `start` at the earliest; falls with `start`.
    pub balanced: Signal<In, Bit>,
    /// From the filling.
    pub balance: Signal<In, Int<44>>,
    /// From the filling: the slope is there; falls with `start`.
    pub slope_done: Signal<In, Bit>,
    /// c is there, and the slope.
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
    /// |c|, rounded down.
    pub offset: Signal<Out, Bits<25>>,
    /// It is to be rounded up.
    pub offset_up: Signal<Out, Bit>,
    /// c is negative.
    pub offset_negative: Signal<Out, Bit>,
    busy: Reg<Bit>,
    begun: Reg<Bit>,
    waiting: Reg<Bit>,
    subtracted: Reg<Bit>,
    ready: Reg<Bit>,
    running: Reg<Bit>,
    takes: Signal<Local, Bit>,
    mean_up: Signal<Local, Bits<25>>,
    mean_held: Reg<Bits<25>>,
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
    dbeta_bits: Signal<Local, Bits<25>>,
    dbeta_shifted: Signal<Local, Bits<41>>,
    dbeta_fixed: Signal<Local, Int<41>>,
    dbeta_wide: Signal<Local, Int<44>>,
    numerator: Reg<Int<44>>,
    negated: Signal<Local, Int<44>>,
    magnitude: Reg<Bits<44>>,
    divide: Quotient<25, A>,
}

impl<const T: usize, const M: usize, const A: usize> Logic for Offset<T, M, A> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(
            self,
            clock,
            busy,
            begun,
            waiting,
            subtracted,
            ready,
            running,
            mean_held,
            mu_held,
            scale_held,
            samples_held
        );
        dff_setup!(
            self,
            clock,
            gain_held,
            gain_negative_held,
            exponent_held,
            dgamma_held,
            dgamma_negative_held,
            dbeta_held,
            signs_held,
            normal_held,
            numerator,
            magnitude
        );
        self.busy.reset.next = self.reset.val();
        self.begun.reset.next = self.reset.val();
        self.waiting.reset.next = self.reset.val();
        self.subtracted.reset.next = self.reset.val();
        self.ready.reset.next = self.reset.val();
        self.running.reset.next = self.reset.val();
        self.mean_held.reset.next = self.reset.val();
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
        self.numerator.reset.next = self.reset.val();
        self.magnitude.reset.next = self.reset.val();
        self.divide.clock.next = self.clock.val();
        self.divide.reset.next = self.reset.val();
        self.takes.next = self.s_full.val() & !self.busy.q.val();
        self.s_taken.next = self.takes.val();
        self.mean_up.next = 0.into();
        if self.s_up.val() {
            self.mean_up.next = 1.into();
        }
        self.dbeta_bits.next = unsigned_cast_int::<25>(self.dbeta_held.q.val());
        self.dbeta_shifted.next = bit_cast::<41, 25>(self.dbeta_bits.val()) << 16;
        self.dbeta_fixed.next = signed_bit_cast_int::<41>(self.dbeta_shifted.val());
        self.dbeta_wide.next = signed_cast_int::<41, 44>(self.dbeta_fixed.val());
        self.negated.next = -self.numerator.q.val();
        self.begun.d.next = self.takes.val();
        self.subtracted.d.next = false;
        self.ready.d.next = self.subtracted.q.val();
        if self.waiting.q.val() & self.balanced.val() {
            self.waiting.d.next = false;
            self.subtracted.d.next = true;
            self.numerator.d.next = self.dbeta_wide.val() - self.balance.val();
        }
        if self.subtracted.q.val() {
            self.magnitude.d.next = unsigned_cast_int::<44>(self.numerator.q.val());
            if self.numerator.q.val().get_bit(43) {
                self.magnitude.d.next = unsigned_cast_int::<44>(self.negated.val());
            }
        }
        if self.begun.q.val() {
            self.waiting.d.next = true;
        }
        if self.taken.val() {
            self.busy.d.next = false;
            self.running.d.next = false;
        }
        if self.ready.q.val() {
            self.running.d.next = true;
        }
        if self.takes.val() {
            self.busy.d.next = true;
            self.mu_held.d.next = self.s_mu.val();
            self.scale_held.d.next = self.s_scale.val();
            self.samples_held.d.next = self.s_samples.val();
            self.gain_held.d.next = self.s_gain.val();
            self.gain_negative_held.d.next = self.s_gain_negative.val();
            self.exponent_held.d.next = self.s_exponent.val();
            self.dgamma_held.d.next = self.s_dgamma.val();
            self.dgamma_negative_held.d.next = self.s_dgamma_negative.val();
            self.dbeta_held.d.next = self.s_dbeta.val();
            self.signs_held.d.next = self.s_signs.val();
            self.normal_held.d.next = self.s_normal.val();
            self.mean_held.d.next = self.s_mean.val() + self.mean_up.val();
        }
        self.divide.start.next = self.ready.q.val();
        self.divide.rest.next = bit_cast::<A, 19>(self.magnitude.q.val().get_bits::<19>(25));
        self.divide.low.next = self.magnitude.q.val().get_bits::<25>(0);
        self.divide.denominator.next = self.samples_held.q.val();
        self.start.next = self.begun.q.val();
        self.mean.next = self.mean_held.q.val();
        self.full.next = self.running.q.val() & self.divide.done.val() & self.slope_done.val();
        self.offset.next = self.divide.quotient.val();
        self.offset_up.next = self.divide.up.val();
        self.offset_negative.next = self.numerator.q.val().get_bit(43);
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
