//! The committed Verilog of the units is what the catalogue generates.

use super::{generate, generated};
use hdl::catalogue::{Kind, Top};
use std::collections::BTreeSet;
use std::path::PathBuf;

const REGENERATE: &str = "cargo run --release -p hdl --example verilog -- hdl/verilog";

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("verilog")
}

fn units() -> impl Iterator<Item = &'static (Top, String)> {
    generated().iter().filter(|(top, _)| top.kind == Kind::Unit)
}

#[test]
fn the_committed_verilog_is_the_generated_one() {
    for (top, generated) in units() {
        let path = folder().join(format!("{}.v", top.name));
        let committed = std::fs::read_to_string(&path)
            .unwrap_or_else(|error| panic!("{}: {error}; run {REGENERATE}", path.display()));
        let (old, new) = (committed.lines(), generated.lines());
        let line = 1 + old.zip(new).take_while(|(old, new)| old == new).count();
        let path = path.display();
        assert!(
            committed == *generated,
            "{path} is not what the catalogue generates, from line {line} on; run {REGENERATE}"
        );
    }
}

#[test]
fn a_signed_constant_has_its_range() {
    // Yosys takes `localparam signed low = 8'he0;` for unsigned: a netlist would compare otherwise than the Verilog.
    let mut found = 0;
    for (top, generated) in generated() {
        for line in generated
            .lines()
            .filter(|line| line.contains("localparam signed "))
        {
            assert!(line.contains("localparam signed ["), "{}: {line}", top.name);
            found += 1;
        }
    }
    assert!(found > 0);
}

#[test]
fn no_committed_verilog_is_without_its_unit() {
    let expected: BTreeSet<String> = units().map(|(top, _)| format!("{}.v", top.name)).collect();
    let found: BTreeSet<String> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".v"))
        .collect();
    assert_eq!(
        found, expected,
        "delete what is too much; for what is missing run {REGENERATE}"
    );
}

#[test]
fn generation_is_deterministic() {
    for ((top, first), (_, second)) in generated().iter().zip(generate()) {
        assert!(
            *first == second,
            "{} differs from one generation to the next",
            top.name
        );
    }
}

#[test]
fn every_top_is_a_module_of_its_own_name() {
    let mut names = BTreeSet::new();
    for (top, verilog) in generated() {
        let first = verilog.lines().find(|line| line.starts_with("module ")).unwrap();
        assert!(first.starts_with(&format!("module {}(", top.name)), "{first}");
        assert!(names.insert(top.name), "two tops are called {}", top.name);
    }
}

#[test]
fn every_register_has_a_reset() {
    for (top, verilog) in generated() {
        for process in verilog.split("always @(posedge ").skip(1) {
            let process = process.split("endmodule").next().unwrap();
            // memories and what stands behind them have none; see `base::Ram` and `base::DeepStore`
            let memory = process.contains("contents[")
                || process.contains("contents_")
                || process.contains("part_held <= part;");
            assert!(
                memory || process.contains("if (reset)") || process.contains("if (reset | clear)"),
                "{}: {process}",
                top.name
            );
        }
        assert!(
            !verilog.contains("initial"),
            "{}: an initial value is no reset",
            top.name
        );
    }
}
