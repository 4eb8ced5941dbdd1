//! The simulation of a network in Rust.

use super::{mask, Network, Operation};

/// What the buses of a network hold: registers since the last edge, all others since the last evaluation.
#[derive(Clone, Debug, Default)]
pub struct State {
    values: Vec<u128>,
}

fn signed(value: u128, bits: u32) -> i128 {
    ((value << (128 - bits)) as i128) >> (128 - bits)
}

impl Network {
    /// All registers 0, as after a reset.
    pub fn reset(&self) -> State {
        State {
            values: vec![0; self.nodes.len()],
        }
    }

    /// The combinational logic for these inputs, in the order in which they were declared; returns the outputs in theirs.
    pub fn evaluate(&self, state: &mut State, inputs: &[u128]) -> Vec<u128> {
        for (&node, &value) in self.inputs.iter().zip(inputs) {
            state.values[node] = value & mask(self.nodes[node].bits);
        }
        for (index, node) in self.nodes.iter().enumerate() {
            let v = &state.values;
            let value = match &node.operation {
                Operation::Input(_) | Operation::Register(_) => continue,
                Operation::Constant(value) => *value,
                Operation::Not(a) => !v[*a],
                Operation::And(a, b) => v[*a] & v[*b],
                Operation::Or(a, b) => v[*a] | v[*b],
                Operation::Xor(a, b) => v[*a] ^ v[*b],
                Operation::Xor3(a, b, c) => v[*a] ^ v[*b] ^ v[*c],
                Operation::Majority(a, b, c) => (v[*a] & v[*b]) | (v[*a] & v[*c]) | (v[*b] & v[*c]),
                Operation::Select(condition, a, b) => v[if v[*condition] == 1 { *a } else { *b }],
                Operation::Add(a, b) => v[*a].wrapping_add(v[*b]),
                Operation::Subtract(a, b) => v[*a].wrapping_sub(v[*b]),
                Operation::Multiply { signed: true, a, b } => signed(v[*a], self.nodes[*a].bits)
                    .wrapping_mul(signed(v[*b], self.nodes[*b].bits))
                    as u128,
                Operation::Multiply { signed: false, a, b } => v[*a].wrapping_mul(v[*b]),
                Operation::Slice(a, low) => v[*a] >> low,
                Operation::Join(parts) => {
                    let mut low = 0;
                    let mut whole = 0;
                    for &part in parts {
                        whole |= v[part] << low;
                        low += self.nodes[part].bits;
                    }
                    whole
                }
                Operation::Any(a) => (v[*a] != 0).into(),
            };
            state.values[index] = value & mask(node.bits);
        }
        self.outputs
            .iter()
            .map(|(_, wire)| state.values[wire.node])
            .collect()
    }

    /// The rising edge of the clock, after [`Network::evaluate`].
    pub fn clock(&self, state: &mut State, reset: bool) {
        let next: Vec<(usize, u128)> = self
            .nodes
            .iter()
            .enumerate()
            .filter_map(|(index, node)| match node.operation {
                Operation::Register(d) => Some((index, if reset { 0 } else { state.values[d] })),
                _ => None,
            })
            .collect();
        for (index, value) in next {
            state.values[index] = value;
        }
    }
}
