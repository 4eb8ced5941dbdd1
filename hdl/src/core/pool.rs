//! Columns of accumulators from the array, and the 2x2 max-pool on them.

use rust_hdl::prelude::*;

use crate::base::{signed_bit_cast_int, Each, Int, Join, Ram, Reg};

/// Takes columns of accumulators; of four tiles it keeps the maximum and which of them it came from.
///
/// ```text
///  s_data --> rows in use --> [column] --+--> [ ] ------> max --+--> m_data, m_which
///  s_column ---------------> [memory] ---+--> [ ] ---------^    |       (mode 0 and 3 go on from here)
///                                ^       +--> compare --> [ ]   |
///                                +------------------------------+       (mode 1 and 2)
/// ```
///
/// * `mode`: 0 no pool, 1 the first of the four, 2 the second and third, 3 the last. Static over a tile.
/// * The first in order of arrival wins a tie. Rows past `rows` count as 0.
/// * Latency 2, a column a cycle; a tile's columns come N cycles or more behind those of the one before, so that each is
///   in the memory when it is read. `R = 32 N`, `T = 2 N`; N columns of 34 N bits are kept.
#[derive(Debug, LogicBlock)]
pub struct Pool<const N: usize, const R: usize, const T: usize, const L: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// See above.
    pub mode: Signal<In, Bits<2>>,
    /// Rows in use.
    pub rows: Signal<In, Bits<5>>,
    /// A column is taken.
    pub take: Signal<In, Bit>,
    /// Its number.
    pub s_column: Signal<In, Bits<5>>,
    /// N int32.
    pub s_data: Signal<In, Bits<R>>,
    /// The last of the N columns was taken in the cycle before.
    pub ended: Signal<Out, Bit>,
    /// The last but three is taken in this one.
    pub ending: Signal<Out, Bit>,
    /// Number of the column that was taken in the cycle before.
    pub column_1: Signal<Out, Bits<5>>,
    /// A column is there.
    pub valid: Signal<Out, Bit>,
    /// Its number.
    pub m_column: Signal<Out, Bits<5>>,
    /// N int32: the column, or the maxima so far.
    pub m_data: Signal<Out, Bits<R>>,
    /// Which of the four tiles they came from, 2 bits a row.
    pub m_which: Signal<Out, Bits<T>>,
    used: Join<N, 32, R>,
    lane: [Constant<Bits<5>>; N],
    end_column: Constant<Bits<5>>,
    early_column: Constant<Bits<5>>,
    there: Reg<Bit>,
    column: Reg<Bits<5>>,
    data: Reg<Bits<R>>,
    // tiles of the four that have passed
    passed: Reg<Bits<2>>,
    values: Ram<Bits<R>, L>,
    origins: Ram<Bits<T>, L>,
    value: [Signal<Local, Int<16>>; N],
    best: [Signal<Local, Int<16>>; N],
    low_above: [Signal<Local, Bit>; N],
    high_equal: [Signal<Local, Bit>; N],
    high_above: [Signal<Local, Bit>; N],
    there_2: Reg<Bit>,
    column_2: Reg<Bits<5>>,
    // the column, what was there before it, and which of them it is to be
    data_2: Reg<Bits<R>>,
    best_2: Reg<Bits<R>>,
    passed_2: Reg<Bits<2>>,
    origins_2: Reg<Bits<T>>,
    wins: Each<Reg<Bit>, N>,
    largest: Join<N, 32, R>,
    winners: Join<N, 2, T>,
}

impl<const N: usize, const R: usize, const T: usize, const L: usize> Default for Pool<N, R, T, L> {
    fn default() -> Self {
        const { assert!(R == 32 * N && T == 2 * N && N == 1 << L) };
        Self {
            clock: Default::default(),
            reset: Default::default(),
            mode: Default::default(),
            rows: Default::default(),
            take: Default::default(),
            s_column: Default::default(),
            s_data: Default::default(),
            ended: Default::default(),
            ending: Default::default(),
            column_1: Default::default(),
            valid: Default::default(),
            m_column: Default::default(),
            m_data: Default::default(),
            m_which: Default::default(),
            used: Default::default(),
            lane: std::array::from_fn(|lane| Constant::new((lane as u64).into())),
            end_column: Constant::new((N as u64 - 1).into()),
            early_column: Constant::new((N as u64 - 4).into()),
            there: Default::default(),
            column: Default::default(),
            data: Default::default(),
            passed: Default::default(),
            values: Default::default(),
            origins: Default::default(),
            value: std::array::from_fn(|_| Default::default()),
            best: std::array::from_fn(|_| Default::default()),
            low_above: std::array::from_fn(|_| Default::default()),
            high_equal: std::array::from_fn(|_| Default::default()),
            high_above: std::array::from_fn(|_| Default::default()),
            largest: Default::default(),
            winners: Default::default(),
            there_2: Default::default(),
            column_2: Default::default(),
            data_2: Default::default(),
            best_2: Default::default(),
            passed_2: Default::default(),
            origins_2: Default::default(),
            wins: Default::default(),
        }
    }
}

