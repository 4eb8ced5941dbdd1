//! The training core's RTL against the golden engine: the same packets in, the same packets out.

mod pair;
mod programs;
mod random;
mod space;

mod bad;
mod bounds;
mod buffers;
mod flips;
mod ledger;
mod reading;
mod requantise;
mod resets;
mod timing;
mod widest;
mod words;
