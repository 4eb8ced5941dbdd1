//! What the backward pass computes once per channel.

use rust_hdl::prelude::*;

use crate::base::{signed_bit_cast_int, signed_cast_int, unsigned_cast_int, Int, Reg};

/// Where the work on a channel's coefficients stands.
#[derive(Clone, Copy, Debug, PartialEq, LogicState)]
pub enum CoefficientsState {
    /// Waits for the statistics.
    Idle,
    /// Takes the magnitude of sum(dy d).
    Magnitude,
    /// Starts the division that gives dgamma.
    DivideGamma,
    /// Waits for dgamma.
    Gamma,
    /// Starts the division that gives b.
    DivideMean,
    /// Waits for b.
    Mean,
    /// Starts the division that gives the slope, if the filling wants one.
    DivideSlope,
    /// Waits for the slope.
    Slope,
    /// Starts the filling's share of the offset.
    StartBalance,
    /// Waits for it.
    Balance,
    /// Takes the magnitude of the offset's numerator.
    Numerator,
    /// Starts the division that gives the offset.
    DivideOffset,
    /// Waits for the offset.
    Offset,
    /// Starts the division that gives the gain.
    DivideGain,
    /// Waits for the gain.
    Gain,
    /// The coefficients are in use.
    Output,
}

/// dgamma, b, slope, offset c and gain K of `golden::norm::backward`, one after the other on the one divider.
///
/// ```text
///  dgamma = sum(dy d) 2^24 / t     b = dgamma / m     slope: b, or b 2^(4+e) / t
///  c = (dbeta 2^16 - balance) / m  K = |gamma| 2^(16+e) / t, 0 for a constant channel
/// ```
///
/// Magnitudes go through the divider, signs beside it. From `start` to `ready` 134 cycles, 32 more when the slope takes
/// a division, and the balance's own.
#[derive(Debug, Default, LogicBlock)]
pub struct Coefficients<const A: usize, const L: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The statistics are there.
    pub start: Signal<In, Bit>,
    /// sum(dy d).
    pub projected: Signal<In, Int<50>>,
    /// sum(dy).
    pub dbeta: Signal<In, Int<25>>,
    /// gamma of the channel.
    pub gamma: Signal<In, Int<12>>,
    /// Number of samples.
    pub samples: Signal<In, Bits<A>>,
    /// s.
    pub scale: Signal<In, Bits<31>>,
    /// The normalised s + eps.
    pub divisor: Signal<In, Bits<32>>,
    /// The slope takes a division (L2); else it is b (L1).
    pub slope_divides: Signal<In, Bit>,
    /// `mean_magnitude` and `mean_negative` are there: the filling works out its balance.
    pub balance_start: Signal<Out, Bit>,
    /// The balance is there, in the cycle of `balance_start` at the earliest.
    pub balance_done: Signal<In, Bit>,
    /// The balance.
    pub balance: Signal<In, Int<44>>,
    /// To the divider.
    pub divide_start: Signal<Out, Bit>,
    /// To the divider.
    pub divide_rest: Signal<Out, Bits<32>>,
    /// To the divider.
    pub divide_low: Signal<Out, Bits<64>>,
    /// To the divider.
    pub divide_denominator: Signal<Out, Bits<32>>,
    /// To the divider.
    pub divide_steps: Signal<Out, Bits<7>>,
    /// From the divider.
    pub divide_done: Signal<In, Bit>,
    /// From the divider.
    pub quotient: Signal<In, Bits<L>>,
    /// dgamma, 16 fraction bits.
    pub dgamma: Signal<Out, Int<42>>,
    /// |b|, 16 fraction bits.
    pub mean_magnitude: Signal<Out, Bits<25>>,
    /// b, and so the slope, is negative.
    pub mean_negative: Signal<Out, Bit>,
    /// Magnitude of the slope.
    pub slope: Signal<Out, Bits<29>>,
    /// c, 16 fraction bits.
    pub offset: Signal<Out, Int<27>>,
    /// |K|; its sign is that of gamma.
    pub gain: Signal<Out, Bits<27>>,
    /// All of these are there: one cycle.
    pub ready: Signal<Out, Bit>,
    /// They are no longer needed.
    pub finished: Signal<In, Bit>,
    state: Reg<CoefficientsState>,
    projected_negated: Signal<Local, Int<50>>,
    negative: Reg<Bit>,
    magnitude: Reg<Bits<50>>,
    raw: Reg<Bits<32>>,
    gamma_held: Reg<Bits<42>>,
    gamma_signed: Signal<Local, Int<42>>,
    mean: Reg<Bits<25>>,
    slope_held: Reg<Bits<29>>,
    dbeta_bits: Signal<Local, Bits<25>>,
    dbeta_shifted: Signal<Local, Bits<41>>,
    dbeta_fixed: Signal<Local, Int<41>>,
    dbeta_wide: Signal<Local, Int<44>>,
    numerator: Reg<Int<44>>,
    numerator_negated: Signal<Local, Int<44>>,
    offset_bits: Signal<Local, Bits<27>>,
    offset_signed: Signal<Local, Int<27>>,
    offset_held: Reg<Int<27>>,
    gamma_bits: Signal<Local, Bits<12>>,
    gamma_negated: Signal<Local, Int<12>>,
    gamma_magnitude: Signal<Local, Bits<12>>,
    gain_held: Reg<Bits<27>>,
}

