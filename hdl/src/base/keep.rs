//! Registers that keep their value.

use rust_hdl::prelude::*;

/// A [`Reg`](super::Reg) that takes `d` only in cycles with `enable`.
///
/// A plain register keeps its value by taking it again, which a simulator does in every cycle of every register: for
/// those that there are hundreds of.
#[derive(Clone, Debug, Default, LogicBlock)]
pub struct Keep<T: Synth> {
    /// Next value.
    pub d: Signal<In, T>,
    /// The register takes it.
    pub enable: Signal<In, Bit>,
    /// Present value.
    pub q: Signal<Out, T>,
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
}

impl<T: Synth> Logic for Keep<T> {
    fn update(&mut self) {
        if self.clock.pos_edge() {
            if self.reset.val() {
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
            "always @(posedge clock) begin\n   if (reset) q <= {:x};\n   else if (enable) q <= d;\nend\n",
            T::default().verilog()
        ))
    }

    fn timing(&self) -> Vec<TimingInfo> {
        vec![TimingInfo {
            name: "keep".into(),
            clock: "clock".into(),
            inputs: ["d", "enable", "reset"].map(String::from).to_vec(),
            outputs: vec!["q".into()],
        }]
    }
}
