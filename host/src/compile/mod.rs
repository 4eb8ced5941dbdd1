//! The network compiler: weights of a network to a program of the core, and everything to packets.
//!
//! Dense inference, images on the array's rows, a group of N images at a time:
//!
//! ```text
//! group 0: layer 0, one tile for N outputs each, reads input buffer 0      -> activations 0
//!          layer 1, ...                          reads activations 0       -> activations 1
//!          last layer                            emits its codes, LOOP
//! group 1: the same from input buffer 1, LOOP to group 0
//! ```
//!
//! Two input buffers let the next group come in while this one is computed; when memory A is too small for
//! two, one must do. The first tile of a layer waits (barrier) until the layer before is stored.

mod packets;
mod place;
#[cfg(test)]
mod tests;

pub use packets::{program_packets, sample_packets, weight_packets};

use crate::weights::Weights;
use golden::core::program::{Tile, FORWARD};
use golden::core::{Config, Instruction};
use golden::wage::layer_shift;
use ndarray::Array2;
use place::Places;

/// Why a network does not run on a configuration.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum CompileError {
    /// A memory of the configuration is too small.
    #[error("network {net} needs {needed} addresses of {memory} memory, expected at most the {available} of configuration {config}")]
    TooLarge {
        /// The network.
        net: String,
        /// The configuration.
        config: &'static str,
        /// activation, weight or program.
        memory: &'static str,
        /// Addresses needed.
        needed: usize,
        /// Addresses there are.
        available: usize,
    },
    /// Convolutions or a normaliser.
    #[error("network {net}: programs for convolutions and normalisers are not built yet; expected dense layers without normaliser, or --on golden")]
    Unsupported {
        /// The network.
        net: String,
    },
}

/// Which results a program sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Emit {
    /// Those of the last layer.
    Last,
    /// Those of every layer, for comparisons.
    Every,
}

/// A RESULT packet of each group, in the order of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Emitted {
    /// Layer, from 0.
    pub layer: usize,
    /// Output of the layer that is the packet's first column.
    pub first: usize,
    /// Columns of the packet.
    pub columns: usize,
    /// Tag of the packet.
    pub tag: u8,
}

/// Weights of one column group: K rows of N outputs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeightBlock {
    /// Address in W of row 0.
    pub address: usize,
    /// K x N, zero beyond the layer's outputs.
    pub rows: Array2<i8>,
}

/// A network compiled for a configuration.
#[derive(Debug, Clone)]
pub struct Compiled {
    /// The configuration.
    pub config: Config,
    /// Inputs of the network and outputs of every layer.
    pub sizes: Vec<usize>,
    /// The program, to be written from address 0 on.
    pub instructions: Vec<Instruction>,
    /// The weights.
    pub weights: Vec<WeightBlock>,
    /// Address in A of every input buffer: one or two; group g goes to buffer g modulo their number.
    pub inputs: Vec<usize>,
    /// The RESULT packets of one group.
    pub emitted: Vec<Emitted>,
}

/// Compiles the dense network `weights` for `config`.
///
/// # Errors
/// [`CompileError::TooLarge`], naming the memory; [`CompileError::Unsupported`].
pub fn compile(weights: &Weights, config: Config, emit: Emit) -> Result<Compiled, CompileError> {
    let dense = weights.architecture.layers().iter().all(|layer| layer.is_dense());
    if !dense || weights.norm().is_some() {
        return Err(CompileError::Unsupported {
            net: weights.net.to_string(),
        });
    }
    let mut sizes: Vec<usize> = weights.layers().iter().map(Array2::nrows).collect();
    sizes.extend(weights.layers().last().map(Array2::ncols));
    let places = Places::new(&weights.net.to_string(), &sizes, config)?;
    let mut instructions = Vec::new();
    let mut emitted = Vec::new();
    for buffer in 0..places.inputs.len() {
        emitted = body(&mut instructions, &sizes, config, emit, &places, buffer);
        // The last body closes the ring; the others go on with the next.
        let next = if buffer + 1 < places.inputs.len() {
            instructions.len() + 1
        } else {
            0
        };
        instructions.push(Instruction::Loop { target: next as u16 });
    }
    if instructions.len() > config.p_depth() {
        return Err(CompileError::TooLarge {
            net: weights.net.to_string(),
            config: config.name,
            memory: "program",
            needed: instructions.len(),
            available: config.p_depth(),
        });
    }
    let mut blocks = Vec::new();
    for (layer, addresses) in weights.layers().iter().zip(&places.weights) {
        for (group, &address) in addresses.iter().enumerate() {
            let first = group * config.size;
            let rows = Array2::from_shape_fn((layer.nrows(), config.size), |(k, j)| {
                layer.get((k, first + j)).copied().unwrap_or(0)
            });
            blocks.push(WeightBlock { address, rows });
        }
    }
    Ok(Compiled {
        config,
        sizes,
        instructions,
        weights: blocks,
        inputs: places.inputs,
        emitted,
    })
}

/// The tiles of one group of images that came in by `buffer`.
fn body(
    instructions: &mut Vec<Instruction>,
    sizes: &[usize],
    config: Config,
    emit: Emit,
    places: &Places,
    buffer: usize,
) -> Vec<Emitted> {
    let mut emitted = Vec::new();
    let layers = sizes.len() - 1;
    for layer in 0..layers {
        let (k, outputs) = (sizes[layer], sizes[layer + 1]);
        let last = layer + 1 == layers;
        let groups = &places.weights[layer];
        for (group, &w) in groups.iter().enumerate() {
            let first = group * config.size;
            let columns = (outputs - first).min(config.size);
            let emits = last || emit == Emit::Every;
            let tag = emitted.len() as u8;
            if emits {
                emitted.push(Emitted {
                    layer,
                    first,
                    columns,
                    tag,
                });
            }
            instructions.push(Instruction::Tile(Tile {
                wait: layer == 0 && group == 0,
                release: layer == 0 && group + 1 == groups.len(),
                buffer: buffer as u8,
                barrier: layer > 0 && group == 0,
                relu: !last,
                store: !last,
                emit: emits,
                product: FORWARD,
                shift: layer_shift(k) as u8,
                columns: columns as u8,
                tag: if emits { tag } else { 0 },
                a: if layer == 0 {
                    places.inputs[buffer]
                } else {
                    places.activations[(layer - 1) % 2]
                } as u16,
                w: w as u16,
                k: k as u16,
                d: if last {
                    0
                } else {
                    places.activations[layer % 2] + first
                } as u16,
            }));
        }
    }
    emitted
}
