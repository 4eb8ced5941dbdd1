//! The designs of the comparison as the flow takes them: Verilog, and a bench of recorded samples with what golden makes
//! of them.

use super::benches::bench;
use super::rows::Level;
use super::stimulus::Stimulus;
use crate::failure::Failure;
use flow::asic::Aim;
use flow::fpga::Cells;
use golden::norm::Norm;
use hdl::comparison::{Design, Level as Built, Target as Build};

/// What the variants are called that are synthesised for area, on standard cells: there the fastest netlist of a root takes
/// a quarter more energy than a small one. Normalisers, of which both take minutes, have the fastest one only.
const SMALL: &str = "_small";
/// And those of look-up tables alone, on devices whose carry chains are cells of their own: a short one costs more time than
/// it saves, up to a third of the clock of a narrow root.
const TABLES: &str = "_tables";
/// These devices.
const CHAINED: [Build; 2] = [Build::Ecp5, Build::Gw2a];

/// A design with its bench.
#[derive(Debug, Clone)]
pub struct Subject {
    /// How much of a normaliser it is.
    pub level: Level,
    /// What it computes.
    pub function: String,
    /// `l1` or `l2`.
    pub norm: String,
    /// Bits of a sample.
    pub bits: u32,
    /// Which of the designs of its function.
    pub variant: String,
    /// Whether anything was done for its speed.
    pub tuned: bool,
    /// What it may be made of, on an FPGA.
    pub cells: Cells,
    /// Pipeline stages beyond the registers at both ends.
    pub stages: u32,
    /// Cycles from an operand to its result, where that is one number.
    pub latency: Option<u32>,
    /// What it is meant for.
    pub builds: Vec<Build>,
    /// What it is synthesised for, on standard cells.
    pub aim: Aim,
    /// The design as the flow takes it: module, Verilog, bench.
    pub design: flow::Design,
}

impl Subject {
    /// The Verilog module.
    pub fn name(&self) -> &str {
        &self.design.name
    }
}

/// Which designs are wanted; nothing chosen means all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// Levels.
    pub levels: Vec<Level>,
    /// Widths.
    pub bits: Vec<u32>,
    /// Functions.
    pub functions: Vec<String>,
    /// Variants.
    pub variants: Vec<String>,
}

impl Choice {
    /// That there is a design of this choice.
    ///
    /// # Errors
    /// [`Failure::Input`] where there is none.
    pub fn check(&self) -> Result<(), Failure> {
        let takes = |design: &Design| ways(design).iter().any(|way| self.takes(design, &way.variant));
        match hdl::comparison::designs().iter().any(takes) {
            true => Ok(()),
            false => Err(Failure::input(
                "no design has this level, function, width and variant; leave one of --level, --function, --bits, --variant out",
            )),
        }
    }

    fn takes(&self, design: &Design, variant: &str) -> bool {
        let level = level(design);
        let any = |chosen: bool, empty: bool| chosen || empty;
        any(self.levels.contains(&level), self.levels.is_empty())
            && any(self.bits.contains(&design.bits), self.bits.is_empty())
            && any(
                self.functions.iter().any(|function| function == design.function),
                self.functions.is_empty(),
            )
            && any(
                self.variants.iter().any(|wanted| wanted == variant),
                self.variants.is_empty(),
            )
    }
}

/// The functions that there are designs of.
pub fn functions() -> Vec<&'static str> {
    let mut names: Vec<&str> = Vec::new();
    for design in hdl::comparison::designs() {
        if !names.contains(&design.function) {
            names.push(design.function);
        }
    }
    names
}

/// Normaliser, function and variant of the designs of a level and width that are meant for `build`.
pub fn meant_for(build: Build, of: Level, bits: u32) -> Vec<(&'static str, &'static str, String)> {
    let designs = hdl::comparison::designs().into_iter();
    designs
        .filter(|design| level(design) == of && design.bits == bits && design.targets.contains(&build))
        .flat_map(|design| {
            let mut ways = ways(&design);
            ways.retain(|way| way.on.contains(&build));
            let (norm, function) = (norm(&design), design.function);
            ways.into_iter().map(move |way| (norm, function, way.variant))
        })
        .collect()
}

