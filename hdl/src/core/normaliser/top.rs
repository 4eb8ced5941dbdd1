//! The norm engine.

use rust_hdl::prelude::*;

use super::{Channel, Finish, Parameters, Share, Update};
use crate::base::{signed_bit_cast_int, Each, Int, Reg};
use crate::wage::scale::Exponent48;

/// Cycles that a read of X waits for its turn, so that its data comes with that of E.
const X_LATER: usize = 3;

/// Calls of NORM on `U` channels at a time, the parameters' memory, and NORMUPDATE; the room's page has the drawing.
///
/// * A call is held at its ports until `call_ready`. Calls go to the channels in turn; a channel works on one while it
///   loads the next. For m samples each, back to back, a call takes the cycles of its unit ([`crate::norm`]: 2 m and a
///   constant, m and a constant by the running statistics) divided by `U`, but not less than m.
/// * X, E: the data of a read are due one and four cycles after `x_read` and `e_read`. Forward calls do not read E.
/// * A write stands at its ports until it is taken.
/// * `scale_start` with `scale_kind` 2 (dgamma) or 3 (dbeta) makes the exponent for the update from the maximum, and
///   the maximum 0; `scale_done` comes 4 cycles later. NORMUPDATE: see [`Update`].
/// * `p_write` and `p_read` are for the time when nothing else goes on; the words stand a cycle after `p_read`.
/// * `clips`, `y_saturations` and `dx_saturations` are amounts of this cycle, for a tally.
///
/// `B = 8 * N`, `X = 16 * N`, `F = 2 * N`, `N = 2^L`; `2^C` channels of up to `2^(A-1)` samples.
#[derive(Debug, LogicBlock)]
pub struct Normaliser<
    const N: usize,
    const B: usize,
    const X: usize,
    const F: usize,
    const L: usize,
    const C: usize,
    const A: usize,
    const U: usize,
> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// A call is offered.
    pub call_valid: Signal<In, Bit>,
    /// It is taken.
    pub call_ready: Signal<Out, Bit>,
    /// The instruction's immediate: bit 0 backward, 1 store, 2 L2, 3 by the running statistics.
    pub call_imm: Signal<In, Bits<16>>,
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
    /// All calls that were taken are finished and stored.
    pub idle: Signal<Out, Bit>,
    /// Begins an update; only while idle.
    pub update_start: Signal<In, Bit>,
    /// Beta, not gamma.
    pub update_kind: Signal<In, Bit>,
    /// The first channel.
    pub update_channel: Signal<In, Bits<20>>,
    /// How many, 1 or more.
    pub update_count: Signal<In, Bits<20>>,
    /// The last is written: one cycle.
    pub update_done: Signal<Out, Bit>,
    /// Round keys, see [`crate::random::Keys`].
    pub keys: Signal<In, Bits<160>>,
    /// Base-2 logarithm of the learning rate, two's complement.
    pub rate: Signal<In, Bits<5>>,
    /// Begins a scale; only while idle.
    pub scale_start: Signal<In, Bit>,
    /// 2 for dgamma, 3 for dbeta.
    pub scale_kind: Signal<In, Bits<2>>,
    /// It is there: one cycle.
    pub scale_done: Signal<Out, Bit>,
    /// Of the errors' scale.
    pub error_exponent: Signal<In, Bits<6>>,
    /// Every error is 0.
    pub error_null: Signal<In, Bit>,
    /// The largest |dx| of the backward calls that do not store, since it was cleared.
    pub dx_maximum: Signal<Out, Bits<48>>,
    /// Back to 0.
    pub dx_clear: Signal<In, Bit>,
    /// Reads a column of samples.
    pub x_read: Signal<Out, Bit>,
    /// Where.
    pub x_address: Signal<Out, Bits<20>>,
    /// `N` samples, a cycle later.
    pub x_data: Signal<In, Bits<X>>,
    /// Reads a column of errors.
    pub e_read: Signal<Out, Bit>,
    /// Where, for reads.
    pub e_read_address: Signal<Out, Bits<20>>,
    /// `N` errors, four cycles later.
    pub e_data: Signal<In, Bits<B>>,
    /// Writes a column of activations.
    pub a_write: Signal<Out, Bit>,
    /// Where.
    pub a_address: Signal<Out, Bits<20>>,
    /// `N` codes.
    pub a_data: Signal<Out, Bits<B>>,
    /// It is written.
    pub a_taken: Signal<In, Bit>,
    /// Writes a column of errors.
    pub e_write: Signal<Out, Bit>,
    /// Where.
    pub e_write_address: Signal<Out, Bits<20>>,
    /// `N` codes.
    pub e_write_data: Signal<Out, Bits<B>>,
    /// It is written.
    pub e_taken: Signal<In, Bit>,
    /// Writes a column of flags.
    pub f_write: Signal<Out, Bit>,
    /// Where.
    pub f_address: Signal<Out, Bits<20>>,
    /// Of lane i, bit 2i: clipped, bit 2i + 1: positive.
    pub f_data: Signal<Out, Bits<F>>,
    /// It is written.
    pub f_taken: Signal<In, Bit>,
    /// Writes a word of a channel's parameters.
    pub p_write: Signal<In, Bit>,
    /// Reads all three.
    pub p_read: Signal<In, Bit>,
    /// Channel.
    pub p_address: Signal<In, Bits<20>>,
    /// Which word.
    pub p_word: Signal<In, Bits<2>>,
    /// The word.
    pub p_data: Signal<In, Bits<32>>,
    /// Word 0: gamma, and beta in the high half.
    pub p_gamma_beta: Signal<Out, Bits<32>>,
    /// Word 1: running mean.
    pub p_mu: Signal<Out, Bits<32>>,
    /// Word 2: running s and, in bit 31, whether both are set.
    pub p_scale: Signal<Out, Bits<32>>,
    /// Activations clipped.
    pub clips: Signal<Out, Bits<6>>,
    /// y saturated.
    pub y_saturations: Signal<Out, Bits<6>>,
    /// dx saturated.
    pub dx_saturations: Signal<Out, Bits<6>>,
    one: Constant<Bits<8>>,
    last_turn: Constant<Bits<8>>,
    index: [Constant<Bits<8>>; U],
    channels: Each<Channel<N, B, X, F, L, A>, U>,
    parameters: Parameters<C>,
    finish: Finish,
    move_all: Update,
    exponent: Exponent48,
    running: Signal<Local, Bit>,
    kind: Signal<Local, Bits<4>>,
    mu: Signal<Local, Int<32>>,
    overlooked: Signal<Local, Bit>,
    looked: Reg<Bit>,
    turn: Reg<Bits<8>>,
    ready: Each<Signal<Local, Bit>, U>,
    accepted: Signal<Local, Bit>,
    reads: Share<U, 21>,
    a_addresses: Share<U, 20>,
    a_codes: Share<U, B>,
    e_addresses: Share<U, 20>,
    e_codes: Share<U, B>,
    f_addresses: Share<U, 20>,
    f_flags: Share<U, F>,
    // X is quicker than E
    reading: Each<Reg<Bit>, X_LATER>,
    reading_at: Each<Reg<Bits<20>>, X_LATER>,
    // results: kind, channel; mu; s; dgamma; dbeta
    result_call: Share<U, 24>,
    result_mu: Share<U, 32>,
    result_scale: Share<U, 31>,
    result_dgamma: Share<U, 42>,
    result_dbeta: Share<U, 25>,
    largest: Each<Signal<Local, Bits<48>>, U>,
    dx_largest: Reg<Bits<48>>,
    quiet: Each<Signal<Local, Bit>, U>,
    all_quiet: Signal<Local, Bit>,
    was_quiet: Reg<Bit>,
    clip_sum: Each<Signal<Local, Bits<6>>, U>,
    y_sum: Each<Signal<Local, Bits<6>>, U>,
    dx_sum: Each<Signal<Local, Bits<6>>, U>,
    clips_held: Reg<Bits<6>>,
    y_held: Reg<Bits<6>>,
    dx_held: Reg<Bits<6>>,
    scaling: Reg<Bits<4>>,
    maximum: Reg<Bits<48>>,
}

