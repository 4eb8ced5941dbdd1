//! What L2 does in the backward pass: b F = b xh, a product.

use rust_hdl::prelude::*;

use super::{AddCarry, Delay, Descale, Multiply, Quotient};
use crate::base::{signed_bit_cast_int, signed_cast_int, unsigned_cast_int, Int, Number, Reg};

/// |b'| = RHE(|b| 2^(4+e) / (s + eps)), 29 digits. `T = X + 15`, `M = X + 16`.
#[derive(Debug, LogicBlock)]
pub struct Slope<const T: usize, const M: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// Takes |b|.
    pub start: Signal<In, Bit>,
    /// |b|.
    pub mean: Signal<In, Bits<25>>,
    /// s + eps shifted up to its leading one, must hold still until `done`.
    pub normal: Signal<In, Bits<T>>,
    /// |b'| is there.
    pub done: Signal<Out, Bit>,
    /// |b'|, rounded down.
    pub slope: Signal<Out, Bits<29>>,
    /// It is to be rounded up.
    pub up: Signal<Out, Bit>,
    above: Constant<Bits<6>>,
    below: Constant<Bits<6>>,
    low_at: Constant<Bits<6>>,
    mean_wide: Signal<Local, Bits<M>>,
    divide: Quotient<29, M>,
}

impl<const T: usize, const M: usize> Default for Slope<T, M> {
    fn default() -> Self {
        const { assert!(M == T + 1 && T >= 20) };
        Self {
            clock: Default::default(),
            reset: Default::default(),
            start: Default::default(),
            mean: Default::default(),
            normal: Default::default(),
            done: Default::default(),
            slope: Default::default(),
            up: Default::default(),
            above: Constant::new((T.saturating_sub(26) as u64).into()),
            below: Constant::new((26usize.saturating_sub(T) as u64).into()),
            low_at: Constant::new((29 - 26usize.saturating_sub(T) as u64).into()),
            mean_wide: Default::default(),
            divide: Default::default(),
        }
    }
}

impl<const T: usize, const M: usize> Logic for Slope<T, M> {
    #[hdl_gen]
    fn update(&mut self) {
        self.divide.clock.next = self.clock.val();
        self.divide.reset.next = self.reset.val();
        // |b| 2^(T + 3), of which 29 digits are the low part
        self.mean_wide.next = bit_cast::<M, 25>(self.mean.val()) << self.above.val();
        self.divide.start.next = self.start.val();
        self.divide.rest.next = self.mean_wide.val() >> self.below.val();
        self.divide.low.next = bit_cast::<29, 25>(self.mean.val()) << self.low_at.val();
        self.divide.denominator.next = bit_cast::<M, T>(self.normal.val());
        self.done.next = self.divide.done.val();
        self.slope.next = self.divide.quotient.val();
        self.up.next = self.divide.up.val();
    }
}

/// rest = dy 2^16 - c - RHE(d b' / 2^(e-4)), d = x - mu with 8 fraction bits.
///
/// ```text
///  x 2^8 --> - mu8 --> [d] --> [|d|], sign --> Multiply by |b'| (L) --> Descale (4) --+- up, sign
///  dy --------------------------------- L + 5 registers --> - c --> [27 bits] ------> + --> [rest]
/// ```
///
/// Latency L + 7 steps of `advance`. `N = X + 8`, `D = X + 9`, `P = N + 29`.
#[derive(Debug, Default, LogicBlock)]
pub struct ProductProjection<const X: usize, const N: usize, const D: usize, const P: usize, const L: usize> {
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
    /// RHE(mu) of the sample with 8 fraction bits.
    pub mu8: Signal<In, Int<D>>,
    /// |b'| of the channel last begun.
    pub slope: Signal<In, Bits<29>>,
    /// b' is negative.
    pub slope_negative: Signal<In, Bit>,
    /// c of the channel last begun.
    pub offset: Signal<In, Int<27>>,
    /// e of the channel last begun.
    pub exponent: Signal<In, Bits<6>>,
    /// dy 2^16 - c - b xh.
    pub rest: Signal<Out, Int<32>>,
    /// Its flags.
    pub rest_flags: Signal<Out, Bits<3>>,
    /// The first `rest` of a channel comes with the next step.
    pub rest_first: Signal<Out, Bit>,
    sign_at: Number<N, 7>,
    shifted: Signal<Local, Bits<N>>,
    fixed: Signal<Local, Int<N>>,
    wide: Signal<Local, Int<D>>,
    deviation: Reg<Int<D>>,
    negated: Signal<Local, Int<D>>,
    bits: Signal<Local, Bits<D>>,
    gradient_bits: Signal<Local, Bits<8>>,
    beside1: Reg<Bits<12>>,
    negative_now: Reg<Bit>,
    magnitude: Reg<Bits<N>>,
    beside2: Reg<Bits<12>>,
    multiply: Multiply<N, 29, P, L>,
    beside_product: Delay<12, L>,
    shift: Reg<Bits<6>>,
    descale: Descale<P, 32>,
    beside_shift: Delay<12, 2>,
    beside_round: Delay<12, 2>,
    offset_now: Reg<Int<27>>,
    gradient_shifted: Signal<Local, Bits<24>>,
    gradient_fixed: Signal<Local, Int<24>>,
    gradient_wide: Signal<Local, Int<27>>,
    base: Reg<Int<27>>,
    base_wide: Signal<Local, Int<32>>,
    add: AddCarry<32>,
    left_over: Reg<Bits<32>>,
    left_over_flags: Reg<Bits<3>>,
}

