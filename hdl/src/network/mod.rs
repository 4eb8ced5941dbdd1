//! Networks of adders, gates and registers of any width, for arithmetic whose shape is computed: compressor trees,
//! chains of digits, and where their registers stand.
//!
//! A [`Network`] is written down operation by operation. Every bus ([`Wire`]) knows its *stage*, the number of
//! registers between the inputs and it; an operation on buses of different stages delays the earlier ones, so that a
//! cut put in one path is balanced in all the others. From the one description come the Verilog
//! ([`Network::verilog`]), the simulation in Rust ([`Network::evaluate`]) and the latency.
//!
//! `hdl_gen` has one shape a block and one constant a width; inside Rust-HDL a network is a block with Verilog of its
//! own, as [`crate::base::Ram`] is.

mod accumulate;
mod add;
mod columns;
mod pipeline;
mod simulate;
mod simulated;
#[cfg(test)]
mod tests;
mod verilog;

pub(crate) use accumulate::{accumulate, Sum};
pub use columns::Columns;
pub use pipeline::Pipeline;
pub use simulate::State;
pub(crate) use simulated::{bits, number, Simulated};

use std::collections::HashMap;

/// A bus of a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wire {
    node: usize,
    bits: u32,
    /// Registers before it; none for a constant, which is the same at all times.
    stage: Option<u32>,
}

impl Wire {
    /// Width.
    pub fn bits(self) -> u32 {
        self.bits
    }

    /// Registers between the inputs and this bus.
    pub fn stage(self) -> u32 {
        self.stage.unwrap_or(0)
    }
}

/// What drives a bus. Operands lie before it, but for what a [`Operation::Register`] takes at the clock edge.
#[derive(Clone, Debug)]
enum Operation {
    Input(&'static str),
    Constant(u128),
    Not(usize),
    And(usize, usize),
    Or(usize, usize),
    Xor(usize, usize),
    Xor3(usize, usize, usize),
    Majority(usize, usize, usize),
    Select(usize, usize, usize),
    Add(usize, usize),
    Subtract(usize, usize),
    Multiply {
        signed: bool,
        a: usize,
        b: usize,
    },
    Slice(usize, u32),
    Join(Vec<usize>),
    Any(usize),
    /// Takes its operand at every rising edge, 0 while reset is high.
    Register(usize),
}

#[derive(Clone, Debug)]
struct Node {
    operation: Operation,
    bits: u32,
}

/// A network under construction, or ready. Buses have 1 to 128 bits.
#[derive(Clone, Debug, Default)]
pub struct Network {
    nodes: Vec<Node>,
    inputs: Vec<usize>,
    outputs: Vec<(&'static str, Wire)>,
    delayed: HashMap<usize, Wire>,
}

/// All ones in `bits` bits.
fn mask(bits: u32) -> u128 {
    u128::MAX >> (128 - bits)
}

impl Network {
    /// Without anything in it.
    pub fn new() -> Self {
        Self::default()
    }

    fn push(&mut self, operation: Operation, bits: u32, stage: Option<u32>) -> Wire {
        assert!((1..=128).contains(&bits), "a bus of {bits} bits");
        self.nodes.push(Node { operation, bits });
        Wire {
            node: self.nodes.len() - 1,
            bits,
            stage,
        }
    }

    /// An input of the block, at stage 0.
    pub fn input(&mut self, name: &'static str, bits: u32) -> Wire {
        let wire = self.push(Operation::Input(name), bits, Some(0));
        self.inputs.push(wire.node);
        wire
    }

    /// An output of the block.
    pub fn output(&mut self, name: &'static str, wire: Wire) {
        self.outputs.push((name, wire));
    }

    /// The low bits of `value`.
    pub fn constant(&mut self, value: u128, bits: u32) -> Wire {
        self.push(Operation::Constant(value & mask(bits)), bits, None)
    }

    /// Registers between the inputs and the last output.
    pub fn latency(&self) -> u32 {
        self.outputs
            .iter()
            .map(|(_, wire)| wire.stage())
            .max()
            .unwrap_or(0)
    }

