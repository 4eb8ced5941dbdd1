//! What Signum computes, to the bit: one pure function per hardware block, in integers and without I/O, and the
//! learning rules on top of them. The RTL equals this crate on every bit.

pub mod core;
pub mod fixed;
pub mod kernels;
pub mod learn;
pub mod link;
pub mod norm;
pub mod primitive;
pub mod random;
pub mod spiking;
pub mod wage;
