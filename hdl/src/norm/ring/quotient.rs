//! The dividers: exact, digit by digit.

use rust_hdl::prelude::*;

use super::Subtract;
use crate::base::{Last, Number, Reg};

/// RHE(numerator / denominator): `golden::norm::divide_rhe` on magnitudes, one bit of the quotient a cycle.
///
/// The numerator is `rest * 2^N + low` with `rest < denominator <= 2^(D-1)`, so that the quotient has `N` bits. One digit
/// more is the guard; the remainder below it and the last digit decide the tie.
///
/// ```text
///        +--------------------------------+
///        v                                |
///  --> [rest] << 1 | top of low --> - denominator --> borrow? --> [low] << 1 | !borrow
/// ```
///
/// `done` rises N + 3 cycles after `start` and stays with the result until the next start. The result is `quotient` and
/// one more if `up`: whoever takes it adds. `denominator` must hold still.
#[derive(Debug, Default, LogicBlock)]
pub struct Quotient<const N: usize, const D: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// Takes the numerator.
    pub start: Signal<In, Bit>,
    /// High part of the numerator, below the denominator.
    pub rest: Signal<In, Bits<D>>,
    /// Low part of the numerator.
    pub low: Signal<In, Bits<N>>,
    /// Denominator.
    pub denominator: Signal<In, Bits<D>>,
    /// The result is there.
    pub done: Signal<Out, Bit>,
    /// The quotient, rounded down.
    pub quotient: Signal<Out, Bits<N>>,
    /// It is to be rounded up.
    pub up: Signal<Out, Bit>,
    count: Number<N, 7>,
    one: Last<2, 7>,
    top: Last<N, 7>,
    next_bit: Signal<Local, Bits<D>>,
    shifted: Signal<Local, Bits<D>>,
    step: Subtract<D>,
    remainder: Reg<Bits<D>>,
    digits: Reg<Bits<N>>,
    left: Reg<Bits<7>>,
    busy: Reg<Bit>,
    at_guard: Reg<Bit>,
    guard: Reg<Bit>,
    guarded: Reg<Bit>,
    upward: Reg<Bit>,
    finished: Reg<Bit>,
}

impl<const N: usize, const D: usize> Logic for Quotient<N, D> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, remainder, digits, left, busy, at_guard, guard, guarded, upward, finished);
        self.remainder.reset.next = self.reset.val();
        self.digits.reset.next = self.reset.val();
        self.left.reset.next = self.reset.val();
        self.busy.reset.next = self.reset.val();
        self.at_guard.reset.next = self.reset.val();
        self.guard.reset.next = self.reset.val();
        self.guarded.reset.next = self.reset.val();
        self.upward.reset.next = self.reset.val();
        self.finished.reset.next = self.reset.val();
        self.next_bit.next = 0.into();
        // below the numerator there are only zeros
        if !self.at_guard.q.val() & self.digits.q.val().get_bit(self.top.val().index()) {
            self.next_bit.next = 1.into();
        }
        self.shifted.next = (self.remainder.q.val() << 1) | self.next_bit.val();
        self.step.a.next = self.shifted.val();
        self.step.b.next = self.denominator.val();
        if self.busy.q.val() {
            self.left.d.next = self.left.q.val() - 1;
            self.at_guard.d.next = self.left.q.val() == self.one.val();
            self.remainder.d.next = self.step.difference.val();
            if self.step.borrow.val() {
                self.remainder.d.next = self.shifted.val();
            }
            if !self.at_guard.q.val() {
                self.digits.d.next = (self.digits.q.val() << 1) | 1;
                if self.step.borrow.val() {
                    self.digits.d.next = self.digits.q.val() << 1;
                }
            } else {
                self.guard.d.next = !self.step.borrow.val();
                self.busy.d.next = false;
            }
        }
        self.guarded.d.next = self.busy.q.val() & self.at_guard.q.val();
        if self.guarded.q.val() {
            self.upward.d.next =
                self.guard.q.val() & (self.remainder.q.val().any() | self.digits.q.val().get_bit(0));
            self.finished.d.next = true;
        }
        if self.start.val() {
            self.remainder.d.next = self.rest.val();
            self.digits.d.next = self.low.val();
            self.left.d.next = self.count.val();
            self.busy.d.next = true;
            self.at_guard.d.next = false;
            self.finished.d.next = false;
        }
        self.done.next = self.finished.q.val();
        self.quotient.next = self.digits.q.val();
        self.up.next = self.upward.q.val();
    }
}
