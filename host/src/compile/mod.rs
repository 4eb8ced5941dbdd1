//! The network compiler: a network, a configuration and a batch to a memory plan, a program of the core, and packets.
//!
//! Images lie on the array's rows, a group of N at a time; a batch is several groups. [`plan`] places everything in the
//! configuration's memories, [`emit`] writes the program, [`packets`] what goes over the link. A layer is compiled as its
//! [`geometry`] says: each is a convolution.

pub mod emit;
pub mod geometry;
pub mod packets;
pub mod plan;
mod print;
#[cfg(test)]
mod refusals;
mod result;
#[cfg(test)]
mod tests;

pub use emit::Program;
pub use plan::{Plan, Purpose, Usage};
pub use result::StepResult;

use golden::core::program::AssembleError;
use golden::core::Config;
use golden::learn::wage::Architecture;

/// Why a network does not run on a configuration.
#[derive(Debug, Clone, thiserror::Error, PartialEq, Eq)]
pub enum CompileError {
    /// Memories of the configuration are too small.
    #[error(
        "network {net}{} does not fit configuration {config}: {}{}",
        batch.map_or(String::new(), |b| format!(" at batch {b}")),
        shortages(short),
        advice(*batch, *largest)
    )]
    TooLarge {
        /// The network.
        net: String,
        /// The configuration.
        config: &'static str,
        /// The batch of a training.
        batch: Option<usize>,
        /// The memories that are too small.
        short: Vec<Usage>,
        /// The largest batch that fits.
        largest: Option<usize>,
    },
    /// The configuration lacks a function.
    #[error(
        "configuration {config} cannot {what}: it has not been built in; expected another, as base or large"
    )]
    NotBuiltIn {
        /// The configuration.
        config: &'static str,
        /// What it cannot.
        what: &'static str,
    },
    /// The configuration has no normaliser for a network with one.
    #[error("configuration {config} has no normaliser, and network {net} has layers with one: expected base, large or --on golden")]
    NoNormaliser {
        /// The network.
        net: String,
        /// The configuration.
        config: &'static str,
    },
    /// No batch, or one whose sums would not be exact.
    #[error("a batch of {batch}, expected 1 to {most}")]
    Batch {
        /// Images of the batch.
        batch: usize,
        /// Most images of one.
        most: usize,
    },
    /// A sum might leave its 32 bits.
    #[error("layer {layer}: sums of the {product} product reach {bound}, expected less than 2^31")]
    Sum {
        /// The layer.
        layer: usize,
        /// forward, transposed or gradient.
        product: &'static str,
        /// The largest magnitude.
        bound: u128,
    },
    /// The program cannot be assembled.
    #[error(transparent)]
    Assemble(#[from] AssembleError),
}

fn shortages(short: &[Usage]) -> String {
    let each = short.iter().map(|u| {
        format!(
            "memory {} needs {} addresses, has {}",
            u.memory, u.needed, u.available
        )
    });
    each.collect::<Vec<_>>().join("; ")
}

fn advice(batch: Option<usize>, largest: Option<usize>) -> String {
    match (batch, largest) {
        (None, _) => String::new(),
        (_, Some(largest)) => format!("; the largest batch that fits is {largest}"),
        (_, None) => "; no batch fits".to_owned(),
    }
}

/// A network compiled for a configuration.
#[derive(Debug, Clone)]
pub struct Compiled {
    /// Where everything lies.
    pub plan: Plan,
    /// The program.
    pub program: Program,
    /// Images of each kind of batch: the full one, then, if there is one, the short last one.
    pub batches: Vec<usize>,
}

impl Compiled {
    /// Compiles training steps on batches of `batch` images, and on short ones of `last` where the data end with one.
    ///
    /// # Errors
    /// [`CompileError`]; where a smaller batch would compile, [`CompileError::TooLarge`] knows the largest.
    pub fn training(
        net: &str,
        architecture: &Architecture,
        config: Config,
        batch: usize,
        last: Option<usize>,
    ) -> Result<Compiled, CompileError> {
        let steps = |batch, last| Compiled::steps(net, architecture, config, batch, last);
        let mut compiled = steps(batch, last);
        if let Err(CompileError::TooLarge { largest, .. }) = &mut compiled {
            // Memories alone are not all: the program must fit as well.
            let bound = largest.map_or(batch, |largest| largest + 1);
            let short = |batch| last.and((batch > 1).then_some(1));
            *largest = plan::largest(bound, |batch| steps(batch, short(batch)).is_ok());
        }
        compiled
    }

    fn steps(
        net: &str,
        architecture: &Architecture,
        config: Config,
        batch: usize,
        last: Option<usize>,
    ) -> Result<Compiled, CompileError> {
        let plan = Plan::new(net, architecture, config, Purpose::Training { batch })?;
        let batches: Vec<usize> = std::iter::once(batch).chain(last).collect();
        let zeros = plan.zeros.unwrap_or(0);
        let program = emit::training(&plan.layers, plan.inputs.len(), config.size, &batches, zeros)?;
        Compiled::new(net, plan, program, batches, Some(batch))
    }

    /// Compiles inference in groups of N images.
    ///
    /// # Errors
    /// [`CompileError`].
    pub fn inference(
        net: &str,
        architecture: &Architecture,
        config: Config,
    ) -> Result<Compiled, CompileError> {
        let plan = Plan::new(net, architecture, config, Purpose::Inference)?;
        let samples = config.norm_samples();
        let program = emit::inference(&plan.layers, plan.inputs.len(), config.size, samples)?;
        Compiled::new(net, plan, program, vec![config.size], None)
    }

    fn new(
        net: &str,
        mut plan: Plan,
        program: Program,
        batches: Vec<usize>,
        batch: Option<usize>,
    ) -> Result<Compiled, CompileError> {
        let usage = Usage {
            memory: "P",
            needed: program.words.len(),
            available: plan.config.p_depth(),
        };
        if usage.needed > usage.available {
            return Err(CompileError::TooLarge {
                net: net.to_owned(),
                config: plan.config.name,
                batch,
                short: vec![usage],
                largest: None,
            });
        }
        plan.memories.push(usage);
        Ok(Compiled {
            plan,
            program,
            batches,
        })
    }

    /// Outputs of the network.
    pub fn outputs(&self) -> usize {
        self.plan.layers.last().map_or(0, |layer| layer.geometry.outputs)
    }
}
