//! What L1 does in the backward pass in place of a product: b F = +-b.

use rust_hdl::prelude::*;

use super::AddCarry;
use crate::base::{signed_bit_cast_int, signed_cast_int, unsigned_cast_int, Int, Last, Number, Reg};

/// b * sum sgn(x - mu), by shift and add: `A + 2` cycles from `start` to `done`.
#[derive(Debug, Default, LogicBlock)]
pub struct SignBalance<const A: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// Begins; the two factors stand still until `done`.
    pub start: Signal<In, Bit>,
    /// |b|.
    pub mean: Signal<In, Bits<25>>,
    /// b is negative.
    pub negative: Signal<In, Bit>,
    /// sum sgn(x - mu), of at most 2^(A-1) samples.
    pub signs: Signal<In, Int<19>>,
    /// The balance is there, until the next start.
    pub done: Signal<Out, Bit>,
    /// The balance.
    pub balance: Signal<Out, Int<44>>,
    steps: Number<A, 5>,
    top_at: Last<A, 5>,
    negated: Signal<Local, Int<19>>,
    magnitude: Signal<Local, Bits<19>>,
    digits: Reg<Bits<A>>,
    doubled: Signal<Local, Bits<44>>,
    product: Reg<Bits<44>>,
    product_signed: Signal<Local, Int<44>>,
    left: Reg<Bits<5>>,
    busy: Reg<Bit>,
    result: Reg<Int<44>>,
    finished: Reg<Bit>,
}

impl<const A: usize> Logic for SignBalance<A> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, digits, product, left, busy, result, finished);
        self.digits.reset.next = self.reset.val();
        self.product.reset.next = self.reset.val();
        self.left.reset.next = self.reset.val();
        self.busy.reset.next = self.reset.val();
        self.result.reset.next = self.reset.val();
        self.finished.reset.next = self.reset.val();
        self.negated.next = -self.signs.val();
        self.magnitude.next = unsigned_cast_int::<19>(self.signs.val());
        if self.signs.val().get_bit(18) {
            self.magnitude.next = unsigned_cast_int::<19>(self.negated.val());
        }
        self.doubled.next = self.product.q.val() << 1;
        self.product_signed.next = signed_bit_cast_int::<44>(self.product.q.val());
        if self.busy.q.val() {
            self.left.d.next = self.left.q.val() - 1;
            self.digits.d.next = self.digits.q.val() << 1;
            if self.left.q.val().any() {
                self.product.d.next = self.doubled.val();
                if self.digits.q.val().get_bit(self.top_at.val().index()) {
                    self.product.d.next = self.doubled.val() + bit_cast::<44, 25>(self.mean.val());
                }
            } else {
                self.busy.d.next = false;
                self.finished.d.next = true;
                self.result.d.next = self.product_signed.val();
                if self.signs.val().get_bit(18) ^ self.negative.val() {
                    self.result.d.next = -self.product_signed.val();
                }
            }
        }
        if self.start.val() {
            self.digits.d.next = self.magnitude.val().get_bits::<A>(0);
            self.product.d.next = 0.into();
            self.left.d.next = self.steps.val();
            self.busy.d.next = true;
            self.finished.d.next = false;
        }
        self.done.next = self.finished.q.val();
        self.balance.next = self.result.q.val();
    }
}

/// rest = dy 2^16 - c - b sgn(x - mu): an adder that adds, subtracts or does nothing.
///
/// ```text
///  x 2^16 --> - mu --> [F bits] --> [sign, zero] --> 0, b or -b --+
///  dy 2^16 --> - c --> [27 bits] --> [27 bits] ------------------> + --> [rest]
/// ```
///
/// Latency 3 steps of `advance`. `M = X + 16`, `F = X + 17`.
#[derive(Debug, Default, LogicBlock)]
pub struct SignProjection<const X: usize, const M: usize, const F: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The pipeline moves on.
    pub advance: Signal<In, Bit>,
    /// x.
    pub sample: Signal<In, Int<X>>,
    /// dy.
    pub gradient: Signal<In, Int<8>>,
    /// Valid, first and last.
    pub flags: Signal<In, Bits<3>>,
    /// mu of the sample.
    pub mu: Signal<In, Int<M>>,
    /// |b| of the channel last begun.
    pub slope: Signal<In, Bits<29>>,
    /// b is negative.
    pub slope_negative: Signal<In, Bit>,
    /// c of the channel last begun, there a step before its first sample.
    pub offset: Signal<In, Int<27>>,
    /// dy 2^16 - c - b sgn(x - mu).
    pub rest: Signal<Out, Int<32>>,
    /// Its flags.
    pub rest_flags: Signal<Out, Bits<3>>,
    /// The first `rest` of a channel comes with the next step.
    pub rest_first: Signal<Out, Bit>,
    sign_at: Number<M, 7>,
    shifted: Signal<Local, Bits<M>>,
    fixed: Signal<Local, Int<M>>,
    wide: Signal<Local, Int<F>>,
    mu_wide: Signal<Local, Int<F>>,
    deviation: Reg<Int<F>>,
    deviation_bits: Signal<Local, Bits<F>>,
    gradient_shifted: Signal<Local, Bits<24>>,
    gradient_fixed: Signal<Local, Int<24>>,
    gradient_wide: Signal<Local, Int<27>>,
    offset_now: Reg<Int<27>>,
    base: Reg<Int<27>>,
    flags1: Reg<Bits<3>>,
    below: Reg<Bit>,
    other: Reg<Bit>,
    base2: Reg<Int<27>>,
    flags2: Reg<Bits<3>>,
    slope_now: Reg<Bits<25>>,
    negative_now: Reg<Bit>,
    base_wide: Signal<Local, Int<32>>,
    term: Signal<Local, Bits<32>>,
    add: AddCarry<32>,
    left_over: Reg<Bits<32>>,
    flags3: Reg<Bits<3>>,
}

