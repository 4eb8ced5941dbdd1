//! From int32 to an int8 code by a power of two: what `wage_activate` and `wage_error` share.

use super::magnitude::Magnitude;
use crate::base::{signed_bit_cast_int, unsigned_cast_int, Int, Reg};
use rust_hdl::prelude::*;

/// One lane: `code = sat(RHE(x * 2^UP / 2^shift), relu ? 0 : -127, 127)`.
///
/// ```text
///  x --> [Magnitude] --> |x| * 2^UP >> shift --> [low, big, half, sticky] --> round, sat, sign --> [result] --> code
///             +--- negative -------------------> [sign] --------------------------^
/// ```
///
/// RHE and the saturation are symmetric, so the lane works on the magnitude and puts the sign back at the end. `low`
/// holds the 7 low bits of the quotient's floor, `big` says that there are more, `half` is the first bit cut off and
/// `sticky` the union of the rest.
///
/// * Numbers: int32 in, all of it, -2^31 included; `shift` 0 to 31; code -127 to 127. `T = 64 + UP` bits hold the
///   magnitude before the shift with 32 fraction bits.
/// * `clipped`: |x| * 2^UP > 127 * 2^shift, whatever `relu` is (`golden::wage::clipped`).
/// * Latency 3: the three `load` inputs come from the pipeline's [`Stage`](crate::base::Stage)s.
#[derive(Debug, LogicBlock)]
pub struct Rescale<const UP: usize, const T: usize, const Q: usize> {
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
    /// int32.
    pub x: Signal<In, Bits<32>>,
    /// 0 to 31, static.
    pub shift: Signal<In, Bits<5>>,
    /// Negative codes become 0; static.
    pub relu: Signal<In, Bit>,
    /// Every code becomes 0; static.
    pub is_null: Signal<In, Bit>,
    /// int8, -127 to 127.
    pub code: Signal<Out, Bits<8>>,
    /// The magnitude exceeded 127 steps.
    pub clipped: Signal<Out, Bits<1>>,
    scaled: Signal<Local, Bits<T>>,
    shifted: Signal<Local, Bits<T>>,
    floor: Signal<Local, Bits<Q>>,
    rounded: Signal<Local, Bits<8>>,
    limited: Signal<Local, Bits<8>>,
    positive_code: Signal<Local, Int<8>>,
    negative_code: Signal<Local, Int<8>>,
    magnitude: Magnitude,
    low: Reg<Bits<7>>,
    big: Reg<Bit>,
    half: Reg<Bit>,
    sticky: Reg<Bit>,
    sign: Reg<Bit>,
    result: Reg<Bits<8>>,
    flag: Reg<Bits<1>>,
    up: Constant<Bits<T>>,
}

impl<const UP: usize, const T: usize, const Q: usize> Default for Rescale<UP, T, Q> {
    fn default() -> Self {
        const { assert!(T == 64 + UP && Q == 32 + UP) };
        Self {
            clock: Default::default(),
            reset: Default::default(),
            load_1: Default::default(),
            load_2: Default::default(),
            load_3: Default::default(),
            x: Default::default(),
            shift: Default::default(),
            relu: Default::default(),
            is_null: Default::default(),
            code: Default::default(),
            clipped: Default::default(),
            scaled: Default::default(),
            shifted: Default::default(),
            floor: Default::default(),
            rounded: Default::default(),
            limited: Default::default(),
            positive_code: Default::default(),
            negative_code: Default::default(),
            magnitude: Default::default(),
            low: Default::default(),
            big: Default::default(),
            half: Default::default(),
            sticky: Default::default(),
            sign: Default::default(),
            result: Default::default(),
            flag: Default::default(),
            up: Constant::new(((32 + UP) as u64).into()),
        }
    }
}

impl<const UP: usize, const T: usize, const Q: usize> Logic for Rescale<UP, T, Q> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, low, big, half, sticky, sign, result, flag);
        self.magnitude.reset.next = self.reset.val();
        self.low.reset.next = self.reset.val();
        self.big.reset.next = self.reset.val();
        self.half.reset.next = self.reset.val();
        self.sticky.reset.next = self.reset.val();
        self.sign.reset.next = self.reset.val();
        self.result.reset.next = self.reset.val();
        self.flag.reset.next = self.reset.val();

        self.magnitude.clock.next = self.clock.val();
        self.magnitude.load.next = self.load_1.val();
        self.magnitude.x.next = self.x.val();

        self.scaled.next = bit_cast::<T, 32>(self.magnitude.y.val()) << self.up.val();
        self.shifted.next = self.scaled.val() >> bit_cast::<T, 5>(self.shift.val());
        self.floor.next = self.shifted.val().get_bits::<Q>(32);
        if self.load_2.val() {
            self.low.d.next = self.shifted.val().get_bits::<7>(32);
            self.big.d.next = self.floor.val() > 127;
            self.half.d.next = self.shifted.val().get_bit(31);
            self.sticky.d.next = self.shifted.val().get_bits::<31>(0).any();
            self.sign.d.next = self.magnitude.negative.val();
        }

        self.rounded.next = bit_cast::<8, 7>(self.low.q.val());
        if self.half.q.val() & (self.sticky.q.val() | self.low.q.val().get_bit(0)) {
            self.rounded.next = bit_cast::<8, 7>(self.low.q.val()) + 1;
        }
        self.limited.next = self.rounded.val();
        if self.big.q.val() | self.rounded.val().get_bit(7) {
            self.limited.next = 127.into();
        }
        self.positive_code.next = signed_bit_cast_int::<8>(self.limited.val());
        self.negative_code.next = -self.positive_code.val();
        if self.load_3.val() {
            self.result.d.next = self.limited.val();
            if self.sign.q.val() {
                self.result.d.next = unsigned_cast_int::<8>(self.negative_code.val());
                if self.relu.val() {
                    self.result.d.next = 0.into();
                }
            }
            if self.is_null.val() {
                self.result.d.next = 0.into();
            }
            self.flag.d.next = 0.into();
            if self.big.q.val() | ((self.low.q.val() == 127) & (self.half.q.val() | self.sticky.q.val())) {
                self.flag.d.next = 1.into();
            }
        }
        self.code.next = self.result.q.val();
        self.clipped.next = self.flag.q.val();
    }
}
