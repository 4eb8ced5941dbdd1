//! The division by s + eps.

use rust_hdl::prelude::*;

use super::Quotient;
use crate::base::{Int, Last, Reg};

/// Where the work on the gain stands.
#[derive(Clone, Copy, Debug, PartialEq, LogicState)]
pub enum GainState {
    /// Waits for s.
    Idle,
    /// Adds eps to the low 16 bits.
    Epsilon,
    /// Takes the carry on.
    Carry,
    /// Shifts s + eps up to its leading one.
    Normalise,
    /// Divides, and holds the gain until it is taken.
    Divide,
}

/// K = RHE(|gamma| 2^(16+e) / t), t = s + 1 and e = floor(log2 t); 0 for a constant channel.
///
/// ```text
///  full: s, mu, ... --> [s] --> + 1 --> [t] << 4 or 1 until its top bit is set --> Quotient (27 digits) --> K, full
/// ```
///
/// gamma is the low 12 bits of the tag. 34 + n cycles a channel, n shifts by 4 places and by 1 that normalise: 43 at most for int16, 47
/// for int32. `M = X + 16`, `T = X + 15`.
#[derive(Debug, LogicBlock)]
pub struct Gain<const M: usize, const T: usize, const A: usize, const G: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// s is there.
    pub s_full: Signal<In, Bit>,
    /// It is taken.
    pub s_taken: Signal<Out, Bit>,
    /// s, rounded down.
    pub s_root: Signal<In, Bits<T>>,
    /// It is to be rounded up.
    pub s_up: Signal<In, Bit>,
    /// With `s_full`.
    pub s_mu: Signal<In, Int<M>>,
    /// With `s_full`.
    pub s_samples: Signal<In, Bits<A>>,
    /// With `s_full`.
    pub s_tag: Signal<In, Bits<G>>,
    /// The gain is there.
    pub full: Signal<Out, Bit>,
    /// It is taken: the block is free.
    pub taken: Signal<In, Bit>,
    /// K, rounded down.
    pub gain: Signal<Out, Bits<27>>,
    /// It is to be rounded up.
    pub up: Signal<Out, Bit>,
    /// e.
    pub exponent: Signal<Out, Bits<6>>,
    /// s + eps shifted up to its leading one.
    pub divisor: Signal<Out, Bits<T>>,
    /// s, 16 fraction bits.
    pub scale: Signal<Out, Bits<T>>,
    /// mu of the channel.
    pub mu: Signal<Out, Int<M>>,
    /// Number of its samples.
    pub samples: Signal<Out, Bits<A>>,
    /// Its tag.
    pub tag: Signal<Out, Bits<G>>,
    top: Last<T, 6>,
    top_at: Last<T, 7>,
    top4_at: Constant<Bits<7>>,
    gamma_at: Constant<Bits<6>>,
    low: Constant<Bits<T>>,
    state: Reg<GainState>,
    scale_held: Reg<Bits<T>>,
    mean: Reg<Int<M>>,
    number: Reg<Bits<A>>,
    tag_held: Reg<Bits<G>>,
    normal: Reg<Bits<T>>,
    places: Reg<Bits<6>>,
    gamma_bits: Signal<Local, Bits<12>>,
    gamma_magnitude: Signal<Local, Bits<12>>,
    rounded: Signal<Local, Bits<T>>,
    divide: Quotient<27, M>,
}

impl<const M: usize, const T: usize, const A: usize, const G: usize> Default for Gain<M, T, A, G> {
    fn default() -> Self {
        const { assert!(M == T + 1 && T > 16 && G >= 12) };
        Self {
            clock: Default::default(),
            reset: Default::default(),
            s_full: Default::default(),
            s_taken: Default::default(),
            s_root: Default::default(),
            s_up: Default::default(),
            s_mu: Default::default(),
            s_samples: Default::default(),
            s_tag: Default::default(),
            full: Default::default(),
            taken: Default::default(),
            gain: Default::default(),
            up: Default::default(),
            exponent: Default::default(),
            divisor: Default::default(),
            scale: Default::default(),
            mu: Default::default(),
            samples: Default::default(),
            tag: Default::default(),
            top: Default::default(),
            top_at: Default::default(),
            top4_at: Constant::new((T as u64 - 4).into()),
            gamma_at: Constant::new((T as u64 - 12).into()),
            low: Constant::new(0xffff_u64.into()),
            state: Default::default(),
            scale_held: Default::default(),
            mean: Default::default(),
            number: Default::default(),
            tag_held: Default::default(),
            normal: Default::default(),
            places: Default::default(),
            gamma_bits: Default::default(),
            gamma_magnitude: Default::default(),
            rounded: Default::default(),
            divide: Default::default(),
        }
    }
}

