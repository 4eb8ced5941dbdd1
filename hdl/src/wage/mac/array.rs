//! The array of cells, with its control.

use super::Column;
use crate::base::{signed_bit_cast_int, Each, Reg};
use rust_hdl::prelude::*;

/// `ROWS` x `COLS` cells with stationary outputs: a stream of columns of A and rows of W goes in, and the finished
/// tile comes out column by column while the next one is summed.
///
/// ```text
///              w: COLS int8, one row of W a cycle
///              |      |      |
///            [reg]  [reg]  [reg]
///              v      v      v
///  a -[reg]-> cell   cell   cell      product and total: two stages more
///  a -[reg]-> cell   cell   cell
///              |      |      |        after the last product all totals go to the shadows at once,
///  m_data <- shadow<-shadow<-shadow   which move to the left, a column a handshake
/// ```
///
/// `AB = 8 * ROWS`, `WB = 8 * COLS` and `MB = ACC * ROWS` are the widths of the buses; row or column 0 is lowest.
///
/// * Numbers: full-range int8 by int8; sums in `ACC` bits, exact for K < 2^(ACC-15) products, never saturated.
/// * Latency: the first column is offered in the 4th cycle after the one that takes `s_last`.
/// * Throughput: a tile of K beats takes max(K, COLS) cycles, without a bubble between tiles.
/// * Back-pressure: when a finished tile finds the shadows occupied, the array stands still with `s_ready` low until
///   their last column is taken. `m_ready` reaches `s_ready` combinationally; valid and data have no such path.
#[derive(Debug, LogicBlock)]
pub struct Array<
    const ROWS: usize,
    const COLS: usize,
    const ACC: usize,
    const AB: usize,
    const WB: usize,
    const MB: usize,
> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// A beat is offered.
    pub s_valid: Signal<In, Bit>,
    /// The array takes it.
    pub s_ready: Signal<Out, Bit>,
    /// Column k of A, `ROWS` int8.
    pub s_a: Signal<In, Bits<AB>>,
    /// Row k of W, `COLS` int8.
    pub s_w: Signal<In, Bits<WB>>,
    /// The beat begins a sum.
    pub s_first: Signal<In, Bit>,
    /// The beat ends a sum.
    pub s_last: Signal<In, Bit>,
    /// A column of results is offered.
    pub m_valid: Signal<Out, Bit>,
    /// It is taken.
    pub m_ready: Signal<In, Bit>,
    /// `ROWS` sums of `ACC` bits, two's complement.
    pub m_data: Signal<Out, Bits<MB>>,
    /// It is the last column of the tile.
    pub m_last: Signal<Out, Bit>,
    /// The shadows are empty, or become so at the next edge.
    pub shadow_free: Signal<Out, Bit>,
    /// No product is on its way and every result has left. (A sum without its last product does not count.)
    pub idle: Signal<Out, Bit>,
    a: Reg<Bits<AB>>,
    w: Reg<Bits<WB>>,
    // of the beat in the input registers, and of that in the product registers
    valid_1: Reg<Bit>,
    first_1: Reg<Bit>,
    last_1: Reg<Bit>,
    valid_2: Reg<Bit>,
    first_2: Reg<Bit>,
    last_2: Reg<Bit>,
    // the totals are finished and wait for the shadows
    finished: Reg<Bit>,
    // columns that the shadows still hold
    left: Reg<Bits<16>>,
    occupied: Signal<Local, Bit>,
    one_left: Signal<Local, Bit>,
    free: Signal<Local, Bit>,
    advance: Signal<Local, Bit>,
    take: Signal<Local, Bit>,
    copy: Signal<Local, Bit>,
    columns: Each<Column<ROWS, ACC, AB, MB>, COLS>,
    all: Constant<Bits<16>>,
}

