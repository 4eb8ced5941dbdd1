//! The L1 and L2 batch normalisers, forward and backward: one skeleton, two fillings, as in `golden::norm`.

mod divide;
mod forward;
mod l1;
mod l2;
mod load;
mod normalise;
mod read;
mod root;
mod round;
mod statistics;

pub use divide::Divide;
pub use forward::Forward;
pub use l1::{AbsoluteDeviation, L1Norm};
pub use l2::{L2Norm, SquaredDeviation};
pub use load::Load;
pub use normalise::{Normalise, NormaliseState};
pub use read::Read;
pub use root::SquareRoot;
pub use round::RoundShift;
pub use statistics::{Statistics, StatisticsState};

use crate::base::verilog;
use crate::catalogue::{Kind, Top};

const FORWARD: &str =
    "one y a cycle; 2 m + 140 to 2 m + 250 cycles a channel of m samples, the next one loading meanwhile";

/// The tops of this room.
pub fn tops() -> Vec<Top> {
    let mut all = Vec::new();
    macro_rules! sizes {
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
    sizes!(L1Norm, FORWARD, "l1_norm" Unit 11, "l1_norm_16" Variant 5, "l1_norm_64" Variant 7, "l1_norm_131072" Variant 18);
    sizes!(L2Norm, FORWARD, "l2_norm" Unit 11, "l2_norm_16" Variant 5, "l2_norm_64" Variant 7, "l2_norm_131072" Variant 18);
    all
}
