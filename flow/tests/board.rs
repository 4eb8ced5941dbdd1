//! A bitstream by the real tools.

use flow::board::build::{NETLIST, REPORT};
use flow::board::description::{Description, FILE};
use flow::board::{build, report, Built, Error, Shelled, Step};
use flow::cache::Cache;
use std::fs;
use std::path::Path;

const BOARD: &str = r#"title = "A board"
configuration = "any"
part = "ICE40UP5K-SG48"
[clock]
input_hz = 12_000_000
core_hz = 12_000_000
[serial]
baud = 1_000_000
[pins]
file = "pins.pcf"
led = "low"
reset = "low"
high = ["enable"]
[loader]
board = "ice40_generic"
"#;

const PINS: &str =
    "set_io clock_in 35\nset_io rxd 6\nset_io txd 9\nset_io led 37\nset_io reset_button 10\nset_io enable 25\n";

/// Sends what it receives, 1,024 bits later; the light is a counter's bit and a constant's.
const ECHO: &str =
    "module echo(input clock, input reset, input rxd, output reg txd, output led, input [3:0] number);
    reg [9:0] place;
    reg history [0:1023];
    reg old;
    assign led = place[9] ^ number[2];
    always @(posedge clock) begin
        old <= history[place];
        history[place] <= rxd;
        place <= place + 1;
        txd <= old;
        if (reset) begin place <= 0; txd <= 1; end
    end
endmodule
";

fn folder() -> tempfile::TempDir {
    // Tools in a sandbox do not see the system's folder for temporary files.
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    fs::write(folder.path().join(FILE), BOARD).unwrap();
    fs::write(folder.path().join("pins.pcf"), PINS).unwrap();
    folder
}

fn run(folder: &Path, verilog: &str, clock_hz: u64) -> Result<(Built, Vec<Step>), Error> {
    let board = Description::read(folder)?;
    let design = Shelled {
        module: "echo",
        verilog,
        constants: &[("number", 4, 0b0100)],
    };
    let cache = Cache::new(&folder.join("cache"))?;
    let mut steps = Vec::new();
    let built = build(&design, &board, clock_hz, 1, &cache, &mut |step| steps.push(step))?;
    Ok((built, steps))
}

#[test]
fn a_design_becomes_a_bitstream_with_its_report() {
    let folder = folder();
    let (built, steps) = run(folder.path(), ECHO, 12_000_000).unwrap();
    assert_eq!(steps, [Step::Synthesise, Step::Place, Step::Pack]);
    assert!(built.met() && built.fmax_mhz > 20.0, "{}", built.fmax_mhz);
    // iCE40's preamble behind a comment, and a bitstream of this device's size
    let bytes = fs::read(&built.bitstream).unwrap();
    assert!(bytes.len() > 100_000, "{}", bytes.len());
    assert!(bytes[..64]
        .windows(4)
        .any(|four| four == [0x7E, 0xAA, 0x99, 0x7E]));
    assert_eq!((built.needed.memory, built.available.memory), (1, 30));
    assert_eq!(built.memories.len(), 1);
    assert_eq!(
        (built.memories[0].path.as_str(), built.memories[0].blocks),
        ("history", 1)
    );
    let page = report::page(&Description::read(folder.path()).unwrap(), "any", &built);
    for part in [
        "Clock 12 MHz: met",
        "Slowest path: from",
        "| blocks of memory | 1 | 30 |",
        "| `history` |",
    ] {
        assert!(page.contains(part), "{part} is not in\n{page}");
    }
    // again: from the cache
    let (again, steps) = run(folder.path(), ECHO, 12_000_000).unwrap();
    assert_eq!(steps, [Step::Synthesise, Step::Place]);
    assert_eq!((again.bitstream, again.seconds.len()), (built.bitstream, 0));
}

