//! Columns of accumulators from the array to what is stored of them.

use rust_hdl::prelude::*;

use super::errors::Mask;
use super::forward::{Forward, Samples};
use super::loss::Loss;
use super::pool::Pool;
use crate::base::{Each, Last, Number, Reg};

/// Takes the columns of a tile as the array shows them, and gives the writes that come of them.
///
/// ```text
///  column --> [pool] --> [ ] --> loss, mask --> [ ] --> |x| --> [magnitudes] --> [ ] --> [ ] --> [codes, flags] --> A, E, F, host
///    0          1         2                      3 |                 4            5       6             7
///                                                  +--> [sat16], which: X, I
///                                                                    4
/// ```
///
/// * A column a cycle, and nothing stands still behind the array: only the update makes a column wait in it, for its random
///   numbers and for W. In what cycle a port belongs to a column is in the picture.
/// * An activation is shifted as its tile says, an error by the exponent of the errors.
/// * `B = 8 N`, `R = 32 N`, `H = 16 N`, `T = 2 N`, `L = log2 N`, `Q = N / 4`, `2^K` groups of labels.
#[derive(Debug, Default, LogicBlock)]
pub struct Results<
    const N: usize,
    const B: usize,
    const R: usize,
    const H: usize,
    const T: usize,
    const L: usize,
    const Q: usize,
    const K: usize,
> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// As in [`Job`](super::job::Job), static over a tile, like the next 14 ports.
    pub is_forward: Signal<In, Bit>,
    /// See there.
    pub is_transposed: Signal<In, Bit>,
    /// See there.
    pub is_loss: Signal<In, Bit>,
    /// See there.
    pub stores: Signal<In, Bit>,
    /// See there.
    pub updates: Signal<In, Bit>,
    /// See there.
    pub normalises: Signal<In, Bit>,
    /// See there.
    pub goes_on: Signal<In, Bit>,
    /// See there.
    pub relu: Signal<In, Bit>,
    /// See there.
    pub mode: Signal<In, Bits<2>>,
    /// See there.
    pub shift: Signal<In, Bits<5>>,
    /// Address of the results.
    pub d: Signal<In, Bits<20>>,
    /// Their address in the space of the errors.
    pub f: Signal<In, Bits<20>>,
    /// Rows in use.
    pub rows: Signal<In, Bits<5>>,
    /// Columns in use.
    pub columns: Signal<In, Bits<5>>,
    /// Exponent of the errors.
    pub error_exponent: Signal<In, Bits<6>>,
    /// There is none.
    pub error_null: Signal<In, Bit>,
    /// The shift of a gradient's window.
    pub update_shift: Signal<In, Bits<6>>,
    /// Writes four labels.
    pub label_write: Signal<In, Bit>,
    /// Their group.
    pub label_address: Signal<In, Bits<K>>,
    /// Word of the group.
    pub label_index: Signal<In, Bits<2>>,
    /// The labels.
    pub label_word: Signal<In, Bits<32>>,
    /// Reads a group of labels.
    pub label_read: Signal<In, Bit>,
    /// Its address.
    pub label_read_address: Signal<In, Bits<20>>,
    /// The group read last is that of the next columns.
    pub label_hold: Signal<In, Bit>,
    /// The array shows a column.
    pub s_valid: Signal<In, Bit>,
    /// It is taken: cycle 0.
    pub s_ready: Signal<Out, Bit>,
    /// N int32.
    pub s_data: Signal<In, Bits<R>>,
    /// The update has the random numbers of the column.
    pub numbers_valid: Signal<In, Bit>,
    /// A step reads W.
    pub w_busy: Signal<In, Bit>,
    /// The update takes the column: cycle 0.
    pub update_take: Signal<Out, Bit>,
    /// Number of the column: cycle 0.
    pub column: Signal<Out, Bits<5>>,
    /// Reads flags: cycle 0.
    pub flag_read: Signal<Out, Bit>,
    /// Their address.
    pub flag_address: Signal<Out, Bits<20>>,
    /// The flags: cycle 1.
    pub flags: Signal<In, Bits<T>>,
    /// No column keeps the last step of the next tile any more: cycle 0 of the last column but three, for from there on
    /// they follow each other without a pause; of a tile that updates, cycle 1 of the last.
    pub ends: Signal<Out, Bit>,
    /// Magnitudes of N sums: cycle 4.
    pub magnitudes: Signal<Out, Bits<R>>,
    /// Windows on them, as in [`Requantise`](super::requantise::Requantise): cycle 6.
    pub windows: Signal<Out, Bits<R>>,
    /// They count for the maximum of a tensor: cycle 4.
    pub measured: Signal<Out, Bit>,
    /// Writes X: cycle 4.
    pub sample_write: Signal<Out, Bit>,
    /// Writes I: cycle 4.
    pub which_write: Signal<Out, Bit>,
    /// The address of both.
    pub sum_address: Signal<Out, Bits<20>>,
    /// N int16.
    pub sample_data: Signal<Out, Bits<H>>,
    /// N pool indices.
    pub which_data: Signal<Out, Bits<T>>,
    /// Samples cut to 16 bits: cycle 5.
    pub cuts: Signal<Out, Bits<6>>,
    /// A column in use: cycle 7.
    pub code_valid: Signal<Out, Bit>,
    /// Its number.
    pub code_column: Signal<Out, Bits<5>>,
    /// Its address in A.
    pub a_address: Signal<Out, Bits<20>>,
    /// Its address in the space of the errors.
    pub code_address: Signal<Out, Bits<20>>,
    /// Writes A.
    pub a_write: Signal<Out, Bit>,
    /// Writes E.
    pub error_write: Signal<Out, Bit>,
    /// Writes F.
    pub flag_write: Signal<Out, Bit>,
    /// N int8.
    pub codes: Signal<Out, Bits<B>>,
    /// Bit 2i clipped, bit 2i+1 positive.
    pub flag_data: Signal<Out, Bits<T>>,
    /// The clipped of the column count.
    pub clips: Signal<Out, Bit>,
    places: Reg<Bits<6>>,
    pool: Pool<N, R, T, L>,
    loss: Loss<N, B, R, Q, K>,
    mask: Mask<N, R, T>,
    requantise: Forward<N, B, R, T>,
    cut: Samples<N, R, H>,
    place: Reg<Bits<5>>,
    valid_3: Reg<Bit>,
    column_3: Reg<Bits<5>>,
    data_3: Reg<Bits<R>>,
    which_3: Reg<Bits<T>>,
    which_4: Reg<Bits<T>>,
    ready: Signal<Local, Bit>,
    taken: Signal<Local, Bit>,
    used_3: Signal<Local, Bit>,
    // whether a column is in use, from cycle 4 on, and what a tile does with it
    used: Each<Reg<Bit>, 3>,
    pools: Reg<Bit>,
    keeps: Reg<Bit>,
    measures: Reg<Bit>,
    used_6: Signal<Local, Bit>,
    used_7: Reg<Bit>,
    writes_a: Reg<Bit>,
    writes_error: Reg<Bit>,
    counts: Reg<Bit>,
    wide: Signal<Local, Bits<20>>,
    wide_4: Signal<Local, Bits<20>>,
    wide_7: Signal<Local, Bits<20>>,
    end_column: Last<N, 5>,
    eight: Number<8, 6>,
    one: Number<1, 5>,
    one_place: Number<1, 6>,
}

