//! A running `signum board`.

use crate::run::text;
use nix::sys::signal::Signal;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A simulated board, stopped when dropped.
pub struct Board(Child);

impl Board {
    /// Starts a serial board and waits until it says that it can be reached.
    pub fn serial(path: &Path) -> (Board, serde_json::Value) {
        Board::start(&["--pty", text(path)])
    }

    /// Starts a PCIe board and waits until it says that it can be reached.
    pub fn pcie(prefix: &Path, more: &[&str]) -> (Board, serde_json::Value) {
        Board::start(&[&["--pcie", text(prefix)], more].concat())
    }

    fn start(arguments: &[&str]) -> (Board, serde_json::Value) {
        let mut child = Command::new(env!("CARGO_BIN_EXE_signum"))
            .args(["board", "--json"])
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        (Board(child), serde_json::from_str(&line).unwrap())
    }

    /// Ends it without a good-bye.
    pub fn kill(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }

    pub fn signal(&self, signal: Signal) {
        let id = nix::unistd::Pid::from_raw(self.0.id() as i32);
        nix::sys::signal::kill(id, signal).unwrap();
    }

    /// Sends SIGTERM and gives the exit status.
    pub fn stop(&mut self) -> Option<i32> {
        self.signal(Signal::SIGTERM);
        self.0.wait().unwrap().code()
    }
}

impl Drop for Board {
    fn drop(&mut self) {
        // It may have been stopped before.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
