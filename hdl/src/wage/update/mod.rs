//! `update(w, g, rate_log2, random)`: the weights move by their gradients, rounded at random.

mod lane;

pub use lane::{Lane, Together};

use crate::base::{
    signed_bit_cast_int, signed_cast_int, unsigned_cast_int, Counter, Each, Int, Join, Number, Split, Stage,
};
use rust_hdl::prelude::*;

/// The unit `wage_update`: `w' = sat(w - sgn(g) * step, -64, 64)` for `LANES` weights a cycle, once
/// [`Scale`](super::scale::Scale) has found the exponent of the whole gradient.
///
/// ```text
///  exponent - rate_log2 = sh (static)
///  s_g ------> |g| --> [ ] --> / 2^sh in two stages --> [ ] --> + --> [step] --> w -+ step, sat --> [ ] --> m_w
///  s_random ---------> [ ] -------> [ ] --------------> [ ] ----^                  |
///  s_w --------------> [ ] -------> [ ] --------------> [ ] --------> [ ] ---------^
/// ```
///
/// sh <= 0: step = |g| << -sh. Else step = (|g| + R) >> sh, with R = random * 2^sh / 2^16 rounded down.
///
/// * `s_w` and `m_w` hold `LANES` int8 from -64 to 64, `s_g` `LANES` int32, `s_random` `LANES` unsigned 16-bit numbers,
///   lane 0 lowest; `s_last` comes out as `m_last`.
/// * `exponent` (0 to 31), `is_null` (there is no exponent: the weights stay) and `rate_log2` (-8 to 7) are static.
/// * Nothing wraps for any input.
/// * `saturations` counts the weights that were cut to -64 or 64, two cycles after they have left.
/// * Latency 5, a beat a cycle. `WB = 8 * LANES`, `GB = 32 * LANES`, `RB = 16 * LANES`.
#[derive(Debug, Default, LogicBlock)]
pub struct Update<const LANES: usize, const WB: usize, const GB: usize, const RB: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// `scale(g)`, static.
    pub exponent: Signal<In, Bits<5>>,
    /// There is no exponent, for every gradient is 0; static.
    pub is_null: Signal<In, Bit>,
    /// Two's complement, static.
    pub rate_log2: Signal<In, Bits<4>>,
    /// A beat is offered.
    pub s_valid: Signal<In, Bit>,
    /// It is taken.
    pub s_ready: Signal<Out, Bit>,
    /// `LANES` int8.
    pub s_w: Signal<In, Bits<WB>>,
    /// `LANES` int32.
    pub s_g: Signal<In, Bits<GB>>,
    /// `LANES` unsigned 16-bit numbers.
    pub s_random: Signal<In, Bits<RB>>,
    /// Comes out as `m_last`.
    pub s_last: Signal<In, Bit>,
    /// A beat is offered.
    pub m_valid: Signal<Out, Bit>,
    /// It is taken.
    pub m_ready: Signal<In, Bit>,
    /// `LANES` int8.
    pub m_w: Signal<Out, Bits<WB>>,
    /// The beat came in with `s_last`.
    pub m_last: Signal<Out, Bit>,
    /// Weights cut to -64 or 64 since reset.
    pub saturations: Signal<Out, Bits<32>>,
    rate: Signal<Local, Int<4>>,
    rate_wide: Signal<Local, Int<6>>,
    rate_bits: Signal<Local, Bits<6>>,
    raised: Signal<Local, Bits<6>>,
    shift: Signal<Local, Bits<6>>,
    eight: Number<8, 6>,
    stage_1: Stage,
    stage_2: Stage,
    stage_3: Stage,
    stage_4: Stage,
    stage_5: Stage,
    weights: Split<LANES, 8, WB>,
    gradients: Split<LANES, 32, GB>,
    numbers: Split<LANES, 16, RB>,
    lanes: Each<Together, LANES>,
    results: Join<LANES, 8, WB>,
    flags: Join<LANES, 1, LANES>,
    counter: Counter<LANES>,
}

