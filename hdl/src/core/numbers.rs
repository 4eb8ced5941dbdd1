//! The random numbers of a tile.

use golden::random::ROUNDS;
use rust_hdl::prelude::*;

use crate::base::{signed_bit_cast_int, unsigned_cast_int, Each, Int, Join, Number, Reg};
use crate::random::Lane;

/// The numbers of four rows: two lanes, two turns each.
///
/// ```text
///  first (+ 2 stride) --> [ ] --> [offset], + stride a turn --+--> [base] --> [Lane] --> [ ] --> [ ] --> numbers
///  origin ----------------------------------------------------+
/// ```
#[derive(Debug, Default, LogicBlock)]
pub struct Quad {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The lanes move on.
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
    /// Sends an index into each lane.
    pub send: Signal<In, Bit>,
    /// Takes the number of each lane.
    pub load: Signal<In, Bit>,
    /// The last two of each lane, row by row.
    pub numbers: Signal<Out, Bits<64>>,
    start: Each<Reg<Bits<32>>, 2>,
    offset: Each<Reg<Bits<32>>, 2>,
    base: Each<Reg<Bits<32>>, 2>,
    lanes: Each<Lane, 2>,
    held: Each<Reg<Bits<16>>, 4>,
    joined: Join<4, 16, 64>,
}

impl Logic for Quad {
    #[hdl_gen]
    fn update(&mut self) {
        for i in 0..2 {
            self.start[i].clock.next = self.clock.val();
            self.start[i].reset.next = self.reset.val();
            self.offset[i].clock.next = self.clock.val();
            self.offset[i].reset.next = self.reset.val();
            self.offset[i].d.next = self.offset[i].q.val();
            self.base[i].clock.next = self.clock.val();
            self.base[i].reset.next = self.reset.val();
            self.base[i].d.next = self.base[i].q.val();
            if self.send.val() {
                self.base[i].d.next = self.origin.val() + self.offset[i].q.val();
                self.offset[i].d.next = self.offset[i].q.val() + self.stride.val();
            }
            self.lanes[i].clock.next = self.clock.val();
            self.lanes[i].reset.next = self.reset.val();
            self.lanes[i].advance.next = self.advance.val();
            self.lanes[i].index.next = self.base[i].q.val();
            self.lanes[i].keys.next = self.keys.val();
        }
        if self.opens.val() {
            self.offset[0].d.next = self.start[0].q.val();
            self.offset[1].d.next = self.start[1].q.val();
        }
        self.start[0].d.next = self.first.val();
        self.start[1].d.next = self.first.val() + (self.stride.val() << 1);
        for i in 0..4 {
            self.held[i].clock.next = self.clock.val();
            self.held[i].reset.next = self.reset.val();
            self.held[i].d.next = self.held[i].q.val();
            self.joined.parts[i].next = self.held[i].q.val();
        }
        if self.load.val() {
            self.held[0].d.next = self.held[1].q.val();
            self.held[1].d.next = self.lanes[0].number.val();
            self.held[2].d.next = self.held[3].q.val();
            self.held[3].d.next = self.lanes[1].number.val();
        }
        self.numbers.next = self.joined.whole.val();
    }
}

