//! The simulated board behind a pseudo-terminal, reached as a serial port.

use crate::board::Board;
use crate::run::{data_set, signum, text};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

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
            "--check",
            "--json",
        ])
    };
    let golden = infer("golden").json();
    let compared = serde_json::json!({"images": 40, "values": 160, "difference": null});
    assert_eq!(golden["check"], compared);

    let pty = folder.path().join("board");
    let (mut board, said) = Board::serial(&pty);
    assert_eq!(said["config"], "base");
    for _ in 0..2 {
        let serial = infer(&format!("serial:{}", pty.display())).json();
        assert_eq!(serial["predictions"], golden["predictions"]);
        assert_eq!(serial["total"], 40);
        assert_eq!(serial["check"], compared);
        assert!(serial["cycles"].as_u64().unwrap() > 0);
    }
    assert_eq!(board.stop(), Some(0));
    assert!(!pty.is_symlink(), "the board left its name behind");
    assert_eq!(infer("sim").json()["predictions"], golden["predictions"]);
}

/// The arguments of a training of 3 epochs of 3 batches, the last of them of one image, on images in `data`.
fn training<'a>(data: &'a str, out: &'a Path) -> [&'a str; 13] {
    [
        "train",
        "--net",
        "8-12-4",
        "--norm",
        "l1",
        "--data",
        data,
        "--epochs",
        "3",
        "--batch",
        "16",
        "--out",
        text(out),
    ]
}

#[test]
fn a_serial_board_trains_as_golden_does() {
    let folder = tempfile::tempdir().unwrap();
    data_set(folder.path(), 33);
    let (data, pty) = (text(folder.path()), folder.path().join("board"));
    let (by_golden, by_board) = (folder.path().join("golden"), folder.path().join("board.w"));
    signum(&[&training(data, &by_golden)[..], &["--json"]].concat()).json();

    let (mut board, _) = Board::serial(&pty);
    let on = format!("serial:{}", pty.display());
    let train = |more: &[&str]| signum(&[&training(data, &by_board)[..], &["--on", &on], more].concat());
    let report = train(&["--check", "--json"]).json();
    assert_eq!(
        (&report["on"], &report["device"]["config"]),
        (&on.as_str().into(), &"base".into())
    );
    let check = &report["check"];
    assert_eq!(
        (&check["batches"], &check["difference"]),
        (&9.into(), &serde_json::Value::Null)
    );
    assert!(report["device"]["utilisation"]["cycles"].as_u64().unwrap() > 0);
    let line = &report["device"]["line"];
    let number = |name: &str| line[name].as_f64().unwrap();
    assert_eq!(
        (&line["baud"], number("bytes_per_second")),
        (&1_000_000.into(), 1e5)
    );
    // 33 images of 8 pixels go in three groups of 16, each with labels and RUN, in frames of 12 bytes and stuffing.
    let bytes = number("bytes_per_image_to_board");
    assert!((20.0..50.0).contains(&bytes), "{line}");
    assert_eq!(number("images_per_second_of_line"), 1e5 / bytes);
    let share = number("images_per_second") / number("images_per_second_of_line");
    assert!((number("share") - share).abs() < 1e-9 && share < 1.0, "{line}");
    assert_eq!(
        std::fs::read(&by_board).unwrap(),
        std::fs::read(&by_golden).unwrap()
    );

    // The board says itself what it is, and what it cannot hold is refused with its name.
    train(&["--config", "base"]).refused(&["--config", "--on sim"]);
    let wide = ["train", "--net", "8-9000-4", "--data", data, "--on", &on];
    signum(&wide).refused(&[&on, "configuration base", "memory A", "no batch fits"]);
    assert_eq!(board.stop(), Some(0));
}

