//! The C shim and the Rust struct of one top, as text.

mod cpp;
mod rust;

use super::memories::Memory;
use super::ports::Port;
use super::Trace;
use crate::Direction;

/// The sources of the shim: a model made by another version of them is out of date.
pub(super) const SOURCES: [&str; 3] = [
    include_str!("mod.rs"),
    include_str!("cpp.rs"),
    include_str!("rust.rs"),
];

/// What both texts are made from.
pub(super) struct Shim<'a> {
    /// Verilog name of the top.
    pub top: &'a str,
    /// Rust and C++ name of the model.
    pub model: &'a str,
    pub ports: &'a [Port],
    pub memories: &'a [Memory],
    pub trace: Trace,
}

impl Shim<'_> {
    fn has(&self, name: &str) -> bool {
        self.ports
            .iter()
            .any(|port| port.name == name && port.direction == Direction::Input && port.width == 1)
    }
}
