//! From a magnitude to an int8 code by a power of two.

use rust_hdl::prelude::*;

use crate::base::{signed_bit_cast_int, unsigned_cast_int, Int, Number, Reg};
use crate::wage::window::Window;

/// One lane of [`Forward`](super::forward::Forward): `code = sat(RHE(x * 2^8 / 2^shift), relu ? 0 : -127, 127)` of
/// x = -m or m.
///
/// ```text
///  m ---------> [Window, in two stages: word, big, sticky] --> round, sat, sign --> [result]
///  negative --> [ ] --> [sign] --------------------------------^
/// ```
///
/// As in `wage::rescale`: RHE and the saturation are symmetric, so the sign comes back at the end. Of the window the 7
/// bits before the point are the quotient's floor, the first behind it is its half, and the others are beyond that.
///
/// * Numbers: m up to 2^31; `shift` 0 to 63; code -127 to 127.
/// * `flags`: bit 0 clipped, |x| * 2^8 > 127 * 2^shift whatever `relu` is; bit 1 x > 0.
/// * Latency 3; the window is there after 2, for the update of the weights too.
#[derive(Debug, Default, LogicBlock)]
pub struct Requantise {
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
    /// |x|.
    pub m: Signal<In, Bits<32>>,
    /// x is negative.
    pub negative: Signal<In, Bit>,
    /// Static.
    pub shift: Signal<In, Bits<6>>,
    /// Negative codes become 0; static.
    pub relu: Signal<In, Bit>,
    /// Every code becomes 0; static.
    pub is_null: Signal<In, Bit>,
    /// `[23:0]` the window's word, `[24]` big, `[25]` x is negative.
    pub seen: Signal<Out, Bits<32>>,
    /// int8, -127 to 127.
    pub code: Signal<Out, Bits<8>>,
    /// See above.
    pub flags: Signal<Out, Bits<2>>,
    window: Window,
    floor: Signal<Local, Bits<7>>,
    beyond: Signal<Local, Bit>,
    half: Signal<Local, Bit>,
    rest: Signal<Local, Bit>,
    rounded: Signal<Local, Bits<8>>,
    limited: Signal<Local, Bits<8>>,
    positive_code: Signal<Local, Int<8>>,
    negative_code: Signal<Local, Int<8>>,
    big_bit: Signal<Local, Bits<32>>,
    sign_bit: Signal<Local, Bits<32>>,
    big_mask: Number<0x100_0000, 32>,
    sign_mask: Number<0x200_0000, 32>,
    sign_1: Reg<Bit>,
    above_1: Reg<Bit>,
    sign: Reg<Bit>,
    above: Reg<Bit>,
    result: Reg<Bits<8>>,
    marks: Reg<Bits<2>>,
    clipped: Signal<Local, Bits<2>>,
    positive: Signal<Local, Bits<2>>,
}

impl Logic for Requantise {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, sign_1, above_1, sign, above, result, marks);
        self.sign_1.reset.next = self.reset.val();
        self.above_1.reset.next = self.reset.val();
        self.sign.reset.next = self.reset.val();
        self.above.reset.next = self.reset.val();
        self.result.reset.next = self.reset.val();
        self.marks.reset.next = self.reset.val();
        self.window.clock.next = self.clock.val();
        self.window.reset.next = self.reset.val();

        self.window.load.next = self.load_1.val();
        self.window.load_2.next = self.load_2.val();
        self.window.m.next = self.m.val();
        self.window.shift.next = self.shift.val();
        if self.load_1.val() {
            self.sign_1.d.next = self.negative.val();
            self.above_1.d.next = self.m.val().any() & !self.negative.val();
        }
        if self.load_2.val() {
            self.sign.d.next = self.sign_1.q.val();
            self.above.d.next = self.above_1.q.val();
        }
        self.big_bit.next = 0.into();
        if self.window.big.val() {
            self.big_bit.next = self.big_mask.val();
        }
        self.sign_bit.next = 0.into();
        if self.sign.q.val() {
            self.sign_bit.next = self.sign_mask.val();
        }
        self.seen.next =
            bit_cast::<32, 24>(self.window.word.val()) | self.big_bit.val() | self.sign_bit.val();

        self.floor.next = self.window.word.val().get_bits::<7>(16);
        self.beyond.next = self.window.big.val() | self.window.word.val().get_bit(23);
        self.half.next = self.window.word.val().get_bit(15);
        self.rest.next = self.window.sticky.val() | self.window.word.val().get_bits::<15>(0).any();
        self.rounded.next = 0.into();
        self.limited.next = 0.into();
        self.positive_code.next = 0.into();
        self.negative_code.next = 0.into();
        self.clipped.next = 0.into();
        self.positive.next = 0.into();
        if self.load_3.val() {
            self.rounded.next = bit_cast::<8, 7>(self.floor.val());
            if self.half.val() & (self.rest.val() | self.floor.val().get_bit(0)) {
                self.rounded.next = bit_cast::<8, 7>(self.floor.val()) + 1;
            }
            self.limited.next = self.rounded.val();
            if self.beyond.val() | self.rounded.val().get_bit(7) {
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
            if self.beyond.val() | ((self.floor.val() == 127) & (self.half.val() | self.rest.val())) {
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