impl<const N: usize, const R: usize, const T: usize, const L: usize> Logic for Pool<N, R, T, L> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(
            self, clock, there, column, data, passed, there_2, column_2, data_2, best_2, passed_2, origins_2
        );
        self.there.reset.next = self.reset.val();
        self.column.reset.next = self.reset.val();
        self.data.reset.next = self.reset.val();
        self.passed.reset.next = self.reset.val();
        self.there_2.reset.next = self.reset.val();
        self.column_2.reset.next = self.reset.val();
        self.data_2.reset.next = self.reset.val();
        self.best_2.reset.next = self.reset.val();
        self.passed_2.reset.next = self.reset.val();
        self.origins_2.reset.next = self.reset.val();
        self.values.clock.next = self.clock.val();
        self.origins.clock.next = self.clock.val();

        self.there.d.next = self.take.val();
        for i in 0..N {
            self.used.parts[i].next = 0.into();
            if self.take.val() & (self.lane[i].val() < self.rows.val()) {
                self.used.parts[i].next = self.s_data.val().get_bits::<32>(i * 32);
            }
        }
        if self.take.val() {
            self.column.d.next = self.s_column.val();
            self.data.d.next = self.used.whole.val();
        }
        self.values.read_enable.next = self.take.val() & self.mode.val().get_bit(1);
        self.values.read_address.next = self.s_column.val().get_bits::<L>(0);
        self.origins.read_enable.next = self.take.val() & self.mode.val().get_bit(1);
        self.origins.read_address.next = self.s_column.val().get_bits::<L>(0);

        for i in 0..N {
            // in two halves, for a carry through all 32 bits takes half a cycle
            self.value[i].next = signed_bit_cast_int::<16>(self.data.q.val().get_bits::<16>(i * 32 + 16));
            self.best[i].next =
                signed_bit_cast_int::<16>(self.values.read_data.val().get_bits::<16>(i * 32 + 16));
            self.low_above[i].next =
                self.data.q.val().get_bits::<16>(i * 32) > self.values.read_data.val().get_bits::<16>(i * 32);
            self.high_equal[i].next = self.data.q.val().get_bits::<16>(i * 32 + 16)
                == self.values.read_data.val().get_bits::<16>(i * 32 + 16);
            self.high_above[i].next = self.value[i].val() > self.best[i].val();
            self.wins[i].clock.next = self.clock.val();
            self.wins[i].reset.next = self.reset.val();
            self.wins[i].d.next = !self.mode.val().get_bit(1)
                | self.high_above[i].val()
                | (self.high_equal[i].val() & self.low_above[i].val());
        }
        self.there_2.d.next = self.there.q.val();
        if self.there.q.val() {
            self.column_2.d.next = self.column.q.val();
            self.data_2.d.next = self.data.q.val();
            self.best_2.d.next = self.values.read_data.val();
            self.passed_2.d.next = 0.into();
            if self.mode.val().get_bit(1) {
                self.passed_2.d.next = self.passed.q.val();
            }
            self.origins_2.d.next = self.origins.read_data.val();
        }
        for i in 0..N {
            self.largest.parts[i].next = self.best_2.q.val().get_bits::<32>(i * 32);
            self.winners.parts[i].next = self.origins_2.q.val().get_bits::<2>(i * 2);
            if self.wins[i].q.val() {
                self.largest.parts[i].next = self.data_2.q.val().get_bits::<32>(i * 32);
                self.winners.parts[i].next = self.passed_2.q.val();
            }
        }
        self.values.write_enable.next =
            self.there_2.q.val() & (self.mode.val().get_bit(0) != self.mode.val().get_bit(1));
        self.values.write_address.next = self.column_2.q.val().get_bits::<L>(0);
        self.values.write_data.next = self.largest.whole.val();
        self.origins.write_enable.next =
            self.there_2.q.val() & (self.mode.val().get_bit(0) != self.mode.val().get_bit(1));
        self.origins.write_address.next = self.column_2.q.val().get_bits::<L>(0);
        self.origins.write_data.next = self.winners.whole.val();
        if self.there.q.val() & (self.column.q.val() == self.end_column.val()) {
            if self.mode.val() == 1 {
                self.passed.d.next = 1.into();
            }
            if self.mode.val().get_bit(1) {
                self.passed.d.next = self.passed.q.val() + 1;
            }
        }
        self.ended.next = self.there.q.val() & (self.column.q.val() == self.end_column.val());
        self.ending.next = self.take.val() & (self.s_column.val() == self.early_column.val());
        self.column_1.next = self.column.q.val();
        self.valid.next = self.there_2.q.val();
        self.m_column.next = self.column_2.q.val();
        self.m_data.next = self.largest.whole.val();
        self.m_which.next = self.winners.whole.val();
    }
}
