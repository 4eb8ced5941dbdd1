//! From the step of a program to the operands of the array.

use rust_hdl::prelude::*;

use super::jumps::Jumps;
use super::operands::Operands;
use crate::base::{Each, Number, Reg};

/// Cycles from a step to the array's input.
const READ_LATENCY: usize = 8;
/// Cycles from a step to the choice of its operands.
const CHOICE_LATENCY: usize = READ_LATENCY - 1;

/// A step on its way through the memories.
///
/// ```text
///  step --> [addresses] --> memories, six cycles --> [operands] --> array
///    0           1                   7                    8
/// ```
///
/// A step a cycle; the reads leave a cycle after it, with the vectors of six cycles later it reaches the array after eight.
/// A is read in all products but the transposed one, E and I in the transposed one and the gradient, W in the forward one
/// and the transposed one. `B = 8 N`, `T = 2 N`, `L = log2 N`.
#[derive(Debug, Default, LogicBlock)]
pub struct Fetch<const N: usize, const B: usize, const T: usize, const L: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// A step.
    pub issue: Signal<In, Bit>,
    /// It is the first of its tile.
    pub first: Signal<In, Bit>,
    /// It is the last of its tile.
    pub last: Signal<In, Bit>,
    /// 0 forward, 1 transposed, 2 gradient, 3 loss.
    pub product: Signal<In, Bits<2>>,
    /// Address of the first operand.
    pub x_address: Signal<In, Bits<20>>,
    /// Address of the second.
    pub y_address: Signal<In, Bits<20>>,
    /// Lane of the rows that are read.
    pub lane: Signal<In, Bits<L>>,
    /// The pool routes the errors...
    pub unpool: Signal<In, Bit>,
    /// ...to this of the four positions.
    pub want: Signal<In, Bits<2>>,
    /// A tile is to come, whose row reads of A run...
    pub takes: Signal<In, Bit>,
    /// ...like this: see [`Jumps`].
    pub run_gap: Signal<In, Bits<16>>,
    /// Reads A.
    pub a_read: Signal<Out, Bit>,
    /// Reads E and I.
    pub e_read: Signal<Out, Bit>,
    /// Reads W.
    pub w_read: Signal<Out, Bit>,
    /// Reads the labels of a tile.
    pub label_read: Signal<Out, Bit>,
    /// The labels read last are those of the tile that is at its last step.
    pub label_hold: Signal<Out, Bit>,
    /// A row of A, not a column.
    pub row: Signal<Out, Bit>,
    /// A row of W, not a column.
    pub w_row: Signal<Out, Bit>,
    /// The lane of a row.
    pub read_lane: Signal<Out, Bits<L>>,
    /// Address in A.
    pub a_address: Signal<Out, Bits<20>>,
    /// A row of E and I.
    pub e_row: Signal<Out, Bit>,
    /// Its lane.
    pub e_lane: Signal<Out, Bits<L>>,
    /// Address in E and I.
    pub e_address: Signal<Out, Bits<20>>,
    /// Address in W.
    pub w_address: Signal<Out, Bits<20>>,
    /// Address of the labels.
    pub label_address: Signal<Out, Bits<20>>,
    /// The jumps of a row of A.
    pub jumps: Signal<Out, Bits<B>>,
    /// The vector of A, six cycles after its read.
    pub a: Signal<In, Bits<B>>,
    /// The vector of E, four cycles after its read.
    pub e: Signal<In, Bits<B>>,
    /// That of I.
    pub which: Signal<In, Bits<T>>,
    /// That of W, six cycles after its read.
    pub w: Signal<In, Bits<B>>,
    /// A step reaches the array.
    pub m_valid: Signal<Out, Bit>,
    /// It multiplies int8 by int8.
    pub m_full: Signal<Out, Bit>,
    /// The last of its tile.
    pub m_last: Signal<Out, Bit>,
    /// For the rows of the array.
    pub m_a: Signal<Out, Bits<B>>,
    /// For its columns.
    pub m_w: Signal<Out, Bits<B>>,
    gaps: Jumps<N, B, L>,
    operands: Operands<N, B, T>,
    valid: Each<Reg<Bit>, READ_LATENCY>,
    opens: Each<Reg<Bit>, CHOICE_LATENCY>,
    closes: Each<Reg<Bit>, READ_LATENCY>,
    // what the operands are chosen by, from the step on
    products: Each<Reg<Bits<2>>, CHOICE_LATENCY>,
    unpools: Each<Reg<Bit>, CHOICE_LATENCY>,
    wants: Each<Reg<Bits<2>>, CHOICE_LATENCY>,
    full: Reg<Bit>,
    x_1: Reg<Bits<20>>,
    y_1: Reg<Bits<20>>,
    lane_1: Reg<Bits<L>>,
    step: Reg<Bits<5>>,
    step_number: Signal<Local, Bits<5>>,
    rows: Reg<Bit>,
    // E is as quick as to be read two cycles later
    e_reads: Each<Reg<Bit>, 2>,
    e_rows: Each<Reg<Bit>, 2>,
    e_lanes: Each<Reg<Bits<L>>, 2>,
    e_places: Each<Reg<Bits<20>>, 2>,
    labels: Each<Reg<Bits<20>>, 2>,
    one: Number<1, 5>,
}

