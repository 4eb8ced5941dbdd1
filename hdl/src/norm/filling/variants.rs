//! The fillings there are, and all of one width side by side.

use super::{AbsoluteDeviation, SerialRoot, SquaredDeviation, Tuning};
use crate::base::{verilog, GenerateError};
use crate::catalogue::roomy;
use crate::primitive::{Method, WIDE};

/// One way to fill the skeleton.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// X: 8, 16 or 32.
    pub bits: u32,
    /// Name of the module, `squared_deviation_16_booth_p3`.
    pub module: String,
    /// What it is.
    pub part: Part,
}

/// The part that a filling is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// [`AbsoluteDeviation`].
    Absolute(Tuning),
    /// [`SquaredDeviation`].
    Squared(Tuning),
    /// [`SerialRoot`] in so many segments.
    Root(u32),
}

impl Variant {
    /// The Verilog.
    ///
    /// # Errors
    /// When the block does not pass the checks of `rust-hdl`.
    pub fn verilog(&self) -> Result<String, GenerateError> {
        macro_rules! widths {
            ($($x:literal $mu:literal $absolute:literal $mu8:literal $squared:literal $root:literal $radicand:literal),*) => {
                match (self.bits, self.part) {
                    $(($x, Part::Absolute(tuning)) => {
                        verilog(AbsoluteDeviation::<$x, $mu, $absolute>::new(tuning), &self.module)
                    }
                    ($x, Part::Squared(tuning)) => {
                        verilog(SquaredDeviation::<$x, $mu8, $squared>::new(tuning), &self.module)
                    }
                    ($x, Part::Root(segments)) => {
                        verilog(SerialRoot::<$radicand, $root>::new(segments), &self.module)
                    })*
                    (bits, _) => unreachable!("no filling has samples of {bits} bits"),
                }
            };
        }
        widths!(8 24 40 17 50 23 46, 16 32 48 25 66 31 62, 32 48 64 41 98 47 94)
    }
}

/// All of X bits, plain ones first of each part.
pub fn variants(bits: u32) -> Vec<Variant> {
    let mut all = Vec::new();
    let mut push = |part: &str, variant: &str, of: Part| {
        all.push(Variant {
            bits,
            module: format!("{part}_{bits}_{variant}"),
            part: of,
        });
    };
    let tuned = |chain: u32, square: Method, stages: u32| Tuning {
        chain,
        square,
        stages,
    };
    push("absolute_deviation", "plain", Part::Absolute(Tuning::default()));
    for chain in [24, 16, 8] {
        let part = Part::Absolute(tuned(chain, Method::Plain, 0));
        push("absolute_deviation", &format!("c{chain}"), part);
    }
    push("squared_deviation", "plain", Part::Squared(Tuning::default()));
    for stages in 1..=6 {
        let part = Part::Squared(tuned(16, Method::Booth, stages));
        push("squared_deviation", &format!("booth_p{stages}"), part);
        let part = Part::Squared(tuned(16, Method::Folded, stages));
        push("squared_deviation", &format!("folded_p{stages}"), part);
        let part = Part::Squared(tuned(16, Method::Dsp { piece: WIDE }, stages));
        push("squared_deviation", &format!("dsp_p{stages}"), part);
    }
    push("serial_root", "plain", Part::Root(1));
    for segments in [2, 3] {
        push("serial_root", &format!("s{segments}"), Part::Root(segments));
    }
    all
}

/// All fillings of X bits side by side, for simulation only: a module `fillings_X` with their inputs, which they share,
/// and with each one's outputs under its module's name.
///
/// # Errors
/// When a block does not pass the checks of `rust-hdl`.
pub fn side_by_side(bits: u32) -> Result<String, GenerateError> {
    let mut modules = String::new();
    let mut instances = String::new();
    let mut ports = String::from("    input wire clock,\n    input wire reset");
    let inputs = [
        ("sample", bits),
        ("sample_valid", 1),
        ("sample_last", 1),
        ("mu", bits + 16),
        ("mu8", bits + 9),
        ("start", 1),
        ("radicand", 2 * bits + 30),
    ];
    for (name, width) in inputs {
        ports += &format!(",\n    input wire [{}:0] {name}", width - 1);
    }
    for variant in variants(bits) {
        let name = &variant.module;
        modules += &roomy(|| variant.verilog())?;
        let (inputs, value, width, valid) = match variant.part {
            Part::Absolute(_) => (
                ["sample", "sample_valid", "sample_last", "mu"].as_slice(),
                "sum",
                bits + 32,
                "sum_valid",
            ),
            Part::Squared(_) => (
                ["sample", "sample_valid", "sample_last", "mu8"].as_slice(),
                "sum",
                2 * bits + 34,
                "sum_valid",
            ),
            Part::Root(_) => (["start", "radicand"].as_slice(), "root", bits + 15, "done"),
        };
        ports += &format!(
            ",\n    output wire {name}_{valid},\n    output wire [{}:0] {name}_{value}",
            width - 1
        );
        let mut pins: String = inputs.iter().map(|port| format!(".{port}({port}), ")).collect();
        if let Part::Absolute(_) = variant.part {
            for flag in ["negative", "zero", "sign_valid", "sign_last"] {
                ports += &format!(",\n    output wire {name}_{flag}");
                pins += &format!(".{flag}({name}_{flag}), ");
            }
        }
        instances += &format!(
            "    {name} {name}_unit(.clock(clock), .reset(reset), {pins}.{valid}({name}_{valid}), \
             .{value}({name}_{value}));\n"
        );
    }
    Ok(format!(
        "module fillings_{bits}(\n{ports}\n);\n{instances}endmodule\n\n{modules}"
    ))
}
