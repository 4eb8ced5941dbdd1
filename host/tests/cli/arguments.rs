//! Arguments: help, unknown commands and options, closed pipes.

use crate::run::{signum, signum_with};
use std::io::Write;
use std::process::{Command, Stdio};

const COMMANDS: [&str; 7] = [
    "generate",
    "eval",
    "train",
    "infer",
    "reproduce",
    "compare",
    "board",
];

#[test]
fn every_command_has_help_with_an_example() {
    for command in COMMANDS {
        let help = signum(&[command, "--help"]);
        assert_eq!((help.status, help.stderr.as_str()), (Some(0), ""), "{command}");
        let example = help
            .stdout
            .split("Example:")
            .nth(1)
            .unwrap_or_else(|| panic!("{command} has no example"));
        assert!(example.contains(&format!("signum {command}")), "{example}");
    }
    let help = signum(&["--help"]);
    assert_eq!(help.status, Some(0));
    for command in COMMANDS {
        assert!(help.stdout.contains(command), "{command}");
    }
}

#[test]
fn bad_arguments_are_refused_in_one_line() {
    let cases: &[(&[&str], &[&str])] = &[
        (&[], &["no command", "eval"]),
        (&["--json"], &["no command"]),
        (&["conquer"], &["conquer", "signum --help"]),
        (&["compile"], &["compile"]),
        (&["reproduce"], &["<NAME>", "signum reproduce --help"]),
        (&["reproduce", "gauss"], &["gauss", "expected wage or l1bn"]),
        (&["reproduce", "wage", "--seeds", "0"], &["--seeds"]),
        (&["eval"], &["<UNIT>", "signum eval --help"]),
        (&["eval", "mac", "--on", "fpga"], &["fpga", "golden, rtl"]),
        (&["eval", "mac", "extra"], &["extra"]),
        (&["eval", "mac", "--frobnicate"], &["--frobnicate"]),
        (&["train"], &["--net", "--data"]),
        (&["train", "--net", "784-10"], &["--data"]),
        (
            &["train", "--net", "784-10", "--data", "mnist", "--batch", "0"],
            &["--batch", "1..=65536"],
        ),
        (
            &["train", "--net", "784-10", "--data", "mnist", "--epochs", "0"],
            &["--epochs"],
        ),
        (
            &["train", "--net", "784-10", "--data", "mnist", "--limit", "0"],
            &["--limit"],
        ),
        (
            &["train", "--net", "784-10", "--data", "mnist", "--limit", "-1"],
            &["-1"],
        ),
        (
            &["train", "--net", "784-10", "--data", "mnist", "--seed", "x"],
            &["--seed"],
        ),
        (
            &["train", "--net", "784-10", "--data", "mnist", "--norm", "l3"],
            &["l3", "none, l1, l2"],
        ),
        (
            &["train", "--net", "784-10", "--data", "mnist", "--rates", "8x5,3"],
            &["--rates", "8x5,3", "powers of two"],
        ),
        (
            &[
                "train", "--net", "784-10", "--data", "mnist", "--rates", "8x5,1", "--epochs", "5",
            ],
            &["--rates 8x5,1x1", "6 epochs", "expected 5"],
        ),
        (
            &[
                "train",
                "--net",
                "784-10",
                "--data",
                "mnist",
                "--checkpoint-every",
                "0",
            ],
            &["--checkpoint-every"],
        ),
        (
            &[
                "train",
                "--net",
                "784-10",
                "--data",
                "mnist",
                "--curves",
                "no/such/curves.svg",
            ],
            &["--curves no/such/curves.svg", "expected a folder"],
        ),
        (
            &[
                "train",
                "--net",
                "784-10",
                "--data",
                "mnist",
                "--checkpoint-every",
                "5",
            ],
            &["--checkpoint-every", "expected --checkpoint"],
        ),
        (
            &[
                "train",
                "--net",
                "784-10",
                "--data",
                "mnist",
                "--checkpoint",
                "x",
                "--out",
                "x",
            ],
            &["--out x", "the file of the checkpoint"],
        ),
        (
            &[
                "train", "--net", "784-10", "--data", "mnist", "--curves", "x.svg", "--out", "x.svg",
            ],
            &["--out x.svg", "the file of the curves"],
        ),
        (
            &["train", "--net", "700C1-10", "--data", "mnist"],
            &["700C1-10", "548810 activations", "expected at most 524288"],
        ),
        (
            &[
                "train",
                "--net",
                "784-20000-10",
                "--data",
                "mnist",
                "--batch",
                "60000",
            ],
            &["--batch 60000", "1200600000 activations", "a batch of 26830"],
        ),
        (
            &["train", "--resume", "no/such/file"],
            &["no/such/file", "cannot be read", "checkpoint"],
        ),
        (
            &["train", "--net", "784-10", "--data", "mnist", "--on", "pcie:"],
            &["--on", "golden, sim, serial:PATH, serial:PATH@BAUD or pcie:PATH"],
        ),
        (
            &["train", "--net", "784-10", "--data", "mnist", "--config", "base"],
            &["--config", "--on sim"],
        ),
        (
            &["train", "--net", "784-x-10", "--data", "mnist"],
            &["784-x-10", "token 2", "nFC"],
        ),
        (
            &["train", "--net", "784", "--data", "mnist"],
            &["784", "no layer"],
        ),
        (
            &["train", "--net", "784-1000000-10", "--data", "mnist"],
            &["794000000 weights", "expected at most 134217728"],
        ),
        (&["infer", "--weights", "w"], &["--data"]),
        (
            &["infer", "--weights", "w", "--data", "mnist", "--on", "cloud"],
            &["cloud", "serial:PATH"],
        ),
        (
            &["infer", "--weights", "w", "--data", "mnist", "--on", "serial:"],
            &["serial:PATH"],
        ),
        (
            &["infer", "--weights", "w", "--data", "mnist", "--limit", "0"],
            &["--limit"],
        ),
        (
            &["generate", "--config", "huge"],
            &["huge", "tiny, small, medium, base, large"],
        ),
        (&["board"], &["--pty"]),
    ];
    for (args, parts) in cases {
        signum(args).refused(parts);
        let with_json: Vec<&str> = args.iter().copied().chain(["--json"]).collect();
        if *args != ["--json"] {
            signum(&with_json).refused(parts);
        }
    }
}

#[test]
fn an_unknown_unit_is_refused_without_reading_input() {
    let unknown = signum(&["eval", "flux-capacitor"]);
    unknown.refused(&[
        "flux-capacitor",
        "mac",
        "wage-activate",
        "l2-norm-backward",
        "neuron",
    ]);
}

#[test]
fn a_reader_that_leaves_is_no_error() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_signum"))
        .args(["eval", "wage-scale"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    child.stdin.take().unwrap().write_all(b"{\"x\": [1]}").unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
fn eval_prints_the_same_object_with_and_without_json() {
    let input = br#"{"x": [[3, -4]]}"#;
    let plain = signum_with(&["eval", "wage-scale"], input);
    let json = signum_with(&["--json", "eval", "wage-scale", "--on", "golden"], input);
    assert_eq!(plain.json(), json.json());
}
