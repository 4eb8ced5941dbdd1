//! The gaps of a row read.

use rust_hdl::prelude::*;

/// How far past t the element t of a row read lies: `(t / run) * gap`, in units of N.
///
/// ```text
///  take: run --> t / run --> [quotients] --+
///        gap --------------> [gap] --------+--> load: * --> [jumps]
/// ```
///
/// `run_gap` holds the run (1 to N) in bits 7..0 and the gap, a multiple of N, in bits 15..8. The quotient of t by the
/// run is counted, not divided: the number of m from 1 to t with `run <= t / m`; a run of 0 has no gaps. 8 bits hold every
/// jump: the largest is (N - 1) * 255 / N.
#[derive(Debug, LogicBlock)]
pub struct Jumps<const N: usize, const B: usize, const L: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// Run and gap are taken.
    pub take: Signal<In, Bit>,
    /// The jumps become those of what was taken before.
    pub load: Signal<In, Bit>,
    /// Run and gap.
    pub run_gap: Signal<In, Bits<16>>,
    /// N jumps of 8 bits, element 0 lowest.
    pub jumps: Signal<Out, Bits<B>>,
    _taken: u64,
}

impl<const N: usize, const B: usize, const L: usize> Default for Jumps<N, B, L> {
    fn default() -> Self {
        const { assert!(B == 8 * N && N == 1 << L && N <= 16) };
        Self {
            clock: Default::default(),
            reset: Default::default(),
            take: Default::default(),
            load: Default::default(),
            run_gap: Default::default(),
            jumps: Default::default(),
            _taken: 0,
        }
    }
}

impl<const N: usize, const B: usize, const L: usize> Logic for Jumps<N, B, L> {
    fn update(&mut self) {
        if self.clock.pos_edge() {
            if self.reset.val() {
                self._taken = 0;
                self.jumps.next = Bits::default();
                return;
            }
            if self.load.val() {
                let (run, gap) = (self._taken & 0xff, (self._taken >> 8) >> L);
                let mut jumps = Bits::<B>::default();
                for t in 0..N as u64 {
                    let jump = ((1..=t).filter(|m| run > 0 && run <= t / m).count() as u64 * gap) & 0xff;
                    for bit in 0..8 {
                        jumps = jumps.replace_bit(t as usize * 8 + bit, jump >> bit & 1 == 1);
                    }
                }
                self.jumps.next = jumps;
            }
            if self.take.val() {
                self._taken = self.run_gap.val().into();
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
        let mut taken = format!("      gap <= {{{L}'d0, run_gap[15:{}]}};\n", 8 + L);
        let mut cleared = "      gap <= 8'd0;\n".to_owned();
        let mut declared = "reg [7:0] gap;\n".to_owned();
        let mut jumps = vec!["8'd0".to_owned()];
        for t in 1..N {
            let width = usize::BITS - t.leading_zeros();
            let term = |m: usize| match width {
                1 => format!("short{}", t / m),
                _ => format!("{{{}'d0, short{}}}", width - 1, t / m),
            };
            let terms: Vec<String> = (1..=t).map(term).collect();
            declared += &format!("reg [{}:0] quotient{t};\n", width - 1);
            cleared += &format!("      quotient{t} <= {width}'d0;\n");
            taken += &format!("      quotient{t} <= {};\n", terms.join(" + "));
            jumps.insert(0, format!("{{{}'d0, quotient{t}}} * gap", 8 - width));
        }
        text += &declared;
        text += &format!(
            "always @(posedge clock) begin\n   if (reset) begin\n{cleared}      jumps <= {B}'d0;\n   end else begin\n   \
             if (take) begin\n{taken}   end\n   if (load) jumps <= {{{}}};\n   end\nend\n",
            jumps.join(", ")
        );
        Verilog::Custom(text)
    }

    fn timing(&self) -> Vec<TimingInfo> {
        vec![TimingInfo {
            name: "jumps".into(),
            clock: "clock".into(),
            inputs: ["reset", "take", "load", "run_gap"].map(String::from).to_vec(),
            outputs: vec!["jumps".into()],
        }]
    }
}
