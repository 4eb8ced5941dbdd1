//! The whole way from Verilog to energy in standard cells, on osu018, and one net of it by hand.

use flow::asic::{self, Aim, Library};
use flow::cache::Cache;
use flow::simulate::{self, Setup};
use flow::{Bench, Design, Port};
use std::fs;
use std::path::{Path, PathBuf};

/// Registers around a square and around an absolute value.
const VERILOG: &str = "
module square(input wire clock, input wire reset, input wire s_valid, input wire signed [7:0] s_data,
    output reg m_valid, output reg [15:0] m_data);
    reg valid; reg signed [7:0] x;
    always @(posedge clock)
        if (reset) begin valid <= 0; x <= 0; m_valid <= 0; m_data <= 0; end
        else begin valid <= s_valid; x <= s_data; m_valid <= valid; m_data <= x * x; end
endmodule
module absolute(input wire clock, input wire reset, input wire s_valid, input wire signed [7:0] s_data,
    output reg m_valid, output reg [7:0] m_data);
    reg valid; reg signed [7:0] x;
    always @(posedge clock)
        if (reset) begin valid <= 0; x <= 0; m_valid <= 0; m_data <= 0; end
        else begin valid <= s_valid; x <= s_data; m_valid <= valid; m_data <= x[7] ? -x : x; end
endmodule
";

/// The sum of the samples 64 and 32 beats ago, from a memory of 64 words: one port reads the word that is written over.
const DELAYED: &str = "
module delayed(input wire clock, input wire reset, input wire s_valid, input wire [15:0] s_data,
    output reg m_valid, output reg [16:0] m_data);
    reg valid; reg [5:0] at;
    wire [5:0] half = at + 6'd32;
    reg [15:0] words [0:63];
    reg [15:0] first, second;
    always @(posedge clock) begin
        if (s_valid) words[at] <= s_data;
        if (s_valid) first <= words[at];
        if (s_valid) second <= words[half];
    end
    always @(posedge clock)
        if (reset) begin valid <= 0; m_valid <= 0; m_data <= 0; at <= 0; end
        else begin valid <= s_valid; m_valid <= valid; m_data <= first + second; if (s_valid) at <= at + 6'd1; end
endmodule
";

fn delayed() -> Design {
    let samples: Vec<u128> = (0..300u128).map(|i| (i * i * 977 + i * 31) % 65536).collect();
    let ago = |i: usize, beats: usize| i.checked_sub(beats).map_or(0, |i| samples[i]);
    Design {
        name: "delayed".to_owned(),
        verilog: DELAYED.to_owned(),
        bench: Bench {
            inputs: vec![Port::new("s_data", 16)],
            stimulus: samples.iter().map(|&x| vec![x]).collect(),
            outputs: vec![Port::new("m_data", 17)],
            expected: (0..samples.len())
                .map(|i| vec![ago(i, 64) + ago(i, 32)])
                .collect(),
            ready: false,
        },
    }
}

/// A folder of the test's own below the build's; what an earlier run left is gone.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn design(name: &str) -> Design {
    let samples: Vec<i128> = (0..200i128).map(|i| (i * 89 + i * i * 31) % 256 - 128).collect();
    let result = |x: i128| if name == "square" { x * x } else { x.abs() };
    Design {
        name: name.to_owned(),
        verilog: VERILOG.to_owned(),
        bench: Bench {
            inputs: vec![Port::new("s_data", 8)],
            stimulus: samples.iter().map(|&x| vec![(x & 0xff) as u128]).collect(),
            outputs: vec![Port::new("m_data", if name == "square" { 16 } else { 8 })],
            expected: samples.iter().map(|&x| vec![result(x) as u128]).collect(),
            ready: false,
        },
    }
}

fn osu018() -> Library {
    asic::installed("osu018").unwrap()
}

