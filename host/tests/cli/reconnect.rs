//! Predictions on a board that is lost in the middle, and comes back.

use crate::board::Board;
use crate::run::{data_set, signum, text};
use serde_json::Value;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Images of the data set: some seconds of either simulated board.
const IMAGES: usize = 6_000;

/// Images, weights for them, and what golden makes of them.
struct Place {
    folder: tempfile::TempDir,
    weights: PathBuf,
    golden: Value,
}

impl Place {
    fn new() -> Place {
        let folder = tempfile::tempdir().unwrap();
        data_set(folder.path(), IMAGES);
        let weights = folder.path().join("w.safetensors");
        let data = text(folder.path());
        let train = [
            "train", "--net", "8-20-4", "--data", data, "--epochs", "1", "--json",
        ];
        signum(&[&train[..], &["--out", text(&weights)]].concat()).json();
        let infer = ["infer", "--weights", text(&weights), "--data", data, "--json"];
        let golden = signum(&infer).json();
        Place {
            folder,
            weights,
            golden,
        }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn start(&self, on: &str, patience: &str) -> Child {
        Command::new(env!("CARGO_BIN_EXE_signum"))
            .args(["infer", "--weights", text(&self.weights), "--check", "--json"])
            .args(["--data", text(self.path()), "--on", on, "--reconnect", patience])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }

    /// A prediction whose board is killed in the middle, twice, and started anew.
    fn survives(&self, on: &str, board: impl Fn() -> Board) {
        let mut running = board();
        let mut infer = self.start(on, "30");
        let mut stderr = BufReader::new(infer.stderr.take().unwrap());
        let mut before = 0;
        // a machine that is busy may bring no results meanwhile: it is given longer then
        let (mut pause, mut times, mut advanced) = (Duration::from_millis(1_200), 0, 0);
        while advanced < 2 {
            std::thread::sleep(pause);
            running.kill();
            let mut note = String::new();
            stderr.read_line(&mut note).unwrap();
            let done = results(&note);
            assert!(
                note.contains(on) && note.contains("the connection failed"),
                "{note:?}"
            );
            assert!(before <= done && done < IMAGES, "{note:?}");
            times += 1;
            if before < done {
                advanced += 1;
            } else {
                pause *= 3;
            }
            before = done;
            running = board();
        }
        let mut more = String::new();
        stderr.read_to_string(&mut more).unwrap();
        let output = infer.wait_with_output().unwrap();
        assert_eq!((output.status.code(), more.as_str()), (Some(0), ""));
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert!(
            report["predictions"] == self.golden["predictions"],
            "other predictions"
        );
        assert_eq!(
            (&report["correct"], &report["reconnected"], &report["cycles"]),
            (&self.golden["correct"], &times.into(), &Value::Null)
        );
        let check = &report["check"];
        assert_eq!(
            (&check["images"], &check["difference"]),
            (&report["total"], &Value::Null)
        );
        assert!(
            report["line"]["images_per_second"].as_f64().unwrap() > 0.0,
            "{}",
            report["line"]
        );
        assert_eq!(running.stop(), Some(0));
    }

    /// A prediction whose board is killed in the middle and does not come back.
    fn gives_up(&self, on: &str, board: impl Fn() -> Board, patience: &str, why: &str) {
        let mut pause = Duration::from_millis(1_200);
        loop {
            let mut running = board();
            let infer = self.start(on, patience);
            std::thread::sleep(pause);
            running.kill();
            let output = infer.wait_with_output().unwrap();
            let said = String::from_utf8(output.stderr).unwrap();
            assert_eq!(
                (output.status.code(), output.stdout.len()),
                (Some(1), 0),
                "{said}"
            );
            let last = said.lines().last().unwrap();
            assert!(last.contains(on) && last.contains(why), "{said:?}");
            if !last.contains("the results of 0 of") && last.contains("the results of") {
                assert!(last.contains("nothing of them is kept"), "{said:?}");
                assert!((1..IMAGES).contains(&results(last)), "{said:?}");
                return;
            }
            // it was killed before anything had come: on a busy machine that takes longer
            pause *= 3;
            assert!(pause < Duration::from_secs(60), "{said:?}");
        }
    }
}

/// Of how many images the results had come, as a note or a failure says it.
fn results(text: &str) -> usize {
    let after = text
        .split("the results of ")
        .nth(1)
        .unwrap_or_else(|| panic!("{text:?}"));
    after.split(' ').next().unwrap().parse().unwrap()
}

#[test]
fn a_serial_board_that_comes_back_predicts_the_rest() {
    let place = Place::new();
    let pty = place.path().join("board");
    let on = format!("serial:{}", pty.display());
    place.survives(&on, || Board::serial(&pty).0);
    place.gives_up(&on, || Board::serial(&pty).0, "0", "the connection failed");
}

#[test]
fn a_pcie_board_that_comes_back_predicts_the_rest() {
    let place = Place::new();
    let prefix = place.path().join("card");
    let on = format!("pcie:{}", prefix.display());
    place.survives(&on, || Board::pcie(&prefix, &[]).0);
    place.gives_up(
        &on,
        || Board::pcie(&prefix, &[]).0,
        "1",
        "did not come back within 1 s",
    );
}