impl<
        const N: usize,
        const B: usize,
        const X: usize,
        const F: usize,
        const L: usize,
        const C: usize,
        const A: usize,
        const U: usize,
    > Default for Normaliser<N, B, X, F, L, C, A, U>
{
    fn default() -> Self {
        const { assert!(U >= 1 && U <= 32) };
        Self {
            clock: Default::default(),
            reset: Default::default(),
            call_valid: Default::default(),
            call_ready: Default::default(),
            call_imm: Default::default(),
            call_d: Default::default(),
            call_f: Default::default(),
            call_images: Default::default(),
            call_positions: Default::default(),
            call_x1: Default::default(),
            call_y1: Default::default(),
            call_wx: Default::default(),
            call_wy: Default::default(),
            call_channel: Default::default(),
            idle: Default::default(),
            update_start: Default::default(),
            update_kind: Default::default(),
            update_channel: Default::default(),
            update_count: Default::default(),
            update_done: Default::default(),
            keys: Default::default(),
            rate: Default::default(),
            scale_start: Default::default(),
            scale_kind: Default::default(),
            scale_done: Default::default(),
            error_exponent: Default::default(),
            error_null: Default::default(),
            dx_maximum: Default::default(),
            dx_clear: Default::default(),
            x_read: Default::default(),
            x_address: Default::default(),
            x_data: Default::default(),
            e_read: Default::default(),
            e_read_address: Default::default(),
            e_data: Default::default(),
            a_write: Default::default(),
            a_address: Default::default(),
            a_data: Default::default(),
            a_taken: Default::default(),
            e_write: Default::default(),
            e_write_address: Default::default(),
            e_write_data: Default::default(),
            e_taken: Default::default(),
            f_write: Default::default(),
            f_address: Default::default(),
            f_data: Default::default(),
            f_taken: Default::default(),
            p_write: Default::default(),
            p_read: Default::default(),
            p_address: Default::default(),
            p_word: Default::default(),
            p_data: Default::default(),
            p_gamma_beta: Default::default(),
            p_mu: Default::default(),
            p_scale: Default::default(),
            clips: Default::default(),
            y_saturations: Default::default(),
            dx_saturations: Default::default(),
            one: Constant::new(1.into()),
            last_turn: Constant::new((U as u64 - 1).into()),
            index: std::array::from_fn(|i| Constant::new((i as u64).into())),
            channels: Default::default(),
            parameters: Default::default(),
            finish: Default::default(),
            move_all: Default::default(),
            exponent: Default::default(),
            running: Default::default(),
            kind: Default::default(),
            mu: Default::default(),
            overlooked: Default::default(),
            looked: Default::default(),
            turn: Default::default(),
            ready: Default::default(),
            accepted: Default::default(),
            reads: Default::default(),
            a_addresses: Default::default(),
            a_codes: Default::default(),
            e_addresses: Default::default(),
            e_codes: Default::default(),
            f_addresses: Default::default(),
            f_flags: Default::default(),
            reading: Default::default(),
            reading_at: Default::default(),
            result_call: Default::default(),
            result_mu: Default::default(),
            result_scale: Default::default(),
            result_dgamma: Default::default(),
            result_dbeta: Default::default(),
            largest: Default::default(),
            dx_largest: Default::default(),
            quiet: Default::default(),
            all_quiet: Default::default(),
            was_quiet: Default::default(),
            clip_sum: Default::default(),
            y_sum: Default::default(),
            dx_sum: Default::default(),
            clips_held: Default::default(),
            y_held: Default::default(),
            dx_held: Default::default(),
            scaling: Default::default(),
            maximum: Default::default(),
        }
    }
}

