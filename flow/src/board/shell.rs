//! What is between a design and the pins of a board: PLL, reset, levels.

use super::description::{Description, Level};
use super::pll::Pll;
use super::Error;
use std::fmt::Write;

/// The module at the pins.
pub const TOP: &str = "top";

/// A design with a serial line and a light: a module with the ports `clock`, `reset` (synchronous, active high), `rxd`,
/// `txd`, `led` (high: on), and inputs that are tied to constants.
#[derive(Debug, Clone)]
pub struct Shelled<'a> {
    /// The module.
    pub module: &'a str,
    /// Its text, with all below it.
    pub verilog: &'a str,
    /// Inputs that are tied: name, bits, value.
    pub constants: &'a [(&'a str, u32, u64)],
}

/// The Verilog of [`TOP`], around `design` on `board` at `clock_hz`.
///
/// The design is reset for 128 clocks after the device was configured, while the PLL has no lock, and while the button is
/// pressed. Block memories of iCE40 cannot be read in the first microseconds.
///
/// # Errors
/// [`Error::NoPll`].
pub fn shell(design: &Shelled, board: &Description, clock_hz: u64) -> Result<String, Error> {
    let input_hz = board.clock.input_hz;
    let mut text = format!(
        "// {}: what is between {} and the pins.\n",
        board.title, design.module
    );
    let button = match board.pins.reset {
        Some(_) => ", input reset_button",
        None => "",
    };
    let tied = &board.pins.high;
    let outputs: String = tied.iter().map(|name| format!(", output {name}")).collect();
    let _ = writeln!(
        text,
        "module {TOP}(input clock_in{button}, input rxd, output txd, output led{outputs});\n  wire clock, locked;"
    );
    for name in tied {
        let _ = writeln!(text, "  assign {name} = 1'b1;");
    }
    if clock_hz == input_hz {
        text.push_str("  assign clock = clock_in;\n  assign locked = 1'b1;\n");
    } else {
        let pll = Pll::new(board.part, input_hz, clock_hz).ok_or(Error::NoPll {
            part: board.part.name(),
            input_hz,
            clock_hz,
        })?;
        text.push_str(&pll.verilog(board.part, input_hz, clock_hz));
    }
    let pressed = match board.pins.reset {
        Some(Level::High) => " | reset_button",
        Some(Level::Low) => " | !reset_button",
        None => "",
    };
    let _ = writeln!(
        text,
        "  wire hold = !locked{pressed};\n  reg [7:0] up = 8'd0;\n  always @(posedge clock or posedge hold)\n    \
         if (hold) up <= 8'd0;\n    else if (!up[7]) up <= up + 8'd1;\n  reg reset = 1'b1;\n  \
         always @(posedge clock) reset <= !up[7];\n  wire light;\n  assign led = {};",
        match board.pins.led {
            Level::High => "light",
            Level::Low => "!light",
        }
    );
    let _ = write!(
        text,
        "  {} design(.clock(clock), .reset(reset), .rxd(rxd), .txd(txd), .led(light)",
        design.module
    );
    for (name, bits, value) in design.constants {
        let _ = write!(text, ",\n    .{name}({bits}'h{value:x})");
    }
    text.push_str(");\nendmodule\n");
    Ok(text)
}
