//! What leaves a tile beside the memories: vectors for the host, and counts.

use rust_hdl::prelude::*;

use crate::base::{Each, Ram, Reg, Split};

/// Keeps the columns of a tile for the output, which takes them when it can.
///
/// ```text
///  s_data --> [memory of N vectors] --> m_data
/// ```
///
/// `finished` comes with the last of `columns`. `B = 8 N`.
#[derive(Debug, Default, LogicBlock)]
pub struct Emission<const B: usize, const L: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// A tile begins.
    pub start: Signal<In, Bit>,
    /// Its columns, 1 to N.
    pub columns: Signal<In, Bits<5>>,
    /// A column.
    pub s_valid: Signal<In, Bit>,
    /// Its number.
    pub s_column: Signal<In, Bits<L>>,
    /// N codes.
    pub s_data: Signal<In, Bits<B>>,
    /// A column is offered.
    pub m_valid: Signal<Out, Bit>,
    /// It is taken.
    pub m_ready: Signal<In, Bit>,
    /// N codes.
    pub m_data: Signal<Out, Bits<B>>,
    /// The last column is taken.
    pub finished: Signal<Out, Bit>,
    memory: Ram<Bits<B>, L>,
    written: Reg<Bits<5>>,
    fetched: Reg<Bits<5>>,
    left: Reg<Bits<5>>,
    there: Reg<Bit>,
    goes: Signal<Local, Bit>,
    fetch: Signal<Local, Bit>,
}

impl<const B: usize, const L: usize> Logic for Emission<B, L> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, written, fetched, left, there);
        self.written.reset.next = self.reset.val();
        self.fetched.reset.next = self.reset.val();
        self.left.reset.next = self.reset.val();
        self.there.reset.next = self.reset.val();
        self.memory.clock.next = self.clock.val();

        self.memory.write_enable.next = self.s_valid.val();
        self.memory.write_address.next = self.s_column.val();
        self.memory.write_data.next = self.s_data.val();
        if self.s_valid.val() {
            self.written.d.next = self.written.q.val() + 1;
        }
        self.goes.next = self.there.q.val() & self.m_ready.val();
        self.fetch.next =
            (self.fetched.q.val() != self.written.q.val()) & (!self.there.q.val() | self.m_ready.val());
        self.memory.read_enable.next = self.fetch.val();
        self.memory.read_address.next = self.fetched.q.val().get_bits::<L>(0);
        self.finished.next = false;
        if self.goes.val() {
            self.there.d.next = false;
            self.left.d.next = self.left.q.val() - 1;
            self.finished.next = self.left.q.val() == 1;
        }
        if self.fetch.val() {
            self.there.d.next = true;
            self.fetched.d.next = self.fetched.q.val() + 1;
        }
        if self.start.val() {
            self.written.d.next = 0.into();
            self.fetched.d.next = 0.into();
            self.left.d.next = self.columns.val();
        }
        self.m_valid.next = self.there.q.val();
        self.m_data.next = self.memory.read_data.val();
    }
}

/// How many lanes of a column were clipped, registered. `T = 2 N`.
#[derive(Debug, Default, LogicBlock)]
pub struct Clips<const N: usize, const T: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The column counts.
    pub load: Signal<In, Bit>,
    /// Bit 2i: lane i was clipped.
    pub flags: Signal<In, Bits<T>>,
    /// Lanes clipped, a cycle later; 0 without `load`.
    pub count: Signal<Out, Bits<6>>,
    flag: Split<N, 2, T>,
    partial: Each<Signal<Local, Bits<6>>, N>,
    total: Reg<Bits<6>>,
}

impl<const N: usize, const T: usize> Logic for Clips<N, T> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, total);
        self.total.reset.next = self.reset.val();
        self.flag.whole.next = self.flags.val();
        self.partial[0].next = 0.into();
        if self.flag.parts[0].val().get_bit(0) {
            self.partial[0].next = 1.into();
        }
        for i in 1..N {
            self.partial[i].next = self.partial[i - 1].val();
            if self.flag.parts[i].val().get_bit(0) {
                self.partial[i].next = self.partial[i - 1].val() + 1;
            }
        }
        self.total.d.next = 0.into();
        if self.load.val() {
            for i in 0..N {
                self.total.d.next = self.partial[i].val();
            }
        }
        self.count.next = self.total.q.val();
    }
}
