//! From columns of samples in the memories to a stream.

use rust_hdl::prelude::*;

use super::Walk;
use crate::base::{signed_bit_cast_int, Each, Int, Reg, Split};

/// Cycles from a read to its data.
const LATENCY: usize = 4;

/// Reads the samples of a channel, and the errors beside them, and hands them out one a cycle.
///
/// ```text
///  [Walk] --> read, read_address ... x_data, e_data --> [next column] --> [column, shifted a lane at a time] --> m_*
/// ```
///
/// A column is fetched while the one before streams out: from columns of six images up, one sample a cycle. The data
/// of both memories is due four cycles after the cycle with `read` and `read_taken`. `B = 8 * N`, `X = 16 * N`.
#[derive(Debug, LogicBlock)]
pub struct Samples<const N: usize, const B: usize, const X: usize, const L: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// Begins a channel; only while not `busy`.
    pub start: Signal<In, Bit>,
    /// See [`Walk`]; held from `start` on.
    pub images: Signal<In, Bits<20>>,
    /// With `start`.
    pub positions: Signal<In, Bits<20>>,
    /// E-space address of the first sample, with `start`.
    pub e_start: Signal<In, Bits<20>>,
    /// Held from `start` on.
    pub e_position: Signal<In, Bits<20>>,
    /// Held from `start` on.
    pub e_group: Signal<In, Bits<20>>,
    /// Samples are still to come.
    pub busy: Signal<Out, Bit>,
    /// A column is wanted.
    pub read: Signal<Out, Bit>,
    /// Where.
    pub read_address: Signal<Out, Bits<20>>,
    /// It will be read.
    pub read_taken: Signal<In, Bit>,
    /// `N` samples, lane 0 lowest.
    pub x_data: Signal<In, Bits<X>>,
    /// `N` errors, lane 0 lowest.
    pub e_data: Signal<In, Bits<B>>,
    /// A sample is offered.
    pub m_valid: Signal<Out, Bit>,
    /// It is taken.
    pub m_ready: Signal<In, Bit>,
    /// The sample.
    pub m_x: Signal<Out, Int<16>>,
    /// Its error.
    pub m_dy: Signal<Out, Int<8>>,
    /// It is the last of the channel.
    pub m_last: Signal<Out, Bit>,
    one: Constant<Bits<L>>,
    walk: Walk<N, L>,
    wants: Signal<Local, Bit>,
    fetch: Signal<Local, Bit>,
    taken: Signal<Local, Bit>,
    emptied: Signal<Local, Bit>,
    refill: Signal<Local, Bit>,
    walking: Reg<Bit>,
    // the column that has been asked for; at the end its data is there
    reading: Each<Reg<Bit>, LATENCY>,
    underway: Signal<Local, Bit>,
    arriving: Signal<Local, Bit>,
    fetched: Reg<Bit>,
    fetched_tall: Reg<Bits<L>>,
    fetched_last: Reg<Bit>,
    x_lanes: Split<N, 16, X>,
    e_lanes: Split<N, 8, B>,
    fetched_x: Each<Reg<Bits<16>>, N>,
    fetched_e: Each<Reg<Bits<8>>, N>,
    valid: Reg<Bit>,
    left: Reg<Bits<L>>,
    last: Reg<Bit>,
    x: Each<Reg<Bits<16>>, N>,
    e: Each<Reg<Bits<8>>, N>,
}

impl<const N: usize, const B: usize, const X: usize, const L: usize> Default for Samples<N, B, X, L> {
    fn default() -> Self {
        const { assert!(B == 8 * N && X == 16 * N) };
        Self {
            clock: Default::default(),
            reset: Default::default(),
            start: Default::default(),
            images: Default::default(),
            positions: Default::default(),
            e_start: Default::default(),
            e_position: Default::default(),
            e_group: Default::default(),
            busy: Default::default(),
            read: Default::default(),
            read_address: Default::default(),
            read_taken: Default::default(),
            x_data: Default::default(),
            e_data: Default::default(),
            m_valid: Default::default(),
            m_ready: Default::default(),
            m_x: Default::default(),
            m_dy: Default::default(),
            m_last: Default::default(),
            one: Constant::new(1.into()),
            walk: Default::default(),
            wants: Default::default(),
            fetch: Default::default(),
            taken: Default::default(),
            emptied: Default::default(),
            refill: Default::default(),
            walking: Default::default(),
            reading: Default::default(),
            underway: Default::default(),
            arriving: Default::default(),
            fetched: Default::default(),
            fetched_tall: Default::default(),
            fetched_last: Default::default(),
            x_lanes: Default::default(),
            e_lanes: Default::default(),
            fetched_x: Default::default(),
            fetched_e: Default::default(),
            valid: Default::default(),
            left: Default::default(),
            last: Default::default(),
            x: Default::default(),
            e: Default::default(),
        }
    }
}