impl<
        const ROWS: usize,
        const COLS: usize,
        const ACC: usize,
        const AB: usize,
        const WB: usize,
        const MB: usize,
    > Default for Array<ROWS, COLS, ACC, AB, WB, MB>
{
    fn default() -> Self {
        const { assert!(AB == 8 * ROWS && WB == 8 * COLS && MB == ACC * ROWS) };
        const { assert!(COLS < 1 << 16 && ACC >= 16) };
        Self {
            clock: Default::default(),
            reset: Default::default(),
            s_valid: Default::default(),
            s_ready: Default::default(),
            s_a: Default::default(),
            s_w: Default::default(),
            s_first: Default::default(),
            s_last: Default::default(),
            m_valid: Default::default(),
            m_ready: Default::default(),
            m_data: Default::default(),
            m_last: Default::default(),
            shadow_free: Default::default(),
            idle: Default::default(),
            a: Default::default(),
            w: Default::default(),
            valid_1: Default::default(),
            first_1: Default::default(),
            last_1: Default::default(),
            valid_2: Default::default(),
            first_2: Default::default(),
            last_2: Default::default(),
            finished: Default::default(),
            left: Default::default(),
            occupied: Default::default(),
            one_left: Default::default(),
            free: Default::default(),
            advance: Default::default(),
            take: Default::default(),
            copy: Default::default(),
            columns: Default::default(),
            all: Constant::new((COLS as u64).into()),
        }
    }
}

impl<
        const ROWS: usize,
        const COLS: usize,
        const ACC: usize,
        const AB: usize,
        const WB: usize,
        const MB: usize,
    > Logic for Array<ROWS, COLS, ACC, AB, WB, MB>
{
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, a, w, valid_1, first_1, last_1, valid_2, first_2, last_2, finished, left);
        self.a.reset.next = self.reset.val();
        self.w.reset.next = self.reset.val();
        self.valid_1.reset.next = self.reset.val();
        self.first_1.reset.next = self.reset.val();
        self.last_1.reset.next = self.reset.val();
        self.valid_2.reset.next = self.reset.val();
        self.first_2.reset.next = self.reset.val();
        self.last_2.reset.next = self.reset.val();
        self.finished.reset.next = self.reset.val();
        self.left.reset.next = self.reset.val();

        self.occupied.next = self.left.q.val().any();
        self.one_left.next = self.left.q.val() == 1;
        self.free.next = !self.occupied.val() | (self.one_left.val() & self.m_ready.val());
        // everything before the shadows moves, or nothing does
        self.advance.next = !self.finished.q.val() | self.free.val();
        self.take.next = self.advance.val() & self.s_valid.val();
        self.copy.next = self.finished.q.val() & self.free.val();

        if self.take.val() {
            self.a.d.next = self.s_a.val();
            self.w.d.next = self.s_w.val();
            self.first_1.d.next = self.s_first.val();
            self.last_1.d.next = self.s_last.val();
        }
        if self.advance.val() {
            self.valid_1.d.next = self.s_valid.val();
            self.valid_2.d.next = self.valid_1.q.val();
            self.first_2.d.next = self.first_1.q.val();
            self.last_2.d.next = self.last_1.q.val();
            self.finished.d.next = self.valid_2.q.val() & self.last_2.q.val();
        }
        if self.copy.val() {
            self.left.d.next = self.all.val();
        } else if self.occupied.val() & self.m_ready.val() {
            self.left.d.next = self.left.q.val() - 1;
        }

        for j in 0..COLS {
            self.columns[j].clock.next = self.clock.val();
            self.columns[j].reset.next = self.reset.val();
            self.columns[j].a.next = self.a.q.val();
            self.columns[j].w.next = signed_bit_cast_int::<8>(self.w.q.val().get_bits::<8>(j * 8));
            self.columns[j].multiply.next = self.advance.val() & self.valid_1.q.val();
            self.columns[j].accumulate.next = self.advance.val() & self.valid_2.q.val();
            self.columns[j].first.next = self.first_2.q.val();
            self.columns[j].copy.next = self.copy.val();
            self.columns[j].shift.next = self.occupied.val() & self.m_ready.val();
            self.columns[j].right.next = 0.into();
        }
        for j in 1..COLS {
            self.columns[j - 1].right.next = self.columns[j].shadow.val();
        }

        self.s_ready.next = self.advance.val();
        self.m_valid.next = self.occupied.val();
        self.m_last.next = self.one_left.val();
        self.m_data.next = self.columns[0].shadow.val();
        self.shadow_free.next = self.free.val();
        self.idle.next =
            !self.valid_1.q.val() & !self.valid_2.q.val() & !self.finished.q.val() & !self.occupied.val();
    }
}
