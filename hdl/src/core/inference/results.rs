//! From the sums of a tile to its codes.

use rust_hdl::prelude::*;

use super::array::STEPS;
use super::rounding::Rounding;
use crate::base::{signed_bit_cast_int, signed_cast_int, unsigned_cast_int, Int, Number, Reg};

/// What is done in a cycle.
#[derive(Copy, Clone, PartialEq, Debug, LogicState)]
pub enum Step {
    /// Nothing: steps come.
    Idle,
    /// The array takes the last one.
    Settle,
    /// What has been added up of a sum before is read.
    Before,
    /// It is added.
    Whole,
    /// The sum is kept, or meets the maximum so far.
    Goes,
    /// It is divided, a bit a cycle.
    Shift,
    /// What is left is rounded.
    Round,
    /// The codes of a column are stored.
    Store,
    /// They go to the host.
    Emit,
    /// The next column.
    Next,
}

/// Takes the sums of a tile one at a time, column by column, and gives the writes and vectors that come of them; and adds
/// them up on the way when a tile has more steps than the array holds.
///
/// ```text
///  sum --> rows in use --> + --> [total] --> max --> [total] --> >> 1 --> [Rounding] --> [vector] --> A, host
///                          ^        |         ^  |      ^----------+
///           sums so far in A <------+     maxima in A
/// ```
///
/// * A sum takes 4 cycles and as many as its shift, one more when there are sums so far, and 2 only of a tile of a pool
///   that nothing leaves of; a column 2 more to store and go on, and one to emit. Meanwhile `busy` holds back the steps of
///   the next tile: 170 cycles for one of 16 sums that are stored with a shift of 6. Rounding at once, as in
///   [`Forward`](crate::core::forward::Forward), took 136 logic cells of an iCE40 more.
/// * Every [`STEPS`] steps the sums are added up, which takes 38 cycles, 53 when there are sums so far. 32 bits in all.
/// * Of a tile with a pool but the last of four, nothing goes past the pool, which takes all rows and columns, those that
///   are not in use too, rows as 0.
#[derive(Debug, Default, LogicBlock)]
pub struct Results {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// A step is issued; the array takes it in the next cycle.
    pub issue: Signal<In, Bit>,
    /// The tile is summed; not while busy.
    pub start: Signal<In, Bit>,
    /// No step, please.
    pub busy: Signal<Out, Bit>,
    /// The sums of the array are to be cleared.
    pub clear: Signal<Out, Bit>,
    /// The tile's immediate; static while busy, like the next two.
    pub tile: Signal<In, Bits<16>>,
    /// Rows in use.
    pub rows: Signal<In, Bits<3>>,
    /// Columns in use.
    pub columns: Signal<In, Bits<3>>,
    /// The sum that is wanted.
    pub row: Signal<Out, Bits<2>>,
    /// Its column.
    pub column: Signal<Out, Bits<2>>,
    /// The sum, in the same cycle.
    pub sum: Signal<In, Bits<18>>,
    /// Reads a sum so far or a maximum.
    pub sum_read: Signal<Out, Bit>,
    /// Writes it.
    pub sum_write: Signal<Out, Bit>,
    /// Which, as in [`Activations`](super::activations::Activations).
    pub sum_place: Signal<Out, Bits<5>>,
    /// What to write.
    pub sum_data: Signal<Out, Bits<32>>,
    /// What was read in the cycle before.
    pub kept: Signal<In, Bits<32>>,
    /// Stores a column of codes.
    pub store: Signal<Out, Bit>,
    /// Goes on to the next column.
    pub next_column: Signal<Out, Bit>,
    /// A column of codes goes to the host.
    pub emit: Signal<Out, Bit>,
    /// It is taken.
    pub emit_ready: Signal<In, Bit>,
    /// The codes, row 0 lowest.
    pub codes: Signal<Out, Bits<32>>,
    /// Codes clipped in this cycle.
    pub clips: Signal<Out, Bits<6>>,
    step: Reg<Step>,
    place: Reg<Bits<4>>,
    // steps that the array holds; what is done now adds up; there are sums so far
    count: Reg<Bits<10>>,
    adds_up: Reg<Bit>,
    added: Reg<Bit>,
    total: Reg<Bits<32>>,
    vector: Reg<Bits<32>>,
    // shifts to go; the last bit that went, and whether one before was 1
    left: Reg<Bits<5>>,
    half: Reg<Bit>,
    rest: Reg<Bit>,
    rounding: Rounding,
    mode: Signal<Local, Bits<2>>,
    used: Signal<Local, Bits<18>>,
    short: Signal<Local, Int<18>>,
    wide: Signal<Local, Int<32>>,
    so_far: Signal<Local, Bits<32>>,
    value: Signal<Local, Int<32>>,
    best: Signal<Local, Int<32>>,
    largest: Signal<Local, Bits<32>>,
    halved: Signal<Local, Bits<32>>,
    pools: Signal<Local, Bit>,
    in_use: Signal<Local, Bit>,
    goes: Signal<Local, Bit>,
    moves: Signal<Local, Bit>,
    ends: Signal<Local, Bit>,
    most: Number<STEPS, 10>,
    top: Number<0x8000_0000, 32>,
    maxima: Number<16, 5>,
}

