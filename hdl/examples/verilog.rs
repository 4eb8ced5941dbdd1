//! Writes Verilog of the catalogue, one file a top.
//!
//! ```sh
//! cargo run --release -p hdl --example verilog -- hdl/verilog        # the units, which are committed there
//! cargo run --release -p hdl --example verilog -- --all build/lint   # every top
//! cargo run --release -p hdl --example verilog -- --comparison build/comparison   # the designs of L1 against L2
//! ```

use hdl::catalogue::{tops, verilog_of, Kind, Top};
use hdl::comparison::designs;
use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

/// Stack for the blocks, which rust-hdl holds by value: an array of cells is megabytes.
const STACK: usize = 512 << 20;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (what, folder) = match arguments.as_slice() {
        [folder] if !folder.starts_with('-') => (What::Units, folder.clone()),
        [flag, folder] if flag == "--all" => (What::All, folder.clone()),
        [flag, folder] if flag == "--comparison" => (What::Comparison, folder.clone()),
        _ => {
            eprintln!("usage: verilog [--all | --comparison] FOLDER");
            return ExitCode::from(2);
        }
    };
    let write = move || write(Path::new(&folder), what).map_err(|error| error.to_string());
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

/// Which files.
#[derive(Clone, Copy, PartialEq)]
enum What {
    Units,
    All,
    Comparison,
}

/// Writes the files and prints their names.
fn write(folder: &Path, what: What) -> Result<(), Box<dyn Error>> {
    std::fs::create_dir_all(folder)?;
    let put = |name: &str, text: String| {
        println!("{name}");
        std::fs::write(folder.join(format!("{name}.v")), text)
    };
    if what == What::Comparison {
        for design in designs() {
            put(&design.name, design.verilog()?)?;
        }
        return Ok(());
    }
    let asked = |top: &Top| what == What::All || top.kind == Kind::Unit;
    let tops: Vec<Top> = tops().into_iter().filter(asked).collect();
    for (top, text) in tops.iter().zip(verilog_of(&tops)?) {
        put(top.name, text)?;
    }
    Ok(())
}
