//! The primitive operations in which L1 and L2 differ, each by itself: `golden::primitive`.
//!
//! | function | of | result | L1 has | instead of |
//! |---|---|---|---|---|
//! | [`sign`] | X bits, signed | 2 bits: -1, 0, 1 | in the backward pass | a product |
//! | [`absolute`] | X bits, signed | X bits, unsigned | in the statistics | [`square`] |
//! | [`square`] | X bits, signed | 2X bits, unsigned | | |
//! | [`root`] | X bits, unsigned | X / 2 + 1 bits, unsigned | nothing | [`root`] |
//!
//! Every one is the body of a [`Pipeline`](crate::network::Pipeline): a register before, a register behind, one
//! result a cycle. The variants differ in how the function is made and in the registers inside it; [`Variant`] names
//! them.

mod absolute;
mod root;
mod sign;
mod square;
mod variant;

pub use absolute::{absolute, absolute_by_groups};
pub use root::{root, root_stages};
pub use sign::sign;
pub use square::{square, Method};
pub use variant::{variants, Function, Variant, NARROW, WIDE};
