//! One weight's update.

use crate::base::{signed_bit_cast_int, signed_cast_int, Int, Reg};
use crate::wage::magnitude::Magnitude;
use crate::wage::window::Window;
use rust_hdl::prelude::*;

/// One weight's update: `w' = sat(w - sgn(g) * step, -64, 64)`, four stages, each operand where it is needed.
///
/// ```text
///  number --> [ ] --> [ ] ------------------> + --> min 255 --> [step] --> w -+ step, sat --> [ ]
///                     |g| / 2^sh: a Window ---^
/// ```
///
/// `step = floor((|g| + floor(number * 2^sh / 2^16)) / 2^sh)` is `floor(|g| / 2^sh + number / 2^16)`, of the first summand
/// 16 bits behind the point: what is cut off of either changes no carry, for where one has bits there the other has none.
///
/// * The window comes of `shift = 8 + sh`, or 0 for less: 8 places to the left take any gradient out of the range.
/// * Nothing wraps for any input. A step of 255 carries any weight over its whole range, so the cut changes no result.
/// * Stage 1 loads with the number, stage 3 with the window, stage 4 with the weight.
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
    /// Every step is 0; static.
    pub is_null: Signal<In, Bit>,
    /// The random number, unsigned, at stage 1.
    pub number: Signal<In, Bits<16>>,
    /// As of a [`Window`], at stage 3.
    pub word: Signal<In, Bits<24>>,
    /// See there.
    pub big: Signal<In, Bit>,
    /// g is negative, at stage 3.
    pub negative: Signal<In, Bit>,
    /// The weight, int8, at stage 4.
    pub w: Signal<In, Bits<8>>,
    /// The new weight, -64 to 64, after stage 4.
    pub updated: Signal<Out, Bits<8>>,
    /// It was cut to -64 or 64.
    pub cut: Signal<Out, Bits<1>>,
    sum: Signal<Local, Bits<25>>,
    w_signed: Signal<Local, Int<8>>,
    w_wide: Signal<Local, Int<10>>,
    step_bits: Signal<Local, Bits<10>>,
    step_wide: Signal<Local, Int<10>>,
    moved: Signal<Local, Int<10>>,
    limited: Signal<Local, Int<10>>,
    number_1: Reg<Bits<16>>,
    number_2: Reg<Bits<16>>,
    step: Reg<Bits<8>>,
    negative_3: Reg<Bit>,
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
            is_null: Default::default(),
            number: Default::default(),
            word: Default::default(),
            big: Default::default(),
            negative: Default::default(),
            w: Default::default(),
            updated: Default::default(),
            cut: Default::default(),
            sum: Default::default(),
            w_signed: Default::default(),
            w_wide: Default::default(),
            step_bits: Default::default(),
            step_wide: Default::default(),
            moved: Default::default(),
            limited: Default::default(),
            number_1: Default::default(),
            number_2: Default::default(),
            step: Default::default(),
            negative_3: Default::default(),
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
        dff_setup!(self, clock, number_1, number_2, step, negative_3, result, flag);
        self.number_1.reset.next = self.reset.val();
        self.number_2.reset.next = self.reset.val();
        self.step.reset.next = self.reset.val();
        self.negative_3.reset.next = self.reset.val();
        self.result.reset.next = self.reset.val();
        self.flag.reset.next = self.reset.val();

        if self.load_1.val() {
            self.number_1.d.next = self.number.val();
        }
        if self.load_2.val() {
            self.number_2.d.next = self.number_1.q.val();
        }

        self.sum.next = 0.into();
        if self.load_3.val() {
            self.sum.next = bit_cast::<25, 24>(self.word.val()) + bit_cast::<25, 16>(self.number_2.q.val());
            self.step.d.next = self.sum.val().get_bits::<8>(16);
            if self.big.val() | self.sum.val().get_bit(24) {
                self.step.d.next = 255.into();
            }
            if self.is_null.val() {
                self.step.d.next = 0.into();
            }
            self.negative_3.d.next = self.negative.val();
        }

        self.w_signed.next = signed_bit_cast_int::<8>(self.w.val());
        self.w_wide.next = signed_cast_int::<8, 10>(self.w_signed.val());
        self.step_bits.next = bit_cast::<10, 8>(self.step.q.val());
        self.step_wide.next = signed_bit_cast_int::<10>(self.step_bits.val());
        self.moved.next = 0.into();
        self.limited.next = 0.into();
        if self.load_4.val() {
            self.moved.next = self.w_wide.val() - self.step_wide.val();
            if self.negative_3.q.val() {
                self.moved.next = self.w_wide.val() + self.step_wide.val();
            }
            self.limited.next = self.moved.val();
            self.flag.d.next = 0.into();
            if self.moved.val() > self.high.val() {
                self.limited.next = self.high.val();
                self.flag.d.next = 1.into();
            }
            if self.moved.val() < self.low.val() {
                self.limited.next = self.low.val();
                self.flag.d.next = 1.into();
            }
            self.result.d.next = self.limited.val().get_bits::<8>(0);
        }
        self.updated.next = self.result.q.val();
        self.cut.next = self.flag.q.val();
    }
}

