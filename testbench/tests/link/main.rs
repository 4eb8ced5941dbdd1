//! The link's RTL against independent implementations of the same standards, and against a client that misbehaves.
//!
//! Random tests print their seed; `SIGNUM_SEED=... cargo test` runs them from it.

mod blocks;
mod board;
mod delivery;
mod faults;
mod life;
mod line;
mod random;
mod window;
mod wire;
mod words;

use golden::link::SLOTS;
use testbench::models::LinkModel;
