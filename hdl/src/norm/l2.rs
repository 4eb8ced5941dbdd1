//! The filling of L2, and the forward L2 normaliser.

use rust_hdl::prelude::*;

use super::{Forward, SquareRoot};
use crate::base::{signed_bit_cast_int, signed_cast_int, Int, Reg};

/// The sum of (x - mu)^2, 16 fraction bits, of deviations with 8.
///
/// ```text
///  x 2^8 --> - mu8 --> [25 bits] --> square --> [49 bits] --> [49 bits] --> + --> [sum, 63 bits]
/// ```
///
/// One sample a cycle, in the sum four cycles after it. `mean_*` are the operands of floor(sum 2^16 / m).
#[derive(Debug, Default, LogicBlock)]
pub struct SquaredDeviation {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The sum becomes 0.
    pub clear: Signal<In, Bit>,
    /// x.
    pub sample: Signal<In, Int<16>>,
    /// x is there.
    pub sample_valid: Signal<In, Bit>,
    /// RHE(mu) with 8 fraction bits.
    pub mu8: Signal<In, Int<25>>,
    /// Some sample is not in the sum yet.
    pub busy: Signal<Out, Bit>,
    /// High part of the sum.
    pub mean_rest: Signal<Out, Bits<32>>,
    /// Low part of the sum, left-aligned.
    pub mean_low: Signal<Out, Bits<64>>,
    /// Bits of the mean square.
    pub mean_steps: Signal<Out, Bits<7>>,
    /// The mean square is rounded down; it is the root that rounds.
    pub mean_floor: Signal<Out, Bit>,
    shifted: Signal<Local, Bits<24>>,
    fixed: Signal<Local, Int<24>>,
    wide: Signal<Local, Int<25>>,
    deviation: Reg<Int<25>>,
    deviation_valid: Reg<Bit>,
    factor: Signal<Local, Int<50>>,
    square: Reg<Int<50>>,
    square_valid: Reg<Bit>,
    square_held: Reg<Int<50>>,
    held_valid: Reg<Bit>,
    sum: Reg<Bits<63>>,
}

impl Logic for SquaredDeviation {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(
            self,
            clock,
            deviation,
            deviation_valid,
            square,
            square_valid,
            square_held,
            held_valid,
            sum
        );
        self.deviation.reset.next = self.reset.val();
        self.deviation_valid.reset.next = self.reset.val();
        self.square.reset.next = self.reset.val();
        self.square_valid.reset.next = self.reset.val();
        self.square_held.reset.next = self.reset.val();
        self.held_valid.reset.next = self.reset.val();
        self.sum.reset.next = self.reset.val();

        self.shifted.next = bit_cast::<24, 16>(self.sample.val().get_bits::<16>(0)) << 8;
        self.fixed.next = signed_bit_cast_int::<24>(self.shifted.val());
        self.wide.next = signed_cast_int::<24, 25>(self.fixed.val());
        self.deviation.d.next = self.wide.val() - self.mu8.val();
        self.deviation_valid.d.next = self.sample_valid.val();
        self.factor.next = signed_cast_int::<25, 50>(self.deviation.q.val());
        self.square.d.next = self.factor.val() * self.factor.val();
        self.square_valid.d.next = self.deviation_valid.q.val();
        self.square_held.d.next = self.square.q.val();
        self.held_valid.d.next = self.square_valid.q.val();
        if self.held_valid.q.val() {
            self.sum.d.next =
                self.sum.q.val() + bit_cast::<63, 48>(self.square_held.q.val().get_bits::<48>(0));
        }
        if self.clear.val() {
            self.sum.d.next = 0.into();
        }
        self.busy.next = self.deviation_valid.q.val() | self.square_valid.q.val() | self.held_valid.q.val();

        self.mean_rest.next = bit_cast::<32, 17>(self.sum.q.val().get_bits::<17>(46));
        self.mean_low.next = bit_cast::<64, 46>(self.sum.q.val().get_bits::<46>(0)) << 18;
        self.mean_steps.next = 62.into();
        self.mean_floor.next = true;
    }
}

