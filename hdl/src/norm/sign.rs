//! What L1 does in place of a product: b F = +-b.

use rust_hdl::prelude::*;

use crate::base::{signed_bit_cast_int, signed_cast_int, unsigned_cast_int, Int, Reg};

/// b * sum sgn(x - mu), by shift and add.
///
/// The signs are counted during the deviation pass. From `start` to `done` 20 cycles: 18 digits of the count.
#[derive(Debug, Default, LogicBlock)]
pub struct SignBalance {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The count becomes 0.
    pub clear: Signal<In, Bit>,
    /// The deviation is negative.
    pub negative: Signal<In, Bit>,
    /// The deviation is 0.
    pub zero: Signal<In, Bit>,
    /// A deviation is there.
    pub sign_valid: Signal<In, Bit>,
    /// |b| is there, and the count is complete.
    pub start: Signal<In, Bit>,
    /// |b|, must hold still until `done`.
    pub mean_magnitude: Signal<In, Bits<25>>,
    /// b is negative.
    pub mean_negative: Signal<In, Bit>,
    /// The balance is there: one cycle.
    pub done: Signal<Out, Bit>,
    /// The balance.
    pub balance: Signal<Out, Int<44>>,
    count_negated: Signal<Local, Int<19>>,
    magnitude: Signal<Local, Bits<19>>,
    product_signed: Signal<Local, Int<44>>,
    count: Reg<Int<19>>,
    plus_one: Signal<Local, Int<19>>,
    minus_one: Signal<Local, Int<19>>,
    digits: Reg<Bits<18>>,
    product: Reg<Bits<44>>,
    doubled: Signal<Local, Bits<44>>,
    remaining: Reg<Bits<5>>,
    busy: Reg<Bit>,
    finished: Reg<Bit>,
}

impl Logic for SignBalance {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, count, digits, product, remaining, busy, finished);
        self.count.reset.next = self.reset.val();
        self.digits.reset.next = self.reset.val();
        self.product.reset.next = self.reset.val();
        self.remaining.reset.next = self.reset.val();
        self.busy.reset.next = self.reset.val();
        self.finished.reset.next = self.reset.val();

        self.plus_one.next = 1.into();
        self.minus_one.next = -self.plus_one.val();
        if self.sign_valid.val() & !self.zero.val() {
            self.count.d.next = self.count.q.val() + self.plus_one.val();
            if self.negative.val() {
                self.count.d.next = self.count.q.val() + self.minus_one.val();
            }
        }
        if self.clear.val() {
            self.count.d.next = 0.into();
        }

        self.count_negated.next = -self.count.q.val();
        self.magnitude.next = unsigned_cast_int::<19>(self.count.q.val());
        if self.count.q.val().get_bit(18) {
            self.magnitude.next = unsigned_cast_int::<19>(self.count_negated.val());
        }
        self.doubled.next = self.product.q.val() << 1;
        self.finished.d.next = false;
        if self.start.val() {
            self.digits.d.next = self.magnitude.val().get_bits::<18>(0);
            self.product.d.next = 0.into();
            self.remaining.d.next = 18.into();
            self.busy.d.next = true;
        } else if self.busy.q.val() {
            if self.remaining.q.val().any() {
                self.remaining.d.next = self.remaining.q.val() - 1;
                self.digits.d.next = self.digits.q.val() << 1;
                self.product.d.next = self.doubled.val();
                if self.digits.q.val().get_bit(17) {
                    self.product.d.next = self.doubled.val() + bit_cast::<44, 25>(self.mean_magnitude.val());
                }
            } else {
                self.busy.d.next = false;
                self.finished.d.next = true;
            }
        }
        self.product_signed.next = signed_bit_cast_int::<44>(self.product.q.val());
        self.balance.next = self.product_signed.val();
        if self.count.q.val().get_bit(18) ^ self.mean_negative.val() {
            self.balance.next = -self.product_signed.val();
        }
        self.done.next = self.finished.q.val();
    }
}

