//! Learning curves.

use crate::run::{data_set, signum, text};

#[test]
fn curves_have_a_row_an_epoch_equal_to_the_report() {
    let folder = tempfile::tempdir().unwrap();
    data_set(folder.path(), 60);
    let curves = folder.path().join("deep/curves");
    let (data, path) = (text(folder.path()), text(&curves));
    let args = [
        "train", "--net", "8-6-4", "--data", data, "--epochs", "3", "--curves", path, "--json",
    ];
    let report = signum(&args).json();
    assert_eq!(report["curves"], text(&curves.join("curves.svg")));
    let table = std::fs::read_to_string(curves.join("curves.csv")).unwrap();
    let lines: Vec<Vec<&str>> = table.lines().map(|line| line.split(',').collect()).collect();
    assert_eq!(lines.len(), 1 + 3);
    for (row, line) in report["epochs"].as_array().unwrap().iter().zip(&lines[1..]) {
        for (name, value) in lines[0].iter().zip(line).take(5) {
            assert_eq!(
                row[*name].as_f64().unwrap(),
                value.parse::<f64>().unwrap(),
                "{name}"
            );
        }
    }
    let picture = std::fs::read_to_string(curves.join("curves.svg")).unwrap();
    assert!(picture.contains("</svg>") && picture.contains("8-6-4"));
    // A mark for each epoch: loss, training accuracy, test accuracy.
    assert_eq!(picture.matches("<circle ").count(), 9);
}
