//! The checksum of a frame.

use rust_hdl::prelude::*;

use crate::base::Reg;

/// CRC-32 (IEEE 802.3, reflected polynomial 0xEDB88320, initial value and final inversion all ones), a byte a cycle.
///
/// ```text
/// clear, s_valid, s_data -> 8 xor steps -> [crc]
/// ```
/// `crc` is the finished checksum of the bytes taken since `clear`, one cycle after the last of them; 0 before any
/// byte. `clear` together with `s_valid` starts anew with that byte. The register holds the inverted shift register,
/// so that its reset value 0 is the standard's initial value. Over data and its own little-endian CRC the result is
/// [`golden::link::CRC_RESIDUE`], whatever the data. Always ready.
#[derive(LogicBlock)]
pub struct Crc32 {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// Forgets the bytes before this cycle.
    pub clear: Signal<In, Bit>,
    /// Takes `s_data`.
    pub s_valid: Signal<In, Bit>,
    /// A byte.
    pub s_data: Signal<In, Bits<8>>,
    /// The checksum so far.
    pub crc: Signal<Out, Bits<32>>,
    polynomial: Constant<Bits<32>>,
    earlier: Signal<Local, Bits<32>>,
    steps: [Signal<Local, Bits<32>>; 9],
    held: Reg<Bits<32>>,
}

impl Default for Crc32 {
    fn default() -> Self {
        Self {
            clock: Default::default(),
            reset: Default::default(),
            clear: Default::default(),
            s_valid: Default::default(),
            s_data: Default::default(),
            crc: Default::default(),
            polynomial: Constant::new(0xEDB8_8320.into()),
            earlier: Default::default(),
            steps: std::array::from_fn(|_| Default::default()),
            held: Default::default(),
        }
    }
}

impl Logic for Crc32 {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, held);
        self.held.reset.next = self.reset.val();
        self.earlier.next = self.held.q.val();
        if self.clear.val() {
            self.earlier.next = 0.into();
        }
        self.steps[0].next = !self.earlier.val() ^ bit_cast::<32, 8>(self.s_data.val());
        for j in 0..8 {
            self.steps[j + 1].next = self.steps[j].val() >> 1;
            if self.steps[j].val().get_bit(0) {
                self.steps[j + 1].next = (self.steps[j].val() >> 1) ^ self.polynomial.val();
            }
        }
        self.held.d.next = self.earlier.val();
        if self.s_valid.val() {
            self.held.d.next = !self.steps[8].val();
        }
        self.crc.next = self.held.q.val();
    }
}