    /// Flip-flops.
    pub fn register_bits(&self) -> u32 {
        let registers = self
            .nodes
            .iter()
            .filter(|n| matches!(n.operation, Operation::Register(_)));
        registers.map(|node| node.bits).sum()
    }

    /// One register further. The same register whenever it is asked for.
    pub fn register(&mut self, a: Wire) -> Wire {
        let Some(stage) = a.stage else { return a };
        if let Some(&known) = self.delayed.get(&a.node) {
            return known;
        }
        let wire = self.push(Operation::Register(a.node), a.bits, Some(stage + 1));
        self.delayed.insert(a.node, wire);
        wire
    }

    /// The bus as it is at `stage`, which must not lie before it.
    pub fn at(&mut self, mut a: Wire, stage: u32) -> Wire {
        assert!(a.stage() <= stage, "a bus cannot be had before it is there");
        while a.stage.is_some_and(|now| now < stage) {
            a = self.register(a);
        }
        a
    }

    /// The same bus with its stages counted from here on: for state machines, which take a value when it comes.
    pub fn arrived(&self, a: Wire) -> Wire {
        Wire { stage: Some(0), ..a }
    }

    /// A register at `stage` whose next value is given later, by [`Network::close`].
    pub fn feedback(&mut self, bits: u32, stage: u32) -> Wire {
        let wire = self.push(Operation::Register(0), bits, Some(stage));
        self.nodes[wire.node].operation = Operation::Register(wire.node);
        wire
    }

    /// What a register of [`Network::feedback`] takes: a bus of its own stage.
    pub fn close(&mut self, register: Wire, next: Wire) {
        assert_eq!(register.bits, next.bits);
        assert!(
            next.stage() <= register.stage(),
            "a loop through a register has no further register"
        );
        let next = self.at(next, register.stage());
        self.nodes[register.node].operation = Operation::Register(next.node);
    }

    /// [`Network::close`] with the first of `values` whose condition holds; without one the register stays as it is.
    pub fn close_first(&mut self, register: Wire, values: &[(Wire, Wire)]) {
        let choose = |next, &(condition, value): &(Wire, Wire)| self.select(condition, value, next);
        let next = values.iter().rev().fold(register, choose);
        self.close(register, next);
    }

    /// Brings buses to the stage of the latest.
    fn align<const N: usize>(&mut self, wires: [Wire; N]) -> ([usize; N], Option<u32>) {
        let stage = wires.iter().filter_map(|wire| wire.stage).max();
        let nodes = wires.map(|wire| match stage {
            Some(stage) => self.at(wire, stage).node,
            None => wire.node,
        });
        (nodes, stage)
    }

    fn gate<const N: usize>(
        &mut self,
        wires: [Wire; N],
        operation: impl Fn([usize; N]) -> Operation,
    ) -> Wire {
        let bits = wires[0].bits;
        assert!(
            wires.iter().all(|wire| wire.bits == bits),
            "operands of one width"
        );
        let (nodes, stage) = self.align(wires);
        self.push(operation(nodes), bits, stage)
    }

    /// Every bit inverted.
    pub fn not(&mut self, a: Wire) -> Wire {
        self.gate([a], |[a]| Operation::Not(a))
    }

    /// Bit by bit.
    pub fn and(&mut self, a: Wire, b: Wire) -> Wire {
        self.gate([a, b], |[a, b]| Operation::And(a, b))
    }

    /// Bit by bit.
    pub fn or(&mut self, a: Wire, b: Wire) -> Wire {
        self.gate([a, b], |[a, b]| Operation::Or(a, b))
    }

    /// Bit by bit.
    pub fn xor(&mut self, a: Wire, b: Wire) -> Wire {
        self.gate([a, b], |[a, b]| Operation::Xor(a, b))
    }

    /// The sum bits of full adders.
    pub fn xor3(&mut self, a: Wire, b: Wire, c: Wire) -> Wire {
        self.gate([a, b, c], |[a, b, c]| Operation::Xor3(a, b, c))
    }

