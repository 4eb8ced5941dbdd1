//! How Signum is built: a Rust-HDL module per golden function, under the same name, the core and the link.

pub mod base;
pub mod catalogue;
pub mod core;
pub mod link;
pub mod norm;
pub mod random;
pub mod spiking;
pub mod wage;
