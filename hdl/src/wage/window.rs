//! The bits of a magnitude that a code or a step is made of, wherever they stand.

use crate::base::{Number, Reg};
use rust_hdl::prelude::*;

/// A window on |x| / 2^(shift - 8), in two steps: 8 bits before the point, 16 behind it, and what else there is.
///
/// ```text
///  m, 24 zeros --> >> 32 --> >> 16 --> >> 8 --> [31 bits] --> >> 4 --> >> 2 --> >> 1 --> [word: 24 bits]
///                   |  |      |  |      | |                                       |  +--> [sticky]: the union of all below
///                   |  +------|--+------|-+-----> [ ] -------------- ... ---------|---
///                   +---------+---------+-------> [ ] -------------- ... ---------+-----> [big]: the union of all above
/// ```
///
/// * `word / 2^16 = floor(m * 2^24 / 2^shift) / 2^16 mod 2^8`, for any m and `shift`: to the left by 8 at 0, the integer m
///   at 8. Every stage keeps the bits that a later one can bring into the window and no more, which is what makes it
///   small: levels of 56, 39, 31, 27, 25 and 24 bits in place of shifters of 64.
/// * Latency 2. `shift` holds from the first step to the second.
#[derive(Debug, Default, LogicBlock)]
pub struct Window {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The registers between the steps take their input.
    pub load: Signal<In, Bit>,
    /// Those behind them do.
    pub load_2: Signal<In, Bit>,
    /// |x|.
    pub m: Signal<In, Bits<32>>,
    /// Static.
    pub shift: Signal<In, Bits<6>>,
    /// See above.
    pub word: Signal<Out, Bits<24>>,
    /// A bit above the window is 1.
    pub big: Signal<Out, Bit>,
    /// One below it is.
    pub sticky: Signal<Out, Bit>,
    at_32: Signal<Local, Bits<56>>,
    at_16: Signal<Local, Bits<39>>,
    at_8: Signal<Local, Bits<31>>,
    at_4: Signal<Local, Bits<27>>,
    at_2: Signal<Local, Bits<25>>,
    at_1: Signal<Local, Bits<24>>,
    coarse: Reg<Bits<31>>,
    coarse_above: Reg<Bit>,
    coarse_below: Reg<Bit>,
    over_16: Signal<Local, Bit>,
    over_8: Signal<Local, Bit>,
    over_4: Signal<Local, Bit>,
    over_2: Signal<Local, Bit>,
    over_1: Signal<Local, Bit>,
    under_32: Signal<Local, Bit>,
    under_16: Signal<Local, Bit>,
    under_8: Signal<Local, Bit>,
    under_4: Signal<Local, Bit>,
    under_2: Signal<Local, Bit>,
    under_1: Signal<Local, Bit>,
    seen: Reg<Bits<24>>,
    above: Reg<Bit>,
    below: Reg<Bit>,
    up: Number<24, 56>,
}

impl Logic for Window {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(
            self,
            clock,
            coarse,
            coarse_above,
            coarse_below,
            seen,
            above,
            below
        );
        self.coarse.reset.next = self.reset.val();
        self.coarse_above.reset.next = self.reset.val();
        self.coarse_below.reset.next = self.reset.val();
        self.seen.reset.next = self.reset.val();
        self.above.reset.next = self.reset.val();
        self.below.reset.next = self.reset.val();

        self.at_32.next = 0.into();
        self.at_16.next = 0.into();
        self.at_8.next = 0.into();
        self.at_4.next = 0.into();
        self.at_2.next = 0.into();
        self.at_1.next = 0.into();
        self.over_16.next = false;
        self.over_8.next = false;
        self.over_4.next = false;
        self.over_2.next = false;
        self.over_1.next = false;
        self.under_32.next = false;
        self.under_16.next = false;
        self.under_8.next = false;
        self.under_4.next = false;
        self.under_2.next = false;
        self.under_1.next = false;
        // a simulator need not shift where nothing is taken
        if self.load.val() {
            self.at_32.next = bit_cast::<56, 32>(self.m.val()) << self.up.val();
            if self.shift.val().get_bit(5) {
                self.at_32.next = bit_cast::<56, 24>(self.m.val().get_bits::<24>(8));
                self.under_32.next = self.m.val().get_bits::<8>(0).any();
            }
            self.at_16.next = self.at_32.val().get_bits::<39>(0);
            self.over_16.next = self.at_32.val().get_bits::<17>(39).any();
            if self.shift.val().get_bit(4) {
                self.at_16.next = self.at_32.val().get_bits::<39>(16);
                self.over_16.next = self.at_32.val().get_bit(55);
                self.under_16.next = self.at_32.val().get_bits::<16>(0).any();
            }
            self.at_8.next = self.at_16.val().get_bits::<31>(0);
            self.over_8.next = self.at_16.val().get_bits::<8>(31).any();
            if self.shift.val().get_bit(3) {
                self.at_8.next = self.at_16.val().get_bits::<31>(8);
                self.over_8.next = false;
                self.under_8.next = self.at_16.val().get_bits::<8>(0).any();
            }
            self.coarse.d.next = self.at_8.val();
            self.coarse_above.d.next = self.over_16.val() | self.over_8.val();
            self.coarse_below.d.next = self.under_32.val() | self.under_16.val() | self.under_8.val();
        }
        if self.load_2.val() {
            self.at_4.next = self.coarse.q.val().get_bits::<27>(0);
            self.over_4.next = self.coarse.q.val().get_bits::<4>(27).any();
            if self.shift.val().get_bit(2) {
                self.at_4.next = self.coarse.q.val().get_bits::<27>(4);
                self.over_4.next = false;
                self.under_4.next = self.coarse.q.val().get_bits::<4>(0).any();
            }
            self.at_2.next = self.at_4.val().get_bits::<25>(0);
            self.over_2.next = self.at_4.val().get_bits::<2>(25).any();
            if self.shift.val().get_bit(1) {
                self.at_2.next = self.at_4.val().get_bits::<25>(2);
                self.over_2.next = false;
                self.under_2.next = self.at_4.val().get_bits::<2>(0).any();
            }
            self.at_1.next = self.at_2.val().get_bits::<24>(0);
            self.over_1.next = self.at_2.val().get_bit(24);
            if self.shift.val().get_bit(0) {
                self.at_1.next = self.at_2.val().get_bits::<24>(1);
                self.over_1.next = false;
                self.under_1.next = self.at_2.val().get_bit(0);
            }
            self.seen.d.next = self.at_1.val();
            self.above.d.next =
                self.coarse_above.q.val() | self.over_4.val() | self.over_2.val() | self.over_1.val();
            self.below.d.next =
                self.coarse_below.q.val() | self.under_4.val() | self.under_2.val() | self.under_1.val();
        }
        self.word.next = self.seen.q.val();
        self.big.next = self.above.q.val();
        self.sticky.next = self.below.q.val();
    }
}
