//! The network notation of the papers: `784-256-10`, `32C5-MP2-64C5-MP2-512FC-10`.
//!
//! Tokens are joined by `-`: `nCk` a k x k convolution of n channels without padding, `nCkP` one padded to
//! keep the size, `MP2` a 2 x 2 max-pool, `nFC` or a bare `n` a dense layer. A bare number in front of
//! everything is the number of inputs; without it the images decide.

mod parse;

use golden::learn::wage::{Architecture, ArchitectureError, Shape, Stage};
use golden::norm::Norm;
use std::fmt;

/// A network: its inputs, if it says so, and its stages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Net {
    notation: String,
    /// Inputs, when the notation begins with a bare number.
    pub inputs: Option<usize>,
    /// The stages in the order of the data; never empty, the last is dense.
    pub stages: Vec<Stage>,
}

/// What can be wrong with a network.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum NetError {
    /// A token that the notation does not have.
    #[error("network `{net}`: token {position}, `{token}`: {problem}; expected n, nFC, nCk, nCkP or MP2, as in 784-256-10")]
    Token {
        /// The network as given.
        net: String,
        /// Counted from 1.
        position: usize,
        /// The token.
        token: String,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// The order of the layers makes no sense.
    #[error("network `{net}`: {problem}")]
    Order {
        /// The network as given.
        net: String,
        /// What is wrong.
        problem: &'static str,
    },
    /// Another number of inputs than the images have values.
    #[error("network `{net}`: begins with {inputs} inputs; expected {expected}, the values of an image")]
    Inputs {
        /// The network as given.
        net: String,
        /// Its inputs.
        inputs: usize,
        /// Values of an image.
        expected: usize,
    },
    /// Layers that do not fit one another, or the images.
    #[error("network `{net}` on images of {}x{}x{} (channels, rows, columns): {source}; expected layers that fit", images.channels, images.height, images.width)]
    Shape {
        /// The network as given.
        net: String,
        /// The images.
        images: Shape,
        /// What does not fit.
        source: ArchitectureError,
    },
    /// More activations than a machine would hold.
    #[error("network `{net}`: {found} activations an image, expected at most {MOST_ACTIVATIONS}")]
    Activations {
        /// The network as given.
        net: String,
        /// How many it has.
        found: usize,
    },
    /// More weights than a machine would hold.
    #[error("network `{net}`: {weights} weights, expected at most {MOST_WEIGHTS}")]
    TooLarge {
        /// The network as given.
        net: String,
        /// How many it has.
        weights: usize,
    },
}

/// Most weights of a network: training takes some ten bytes for each.
pub const MOST_WEIGHTS: usize = 1 << 27;

/// Most activations of one image, over all layers: a thousand images are computed at a time, and training takes some
/// sixteen bytes for each.
pub const MOST_ACTIVATIONS: usize = 1 << 19;

/// Most activations of a batch.
pub const MOST_OF_A_BATCH: usize = MOST_ACTIVATIONS << 10;

/// Activations of one image, over all layers.
pub fn activations(architecture: &Architecture) -> usize {
    let each = architecture.layers().iter().map(|layer| layer.result.size());
    each.fold(0, usize::saturating_add)
}

impl Net {
    /// The layers on images of the shape `images`, `norm` on all but the last.
    ///
    /// A network of dense layers only takes an image as one vector, of as many values as its notation says or, when it
    /// does not, as the images have. Whether the two agree is for [`crate::data::Split::check`], which knows the file.
    ///
    /// # Errors
    /// [`NetError::Inputs`], [`NetError::Shape`], [`NetError::TooLarge`], [`NetError::Activations`].
    pub fn architecture(&self, images: Shape, norm: Option<Norm>) -> Result<Architecture, NetError> {
        let net = || self.notation.clone();
        let dense = self.stages.iter().all(|s| matches!(s, Stage::Dense { .. }));
        let input = match self.inputs {
            inputs if dense => Shape::vector(inputs.unwrap_or(images.size())),
            Some(inputs) if inputs != images.size() => {
                return Err(NetError::Inputs {
                    net: net(),
                    inputs,
                    expected: images.size(),
                })
            }
            _ => images,
        };
        let fitted = Architecture::new(input, &self.stages, norm);
        let architecture = fitted.map_err(|source| NetError::Shape {
            net: net(),
            images,
            source,
        })?;
        let each = architecture.layers().iter().map(|layer| layer.weights());
        let weights = each.fold(0, usize::saturating_add);
        if weights > MOST_WEIGHTS {
            return Err(NetError::TooLarge { net: net(), weights });
        }
        let found = activations(&architecture);
        if found > MOST_ACTIVATIONS {
            return Err(NetError::Activations { net: net(), found });
        }
        Ok(architecture)
    }
}

/// The notation as it was given.
impl fmt::Display for Net {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.notation)
    }
}
