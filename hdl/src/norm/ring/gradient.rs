//! What the backward pass sums beside the deviations.

use std::collections::VecDeque;

use rust_hdl::prelude::*;

use super::{Accumulate, Delay};
use crate::base::{signed_bit_cast_int, signed_cast_int, unsigned_cast_int, Int, Number, Reg};

/// dy d of int8 by `D` bits with a register behind every adder: 3 cycles. `R = D + 8`.
///
/// ```text
///  dy --> two bits: 0, d, 2 d or 3 d (the highest bit counts -2 d) --> [4] --> + --> [2] --> + --> [product]
/// ```
#[derive(Debug, Default, LogicBlock)]
pub struct ByteProduct<const D: usize, const R: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// d.
    pub deviation: Signal<In, Int<D>>,
    /// dy.
    pub weight: Signal<In, Int<8>>,
    /// dy d, 3 cycles later.
    pub product: Signal<Out, Int<R>>,
    _under_way: VecDeque<i128>,
}

impl<const D: usize, const R: usize> Logic for ByteProduct<D, R> {
    fn update(&mut self) {
        if self.clock.pos_edge() {
            self._under_way
                .push_back(self.deviation.val().value() * self.weight.val().value());
            while self._under_way.len() > 3 {
                self._under_way.pop_front();
            }
            self.product.next = Int::wrap(self._under_way.front().copied().unwrap_or_default());
        }
    }

    fn connect(&mut self) {
        self.product.connect();
    }

    fn hdl(&self) -> Verilog {
        const { assert!(R == D + 8) };
        let (row, pair) = (D + 1, D + 4);
        let mut text = format!(
            "wire signed [{row}:0] once;\nwire signed [{row}:0] twice;\n\
             assign once = $signed(deviation);\nassign twice = $signed({{deviation, 1'b0}});\n"
        );
        for i in 0..4 {
            let sign = if i == 3 { "-" } else { "+" };
            text += &format!(
                "wire signed [{row}:0] odd_{i};\nwire signed [{row}:0] even_{i};\nreg signed [{row}:0] row_{i};\n\
                 assign even_{i} = once & {{{}{{weight[{}]}}}};\nassign odd_{i} = twice & {{{}{{weight[{}]}}}};\n\
                 always @(posedge clock) begin\n   if (reset) row_{i} <= 0;\n   \
                 else row_{i} <= even_{i} {sign} odd_{i};\nend\n",
                row + 1,
                2 * i,
                row + 1,
                2 * i + 1
            );
        }
        for i in 0..2 {
            let (low, high) = (2 * i, 2 * i + 1);
            text += &format!(
                "wire signed [{pair}:0] low_{i};\nwire signed [{pair}:0] high_{i};\nreg signed [{pair}:0] pair_{i};\n\
                 assign low_{i} = row_{low};\nassign high_{i} = $signed({{row_{high}, 2'b0}});\n\
                 always @(posedge clock) begin\n   if (reset) pair_{i} <= 0;\n   else pair_{i} <= low_{i} + high_{i};\nend\n"
            );
        }
        text += &format!(
            "wire signed [{top}:0] low;\nwire signed [{top}:0] high;\n\
             assign low = pair_0;\nassign high = $signed({{pair_1[{}:0], 4'b0}});\n\
             always @(posedge clock) begin\n   if (reset) product <= 0;\n   else product <= low + high;\nend\n",
            D + 3,
            top = R - 1
        );
        Verilog::Custom(text)
    }

    fn timing(&self) -> Vec<TimingInfo> {
        vec![TimingInfo {
            name: "byte_product".into(),
            clock: "clock".into(),
            inputs: ["deviation", "weight", "reset"].map(String::from).to_vec(),
            outputs: vec!["product".into()],
        }]
    }
}

/// sum(dy d), sum(dy) and, for L1, sum(sgn(x - mu)) of a channel.
///
/// ```text
///  x 2^8 --> - mu8 --> [d] --> ByteProduct (3) --> Accumulate --> [projected]
///  dy ---------------> [dy] -> 4 registers ------> Accumulate --> [dbeta]
///            sign of x - mu -> 4 registers ------> +- 1 --------> [signs]
/// ```
///
/// The sums of a channel are taken over while `held` is high, once each time, and stand until the next.
/// `N = X + 8`, `D = X + 9`, `R = X + 17`, `W = 2 H = X + 34`.
#[derive(Debug, LogicBlock)]
pub struct GradientSums<
    const X: usize,
    const N: usize,
    const D: usize,
    const R: usize,
    const H: usize,
    const W: usize,
> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// x.
    pub sample: Signal<In, Int<X>>,
    /// dy.
    pub gradient: Signal<In, Int<8>>,
    /// Both are there.
    pub sample_valid: Signal<In, Bit>,
    /// They are the last of their channel.
    pub sample_last: Signal<In, Bit>,
    /// RHE(mu) of the sample with 8 fraction bits.
    pub mu8: Signal<In, Int<D>>,
    /// The deviation of the sample of the cycle before is negative.
    pub negative: Signal<In, Bit>,
    /// It is 0.
    pub zero: Signal<In, Bit>,
    /// The channel's numbers have a place to go with.
    pub held: Signal<In, Bit>,
    /// Low limb of sum(dy d).
    pub projected_low: Signal<Out, Bits<H>>,
    /// High limb.
    pub projected_high: Signal<Out, Bits<H>>,
    /// sum(dy).
    pub dbeta: Signal<Out, Int<25>>,
    /// sum(sgn(x - mu)).
    pub signs: Signal<Out, Int<19>>,
    limb: Number<H, 7>,
    shifted: Signal<Local, Bits<N>>,
    fixed: Signal<Local, Int<N>>,
    wide: Signal<Local, Int<D>>,
    deviation: Reg<Int<D>>,
    weight: Reg<Int<8>>,
    valid: Reg<Bit>,
    last: Reg<Bit>,
    weight_bits: Signal<Local, Bits<8>>,
    multiply: ByteProduct<D, R>,
    beside: Delay<12, 3>,
    then_beside: Reg<Bits<12>>,
    product_wide: Signal<Local, Int<W>>,
    projected: Accumulate<H>,
    late_weight: Signal<Local, Int<8>>,
    weight_wide: Signal<Local, Int<26>>,
    sum: Accumulate<13>,
    one: Signal<Local, Int<19>>,
    counted: Reg<Bit>,
    count_before: Signal<Local, Int<19>>,
    count: Reg<Int<19>>,
    taking: Signal<Local, Bit>,
    taken: Reg<Bit>,
    whole: Reg<Bit>,
    low_held: Reg<Bits<H>>,
    high_held: Reg<Bits<H>>,
    sum_bits: Signal<Local, Bits<25>>,
    dbeta_held: Reg<Int<25>>,
    signs_held: Reg<Int<19>>,
}

impl<const X: usize, const N: usize, const D: usize, const R: usize, const H: usize, const W: usize> Default
    for GradientSums<X, N, D, R, H, W>
{
    fn default() -> Self {
        const { assert!(N == X + 8 && D == X + 9 && R == X + 17 && W == X + 34 && W == 2 * H) };
        Self {
            clock: Default::default(),
            reset: Default::default(),
            sample: Default::default(),
            gradient: Default::default(),
            sample_valid: Default::default(),
            sample_last: Default::default(),
            mu8: Default::default(),
            negative: Default::default(),
            zero: Default::default(),
            held: Default::default(),
            projected_low: Default::default(),
            projected_high: Default::default(),
            dbeta: Default::default(),
            signs: Default::default(),
            limb: Default::default(),
            shifted: Default::default(),
            fixed: Default::default(),
            wide: Default::default(),
            deviation: Default::default(),
            weight: Default::default(),
            valid: Default::default(),
            last: Default::default(),
            weight_bits: Default::default(),
            multiply: Default::default(),
            beside: Default::default(),
            then_beside: Default::default(),
            product_wide: Default::default(),
            projected: Default::default(),
            late_weight: Default::default(),
            weight_wide: Default::default(),
            sum: Default::default(),
            one: Default::default(),
            counted: Default::default(),
            count_before: Default::default(),
            count: Default::default(),
            taking: Default::default(),
            taken: Default::default(),
            whole: Default::default(),
            low_held: Default::default(),
            high_held: Default::default(),
            sum_bits: Default::default(),
            dbeta_held: Default::default(),
            signs_held: Default::default(),
        }
    }
}

