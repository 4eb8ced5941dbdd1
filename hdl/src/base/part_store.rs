//! Memories whose words are of two parts that are written by themselves.

use std::collections::BTreeMap;

use rust_hdl::prelude::*;

use super::ram::contents;

/// [`Store`](super::Store) of words of `V` bits, the lower `C` of which are written by `write_low` and the others by
/// `write_high`, from one `write_data` to one address.
///
/// A read in the cycle of a write to its address says nothing of either part.
///
/// A block memory of an FPGA has a write enable for every eight or nine bits, and what two narrow memories leave empty is
/// more than what is lost to filling the parts up to that.
#[derive(Clone, Debug, Default, LogicBlock)]
pub struct PartStore<const V: usize, const C: usize, const A: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Writes the lower bits of `write_data` at `write_address`.
    pub write_low: Signal<In, Bit>,
    /// Writes the others.
    pub write_high: Signal<In, Bit>,
    /// Word address of the write.
    pub write_address: Signal<In, Bits<A>>,
    /// Word to write.
    pub write_data: Signal<In, Bits<V>>,
    /// Reads the word at `read_address`.
    pub read_enable: Signal<In, Bit>,
    /// Word address of the read.
    pub read_address: Signal<In, Bits<A>>,
    /// The word read, one cycle later.
    pub read_data: Signal<Out, Bits<V>>,
    _contents: BTreeMap<u64, u64>,
}

impl<const V: usize, const C: usize, const A: usize> Logic for PartStore<V, C, A> {
    fn update(&mut self) {
        if self.clock.pos_edge() {
            if self.read_enable.val() {
                let address: u64 = self.read_address.val().into();
                let word = self._contents.get(&address).copied().unwrap_or_default();
                self.read_data.next = word.into();
            }
            let address: u64 = self.write_address.val().into();
            let data: u64 = self.write_data.val().into();
            let low = (1 << C) - 1;
            let word = self._contents.entry(address).or_default();
            if self.write_low.val() {
                *word = *word & !low | data & low;
            }
            if self.write_high.val() {
                *word = *word & low | data & !low;
            }
        }
    }

    fn connect(&mut self) {
        self.read_data.connect();
    }

    fn hdl(&self) -> Verilog {
        let (high, cut, low) = (V - 1, C, C - 1);
        Verilog::Custom(format!(
            "(* no_rw_check *) {}always @(posedge clock) begin\n   \
             if (write_low) contents[write_address][{low}:0] <= write_data[{low}:0];\n   \
             if (write_high) contents[write_address][{high}:{cut}] <= write_data[{high}:{cut}];\n   \
             if (read_enable) read_data <= contents[read_address];\n\
             `ifdef VERILATOR\n   \
             if (read_enable && (write_low || write_high) && read_address == write_address) read_data <= \
             ~contents[read_address];\n\
             `endif\nend\n",
            contents::<Bits<V>>(1 << A)
        ))
    }

    fn timing(&self) -> Vec<TimingInfo> {
        vec![TimingInfo {
            name: "part_store".into(),
            clock: "clock".into(),
            inputs: [
                "write_low",
                "write_high",
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
