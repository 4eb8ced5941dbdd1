//! Trainings that are killed, resumed and disturbed.

use crate::run::{data_set, interruptible, signum, text, Outcome};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A network with everything a checkpoint has to keep, over 3 epochs of 19 batches, the last of each short.
const SETTINGS: [&str; 8] = [
    "--net",
    "6C3P-MP2-16-4",
    "--norm",
    "l1",
    "--epochs",
    "3",
    "--batch",
    "16",
];
const IMAGES: usize = 300;
const BATCHES: u64 = 3 * 19;

/// A folder with a data set and the weights that an undisturbed training ends with.
struct Case {
    folder: tempfile::TempDir,
    expected: Vec<u8>,
}

impl Case {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        data_set(folder.path(), IMAGES);
        let case = Case {
            expected: Vec::new(),
            folder,
        };
        let out = case.path("whole.safetensors");
        let report = case.train(&["--out", text(&out), "--json"]).json();
        assert_eq!(report["resumed_at"], 0);
        Case {
            expected: std::fs::read(out).unwrap(),
            ..case
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The arguments of a training from the start.
    fn args<'a>(&'a self, more: &[&'a str]) -> Vec<&'a str> {
        let head = ["train", "--data", text(self.folder.path())];
        [&head[..], &SETTINGS, more].concat()
    }

    fn train(&self, more: &[&str]) -> Outcome {
        signum(&self.args(more))
    }

    /// A checkpoint of a training that was stopped after `batches` batches.
    fn stopped(&self, name: &str, batches: u64) -> PathBuf {
        self.stopped_with(name, batches, &[])
    }

    /// The same of a training with `more` arguments.
    fn stopped_with(&self, name: &str, batches: u64, more: &[&str]) -> PathBuf {
        let path = self.path(name);
        let keeps = ["--checkpoint", text(&path), "--checkpoint-every", "1"];
        let args = self.args(&[&keeps[..], more].concat());
        let mut child = Command::new(env!("CARGO_BIN_EXE_signum"))
            .args(args)
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let start = Instant::now();
        while done(&path).is_none_or(|done| done < batches) {
            assert!(start.elapsed() < Duration::from_secs(120));
            assert!(child.try_wait().unwrap().is_none() || done(&path) == Some(BATCHES));
        }
        // SIGKILL: nothing of the program runs after it.
        child.kill().unwrap();
        child.wait().unwrap();
        path
    }
}

/// The batches that a checkpoint holds; none while there is no file. Panics on one that is not whole.
fn done(path: &Path) -> Option<u64> {
    path.exists().then(|| {
        host::train::checkpoint::Checkpoint::read(path)
            .unwrap()
            .state
            .done
            .into()
    })
}

#[test]
fn a_run_that_is_killed_and_resumed_ends_with_the_same_weights() {
    let case = Case::new();
    let out = case.path("resumed.safetensors");
    // Within the first epoch, at its end, within a later one, and twice.
    for (i, kills) in [&[1][..], &[19], &[30], &[7, 41]].into_iter().enumerate() {
        let path = case.stopped(&format!("{i}.checkpoint"), kills[0]);
        let resume = [
            "train",
            "--resume",
            text(&path),
            "--out",
            text(&out),
            "--checkpoint-every",
            "1",
        ];
        for &batches in &kills[1..] {
            let mut child = Command::new(env!("CARGO_BIN_EXE_signum"))
                .args(resume)
                .stdout(Stdio::null())
                .spawn()
                .unwrap();
            while done(&path).is_some_and(|done| done < batches) && child.try_wait().unwrap().is_none() {}
            child.kill().unwrap();
            child.wait().unwrap();
        }
        let at = done(&path).unwrap();
        assert!(at >= *kills.last().unwrap());
        let report = signum(&[&resume[..], &["--json"]].concat()).json();
        assert_eq!(report["resumed_at"], at);
        assert_eq!(report["epochs"].as_array().unwrap().len(), 3);
        assert_eq!(std::fs::read(&out).unwrap(), case.expected, "killed at {kills:?}");
        std::fs::remove_file(&out).unwrap();
    }
    // Whatever the killed ones were writing is gone.
    let left = std::fs::read_dir(case.folder.path()).unwrap().flatten();
    let left: Vec<_> = left
        .map(|e| e.file_name())
        .filter(|n| n.to_string_lossy().starts_with('.'))
        .collect();
    assert_eq!(left, Vec::<std::ffi::OsString>::new());
}

#[test]
fn a_run_on_a_simulated_core_goes_on_there_with_nothing_said() {
    let case = Case::new();
    let (out, curves) = (case.path("w"), case.path("curves"));
    let manner = ["--on", "sim", "--config", "medium", "--check"];
    let files = ["--out", text(&out), "--curves", text(&curves)];
    let path = case.stopped_with("c", 5, &[&manner[..], &files].concat());
    let (at, other) = (done(&path).unwrap(), case.path("other"));
    std::fs::copy(&path, &other).unwrap();
    assert!(!out.exists());

    let report = signum(&["train", "--resume", text(&path), "--json"]).json();
    assert_eq!(
        (&report["on"], &report["device"]["config"]),
        (&"sim".into(), &"medium".into())
    );
    let check = &report["check"];
    assert_eq!(
        (&check["batches"], &check["difference"]),
        (&(BATCHES - at).into(), &Value::Null)
    );
    assert_eq!(std::fs::read(&out).unwrap(), case.expected);
    assert!(curves.join("curves.svg").exists());
    std::fs::remove_file(&out).unwrap();

    // Elsewhere it ends the same.
    let resume = ["train", "--resume", text(&other), "--json"];
    let elsewhere = ["--on", "golden", "--check=false"];
    let report = signum(&[&resume[..], &elsewhere].concat()).json();
    assert_eq!(
        (&report["on"], &report["check"]),
        (&"golden".into(), &Value::Null)
    );
    assert_eq!(std::fs::read(&out).unwrap(), case.expected);
    // The last word counts: that run was on golden.
    signum(&[&resume[..], &["--config", "base"]].concat()).refused(&["--config", "--on sim"]);
    let report = signum(&[&resume[..], &["--on", "sim", "--config", "base"]].concat()).json();
    assert_eq!(report["device"]["config"], "base");
}

#[test]
fn the_epochs_of_a_resumed_run_are_those_of_an_undisturbed_one() {
    let case = Case::new();
    let whole = case.train(&["--json"]).json();
    let path = case.stopped("c", 25);
    let resumed = signum(&["train", "--resume", text(&path), "--json"]).json();
    for (whole, resumed) in whole["epochs"]
        .as_array()
        .unwrap()
        .iter()
        .zip(resumed["epochs"].as_array().unwrap())
    {
        for name in ["epoch", "rate", "loss", "train_accuracy", "test_accuracy"] {
            assert_eq!(whole[name], resumed[name], "{name}");
        }
    }
}

#[test]
fn a_finished_training_resumes_to_its_end() {
    let case = Case::new();
    let (path, out) = (case.path("c"), case.path("w"));
    // The place of the weights is part of the checkpoint.
    case.train(&["--checkpoint", text(&path), "--out", text(&out), "--json"])
        .json();
    assert_eq!(done(&path), Some(BATCHES));
    assert_eq!(std::fs::read(&out).unwrap(), case.expected);
    std::fs::remove_file(&out).unwrap();
    let report = signum(&["train", "--resume", text(&path), "--json"]).json();
    assert_eq!(report["resumed_at"], BATCHES);
    assert_eq!(std::fs::read(&out).unwrap(), case.expected);
}

#[test]
fn arguments_that_disagree_with_the_checkpoint_are_refused() {
    let case = Case::new();
    let path = case.stopped("c", 2);
    let resume = |more: &[&str]| signum(&[&["train", "--resume", text(&path)], more].concat());
    for (option, other, kept) in [
        ("--net", "8-4", "6C3P-MP2-16-4"),
        ("--data", "mnist", text(case.folder.path())),
        ("--norm", "l2", "l1"),
        ("--seed", "2", "1"),
        ("--epochs", "4", "3"),
        ("--batch", "17", "16"),
        ("--rates", "8x3", "default"),
        ("--limit", "100", "none"),
    ] {
        resume(&[option, other]).refused(&[option, other, kept, "expected the same", text(&path)]);
    }
    // What agrees may be said again.
    let data = ["--data", text(case.folder.path()), "--json"];
    resume(&[&SETTINGS[..], &data].concat()).json();

    // Other images under the same name.
    data_set(case.folder.path(), IMAGES + 1);
    resume(&[]).refused(&["have changed", "301 images", "expected 300 images"]);
}

#[test]
fn damaged_and_foreign_checkpoints_are_refused() {
    let case = Case::new();
    let path = case.stopped("c", 2);
    let whole = std::fs::read(&path).unwrap();
    let bad = case.path("bad");
    let refused = |bytes: &[u8], part: &str| {
        std::fs::write(&bad, bytes).unwrap();
        signum(&["train", "--resume", text(&bad), "--json"]).refused(&[text(&bad), "expected", part]);
    };
    refused(&[], "is no checkpoint");
    refused(&case.expected, "is no checkpoint");
    refused(&whole[..whole.len() - 1], "truncated");
    refused(&whole[..30], "truncated");
    refused(&[&whole[..], &[0]].concat(), "truncated or damaged");
    let mut flipped = whole.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 4;
    refused(&flipped, "checksum");
    signum(&["train", "--resume", text(case.folder.path())]).refused(&["cannot be read"]);
}

/// Runs `signum` where no file may grow beyond `blocks` of 512 bytes, as on a disk that is full.
fn on_a_full_disk(blocks: u64, args: &[&str]) -> Outcome {
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\"");
    let output = Command::new("sh")
        .args(["-c", &script, "sh", env!("CARGO_BIN_EXE_signum")])
        .args(args)
        .output()
        .unwrap();
    Outcome {
        status: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

#[test]
fn an_interrupted_training_leaves_whole_files_and_nothing_else() {
    use nix::sys::signal::{kill, Signal};
    use std::os::unix::process::ExitStatusExt;
    let folder = tempfile::tempdir().unwrap();
    data_set(folder.path(), IMAGES);
    let (path, out) = (folder.path().join("c"), folder.path().join("w"));
    let data = [
        "--net",
        "8-64-4",
        "--data",
        text(folder.path()),
        "--batch",
        "2",
        "--epochs",
        "1000",
    ];
    let files = [
        "--checkpoint",
        text(&path),
        "--checkpoint-every",
        "1",
        "--out",
        text(&out),
    ];
    for (signal, wait) in [Signal::SIGINT, Signal::SIGTERM, Signal::SIGHUP, Signal::SIGINT]
        .into_iter()
        .zip([0, 7, 13, 22])
    {
        let mut train = Command::new(env!("CARGO_BIN_EXE_signum"));
        train
            .args([&["train"], &data[..], &files].concat())
            .stdout(Stdio::null());
        let mut child = interruptible(train).spawn().unwrap();
        let start = Instant::now();
        while !path.exists() {
            assert!(start.elapsed() < Duration::from_secs(60));
        }
        std::thread::sleep(Duration::from_millis(wait));
        kill(nix::unistd::Pid::from_raw(child.id() as i32), signal).unwrap();
        // As everybody expects of a process that was interrupted.
        assert_eq!(child.wait().unwrap().signal(), Some(signal as i32));
        assert!(done(&path).unwrap() >= 1 && !out.exists());
        let entries = std::fs::read_dir(folder.path()).unwrap().flatten();
        let hidden = entries.filter(|e| e.file_name().to_string_lossy().starts_with('.'));
        assert_eq!(hidden.count(), 0, "a temporary file was left behind by {signal}");
        std::fs::remove_file(&path).unwrap();
    }
}

#[test]
fn a_full_disk_stops_the_training_and_leaves_the_older_checkpoint_whole() {
    let case = Case::new();
    let path = case.stopped("c", 5);
    let (older, at) = (std::fs::read(&path).unwrap(), done(&path).unwrap());
    assert!(
        older.len() > 1024,
        "the limit below is to be smaller than a checkpoint"
    );
    let out = case.path("w");
    let resume = [
        "train",
        "--resume",
        text(&path),
        "--out",
        text(&out),
        "--checkpoint-every",
        "1",
    ];
    let outcome = on_a_full_disk(1, &resume);
    assert_eq!(outcome.status, Some(1), "{}", outcome.stderr);
    let next = format!("checkpoint after batch {}", at + 1);
    for part in [
        text(&path),
        "cannot be written",
        "File too large",
        &next,
        &format!("still holds batch {at}"),
    ] {
        assert!(
            outcome.stderr.contains(part),
            "{part:?} is not in {:?}",
            outcome.stderr
        );
    }
    assert_eq!(outcome.stderr.lines().count(), 1, "{:?}", outcome.stderr);
    assert_eq!(std::fs::read(&path).unwrap(), older);
    assert!(!out.exists());
    // With room again it goes on as if nothing had happened.
    signum(&[&resume[..], &["--json"]].concat()).json();
    assert_eq!(std::fs::read(&out).unwrap(), case.expected);

    // A disk that is full from the start leaves nothing half-written behind.
    let first = case.path("first");
    let outcome = on_a_full_disk(
        1,
        &case.args(&["--checkpoint", text(&first), "--checkpoint-every", "1"]),
    );
    assert_eq!(outcome.status, Some(1));
    assert!(
        outcome.stderr.contains("there is no older checkpoint"),
        "{}",
        outcome.stderr
    );
    assert!(!first.exists());
}
