//! Training and inference on the golden model.

use crate::run::{data_set, signum, text};
use golden::learn::wage::Network;
use host::data::{load_folder, Part};
use serde_json::Value;
use std::path::Path;

/// Trains 8-16-4 and gives the report.
fn train(folder: &Path, out: &Path, more: &[&str]) -> Value {
    let base = [
        "train",
        "--net",
        "8-16-4",
        "--data",
        text(folder),
        "--epochs",
        "4",
        "--batch",
        "16",
        "--json",
    ];
    let args: Vec<&str> = base
        .iter()
        .copied()
        .chain(["--out", text(out)])
        .chain(more.iter().copied())
        .collect();
    signum(&args).json()
}

#[test]
fn training_learns_and_its_weights_infer_the_same() {
    let folder = tempfile::tempdir().unwrap();
    data_set(folder.path(), 600);
    let out = folder.path().join("w.safetensors");
    let report = train(folder.path(), &out, &[]);
    assert_eq!(report["train_images"], 600);
    assert_eq!(report["seed"], 1);
    assert_eq!(report["norm"], "none");
    let rows = report["epochs"].as_array().unwrap();
    assert_eq!(rows.len(), 4);
    assert_eq!(
        rows.iter()
            .map(|r| r["rate"].as_f64().unwrap())
            .collect::<Vec<_>>()[0],
        8.0
    );
    assert_eq!(rows[3]["test_accuracy"], report["test_accuracy"]);
    let accuracy = report["test_accuracy"].as_f64().unwrap();
    assert!(
        accuracy > 0.9,
        "four well separated classes, and {accuracy} of the test images right"
    );

    let inferred = signum(&[
        "infer",
        "--weights",
        text(&out),
        "--data",
        text(folder.path()),
        "--json",
    ])
    .json();
    assert_eq!(inferred["correct"], report["correct"]);
    assert_eq!(inferred["total"], 600);
    assert_eq!(inferred["cycles"], Value::Null);

    let test = load_folder(folder.path(), Part::Test, None).unwrap();
    let network = Network::from_weights(host::weights::read(&out).unwrap().layers).unwrap();
    let expected = network.predict(test.images.view()).unwrap();
    let predictions: Vec<u8> = serde_json::from_value(inferred["predictions"].clone()).unwrap();
    assert_eq!(predictions, expected);
    let right = predictions
        .iter()
        .zip(&test.labels)
        .filter(|(p, l)| p == l)
        .count();
    assert_eq!(inferred["correct"], right);

    let limited = signum(&[
        "infer",
        "--weights",
        text(&out),
        "--data",
        text(folder.path()),
        "--json",
        "--limit",
        "37",
    ])
    .json();
    assert_eq!(limited["total"], 37);
    let first: Vec<u8> = serde_json::from_value(limited["predictions"].clone()).unwrap();
    assert_eq!(first, expected[..37]);
}

#[test]
fn the_seed_alone_decides_the_weights() {
    let folder = tempfile::tempdir().unwrap();
    data_set(folder.path(), 100);
    let bytes = |name: &str, more: &[&str]| {
        let out = folder.path().join(name);
        train(folder.path(), &out, more);
        std::fs::read(out).unwrap()
    };
    let one = bytes("a", &["--seed", "5"]);
    assert_eq!(one, bytes("b", &["--seed", "5"]));
    assert_ne!(one, bytes("c", &["--seed", "6"]));
    assert_ne!(one, bytes("d", &["--seed", "5", "--limit", "50"]));
}

#[test]
fn people_get_a_line_an_epoch_and_no_bar_off_a_terminal() {
    let folder = tempfile::tempdir().unwrap();
    data_set(folder.path(), 50);
    let outcome = signum(&[
        "train",
        "--net",
        "8-4",
        "--data",
        text(folder.path()),
        "--epochs",
        "3",
    ]);
    assert_eq!((outcome.status, outcome.stderr.as_str()), (Some(0), ""));
    assert_eq!(
        outcome.stdout.lines().filter(|l| l.starts_with("epoch")).count(),
        3,
        "{}",
        outcome.stdout
    );
    assert!(
        outcome.stdout.contains("of 50 test images right"),
        "{}",
        outcome.stdout
    );
}

#[test]
fn a_place_for_the_weights_that_cannot_be_written_is_refused_before_the_work() {
    let folder = tempfile::tempdir().unwrap();
    data_set(folder.path(), 50);
    let data = text(folder.path());
    signum(&[
        "train",
        "--net",
        "8-4",
        "--data",
        data,
        "--out",
        "no/such/folder/w",
    ])
    .refused(&["no/such/folder/w"]);
    signum(&["train", "--net", "8-4", "--data", data, "--out", data]).refused(&[data, "folder"]);
    // A refusal leaves no temporary file behind.
    let names = || std::fs::read_dir(folder.path()).unwrap().count();
    let before = names();
    let out = folder.path().join("w");
    signum(&["train", "--net", "8-3", "--data", data, "--out", text(&out)]).refused(&["label"]);
    assert_eq!(names(), before);
}

#[test]
fn networks_beyond_base_run_in_the_simulation_only_configuration_or_on_golden_alone() {
    let folder = tempfile::tempdir().unwrap();
    data_set(folder.path(), 20);
    let data = text(folder.path());
    let out = folder.path().join("w.safetensors");
    let infer = |on: &str| {
        signum(&[
            "infer",
            "--weights",
            text(&out),
            "--data",
            data,
            "--on",
            on,
            "--json",
        ])
    };
    let train = |net: &str| {
        signum(&[
            "train",
            "--net",
            net,
            "--data",
            data,
            "--epochs",
            "1",
            "--out",
            text(&out),
            "--json",
        ])
        .json()
    };
    // 5000 activations are more than base's 4096 addresses.
    train("8-5000-4");
    let (golden, sim) = (infer("golden").json(), infer("sim").json());
    assert_eq!(sim["config"], "large");
    assert_eq!(sim["predictions"], golden["predictions"]);
    train("8-20000-4");
    assert_eq!(infer("golden").json()["total"], 20);
    infer("sim").refused(&["8-20000-4", "activation memory", "16384", "large"]);
}
