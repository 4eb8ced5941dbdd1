//! The kinds of circuits that a published measurement of the iCE40UP5K's current was made on, built anew: the relative
//! energy of each, in `build/fpga`. See `flow::fpga::power`.

use flow::cache::Cache;
use flow::fpga::{self, Cells, Target};
use flow::{Bench, Design, Port};
use std::error::Error;
use std::path::Path;

/// Name, whether in a multiplier block, width of the result, Verilog, the result after a number of cycles.
type Circuit = (&'static str, bool, u32, String, fn(u64) -> u64);

/// Cycles of a run.
const CYCLES: u64 = 512;

fn main() -> Result<(), Box<dyn Error>> {
    let cache = Cache::new(Path::new("build/fpga"))?;
    let zero = |_| 0;
    let product = |k: u64| ((3 * k) & 255) * ((5 * k) & 255);
    let circuits: [Circuit; 5] = [
        ("counter1", false, 1, counters(1), zero),
        ("counter4", false, 1, counters(4), zero),
        ("counter8", false, 1, counters(8), zero),
        ("product", false, 16, PRODUCT.to_owned(), product),
        ("product", true, 16, PRODUCT.to_owned(), product),
    ];
    for (name, dsp, width, body, expected) in circuits {
        let bench = Bench {
            inputs: vec![Port::new("s_data", 1)],
            stimulus: vec![vec![0]; CYCLES as usize],
            outputs: vec![Port::new("m_data", width)],
            expected: (1..=CYCLES).map(|k| vec![u128::from(expected(k))]).collect(),
            ready: false,
        };
        let design = Design {
            name: name.to_owned(),
            verilog: format!(
                "module {name}(input clock, input reset, input s_valid, input s_data, output reg m_valid,\n    \
                 output [{}:0] m_data);\nalways @(posedge clock) m_valid <= s_valid & ~reset;\n{body}endmodule\n",
                width - 1
            ),
            bench,
        };
        let cells = if dsp { Cells::Multipliers } else { Cells::Carries };
        let energy = fpga::energy(&design, Target::Up5k, cells, &cache)?.energy;
        let kind = if dsp { "multiplier block" } else { "LUTs" };
        println!(
            "{name} in {kind}: wires {:.2}, clock {:.2}",
            energy.wires, energy.clock
        );
    }
    Ok(())
}

/// Counters of 28 bits, side by side.
fn counters(count: usize) -> String {
    let counter = |i| {
        format!(
            "(* keep *) reg [27:0] c{i};\nalways @(posedge clock) if (reset) c{i} <= 0; else c{i} <= c{i} + 1;\n"
        )
    };
    let tops: Vec<String> = (0..count).map(|i| format!("c{i}[27]")).collect();
    let counters: String = (0..count).map(counter).collect();
    format!("{counters}assign m_data = {};\n", tops.join(" ^ "))
}

/// The product of two counters of 8 bits, in steps of 3 and 5.
const PRODUCT: &str = "reg [7:0] a, b;
always @(posedge clock) if (reset) begin a <= 0; b <= 0; end else begin a <= a + 3; b <= b + 5; end
assign m_data = a * b;
";
