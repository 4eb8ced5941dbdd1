//! The L1 and L2 batch normalisers, forward and backward: one skeleton, two fillings, as in `golden::norm`.
//!
//! ```text
//!            +----------------- Forward or Backward: the skeleton -----------------+
//!  s_* ----->| Load --> memory --> Statistics --> Normalise or Coefficients, ...   |-----> m_*
//!            +----------|---^------------|---^-----------------|---^---------------+
//!                       v   |            v   |                 v   |
//!  L1:   AbsoluteDeviation        (no root)        SignBalance, SignProjection
//!  L2:   SquaredDeviation         SquareRoot       one more division, ProductProjection
//! ```
//!
//! | unit | formats | cycles a channel | first result after the last sample |
//! |---|---|---|---|
//! | [`L1Norm`] | y 24 bits, LSB 2^-8 | 2 m + 147 - e | m + 149 - e |
//! | [`L2Norm`] | the same | 2 m + 212 - e | m + 214 - e |
//! | [`L1NormBackward`] | dx 48 bits, LSB 2^-24; dgamma 42 bits, LSB 2^-16; dbeta 25 bits, LSB 1 | 2 m + 274 - e | m + 276 - e |
//! | [`L2NormBackward`] | the same | 2 m + 357 - e | m + 359 - e |
//!
//! [`AnyNorm`] is the four of them in one, on one memory: what the core has.
//!
//! The table holds for m samples and e = floor(log2 (s + eps)) in LSB of 2^-16, 0 to 30, while nothing stalls. Results
//! come one a cycle. The memory has two halves: the next channel loads while this one is worked on, which takes m + 2
//! cycles and so costs nothing. mu, s, dgamma and dbeta stand on their ports from the first result of a channel to the
//! last. A channel of more samples than a half of the memory holds is cut there; the rest is counted in `dropped`.

mod any;
mod backward;
mod coefficients;
mod differentiate;
mod divide;
pub mod filling;
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

pub use any::AnyNorm;
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

const L1_FORWARD: &str = "one y a cycle; 2 m + 147 - e cycles a channel of m samples; \
     e = floor(log2 (s + eps)); the next loading meanwhile";
const L2_FORWARD: &str = "one y a cycle; 2 m + 212 - e cycles a channel of m samples; \
     e = floor(log2 (s + eps)); the next loading meanwhile";
const L1_BACKWARD: &str = "one dx a cycle; 2 m + 274 - e cycles a channel of m samples; \
     e = floor(log2 (s + eps)); the next loading meanwhile";
const L2_BACKWARD: &str = "one dx a cycle; 2 m + 357 - e cycles a channel of m samples; \
     e = floor(log2 (s + eps)); the next loading meanwhile";

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
        L1_FORWARD,
        "l1_norm",
        "l1_norm_16",
        "l1_norm_64",
        "l1_norm_131072"
    );
    sizes!(
        L2Norm,
        L2_FORWARD,
        "l2_norm",
        "l2_norm_16",
        "l2_norm_64",
        "l2_norm_131072"
    );
    sizes!(
        L1NormBackward,
        L1_BACKWARD,
        "l1_norm_backward",
        "l1_norm_backward_16",
        "l1_norm_backward_64",
        "l1_norm_backward_131072"
    );
    sizes!(
        L2NormBackward,
        L2_BACKWARD,
        "l2_norm_backward",
        "l2_norm_backward_16",
        "l2_norm_backward_64",
        "l2_norm_backward_131072"
    );
    all
}
