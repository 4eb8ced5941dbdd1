//! Training and inference on the golden model.

use crate::run::{data_set, signum, text};
use golden::learn::wage::Network;
use host::data::{load_folder, Part, Split};
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
    let expected = predictions_of(&out, &test);
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

/// What the weights in a file predict, by the golden layers without a program.
fn predictions_of(weights: &Path, test: &Split) -> Vec<u8> {
    let weights = host::weights::read(weights, Some(test.shape())).unwrap();
    let network = Network::from_parameters(weights.architecture, weights.parameters).unwrap();
    network.predict(test.images.view()).unwrap()
}

#[test]
fn convolutions_and_normalisers_train_and_infer() {
    let folder = tempfile::tempdir().unwrap();
    data_set(folder.path(), 400);
    let test = load_folder(folder.path(), Part::Test, None).unwrap();
    for (net, norm) in [
        ("8-16-4", "l1"),
        ("6C1-8C2-16FC-4", "none"),
        ("6C3P-MP2-16-4", "l1"),
        ("6C3P-MP2-16-4", "l2"),
    ] {
        let out = folder.path().join(format!("{norm}.safetensors"));
        let data = text(folder.path());
        let settings = ["--norm", norm, "--batch", "16", "--epochs", "6", "--json"];
        let train = ["train", "--net", net, "--data", data, "--out", text(&out)];
        let report = signum(&[&train[..], &settings].concat()).json();
        assert_eq!(report["norm"], norm);
        let accuracy = report["test_accuracy"].as_f64().unwrap();
        assert!(accuracy > 0.85, "{net} {norm}: {accuracy}");
        let infer = ["infer", "--weights", text(&out), "--data", data, "--json"];
        let inferred = signum(&infer).json();
        assert_eq!(inferred["correct"], report["correct"]);
        let predictions: Vec<u8> = serde_json::from_value(inferred["predictions"].clone()).unwrap();
        assert_eq!(predictions, predictions_of(&out, &test), "{net}");
    }
}

#[test]
fn a_batch_of_one_and_a_last_short_batch_train() {
    let folder = tempfile::tempdir().unwrap();
    data_set(folder.path(), 45);
    let data = text(folder.path());
    for norm in ["none", "l1", "l2"] {
        // 45 images are two batches of 20 and one of 5, 45 of one, or a single one that is not full.
        for batch in ["20", "1", "1000"] {
            let common = [
                "train", "--net", "8-6-4", "--data", data, "--norm", norm, "--batch", batch,
            ];
            let report = signum(&[&common[..], &["--epochs", "2", "--json"]].concat()).json();
            assert_eq!(report["epochs"].as_array().unwrap().len(), 2);
            for row in report["epochs"].as_array().unwrap() {
                let right = row["train_accuracy"].as_f64().unwrap() * 45.0;
                assert!((right - right.round()).abs() < 1e-9, "{right} of 45 images right");
                assert!(row["loss"].as_f64().unwrap() > 0.0);
            }
        }
    }
}

#[test]
fn a_batch_beyond_what_exact_sums_allow_is_refused_with_the_bound() {
    let folder = tempfile::tempdir().unwrap();
    data_set(folder.path(), 20_000);
    let data = text(folder.path());
    let train = [
        "train", "--net", "4C1-4", "--data", data, "--batch", "20000", "--epochs", "1",
    ];
    signum(&train).refused(&["--batch 20000", "1..=16384"]);
    // No batch is larger than the data.
    signum(&[&train[..], &["--limit", "100", "--json"]].concat()).json();
}

#[test]
fn rates_decide_the_weights_and_show_in_the_report() {
    let folder = tempfile::tempdir().unwrap();
    data_set(folder.path(), 60);
    let run = |name: &str, rates: &str| {
        let out = folder.path().join(name);
        let (data, out_text) = (text(folder.path()), text(&out));
        let common = [
            "train", "--net", "8-4", "--data", data, "--out", out_text, "--json", "--batch", "10",
        ];
        let report = signum(&[&common[..], &["--rates", rates]].concat()).json();
        let rows = report["epochs"].as_array().unwrap().iter();
        let rates: Vec<f64> = rows.map(|row| row["rate"].as_f64().unwrap()).collect();
        (rates, std::fs::read(out).unwrap())
    };
    let (rates, one) = run("a", "8x2,1,1/4");
    assert_eq!(rates, [8.0, 8.0, 1.0, 0.25]);
    let (rates, other) = run("b", "8,8,2,1/16");
    assert_eq!(rates, [8.0, 8.0, 2.0, 0.0625]);
    assert_ne!(one, other);
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
    // 9000 activations are more than base's 8192 addresses.
    train("8-9000-4");
    let (golden, sim) = (infer("golden").json(), infer("sim").json());
    assert_eq!(sim["config"], "large");
    assert_eq!(sim["predictions"], golden["predictions"]);
    train("8-140000-4");
    assert_eq!(infer("golden").json()["total"], 20);
    infer("sim").refused(&["8-140000-4", "memory A", "131072", "large"]);
}
