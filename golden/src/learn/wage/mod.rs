//! Training of dense networks in integers alone, by the WAGE rule (S. Wu, G. Li, F. Chen, L. Shi, "Training and
//! Inference with Integers in Deep Neural Networks", ICLR 2018, arXiv:1802.04680), without normalisers.
//!
//! Every function is exact and gives the same bits whatever the number of threads: sums are exact integers, and each
//! element is computed by one thread from the same inputs. The blocks are those of [`crate::wage`]; what is here adds
//! their order and loops that the compiler turns into vector instructions. One training step on a batch:
//!
//! ```text
//! forward    acc = mac(a, ternary(W));  a' = activate(acc, layer_shift(n_in), relu on all layers but the last)
//! loss       e = a' - 128 at the true class, a' elsewhere
//! backward   e = 0 where |acc| > 127 * 2^shift;  q = error(e) over the whole batch;  q = 0 where acc <= 0 (not last)
//!            e of the layer below = ternary(W) q, with the weights of the forward pass
//! gradient   g = sum over the batch of a q
//! update     W = update(W, g, rate, random(seed, step, layer, in * n_out + out)), all layers after the propagation
//! ```

mod elementwise;
mod evaluate;
mod network;
mod products;
mod schedule;
mod step;
mod train;

pub use evaluate::{first_maximum, Evaluation};
pub use network::{input_code, Layer, Network};
pub use schedule::{order, rate_log2};
pub use step::{Batch, Report};
pub use train::{Progress, Settings, Trainer};

/// What training and inference refuse.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LearnError {
    /// Fewer than two layer sizes, or no weights.
    #[error("a network needs an input and at least one layer, and has {found} sizes")]
    TooFewSizes {
        /// Sizes given.
        found: usize,
    },
    /// A layer size of 0 or beyond what the exact sums allow.
    #[error("size {index} of the network is {size}; sizes lie in 1..={max}, and two neighbours multiply to at most 2^32")]
    LayerSize {
        /// Which size.
        index: usize,
        /// Its value.
        size: usize,
        /// The largest allowed.
        max: usize,
    },
    /// The rows of a layer's weights are not the columns of the one before.
    #[error("layer {layer} takes {inputs} inputs but the layer before has {outputs} outputs")]
    LayerChain {
        /// Which layer, from 0.
        layer: usize,
        /// Its inputs.
        inputs: usize,
        /// The outputs of the layer before.
        outputs: usize,
    },
    /// A stored weight outside -64..=64.
    #[error("weight {index} of layer {layer} is {value}; a weight lies in -64..=64")]
    WeightRange {
        /// Which layer, from 0.
        layer: usize,
        /// Where in it, in * n_out + out.
        index: usize,
        /// What stands there.
        value: i8,
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
    /// More steps than random numbers have places for.
    #[error("{steps} training steps; there are at most 2^32 - 1")]
    TooManySteps {
        /// Steps of the whole training.
        steps: u64,
    },
    /// An epoch after the last.
    #[error("all {epochs} epochs of this training are done")]
    Finished {
        /// Epochs of the whole training.
        epochs: u32,
    },
}
