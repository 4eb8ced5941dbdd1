//! The update of the weights.

use golden::random::ROUNDS;
use rust_hdl::prelude::*;

use crate::base::{signed_bit_cast_int, signed_cast_int, unsigned_cast_int, Each, Int, Join, Reg, Split};
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

/// One weight's update: `w' = sat(w - sgn(g) * step, -64, 64)`, as `wage::update::Lane` with the magnitude of the
/// gradient given, and the weight only where it is needed.
///
/// ```text
///  number << right >> 16 --> [spread] --> + |g| --> [sum] --> << left >> right, min 255 --> [step] --> w -+ step, sat --> [ ]
/// ```
///
/// * `right` 0 to 47, `left` 0 to 8, one of them 0. Sums of 48 bits: nothing wraps for any input.
/// * Stage 1 loads with the number, stage 2 a cycle later with the gradient, stages 3 and 4 a cycle later each.
#[derive(Debug, LogicBlock)]
pub struct WeightLane {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The registers of the first stage take their input.
    pub load_1: Signal<In, Bit>,
    /// Those of the second.
    pub load_2: Signal<In, Bit>,
    /// Those of the third.
    pub load_3: Signal<In, Bit>,
    /// Those of the fourth.
    pub load_4: Signal<In, Bit>,
    /// Static.
    pub left: Signal<In, Bits<4>>,
    /// Static.
    pub right: Signal<In, Bits<6>>,
    /// Every step is 0; static.
    pub is_null: Signal<In, Bit>,
    /// The random number, at stage 1.
    pub number: Signal<In, Bits<16>>,
    /// |g|, at stage 2.
    pub magnitude: Signal<In, Bits<32>>,
    /// g is negative, at stage 2.
    pub negative: Signal<In, Bit>,
    /// The weight, int8, at stage 4.
    pub w: Signal<In, Bits<8>>,
    /// The new weight, -64 to 64, after stage 4.
    pub updated: Signal<Out, Bits<8>>,
    spread_wide: Signal<Local, Bits<64>>,
    sum_left: Signal<Local, Bits<48>>,
    quotient: Signal<Local, Bits<48>>,
    w_signed: Signal<Local, Int<8>>,
    w_wide: Signal<Local, Int<10>>,
    step_bits: Signal<Local, Bits<10>>,
    step_wide: Signal<Local, Int<10>>,
    moved: Signal<Local, Int<10>>,
    limited: Signal<Local, Int<10>>,
    spread: Reg<Bits<48>>,
    sum: Reg<Bits<48>>,
    negative_2: Reg<Bit>,
    step: Reg<Bits<8>>,
    negative_3: Reg<Bit>,
    result: Reg<Bits<8>>,
    low: Constant<Int<10>>,
    high: Constant<Int<10>>,
}

impl Default for WeightLane {
    fn default() -> Self {
        Self {
            clock: Default::default(),
            reset: Default::default(),
            load_1: Default::default(),
            load_2: Default::default(),
            load_3: Default::default(),
            load_4: Default::default(),
            left: Default::default(),
            right: Default::default(),
            is_null: Default::default(),
            number: Default::default(),
            magnitude: Default::default(),
            negative: Default::default(),
            w: Default::default(),
            updated: Default::default(),
            spread_wide: Default::default(),
            sum_left: Default::default(),
            quotient: Default::default(),
            w_signed: Default::default(),
            w_wide: Default::default(),
            step_bits: Default::default(),
            step_wide: Default::default(),
            moved: Default::default(),
            limited: Default::default(),
            spread: Default::default(),
            sum: Default::default(),
            negative_2: Default::default(),
            step: Default::default(),
            negative_3: Default::default(),
            result: Default::default(),
            low: Constant::new(Int::wrap(-i128::from(golden::wage::WEIGHT_MAX))),
            high: Constant::new(Int::wrap(golden::wage::WEIGHT_MAX.into())),
        }
    }
}

