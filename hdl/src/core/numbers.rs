//! The random numbers of a tile.

use golden::random::ROUNDS;
use rust_hdl::prelude::*;

use crate::base::{signed_bit_cast_int, unsigned_cast_int, Each, Int, Join, Reg};
use crate::random::Lane;

/// What the source of random numbers does.
#[derive(Copy, Clone, PartialEq, Debug, LogicState)]
pub enum Launch {
    /// Nothing.
    Idle,
    /// Adds the tile's index to the multiples of the stride.
    Base,
    /// Sends an index a cycle.
    Send,
}

/// The random numbers of a tile: lane i of column j gets number `index + i * row_stride + j`.
///
/// ```text
///  row_stride --> multiples --> [base] --> + index, then + 1 a column --> [Lane] --> numbers
/// ```
///
/// The numbers of column 0 come 12 cycles after `start`, and from then on a column a cycle as they are taken. All N
/// columns have to be taken before the next `start`. `H = 16 N`.
#[derive(Debug, LogicBlock)]
pub struct Numbers<const N: usize, const H: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// A tile begins.
    pub start: Signal<In, Bit>,
    /// Holds for a cycle after `start`.
    pub index: Signal<In, Bits<32>>,
    /// With `start`.
    pub row_stride: Signal<In, Bits<20>>,
    /// Round keys.
    pub keys: Signal<In, Bits<160>>,
    /// The numbers of a column are there.
    pub valid: Signal<Out, Bit>,
    /// They are taken.
    pub take: Signal<In, Bit>,
    /// N numbers of 16 bits.
    pub numbers: Signal<Out, Bits<H>>,
    work: Reg<Launch>,
    left: Reg<Bits<5>>,
    there: Each<Reg<Bit>, ROUNDS>,
    advance: Signal<Local, Bit>,
    stride_bits: Signal<Local, Bits<32>>,
    stride: Signal<Local, Int<32>>,
    multiple: [Signal<Local, Int<32>>; N],
    base: Each<Reg<Bits<32>>, N>,
    lanes: Each<Lane, N>,
    joined: Join<N, 16, H>,
    factor: [Constant<Int<32>>; N],
    all: Constant<Bits<5>>,
}

impl<const N: usize, const H: usize> Default for Numbers<N, H> {
    fn default() -> Self {
        const { assert!(H == 16 * N && N <= 16) };
        Self {
            clock: Default::default(),
            reset: Default::default(),
            start: Default::default(),
            index: Default::default(),
            row_stride: Default::default(),
            keys: Default::default(),
            valid: Default::default(),
            take: Default::default(),
            numbers: Default::default(),
            work: Default::default(),
            left: Default::default(),
            there: Default::default(),
            advance: Default::default(),
            stride_bits: Default::default(),
            stride: Default::default(),
            multiple: std::array::from_fn(|_| Default::default()),
            base: Default::default(),
            lanes: Default::default(),
            joined: Default::default(),
            factor: std::array::from_fn(|lane| Constant::new(Int::wrap(lane as i128))),
            all: Constant::new((N as u64).into()),
        }
    }
}

impl<const N: usize, const H: usize> Logic for Numbers<N, H> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, work, left);
        self.work.reset.next = self.reset.val();
        self.left.reset.next = self.reset.val();
        for i in 0..ROUNDS {
            self.there[i].clock.next = self.clock.val();
            self.there[i].reset.next = self.reset.val();
            self.there[i].d.next = self.there[i].q.val();
        }
        self.stride_bits.next = bit_cast::<32, 20>(self.row_stride.val());
        self.stride.next = signed_bit_cast_int::<32>(self.stride_bits.val());
        self.advance.next = (self.work.q.val() != Launch::Idle) & (!self.there[9].q.val() | self.take.val());
        for i in 0..N {
            self.base[i].clock.next = self.clock.val();
            self.base[i].reset.next = self.reset.val();
            self.base[i].d.next = self.base[i].q.val();
            self.lanes[i].clock.next = self.clock.val();
            self.lanes[i].reset.next = self.reset.val();
            self.lanes[i].advance.next = self.advance.val();
            self.lanes[i].index.next = self.base[i].q.val();
            self.lanes[i].keys.next = self.keys.val();
            self.joined.parts[i].next = self.lanes[i].number.val();
            // a product with a constant: adders
            self.multiple[i].next = self.factor[i].val() * self.stride.val();
            if self.start.val() {
                self.base[i].d.next = unsigned_cast_int::<32>(self.multiple[i].val());
            }
        }
        if self.start.val() {
            self.work.d.next = Launch::Base;
            self.left.d.next = self.all.val();
        }
        if self.work.q.val() == Launch::Base {
            for i in 0..N {
                self.base[i].d.next = self.base[i].q.val() + self.index.val();
            }
            self.work.d.next = Launch::Send;
        }
        if self.advance.val() {
            self.there[0].d.next = false;
            for i in 1..ROUNDS {
                self.there[i].d.next = self.there[i - 1].q.val();
            }
            if (self.work.q.val() == Launch::Send) & (self.left.q.val() != 0) {
                self.there[0].d.next = true;
                self.left.d.next = self.left.q.val() - 1;
                for i in 0..N {
                    self.base[i].d.next = self.base[i].q.val() + 1;
                }
            }
            // the last column leaves
            if (self.left.q.val() == 0) & self.take.val() & !self.there[8].q.val() {
                self.work.d.next = Launch::Idle;
            }
        }
        self.valid.next = self.there[9].q.val();
        self.numbers.next = self.joined.whole.val();
    }
}
