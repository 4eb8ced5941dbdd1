//! From a magnitude to an int8 code by a power of two.

use rust_hdl::prelude::*;

use crate::base::{signed_bit_cast_int, unsigned_cast_int, Int, Reg};

/// One lane of [`Forward`](super::forward::Forward): `code = sat(RHE(x * 2^left / 2^right), relu ? 0 : -127, 127)` of
/// x = -m or m.
///
/// ```text
///  m << left, or >> right --> [low, big, half, sticky] --> round, sat, sign --> [result]
///  negative ----------------> [sign] -------------------------^
/// ```
///
/// As in `wage::rescale`: RHE and the saturation are symmetric, so the sign comes back at the end. `low` holds the 7
/// low bits of the quotient's floor, `big` says that there are more, `half` is the first bit cut off and `sticky` the
/// union of the rest.
///
/// * Numbers: m up to 2^31; `left` 0 to 7 and `right` 0 to 32, one of them 0; code -127 to 127.
/// * `flags`: bit 0 clipped, |x| * 2^left > 127 * 2^right whatever `relu` is; bit 1 x > 0.
/// * Latency 2.
#[derive(Debug, LogicBlock)]
pub struct Requantise {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The registers of the first stage take their input.
    pub load_1: Signal<In, Bit>,
    /// Those of the second.
    pub load_2: Signal<In, Bit>,
    /// |x|.
    pub m: Signal<In, Bits<32>>,
    /// x is negative.
    pub negative: Signal<In, Bit>,
    /// Static.
    pub left: Signal<In, Bits<3>>,
    /// Static.
    pub right: Signal<In, Bits<6>>,
    /// Negative codes become 0; static.
    pub relu: Signal<In, Bit>,
    /// Every code becomes 0; static.
    pub is_null: Signal<In, Bit>,
    /// int8, -127 to 127.
    pub code: Signal<Out, Bits<8>>,
    /// See above.
    pub flags: Signal<Out, Bits<2>>,
    scaled: Signal<Local, Bits<64>>,
    shifted: Signal<Local, Bits<64>>,
    raised: Signal<Local, Bits<39>>,
    rounded: Signal<Local, Bits<8>>,
    limited: Signal<Local, Bits<8>>,
    positive_code: Signal<Local, Int<8>>,
    negative_code: Signal<Local, Int<8>>,
    up: Constant<Bits<64>>,
    low: Reg<Bits<7>>,
    big: Reg<Bit>,
    half: Reg<Bit>,
    sticky: Reg<Bit>,
    sign: Reg<Bit>,
    above: Reg<Bit>,
    result: Reg<Bits<8>>,
    marks: Reg<Bits<2>>,
    clipped: Signal<Local, Bits<2>>,
    positive: Signal<Local, Bits<2>>,
}

impl Default for Requantise {
    fn default() -> Self {
        Self {
            clock: Default::default(),
            reset: Default::default(),
            load_1: Default::default(),
            load_2: Default::default(),
            m: Default::default(),
            negative: Default::default(),
            left: Default::default(),
            right: Default::default(),
            relu: Default::default(),
            is_null: Default::default(),
            code: Default::default(),
            flags: Default::default(),
            scaled: Default::default(),
            shifted: Default::default(),
            raised: Default::default(),
            rounded: Default::default(),
            limited: Default::default(),
            positive_code: Default::default(),
            negative_code: Default::default(),
            up: Constant::new(32.into()),
            low: Default::default(),
            big: Default::default(),
            half: Default::default(),
            sticky: Default::default(),
            sign: Default::default(),
            above: Default::default(),
            result: Default::default(),
            marks: Default::default(),
            clipped: Default::default(),
            positive: Default::default(),
        }
    }
}

impl Logic for Requantise {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, low, big, half, sticky, sign, above, result, marks);
        self.low.reset.next = self.reset.val();
        self.big.reset.next = self.reset.val();
        self.half.reset.next = self.reset.val();
        self.sticky.reset.next = self.reset.val();
        self.sign.reset.next = self.reset.val();
        self.above.reset.next = self.reset.val();
        self.result.reset.next = self.reset.val();
        self.marks.reset.next = self.reset.val();

        self.scaled.next = 0.into();
        self.shifted.next = 0.into();
        self.raised.next = 0.into();
        if self.load_1.val() {
            self.scaled.next = bit_cast::<64, 32>(self.m.val()) << self.up.val();
            self.shifted.next = self.scaled.val() >> bit_cast::<64, 6>(self.right.val());
            self.raised.next = bit_cast::<39, 32>(self.m.val()) << bit_cast::<39, 3>(self.left.val());
            self.low.d.next = self.shifted.val().get_bits::<7>(32);
            self.big.d.next = self.shifted.val().get_bits::<25>(39).any();
            self.half.d.next = self.shifted.val().get_bit(31);
            self.sticky.d.next = self.shifted.val().get_bits::<31>(0).any();
            if self.left.val().any() {
                self.low.d.next = self.raised.val().get_bits::<7>(0);
                self.big.d.next = self.raised.val().get_bits::<32>(7).any();
                self.half.d.next = false;
                self.sticky.d.next = false;
            }
            self.sign.d.next = self.negative.val();
            self.above.d.next = self.m.val().any() & !self.negative.val();
        }

        self.rounded.next = 0.into();
        self.limited.next = 0.into();
        self.positive_code.next = 0.into();
        self.negative_code.next = 0.into();
        self.clipped.next = 0.into();
        self.positive.next = 0.into();
        if self.load_2.val() {
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
            if self.big.q.val() | ((self.low.q.val() == 127) & (self.half.q.val() | self.sticky.q.val())) {
                self.clipped.next = 1.into();
            }
            if self.above.q.val() {
                self.positive.next = 2.into();
            }
            self.marks.d.next = self.clipped.val() | self.positive.val();
        }
        self.code.next = self.result.q.val();
        self.flags.next = self.marks.q.val();
    }
}
