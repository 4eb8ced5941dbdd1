//! `error(e) = sat(RHE(e * 2^7 / 2^p), -127, 127)`: from propagated errors to codes of one common scale.

use super::rescale::Rescale;
use crate::base::{Counter, Each, Join, Split, Stage};
use rust_hdl::prelude::*;

/// The unit `wage_error`: `LANES` errors a cycle become int8 codes, once [`Scale`](super::scale::Scale) has found the
/// exponent p of the whole tensor: the tensor passes twice.
///
/// ```text
///  s_data --> abs --> [ ] --> * 2^7 >> exponent --> [ ] --> round, sat, sign --> [ ] --> m_data
///  s_last --> [ Stage ] ----> [ Stage ] ----------> [ Stage ] -----------------------> m_last
/// ```
///
/// * `s_data` holds `LANES` int32, `m_data` `LANES` codes from -127 to 127, lane 0 lowest; `s_last` comes out as `m_last`.
/// * `exponent` (0 to 31) is static, and so is `is_null`, which makes every code 0.
/// * `saturations` counts the elements with |e| * 2^7 > 127 * 2^exponent, two cycles after they have left.
/// * Latency 3, a beat a cycle. `IB = 32 * LANES`, `OB = 8 * LANES`.
#[derive(Debug, Default, LogicBlock)]
pub struct Error<const LANES: usize, const IB: usize, const OB: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// p, 0 to 31, static.
    pub exponent: Signal<In, Bits<5>>,
    /// There is no exponent, for every error is 0; static.
    pub is_null: Signal<In, Bit>,
    /// A beat is offered.
    pub s_valid: Signal<In, Bit>,
    /// It is taken.
    pub s_ready: Signal<Out, Bit>,
    /// `LANES` int32.
    pub s_data: Signal<In, Bits<IB>>,
    /// Comes out as `m_last`.
    pub s_last: Signal<In, Bit>,
    /// A beat is offered.
    pub m_valid: Signal<Out, Bit>,
    /// It is taken.
    pub m_ready: Signal<In, Bit>,
    /// `LANES` int8.
    pub m_data: Signal<Out, Bits<OB>>,
    /// The beat came in with `s_last`.
    pub m_last: Signal<Out, Bit>,
    /// Elements cut to 127 steps since reset.
    pub saturations: Signal<Out, Bits<32>>,
    stage_1: Stage,
    stage_2: Stage,
    stage_3: Stage,
    words: Split<LANES, 32, IB>,
    lanes: Each<Rescale<7, 71, 39>, LANES>,
    codes: Join<LANES, 8, OB>,
    flags: Join<LANES, 1, LANES>,
    counter: Counter<LANES>,
}

impl<const LANES: usize, const IB: usize, const OB: usize> Logic for Error<LANES, IB, OB> {
    #[hdl_gen]
    fn update(&mut self) {
        self.stage_1.clock.next = self.clock.val();
        self.stage_1.reset.next = self.reset.val();
        self.stage_2.clock.next = self.clock.val();
        self.stage_2.reset.next = self.reset.val();
        self.stage_3.clock.next = self.clock.val();
        self.stage_3.reset.next = self.reset.val();
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
        self.stage_3.m_ready.next = self.m_ready.val();
        self.s_ready.next = self.stage_1.s_ready.val();
        self.m_valid.next = self.stage_3.m_valid.val();
        self.m_last.next = self.stage_3.m_last.val();

        self.words.whole.next = self.s_data.val();
        for j in 0..LANES {
            self.lanes[j].clock.next = self.clock.val();
            self.lanes[j].reset.next = self.reset.val();
            self.lanes[j].load_1.next = self.stage_1.load.val();
            self.lanes[j].load_2.next = self.stage_2.load.val();
            self.lanes[j].load_3.next = self.stage_3.load.val();
            self.lanes[j].x.next = self.words.parts[j].val();
            self.lanes[j].shift.next = self.exponent.val();
            self.lanes[j].relu.next = false;
            self.lanes[j].is_null.next = self.is_null.val();
            self.codes.parts[j].next = self.lanes[j].code.val();
            self.flags.parts[j].next = self.lanes[j].clipped.val();
        }
        self.m_data.next = self.codes.whole.val();
        self.counter.events.next = self.flags.whole.val();
        self.counter.enable.next = self.stage_3.m_valid.val() & self.m_ready.val();
        self.saturations.next = self.counter.count.val();
    }
}
