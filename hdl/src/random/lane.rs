//! From an index to its number.

use golden::random::ROUNDS;
use rust_hdl::prelude::*;

use crate::base::Each;

/// One round and its registers: x = ((x_in >>> 7) + y_in) ^ key, y = (y_in <<< 2) ^ x, taken in cycles with `advance`.
///
/// The round stands in the process of its registers: a simulator works for it only when they take it, and there are ten
/// of them a lane.
#[derive(Clone, Debug, Default, LogicBlock)]
pub struct Round {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The registers take the round.
    pub advance: Signal<In, Bit>,
    /// High half of the block.
    pub x_in: Signal<In, Bits<16>>,
    /// Low half.
    pub y_in: Signal<In, Bits<16>>,
    /// The round's key.
    pub key: Signal<In, Bits<16>>,
    /// High half after the round.
    pub x: Signal<Out, Bits<16>>,
    /// Low half.
    pub y: Signal<Out, Bits<16>>,
}

impl Logic for Round {
    fn update(&mut self) {
        if self.clock.pos_edge() {
            if self.reset.val() {
                self.x.next = Bits::default();
                self.y.next = Bits::default();
            } else if self.advance.val() {
                let word = |bits: Bits<16>| u64::from(bits) as u16;
                let block = (word(self.x_in.val()), word(self.y_in.val()));
                let (x, y) = golden::random::round(block, word(self.key.val()));
                self.x.next = u64::from(x).into();
                self.y.next = u64::from(y).into();
            }
        }
    }

    fn connect(&mut self) {
        self.x.connect();
        self.y.connect();
    }

    fn hdl(&self) -> Verilog {
        let x = "(({x_in[6:0], x_in[15:7]} + y_in) ^ key)";
        Verilog::Custom(format!(
            "always @(posedge clock) begin\n   if (reset) begin\n      x <= 16'd0;\n      y <= 16'd0;\n   end\n   \
             else if (advance) begin\n      x <= {x};\n      y <= {{y_in[13:0], y_in[15:14]}} ^ {x};\n   end\nend\n"
        ))
    }

    fn timing(&self) -> Vec<TimingInfo> {
        vec![TimingInfo {
            name: "round".into(),
            clock: "clock".into(),
            inputs: ["reset", "advance", "x_in", "y_in", "key"]
                .map(String::from)
                .to_vec(),
            outputs: ["x", "y"].map(String::from).to_vec(),
        }]
    }
}

/// `golden::random::mix(keys, index)`: ten rounds of x' = ((x >>> 7) + y) ^ key, y' = (y <<< 2) ^ x', a register after
/// each.
///
/// ```text
///  index --> x = high half --> [round] --> [round] -- ... --> [round] --> number = x
///            y = low half                 keys[1]             keys[9]
/// ```
///
/// A number ten cycles with `advance` after its index, one a cycle. `keys` must hold while numbers are under way.
#[derive(Debug, Default, LogicBlock)]
pub struct Lane {
    /// Rising edge.
    pub clock: Signal<In, Clock>,
    /// Synchronous, active high.
    pub reset: Signal<In, Bit>,
    /// The pipeline moves on.
    pub advance: Signal<In, Bit>,
    /// The index.
    pub index: Signal<In, Bits<32>>,
    /// As [`Keys`](super::Keys) gives them.
    pub keys: Signal<In, Bits<160>>,
    /// Uniform 16 bits.
    pub number: Signal<Out, Bits<16>>,
    rounds: Each<Round, ROUNDS>,
}

impl Logic for Lane {
    #[hdl_gen]
    fn update(&mut self) {
        self.rounds[0].x_in.next = self.index.val().get_bits::<16>(16);
        self.rounds[0].y_in.next = self.index.val().get_bits::<16>(0);
        for i in 1..ROUNDS {
            self.rounds[i].x_in.next = self.rounds[i - 1].x.val();
            self.rounds[i].y_in.next = self.rounds[i - 1].y.val();
        }
        for i in 0..ROUNDS {
            self.rounds[i].clock.next = self.clock.val();
            self.rounds[i].reset.next = self.reset.val();
            self.rounds[i].advance.next = self.advance.val();
            self.rounds[i].key.next = self.keys.val().get_bits::<16>(i * 16);
        }
        self.number.next = self.rounds[9].x.val();
    }
}
