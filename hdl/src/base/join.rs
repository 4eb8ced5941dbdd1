//! Buses put together from parts.

use super::Each;
use rust_hdl::prelude::*;

/// `N` parts of `W` bits side by side in one bus of `B = N * W` bits, part 0 in the lowest bits. Wires only.
///
/// `hdl_gen` can take a bus apart (`get_bits`), but knows no concatenation.
#[derive(Debug, Default, LogicBlock)]
pub struct Join<const N: usize, const W: usize, const B: usize> {
    /// The parts.
    pub parts: Each<Signal<In, Bits<W>>, N>,
    /// `{parts[N-1], ..., parts[1], parts[0]}`.
    pub whole: Signal<Out, Bits<B>>,
}

impl<const N: usize, const W: usize, const B: usize> Logic for Join<N, W, B> {
    fn update(&mut self) {
        let mut whole = Bits::<B>::default();
        for j in 0..N {
            for bit in 0..W {
                whole = whole.replace_bit(j * W + bit, self.parts[j].val().get_bit(bit));
            }
        }
        self.whole.next = whole;
    }

    fn connect(&mut self) {
        self.whole.connect();
    }

    fn hdl(&self) -> Verilog {
        const { assert!(B == N * W) };
        let parts: Vec<String> = (0..N).rev().map(|j| format!("parts${j}")).collect();
        Verilog::Custom(format!("always @(*) whole = {{{}}};\n", parts.join(", ")))
    }
}
