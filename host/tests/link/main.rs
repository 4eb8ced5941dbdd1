//! The client of the link against the RTL of the link, over lines good and bad.
//!
//! Random tests print their seed; `SIGNUM_SEED=... cargo test` runs them from it.

mod core;
mod echo;
mod noise;
mod opening;
mod terminal;

use std::time::Duration;

/// A deadline that a sound link meets even on a busy machine.
pub const DEADLINE: Duration = Duration::from_secs(60);
