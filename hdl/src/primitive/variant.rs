//! Which primitives there are.

use super::{absolute, absolute_by_groups, root, root_stages, sign, square, Method};
use crate::base::{verilog, GenerateError};
use crate::network::{Network, Pipeline, Wire};

/// What a primitive computes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Function {
    /// `golden::primitive::sign`.
    Sign,
    /// `golden::primitive::absolute`.
    Absolute,
    /// `golden::primitive::square`.
    Square,
    /// `golden::primitive::root`.
    Root,
}

impl Function {
    /// As in the name of the module.
    pub fn name(self) -> &'static str {
        match self {
            Function::Sign => "sign",
            Function::Absolute => "absolute",
            Function::Square => "square",
            Function::Root => "root",
        }
    }

    /// Bits of the result for X bits.
    pub fn result_bits(self, bits: u32) -> u32 {
        match self {
            Function::Sign => 2,
            Function::Absolute => bits,
            Function::Square => 2 * bits,
            Function::Root => bits / 2 + 1,
        }
    }

    /// The result for an operand of X bits, by golden.
    pub fn golden(self, operand: u32, bits: u32) -> u64 {
        let signed = i64::from(operand) << (64 - bits) >> (64 - bits);
        match self {
            Function::Sign => golden::primitive::sign(signed) as u64 & 3,
            Function::Absolute => golden::primitive::absolute(signed),
            Function::Square => golden::primitive::square(signed),
            Function::Root => golden::primitive::root(operand.into()),
        }
    }
}

/// How it is made, with how many registers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Make {
    Sign { stages: u32 },
    Absolute { stages: Option<u32> },
    Square { method: Method, stages: u32 },
    Root { digits: u32 },
}

/// One way to make a primitive of one width.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// X: 8, 16 or 32.
    pub bits: u32,
    /// `plain`, `tuned_p1`, `booth_p2`, `folded_p2`, `dsp_p2`, `d4`, ...
    pub name: String,
    make: Make,
}

impl Variant {
    /// What it computes.
    pub fn function(&self) -> Function {
        match self.make {
            Make::Sign { .. } => Function::Sign,
            Make::Absolute { .. } => Function::Absolute,
            Make::Square { .. } => Function::Square,
            Make::Root { .. } => Function::Root,
        }
    }

    /// Name of the module, `square_16_booth_p2`.
    pub fn module(&self) -> String {
        format!("{}_{}_{}", self.function().name(), self.bits, self.name)
    }

    /// Registers between the one at the input and the one at the output.
    pub fn stages(&self) -> u32 {
        match self.make {
            Make::Sign { stages } | Make::Square { stages, .. } => stages,
            Make::Absolute { stages } => stages.unwrap_or(0),
            Make::Root { digits } => root_stages(self.bits, digits),
        }
    }

    /// Cycles from an operand to its result.
    pub fn latency(&self) -> u32 {
        self.stages() + 2
    }

    /// Bits of a piece, if it is made of multiplier blocks.
    pub fn piece(&self) -> Option<u32> {
        match self.make {
            Make::Square {
                method: Method::Dsp { piece },
                ..
            } => Some(piece),
            _ => None,
        }
    }

    /// The function as a network.
    pub fn build(&self, network: &mut Network, x: Wire) -> Wire {
        match self.make {
            Make::Sign { stages } => sign(network, x, stages),
            Make::Absolute { stages: None } => absolute(network, x),
            Make::Absolute { stages: Some(stages) } => absolute_by_groups(network, x, stages),
            Make::Square { method, stages } => square(network, x, method, stages),
            Make::Root { digits } => root(network, x, digits),
        }
    }

    /// The Verilog, with the top module called `name`.
    ///
    /// # Errors
    /// When the block does not pass the checks of `rust-hdl`.
    pub fn verilog(&self, name: &str) -> Result<String, GenerateError> {
        macro_rules! widths {
            ($($x:literal $m:literal),*) => {
                match (self.bits, self.function().result_bits(self.bits)) {
                    $(($x, $m) => verilog(Pipeline::<$x, $m>::new(|network, x| self.build(network, x)), name),)*
                    (bits, result) => unreachable!("no primitive has {bits} bits and {result} in its result"),
                }
            };
        }
        widths!(8 2, 8 8, 8 16, 8 5, 16 2, 16 16, 16 32, 16 9, 32 2, 32 32, 32 64, 32 17)
    }
}

