//! Mean and scale of a channel: the control that L1 and L2, forward and backward share.

use rust_hdl::prelude::*;

use crate::base::{signed_bit_cast_int, signed_cast_int, unsigned_cast_int, Int, Reg};

/// Where the work on a channel's statistics stands.
#[derive(Clone, Copy, Debug, PartialEq, LogicState)]
pub enum StatisticsState {
    /// Waits for a channel.
    Idle,
    /// Takes the magnitude of the sum.
    Magnitude,
    /// Starts the division of the sum by the number of samples.
    Divide,
    /// Waits for the mean.
    Mean,
    /// Rounds the mean to 8 fraction bits.
    Round,
    /// Reads the channel and sums the deviations.
    Deviate,
    /// Waits for the last deviations.
    Drain,
    /// Waits for the mean deviation and its root.
    Scale,
    /// Adds eps.
    Epsilon,
    /// Shifts the divisor up to its leading one.
    Normalise,
    /// The channel is in the hands of what comes behind.
    Tail,
}

/// Computes mu, s, and the normalised divisor s + eps of the channel that [`super::Load`] hands over.
///
/// ```text
///  sum --> |sum| 2^16 / samples --> mu --> read the memory --> deviation (filling) --> sum / samples
///      --> root (filling) --> s --> s + 1 --> << until bit 30 is set --> divisor, exponent --> tail
/// ```
///
/// The divisions are those of a [`super::Divide`] at the `divide_*` ports. From `take` to `tail_start`, in cycles for
/// m samples: m + 73 + drain + mean_steps + root - exponent, where drain and root are the cycles that the filling takes
/// for its last sample and for its root. With mu and s `given` neither is computed, and it takes 33 - exponent.
#[derive(Debug, Default, LogicBlock)]
pub struct Statistics<const A: usize, const L: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// A channel is loaded.
    pub pending: Signal<In, Bit>,
    /// It is taken over: `sum`, `samples` and `base` are sampled, and `given` with what belongs to it.
    pub take: Signal<Out, Bit>,
    /// mu and s are not those of the samples but the two below; holds while a channel is under way.
    pub given: Signal<In, Bit>,
    /// mu, 16 fraction bits.
    pub given_mu: Signal<In, Int<32>>,
    /// s, 16 fraction bits.
    pub given_scale: Signal<In, Bits<31>>,
    /// Sum of the samples.
    pub sum: Signal<In, Int<33>>,
    /// Number of samples.
    pub samples: Signal<In, Bits<A>>,
    /// Address of the first sample.
    pub base: Signal<In, Bits<A>>,
    /// Reads the memory.
    pub read_enable: Signal<Out, Bit>,
    /// Where.
    pub read_address: Signal<Out, Bits<A>>,
    /// A sample of the deviation pass stands at the memory's output.
    pub sample_valid: Signal<Out, Bit>,
    /// Empties the sums over the deviation pass, before it starts.
    pub clear: Signal<Out, Bit>,
    /// Some deviation is not in the sum yet.
    pub busy: Signal<In, Bit>,
    /// Operands of the division that gives the mean deviation, see [`super::Divide`].
    pub mean_rest: Signal<In, Bits<32>>,
    /// As `mean_rest`.
    pub mean_low: Signal<In, Bits<64>>,
    /// As `mean_rest`.
    pub mean_steps: Signal<In, Bits<7>>,
    /// As `mean_rest`.
    pub mean_floor: Signal<In, Bit>,
    /// The quotient is the mean deviation: the root starts.
    pub root_start: Signal<Out, Bit>,
    /// The root is there; without a root, `root_start` itself.
    pub root_done: Signal<In, Bit>,
    /// s, with `root_done`.
    pub root: Signal<In, Bits<31>>,
    /// To the divider.
    pub divide_start: Signal<Out, Bit>,
    /// To the divider.
    pub divide_rest: Signal<Out, Bits<32>>,
    /// To the divider.
    pub divide_low: Signal<Out, Bits<64>>,
    /// To the divider.
    pub divide_steps: Signal<Out, Bits<7>>,
    /// To the divider.
    pub divide_floor: Signal<Out, Bit>,
    /// From the divider.
    pub divide_done: Signal<In, Bit>,
    /// From the divider.
    pub quotient: Signal<In, Bits<L>>,
    /// Number of samples of the channel in hand.
    pub count: Signal<Out, Bits<A>>,
    /// Address of its first sample.
    pub origin: Signal<Out, Bits<A>>,
    /// mu, 16 fraction bits.
    pub mu: Signal<Out, Int<32>>,
    /// RHE(mu) with 8 fraction bits.
    pub mu8: Signal<Out, Int<25>>,
    /// s, 16 fraction bits.
    pub scale: Signal<Out, Bits<31>>,
    /// (s + eps) 2^(30 - exponent), from 2^30 up and below 2^31.
    pub divisor: Signal<Out, Bits<32>>,
    /// floor(log2 (s + eps)), 0 to 30; 31 when the largest s is given.
    pub exponent: Signal<Out, Bits<6>>,
    /// All of these are there: one cycle.
    pub tail_start: Signal<Out, Bit>,
    /// The channel is done with.
    pub tail_done: Signal<In, Bit>,
    state: Reg<StatisticsState>,
    total: Reg<Int<33>>,
    magnitude: Reg<Bits<33>>,
    negated: Signal<Local, Int<33>>,
    number: Reg<Bits<A>>,
    first: Reg<Bits<A>>,
    index: Reg<Bits<A>>,
    next_index: Signal<Local, Bits<A>>,
    reading: Signal<Local, Bit>,
    read: Reg<Bit>,
    mean: Reg<Int<32>>,
    quotient_signed: Signal<Local, Int<32>>,
    mean_floored: Signal<Local, Int<25>>,
    mean_high: Signal<Local, Int<24>>,
    mean_bits: Signal<Local, Bits<32>>,
    round_up: Signal<Local, Int<25>>,
    mean8: Reg<Int<25>>,
    scale_held: Reg<Bits<31>>,
    normal: Reg<Bits<32>>,
    places: Reg<Bits<6>>,
}

