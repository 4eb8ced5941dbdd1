//! Training on the simulated core, compared with the golden model after every batch.

use crate::run::{idx, signum, text, IMAGES, LABELS};
use golden::random::random;
use serde_json::Value;
use std::path::Path;

const SIDE: usize = 10;
const CLASSES: usize = 3;

/// `count` images of 10 x 10: a bright square whose place is the class, and noise.
fn data_set(folder: &Path, count: usize) {
    for (part, seed) in [("train", 1), ("t10k", 2)] {
        let class = |i: usize| usize::from(random(seed, 0, 0, i as u32)) % CLASSES;
        let pixels = (0..count * SIDE * SIDE).map(|at| {
            let (i, y, x) = (at / SIDE / SIDE, at / SIDE % SIDE, at % SIDE);
            let bright = (3 * class(i)..3 * class(i) + 4).contains(&x) && (3..7).contains(&y);
            (random(seed, 1, 0, at as u32) % 64) as u8 + if bright { 190 } else { 0 }
        });
        let pixels: Vec<u8> = pixels.collect();
        let labels: Vec<u8> = (0..count).map(|i| class(i) as u8).collect();
        let (count, side) = (count as u32, SIDE as u32);
        let file = |kind: &str| folder.join(format!("{part}-{kind}-ubyte"));
        std::fs::write(file("images-idx3"), idx(IMAGES, &[count, side, side], &pixels)).unwrap();
        std::fs::write(file("labels-idx1"), idx(LABELS, &[count], &labels)).unwrap();
    }
}

fn train(folder: &Path, net: &str, more: &[&str]) -> crate::run::Outcome {
    let base = [
        "train",
        "--net",
        net,
        "--data",
        text(folder),
        "--epochs",
        "1",
        "--json",
    ];
    let args: Vec<&str> = base.iter().chain(more).copied().collect();
    signum(&args)
}

#[test]
fn a_training_on_the_simulated_core_equals_golden_after_every_batch() {
    let folder = tempfile::tempdir().unwrap();
    data_set(folder.path(), 44);
    let net = "6C3-MP2-5C3P-9-3";
    for norm in ["none", "l1", "l2"] {
        let (sim, golden) = (folder.path().join("sim"), folder.path().join("golden"));
        // Two full batches and a short one of a partial group.
        let settings = ["--batch", "16", "--norm", norm];
        let on = [
            "--on",
            "sim",
            "--config",
            "medium",
            "--check",
            "--out",
            text(&sim),
        ];
        let report = train(folder.path(), net, &[&settings[..], &on].concat()).json();
        let check = &report["check"];
        assert_eq!(
            (&check["batches"], &check["difference"]),
            (&Value::from(3), &Value::Null),
            "{norm}"
        );
        assert!(check["values"].as_u64().unwrap() > 1000);
        let device = &report["device"];
        assert_eq!(
            (&device["config"], &device["packets_bad"]),
            (&Value::from("medium"), &Value::from(0))
        );
        let used = &device["utilisation"];
        let (occupied, useful) = (
            used["occupied"].as_f64().unwrap(),
            used["useful"].as_f64().unwrap(),
        );
        assert!(0.05 < useful && useful < occupied && occupied < 1.0, "{used}");
        assert!(used["read_back"].as_u64().unwrap() > 0);
        let memories = device["plan"]["memories"].as_array().unwrap();
        assert!(memories
            .iter()
            .all(|m| m["needed"].as_u64() <= m["available"].as_u64()));

        // Without --check two batches are under way; the weights are the same, and golden's.
        let alone = ["--on", "sim", "--config", "medium", "--out", text(&golden)];
        let alone = train(folder.path(), net, &[&settings[..], &alone].concat()).json();
        assert_eq!(std::fs::read(&sim).unwrap(), std::fs::read(&golden).unwrap());
        let out = [&settings[..], &["--out", text(&golden)]].concat();
        let on_golden = train(folder.path(), net, &out).json();
        assert_eq!(std::fs::read(&sim).unwrap(), std::fs::read(&golden).unwrap());
        // The core's program in the golden engine.
        let engine = ["--on", "golden", "--config", "medium", "--check"];
        let engine = train(folder.path(), net, &[&settings[..], &engine].concat()).json();
        assert_eq!(engine["check"], *check);
        for counter in ["clips", "cuts", "saturations_y", "saturations_dx"] {
            assert_eq!(engine["device"][counter], device[counter], "{counter}");
        }
        for name in ["loss", "train_accuracy", "test_accuracy"] {
            assert_eq!(report["epochs"][0][name], on_golden["epochs"][0][name]);
            assert_eq!(report["epochs"][0][name], alone["epochs"][0][name]);
        }
        // The core's weights, on the core: a normaliser goes by the running statistics.
        let infer = |on| {
            let weights = ["infer", "--weights", text(&sim), "--data", text(folder.path())];
            signum(&[&weights[..], &["--on", on, "--json"]].concat()).json()
        };
        let (device, on_layers) = (infer("sim"), infer("golden"));
        assert_eq!(device["predictions"], on_layers["predictions"], "{norm}");
        assert_eq!(device["correct"], on_golden["correct"], "{norm}");
        assert!(device["cycles"].as_u64() > Some(0), "{norm}");
    }
}

