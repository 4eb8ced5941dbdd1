//! `scripts/setup` with a Verilator of the user's own that will not do: one sentence, exit status 2.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

/// Runs it with `VERILATOR` set; returns its exit status and what it said.
fn setup(verilator: &Path) -> (Option<i32>, String) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/setup");
    let said = Command::new(script)
        .env("VERILATOR", verilator)
        .env_remove("VERILATOR_ROOT")
        .output()
        .unwrap();
    assert!(said.stdout.is_empty(), "messages go to standard error");
    (said.status.code(), String::from_utf8(said.stderr).unwrap())
}

fn refused(script: Option<&str>, parts: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("verilator");
    if let Some(script) = script {
        let draft = folder.path().join("draft");
        fs::write(&draft, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&draft, fs::Permissions::from_mode(0o755)).unwrap();
        // written by another program: what this one has had open for writing may be "busy"
        let copied = Command::new("cp")
            .arg("-p")
            .arg(&draft)
            .arg(&path)
            .status()
            .unwrap();
        assert!(copied.success());
    }
    let (status, message) = setup(&path);
    assert_eq!(status, Some(2), "{message}");
    assert_eq!(message.lines().count(), 1, "{message}");
    for part in parts
        .iter()
        .copied()
        .chain([path.to_str().unwrap(), "scripts/setup"])
    {
        assert!(message.contains(part), "{part} is not in: {message}");
    }
}

#[test]
fn an_old_verilator_is_refused() {
    refused(
        Some("echo 'Verilator 5.004 2022-12-14 rev v5.004'"),
        &["5.004", "5.006"],
    );
    refused(
        Some("echo 'Verilator 4.228 2022-10-01 rev v4.228'"),
        &["4.228", "5.006"],
    );
}

#[test]
fn a_missing_verilator_is_refused() {
    refused(None, &["no program"]);
}

#[test]
fn a_program_that_is_no_verilator_is_refused() {
    refused(Some("exit 0"), &["version"]);
    refused(Some("exit 1"), &["version"]);
}

#[test]
fn a_verilator_without_its_headers_is_refused() {
    refused(
        Some("case $1 in --version) echo 'Verilator 5.020 2024-01-01';; esac"),
        &["include/verilated.h", "VERILATOR_ROOT"],
    );
}
