//! The end of the backward pass.

use rust_hdl::prelude::*;

use super::{AddCarry, Delay, Descale, Multiply, Outlet, RoundMean, RoundSign};
use crate::base::{signed_bit_cast_int, unsigned_cast_int, Counter, Int, Join, Last, Reg};

/// Reads each channel of the ring once more: dx = sat48(RHE(rest K / 2^e)), rest = dy 2^16 - c - b F from the filling.
///
/// ```text
///  ring, port 2 --> x, dy --> filling --> rest --> [|rest|], sign --> Multiply by |K| (4) --> Descale (4)
///      --> +- low half --> [ ] --> +- high half --> [ ] --> clip --> [dx] --> Outlet --> m_*
/// ```
///
/// One dx a cycle, from channel to channel too as long as the next offset is there when a channel ends and the first
/// result of the channel before it is out. mu, s, dgamma and dbeta stand on their ports from a channel's first result to
/// its last. `D = X + 9`, `M = X + 16`, `T = X + 15`.
#[derive(Debug, Default, LogicBlock)]
pub struct EmitBackward<const X: usize, const D: usize, const T: usize, const M: usize, const A: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// A channel is there.
    pub s_full: Signal<In, Bit>,
    /// It is taken.
    pub s_taken: Signal<Out, Bit>,
    /// mu of the channel.
    pub s_mu: Signal<In, Int<M>>,
    /// s of the channel.
    pub s_scale: Signal<In, Bits<T>>,
    /// Number of its samples.
    pub s_samples: Signal<In, Bits<A>>,
    /// |K|.
    pub s_gain: Signal<In, Bits<27>>,
    /// K is negative.
    pub s_gain_negative: Signal<In, Bit>,
    /// e.
    pub s_exponent: Signal<In, Bits<6>>,
    /// |dgamma|.
    pub s_dgamma: Signal<In, Bits<42>>,
    /// dgamma, and so b, is negative.
    pub s_dgamma_negative: Signal<In, Bit>,
    /// dbeta.
    pub s_dbeta: Signal<In, Int<25>>,
    /// |c|, rounded down, with `s_full`.
    pub s_offset: Signal<In, Bits<25>>,
    /// It is to be rounded up.
    pub s_offset_up: Signal<In, Bit>,
    /// c is negative.
    pub s_offset_negative: Signal<In, Bit>,
    /// Magnitude of the slope, rounded down.
    pub s_slope: Signal<In, Bits<29>>,
    /// It is to be rounded up.
    pub s_slope_up: Signal<In, Bit>,
    /// To the ring: the word is read for the last time.
    pub read_enable: Signal<Out, Bit>,
    /// To the ring.
    pub read_address: Signal<Out, Bits<A>>,
    /// To the filling: the pipeline moves on.
    pub advance: Signal<Out, Bit>,
    /// To the filling: valid, first and last of the word at the ring's output.
    pub flags: Signal<Out, Bits<3>>,
    /// To the filling: mu of that word.
    pub sample_mu: Signal<Out, Int<M>>,
    /// To the filling: RHE(mu) of that word with 8 fraction bits.
    pub sample_mu8: Signal<Out, Int<D>>,
    /// To the filling: magnitude of the slope; as those below, of the channel last begun.
    pub slope: Signal<Out, Bits<29>>,
    /// To the filling: the slope is negative.
    pub slope_negative: Signal<Out, Bit>,
    /// To the filling: c.
    pub offset: Signal<Out, Int<27>>,
    /// To the filling: e.
    pub exponent: Signal<Out, Bits<6>>,
    /// From the filling: what is left of dy, 16 fraction bits.
    pub rest: Signal<In, Int<32>>,
    /// From the filling: its flags.
    pub rest_flags: Signal<In, Bits<3>>,
    /// From the filling: the first `rest` of a channel comes with the next step.
    pub rest_first: Signal<In, Bit>,
    /// dx is there.
    pub m_valid: Signal<Out, Bit>,
    /// dx is taken.
    pub m_ready: Signal<In, Bit>,
    /// dx, 24 fraction bits.
    pub m_data: Signal<Out, Int<48>>,
    /// It is the last of its channel.
    pub m_last: Signal<Out, Bit>,
    /// mu of the channel that is streamed, 16 fraction bits.
    pub mu: Signal<Out, Int<M>>,
    /// s of the channel that is streamed, 16 fraction bits.
    pub scale: Signal<Out, Bits<T>>,
    /// dgamma of the channel that is streamed, 16 fraction bits.
    pub dgamma: Signal<Out, Int<42>>,
    /// dbeta of the channel that is streamed.
    pub dbeta: Signal<Out, Int<25>>,
    /// How many dx were saturated.
    pub saturations: Signal<Out, Bits<32>>,
    one: Last<2, A>,
    outlet: Outlet<49>,
    moves: Signal<Local, Bit>,
    // the channel that is read
    takes: Signal<Local, Bit>,
    ending: Signal<Local, Bit>,
    active: Reg<Bit>,
    unsettled: Reg<Bit>,
    starting: Reg<Bit>,
    left: Reg<Bits<A>>,
    pointer: Reg<Bits<A>>,
    mean: Reg<Int<M>>,
    scale_held: Reg<Bits<T>>,
    gain: Reg<Bits<27>>,
    gain_negative: Reg<Bit>,
    places: Reg<Bits<6>>,
    dgamma_held: Reg<Bits<42>>,
    dgamma_negative: Reg<Bit>,
    dbeta_held: Reg<Int<25>>,
    slope_up: Signal<Local, Bits<29>>,
    slope_held: Reg<Bits<29>>,
    round_offset: RoundSign<27>,
    offset_held: Reg<Int<27>>,
    word: Reg<Bits<3>>,
    word_mean: Reg<Int<M>>,
    round_mean: RoundMean<M, D>,
    word_mean8: Reg<Int<D>>,
    // the tail
    gain_sign: Reg<Bit>,
    rest_negated: Signal<Local, Int<32>>,
    magnitude: Reg<Bits<32>>,
    magnitude_flags: Reg<Bits<4>>,
    multiply: Multiply<32, 27, 59, 4>,
    beside_product: Delay<4, 4>,
    shift: Reg<Bits<6>>,
    descale: Descale<59, 48>,
    beside_descale: Delay<4, 4>,
    quotient_bits: Signal<Local, Bits<50>>,
    low_add: AddCarry<25>,
    low: Reg<Bits<25>>,
    over: Reg<Bit>,
    high: Reg<Bits<25>>,
    low_huge: Reg<Bit>,
    low_flags: Reg<Bits<4>>,
    high_add: AddCarry<25>,
    signed_low: Reg<Bits<25>>,
    signed_high: Reg<Bits<25>>,
    signed_huge: Reg<Bit>,
    signed_flags: Reg<Bits<4>>,
    halves: Join<2, 25, 50>,
    cut: Signal<Local, Bit>,
    dx: Reg<Bits<48>>,
    dx_flags: Reg<Bits<3>>,
    counter: Counter<2>,
    round_dgamma: RoundSign<42>,
    mu_out: Reg<Int<M>>,
    scale_out: Reg<Bits<T>>,
    dgamma_out: Reg<Int<42>>,
    dbeta_out: Reg<Int<25>>,
}

