//! How Signum is built: a Rust-HDL module per golden function, under the same name, the core and the link.

pub mod base;
pub mod board;
pub mod catalogue;
pub mod comparison;
pub mod core;
pub mod link;
pub mod network;
pub mod norm;
pub mod primitive;
pub mod random;
pub mod spiking;
pub mod wage;
