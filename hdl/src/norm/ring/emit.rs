//! Reads each channel of the ring once more and normalises it.

use rust_hdl::prelude::*;

use super::{AddCarry, Delay, Descale, Multiply, Outlet, RoundMean};
use crate::base::{signed_bit_cast_int, signed_cast_int, unsigned_cast_int, Counter, Int, Last, Number, Reg};

/// y = sat24(+-RHE(|d| |K| / 2^(8 + e)) + beta), d = x - mu with 8 fraction bits: `golden::norm::normalise`.
///
/// ```text
///  ring, port 2 --> x --> - mu8 --> [d] --> |d|, sign --> [ ] --> Multiply by |K| (L) --> Descale (4) --> + 1 --> [ ]
///      --> beta +- --> [ ] --> clip --> [y] --> Outlet --> m_*
/// ```
///
/// One y a cycle, from channel to channel too as long as the next gain is there when a channel ends and the first result
/// of the channel before it is out: L + 12 cycles after its reading began. mu and s stand on their ports from a channel's
/// first result to its last. `M = X + 16`, `D = X + 9`, `N = X + 8`, `T = X + 15`, `P = N + 27`.
#[derive(Debug, LogicBlock)]
pub struct Emit<
    const X: usize,
    const N: usize,
    const D: usize,
    const T: usize,
    const M: usize,
    const P: usize,
    const L: usize,
    const A: usize,
> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// A gain is there.
    pub s_full: Signal<In, Bit>,
    /// It is taken.
    pub s_taken: Signal<Out, Bit>,
    /// |K|, rounded down, with `s_full`.
    pub s_gain: Signal<In, Bits<27>>,
    /// It is to be rounded up.
    pub s_up: Signal<In, Bit>,
    /// e, with `s_full`.
    pub s_exponent: Signal<In, Bits<6>>,
    /// s, with `s_full`.
    pub s_scale: Signal<In, Bits<T>>,
    /// mu, with `s_full`.
    pub s_mu: Signal<In, Int<M>>,
    /// Number of samples, with `s_full`.
    pub s_samples: Signal<In, Bits<A>>,
    /// gamma, and beta above it, with `s_full`.
    pub s_tag: Signal<In, Bits<26>>,
    /// To the ring: the word is read for the last time.
    pub read_enable: Signal<Out, Bit>,
    /// To the ring.
    pub read_address: Signal<Out, Bits<A>>,
    /// From the ring, in the cycle after.
    pub sample: Signal<In, Int<X>>,
    /// y is there.
    pub m_valid: Signal<Out, Bit>,
    /// y is taken.
    pub m_ready: Signal<In, Bit>,
    /// y, 8 fraction bits.
    pub m_data: Signal<Out, Int<24>>,
    /// It is the last of its channel.
    pub m_last: Signal<Out, Bit>,
    /// mu of the channel that is streamed, 16 fraction bits.
    pub mu: Signal<Out, Int<M>>,
    /// s of the channel that is streamed, 16 fraction bits.
    pub scale: Signal<Out, Bits<T>>,
    /// How many y were saturated.
    pub saturations: Signal<Out, Bits<32>>,
    one: Last<2, A>,
    sign_at: Number<N, 7>,
    outlet: Outlet<25>,
    advance: Signal<Local, Bit>,
    // the channel that is read
    takes: Signal<Local, Bit>,
    ending: Signal<Local, Bit>,
    rounded_gain: Signal<Local, Bits<27>>,
    active: Reg<Bit>,
    unsettled: Reg<Bit>,
    starting: Reg<Bit>,
    left: Reg<Bits<A>>,
    pointer: Reg<Bits<A>>,
    mean: Reg<Int<M>>,
    scale_held: Reg<Bits<T>>,
    gain: Reg<Bits<27>>,
    places: Reg<Bits<6>>,
    beta: Reg<Bits<14>>,
    gain_negative: Reg<Bit>,
    // valid, first and last of the words under way: bit 0 stands at the ring's output
    valid: Reg<Bits<3>>,
    first: Reg<Bits<3>>,
    last: Reg<Bits<3>>,
    round_mean: RoundMean<M, D>,
    mean8: Reg<Int<D>>,
    shifted: Signal<Local, Bits<N>>,
    fixed: Signal<Local, Int<N>>,
    wide: Signal<Local, Int<D>>,
    deviation: Reg<Int<D>>,
    deviation_negated: Signal<Local, Int<D>>,
    deviation_bits: Signal<Local, Bits<D>>,
    flipped: Reg<Bit>,
    magnitude: Reg<Bits<N>>,
    below: Reg<Bit>,
    multiply: Multiply<N, 27, P, L>,
    beside_product: Delay<4, L>,
    shift: Reg<Bits<6>>,
    descale: Descale<P, 25>,
    beside_descale: Delay<4, 4>,
    quotient: Reg<Bits<26>>,
    quotient_flags: Reg<Bits<4>>,
    // the sum of a number below 2^25 + 2^24 and beta
    beta_now: Reg<Int<14>>,
    beta_signed: Signal<Local, Int<14>>,
    beta_wide: Signal<Local, Int<27>>,
    quotient_wide: Signal<Local, Bits<27>>,
    add: AddCarry<27>,
    sum: Reg<Bits<27>>,
    sum_flags: Reg<Bits<4>>,
    over: Signal<Local, Bit>,
    y: Reg<Bits<24>>,
    y_flags: Reg<Bits<4>>,
    counter: Counter<2>,
    mu_out: Reg<Int<M>>,
    scale_out: Reg<Bits<T>>,
}

