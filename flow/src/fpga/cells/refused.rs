//! What the models do not do, they say.

use super::super::models::Models;
use super::bench::run;
use super::Target;
use std::collections::BTreeSet;

/// Parameters and pins that no mapping of Yosys' has.
#[test]
fn what_is_not_modelled_ends_the_run() {
    type Refused<'a> = (Target, &'a str, &'a [(&'a str, &'a str)]);
    let refused: [Refused; 8] = [
        (
            Target::Ecp5,
            "DP16KD",
            &[
                ("", ""),
                (".REGMODE_A(\"OUTREG\")", ""),
                (".REGMODE_B(\"OUTREG\")", ""),
                (".RESETMODE(\"NONE\"), .ASYNC_RESET_RELEASE(\"NONE\")", ""),
                (".ASYNC_RESET_RELEASE(\"ASYNC\")", ""),
                (".CSDECODE_A(\"0b001\")", ""),
                (".CSDECODE_B(\"0b001\")", ""),
                (".WRITEMODE_A(\"OTHER\")", ""),
                (".WRITEMODE_B(\"OTHER\")", ""),
                (".CLKAMUX(\"INV\")", ""),
                (".CLKBMUX(\"INV\")", ""),
                (".GSR(\"ENABLED\")", ""),
                (".DATA_WIDTH_A(8)", ""),
                (".DATA_WIDTH_B(16)", ""),
                (".DATA_WIDTH_B(36)", ""),
                ("", ".CLKA(clock), .CSA0(1'b1)"),
                ("", ".CLKB(clock), .CSB2(1'b1)"),
                (
                    ".DATA_WIDTH_A(36)",
                    ".CLKB(clock), .CSB0(1'b0), .CSB1(1'b0), .CSB2(1'b0), .WEB(1'b1)",
                ),
                (
                    ".RESETMODE(\"ASYNC\"), .ASYNC_RESET_RELEASE(\"ASYNC\")",
                    ".CLKA(clock), .CSA0(1'b0), .CSA1(1'b0), .CSA2(1'b0), .RSTA(1'b1)",
                ),
            ],
        ),
        (
            Target::Ecp5,
            "MULT18X18D",
            &[
                ("", ""),
                (".REG_INPUTA_CLK(\"CLK0\")", ""),
                (".REG_INPUTB_CLK(\"CLK0\")", ""),
                (".REG_INPUTC_CLK(\"CLK0\")", ""),
                (".REG_PIPELINE_CLK(\"CLK0\")", ""),
                (".REG_OUTPUT_CLK(\"CLK0\")", ""),
                (".SOURCEB_MODE(\"C_SHIFT\")", ""),
                (".MULT_BYPASS(\"ENABLED\")", ""),
                (".CAS_MATCH_REG(\"TRUE\")", ""),
                ("", ".SOURCEA(clock)"),
                ("", ".SOURCEB(clock)"),
            ],
        ),
        (Target::Gw2a, "SP", ONE_PORT),
        (Target::Gw2a, "SPX9", ONE_PORT),
        (Target::Gw2a, "DPB", TWO_PORTS),
        (Target::Gw2a, "DPX9B", TWO_PORTS),
        (Target::Gw2a, "SDPB", WRITE_AND_READ),
        (Target::Gw2a, "SDPX9B", WRITE_AND_READ),
    ];
    for (target, cell, cases) in refused {
        let models = Models::of(target).unwrap().text(&BTreeSet::from([cell])).unwrap();
        for (parameters, pins) in cases {
            let said = run(&format!(
                "{models}module bench; reg clock = 0; {cell} {} one({pins});
                 initial begin #5 clock = 1; #5 $finish; end endmodule",
                if parameters.is_empty() {
                    String::new()
                } else {
                    format!("#({parameters})")
                },
            ));
            let good = parameters.is_empty() && pins.is_empty();
            assert_eq!(
                good,
                !said.contains("FATAL"),
                "{cell} {parameters} {pins}: {said}"
            );
        }
    }
}

const ONE_PORT: &[(&str, &str)] = &[
    ("", ""),
    (".READ_MODE(1)", ""),
    (".WRITE_MODE(3)", ""),
    (".BIT_WIDTH(12)", ""),
    (".BLK_SEL(3'b001)", ""),
    (".RESET_MODE(\"NONE\")", ""),
    ("", ".CLK(clock), .BLKSEL(3'b100)"),
    (
        ".RESET_MODE(\"ASYNC\")",
        ".CLK(clock), .BLKSEL(3'b000), .RESET(1'b1)",
    ),
];

const TWO_PORTS: &[(&str, &str)] = &[
    ("", ""),
    (".READ_MODE0(1)", ""),
    (".READ_MODE1(1)", ""),
    (".WRITE_MODE0(3)", ""),
    (".WRITE_MODE1(3)", ""),
    (".BIT_WIDTH_0(36)", ""),
    (".BIT_WIDTH_1(32)", ""),
    (".BLK_SEL_0(3'b001)", ""),
    (".BLK_SEL_1(3'b001)", ""),
    (".RESET_MODE(\"NONE\")", ""),
    ("", ".CLKA(clock), .BLKSELA(3'b100)"),
    ("", ".CLKB(clock), .BLKSELB(3'b100)"),
    (
        ".RESET_MODE(\"ASYNC\")",
        ".CLKA(clock), .BLKSELA(3'b000), .RESETA(1'b1)",
    ),
];

const WRITE_AND_READ: &[(&str, &str)] = &[
    ("", ""),
    (".READ_MODE(1)", ""),
    (".BIT_WIDTH_0(12)", ""),
    (".BIT_WIDTH_1(12)", ""),
    (".BLK_SEL_0(3'b001)", ""),
    (".BLK_SEL_1(3'b001)", ""),
    (".RESET_MODE(\"NONE\")", ""),
    ("", ".CLKA(clock), .BLKSELA(3'b100)"),
    ("", ".CLKB(clock), .BLKSELB(3'b100)"),
    (
        ".RESET_MODE(\"ASYNC\")",
        ".CLKB(clock), .BLKSELB(3'b000), .RESETB(1'b1)",
    ),
];
