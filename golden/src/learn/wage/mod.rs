//! Training in integers alone, by the WAGE rule (S. Wu, G. Li, F. Chen, L. Shi, "Training and Inference with Integers in
//! Deep Neural Networks", ICLR 2018, arXiv:1802.04680), of dense layers, convolutions and pools, with or without the
//! normalisers of [`crate::norm`].
//!
//! Every function is exact and gives the same bits whatever the number of threads: sums are exact integers, and each
//! element is computed by one thread from the same inputs. The blocks are those of [`crate::wage`] and [`crate::norm`], the
//! products those of [`crate::kernels`]; what is here adds their order, and rows of elements that vectorise.
//!
//! Every layer is a convolution, see [`Layer`]. One training step on a batch, W `[k][out]`, with sums over the positions
//! of a map wherever there are any:
//!
//! ```text
//! forward    acc = mac(a, ternary(W)), pooled: the first largest of 4
//!            none:  a' = activate(acc, shift, relu on all layers but the last)
//!            norm:  x = sat16(acc); y = forward(x), running mu and s move; a' = sat(RHE(y * 2^5)) = activate(y, 3, relu)
//! loss       e = a' - 128 at the true class, a' elsewhere
//! backward   e = 0 where |acc| > 127 * 2^shift, norm: |RHE(y * 2^5)| > 127;  q = error(e) over the whole batch
//!            q = 0 where acc <= 0, norm: y <= 0 (not on the last layer)
//!            norm:  dx, dgamma, dbeta = backward(x, q);  q = error(dx) over all channels
//!            pool:  q at the place that won, 0 elsewhere
//!            e of the layer below = ternary(W) q, with the weights of the forward pass
//! gradient   g = sum over the batch of a q
//! update     W = update(W, g, rate, random(seed, step, layer, k * n_out + out)), all layers after the propagation
//!            gamma, beta likewise by dgamma, dbeta, random(seed, step, 256 or 512 + layer, channel), within their bounds
//! ```
//!
//! An accumulator beyond int16 is cut without a mask: the error passes it as if it had not been.

mod architecture;
mod batches;
mod elementwise;
mod error;
mod evaluate;
mod forward;
mod network;
mod norm_rows;
mod normalise;
mod parameters;
mod report;
mod schedule;
mod step;
mod train;

pub use architecture::{Architecture, Layer, Shape, Stage, BATCH_MAX, SIZE_MAX, SUM_MAX};
pub use batches::{Batches, Lesson, Settings};
pub use error::{ArchitectureError, LearnError};
pub use evaluate::{first_maximum, Evaluation};
pub use forward::Output;
pub use network::{input_code, Network};
pub use normalise::{LAYER_BETA, LAYER_GAMMA};
pub use parameters::{NormParameters, Parameters};
pub use report::{LayerReport, Report};
pub use schedule::{order, rate_log2, Schedule};
pub use step::Batch;
pub use train::{Progress, Trainer};