impl<const A: usize, const L: usize> Logic for Coefficients<A, L> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, state, negative, magnitude, raw, gamma_held, mean, slope_held);
        dff_setup!(self, clock, numerator, offset_held, gain_held);
        self.state.reset.next = self.reset.val();
        self.negative.reset.next = self.reset.val();
        self.magnitude.reset.next = self.reset.val();
        self.raw.reset.next = self.reset.val();
        self.gamma_held.reset.next = self.reset.val();
        self.mean.reset.next = self.reset.val();
        self.slope_held.reset.next = self.reset.val();
        self.numerator.reset.next = self.reset.val();
        self.offset_held.reset.next = self.reset.val();
        self.gain_held.reset.next = self.reset.val();

        self.projected_negated.next = -self.projected.val();
        self.dbeta_bits.next = unsigned_cast_int::<25>(self.dbeta.val());
        self.dbeta_shifted.next = bit_cast::<41, 25>(self.dbeta_bits.val()) << 16;
        self.dbeta_fixed.next = signed_bit_cast_int::<41>(self.dbeta_shifted.val());
        self.dbeta_wide.next = signed_cast_int::<41, 44>(self.dbeta_fixed.val());
        self.numerator_negated.next = -self.numerator.q.val();
        self.offset_bits.next = bit_cast::<27, 25>(self.quotient.val().get_bits::<25>(0));
        self.offset_signed.next = signed_bit_cast_int::<27>(self.offset_bits.val());
        self.gamma_bits.next = unsigned_cast_int::<12>(self.gamma.val());
        self.gamma_negated.next = -self.gamma.val();
        self.gamma_magnitude.next = self.gamma_bits.val();
        if self.gamma_bits.val().get_bit(11) {
            self.gamma_magnitude.next = unsigned_cast_int::<12>(self.gamma_negated.val());
        }

        self.balance_start.next = false;
        self.ready.next = false;
        self.divide_start.next = false;
        self.divide_rest.next = 0.into();
        self.divide_low.next = 0.into();
        self.divide_denominator.next = self.divisor.val();
        self.divide_steps.next = 0.into();
        match self.state.q.val() {
            CoefficientsState::Idle => {
                if self.start.val() {
                    self.state.d.next = CoefficientsState::Magnitude;
                }
            }
            CoefficientsState::Magnitude => {
                self.negative.d.next = self.projected.val().get_bit(49);
                self.magnitude.d.next = unsigned_cast_int::<50>(self.projected.val());
                if self.projected.val().get_bit(49) {
                    self.magnitude.d.next = unsigned_cast_int::<50>(self.projected_negated.val());
                }
                self.raw.d.next = bit_cast::<32, 31>(self.scale.val()) + 1;
                self.state.d.next = CoefficientsState::DivideGamma;
            }
            CoefficientsState::DivideGamma => {
                self.divide_start.next = true;
                self.divide_rest.next = self.magnitude.q.val().get_bits::<32>(18);
                self.divide_low.next = bit_cast::<64, 18>(self.magnitude.q.val().get_bits::<18>(0)) << 46;
                self.divide_denominator.next = self.raw.q.val();
                self.divide_steps.next = 42.into();
                self.state.d.next = CoefficientsState::Gamma;
            }
            CoefficientsState::Gamma => {
                if self.divide_done.val() {
                    self.gamma_held.d.next = self.quotient.val().get_bits::<42>(0);
                    self.state.d.next = CoefficientsState::DivideMean;
                }
            }
            CoefficientsState::DivideMean => {
                self.divide_start.next = true;
                self.divide_rest.next = bit_cast::<32, 17>(self.gamma_held.q.val().get_bits::<17>(25));
                self.divide_low.next = bit_cast::<64, 25>(self.gamma_held.q.val().get_bits::<25>(0)) << 39;
                self.divide_denominator.next = bit_cast::<32, A>(self.samples.val());
                self.divide_steps.next = 25.into();
                self.state.d.next = CoefficientsState::Mean;
            }
            CoefficientsState::Mean => {
                if self.divide_done.val() {
                    self.mean.d.next = self.quotient.val().get_bits::<25>(0);
                    self.slope_held.d.next = bit_cast::<29, 25>(self.quotient.val().get_bits::<25>(0));
                    self.state.d.next = CoefficientsState::StartBalance;
                    if self.slope_divides.val() {
                        self.state.d.next = CoefficientsState::DivideSlope;
                    }
                }
            }
            CoefficientsState::DivideSlope => {
                self.divide_start.next = true;
                self.divide_rest.next = bit_cast::<32, 25>(self.mean.q.val()) << 5;
                self.divide_steps.next = 29.into();
                self.state.d.next = CoefficientsState::Slope;
            }
            CoefficientsState::Slope => {
                if self.divide_done.val() {
                    self.slope_held.d.next = self.quotient.val().get_bits::<29>(0);
                    self.state.d.next = CoefficientsState::StartBalance;
                }
            }
            CoefficientsState::StartBalance => {
                self.balance_start.next = true;
                self.numerator.d.next = self.dbeta_wide.val() - self.balance.val();
                self.state.d.next = CoefficientsState::Balance;
                if self.balance_done.val() {
                    self.state.d.next = CoefficientsState::Numerator;
                }
            }
            CoefficientsState::Balance => {
                self.numerator.d.next = self.dbeta_wide.val() - self.balance.val();
                if self.balance_done.val() {
                    self.state.d.next = CoefficientsState::Numerator;
                }
            }
            CoefficientsState::Numerator => {
                self.magnitude.d.next = bit_cast::<50, 44>(unsigned_cast_int::<44>(self.numerator.q.val()));
                if self.numerator.q.val().get_bit(43) {
                    self.magnitude.d.next =
                        bit_cast::<50, 44>(unsigned_cast_int::<44>(self.numerator_negated.val()));
                }
                self.state.d.next = CoefficientsState::DivideOffset;
            }
            CoefficientsState::DivideOffset => {
                self.divide_start.next = true;
                self.divide_rest.next = bit_cast::<32, 25>(self.magnitude.q.val().get_bits::<25>(25));
                self.divide_low.next = bit_cast::<64, 25>(self.magnitude.q.val().get_bits::<25>(0)) << 39;
                self.divide_denominator.next = bit_cast::<32, A>(self.samples.val());
                self.divide_steps.next = 25.into();
                self.state.d.next = CoefficientsState::Offset;
            }
            CoefficientsState::Offset => {
                if self.divide_done.val() {
                    self.offset_held.d.next = self.offset_signed.val();
                    if self.numerator.q.val().get_bit(43) {
                        self.offset_held.d.next = -self.offset_signed.val();
                    }
                    self.state.d.next = CoefficientsState::DivideGain;
                }
            }
            CoefficientsState::DivideGain => {
                self.divide_start.next = true;
                if self.scale.val().any() {
                    self.divide_rest.next = bit_cast::<32, 12>(self.gamma_magnitude.val()) << 19;
                }
                self.divide_steps.next = 27.into();
                self.state.d.next = CoefficientsState::Gain;
            }
            CoefficientsState::Gain => {
                if self.divide_done.val() {
                    self.gain_held.d.next = self.quotient.val().get_bits::<27>(0);
                    self.ready.next = true;
                    self.state.d.next = CoefficientsState::Output;
                }
            }
            CoefficientsState::Output => {
                if self.finished.val() {
                    self.state.d.next = CoefficientsState::Idle;
                }
            }
            _ => {
                self.state.d.next = CoefficientsState::Idle;
            }
        }

        self.gamma_signed.next = signed_bit_cast_int::<42>(self.gamma_held.q.val());
        self.dgamma.next = self.gamma_signed.val();
        if self.negative.q.val() {
            self.dgamma.next = -self.gamma_signed.val();
        }
        self.mean_magnitude.next = self.mean.q.val();
        self.mean_negative.next = self.negative.q.val();
        self.slope.next = self.slope_held.q.val();
        self.offset.next = self.offset_held.q.val();
        self.gain.next = self.gain_held.q.val();
    }
}