impl<const LANES: usize, const WB: usize, const GB: usize, const RB: usize> Logic
    for Update<LANES, WB, GB, RB>
{
    #[hdl_gen]
    fn update(&mut self) {
        self.stage_1.clock.next = self.clock.val();
        self.stage_1.reset.next = self.reset.val();
        self.stage_2.clock.next = self.clock.val();
        self.stage_2.reset.next = self.reset.val();
        self.stage_3.clock.next = self.clock.val();
        self.stage_3.reset.next = self.reset.val();
        self.stage_4.clock.next = self.clock.val();
        self.stage_4.reset.next = self.reset.val();
        self.stage_5.clock.next = self.clock.val();
        self.stage_5.reset.next = self.reset.val();
        self.counter.clock.next = self.clock.val();
        self.counter.reset.next = self.reset.val();

        self.stage_1.s_valid.next = self.s_valid.val();
        self.stage_1.s_last.next = self.s_last.val();
        self.stage_1.m_ready.next = self.stage_2.s_ready.val();
        self.stage_2.s_valid.next = self.stage_1.m_valid.val();
        self.stage_2.s_last.next = self.stage_1.m_last.val();
        self.stage_2.m_ready.next = self.stage_3.s_ready.val();
        self.stage_3.s_valid.next = self.stage_2.m_valid.val();
        self.stage_3.s_last.next = self.stage_2.m_last.val();
        self.stage_3.m_ready.next = self.stage_4.s_ready.val();
        self.stage_4.s_valid.next = self.stage_3.m_valid.val();
        self.stage_4.s_last.next = self.stage_3.m_last.val();
        self.stage_4.m_ready.next = self.stage_5.s_ready.val();
        self.stage_5.s_valid.next = self.stage_4.m_valid.val();
        self.stage_5.s_last.next = self.stage_4.m_last.val();
        self.stage_5.m_ready.next = self.m_ready.val();
        self.s_ready.next = self.stage_1.s_ready.val();
        self.m_valid.next = self.stage_5.m_valid.val();
        self.m_last.next = self.stage_5.m_last.val();

        // 1 to 47
        self.rate.next = signed_bit_cast_int::<4>(self.rate_log2.val());
        self.rate_wide.next = signed_cast_int::<4, 6>(self.rate.val());
        self.rate_bits.next = unsigned_cast_int::<6>(self.rate_wide.val());
        self.raised.next = bit_cast::<6, 5>(self.exponent.val()) + self.eight.val();
        self.shift.next = self.raised.val() - self.rate_bits.val();

        self.weights.whole.next = self.s_w.val();
        self.gradients.whole.next = self.s_g.val();
        self.numbers.whole.next = self.s_random.val();
        for j in 0..LANES {
            self.lanes[j].clock.next = self.clock.val();
            self.lanes[j].reset.next = self.reset.val();
            self.lanes[j].load_1.next = self.stage_1.load.val();
            self.lanes[j].load_2.next = self.stage_2.load.val();
            self.lanes[j].load_3.next = self.stage_3.load.val();
            self.lanes[j].load_4.next = self.stage_4.load.val();
            self.lanes[j].load_5.next = self.stage_5.load.val();
            self.lanes[j].shift.next = self.shift.val();
            self.lanes[j].is_null.next = self.is_null.val();
            self.lanes[j].w.next = self.weights.parts[j].val();
            self.lanes[j].g.next = self.gradients.parts[j].val();
            self.lanes[j].random.next = self.numbers.parts[j].val();
            self.results.parts[j].next = self.lanes[j].updated.val();
            self.flags.parts[j].next = self.lanes[j].cut.val();
        }
        self.m_w.next = self.results.whole.val();
        self.counter.events.next = self.flags.whole.val();
        self.counter.enable.next = self.stage_5.m_valid.val() & self.m_ready.val();
        self.saturations.next = self.counter.count.val();
    }
}
