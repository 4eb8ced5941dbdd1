//! Memories whose words are never read in the cycle in which they are written.

use std::collections::BTreeMap;

use rust_hdl::prelude::*;

use super::ram::contents;

/// [`Ram`](super::Ram) whose users keep a read and a write of one word apart: what a read in the cycle of a write to the
/// same address gives is not said.
///
/// A block memory of an FPGA does not say it either. Where the old word is asked for, tools delay the write by a register,
/// compare the addresses, and put a multiplexer behind the slowest output that there is. Under Verilator such a read gives
/// the word with every bit turned over, so that co-simulation finds whoever asks for it.
#[derive(Clone, Debug, Default, LogicBlock)]
pub struct Store<T: Synth, const A: usize> {
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
    _missing: u64,
}

impl<T: Synth, const A: usize> Store<T, A> {
    /// Of the first `words` addresses only, 1 to 2^A: the others are never named.
    pub fn of_words(words: u64) -> Self {
        Store {
            _missing: (1 << A) - words,
            ..Self::default()
        }
    }
}

impl<T: Synth, const A: usize> Logic for Store<T, A> {
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
            "(* no_rw_check *) {}always @(posedge clock) begin\n   \
             if (write_enable) contents[write_address] <= write_data;\n   \
             if (read_enable) read_data <= contents[read_address];\n\
             `ifdef VERILATOR\n   \
             if (read_enable && write_enable && read_address == write_address) read_data <= ~contents[read_address];\n\
             `endif\nend\n",
            contents::<T>((1 << A) - self._missing)
        ))
    }

    fn timing(&self) -> Vec<TimingInfo> {
        vec![TimingInfo {
            name: "store".into(),
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
