//! The Verilog of a network.

use super::{Network, Operation};

impl Network {
    /// The body of a module with ports `clock`, `reset` and those of the network, outputs declared as `reg`.
    pub fn verilog(&self) -> String {
        let mut text = String::new();
        for (index, node) in self.nodes.iter().enumerate() {
            let range = match node.bits {
                1 => String::new(),
                bits => format!("[{}:0] ", bits - 1),
            };
            let kind = match node.operation {
                Operation::Register(_) => "reg",
                _ => "wire",
            };
            text += &format!("{kind} {range}n{index};\n");
        }
        for (index, node) in self.nodes.iter().enumerate() {
            if let Some(value) = self.expression(node.bits, &node.operation) {
                text += &format!("assign n{index} = {value};\n");
            }
            if let Operation::Register(d) = node.operation {
                text += &format!(
                    "always @(posedge clock) begin\n   if (reset) n{index} <= {}'h0;\n   else n{index} <= n{d};\nend\n",
                    node.bits
                );
            }
        }
        for (name, wire) in &self.outputs {
            text += &format!("always @(*) {name} = n{};\n", wire.node);
        }
        text
    }

    fn expression(&self, bits: u32, operation: &Operation) -> Option<String> {
        Some(match operation {
            Operation::Input(name) => (*name).to_string(),
            Operation::Constant(value) => format!("{bits}'h{value:x}"),
            Operation::Not(a) => format!("~n{a}"),
            Operation::And(a, b) => format!("n{a} & n{b}"),
            Operation::Or(a, b) => format!("n{a} | n{b}"),
            Operation::Xor(a, b) => format!("n{a} ^ n{b}"),
            Operation::Xor3(a, b, c) => format!("n{a} ^ n{b} ^ n{c}"),
            Operation::Majority(a, b, c) => format!("(n{a} & n{b}) | (n{a} & n{c}) | (n{b} & n{c})"),
            Operation::Select(condition, a, b) => format!("n{condition} ? n{a} : n{b}"),
            Operation::Add(a, b) => format!("n{a} + n{b}"),
            Operation::Subtract(a, b) => format!("n{a} - n{b}"),
            Operation::Multiply { signed: true, a, b } => format!("$signed(n{a}) * $signed(n{b})"),
            Operation::Multiply { signed: false, a, b } => format!("n{a} * n{b}"),
            Operation::Slice(a, low) => match bits {
                1 => format!("n{a}[{low}]"),
                _ => format!("n{a}[{}:{low}]", low + bits - 1),
            },
            Operation::Join(parts) => {
                let parts: Vec<String> = parts.iter().rev().map(|part| format!("n{part}")).collect();
                format!("{{{}}}", parts.join(", "))
            }
            Operation::Any(a) => format!("|n{a}"),
            Operation::Register(_) => return None,
        })
    }
}