/// The chosen designs, each with its bench.
///
/// # Errors
/// A design that cannot be generated, or has no bench.
pub fn subjects(choice: &Choice, stimulus: &Stimulus) -> Result<Vec<Subject>, Failure> {
    let mut subjects = Vec::new();
    for design in hdl::comparison::designs() {
        let mut ways = ways(&design);
        ways.retain(|way| choice.takes(&design, &way.variant));
        if ways.is_empty() {
            continue;
        }
        let level = level(&design);
        let verilog = design
            .verilog()
            .map_err(|e| Failure::work(format!("{} cannot be generated: {e}", design.name)))?;
        let bench = bench(level, &design, &verilog, stimulus).map_err(Failure::work)?;
        subjects.extend(ways.into_iter().map(|way| {
            let builds = design.targets.iter().copied();
            Subject {
                level,
                function: design.function.to_owned(),
                norm: norm(&design).to_owned(),
                bits: design.bits,
                variant: way.variant,
                tuned: design.tuned,
                cells: way.cells,
                stages: design.stages,
                latency: design.latency,
                builds: builds.filter(|build| way.on.contains(build)).collect(),
                aim: way.aim,
                design: flow::Design {
                    name: design.name.clone(),
                    verilog: verilog.clone(),
                    bench: bench.clone(),
                },
            }
        }));
    }
    Ok(subjects)
}

/// A way to synthesise a design.
struct Way {
    /// What the variant is called then.
    variant: String,
    /// On standard cells.
    aim: Aim,
    /// On FPGAs.
    cells: Cells,
    /// What it makes sense on.
    on: &'static [Build],
}

/// The ways to synthesise a design.
fn ways(design: &Design) -> Vec<Way> {
    let cells = if design.dsp {
        Cells::Multipliers
    } else {
        Cells::Carries
    };
    let fast = Way {
        variant: design.variant.clone(),
        aim: Aim::Speed,
        cells,
        on: &Build::ALL,
    };
    let mut ways = vec![fast];
    if design.level != Built::Normaliser && design.targets.contains(&Build::Asic) {
        ways.push(Way {
            variant: format!("{}{SMALL}", design.variant),
            aim: Aim::Area,
            cells,
            on: &[Build::Asic],
        });
    }
    if design.level == Built::Primitive && !design.dsp {
        ways.push(Way {
            variant: format!("{}{TABLES}", design.variant),
            aim: Aim::Speed,
            cells: Cells::Tables,
            on: &CHAINED,
        });
    }
    ways
}

fn norm(design: &Design) -> &'static str {
    match design.norm {
        Norm::L1 => "l1",
        Norm::L2 => "l2",
    }
}

fn level(design: &Design) -> Level {
    match design.level {
        Built::Primitive => Level::Primitive,
        Built::Statistics => Level::Statistics,
        Built::Normaliser => Level::Normaliser,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_takes_minutes_or_has_no_cells_is_synthesised_once() {
        for design in hdl::comparison::designs() {
            let ways = ways(&design);
            assert_eq!((ways[0].aim, &ways[0].variant), (Aim::Speed, &design.variant));
            let named = |end: &str| {
                let name = format!("{}_{end}", design.variant);
                ways.iter().find(|way| way.variant == name)
            };
            let cells = design.targets.contains(&Build::Asic);
            let twice = cells && design.level != Built::Normaliser;
            let small = named("small").map(|way| (way.aim, way.on));
            assert_eq!(
                small,
                twice.then_some((Aim::Area, &[Build::Asic][..])),
                "{}",
                design.name
            );
            let tables = named("tables").map(|way| (way.cells, way.on));
            let logic = design.level == Built::Primitive && !design.dsp;
            assert_eq!(
                tables,
                logic.then_some((Cells::Tables, &CHAINED[..])),
                "{}",
                design.name
            );
        }
    }

    #[test]
    fn a_small_variant_is_chosen_by_its_own_name() {
        let chosen = |variant: &str| {
            let choice = Choice {
                levels: vec![Level::Primitive],
                bits: vec![16],
                functions: vec!["root".to_owned()],
                variants: vec![variant.to_owned()],
            };
            let designs = hdl::comparison::designs();
            let mut names = Vec::new();
            for design in &designs {
                let ways = ways(design).into_iter().map(|way| way.variant);
                names.extend(ways.filter(|name| choice.takes(design, name)));
            }
            names
        };
        assert_eq!(chosen("d4"), ["d4"]);
        assert_eq!(chosen("d4_small"), ["d4_small"]);
        assert!(chosen("d4_smaller").is_empty());
    }
}
