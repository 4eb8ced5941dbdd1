//! dgamma, beside the gain.

use rust_hdl::prelude::*;

use super::{AddCarry, Quotient};
use crate::base::{Join, Last, Reg};

/// |dgamma| = RHE(|sum(dy d)| 2^24 / (s + eps)), 42 digits. `W = 2 H = X + 34`, `T = X + 15`, `M = X + 16`.
///
/// ```text
///  load: sum(dy d), s --> |low limb| --> |high limb|, s + 1 --> Quotient --> done
/// ```
#[derive(Debug, LogicBlock)]
pub struct Derivative<const H: usize, const W: usize, const T: usize, const M: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// Takes the sum; s stands from the next cycle on.
    pub load: Signal<In, Bit>,
    /// Low limb of sum(dy d).
    pub projected_low: Signal<In, Bits<H>>,
    /// High limb.
    pub projected_high: Signal<In, Bits<H>>,
    /// s.
    pub scale: Signal<In, Bits<T>>,
    /// dgamma is there.
    pub done: Signal<Out, Bit>,
    /// |dgamma|, rounded down.
    pub quotient: Signal<Out, Bits<42>>,
    /// It is to be rounded up.
    pub up: Signal<Out, Bit>,
    /// dgamma is negative.
    pub negative: Signal<Out, Bit>,
    sign_at: Last<H, 7>,
    low: Reg<Bits<H>>,
    high: Reg<Bits<H>>,
    sign: Reg<Bit>,
    over: Reg<Bit>,
    raw: Reg<Bits<M>>,
    phase: Reg<Bits<3>>,
    pending: Reg<Bit>,
    add: AddCarry<H>,
    magnitude: Join<2, H, W>,
    divide: Quotient<42, M>,
}

impl<const H: usize, const W: usize, const T: usize, const M: usize> Default for Derivative<H, W, T, M> {
    fn default() -> Self {
        const { assert!(W == 2 * H && M == T + 1 && W == M + 18) };
        Self {
            clock: Default::default(),
            reset: Default::default(),
            load: Default::default(),
            projected_low: Default::default(),
            projected_high: Default::default(),
            scale: Default::default(),
            done: Default::default(),
            quotient: Default::default(),
            up: Default::default(),
            negative: Default::default(),
            sign_at: Default::default(),
            low: Default::default(),
            high: Default::default(),
            sign: Default::default(),
            over: Default::default(),
            raw: Default::default(),
            phase: Default::default(),
            pending: Default::default(),
            add: Default::default(),
            magnitude: Default::default(),
            divide: Default::default(),
        }
    }
}

impl<const H: usize, const W: usize, const T: usize, const M: usize> Logic for Derivative<H, W, T, M> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, low, high, sign, over, raw, phase, pending);
        self.low.reset.next = self.reset.val();
        self.high.reset.next = self.reset.val();
        self.sign.reset.next = self.reset.val();
        self.over.reset.next = self.reset.val();
        self.raw.reset.next = self.reset.val();
        self.phase.reset.next = self.reset.val();
        self.pending.reset.next = self.reset.val();
        self.divide.clock.next = self.clock.val();
        self.divide.reset.next = self.reset.val();
        // one adder negates one limb after the other
        self.add.a.next = self.low.q.val();
        self.add.carry.next = self.sign.q.val();
        if self.sign.q.val() {
            self.add.a.next = !self.low.q.val();
        }
        if self.phase.q.val().get_bit(1) {
            self.add.a.next = self.high.q.val();
            self.add.carry.next = self.over.q.val();
            if self.sign.q.val() {
                self.add.a.next = !self.high.q.val();
            }
        }
        self.add.b.next = 0.into();
        self.phase.d.next = (self.phase.q.val() << 1) | bit_cast::<3, 1>(self.load.val().into());
        if self.phase.q.val().get_bit(0) {
            self.low.d.next = self.add.sum.val();
            self.over.d.next = self.add.over.val();
            self.raw.d.next = bit_cast::<M, T>(self.scale.val()) + 1;
        }
        if self.phase.q.val().get_bit(1) {
            self.high.d.next = self.add.sum.val();
        }
        if self.phase.q.val().get_bit(2) {
            self.pending.d.next = false;
        }
        if self.load.val() {
            self.low.d.next = self.projected_low.val();
            self.high.d.next = self.projected_high.val();
            self.sign.d.next = self.projected_high.val().get_bit(self.sign_at.val().index());
            self.pending.d.next = true;
        }
        self.magnitude.parts[0].next = self.low.q.val();
        self.magnitude.parts[1].next = self.high.q.val();
        self.divide.start.next = self.phase.q.val().get_bit(2);
        self.divide.rest.next = self.magnitude.whole.val().get_bits::<M>(18);
        self.divide.low.next = bit_cast::<42, 18>(self.magnitude.whole.val().get_bits::<18>(0)) << 24;
        self.divide.denominator.next = self.raw.q.val();
        self.done.next = self.divide.done.val() & !self.pending.q.val();
        self.quotient.next = self.divide.quotient.val();
        self.up.next = self.divide.up.val();
        self.negative.next = self.sign.q.val();
    }
}
