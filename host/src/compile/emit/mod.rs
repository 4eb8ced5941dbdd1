//! Layers to instructions.
//!
//! Loops are the processor's: over groups of images, positions, parts of the channels; what a tile needs is stepped from
//! one to the next, so that a tile of 25 cycles finds the next one waiting.

mod forward;
mod gradient;
mod infer;
mod step;
mod transposed;
mod writer;

pub use infer::inference;
pub use step::training;

use super::geometry::Geometry;
use writer::Writer;

/// Where a layer's input lies in A.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// In the buffers that the host fills in turn: one or two.
    Host(Vec<usize>),
    /// In the results of the layer below.
    Layer(usize),
}

impl Source {
    /// `r[a]` = the address, of the buffer whose number is in `r[buffer]`.
    fn load(&self, w: &mut Writer, a: u8, buffer: u8) {
        match self {
            Source::Host(buffers) if buffers.len() > 1 => {
                w.mul(a, buffer, buffers[1] as i64 - buffers[0] as i64);
                w.step(a, buffers[0] as i64);
            }
            Source::Host(buffers) => w.set(a, buffers.first().copied().unwrap_or(0)),
            Source::Layer(address) => w.set(a, *address),
        }
    }
}

/// A layer with its place in every memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// Its geometry.
    pub geometry: Geometry,
    /// Its input in A.
    pub input: Source,
    /// Addresses of A from one group of images of the input to the next.
    pub group: usize,
    /// Its results in A.
    pub activations: usize,
    /// Its errors, flags, pool indices and norm samples in E-space.
    pub errors: usize,
    /// Its weights in W, column group after column group.
    pub weights: usize,
    /// Its channels in C.
    pub channel: usize,
}

/// A program and where to enter it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// The instruction words, to be written from address 0 on.
    pub words: Vec<u32>,
    /// For each batch that the program knows (the full one first, then the last short one), its entry for every input
    /// buffer.
    pub entries: Vec<Vec<usize>>,
}
