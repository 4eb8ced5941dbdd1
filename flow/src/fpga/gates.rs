//! A unit in a family's cells as one Verilog text that simulates by itself: the netlist, and the models of the cells in it.

use super::models::Models;
use super::synthesise::{self, Synthesised};
use super::{Cells, Error, Target};
use crate::board::Part;
use crate::cache::{kept, Cache};
use std::collections::BTreeSet;

/// iCE40's table as one index in place of the chain of choices of Yosys' model, which is the same, but of which a
/// simulator makes a text several times as long.
const SB_LUT4: &str = "module SB_LUT4 (output O, input I0, input I1, input I2, input I3);
	parameter [15:0] LUT_INIT = 0;
	assign O = LUT_INIT[{I3, I2, I1, I0}];
endmodule
";

/// A unit as cells.
#[derive(Debug, Clone)]
pub struct Gates {
    /// The netlist, its top first, then the models.
    pub verilog: String,
    /// Macros that the models need.
    pub defines: &'static [&'static str],
    /// The unit as it was synthesised.
    pub unit: Synthesised,
}

/// Puts a module into the family's cells, without multiplier blocks, as a text to simulate. Ports are those of the module.
///
/// # Errors
/// Yosys is missing or fails, or no model is of a cell.
pub fn gates(name: &str, verilog: &str, target: Target, cache: &Cache) -> Result<Gates, Error> {
    let unit = synthesise::unit(name, verilog, target, Cells::Carries, cache)?;
    with_models(unit, target)
}

/// Puts a board's design into the cells of its part, as its bitstream has them: with multipliers and all kinds of memory.
///
/// # Errors
/// As [`gates`].
pub fn board_gates(name: &str, verilog: &str, part: Part, cache: &Cache) -> Result<Gates, Error> {
    let target = part.family();
    let unit = synthesise::unit_by(name, verilog, target, &part.synthesis(name), cache)?;
    with_models(unit, target)
}

fn with_models(unit: Synthesised, target: Target) -> Result<Gates, Error> {
    let models = Models::of(target)?;
    let mut cells: BTreeSet<&str> = unit.cells.keys().map(String::as_str).collect();
    let own = if cells.remove("SB_LUT4") { SB_LUT4 } else { "" };
    let netlist = kept(&unit.folder.join(synthesise::VERILOG))?;
    let models_text = models
        .text(&cells)
        .map_err(|cell| Error::NotSimulated { target, cell })?;
    Ok(Gates {
        verilog: format!("{netlist}\n{own}{models_text}"),
        defines: models.defines,
        unit,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tool::{Kind, Tool};
    use std::fs;

    /// Every input of tables that differ in every bit.
    #[test]
    fn the_table_is_that_of_yosys() {
        let bench = "module bench;
            reg [3:0] i; reg [15:0] seen;
            wire [15:0] a, b;
            genvar t;
            generate for (t = 0; t < 16; t = t + 1) begin : tables
                SB_LUT4 #(.LUT_INIT(16'd1 << t)) one (.O(a[t]), .I0(i[0]), .I1(i[1]), .I2(i[2]), .I3(i[3]));
                theirs #(.LUT_INIT(16'd1 << t)) other (.O(b[t]), .I0(i[0]), .I1(i[1]), .I2(i[2]), .I3(i[3]));
            end endgenerate
            integer n;
            initial begin
                for (n = 0; n < 16; n = n + 1) begin
                    i = n; #1;
                    if (a !== b || a !== 16'd1 << n) $fatal(1, \"table %d: %b, %b\", n, a, b);
                end
                $display(\"equal\");
            end
        endmodule
        ";
        let models = Models::of(Target::Hx8k).unwrap();
        let theirs = models.text(&BTreeSet::from(["SB_LUT4"])).unwrap();
        let theirs = theirs.replace("module SB_LUT4", "module theirs");
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("bench.v"), format!("{theirs}{SB_LUT4}{bench}")).unwrap();
        let arguments = [
            "-g2012",
            "-DNO_ICE40_DEFAULT_ASSIGNMENTS",
            "-o",
            "bench.vvp",
            "-s",
            "bench",
            "bench.v",
        ];
        let iverilog = Tool::find(Kind::Iverilog).unwrap();
        iverilog.run(folder.path(), &arguments, "iverilog.log").unwrap();
        let vvp = Tool::find(Kind::Vvp).unwrap();
        vvp.run(folder.path(), &["-n", "bench.vvp"], "vvp.log").unwrap();
        let said = fs::read_to_string(folder.path().join("vvp.log")).unwrap();
        assert!(said.contains("equal"), "{said}");
    }
}