/// A [`Lane`] whose weight, gradient and number come together, at stage 1.
///
/// ```text
///  random --> [ ] --------------------> [Lane] --> updated, cut
///  g --> [Magnitude] --> [Window, Window] --^  ^
///  w --> [ ] ----------> [ ] --> [ ] --> [ ] --+
/// ```
#[derive(Debug, Default, LogicBlock)]
pub struct Together {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// Loads the registers of the first of five stages, like the next four ports those of the others.
    pub load_1: Signal<In, Bit>,
    /// See there.
    pub load_2: Signal<In, Bit>,
    /// See there.
    pub load_3: Signal<In, Bit>,
    /// See there.
    pub load_4: Signal<In, Bit>,
    /// See there.
    pub load_5: Signal<In, Bit>,
    /// As in [`Window`].
    pub shift: Signal<In, Bits<6>>,
    /// See above.
    pub is_null: Signal<In, Bit>,
    /// The weight, int8.
    pub w: Signal<In, Bits<8>>,
    /// The gradient, int32.
    pub g: Signal<In, Bits<32>>,
    /// The random number, unsigned.
    pub random: Signal<In, Bits<16>>,
    /// The new weight, -64 to 64, after stage 5.
    pub updated: Signal<Out, Bits<8>>,
    /// It was cut to -64 or 64.
    pub cut: Signal<Out, Bits<1>>,
    size: Magnitude,
    window: Window,
    number_1: Reg<Bits<16>>,
    negative_2: Reg<Bit>,
    negative: Reg<Bit>,
    lane: Lane,
    w_1: Reg<Bits<8>>,
    w_2: Reg<Bits<8>>,
    w_3: Reg<Bits<8>>,
    w_4: Reg<Bits<8>>,
}

impl Logic for Together {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, number_1, negative_2, negative, w_1, w_2, w_3, w_4);
        self.number_1.reset.next = self.reset.val();
        self.negative_2.reset.next = self.reset.val();
        self.w_4.reset.next = self.reset.val();
        self.negative.reset.next = self.reset.val();
        self.w_1.reset.next = self.reset.val();
        self.w_2.reset.next = self.reset.val();
        self.w_3.reset.next = self.reset.val();
        self.size.clock.next = self.clock.val();
        self.size.reset.next = self.reset.val();
        self.window.clock.next = self.clock.val();
        self.window.reset.next = self.reset.val();
        self.lane.clock.next = self.clock.val();
        self.lane.reset.next = self.reset.val();

        self.size.load.next = self.load_1.val();
        self.size.x.next = self.g.val();
        if self.load_1.val() {
            self.w_1.d.next = self.w.val();
            self.number_1.d.next = self.random.val();
        }
        self.window.load.next = self.load_2.val();
        self.window.m.next = self.size.y.val();
        self.window.shift.next = self.shift.val();
        self.window.load_2.next = self.load_3.val();
        if self.load_2.val() {
            self.negative_2.d.next = self.size.negative.val();
            self.w_2.d.next = self.w_1.q.val();
        }
        if self.load_3.val() {
            self.negative.d.next = self.negative_2.q.val();
            self.w_3.d.next = self.w_2.q.val();
        }
        if self.load_4.val() {
            self.w_4.d.next = self.w_3.q.val();
        }
        self.lane.load_1.next = self.load_2.val();
        self.lane.load_2.next = self.load_3.val();
        self.lane.load_3.next = self.load_4.val();
        self.lane.load_4.next = self.load_5.val();
        self.lane.is_null.next = self.is_null.val();
        self.lane.number.next = self.number_1.q.val();
        self.lane.word.next = self.window.word.val();
        self.lane.big.next = self.window.big.val();
        self.lane.negative.next = self.negative.q.val();
        self.lane.w.next = self.w_4.q.val();
        self.updated.next = self.lane.updated.val();
        self.cut.next = self.lane.cut.val();
    }
}
