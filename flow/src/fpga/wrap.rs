//! A unit between registers on a device with few pins.
//!
//! ```text
//!  si ─> feed[0] ─> feed[1] ─> ... ─────────────┐   a shift register, one bit an input
//!          │          │                         │
//!        drive[0]   drive[1]  ...               │   a register an input: the unit is all that it drives
//!          └────┬─────┘                         │
//!             unit                              │
//!          ┌────┴─────┐                         v
//!        fold[0] ─> fold[1] ─> ... ─> so        an output each folded into a shift register by exclusive or
//! ```
//!
//! Three pins (`clock`, `si`, `so`) serve any unit. No input is a constant and every output bit reaches a pin, so nothing
//! of the unit is optimised away; a path from register to register through the unit is one that a user of registered
//! inputs would have. Outputs pass a LUT on their way, and so keep nets of their own after packing. Several lanes hang
//! on longer shift registers.

use std::fmt::Write as _;

/// The top that [`wrapper`] writes.
pub const TOP: &str = "wrap";

/// A port of a unit: its name and its width.
pub type WrapPort = (String, usize);

/// The instance of a lane.
pub fn instance(lane: u64) -> String {
    format!("lane{lane}")
}

/// Registers and LUTs that the wrapper itself takes a lane: (registers, LUTs).
pub fn own(inputs: &[WrapPort], outputs: &[WrapPort]) -> (u64, u64) {
    let width = |ports: &[WrapPort]| ports.iter().map(|(_, width)| *width as u64).sum::<u64>();
    (2 * width(inputs) + width(outputs), width(outputs))
}

/// The wrapper's Verilog, with a black box in the unit's place. `inputs` without the clock.
pub fn wrapper(unit: &str, inputs: &[WrapPort], outputs: &[WrapPort], lanes: u64) -> String {
    let width = |ports: &[WrapPort]| ports.iter().map(|(_, width)| width).sum::<usize>() * lanes as usize;
    let (i, o) = (width(inputs), width(outputs));
    let mut text = format!(
        "module {TOP}(input clock, input si, output so);\n\
         reg [{ih}:0] feed, drive;\n\
         wire [{oh}:0] taken;\n\
         reg [{oh}:0] fold;\n\
         always @(posedge clock) begin\n    \
         feed <= {{feed, si}};\n    \
         drive <= feed;\n    \
         fold <= {{fold, feed[{ih}]}} ^ taken;\n\
         end\n\
         assign so = fold[{oh}];\n",
        ih = i - 1,
        oh = o - 1,
    );
    let (mut at_input, mut at_output) = (0, 0);
    // Writing to a string does not fail.
    for lane in 0..lanes {
        let _ = write!(text, "{unit} {}(.clock(clock)", instance(lane));
        for (bus, ports, at) in [
            ("drive", inputs, &mut at_input),
            ("taken", outputs, &mut at_output),
        ] {
            for (port, width) in ports {
                let _ = write!(text, ",\n    .{port}({bus}[{}:{at}])", *at + width - 1);
                *at += width;
            }
        }
        text.push_str(");\n");
    }
    text.push_str("endmodule\n");
    let _ = write!(text, "(* blackbox *) module {unit}(input clock");
    for (direction, ports) in [("input", inputs), ("output", outputs)] {
        for (port, width) in ports {
            let _ = write!(text, ",\n    {direction} [{}:0] {port}", width - 1);
        }
    }
    text.push_str(");\nendmodule\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bit_of_every_lane_has_a_register_of_its_own() {
        let port = |name: &str, width| (name.to_owned(), width);
        let (inputs, outputs) = ([port("reset", 1), port("s_data", 8)], [port("m_data", 3)]);
        let text = wrapper("unit_8", &inputs, &outputs, 2);
        for piece in [
            "reg [17:0] feed, drive;",
            "reg [5:0] fold;",
            "unit_8 lane1(.clock(clock),\n    .reset(drive[9:9]),\n    .s_data(drive[17:10]),\n    .m_data(taken[5:3]));",
            "module unit_8(input clock,\n    input [0:0] reset,",
        ] {
            assert!(text.contains(piece), "{piece} in {text}");
        }
        assert_eq!(own(&inputs, &outputs), (21, 3));
    }
}
