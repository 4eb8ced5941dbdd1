//! A training and a prediction over a line that spoils, loses and delays bytes, is cut for a while, and has a board behind it that is reset.

use crate::run::{data_set, signum, text};
use host::pty::{Pty, SerialBoard};
use std::collections::VecDeque;
use std::io::Write;
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use testbench::random::Rng;

/// Of each kind of fault there is one in so many bytes, each way.
const BYTES_A_FAULT: usize = 5_000;
/// Turns of the board, of a millisecond or two, for which a late byte holds up the line.
const LATE: u32 = 30;
/// How long the line is cut.
const CUT: Duration = Duration::from_millis(500);

/// What was done to the line.
#[derive(Default)]
struct Done {
    bytes: AtomicU64,
    faults: AtomicU64,
    resets: AtomicU64,
}

/// One direction of the line.
struct Way {
    rng: Rng,
    held: VecDeque<u8>,
    late: u32,
    done: Arc<Done>,
}

impl Way {
    fn new(seed: u64, done: &Arc<Done>) -> Way {
        Way {
            rng: Rng::new(seed),
            held: VecDeque::new(),
            late: 0,
            done: done.clone(),
        }
    }

    /// Takes bytes in, and gives what comes out at the other end.
    fn pass(&mut self, bytes: impl IntoIterator<Item = u8>, cut: bool) -> Vec<u8> {
        for byte in bytes {
            self.done.bytes.fetch_add(1, Ordering::Relaxed);
            if cut {
                continue;
            }
            let (kind, at) = (self.rng.size(0..=BYTES_A_FAULT - 1), self.rng.size(0..=7));
            self.done.faults.fetch_add((kind < 5).into(), Ordering::Relaxed);
            match kind {
                0 => self.held.push_back(byte ^ 1 << at),
                1 => {}
                2 => self.held.extend([byte, byte]),
                3 => self.held.extend([self.rng.bits() as u8, byte]),
                _ => self.held.push_back(byte),
            }
            if kind == 4 {
                self.late = LATE;
            }
        }
        self.late = self.late.saturating_sub(1);
        match self.late {
            0 => self.held.drain(..).collect(),
            _ => Vec::new(),
        }
    }
}

/// A board behind a bad line.
struct Faulty {
    board: testbench::board::SerialBoard,
    to: Way,
    from: Way,
    /// Bytes on the board's side of the line that it has not taken.
    near: VecDeque<u8>,
    /// Byte counts at which the line is cut, and at which the board is reset.
    cuts: Vec<u64>,
    resets: Vec<u64>,
    cut: Option<Instant>,
    done: Arc<Done>,
}

impl SerialBoard for Faulty {
    fn turn(&mut self, to_board: &mut VecDeque<u8>, from_board: &mut Vec<u8>) -> bool {
        let bytes = self.done.bytes.load(Ordering::Relaxed);
        let due = |at: &mut Vec<u64>| at.last().is_some_and(|at| bytes >= *at) && at.pop().is_some();
        if due(&mut self.cuts) {
            self.cut = Some(Instant::now());
        }
        if due(&mut self.resets) {
            self.board = testbench::board::SerialBoard::new();
            self.done.resets.fetch_add(1, Ordering::Relaxed);
        }
        let cut = self.cut.is_some_and(|since| since.elapsed() < CUT);
        self.near.extend(self.to.pass(to_board.drain(..), cut));
        let mut answers = Vec::new();
        let moved = self.board.turn(&mut self.near, &mut answers);
        from_board.extend(self.from.pass(answers, cut));
        moved || cut || !self.near.is_empty() || self.to.late + self.from.late > 0
    }
}

/// A board behind a bad line at a pseudo-terminal, until dropped.
struct Line {
    stop: UnixStream,
    thread: Option<JoinHandle<()>>,
    done: Arc<Done>,
}