impl<
        const N: usize,
        const B: usize,
        const X: usize,
        const F: usize,
        const L: usize,
        const C: usize,
        const A: usize,
        const U: usize,
    > Logic for Normaliser<N, B, X, F, L, C, A, U>
{
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, looked, turn, dx_largest, was_quiet);
        dff_setup!(self, clock, clips_held, y_held, dx_held, scaling, maximum);
        self.looked.reset.next = self.reset.val();
        self.turn.reset.next = self.reset.val();
        for i in 0..X_LATER {
            self.reading[i].clock.next = self.clock.val();
            self.reading[i].reset.next = self.reset.val();
            self.reading_at[i].clock.next = self.clock.val();
            self.reading_at[i].reset.next = self.reset.val();
        }
        self.dx_largest.reset.next = self.reset.val();
        self.was_quiet.reset.next = self.reset.val();
        self.clips_held.reset.next = self.reset.val();
        self.y_held.reset.next = self.reset.val();
        self.dx_held.reset.next = self.reset.val();
        self.scaling.reset.next = self.reset.val();
        self.maximum.reset.next = self.reset.val();
        self.parameters.clock.next = self.clock.val();
        self.finish.clock.next = self.clock.val();
        self.finish.reset.next = self.reset.val();
        self.move_all.clock.next = self.clock.val();
        self.move_all.reset.next = self.reset.val();
        self.exponent.clock.next = self.clock.val();
        self.exponent.reset.next = self.reset.val();

        // a call: its parameters first, then to the channel whose turn it is. The running statistics stand where those
        // that `Finish` reads would stand: when it does, they are looked up again
        self.running.next = self.call_imm.val().get_bit(3) & !self.call_imm.val().get_bit(0);
        self.overlooked.next = self.running.val() & self.finish.read.val();
        self.kind.next = bit_cast::<4, 3>(self.call_imm.val().get_bits::<3>(0))
            | (bit_cast::<4, 1>(self.running.val().into()) << 3);
        self.mu.next = signed_bit_cast_int::<32>(self.parameters.mu.val());
        self.parameters.call_read.next = self.call_valid.val() & !self.looked.q.val();
        self.parameters.call_address.next = self.call_channel.val();
        for i in 0..U {
            self.channels[i].clock.next = self.clock.val();
            self.channels[i].reset.next = self.reset.val();
            self.channels[i].call_kind.next = self.kind.val();
            self.channels[i].call_d.next = self.call_d.val();
            self.channels[i].call_f.next = self.call_f.val();
            self.channels[i].call_images.next = self.call_images.val();
            self.channels[i].call_positions.next = self.call_positions.val();
            self.channels[i].call_x1.next = self.call_x1.val();
            self.channels[i].call_y1.next = self.call_y1.val();
            self.channels[i].call_wx.next = self.call_wx.val();
            self.channels[i].call_wy.next = self.call_wy.val();
            self.channels[i].call_channel.next = self.call_channel.val();
            self.channels[i].call_parameters.next = self.parameters.gamma_beta.val();
            self.channels[i].call_mu.next = self.mu.val();
            self.channels[i].call_scale.next = self.parameters.scale.val().get_bits::<31>(0);
            self.channels[i].call_valid.next =
                self.looked.q.val() & (self.turn.q.val() == self.index[i].val());
            self.channels[i].error_exponent.next = self.error_exponent.val();
            self.channels[i].error_null.next = self.error_null.val();
            self.channels[i].x_data.next = self.x_data.val();
            self.channels[i].e_data.next = self.e_data.val();
            self.channels[i].maximum_clear.next = self.dx_clear.val();
        }
        self.ready[0].next = self.channels[0].call_ready.val() & (self.turn.q.val() == self.index[0].val());
        for i in 1..U {
            self.ready[i].next = self.ready[i - 1].val()
                | (self.channels[i].call_ready.val() & (self.turn.q.val() == self.index[i].val()));
        }
        self.accepted.next = false;
        for i in 0..U {
            self.accepted.next = self.looked.q.val() & self.ready[i].val();
        }
        self.call_ready.next = self.accepted.val();
        self.looked.d.next = self.call_valid.val() & !self.accepted.val() & !self.overlooked.val();
        if self.accepted.val() {
            self.turn.d.next = self.turn.q.val() + self.one.val();
            if self.turn.q.val() == self.last_turn.val() {
                self.turn.d.next = 0.into();
            }
        }

        // the memories, one access a cycle each
        for i in 0..U {
            self.reads.ask[i].next = self.channels[i].read.val();
            self.reads.data[i].next = self.channels[i].read_address.val();
            self.channels[i].read_taken.next = self.reads.granted[i].val();
            self.a_addresses.ask[i].next = self.channels[i].a_write.val();
            self.a_addresses.data[i].next = self.channels[i].a_address.val();
            self.a_codes.ask[i].next = self.channels[i].a_write.val();
            self.a_codes.data[i].next = self.channels[i].codes.val();
            self.channels[i].a_taken.next = self.a_addresses.granted[i].val();
            self.e_addresses.ask[i].next = self.channels[i].e_write.val();
            self.e_addresses.data[i].next = self.channels[i].e_address.val();
            self.e_codes.ask[i].next = self.channels[i].e_write.val();
            self.e_codes.data[i].next = self.channels[i].codes.val();
            self.channels[i].e_taken.next = self.e_addresses.granted[i].val();
            self.f_addresses.ask[i].next = self.channels[i].f_write.val();
            self.f_addresses.data[i].next = self.channels[i].e_address.val();
            self.f_flags.ask[i].next = self.channels[i].f_write.val();
            self.f_flags.data[i].next = self.channels[i].flags.val();
            self.channels[i].f_taken.next = self.f_addresses.granted[i].val();
        }
        self.reads.taken.next = true;
        self.reading[0].d.next = self.reads.any.val();
        self.reading_at[0].d.next = self.reads.what.val().get_bits::<20>(0);
        for i in 1..X_LATER {
            self.reading[i].d.next = self.reading[i - 1].q.val();
            self.reading_at[i].d.next = self.reading_at[i - 1].q.val();
        }
        self.e_read.next = self.reads.any.val() & self.reads.what.val().get_bit(20);
        self.e_read_address.next = self.reads.what.val().get_bits::<20>(0);
        self.x_read.next = self.reading[2].q.val();
        self.x_address.next = self.reading_at[2].q.val();
        self.a_addresses.taken.next = self.a_taken.val();
        self.a_codes.taken.next = self.a_taken.val();
        self.a_write.next = self.a_addresses.any.val();
        self.a_address.next = self.a_addresses.what.val();
        self.a_data.next = self.a_codes.what.val();
        self.e_addresses.taken.next = self.e_taken.val();
        self.e_codes.taken.next = self.e_taken.val();
        self.e_write.next = self.e_addresses.any.val();
        self.e_write_address.next = self.e_addresses.what.val();
        self.e_write_data.next = self.e_codes.what.val();
        self.f_addresses.taken.next = self.f_taken.val();
        self.f_flags.taken.next = self.f_taken.val();
        self.f_write.next = self.f_addresses.any.val();
        self.f_address.next = self.f_addresses.what.val();
        self.f_data.next = self.f_flags.what.val();

        // what is left of a channel
        for i in 0..U {
            self.result_call.ask[i].next = self.channels[i].result.val();
            self.result_call.data[i].next = self.channels[i].result_call.val();
            self.result_mu.ask[i].next = self.channels[i].result.val();
            self.result_mu.data[i].next = self.channels[i].result_mu.val();
            self.result_scale.ask[i].next = self.channels[i].result.val();
            self.result_scale.data[i].next = self.channels[i].result_scale.val();
            self.result_dgamma.ask[i].next = self.channels[i].result.val();
            self.result_dgamma.data[i].next = self.channels[i].result_dgamma.val();
            self.result_dbeta.ask[i].next = self.channels[i].result.val();
            self.result_dbeta.data[i].next = self.channels[i].result_dbeta.val();
            self.channels[i].result_taken.next = self.result_call.granted[i].val();
        }
        self.result_call.taken.next = self.finish.result_taken.val();
        self.result_mu.taken.next = self.finish.result_taken.val();
        self.result_scale.taken.next = self.finish.result_taken.val();
        self.result_dgamma.taken.next = self.finish.result_taken.val();
        self.result_dbeta.taken.next = self.finish.result_taken.val();
        self.finish.result.next = self.result_call.any.val();
        self.finish.result_kind.next = self.result_call.what.val().get_bits::<4>(20);
        self.finish.result_channel.next = self.result_call.what.val().get_bits::<20>(0);
        self.finish.result_mu.next = signed_bit_cast_int::<32>(self.result_mu.what.val());
        self.finish.result_scale.next = self.result_scale.what.val();
        self.finish.result_dgamma.next = signed_bit_cast_int::<42>(self.result_dgamma.what.val());
        self.finish.result_dbeta.next = signed_bit_cast_int::<25>(self.result_dbeta.what.val());
        self.finish.mu_old.next = self.parameters.mu.val();
        self.finish.scale_old.next = self.parameters.scale.val();
        self.parameters.finish_read.next = self.finish.read.val();
        self.parameters.finish_address.next = self.finish.address.val();
        self.parameters.write_statistics.next = self.finish.write_statistics.val();
        self.parameters.new_mu.next = self.finish.mu.val();
        self.parameters.new_scale.next = self.finish.scale.val();
        self.parameters.write_gradients.next = self.finish.write_gradients.val();
        self.parameters.new_dgamma.next = self.finish.dgamma.val();
        self.parameters.new_dbeta.next = self.finish.dbeta.val();

        // maxima and scales
        self.largest[0].next = self.channels[0].maximum.val();
        for i in 1..U {
            self.largest[i].next = self.largest[i - 1].val();
            if self.channels[i].maximum.val() > self.largest[i - 1].val() {
                self.largest[i].next = self.channels[i].maximum.val();
            }
        }
        for i in 0..U {
            self.dx_largest.d.next = self.largest[i].val();
        }
        if self.dx_clear.val() {
            self.dx_largest.d.next = 0.into();
        }
        self.dx_maximum.next = self.dx_largest.q.val();
        self.finish.dgamma_clear.next = self.scale_start.val() & !self.scale_kind.val().get_bit(0);
        self.finish.dbeta_clear.next = self.scale_start.val() & self.scale_kind.val().get_bit(0);
        if self.scale_start.val() {
            self.maximum.d.next = self.finish.dgamma_maximum.val();
            if self.scale_kind.val().get_bit(0) {
                self.maximum.d.next = self.finish.dbeta_maximum.val();
            }
        }
        self.scaling.d.next = (self.scaling.q.val() << 1) | bit_cast::<4, 1>(self.scale_start.val().into());
        self.exponent.m.next = self.maximum.q.val();
        self.exponent.load_1.next = self.scaling.q.val().get_bit(0);
        self.exponent.load_2.next = self.scaling.q.val().get_bit(1);
        self.scale_done.next = self.scaling.q.val().get_bit(3);

        // the update
        self.move_all.start.next = self.update_start.val();
        self.move_all.beta.next = self.update_kind.val();
        self.move_all.channel.next = self.update_channel.val();
        self.move_all.count.next = self.update_count.val();
        self.move_all.keys.next = self.keys.val();
        self.move_all.rate.next = self.rate.val();
        self.move_all.exponent.next = self.exponent.p.val();
        self.move_all.is_null.next = self.exponent.is_null.val();
        self.move_all.parameters.next = self.parameters.gamma_beta.val();
        self.move_all.dgamma.next = self.parameters.dgamma.val();
        self.move_all.dbeta.next = self.parameters.dbeta.val();
        self.parameters.update_read.next = self.move_all.read.val();
        self.parameters.update_address.next = self.move_all.read_address.val();
        self.parameters.update_write.next = self.move_all.write.val();
        self.parameters.update_write_address.next = self.move_all.write_address.val();
        self.parameters.update_data.next = self.move_all.write_data.val();
        self.update_done.next = self.move_all.done.val();

        // the outside
        self.parameters.word_write.next = self.p_write.val();
        self.parameters.word_index.next = self.p_word.val();
        self.parameters.word_data.next = self.p_data.val();
        self.parameters.word_read.next = self.p_read.val();
        self.parameters.word_address.next = self.p_address.val();
        self.p_gamma_beta.next = self.parameters.gamma_beta.val();
        self.p_mu.next = self.parameters.mu.val();
        self.p_scale.next = self.parameters.scale.val();

        // the maxima of the channels are together a cycle after the channels rest
        self.quiet[0].next = self.channels[0].idle.val() & !self.looked.q.val() & !self.finish.busy.val();
        for i in 1..U {
            self.quiet[i].next = self.quiet[i - 1].val() & self.channels[i].idle.val();
        }
        self.all_quiet.next = false;
        for i in 0..U {
            self.all_quiet.next = self.quiet[i].val();
        }
        self.was_quiet.d.next = self.all_quiet.val();
        self.idle.next = self.all_quiet.val() & self.was_quiet.q.val() & !self.move_all.busy.val();

        self.clip_sum[0].next = self.channels[0].clip.val();
        self.y_sum[0].next = self.channels[0].y_cut.val();
        self.dx_sum[0].next = self.channels[0].dx_cut.val();
        for i in 1..U {
            self.clip_sum[i].next = self.clip_sum[i - 1].val() + self.channels[i].clip.val();
            self.y_sum[i].next = self.y_sum[i - 1].val() + self.channels[i].y_cut.val();
            self.dx_sum[i].next = self.dx_sum[i - 1].val() + self.channels[i].dx_cut.val();
        }
        for i in 0..U {
            self.clips_held.d.next = self.clip_sum[i].val();
            self.y_held.d.next = self.y_sum[i].val();
            self.dx_held.d.next = self.dx_sum[i].val();
        }
        self.clips.next = self.clips_held.q.val();
        self.y_saturations.next = self.y_held.q.val();
        self.dx_saturations.next = self.dx_held.q.val();
    }
}
