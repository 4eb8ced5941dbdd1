//! The L1 and L2 batch normalisers, forward and backward: one skeleton, two fillings, as in `golden::norm`.
//!
//! ```text
//!            +------------------- ring: every block on a channel of its own -------------------+
//!  s_* ----->| Load --> Mean --> Deviate --> Scale --> Gain, ... --> Emit or EmitBackward      |-----> m_*
//!            +--|------------------|---^-------|--^------------------|---^---------------------+
//!               v                  v   |       v  |                  v   |
//!  L1:   2^A words of     AbsoluteDeviation, MeanAbsolute      SignBalance, SignProjection
//!  L2:     memory         SquaredDeviation, RootMeanSquare     Slope, ProductProjection
//! ```
//!
//! | unit | formats | cycles a channel | first result after the last sample |
//! |---|---|---|---|
//! | [`L1Norm`] | y 24 bits, LSB 2^-8 | m, or A + 39 to A + 41 for less | m + 125 + A + n |
//! | [`L2Norm`] | the same | m, or 37 to 43 for less | m + 125 + n |
//! | [`L1NormBackward`] | dx 48 bits, LSB 2^-24; dgamma 42 bits, LSB 2^-16; dbeta 25 bits, LSB 1 | m, or A + 39 to A + 41 for less | m + 204 + 2 A |
//! | [`L2NormBackward`] | the same | m, or 49 for less | m + 212 |
//!
//! The table holds for int16 while nothing stalls and the ring has room, with A up to 17; with A = 18 the first result of L1
//! comes 3 cycles later. A word stays in the ring from its loading to its second reading, so 2 m + 135 + A words, backward
//! 2 m + 214 + 2 A, must fit for the full pace; a ring of 2^7 words never has so much room. n, 0 to 9, is the number of shifts
//! by 4 places and by 1 that normalise s + eps: of 30 - e places, e = floor(log2 (s + eps)) in LSB of 2^-16.
//! mu, s, dgamma and dbeta stand on their ports from the first result of a channel to the last. A channel of more than
//! 2^(A-1) samples is cut there; the rest is counted in `dropped`. The blocks are in [`ring`], for samples of 8, 16 and
//! 32 bits.
//!
//! [`AnyNorm`] is the four of them in one on one divider: what the core has, smaller and slower. The blocks here are its
//! own: its memory has two halves, and the next channel loads while one is worked on.

mod any;
mod coefficients;
mod designs;
mod differentiate;
mod divide;
mod l1;
mod l2;
mod load;
mod normalise;
pub mod one_pass;
mod product;
mod project;
mod read;
pub mod ring;
mod root;
mod round;
mod sign;
mod statistics;

pub use any::AnyNorm;
pub use coefficients::{Coefficients, CoefficientsState};
pub use designs::designs;
pub use differentiate::Differentiate;
pub use divide::Divide;
pub use l1::AbsoluteDeviation;
pub use l2::SquaredDeviation;
pub use load::Load;
pub use normalise::{Normalise, NormaliseState};
pub use product::ProductProjection;
pub use project::ProjectedGradient;
pub use read::Read;
pub use ring::{L1Norm, L1NormBackward, L2Norm, L2NormBackward};
pub use root::SquareRoot;
pub use round::RoundShift;
pub use sign::{SignBalance, SignProjection};
pub use statistics::{Statistics, StatisticsState};

use crate::base::verilog;
use crate::catalogue::{Kind, Top};
use crate::primitive::Method;

const FORWARD: &str =
    "one y a cycle; max(m, X + A + 25) cycles a channel of m samples of X bits at most, while the ring of 2^A words has room";
const BACKWARD: &str =
    "one dx a cycle; max(m, X + A + 25) cycles a channel of m samples of X bits at most, while the ring of 2^A words has room";

const STATISTICS: &str =
    "one sample a cycle; max(m, X + A + 27) cycles a channel of m samples of X bits at most, while 2 m + 67 words fit the ring";

/// The tops of this room.
pub fn tops() -> Vec<Top> {
    let mut all = Vec::new();
    macro_rules! sizes {
        ($block:ident, $timing:expr, $unit:literal, $small:literal, $middle:literal, $large:literal) => {
            sizes!($block, $timing, $unit Unit 11, $small Variant 5, $middle Variant 7, $large Variant 18);
        };
        ($block:ident, $timing:expr, $($name:literal $kind:ident $address:literal),*) => {
            $(all.push(Top {
                name: $name,
                kind: Kind::$kind,
                parameters: vec![("samples", 1 << ($address - 1))],
                timing: $timing,
                generate: |name| verilog($block::<$address>::default(), name),
            });)*
        };
    }
    sizes!(
        L1Norm,
        FORWARD,
        "l1_norm",
        "l1_norm_16",
        "l1_norm_64",
        "l1_norm_131072"
    );
    sizes!(
        L2Norm,
        FORWARD,
        "l2_norm",
        "l2_norm_16",
        "l2_norm_64",
        "l2_norm_131072"
    );
    sizes!(
        L1NormBackward,
        BACKWARD,
        "l1_norm_backward",
        "l1_norm_backward_16",
        "l1_norm_backward_64",
        "l1_norm_backward_131072"
    );
    sizes!(
        L2NormBackward,
        BACKWARD,
        "l2_norm_backward",
        "l2_norm_backward_16",
        "l2_norm_backward_64",
        "l2_norm_backward_131072"
    );
    // other widths, the statistics units, and squarers with registers of their own
    macro_rules! widths {
        ($timing:expr, $($name:literal $bits:literal $block:expr),*) => {
            $(all.push(Top {
                name: $name,
                kind: Kind::Variant,
                parameters: vec![("bits", $bits), ("samples", 64)],
                timing: $timing,
                generate: |name| verilog($block, name),
            });)*
        };
    }
    widths!(FORWARD,
        "l1_norm_int8" 8 ring::L1Norm8::<7>::default(),
        "l1_norm_int32" 32 ring::L1Norm32::<7>::default(),
        "l2_norm_int8" 8 ring::L2Norm8::<7>::default(),
        "l2_norm_int32" 32 ring::L2Norm32::<7>::default(),
        "l2_norm_folded" 16 ring::L2Norm::<7>::new(Method::Folded, 4));
    widths!(BACKWARD,
        "l1_norm_backward_int8" 8 ring::L1NormBackward8::<7>::default(),
        "l1_norm_backward_int32" 32 ring::L1NormBackward32::<7>::default(),
        "l2_norm_backward_int8" 8 ring::L2NormBackward8::<7>::default(),
        "l2_norm_backward_int32" 32 ring::L2NormBackward32::<7>::default(),
        "l2_norm_backward_folded" 16 ring::L2NormBackward::<7>::new(Method::Folded, 4));
    widths!(STATISTICS,
        "l1_statistics_int8" 8 ring::L1Statistics8::<7>::default(),
        "l1_statistics_int16" 16 ring::L1Statistics16::<7>::default(),
        "l1_statistics_int32" 32 ring::L1Statistics32::<7>::default(),
        "l2_statistics_int8" 8 ring::L2Statistics8::<7>::default(),
        "l2_statistics_int16" 16 ring::L2Statistics16::<7>::default(),
        "l2_statistics_int32" 32 ring::L2Statistics32::<7>::new(Method::Folded, 2));
    all
}