impl<const X: usize, const M: usize, const F: usize> Logic for SignProjection<X, M, F> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(
            self,
            clock,
            deviation,
            offset_now,
            base,
            flags1,
            below,
            other,
            base2,
            flags2,
            slope_now,
            negative_now
        );
        dff_setup!(self, clock, left_over, flags3);
        self.deviation.reset.next = self.reset.val();
        self.offset_now.reset.next = self.reset.val();
        self.base.reset.next = self.reset.val();
        self.flags1.reset.next = self.reset.val();
        self.below.reset.next = self.reset.val();
        self.other.reset.next = self.reset.val();
        self.base2.reset.next = self.reset.val();
        self.flags2.reset.next = self.reset.val();
        self.slope_now.reset.next = self.reset.val();
        self.negative_now.reset.next = self.reset.val();
        self.left_over.reset.next = self.reset.val();
        self.flags3.reset.next = self.reset.val();
        self.shifted.next = bit_cast::<M, X>(self.sample.val().get_bits::<X>(0)) << 16;
        self.fixed.next = signed_bit_cast_int::<M>(self.shifted.val());
        self.wide.next = signed_cast_int::<M, F>(self.fixed.val());
        self.mu_wide.next = signed_cast_int::<M, F>(self.mu.val());
        self.deviation_bits.next = unsigned_cast_int::<F>(self.deviation.q.val());
        self.gradient_shifted.next = bit_cast::<24, 8>(self.gradient.val().get_bits::<8>(0)) << 16;
        self.gradient_fixed.next = signed_bit_cast_int::<24>(self.gradient_shifted.val());
        self.gradient_wide.next = signed_cast_int::<24, 27>(self.gradient_fixed.val());
        self.base_wide.next = signed_cast_int::<27, 32>(self.base2.q.val());
        self.term.next = 0.into();
        self.add.carry.next = false;
        if self.other.q.val() {
            self.term.next = bit_cast::<32, 25>(self.slope_now.q.val());
            if !(self.below.q.val() ^ self.negative_now.q.val()) {
                self.term.next = !bit_cast::<32, 25>(self.slope_now.q.val());
                self.add.carry.next = true;
            }
        }
        self.add.a.next = unsigned_cast_int::<32>(self.base_wide.val());
        self.add.b.next = self.term.val();
        if self.advance.val() {
            self.offset_now.d.next = self.offset.val();
            self.deviation.d.next = self.wide.val() - self.mu_wide.val();
            self.base.d.next = self.gradient_wide.val() - self.offset_now.q.val();
            self.flags1.d.next = self.flags.val();
            self.below.d.next = self.deviation.q.val().get_bit(self.sign_at.val().index());
            self.other.d.next = self.deviation_bits.val().any();
            self.base2.d.next = self.base.q.val();
            self.flags2.d.next = self.flags1.q.val();
            if self.flags1.q.val().get_bit(1) {
                self.slope_now.d.next = self.slope.val().get_bits::<25>(0);
                self.negative_now.d.next = self.slope_negative.val();
            }
            self.left_over.d.next = self.add.sum.val();
            self.flags3.d.next = self.flags2.q.val();
        }
        self.rest.next = signed_bit_cast_int::<32>(self.left_over.q.val());
        self.rest_flags.next = self.flags3.q.val();
        self.rest_first.next = self.flags2.q.val().get_bit(1);
    }
}
