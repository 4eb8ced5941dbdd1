//! The operators of WAGE with 2-8-8-8 bits: weights enter the products as ternary digits, activations, gradients
//! and errors as int8 codes -127..=127 (LSB 2^-7), and every operation is one on integers.
//!
//! S. Wu, G. Li, F. Chen, L. Shi, "Training and Inference with Integers in Deep Neural Networks", ICLR 2018
//! (arXiv:1802.04680).

mod activate;
mod alpha;
mod error;
mod mac;
mod scale;
mod ternary;
mod update;
mod wide;

pub use activate::{activate, clip_bound, clipped};
pub use alpha::{alpha, alpha_log2, layer_shift};
pub use error::{error, error_at};
pub use mac::{mac, mac_counted};
pub use scale::{scale, scale_of_max};
pub use ternary::{initial_weight, ternary};
pub use update::{update, update_step, update_weight};
pub use wide::{error_at_wide, scale_of_max_wide, scale_wide, update_bounded};

/// Largest magnitude of an activation or error code; -128 is never produced.
pub const CODE_MAX: i32 = 127;

/// Largest magnitude of a stored weight, 1/2 at an LSB of 2^-7.
pub const WEIGHT_MAX: i32 = 64;

/// Bounds of a trained gamma, in units of 1/256: it stays positive and below 4.
pub const GAMMA_BOUNDS: (i32, i32) = (1, 1023);

/// Bounds of a trained beta, in units of 1/256: -16 to just below 16.
pub const BETA_BOUNDS: (i32, i32) = (-4096, 4095);

/// What the operators refuse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WageError {
    /// The inner dimensions of a product differ.
    #[error("mac: `a` has {a_columns} columns but `w` has {w_rows} rows; the two must be equal")]
    InnerDimension {
        /// Columns of the left operand.
        a_columns: usize,
        /// Rows of the right operand.
        w_rows: usize,
    },
    /// `w`, `g` and `random` of an update are not of one length.
    #[error("update: `w`, `g` and `random` must be of one length, and have {w}, {g} and {random} elements")]
    Length {
        /// Elements of `w`.
        w: usize,
        /// Elements of `g`.
        g: usize,
        /// Elements of `random`.
        random: usize,
    },
    /// A stored weight outside -64..=64.
    #[error("update: w[{index}] is {value}; a weight lies in -64..=64")]
    WeightRange {
        /// Where it stands.
        index: usize,
        /// What stands there.
        value: i8,
    },
}