impl<const A: usize, const L: usize> Logic for Statistics<A, L> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, state, total, magnitude, number, first, index, read, mean, mean8);
        dff_setup!(self, clock, scale_held, normal, places);
        self.state.reset.next = self.reset.val();
        self.total.reset.next = self.reset.val();
        self.magnitude.reset.next = self.reset.val();
        self.number.reset.next = self.reset.val();
        self.first.reset.next = self.reset.val();
        self.index.reset.next = self.reset.val();
        self.read.reset.next = self.reset.val();
        self.mean.reset.next = self.reset.val();
        self.mean8.reset.next = self.reset.val();
        self.scale_held.reset.next = self.reset.val();
        self.normal.reset.next = self.reset.val();
        self.places.reset.next = self.reset.val();

        self.take.next = false;
        self.clear.next = false;
        self.reading.next = false;
        self.root_start.next = false;
        self.tail_start.next = false;
        self.divide_start.next = false;
        self.divide_rest.next = self.mean_rest.val();
        self.divide_low.next = self.mean_low.val();
        self.divide_steps.next = self.mean_steps.val();
        self.divide_floor.next = self.mean_floor.val();

        self.negated.next = -self.total.q.val();
        self.quotient_signed.next = signed_bit_cast_int::<32>(self.quotient.val().get_bits::<32>(0));
        // the mean's fraction of 16 bits cut to 8: bit 7 is the guard, those below it are sticky, bit 8 is the parity
        self.mean_bits.next = unsigned_cast_int::<32>(self.mean.q.val());
        self.mean_high.next = signed_bit_cast_int::<24>(self.mean_bits.val().get_bits::<24>(8));
        self.mean_floored.next = signed_cast_int::<24, 25>(self.mean_high.val());
        self.round_up.next = 0.into();
        if self.mean_bits.val().get_bit(7)
            & (self.mean_bits.val().get_bits::<7>(0).any() | self.mean_bits.val().get_bit(8))
        {
            self.round_up.next = 1.into();
        }
        self.next_index.next = self.index.q.val() + 1;

        match self.state.q.val() {
            StatisticsState::Idle => {
                if self.pending.val() {
                    self.take.next = true;
                    self.total.d.next = self.sum.val();
                    self.number.d.next = self.samples.val();
                    self.first.d.next = self.base.val();
                    self.state.d.next = StatisticsState::Magnitude;
                    if self.given.val() {
                        self.mean.d.next = self.given_mu.val();
                        self.scale_held.d.next = self.given_scale.val();
                        self.state.d.next = StatisticsState::Round;
                    }
                }
            }
            StatisticsState::Magnitude => {
                self.magnitude.d.next = unsigned_cast_int::<33>(self.total.q.val());
                if self.total.q.val().get_bit(32) {
                    self.magnitude.d.next = unsigned_cast_int::<33>(self.negated.val());
                }
                self.state.d.next = StatisticsState::Divide;
            }
            StatisticsState::Divide => {
                self.divide_start.next = true;
                self.divide_rest.next = bit_cast::<32, 17>(self.magnitude.q.val().get_bits::<17>(16));
                self.divide_low.next = bit_cast::<64, 16>(self.magnitude.q.val().get_bits::<16>(0)) << 48;
                self.divide_steps.next = 32.into();
                self.divide_floor.next = false;
                self.state.d.next = StatisticsState::Mean;
            }
            StatisticsState::Mean => {
                self.clear.next = true;
                self.index.d.next = 0.into();
                if self.divide_done.val() {
                    self.mean.d.next = self.quotient_signed.val();
                    if self.total.q.val().get_bit(32) {
                        self.mean.d.next = -self.quotient_signed.val();
                    }
                    self.state.d.next = StatisticsState::Round;
                }
            }
            StatisticsState::Round => {
                self.mean8.d.next = self.mean_floored.val() + self.round_up.val();
                self.state.d.next = StatisticsState::Deviate;
                if self.given.val() {
                    self.state.d.next = StatisticsState::Epsilon;
                }
            }
            StatisticsState::Deviate => {
                self.reading.next = true;
                self.index.d.next = self.next_index.val();
                if self.next_index.val() == self.number.q.val() {
                    self.state.d.next = StatisticsState::Drain;
                }
            }
            StatisticsState::Drain => {
                if !self.read.q.val() & !self.busy.val() {
                    self.divide_start.next = true;
                    self.state.d.next = StatisticsState::Scale;
                }
            }
            StatisticsState::Scale => {
                self.root_start.next = self.divide_done.val();
                if self.root_done.val() {
                    self.scale_held.d.next = self.root.val();
                    self.state.d.next = StatisticsState::Epsilon;
                }
            }
            StatisticsState::Epsilon => {
                self.normal.d.next = bit_cast::<32, 31>(self.scale_held.q.val()) + 1;
                self.places.d.next = 30.into();
                // 2^31 has its leading one a place higher; no samples give that
                if self.scale_held.q.val().all() {
                    self.normal.d.next = 0x4000_0000.into();
                    self.places.d.next = 31.into();
                }
                self.state.d.next = StatisticsState::Normalise;
            }
            StatisticsState::Normalise => {
                if self.normal.q.val().get_bit(30) {
                    self.tail_start.next = true;
                    self.state.d.next = StatisticsState::Tail;
                } else {
                    self.normal.d.next = self.normal.q.val() << 1;
                    self.places.d.next = self.places.q.val() - 1;
                }
            }
            StatisticsState::Tail => {
                if self.tail_done.val() {
                    self.state.d.next = StatisticsState::Idle;
                }
            }
            _ => {
                self.state.d.next = StatisticsState::Idle;
            }
        }

        self.read_enable.next = self.reading.val();
        self.read_address.next = self.index.q.val() | self.first.q.val();
        self.read.d.next = self.reading.val();
        self.sample_valid.next = self.read.q.val();
        self.count.next = self.number.q.val();
        self.origin.next = self.first.q.val();
        self.mu.next = self.mean.q.val();
        self.mu8.next = self.mean8.q.val();
        self.scale.next = self.scale_held.q.val();
        self.divisor.next = self.normal.q.val();
        self.exponent.next = self.places.q.val();
    }
}
