//! The experiments of papers, in their quick form.

use crate::run::{signum, text};
use serde_json::Value;
use std::time::{Duration, Instant};

/// Runs a quick experiment, and holds its table to the contract.
fn quick(name: &str) -> Vec<Value> {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("deep/out");
    let start = Instant::now();
    let args = [
        "reproduce",
        name,
        "--quick",
        "--seeds",
        "1",
        "--out",
        text(&out),
        "--json",
    ];
    let report = signum(&args).json();
    // Other tests run beside it; alone it takes a fraction of this.
    assert!(start.elapsed() < Duration::from_secs(600));
    assert_eq!((&report["name"], &report["seeds"]), (&name.into(), &1.into()));
    let rows = report["rows"].as_array().unwrap().clone();
    for row in &rows {
        assert!(
            row["claim"].is_string() && row["unit"].is_string() && row["holds"].is_boolean(),
            "{row}"
        );
        assert!(
            row["measured"].is_number() && (row["paper"].is_number() || row["paper"].is_null()),
            "{row}"
        );
        assert_eq!(row.as_object().unwrap().len(), 5, "{row}");
        // A figure without its settings says nothing.
        let claim = row["claim"].as_str().unwrap();
        let trained = claim.contains(" images of MNIST, batch 128") && claim.contains("of 1 seed");
        assert!(
            trained || claim.contains("Gaussian") || claim.contains("same samples"),
            "{claim}"
        );
    }
    let table = std::fs::read_to_string(out.join(format!("{name}.csv"))).unwrap();
    assert_eq!(table.lines().count(), 1 + rows.len());
    let json = std::fs::read_to_string(out.join(format!("{name}.json"))).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&json).unwrap(), report["rows"]);
    let pictures = std::fs::read_dir(out).unwrap().flatten();
    let pictures = pictures.filter(|e| e.path().extension().is_some_and(|e| e == "svg"));
    assert!(pictures.count() > 0, "no learning curves");
    rows
}

/// The row whose claim contains `part`.
#[track_caller]
fn row<'a>(rows: &'a [Value], part: &str) -> &'a Value {
    let claim = |row: &&Value| row["claim"].as_str().unwrap().contains(part);
    rows.iter()
        .find(claim)
        .unwrap_or_else(|| panic!("no claim about {part:?}"))
}

#[test]
fn wage_reaches_the_neighbourhood_of_the_paper() {
    let rows = quick("wage");
    let network = row(&rows, "32C5-MP2-64C5-MP2-512FC-10");
    assert_eq!(
        (&network["paper"], &network["holds"]),
        (&99.6.into(), &true.into()),
        "{network}"
    );
    assert_eq!(row(&rows, "rounded to the nearest")["holds"], true);
    assert_eq!(row(&rows, "errors of 4 bits")["holds"], true);
}

#[test]
fn l1_and_l2_normalisers_train_alike() {
    let rows = quick("l1bn");
    // One seed says little about tenths of a point; what does not depend on luck must hold.
    let close = row(&rows, "within 0.3 points");
    assert!(close["measured"].as_f64().unwrap().abs() < 1.0, "{close}");
    for part in [
        "better than no normaliser",
        "root of pi/2",
        "L1: the backward formula",
        "L2: the integers",
    ] {
        assert_eq!(row(&rows, part)["holds"], true, "{part}");
    }
}
