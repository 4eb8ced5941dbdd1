//! Channels, one after the other, through a normaliser.

use rust_hdl::prelude::*;

use super::{Codes, Columns, Limit, Samples};
use crate::base::{unsigned_cast_int, Int, Reg, Skid};
use crate::norm::AnyNorm;

/// Takes a call of NORM, and streams the samples of its channel from the memories through the normaliser and back
/// to the memories.
///
/// ```text
///  call --> [Samples] --> [AnyNorm] --> [Codes] --> [Columns] --> writes
///     +------- [call] ------+ | +---------> [call] -----^
///                             +-----------> result
/// ```
///
/// While one channel is worked on, the next one loads, so a channel of m samples takes the cycles of its kind, 2 m and
/// a constant, or m and a constant by the running statistics. A call of another kind waits for the ones before it. `A`
/// is that of the units: 2^(A-1) samples a channel, no more.
#[derive(Debug, Default, LogicBlock)]
pub struct Channel<
    const N: usize,
    const B: usize,
    const X: usize,
    const F: usize,
    const L: usize,
    const A: usize,
> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// A call is offered.
    pub call_valid: Signal<In, Bit>,
    /// It would be taken.
    pub call_ready: Signal<Out, Bit>,
    /// Bit 0 backward, 1 store, 2 L2, 3 by the running statistics, forward alone.
    pub call_kind: Signal<In, Bits<4>>,
    /// Address of the first sample in memory A.
    pub call_d: Signal<In, Bits<20>>,
    /// In the E-space.
    pub call_f: Signal<In, Bits<20>>,
    /// 1 or more.
    pub call_images: Signal<In, Bits<20>>,
    /// 1 or more.
    pub call_positions: Signal<In, Bits<20>>,
    /// From position to position in memory A.
    pub call_x1: Signal<In, Bits<20>>,
    /// In the E-space.
    pub call_y1: Signal<In, Bits<20>>,
    /// From group to group in memory A.
    pub call_wx: Signal<In, Bits<20>>,
    /// In the E-space.
    pub call_wy: Signal<In, Bits<20>>,
    /// Number of the channel.
    pub call_channel: Signal<In, Bits<20>>,
    /// gamma, and beta in the high half.
    pub call_parameters: Signal<In, Bits<32>>,
    /// Running mean, LSB 2^-16.
    pub call_mu: Signal<In, Int<32>>,
    /// Running s, LSB 2^-16.
    pub call_scale: Signal<In, Bits<31>>,
    /// Nothing is under way, and every result has been taken.
    pub idle: Signal<Out, Bit>,
    /// Of the errors' scale.
    pub error_exponent: Signal<In, Bits<6>>,
    /// Every error is 0.
    pub error_null: Signal<In, Bit>,
    /// A column of samples is wanted, see [`Samples`].
    pub read: Signal<Out, Bit>,
    /// Where and, in bit 20, whether with errors beside them.
    pub read_address: Signal<Out, Bits<21>>,
    /// It will be read.
    pub read_taken: Signal<In, Bit>,
    /// Four cycles later.
    pub x_data: Signal<In, Bits<X>>,
    /// Four cycles later.
    pub e_data: Signal<In, Bits<B>>,
    /// See [`Columns`].
    pub a_write: Signal<Out, Bit>,
    /// See [`Columns`].
    pub a_taken: Signal<In, Bit>,
    /// See [`Columns`].
    pub a_address: Signal<Out, Bits<20>>,
    /// See [`Columns`].
    pub e_write: Signal<Out, Bit>,
    /// See [`Columns`].
    pub e_taken: Signal<In, Bit>,
    /// See [`Columns`].
    pub f_write: Signal<Out, Bit>,
    /// See [`Columns`].
    pub f_taken: Signal<In, Bit>,
    /// See [`Columns`].
    pub e_address: Signal<Out, Bits<20>>,
    /// See [`Columns`].
    pub codes: Signal<Out, Bits<B>>,
    /// See [`Columns`].
    pub flags: Signal<Out, Bits<F>>,
    /// The channel's numbers below are there.
    pub result: Signal<Out, Bit>,
    /// They are taken, within 100 cycles.
    pub result_taken: Signal<In, Bit>,
    /// Number of the channel; bit 20 backward, 21 store, 22 L2, 23 by the running statistics.
    pub result_call: Signal<Out, Bits<24>>,
    /// Mean, LSB 2^-16.
    pub result_mu: Signal<Out, Bits<32>>,
    /// s, LSB 2^-16.
    pub result_scale: Signal<Out, Bits<31>>,
    /// Backward: gradient of gamma.
    pub result_dgamma: Signal<Out, Bits<42>>,
    /// Backward: gradient of beta.
    pub result_dbeta: Signal<Out, Bits<25>>,
    /// The largest |dx| of the calls that do not store.
    pub maximum: Signal<Out, Bits<48>>,
    /// The maximum becomes 0.
    pub maximum_clear: Signal<In, Bit>,
    /// Activations clipped in this cycle: 0 or 1.
    pub clip: Signal<Out, Bits<6>>,
    /// y saturated: 0 or 1.
    pub y_cut: Signal<Out, Bits<6>>,
    /// dx saturated by a call that stores: 0 or 1.
    pub dx_cut: Signal<Out, Bits<6>>,
    // the call that loads, and whether the results' side has it still before it
    kind: Reg<Bits<4>>,
    base_a: Reg<Bits<20>>,
    base_e: Reg<Bits<20>>,
    images: Reg<Bits<20>>,
    positions: Reg<Bits<20>>,
    x1: Reg<Bits<20>>,
    y1: Reg<Bits<20>>,
    wx: Reg<Bits<20>>,
    wy: Reg<Bits<20>>,
    number: Reg<Bits<20>>,
    parameters: Reg<Bits<32>>,
    mu: Reg<Int<32>>,
    scale: Reg<Bits<31>>,
    begun: Reg<Bit>,
    ahead: Reg<Bit>,
    same: Signal<Local, Bit>,
    room: Signal<Local, Bit>,
    accept: Signal<Local, Bit>,
    hand_over: Signal<Local, Bit>,
    // the call whose results come out
    out_kind: Reg<Bits<4>>,
    out_d: Reg<Bits<20>>,
    out_f: Reg<Bits<20>>,
    out_images: Reg<Bits<20>>,
    out_positions: Reg<Bits<20>>,
    out_x1: Reg<Bits<20>>,
    out_y1: Reg<Bits<20>>,
    out_wx: Reg<Bits<20>>,
    out_wy: Reg<Bits<20>>,
    out_number: Reg<Bits<20>>,
    out_begun: Reg<Bit>,
    samples: Samples<N, B, X, L>,
    unit: AnyNorm<A>,
    limit: Limit,
    moves: Signal<Local, Bit>,
    // the last result of the call that is written is out of the unit
    closed: Reg<Bit>,
    gives: Signal<Local, Bit>,
    codes_of: Codes,
    // a result on its way to its column: what stops there does not stop the unit in the same cycle
    waiting: Skid<Bits<10>>,
    columns: Columns<N, B, F, L>,
    found: Reg<Bit>,
    found_kind: Reg<Bits<4>>,
    found_channel: Reg<Bits<20>>,
    found_mu: Reg<Int<32>>,
    found_scale: Reg<Bits<31>>,
    found_dgamma: Reg<Int<42>>,
    found_dbeta: Reg<Int<25>>,
    largest: Reg<Bits<48>>,
    clipped: Reg<Bit>,
    y_cuts_before: Reg<Bits<32>>,
    dx_cuts_before: Reg<Bits<32>>,
}