impl Line {
    /// Serves at `pty`; `cuts` and `resets` are counts of bytes, the largest first.
    fn start(pty: &Path, cuts: &[u64], resets: &[u64]) -> Line {
        let done = Arc::new(Done::default());
        let seed = std::env::var("SIGNUM_SEED").map_or(7, |text| text.parse().unwrap());
        println!("SIGNUM_SEED={seed}");
        let terminal = Pty::create(pty).unwrap_or_else(|failure| panic!("{}", failure.one_line()));
        let (stop, stopped) = UnixStream::pair().unwrap();
        let (counted, cuts, resets) = (done.clone(), cuts.to_vec(), resets.to_vec());
        let thread = std::thread::spawn(move || {
            let mut faulty = Faulty {
                board: testbench::board::SerialBoard::new(),
                to: Way::new(seed, &counted),
                from: Way::new(seed ^ 1, &counted),
                near: VecDeque::new(),
                cuts,
                resets,
                cut: None,
                done: counted,
            };
            let served = terminal.serve(&mut faulty, stopped.as_fd());
            served.unwrap_or_else(|failure| panic!("{}", failure.one_line()));
        });
        Line {
            stop,
            thread: Some(thread),
            done,
        }
    }

    /// Ends it; bytes, faults and resets that there were.
    fn end(mut self) -> (u64, u64, u64) {
        self.stop.write_all(&[0]).unwrap();
        self.thread.take().unwrap().join().unwrap();
        let count = |what: &AtomicU64| what.load(Ordering::Relaxed);
        let found = (
            count(&self.done.bytes),
            count(&self.done.faults),
            count(&self.done.resets),
        );
        println!("{} bytes, {} faults, {} resets", found.0, found.1, found.2);
        found
    }
}

#[test]
fn a_line_with_faults_of_every_kind_trains_as_golden_does_or_says_why_not() {
    let folder = tempfile::tempdir().unwrap();
    data_set(folder.path(), 33);
    let (data, pty) = (text(folder.path()), folder.path().join("board"));
    let (by_golden, by_board) = (folder.path().join("golden"), folder.path().join("board.w"));
    let settings = |out| {
        let net = [
            "train", "--net", "8-12-4", "--norm", "l1", "--data", data, "--json",
        ];
        [&net[..], &["--epochs", "12", "--batch", "16", "--out", text(out)]].concat()
    };
    signum(&settings(&by_golden)).json();

    let line = Line::start(&pty, &[45_000, 15_000], &[30_000]);
    let on = format!("serial:{}", pty.display());
    let run = signum(&[&settings(&by_board)[..], &["--on", &on, "--check"]].concat());
    println!("{}", run.stderr);
    let (bytes, faults, resets) = line.end();
    assert!(bytes > 50_000 && faults > 20);
    assert_eq!(resets, 1);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let check = &report["check"];
    assert_eq!(
        (&check["batches"], &check["difference"]),
        (&36.into(), &serde_json::Value::Null)
    );
    // by the reset alone: whatever else was lost came again without a new beginning
    assert_eq!(report["reconnected"], 1, "{report}");
    assert_eq!(
        std::fs::read(&by_board).unwrap(),
        std::fs::read(&by_golden).unwrap()
    );
}

#[test]
fn a_line_with_faults_of_every_kind_predicts_as_golden_does() {
    let folder = tempfile::tempdir().unwrap();
    data_set(folder.path(), 1_000);
    let (data, pty) = (text(folder.path()), folder.path().join("board"));
    let weights = folder.path().join("w");
    let train = [
        "train", "--net", "8-12-4", "--data", data, "--epochs", "1", "--json",
    ];
    signum(&[&train[..], &["--out", text(&weights)]].concat()).json();
    let infer = ["infer", "--weights", text(&weights), "--data", data, "--json"];
    let golden = signum(&infer).json();

    let line = Line::start(&pty, &[20_000, 12_000], &[16_000]);
    let on = format!("serial:{}", pty.display());
    let run = signum(&[&infer[..], &["--on", &on]].concat());
    println!("{}", run.stderr);
    let (bytes, faults, resets) = line.end();
    assert!(bytes > 20_000 && faults > 10);
    assert_eq!(resets, 1);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(report["predictions"], golden["predictions"]);
    // by the reset alone, of which the images that were done are kept
    assert_eq!(report["reconnected"], 1, "{report}");
    assert!(run.stderr.contains("of 1000 images have come"), "{}", run.stderr);
}
