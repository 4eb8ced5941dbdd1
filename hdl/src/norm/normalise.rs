//! The end of the forward pass: gain, second reading of the channel, and output.

use rust_hdl::prelude::*;

use super::{Read, RoundShift};
use crate::base::{signed_bit_cast_int, signed_cast_int, unsigned_cast_int, Counter, Int, Reg};

/// Where the work on the output stands.
#[derive(Clone, Copy, Debug, PartialEq, LogicState)]
pub enum NormaliseState {
    /// Waits for the statistics.
    Idle,
    /// Waits for the gain.
    Gain,
    /// Streams y.
    Output,
}

/// y = sat24(RHE(d K / 2^(8 + e)) + beta), K = RHE(gamma 2^(16 + e) / (s + eps)): `golden::norm::normalise`.
///
/// ```text
///  memory --> x --> - mu8 --> [d] --> |d|, sign --> [ ] --> * |K| --> [ ] --> [ ] --> RoundShift (4)
///             --> beta +- --> [24 + 3 bits] --> saturate --> [m_data]
/// ```
///
/// From `start` to the first y: 41 cycles; then one y a cycle while `m_ready` is high. The whole pipeline stands
/// still while `m_valid` waits for `m_ready`.
#[derive(Debug, Default, LogicBlock)]
pub struct Normalise<const A: usize, const L: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The statistics are there.
    pub start: Signal<In, Bit>,
    /// The last y is taken: one cycle.
    pub done: Signal<Out, Bit>,
    /// gamma of the channel.
    pub gamma: Signal<In, Int<12>>,
    /// beta of the channel.
    pub beta: Signal<In, Int<14>>,
    /// Number of samples.
    pub samples: Signal<In, Bits<A>>,
    /// Address of the first sample.
    pub base: Signal<In, Bits<A>>,
    /// RHE(mu) with 8 fraction bits.
    pub mu8: Signal<In, Int<25>>,
    /// s; 0 makes the gain 0.
    pub scale: Signal<In, Bits<31>>,
    /// e.
    pub exponent: Signal<In, Bits<6>>,
    /// To the divider, with the normalised s + eps as the denominator.
    pub divide_start: Signal<Out, Bit>,
    /// To the divider.
    pub divide_rest: Signal<Out, Bits<32>>,
    /// To the divider.
    pub divide_steps: Signal<Out, Bits<7>>,
    /// From the divider.
    pub divide_done: Signal<In, Bit>,
    /// From the divider.
    pub quotient: Signal<In, Bits<L>>,
    /// Reads the memory.
    pub read_enable: Signal<Out, Bit>,
    /// Where.
    pub read_address: Signal<Out, Bits<A>>,
    /// The sample read.
    pub read_data: Signal<In, Int<16>>,
    /// y is there.
    pub m_valid: Signal<Out, Bit>,
    /// y is taken.
    pub m_ready: Signal<In, Bit>,
    /// y, 8 fraction bits.
    pub m_data: Signal<Out, Int<24>>,
    /// It is the last of its channel.
    pub m_last: Signal<Out, Bit>,
    /// How many y were saturated.
    pub saturations: Signal<Out, Bits<32>>,
    state: Reg<NormaliseState>,
    gamma_bits: Signal<Local, Bits<12>>,
    gamma_negated: Signal<Local, Int<12>>,
    gamma_magnitude: Signal<Local, Bits<12>>,
    gain: Reg<Bits<27>>,
    places: Reg<Bits<6>>,
    reader: Read<A>,
    valid: Reg<Bits<9>>,
    last: Reg<Bits<9>>,
    sign: Reg<Bits<7>>,
    advance: Signal<Local, Bit>,
    sample_shifted: Signal<Local, Bits<24>>,
    sample_fixed: Signal<Local, Int<24>>,
    sample: Signal<Local, Int<25>>,
    deviation: Reg<Int<25>>,
    deviation_negated: Signal<Local, Int<25>>,
    // 2^24 for the lowest sample and the highest mu
    magnitude: Reg<Bits<25>>,
    magnitude_wide: Signal<Local, Bits<52>>,
    gain_wide: Signal<Local, Bits<28>>,
    gain_signed: Signal<Local, Int<28>>,
    left: Signal<Local, Int<52>>,
    right: Signal<Local, Int<52>>,
    product: Reg<Int<52>>,
    product_held: Reg<Int<52>>,
    round: RoundShift<51>,
    huge: Signal<Local, Bit>,
    clamped: Signal<Local, Bits<27>>,
    quotient_rounded: Signal<Local, Int<27>>,
    beta_wide: Signal<Local, Int<27>>,
    shifted: Reg<Int<27>>,
    shifted_bits: Signal<Local, Bits<27>>,
    over: Signal<Local, Bit>,
    y: Reg<Bits<24>>,
    y_valid: Reg<Bit>,
    y_last: Reg<Bit>,
    counter: Counter<2>,
}

