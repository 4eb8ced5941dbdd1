//! The exponent of one magnitude of 48 bits.

use crate::base::Reg;
use rust_hdl::prelude::*;

/// The exponent of a magnitude m of up to 48 bits: p = floor(log2 m), plus 1 when m * m >= 2^(2p+1). What
/// [`Exponent`](super::Exponent) is for the 32 bits of an accumulator, for the gradients of the normalisers.
///
/// ```text
///  m --> << 32, 16, 8 where the high bits are 0 --> [ ] --> << 4, 2, 1; compare --> [exponent, null]
/// ```
///
/// With n = m << (47 - floor), whose highest bit is set, m * m >= 2^(2p+1) means n >= 199032864766431, the smallest
/// integer with a square of 2^95 or more. Latency 2: `load_1`, then `load_2`.
#[derive(Debug, LogicBlock)]
pub struct Exponent48 {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The registers of the first stage take their input.
    pub load_1: Signal<In, Bit>,
    /// Those of the second.
    pub load_2: Signal<In, Bit>,
    /// m, unsigned.
    pub m: Signal<In, Bits<48>>,
    /// 0 to 48; 0 when m is 0.
    pub p: Signal<Out, Bits<6>>,
    /// m is 0, or there was none since reset.
    pub is_null: Signal<Out, Bit>,
    by_32: Signal<Local, Bits<48>>,
    by_16: Signal<Local, Bits<48>>,
    by_8: Signal<Local, Bits<48>>,
    by_4: Signal<Local, Bits<48>>,
    by_2: Signal<Local, Bits<48>>,
    normal: Signal<Local, Bits<48>>,
    // places that the magnitude was shifted to the left
    places_32: Signal<Local, Bits<6>>,
    places_16: Signal<Local, Bits<6>>,
    places_8: Signal<Local, Bits<6>>,
    places_4: Signal<Local, Bits<6>>,
    places_2: Signal<Local, Bits<6>>,
    places: Signal<Local, Bits<6>>,
    top: Constant<Bits<6>>,
    floor: Signal<Local, Bits<6>>,
    partial: Reg<Bits<48>>,
    partial_places: Reg<Bits<6>>,
    result: Reg<Bits<6>>,
    found: Reg<Bit>,
}

impl Default for Exponent48 {
    fn default() -> Self {
        Self {
            clock: Default::default(),
            reset: Default::default(),
            load_1: Default::default(),
            load_2: Default::default(),
            m: Default::default(),
            p: Default::default(),
            is_null: Default::default(),
            by_32: Default::default(),
            by_16: Default::default(),
            by_8: Default::default(),
            by_4: Default::default(),
            by_2: Default::default(),
            normal: Default::default(),
            places_32: Default::default(),
            places_16: Default::default(),
            places_8: Default::default(),
            places_4: Default::default(),
            places_2: Default::default(),
            places: Default::default(),
            top: Constant::new(47.into()),
            floor: Default::default(),
            partial: Default::default(),
            partial_places: Default::default(),
            result: Default::default(),
            found: Default::default(),
        }
    }
}

impl Logic for Exponent48 {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, partial, partial_places, result, found);
        self.partial.reset.next = self.reset.val();
        self.partial_places.reset.next = self.reset.val();
        self.result.reset.next = self.reset.val();
        self.found.reset.next = self.reset.val();

        self.places_32.next = 0.into();
        self.by_32.next = self.m.val();
        if !self.m.val().get_bits::<32>(16).any() {
            self.places_32.next = 32.into();
            self.by_32.next = self.m.val() << 32;
        }
        self.places_16.next = self.places_32.val();
        self.by_16.next = self.by_32.val();
        if !self.by_32.val().get_bits::<16>(32).any() {
            self.places_16.next = self.places_32.val() + 16;
            self.by_16.next = self.by_32.val() << 16;
        }
        self.places_8.next = self.places_16.val();
        self.by_8.next = self.by_16.val();
        if !self.by_16.val().get_bits::<8>(40).any() {
            self.places_8.next = self.places_16.val() + 8;
            self.by_8.next = self.by_16.val() << 8;
        }
        if self.load_1.val() {
            self.partial.d.next = self.by_8.val();
            self.partial_places.d.next = self.places_8.val();
        }

        self.places_4.next = self.partial_places.q.val();
        self.by_4.next = self.partial.q.val();
        if !self.partial.q.val().get_bits::<4>(44).any() {
            self.places_4.next = self.partial_places.q.val() + 4;
            self.by_4.next = self.partial.q.val() << 4;
        }
        self.places_2.next = self.places_4.val();
        self.by_2.next = self.by_4.val();
        if !self.by_4.val().get_bits::<2>(46).any() {
            self.places_2.next = self.places_4.val() + 2;
            self.by_2.next = self.by_4.val() << 2;
        }
        self.places.next = self.places_2.val();
        self.normal.next = self.by_2.val();
        if !self.by_2.val().get_bit(47) {
            self.places.next = self.places_2.val() + 1;
            self.normal.next = self.by_2.val() << 1;
        }
        self.floor.next = self.top.val() - self.places.val();
        if self.load_2.val() {
            self.found.d.next = self.partial.q.val().any();
            self.result.d.next = self.floor.val();
            if self.normal.val() >= 199_032_864_766_431_u64 {
                self.result.d.next = self.floor.val() + 1;
            }
            if !self.partial.q.val().any() {
                self.result.d.next = 0.into();
            }
        }
        self.p.next = self.result.q.val();
        self.is_null.next = !self.found.q.val();
    }
}