impl<
        const X: usize,
        const N: usize,
        const D: usize,
        const T: usize,
        const M: usize,
        const P: usize,
        const L: usize,
        const A: usize,
    > Default for Emit<X, N, D, T, M, P, L, A>
{
    fn default() -> Self {
        const { assert!(N == X + 8 && D == X + 9 && T == X + 15 && M == X + 16 && P == N + 27) };
        Self {
            clock: Default::default(),
            reset: Default::default(),
            s_full: Default::default(),
            s_taken: Default::default(),
            s_gain: Default::default(),
            s_up: Default::default(),
            s_exponent: Default::default(),
            s_scale: Default::default(),
            s_mu: Default::default(),
            s_samples: Default::default(),
            s_tag: Default::default(),
            read_enable: Default::default(),
            read_address: Default::default(),
            sample: Default::default(),
            m_valid: Default::default(),
            m_ready: Default::default(),
            m_data: Default::default(),
            m_last: Default::default(),
            mu: Default::default(),
            scale: Default::default(),
            saturations: Default::default(),
            one: Default::default(),
            sign_at: Default::default(),
            outlet: Default::default(),
            advance: Default::default(),
            takes: Default::default(),
            ending: Default::default(),
            rounded_gain: Default::default(),
            active: Default::default(),
            unsettled: Default::default(),
            starting: Default::default(),
            left: Default::default(),
            pointer: Default::default(),
            mean: Default::default(),
            scale_held: Default::default(),
            gain: Default::default(),
            places: Default::default(),
            beta: Default::default(),
            gain_negative: Default::default(),
            valid: Default::default(),
            first: Default::default(),
            last: Default::default(),
            round_mean: Default::default(),
            mean8: Default::default(),
            shifted: Default::default(),
            fixed: Default::default(),
            wide: Default::default(),
            deviation: Default::default(),
            deviation_negated: Default::default(),
            deviation_bits: Default::default(),
            flipped: Default::default(),
            magnitude: Default::default(),
            below: Default::default(),
            multiply: Default::default(),
            beside_product: Default::default(),
            shift: Default::default(),
            descale: Default::default(),
            beside_descale: Default::default(),
            quotient: Default::default(),
            quotient_flags: Default::default(),
            beta_now: Default::default(),
            beta_signed: Default::default(),
            beta_wide: Default::default(),
            quotient_wide: Default::default(),
            add: Default::default(),
            sum: Default::default(),
            sum_flags: Default::default(),
            over: Default::default(),
            y: Default::default(),
            y_flags: Default::default(),
            counter: Default::default(),
            mu_out: Default::default(),
            scale_out: Default::default(),
        }
    }
}

