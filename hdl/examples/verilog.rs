//! Writes Verilog of the catalogue, one file a top.
//!
//! ```sh
//! cargo run --release -p hdl --example verilog -- hdl/verilog        # the units, which are committed there
//! cargo run --release -p hdl --example verilog -- --all build/lint   # every top
//! ```

use hdl::catalogue::{tops, Kind};
use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

/// Stack for the blocks, which rust-hdl holds by value: an array of cells is megabytes.
const STACK: usize = 512 << 20;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (all, folder) = match arguments.as_slice() {
        [folder] if !folder.starts_with('-') => (false, folder.clone()),
        [flag, folder] if flag == "--all" => (true, folder.clone()),
        _ => {
            eprintln!("usage: verilog [--all] FOLDER");
            return ExitCode::from(2);
        }
    };
    let write = move || write(Path::new(&folder), all).map_err(|error| error.to_string());
    let worker = std::thread::Builder::new().stack_size(STACK).spawn(write);
    let result = worker.map(|worker| worker.join());
    match result {
        Ok(Ok(Ok(()))) => ExitCode::SUCCESS,
        Ok(Ok(Err(error))) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
        Ok(Err(_)) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("no memory to build blocks in: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Writes the files and prints their names.
fn write(folder: &Path, all: bool) -> Result<(), Box<dyn Error>> {
    std::fs::create_dir_all(folder)?;
    for top in tops().iter().filter(|top| all || top.kind == Kind::Unit) {
        std::fs::write(folder.join(format!("{}.v", top.name)), top.verilog()?)?;
        println!("{}", top.name);
    }
    Ok(())
}