#[test]
fn batches_of_one_image_and_batches_that_are_not_full_equal_golden() {
    let folder = tempfile::tempdir().unwrap();
    // One image past two full batches; batches of one; less than a batch; a single image.
    for (images, batch, batches) in [("33", "16", 3), ("3", "1", 3), ("5", "4096", 1), ("1", "8", 1)] {
        data_set(folder.path(), images.parse().unwrap());
        // On a dense layer a normaliser has one sample of a channel an image: of one image, its scale is 0.
        for (net, norm) in [("6C3-MP2-9-3", "none"), ("100-6-3", "l1"), ("5C4-8-3", "l2")] {
            let (sim, golden) = (folder.path().join("sim"), folder.path().join("golden"));
            let settings = ["--norm", norm, "--batch", batch];
            let config = if norm == "none" { "small" } else { "medium" };
            let on = ["--on", "sim", "--config", config, "--check", "--out", text(&sim)];
            let report = train(folder.path(), net, &[&settings[..], &on].concat()).json();
            let check = &report["check"];
            assert_eq!(
                (&check["batches"], &check["difference"]),
                (&Value::from(batches), &Value::Null),
                "{images} images in batches of {batch}, {norm}"
            );
            let out = [&settings[..], &["--out", text(&golden)]].concat();
            train(folder.path(), net, &out).json();
            assert_eq!(std::fs::read(&sim).unwrap(), std::fs::read(&golden).unwrap());
        }
    }
}

#[test]
fn what_the_simulated_core_cannot_is_refused_before_anything_is_simulated() {
    let folder = tempfile::tempdir().unwrap();
    data_set(folder.path(), 20);
    let sim = |net: &str, more: &[&str]| train(folder.path(), net, &[&["--on", "sim"], more].concat());
    sim("100-4000-3", &["--config", "medium", "--batch", "8"]).refused(&[
        "memory W",
        "8192",
        "no batch fits",
    ]);
    sim("100-400-3", &["--config", "medium", "--batch", "20"]).refused(&[
        "memory E",
        "1209",
        "1024",
        "the largest batch that fits is 16",
    ]);
    sim("100-3", &["--config", "tiny"]).refused(&["tiny", "cannot train"]);
    let norm = ["--config", "small", "--norm", "l1", "--batch", "4"];
    sim("100-4-3", &norm).refused(&["small", "cannot normalise"]);
    sim("100-3", &["--config", "huge"]).refused(&["--config", "tiny, small, medium, base, large"]);
    sim("100-2", &["--check"]).refused(&["train-labels-idx1-ubyte", "label 2", "expected 0..1"]);
    train(folder.path(), "100-3", &["--config", "medium"]).refused(&["--config", "--on sim"]);
}