impl<
        const X: usize,
        const N: usize,
        const D: usize,
        const T: usize,
        const M: usize,
        const P: usize,
        const L: usize,
        const A: usize,
    > Logic for Emit<X, N, D, T, M, P, L, A>
{
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(
            self, clock, active, unsettled, starting, left, pointer, mean, scale_held, gain, places, beta
        );
        dff_setup!(
            self,
            clock,
            gain_negative,
            valid,
            first,
            last,
            mean8,
            deviation,
            flipped,
            magnitude,
            below,
            shift
        );
        dff_setup!(
            self,
            clock,
            quotient,
            quotient_flags,
            beta_now,
            sum,
            sum_flags,
            y,
            y_flags,
            mu_out,
            scale_out
        );
        self.active.reset.next = self.reset.val();
        self.unsettled.reset.next = self.reset.val();
        self.starting.reset.next = self.reset.val();
        self.left.reset.next = self.reset.val();
        self.pointer.reset.next = self.reset.val();
        self.mean.reset.next = self.reset.val();
        self.scale_held.reset.next = self.reset.val();
        self.gain.reset.next = self.reset.val();
        self.places.reset.next = self.reset.val();
        self.beta.reset.next = self.reset.val();
        self.gain_negative.reset.next = self.reset.val();
        self.valid.reset.next = self.reset.val();
        self.first.reset.next = self.reset.val();
        self.last.reset.next = self.reset.val();
        self.mean8.reset.next = self.reset.val();
        self.deviation.reset.next = self.reset.val();
        self.flipped.reset.next = self.reset.val();
        self.magnitude.reset.next = self.reset.val();
        self.below.reset.next = self.reset.val();
        self.shift.reset.next = self.reset.val();
        self.quotient.reset.next = self.reset.val();
        self.quotient_flags.reset.next = self.reset.val();
        self.beta_now.reset.next = self.reset.val();
        self.sum.reset.next = self.reset.val();
        self.sum_flags.reset.next = self.reset.val();
        self.y.reset.next = self.reset.val();
        self.y_flags.reset.next = self.reset.val();
        self.mu_out.reset.next = self.reset.val();
        self.scale_out.reset.next = self.reset.val();
        self.outlet.clock.next = self.clock.val();
        self.outlet.reset.next = self.reset.val();
        self.multiply.clock.next = self.clock.val();
        self.multiply.reset.next = self.reset.val();
        self.beside_product.clock.next = self.clock.val();
        self.beside_product.reset.next = self.reset.val();
        self.descale.clock.next = self.clock.val();
        self.descale.reset.next = self.reset.val();
        self.beside_descale.clock.next = self.clock.val();
        self.beside_descale.reset.next = self.reset.val();
        self.counter.clock.next = self.clock.val();
        self.counter.reset.next = self.reset.val();
        self.advance.next = self.outlet.advance.val();

        // a channel is taken when the last of the one before is read; what it leaves behind here is read no more
        self.ending.next = self.advance.val() & self.active.q.val() & (self.left.q.val() == self.one.val());
        self.takes.next =
            self.s_full.val() & !self.unsettled.q.val() & (!self.active.q.val() | self.ending.val());
        self.s_taken.next = self.takes.val();
        self.rounded_gain.next = 0.into();
        if self.s_up.val() {
            self.rounded_gain.next = 1.into();
        }
        if self.advance.val() & self.active.q.val() {
            self.left.d.next = self.left.q.val() - 1;
            self.pointer.d.next = self.pointer.q.val() + 1;
            self.starting.d.next = false;
        }
        if self.ending.val() {
            self.active.d.next = false;
        }
        if self.outlet.entering.val() {
            self.unsettled.d.next = false;
            self.mu_out.d.next = self.mean.q.val();
            self.scale_out.d.next = self.scale_held.q.val();
        }
        if self.takes.val() {
            self.active.d.next = true;
            self.unsettled.d.next = true;
            self.starting.d.next = true;
            self.left.d.next = self.s_samples.val();
            self.mean.d.next = self.s_mu.val();
            self.scale_held.d.next = self.s_scale.val();
            self.gain.d.next = self.s_gain.val() + self.rounded_gain.val();
            self.places.d.next = self.s_exponent.val() + 8;
            self.gain_negative.d.next = self.s_tag.val().get_bit(11);
            self.beta.d.next = self.s_tag.val().get_bits::<14>(12);
        }
        self.read_enable.next = self.advance.val() & self.active.q.val();
        self.read_address.next = self.pointer.q.val();

        // what holds for a channel follows its first sample down the pipeline
        self.round_mean.mu.next = self.mean.q.val();
        self.shifted.next = bit_cast::<N, X>(self.sample.val().get_bits::<X>(0)) << 8;
        self.fixed.next = signed_bit_cast_int::<N>(self.shifted.val());
        self.wide.next = signed_cast_int::<N, D>(self.fixed.val());
        self.deviation_negated.next = -self.deviation.q.val();
        self.deviation_bits.next = unsigned_cast_int::<D>(self.deviation.q.val());
        if self.deviation.q.val().get_bit(self.sign_at.val().index()) {
            self.deviation_bits.next = unsigned_cast_int::<D>(self.deviation_negated.val());
        }
        self.multiply.advance.next = self.advance.val();
        self.multiply.load.next = self.advance.val() & self.first.q.val().get_bit(1);
        self.multiply.multiplicand.next = self.gain.q.val();
        self.multiply.factor.next = self.magnitude.q.val();
        self.beside_product.advance.next = self.advance.val();
        self.beside_product.s.next = bit_cast::<4, 1>(self.valid.q.val().get_bit(2).into())
            | (bit_cast::<4, 1>(self.first.q.val().get_bit(2).into()) << 1)
            | (bit_cast::<4, 1>(self.last.q.val().get_bit(2).into()) << 2)
            | (bit_cast::<4, 1>(self.below.q.val().into()) << 3);
        self.descale.advance.next = self.advance.val();
        self.descale.value.next = self.multiply.product.val();
        self.descale.shift.next = self.shift.q.val();
        self.beside_descale.advance.next = self.advance.val();
        self.beside_descale.s.next = self.beside_product.m.val();
        self.beta_signed.next = signed_bit_cast_int::<14>(self.beta.q.val());
        self.beta_wide.next = signed_cast_int::<14, 27>(self.beta_now.q.val());
        self.quotient_wide.next = bit_cast::<27, 26>(self.quotient.q.val());
        self.add.a.next = unsigned_cast_int::<27>(self.beta_wide.val());
        self.add.b.next = self.quotient_wide.val();
        self.add.carry.next = self.quotient_flags.q.val().get_bit(3);
        if self.quotient_flags.q.val().get_bit(3) {
            self.add.b.next = !self.quotient_wide.val();
        }
        // all bits from the sign of 24 up must be equal
        self.over.next = self.sum.q.val().get_bits::<4>(23).any() & !self.sum.q.val().get_bits::<4>(23).all();
        self.counter.events.next = 1.into();
        self.counter.enable.next = self.advance.val() & self.sum_flags.q.val().get_bit(0) & self.over.val();
        if self.advance.val() {
            self.valid.d.next = (self.valid.q.val() << 1) | bit_cast::<3, 1>(self.active.q.val().into());
            self.first.d.next = (self.first.q.val() << 1) | bit_cast::<3, 1>(self.starting.q.val().into());
            self.last.d.next = (self.last.q.val() << 1) | bit_cast::<3, 1>(self.ending.val().into());
            self.mean8.d.next = self.round_mean.mu8.val();
            self.deviation.d.next = self.wide.val() - self.mean8.q.val();
            if self.first.q.val().get_bit(0) {
                self.flipped.d.next = self.gain_negative.q.val();
            }
            self.magnitude.d.next = self.deviation_bits.val().get_bits::<N>(0);
            self.below.d.next =
                self.deviation.q.val().get_bit(self.sign_at.val().index()) ^ self.flipped.q.val();
            if self.beside_product.early.val().get_bit(1) {
                self.shift.d.next = self.places.q.val();
            }
            self.quotient.d.next = bit_cast::<26, 25>(self.descale.quotient.val());
            if self.descale.up.val() {
                self.quotient.d.next = bit_cast::<26, 25>(self.descale.quotient.val()) + 1;
            }
            // from 2^25 on, the sum is out of range whatever beta is
            if self.descale.huge.val() {
                self.quotient.d.next = 0x200_0000.into();
            }
            self.quotient_flags.d.next = self.beside_descale.m.val();
            if self.beside_descale.m.val().get_bit(1) {
                self.beta_now.d.next = self.beta_signed.val();
            }
            self.sum.d.next = self.add.sum.val();
            self.sum_flags.d.next = self.quotient_flags.q.val();
            self.y.d.next = self.sum.q.val().get_bits::<24>(0);
            if self.over.val() {
                self.y.d.next = 0x7f_ffff.into();
                if self.sum.q.val().get_bit(26) {
                    self.y.d.next = 0x80_0000.into();
                }
            }
            self.y_flags.d.next = self.sum_flags.q.val();
        }

        self.outlet.s_valid.next = self.y_flags.q.val().get_bit(0);
        self.outlet.s_first.next = self.y_flags.q.val().get_bit(1);
        self.outlet.s_data.next = bit_cast::<25, 24>(self.y.q.val())
            | (bit_cast::<25, 1>(self.y_flags.q.val().get_bit(2).into()) << 24);
        self.outlet.m_ready.next = self.m_ready.val();
        self.m_valid.next = self.outlet.m_valid.val();
        self.m_last.next = self.outlet.m_data.val().get_bit(24);
        self.m_data.next = signed_bit_cast_int::<24>(self.outlet.m_data.val().get_bits::<24>(0));
        self.mu.next = self.mu_out.q.val();
        self.scale.next = self.scale_out.q.val();
        self.saturations.next = self.counter.count.val();
    }
}
