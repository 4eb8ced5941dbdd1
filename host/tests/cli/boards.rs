//! `build` and `flash`: what is refused, and what would be run. Bitstreams themselves are of flow's tests and of the boards'
//! own command.

use crate::run::{copy_of_signum, signum, text, Outcome};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

fn folder() -> tempfile::TempDir {
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap()
}

fn constraints() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../constraints")
}

#[test]
fn bad_arguments_are_refused_before_any_work() {
    let folder = folder();
    let out = folder.path().join("out");
    let cases: &[(&[&str], &[&str])] = &[
        (&[], &["--board", "signum build --help"]),
        (
            &["--board", "xc7"],
            &[
                "--board xc7",
                "icebreaker",
                "tangnano20k",
                "ulx3s-25f",
                "ulx3s-85f",
                "board.toml",
            ],
        ),
        (
            &["--board", "no/where"],
            &["no/where/board.toml", "cannot be read"],
        ),
        (
            &["--board", "icebreaker", "--config", "huge"],
            &["huge", "tiny, small, medium, base, large"],
        ),
        (
            &["--board", "icebreaker", "--clock", "0"],
            &["--clock", "expected 1 to 400"],
        ),
        (
            &["--board", "icebreaker", "--clock", "fast"],
            &["--clock", "expected 1 to 400"],
        ),
        // a line of a million bits is not to be had from this clock
        (
            &["--board", "ulx3s-85f", "--clock", "13.5"],
            &["serial.baud 1000000", "13.5 MHz"],
        ),
        // nor is this clock from the oscillator
        (
            &["--board", "ulx3s-85f", "--clock", "100.1"],
            &["no PLL", "100.1 MHz of 25 MHz"],
        ),
    ];
    for (args, parts) in cases {
        let all = [&["build", "--out", text(&out)], *args].concat();
        signum(&all).refused(parts);
    }
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    signum(&["build", "--board", "icebreaker", "--out", text(&file)])
        .refused(&["--out", "expected a folder"]);
}

#[test]
fn every_board_is_whole() {
    let mut boards = 0;
    for entry in fs::read_dir(constraints()).unwrap().flatten() {
        if !entry.path().join("board.toml").is_file() {
            continue;
        }
        boards += 1;
        let board = flow::board::Description::read(&entry.path()).unwrap();
        let pins = board.pins().unwrap();
        let mut ports = vec!["clock_in", "rxd", "txd", "led"];
        ports.extend(board.pins.reset.map(|_| "reset_button"));
        ports.extend(board.pins.high.iter().map(String::as_str));
        for port in ports {
            assert!(pins.contains(port), "{}: no pin {port}", board.title);
        }
        assert!(
            golden::core::Config::named(&board.configuration).is_some(),
            "{}",
            board.title
        );
        assert!(
            entry.path().join("README.md").is_file(),
            "{}: no page",
            board.title
        );
    }
    assert!(boards >= 4);
}

#[test]
fn flash_says_what_it_would_run_and_refuses_what_is_not_there() {
    let folder = folder();
    let out = folder.path();
    let args = ["flash", "--board", "icebreaker", "--out", text(out)];
    signum(&args).refused(&[
        "icebreaker.bin",
        "there is no bitstream",
        "signum build --board icebreaker",
    ]);
    signum(&["flash", "--board", "xc7"]).refused(&["--board xc7", "icebreaker"]);

    fs::write(out.join("icebreaker.bin"), "bits").unwrap();
    let dry: Value = signum(&[&args[..], &["--dry-run", "--keep", "--json"]].concat()).json();
    let command = dry["command"].as_str().unwrap();
    assert!(
        command.starts_with("openFPGALoader --board ice40_generic --write-flash ")
            && command.ends_with("icebreaker.bin"),
        "{command}"
    );
    assert_eq!(dry["loaded"], false);
}

/// Runs a copy of the program at a place that has no tools, with none in its path either.
fn without_tools(folder: &Path, args: &[&str]) -> Outcome {
    let mut command = Command::new(copy_of_signum(folder));
    command.args(args).current_dir(folder).env("PATH", folder);
    let output = command.output().unwrap();
    Outcome {
        status: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

#[test]
fn a_missing_tool_is_named_with_what_installs_it() {
    // Not below the project, where scripts/setup may have put them.
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    fs::create_dir(&out).unwrap();
    fs::write(out.join("icebreaker.bin"), "bits").unwrap();
    let board = constraints().canonicalize().unwrap().join("icebreaker");
    let args = |command| [command, "--board", text(&board), "--out", text(&out)];
    without_tools(folder.path(), &args("flash")).refused(&["openFPGALoader", "scripts/setup boards"]);
    without_tools(folder.path(), &args("build")).refused(&["is not installed", "scripts/setup"]);
    // To say what would be run, nothing has to be there.
    let dry = without_tools(
        folder.path(),
        &[&args("flash")[..], &["--dry-run", "--json"]].concat(),
    );
    assert_eq!(dry.json()["loaded"], false);
}
