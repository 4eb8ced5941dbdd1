//! `acc[i][j] = sum_k a[i][k] * w[k][j]`: the multiply-accumulate array and the unit around it.

mod array;
mod cell;
mod saturate;

pub use array::Array;
pub use cell::{Cell, Column};
pub use saturate::Saturate;

use crate::base::{Counter, Each, Join, Reg, Split, Stage};
use rust_hdl::prelude::*;

/// Bits of the unit's accumulators: sums of up to 2^25 products are exact.
pub const ACCUMULATOR_BITS: usize = 40;

/// The unit `mac`: an [`Array`] with accumulators of 40 bits, whose sums saturate once to int32 on their way out.
///
/// ```text
///  s_a, s_w --> [Array] --> sat32 --> [register] --> m_data: a column of the tile, ROWS int32
///                             +-----> [register] --> [Counter] --> saturations
/// ```
///
/// * `s_a` holds column k of A (`ROWS` int8), `s_w` row k of W (`COLS` int8). `s_last` ends the reduction; the next
///   beat begins another tile.
/// * `m_data` holds column j of the results, from j = 0 on; `m_last` marks column `COLS` - 1.
/// * `AB = 8 * ROWS`, `WB = 8 * COLS`, `SB = 40 * ROWS` and `MB = 32 * ROWS`; row or column 0 is lowest.
/// * Exact for K < 2^25; beyond that an accumulator may wrap. `saturations` counts elements that were cut to int32, two
///   cycles after their column has left.
/// * Latency 5 cycles from the last beat to the first column; max(K, COLS) cycles a tile, with back-pressure as in
///   [`Array`].
#[derive(Debug, Default, LogicBlock)]
pub struct Mac<
    const ROWS: usize,
    const COLS: usize,
    const AB: usize,
    const WB: usize,
    const SB: usize,
    const MB: usize,
> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// A beat is offered.
    pub s_valid: Signal<In, Bit>,
    /// It is taken.
    pub s_ready: Signal<Out, Bit>,
    /// `ROWS` int8.
    pub s_a: Signal<In, Bits<AB>>,
    /// `COLS` int8.
    pub s_w: Signal<In, Bits<WB>>,
    /// The last products of the sums.
    pub s_last: Signal<In, Bit>,
    /// A column of results is offered.
    pub m_valid: Signal<Out, Bit>,
    /// It is taken.
    pub m_ready: Signal<In, Bit>,
    /// `ROWS` int32.
    pub m_data: Signal<Out, Bits<MB>>,
    /// The last column of the tile.
    pub m_last: Signal<Out, Bit>,
    /// Elements cut to int32 since reset.
    pub saturations: Signal<Out, Bits<32>>,
    // a tile has begun
    begun: Reg<Bit>,
    array: Array<ROWS, COLS, ACCUMULATOR_BITS, AB, WB, SB>,
    stage: Stage,
    sums: Split<ROWS, ACCUMULATOR_BITS, SB>,
    lanes: Each<Saturate, ROWS>,
    merge: Join<ROWS, 32, MB>,
    cut: Join<ROWS, 1, ROWS>,
    counter: Counter<ROWS>,
}

impl<
        const ROWS: usize,
        const COLS: usize,
        const AB: usize,
        const WB: usize,
        const SB: usize,
        const MB: usize,
    > Logic for Mac<ROWS, COLS, AB, WB, SB, MB>
{
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, begun);
        self.begun.reset.next = self.reset.val();
        self.array.clock.next = self.clock.val();
        self.array.reset.next = self.reset.val();
        self.stage.clock.next = self.clock.val();
        self.stage.reset.next = self.reset.val();
        self.counter.clock.next = self.clock.val();
        self.counter.reset.next = self.reset.val();

        self.array.s_valid.next = self.s_valid.val();
        self.array.s_a.next = self.s_a.val();
        self.array.s_w.next = self.s_w.val();
        self.array.s_first.next = !self.begun.q.val();
        self.array.s_last.next = self.s_last.val();
        if self.s_valid.val() & self.array.s_ready.val() {
            self.begun.d.next = !self.s_last.val();
        }
        self.s_ready.next = self.array.s_ready.val();

        self.stage.s_valid.next = self.array.m_valid.val();
        self.stage.s_last.next = self.array.m_last.val();
        self.stage.m_ready.next = self.m_ready.val();
        self.array.m_ready.next = self.stage.s_ready.val();
        self.sums.whole.next = self.array.m_data.val();
        for i in 0..ROWS {
            self.lanes[i].clock.next = self.clock.val();
            self.lanes[i].reset.next = self.reset.val();
            self.lanes[i].load.next = self.stage.load.val();
            self.lanes[i].x.next = self.sums.parts[i].val();
            self.merge.parts[i].next = self.lanes[i].y.val();
            self.cut.parts[i].next = self.lanes[i].cut.val();
        }
        self.m_valid.next = self.stage.m_valid.val();
        self.m_last.next = self.stage.m_last.val();
        self.m_data.next = self.merge.whole.val();

        self.counter.events.next = self.cut.whole.val();
        self.counter.enable.next = self.stage.m_valid.val() & self.m_ready.val();
        self.saturations.next = self.counter.count.val();
    }
}