impl<
        const N: usize,
        const B: usize,
        const R: usize,
        const H: usize,
        const T: usize,
        const L: usize,
        const Q: usize,
        const K: usize,
    > Logic for Results<N, B, R, H, T, L, Q, K>
{
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(
            self,
            clock,
            place,
            valid_3,
            column_3,
            data_3,
            which_3,
            which_4,
            used_7,
            writes_a,
            writes_error,
            counts
        );
        self.used_7.reset.next = self.reset.val();
        self.writes_a.reset.next = self.reset.val();
        self.writes_error.reset.next = self.reset.val();
        self.counts.reset.next = self.reset.val();
        self.place.reset.next = self.reset.val();
        self.valid_3.reset.next = self.reset.val();
        self.column_3.reset.next = self.reset.val();
        self.data_3.reset.next = self.reset.val();
        self.which_3.reset.next = self.reset.val();
        self.which_4.reset.next = self.reset.val();
        self.pool.clock.next = self.clock.val();
        self.pool.reset.next = self.reset.val();
        self.loss.clock.next = self.clock.val();
        self.loss.reset.next = self.reset.val();
        self.requantise.clock.next = self.clock.val();
        self.requantise.reset.next = self.reset.val();
        self.mask.clock.next = self.clock.val();
        self.mask.reset.next = self.reset.val();
        self.cut.clock.next = self.clock.val();
        self.cut.reset.next = self.reset.val();

        dff_setup!(self, clock, places, pools, keeps, measures);
        self.places.reset.next = self.reset.val();
        self.pools.reset.next = self.reset.val();
        self.keeps.reset.next = self.reset.val();
        self.measures.reset.next = self.reset.val();
        for i in 0..3 {
            self.used[i].clock.next = self.clock.val();
            self.used[i].reset.next = self.reset.val();
        }

        // cycle 0
        self.ready.next = !self.updates.val() | (self.numbers_valid.val() & !self.w_busy.val());
        self.taken.next = self.s_valid.val() & self.ready.val();
        self.s_ready.next = self.ready.val();
        self.update_take.next = self.taken.val() & self.updates.val();
        self.column.next = self.place.q.val();
        if self.taken.val() {
            self.place.d.next = self.place.q.val() + self.one.val();
            if self.place.q.val() == self.end_column.val() {
                self.place.d.next = 0.into();
            }
        }
        self.wide.next = bit_cast::<20, 5>(self.place.q.val());
        self.flag_read.next = self.taken.val() & (self.is_transposed.val() | self.is_loss.val());
        self.flag_address.next = self.f.val() + self.wide.val();
        self.pool.mode.next = self.mode.val();
        self.pool.rows.next = self.rows.val();
        self.pool.take.next = self.taken.val();
        self.pool.s_column.next = self.place.q.val();
        self.pool.s_data.next = self.s_data.val();

        self.ends.next = self.pool.ending.val();
        if self.updates.val() {
            self.ends.next = self.pool.ended.val();
        }
        // cycles 1 and 2: the error's part
        self.loss.read.next = self.label_read.val();
        self.loss.read_address.next = self.label_read_address.val().get_bits::<K>(0);
        self.loss.hold.next = self.label_hold.val();
        self.loss.label_write.next = self.label_write.val();
        self.loss.label_address.next = self.label_address.val();
        self.loss.label_index.next = self.label_index.val();
        self.loss.label_word.next = self.label_word.val();
        self.loss.active.next = self.is_loss.val();
        self.loss.base_class.next = self.d.val();
        self.loss.rows.next = self.rows.val();
        self.loss.column.next = self.place.q.val();
        self.loss.s_data.next = self.pool.m_data.val();
        self.mask.active.next = self.is_transposed.val() | self.is_loss.val();
        self.mask.positives.next = self.is_transposed.val() & self.stores.val();
        self.mask.flags.next = self.flags.val();
        self.mask.s_data.next = self.loss.m_data.val();
        self.valid_3.d.next = self.pool.valid.val();
        if self.pool.valid.val() {
            self.column_3.d.next = self.pool.m_column.val();
            self.data_3.d.next = self.mask.m_data.val();
            self.which_3.d.next = self.pool.m_which.val();
        }

        // cycle 3
        self.used_3.next = self.column_3.q.val() < self.columns.val();
        self.cut.load.next =
            self.valid_3.q.val() & self.used_3.val() & self.normalises.val() & self.goes_on.val();
        self.cut.s_data.next = self.data_3.q.val();
        if self.valid_3.q.val() {
            self.which_4.d.next = self.which_3.q.val();
        }
        self.requantise.s_valid.next = self.valid_3.q.val();
        self.requantise.s_column.next = self.column_3.q.val();
        self.requantise.s_data.next = self.data_3.q.val();
        // the exponent lies far away, and stands long before the first column comes here
        self.requantise.shift.next = self.places.q.val();
        self.places.d.next = bit_cast::<6, 5>(self.shift.val()) + self.eight.val();
        self.requantise.relu.next = self.relu.val();
        self.requantise.is_null.next = !self.is_forward.val() & self.error_null.val();
        if !self.is_forward.val() {
            self.places.d.next = self.error_exponent.val() + self.one_place.val();
        }
        if self.updates.val() {
            self.places.d.next = self.update_shift.val();
        }

        self.used[0].d.next = self.valid_3.q.val() & self.used_3.val();
        self.used[1].d.next = self.used[0].q.val();
        self.used[2].d.next = self.used[1].q.val();
        // a tile stands long before its first column comes here
        self.pools.d.next = (self.mode.val() == 3) & self.stores.val();
        self.keeps.d.next = self.normalises.val() & self.goes_on.val() & self.stores.val();
        self.measures.d.next = !self.is_forward.val() & !self.stores.val();

        // cycle 4
        self.wide_4.next = bit_cast::<20, 5>(self.requantise.column_1.val());
        self.sum_address.next = self.f.val() + self.wide_4.val();
        self.magnitudes.next = self.requantise.magnitudes.val();
        self.windows.next = self.requantise.windows.val();
        self.measured.next = self.used[0].q.val() & self.measures.q.val();
        self.sample_write.next = self.used[0].q.val() & self.keeps.q.val();
        self.sample_data.next = self.cut.samples.val();
        self.cuts.next = self.cut.cuts.val();
        self.which_write.next = self.used[0].q.val() & self.pools.q.val();
        self.which_data.next = self.which_4.q.val();

        // cycle 6
        self.used_6.next = self.used[2].q.val() & self.goes_on.val();
        self.used_7.d.next = self.used_6.val();
        self.counts.d.next = self.used_6.val() & self.is_forward.val() & !self.normalises.val();
        self.writes_a.d.next =
            self.used_6.val() & self.is_forward.val() & !self.normalises.val() & self.stores.val();
        self.writes_error.d.next =
            self.used_6.val() & (self.is_transposed.val() | self.is_loss.val()) & self.stores.val();

        // cycle 7
        self.wide_7.next = bit_cast::<20, 5>(self.requantise.column_4.val());
        self.code_valid.next = self.used_7.q.val();
        self.code_column.next = self.requantise.column_4.val();
        self.a_address.next = self.d.val() + self.wide_7.val();
        self.code_address.next = self.f.val() + self.wide_7.val();
        self.a_write.next = self.writes_a.q.val();
        self.flag_write.next = self.writes_a.q.val();
        self.error_write.next = self.writes_error.q.val();
        self.codes.next = self.requantise.codes.val();
        self.flag_data.next = self.requantise.flags.val();
        self.clips.next = self.counts.q.val();
    }
}
