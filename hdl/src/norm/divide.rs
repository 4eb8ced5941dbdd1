//! The divider: exact, one bit of the quotient a cycle.

use rust_hdl::prelude::*;

use crate::base::Reg;

/// RHE(numerator / denominator), or the floor: `golden::norm::divide_rhe` on magnitudes.
///
/// The numerator is `rest * 2^steps + low`, with `low` of `steps` bits left-aligned in 64 of which the upper `L` are
/// used, and `rest < denominator < 2^31`, so that the quotient has `steps` bits.
///
/// ```text
///        +--------------------------+
///        v                          |
///  --> [rest] << 1 | top of low --> - denominator --> borrow? --> [low] << 1 | !borrow
/// ```
///
/// `start` must not come before the last `done`. Latency steps + 2: `steps` digits and one cycle that rounds by the
/// remainder. `quotient` stays until the next start.
#[derive(Debug, LogicBlock)]
pub struct Divide<const L: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// Takes the operands.
    pub start: Signal<In, Bit>,
    /// High part of the numerator, below the denominator.
    pub rest: Signal<In, Bits<32>>,
    /// Low part of the numerator, left-aligned.
    pub low: Signal<In, Bits<64>>,
    /// Denominator, 1 to 2^31 - 1.
    pub denominator: Signal<In, Bits<32>>,
    /// Bits of the low part and of the quotient, 1 to `L`.
    pub steps: Signal<In, Bits<7>>,
    /// Rounds down instead of to the nearest.
    pub floor: Signal<In, Bit>,
    /// The quotient is there, for one cycle.
    pub done: Signal<Out, Bit>,
    /// The quotient, until the next start.
    pub quotient: Signal<Out, Bits<L>>,
    unused: Constant<Bits<7>>,
    top: Constant<Bits<7>>,
    next_bit: Signal<Local, Bits<32>>,
    shifted: Signal<Local, Bits<32>>,
    fits: Signal<Local, Bit>,
    twice: Signal<Local, Bits<32>>,
    remainder: Reg<Bits<32>>,
    digits: Reg<Bits<L>>,
    divisor: Reg<Bits<32>>,
    left: Reg<Bits<7>>,
    down: Reg<Bit>,
    busy: Reg<Bit>,
    finished: Reg<Bit>,
}

impl<const L: usize> Default for Divide<L> {
    fn default() -> Self {
        const { assert!(L >= 32 && L <= 64) };
        Self {
            clock: Default::default(),
            reset: Default::default(),
            start: Default::default(),
            rest: Default::default(),
            low: Default::default(),
            denominator: Default::default(),
            steps: Default::default(),
            floor: Default::default(),
            done: Default::default(),
            quotient: Default::default(),
            unused: Constant::new((64 - L as u64).into()),
            top: Constant::new((L as u64 - 1).into()),
            next_bit: Default::default(),
            shifted: Default::default(),
            fits: Default::default(),
            twice: Default::default(),
            remainder: Default::default(),
            digits: Default::default(),
            divisor: Default::default(),
            left: Default::default(),
            down: Default::default(),
            busy: Default::default(),
            finished: Default::default(),
        }
    }
}

impl<const L: usize> Logic for Divide<L> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, remainder, digits, divisor, left, down, busy, finished);
        self.remainder.reset.next = self.reset.val();
        self.digits.reset.next = self.reset.val();
        self.divisor.reset.next = self.reset.val();
        self.left.reset.next = self.reset.val();
        self.down.reset.next = self.reset.val();
        self.busy.reset.next = self.reset.val();
        self.finished.reset.next = self.reset.val();

        self.next_bit.next = 0.into();
        if self.digits.q.val().get_bit(self.top.val().index()) {
            self.next_bit.next = 1.into();
        }
        self.twice.next = self.remainder.q.val() << 1;
        self.shifted.next = self.twice.val() | self.next_bit.val();
        self.fits.next = self.shifted.val() >= self.divisor.q.val();
        self.finished.d.next = false;
        if self.start.val() {
            self.remainder.d.next = self.rest.val();
            self.digits.d.next = self.low.val().get_bits::<L>(self.unused.val().index());
            self.divisor.d.next = self.denominator.val();
            self.left.d.next = self.steps.val();
            self.down.d.next = self.floor.val();
            self.busy.d.next = true;
        } else if self.busy.q.val() {
            if self.left.q.val().any() {
                self.left.d.next = self.left.q.val() - 1;
                if self.fits.val() {
                    self.remainder.d.next = self.shifted.val() - self.divisor.q.val();
                    self.digits.d.next = (self.digits.q.val() << 1) | 1;
                } else {
                    self.remainder.d.next = self.shifted.val();
                    self.digits.d.next = self.digits.q.val() << 1;
                }
            } else {
                self.busy.d.next = false;
                self.finished.d.next = true;
                if !self.down.q.val()
                    & ((self.twice.val() > self.divisor.q.val())
                        | ((self.twice.val() == self.divisor.q.val()) & self.digits.q.val().get_bit(0)))
                {
                    self.digits.d.next = self.digits.q.val() + 1;
                }
            }
        }
        self.done.next = self.finished.q.val();
        self.quotient.next = self.digits.q.val();
    }
}