/// All of one width, the plain one of each function first.
pub fn variants(bits: u32) -> Vec<Variant> {
    let mut all = Vec::new();
    let mut push = |name: String, make: Make| all.push(Variant { bits, name, make });
    for stages in 0..=1 {
        push(tuned(stages), Make::Sign { stages });
    }
    push("plain".into(), Make::Absolute { stages: None });
    for stages in 0..=3 {
        push(
            format!("tuned_p{stages}"),
            Make::Absolute { stages: Some(stages) },
        );
    }
    push("plain".into(), square_by(Method::Plain, 0));
    let most = match bits {
        8 => 4,
        16 => 5,
        _ => 7,
    };
    for stages in 0..=4 {
        push(format!("booth_p{stages}"), square_by(Method::Booth, stages));
    }
    for stages in 0..=most {
        push(format!("folded_p{stages}"), square_by(Method::Folded, stages));
    }
    // up to 16 bits one multiplier does it, and nothing is added behind it
    let (least, most) = if bits <= 16 { (1, 3) } else { (2, 6) };
    for stages in least..=most {
        push(
            format!("dsp_p{stages}"),
            square_by(Method::Dsp { piece: WIDE }, stages),
        );
    }
    if bits > 16 {
        for stages in least..=most {
            push(
                format!("mac16_p{stages}"),
                square_by(Method::Dsp { piece: NARROW }, stages),
            );
        }
    }
    push("plain".into(), Make::Root { digits: 0 });
    for digits in [8, 4, 2, 1] {
        if digits <= bits / 2 {
            push(format!("d{digits}"), Make::Root { digits });
        }
    }
    all
}

/// Pieces for multipliers of 18 bits.
pub const WIDE: u32 = 17;
/// Pieces for multipliers of 16 bits.
pub const NARROW: u32 = 15;

fn square_by(method: Method, stages: u32) -> Make {
    Make::Square { method, stages }
}

fn tuned(stages: u32) -> String {
    match stages {
        0 => "plain".into(),
        stages => format!("tuned_p{stages}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Results of the network itself, one operand after the other.
    fn run(variant: &Variant, operands: &[u32]) -> Vec<u64> {
        let mut network = Network::new();
        let x = network.input("x", variant.bits);
        let y = variant.build(&mut network, x);
        assert_eq!(y.stage(), variant.stages(), "{}", variant.module());
        assert_eq!(y.bits(), variant.function().result_bits(variant.bits));
        network.output("y", y);
        let mut state = network.reset();
        let mut results = Vec::new();
        let idle = std::iter::repeat_n(&0, variant.stages() as usize);
        for &operand in operands.iter().chain(idle) {
            results.push(network.evaluate(&mut state, &[operand.into()])[0] as u64);
            network.clock(&mut state, false);
        }
        results.split_off(variant.stages() as usize)
    }

    #[test]
    fn every_operand_of_8_bits_gives_golden() {
        let operands: Vec<u32> = (0..256).collect();
        for variant in variants(8) {
            let expected = operands.iter().map(|&x| variant.function().golden(x, 8));
            assert_eq!(
                run(&variant, &operands),
                expected.collect::<Vec<u64>>(),
                "{}",
                variant.module()
            );
        }
    }

    #[test]
    fn bits_one_apart_give_golden() {
        for bits in [16, 32] {
            let places = (0..bits).map(|place| 1u32 << place);
            let operands: Vec<u32> = places
                .flat_map(|one| [one, one - 1, !one, one.wrapping_neg(), one | one >> 3])
                .map(|x| x & u32::MAX >> (32 - bits))
                .collect();
            for variant in variants(bits) {
                let expected = operands.iter().map(|&x| variant.function().golden(x, bits));
                assert_eq!(
                    run(&variant, &operands),
                    expected.collect::<Vec<u64>>(),
                    "{}",
                    variant.module()
                );
            }
        }
    }

    #[test]
    fn no_two_have_one_name() {
        let mut names: Vec<String> = [8, 16, 32]
            .into_iter()
            .flat_map(variants)
            .map(|variant| variant.module())
            .collect();
        let all = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
