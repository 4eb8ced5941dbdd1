//! The gaps of a row read.

use rust_hdl::prelude::*;

/// How far past t the element t of a row read lies: `(t / run) * gap`, in units of N; registered.
///
/// `run_gap` holds the run (1 to N) in bits 7..0 and the gap, a multiple of N, in bits 15..8. The quotient of t by the
/// run is counted, not divided: the number of m from 1 to t with `run <= t / m`; a run of 0 has no gaps. 8 bits hold every jump: the largest
/// is (N - 1) * 255 / N. Latency 1.
#[derive(Debug, LogicBlock)]
pub struct Jumps<const N: usize, const B: usize, const L: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The register takes its input.
    pub load: Signal<In, Bit>,
    /// Run and gap.
    pub run_gap: Signal<In, Bits<16>>,
    /// N jumps of 8 bits, element 0 lowest.
    pub jumps: Signal<Out, Bits<B>>,
}

impl<const N: usize, const B: usize, const L: usize> Default for Jumps<N, B, L> {
    fn default() -> Self {
        const { assert!(B == 8 * N && N == 1 << L && N <= 16) };
        Self {
            clock: Default::default(),
            reset: Default::default(),
            load: Default::default(),
            run_gap: Default::default(),
            jumps: Default::default(),
        }
    }
}

impl<const N: usize, const B: usize, const L: usize> Logic for Jumps<N, B, L> {
    fn update(&mut self) {
        if self.clock.pos_edge() {
            if self.reset.val() {
                self.jumps.next = Bits::default();
            } else if self.load.val() {
                let run_gap: u64 = self.run_gap.val().into();
                let (run, gap) = (run_gap & 0xff, (run_gap >> 8) >> L);
                let mut jumps = Bits::<B>::default();
                for t in 0..N as u64 {
                    let jump = ((1..=t).filter(|m| run > 0 && run <= t / m).count() as u64 * gap) & 0xff;
                    for bit in 0..8 {
                        jumps = jumps.replace_bit(t as usize * 8 + bit, jump >> bit & 1 == 1);
                    }
                }
                self.jumps.next = jumps;
            }
        }
    }

    fn connect(&mut self) {
        self.jumps.connect();
    }

    fn hdl(&self) -> Verilog {
        let mut text = String::new();
        for limit in 1..N {
            text += &format!("wire short{limit} = run_gap[7:0] <= 8'd{limit} && run_gap[7:0] != 8'd0;\n");
        }
        text += "wire [7:0] quotient0 = 8'd0;\n";
        for t in 1..N {
            let terms: Vec<String> = (1..=t).map(|m| format!("{{7'd0, short{}}}", t / m)).collect();
            text += &format!("wire [7:0] quotient{t} = {};\n", terms.join(" + "));
        }
        text += &format!("wire [7:0] gap = {{{L}'d0, run_gap[15:{}]}};\n", 8 + L);
        let jumps: Vec<String> = (0..N).rev().map(|t| format!("quotient{t} * gap")).collect();
        text += &format!(
            "always @(posedge clock) begin\n   if (reset) jumps <= {B}'d0;\n   \
             else if (load) jumps <= {{{}}};\nend\n",
            jumps.join(", ")
        );
        Verilog::Custom(text)
    }

    fn timing(&self) -> Vec<TimingInfo> {
        vec![TimingInfo {
            name: "jumps".into(),
            clock: "clock".into(),
            inputs: ["reset", "load", "run_gap"].map(String::from).to_vec(),
            outputs: vec!["jumps".into()],
        }]
    }
}
