//! Runs the program, and builds the files that it reads.

use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What the program did.
pub struct Outcome {
    pub status: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

/// Runs `signum` on `args` with `input` on standard input.
pub fn signum_with(args: &[&str], input: &[u8]) -> Outcome {
    let mut child = Command::new(env!("CARGO_BIN_EXE_signum"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that refuses its arguments may leave before it reads; the broken pipe is then right.
    let _ = child.stdin.take().unwrap().write_all(input);
    let output = child.wait_with_output().unwrap();
    Outcome {
        status: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Runs `signum` on `args`.
pub fn signum(args: &[&str]) -> Outcome {
    signum_with(args, b"")
}

/// The command, ended by Ctrl-C even where the tests run in the background of a shell, which ignores it for them.
pub fn interruptible(mut command: Command) -> Command {
    use nix::sys::signal::{signal, SigHandler, Signal};
    use std::os::unix::process::CommandExt;
    let heed = || {
        for name in [Signal::SIGINT, Signal::SIGTERM, Signal::SIGHUP] {
            // SAFETY: no handler of ours is put in place.
            unsafe { signal(name, SigHandler::SigDfl) }?;
        }
        Ok(())
    };
    // SAFETY: between fork and exec only async-signal-safe calls are allowed; `sigaction` is.
    unsafe {
        command.pre_exec(heed);
    }
    command
}

impl Outcome {
    /// The one JSON object of a run that succeeded in silence.
    #[track_caller]
    pub fn json(&self) -> Value {
        assert_eq!(self.status, Some(0), "{}", self.stderr);
        assert_eq!(self.stderr, "");
        assert_eq!(self.stdout.lines().count(), 1, "{}", self.stdout);
        let value: Value = serde_json::from_str(&self.stdout).unwrap();
        assert!(value.is_object(), "{value}");
        value
    }

    /// Holds a refusal to the contract: status 2, nothing on standard output, one line on standard error
    /// that contains all of `parts`.
    #[track_caller]
    pub fn refused(&self, parts: &[&str]) {
        assert_eq!(
            self.status,
            Some(2),
            "stdout {:?}, stderr {:?}",
            self.stdout,
            self.stderr
        );
        assert_eq!(self.stdout, "");
        assert_eq!(self.stderr.lines().count(), 1, "{:?}", self.stderr);
        assert!(
            self.stderr.starts_with("signum: ") && self.stderr.ends_with('\n'),
            "{:?}",
            self.stderr
        );
        for part in parts {
            assert!(self.stderr.contains(part), "{part:?} is not in {:?}", self.stderr);
        }
    }
}

/// The bytes of an IDX file with this magic number and these sizes.
pub fn idx(magic: u32, sizes: &[u32], body: &[u8]) -> Vec<u8> {
    let mut bytes = magic.to_be_bytes().to_vec();
    bytes.extend(sizes.iter().flat_map(|size| size.to_be_bytes()));
    bytes.extend(body);
    bytes
}

pub const IMAGES: u32 = 0x803;
pub const LABELS: u32 = 0x801;

/// Classes of the made-up data set, and pixels of its images of 2 x 4.
pub const CLASSES: usize = 4;
pub const PIXELS: usize = 8;

/// A folder of IDX files with `count` images in either part: class c lights the pixels 2c and 2c + 1, the others
/// carry a little noise.
pub fn data_set(folder: &Path, count: usize) {
    for (part, salt) in [("train", 1), ("t10k", 2)] {
        let (mut pixels, mut labels) = (Vec::new(), Vec::new());
        for i in 0..count {
            let class = (i * 7 + i / 5 + salt) % CLASSES;
            labels.push(class as u8);
            pixels.extend((0..PIXELS).map(|p| {
                let noise = (i * 31 + p * 17 + salt * 5) % 40;
                (if p / 2 == class { 200 + noise } else { noise }) as u8
            }));
        }
        let write = |name: &str, bytes: Vec<u8>| {
            std::fs::write(folder.join(format!("{part}-{name}-ubyte")), bytes).unwrap()
        };
        write("images-idx3", idx(IMAGES, &[count as u32, 2, 4], &pixels));
        write("labels-idx1", idx(LABELS, &[count as u32], &labels));
    }
}

/// A path as an argument.
pub fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// A copy of the program in `folder`, written by another program: what this one writes itself may still be open in a child
/// that another test starts, and is busy then.
pub fn copy_of_signum(folder: &Path) -> PathBuf {
    let copy = folder.join("signum");
    let copied = Command::new("cp")
        .args([Path::new(env!("CARGO_BIN_EXE_signum")), &copy])
        .status();
    assert!(copied.unwrap().success());
    copy
}
