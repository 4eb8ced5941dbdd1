//! Data sets that are not as they should be, and those that are.

use crate::run::{data_set, idx, signum, text, CLASSES, IMAGES, LABELS, PIXELS};
use host::data::{load, load_folder, Part};
use std::io::Write;
use std::path::Path;

const COUNT: usize = 20;

/// Runs `train` on a good data set in which the file `name` was replaced by `bytes` (or removed).
#[track_caller]
fn broken(name: &str, bytes: Option<Vec<u8>>, parts: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    data_set(folder.path(), COUNT);
    let file = folder.path().join(name);
    match bytes {
        Some(bytes) => std::fs::write(file, bytes).unwrap(),
        None => std::fs::remove_file(file).unwrap(),
    }
    let outcome = signum(&[
        "train",
        "--net",
        "8-4",
        "--data",
        text(folder.path()),
        "--epochs",
        "1",
    ]);
    let parts: Vec<&str> = parts.iter().copied().chain([name]).collect();
    outcome.refused(&parts);
}

#[test]
fn files_of_images_are_checked() {
    let body = vec![7; COUNT * PIXELS];
    let count = COUNT as u32;
    for name in ["train-images-idx3-ubyte", "t10k-images-idx3-ubyte"] {
        broken(name, None, &["no such file", "IDX"]);
        broken(name, Some(vec![]), &["truncated in the header"]);
        broken(name, Some(vec![0, 0, 8]), &["truncated in the header"]);
        broken(
            name,
            Some(idx(IMAGES, &[count, 2], &[])),
            &["truncated in the header"],
        );
        broken(
            name,
            Some(idx(LABELS, &[count], &body)),
            &["magic number 0x00000801", "expected 0x00000803"],
        );
        broken(
            name,
            Some(idx(IMAGES, &[count, 2, 4], &body[1..])),
            &["truncated", "159 bytes", "expected 160"],
        );
        let longer = [&body[..], &[0]].concat();
        broken(
            name,
            Some(idx(IMAGES, &[count, 2, 4], &longer)),
            &["too long", "expected 160"],
        );
        broken(name, Some(idx(IMAGES, &[0, 2, 4], &[])), &["holds nothing"]);
        broken(name, Some(idx(IMAGES, &[count, 0, 4], &[])), &["holds nothing"]);
        broken(
            name,
            Some(idx(IMAGES, &[u32::MAX; 3], &body)),
            &["truncated", "expected"],
        );
        broken(
            name,
            Some(idx(IMAGES, &[count, 2, 5], &[7; COUNT * 10])),
            &["2x5 = 10 pixels", "expected 8"],
        );
    }
}

#[test]
fn files_of_labels_are_checked() {
    let count = COUNT as u32;
    for name in ["train-labels-idx1-ubyte", "t10k-labels-idx1-ubyte"] {
        broken(name, None, &["no such file"]);
        broken(
            name,
            Some(idx(IMAGES, &[count], &[0; COUNT])),
            &["expected 0x00000801"],
        );
        broken(
            name,
            Some(idx(LABELS, &[count], &[0; COUNT - 1])),
            &["truncated", "19 bytes", "expected 20"],
        );
        broken(
            name,
            Some(idx(LABELS, &[count - 1], &[0; COUNT - 1])),
            &["19 labels", "expected 20"],
        );
        let mut labels = [1; COUNT];
        labels[11] = CLASSES as u8;
        broken(
            name,
            Some(idx(LABELS, &[count], &labels)),
            &["label 4 of image 11", "expected 0..3"],
        );
    }
}

#[test]
fn folders_that_are_not_there_are_named() {
    let outcome = signum(&["train", "--net", "8-4", "--data", "no/such/folder"]);
    outcome.refused(&["no/such/folder", "expected mnist, fashion-mnist or a folder"]);
    let outcome = signum(&["train", "--net", "8-4", "--data", "Mnist"]);
    outcome.refused(&["Mnist", "expected mnist"]);
}

#[test]
fn a_network_that_does_not_fit_the_images_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    data_set(folder.path(), COUNT);
    let data = text(folder.path());
    signum(&["train", "--net", "9-4", "--data", data]).refused(&["train-images", "8 pixels", "expected 9"]);
    signum(&["train", "--net", "8-3", "--data", data]).refused(&["label 3", "expected 0..2"]);
    let train = |net: &str| signum(&["train", "--net", net, "--data", data]);
    train("4C3-4").refused(&["4C3-4", "1x2x4", "kernel of 3 x 3", "2 x 4"]);
    train("4C3P-MP2-2C1-MP2-4").refused(&["max-pool on a map of 1 x 2"]);
    train("9-4C1-4").refused(&["9 inputs", "expected 8"]);
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Replaces the test images by a compressed file made from their bytes by `change`.
fn compressed(folder: &Path, change: impl Fn(Vec<u8>) -> Vec<u8>) {
    let plain = folder.join("t10k-images-idx3-ubyte");
    let bytes = gzip(&std::fs::read(&plain).unwrap());
    std::fs::remove_file(&plain).unwrap();
    std::fs::write(folder.join("t10k-images-idx3-ubyte.gz"), change(bytes)).unwrap();
}

