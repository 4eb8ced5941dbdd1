//! The network notation of the papers: `784-256-10`, `32C5-MP2-64C5-MP2-512FC-10`.
//!
//! Tokens are joined by `-`: `nCk` a k x k convolution of n channels without padding, `nCkP` one padded to
//! keep the size, `MP2` a 2 x 2 max-pool, `nFC` or a bare `n` a dense layer. A bare number in front of
//! everything is the number of inputs; without it the images decide.

mod parse;

use std::fmt;

/// One layer of a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layer {
    /// `nCk`, or `nCkP` when padded.
    Convolution {
        /// Output channels.
        channels: usize,
        /// Edge of the kernel in pixels.
        kernel: usize,
        /// Zeros around the image keep its size.
        padded: bool,
    },
    /// `MP2`: the maximum of every 2 x 2 square.
    MaxPool,
    /// `nFC` or `n`: every output sees every input.
    Dense {
        /// Number of outputs.
        outputs: usize,
    },
}

/// A network: its inputs, if it says so, and its layers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Net {
    notation: String,
    /// Inputs, when the notation begins with a bare number.
    pub inputs: Option<usize>,
    /// The layers in the order of the data; never empty, the last is dense.
    pub layers: Vec<Layer>,
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
    /// Convolutions and pools, for a device that has only dense layers.
    #[error("network `{net}`: `{token}` is not supported yet; expected dense layers only, as in 784-256-10")]
    OnlyDense {
        /// The network as given.
        net: String,
        /// The first token that is not dense.
        token: String,
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

impl Net {
    /// The sizes of a network of dense layers only, inputs first: its own, or `pixels` where the images decide.
    ///
    /// # Errors
    /// A layer that is not dense, and more weights than [`MOST_WEIGHTS`].
    pub fn dense_sizes(&self, pixels: usize) -> Result<Vec<usize>, NetError> {
        let mut sizes = vec![self.inputs.unwrap_or(pixels)];
        for layer in &self.layers {
            match layer {
                Layer::Dense { outputs } => sizes.push(*outputs),
                other => {
                    return Err(NetError::OnlyDense {
                        net: self.notation.clone(),
                        token: other.to_string(),
                    })
                }
            }
        }
        let weights = sizes
            .windows(2)
            .map(|pair| pair[0].saturating_mul(pair[1]))
            .fold(0, usize::saturating_add);
        if weights > MOST_WEIGHTS {
            return Err(NetError::TooLarge {
                net: self.notation.clone(),
                weights,
            });
        }
        Ok(sizes)
    }
}

/// The notation as it was given.
impl fmt::Display for Net {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.notation)
    }
}

impl fmt::Display for Layer {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Layer::Convolution {
                channels,
                kernel,
                padded,
            } => {
                write!(f, "{channels}C{kernel}{}", if *padded { "P" } else { "" })
            }
            Layer::MaxPool => f.write_str("MP2"),
            Layer::Dense { outputs } => write!(f, "{outputs}FC"),
        }
    }
}
