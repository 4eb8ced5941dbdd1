//! `scale(x)`: the power of two nearest to the largest magnitude of a tensor.

mod exponent;
mod exponent48;
mod largest;

pub use exponent::Exponent;
pub use exponent48::Exponent48;
pub use largest::Largest;

use super::magnitude::Magnitude;
use crate::base::{Each, Join, Reg, Split, Stage};
use rust_hdl::prelude::*;

/// The unit `wage_scale`: the exponent of a whole tensor, which comes in as a stream of `LANES` int32 a beat.
///
/// ```text
///  s_data --> abs --> [ ] --> largest --> [ ] --> largest --> [ ] --> max --> [running] --+
///  LANES                      of 4, QUADS times   of QUADS     |       ^------------------+
///                                                              +--> max --> [ ] --> [Exponent] --> m_exponent
///                                                   (at s_last)                      2 stages      m_null
/// ```
///
/// * p = floor(log2 m), plus 1 when m * m >= 2^(2p+1), with m = max |x|; 0 to 31. `m_null` when m is 0.
/// * `s_last` ends the tensor and gives one result; the next beat begins another. Lanes without data hold 0.
/// * Latency 6 from the last beat to the result; a beat a cycle, also from tensor to tensor.
/// * `LANES = 4 * QUADS`, at most 16; `IB = 32 * LANES`. Nothing rounds or overflows.
#[derive(Debug, Default, LogicBlock)]
pub struct Scale<const LANES: usize, const QUADS: usize, const IB: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// A beat is offered.
    pub s_valid: Signal<In, Bit>,
    /// It is taken.
    pub s_ready: Signal<Out, Bit>,
    /// `LANES` int32, lane 0 lowest.
    pub s_data: Signal<In, Bits<IB>>,
    /// The tensor ends with this beat.
    pub s_last: Signal<In, Bit>,
    /// A result is offered.
    pub m_valid: Signal<Out, Bit>,
    /// It is taken.
    pub m_ready: Signal<In, Bit>,
    /// p; 0 when `m_null`.
    pub m_exponent: Signal<Out, Bits<5>>,
    /// Every element was 0.
    pub m_null: Signal<Out, Bit>,
    /// High with every result: it is the only one of its tensor.
    pub m_last: Signal<Out, Bit>,
    stage_1: Stage,
    stage_2: Stage,
    stage_3: Stage,
    stage_4: Stage,
    stage_5: Stage,
    stage_6: Stage,
    words: Split<LANES, 32, IB>,
    magnitudes: Each<Magnitude, LANES>,
    sizes: Join<LANES, 32, IB>,
    quads: Each<Largest, QUADS>,
    ends: Join<4, 32, 128>,
    beat: Largest,
    largest: Signal<Local, Bits<32>>,
    // of the beats before the one in stage 3
    running: Reg<Bits<32>>,
    total: Reg<Bits<32>>,
    exponent: Exponent,
}

impl<const LANES: usize, const QUADS: usize, const IB: usize> Logic for Scale<LANES, QUADS, IB> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, running, total);
        self.running.reset.next = self.reset.val();
        self.total.reset.next = self.reset.val();
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
        self.stage_6.clock.next = self.clock.val();
        self.stage_6.reset.next = self.reset.val();

        self.stage_1.s_valid.next = self.s_valid.val();
        self.stage_1.s_last.next = self.s_last.val();
        self.stage_1.m_ready.next = self.stage_2.s_ready.val();
        self.stage_2.s_valid.next = self.stage_1.m_valid.val();
        self.stage_2.s_last.next = self.stage_1.m_last.val();
        self.stage_2.m_ready.next = self.stage_3.s_ready.val();
        self.stage_3.s_valid.next = self.stage_2.m_valid.val();
        self.stage_3.s_last.next = self.stage_2.m_last.val();
        // only the last beat of a tensor goes on
        self.stage_3.m_ready.next = self.stage_4.s_ready.val() | !self.stage_3.m_last.val();
        self.stage_4.s_valid.next = self.stage_3.m_valid.val() & self.stage_3.m_last.val();
        self.stage_4.s_last.next = true;
        self.stage_4.m_ready.next = self.stage_5.s_ready.val();
        self.stage_5.s_valid.next = self.stage_4.m_valid.val();
        self.stage_5.s_last.next = self.stage_4.m_last.val();
        self.stage_5.m_ready.next = self.stage_6.s_ready.val();
        self.stage_6.s_valid.next = self.stage_5.m_valid.val();
        self.stage_6.s_last.next = self.stage_5.m_last.val();
        self.stage_6.m_ready.next = self.m_ready.val();
        self.s_ready.next = self.stage_1.s_ready.val();
        self.m_valid.next = self.stage_6.m_valid.val();
        self.m_last.next = self.stage_6.m_last.val();

        self.words.whole.next = self.s_data.val();
        for j in 0..LANES {
            self.magnitudes[j].clock.next = self.clock.val();
            self.magnitudes[j].reset.next = self.reset.val();
            self.magnitudes[j].load.next = self.stage_1.load.val();
            self.magnitudes[j].x.next = self.words.parts[j].val();
            self.sizes.parts[j].next = self.magnitudes[j].y.val();
        }
        self.beat.clock.next = self.clock.val();
        self.beat.reset.next = self.reset.val();
        self.beat.load.next = self.stage_3.load.val();
        for q in 0..4 {
            self.ends.parts[q].next = 0.into();
        }
        for q in 0..QUADS {
            self.quads[q].clock.next = self.clock.val();
            self.quads[q].reset.next = self.reset.val();
            self.quads[q].load.next = self.stage_2.load.val();
            self.quads[q].x.next = self.sizes.whole.val().get_bits::<128>(q * 128);
            self.ends.parts[q].next = self.quads[q].y.val();
        }
        self.beat.x.next = self.ends.whole.val();
        self.largest.next = self.running.q.val();
        if self.beat.y.val() > self.running.q.val() {
            self.largest.next = self.beat.y.val();
        }
        if self.stage_3.m_valid.val() & self.stage_3.m_ready.val() {
            self.running.d.next = self.largest.val();
            if self.stage_3.m_last.val() {
                self.running.d.next = 0.into();
            }
        }
        if self.stage_4.load.val() {
            self.total.d.next = self.largest.val();
        }
        self.exponent.clock.next = self.clock.val();
        self.exponent.reset.next = self.reset.val();
        self.exponent.load_1.next = self.stage_5.load.val();
        self.exponent.load_2.next = self.stage_6.load.val();
        self.exponent.m.next = self.total.q.val();
        self.m_exponent.next = self.exponent.p.val();
        self.m_null.next = self.exponent.is_null.val();
    }
}
