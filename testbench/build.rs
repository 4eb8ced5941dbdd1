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
    let mut texts = std::collections::BTreeMap::new();
    #[cfg(feature = "netlist")]
    let mut netlists = String::new();
    let tops = hdl::catalogue::tops();
    for (top, text) in tops.iter().zip(hdl::catalogue::verilog_of(&tops)?) {
        if hdl::board::IN_BUILD.contains(&top.name) || top.name.starts_with("core_") {
            texts.insert(top.name, text.clone());
        }
        // Boards with a serial line say the build of their own configuration: SERIAL_BUILDS.
        if top.kind == Kind::System && top.name != "board_serial" {
            let hash = golden::link::build_hash(&text);
            hashes += &format!(
                "/// [`golden::link::build_hash`] of the top `{}`.\npub const {}_HASH: u64 = {hash:#018x};\n",
                top.name,
                top.name.to_uppercase()
            );
        }
        #[cfg(feature = "netlist")]
        if top.kind == Kind::Unit || top.name == netlist::BOARD {
            if let Some((model, line)) = netlist::netlist(top.name, &text, &home)? {
                batch.add(model.trace(trace).initial(initial));
                netlists += &line;
                continue;
            }
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
    #[cfg(feature = "netlist")]
    {
        hashes += "/// The units that are netlists: name, device, cells with their number.\n";
        hashes += "#[allow(clippy::type_complexity)]\n";
        hashes += &format!("pub const NETLISTS: &[(&str, &str, &[(&str, u64)])] = &[\n{netlists}];\n");
    }
    hashes += "/// The builds of boards with a serial line: name of the configuration, [`golden::link::build_hash`].\n";
    hashes += "pub const SERIAL_BUILDS: &[(&str, u64)] = &[\n";
    for config in golden::core::config::ALL {
        let build = hdl::board::build(config.name, |name| {
            texts.get(name).cloned().ok_or_else(|| format!("no top {name}"))
        })?;
        hashes += &format!("    ({:?}, {build:#018x}),\n", config.name);
    }
    hashes += "];\n";
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

/// Units as netlists.
#[cfg(feature = "netlist")]
mod netlist {
    use flow::board::Part;
    use flow::cache::Cache;
    use flow::fpga::{self, Target};
    use std::fmt::Write;
    use std::path::Path;
    use veribind::build::Verilate;

    /// The device whose cells they are made of: hx8k unless it says another.
    const TARGET: &str = "SIGNUM_NETLIST_TARGET";
    /// The units to take, by their modules' names with spaces between; all unless it is there.
    const UNITS: &str = "SIGNUM_NETLIST_UNITS";
    /// The board, which is a netlist only if it is asked for by name.
    pub const BOARD: &str = "board_tiny";
    /// A look-up table to break in every netlist, counted from 0: tests that pass on such a netlist do not see it.
    const FAULT: &str = "SIGNUM_NETLIST_FAULT";

    /// A top in the device's cells, and a line of Rust that says of which; nothing for a top that is not asked for.
    pub fn netlist(
        name: &str,
        verilog: &str,
        home: &Path,
    ) -> Result<Option<(Verilate, String)>, Box<dyn std::error::Error>> {
        for variable in [TARGET, UNITS, FAULT] {
            println!("cargo::rerun-if-env-changed={variable}");
        }
        let asked = std::env::var(UNITS).map(|units| units.split_whitespace().any(|unit| unit == name));
        if !asked.unwrap_or(name != BOARD) {
            return Ok(None);
        }
        let target: Target = match name {
            BOARD => Part::Up5k.family(),
            _ => std::env::var(TARGET).as_deref().unwrap_or("hx8k").parse()?,
        };
        // Not in the system's folder for temporary files, which tools in a sandbox do not see.
        let cache = Cache::new(&home.join("../build/netlists"))?;
        let gates = match name {
            BOARD => fpga::board_gates(name, verilog, Part::Up5k, &cache),
            _ => fpga::gates(name, verilog, target, &cache),
        };
        let gates = gates.map_err(|error| format!("{name}: {error}"))?;
        let text = match std::env::var(FAULT) {
            Ok(table) => {
                broken(&gates.verilog, table.parse()?).ok_or(format!("{name} has no table {table}"))?
            }
            Err(_) => gates.verilog,
        };
        let mut model = Verilate::new(name, text);
        // millions of cycles, of few enough cells
        if name != BOARD {
            model = model.unoptimised();
        }
        for name in gates.defines {
            model = model.define(*name, "1");
        }
        // What lint finds in the cell models and in the names of a netlist is nobody's mistake here.
        for rule in ["lint", "style", "UNOPTFLAT", "MULTITOP", "TIMESCALEMOD"] {
            model = model.flag(format!("-Wno-{rule}"));
        }
        let mut line = format!("(\"{name}\", \"{target}\", &[");
        for (cell, number) in &gates.unit.cells {
            write!(line, "(\"{cell}\", {number}), ")?;
        }
        Ok(Some((model, line + "]),\n")))
    }

    /// The netlist with all bits of one table inverted.
    fn broken(text: &str, table: usize) -> Option<String> {
        const BEFORE: &str = ".LUT_INIT(16'h";
        let at = text.match_indices(BEFORE).nth(table)?.0 + BEFORE.len();
        let digits = text.get(at..at + 4)?;
        let bits = !u16::from_str_radix(digits, 16).ok()?;
        Some(format!("{}{bits:04x}{}", &text[..at], &text[at + 4..]))
    }
}
