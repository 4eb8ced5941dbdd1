//! Netlists of memories and multipliers beside the text that they were made from, on the same random inputs.

use super::super::models::Models;
use super::super::synthesise;
use super::Target;
use crate::cache::Cache;
use crate::fpga::Cells;
use crate::tool::{Kind, Tool};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use tempfile::TempDir;

const SEED: u32 = 20_240_611;

/// Reads and writes meet at the same address in every fourth cycle, and at few addresses in every other 64 cycles.
const BENCH: &str = "
module bench;
    reg clock = 0, reset = 0, we = 1, re1 = 1, re2 = 1;
    reg [4:0] be = 0; reg [13:0] wa = 0, ra1 = 0, ra2 = 0, few; reg [49:0] wd = 0;
    wire [N-1:0] got, want; reg [N-1:0] last;
    integer seed = SEED, n, changes = 0;
    blocks unit(.clock(clock), .reset(reset), .we(we), .re1(re1), .re2(re2), .be(be), .wa(wa), .ra1(ra1), .ra2(ra2),
        .wd(wd), .out(got));
    golden source(.clock(clock), .reset(reset), .we(we), .re1(re1), .re2(re2), .be(be), .wa(wa), .ra1(ra1), .ra2(ra2),
        .wd(wd), .out(want));
    initial begin
        for (n = 0; n < CYCLES; n = n + 1) begin
            few = n / 64 % 2 ? 14'h1025 : 14'h3fff;
            wa = $random(seed) & few; ra1 = $random(seed) & few; ra2 = $random(seed) & few;
            if ($random(seed) % 4 == 0) ra1 = wa;
            if ($random(seed) % 4 == 0) ra2 = wa;
            wd = {$random(seed), $random(seed)};
            case ($random(seed) & 7)
                0: wd = ~50'd0;
                1: wd[24:0] = 25'h1020080;
                2: wd[49:25] = 25'h1028080;
                default: ;
            endcase
            if (n > 4) begin
                {reset, be, we, re1, re2} = $random(seed);
                if ($random(seed) % 4 != 0) reset = 0;
            end
            #5 clock = 1;
            #1 if (n > 4 && got !== want) $fatal(1, \"seed %0d, cycle %0d: %h, not %h\", SEED, n, got, want);
            if (want !== last) changes = changes + 1;
            last = want;
            #4 clock = 0;
        end
        if (changes < n / 4) $fatal(1, \"seed %0d: %0d changes\", SEED, changes);
        $display(\"equal with seed %0d\", SEED);
    end
endmodule
";

/// Memories or products with the widths of what comes out of them.
#[derive(Default)]
pub(super) struct Blocks {
    text: String,
    /// What stands in the reference alone: the zeros that the devices begin with.
    zeros: String,
    outputs: Vec<(String, u32)>,
}

impl Blocks {
    /// A memory `name` of `2^address` words, and what happens at the clock's rise: `M` is the memory, `Q` what is read
    /// by each port, as `Q1`.
    pub(super) fn memory(mut self, name: &str, bits: u32, address: u32, reads: u32, clocked: &str) -> Blocks {
        let (high, last) = (bits - 1, (1 << address) - 1);
        let clocked = clocked
            .replace('M', name)
            .replace('Q', &format!("{name}_q"))
            .replace("WA", &format!("wa[{}:0]", address - 1))
            .replace("RA1", &format!("ra1[{}:0]", address - 1))
            .replace("RA2", &format!("ra2[{}:0]", address - 1))
            .replace("WD", &format!("wd[{high}:0]"));
        self.text += &format!("reg [{high}:0] {name} [0:{last}];\ninteger {name}_n;\n");
        self.zeros += &format!(
            "localparam {name}_last = {last};\ninitial for (i = 0; i <= {name}_last; i = i + 1) {name}[i] = 0;\n"
        );
        for read in 1..=reads {
            self = self.register(format!("{name}_q{read}"), bits);
        }
        self.text += &format!("always @(posedge clock) begin {clocked} end\n");
        self
    }

    /// The first words of the memory `name` differ from the beginning.
    pub(super) fn filled(mut self, name: &str) -> Blocks {
        self.text += &format!("initial for (i = 0; i < 512; i = i + 1) {name}[i] = i * 40503 >> 3;\n");
        self.zeros = self.zeros.replace(
            &format!("(i = 0; i <= {name}_last;"),
            &format!("(i = 512; i <= {name}_last;"),
        );
        self
    }

    /// `a * b` of so many bits in a register.
    pub(super) fn product(mut self, bits: u32, signed: bool) -> Blocks {
        let name = format!("{}{bits}", if signed { 's' } else { 'u' });
        let cast = if signed { "$signed" } else { "" };
        let (a, b) = (format!("wd[{}:0]", bits - 1), format!("wd[{}:25]", 24 + bits));
        self = self.register(name.clone(), 2 * bits);
        self.text += &format!("always @(posedge clock) {name} <= {cast}({a}) * {cast}({b});\n");
        self
    }

    /// A register that is an output, too.
    pub(super) fn register(mut self, name: String, bits: u32) -> Blocks {
        self.text += &format!("reg [{}:0] {name};\n", bits - 1);
        self.zeros += &format!("initial {name} = 0;\n");
        self.outputs.push((name, bits));
        self
    }

    fn width(&self) -> u32 {
        self.outputs.iter().map(|(_, width)| width).sum()
    }

    fn module(&self, name: &str, zeros: &str) -> String {
        let outputs: Vec<&str> = self.outputs.iter().map(|(name, _)| name.as_str()).collect();
        format!(
            "module {name}(input clock, reset, we, re1, re2, input [4:0] be, input [13:0] wa, ra1, ra2, \
             input [49:0] wd, output [{}:0] out);\ninteger i;\n{}{zeros}assign out = {{{}}};\nendmodule\n",
            self.width() - 1,
            self.text,
            outputs.join(", ")
        )
    }

    /// Synthesises, runs, compares; gives the cells of the netlist and its text.
    pub(super) fn check(&self, target: Target, cycles: u32) -> (BTreeMap<String, u64>, String) {
        let (_folder, cache) = cache();
        let text = self.module("blocks", "");
        let unit = synthesise::unit("blocks", &text, target, Cells::Multipliers, &cache).unwrap();
        let models = Models::of(target).unwrap();
        let cells: BTreeSet<&str> = unit.cells.keys().map(String::as_str).collect();
        let models_text = models.text(&cells).unwrap();
        let netlist = fs::read_to_string(unit.folder.join(synthesise::VERILOG)).unwrap();
        let golden = self.module("golden", &self.zeros);
        let bench = BENCH.replace("N-1", &(self.width() - 1).to_string());
        let bench = bench
            .replace("CYCLES", &cycles.to_string())
            .replace("SEED", &SEED.to_string());
        let said = run(&format!("{netlist}{models_text}{golden}{bench}"));
        assert!(said.contains("equal"), "{target}: {said}");
        (unit.cells, netlist)
    }
}

/// Beside the test's program: tools in a sandbox do not see the system's folder for temporary files.
fn folder() -> TempDir {
    let program = std::env::current_exe().unwrap();
    tempfile::tempdir_in(program.parent().unwrap()).unwrap()
}

fn cache() -> (TempDir, Cache) {
    let folder = folder();
    let cache = Cache::new(folder.path()).unwrap();
    (folder, cache)
}

/// What the module `bench` of a text says, also at its end by `$fatal`.
pub(super) fn run(text: &str) -> String {
    let folder = folder();
    fs::write(folder.path().join("bench.v"), text).unwrap();
    let arguments = ["-g2012", "-o", "bench.vvp", "-s", "bench", "bench.v"];
    let iverilog = Tool::find(Kind::Iverilog).unwrap();
    iverilog.run(folder.path(), &arguments, "iverilog.log").unwrap();
    let vvp = Tool::find(Kind::Vvp).unwrap();
    let ended = vvp.run(folder.path(), &["-n", "bench.vvp"], "vvp.log");
    let said = fs::read_to_string(folder.path().join("vvp.log")).unwrap();
    assert_eq!(ended.is_err(), said.contains("FATAL"), "{said}");
    said
}

/// The netlist runs like its text on both families, and has `cells` of each; gives the netlists' texts.
pub(super) fn both(blocks: &Blocks, ecp5: &[&str], gw2a: &[&str]) -> [String; 2] {
    [(Target::Ecp5, ecp5), (Target::Gw2a, gw2a)].map(|(target, cells)| {
        let (found, netlist) = blocks.check(target, 10_000);
        for cell in cells {
            assert!(found.contains_key(*cell), "{target}: no {cell} in {found:?}");
        }
        netlist
    })
}

pub(super) fn contains(netlist: &str, texts: &[&str]) {
    for text in texts {
        assert!(netlist.contains(text), "{text} is not in the netlist");
    }
}