impl<const X: usize, const N: usize, const D: usize, const P: usize, const L: usize> Logic
    for ProductProjection<X, N, D, P, L>
{
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(
            self,
            clock,
            deviation,
            beside1,
            negative_now,
            magnitude,
            beside2,
            shift,
            offset_now,
            base,
            left_over,
            left_over_flags
        );
        self.deviation.reset.next = self.reset.val();
        self.beside1.reset.next = self.reset.val();
        self.negative_now.reset.next = self.reset.val();
        self.magnitude.reset.next = self.reset.val();
        self.beside2.reset.next = self.reset.val();
        self.shift.reset.next = self.reset.val();
        self.offset_now.reset.next = self.reset.val();
        self.base.reset.next = self.reset.val();
        self.left_over.reset.next = self.reset.val();
        self.left_over_flags.reset.next = self.reset.val();
        self.multiply.clock.next = self.clock.val();
        self.multiply.reset.next = self.reset.val();
        self.beside_product.clock.next = self.clock.val();
        self.beside_product.reset.next = self.reset.val();
        self.descale.clock.next = self.clock.val();
        self.descale.reset.next = self.reset.val();
        self.beside_shift.clock.next = self.clock.val();
        self.beside_shift.reset.next = self.reset.val();
        self.beside_round.clock.next = self.clock.val();
        self.beside_round.reset.next = self.reset.val();
        self.shifted.next = bit_cast::<N, X>(self.sample.val().get_bits::<X>(0)) << 8;
        self.fixed.next = signed_bit_cast_int::<N>(self.shifted.val());
        self.wide.next = signed_cast_int::<N, D>(self.fixed.val());
        self.gradient_bits.next = unsigned_cast_int::<8>(self.gradient.val());
        self.negated.next = -self.deviation.q.val();
        self.bits.next = unsigned_cast_int::<D>(self.deviation.q.val());
        if self.deviation.q.val().get_bit(self.sign_at.val().index()) {
            self.bits.next = unsigned_cast_int::<D>(self.negated.val());
        }
        self.multiply.advance.next = self.advance.val();
        self.multiply.load.next = self.advance.val() & self.beside1.q.val().get_bit(9);
        self.multiply.multiplicand.next = self.slope.val();
        self.multiply.factor.next = self.magnitude.q.val();
        self.beside_product.advance.next = self.advance.val();
        self.beside_product.s.next = self.beside2.q.val();
        self.descale.advance.next = self.advance.val();
        self.descale.value.next = self.multiply.product.val();
        self.descale.shift.next = self.shift.q.val();
        self.beside_shift.advance.next = self.advance.val();
        self.beside_shift.s.next = self.beside_product.m.val();
        self.beside_round.advance.next = self.advance.val();
        self.beside_round.s.next = self.beside_shift.m.val();
        self.gradient_shifted.next = bit_cast::<24, 8>(self.beside_round.early.val().get_bits::<8>(0)) << 16;
        self.gradient_fixed.next = signed_bit_cast_int::<24>(self.gradient_shifted.val());
        self.gradient_wide.next = signed_cast_int::<24, 27>(self.gradient_fixed.val());
        self.base_wide.next = signed_cast_int::<27, 32>(self.base.q.val());
        // minus the projection where it is positive: bit 11 is its sign
        self.add.a.next = unsigned_cast_int::<32>(self.base_wide.val());
        self.add.b.next = self.descale.quotient.val();
        self.add.carry.next = self.descale.up.val();
        if !self.beside_round.m.val().get_bit(11) {
            self.add.b.next = !self.descale.quotient.val();
            self.add.carry.next = !self.descale.up.val();
        }
        if self.advance.val() {
            self.deviation.d.next = self.wide.val() - self.mu8.val();
            self.beside1.d.next =
                bit_cast::<12, 8>(self.gradient_bits.val()) | (bit_cast::<12, 3>(self.flags.val()) << 8);
            if self.flags.val().get_bit(1) {
                self.negative_now.d.next = self.slope_negative.val();
            }
            self.magnitude.d.next = self.bits.val().get_bits::<N>(0);
            self.beside2.d.next = self.beside1.q.val();
            if self.deviation.q.val().get_bit(self.sign_at.val().index()) ^ self.negative_now.q.val() {
                self.beside2.d.next = self.beside1.q.val() | 0x800;
            }
            // below e = 4 the channel is constant and b' is 0, whatever the shift
            if self.beside_product.early.val().get_bit(9) {
                self.shift.d.next = self.exponent.val() - 4;
            }
            if self.beside_shift.m.val().get_bit(9) {
                self.offset_now.d.next = self.offset.val();
            }
            self.base.d.next = self.gradient_wide.val() - self.offset_now.q.val();
            self.left_over.d.next = self.add.sum.val();
            self.left_over_flags.d.next = self.beside_round.m.val().get_bits::<3>(8);
        }
        self.rest.next = signed_bit_cast_int::<32>(self.left_over.q.val());
        self.rest_flags.next = self.left_over_flags.q.val();
        self.rest_first.next = self.beside_round.m.val().get_bit(9);
    }
}
