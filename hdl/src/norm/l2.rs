//! The filling of L2.

use rust_hdl::prelude::*;

use crate::base::{signed_bit_cast_int, signed_cast_int, Int, Reg};

/// The sum of (x - mu)^2, 16 fraction bits, of deviations with 8.
///
/// ```text
///  x 2^8 --> - mu8 --> [25 bits] --> square --> [49 bits] --> [49 bits] --> + --> [sum, 63 bits]
/// ```
///
/// One sample a cycle, in the sum four cycles after it. `mean_*` are the operands of floor(sum 2^16 / m).
#[derive(Debug, Default, LogicBlock)]
pub struct SquaredDeviation {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The sum becomes 0.
    pub clear: Signal<In, Bit>,
    /// x.
    pub sample: Signal<In, Int<16>>,
    /// x is there.
    pub sample_valid: Signal<In, Bit>,
    /// RHE(mu) with 8 fraction bits.
    pub mu8: Signal<In, Int<25>>,
    /// Some sample is not in the sum yet.
    pub busy: Signal<Out, Bit>,
    /// High part of the sum.
    pub mean_rest: Signal<Out, Bits<32>>,
    /// Low part of the sum, left-aligned.
    pub mean_low: Signal<Out, Bits<64>>,
    /// Bits of the mean square.
    pub mean_steps: Signal<Out, Bits<7>>,
    /// The mean square is rounded down; it is the root that rounds.
    pub mean_floor: Signal<Out, Bit>,
    shifted: Signal<Local, Bits<24>>,
    fixed: Signal<Local, Int<24>>,
    wide: Signal<Local, Int<25>>,
    deviation: Reg<Int<25>>,
    deviation_valid: Reg<Bit>,
    factor: Signal<Local, Int<50>>,
    square: Reg<Int<50>>,
    square_valid: Reg<Bit>,
    square_held: Reg<Int<50>>,
    held_valid: Reg<Bit>,
    sum: Reg<Bits<63>>,
}

impl Logic for SquaredDeviation {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(
            self,
            clock,
            deviation,
            deviation_valid,
            square,
            square_valid,
            square_held,
            held_valid,
            sum
        );
        self.deviation.reset.next = self.reset.val();
        self.deviation_valid.reset.next = self.reset.val();
        self.square.reset.next = self.reset.val();
        self.square_valid.reset.next = self.reset.val();
        self.square_held.reset.next = self.reset.val();
        self.held_valid.reset.next = self.reset.val();
        self.sum.reset.next = self.reset.val();

        self.shifted.next = bit_cast::<24, 16>(self.sample.val().get_bits::<16>(0)) << 8;
        self.fixed.next = signed_bit_cast_int::<24>(self.shifted.val());
        self.wide.next = signed_cast_int::<24, 25>(self.fixed.val());
        self.deviation.d.next = self.wide.val() - self.mu8.val();
        self.deviation_valid.d.next = self.sample_valid.val();
        self.factor.next = signed_cast_int::<25, 50>(self.deviation.q.val());
        self.square.d.next = self.factor.val() * self.factor.val();
        self.square_valid.d.next = self.deviation_valid.q.val();
        self.square_held.d.next = self.square.q.val();
        self.held_valid.d.next = self.square_valid.q.val();
        if self.held_valid.q.val() {
            self.sum.d.next =
                self.sum.q.val() + bit_cast::<63, 48>(self.square_held.q.val().get_bits::<48>(0));
        }
        if self.clear.val() {
            self.sum.d.next = 0.into();
        }
        self.busy.next = self.deviation_valid.q.val() | self.square_valid.q.val() | self.held_valid.q.val();

        self.mean_rest.next = bit_cast::<32, 17>(self.sum.q.val().get_bits::<17>(46));
        self.mean_low.next = bit_cast::<64, 46>(self.sum.q.val().get_bits::<46>(0)) << 18;
        self.mean_steps.next = 62.into();
        self.mean_floor.next = true;
    }
}