impl Logic for Results {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, step, place, count, adds_up, added, total, left, half, rest, vector);
        self.step.reset.next = self.reset.val();
        self.place.reset.next = self.reset.val();
        self.count.reset.next = self.reset.val();
        self.adds_up.reset.next = self.reset.val();
        self.added.reset.next = self.reset.val();
        self.total.reset.next = self.reset.val();
        self.vector.reset.next = self.reset.val();
        self.left.reset.next = self.reset.val();
        self.half.reset.next = self.reset.val();
        self.rest.reset.next = self.reset.val();

        // the sum, with what was added up before; then the maximum of it and of what was kept
        self.mode.next = self.tile.val().get_bits::<2>(8);
        self.row.next = self.place.q.val().get_bits::<2>(0);
        self.column.next = self.place.q.val().get_bits::<2>(2);
        self.used.next = 0.into();
        if bit_cast::<3, 2>(self.place.q.val().get_bits::<2>(0)) < self.rows.val() {
            self.used.next = self.sum.val();
        }
        self.short.next = signed_bit_cast_int::<18>(self.used.val());
        self.wide.next = signed_cast_int::<18, 32>(self.short.val());
        self.so_far.next = 0.into();
        if self.added.q.val() {
            self.so_far.next = self.kept.val();
        }
        if self.step.q.val() == Step::Whole {
            self.total.d.next = unsigned_cast_int::<32>(self.wide.val()) + self.so_far.val();
        }
        self.pools.next = self.mode.val().get_bit(1) & !self.adds_up.q.val();
        self.halved.next = self.total.q.val() >> 1;
        if self.total.q.val().get_bit(31) {
            self.halved.next = (self.total.q.val() >> 1) | self.top.val();
        }
        self.value.next = signed_bit_cast_int::<32>(self.total.q.val());
        self.best.next = signed_bit_cast_int::<32>(self.kept.val());
        self.largest.next = self.total.q.val();
        if self.pools.val() & (self.best.val() > self.value.val()) {
            self.largest.next = self.kept.val();
        }
        self.in_use.next = bit_cast::<3, 2>(self.place.q.val().get_bits::<2>(2)) < self.columns.val();

        // its code; of a column four, the first ends up lowest
        self.rounding.floor.next = self.total.q.val();
        self.rounding.half.next = self.half.q.val();
        self.rounding.rest.next = self.rest.q.val();
        self.rounding.relu.next = self.tile.val().get_bit(2);
        self.clips.next = 0.into();

        if self.issue.val() {
            self.count.d.next = self.count.q.val() + 1;
        }
        self.goes.next = false;
        self.moves.next = false;
        self.ends.next = false;
        self.sum_read.next = false;
        self.sum_write.next = false;
        self.store.next = false;
        self.emit.next = false;
        self.next_column.next = false;
        self.sum_place.next = bit_cast::<5, 4>(self.place.q.val());
        match self.step.q.val() {
            Step::Idle => {
                if self.start.val() {
                    self.adds_up.d.next = false;
                    self.step.d.next = Step::Settle;
                }
                if self.count.q.val() == self.most.val() {
                    self.adds_up.d.next = true;
                    self.step.d.next = Step::Settle;
                }
            }
            Step::Settle => {
                self.step.d.next = Step::Before;
            }
            Step::Before => {
                self.sum_read.next = true;
                self.step.d.next = Step::Whole;
            }
            Step::Whole => {
                self.sum_read.next = true;
                self.sum_place.next = bit_cast::<5, 4>(self.place.q.val()) | self.maxima.val();
                self.step.d.next = Step::Goes;
            }
            Step::Goes => {
                self.sum_write.next = self.adds_up.q.val() | self.mode.val().any();
                if !self.adds_up.q.val() {
                    self.sum_place.next = bit_cast::<5, 4>(self.place.q.val()) | self.maxima.val();
                }
                self.total.d.next = self.largest.val();
                self.half.d.next = false;
                self.rest.d.next = false;
                self.left.d.next = self.tile.val().get_bits::<5>(3);
                self.goes.next = !self.adds_up.q.val()
                    & (self.mode.val().get_bit(0) == self.mode.val().get_bit(1))
                    & self.in_use.val();
                if self.goes.val() {
                    self.step.d.next = Step::Shift;
                } else {
                    self.moves.next = true;
                }
            }
            Step::Shift => {
                if self.left.q.val().any() {
                    self.total.d.next = self.halved.val();
                    self.half.d.next = self.total.q.val().get_bit(0);
                    self.rest.d.next = self.rest.q.val() | self.half.q.val();
                    self.left.d.next = self.left.q.val() - 1;
                } else {
                    self.step.d.next = Step::Round;
                }
            }
            Step::Round => {
                self.vector.d.next =
                    (self.vector.q.val() >> 8) | (bit_cast::<32, 8>(self.rounding.code.val()) << 24);
                self.clips.next = bit_cast::<6, 1>(self.rounding.clipped.val().into());
                self.moves.next = true;
            }
            Step::Store => {
                self.store.next = self.tile.val().get_bit(10);
                self.step.d.next = Step::Next;
                if self.tile.val().get_bit(11) {
                    self.step.d.next = Step::Emit;
                }
            }
            Step::Emit => {
                self.emit.next = true;
                if self.emit_ready.val() {
                    self.step.d.next = Step::Next;
                }
            }
            Step::Next => {
                self.next_column.next = !self.adds_up.q.val();
                self.place.d.next = self.place.q.val() + 1;
                self.step.d.next = Step::Whole;
                if self.added.q.val() {
                    self.step.d.next = Step::Before;
                }
                self.ends.next = self.place.q.val().get_bits::<2>(2) == 3;
            }
            _ => {
                self.step.d.next = Step::Idle;
            }
        }
        // the next row; behind the last the codes, if there are any
        if self.moves.val() {
            self.step.d.next = Step::Whole;
            if self.added.q.val() {
                self.step.d.next = Step::Before;
            }
            if self.place.q.val().get_bits::<2>(0) == 3 {
                self.step.d.next = Step::Next;
                if self.step.q.val() == Step::Round {
                    self.step.d.next = Step::Store;
                }
            } else {
                self.place.d.next = self.place.q.val() + 1;
            }
        }
        if self.ends.val() {
            self.added.d.next = self.adds_up.q.val();
            self.count.d.next = 0.into();
            self.step.d.next = Step::Idle;
        }
        self.clear.next = self.ends.val();

        // from the step on that fills the array
        self.busy.next = (self.step.q.val() != Step::Idle) | (self.count.q.val() == self.most.val());
        self.sum_data.next = self.largest.val();
        self.codes.next = self.vector.q.val();
    }
}
