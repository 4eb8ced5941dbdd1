//! The end of the backward pass: from what is left of dy to dx.

use rust_hdl::prelude::*;

use super::RoundShift;
use crate::base::{signed_bit_cast_int, signed_cast_int, unsigned_cast_int, Counter, Int, Reg};

/// dx = sat48(RHE(rest K / 2^e)), with rest = dy 2^16 - c - b F from the filling.
///
/// ```text
///  rest --> |rest|, sign --> [ ] --> * |K| --> [ ] --> [ ] --> RoundShift (4) --> clip --> [48 bits] --> +- --> [m_data]
/// ```
///
/// Latency 9 steps of `advance`, one dx a step. `advance` is low while `m_valid` waits for `m_ready`.
#[derive(Debug, Default, LogicBlock)]
pub struct Differentiate {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The pipeline, and all before it, moves on.
    pub advance: Signal<Out, Bit>,
    /// What is left of dy, 16 fraction bits.
    pub rest: Signal<In, Int<32>>,
    /// `rest` is there.
    pub rest_valid: Signal<In, Bit>,
    /// It is the last of its channel.
    pub rest_last: Signal<In, Bit>,
    /// |K|.
    pub gain: Signal<In, Bits<27>>,
    /// K is negative.
    pub gain_negative: Signal<In, Bit>,
    /// e.
    pub exponent: Signal<In, Bits<6>>,
    /// dx is there.
    pub m_valid: Signal<Out, Bit>,
    /// dx is taken.
    pub m_ready: Signal<In, Bit>,
    /// dx, 24 fraction bits.
    pub m_data: Signal<Out, Int<48>>,
    /// It is the last of its channel.
    pub m_last: Signal<Out, Bit>,
    /// The last dx is taken: one cycle.
    pub done: Signal<Out, Bit>,
    /// How many dx were saturated.
    pub saturations: Signal<Out, Bits<32>>,
    moves: Signal<Local, Bit>,
    valid: Reg<Bits<8>>,
    last: Reg<Bits<8>>,
    sign: Reg<Bits<8>>,
    rest_negated: Signal<Local, Int<32>>,
    magnitude: Reg<Int<32>>,
    gain_wide: Signal<Local, Bits<28>>,
    gain_signed: Signal<Local, Int<28>>,
    left_factor: Signal<Local, Int<60>>,
    right_factor: Signal<Local, Int<60>>,
    product: Reg<Int<60>>,
    product_held: Reg<Int<60>>,
    round: RoundShift<58>,
    above: Signal<Local, Bit>,
    below: Signal<Local, Bit>,
    clipped: Reg<Bits<48>>,
    clipped_signed: Signal<Local, Int<48>>,
    dx: Reg<Bits<48>>,
    dx_negated: Signal<Local, Int<48>>,
    dx_valid: Reg<Bit>,
    dx_last: Reg<Bit>,
    counter: Counter<2>,
}

impl Logic for Differentiate {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, valid, last, sign, magnitude, product, product_held);
        dff_setup!(self, clock, clipped, dx, dx_valid, dx_last);
        self.valid.reset.next = self.reset.val();
        self.last.reset.next = self.reset.val();
        self.sign.reset.next = self.reset.val();
        self.magnitude.reset.next = self.reset.val();
        self.product.reset.next = self.reset.val();
        self.product_held.reset.next = self.reset.val();
        self.clipped.reset.next = self.reset.val();
        self.dx.reset.next = self.reset.val();
        self.dx_valid.reset.next = self.reset.val();
        self.dx_last.reset.next = self.reset.val();
        self.round.clock.next = self.clock.val();
        self.round.reset.next = self.reset.val();
        self.counter.clock.next = self.clock.val();
        self.counter.reset.next = self.reset.val();

        self.moves.next = !self.dx_valid.q.val() | self.m_ready.val();
        self.advance.next = self.moves.val();
        self.rest_negated.next = -self.rest.val();
        self.gain_wide.next = bit_cast::<28, 27>(self.gain.val());
        self.gain_signed.next = signed_bit_cast_int::<28>(self.gain_wide.val());
        self.left_factor.next = signed_cast_int::<32, 60>(self.magnitude.q.val());
        self.right_factor.next = signed_cast_int::<28, 60>(self.gain_signed.val());
        self.round.advance.next = self.moves.val();
        self.round.value.next = self.product_held.q.val().get_bits::<58>(0);
        self.round.shift.next = self.exponent.val();

        // 2^47 itself can be negated without loss
        self.above.next = !self.sign.q.val().get_bit(6) & self.round.rounded.val().get_bits::<11>(47).any();
        self.below.next = self.sign.q.val().get_bit(6)
            & (self.round.rounded.val().get_bits::<10>(48).any()
                | (self.round.rounded.val().get_bit(47) & self.round.rounded.val().get_bits::<47>(0).any()));
        self.counter.events.next = 1.into();
        self.counter.enable.next =
            self.moves.val() & self.valid.q.val().get_bit(6) & (self.above.val() | self.below.val());
        self.clipped_signed.next = signed_bit_cast_int::<48>(self.clipped.q.val());
        self.dx_negated.next = -self.clipped_signed.val();
        if self.moves.val() {
            self.valid.d.next = (self.valid.q.val() << 1) | bit_cast::<8, 1>(self.rest_valid.val().into());
            self.last.d.next = (self.last.q.val() << 1) | bit_cast::<8, 1>(self.rest_last.val().into());
            self.sign.d.next = (self.sign.q.val() << 1)
                | bit_cast::<8, 1>((self.rest.val().get_bit(31) ^ self.gain_negative.val()).into());
            self.magnitude.d.next = self.rest.val();
            if self.rest.val().get_bit(31) {
                self.magnitude.d.next = self.rest_negated.val();
            }
            self.product.d.next = self.left_factor.val() * self.right_factor.val();
            self.product_held.d.next = self.product.q.val();
            self.clipped.d.next = self.round.rounded.val().get_bits::<48>(0);
            if self.above.val() {
                self.clipped.d.next = 0x7fff_ffff_ffffu64.into();
            }
            if self.below.val() {
                self.clipped.d.next = 0x8000_0000_0000u64.into();
            }
            self.dx.d.next = self.clipped.q.val();
            if self.sign.q.val().get_bit(7) {
                self.dx.d.next = unsigned_cast_int::<48>(self.dx_negated.val());
            }
            self.dx_valid.d.next = self.valid.q.val().get_bit(7);
            self.dx_last.d.next = self.last.q.val().get_bit(7);
        }
        self.m_valid.next = self.dx_valid.q.val();
        self.m_last.next = self.dx_last.q.val();
        self.m_data.next = signed_bit_cast_int::<48>(self.dx.q.val());
        self.done.next = self.dx_valid.q.val() & self.dx_last.q.val() & self.m_ready.val();
        self.saturations.next = self.counter.count.val();
    }
}
