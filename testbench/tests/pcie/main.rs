//! The PCIe port's RTL by itself, between a host and a core that do what a test wants, and the whole board against the
//! golden core.
//!
//! Random tests print their seed; `SIGNUM_SEED=... cargo test` runs them from it.

mod board;
mod faults;
mod port;
mod rig;
