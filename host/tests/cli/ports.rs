//! Serial ports that are not there, not free, not for this user, or no ports; and their speed.

use crate::board::Board;
use crate::run::{copy_of_signum, data_set, signum, text, Outcome};
use std::fs::{set_permissions, Permissions};
use std::io::{BufRead, BufReader};
use std::os::fd::AsRawFd;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A folder with images, and weights for them.
struct Place {
    folder: tempfile::TempDir,
    weights: PathBuf,
}

impl Place {
    fn new() -> Place {
        let folder = tempfile::tempdir().unwrap();
        data_set(folder.path(), 32);
        let weights = folder.path().join("w.safetensors");
        let data = ["--data", text(folder.path()), "--epochs", "1", "--json"];
        signum(&[&["train", "--net", "8-4", "--out", text(&weights)], &data[..]].concat()).json();
        Place { folder, weights }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The arguments of a prediction on `on`.
    fn arguments<'a>(&'a self, on: &'a str) -> Vec<&'a str> {
        let data = ["--data", text(self.path()), "--json"];
        [
            &["infer", "--weights", text(&self.weights), "--on", on],
            &data[..],
        ]
        .concat()
    }

    fn infer(&self, port: &Path) -> Outcome {
        signum(&self.arguments(&format!("serial:{}", port.display())))
    }
}

#[test]
fn a_port_without_a_board_is_refused() {
    let place = Place::new();
    let nowhere = place.path().join("nowhere");
    place.infer(&nowhere).refused(&[
        text(&nowhere),
        "cannot open",
        "No such file",
        "expected one that is there",
    ]);
    let no_line = ["cannot open", "no serial line", "expected one"];
    for path in [&place.weights, Path::new("/dev/null"), place.path()] {
        place.infer(path).refused(&[&[text(path)], &no_line[..]].concat());
    }

    // A terminal that nobody serves.
    let pair = nix::pty::openpty(None, None).unwrap();
    let name = nix::unistd::ttyname(&pair.slave).unwrap();
    let start = Instant::now();
    place
        .infer(&name)
        .refused(&[text(&name), "no board answers", "expected"]);
    assert!(start.elapsed() < Duration::from_secs(15));
}

#[test]
fn a_port_that_another_has_is_refused_until_it_is_free() {
    let place = Place::new();
    let pty = place.path().join("board");
    let (mut board, _) = Board::serial(&pty);
    let on = format!("serial:{}", pty.display());
    let mut first = Command::new(env!("CARGO_BIN_EXE_signum"))
        .args(["train", "--net", "8-4", "--data", text(place.path())])
        .args(["--epochs", "10000", "--on", &on])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // Once it tells of an epoch, the port is its own.
    let mut line = String::new();
    let mut told = BufReader::new(first.stdout.take().unwrap());
    while !line.starts_with("epoch") {
        line.clear();
        assert_ne!(told.read_line(&mut line).unwrap(), 0, "the first program ended");
    }
    place.infer(&pty).refused(&[
        &on,
        "cannot open",
        "in use by another program",
        "expected one that no",
    ]);
    first.kill().unwrap();
    first.wait().unwrap();
    assert_eq!(place.infer(&pty).json()["total"], 32);
    assert_eq!(board.stop(), Some(0));
}

#[test]
fn a_port_that_is_not_for_this_user_is_refused() {
    const NOBODY: u32 = 65_534;
    let place = Place::new();
    let pair = nix::pty::openpty(None, None).unwrap();
    let name = nix::unistd::ttyname(&pair.slave).unwrap();
    set_permissions(&name, Permissions::from_mode(0o000)).unwrap();
    // The superuser may everything: somebody else is asked to try, with a program that they may run.
    let open = |path: &Path| set_permissions(path, Permissions::from_mode(0o755)).unwrap();
    let program = copy_of_signum(place.path());
    open(&program);
    open(place.path());
    let on = format!("serial:{}", name.display());
    let mut command = Command::new(&program);
    command.args(place.arguments(&on)).current_dir(place.path());
    if place.weights.metadata().unwrap().uid() == 0 {
        command.uid(NOBODY).gid(NOBODY);
    }
    let output = match command.output() {
        Ok(output) => output,
        Err(error) => {
            println!("skipped: no program can be run as user {NOBODY} here: {error}");
            return;
        }
    };
    let outcome = Outcome {
        status: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    };
    outcome.refused(&[
        &on,
        "cannot open",
        "permission denied",
        "expected one that this user may",
    ]);
}

/// The speeds that a terminal is set to, in and out.
fn speed(path: &Path) -> (u32, u32) {
    use nix::libc;
    let terminal = std::fs::File::open(path).unwrap();
    // SAFETY: all of it are integers.
    let mut settings: libc::termios2 = unsafe { std::mem::zeroed() };
    // SAFETY: the request writes a termios2, which lives as long as the call.
    let done = unsafe { libc::ioctl(terminal.as_raw_fd(), libc::TCGETS2, &mut settings) };
    assert_eq!(done, 0);
    (settings.c_ispeed, settings.c_ospeed)
}

#[test]
fn a_port_is_opened_at_the_baud_that_it_is_given() {
    let place = Place::new();
    let pty = place.path().join("me@board");
    let (mut board, _) = Board::serial(&pty);
    let at = |baud: u32| format!("serial:{}@{baud}", pty.display());
    // The last one is in no table of the system's.
    for baud in [2_000_000, 115_200, 1_234_567] {
        let report = signum(&place.arguments(&at(baud))).json();
        assert_eq!(speed(&pty), (baud, baud));
        let line = &report["line"];
        assert_eq!(
            (&report["on"], &line["baud"], &line["bytes_per_second"]),
            (&at(baud).into(), &baud.into(), &(f64::from(baud) / 10.0).into())
        );
    }
    for bad in ["fast", "299", ""] {
        let on = format!("serial:{}@{bad}", pty.display());
        signum(&place.arguments(&on)).refused(&[
            "--on",
            &format!("baud \"{bad}\""),
            "expected 300 to 12000000",
        ]);
    }
    // In the name it would be a baud.
    place
        .infer(&pty)
        .refused(&["baud \"board\"", "serial:/dev/ttyUSB0@2000000"]);
    assert_eq!(board.stop(), Some(0));
}
