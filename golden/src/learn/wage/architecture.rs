//! The shape of a network: what its notation means, with every bound that exact sums need proven once.

use super::ArchitectureError;
use crate::kernels::Convolution;
use crate::norm::{Norm, SAMPLES_MAX};
use crate::wage::layer_shift;

/// Most taps of an output, most terms of a propagated error, and most values of a map: sums of so many int8 codes stay
/// below 2^30.
pub const SIZE_MAX: usize = 1 << 23;

/// Most samples of a batch times positions of a layer: sums of so many products of two codes stay below 2^31, and the
/// normalisers take as many samples ([`SAMPLES_MAX`]).
pub const SUM_MAX: usize = SAMPLES_MAX;

/// Most samples of a batch, whatever the network.
pub const BATCH_MAX: usize = 1 << 16;

/// The size of a map. A vector is a map of one position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Shape {
    /// Values of a position.
    pub channels: usize,
    /// Rows of positions.
    pub height: usize,
    /// Positions of a row.
    pub width: usize,
}

impl Shape {
    /// A map of `channels` values at each of `height` times `width` positions.
    pub const fn new(channels: usize, height: usize, width: usize) -> Self {
        Self {
            channels,
            height,
            width,
        }
    }

    /// A vector.
    pub const fn vector(channels: usize) -> Self {
        Self::new(channels, 1, 1)
    }

    /// Values of the map; `usize::MAX` where there are more.
    pub const fn size(&self) -> usize {
        self.channels.saturating_mul(self.positions())
    }

    /// Positions of the map; `usize::MAX` where there are more.
    pub const fn positions(&self) -> usize {
        self.height.saturating_mul(self.width)
    }
}

/// One token of a network's notation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stage {
    /// `nCk`, or `nCkP` when padded: a k x k convolution, stride 1.
    Convolution {
        /// Output channels.
        channels: usize,
        /// Edge of the kernel.
        kernel: usize,
        /// Zeros around the map keep its size; the kernel is then odd.
        padded: bool,
    },
    /// `MP2`: the maximum of each 2 x 2 square, odd edges dropped. It follows a convolution.
    MaxPool,
    /// `nFC` or `n`: every output sees every value of the map.
    Dense {
        /// Outputs.
        outputs: usize,
    },
}

/// A layer with weights. Every layer is a convolution with stride 1: a dense one has the kernel of its whole input map.
///
/// Its weights are a matrix `[k][out]` with k = (ky * kw + kx) * channels + c, so that the row of a tap follows the map,
/// which is stored `[y][x][c]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Layer {
    /// The map that comes in.
    pub input: Shape,
    /// Rows and columns of the kernel.
    pub kernel: (usize, usize),
    /// Rows and columns of zeros on each side of the map.
    pub pad: usize,
    /// The map of the convolution.
    pub output: Shape,
    /// Whether a 2 x 2 max-pool follows.
    pub pool: bool,
    /// The map that goes out, after the pool.
    pub result: Shape,
    /// The normaliser, if any.
    pub norm: Option<Norm>,
    /// Whether negative activations become 0: on all layers but the last.
    pub relu: bool,
}

impl Layer {
    /// Terms of an accumulator, kh * kw * channels: the rows of the weight matrix and the n_in of alpha. Zeros of the
    /// padding are not counted apart.
    pub const fn taps(&self) -> usize {
        self.kernel.0 * self.kernel.1 * self.input.channels
    }

    /// Columns of the weight matrix.
    pub const fn outputs(&self) -> usize {
        self.output.channels
    }

    /// Number of weights.
    pub const fn weights(&self) -> usize {
        self.taps() * self.outputs()
    }

    /// The shift of the layer's [`activate`](crate::wage::activate).
    pub const fn shift(&self) -> u32 {
        layer_shift(self.taps())
    }

    /// The layer as its products take it.
    pub const fn convolution(&self) -> Convolution {
        Convolution {
            channels: self.input.channels,
            height: self.input.height,
            width: self.input.width,
            kernel: self.kernel,
            pad: self.pad,
            outputs: self.output.channels,
            pool: self.pool,
        }
    }

    /// Whether the kernel is the whole map, so that there is one position.
    pub const fn is_dense(&self) -> bool {
        self.pad == 0 && self.kernel.0 == self.input.height && self.kernel.1 == self.input.width
    }
}

/// A network without its numbers: the shapes of its layers, each proven to have exact sums.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Architecture {
    input: Shape,
    layers: Vec<Layer>,
}

