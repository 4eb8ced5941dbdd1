//! The simulated board behind a pseudo-terminal, reached as a serial port.

use crate::run::{data_set, signum, text};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A running `signum board`, stopped when dropped.
struct Board(Child);

impl Board {
    /// Starts the board and waits until it says that it can be reached.
    fn start(path: &Path) -> (Board, serde_json::Value) {
        let mut child = Command::new(env!("CARGO_BIN_EXE_signum"))
            .args(["board", "--json", "--pty", text(path)])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        (Board(child), serde_json::from_str(&line).unwrap())
    }

    /// Sends SIGTERM and gives the exit status.
    fn stop(&mut self) -> Option<i32> {
        let id = nix::unistd::Pid::from_raw(self.0.id() as i32);
        nix::sys::signal::kill(id, nix::sys::signal::Signal::SIGTERM).unwrap();
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

#[test]
fn a_serial_board_predicts_as_golden_does_for_one_client_after_another() {
    let folder = tempfile::tempdir().unwrap();
    data_set(folder.path(), 40);
    let weights = folder.path().join("w.safetensors");
    let data = text(folder.path());
    signum(&[
        "train",
        "--net",
        "8-20-4",
        "--data",
        data,
        "--epochs",
        "2",
        "--out",
        text(&weights),
        "--json",
    ])
    .json();
    let infer = |on: &str| {
        signum(&[
            "infer",
            "--weights",
            text(&weights),
            "--data",
            data,
            "--on",
            on,
            "--json",
        ])
    };
    let golden = infer("golden").json();

    let pty = folder.path().join("board");
    let (mut board, said) = Board::start(&pty);
    assert_eq!(said["config"], "base");
    for _ in 0..2 {
        let serial = infer(&format!("serial:{}", pty.display())).json();
        assert_eq!(serial["predictions"], golden["predictions"]);
        assert_eq!(serial["total"], 40);
        assert!(serial["cycles"].as_u64().unwrap() > 0);
    }
    assert_eq!(board.stop(), Some(0));
    assert!(!pty.is_symlink(), "the board left its name behind");
    assert_eq!(infer("sim").json()["predictions"], golden["predictions"]);
}

#[test]
fn a_port_without_a_board_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    data_set(folder.path(), 10);
    let weights = folder.path().join("w.safetensors");
    let data = text(folder.path());
    signum(&[
        "train",
        "--net",
        "8-4",
        "--data",
        data,
        "--epochs",
        "1",
        "--out",
        text(&weights),
        "--json",
    ])
    .json();
    let infer = |port: &Path| {
        let on = format!("serial:{}", port.display());
        signum(&["infer", "--weights", text(&weights), "--data", data, "--on", &on])
    };
    let nowhere = folder.path().join("nowhere");
    infer(&nowhere).refused(&[text(&nowhere), "cannot open"]);
    infer(&weights).refused(&[text(&weights), "cannot open"]);

    // A terminal that nobody serves.
    let pair = nix::pty::openpty(None, None).unwrap();
    let name = nix::unistd::ttyname(&pair.slave).unwrap();
    let start = Instant::now();
    infer(&name).refused(&[text(&name), "no board answers", "expected"]);
    assert!(start.elapsed() < Duration::from_secs(15));
}

#[test]
fn a_path_that_is_taken_is_refused() {
    let file = tempfile::NamedTempFile::new().unwrap();
    signum(&["board", "--pty", text(file.path())])
        .refused(&[text(file.path()), "expected a path where nothing is"]);
    signum(&["board", "--pty", "no/such/folder/board"]).refused(&["no/such/folder/board"]);
}

#[test]
fn a_board_that_was_killed_leaves_its_place_to_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let pty = folder.path().join("board");
    let (mut first, _) = Board::start(&pty);
    signum(&["board", "--pty", text(&pty)]).refused(&[text(&pty), "expected a path where nothing is"]);
    first.0.kill().unwrap();
    first.0.wait().unwrap();
    assert!(pty.is_symlink(), "nobody was left to remove it");
    let (mut second, said) = Board::start(&pty);
    assert_eq!(said["pty"], text(&pty));
    assert_eq!(second.stop(), Some(0));
}
