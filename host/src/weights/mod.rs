//! Weights in a safetensors file.
//!
//! Layers with weights are numbered from 0. Of layer I the file has
//!
//! | tensor | type and shape | values |
//! |---|---|---|
//! | `layers.I.weight` | int8, dense `[in][out]`, convolution `[out][in][kh][kw]`, row-major | -64..64, LSB 2^-7 |
//! | `layers.I.gamma`, `layers.I.beta` | int16 `[out]`, on a layer with a normaliser | LSB 2^-8 |
//! | `layers.I.mean`, `layers.I.scale` | int32 `[out]`, the running statistics | LSB 2^-16 |
//!
//! The `in` of a dense layer on a map counts its values channel by channel, row by row. The metadata holds the network
//! under `net`, the normaliser under `norm`, the shape of the images under `input` (`1x28x28`: channels, rows,
//! columns) and the fraction bits under `weight_frac`, `gamma_frac`, `beta_frac`, `mean_frac` and `scale_frac`.
//!
//! The golden model and the core keep weights as matrices `[k][out]`, k = (ky * kw + kx) * channels + c; [`layout`] turns
//! the one into the other.

mod error;
pub mod layout;
mod read;
mod write;

pub use error::WeightsError;
pub use read::{parse, read};
pub use write::to_bytes;

use crate::net::{Net, NetError};
use golden::learn::wage::{Architecture, Parameters, Shape};
use golden::norm::Norm;
use ndarray::Array2;

/// Largest magnitude of a stored weight.
pub const LIMIT: i8 = 64;
/// Fraction bits of a stored weight: its LSB is 2^-7.
pub const WEIGHT_FRAC: u32 = 7;
/// Name and fraction bits of what a layer with a normaliser has beside its weights, in the order of [`norm_values`].
const NORM_TENSORS: [(&str, u32); 4] = [
    ("gamma", golden::norm::Y_FRAC),
    ("beta", golden::norm::Y_FRAC),
    ("mean", golden::norm::MU_FRAC),
    ("scale", golden::norm::SCALE_FRAC),
];

/// A network with what it has learned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weights {
    /// The notation that they belong to.
    pub net: Net,
    /// The images that the network takes.
    pub images: Shape,
    /// Its layers.
    pub architecture: Architecture,
    /// What they have learned, in the golden model's order.
    pub parameters: Parameters,
}

impl Weights {
    /// Dense layers without normaliser, one matrix `[in][out]` each.
    ///
    /// # Errors
    /// [`NetError`] when `net` is no such network. Whether the matrices are those of `net` is not looked at.
    pub fn dense(net: Net, layers: Vec<Array2<i8>>) -> Result<Self, NetError> {
        let images = Shape::vector(layers.first().map_or(0, Array2::nrows));
        Ok(Weights {
            architecture: net.architecture(images, None)?,
            net,
            images,
            parameters: Parameters {
                norms: vec![None; layers.len()],
                weights: layers,
            },
        })
    }

    /// Inputs and outputs of the network.
    pub fn ends(&self) -> (usize, usize) {
        (self.architecture.inputs(), self.architecture.outputs())
    }

    /// The weights of every layer, `[k][out]`.
    pub fn layers(&self) -> &[Array2<i8>] {
        &self.parameters.weights
    }

    /// The normaliser of all layers but the last; a network of one layer has none.
    pub fn norm(&self) -> Option<Norm> {
        self.architecture.layers().first().and_then(|layer| layer.norm)
    }
}

/// A normaliser as the metadata and the program's arguments name it.
pub fn norm_name(norm: Option<Norm>) -> &'static str {
    match norm {
        None => "none",
        Some(Norm::L1) => "l1",
        Some(Norm::L2) => "l2",
    }
}

/// A shape as the metadata has it: channels, rows and columns, as `1x28x28`.
fn shape_name(shape: Shape) -> String {
    format!("{}x{}x{}", shape.channels, shape.height, shape.width)
}
