//! The exponent of one magnitude.

use crate::base::Reg;
use rust_hdl::prelude::*;

/// The exponent of a magnitude m, in two registers: p = floor(log2 m), plus 1 when m * m >= 2^(2p+1).
///
/// ```text
///  m --> << 16, 8, 4 where the high bits are 0 --> [ ] --> << 2, 1; compare --> [exponent, null]
/// ```
///
/// The square is never formed: with n = m << (31 - p), whose highest bit is set, m * m >= 2^(2p+1) means
/// n * n >= 2^63, and so n >= 3037000500, the smallest integer of which that is true.
#[derive(Debug, Default, LogicBlock)]
pub struct Exponent {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The registers of the first stage take their input.
    pub load_1: Signal<In, Bit>,
    /// Those of the second.
    pub load_2: Signal<In, Bit>,
    /// m, unsigned, at most 2^31.
    pub m: Signal<In, Bits<32>>,
    /// 0 to 31; 0 when m is 0.
    pub p: Signal<Out, Bits<5>>,
    /// m is 0.
    pub is_null: Signal<Out, Bit>,
    by_16: Signal<Local, Bits<32>>,
    by_8: Signal<Local, Bits<32>>,
    by_4: Signal<Local, Bits<32>>,
    by_2: Signal<Local, Bits<32>>,
    normal: Signal<Local, Bits<32>>,
    // the bits of p: that half of the word was not empty
    bit_4: Signal<Local, Bits<1>>,
    bit_3: Signal<Local, Bits<1>>,
    bit_2: Signal<Local, Bits<1>>,
    bit_1: Signal<Local, Bits<1>>,
    bit_0: Signal<Local, Bits<1>>,
    floor: Signal<Local, Bits<5>>,
    partial: Reg<Bits<32>>,
    high_bits: Reg<Bits<5>>,
    result: Reg<Bits<5>>,
    empty: Reg<Bit>,
}

impl Logic for Exponent {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, partial, high_bits, result, empty);
        self.partial.reset.next = self.reset.val();
        self.high_bits.reset.next = self.reset.val();
        self.result.reset.next = self.reset.val();
        self.empty.reset.next = self.reset.val();

        self.bit_4.next = 1.into();
        self.by_16.next = self.m.val();
        if !self.m.val().get_bits::<16>(16).any() {
            self.bit_4.next = 0.into();
            self.by_16.next = self.m.val() << 16;
        }
        self.bit_3.next = 1.into();
        self.by_8.next = self.by_16.val();
        if !self.by_16.val().get_bits::<8>(24).any() {
            self.bit_3.next = 0.into();
            self.by_8.next = self.by_16.val() << 8;
        }
        self.bit_2.next = 1.into();
        self.by_4.next = self.by_8.val();
        if !self.by_8.val().get_bits::<4>(28).any() {
            self.bit_2.next = 0.into();
            self.by_4.next = self.by_8.val() << 4;
        }
        if self.load_1.val() {
            self.partial.d.next = self.by_4.val();
            self.high_bits.d.next = (bit_cast::<5, 1>(self.bit_4.val()) << 4)
                | (bit_cast::<5, 1>(self.bit_3.val()) << 3)
                | (bit_cast::<5, 1>(self.bit_2.val()) << 2);
        }

        self.bit_1.next = 1.into();
        self.by_2.next = self.partial.q.val();
        if !self.partial.q.val().get_bits::<2>(30).any() {
            self.bit_1.next = 0.into();
            self.by_2.next = self.partial.q.val() << 2;
        }
        self.bit_0.next = 1.into();
        self.normal.next = self.by_2.val();
        if !self.by_2.val().get_bit(31) {
            self.bit_0.next = 0.into();
            self.normal.next = self.by_2.val() << 1;
        }
        self.floor.next = self.high_bits.q.val()
            | (bit_cast::<5, 1>(self.bit_1.val()) << 1)
            | bit_cast::<5, 1>(self.bit_0.val());
        if self.load_2.val() {
            self.empty.d.next = !self.partial.q.val().any();
            self.result.d.next = self.floor.val();
            if self.normal.val() >= 3_037_000_500_u64 {
                self.result.d.next = self.floor.val() + 1;
            }
        }
        self.p.next = self.result.q.val();
        self.is_null.next = self.empty.q.val();
    }
}
