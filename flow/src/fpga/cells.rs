//! Our own models of the cells that Yosys maps to and has no models of: memories and multipliers.
//!
//! Each does what Yosys' mapping of memories and products makes use of, and ends the simulation at anything else. What a
//! block does inside is not that of the silicon: contents, and the data read, are.

use super::Target;

/// A file's name with its text.
macro_rules! cell {
    ($name:literal) => {
        ($name, include_str!(concat!("cells/", $name)))
    };
}

/// What all memories are made of.
const BLOCK: (&str, &str) = cell!("block_memory.v");

/// Files of a family, one module each: name and text.
pub(super) fn of(target: Target) -> &'static [(&'static str, &'static str)] {
    match target {
        Target::Ecp5 => &[BLOCK, cell!("dp16kd.v"), cell!("mult18x18d.v")],
        Target::Gw2a => &[
            BLOCK,
            cell!("sp.v"),
            cell!("spx9.v"),
            cell!("dpb.v"),
            cell!("dpx9b.v"),
            cell!("sdpb.v"),
            cell!("sdpx9b.v"),
        ],
        Target::Up5k | Target::Hx8k => &[],
    }
}

#[cfg(test)]
mod bench;
#[cfg(test)]
mod refused;
#[cfg(test)]
mod tests;