impl<const M: usize, const T: usize, const A: usize, const G: usize> Logic for Gain<M, T, A, G> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, state, scale_held, mean, number, tag_held, normal, places);
        self.state.reset.next = self.reset.val();
        self.scale_held.reset.next = self.reset.val();
        self.mean.reset.next = self.reset.val();
        self.number.reset.next = self.reset.val();
        self.tag_held.reset.next = self.reset.val();
        self.normal.reset.next = self.reset.val();
        self.places.reset.next = self.reset.val();
        self.divide.clock.next = self.clock.val();
        self.divide.reset.next = self.reset.val();
        self.rounded.next = 0.into();
        if self.s_up.val() {
            self.rounded.next = 1.into();
        }
        self.gamma_bits.next = self.tag_held.q.val().get_bits::<12>(0);
        self.gamma_magnitude.next = self.gamma_bits.val();
        if self.gamma_bits.val().get_bit(11) {
            self.gamma_magnitude.next = !self.gamma_bits.val() + 1;
        }
        self.s_taken.next = false;
        self.full.next = false;
        self.divide.start.next = false;
        // the numerator's low 27 bits are 0
        self.divide.rest.next = 0.into();
        if self.scale_held.q.val().any() {
            self.divide.rest.next = bit_cast::<M, 12>(self.gamma_magnitude.val()) << self.gamma_at.val();
        }
        self.divide.low.next = 0.into();
        self.divide.denominator.next = bit_cast::<M, T>(self.normal.q.val());
        match self.state.q.val() {
            GainState::Idle => {
                if self.s_full.val() {
                    self.s_taken.next = true;
                    self.scale_held.d.next = self.s_root.val() + self.rounded.val();
                    self.mean.d.next = self.s_mu.val();
                    self.number.d.next = self.s_samples.val();
                    self.tag_held.d.next = self.s_tag.val();
                    self.state.d.next = GainState::Epsilon;
                }
            }
            GainState::Epsilon => {
                self.normal.d.next = (self.scale_held.q.val() & self.low.val()) + 1;
                self.places.d.next = self.top.val();
                self.state.d.next = GainState::Carry;
            }
            GainState::Carry => {
                self.normal.d.next = (self.normal.q.val() & self.low.val())
                    | (((self.scale_held.q.val() >> 16) + (self.normal.q.val() >> 16)) << 16);
                self.state.d.next = GainState::Normalise;
            }
            GainState::Normalise => {
                if self.normal.q.val().get_bit(self.top_at.val().index()) {
                    self.divide.start.next = true;
                    self.state.d.next = GainState::Divide;
                } else if self
                    .normal
                    .q
                    .val()
                    .get_bits::<4>(self.top4_at.val().index())
                    .any()
                {
                    self.normal.d.next = self.normal.q.val() << 1;
                    self.places.d.next = self.places.q.val() - 1;
                } else {
                    self.normal.d.next = self.normal.q.val() << 4;
                    self.places.d.next = self.places.q.val() - 4;
                }
            }
            GainState::Divide => {
                self.full.next = self.divide.done.val();
                if self.taken.val() {
                    self.state.d.next = GainState::Idle;
                }
            }
            _ => {
                self.state.d.next = GainState::Idle;
            }
        }
        self.gain.next = self.divide.quotient.val();
        self.up.next = self.divide.up.val();
        self.exponent.next = self.places.q.val();
        self.divisor.next = self.normal.q.val();
        self.scale.next = self.scale_held.q.val();
        self.mu.next = self.mean.q.val();
        self.samples.next = self.number.q.val();
        self.tag.next = self.tag_held.q.val();
    }
}
