//! Memories that stand beside a netlist, in the bench.

use super::range;
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;

/// A memory with one write port and one or more read ports on the bench's clock. The netlist has its pins as ports:
/// `NAME_write_enable`, `NAME_write_address`, `NAME_write_data`, `NAME_read_enable`, `NAME_read_address`,
/// `NAME_read_data`; those of reading carry all read ports, port 0 lowest. A word is there a cycle after it was asked for
/// and stays until the next is; a read in the cycle of a write to its address gives the old word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memory {
    /// How its pins begin.
    pub name: String,
    /// Bits of a word.
    pub width: u32,
    /// Bits of an address; as many words as there are addresses.
    pub address: u32,
    /// Read ports.
    pub reads: u32,
}

impl Memory {
    /// All its bits.
    pub fn bits(&self) -> u64 {
        u64::from(self.width) << self.address
    }

    /// A pin's port.
    pub fn pin(&self, pin: &str) -> String {
        format!("{}_{pin}", self.name)
    }

    /// The nets of its enables, writing first.
    pub fn enables(&self) -> Vec<String> {
        let reading = self.pin("read_enable");
        let reads = (0..self.reads).map(|port| match self.reads {
            1 => reading.clone(),
            _ => format!("{reading}[{port}]"),
        });
        std::iter::once(self.pin("write_enable")).chain(reads).collect()
    }

    /// As people say it.
    pub fn in_words(&self) -> String {
        let words = 1u64 << self.address;
        let ports = if self.reads == 1 { "port" } else { "ports" };
        format!(
            "{words} words of {} bits, {} read {ports}",
            self.width, self.reads
        )
    }
}

/// What memories are in the text of a bench.
#[derive(Default)]
pub(super) struct Parts {
    /// Wires and contents.
    pub declarations: String,
    /// Pins of the unit.
    pub connections: String,
    /// Just before the clock's rise: what is asked for.
    pub look: String,
    /// After it: reads, then writes.
    pub drive: String,
}

/// The parts of all `memories`. Their outputs change with the other inputs of the unit; all begin with zeros.
pub(super) fn parts(memories: &[Memory]) -> Parts {
    let mut parts = Parts::default();
    for memory in memories {
        let (name, words) = (&memory.name, 1u64 << memory.address);
        let outputs = [
            ("write_enable", 1),
            ("write_address", memory.address),
            ("write_data", memory.width),
            ("read_enable", memory.reads),
            ("read_address", memory.reads * memory.address),
        ];
        // Writing to a string does not fail.
        for (pin, width) in outputs {
            let (port, bits) = (memory.pin(pin), range(0, width));
            let _ = writeln!(
                parts.declarations,
                "    wire {bits} {port}; reg {bits} {port}_was = 0;"
            );
            let _ = write!(parts.connections, ", .{port}({port})");
            let _ = writeln!(parts.look, "        {port}_was = {port};");
        }
        let data = memory.pin("read_data");
        let _ = writeln!(
            parts.declarations,
            "    reg {} {data} = 0;\n    reg {} {name}_words [0:{}];\n    integer {name}_word;\n    initial for \
             ({name}_word = 0; {name}_word < {words}; {name}_word = {name}_word + 1) {name}_words[{name}_word] = 0;",
            range(0, memory.reads * memory.width),
            range(0, memory.width),
            words - 1
        );
        let _ = write!(parts.connections, ", .{data}({data})");
        for port in 0..memory.reads {
            let _ = writeln!(
                parts.drive,
                "        if ({name}_read_enable_was[{port}]) {data}{} = {name}_words[{name}_read_address_was{}];",
                range(port * memory.width, memory.width),
                range(port * memory.address, memory.address)
            );
        }
        let _ = writeln!(
            parts.drive,
            "        if ({name}_write_enable_was[0]) {name}_words[{name}_write_address_was] = {name}_write_data_was;"
        );
    }
    parts
}
