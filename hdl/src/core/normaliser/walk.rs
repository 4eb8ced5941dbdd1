//! The columns of a channel, one after the other.

use rust_hdl::prelude::*;

use crate::base::Reg;

/// Where the samples of a channel lie: for each position, its images in groups of `N`, a column of `N` lanes each.
///
/// ```text
///  for p < positions: for g < ceil(images / N): a_at = a_start + p a_position + g a_group, e_at likewise
/// ```
///
/// `step` goes on to the next column, one a cycle. In the last group of a position only lanes 0 to `tall` hold images.
/// Images and positions are 1 or more; addresses wrap at 20 bits.
#[derive(Debug, LogicBlock)]
pub struct Walk<const N: usize, const L: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// Goes to the first column of the channel described below.
    pub start: Signal<In, Bit>,
    /// With `start`, and up to the last `step`.
    pub images: Signal<In, Bits<20>>,
    /// With `start`.
    pub positions: Signal<In, Bits<20>>,
    /// Address of the first column in memory A, with `start`.
    pub a_start: Signal<In, Bits<20>>,
    /// From position to position, up to the last `step`.
    pub a_position: Signal<In, Bits<20>>,
    /// From group to group, up to the last `step`.
    pub a_group: Signal<In, Bits<20>>,
    /// As `a_start`, in the E-space.
    pub e_start: Signal<In, Bits<20>>,
    /// As `a_position`.
    pub e_position: Signal<In, Bits<20>>,
    /// As `a_group`.
    pub e_group: Signal<In, Bits<20>>,
    /// On to the next column.
    pub step: Signal<In, Bit>,
    /// Address of the column in memory A.
    pub a_at: Signal<Out, Bits<20>>,
    /// Its address in the E-space.
    pub e_at: Signal<Out, Bits<20>>,
    /// The last lane in use.
    pub tall: Signal<Out, Bits<L>>,
    /// The column is the last of the channel.
    pub last: Signal<Out, Bit>,
    one: Constant<Bits<20>>,
    two: Constant<Bits<20>>,
    lanes: Constant<Bits<20>>,
    two_columns: Constant<Bits<20>>,
    all: Constant<Bits<L>>,
    // the column is its position's last, its position the channel's: looked at a step before it
    ending: Reg<Bit>,
    last_row: Reg<Bit>,
    next_a: Signal<Local, Bits<20>>,
    next_e: Signal<Local, Bits<20>>,
    one_less: Signal<Local, Bits<20>>,
    left: Reg<Bits<20>>,
    rows: Reg<Bits<20>>,
    row_a: Reg<Bits<20>>,
    row_e: Reg<Bits<20>>,
    column_a: Reg<Bits<20>>,
    column_e: Reg<Bits<20>>,
}

impl<const N: usize, const L: usize> Default for Walk<N, L> {
    fn default() -> Self {
        const { assert!(N == 1 << L) };
        Self {
            clock: Default::default(),
            reset: Default::default(),
            start: Default::default(),
            images: Default::default(),
            positions: Default::default(),
            a_start: Default::default(),
            a_position: Default::default(),
            a_group: Default::default(),
            e_start: Default::default(),
            e_position: Default::default(),
            e_group: Default::default(),
            step: Default::default(),
            a_at: Default::default(),
            e_at: Default::default(),
            tall: Default::default(),
            last: Default::default(),
            one: Constant::new(1.into()),
            two: Constant::new(2.into()),
            lanes: Constant::new((N as u64).into()),
            two_columns: Constant::new((2 * N as u64).into()),
            all: Constant::new((N as u64 - 1).into()),
            ending: Default::default(),
            last_row: Default::default(),
            next_a: Default::default(),
            next_e: Default::default(),
            one_less: Default::default(),
            left: Default::default(),
            rows: Default::default(),
            row_a: Default::default(),
            row_e: Default::default(),
            column_a: Default::default(),
            column_e: Default::default(),
        }
    }
}

impl<const N: usize, const L: usize> Logic for Walk<N, L> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, left, rows, row_a, row_e, column_a, column_e, ending, last_row);
        self.ending.reset.next = self.reset.val();
        self.last_row.reset.next = self.reset.val();
        self.left.reset.next = self.reset.val();
        self.rows.reset.next = self.reset.val();
        self.row_a.reset.next = self.reset.val();
        self.row_e.reset.next = self.reset.val();
        self.column_a.reset.next = self.reset.val();
        self.column_e.reset.next = self.reset.val();

        self.next_a.next = self.row_a.q.val() + self.a_position.val();
        self.next_e.next = self.row_e.q.val() + self.e_position.val();
        if self.step.val() {
            if self.ending.q.val() {
                self.left.d.next = self.images.val();
                self.ending.d.next = self.images.val() <= self.lanes.val();
                self.rows.d.next = self.rows.q.val() - self.one.val();
                self.last_row.d.next = self.rows.q.val() == self.two.val();
                self.row_a.d.next = self.next_a.val();
                self.row_e.d.next = self.next_e.val();
                self.column_a.d.next = self.next_a.val();
                self.column_e.d.next = self.next_e.val();
            } else {
                self.left.d.next = self.left.q.val() - self.lanes.val();
                self.ending.d.next = self.left.q.val() <= self.two_columns.val();
                self.column_a.d.next = self.column_a.q.val() + self.a_group.val();
                self.column_e.d.next = self.column_e.q.val() + self.e_group.val();
            }
        }
        if self.start.val() {
            self.left.d.next = self.images.val();
            self.ending.d.next = self.images.val() <= self.lanes.val();
            self.rows.d.next = self.positions.val();
            self.last_row.d.next = self.positions.val() == self.one.val();
            self.row_a.d.next = self.a_start.val();
            self.row_e.d.next = self.e_start.val();
            self.column_a.d.next = self.a_start.val();
            self.column_e.d.next = self.e_start.val();
        }

        self.a_at.next = self.column_a.q.val();
        self.e_at.next = self.column_e.q.val();
        self.one_less.next = self.left.q.val() - self.one.val();
        self.tall.next = self.all.val();
        if self.ending.q.val() {
            self.tall.next = self.one_less.val().get_bits::<L>(0);
        }
        self.last.next = self.ending.q.val() & self.last_row.q.val();
    }
}