#[test]
fn compressed_files_read_like_plain_ones() {
    let folder = tempfile::tempdir().unwrap();
    data_set(folder.path(), COUNT);
    let plain = load_folder(folder.path(), Part::Test, None).unwrap();
    compressed(folder.path(), |bytes| bytes);
    let unpacked = load_folder(folder.path(), Part::Test, None).unwrap();
    assert_eq!(plain.images, unpacked.images);
    assert_eq!(plain.images.dim(), (COUNT, PIXELS));
    assert!(plain.images.iter().all(|&code| code >= 0) && plain.images.iter().any(|&code| code > 99));
}

#[test]
fn damaged_compressed_files_are_refused() {
    type Damage = fn(Vec<u8>) -> Vec<u8>;
    const WHOLE: &str = "expected a whole .gz file";
    let cases: [(Damage, &str); 6] = [
        (|b| b[..b.len() / 2].to_vec(), "gzip data are cut short"),
        (|b| b[..5].to_vec(), WHOLE),
        // Every byte of the images is there, and the checksum after them is not.
        (|b| b[..b.len() - 3].to_vec(), WHOLE),
        // A whole gzip file around a cut IDX file is another matter.
        (
            |_| gzip(&idx(IMAGES, &[COUNT as u32, 2, 4], &[0; 9])),
            "9 bytes after the header",
        ),
        (|_| gzip(&[0, 0, 8]), "truncated in the header"),
        (|b| [b"not gzip at all", &b[..]].concat(), "cannot be read"),
    ];
    for (damage, part) in cases {
        let folder = tempfile::tempdir().unwrap();
        data_set(folder.path(), COUNT);
        compressed(folder.path(), damage);
        let outcome = signum(&["train", "--net", "8-4", "--data", text(folder.path())]);
        outcome.refused(&["t10k-images-idx3-ubyte.gz", "expected", part]);
    }
}

#[test]
fn a_limit_takes_the_first_images() {
    let folder = tempfile::tempdir().unwrap();
    data_set(folder.path(), COUNT);
    let all = load_folder(folder.path(), Part::Train, None).unwrap();
    let some = load_folder(folder.path(), Part::Train, Some(3)).unwrap();
    assert_eq!((some.images.nrows(), some.labels.len()), (3, 3));
    assert_eq!(some.images, all.images.slice(ndarray::s![..3, ..]));
    let more = load_folder(folder.path(), Part::Train, Some(1000)).unwrap();
    assert_eq!(more.labels, all.labels);
}

#[test]
fn a_limit_beyond_the_data_is_said_and_takes_all() {
    let folder = tempfile::tempdir().unwrap();
    data_set(folder.path(), COUNT);
    let (data, out) = (text(folder.path()), folder.path().join("w"));
    let train = [
        "train",
        "--net",
        "8-4",
        "--data",
        data,
        "--out",
        text(&out),
        "--epochs",
        "1",
    ];
    let infer = ["infer", "--weights", text(&out), "--data", data];
    for (command, file, images) in [
        (&train[..], "train-images-idx3-ubyte", "train_images"),
        (&infer[..], "t10k-images-idx3-ubyte", "total"),
    ] {
        let limited = |limit: &str| signum(&[command, &["--limit", limit, "--json"]].concat());
        // All there are is no news.
        assert_eq!(limited("20").json()[images], COUNT);
        let outcome = limited("21");
        assert_eq!((outcome.status, outcome.stderr.lines().count()), (Some(0), 1));
        for part in ["signum: note: --limit 21", file, "20 images"] {
            assert!(outcome.stderr.contains(part), "{:?}", outcome.stderr);
        }
        let report: serde_json::Value = serde_json::from_str(&outcome.stdout).unwrap();
        assert_eq!(report[images], COUNT);
    }
}

#[test]
fn mnist_is_found_and_has_its_known_first_labels() {
    let test = load("mnist", Part::Test, None).expect("run scripts/setup first");
    assert_eq!(test.images.dim(), (10_000, 784));
    assert_eq!(test.labels[..8], [7, 2, 1, 0, 4, 1, 4, 9]);
    let train = load("mnist", Part::Train, Some(8)).expect("run scripts/setup first");
    assert_eq!(train.labels, [5, 0, 4, 1, 9, 2, 1, 3]);
}