impl Logic for WeightLane {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, spread, sum, negative_2, step, negative_3, result);
        self.spread.reset.next = self.reset.val();
        self.sum.reset.next = self.reset.val();
        self.negative_2.reset.next = self.reset.val();
        self.step.reset.next = self.reset.val();
        self.negative_3.reset.next = self.reset.val();
        self.result.reset.next = self.reset.val();

        self.spread_wide.next = 0.into();
        if self.load_1.val() {
            self.spread_wide.next =
                bit_cast::<64, 16>(self.number.val()) << bit_cast::<64, 6>(self.right.val());
            self.spread.d.next = self.spread_wide.val().get_bits::<48>(16);
        }
        if self.load_2.val() {
            self.sum.d.next = bit_cast::<48, 32>(self.magnitude.val()) + self.spread.q.val();
            self.negative_2.d.next = self.negative.val();
        }
        self.sum_left.next = 0.into();
        self.quotient.next = 0.into();
        if self.load_3.val() {
            self.sum_left.next = self.sum.q.val() << bit_cast::<48, 4>(self.left.val());
            self.quotient.next = self.sum_left.val() >> bit_cast::<48, 6>(self.right.val());
            self.step.d.next = self.quotient.val().get_bits::<8>(0);
            if self.quotient.val().get_bits::<40>(8).any() {
                self.step.d.next = 255.into();
            }
            if self.is_null.val() {
                self.step.d.next = 0.into();
            }
            self.negative_3.d.next = self.negative_2.q.val();
        }
        self.w_signed.next = signed_bit_cast_int::<8>(self.w.val());
        self.w_wide.next = signed_cast_int::<8, 10>(self.w_signed.val());
        self.step_bits.next = bit_cast::<10, 8>(self.step.q.val());
        self.step_wide.next = signed_bit_cast_int::<10>(self.step_bits.val());
        self.moved.next = 0.into();
        self.limited.next = 0.into();
        if self.load_4.val() {
            self.moved.next = self.w_wide.val() - self.step_wide.val();
            if self.negative_3.q.val() {
                self.moved.next = self.w_wide.val() + self.step_wide.val();
            }
            self.limited.next = self.moved.val();
            if self.moved.val() > self.high.val() {
                self.limited.next = self.high.val();
            }
            if self.moved.val() < self.low.val() {
                self.limited.next = self.low.val();
            }
            self.result.d.next = self.limited.val().get_bits::<8>(0);
        }
        self.updated.next = self.result.q.val();
    }
}

/// The updates of a column of weights while its gradients pass [`Forward`](super::forward::Forward).
///
/// ```text
///  cycle  0              1            2             3              4                   5
///  take   numbers --> [held] --> [spread] --> [sum] ------> [step] ------------> [result] --> row of W
///         row of W --------------> read --> [held] ------> [held] ----------------^
///         column --------------------------- |g|, sign (stage 1 of Forward)
/// ```
///
/// `B = 8 N`, `R = 32 N`, `H = 16 N`.
#[derive(Debug, LogicBlock)]
pub struct WeightUpdate<const N: usize, const B: usize, const R: usize, const H: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The exponent of the gradients, static.
    pub exponent: Signal<In, Bits<6>>,
    /// There is none: the weights stay; static.
    pub is_null: Signal<In, Bit>,
    /// log2 of the rate, two's complement, static.
    pub rate: Signal<In, Bits<5>>,
    /// Cycle 0.
    pub take: Signal<In, Bit>,
    /// N numbers, in cycle 0.
    pub numbers: Signal<In, Bits<H>>,
    /// Magnitudes of the gradients, in cycle 2.
    pub magnitudes: Signal<In, Bits<R>>,
    /// Their signs, in cycle 2.
    pub negative: Signal<In, Bits<N>>,
    /// The weights, in cycle 2.
    pub w: Signal<In, Bits<B>>,
    /// Cycle 5.
    pub valid: Signal<Out, Bit>,
    /// N int8, in cycle 5.
    pub updated: Signal<Out, Bits<B>>,
    there_1: Reg<Bit>,
    there_2: Reg<Bit>,
    there_3: Reg<Bit>,
    there_4: Reg<Bit>,
    there_5: Reg<Bit>,
    held: Reg<Bits<H>>,
    w_3: Reg<Bits<B>>,
    w_4: Reg<Bits<B>>,
    number: Split<N, 16, H>,
    weights: Split<N, 8, B>,
    sign: Split<N, 1, N>,
    lanes: Each<WeightLane, N>,
    results: Join<N, 8, B>,
    exponent_bits: Signal<Local, Bits<8>>,
    exponent_wide: Signal<Local, Int<8>>,
    rate_signed: Signal<Local, Int<5>>,
    rate_wide: Signal<Local, Int<8>>,
    sh: Signal<Local, Int<8>>,
    minus_sh: Signal<Local, Int<8>>,
    sh_bits: Signal<Local, Bits<8>>,
    minus_bits: Signal<Local, Bits<8>>,
    left: Reg<Bits<4>>,
    right: Reg<Bits<6>>,
    most: Constant<Bits<4>>,
}

