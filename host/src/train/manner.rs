//! How a training is run: on what, checked or not, and where its files go. Nothing of it changes the weights.

use crate::cli::{Target, TrainArgs};
use crate::failure::Failure;
use golden::core::Config;
use std::path::PathBuf;

/// What decides how a training is run, by arguments or from a checkpoint, but not what it learns; that is
/// [`Setup`](super::setup::Setup).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manner {
    /// The device.
    pub on: Target,
    /// Configuration of the simulated core, or of the golden engine that `--check` runs the core's program in; none where
    /// there is no such core, or where it is still to be chosen.
    pub config: Option<Config>,
    /// Whether the golden model takes every step as well.
    pub check: bool,
    /// Batches between two checkpoints; by time where there is none.
    pub checkpoint_every: Option<u32>,
    /// Where the weights go in the end.
    pub out: Option<PathBuf>,
    /// Where the learning curves go.
    pub curves: Option<PathBuf>,
}

impl Manner {
    /// What the arguments say and, where they say nothing, what was `kept` in the checkpoint that the training goes on
    /// from.
    ///
    /// # Errors
    /// [`Failure::Input`] for a configuration where no core is simulated.
    pub fn new(args: &TrainArgs, kept: Option<&Manner>) -> Result<Self, Failure> {
        let on = args.on.clone().or_else(|| Some(kept?.on.clone()));
        let on = on.unwrap_or(Target::Golden);
        let check = args.check.or(kept.map(|kept| kept.check)).unwrap_or(false);
        let has_core = on == Target::Sim || (on == Target::Golden && check);
        if args.config.is_some() && !has_core {
            return Err(Failure::input(
                "--config chooses the core of a simulation, expected --on sim, or --on golden --check, with it",
            ));
        }
        let config = args.config.or_else(|| kept?.config);
        Ok(Manner {
            config: config.filter(|_| has_core),
            on,
            check,
            checkpoint_every: args.checkpoint_every.or_else(|| kept?.checkpoint_every),
            out: args.out.clone().or_else(|| kept?.out.clone()),
            curves: args.curves.clone().or_else(|| kept?.curves.clone()),
        })
    }
}
