//! Shifts right by a run-time number of places and rounds to the nearest, ties to even.

use rust_hdl::prelude::*;

use crate::base::Reg;

/// RHE(value / 2^shift) of a magnitude: `golden::fixed::rhe_shift` for values that are not negative. The rounding is
/// symmetric, so a sign can be put on afterwards.
///
/// ```text
///  value --> >> 32, 16 --> [ ] --> >> 8, 4 --> [ ] --> >> 2, 1 --> [ ] --> + (guard & (sticky | odd)) --> [rounded]
/// ```
///
/// The guard is the last bit that was shifted out, `sticky` whether any before it was set. Latency 4 steps of
/// `advance`, one value a step. `shift` must hold still while values are under way.
#[derive(Debug, Default, LogicBlock)]
pub struct RoundShift<const N: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The pipeline moves on.
    pub advance: Signal<In, Bit>,
    /// What to shift; 33 bits or more.
    pub value: Signal<In, Bits<N>>,
    /// By how many places, 0 to 63.
    pub shift: Signal<In, Bits<6>>,
    /// The result, four steps later.
    pub rounded: Signal<Out, Bits<N>>,
    by32: Signal<Local, Bits<N>>,
    by16: Signal<Local, Bits<N>>,
    by8: Signal<Local, Bits<N>>,
    by4: Signal<Local, Bits<N>>,
    by2: Signal<Local, Bits<N>>,
    by1: Signal<Local, Bits<N>>,
    guard32: Signal<Local, Bit>,
    guard16: Signal<Local, Bit>,
    guard8: Signal<Local, Bit>,
    guard4: Signal<Local, Bit>,
    guard2: Signal<Local, Bit>,
    guard1: Signal<Local, Bit>,
    sticky32: Signal<Local, Bit>,
    sticky16: Signal<Local, Bit>,
    sticky8: Signal<Local, Bit>,
    sticky4: Signal<Local, Bit>,
    sticky2: Signal<Local, Bit>,
    sticky1: Signal<Local, Bit>,
    coarse: Reg<Bits<N>>,
    coarse_guard: Reg<Bit>,
    coarse_sticky: Reg<Bit>,
    middle: Reg<Bits<N>>,
    middle_guard: Reg<Bit>,
    middle_sticky: Reg<Bit>,
    fine: Reg<Bits<N>>,
    fine_guard: Reg<Bit>,
    fine_sticky: Reg<Bit>,
    result: Reg<Bits<N>>,
}

impl<const N: usize> Logic for RoundShift<N> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(
            self,
            clock,
            coarse,
            coarse_guard,
            coarse_sticky,
            middle,
            middle_guard,
            middle_sticky
        );
        dff_setup!(self, clock, fine, fine_guard, fine_sticky, result);
        self.coarse.reset.next = self.reset.val();
        self.coarse_guard.reset.next = self.reset.val();
        self.coarse_sticky.reset.next = self.reset.val();
        self.middle.reset.next = self.reset.val();
        self.middle_guard.reset.next = self.reset.val();
        self.middle_sticky.reset.next = self.reset.val();
        self.fine.reset.next = self.reset.val();
        self.fine_guard.reset.next = self.reset.val();
        self.fine_sticky.reset.next = self.reset.val();
        self.result.reset.next = self.reset.val();

        self.by32.next = self.value.val();
        self.guard32.next = false;
        self.sticky32.next = false;
        if self.shift.val().get_bit(5) {
            self.by32.next = self.value.val() >> 32;
            self.guard32.next = self.value.val().get_bit(31);
            self.sticky32.next = self.value.val().get_bits::<31>(0).any();
        }
        self.by16.next = self.by32.val();
        self.guard16.next = self.guard32.val();
        self.sticky16.next = self.sticky32.val();
        if self.shift.val().get_bit(4) {
            self.by16.next = self.by32.val() >> 16;
            self.guard16.next = self.by32.val().get_bit(15);
            self.sticky16.next =
                self.sticky32.val() | self.guard32.val() | self.by32.val().get_bits::<15>(0).any();
        }
        self.by8.next = self.coarse.q.val();
        self.guard8.next = self.coarse_guard.q.val();
        self.sticky8.next = self.coarse_sticky.q.val();
        if self.shift.val().get_bit(3) {
            self.by8.next = self.coarse.q.val() >> 8;
            self.guard8.next = self.coarse.q.val().get_bit(7);
            self.sticky8.next = self.coarse_sticky.q.val()
                | self.coarse_guard.q.val()
                | self.coarse.q.val().get_bits::<7>(0).any();
        }
        self.by4.next = self.by8.val();
        self.guard4.next = self.guard8.val();
        self.sticky4.next = self.sticky8.val();
        if self.shift.val().get_bit(2) {
            self.by4.next = self.by8.val() >> 4;
            self.guard4.next = self.by8.val().get_bit(3);
            self.sticky4.next =
                self.sticky8.val() | self.guard8.val() | self.by8.val().get_bits::<3>(0).any();
        }
        self.by2.next = self.middle.q.val();
        self.guard2.next = self.middle_guard.q.val();
        self.sticky2.next = self.middle_sticky.q.val();
        if self.shift.val().get_bit(1) {
            self.by2.next = self.middle.q.val() >> 2;
            self.guard2.next = self.middle.q.val().get_bit(1);
            self.sticky2.next =
                self.middle_sticky.q.val() | self.middle_guard.q.val() | self.middle.q.val().get_bit(0);
        }
        self.by1.next = self.by2.val();
        self.guard1.next = self.guard2.val();
        self.sticky1.next = self.sticky2.val();
        if self.shift.val().get_bit(0) {
            self.by1.next = self.by2.val() >> 1;
            self.guard1.next = self.by2.val().get_bit(0);
            self.sticky1.next = self.sticky2.val() | self.guard2.val();
        }
        if self.advance.val() {
            self.coarse.d.next = self.by16.val();
            self.coarse_guard.d.next = self.guard16.val();
            self.coarse_sticky.d.next = self.sticky16.val();
            self.middle.d.next = self.by4.val();
            self.middle_guard.d.next = self.guard4.val();
            self.middle_sticky.d.next = self.sticky4.val();
            self.fine.d.next = self.by1.val();
            self.fine_guard.d.next = self.guard1.val();
            self.fine_sticky.d.next = self.sticky1.val();
            self.result.d.next = self.fine.q.val();
            if self.fine_guard.q.val() & (self.fine_sticky.q.val() | self.fine.q.val().get_bit(0)) {
                self.result.d.next = self.fine.q.val() + 1;
            }
        }
        self.rounded.next = self.result.q.val();
    }
}
