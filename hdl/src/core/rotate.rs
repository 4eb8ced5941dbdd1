//! Rotation of a vector by lanes.

use rust_hdl::prelude::*;

/// Lane `i` of `y` is lane `(i + amount) mod N` of `x`; `N = 2^L` lanes of `V` bits, `B = V N`. Wires only: `L`
/// levels of two-way multiplexers.
#[derive(Debug, LogicBlock)]
pub struct Rotate<const N: usize, const V: usize, const B: usize, const L: usize> {
    /// The vector, lane 0 lowest.
    pub x: Signal<In, Bits<B>>,
    /// Lanes to rotate by, towards lane 0.
    pub amount: Signal<In, Bits<L>>,
    /// The rotated vector.
    pub y: Signal<Out, Bits<B>>,
}

impl<const N: usize, const V: usize, const B: usize, const L: usize> Default for Rotate<N, V, B, L> {
    fn default() -> Self {
        const { assert!(B == V * N && N == 1 << L) };
        Self {
            x: Default::default(),
            amount: Default::default(),
            y: Default::default(),
        }
    }
}

impl<const N: usize, const V: usize, const B: usize, const L: usize> Logic for Rotate<N, V, B, L> {
    fn update(&mut self) {
        let amount = self.amount.val().index() * V;
        let mut y = Bits::<B>::default();
        for bit in 0..B {
            y = y.replace_bit(bit, self.x.val().get_bit((bit + amount) % B));
        }
        self.y.next = y;
    }

    fn connect(&mut self) {
        self.y.connect();
    }

    fn hdl(&self) -> Verilog {
        let mut text = String::new();
        let mut from = "x".to_string();
        for level in 0..L {
            let cut = V << level;
            text += &format!(
                "wire [{}:0] level{level};\nassign level{level} = amount[{level}] ? \
                 {{{from}[{}:0], {from}[{}:{cut}]}} : {from};\n",
                B - 1,
                cut - 1,
                B - 1
            );
            from = format!("level{level}");
        }
        Verilog::Custom(format!("{text}always @(*) y = {from};\n"))
    }
}
