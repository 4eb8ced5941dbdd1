//! Adders of any width: the carries that `hdl_gen` has no words for.

use rust_hdl::prelude::*;

use crate::base::Int;

/// a + b + carry as one carry chain. Wires only; up to 64 bits.
#[derive(Debug, Default, LogicBlock)]
pub struct AddCarry<const N: usize> {
    /// A summand.
    pub a: Signal<In, Bits<N>>,
    /// A summand.
    pub b: Signal<In, Bits<N>>,
    /// One more in the lowest place.
    pub carry: Signal<In, Bit>,
    /// The low `N` bits.
    pub sum: Signal<Out, Bits<N>>,
    /// The bit above them.
    pub over: Signal<Out, Bit>,
}

impl<const N: usize> Logic for AddCarry<N> {
    fn update(&mut self) {
        const { assert!(N <= 64) };
        let (a, b): (u64, u64) = (self.a.val().into(), self.b.val().into());
        let sum = u128::from(a) + u128::from(b) + u128::from(self.carry.val());
        self.sum.next = ((sum & ((1 << N) - 1)) as u64).into();
        self.over.next = sum >> N != 0;
    }

    fn connect(&mut self) {
        self.sum.connect();
        self.over.connect();
    }

    fn hdl(&self) -> Verilog {
        Verilog::Custom(format!(
            "wire [{}:0] total;\n\
             assign total = {{1'b0, a, 1'b1}} + {{1'b0, b, carry}};\n\
             always @(*) sum = total[{N}:1];\n\
             always @(*) over = total[{}];\n",
            N + 1,
            N + 1
        ))
    }
}

/// a - b and whether a < b, as one carry chain. Wires only; up to 64 bits.
#[derive(Debug, Default, LogicBlock)]
pub struct Subtract<const N: usize> {
    /// From this.
    pub a: Signal<In, Bits<N>>,
    /// This.
    pub b: Signal<In, Bits<N>>,
    /// The low `N` bits of the difference.
    pub difference: Signal<Out, Bits<N>>,
    /// a is less than b.
    pub borrow: Signal<Out, Bit>,
}

impl<const N: usize> Logic for Subtract<N> {
    fn update(&mut self) {
        const { assert!(N <= 64) };
        let (a, b): (u64, u64) = (self.a.val().into(), self.b.val().into());
        self.difference.next = ((u128::from(a.wrapping_sub(b)) & ((1 << N) - 1)) as u64).into();
        self.borrow.next = a < b;
    }

    fn connect(&mut self) {
        self.difference.connect();
        self.borrow.connect();
    }

    fn hdl(&self) -> Verilog {
        Verilog::Custom(format!(
            "wire [{N}:0] total;\n\
             assign total = {{1'b0, a}} - {{1'b0, b}};\n\
             always @(*) difference = total[{}:0];\n\
             always @(*) borrow = total[{N}];\n",
            N - 1
        ))
    }
}

/// A magnitude rounded and signed in one carry chain: magnitude + up, or its negative. Wires only; up to 64 bits.
#[derive(Debug, Default, LogicBlock)]
pub struct RoundSign<const N: usize> {
    /// The magnitude, below 2^(N-1).
    pub magnitude: Signal<In, Bits<N>>,
    /// One more.
    pub up: Signal<In, Bit>,
    /// The result is negative.
    pub negative: Signal<In, Bit>,
    /// The result.
    pub value: Signal<Out, Int<N>>,
}

impl<const N: usize> Logic for RoundSign<N> {
    fn update(&mut self) {
        const { assert!(N <= 64) };
        let magnitude: u64 = self.magnitude.val().into();
        let rounded = i128::from(magnitude) + i128::from(self.up.val());
        self.value.next = Int::wrap(if self.negative.val() { -rounded } else { rounded });
    }

    fn connect(&mut self) {
        self.value.connect();
    }

    fn hdl(&self) -> Verilog {
        Verilog::Custom(format!(
            "always @(*) value = (magnitude ^ {{{N}{{negative}}}}) + {{{{{}{{1'b0}}}}, up ^ negative}};\n",
            N - 1
        ))
    }
}

/// RHE(mu) with 8 of its 16 fraction bits. Wires only; `D = M - 7`.
#[derive(Debug, Default, LogicBlock)]
pub struct RoundMean<const M: usize, const D: usize> {
    /// mu, 16 fraction bits.
    pub mu: Signal<In, Int<M>>,
    /// The same with 8.
    pub mu8: Signal<Out, Int<D>>,
}

impl<const M: usize, const D: usize> Logic for RoundMean<M, D> {
    fn update(&mut self) {
        let mu = self.mu.val().value();
        let up = mu & 0x80 != 0 && mu & 0x17f != 0;
        self.mu8.next = Int::wrap((mu >> 8) + i128::from(up));
    }

    fn connect(&mut self) {
        self.mu8.connect();
    }

    fn hdl(&self) -> Verilog {
        const { assert!(D + 7 == M) };
        let top = M - 1;
        Verilog::Custom(format!(
            "always @(*) mu8 = {{mu[{top}], mu[{top}:8]}} + {{{{{}{{1'b0}}}}, mu[7] & (mu[8] | (|mu[6:0]))}};\n",
            D - 1
        ))
    }
}
