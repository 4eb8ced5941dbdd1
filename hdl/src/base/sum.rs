//! Registers that a sum is kept in.

use rust_hdl::prelude::*;

/// A register that takes `d` in cycles with `enable` and becomes 0 in those with `clear`, whatever else is asked.
///
/// As a [`Keep`](super::Keep) whose reset is within reach: flip-flops have it beside their data, where a choice of 0 in
/// front of them would cost a look-up table a bit.
#[derive(Clone, Debug, Default, LogicBlock)]
pub struct Sum<T: Synth> {
    /// Next value.
    pub d: Signal<In, T>,
    /// The register takes it.
    pub enable: Signal<In, Bit>,
    /// The register becomes 0.
    pub clear: Signal<In, Bit>,
    /// Present value.
    pub q: Signal<Out, T>,
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
}

impl<T: Synth> Logic for Sum<T> {
    fn update(&mut self) {
        if self.clock.pos_edge() {
            if self.reset.val() || self.clear.val() {
                self.q.next = T::default();
            } else if self.enable.val() {
                self.q.next = self.d.val();
            }
        }
    }

    fn connect(&mut self) {
        self.q.connect();
    }

    fn hdl(&self) -> Verilog {
        Verilog::Custom(format!(
            "always @(posedge clock) begin\n   if (reset | clear) q <= {:x};\n   else if (enable) q <= d;\nend\n",
            T::default().verilog()
        ))
    }

    fn timing(&self) -> Vec<TimingInfo> {
        vec![TimingInfo {
            name: "sum".into(),
            clock: "clock".into(),
            inputs: ["d", "enable", "clear", "reset"].map(String::from).to_vec(),
            outputs: vec!["q".into()],
        }]
    }
}
