//! Verilates every top of the catalogue into a model.

use hdl::catalogue::Kind;
use std::path::{Path, PathBuf};
use veribind::build::{fst_available, Batch, Error, Initial, Trace, Verilate, Verilator};

fn main() {
    if let Err(error) = models() {
        for line in error.to_string().lines() {
            println!("cargo::error={line}");
        }
        std::process::exit(1);
    }
}

fn models() -> Result<(), Box<dyn std::error::Error>> {
    let home = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").ok_or("CARGO_MANIFEST_DIR is not set")?);
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    let tools = home.join("../.tools");
    let waivers = home.join("../hdl/verilog/waivers.vlt");
    let fixture = home.join("veribind/tests/counter.v");
    // The catalogue itself is linked into this script: cargo runs it again when any block changes.
    let stamp = tools.join("stamps/verilator");
    // Cargo takes a path that is not there for changed, always.
    let paths = [&waivers, &fixture, &home.join("build.rs"), &stamp];
    for path in paths.into_iter().filter(|path| path.exists()) {
        println!("cargo::rerun-if-changed={}", path.display());
    }

    let verilator = Verilator::find(&tools)?;
    let trace = trace(&verilator, &out)?;
    let random = std::env::var_os("CARGO_FEATURE_RANDOM_STATE").is_some();
    let initial = if random { Initial::Random } else { Initial::Fast };
    let mut batch = Batch::new(verilator);
    if tools.is_dir() {
        batch.shared(&tools.join("models"));
    }
    batch.add(
        Verilate::from_file("counter", &fixture)?
            .trace(trace)
            .initial(initial),
    );
    let mut hashes = String::new();
    for top in hdl::catalogue::tops() {
        let text = top.verilog()?;
        if top.kind == Kind::System {
            let hash = golden::link::build_hash(&text);
            hashes += &format!(
                "/// [`golden::link::build_hash`] of the top `{}`.\npub const {}_HASH: u64 = {hash:#018x};\n",
                top.name,
                top.name.to_uppercase()
            );
        }
        batch.add(
            Verilate::new(top.name, text)
                .waivers(&waivers)
                .trace(trace)
                .initial(initial),
        );
    }
    for bits in hdl::comparison::WIDTHS {
        batch.add(
            Verilate::new(format!("primitives_{bits}"), hdl::comparison::side_by_side(bits)?)
                .waivers(&waivers)
                .trace(trace)
                .initial(initial),
        );
    }
    for bits in hdl::comparison::WIDTHS {
        let text = hdl::norm::one_pass::side_by_side(bits)?;
        batch.add(
            Verilate::new(format!("one_pass_{bits}"), text)
                .waivers(&waivers)
                .trace(trace)
                .initial(initial),
        );
    }
    std::fs::write(out.join("hashes.rs"), hashes)?;
    batch.run(&out.join("models"))?.print_cargo();
    Ok(())
}

/// FST if asked for. With both features (`--all-features`) a machine without FST's libraries gets VCD.
fn trace(verilator: &Verilator, out: &Path) -> Result<Trace, Error> {
    let feature = |name: &str| std::env::var_os(name).is_some();
    match (feature("CARGO_FEATURE_FST"), feature("CARGO_FEATURE_VCD")) {
        (true, false) => Ok(Trace::Fst),
        (true, true) if fst_available(verilator, out) => Ok(Trace::Fst),
        (_, true) => Ok(Trace::Vcd),
        (false, false) => Ok(Trace::None),
    }
}