    /// The carries of full adders, not shifted.
    pub fn majority(&mut self, a: Wire, b: Wire, c: Wire) -> Wire {
        self.gate([a, b, c], |[a, b, c]| Operation::Majority(a, b, c))
    }

    /// `condition ? a : b`, with a condition of one bit.
    pub fn select(&mut self, condition: Wire, a: Wire, b: Wire) -> Wire {
        assert!(condition.bits == 1 && a.bits == b.bits);
        let ([condition, x, y], stage) = self.align([condition, a, b]);
        self.push(Operation::Select(condition, x, y), a.bits, stage)
    }

    /// a + b in the width of both; what does not fit is dropped.
    pub fn add(&mut self, a: Wire, b: Wire) -> Wire {
        self.gate([a, b], |[a, b]| Operation::Add(a, b))
    }

    /// a - b in the width of both.
    pub fn subtract(&mut self, a: Wire, b: Wire) -> Wire {
        self.gate([a, b], |[a, b]| Operation::Subtract(a, b))
    }

    /// The exact product, two's complement or unsigned; at most 64 bits each.
    pub fn multiply(&mut self, a: Wire, b: Wire, signed: bool) -> Wire {
        let ([x, y], stage) = self.align([a, b]);
        self.push(Operation::Multiply { signed, a: x, b: y }, a.bits + b.bits, stage)
    }

    /// `bits` bits from `low` up.
    pub fn slice(&mut self, a: Wire, low: u32, bits: u32) -> Wire {
        assert!(low + bits <= a.bits, "bits {low}..{} of {}", low + bits, a.bits);
        if bits == a.bits {
            return a;
        }
        self.push(Operation::Slice(a.node, low), bits, a.stage)
    }

    /// One bit.
    pub fn bit(&mut self, a: Wire, index: u32) -> Wire {
        self.slice(a, index, 1)
    }

    /// The highest bit.
    pub fn top(&mut self, a: Wire) -> Wire {
        self.bit(a, a.bits - 1)
    }

    /// Side by side, the first in the lowest bits.
    pub fn join(&mut self, parts: &[Wire]) -> Wire {
        if let [only] = parts {
            return *only;
        }
        let stage = parts.iter().filter_map(|wire| wire.stage).max();
        let nodes = parts.iter().map(|&wire| match stage {
            Some(stage) => self.at(wire, stage).node,
            None => wire.node,
        });
        let nodes = nodes.collect();
        self.push(
            Operation::Join(nodes),
            parts.iter().map(|wire| wire.bits).sum(),
            stage,
        )
    }

    /// `count` copies of a bit.
    pub fn fill(&mut self, bit: Wire, count: u32) -> Wire {
        assert_eq!(bit.bits, 1);
        self.join(&vec![bit; count as usize])
    }

    /// Whether any bit is set.
    pub fn any(&mut self, a: Wire) -> Wire {
        if a.bits == 1 {
            return a;
        }
        self.push(Operation::Any(a.node), 1, a.stage)
    }

    /// Zeros above, or the high bits cut off.
    pub fn unsigned_to(&mut self, a: Wire, bits: u32) -> Wire {
        if bits <= a.bits {
            return self.slice(a, 0, bits);
        }
        let zeros = self.constant(0, bits - a.bits);
        self.join(&[a, zeros])
    }

    /// Copies of the sign above, or the high bits cut off.
    pub fn signed_to(&mut self, a: Wire, bits: u32) -> Wire {
        if bits <= a.bits {
            return self.slice(a, 0, bits);
        }
        let sign = self.top(a);
        let signs = self.fill(sign, bits - a.bits);
        self.join(&[a, signs])
    }

    /// `places` zeros below.
    pub fn shift_left(&mut self, a: Wire, places: u32) -> Wire {
        if places == 0 {
            return a;
        }
        let zeros = self.constant(0, places);
        self.join(&[zeros, a])
    }
}
