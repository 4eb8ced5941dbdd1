//! `generate` writes what the catalogue builds.

use crate::run::{signum, text};
use hdl::catalogue::{tops, Kind};
use serde_json::Value;

/// Runs `build` on the stack that large blocks need.
fn with_stack<T: Send>(build: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| {
        std::thread::Builder::new()
            .stack_size(512 << 20)
            .spawn_scoped(scope, build)
            .unwrap()
            .join()
            .unwrap()
    })
}

#[test]
fn every_unit_is_written_with_its_manifest_entry() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("new/verilog");
    let report = signum(&["generate", "--out", text(&out), "--config", "tiny", "--json"]).json();
    let files: Vec<String> = serde_json::from_value(report["files"].clone()).unwrap();
    let manifest: Value = serde_json::from_slice(&std::fs::read(out.join("manifest.json")).unwrap()).unwrap();
    assert_eq!(manifest["config"], "tiny");
    for top in tops().iter().filter(|top| top.kind == Kind::Unit) {
        let file = format!("{}.v", top.name);
        assert!(files.contains(&file), "{file}");
        let written = std::fs::read_to_string(out.join(&file)).unwrap();
        assert_eq!(written, with_stack(|| top.verilog().unwrap()), "{file}");
        assert!(written.contains(&format!("module {}", top.name)), "{file}");
        let entry = manifest["units"]
            .as_array()
            .unwrap()
            .iter()
            .find(|u| u["name"] == top.name)
            .unwrap();
        let ports = entry["ports"].as_array().unwrap();
        assert!(ports
            .iter()
            .any(|p| p["name"] == "clock" && p["direction"] == "input" && p["width"] == 1));
        assert!(!entry["latency"].as_str().unwrap().is_empty());
    }
    let there = std::fs::read_dir(&out).unwrap().count();
    assert_eq!(there, files.len());
}

#[test]
fn other_configurations_and_variants_are_left_out() {
    let folder = tempfile::tempdir().unwrap();
    signum(&[
        "generate",
        "--out",
        text(folder.path()),
        "--config",
        "medium",
        "--json",
    ])
    .json();
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        for other in ["_tiny.v", "_base.v", "_large.v", "_4x4.v"] {
            assert!(!name.ends_with(other), "{name}");
        }
    }
}

#[test]
fn a_folder_that_cannot_be_made_is_refused() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let below = file.path().join("verilog");
    signum(&["generate", "--out", text(&below)]).refused(&[text(&below), "expected a folder"]);
}
