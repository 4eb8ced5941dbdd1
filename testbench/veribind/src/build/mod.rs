//! The build-time half: Verilog in, static libraries and a Rust source file out.

mod batch;
mod compile;
mod error;
mod harness;
mod memories;
mod ports;
mod shim;
mod store;
mod tool;
mod verilate;

pub use batch::{fst_available, Batch, Built};
pub use error::Error;
pub use tool::{Verilator, Version, OLDEST, VARIABLES};
pub use verilate::{Generated, Verilate};

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::Mutex;

/// Trace code in the model. It costs a third of the speed even when idle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Trace {
    /// None: `trace_window` is an error.
    #[default]
    None,
    /// Value change dump.
    Vcd,
    /// GTKWave's fast signal trace; needs zlib.
    Fst,
}

/// What registers and memories without an initial value hold at first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Initial {
    /// Whatever is fastest (`--x-assign fast --x-initial fast`): zeros, mostly.
    #[default]
    Fast,
    /// Random, from the seed of the instance (`unique`): finds what depends on a missing reset.
    Random,
}

/// Maps over `items` on all processors (or cargo's `NUM_JOBS`), results in order; the first error wins.
fn in_parallel<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(&T) -> Result<R, Error> + Sync,
) -> Result<Vec<R>, Error> {
    let jobs = std::env::var("NUM_JOBS").ok().and_then(|jobs| jobs.parse().ok());
    let jobs = jobs.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
    let next = AtomicUsize::new(0);
    let results: Mutex<Vec<(usize, Result<R, Error>)>> = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..jobs.clamp(1, items.len().max(1)) {
            scope.spawn(|| loop {
                let i = next.fetch_add(1, Ordering::Relaxed);
                let Some(item) = items.get(i) else { return };
                let result = work(item);
                if result.is_err() {
                    // No new work: the build fails anyway.
                    next.store(items.len(), Ordering::Relaxed);
                }
                results
                    .lock()
                    .unwrap_or_else(|poisoned| poisoned.into_inner())
                    .push((i, result));
            });
        }
    });
    let mut results = results
        .into_inner()
        .unwrap_or_else(|poisoned| poisoned.into_inner());
    results.sort_by_key(|(i, _)| *i);
    results.into_iter().map(|(_, result)| result).collect()
}