/// rest = base - b sgn(x - mu): an adder that adds, subtracts or does nothing.
///
/// ```text
///  x 2^16 --> - mu --> [33 bits] --> sign --+
///  base -----------------------------------> +- b --> [rest]
/// ```
///
/// Latency 2 steps of `advance`; `base` comes one step after its sample.
#[derive(Debug, Default, LogicBlock)]
pub struct SignProjection {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The pipeline moves on.
    pub advance: Signal<In, Bit>,
    /// x.
    pub sample: Signal<In, Int<16>>,
    /// x is there.
    pub sample_valid: Signal<In, Bit>,
    /// It is the last of its channel.
    pub sample_last: Signal<In, Bit>,
    /// mu, 16 fraction bits.
    pub mu: Signal<In, Int<32>>,
    /// dy 2^16 - c of the last sample.
    pub base: Signal<In, Int<27>>,
    /// |b|.
    pub slope: Signal<In, Bits<29>>,
    /// b is negative.
    pub slope_negative: Signal<In, Bit>,
    /// base - b sgn(x - mu).
    pub rest: Signal<Out, Int<32>>,
    /// `rest` is there.
    pub rest_valid: Signal<Out, Bit>,
    /// It is the last of its channel.
    pub rest_last: Signal<Out, Bit>,
    shifted: Signal<Local, Bits<32>>,
    fixed: Signal<Local, Int<32>>,
    wide: Signal<Local, Int<33>>,
    mu_wide: Signal<Local, Int<33>>,
    deviation: Reg<Int<33>>,
    deviation_bits: Signal<Local, Bits<33>>,
    deviation_valid: Reg<Bit>,
    deviation_last: Reg<Bit>,
    base_wide: Signal<Local, Int<32>>,
    slope_bits: Signal<Local, Bits<32>>,
    slope_wide: Signal<Local, Int<32>>,
    left_over: Reg<Int<32>>,
    left_over_valid: Reg<Bit>,
    left_over_last: Reg<Bit>,
}

impl Logic for SignProjection {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, deviation, deviation_valid, deviation_last);
        dff_setup!(self, clock, left_over, left_over_valid, left_over_last);
        self.deviation.reset.next = self.reset.val();
        self.deviation_valid.reset.next = self.reset.val();
        self.deviation_last.reset.next = self.reset.val();
        self.left_over.reset.next = self.reset.val();
        self.left_over_valid.reset.next = self.reset.val();
        self.left_over_last.reset.next = self.reset.val();

        self.shifted.next = bit_cast::<32, 16>(self.sample.val().get_bits::<16>(0)) << 16;
        self.fixed.next = signed_bit_cast_int::<32>(self.shifted.val());
        self.wide.next = signed_cast_int::<32, 33>(self.fixed.val());
        self.mu_wide.next = signed_cast_int::<32, 33>(self.mu.val());
        self.deviation_bits.next = unsigned_cast_int::<33>(self.deviation.q.val());
        self.base_wide.next = signed_cast_int::<27, 32>(self.base.val());
        self.slope_bits.next = bit_cast::<32, 29>(self.slope.val());
        self.slope_wide.next = signed_bit_cast_int::<32>(self.slope_bits.val());
        if self.advance.val() {
            self.deviation.d.next = self.wide.val() - self.mu_wide.val();
            self.deviation_valid.d.next = self.sample_valid.val();
            self.deviation_last.d.next = self.sample_last.val();
            self.left_over.d.next = self.base_wide.val();
            if self.deviation_bits.val().any() {
                self.left_over.d.next = self.base_wide.val() - self.slope_wide.val();
                if self.deviation_bits.val().get_bit(32) ^ self.slope_negative.val() {
                    self.left_over.d.next = self.base_wide.val() + self.slope_wide.val();
                }
            }
            self.left_over_valid.d.next = self.deviation_valid.q.val();
            self.left_over_last.d.next = self.deviation_last.q.val();
        }
        self.rest.next = self.left_over.q.val();
        self.rest_valid.next = self.left_over_valid.q.val();
        self.rest_last.next = self.left_over_last.q.val();
    }
}
