//! The gradient of gamma, but for the division by s.

use rust_hdl::prelude::*;

use crate::base::{signed_bit_cast_int, signed_cast_int, Int, Reg};

/// sum(dy d), d = x - mu with 8 fraction bits.
///
/// ```text
///  x 2^8 --> - mu8 --> [25 bits] --> * --> [33 bits] --> [33 bits] --> + --> [sum, 50 bits]
///  dy ---------------> [ 8 bits] ----^
/// ```
///
/// One sample a cycle, in the sum four cycles after it.
#[derive(Debug, Default, LogicBlock)]
pub struct ProjectedGradient {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The sum becomes 0.
    pub clear: Signal<In, Bit>,
    /// x.
    pub sample: Signal<In, Int<16>>,
    /// dy.
    pub gradient: Signal<In, Int<8>>,
    /// Both are there.
    pub sample_valid: Signal<In, Bit>,
    /// RHE(mu) with 8 fraction bits.
    pub mu8: Signal<In, Int<25>>,
    /// Some sample is not in the sum yet.
    pub busy: Signal<Out, Bit>,
    /// The sum.
    pub sum: Signal<Out, Int<50>>,
    shifted: Signal<Local, Bits<24>>,
    fixed: Signal<Local, Int<24>>,
    wide: Signal<Local, Int<25>>,
    deviation: Reg<Int<25>>,
    weight: Reg<Int<8>>,
    deviation_valid: Reg<Bit>,
    left_factor: Signal<Local, Int<33>>,
    right_factor: Signal<Local, Int<33>>,
    product: Reg<Int<33>>,
    product_valid: Reg<Bit>,
    product_held: Reg<Int<33>>,
    held_valid: Reg<Bit>,
    term: Signal<Local, Int<50>>,
    total: Reg<Int<50>>,
}

impl Logic for ProjectedGradient {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(
            self,
            clock,
            deviation,
            weight,
            deviation_valid,
            product,
            product_valid
        );
        dff_setup!(self, clock, product_held, held_valid, total);
        self.deviation.reset.next = self.reset.val();
        self.weight.reset.next = self.reset.val();
        self.deviation_valid.reset.next = self.reset.val();
        self.product.reset.next = self.reset.val();
        self.product_valid.reset.next = self.reset.val();
        self.product_held.reset.next = self.reset.val();
        self.held_valid.reset.next = self.reset.val();
        self.total.reset.next = self.reset.val();

        self.shifted.next = bit_cast::<24, 16>(self.sample.val().get_bits::<16>(0)) << 8;
        self.fixed.next = signed_bit_cast_int::<24>(self.shifted.val());
        self.wide.next = signed_cast_int::<24, 25>(self.fixed.val());
        self.deviation.d.next = self.wide.val() - self.mu8.val();
        self.weight.d.next = self.gradient.val();
        self.deviation_valid.d.next = self.sample_valid.val();
        self.left_factor.next = signed_cast_int::<25, 33>(self.deviation.q.val());
        self.right_factor.next = signed_cast_int::<8, 33>(self.weight.q.val());
        self.product.d.next = self.left_factor.val() * self.right_factor.val();
        self.product_valid.d.next = self.deviation_valid.q.val();
        self.product_held.d.next = self.product.q.val();
        self.held_valid.d.next = self.product_valid.q.val();
        self.term.next = signed_cast_int::<33, 50>(self.product_held.q.val());
        if self.held_valid.q.val() {
            self.total.d.next = self.total.q.val() + self.term.val();
        }
        if self.clear.val() {
            self.total.d.next = 0.into();
        }
        self.busy.next = self.deviation_valid.q.val() | self.product_valid.q.val() | self.held_valid.q.val();
        self.sum.next = self.total.q.val();
    }
}
