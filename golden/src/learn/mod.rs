//! Learning rules on top of the blocks.

pub mod wage;
