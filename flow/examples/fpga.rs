//! What an FPGA makes of a Verilog file: `cargo run --release -p flow --example fpga FILE TOP TARGET [dsp|tables] [LANES]`.

use flow::cache::Cache;
use flow::fpga::{self, Cells, Target};
use flow::{Bench, Design};
use std::error::Error;
use std::path::Path;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file, top, target, rest @ ..] = arguments.as_slice() else {
        return Err("usage: fpga FILE TOP TARGET [dsp|tables] [LANES]".into());
    };
    let target: Target = target.parse()?;
    let bench = Bench {
        inputs: vec![],
        stimulus: vec![],
        outputs: vec![],
        expected: vec![],
        ready: false,
    };
    let design = Design {
        name: top.clone(),
        verilog: std::fs::read_to_string(file)?,
        bench,
    };
    let cache = Cache::new(Path::new("build/fpga"))?;
    let start = Instant::now();
    let asked = |name: &str| rest.iter().any(|word| word == name);
    let cells = match (asked("dsp"), asked("tables")) {
        (true, _) => Cells::Multipliers,
        (_, true) => Cells::Tables,
        _ => Cells::Carries,
    };
    match rest.iter().find_map(|word| word.parse().ok()) {
        Some(lanes) => println!(
            "{} lanes: {:.1} MHz",
            lanes,
            fpga::many_lanes(&design, target, cells, lanes, &cache)?
        ),
        None => println!("{:#?}", fpga::measure(&design, target, cells, 3, &cache)?),
    }
    println!("{:.1} s", start.elapsed().as_secs_f64());
    Ok(())
}
