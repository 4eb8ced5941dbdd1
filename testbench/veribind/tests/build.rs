//! The build-time half with the Verilator at hand: what is made again and when, and every error.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use veribind::build::{Batch, Error, Trace, Verilate, Verilator, Version};

fn verilator() -> Verilator {
    Verilator::find(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.tools")).unwrap()
}

fn adder(width: u32) -> String {
    format!(
        "module adder(input [{0}:0] a, input [{0}:0] b, output [{0}:0] y); assign y = a + b; endmodule",
        width - 1
    )
}

const INVERTER: &str = "module inverter(input a, output y); assign y = ~a; endmodule";

/// A program that says what a Verilator would.
///
/// Another program writes it: what a test has open for writing is open in every process that another test starts just then, and
/// such a file does not run.
fn pretender(folder: &Path, script: &str) -> PathBuf {
    let (draft, path) = (folder.join("draft"), folder.join("verilator_bin"));
    fs::write(&draft, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&draft, fs::Permissions::from_mode(0o755)).unwrap();
    let copied = Command::new("cp")
        .arg("-p")
        .arg(&draft)
        .arg(&path)
        .status()
        .unwrap();
    assert!(copied.success());
    path
}

#[test]
fn only_changed_tops_are_made_again() {
    let out = tempfile::tempdir().unwrap();
    let run = |verilog: String, flag: Option<&str>| {
        let mut batch = Batch::new(verilator());
        let top = Verilate::new("adder", verilog);
        batch.add(if let Some(flag) = flag {
            top.flag(flag)
        } else {
            top
        });
        batch.add(Verilate::new("inverter", INVERTER));
        batch.run(out.path()).unwrap().made
    };
    assert_eq!(run(adder(8), None), ["AdderModel", "InverterModel"]);
    assert!(run(adder(8), None).is_empty());
    assert_eq!(run(adder(12), None), ["AdderModel"]);
    assert!(fs::read_to_string(out.path().join("models.rs"))
        .unwrap()
        .contains("pub fn y(&self) -> u16"));
    assert_eq!(run(adder(12), Some("-DX=1")), ["AdderModel"]);
    // A model that was left half finished.
    fs::remove_file(out.path().join("InverterModel/key")).unwrap();
    assert_eq!(run(adder(12), Some("-DX=1")), ["InverterModel"]);
}

#[test]
fn finished_models_are_shared_between_output_folders() {
    let shared = tempfile::tempdir().unwrap();
    let run = || {
        let out = tempfile::tempdir().unwrap();
        let mut batch = Batch::new(verilator());
        batch.add(Verilate::new("adder", adder(5))).shared(shared.path());
        let built = batch.run(out.path()).unwrap();
        for (folder, name) in &built.libraries {
            assert!(folder.join(format!("lib{name}.a")).is_file(), "{name}");
        }
        built.made
    };
    assert_eq!(run(), ["AdderModel"]);
    assert!(run().is_empty());
}

#[test]
fn warnings_are_errors_unless_waived() {
    let out = tempfile::tempdir().unwrap();
    let sloppy = "module sloppy(input [7:0] a, output [3:0] y); assign y = a; endmodule";
    let error = Verilate::new("sloppy", sloppy)
        .generate(&verilator(), &out.path().join("work"))
        .unwrap_err();
    assert!(
        matches!(&error, Error::Warnings { top, .. } if top == "sloppy"),
        "{error}"
    );
    assert!(error.to_string().contains("WIDTH"), "{error}");

    let waivers = out.path().join("waivers.vlt");
    fs::write(
        &waivers,
        "`verilator_config\nlint_off -rule WIDTH -file \"sloppy.v\"\nlint_off -rule UNUSEDSIGNAL\n",
    )
    .unwrap();
    Verilate::new("sloppy", sloppy)
        .waivers(&waivers)
        .generate(&verilator(), &out.path().join("work"))
        .unwrap();
}

#[test]
fn what_verilator_refuses_is_told_apart_from_warnings() {
    let out = tempfile::tempdir().unwrap();
    let broken = "module broken(input a, output y); assign y = nowhere(a); endmodule";
    let error = Verilate::new("broken", broken)
        .generate(&verilator(), &out.path().join("work"))
        .unwrap_err();
    assert!(
        matches!(&error, Error::Verilate { top, output } if top == "broken" && output.contains("nowhere")),
        "{error}"
    );
}

#[test]
fn ports_without_a_type_are_refused() {
    let out = tempfile::tempdir().unwrap();
    let pad = "module pad(input a, input en, inout y); assign y = en ? a : 1'bz; endmodule";
    let error = Verilate::new("pad", pad)
        .generate(&verilator(), &out.path().join("work"))
        .unwrap_err();
    assert!(
        matches!(&error, Error::Port { line, .. } if line.contains("VL_INOUT8(&y")),
        "{error}"
    );
}

#[test]
fn two_tops_of_one_rust_name_are_refused() {
    let out = tempfile::tempdir().unwrap();
    let mut batch = Batch::new(verilator());
    batch
        .add(Verilate::new("mac_4x4", INVERTER))
        .add(Verilate::new("mac4x4", INVERTER));
    assert!(matches!(batch.run(out.path()), Err(Error::Duplicate(name)) if name == "Mac4x4Model"));
}

#[test]
fn an_old_verilator_is_refused_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let path = pretender(
        folder.path(),
        "echo 'Verilator 4.038 2020-07-11 rev v4.036-114-g0cd4a57ad'",
    );
    let error = Verilator::at(&path, "VERILATOR").unwrap_err();
    assert!(
        matches!(
            error,
            Error::TooOld {
                found: Version(4, 38),
                ..
            }
        ),
        "{error}"
    );
    let text = error.to_string();
    for part in ["4.038", "5.006", "scripts/setup", path.to_str().unwrap()] {
        assert!(text.contains(part), "{text}");
    }
    assert_eq!(text.lines().count(), 1);
}

#[test]
fn what_is_no_verilator_is_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("nothing");
    let fails = pretender(folder.path(), "exit 3");
    for path in [&missing, &fails] {
        let error = Verilator::at(path, "VERILATOR").unwrap_err();
        assert!(
            matches!(
                error,
                Error::Broken {
                    variable: "VERILATOR",
                    ..
                }
            ),
            "{error}"
        );
        assert!(error.to_string().contains(path.to_str().unwrap()), "{error}");
    }
    let mute = pretender(folder.path(), "echo ' rev vUNKNOWN'");
    let error = Verilator::at(&mute, "VERILATOR").unwrap_err().to_string();
    assert!(error.contains("version"), "{error}");
}

#[test]
fn a_harness_in_cpp_runs() {
    let out = tempfile::tempdir().unwrap();
    let main = r#"
        #include "AdderModel.h"
        int main() { AdderModel top; top.a = 7; top.b = 9; top.eval(); return top.y; }
    "#;
    let top = Verilate::new("adder", adder(8)).trace(Trace::None);
    let program = top
        .executable(&verilator(), main, &out.path().join("harness"))
        .unwrap();
    assert_eq!(
        std::process::Command::new(program).status().unwrap().code(),
        Some(16)
    );
}
