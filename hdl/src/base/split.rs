//! Buses taken apart into equal parts.

use super::Each;
use rust_hdl::prelude::*;

/// The `N` parts of `W` bits of a bus of `B = N * W` bits, part 0 from the lowest bits. Wires only; the inverse of
/// [`Join`](super::Join).
///
/// For widths that are const generics: `hdl_gen` cannot multiply them in `get_bits`.
#[derive(Debug, Default, LogicBlock)]
pub struct Split<const N: usize, const W: usize, const B: usize> {
    /// The bus.
    pub whole: Signal<In, Bits<B>>,
    /// `parts[j] = whole[j * W +: W]`.
    pub parts: Each<Signal<Out, Bits<W>>, N>,
}

impl<const N: usize, const W: usize, const B: usize> Logic for Split<N, W, B> {
    fn update(&mut self) {
        let whole = self.whole.val();
        for j in 0..N {
            self.parts[j].next = whole.get_bits::<W>(j * W);
        }
    }

    fn connect(&mut self) {
        for j in 0..N {
            self.parts[j].connect();
        }
    }

    fn hdl(&self) -> Verilog {
        const { assert!(B == N * W) };
        // a bus of one bit is a scalar, of which Verilog takes no slice
        let slice = |j: usize| match B {
            1 => String::new(),
            _ => format!("[{}:{}]", (j + 1) * W - 1, j * W),
        };
        let parts: Vec<String> = (0..N)
            .map(|j| format!("always @(*) parts${j} = whole{};", slice(j)))
            .collect();
        Verilog::Custom(parts.join("\n") + "\n")
    }
}
