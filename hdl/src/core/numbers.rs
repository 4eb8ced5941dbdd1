//! The random numbers of a tile.

use golden::random::ROUNDS;
use rust_hdl::prelude::*;

use crate::base::{signed_bit_cast_int, unsigned_cast_int, Each, Int, Join, Number, Reg};
use crate::random::Lane;

/// The numbers of four rows: one lane, four turns.
///
/// ```text
///  first --> [offset], + stride a turn --+--> [base] --> [Lane] --> [ ] --> [ ] --> [ ] --> [ ] --> numbers
///  origin -------------------------------+
/// ```
#[derive(Debug, Default, LogicBlock)]
pub struct Quad {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The lane moves on.
    pub advance: Signal<In, Bit>,
    /// Round keys.
    pub keys: Signal<In, Bits<160>>,
    /// Index of row 0.
    pub origin: Signal<In, Bits<32>>,
    /// From a row to the next.
    pub stride: Signal<In, Bits<32>>,
    /// From row 0 to the first of the four.
    pub first: Signal<In, Bits<32>>,
    /// The next turn is the first.
    pub opens: Signal<In, Bit>,
    /// Sends an index into the lane.
    pub send: Signal<In, Bit>,
    /// Takes the lane's number.
    pub load: Signal<In, Bit>,
    /// The last four, row by row.
    pub numbers: Signal<Out, Bits<64>>,
    offset: Reg<Bits<32>>,
    base: Reg<Bits<32>>,
    lane: Lane,
    held: Each<Reg<Bits<16>>, 4>,
    joined: Join<4, 16, 64>,
}

impl Logic for Quad {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, offset, base);
        self.offset.reset.next = self.reset.val();
        self.base.reset.next = self.reset.val();
        if self.send.val() {
            self.base.d.next = self.origin.val() + self.offset.q.val();
            self.offset.d.next = self.offset.q.val() + self.stride.val();
        }
        if self.opens.val() {
            self.offset.d.next = self.first.val();
        }
        self.lane.clock.next = self.clock.val();
        self.lane.reset.next = self.reset.val();
        self.lane.advance.next = self.advance.val();
        self.lane.index.next = self.base.q.val();
        self.lane.keys.next = self.keys.val();
        for i in 0..4 {
            self.held[i].clock.next = self.clock.val();
            self.held[i].reset.next = self.reset.val();
            self.held[i].d.next = self.held[i].q.val();
            self.joined.parts[i].next = self.held[i].q.val();
        }
        if self.load.val() {
            for i in 1..4 {
                self.held[i - 1].d.next = self.held[i].q.val();
            }
            self.held[3].d.next = self.lane.number.val();
        }
        self.numbers.next = self.joined.whole.val();
    }
}

/// The random numbers of a tile: row i of column j gets number `index + i * row_stride + j`.
///
/// ```text
///  row_stride --> multiples of 4 strides --+
///  index --> [origin], + 1 a column -------+--> Q x [Quad] --> numbers
/// ```
///
/// Those of column 0 come 17 cycles after `start`, and from then on, as they are taken, a column every fourth cycle. All N
/// columns have to be taken before the next `start`. `H = 16 N`, `Q = N / 4`.
#[derive(Debug, LogicBlock)]
pub struct Numbers<const N: usize, const Q: usize, const H: usize> {
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
    // columns to be taken, columns whose indices are not all on their way
    left: Reg<Bits<5>>,
    sends: Reg<Bits<5>>,
    begins: Reg<Bit>,
    turn: Reg<Bits<2>>,
    stride: Reg<Bits<20>>,
    origin: Reg<Bits<32>>,
    based: Reg<Bit>,
    there: Each<Reg<Bit>, ROUNDS>,
    gathered: Reg<Bits<3>>,
    full: Signal<Local, Bit>,
    taken: Signal<Local, Bit>,
    advance: Signal<Local, Bit>,
    stride_bits: Signal<Local, Bits<32>>,
    stride_signed: Signal<Local, Int<32>>,
    multiple: [Signal<Local, Int<32>>; Q],
    send: Signal<Local, Bit>,
    quads: Each<Quad, Q>,
    joined: Join<Q, 64, H>,
    factor: [Constant<Int<32>>; Q],
    all: Number<N, 5>,
}

