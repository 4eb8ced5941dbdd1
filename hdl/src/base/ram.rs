//! Memories.

use std::collections::BTreeMap;

use rust_hdl::prelude::*;

/// A simple dual-port memory of `2^A` words: one write port, one read port, one clock.
///
/// `read_data` holds the word at `read_address` one cycle after `read_enable`, and keeps it while `read_enable` is
/// low, so that a stalled pipeline loses nothing. A read in the cycle of a write to the same address gives the old
/// word. Contents and `read_data` have no reset: no block memory has one, and every user qualifies the data with a
/// valid bit that does.
#[derive(Clone, Debug, Default, LogicBlock)]
pub struct Ram<T: Synth, const A: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Writes `write_data` at `write_address`.
    pub write_enable: Signal<In, Bit>,
    /// Word address of the write.
    pub write_address: Signal<In, Bits<A>>,
    /// Word to write.
    pub write_data: Signal<In, T>,
    /// Reads the word at `read_address`.
    pub read_enable: Signal<In, Bit>,
    /// Word address of the read.
    pub read_address: Signal<In, Bits<A>>,
    /// The word read, one cycle later.
    pub read_data: Signal<Out, T>,
    _contents: BTreeMap<u64, T>,
}

impl<T: Synth, const A: usize> Logic for Ram<T, A> {
    fn update(&mut self) {
        if self.clock.pos_edge() {
            if self.read_enable.val() {
                let address: u64 = self.read_address.val().into();
                self.read_data.next = self._contents.get(&address).copied().unwrap_or_default();
            }
            if self.write_enable.val() {
                let address: u64 = self.write_address.val().into();
                self._contents.insert(address, self.write_data.val());
            }
        }
    }

    fn connect(&mut self) {
        self.read_data.connect();
    }

    fn hdl(&self) -> Verilog {
        Verilog::Custom(format!(
            "{}always @(posedge clock) begin\n   \
             if (write_enable) contents[write_address] <= write_data;\n   \
             if (read_enable) read_data <= contents[read_address];\nend\n",
            contents::<T>(1 << A)
        ))
    }

    fn timing(&self) -> Vec<TimingInfo> {
        vec![TimingInfo {
            name: "ram".into(),
            clock: "clock".into(),
            inputs: [
                "write_enable",
                "write_address",
                "write_data",
                "read_enable",
                "read_address",
            ]
            .map(String::from)
            .to_vec(),
            outputs: vec!["read_data".into()],
        }]
    }
}

/// [`Ram`] with a second read port like the first: `2^A` words that are kept once where memories are made of registers,
/// and in two blocks where a block has one read port.
#[derive(Clone, Debug, Default, LogicBlock)]
pub struct SharedRam<T: Synth, const A: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Writes `write_data` at `write_address`.
    pub write_enable: Signal<In, Bit>,
    /// Word address of the write.
    pub write_address: Signal<In, Bits<A>>,
    /// Word to write.
    pub write_data: Signal<In, T>,
    /// Reads the word at `read1_address`.
    pub read1_enable: Signal<In, Bit>,
    /// Word address of the first port.
    pub read1_address: Signal<In, Bits<A>>,
    /// The word read there, one cycle later.
    pub read1_data: Signal<Out, T>,
    /// Reads the word at `read2_address`.
    pub read2_enable: Signal<In, Bit>,
    /// Word address of the second port.
    pub read2_address: Signal<In, Bits<A>>,
    /// The word read there, one cycle later.
    pub read2_data: Signal<Out, T>,
    _contents: BTreeMap<u64, T>,
}

impl<T: Synth, const A: usize> Logic for SharedRam<T, A> {
    fn update(&mut self) {
        if self.clock.pos_edge() {
            let word = |address: Bits<A>| {
                let address: u64 = address.into();
                self._contents.get(&address).copied().unwrap_or_default()
            };
            if self.read1_enable.val() {
                self.read1_data.next = word(self.read1_address.val());
            }
            if self.read2_enable.val() {
                self.read2_data.next = word(self.read2_address.val());
            }
            if self.write_enable.val() {
                let address: u64 = self.write_address.val().into();
                self._contents.insert(address, self.write_data.val());
            }
        }
    }

    fn connect(&mut self) {
        self.read1_data.connect();
        self.read2_data.connect();
    }

    fn hdl(&self) -> Verilog {
        Verilog::Custom(format!(
            "{}always @(posedge clock) begin\n   \
             if (write_enable) contents[write_address] <= write_data;\n   \
             if (read1_enable) read1_data <= contents[read1_address];\n   \
             if (read2_enable) read2_data <= contents[read2_address];\nend\n",
            contents::<T>(1 << A)
        ))
    }

    fn timing(&self) -> Vec<TimingInfo> {
        vec![TimingInfo {
            name: "shared_ram".into(),
            clock: "clock".into(),
            inputs: [
                "write_enable",
                "write_address",
                "write_data",
                "read1_enable",
                "read1_address",
                "read2_enable",
                "read2_address",
            ]
            .map(String::from)
            .to_vec(),
            outputs: ["read1_data", "read2_data"].map(String::from).to_vec(),
        }]
    }
}

/// The declaration of so many words.
pub(super) fn contents<T: Synth>(words: u64) -> String {
    let signed = if matches!(T::descriptor().kind, TypeKind::Signed(_)) {
        "signed "
    } else {
        ""
    };
    format!("reg {signed}[{}:0] contents [0:{}];\n", T::BITS - 1, words - 1)
}