/// The forward L2 normaliser, `golden::norm::forward(Norm::L2, ..)`: the skeleton [`Forward`] with
/// [`SquaredDeviation`] and [`SquareRoot`]. 2^(A-1) samples a channel.
#[derive(Debug, Default, LogicBlock)]
pub struct L2Norm<const A: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// A sample is offered.
    pub s_valid: Signal<In, Bit>,
    /// The sample is taken.
    pub s_ready: Signal<Out, Bit>,
    /// The sample, an integer.
    pub s_data: Signal<In, Int<16>>,
    /// It is the last of its channel.
    pub s_last: Signal<In, Bit>,
    /// gamma, LSB 2^-8, with the first sample.
    pub s_gamma: Signal<In, Int<12>>,
    /// beta, LSB 2^-8, with the first sample.
    pub s_beta: Signal<In, Int<14>>,
    /// y is there.
    pub m_valid: Signal<Out, Bit>,
    /// y is taken.
    pub m_ready: Signal<In, Bit>,
    /// y, LSB 2^-8.
    pub m_data: Signal<Out, Int<24>>,
    /// It is the last of its channel.
    pub m_last: Signal<Out, Bit>,
    /// mu of the channel that is streamed, LSB 2^-16.
    pub mu: Signal<Out, Int<32>>,
    /// s of the channel that is streamed, LSB 2^-16.
    pub scale: Signal<Out, Bits<31>>,
    /// How many y were saturated.
    pub saturations: Signal<Out, Bits<32>>,
    /// How many samples of too long channels were left out.
    pub dropped: Signal<Out, Bits<32>>,
    skeleton: Forward<A, 62>,
    deviation: SquaredDeviation,
    square_root: SquareRoot,
}

impl<const A: usize> Logic for L2Norm<A> {
    #[hdl_gen]
    fn update(&mut self) {
        self.skeleton.clock.next = self.clock.val();
        self.skeleton.reset.next = self.reset.val();
        self.skeleton.s_valid.next = self.s_valid.val();
        self.s_ready.next = self.skeleton.s_ready.val();
        self.skeleton.s_data.next = self.s_data.val();
        self.skeleton.s_last.next = self.s_last.val();
        self.skeleton.s_gamma.next = self.s_gamma.val();
        self.skeleton.s_beta.next = self.s_beta.val();
        self.m_valid.next = self.skeleton.m_valid.val();
        self.skeleton.m_ready.next = self.m_ready.val();
        self.m_data.next = self.skeleton.m_data.val();
        self.m_last.next = self.skeleton.m_last.val();
        self.mu.next = self.skeleton.mu.val();
        self.scale.next = self.skeleton.scale.val();
        self.saturations.next = self.skeleton.saturations.val();
        self.dropped.next = self.skeleton.dropped.val();

        self.deviation.clock.next = self.clock.val();
        self.deviation.reset.next = self.reset.val();
        self.deviation.clear.next = self.skeleton.clear.val();
        self.deviation.sample.next = self.skeleton.sample.val();
        self.deviation.sample_valid.next = self.skeleton.sample_valid.val();
        self.deviation.mu8.next = self.skeleton.mu8.val();
        self.skeleton.busy.next = self.deviation.busy.val();
        self.skeleton.mean_rest.next = self.deviation.mean_rest.val();
        self.skeleton.mean_low.next = self.deviation.mean_low.val();
        self.skeleton.mean_steps.next = self.deviation.mean_steps.val();
        self.skeleton.mean_floor.next = self.deviation.mean_floor.val();
        self.square_root.clock.next = self.clock.val();
        self.square_root.reset.next = self.reset.val();
        self.square_root.start.next = self.skeleton.root_start.val();
        self.square_root.radicand.next = self.skeleton.quotient.val();
        self.skeleton.root_done.next = self.square_root.done.val();
        self.skeleton.root.next = self.square_root.root.val();
    }
}
