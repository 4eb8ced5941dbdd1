//! The designs in which L1 is compared with L2, as `signum compare` lists them.

use golden::norm::Norm;

use crate::base::GenerateError;
use crate::catalogue::roomy;
use crate::norm::one_pass;
use crate::primitive::{self, Function, Variant, NARROW};

/// The widths of a sample in the comparison.
pub const WIDTHS: [u32; 3] = [8, 16, 32];

/// Something that a design may be built for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// Lattice ECP5: LUTs of 4 inputs, multipliers of 18 x 18 bits.
    Ecp5,
    /// Lattice iCE40 UltraPlus: LUTs of 4 inputs, multipliers of 16 x 16 bits.
    Up5k,
    /// Lattice iCE40 HX: LUTs of 4 inputs.
    Hx8k,
    /// Gowin GW2A: LUTs of 4 inputs; its multipliers are left out, for no open tool times them.
    Gw2a,
    /// Standard cells.
    Asic,
}

impl Target {
    /// All of them.
    pub const ALL: [Target; 5] = [
        Target::Ecp5,
        Target::Up5k,
        Target::Hx8k,
        Target::Gw2a,
        Target::Asic,
    ];
}

/// How much of a normaliser a design is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// One operation.
    Primitive,
    /// Mean and scale of a channel.
    Statistics,
    /// All of it.
    Normaliser,
}

/// Where the Verilog of a design comes from.
#[derive(Clone, Debug)]
pub enum Source {
    /// A variant of a primitive.
    Primitive(Variant),
    /// A variant of the statistics of L2 in one pass.
    OnePass(one_pass::Variant),
    /// A block of Rust-HDL.
    Block(fn(name: &str) -> Result<String, GenerateError>),
}

/// One design of the comparison.
#[derive(Clone, Debug)]
pub struct Design {
    /// Name of the Verilog module.
    pub name: String,
    /// How much of a normaliser it is.
    pub level: Level,
    /// `sign`, `absolute`, `square`, `root`, `statistics`, ...
    pub function: &'static str,
    /// Which normaliser needs it.
    pub norm: Norm,
    /// Bits of a sample.
    pub bits: u32,
    /// How it is made, `plain` or `booth_p2`: what tells designs of one function, norm and width apart.
    pub variant: String,
    /// Made with care for speed; else the plain way.
    pub tuned: bool,
    /// Made of multiplier blocks.
    pub dsp: bool,
    /// Registers put in to make it faster.
    pub stages: u32,
    /// Cycles from an operand of a primitive to its result; of the rest, from the last sample of a channel to its
    /// result, where that is one number.
    pub latency: Option<u32>,
    /// What it makes sense on.
    pub targets: &'static [Target],
    /// Where its Verilog comes from.
    pub source: Source,
}

impl Design {
    fn primitive(variant: Variant) -> Self {
        let function = variant.function();
        Design {
            name: variant.module(),
            level: Level::Primitive,
            function: function.name(),
            norm: match function {
                Function::Sign | Function::Absolute => Norm::L1,
                Function::Square | Function::Root => Norm::L2,
            },
            bits: variant.bits,
            variant: variant.name.clone(),
            tuned: variant.name != "plain",
            dsp: variant.piece().is_some(),
            stages: variant.stages(),
            latency: Some(variant.latency()),
            targets: match variant.piece() {
                None => &Target::ALL,
                Some(NARROW) => &[Target::Up5k],
                // one multiplier does it, whichever it is
                Some(_) if variant.bits <= 16 => &[Target::Ecp5, Target::Up5k],
                Some(_) => &[Target::Ecp5],
            },
            source: Source::Primitive(variant),
        }
    }

