//! `signum generate`: the Verilog of every unit and of the core in one configuration, and a manifest.

use crate::cli::GenerateArgs;
use crate::failure::Failure;
use crate::files::write_atomically;
use crate::output;
use crate::progress::Progress;
use golden::core::{config, Config};
use hdl::catalogue::{ports, tops, Kind, Port, Top};
use serde::Serialize;
use std::collections::BTreeMap;

/// `manifest.json`.
#[derive(Serialize)]
struct Manifest {
    /// Configuration of the core.
    config: &'static str,
    /// Clock that a board with this configuration is meant to run at.
    clock_hz: u64,
    /// One entry a file.
    units: Vec<Unit>,
}

/// One top of the manifest.
#[derive(Serialize)]
struct Unit {
    /// Name of the Verilog module.
    name: &'static str,
    /// `unit`, or `system` for the core and what is around it.
    kind: &'static str,
    file: String,
    parameters: BTreeMap<&'static str, u64>,
    /// Latency and throughput in cycles.
    latency: &'static str,
    /// Ports in order, with direction and width.
    ports: Vec<Port>,
}

/// The JSON object of the command.
#[derive(Serialize)]
struct Report {
    config: &'static str,
    out: std::path::PathBuf,
    files: Vec<String>,
}

/// Stack for the blocks, which rust-hdl holds by value: an array of cells is megabytes.
const STACK: usize = 512 << 20;

/// Runs the command.
pub fn run(args: &GenerateArgs, json: bool) -> Result<(), Failure> {
    std::thread::scope(|scope| {
        let worker = std::thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, || generate(args, json));
        let worker = worker
            .map_err(|e| Failure::Work(anyhow::Error::new(e).context("no memory to build blocks in")))?;
        worker
            .join()
            .unwrap_or_else(|_| Err(Failure::work("building the Verilog failed")))
    })
}

fn generate(args: &GenerateArgs, json: bool) -> Result<(), Failure> {
    let config = Config::named(&args.config).ok_or_else(|| {
        let names: Vec<_> = config::ALL.iter().map(|c| c.name).collect();
        Failure::input(format!(
            "--config {}: no such configuration, expected one of {}",
            args.config,
            names.join(", ")
        ))
    })?;
    let folder = &args.out;
    std::fs::create_dir_all(folder).map_err(|e| {
        Failure::input(format!(
            "--out {}: cannot be made: {e}; expected a folder",
            folder.display()
        ))
    })?;

    let selected: Vec<Top> = tops().into_iter().filter(|top| belongs(top, config)).collect();
    let mut progress = Progress::new(selected.len() as u64, "files");
    let mut units = Vec::new();
    for (done, top) in selected.iter().enumerate() {
        let failed = |e| Failure::work(format!("{}: {e}", top.name));
        let file = format!("{}.v", top.name);
        let verilog = top.verilog().map_err(failed)?;
        write(&folder.join(&file), &verilog)?;
        units.push(Unit {
            name: top.name,
            kind: if top.kind == Kind::Unit { "unit" } else { "system" },
            file,
            parameters: top.parameters.iter().copied().collect(),
            latency: top.timing,
            ports: ports(&verilog),
        });
        progress.set(done as u64 + 1);
    }
    let manifest = Manifest {
        config: config.name,
        clock_hz: config.clock_hz,
        units,
    };
    let mut text = serde_json::to_string_pretty(&manifest).map_err(|e| Failure::Work(e.into()))?;
    text.push('\n');
    write(&folder.join("manifest.json"), &text)?;
    drop(progress);

    let mut files: Vec<String> = manifest.units.into_iter().map(|unit| unit.file).collect();
    files.push("manifest.json".to_owned());
    if json {
        return output::json(&Report {
            config: config.name,
            out: folder.clone(),
            files,
        });
    }
    output::line(&format!(
        "{} files for configuration {} in {}",
        files.len(),
        config.name,
        folder.display()
    ))
}

/// Units always; systems unless they are of another configuration, which their names end in; never variants.
fn belongs(top: &Top, config: Config) -> bool {
    let other = |c: &Config| c.name != config.name && top.name.ends_with(&format!("_{}", c.name));
    match top.kind {
        Kind::Unit => true,
        Kind::System => !config::ALL.iter().any(other),
        Kind::Variant => false,
    }
}

fn write(path: &std::path::Path, text: &str) -> Result<(), Failure> {
    write_atomically(path, text.as_bytes()).map_err(Failure::input)
}
