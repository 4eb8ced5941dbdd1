//! Memories with one port.

use std::collections::BTreeMap;

use rust_hdl::prelude::*;

/// `2^A` words of four bytes with one port: a read or a write in a cycle.
///
/// What the large blocks of an iCE40 UltraPlus are. `read_data` holds the word at `address` one cycle after `enable` without
/// `write`, until the next access. What it holds behind a write is not said: under Verilator it is the last word with every
/// bit turned over, so that co-simulation finds whoever asks for it. Contents and `read_data` have no reset: no such block
/// has one.
#[derive(Clone, Debug, Default, LogicBlock)]
pub struct SinglePort<const A: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Reads, or writes.
    pub enable: Signal<In, Bit>,
    /// Writes.
    pub write: Signal<In, Bit>,
    /// These bytes, the lowest first.
    pub bytes: Signal<In, Bits<4>>,
    /// Word address.
    pub address: Signal<In, Bits<A>>,
    /// Word to write.
    pub write_data: Signal<In, Bits<32>>,
    /// The word read, one cycle later.
    pub read_data: Signal<Out, Bits<32>>,
    _contents: BTreeMap<u64, u32>,
}

impl<const A: usize> Logic for SinglePort<A> {
    fn update(&mut self) {
        if self.clock.pos_edge() && self.enable.val() {
            let address: u64 = self.address.val().into();
            let word = self._contents.entry(address).or_default();
            if self.write.val() {
                let (bytes, data): (u64, u64) = (self.bytes.val().into(), self.write_data.val().into());
                for byte in (0..4).filter(|byte| bytes >> byte & 1 == 1) {
                    let mask = 0xff << (8 * byte);
                    *word = *word & !mask | data as u32 & mask;
                }
            } else {
                self.read_data.next = u64::from(*word).into();
            }
        }
    }

    fn connect(&mut self) {
        self.read_data.connect();
    }

    fn hdl(&self) -> Verilog {
        let bytes: String = (0..4)
            .map(|byte| {
                let (high, low) = (8 * byte + 7, 8 * byte);
                format!(
                    "      if (bytes[{byte}]) contents[address][{high}:{low}] <= write_data[{high}:{low}];\n"
                )
            })
            .collect();
        Verilog::Custom(format!(
            "{}always @(posedge clock) if (enable) begin\n   if (write) begin\n{bytes}\
             `ifdef VERILATOR\n      read_data <= ~read_data;\n`endif\n   \
             end else read_data <= contents[address];\nend\n",
            super::ram::contents::<Bits<32>>(1 << A)
        ))
    }

    fn timing(&self) -> Vec<TimingInfo> {
        vec![TimingInfo {
            name: "single_port".into(),
            clock: "clock".into(),
            inputs: ["enable", "write", "bytes", "address", "write_data"]
                .map(String::from)
                .to_vec(),
            outputs: vec!["read_data".into()],
        }]
    }
}