impl<const X: usize, const N: usize, const D: usize, const R: usize, const H: usize, const W: usize> Logic
    for GradientSums<X, N, D, R, H, W>
{
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(
            self,
            clock,
            deviation,
            weight,
            valid,
            last,
            then_beside,
            counted,
            count,
            taken,
            whole,
            low_held
        );
        dff_setup!(self, clock, high_held, dbeta_held, signs_held);
        self.deviation.reset.next = self.reset.val();
        self.weight.reset.next = self.reset.val();
        self.valid.reset.next = self.reset.val();
        self.last.reset.next = self.reset.val();
        self.then_beside.reset.next = self.reset.val();
        self.counted.reset.next = self.reset.val();
        self.count.reset.next = self.reset.val();
        self.taken.reset.next = self.reset.val();
        self.whole.reset.next = self.reset.val();
        self.low_held.reset.next = self.reset.val();
        self.high_held.reset.next = self.reset.val();
        self.dbeta_held.reset.next = self.reset.val();
        self.signs_held.reset.next = self.reset.val();
        self.multiply.clock.next = self.clock.val();
        self.multiply.reset.next = self.reset.val();
        self.beside.clock.next = self.clock.val();
        self.beside.reset.next = self.reset.val();
        self.projected.clock.next = self.clock.val();
        self.projected.reset.next = self.reset.val();
        self.sum.clock.next = self.clock.val();
        self.sum.reset.next = self.reset.val();
        self.shifted.next = bit_cast::<N, X>(self.sample.val().get_bits::<X>(0)) << 8;
        self.fixed.next = signed_bit_cast_int::<N>(self.shifted.val());
        self.wide.next = signed_cast_int::<N, D>(self.fixed.val());
        self.deviation.d.next = self.wide.val() - self.mu8.val();
        self.weight.d.next = self.gradient.val();
        self.valid.d.next = self.sample_valid.val();
        self.last.d.next = self.sample_last.val();
        self.multiply.deviation.next = self.deviation.q.val();
        self.multiply.weight.next = self.weight.q.val();
        self.weight_bits.next = unsigned_cast_int::<8>(self.weight.q.val());
        self.beside.advance.next = true;
        self.beside.s.next = bit_cast::<12, 8>(self.weight_bits.val())
            | (bit_cast::<12, 1>(self.valid.q.val().into()) << 8)
            | (bit_cast::<12, 1>(self.last.q.val().into()) << 9)
            | (bit_cast::<12, 1>(self.negative.val().into()) << 10)
            | (bit_cast::<12, 1>(self.zero.val().into()) << 11);
        self.product_wide.next = signed_cast_int::<R, W>(self.multiply.product.val());
        self.projected.term_low.next = self.product_wide.val().get_bits::<H>(0);
        self.projected.term_high.next = self.product_wide.val().get_bits::<H>(self.limb.val().index());
        self.projected.carry.next = false;
        self.projected.term_valid.next = self.beside.m.val().get_bit(8);
        self.projected.term_last.next = self.beside.m.val().get_bit(9);
        // this block sees itself when a sum is complete
        self.projected.taken.next = true;
        self.late_weight.next = signed_bit_cast_int::<8>(self.beside.m.val().get_bits::<8>(0));
        self.weight_wide.next = signed_cast_int::<8, 26>(self.late_weight.val());
        self.sum.term_low.next = self.weight_wide.val().get_bits::<13>(0);
        self.sum.term_high.next = self.weight_wide.val().get_bits::<13>(13);
        self.sum.carry.next = false;
        self.sum.term_valid.next = self.beside.m.val().get_bit(8);
        self.sum.term_last.next = self.beside.m.val().get_bit(9);
        self.sum.taken.next = true;

        // in step with the high limbs
        self.then_beside.d.next = self.beside.m.val();
        self.one.next = 1.into();
        self.count_before.next = 0.into();
        if self.counted.q.val() {
            self.count_before.next = self.count.q.val();
        }
        if self.then_beside.q.val().get_bit(8) {
            self.counted.d.next = !self.then_beside.q.val().get_bit(9);
            self.count.d.next = self.count_before.val();
            if !self.then_beside.q.val().get_bit(11) {
                self.count.d.next = self.count_before.val() + self.one.val();
                if self.then_beside.q.val().get_bit(10) {
                    self.count.d.next = self.count_before.val() - self.one.val();
                }
            }
        }

        self.taking.next = self.whole.q.val() & self.held.val() & !self.taken.q.val();
        self.sum_bits.next =
            bit_cast::<25, 13>(self.sum.low.val()) | (bit_cast::<25, 13>(self.sum.high.val()) << 13);
        if !self.held.val() {
            self.taken.d.next = false;
        }
        if self.taking.val() {
            self.taken.d.next = true;
            self.low_held.d.next = self.projected.low.val();
            self.high_held.d.next = self.projected.high.val();
            self.dbeta_held.d.next = signed_bit_cast_int::<25>(self.sum_bits.val());
            self.signs_held.d.next = self.count.q.val();
            self.whole.d.next = false;
        }
        // the next channel's sums may be complete in the cycle after
        if self.then_beside.q.val().get_bit(8) & self.then_beside.q.val().get_bit(9) {
            self.whole.d.next = true;
        }
        self.projected_low.next = self.low_held.q.val();
        self.projected_high.next = self.high_held.q.val();
        self.dbeta.next = self.dbeta_held.q.val();
        self.signs.next = self.signs_held.q.val();
    }
}
