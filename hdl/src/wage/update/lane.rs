//! One weight's update.

use crate::base::{signed_bit_cast_int, signed_cast_int, Int, Reg};
use crate::wage::magnitude::Magnitude;
use rust_hdl::prelude::*;

/// One lane of [`Update`](super::Update), four stages.
///
/// ```text
///  g ------> [Magnitude] --> + --> [sum] --> << left >> right, min 255 --> [step] --> w -+ step --> sat --> [result]
///  random -> [spread] -------^
/// ```
///
/// With `right` = sh > 0 the spread is R = random * 2^sh / 2^16, rounded down; with `right` = 0 it is 0. A step of 255
/// carries any weight over its whole range, so the cut changes no result.
#[derive(Debug, LogicBlock)]
pub struct Lane {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The registers of the first stage take their input.
    pub load_1: Signal<In, Bit>,
    /// Those of the second.
    pub load_2: Signal<In, Bit>,
    /// Those of the third.
    pub load_3: Signal<In, Bit>,
    /// Those of the fourth.
    pub load_4: Signal<In, Bit>,
    /// Places to the left, 0 to 8: -sh, or 0. Static.
    pub left: Signal<In, Bits<6>>,
    /// Places to the right, 0 to 39: sh, or 0. Static.
    pub right: Signal<In, Bits<6>>,
    /// Every step is 0; static.
    pub is_null: Signal<In, Bit>,
    /// The weight, int8.
    pub w: Signal<In, Bits<8>>,
    /// The gradient, int32.
    pub g: Signal<In, Bits<32>>,
    /// The random number, unsigned.
    pub random: Signal<In, Bits<16>>,
    /// The new weight, -64 to 64.
    pub updated: Signal<Out, Bits<8>>,
    /// It was cut to -64 or 64.
    pub cut: Signal<Out, Bits<1>>,
    spread_wide: Signal<Local, Bits<56>>,
    sum_left: Signal<Local, Bits<48>>,
    quotient: Signal<Local, Bits<48>>,
    w_signed: Signal<Local, Int<8>>,
    w_wide: Signal<Local, Int<10>>,
    step_bits: Signal<Local, Bits<10>>,
    step_wide: Signal<Local, Int<10>>,
    moved: Signal<Local, Int<10>>,
    limited: Signal<Local, Int<10>>,
    outside: Signal<Local, Bits<1>>,
    magnitude: Magnitude,
    spread: Reg<Bits<40>>,
    w_1: Reg<Bits<8>>,
    sum: Reg<Bits<40>>,
    negative_2: Reg<Bit>,
    w_2: Reg<Bits<8>>,
    step: Reg<Bits<8>>,
    negative_3: Reg<Bit>,
    w_3: Reg<Bits<8>>,
    result: Reg<Bits<8>>,
    flag: Reg<Bits<1>>,
    low: Constant<Int<10>>,
    high: Constant<Int<10>>,
}

impl Default for Lane {
    fn default() -> Self {
        Self {
            clock: Default::default(),
            reset: Default::default(),
            load_1: Default::default(),
            load_2: Default::default(),
            load_3: Default::default(),
            load_4: Default::default(),
            left: Default::default(),
            right: Default::default(),
            is_null: Default::default(),
            w: Default::default(),
            g: Default::default(),
            random: Default::default(),
            updated: Default::default(),
            cut: Default::default(),
            spread_wide: Default::default(),
            sum_left: Default::default(),
            quotient: Default::default(),
            w_signed: Default::default(),
            w_wide: Default::default(),
            step_bits: Default::default(),
            step_wide: Default::default(),
            moved: Default::default(),
            limited: Default::default(),
            outside: Default::default(),
            magnitude: Default::default(),
            spread: Default::default(),
            w_1: Default::default(),
            sum: Default::default(),
            negative_2: Default::default(),
            w_2: Default::default(),
            step: Default::default(),
            negative_3: Default::default(),
            w_3: Default::default(),
            result: Default::default(),
            flag: Default::default(),
            low: Constant::new(Int::wrap(-i128::from(golden::wage::WEIGHT_MAX))),
            high: Constant::new(Int::wrap(golden::wage::WEIGHT_MAX.into())),
        }
    }
}

impl Logic for Lane {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, spread, w_1, sum, negative_2, w_2, step, negative_3, w_3, result, flag);
        self.spread.reset.next = self.reset.val();
        self.w_1.reset.next = self.reset.val();
        self.sum.reset.next = self.reset.val();
        self.negative_2.reset.next = self.reset.val();
        self.w_2.reset.next = self.reset.val();
        self.step.reset.next = self.reset.val();
        self.negative_3.reset.next = self.reset.val();
        self.w_3.reset.next = self.reset.val();
        self.result.reset.next = self.reset.val();
        self.flag.reset.next = self.reset.val();

        self.magnitude.clock.next = self.clock.val();
        self.magnitude.reset.next = self.reset.val();
        self.magnitude.load.next = self.load_1.val();
        self.magnitude.x.next = self.g.val();
        self.spread_wide.next = bit_cast::<56, 16>(self.random.val()) << bit_cast::<56, 6>(self.right.val());
        if self.load_1.val() {
            self.spread.d.next = self.spread_wide.val().get_bits::<40>(16);
            self.w_1.d.next = self.w.val();
        }

        if self.load_2.val() {
            self.sum.d.next = bit_cast::<40, 32>(self.magnitude.y.val()) + self.spread.q.val();
            self.negative_2.d.next = self.magnitude.negative.val();
            self.w_2.d.next = self.w_1.q.val();
        }

        self.sum_left.next = bit_cast::<48, 40>(self.sum.q.val()) << bit_cast::<48, 6>(self.left.val());
        self.quotient.next = self.sum_left.val() >> bit_cast::<48, 6>(self.right.val());
        if self.load_3.val() {
            self.step.d.next = self.quotient.val().get_bits::<8>(0);
            if self.quotient.val().get_bits::<40>(8).any() {
                self.step.d.next = 255.into();
            }
            if self.is_null.val() {
                self.step.d.next = 0.into();
            }
            self.negative_3.d.next = self.negative_2.q.val();
            self.w_3.d.next = self.w_2.q.val();
        }

        self.w_signed.next = signed_bit_cast_int::<8>(self.w_3.q.val());
        self.w_wide.next = signed_cast_int::<8, 10>(self.w_signed.val());
        self.step_bits.next = bit_cast::<10, 8>(self.step.q.val());
        self.step_wide.next = signed_bit_cast_int::<10>(self.step_bits.val());
        self.moved.next = self.w_wide.val() - self.step_wide.val();
        if self.negative_3.q.val() {
            self.moved.next = self.w_wide.val() + self.step_wide.val();
        }
        self.limited.next = self.moved.val();
        self.outside.next = 0.into();
        if self.moved.val() > self.high.val() {
            self.limited.next = self.high.val();
            self.outside.next = 1.into();
        }
        if self.moved.val() < self.low.val() {
            self.limited.next = self.low.val();
            self.outside.next = 1.into();
        }
        if self.load_4.val() {
            self.result.d.next = self.limited.val().get_bits::<8>(0);
            self.flag.d.next = self.outside.val();
        }
        self.updated.next = self.result.q.val();
        self.cut.next = self.flag.q.val();
    }
}
