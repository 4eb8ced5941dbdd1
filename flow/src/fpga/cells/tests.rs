//! The models against the texts that the netlists were made from.

use super::bench::{both, contains, Blocks};
use super::Target;

const ONE_READ: &str = "if (we) M[WA] <= WD; if (re1) Q1 <= M[RA1];";
const TWO_READS: &str = "if (we) M[WA] <= WD; if (re1) Q1 <= M[RA1]; if (re2) Q2 <= M[RA2];";

#[test]
fn memories_with_one_write_port_read_what_was_written() {
    for (reads, clocked) in [(1, ONE_READ), (2, TWO_READS)] {
        let blocks = [8, 16, 18, 32, 40]
            .iter()
            .fold(Blocks::default(), |blocks, &bits| {
                blocks.memory(&format!("c{bits}"), bits, 9, reads, clocked)
            });
        let [ecp5, _] = both(&blocks, &["DP16KD"], &["DPX9B", "SDPX9B"]);
        contains(
            &ecp5,
            &[
                ".DATA_WIDTH_B(32'd9)",
                ".DATA_WIDTH_B(32'd18)",
                ".DATA_WIDTH_B(32'd36)",
            ],
        );
    }
}

/// Down to one bit, with contents to begin with.
#[test]
#[ignore = "slow: scripts/netlists cells runs it"]
fn memories_of_all_widths_begin_with_their_contents() {
    let widths = [(1, 14), (2, 13), (4, 12), (9, 11), (18, 10), (36, 9)];
    let blocks = widths.iter().fold(Blocks::default(), |blocks, &(bits, address)| {
        let name = format!("f{bits}");
        blocks.memory(&name, bits, address, 1, ONE_READ).filled(&name)
    });
    let [ecp5, gw2a] = both(&blocks, &["DP16KD"], &["DPB"]);
    for (bits, _) in widths {
        contains(&ecp5, &[&format!(".DATA_WIDTH_B(32'd{bits})")]);
        contains(&gw2a, &[&format!(".BIT_WIDTH_1(32'd{bits})")]);
    }
}

/// Eight words at once are written or read, as one wide one.
#[test]
#[ignore = "slow: scripts/netlists cells runs it"]
fn memories_have_ports_of_two_widths() {
    let blocks = Blocks::default()
        .memory(
            "w4",
            4,
            12,
            1,
            "if (we) for (M_n = 0; M_n < 8; M_n = M_n + 1) M[{wa[8:0], M_n[2:0]}] <= wd[4 * M_n +: 4];
            if (re1) Q1 <= M[RA1];",
        )
        .register("r4_q1".to_owned(), 32)
        .memory(
            "r4",
            4,
            12,
            0,
            "if (we) M[WA] <= WD;
            if (re1) for (M_n = 0; M_n < 8; M_n = M_n + 1) Q1[4 * M_n +: 4] <= M[{ra1[8:0], M_n[2:0]}];",
        );
    let [_, gw2a] = both(&blocks, &["DP16KD"], &["SDPB"]);
    contains(&gw2a, &[".BIT_WIDTH_0(32'd32)", ".BIT_WIDTH_1(32'd32)"]);
}

/// What is read while a word is written: the old one, the new one, nothing.
#[test]
#[ignore = "slow: scripts/netlists cells runs it"]
fn memories_with_one_port_write_in_every_mode() {
    let modes = [
        ("old", "if (re1) begin Q1 <= M[WA]; if (we) M[WA] <= WD; end"),
        (
            "new",
            "if (re1) begin if (we) begin M[WA] <= WD; Q1 <= WD; end else Q1 <= M[WA]; end",
        ),
        (
            "hold",
            "if (re1) begin if (we) M[WA] <= WD; else Q1 <= M[WA]; end",
        ),
    ];
    let mut blocks = Blocks::default();
    for (mode, clocked) in modes {
        for (bits, address) in [(2, 13), (9, 11), (18, 10), (36, 9)] {
            blocks = blocks.memory(&format!("{mode}{bits}"), bits, address, 1, clocked);
        }
    }
    let [ecp5, gw2a] = both(&blocks, &["DP16KD"], &["SP", "SPX9"]);
    contains(&ecp5, &["\"NORMAL\"", "\"WRITETHROUGH\"", "\"READBEFOREWRITE\""]);
    contains(
        &gw2a,
        &[".WRITE_MODE(32'd0)", ".WRITE_MODE(32'd1)", ".WRITE_MODE(32'd2)"],
    );
}

