//! The normalisers as a pipeline over channels: each block works on a channel of its own.

mod absolute;
mod accumulate;
mod arithmetic;
mod average;
mod back;
mod back_backward;
mod derivative;
mod descale;
mod deviate;
mod emit;
mod emit_backward;
mod front;
mod gain;
mod gradient;
mod l1;
mod l1_backward;
mod l2;
mod l2_backward;
mod load;
mod mean;
mod mean_absolute;
mod multiply;
mod offset;
mod outlet;
mod product;
mod quotient;
mod scale;
mod share;
mod sign;
mod square;
mod squarer;
mod summary;
mod total;

pub use absolute::AbsoluteDeviation;
pub use accumulate::Accumulate;
pub use arithmetic::{AddCarry, RoundMean, RoundSign, Subtract};
pub use average::Average;
pub use back::Back;
pub use back_backward::BackBackward;
pub use derivative::Derivative;
pub use descale::Descale;
pub use deviate::Deviate;
pub use emit::Emit;
pub use emit_backward::EmitBackward;
pub use front::Front;
pub use gain::{Gain, GainState};
pub use gradient::{ByteProduct, GradientSums};
pub use l1::{L1Forward, L1Norm, L1Norm32, L1Norm8};
pub use l1_backward::{L1Backward, L1NormBackward, L1NormBackward32, L1NormBackward8};
pub use l2::{L2Forward, L2Norm, L2Norm32, L2Norm8};
pub use l2_backward::{L2Backward, L2NormBackward, L2NormBackward32, L2NormBackward8};
pub use load::Load;
pub use mean::Mean;
pub use mean_absolute::MeanAbsolute;
pub use multiply::{Delay, Multiply};
pub use offset::Offset;
pub use outlet::Outlet;
pub use product::{ProductProjection, Slope};
pub use quotient::Quotient;
pub use scale::Scale;
pub use share::GradientMean;
pub use sign::{SignBalance, SignProjection};
pub use square::{RootMeanSquare, SquaredDeviation, TwoDigits};
pub use squarer::Squarer;
pub use summary::{
    L1Statistics, L1Statistics16, L1Statistics32, L1Statistics8, L2Statistics, L2Statistics16,
    L2Statistics32, L2Statistics8,
};
pub use total::Total;

#[cfg(test)]
mod tests;
