//! Training: settings, learners, checkpoints, curves.

pub mod curves;