/// The ports' words are never the same, but may share a byte. A port that writes reads nothing, or the new word.
#[test]
#[ignore = "slow: scripts/netlists cells runs it"]
fn memories_write_through_two_ports() {
    let hold = "if (re1) begin if (we) M[WA] <= WD; else Q1 <= M[WA]; end end
        always @(posedge clock) begin if (re2) begin if (be[0]) M[OTHER] <= ~WD; else Q2 <= M[OTHER]; end";
    let new = "if (re1) begin if (we) begin M[WA] <= WD; Q1 <= WD; end else Q1 <= M[WA]; end end
        always @(posedge clock) begin if (re2) begin
            if (be[0]) begin M[OTHER] <= ~WD; Q2 <= ~WD; end else Q2 <= M[OTHER]; end";
    let mut blocks = Blocks::default();
    for (mode, clocked) in [("hold", hold), ("new", new)] {
        for (bits, address) in [(2, 13), (9, 11), (18, 10)] {
            let clocked = clocked.replace("OTHER", &format!("{{ra2[{}:1], ~wa[0]}}", address - 1));
            blocks = blocks.memory(&format!("{mode}{bits}"), bits, address, 2, &clocked);
        }
    }
    let [ecp5, gw2a] = both(&blocks, &["DP16KD"], &["DPB", "DPX9B"]);
    contains(
        &ecp5,
        &[".WRITEMODE_B(\"NORMAL\")", ".WRITEMODE_B(\"WRITETHROUGH\")"],
    );
    contains(&gw2a, &[".WRITE_MODE1(32'd0)", ".WRITE_MODE1(32'd1)"]);
}

#[test]
#[ignore = "slow: scripts/netlists cells runs it"]
fn memories_write_some_bytes_and_reset_what_is_read() {
    let reset = "if (we) M[WA] <= WD; if (re1) Q1 <= M[RA1]; if (reset) Q1 <= 0;";
    let blocked = "if (reset) Q1 <= 0; else if (re1) begin Q1 <= M[WA]; if (we) M[WA] <= WD; end";
    let beside = "if (re1) begin Q1 <= M[WA]; if (we) M[WA] <= WD; end if (reset) Q1 <= 0;";
    let lanes = |number: u32| -> String {
        let lane = |lane: u32| {
            format!(
                "if (be[{lane}]) M[WA][{}:{}] <= wd[{0}:{1}];",
                9 * lane + 8,
                9 * lane
            )
        };
        (0..number).map(lane).collect()
    };
    let apart = |number| format!("if (we) begin {} end if (re1) Q1 <= M[RA1];", lanes(number));
    let same = |number| {
        format!(
            "if (re1) begin if (we) begin {} end Q1 <= M[WA]; end",
            lanes(number)
        )
    };
    let blocks = Blocks::default()
        .memory("z4", 4, 12, 1, reset)
        .memory("z16", 16, 10, 1, reset)
        .memory("z36", 36, 9, 1, reset)
        .memory("k18", 18, 10, 1, blocked)
        .memory("a18", 18, 10, 1, beside)
        .memory("b18", 18, 10, 1, &apart(2))
        .memory("b36", 36, 9, 1, &apart(4))
        .memory("s18", 18, 10, 1, &same(2))
        .memory("s36", 36, 9, 1, &same(4));
    let netlists = both(&blocks, &["DP16KD"], &["SPX9", "SDPX9B"]);
    for netlist in netlists {
        contains(&netlist, &["\"SYNC\""]);
    }
}

#[test]
fn products_are_those_of_the_text() {
    let blocks = [8, 16, 18, 25].iter().fold(Blocks::default(), |blocks, &bits| {
        blocks.product(bits, true).product(bits, false)
    });
    let (cells, netlist) = blocks.check(Target::Ecp5, 10_000);
    // Of 25 bits four each, with a sign to both, one or none of their factors.
    assert_eq!(cells["MULT18X18D"], 14, "{cells:?}");
    for sign in [".SIGNEDA(1'h0)", ".SIGNEDA(1'h1)"] {
        assert!(netlist.contains(sign), "{sign}");
    }
}
