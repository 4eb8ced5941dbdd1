//! What training and inference refuse.

use super::architecture::{SIZE_MAX, SUM_MAX};
use super::Shape;
use crate::kernels::KernelError;

/// What is no network. Stages count from 0.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ArchitectureError {
    /// No layer at all.
    #[error("a network needs an input and at least one layer with weights")]
    NoLayers,
    /// A map of no values, or of more than exact sums allow.
    #[error(
        "map {map} of the network (0 is the input) has {} channels of {} x {} positions; a map has 1..={SIZE_MAX} values",
        shape.channels, shape.height, shape.width
    )]
    Map {
        /// 0 is the input, n what stage n - 1 makes.
        map: usize,
        /// Its shape.
        shape: Shape,
    },
    /// A kernel that the map cannot hold.
    #[error("stage {stage}: a kernel of {kernel} x {kernel} on a map of {height} x {width}; a kernel is at least 1 and no larger than its map")]
    Kernel {
        /// Which stage.
        stage: usize,
        /// Edge of the kernel.
        kernel: usize,
        /// Rows of the map.
        height: usize,
        /// Columns of the map.
        width: usize,
    },
    /// Zeros on both sides cannot keep the size.
    #[error("stage {stage}: a padded kernel of {kernel} x {kernel}; only an odd kernel can be padded to keep the size")]
    EvenPadded {
        /// Which stage.
        stage: usize,
        /// Edge of the kernel.
        kernel: usize,
    },
    /// Sums that 32 bits might not hold, or weights beyond the random numbers' indices.
    #[error(
        "stage {stage}: {taps} terms forward and {terms} backward; at most {SIZE_MAX}, and 2^32 weights"
    )]
    Sums {
        /// Which stage.
        stage: usize,
        /// Terms of an accumulator.
        taps: usize,
        /// Terms of a propagated error.
        terms: usize,
    },
    /// A pool that does not follow a convolution.
    #[error("stage {stage}: a max-pool follows a convolution, not another pool nor the input")]
    PoolWithoutConvolution {
        /// Which stage.
        stage: usize,
    },
    /// A map without a whole square.
    #[error("stage {stage}: a 2 x 2 max-pool on a map of {height} x {width}")]
    PoolTooSmall {
        /// Which stage.
        stage: usize,
        /// Rows of the map.
        height: usize,
        /// Columns of the map.
        width: usize,
    },
    /// The last layer's result is no vector.
    #[error("the last layer must be dense, so that there is one value for each class")]
    LastIsMap,
    /// More positions than the exact sums of gradients allow even for one sample.
    #[error("layer {layer} has {found} positions; at most {SUM_MAX}")]
    Positions {
        /// Which layer, from 0.
        layer: usize,
        /// Its positions, after the pool.
        found: usize,
    },
}

/// What training and inference refuse. Layers count from 0.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LearnError {
    /// What is no network.
    #[error(transparent)]
    Architecture(#[from] ArchitectureError),
    /// What the products refuse; checked parameters and batches give them nothing to refuse.
    #[error(transparent)]
    Kernel(#[from] KernelError),
    /// Parameters of more or fewer layers than the network has.
    #[error("parameters of {found} layers for a network of {expected}")]
    LayerCount {
        /// Layers of the network.
        expected: usize,
        /// Layers of the parameters.
        found: usize,
    },
    /// A weight matrix of another size than its layer's.
    #[error("the weights of layer {layer} are {} x {}, expected {} x {}", found.0, found.1, expected.0, expected.1)]
    WeightShape {
        /// Which layer.
        layer: usize,
        /// Taps and outputs of the layer.
        expected: (usize, usize),
        /// Rows and columns found.
        found: (usize, usize),
    },
    /// A stored weight outside -64..=64.
    #[error("weight {index} of layer {layer} is {value}; a weight lies in -64..=64")]
    WeightRange {
        /// Which layer.
        layer: usize,
        /// Where in it, in k * n_out + out.
        index: usize,
        /// What stands there.
        value: i8,
    },
    /// Parameters of a normaliser that is not there, or none of one that is.
    #[error("layer {layer}: parameters of a normaliser are {}", if *expected { "missing" } else { "there, but it has none" })]
    NormPresence {
        /// Which layer.
        layer: usize,
        /// Whether it has a normaliser.
        expected: bool,
    },
    /// Parameters of a normaliser out of range, or not one a channel.
    #[error("layer {layer}: {name} {fault}")]
    NormParameters {
        /// Which layer.
        layer: usize,
        /// `gamma`, `beta`, `mean` or `scale`.
        name: &'static str,
        /// What is wrong with it.
        fault: String,
    },
    /// Samples that do not fit the network's input.
    #[error("a sample has {found} values but the network takes {expected}")]
    SampleSize {
        /// Inputs of the network.
        expected: usize,
        /// Values of a sample.
        found: usize,
    },
    /// Not as many labels as samples.
    #[error("there are {samples} samples but {labels} labels")]
    LabelCount {
        /// Samples given.
        samples: usize,
        /// Labels given.
        labels: usize,
    },
    /// A label that is no output of the network.
    #[error("label {index} is {label} but the network has {classes} outputs")]
    LabelRange {
        /// Which label.
        index: usize,
        /// Its value.
        label: u8,
        /// Outputs of the network.
        classes: usize,
    },
    /// A batch of no samples, or of more than exact sums of gradients allow.
    #[error("a batch of {found} samples; a batch has 1..={max}")]
    BatchSize {
        /// Samples in the batch.
        found: usize,
        /// The largest allowed.
        max: usize,
    },
    /// Training over no epochs.
    #[error("training needs at least one epoch")]
    NoEpochs,
    /// A schedule of learning rates that does not cover the epochs.
    #[error("the rate schedule covers {found} epochs of {epochs}")]
    Schedule {
        /// Epochs that it covers.
        found: u64,
        /// Epochs of the training.
        epochs: u32,
    },
    /// More steps than random numbers have places for.
    #[error("{steps} training steps; there are at most 2^32 - 1")]
    TooManySteps {
        /// Steps of the whole training.
        steps: u64,
    },
    /// A place beyond the end of the training.
    #[error("step {step} of a training of {steps}")]
    StepRange {
        /// Steps done.
        step: u32,
        /// Steps of the whole training.
        steps: u32,
    },
    /// An epoch after the last.
    #[error("all {epochs} epochs of this training are done")]
    Finished {
        /// Epochs of the whole training.
        epochs: u32,
    },
}