/// The random numbers of a tile: row i of column j gets number `index + i * row_stride + j`.
///
/// ```text
///  row_stride --> multiples of 4 strides --+
///  index --> [origin], + 1 a column -------+--> Q x [Quad] --> [column] --> numbers
/// ```
///
/// Those of column 0 come 17 cycles after `start`, and from then on, as they are taken, a column every other cycle. All N
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
    // whether there are any
    some_left: Reg<Bit>,
    some_sends: Reg<Bit>,
    begins: Reg<Bit>,
    opens: Reg<Bit>,
    turn: Reg<Bit>,
    stride: Reg<Bits<20>>,
    origin: Reg<Bits<32>>,
    based: Reg<Bit>,
    there: Each<Reg<Bit>, ROUNDS>,
    gathered: Reg<Bits<2>>,
    column_there: Reg<Bit>,
    column: Reg<Bits<H>>,
    moves: Signal<Local, Bit>,
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
            some_left: Default::default(),
            some_sends: Default::default(),
            begins: Default::default(),
            opens: Default::default(),
            turn: Default::default(),
            stride: Default::default(),
            origin: Default::default(),
            based: Default::default(),
            there: Default::default(),
            gathered: Default::default(),
            column_there: Default::default(),
            column: Default::default(),
            moves: Default::default(),
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
        dff_setup!(
            self,
            clock,
            left,
            sends,
            some_left,
            some_sends,
            begins,
            opens,
            turn,
            stride,
            origin,
            based,
            gathered,
            column_there,
            column
        );
        self.opens.reset.next = self.reset.val();
        self.column_there.reset.next = self.reset.val();
        self.column.reset.next = self.reset.val();
        self.left.reset.next = self.reset.val();
        self.sends.reset.next = self.reset.val();
        self.some_left.reset.next = self.reset.val();
        self.some_sends.reset.next = self.reset.val();
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

        // numbers wait where a column of them is not taken; what moves depends on no port
        self.full.next = self.gathered.q.val().get_bit(1);
        self.taken.next = self.column_there.q.val() & self.take.val();
        self.moves.next = self.full.val() & !self.column_there.q.val();
        // that is, whenever a full column has somewhere to go
        self.advance.next =
            self.some_left.q.val() & !(self.there[9].q.val() & self.full.val() & self.column_there.q.val());
        self.stride_bits.next = bit_cast::<32, 20>(self.stride.q.val());
        self.stride_signed.next = signed_bit_cast_int::<32>(self.stride_bits.val());
        self.send.next =
            self.advance.val() & !self.begins.q.val() & !self.opens.q.val() & self.some_sends.q.val();
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
            self.quads[q].opens.next = self.opens.q.val() | (self.send.val() & self.turn.q.val());
            self.quads[q].send.next = self.send.val();
            self.quads[q].load.next = self.advance.val() & self.there[9].q.val();
            self.joined.parts[q].next = self.quads[q].numbers.val();
        }

        // indices: two turns a column
        if self.advance.val() {
            self.based.d.next = self.send.val();
            self.there[0].d.next = self.based.q.val();
            for i in 1..ROUNDS {
                self.there[i].d.next = self.there[i - 1].q.val();
            }
        }
        if self.send.val() {
            self.turn.d.next = !self.turn.q.val();
            if self.turn.q.val() {
                self.sends.d.next = self.sends.q.val() - 1;
                self.some_sends.d.next = self.sends.q.val() != 1;
                self.origin.d.next = self.origin.q.val() + 1;
            }
        }

        // numbers
        if self.moves.val() {
            self.gathered.d.next = 0.into();
            self.column_there.d.next = true;
            self.column.d.next = self.joined.whole.val();
        }
        if self.taken.val() {
            self.column_there.d.next = false;
            self.left.d.next = self.left.q.val() - 1;
            self.some_left.d.next = self.left.q.val() != 1;
        }
        if self.advance.val() & self.there[9].q.val() {
            self.gathered.d.next = self.gathered.q.val() + 1;
            if self.moves.val() {
                self.gathered.d.next = 1.into();
            }
        }

        self.begins.d.next = self.start.val();
        self.opens.d.next = self.begins.q.val();
        if self.begins.q.val() {
            self.origin.d.next = self.index.val();
        }
        if self.start.val() {
            self.stride.d.next = self.row_stride.val();
            self.left.d.next = self.all.val();
            self.sends.d.next = self.all.val();
            self.some_left.d.next = true;
            self.some_sends.d.next = true;
            self.turn.d.next = false;
        }
        self.valid.next = self.column_there.q.val();
        self.numbers.next = self.column.q.val();
    }
}
