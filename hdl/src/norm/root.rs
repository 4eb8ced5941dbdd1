//! The square root of L2: exact, one bit a cycle.

use rust_hdl::prelude::*;

use crate::base::Reg;

/// The integer nearest to the square root of a number below 2^62: `golden::norm::sqrt_nearest`.
///
/// Two bits of the radicand come down a cycle; the trial subtrahend is 4 root + 1. `start` must not come before the
/// last `done`. Latency 33: 31 digits and one cycle that rounds, up when the remainder exceeds the root, for
/// (r + 1/2)^2 = r^2 + r + 1/4.
#[derive(Debug, Default, LogicBlock)]
pub struct SquareRoot {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// Takes the radicand.
    pub start: Signal<In, Bit>,
    /// The number to take the root of.
    pub radicand: Signal<In, Bits<62>>,
    /// The root is there, for one cycle.
    pub done: Signal<Out, Bit>,
    /// The root, until the next start; below 2^31 for a mean square of int16.
    pub root: Signal<Out, Bits<31>>,
    shifted: Signal<Local, Bits<33>>,
    trial: Signal<Local, Bits<33>>,
    fits: Signal<Local, Bit>,
    rest: Reg<Bits<33>>,
    below: Reg<Bits<62>>,
    digits: Reg<Bits<31>>,
    left: Reg<Bits<5>>,
    busy: Reg<Bit>,
    finished: Reg<Bit>,
}

impl Logic for SquareRoot {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, rest, below, digits, left, busy, finished);
        self.rest.reset.next = self.reset.val();
        self.below.reset.next = self.reset.val();
        self.digits.reset.next = self.reset.val();
        self.left.reset.next = self.reset.val();
        self.busy.reset.next = self.reset.val();
        self.finished.reset.next = self.reset.val();

        self.shifted.next =
            (self.rest.q.val() << 2) | bit_cast::<33, 2>(self.below.q.val().get_bits::<2>(60));
        self.trial.next = (bit_cast::<33, 31>(self.digits.q.val()) << 2) | 1;
        self.fits.next = self.shifted.val() >= self.trial.val();
        self.finished.d.next = false;
        if self.start.val() {
            self.rest.d.next = 0.into();
            self.below.d.next = self.radicand.val();
            self.digits.d.next = 0.into();
            self.left.d.next = 31.into();
            self.busy.d.next = true;
        } else if self.busy.q.val() {
            if self.left.q.val().any() {
                self.left.d.next = self.left.q.val() - 1;
                self.below.d.next = self.below.q.val() << 2;
                if self.fits.val() {
                    self.rest.d.next = self.shifted.val() - self.trial.val();
                    self.digits.d.next = (self.digits.q.val() << 1) | 1;
                } else {
                    self.rest.d.next = self.shifted.val();
                    self.digits.d.next = self.digits.q.val() << 1;
                }
            } else {
                self.busy.d.next = false;
                self.finished.d.next = true;
                if self.rest.q.val() > bit_cast::<33, 31>(self.digits.q.val()) {
                    self.digits.d.next = self.digits.q.val() + 1;
                }
            }
        }
        self.done.next = self.finished.q.val();
        self.root.next = self.digits.q.val();
    }
}
