//! The L1 and L2 batch normalisers, forward and backward: one skeleton, two fillings, as in `golden::norm`.

mod backward;
mod coefficients;
mod differentiate;
mod divide;
mod forward;
mod l1;
mod l1_backward;
mod l2;
mod l2_backward;
mod load;
mod normalise;
mod product;
mod project;
mod read;
mod root;
mod round;
mod sign;
mod statistics;

pub use backward::Backward;
pub use coefficients::{Coefficients, CoefficientsState};
pub use differentiate::Differentiate;
pub use divide::Divide;
pub use forward::Forward;
pub use l1::{AbsoluteDeviation, L1Norm};
pub use l1_backward::L1NormBackward;
pub use l2::{L2Norm, SquaredDeviation};
pub use l2_backward::L2NormBackward;
pub use load::Load;
pub use normalise::{Normalise, NormaliseState};
pub use product::ProductProjection;
pub use project::ProjectedGradient;
pub use read::Read;
pub use root::SquareRoot;
pub use round::RoundShift;
pub use sign::{SignBalance, SignProjection};
pub use statistics::{Statistics, StatisticsState};

use crate::base::verilog;
use crate::catalogue::{Kind, Top};

const FORWARD: &str =
    "one y a cycle; 2 m + 140 to 2 m + 250 cycles a channel of m samples, the next one loading meanwhile";

const BACKWARD: &str =
    "one dx a cycle; 2 m + 310 to 2 m + 450 cycles a channel of m samples, the next one loading meanwhile";

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
    all
}
