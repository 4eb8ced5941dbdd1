//! The units there are.

use super::OnePass;
use super::Tuning;
use crate::base::{verilog, GenerateError};
use crate::catalogue::roomy;
use crate::primitive::{Method, NARROW, WIDE};

/// One unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// X: 8, 16 or 32.
    pub bits: u32,
    /// How it is made, `plain` or `booth_p2`.
    pub name: String,
    /// Where its registers stand.
    pub tuning: Tuning,
}

impl Variant {
    /// Name of the module, `l2_one_pass_16_booth_p2`.
    pub fn module(&self) -> String {
        format!("l2_one_pass_{}_{}", self.bits, self.name)
    }

    /// The Verilog, of a unit for channels of up to 256 samples.
    ///
    /// # Errors
    /// When the block does not pass the checks of `rust-hdl`.
    pub fn verilog(&self) -> Result<String, GenerateError> {
        macro_rules! widths {
            ($($x:literal $mu:literal $scale:literal),*) => {
                match self.bits {
                    $($x => verilog(OnePass::<$x, 9, $mu, $scale>::new(self.tuning), &self.module()),)*
                    bits => unreachable!("no unit has samples of {bits} bits"),
                }
            };
        }
        roomy(|| widths!(8 24 23, 16 32 31, 32 48 47))
    }

    /// [`OnePass::least`].
    pub fn least(&self) -> u32 {
        match self.bits {
            8 => OnePass::<8, 9, 24, 23>::new(self.tuning).least(),
            16 => OnePass::<16, 9, 32, 31>::new(self.tuning).least(),
            _ => OnePass::<32, 9, 48, 47>::new(self.tuning).least(),
        }
    }
}

/// All of X bits, the plain one first. The tuned ones have no carry chain of more than 16 bits but in their roots. Of the
/// squarers, one of few gates with 0 to 4 registers, which shows what a register more is worth, the fastest one with as
/// many as it needs, and multiplier blocks.
pub fn variants(bits: u32) -> Vec<Variant> {
    let mut all = vec![Variant {
        bits,
        name: "plain".into(),
        tuning: Tuning::default(),
    }];
    let mut push = |name: String, square: Method, stages: u32| {
        let chain = 16;
        let tuning = Tuning {
            chain,
            square,
            stages,
        };
        all.push(Variant { bits, name, tuning });
    };
    for stages in 0..=4 {
        push(format!("folded_p{stages}"), Method::Folded, stages);
    }
    let fastest = if bits > 16 { 3 } else { 2 };
    push(format!("booth_p{fastest}"), Method::Booth, fastest);
    push("dsp_p3".into(), Method::Dsp { piece: WIDE }, 3);
    if bits > 16 {
        push("mac16_p3".into(), Method::Dsp { piece: NARROW }, 3);
    }
    all
}

/// All units of X bits side by side, for simulation only: a module `one_pass_X` with `clock`, `reset` and `m_ready`, which
/// they share, and with each one's other ports under its module's name.
///
/// # Errors
/// When a block does not pass the checks of `rust-hdl`.
pub fn side_by_side(bits: u32) -> Result<String, GenerateError> {
    let mut modules = String::new();
    let mut instances = String::new();
    let mut ports = "    input wire clock,\n    input wire reset,\n    input wire m_ready".to_owned();
    for variant in variants(bits) {
        modules += &variant.verilog()?;
        let name = variant.module();
        let mut pins = ".clock(clock), .reset(reset), .m_ready(m_ready)".to_owned();
        let own = [
            ("input", "s_valid", 1),
            ("input", "s_data", bits),
            ("input", "s_last", 1),
            ("output", "s_ready", 1),
            ("output", "m_valid", 1),
            ("output", "m_mu", bits + 16),
            ("output", "m_scale", bits + 15),
            ("output", "m_samples", 9),
            ("output", "dropped", 32),
        ];
        for (direction, port, width) in own {
            ports += &format!(",\n    {direction} wire [{}:0] {name}_{port}", width - 1);
            pins += &format!(", .{port}({name}_{port})");
        }
        instances += &format!("    {name} {name}_unit({pins});\n");
    }
    Ok(format!(
        "module one_pass_{bits}(\n{ports}\n);\n{instances}endmodule\n\n{modules}"
    ))
}
