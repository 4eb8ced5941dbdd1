//! The multiplier of a stream by a number that holds for a channel.

use std::collections::VecDeque;

use rust_hdl::prelude::*;

use crate::base::{Each, Reg};

/// Rows of two bits, added in pairs: the levels of a tree over `rows` rows.
const fn levels(rows: usize) -> usize {
    let (mut rows, mut levels) = (rows, 0);
    while rows > 1 {
        rows = rows.div_ceil(2);
        levels += 1;
    }
    levels
}

/// factor * multiplicand, of `N` and `K` bits without sign; `N` even, `P = N + K` up to 120.
///
/// The multiplicand is loaded once a channel, and with it its threefold: each two bits of the factor choose 0, 1, 2 or 3
/// times it, and the rows are added in pairs with a register behind every adder. No path is longer than one of them.
///
/// ```text
///  multiplicand --> [x], [3 x] ---+
///  factor --> two bits: 0, x, 2 x or 3 x   (N/2 rows) --> + --> [N/4] --> + --> [N/8] ... --> [product]
/// ```
///
/// `L` steps of `advance`, the number of levels, from the factor to its product. A multiplicand that is loaded with one
/// step holds for the factors from the next on.
#[derive(Debug, Default, LogicBlock)]
pub struct Multiply<const N: usize, const K: usize, const P: usize, const L: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The pipeline moves on.
    pub advance: Signal<In, Bit>,
    /// Takes the multiplicand.
    pub load: Signal<In, Bit>,
    /// It.
    pub multiplicand: Signal<In, Bits<K>>,
    /// The stream.
    pub factor: Signal<In, Bits<N>>,
    /// The product, `L` steps later.
    pub product: Signal<Out, Bits<P>>,
    _once: u64,
    _under_way: VecDeque<u128>,
}

impl<const N: usize, const K: usize, const P: usize, const L: usize> Logic for Multiply<N, K, P, L> {
    fn update(&mut self) {
        if self.clock.pos_edge() {
            if self.advance.val() {
                let factor: u64 = self.factor.val().into();
                self._under_way
                    .push_back(u128::from(factor) * u128::from(self._once));
                while self._under_way.len() > L {
                    self._under_way.pop_front();
                }
                let product = self._under_way.front().copied().unwrap_or_default();
                let mut bits = Bits::<P>::default();
                for index in 0..P {
                    bits = bits.replace_bit(index, product >> index & 1 == 1);
                }
                self.product.next = bits;
            }
            if self.load.val() {
                self._once = self.multiplicand.val().into();
            }
        }
    }

    fn connect(&mut self) {
        self.product.connect();
    }

    fn hdl(&self) -> Verilog {
        const { assert!(N % 2 == 0 && N >= 4 && N <= 64 && K <= 56 && P == N + K && L == levels(N / 2)) };
        let mut text = format!(
            "reg [{}:0] once;\nreg [{}:0] thrice;\n\
             always @(posedge clock) begin\n   if (reset) begin once <= 0; thrice <= 0; end\n   \
             else if (load) begin once <= multiplicand; thrice <= {{1'b0, multiplicand, 1'b0}} + multiplicand; end\nend\n",
            K - 1,
            K + 1
        );
        // the rows of a level: name and width
        let mut rows = Vec::new();
        for row in 0..N / 2 {
            let (low, high) = (2 * row, 2 * row + 1);
            text += &format!(
                "wire [{}:0] row_{row};\n\
                 assign row_{row} = factor[{high}] ? (factor[{low}] ? thrice : {{1'b0, once, 1'b0}}) \
                 : (factor[{low}] ? {{2'b0, once}} : {}'b0);\n",
                K + 1,
                K + 2
            );
            rows.push((format!("row_{row}"), K + 2));
        }
        let mut places = 2;
        for level in 1..=L {
            let mut sums = Vec::new();
            for (index, pair) in rows.chunks(2).enumerate() {
                let (mut name, mut width) = (format!("sum_{level}_{index}"), pair[0].1);
                let mut value = pair[0].0.clone();
                if let [(low, _), (high, bits)] = pair {
                    width = (bits + places + 1).min(P);
                    value = format!("{low} + {{{high}, {places}'b0}}");
                }
                if level == L {
                    (name, width) = ("product".into(), P);
                } else {
                    text += &format!("reg [{}:0] {name};\n", width - 1);
                }
                text += &format!(
                    "always @(posedge clock) begin\n   if (reset) {name} <= 0;\n   \
                     else if (advance) {name} <= {value};\nend\n"
                );
                sums.push((name, width));
            }
            rows = sums;
            places *= 2;
        }
        Verilog::Custom(text)
    }

    fn timing(&self) -> Vec<TimingInfo> {
        vec![TimingInfo {
            name: "multiply".into(),
            clock: "clock".into(),
            inputs: ["advance", "load", "multiplicand", "factor", "reset"]
                .map(String::from)
                .to_vec(),
            outputs: vec!["product".into()],
        }]
    }
}

/// `L` registers in a row.
#[derive(Debug, Default, LogicBlock)]
pub struct Delay<const W: usize, const L: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The pipeline moves on.
    pub advance: Signal<In, Bit>,
    /// In.
    pub s: Signal<In, Bits<W>>,
    /// The same, `L` steps later.
    pub m: Signal<Out, Bits<W>>,
    /// The same, a step before `m`.
    pub early: Signal<Out, Bits<W>>,
    stage: Each<Reg<Bits<W>>, L>,
}

impl<const W: usize, const L: usize> Logic for Delay<W, L> {
    #[hdl_gen]
    fn update(&mut self) {
        for i in 0..L {
            self.stage[i].clock.next = self.clock.val();
            self.stage[i].reset.next = self.reset.val();
            self.stage[i].d.next = self.stage[i].q.val();
        }
        if self.advance.val() {
            self.stage[0].d.next = self.s.val();
            for i in 1..L {
                self.stage[i].d.next = self.stage[i - 1].q.val();
            }
        }
        self.early.next = self.s.val();
        for i in 1..L {
            self.early.next = self.stage[i - 1].q.val();
        }
        for i in 0..L {
            self.m.next = self.stage[i].q.val();
        }
    }
}
