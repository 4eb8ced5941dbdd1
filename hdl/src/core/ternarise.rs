//! From stored weights to ternary digits.

use rust_hdl::prelude::*;

use crate::base::{signed_bit_cast_int, Int, Join, Reg};

/// `ternary(w)` on N lanes, registered: +1 for 33 and above, -1 for -33 and below, else 0. Latency 1.
#[derive(Debug, LogicBlock)]
pub struct Ternarise<const N: usize, const B: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// N stored weights, int8.
    pub w: Signal<In, Bits<B>>,
    /// N digits, int8, a cycle later.
    pub digits: Signal<Out, Bits<B>>,
    weight: [Signal<Local, Int<8>>; N],
    plus: Constant<Int<8>>,
    minus: Constant<Int<8>>,
    one: Constant<Bits<8>>,
    zero: Constant<Bits<8>>,
    minus_one: Constant<Bits<8>>,
    joined: Join<N, 8, B>,
    held: Reg<Bits<B>>,
}

impl<const N: usize, const B: usize> Default for Ternarise<N, B> {
    fn default() -> Self {
        Self {
            clock: Default::default(),
            reset: Default::default(),
            w: Default::default(),
            digits: Default::default(),
            weight: std::array::from_fn(|_| Default::default()),
            plus: Constant::new(Int::wrap(32)),
            minus: Constant::new(Int::wrap(-32)),
            one: Constant::new(1.into()),
            zero: Constant::new(0.into()),
            minus_one: Constant::new(0xff.into()),
            joined: Default::default(),
            held: Default::default(),
        }
    }
}

impl<const N: usize, const B: usize> Logic for Ternarise<N, B> {
    #[hdl_gen]
    fn update(&mut self) {
        dff_setup!(self, clock, held);
        self.held.reset.next = self.reset.val();
        for j in 0..N {
            self.weight[j].next = signed_bit_cast_int::<8>(self.w.val().get_bits::<8>(j * 8));
            self.joined.parts[j].next = self.zero.val();
            if self.weight[j].val() > self.plus.val() {
                self.joined.parts[j].next = self.one.val();
            }
            if self.weight[j].val() < self.minus.val() {
                self.joined.parts[j].next = self.minus_one.val();
            }
        }
        self.held.d.next = self.joined.whole.val();
        self.digits.next = self.held.q.val();
    }
}