    fn one_pass(variant: one_pass::Variant) -> Self {
        let piece = variant.tuning.piece();
        Design {
            name: variant.module(),
            level: Level::Statistics,
            function: "statistics",
            norm: Norm::L2,
            bits: variant.bits,
            variant: match variant.name.as_str() {
                "plain" => "one_pass".into(),
                name => format!("one_pass_{name}"),
            },
            tuned: variant.name != "plain",
            dsp: piece.is_some(),
            stages: variant.tuning.stages,
            latency: None,
            targets: match piece {
                None if ["plain", "folded_p0", "folded_p2"].contains(&variant.name.as_str()) => &Target::ALL,
                // what a register more or less is worth, and Booth rows, is looked at once, where there are carry chains
                // and where adders are made of gates
                None if variant.bits == 16 => &[Target::Hx8k, Target::Asic],
                None if variant.name == "folded_p3" => &[Target::Asic],
                None => &[],
                Some(NARROW) => &[Target::Up5k],
                Some(_) if variant.bits <= 16 => &[Target::Ecp5, Target::Up5k],
                Some(_) => &[Target::Ecp5],
            },
            source: Source::OnePass(variant),
        }
    }

    /// The Verilog, by the module's [`Design::name`]: the same text on every call.
    ///
    /// # Errors
    /// When the block does not pass the checks of `rust-hdl`.
    pub fn verilog(&self) -> Result<String, GenerateError> {
        match &self.source {
            Source::Primitive(variant) => roomy(|| variant.verilog(&self.name)),
            Source::OnePass(variant) => variant.verilog(),
            Source::Block(generate) => roomy(|| generate(&self.name)),
        }
    }
}

/// All designs: a level after the other, in each a width after the other. The statistics of multiplier blocks are those in
/// one pass, which have no ring beside them.
pub fn designs() -> Vec<Design> {
    WIDTHS
        .into_iter()
        .flat_map(primitive::variants)
        .map(Design::primitive)
        .chain(
            crate::norm::designs()
                .into_iter()
                .filter(|design| design.level != Level::Statistics || !design.dsp),
        )
        .chain(
            WIDTHS
                .into_iter()
                .flat_map(one_pass::variants)
                .map(Design::one_pass),
        )
        .filter(|design| !design.targets.is_empty())
        .collect()
}

/// All primitives of X bits side by side on one operand, for simulation only: a module `primitives_X` with the ports
/// `clock`, `reset`, `s_valid`, `s_data`, and for each primitive its module's name for `m_data` and the same with
/// `_valid` for `m_valid`.
///
/// # Errors
/// When a block does not pass the checks of `rust-hdl`.
pub fn side_by_side(bits: u32) -> Result<String, GenerateError> {
    let mut modules = String::new();
    let mut ports = format!(
        "    input wire clock,\n    input wire reset,\n    input wire s_valid,\n    input wire [{}:0] s_data",
        bits - 1
    );
    let mut instances = String::new();
    for variant in primitive::variants(bits) {
        let name = variant.module();
        modules += &roomy(|| variant.verilog(&name))?;
        let high = variant.function().result_bits(bits) - 1;
        ports += &format!(",\n    output wire {name}_valid,\n    output wire [{high}:0] {name}_data");
        instances += &format!(
            "    {name} {name}_unit(.clock(clock), .reset(reset), .s_valid(s_valid), .s_data(s_data), \
             .m_valid({name}_valid), .m_data({name}_data));\n"
        );
    }
    Ok(format!(
        "module primitives_{bits}(\n{ports}\n);\n{instances}endmodule\n\n{modules}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn designs_have_names_of_their_own() {
        let designs = designs();
        let names: BTreeSet<&str> = designs.iter().map(|design| design.name.as_str()).collect();
        assert_eq!(names.len(), designs.len());
        let kinds: BTreeSet<_> = designs
            .iter()
            .map(|d| {
                (
                    d.level,
                    d.function,
                    d.norm == Norm::L1,
                    d.bits,
                    d.variant.as_str(),
                )
            })
            .collect();
        assert_eq!(kinds.len(), designs.len());
    }

    #[test]
    fn the_verilog_is_a_module_of_the_name_with_resets_everywhere() {
        for design in designs().iter().filter(|design| design.bits == 8) {
            let text = design.verilog().unwrap();
            assert!(text.contains(&format!("module {}(", design.name)), "{text}");
            let processes: Vec<&str> = text.split("always @(posedge clock)").skip(1).collect();
            assert!(!processes.is_empty());
            for process in processes {
                // block memories and their output registers have none
                let memory = process.contains("contents[");
                assert!(
                    memory || process.contains("if (reset)"),
                    "{}: {process}",
                    design.name
                );
            }
            assert!(!text.contains("initial"));
        }
    }
}