impl Architecture {
    /// The layers of `stages` on maps of the shape `input`; `norm` on all layers but the last.
    ///
    /// ```
    /// use golden::learn::wage::{Architecture, Shape, Stage};
    /// let stages = [
    ///     Stage::Convolution { channels: 32, kernel: 5, padded: false },
    ///     Stage::MaxPool,
    ///     Stage::Dense { outputs: 10 },
    /// ];
    /// let net = Architecture::new(Shape::new(1, 28, 28), &stages, None)?;
    /// assert_eq!(net.layers()[1].taps(), 12 * 12 * 32);
    /// # Ok::<(), golden::learn::wage::ArchitectureError>(())
    /// ```
    ///
    /// # Errors
    /// Whatever [`ArchitectureError`] lists.
    pub fn new(input: Shape, stages: &[Stage], norm: Option<Norm>) -> Result<Self, ArchitectureError> {
        check_map(0, input)?;
        let mut layers: Vec<Layer> = Vec::new();
        let mut map = input;
        for (index, stage) in stages.iter().enumerate() {
            match *stage {
                Stage::MaxPool => {
                    let pooled = index > 0 && stages[index - 1] != Stage::MaxPool;
                    let Some(layer) = layers.last_mut().filter(|_| pooled) else {
                        return Err(ArchitectureError::PoolWithoutConvolution { stage: index });
                    };
                    if map.height < 2 || map.width < 2 {
                        return Err(ArchitectureError::PoolTooSmall {
                            stage: index,
                            height: map.height,
                            width: map.width,
                        });
                    }
                    layer.pool = true;
                    layer.result = Shape::new(map.channels, map.height / 2, map.width / 2);
                    map = layer.result;
                }
                Stage::Dense { outputs } => {
                    let kernel = (map.height, map.width);
                    layers.push(convolution(index, map, kernel, 0, outputs, norm)?);
                    map = Shape::vector(outputs);
                }
                Stage::Convolution {
                    channels,
                    kernel,
                    padded,
                } => {
                    if padded && kernel % 2 == 0 {
                        return Err(ArchitectureError::EvenPadded { stage: index, kernel });
                    }
                    let pad = if padded { kernel / 2 } else { 0 };
                    let layer = convolution(index, map, (kernel, kernel), pad, channels, norm)?;
                    map = layer.result;
                    layers.push(layer);
                }
            }
        }
        let Some(last) = layers.last_mut() else {
            return Err(ArchitectureError::NoLayers);
        };
        if last.pool || last.result.positions() != 1 {
            return Err(ArchitectureError::LastIsMap);
        }
        (last.norm, last.relu) = (None, false);
        match layers.iter().position(|layer| layer.result.positions() > SUM_MAX) {
            Some(layer) => Err(ArchitectureError::Positions {
                layer,
                found: layers[layer].result.positions(),
            }),
            None => Ok(Self { input, layers }),
        }
    }

    /// A network of dense layers without normaliser; `sizes` are those of the input and of each layer, `[784, 256, 10]`.
    ///
    /// # Errors
    /// Whatever [`ArchitectureError`] lists.
    pub fn dense(sizes: &[usize]) -> Result<Self, ArchitectureError> {
        let Some((&inputs, outputs)) = sizes.split_first() else {
            return Err(ArchitectureError::NoLayers);
        };
        let stages: Vec<Stage> = outputs.iter().map(|&outputs| Stage::Dense { outputs }).collect();
        Self::new(Shape::vector(inputs), &stages, None)
    }

    /// The map of a sample.
    pub fn input(&self) -> Shape {
        self.input
    }

    /// The layers with weights, from the bottom; never empty.
    pub fn layers(&self) -> &[Layer] {
        &self.layers
    }

    /// Values of a sample.
    pub fn inputs(&self) -> usize {
        self.input.size()
    }

    /// Values of a result, the number of classes.
    pub fn outputs(&self) -> usize {
        self.layers.last().map_or(0, Layer::outputs)
    }

    /// Most samples of a batch: [`BATCH_MAX`], and no more than [`SUM_MAX`] with the positions of any layer.
    pub fn batch_max(&self) -> usize {
        let positions = self.layers.iter().map(|layer| layer.result.positions()).max();
        BATCH_MAX.min(SUM_MAX / positions.unwrap_or(1))
    }
}

fn convolution(
    stage: usize,
    input: Shape,
    kernel: (usize, usize),
    pad: usize,
    channels: usize,
    norm: Option<Norm>,
) -> Result<Layer, ArchitectureError> {
    let fits = |k: usize, size: usize| (1..=SIZE_MAX).contains(&k) && k <= size + 2 * pad;
    if !fits(kernel.0, input.height) || !fits(kernel.1, input.width) {
        return Err(ArchitectureError::Kernel {
            stage,
            kernel: kernel.0,
            height: input.height,
            width: input.width,
        });
    }
    let (height, width) = (
        input.height + 2 * pad - kernel.0 + 1,
        input.width + 2 * pad - kernel.1 + 1,
    );
    let output = Shape::new(channels, height, width);
    check_map(stage + 1, output)?;
    let area = kernel.0.saturating_mul(kernel.1);
    let (taps, terms) = (area.saturating_mul(input.channels), area.saturating_mul(channels));
    let weights = taps as u128 * channels as u128;
    if taps.max(terms) > SIZE_MAX || weights > 1 << 32 {
        return Err(ArchitectureError::Sums { stage, taps, terms });
    }
    Ok(Layer {
        input,
        kernel,
        pad,
        output,
        pool: false,
        result: output,
        norm,
        relu: true,
    })
}

/// `map` is that of the input (0) or of a stage counted from 1.
fn check_map(map: usize, shape: Shape) -> Result<(), ArchitectureError> {
    if (1..=SIZE_MAX).contains(&shape.size()) {
        Ok(())
    } else {
        Err(ArchitectureError::Map { map, shape })
    }
}