impl<const A: usize, const L: usize> Logic for Normalise<A, L> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, state, gain, places, valid, last, sign, deviation, magnitude);
        dff_setup!(self, clock, product, product_held, shifted, y, y_valid, y_last);
        self.state.reset.next = self.reset.val();
        self.gain.reset.next = self.reset.val();
        self.places.reset.next = self.reset.val();
        self.valid.reset.next = self.reset.val();
        self.last.reset.next = self.reset.val();
        self.sign.reset.next = self.reset.val();
        self.deviation.reset.next = self.reset.val();
        self.magnitude.reset.next = self.reset.val();
        self.product.reset.next = self.reset.val();
        self.product_held.reset.next = self.reset.val();
        self.shifted.reset.next = self.reset.val();
        self.y.reset.next = self.reset.val();
        self.y_valid.reset.next = self.reset.val();
        self.y_last.reset.next = self.reset.val();
        self.reader.clock.next = self.clock.val();
        self.reader.reset.next = self.reset.val();
        self.round.clock.next = self.clock.val();
        self.round.reset.next = self.reset.val();
        self.counter.clock.next = self.clock.val();
        self.counter.reset.next = self.reset.val();

        // |gamma| 2^46 / divisor: 27 digits, the numerator's low 27 bits are 0
        self.gamma_bits.next = unsigned_cast_int::<12>(self.gamma.val());
        self.gamma_negated.next = -self.gamma.val();
        self.gamma_magnitude.next = self.gamma_bits.val();
        if self.gamma_bits.val().get_bit(11) {
            self.gamma_magnitude.next = unsigned_cast_int::<12>(self.gamma_negated.val());
        }
        self.divide_start.next = false;
        self.divide_rest.next = 0.into();
        if self.scale.val().any() {
            self.divide_rest.next = bit_cast::<32, 12>(self.gamma_magnitude.val()) << 19;
        }
        self.divide_steps.next = 27.into();
        self.reader.start.next = false;
        self.done.next = false;
        match self.state.q.val() {
            NormaliseState::Idle => {
                if self.start.val() {
                    self.divide_start.next = true;
                    self.state.d.next = NormaliseState::Gain;
                }
            }
            NormaliseState::Gain => {
                self.places.d.next = self.exponent.val() + 8;
                if self.divide_done.val() {
                    self.gain.d.next = self.quotient.val().get_bits::<27>(0);
                    self.reader.start.next = true;
                    self.state.d.next = NormaliseState::Output;
                }
            }
            NormaliseState::Output => {
                if self.y_valid.q.val() & self.y_last.q.val() & self.m_ready.val() {
                    self.done.next = true;
                    self.state.d.next = NormaliseState::Idle;
                }
            }
            _ => {
                self.state.d.next = NormaliseState::Idle;
            }
        }

        self.advance.next = !self.y_valid.q.val() | self.m_ready.val();
        self.reader.advance.next = self.advance.val();
        self.reader.samples.next = self.samples.val();
        self.reader.base.next = self.base.val();
        self.read_enable.next = self.reader.read_enable.val();
        self.read_address.next = self.reader.read_address.val();

        self.sample_shifted.next = bit_cast::<24, 16>(self.read_data.val().get_bits::<16>(0)) << 8;
        self.sample_fixed.next = signed_bit_cast_int::<24>(self.sample_shifted.val());
        self.sample.next = signed_cast_int::<24, 25>(self.sample_fixed.val());
        self.deviation_negated.next = -self.deviation.q.val();
        self.gain_wide.next = bit_cast::<28, 27>(self.gain.q.val());
        self.gain_signed.next = signed_bit_cast_int::<28>(self.gain_wide.val());
        self.magnitude_wide.next = bit_cast::<52, 25>(self.magnitude.q.val());
        self.left.next = signed_bit_cast_int::<52>(self.magnitude_wide.val());
        self.right.next = signed_cast_int::<28, 52>(self.gain_signed.val());
        self.round.advance.next = self.advance.val();
        self.round.value.next = self.product_held.q.val().get_bits::<51>(0);
        self.round.shift.next = self.places.q.val();

        // from 2^25 on, the sum is out of range whatever beta is
        self.huge.next = self.round.rounded.val().get_bits::<26>(25).any();
        self.clamped.next = bit_cast::<27, 25>(self.round.rounded.val().get_bits::<25>(0));
        if self.huge.val() {
            self.clamped.next = 0x200_0000.into();
        }
        self.quotient_rounded.next = signed_bit_cast_int::<27>(self.clamped.val());
        self.beta_wide.next = signed_cast_int::<14, 27>(self.beta.val());
        self.shifted_bits.next = unsigned_cast_int::<27>(self.shifted.q.val());
        // all bits from the sign of 24 up must be equal
        self.over.next = self.shifted_bits.val().get_bits::<4>(23).any()
            & !self.shifted_bits.val().get_bits::<4>(23).all();
        self.counter.events.next = 1.into();
        self.counter.enable.next = self.advance.val() & self.valid.q.val().get_bit(8) & self.over.val();
        if self.advance.val() {
            self.valid.d.next = (self.valid.q.val() << 1) | bit_cast::<9, 1>(self.reader.valid.val().into());
            self.last.d.next = (self.last.q.val() << 1) | bit_cast::<9, 1>(self.reader.last.val().into());
            self.deviation.d.next = self.sample.val() - self.mu8.val();
            self.magnitude.d.next = unsigned_cast_int::<25>(self.deviation.q.val());
            if self.deviation.q.val().get_bit(24) {
                self.magnitude.d.next = unsigned_cast_int::<25>(self.deviation_negated.val());
            }
            self.sign.d.next = (self.sign.q.val() << 1)
                | bit_cast::<7, 1>(
                    (self.deviation.q.val().get_bit(24) ^ self.gamma_bits.val().get_bit(11)).into(),
                );
            self.product.d.next = self.left.val() * self.right.val();
            self.product_held.d.next = self.product.q.val();
            self.shifted.d.next = self.beta_wide.val() + self.quotient_rounded.val();
            if self.sign.q.val().get_bit(6) {
                self.shifted.d.next = self.beta_wide.val() - self.quotient_rounded.val();
            }
            self.y.d.next = self.shifted_bits.val().get_bits::<24>(0);
            if self.over.val() {
                self.y.d.next = 0x7f_ffff.into();
                if self.shifted_bits.val().get_bit(26) {
                    self.y.d.next = 0x80_0000.into();
                }
            }
            self.y_valid.d.next = self.valid.q.val().get_bit(8);
            self.y_last.d.next = self.last.q.val().get_bit(8);
        }
        self.m_valid.next = self.y_valid.q.val();
        self.m_last.next = self.y_last.q.val();
        self.m_data.next = signed_bit_cast_int::<24>(self.y.q.val());
        self.saturations.next = self.counter.count.val();
    }
}
