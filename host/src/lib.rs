//! The host side of Signum, and the program `signum`.
//!
//! The program reads networks, data sets and weights, runs them on a device (the golden model, the
//! simulated board, a board behind a serial port or PCIe) and reports. Its commands and exit statuses are a fixed
//! contract: 0 done, 1 the work failed, 2 bad input or arguments with one message on standard error and
//! nothing on standard output.
//!
//! | module | subject |
//! |---|---|
//! | [`cli`] | the arguments |
//! | [`commands`] | one file per command |
//! | [`data`] | data sets: IDX files, where they lie, pixel codes |
//! | [`weights`] | weights in safetensors files |
//! | [`net`] | the network notation `784-256-10` |
//! | [`compile`] | a network to a memory plan and a program of the core |
//! | [`device`], [`session`] | whatever runs programs, and a conversation with it |
//! | [`reconnect`] | a board that was lost, and asked for again |
//! | [`link`] | packets over a serial line |
//! | [`pcie`] | packets over a PCIe card's two streams |
//! | [`pty`], [`pipes`] | the ends that a simulated board serves |
//! | [`train`] | training: settings, learners, checkpoints, curves |
//! | [`compare`] | L1 against L2 in silicon, by the flow of open tools |
//! | [`reproduce`] | the experiments of papers |
//! | [`eval`] | single units run on JSON |
//! | [`failure`], [`output`], [`progress`], [`files`], [`interrupt`] | how commands end, print, show progress, write files, are stopped |

pub mod boards;
pub mod cli;
pub mod commands;
pub mod compare;
pub mod compile;
pub mod data;
pub mod device;
pub mod eval;
pub mod failure;
pub mod files;
pub mod interrupt;
pub mod link;
pub mod net;
pub mod output;
pub mod pcie;
pub mod pipes;
pub mod progress;
pub mod pty;
pub mod reconnect;
pub mod reproduce;
pub mod session;
pub mod train;
pub mod weights;

use failure::Failure;
use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

/// Runs the program on the arguments `args` (the first is the program's name) and gives its exit status.
pub fn run(args: Vec<OsString>) -> ExitCode {
    match cli::parse(args).and_then(commands::run) {
        Ok(()) => ExitCode::SUCCESS,
        // The reader of standard output has seen enough (`signum ... | head -1`): not an error.
        Err(Failure::Closed) => ExitCode::SUCCESS,
        Err(failure) => {
            // Standard error may be closed too; there is then nobody left to tell.
            let _ = writeln!(std::io::stderr(), "signum: {}", failure.one_line());
            failure.exit_code()
        }
    }
}