impl<const N: usize, const B: usize, const T: usize, const L: usize> Logic for Fetch<N, B, T, L> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, full, x_1, y_1, lane_1, rows, step);
        self.rows.reset.next = self.reset.val();
        for i in 0..CHOICE_LATENCY {
            self.opens[i].clock.next = self.clock.val();
            self.opens[i].reset.next = self.reset.val();
            self.products[i].clock.next = self.clock.val();
            self.products[i].reset.next = self.reset.val();
            self.unpools[i].clock.next = self.clock.val();
            self.unpools[i].reset.next = self.reset.val();
            self.wants[i].clock.next = self.clock.val();
            self.wants[i].reset.next = self.reset.val();
        }
        for i in 0..2 {
            self.e_reads[i].clock.next = self.clock.val();
            self.e_reads[i].reset.next = self.reset.val();
            self.e_rows[i].clock.next = self.clock.val();
            self.e_rows[i].reset.next = self.reset.val();
            self.e_lanes[i].clock.next = self.clock.val();
            self.e_lanes[i].reset.next = self.reset.val();
            self.e_places[i].clock.next = self.clock.val();
            self.e_places[i].reset.next = self.reset.val();
            self.labels[i].clock.next = self.clock.val();
            self.labels[i].reset.next = self.reset.val();
        }
        self.full.reset.next = self.reset.val();
        self.x_1.reset.next = self.reset.val();
        self.y_1.reset.next = self.reset.val();
        self.lane_1.reset.next = self.reset.val();
        self.step.reset.next = self.reset.val();
        self.gaps.clock.next = self.clock.val();
        self.gaps.reset.next = self.reset.val();
        self.operands.clock.next = self.clock.val();
        self.operands.reset.next = self.reset.val();
        for i in 0..READ_LATENCY {
            self.valid[i].clock.next = self.clock.val();
            self.valid[i].reset.next = self.reset.val();
            self.closes[i].clock.next = self.clock.val();
            self.closes[i].reset.next = self.reset.val();
        }

        self.valid[0].d.next = self.issue.val();
        self.opens[0].d.next = self.issue.val() & self.first.val();
        self.closes[0].d.next = self.issue.val() & self.last.val();
        for i in 1..READ_LATENCY {
            self.valid[i].d.next = self.valid[i - 1].q.val();
            self.closes[i].d.next = self.closes[i - 1].q.val();
        }
        self.products[0].d.next = self.products[0].q.val();
        self.unpools[0].d.next = self.unpools[0].q.val();
        self.wants[0].d.next = self.wants[0].q.val();
        for i in 1..CHOICE_LATENCY {
            self.opens[i].d.next = self.opens[i - 1].q.val();
            self.products[i].d.next = self.products[i - 1].q.val();
            self.unpools[i].d.next = self.unpools[i - 1].q.val();
            self.wants[i].d.next = self.wants[i - 1].q.val();
        }
        if self.issue.val() {
            self.products[0].d.next = self.product.val();
            self.rows.d.next = self.product.val() == 2;
            self.x_1.d.next = self.x_address.val();
            self.y_1.d.next = self.y_address.val();
            self.lane_1.d.next = self.lane.val();
            self.unpools[0].d.next = self.unpool.val();
            self.wants[0].d.next = self.want.val();
        }
        self.gaps.load.next = self.issue.val() & self.first.val();
        self.gaps.take.next = self.takes.val();
        self.gaps.run_gap.next = self.run_gap.val();
        self.full.d.next = self.products[6].q.val() == 2;

        // reads: A but in 1, E in 1 and 2, W in 0 and 1
        self.row.next = self.rows.q.val();
        self.w_row.next = self.products[0].q.val().get_bit(0);
        self.read_lane.next = self.lane_1.q.val();
        self.jumps.next = self.gaps.jumps.val();
        self.a_read.next = self.valid[0].q.val() & (self.products[0].q.val() != 1);
        self.e_reads[0].d.next = self.valid[0].q.val()
            & (self.products[0].q.val().get_bit(0) != self.products[0].q.val().get_bit(1));
        self.w_read.next = self.valid[0].q.val() & !self.products[0].q.val().get_bit(1);
        self.label_read.next =
            self.valid[2].q.val() & self.opens[2].q.val() & (self.products[2].q.val() == 3);
        // as late as the labels of the next tile allow: a last column of the tile before may still need its own
        self.label_hold.next =
            self.valid[4].q.val() & self.closes[4].q.val() & (self.products[4].q.val() == 3);
        self.a_address.next = self.x_1.q.val();
        self.w_address.next = self.y_1.q.val();
        self.e_rows[0].d.next = self.rows.q.val();
        self.e_lanes[0].d.next = self.lane_1.q.val();
        self.e_places[0].d.next = self.x_1.q.val();
        if self.rows.q.val() {
            self.e_places[0].d.next = self.y_1.q.val();
        }
        self.labels[0].d.next = self.y_1.q.val();
        self.e_reads[1].d.next = self.e_reads[0].q.val();
        self.e_rows[1].d.next = self.e_rows[0].q.val();
        self.e_lanes[1].d.next = self.e_lanes[0].q.val();
        self.e_places[1].d.next = self.e_places[0].q.val();
        self.labels[1].d.next = self.labels[0].q.val();
        self.e_read.next = self.e_reads[1].q.val();
        self.e_row.next = self.e_rows[1].q.val();
        self.e_lane.next = self.e_lanes[1].q.val();
        self.e_address.next = self.e_places[1].q.val();
        self.label_address.next = self.labels[1].q.val();

        // what came of them
        self.step_number.next = self.step.q.val();
        if self.opens[6].q.val() {
            self.step_number.next = 0.into();
        }
        if self.valid[6].q.val() {
            self.step.d.next = self.step_number.val() + self.one.val();
        }
        self.operands.load.next = self.valid[6].q.val();
        self.operands.product.next = self.products[6].q.val();
        self.operands.unpool.next = self.unpools[6].q.val();
        self.operands.want.next = self.wants[6].q.val();
        self.operands.count.next = self.step_number.val();
        self.operands.a.next = self.a.val();
        self.operands.e.next = self.e.val();
        self.operands.which.next = self.which.val();
        self.operands.w.next = self.w.val();
        self.m_valid.next = self.valid[7].q.val();
        self.m_full.next = self.full.q.val();
        self.m_last.next = self.closes[7].q.val();
        self.m_a.next = self.operands.s_a.val();
        self.m_w.next = self.operands.s_w.val();
    }
}