#[test]
fn a_clock_that_is_missed_is_told_with_its_path() {
    let folder = folder();
    // this part's PLL is not used: another clock is another oscillator
    let board = BOARD
        .replace("12_000_000", "400_000_000")
        .replace("baud = 1_000_000", "baud = 4_000_000");
    fs::write(folder.path().join(FILE), board).unwrap();
    let (built, _) = run(folder.path(), ECHO, 400_000_000).unwrap();
    assert!(!built.met());
    assert!(
        report::clock(&built).starts_with("Clock 400 MHz: missed, "),
        "{}",
        report::clock(&built)
    );
    let path = built.critical_path.unwrap();
    assert!(path.logic_ns + path.routing_ns > 2.5);
}

#[test]
#[ignore = "slow: scripts/boards runs it"]
fn a_gowin_board_is_timed_by_all_of_its_paths() {
    let folder = folder();
    let board = BOARD
        .replace("ICE40UP5K-SG48", "GW2AR-LV18QN88C8/I7")
        .replace("pins.pcf", "pins.cst")
        .replace("input_hz = 12_000_000", "input_hz = 27_000_000")
        .replace("core_hz = 12_000_000", "core_hz = 54_000_000")
        .replace("high = [\"enable\"]", "");
    fs::write(folder.path().join(FILE), &board).unwrap();
    let pins = [
        ("clock_in", 4),
        ("rxd", 70),
        ("txd", 69),
        ("led", 15),
        ("reset_button", 88),
    ];
    let pins = pins.map(|(port, pin)| format!("IO_LOC \"{port}\" {pin};\n"));
    fs::write(folder.path().join("pins.cst"), pins.concat()).unwrap();

    let (built, steps) = run(folder.path(), ECHO, 54_000_000).unwrap();
    assert_eq!(steps, [Step::Synthesise, Step::Place, Step::Pack]);
    assert_eq!((built.needed.memory, built.available.memory), (1, 46));
    // a line of 0 and 1 for each row of the device
    let bits = fs::read_to_string(&built.bitstream).unwrap();
    assert!(bits.lines().filter(|line| line.len() > 1_000).count() > 100);
    // the tool's own analysis sees less
    let text = fs::read_to_string(built.folders[1].join(REPORT)).unwrap();
    let report: serde_json::Value = serde_json::from_str(&text).unwrap();
    let clocks = report["fmax"].as_object().unwrap().values();
    let tools = clocks
        .map(|clock| clock["achieved"].as_f64().unwrap())
        .fold(f64::INFINITY, f64::min);
    println!("{} MHz, by the tool's own analysis {tools}", built.fmax_mhz);
    assert!(
        built.met() && built.fmax_mhz < tools,
        "{} {tools}",
        built.fmax_mhz
    );
    let path = built.critical_path.unwrap();
    let period = 1e3 / built.fmax_mhz;
    assert!(
        (path.logic_ns + path.routing_ns - period).abs() < 1e-6,
        "{path:?}"
    );
}

#[test]
fn what_is_short_is_said_before_anything_is_placed() {
    let folder = folder();
    let large = ECHO
        .replace("[0:1023]", "[0:262143]")
        .replace("[9:0] place", "[17:0] place");
    match run(folder.path(), &large, 12_000_000) {
        Err(error @ Error::DoesNotFit { .. }) => assert_eq!(
            error.to_string(),
            "does not fit ICE40UP5K-SG48: it needs 64 blocks of memory of 30"
        ),
        other => panic!("{other:?}"),
    }
    let entries = fs::read_dir(folder.path().join("cache")).unwrap().flatten();
    let entries: Vec<_> = entries.map(|entry| entry.path()).collect();
    assert_eq!(entries.len(), 1, "only the synthesis was run: {entries:?}");
    assert!(entries[0].join(NETLIST).is_file());

    match run(folder.path(), ECHO, 24_000_000) {
        Err(error @ Error::NoPll { .. }) => {
            assert!(error.to_string().contains("makes 24 MHz of 12 MHz"), "{error}");
        }
        other => panic!("{other:?}"),
    }
}