impl<const N: usize, const B: usize, const R: usize, const H: usize> Default for WeightUpdate<N, B, R, H> {
    fn default() -> Self {
        Self {
            clock: Default::default(),
            reset: Default::default(),
            exponent: Default::default(),
            is_null: Default::default(),
            rate: Default::default(),
            take: Default::default(),
            numbers: Default::default(),
            magnitudes: Default::default(),
            negative: Default::default(),
            w: Default::default(),
            valid: Default::default(),
            updated: Default::default(),
            there_1: Default::default(),
            there_2: Default::default(),
            there_3: Default::default(),
            there_4: Default::default(),
            there_5: Default::default(),
            held: Default::default(),
            w_3: Default::default(),
            w_4: Default::default(),
            number: Default::default(),
            weights: Default::default(),
            sign: Default::default(),
            lanes: Default::default(),
            results: Default::default(),
            exponent_bits: Default::default(),
            exponent_wide: Default::default(),
            rate_signed: Default::default(),
            rate_wide: Default::default(),
            sh: Default::default(),
            minus_sh: Default::default(),
            sh_bits: Default::default(),
            minus_bits: Default::default(),
            left: Default::default(),
            right: Default::default(),
            most: Constant::new(8.into()),
        }
    }
}

impl<const N: usize, const B: usize, const R: usize, const H: usize> Logic for WeightUpdate<N, B, R, H> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, there_1, there_2, there_3, there_4, there_5, held, w_3, w_4, left, right);
        self.there_1.reset.next = self.reset.val();
        self.there_2.reset.next = self.reset.val();
        self.there_3.reset.next = self.reset.val();
        self.there_4.reset.next = self.reset.val();
        self.there_5.reset.next = self.reset.val();
        self.held.reset.next = self.reset.val();
        self.w_3.reset.next = self.reset.val();
        self.w_4.reset.next = self.reset.val();
        self.left.reset.next = self.reset.val();
        self.right.reset.next = self.reset.val();

        // sh = exponent - rate: to the right, or to the left, where 8 places take any gradient out of the range
        self.exponent_bits.next = bit_cast::<8, 6>(self.exponent.val());
        self.exponent_wide.next = signed_bit_cast_int::<8>(self.exponent_bits.val());
        self.rate_signed.next = signed_bit_cast_int::<5>(self.rate.val());
        self.rate_wide.next = signed_cast_int::<5, 8>(self.rate_signed.val());
        self.sh.next = self.exponent_wide.val() - self.rate_wide.val();
        self.minus_sh.next = self.rate_wide.val() - self.exponent_wide.val();
        self.sh_bits.next = unsigned_cast_int::<8>(self.sh.val());
        self.minus_bits.next = unsigned_cast_int::<8>(self.minus_sh.val());
        self.right.d.next = self.sh_bits.val().get_bits::<6>(0);
        self.left.d.next = 0.into();
        if self.sh.val().get_bit(7) {
            self.right.d.next = 0.into();
            self.left.d.next = self.minus_bits.val().get_bits::<4>(0);
            if self.minus_bits.val() > 8 {
                self.left.d.next = self.most.val();
            }
        }

        self.there_1.d.next = self.take.val();
        self.there_2.d.next = self.there_1.q.val();
        self.there_3.d.next = self.there_2.q.val();
        self.there_4.d.next = self.there_3.q.val();
        self.there_5.d.next = self.there_4.q.val();
        if self.take.val() {
            self.held.d.next = self.numbers.val();
        }
        if self.there_2.q.val() {
            self.w_3.d.next = self.w.val();
        }
        if self.there_3.q.val() {
            self.w_4.d.next = self.w_3.q.val();
        }
        self.number.whole.next = self.held.q.val();
        self.weights.whole.next = self.w_4.q.val();
        self.sign.whole.next = self.negative.val();
        for i in 0..N {
            self.lanes[i].clock.next = self.clock.val();
            self.lanes[i].reset.next = self.reset.val();
            self.lanes[i].load_1.next = self.there_1.q.val();
            self.lanes[i].load_2.next = self.there_2.q.val();
            self.lanes[i].load_3.next = self.there_3.q.val();
            self.lanes[i].load_4.next = self.there_4.q.val();
            self.lanes[i].left.next = self.left.q.val();
            self.lanes[i].right.next = self.right.q.val();
            self.lanes[i].is_null.next = self.is_null.val();
            self.lanes[i].number.next = self.number.parts[i].val();
            self.lanes[i].magnitude.next = self.magnitudes.val().get_bits::<32>(i * 32);
            self.lanes[i].negative.next = self.sign.parts[i].val().any();
            self.lanes[i].w.next = self.weights.parts[i].val();
            self.results.parts[i].next = self.lanes[i].updated.val();
        }
        self.valid.next = self.there_5.q.val();
        self.updated.next = self.results.whole.val();
    }
}