impl<const X: usize, const D: usize, const T: usize, const M: usize, const A: usize> Logic
    for EmitBackward<X, D, T, M, A>
{
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(
            self,
            clock,
            active,
            unsettled,
            starting,
            left,
            pointer,
            mean,
            scale_held,
            gain,
            gain_negative,
            places
        );
        dff_setup!(
            self,
            clock,
            dgamma_held,
            dgamma_negative,
            dbeta_held,
            slope_held,
            offset_held,
            word,
            word_mean,
            word_mean8,
            gain_sign,
            magnitude
        );
        dff_setup!(
            self,
            clock,
            magnitude_flags,
            shift,
            low,
            over,
            high,
            low_huge,
            low_flags,
            signed_low,
            signed_high,
            signed_huge
        );
        dff_setup!(
            self,
            clock,
            signed_flags,
            dx,
            dx_flags,
            mu_out,
            scale_out,
            dgamma_out,
            dbeta_out
        );
        self.active.reset.next = self.reset.val();
        self.unsettled.reset.next = self.reset.val();
        self.starting.reset.next = self.reset.val();
        self.left.reset.next = self.reset.val();
        self.pointer.reset.next = self.reset.val();
        self.mean.reset.next = self.reset.val();
        self.scale_held.reset.next = self.reset.val();
        self.gain.reset.next = self.reset.val();
        self.gain_negative.reset.next = self.reset.val();
        self.places.reset.next = self.reset.val();
        self.dgamma_held.reset.next = self.reset.val();
        self.dgamma_negative.reset.next = self.reset.val();
        self.dbeta_held.reset.next = self.reset.val();
        self.slope_held.reset.next = self.reset.val();
        self.offset_held.reset.next = self.reset.val();
        self.word.reset.next = self.reset.val();
        self.word_mean.reset.next = self.reset.val();
        self.word_mean8.reset.next = self.reset.val();
        self.gain_sign.reset.next = self.reset.val();
        self.magnitude.reset.next = self.reset.val();
        self.magnitude_flags.reset.next = self.reset.val();
        self.shift.reset.next = self.reset.val();
        self.low.reset.next = self.reset.val();
        self.over.reset.next = self.reset.val();
        self.high.reset.next = self.reset.val();
        self.low_huge.reset.next = self.reset.val();
        self.low_flags.reset.next = self.reset.val();
        self.signed_low.reset.next = self.reset.val();
        self.signed_high.reset.next = self.reset.val();
        self.signed_huge.reset.next = self.reset.val();
        self.signed_flags.reset.next = self.reset.val();
        self.dx.reset.next = self.reset.val();
        self.dx_flags.reset.next = self.reset.val();
        self.mu_out.reset.next = self.reset.val();
        self.scale_out.reset.next = self.reset.val();
        self.dgamma_out.reset.next = self.reset.val();
        self.dbeta_out.reset.next = self.reset.val();
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
        self.moves.next = self.outlet.advance.val();
        self.advance.next = self.outlet.advance.val();

        // a channel is taken when the last of the one before is read; what it leaves behind here is read no more
        self.ending.next = self.moves.val() & self.active.q.val() & (self.left.q.val() == self.one.val());
        self.takes.next =
            self.s_full.val() & !self.unsettled.q.val() & (!self.active.q.val() | self.ending.val());
        self.s_taken.next = self.takes.val();
        self.slope_up.next = 0.into();
        if self.s_slope_up.val() {
            self.slope_up.next = 1.into();
        }
        self.round_offset.magnitude.next = bit_cast::<27, 25>(self.s_offset.val());
        self.round_offset.up.next = self.s_offset_up.val();
        self.round_offset.negative.next = self.s_offset_negative.val();
        self.round_dgamma.magnitude.next = self.dgamma_held.q.val();
        self.round_dgamma.up.next = false;
        self.round_dgamma.negative.next = self.dgamma_negative.q.val();
        if self.moves.val() & self.active.q.val() {
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
            self.dgamma_out.d.next = self.round_dgamma.value.val();
            self.dbeta_out.d.next = self.dbeta_held.q.val();
        }
        if self.takes.val() {
            self.active.d.next = true;
            self.unsettled.d.next = true;
            self.starting.d.next = true;
            self.left.d.next = self.s_samples.val();
            self.mean.d.next = self.s_mu.val();
            self.scale_held.d.next = self.s_scale.val();
            self.gain.d.next = self.s_gain.val();
            self.gain_negative.d.next = self.s_gain_negative.val();
            self.places.d.next = self.s_exponent.val();
            self.dgamma_held.d.next = self.s_dgamma.val();
            self.dgamma_negative.d.next = self.s_dgamma_negative.val();
            self.dbeta_held.d.next = self.s_dbeta.val();
            self.slope_held.d.next = self.s_slope.val() + self.slope_up.val();
            self.offset_held.d.next = self.round_offset.value.val();
        }
        self.read_enable.next = self.moves.val() & self.active.q.val();
        self.read_address.next = self.pointer.q.val();
        self.round_mean.mu.next = self.mean.q.val();
        if self.moves.val() {
            self.word.d.next = bit_cast::<3, 1>(self.active.q.val().into())
                | (bit_cast::<3, 1>((self.active.q.val() & self.starting.q.val()).into()) << 1)
                | (bit_cast::<3, 1>(self.ending.val().into()) << 2);
            self.word_mean.d.next = self.mean.q.val();
            self.word_mean8.d.next = self.round_mean.mu8.val();
        }
        self.flags.next = self.word.q.val();
        self.sample_mu.next = self.word_mean.q.val();
        self.sample_mu8.next = self.word_mean8.q.val();
        self.slope.next = self.slope_held.q.val();
        self.slope_negative.next = self.dgamma_negative.q.val();
        self.offset.next = self.offset_held.q.val();
        self.exponent.next = self.places.q.val();

        // what holds for a channel follows its first sample down the pipeline
        self.rest_negated.next = -self.rest.val();
        self.multiply.advance.next = self.moves.val();
        self.multiply.load.next = self.moves.val() & self.rest_flags.val().get_bit(1);
        self.multiply.multiplicand.next = self.gain.q.val();
        self.multiply.factor.next = self.magnitude.q.val();
        self.beside_product.advance.next = self.moves.val();
        self.beside_product.s.next = self.magnitude_flags.q.val();
        self.descale.advance.next = self.moves.val();
        self.descale.value.next = self.multiply.product.val();
        self.descale.shift.next = self.shift.q.val();
        self.beside_descale.advance.next = self.moves.val();
        self.beside_descale.s.next = self.beside_product.m.val();

        // the quotient rounded and signed, one half after the other
        self.quotient_bits.next = bit_cast::<50, 48>(self.descale.quotient.val());
        if self.beside_descale.m.val().get_bit(3) {
            self.quotient_bits.next = !bit_cast::<50, 48>(self.descale.quotient.val());
        }
        self.low_add.a.next = self.quotient_bits.val().get_bits::<25>(0);
        self.low_add.b.next = 0.into();
        self.low_add.carry.next = self.descale.up.val() ^ self.beside_descale.m.val().get_bit(3);
        self.high_add.a.next = self.high.q.val();
        self.high_add.b.next = 0.into();
        self.high_add.carry.next = self.over.q.val();
        self.halves.parts[0].next = self.signed_low.q.val();
        self.halves.parts[1].next = self.signed_high.q.val();
        // all bits from the sign of 48 up must be equal
        self.cut.next = self.signed_huge.q.val()
            | (self.signed_high.q.val().get_bits::<3>(22).any()
                & !self.signed_high.q.val().get_bits::<3>(22).all());
        self.counter.events.next = 1.into();
        self.counter.enable.next = self.moves.val() & self.signed_flags.q.val().get_bit(0) & self.cut.val();
        if self.moves.val() {
            if self.rest_first.val() {
                self.gain_sign.d.next = self.gain_negative.q.val();
            }
            self.magnitude.d.next = unsigned_cast_int::<32>(self.rest.val());
            if self.rest.val().get_bit(31) {
                self.magnitude.d.next = unsigned_cast_int::<32>(self.rest_negated.val());
            }
            self.magnitude_flags.d.next = bit_cast::<4, 3>(self.rest_flags.val());
            if self.rest.val().get_bit(31) ^ self.gain_sign.q.val() {
                self.magnitude_flags.d.next = bit_cast::<4, 3>(self.rest_flags.val()) | 8;
            }
            if self.beside_product.early.val().get_bit(1) {
                self.shift.d.next = self.places.q.val();
            }
            self.low.d.next = self.low_add.sum.val();
            self.over.d.next = self.low_add.over.val();
            self.high.d.next = self.quotient_bits.val().get_bits::<25>(25);
            self.low_huge.d.next = self.descale.huge.val();
            self.low_flags.d.next = self.beside_descale.m.val();
            self.signed_low.d.next = self.low.q.val();
            self.signed_high.d.next = self.high_add.sum.val();
            self.signed_huge.d.next = self.low_huge.q.val();
            self.signed_flags.d.next = self.low_flags.q.val();
            self.dx.d.next = self.halves.whole.val().get_bits::<48>(0);
            if self.cut.val() {
                self.dx.d.next = 0x7fff_ffff_ffffu64.into();
                if self.signed_flags.q.val().get_bit(3) {
                    self.dx.d.next = 0x8000_0000_0000u64.into();
                }
            }
            self.dx_flags.d.next = self.signed_flags.q.val().get_bits::<3>(0);
        }

        self.outlet.s_valid.next = self.dx_flags.q.val().get_bit(0);
        self.outlet.s_first.next = self.dx_flags.q.val().get_bit(1);
        self.outlet.s_data.next = bit_cast::<49, 48>(self.dx.q.val())
            | (bit_cast::<49, 1>(self.dx_flags.q.val().get_bit(2).into()) << 48);
        self.outlet.m_ready.next = self.m_ready.val();
        self.m_valid.next = self.outlet.m_valid.val();
        self.m_last.next = self.outlet.m_data.val().get_bit(48);
        self.m_data.next = signed_bit_cast_int::<48>(self.outlet.m_data.val().get_bits::<48>(0));
        self.mu.next = self.mu_out.q.val();
        self.scale.next = self.scale_out.q.val();
        self.dgamma.next = self.dgamma_out.q.val();
        self.dbeta.next = self.dbeta_out.q.val();
        self.saturations.next = self.counter.count.val();
    }
}