#[test]
fn a_board_that_goes_away_ends_the_training_and_its_checkpoint_goes_on_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    data_set(folder.path(), 33);
    let (data, pty) = (text(folder.path()), folder.path().join("board"));
    let (by_golden, out) = (folder.path().join("golden"), folder.path().join("w"));
    let checkpoint = folder.path().join("checkpoint");
    let long = ["--epochs", "300", "--json"];
    let settings = |out| {
        [
            &training(data, out)[..7],
            &["--batch", "16", "--out", text(out)],
            &long,
        ]
        .concat()
    };
    signum(&settings(&by_golden)).json();

    let (mut board, _) = Board::serial(&pty);
    let on = format!("serial:{}", pty.display());
    let kept = [
        "--checkpoint",
        text(&checkpoint),
        "--checkpoint-every",
        "1",
        "--reconnect",
        "0",
        "--on",
        &on,
    ];
    let training = Command::new(env!("CARGO_BIN_EXE_signum"))
        .args([&settings(&out)[..], &kept].concat())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let start = Instant::now();
    while !checkpoint.exists() {
        assert!(start.elapsed() < Duration::from_secs(120));
        std::thread::sleep(Duration::from_millis(20));
    }
    // Without any good-bye.
    board.kill();
    let output = training.wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(
        (output.status.code(), output.stdout.len()),
        (Some(1), 0),
        "{said}"
    );
    assert_eq!(said.lines().count(), 1, "{said:?}");
    assert!(
        said.contains(&on) && said.contains("the connection failed"),
        "{said:?}"
    );
    assert!(!out.exists(), "half a training is no result");

    // Nobody is there; the same training ends on golden.
    let resume = ["train", "--resume", text(&checkpoint), "--json"];
    signum(&resume).refused(&[&on, "cannot open"]);
    let elsewhere = ["--on", "golden", "--checkpoint-every", "500"];
    signum(&[&resume[..], &elsewhere].concat()).json();
    assert_eq!(std::fs::read(&out).unwrap(), std::fs::read(&by_golden).unwrap());
}

#[test]
fn a_board_that_comes_back_is_trained_to_the_same_end() {
    let folder = tempfile::tempdir().unwrap();
    data_set(folder.path(), 33);
    let (data, pty) = (text(folder.path()), folder.path().join("board"));
    let (by_golden, out) = (folder.path().join("golden"), folder.path().join("w"));
    let settings = |out| {
        let more = ["--batch", "16", "--epochs", "40", "--json", "--out", text(out)];
        [&training(data, out)[..7], &more].concat()
    };
    signum(&settings(&by_golden)).json();

    let (mut board, _) = Board::serial(&pty);
    let on = format!("serial:{}", pty.display());
    let checkpoint = folder.path().join("checkpoint");
    let more = [
        "--on",
        &on,
        "--check",
        "--checkpoint",
        text(&checkpoint),
        "--checkpoint-every",
        "1",
    ];
    let mut training = Command::new(env!("CARGO_BIN_EXE_signum"))
        .args([&settings(&out)[..], &more].concat())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stderr = BufReader::new(training.stderr.take().unwrap());
    for _ in 0..2 {
        // somewhere on the way, without a good-bye; whoever comes next finds the name of the one before
        let start = Instant::now();
        let _ = std::fs::remove_file(&checkpoint);
        while !checkpoint.exists() {
            assert!(start.elapsed() < Duration::from_secs(120));
            std::thread::sleep(Duration::from_millis(20));
        }
        board.kill();
        let mut note = String::new();
        stderr.read_line(&mut note).unwrap();
        assert!(
            note.contains(&on)
                && note.contains("the connection failed")
                && note.contains("goes on from batch"),
            "{note:?}"
        );
        board = Board::serial(&pty).0;
    }
    let output = training.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let check = &report["check"];
    assert_eq!(
        (&check["batches"], &check["difference"], &report["reconnected"]),
        (&120.into(), &serde_json::Value::Null, &2.into())
    );
    assert_eq!(std::fs::read(&out).unwrap(), std::fs::read(&by_golden).unwrap());
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
    let (mut first, _) = Board::serial(&pty);
    signum(&["board", "--pty", text(&pty)]).refused(&[text(&pty), "expected a path where nothing is"]);
    first.kill();
    assert!(pty.is_symlink(), "nobody was left to remove it");
    let (mut second, said) = Board::serial(&pty);
    assert_eq!(said["pty"], text(&pty));
    assert_eq!(second.stop(), Some(0));
}