impl<const N: usize, const B: usize, const X: usize, const F: usize, const L: usize, const A: usize> Logic
    for Channel<N, B, X, F, L, A>
{
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, kind, base_a, base_e, images, positions, x1, y1, wx, wy, number);
        dff_setup!(self, clock, parameters, mu, scale, begun, ahead);
        dff_setup!(
            self,
            clock,
            out_kind,
            out_d,
            out_f,
            out_images,
            out_positions,
            out_x1
        );
        dff_setup!(self, clock, out_y1, out_wx, out_wy, out_number, out_begun);
        dff_setup!(
            self,
            clock,
            found,
            found_kind,
            found_channel,
            found_mu,
            found_scale
        );
        dff_setup!(self, clock, found_dgamma, found_dbeta, largest);
        dff_setup!(self, clock, clipped, y_cuts_before, dx_cuts_before, closed);
        self.kind.reset.next = self.reset.val();
        self.base_a.reset.next = self.reset.val();
        self.base_e.reset.next = self.reset.val();
        self.images.reset.next = self.reset.val();
        self.positions.reset.next = self.reset.val();
        self.x1.reset.next = self.reset.val();
        self.y1.reset.next = self.reset.val();
        self.wx.reset.next = self.reset.val();
        self.wy.reset.next = self.reset.val();
        self.number.reset.next = self.reset.val();
        self.parameters.reset.next = self.reset.val();
        self.mu.reset.next = self.reset.val();
        self.scale.reset.next = self.reset.val();
        self.begun.reset.next = self.reset.val();
        self.ahead.reset.next = self.reset.val();
        self.out_kind.reset.next = self.reset.val();
        self.out_d.reset.next = self.reset.val();
        self.out_f.reset.next = self.reset.val();
        self.out_images.reset.next = self.reset.val();
        self.out_positions.reset.next = self.reset.val();
        self.out_x1.reset.next = self.reset.val();
        self.out_y1.reset.next = self.reset.val();
        self.out_wx.reset.next = self.reset.val();
        self.out_wy.reset.next = self.reset.val();
        self.out_number.reset.next = self.reset.val();
        self.out_begun.reset.next = self.reset.val();
        self.found.reset.next = self.reset.val();
        self.found_kind.reset.next = self.reset.val();
        self.found_channel.reset.next = self.reset.val();
        self.found_mu.reset.next = self.reset.val();
        self.found_scale.reset.next = self.reset.val();
        self.found_dgamma.reset.next = self.reset.val();
        self.found_dbeta.reset.next = self.reset.val();
        self.largest.reset.next = self.reset.val();
        self.clipped.reset.next = self.reset.val();
        self.closed.reset.next = self.reset.val();
        self.y_cuts_before.reset.next = self.reset.val();
        self.dx_cuts_before.reset.next = self.reset.val();
        self.samples.clock.next = self.clock.val();
        self.samples.reset.next = self.reset.val();
        self.unit.clock.next = self.clock.val();
        self.unit.reset.next = self.reset.val();
        self.codes_of.clock.next = self.clock.val();
        self.codes_of.reset.next = self.reset.val();
        self.waiting.clock.next = self.clock.val();
        self.waiting.reset.next = self.reset.val();
        self.columns.clock.next = self.clock.val();
        self.columns.reset.next = self.reset.val();

        // a call is taken when the one before is in the unit and the one before that is out
        self.same.next = (self.kind.q.val() == self.call_kind.val())
            | !(self.ahead.q.val() | self.columns.busy.val() | self.out_begun.q.val());
        self.room.next = !self.ahead.q.val() & !self.begun.q.val() & !self.samples.busy.val();
        self.call_ready.next = self.room.val() & self.same.val();
        self.accept.next = self.call_valid.val() & self.room.val() & self.same.val();
        self.begun.d.next = self.accept.val();
        if self.accept.val() {
            self.kind.d.next = self.call_kind.val();
            self.base_a.d.next = self.call_d.val();
            self.base_e.d.next = self.call_f.val();
            self.images.d.next = self.call_images.val();
            self.positions.d.next = self.call_positions.val();
            self.x1.d.next = self.call_x1.val();
            self.y1.d.next = self.call_y1.val();
            self.wx.d.next = self.call_wx.val();
            self.wy.d.next = self.call_wy.val();
            self.number.d.next = self.call_channel.val();
            self.parameters.d.next = self.call_parameters.val();
            self.mu.d.next = self.call_mu.val();
            self.scale.d.next = self.call_scale.val();
        }
        self.hand_over.next =
            self.ahead.q.val() & !self.out_begun.q.val() & !self.columns.busy.val() & !self.found.q.val();
        self.out_begun.d.next = self.hand_over.val();
        if self.hand_over.val() {
            self.ahead.d.next = false;
            self.out_kind.d.next = self.kind.q.val();
            self.out_d.d.next = self.base_a.q.val();
            self.out_f.d.next = self.base_e.q.val();
            self.out_images.d.next = self.images.q.val();
            self.out_positions.d.next = self.positions.q.val();
            self.out_x1.d.next = self.x1.q.val();
            self.out_y1.d.next = self.y1.q.val();
            self.out_wx.d.next = self.wx.q.val();
            self.out_wy.d.next = self.wy.q.val();
            self.out_number.d.next = self.number.q.val();
        }
        if self.accept.val() {
            self.ahead.d.next = true;
        }

        // in
        self.samples.start.next = self.begun.q.val();
        self.samples.images.next = self.images.q.val();
        self.samples.positions.next = self.positions.q.val();
        self.samples.e_start.next = self.base_e.q.val();
        self.samples.e_position.next = self.y1.q.val();
        self.samples.e_group.next = self.wy.q.val();
        self.read.next = self.samples.read.val();
        self.read_address.next = bit_cast::<21, 20>(self.samples.read_address.val())
            | (bit_cast::<21, 1>(self.kind.q.val().get_bit(0).into()) << 20);
        self.samples.read_taken.next = self.read_taken.val();
        self.samples.x_data.next = self.x_data.val();
        self.samples.e_data.next = self.e_data.val();
        self.limit.word.next = self.parameters.q.val();
        self.unit.l2.next = self.kind.q.val().get_bit(2);
        self.unit.backward.next = self.kind.q.val().get_bit(0);
        self.unit.s_valid.next = self.samples.m_valid.val();
        self.unit.s_data.next = self.samples.m_x.val();
        self.unit.s_dy.next = self.samples.m_dy.val();
        self.unit.s_last.next = self.samples.m_last.val();
        self.unit.s_gamma.next = self.limit.gamma.val();
        self.unit.s_beta.next = self.limit.beta.val();
        self.unit.given.next = self.kind.q.val().get_bit(3);
        self.unit.s_mu.next = self.mu.q.val();
        self.unit.s_scale.next = self.scale.q.val();
        self.samples.m_ready.next = self.unit.s_ready.val();

        // out; all calls under way are of one kind. What the unit gives of a channel waits until that channel is the one
        // that is written, however long the one before takes: its last result would be taken for that one's
        self.moves.next = self.columns.expects.val() & self.waiting.s_ready.val();
        self.gives.next = self.unit.m_valid.val() & !self.closed.q.val();
        self.unit.m_ready.next = self.moves.val() & !self.closed.q.val();
        self.codes_of.advance.next = self.moves.val();
        self.codes_of.backward.next = self.out_kind.q.val().get_bit(0);
        self.codes_of.s_valid.next = self.gives.val();
        self.codes_of.y.next = self.unit.m_y.val();
        self.codes_of.dx.next = self.unit.m_dx.val();
        self.codes_of.exponent.next = self.error_exponent.val();
        self.codes_of.is_null.next = self.error_null.val();
        self.columns.start.next = self.out_begun.q.val();
        self.columns.forward.next = !self.out_kind.q.val().get_bit(0);
        self.columns.store.next = self.out_kind.q.val().get_bit(1);
        self.columns.images.next = self.out_images.q.val();
        self.columns.positions.next = self.out_positions.q.val();
        self.columns.a_start.next = self.out_d.q.val();
        self.columns.a_position.next = self.out_x1.q.val();
        self.columns.a_group.next = self.out_wx.q.val();
        self.columns.e_start.next = self.out_f.q.val();
        self.columns.e_position.next = self.out_y1.q.val();
        self.columns.e_group.next = self.out_wy.q.val();
        self.waiting.s_valid.next = self.codes_of.m_valid.val() & self.moves.val();
        self.waiting.s_data.next = bit_cast::<10, 8>(self.codes_of.code.val())
            | (bit_cast::<10, 1>(self.codes_of.clipped.val().into()) << 8)
            | (bit_cast::<10, 1>(self.codes_of.positive.val().into()) << 9);
        self.waiting.m_ready.next = self.columns.s_ready.val();
        self.columns.s_valid.next = self.waiting.m_valid.val();
        self.columns.s_code.next = self.waiting.m_data.val().get_bits::<8>(0);
        self.columns.s_clipped.next = self.waiting.m_data.val().get_bit(8);
        self.columns.s_positive.next = self.waiting.m_data.val().get_bit(9);
        self.a_write.next = self.columns.a_write.val();
        self.columns.a_taken.next = self.a_taken.val();
        self.a_address.next = self.columns.a_address.val();
        self.e_write.next = self.columns.e_write.val();
        self.columns.e_taken.next = self.e_taken.val();
        self.f_write.next = self.columns.f_write.val();
        self.columns.f_taken.next = self.f_taken.val();
        self.e_address.next = self.columns.e_address.val();
        self.codes.next = self.columns.codes.val();
        self.flags.next = self.columns.flags.val();

        // once a channel; the maximum all the while
        if self.result_taken.val() {
            self.found.d.next = false;
        }
        if self.out_begun.q.val() {
            self.closed.d.next = false;
        }
        if self.gives.val() & self.unit.m_last.val() & self.moves.val() {
            self.closed.d.next = true;
            self.found.d.next = true;
            self.found_kind.d.next = self.out_kind.q.val();
            self.found_channel.d.next = self.out_number.q.val();
            self.found_mu.d.next = self.unit.mu.val();
            self.found_scale.d.next = self.unit.scale.val();
            self.found_dgamma.d.next = self.unit.dgamma.val();
            self.found_dbeta.d.next = self.unit.dbeta.val();
        }
        self.result.next = self.found.q.val();
        self.result_call.next = bit_cast::<24, 20>(self.found_channel.q.val())
            | (bit_cast::<24, 4>(self.found_kind.q.val()) << 20);
        self.result_mu.next = unsigned_cast_int::<32>(self.found_mu.q.val());
        self.result_scale.next = self.found_scale.q.val();
        self.result_dgamma.next = unsigned_cast_int::<42>(self.found_dgamma.q.val());
        self.result_dbeta.next = unsigned_cast_int::<25>(self.found_dbeta.q.val());
        if self.codes_of.magnitude_valid.val()
            & !self.out_kind.q.val().get_bit(1)
            & (self.codes_of.magnitude.val() > self.largest.q.val())
        {
            self.largest.d.next = self.codes_of.magnitude.val();
        }
        if self.maximum_clear.val() {
            self.largest.d.next = 0.into();
        }
        self.maximum.next = self.largest.q.val();
        self.idle.next = !self.ahead.q.val()
            & !self.begun.q.val()
            & !self.samples.busy.val()
            & !self.out_begun.q.val()
            & !self.columns.busy.val()
            & !self.found.q.val();

        // the unit counts up by one a cycle at most
        self.clipped.d.next = self.columns.clip.val();
        self.y_cuts_before.d.next = self.unit.y_saturations.val();
        self.dx_cuts_before.d.next = self.unit.dx_saturations.val();
        self.clip.next = bit_cast::<6, 1>(self.clipped.q.val().into());
        self.y_cut.next = 0.into();
        if self.unit.y_saturations.val() != self.y_cuts_before.q.val() {
            self.y_cut.next = 1.into();
        }
        self.dx_cut.next = 0.into();
        if (self.unit.dx_saturations.val() != self.dx_cuts_before.q.val()) & self.out_kind.q.val().get_bit(1)
        {
            self.dx_cut.next = 1.into();
        }
    }
}
