//! The program from outside: what it prints, where, and how it exits.

mod arguments;
mod board;
mod boards;
mod checkpoints;
mod compare;
mod curves;
mod data;
mod eval;
mod eval_refusals;
mod faults;
mod generate;
mod pcie;
mod ports;
mod reconnect;
mod reproduce;
mod run;
mod serial;
mod train_infer;
mod train_sim;
mod weights;
