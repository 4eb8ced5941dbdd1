//! Which element of a vector a bank holds, and where.

use rust_hdl::prelude::*;

/// The place of one bank in an access to a skewed memory of `N = 2^L` banks, where element (lane, address) lies in bank
/// `(lane + address) mod N`, at `address`. Wires only.
///
/// * Column: all lanes at one address s. The bank holds lane `(index - s) mod N`, at s.
/// * Row: the elements t = 0 .. N-1 of one lane, at s + t + jump. The bank holds element `t = (index - lane - s) mod N`.
///   The jump is a multiple of N, so that the low L bits of the place are `(index - lane) mod N` without an adder, and
///   the high ones those of s, one more when the low bits went past N.
#[derive(Debug, LogicBlock)]
pub struct Reach<const L: usize, const A: usize> {
    /// Number of the bank.
    pub index: Signal<In, Bits<L>>,
    /// A row, not a column.
    pub row: Signal<In, Bit>,
    /// The lane of a row.
    pub lane: Signal<In, Bits<L>>,
    /// s.
    pub address: Signal<In, Bits<A>>,
    /// The jump of the bank's element, in units of N; rows only.
    pub jump: Signal<In, Bits<8>>,
    /// Address in the bank.
    pub place: Signal<Out, Bits<A>>,
    /// The element of a row.
    pub element: Signal<Out, Bits<L>>,
    low: Signal<Local, Bits<L>>,
    start: Signal<Local, Bits<L>>,
    moves: Signal<Local, Bits<A>>,
    // the lowest bit of one side makes the carry into bit L: the other has ones below it
    carry: Signal<Local, Bits<A>>,
    sum: Signal<Local, Bits<A>>,
    low_mask: Constant<Bits<A>>,
    high_mask: Constant<Bits<A>>,
    one: Constant<Bits<A>>,
    shift: Constant<Bits<A>>,
}

impl<const L: usize, const A: usize> Default for Reach<L, A> {
    fn default() -> Self {
        Self {
            index: Default::default(),
            row: Default::default(),
            lane: Default::default(),
            address: Default::default(),
            jump: Default::default(),
            place: Default::default(),
            element: Default::default(),
            low: Default::default(),
            start: Default::default(),
            moves: Default::default(),
            carry: Default::default(),
            sum: Default::default(),
            low_mask: Constant::new(((1u64 << L) - 1).into()),
            high_mask: Constant::new(((1u64 << A) - (1u64 << L)).into()),
            one: Constant::new(1.into()),
            shift: Constant::new((L as u64).into()),
        }
    }
}

impl<const L: usize, const A: usize> Logic for Reach<L, A> {
    #[hdl_gen]
    fn update(&mut self) {
        self.start.next = self.address.val().get_bits::<L>(0);
        self.low.next = 0.into();
        self.moves.next = 0.into();
        self.carry.next = 0.into();
        self.sum.next = 0.into();
        self.element.next = 0.into();
        self.place.next = self.address.val();
        if self.row.val() {
            self.low.next = self.index.val() - self.lane.val();
            self.element.next = self.low.val() - self.start.val();
            self.moves.next = bit_cast::<A, 8>(self.jump.val()) << self.shift.val();
            if self.low.val() < self.start.val() {
                self.carry.next = self.one.val();
            }
            self.sum.next =
                (self.address.val() | self.low_mask.val()) + (self.moves.val() | self.carry.val());
            self.place.next = (self.sum.val() & self.high_mask.val()) | bit_cast::<A, L>(self.low.val());
        }
    }
}
