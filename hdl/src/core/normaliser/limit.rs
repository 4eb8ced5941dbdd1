//! gamma and beta as a call takes them.

use rust_hdl::prelude::*;

use crate::base::{signed_bit_cast_int, Int};

/// The two numbers of a channel's first word, each held to the range of the units: -2047..=2047 and -8191..=8191. Wires
/// only.
///
/// ```text
///  word[15:0]  --> beyond? --> gamma
///  word[31:16] --> beyond? --> beta
/// ```
#[derive(Debug, Default, LogicBlock)]
pub struct Limit {
    /// gamma, and beta in the high half, 16 bits each.
    pub word: Signal<In, Bits<32>>,
    /// gamma.
    pub gamma: Signal<Out, Int<12>>,
    /// beta.
    pub beta: Signal<Out, Int<14>>,
    gamma_word: Signal<Local, Bits<16>>,
    gamma_cut: Signal<Local, Bits<12>>,
    gamma_bits: Signal<Local, Bits<12>>,
    beta_word: Signal<Local, Bits<16>>,
    beta_cut: Signal<Local, Bits<14>>,
    beta_bits: Signal<Local, Bits<14>>,
}

impl Logic for Limit {
    #[hdl_gen]
    fn update(&mut self) {
        // in range when all bits from the sign of the short number up are equal; but for its lowest value
        self.gamma_word.next = self.word.val().get_bits::<16>(0);
        self.gamma_cut.next = self.gamma_word.val().get_bits::<12>(0);
        self.gamma_bits.next = self.gamma_cut.val();
        if self.gamma_word.val().get_bit(15) {
            if !self.gamma_word.val().get_bits::<5>(11).all() | (self.gamma_cut.val() == 0x800) {
                self.gamma_bits.next = 0x801.into();
            }
        } else if self.gamma_word.val().get_bits::<5>(11).any() {
            self.gamma_bits.next = 0x7ff.into();
        }
        self.gamma.next = signed_bit_cast_int::<12>(self.gamma_bits.val());
        self.beta_word.next = self.word.val().get_bits::<16>(16);
        self.beta_cut.next = self.beta_word.val().get_bits::<14>(0);
        self.beta_bits.next = self.beta_cut.val();
        if self.beta_word.val().get_bit(15) {
            if !self.beta_word.val().get_bits::<3>(13).all() | (self.beta_cut.val() == 0x2000) {
                self.beta_bits.next = 0x2001.into();
            }
        } else if self.beta_word.val().get_bits::<3>(13).any() {
            self.beta_bits.next = 0x1fff.into();
        }
        self.beta.next = signed_bit_cast_int::<14>(self.beta_bits.val());
    }
}
