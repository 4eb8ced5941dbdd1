//! Shifts right by a run-time number of places, towards a rounding that is still to be done.

use rust_hdl::prelude::*;

/// value / 2^shift cut to `Q` bits, whether it is to be rounded up to the nearest (ties to even), and whether it has more
/// than `Q` bits.
///
/// ```text
///  value --> >> 48, 32, 16, 0 --> [ ] --> >> 12, 8, 4, 0 --> [ ] --> >> 3, 2, 1, 0 --> [quotient], [up], [huge]
/// ```
///
/// Of the places cut, the last is the guard; `sticky` is whether any before it was set. 4 steps of `advance`, one value a
/// step, its shift with it.
#[derive(Debug, Default, LogicBlock)]
pub struct Descale<const N: usize, const Q: usize> {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The pipeline moves on.
    pub advance: Signal<In, Bit>,
    /// What to shift.
    pub value: Signal<In, Bits<N>>,
    /// By how many places.
    pub shift: Signal<In, Bits<6>>,
    /// Four steps later: the low `Q` bits of the quotient, rounded down.
    pub quotient: Signal<Out, Bits<Q>>,
    /// It is to be rounded up.
    pub up: Signal<Out, Bit>,
    /// It has more bits.
    pub huge: Signal<Out, Bit>,
    _under_way: [(u128, u32); 4],
}

impl<const N: usize, const Q: usize> Logic for Descale<N, Q> {
    fn update(&mut self) {
        if self.clock.pos_edge() && self.advance.val() {
            let mut value = 0u128;
            for index in 0..N {
                value |= u128::from(self.value.val().get_bit(index)) << index;
            }
            let shift: u64 = self.shift.val().into();
            self._under_way.rotate_right(1);
            self._under_way[0] = (value, shift as u32);
            let (value, shift) = self._under_way[3];
            let quotient = value >> shift;
            let rest = value & ((1 << shift) - 1);
            let half = (1u128 << shift) >> 1;
            let mut bits = Bits::<Q>::default();
            for index in 0..Q {
                bits = bits.replace_bit(index, quotient >> index & 1 == 1);
            }
            self.quotient.next = bits;
            self.up.next = shift > 0 && rest >= half && (rest > half || quotient & 1 == 1);
            self.huge.next = quotient >> Q != 0;
        }
    }

    fn connect(&mut self) {
        self.quotient.connect();
        self.up.connect();
        self.huge.connect();
    }

    fn hdl(&self) -> Verilog {
        const { assert!(N <= 127 && Q < N) };
        let w = N - 1;
        let mut text = format!(
            "reg [{w}:0] coarse; reg coarse_guard; reg coarse_sticky; reg [3:0] coarse_shift;\n\
             reg [{w}:0] middle; reg middle_guard; reg middle_sticky; reg [1:0] middle_shift;\n\
             reg [{w}:0] fine; reg fine_guard; reg fine_sticky;\n"
        );
        let stages = [
            ("value", "coarse", 16, "shift[5:4]", None),
            ("coarse", "middle", 4, "coarse_shift[3:2]", Some("coarse")),
            ("middle", "fine", 1, "middle_shift[1:0]", Some("middle")),
        ];
        for (from, to, unit, by, before) in stages {
            let (guard, sticky) = before.map_or(("1'b0".into(), "1'b0".into()), |stage: &str| {
                (format!("{stage}_guard"), format!("{stage}_sticky"))
            });
            let mut cases = format!(
                "         2'd0: begin {to} <= {from}; {to}_guard <= {guard}; {to}_sticky <= {sticky}; end\n"
            );
            for step in 1..4 {
                let places = unit * step;
                // a short value is gone before the longest shift
                let kept = if places < N {
                    format!("{from} >> {places}")
                } else {
                    "0".into()
                };
                let cut = match places {
                    places if places <= N => format!("{from}[{}]", places - 1),
                    _ => "1'b0".into(),
                };
                let below = match (places - 1).min(N) {
                    0 => String::new(),
                    below => format!(" | (|{from}[{}:0])", below - 1),
                };
                cases += &format!(
                    "         2'd{step}: begin {to} <= {kept}; {to}_guard <= {cut}; \
                     {to}_sticky <= {sticky} | {guard}{below}; end\n"
                );
            }
            text += &format!(
                "always @(posedge clock) begin\n   \
                 if (reset) begin {to} <= 0; {to}_guard <= 0; {to}_sticky <= 0; end\n   \
                 else if (advance) begin\n      case ({by})\n{cases}      endcase\n   end\nend\n"
            );
        }
        text += &format!(
            "always @(posedge clock) begin\n   if (reset) begin coarse_shift <= 0; middle_shift <= 0; end\n   \
             else if (advance) begin coarse_shift <= shift[3:0]; middle_shift <= coarse_shift[1:0]; end\nend\n\
             always @(posedge clock) begin\n   if (reset) begin quotient <= 0; up <= 0; huge <= 0; end\n   \
             else if (advance) begin\n      quotient <= fine[{}:0];\n      \
             up <= fine_guard & (fine_sticky | fine[0]);\n      huge <= |fine[{w}:{Q}];\n   end\nend\n",
            Q - 1
        );
        Verilog::Custom(text)
    }

    fn timing(&self) -> Vec<TimingInfo> {
        vec![TimingInfo {
            name: "descale".into(),
            clock: "clock".into(),
            inputs: ["advance", "value", "shift", "reset"].map(String::from).to_vec(),
            outputs: ["quotient", "up", "huge"].map(String::from).to_vec(),
        }]
    }
}
