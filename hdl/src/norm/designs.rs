//! The statistics units and the normalisers of the comparison.

use golden::norm::Norm;

use super::ring;
use crate::base::{verilog, GenerateError};
use crate::comparison::{Design, Level, Source, Target};
use crate::primitive::{Method, NARROW, WIDE};

/// 2^9 words: channels of up to 256 samples, and of 128 at the full pace.
const ADDRESS: usize = 9;

/// Where an adder has a carry chain.
const FPGAS: [Target; 4] = [Target::Ecp5, Target::Up5k, Target::Hx8k, Target::Gw2a];

/// Makes the Verilog of a design.
type Generate = fn(&str) -> Result<String, GenerateError>;

/// A design of `level` whose `variant` has squares made with `stages` registers.
fn design(
    (level, function, norm, bits): (Level, &'static str, Norm, u32),
    (variant, stages, targets): (&str, u32, &'static [Target]),
    generate: Generate,
) -> Design {
    let which = match norm {
        Norm::L1 => "l1",
        Norm::L2 => "l2",
    };
    Design {
        name: format!("{which}_{function}_{bits}_{variant}"),
        level,
        function,
        norm,
        bits,
        variant: variant.into(),
        tuned: variant != "plain",
        dsp: variant.starts_with("dsp"),
        stages,
        latency: None,
        targets,
        source: Source::Block(generate),
    }
}

/// All of them: L1; L2 by `*` without a register inside, by a squarer with as many registers as it takes to be no longer
/// the slowest path, which is more where adders are made of gates, and by multiplier blocks.
pub fn designs() -> Vec<Design> {
    let mut all = Vec::new();
    macro_rules! blocks {
        ($bits:literal, $function:literal, $level:ident, $l1:ident, $l2:ident,
         $folded:literal $stages:literal, $fast:literal $many:literal) => {{
            let of = |norm| (Level::$level, $function, norm, $bits);
            all.push(design(of(Norm::L1), ("tuned", 0, &Target::ALL), |name| {
                verilog(ring::$l1::<ADDRESS>::default(), name)
            }));
            all.push(design(of(Norm::L2), ("plain", 0, &Target::ALL), |name| {
                verilog(ring::$l2::<ADDRESS>::default(), name)
            }));
            blocks!($l2, of, $folded, $stages, Method::Folded, &FPGAS);
            blocks!($l2, of, $fast, $many, Method::Folded, &[Target::Asic]);
            blocks!($l2, of, "dsp_p3", 3, Method::Dsp { piece: WIDE }, &[Target::Ecp5]);
            blocks!(
                $l2,
                of,
                "dsp16_p3",
                3,
                Method::Dsp { piece: NARROW },
                &[Target::Up5k]
            );
        }};
        ($l2:ident, $of:ident, $variant:literal, $stages:literal, $method:expr, $targets:expr) => {
            all.push(design(
                $of(Norm::L2),
                ($variant, $stages, $targets),
                |name| verilog(ring::$l2::<ADDRESS>::new($method, $stages), name),
            ));
        };
    }
    macro_rules! levels {
        ($($bits:literal $folded:literal $stages:literal, $fast:literal $many:literal:
           $statistics1:ident $statistics2:ident, $forward1:ident $forward2:ident, $backward1:ident $backward2:ident;)*) => {
            $(blocks!($bits, "statistics", Statistics, $statistics1, $statistics2, $folded $stages, $fast $many);)*
            $(blocks!($bits, "forward", Normaliser, $forward1, $forward2, $folded $stages, $fast $many);)*
            $(blocks!($bits, "backward", Normaliser, $backward1, $backward2, $folded $stages, $fast $many);)*
        };
    }
    levels!(
        8 "folded_p1" 1, "folded_p3" 3:
            L1Statistics8 L2Statistics8, L1Norm8 L2Norm8, L1NormBackward8 L2NormBackward8;
        16 "folded_p2" 2, "folded_p3" 3:
            L1Statistics16 L2Statistics16, L1Norm L2Norm, L1NormBackward L2NormBackward;
        32 "folded_p3" 3, "folded_p5" 5:
            L1Statistics32 L2Statistics32, L1Norm32 L2Norm32, L1NormBackward32 L2NormBackward32;
    );
    all
}