impl<const N: usize, const B: usize, const X: usize, const L: usize> Logic for Samples<N, B, X, L> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, walking, fetched, fetched_tall, fetched_last);
        dff_setup!(self, clock, valid, left, last);
        self.walking.reset.next = self.reset.val();
        for i in 0..LATENCY {
            self.reading[i].clock.next = self.clock.val();
            self.reading[i].reset.next = self.reset.val();
        }
        self.fetched.reset.next = self.reset.val();
        self.fetched_tall.reset.next = self.reset.val();
        self.fetched_last.reset.next = self.reset.val();
        self.valid.reset.next = self.reset.val();
        self.left.reset.next = self.reset.val();
        self.last.reset.next = self.reset.val();
        self.walk.clock.next = self.clock.val();
        self.walk.reset.next = self.reset.val();

        self.walk.start.next = self.start.val();
        self.walk.images.next = self.images.val();
        self.walk.positions.next = self.positions.val();
        self.walk.a_start.next = 0.into();
        self.walk.a_position.next = 0.into();
        self.walk.a_group.next = 0.into();
        self.walk.e_start.next = self.e_start.val();
        self.walk.e_position.next = self.e_position.val();
        self.walk.e_group.next = self.e_group.val();

        // one column under way at a time
        self.underway.next = false;
        for i in 0..LATENCY {
            if self.reading[i].q.val() {
                self.underway.next = true;
            }
        }
        self.wants.next = self.walking.q.val() & !self.underway.val() & !self.fetched.q.val();
        self.fetch.next = self.wants.val() & self.read_taken.val();
        self.read.next = self.wants.val();
        self.read_address.next = self.walk.e_at.val();
        self.walk.step.next = self.fetch.val();
        self.reading[0].d.next = self.fetch.val();
        for i in 1..LATENCY {
            self.reading[i].d.next = self.reading[i - 1].q.val();
        }
        self.arriving.next = self.reading[3].q.val();
        if self.fetch.val() {
            self.fetched_tall.d.next = self.walk.tall.val();
            self.fetched_last.d.next = self.walk.last.val();
            if self.walk.last.val() {
                self.walking.d.next = false;
            }
        }
        if self.start.val() {
            self.walking.d.next = true;
        }

        self.taken.next = self.valid.q.val() & self.m_ready.val();
        self.emptied.next = !self.left.q.val().any() & self.taken.val();
        self.refill.next = self.fetched.q.val() & (!self.valid.q.val() | self.emptied.val());
        if self.taken.val() {
            self.left.d.next = self.left.q.val() - self.one.val();
        }
        if self.emptied.val() {
            self.valid.d.next = false;
        }
        if self.refill.val() {
            self.fetched.d.next = false;
            self.valid.d.next = true;
            self.left.d.next = self.fetched_tall.q.val();
            self.last.d.next = self.fetched_last.q.val();
        }
        if self.arriving.val() {
            self.fetched.d.next = true;
        }

        self.x_lanes.whole.next = self.x_data.val();
        self.e_lanes.whole.next = self.e_data.val();
        for i in 0..N {
            self.fetched_x[i].clock.next = self.clock.val();
            self.fetched_x[i].reset.next = self.reset.val();
            self.fetched_x[i].d.next = self.fetched_x[i].q.val();
            self.fetched_e[i].clock.next = self.clock.val();
            self.fetched_e[i].reset.next = self.reset.val();
            self.fetched_e[i].d.next = self.fetched_e[i].q.val();
            self.x[i].clock.next = self.clock.val();
            self.x[i].reset.next = self.reset.val();
            self.x[i].d.next = self.x[i].q.val();
            self.e[i].clock.next = self.clock.val();
            self.e[i].reset.next = self.reset.val();
            self.e[i].d.next = self.e[i].q.val();
        }
        if self.arriving.val() {
            for i in 0..N {
                self.fetched_x[i].d.next = self.x_lanes.parts[i].val();
                self.fetched_e[i].d.next = self.e_lanes.parts[i].val();
            }
        }
        if self.taken.val() {
            for i in 1..N {
                self.x[i - 1].d.next = self.x[i].q.val();
                self.e[i - 1].d.next = self.e[i].q.val();
            }
        }
        if self.refill.val() {
            for i in 0..N {
                self.x[i].d.next = self.fetched_x[i].q.val();
                self.e[i].d.next = self.fetched_e[i].q.val();
            }
        }

        self.m_valid.next = self.valid.q.val();
        self.m_x.next = signed_bit_cast_int::<16>(self.x[0].q.val());
        self.m_dy.next = signed_bit_cast_int::<8>(self.e[0].q.val());
        self.m_last.next = self.last.q.val() & !self.left.q.val().any();
        self.busy.next =
            self.walking.q.val() | self.underway.val() | self.fetched.q.val() | self.valid.q.val();
    }
}