fn file<'a>(files: &'a [(&'static str, PathBuf)], role: &str) -> &'a Path {
    &files.iter().find(|(found, _)| *found == role).unwrap().1
}

#[test]
fn a_square_is_larger_slower_and_hungrier_than_an_absolute_value() {
    let cache = Cache::new(&folder("square")).unwrap();
    let library = osu018();
    let square = asic::measure(&design("square"), &library, Aim::Speed, &cache).unwrap();
    let absolute = asic::measure(&design("absolute"), &library, Aim::Speed, &cache).unwrap();
    assert!(square.area_um2 > 2.0 * absolute.area_um2);
    assert!(1.5 * square.fmax_mhz < absolute.fmax_mhz);
    assert!(square.leakage_nw > absolute.leakage_nw && absolute.leakage_nw > 0.0);
    // two bits of a square are always 0; their registers stay
    assert_eq!(square.cells["DFFPOSX1"], 2 + 8 + 16, "{:?}", square.cells);
    assert!(!absolute.booth);
    let frugal = asic::measure(&design("square"), &library, Aim::Area, &cache).unwrap();
    assert!(frugal.area_um2 < square.area_um2 && frugal.fmax_mhz < square.fmax_mhz);

    let period = 1.1 * square.period_ns;
    let large = asic::energy(&design("square"), &library, Aim::Speed, period, &cache).unwrap();
    let small = asic::energy(&design("absolute"), &library, Aim::Speed, period, &cache).unwrap();
    assert_eq!((large.samples, large.cycles, large.latency), (200, 201, 2));
    assert!(large.sdf.total_pj() > 2.0 * small.sdf.total_pj());
    // The cycle of 201 in which no sample is taken is not in the energy: leakage is that of the period.
    let leakage = square.leakage_nw * large.period_ns * 1e-6;
    assert!(
        (large.sdf.leakage_pj / leakage - 1.0).abs() < 0.05,
        "{:?}",
        large.sdf
    );
    // Glitches are in the one and not in the other.
    assert!(large.sdf.toggles > 1.1 * large.zero_delay.toggles);
    assert!(large.sdf.total_pj() > large.zero_delay.total_pj());
    for (role, path) in large.files.iter().chain(&square.files) {
        assert!(path.is_file(), "{role}: {}", path.display());
    }

    // The second time it comes from the cache.
    fs::write(file(&large.files, "activity"), "touched").unwrap();
    assert_eq!(
        asic::energy(&design("square"), &library, Aim::Speed, period, &cache).unwrap(),
        large
    );
    assert_eq!(
        fs::read_to_string(file(&large.files, "activity")).unwrap(),
        "touched"
    );
}

/// No bit of it is in the area, it is read as the text says, and whoever writes and reads it is counted.
#[test]
fn a_memory_stands_beside_the_netlist() {
    let cache = Cache::new(&folder("memory")).unwrap();
    let library = osu018();
    let figures = asic::measure(&delayed(), &library, Aim::Speed, &cache).unwrap();
    let [memory] = &figures.memories[..] else {
        panic!("{:?}", figures.memories)
    };
    assert_eq!((memory.width, memory.address, memory.reads), (16, 6, 2));
    // Pointer, valid bits and sum.
    assert_eq!(figures.cells["DFFPOSX1"], 6 + 2 + 17, "{:?}", figures.cells);
    assert_eq!(figures.bare_memory, (1024.0 * 96.0, "DFFPOSX1".to_owned()));
    let access = figures.access_ns.unwrap();
    assert!(access >= 0.0 && access < figures.period_ns, "{access}");

    let period = 1.1 * figures.period_ns;
    let energy = asic::energy(&delayed(), &library, Aim::Speed, period, &cache).unwrap();
    // A write and two reads a sample; the last sample's result is there a cycle after it was read.
    assert!((energy.accesses - 3.0).abs() < 0.02, "{}", energy.accesses);
    assert_eq!((energy.samples, energy.latency), (300, 2));

    // The word that is written over is the old one, to the bit.
    let mut wrong = delayed();
    wrong.bench.expected[64][0] ^= 1;
    let error = asic::energy(&wrong, &library, Aim::Speed, period, &cache).unwrap_err();
    assert!(
        error.to_string().starts_with("delayed: result 64, m_data: got "),
        "{error}"
    );
}

/// What a memory of a compiler does not do stays in cells: small ones, and those read without a clock.
#[test]
fn other_memories_are_cells() {
    let cache = Cache::new(&folder("cells")).unwrap();
    let kept = |verilog: String| {
        let design = Design { verilog, ..delayed() };
        let figures = asic::measure(&design, &osu018(), Aim::Speed, &cache).unwrap();
        assert_eq!((figures.memories.len(), figures.access_ns), (0, None));
        figures.cells["DFFPOSX1"]
    };
    let small = DELAYED
        .replace("[0:63]", "[0:31]")
        .replace("words[at]", "words[at[4:0]]");
    let small = small.replace("words[half]", "words[half[4:0]]");
    // Both ports read the same word: one register.
    assert!(kept(small) >= 32 * 16 + 16);
    let clockless = DELAYED.replace("m_data <= first + second", "m_data <= words[at] + second");
    assert!(kept(clockless) >= 64 * 16 + 16);
    // One that begins with contents.
    let filled = DELAYED.replace("reg [15:0] first", "initial words[3] = 5;\n    reg [15:0] first");
    assert!(kept(filled) >= 64 * 16 + 16);
}

#[test]
fn one_wrong_bit_or_too_fast_a_clock_gives_no_energy() {
    let cache = Cache::new(&folder("wrong")).unwrap();
    let library = osu018();
    let mut wrong = design("absolute");
    wrong.bench.expected[77][0] ^= 1;
    let figures = asic::measure(&wrong, &library, Aim::Speed, &cache).unwrap();
    let error = asic::energy(&wrong, &library, Aim::Speed, 2.0 * figures.period_ns, &cache).unwrap_err();
    assert!(
        error.to_string().starts_with("absolute: result 77, m_data: got "),
        "{error}"
    );
    let error = asic::energy(
        &design("absolute"),
        &library,
        Aim::Speed,
        figures.period_ns,
        &cache,
    )
    .unwrap_err();
    assert!(
        error.to_string().contains(" is too fast, the netlist needs "),
        "{error}"
    );
    // What fails is not kept as a result.
    assert!(asic::energy(&wrong, &library, Aim::Speed, 2.0 * figures.period_ns, &cache).is_err());
}

/// At half the needed period a netlist with delays gives wrong results: the delays are really in the simulation.
#[test]
fn delays_count_in_the_simulation() {
    let folder = folder("delays");
    let cache = Cache::new(&folder).unwrap();
    let design = design("square");
    let figures = asic::measure(&design, &osu018(), Aim::Speed, &cache).unwrap();
    let entry = file(&figures.files, "netlist").parent().unwrap();
    let run = |delays, share: f64| {
        let mut setup = Setup::new("square", &["delayed.v", "models.v"]);
        setup.delays = delays;
        setup.period_ps = (figures.period_ns * share * 500.0) as u64 * 2;
        setup.skew_ps = 1;
        simulate::run(entry, "delays", &design.bench, &setup)
    };
    assert!(run(true, 1.05).is_ok());
    assert!(run(true, 0.5).is_err());
    assert!(run(false, 0.5).is_ok());
}

/// E = C V^2 / 2 a change, from the texts of netlist, dump and library alone, against what OpenSTA says of the cell.
#[test]
fn the_switching_power_of_a_net_can_be_worked_out_by_hand() {
    let cache = Cache::new(&folder("hand")).unwrap();
    let (library, design) = (osu018(), design("square"));
    let figures = asic::measure(&design, &library, Aim::Speed, &cache).unwrap();
    let energy = asic::energy(&design, &library, Aim::Speed, 1.25 * figures.period_ns, &cache).unwrap();
    let check = energy.hand_check.unwrap();
    let entry = file(&energy.files, "netlist").parent().unwrap();

    // The netlist: lines as `  NAND2X1 u_n7 (.A(n3), .B(n4), .Y(n7));`.
    let netlist = fs::read_to_string(entry.join("netlist.v")).unwrap();
    let mention = format!("({})", check.net);
    let mut driver = None;
    let mut capacitances = [0.0; 2];
    let liberty = fs::read_to_string(entry.join("library.lib")).unwrap();
    let number_after = |text: &str, what: &str| -> f64 {
        let rest = &text[text.find(what).unwrap() + what.len()..];
        let rest = rest.trim_start_matches([' ', ':']);
        rest[..rest.find(';').unwrap()].trim().parse().unwrap()
    };
    let wire = number_after(&liberty[liberty.find("signum_wire").unwrap()..], "capacitance");
    for line in netlist.lines().filter(|line| line.contains(&mention)) {
        let words: Vec<&str> = line.split_whitespace().collect();
        for connection in words[2..].iter().filter(|word| word.contains(&mention)) {
            let pin = connection
                .trim_start_matches('(')
                .split(['.', '('])
                .nth(1)
                .unwrap();
            if ["Y", "Q", "YC", "YS"].contains(&pin) {
                driver = Some(words[1]);
                continue;
            }
            let cell = &liberty[liberty.find(&format!("cell ({})", words[0])).unwrap()..];
            let pin = &cell[cell.find(&format!("pin({pin})")).unwrap()..];
            for (sum, edge) in capacitances
                .iter_mut()
                .zip(["rise_capacitance", "fall_capacitance"])
            {
                *sum += number_after(pin, edge) + wire;
            }
        }
    }
    let driver = driver.unwrap();
    assert!(check.driver.starts_with(&format!("{driver} (")), "{check:?}");

    // The dump, made again.
    let mut setup = Setup::new("square", &["delayed.v", "models.v"]);
    setup.delays = true;
    setup.period_ps = (energy.period_ns * 1e3).round() as u64;
    setup.skew_ps = setup.period_ps / 50;
    setup.dump = Some("again.vcd");
    let run = simulate::run(entry, "again", &design.bench, &setup).unwrap();
    let dump = fs::read_to_string(entry.join("again.vcd")).unwrap();
    let unit = &dump[dump.find("$scope module unit").unwrap()..];
    let wanted = format!(" {} $end", check.net);
    let code = unit.lines().find(|line| line.ends_with(&wanted)).unwrap();
    let code = code.split_whitespace().nth(3).unwrap();
    let (mut time, mut last, mut toggles) = (0u64, None, 0u64);
    for line in unit.lines() {
        if let Some(stamp) = line.strip_prefix('#') {
            time = stamp.parse().unwrap();
        } else if line.get(1..) == Some(code) && (line.starts_with('0') || line.starts_with('1')) {
            let value = &line[..1];
            let counts = time > run.start_ps && time <= run.end_ps;
            toggles += u64::from(counts && last.is_some_and(|last| last != value));
            last = Some(value);
        }
    }
    assert_eq!(toggles, check.toggles);
    assert!(toggles > 20, "{check:?}");

    // osu018: picofarads, 1.8 V. OpenSTA takes the edge at which the net is the larger load.
    let capacitance = capacitances[0].max(capacitances[1]);
    let joules = 0.5 * capacitance * 1e-12 * 1.8 * 1.8 * toggles as f64;
    let watts = joules / ((run.end_ps - run.start_ps) as f64 * 1e-12);
    let report = fs::read_to_string(file(&energy.files, "power")).unwrap();
    let line = report
        .lines()
        .find(|line| line.split_whitespace().last() == Some(driver))
        .unwrap();
    let said: f64 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
    assert!(
        (watts - said).abs() < 1e-4 * said,
        "{watts:e} by hand, {said:e} by OpenSTA"
    );
}

/// A net of the chain changes half as often as the one before it, which OpenSTA's arithmetic cannot follow for ever.
#[test]
fn a_netlist_of_any_depth_has_timing_and_leakage() {
    const DEPTH: usize = 200;
    let folder = folder("deep");
    let library = osu018();
    fs::write(folder.join("library.lib"), asic::wire::with_model(&library)).unwrap();
    let mut netlist = String::from("module deep(input clock, input s_data, output m_data);\n");
    netlist += "  wire n0;\n  DFFPOSX1 first (.CLK(clock), .D(s_data), .Q(n0));\n";
    for (before, at) in (0..DEPTH).zip(1..) {
        netlist += &format!("  wire n{at};\n  AND2X1 and{at} (.A(n{before}), .B(n0), .Y(n{at}));\n");
    }
    netlist += &format!("  DFFPOSX1 last (.CLK(clock), .D(n{DEPTH}), .Q(m_data));\nendmodule\n");
    fs::write(folder.join("netlist.v"), netlist).unwrap();
    let timing = asic::timing::time(&folder, "deep", &[], &library).unwrap();
    assert_eq!(timing.path.len(), DEPTH + 3, "{:?}", timing.path.last());
    assert!(timing.leakage_nw > 0.0 && timing.leakage_nw.is_finite());
}

#[test]
fn a_library_that_is_broken_or_lacks_something_is_one_sentence() {
    let folder = folder("broken");
    let text = osu018().text;
    let refused = |name: &str, text: String| {
        let path = folder.join(name);
        fs::write(&path, text).unwrap();
        let error = Library::read(&path).unwrap_err().to_string();
        let reason = error
            .strip_prefix(&format!("{}: ", path.display()))
            .unwrap()
            .to_owned();
        assert!(!reason.contains('\n'), "{reason}");
        reason
    };
    let cut = refused("cut.lib", text[..text.find("cell (BUFX2)").unwrap()].to_owned());
    assert!(
        cut.starts_with("line ") && cut.ends_with("is never closed"),
        "{cut}"
    );
    let flops = text.replace("ff (", "latch (");
    assert!(refused("flops.lib", flops).starts_with("the library has no D flip-flop"));
    let table = text.find("cell_rise(").unwrap();
    let table = table + text[table..].find("values").unwrap();
    let number = table + text[table..].find("0.").unwrap();
    let tables = refused("tables.lib", format!("{}x{}", &text[..number], &text[number..]));
    assert!(tables.ends_with("expected numbers"), "{tables}");
    let inverters = text.replace("\"(!A)\"", "\"A\"");
    assert_eq!(refused("inverters.lib", inverters), "the library has no inverter");
    assert_eq!(
        refused("empty.lib", String::new()),
        "line 1: found the end of the file, expected \"library\""
    );
    let missing = Library::read(&folder.join("none.lib")).unwrap_err().to_string();
    assert!(missing.contains("none.lib: "), "{missing}");
}