impl<const N: usize, const Q: usize, const H: usize> Default for Numbers<N, Q, H> {
    fn default() -> Self {
        const { assert!(H == 16 * N && N == 4 * Q && Q <= 4) };
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
            left: Default::default(),
            sends: Default::default(),
            begins: Default::default(),
            turn: Default::default(),
            stride: Default::default(),
            origin: Default::default(),
            based: Default::default(),
            there: Default::default(),
            gathered: Default::default(),
            full: Default::default(),
            taken: Default::default(),
            advance: Default::default(),
            stride_bits: Default::default(),
            stride_signed: Default::default(),
            multiple: std::array::from_fn(|_| Default::default()),
            send: Default::default(),
            quads: Default::default(),
            joined: Default::default(),
            factor: std::array::from_fn(|quad| Constant::new(Int::wrap(4 * quad as i128))),
            all: Default::default(),
        }
    }
}

impl<const N: usize, const Q: usize, const H: usize> Logic for Numbers<N, Q, H> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, left, sends, begins, turn, stride, origin, based, gathered);
        self.left.reset.next = self.reset.val();
        self.sends.reset.next = self.reset.val();
        self.begins.reset.next = self.reset.val();
        self.turn.reset.next = self.reset.val();
        self.stride.reset.next = self.reset.val();
        self.origin.reset.next = self.reset.val();
        self.based.reset.next = self.reset.val();
        self.gathered.reset.next = self.reset.val();
        for i in 0..ROUNDS {
            self.there[i].clock.next = self.clock.val();
            self.there[i].reset.next = self.reset.val();
            self.there[i].d.next = self.there[i].q.val();
        }

        // numbers wait where a column of them is not taken
        self.full.next = self.gathered.q.val().get_bit(2);
        self.taken.next = self.full.val() & self.take.val();
        self.advance.next =
            self.left.q.val().any() & (!self.there[9].q.val() | !self.full.val() | self.take.val());
        self.stride_bits.next = bit_cast::<32, 20>(self.stride.q.val());
        self.stride_signed.next = signed_bit_cast_int::<32>(self.stride_bits.val());
        self.send.next = self.advance.val() & !self.begins.q.val() & self.sends.q.val().any();
        for q in 0..Q {
            self.quads[q].clock.next = self.clock.val();
            self.quads[q].reset.next = self.reset.val();
            self.quads[q].advance.next = self.advance.val();
            self.quads[q].keys.next = self.keys.val();
            self.quads[q].origin.next = self.origin.q.val();
            self.quads[q].stride.next = self.stride_bits.val();
            // a product with a constant: wires and an adder
            self.multiple[q].next = self.factor[q].val() * self.stride_signed.val();
            self.quads[q].first.next = unsigned_cast_int::<32>(self.multiple[q].val());
            self.quads[q].opens.next = self.begins.q.val() | (self.send.val() & self.turn.q.val().all());
            self.quads[q].send.next = self.send.val();
            self.quads[q].load.next = self.advance.val() & self.there[9].q.val();
            self.joined.parts[q].next = self.quads[q].numbers.val();
        }

        // indices: four turns a column
        if self.advance.val() {
            self.based.d.next = self.send.val();
            self.there[0].d.next = self.based.q.val();
            for i in 1..ROUNDS {
                self.there[i].d.next = self.there[i - 1].q.val();
            }
        }
        if self.send.val() {
            self.turn.d.next = self.turn.q.val() + 1;
            if self.turn.q.val().all() {
                self.sends.d.next = self.sends.q.val() - 1;
                self.origin.d.next = self.origin.q.val() + 1;
            }
        }

        // numbers
        if self.taken.val() {
            self.gathered.d.next = 0.into();
            self.left.d.next = self.left.q.val() - 1;
        }
        if self.advance.val() & self.there[9].q.val() {
            self.gathered.d.next = self.gathered.q.val() + 1;
            if self.taken.val() {
                self.gathered.d.next = 1.into();
            }
        }

        self.begins.d.next = self.start.val();
        if self.begins.q.val() {
            self.origin.d.next = self.index.val();
        }
        if self.start.val() {
            self.stride.d.next = self.row_stride.val();
            self.left.d.next = self.all.val();
            self.sends.d.next = self.all.val();
            self.turn.d.next = 0.into();
        }
        self.valid.next = self.full.val();
        self.numbers.next = self.joined.whole.val();
    }
}
