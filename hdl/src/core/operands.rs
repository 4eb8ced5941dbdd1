//! What the array multiplies.

use rust_hdl::prelude::*;

use crate::base::{signed_bit_cast_int, Int, Join, Reg};

/// Chooses the operands of a step from the vectors that the memories gave for it, registered.
///
/// | product | rows of the array | columns of the array |
/// |---|---|---|
/// | 0 forward | A | ternary(W) |
/// | 1 transposed | E, as the pool routes it | ternary(W) |
/// | 2 gradient | A | E, as the pool routes it |
/// | 3 loss | A | the unit vector of the step, so that the array gives A back as it is |
///
/// `ternary(w)` is +1 for 33 and above, -1 for -33 and below, else 0. With `unpool` an error counts only where its pool
/// index is `want`. Latency 1. `B = 8 N`, `T = 2 N`.
#[derive(Debug, LogicBlock)]
pub struct Operands<const N: usize, const B: usize, const T: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The registers take their input.
    pub load: Signal<In, Bit>,
    /// Product of the step.
    pub product: Signal<In, Bits<2>>,
    /// The pool routes the error.
    pub unpool: Signal<In, Bit>,
    /// To this of the four positions.
    pub want: Signal<In, Bits<2>>,
    /// Number of the step in its tile, for the loss.
    pub count: Signal<In, Bits<5>>,
    /// N activations, int8.
    pub a: Signal<In, Bits<B>>,
    /// N errors, int8.
    pub e: Signal<In, Bits<B>>,
    /// Their pool indices.
    pub which: Signal<In, Bits<T>>,
    /// N stored weights, int8.
    pub w: Signal<In, Bits<B>>,
    /// For the rows.
    pub s_a: Signal<Out, Bits<B>>,
    /// For the columns.
    pub s_w: Signal<Out, Bits<B>>,
    weight: [Signal<Local, Int<8>>; N],
    digits: Join<N, 8, B>,
    routed: Join<N, 8, B>,
    unit: Join<N, 8, B>,
    lane: [Constant<Bits<5>>; N],
    plus: Constant<Int<8>>,
    minus: Constant<Int<8>>,
    held_a: Reg<Bits<B>>,
    held_w: Reg<Bits<B>>,
}

impl<const N: usize, const B: usize, const T: usize> Default for Operands<N, B, T> {
    fn default() -> Self {
        const { assert!(B == 8 * N && T == 2 * N) };
        Self {
            clock: Default::default(),
            reset: Default::default(),
            load: Default::default(),
            product: Default::default(),
            unpool: Default::default(),
            want: Default::default(),
            count: Default::default(),
            a: Default::default(),
            e: Default::default(),
            which: Default::default(),
            w: Default::default(),
            s_a: Default::default(),
            s_w: Default::default(),
            weight: std::array::from_fn(|_| Default::default()),
            digits: Default::default(),
            routed: Default::default(),
            unit: Default::default(),
            lane: std::array::from_fn(|lane| Constant::new((lane as u64).into())),
            plus: Constant::new(Int::wrap(32)),
            minus: Constant::new(Int::wrap(-32)),
            held_a: Default::default(),
            held_w: Default::default(),
        }
    }
}

impl<const N: usize, const B: usize, const T: usize> Logic for Operands<N, B, T> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, held_a, held_w);
        self.held_a.reset.next = self.reset.val();
        self.held_w.reset.next = self.reset.val();
        for j in 0..N {
            self.weight[j].next = signed_bit_cast_int::<8>(self.w.val().get_bits::<8>(j * 8));
            self.digits.parts[j].next = 0.into();
            self.routed.parts[j].next = 0.into();
            self.unit.parts[j].next = 0.into();
            if !self.product.val().get_bit(1) {
                if self.weight[j].val() > self.plus.val() {
                    self.digits.parts[j].next = 1.into();
                }
                if self.weight[j].val() < self.minus.val() {
                    self.digits.parts[j].next = 255.into();
                }
            }
            if (self.product.val().get_bit(1) != self.product.val().get_bit(0))
                & (!self.unpool.val() | (self.which.val().get_bits::<2>(j * 2) == self.want.val()))
            {
                self.routed.parts[j].next = self.e.val().get_bits::<8>(j * 8);
            }
            if self.lane[j].val() == self.count.val() {
                self.unit.parts[j].next = 1.into();
            }
        }
        if self.load.val() {
            self.held_a.d.next = self.a.val();
            self.held_w.d.next = self.digits.whole.val();
            if self.product.val() == 1 {
                self.held_a.d.next = self.routed.whole.val();
            }
            if self.product.val() == 2 {
                self.held_w.d.next = self.routed.whole.val();
            }
            if self.product.val() == 3 {
                self.held_w.d.next = self.unit.whole.val();
            }
        }
        self.s_a.next = self.held_a.q.val();
        self.s_w.next = self.held_w.q.val();
    }
}
