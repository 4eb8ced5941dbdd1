//! Synthesis and placement of small designs by the real tools.

use flow::cache::Cache;
use flow::fpga::{self, synthesise, Basis, Cells, Error, Target};
use flow::{Bench, Design, Port};

/// |x| of 8 bits between registers.
const ABSOLUTE: &str = "module absolute_8(input clock, input reset, input s_valid, input signed [7:0] s_data,
    output reg m_valid, output reg [7:0] m_data);
    reg valid;
    reg signed [7:0] x;
    always @(posedge clock) begin
        valid <= s_valid;
        m_valid <= valid;
        x <= s_data;
        m_data <= x < 0 ? -x : x;
        if (reset) begin valid <= 0; m_valid <= 0; x <= 0; m_data <= 0; end
    end
endmodule
";

fn design(name: &str, verilog: &str) -> Design {
    let bench = Bench {
        inputs: vec![],
        stimulus: vec![],
        outputs: vec![],
        expected: vec![],
        ready: false,
    };
    Design {
        name: name.to_owned(),
        verilog: verilog.to_owned(),
        bench,
    }
}

fn cache() -> (tempfile::TempDir, Cache) {
    // Tools in a sandbox do not see the system's folder for temporary files.
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let cache = Cache::new(folder.path()).unwrap();
    (folder, cache)
}

#[test]
fn a_unit_is_counted_without_its_wrapper_and_timed_inside() {
    let (_folder, cache) = cache();
    let figures = fpga::measure(
        &design("absolute_8", ABSOLUTE),
        Target::Hx8k,
        Cells::Carries,
        1,
        &cache,
    )
    .unwrap();
    // Two valid bits, 8 bits in, 8 bits out; no bit of the wrapper's 28 registers.
    assert_eq!(figures.resources.registers, 18);
    assert!(
        (18..=40).contains(&figures.resources.logic),
        "{:?}",
        figures.resources
    );
    let (lanes, scarce) = figures.lanes.unwrap();
    assert_eq!(
        (lanes, scarce),
        (7680 * 9 / 10 / figures.resources.logic, "logic")
    );
    assert!(figures.critical_path.unwrap().in_unit);
    assert!(
        (100.0..600.0).contains(&figures.fmax_mhz.median),
        "{:?}",
        figures.fmax_mhz
    );
    for (role, file) in &figures.files {
        assert!(file.is_file(), "{role} {}", file.display());
    }
    // From the cache: the same, without a tool run.
    let again = fpga::measure(
        &design("absolute_8", ABSOLUTE),
        Target::Hx8k,
        Cells::Carries,
        1,
        &cache,
    )
    .unwrap();
    assert_eq!(again.fmax_mhz, figures.fmax_mhz);
}

#[test]
fn a_device_that_is_too_small_says_what_is_short() {
    let (_folder, cache) = cache();
    let wide = "module wide(input clock, input reset, input [3:0] s_data, output reg [3:0] m_data);
        reg [3:0] row [0:1400];
        integer i;
        always @(posedge clock) begin
            row[0] <= s_data;
            for (i = 0; i < 1400; i = i + 1) row[i + 1] <= ~row[i];
            m_data <= reset ? 4'd0 : row[1400];
        end
    endmodule";
    let error = fpga::measure(&design("wide", wide), Target::Up5k, Cells::Carries, 1, &cache).unwrap_err();
    let Error::DoesNotFit {
        needed, available, ..
    } = &error
    else {
        panic!("{error}")
    };
    assert_eq!(*available, Target::Up5k.resources().logic);
    assert!((5600..5700).contains(needed), "{error}");
    assert!(
        error
            .to_string()
            .contains(&format!("{} more than its 5280", needed - 5280)),
        "{error}"
    );
    // The second time the finding comes from the cache, as one sees by changing it there.
    let entries = std::fs::read_dir(cache.folder()).unwrap().flatten();
    let kept = entries.map(|entry| entry.path().join("finding.json"));
    let kept: Vec<_> = kept.filter(|file| file.is_file()).collect();
    assert_eq!(kept.len(), 1, "{kept:?}");
    let text = std::fs::read_to_string(&kept[0]).unwrap();
    std::fs::write(&kept[0], text.replace(&needed.to_string(), "9999")).unwrap();
    let again = fpga::measure(&design("wide", wide), Target::Up5k, Cells::Carries, 1, &cache).unwrap_err();
    assert!(again.to_string().contains("needs 9999"), "{again}");
}

#[test]
fn verilog_that_is_wrong_gives_the_reason_and_no_figures() {
    let (_folder, cache) = cache();
    let error = fpga::measure(
        &design("absolute_8", "module absolute_8(input clock); oops"),
        Target::Hx8k,
        Cells::Carries,
        1,
        &cache,
    );
    assert!(error.unwrap_err().to_string().starts_with("yosys failed"));
    let error = fpga::measure(
        &design(
            "still",
            "module still(input clock, output y); assign y = clock; endmodule",
        ),
        Target::Hx8k,
        Cells::Carries,
        1,
        &cache,
    );
    assert_eq!(
        error.unwrap_err().to_string(),
        "still needs an input clock, another input and an output"
    );
}

/// The absolute values of all 8-bit numbers, in an order that toggles bits.
fn absolute_bench() -> Design {
    let samples: Vec<i8> = (0..=255u8).map(|i| i.wrapping_mul(77) as i8).collect();
    let mut design = design("absolute_8", ABSOLUTE);
    design.bench = Bench {
        inputs: vec![Port::new("s_data", 8)],
        stimulus: samples.iter().map(|x| vec![u128::from(*x as u8)]).collect(),
        outputs: vec![Port::new("m_data", 8)],
        expected: samples
            .iter()
            .map(|x| vec![u128::from(x.unsigned_abs())])
            .collect(),
        ready: false,
    };
    design
}

#[test]
fn a_routed_netlist_gives_what_is_expected_and_energy_from_its_toggles() {
    let (_folder, cache) = cache();
    let design = absolute_bench();
    let figures = fpga::energy(&design, Target::Hx8k, Cells::Carries, &cache).unwrap();
    assert_eq!(figures.basis, Basis::Routed);
    let energy = figures.energy;
    assert_eq!(energy.samples, 256);
    assert!(
        energy.wires > energy.toggles && energy.toggles > 1.0,
        "{energy:?}"
    );
    // 18 registers see two edges a cycle.
    assert_eq!(energy.pace, 1.0);
    assert!((energy.clock - 36.0).abs() < 1e-9, "{energy:?}");
    // Constant input moves nothing but the clock.
    let mut still = design.clone();
    still.bench.stimulus = vec![vec![0x80]; 64];
    still.bench.expected = vec![vec![0x80]; 64];
    let still = fpga::energy(&still, Target::Hx8k, Cells::Carries, &cache)
        .unwrap()
        .energy;
    assert!(still.wires < energy.wires / 10.0, "{still:?}");
    // A wrong expectation is found in the routed netlist, and gives no figure.
    let mut wrong = design;
    wrong.bench.expected[200][0] ^= 4;
    let error = fpga::energy(&wrong, Target::Hx8k, Cells::Carries, &cache)
        .unwrap_err()
        .to_string();
    assert!(
        error.starts_with("the routed netlist: absolute_8: result 200, m_data"),
        "{error}"
    );
}

#[test]
fn a_synthesised_netlist_gives_what_is_expected_and_energy_from_its_toggles() {
    let (_folder, cache) = cache();
    for target in [Target::Ecp5, Target::Gw2a] {
        let design = absolute_bench();
        let figures = fpga::energy(&design, target, Cells::Carries, &cache).unwrap();
        assert_eq!(figures.basis, Basis::Synthesised);
        let energy = figures.energy;
        assert_eq!(energy.samples, 256);
        // Every net weighs at least its driver and one pin.
        assert!(
            energy.wires >= 2.0 * energy.toggles && energy.toggles > 1.0,
            "{energy:?}"
        );
        // 18 registers see two edges a cycle.
        assert_eq!(energy.pace, 1.0);
        assert!((energy.clock - 36.0).abs() < 1e-9, "{energy:?}");
        for (role, file) in &figures.files {
            assert!(file.is_file(), "{role} {}", file.display());
        }
        let again = fpga::energy(&design, target, Cells::Carries, &cache).unwrap();
        assert_eq!(again.energy, energy);
        let mut still = design.clone();
        still.bench.stimulus = vec![vec![0x80]; 64];
        still.bench.expected = vec![vec![0x80]; 64];
        let still = fpga::energy(&still, target, Cells::Carries, &cache)
            .unwrap()
            .energy;
        assert!(still.wires < energy.wires / 10.0, "{still:?}");
        let mut wrong = design;
        wrong.bench.expected[200][0] ^= 4;
        let error = fpga::energy(&wrong, target, Cells::Carries, &cache)
            .unwrap_err()
            .to_string();
        assert!(
            error.starts_with("the synthesised netlist: absolute_8: result 200, m_data"),
            "{error}"
        );
    }
}

#[test]
fn the_wires_of_a_synthesised_shift_register_can_be_worked_out_by_hand() {
    let (_folder, cache) = cache();
    let mut shift = design(
        "shift_1",
        "module shift_1(input clock, input reset, input s_valid, input s_data, output reg m_valid, output reg m_data);
            reg valid, x;
            always @(posedge clock) begin valid <= s_valid; m_valid <= valid; x <= s_data; m_data <= x; end
        endmodule",
    );
    let bits: Vec<Vec<u128>> = (0..1000).map(|i| vec![i % 2]).collect();
    shift.bench = Bench {
        inputs: vec![Port::new("s_data", 1)],
        stimulus: bits.clone(),
        outputs: vec![Port::new("m_data", 1)],
        expected: bits,
        ready: false,
    };
    for target in [Target::Ecp5, Target::Gw2a] {
        let energy = fpga::energy(&shift, target, Cells::Carries, &cache)
            .unwrap()
            .energy;
        // s_data, x and m_data change with every sample, and weigh 2 each; at either end a few do not.
        assert!((energy.wires - 6.0).abs() < 0.03, "{target}: {energy:?}");
        assert!((energy.toggles - 3.0).abs() < 0.015, "{target}: {energy:?}");
        assert_eq!(energy.latency, 2);
    }
}

#[test]
fn a_netlist_with_cells_that_no_model_is_of_has_no_energy() {
    let (_folder, cache) = cache();
    let mut slow = absolute_bench();
    slow.verilog = slow
        .verilog
        .replace("input signed [7:0] s_data", "input signed [7:0] s_now");
    slow.verilog = slow.verilog.replace(
        "reg valid;",
        "reg valid; wire signed [7:0] s_data; DELAYG delay [7:0] (.A(s_now), .Z(s_data));",
    );
    let error = fpga::energy(&slow, Target::Ecp5, Cells::Carries, &cache).unwrap_err();
    assert_eq!(
        error.to_string(),
        "ecp5-85: no model of DELAYG to simulate, and so no energy"
    );
}

#[test]
fn multipliers_and_memories_run_as_synthesised() {
    let (_folder, cache) = cache();
    let square = square();
    let unit = |design: &Design, target, cells| {
        let unit = synthesise::unit(&design.name, &design.verilog, target, cells, &cache).unwrap();
        (unit.resources.dsp, unit.resources.memory)
    };
    assert_eq!(unit(&square, Target::Ecp5, Cells::Multipliers), (1, 0));
    let block = fpga::energy(&square, Target::Ecp5, Cells::Multipliers, &cache)
        .unwrap()
        .energy;
    // The same in look-up tables, carries and multiplexers has wires between them, too.
    let logic = fpga::energy(&square, Target::Ecp5, Cells::Carries, &cache)
        .unwrap()
        .energy;
    assert!(block.wires < logic.wires / 2.0, "{block:?} {logic:?}");
    let (short, long) = (delay(64), delay(512));
    for target in [Target::Ecp5, Target::Gw2a] {
        // In look-up tables and in a block.
        assert_eq!(unit(&short, target, Cells::Carries), (0, 0), "{target}");
        assert_eq!(unit(&long, target, Cells::Carries), (0, 1), "{target}");
        for delay in [&short, &long] {
            let energy = fpga::energy(delay, target, Cells::Carries, &cache)
                .unwrap()
                .energy;
            // Half of the 16 bits that go in, and two of the address, change with each.
            assert!(energy.toggles > 10.0, "{target}: {energy:?}");
        }
        // The memory's words are compared: a wrong one is found.
        let mut wrong = long.clone();
        wrong.bench.expected[100][0] ^= 1;
        let error = fpga::energy(&wrong, target, Cells::Carries, &cache)
            .unwrap_err()
            .to_string();
        assert!(error.contains("delay_16: result 100, m_data"), "{error}");
    }
}

/// Samples of 16 bits.
fn samples(number: u16) -> Vec<i16> {
    (0..number).map(|i| i.wrapping_mul(40_503) as i16).collect()
}

fn bench_16(samples: &[i16], expected: Vec<Vec<u128>>, width: u32) -> Bench {
    Bench {
        inputs: vec![Port::new("s_data", 16)],
        stimulus: samples.iter().map(|x| vec![u128::from(*x as u16)]).collect(),
        outputs: vec![Port::new("m_data", width)],
        expected,
        ready: false,
    }
}

fn square() -> Design {
    let mut square = design(
        "square_16",
        "module square_16(input clock, input reset, input s_valid, input signed [15:0] s_data,
            output reg m_valid, output reg [31:0] m_data);
            reg valid; reg signed [15:0] x;
            always @(posedge clock) begin
                valid <= s_valid; m_valid <= valid; x <= s_data; m_data <= x * x;
                if (reset) begin valid <= 0; m_valid <= 0; end
            end
        endmodule",
    );
    let samples = samples(200);
    let squares = samples
        .iter()
        .map(|&x| vec![(i64::from(x) * i64::from(x)) as u128]);
    square.bench = bench_16(&samples, squares.collect(), 32);
    square
}

/// Each sample comes out again so many beats later, a power of two; the memory is filled before.
fn delay(beats: u16) -> Design {
    let (last, bits) = (beats - 1, beats.ilog2());
    let verilog = "module delay_16(input clock, input reset, input s_valid, input [15:0] s_data,
            output reg m_valid, output reg [15:0] m_data);
            reg [15:0] ring [0:LAST]; reg [BITS-1:0] at; reg full; reg valid; reg [15:0] x;
            always @(posedge clock) begin
                valid <= s_valid && full; m_valid <= valid; m_data <= x;
                if (s_valid) begin
                    x <= ring[at]; ring[at] <= s_data; at <= at + 1; if (at == LAST) full <= 1;
                end
                if (reset) begin at <= 0; full <= 0; valid <= 0; m_valid <= 0; end
            end
        endmodule";
    let verilog = verilog
        .replace("LAST", &last.to_string())
        .replace("BITS", &bits.to_string());
    let mut delay = design("delay_16", &verilog);
    let samples = samples(beats + 136);
    let delayed = samples[..136].iter().map(|x| vec![u128::from(*x as u16)]);
    delay.bench = bench_16(&samples, delayed.collect(), 16);
    delay
}

#[test]
fn multipliers_and_memories_run_as_routed() {
    let (_folder, cache) = cache();
    let square = square();
    let figures = fpga::measure(&square, Target::Up5k, Cells::Multipliers, 1, &cache).unwrap();
    assert_eq!(figures.resources.dsp, 1);
    fpga::energy(&square, Target::Up5k, Cells::Multipliers, &cache).unwrap();
    let delay = delay(64);
    let figures = fpga::measure(&delay, Target::Hx8k, Cells::Carries, 1, &cache).unwrap();
    assert_eq!(figures.resources.memory, 1);
    fpga::energy(&delay, Target::Hx8k, Cells::Carries, &cache).unwrap();
}

/// A path of small look-up tables into a register that does not have its last one alone: neither has a delay in Gowin's
/// tool by itself.
#[test]
fn every_path_of_a_gowin_device_is_timed() {
    const LEVELS: usize = 12;
    let mut body = String::from("wire [11:0] a = x;\nwire y0 = a[0];\n");
    for level in 1..LEVELS {
        // a gate of two inputs whose result goes out as well
        body += &format!(
            "wire y{level}; LUT2 #(.INIT(4'h6)) u{level}(.F(y{level}), .I0(y{}), .I1(a[{level}]));\n",
            level - 1
        );
    }
    let all: Vec<String> = (1..LEVELS).rev().map(|level| format!("y{level}")).collect();
    let verilog = format!(
        "module chain(input clock, input reset, input s_valid, input [11:0] s_data, output reg m_valid,\n\
         output reg [10:0] m_data, output reg again);\nreg [11:0] x; reg valid;\n{body}\
         always @(posedge clock) begin\n\
         x <= s_data; valid <= s_valid; m_valid <= valid; m_data <= {{{}}}; again <= y{};\n\
         if (reset) begin x <= 0; valid <= 0; m_valid <= 0; m_data <= 0; again <= 0; end\nend\nendmodule\n",
        all.join(", "),
        LEVELS - 1
    );
    let (_folder, cache) = cache();
    let unit = synthesise::unit("chain", &verilog, Target::Gw2a, Cells::Carries, &cache).unwrap();
    let wrapped = synthesise::wrapped(&unit, Target::Gw2a, 1, &cache).unwrap();
    let report = fpga::place::place(&wrapped, Target::Gw2a, 1, false, &cache)
        .unwrap()
        .report;
    let path = report.critical_path().unwrap();
    assert!(path.in_unit, "{path:?}");
    // one wire more than gates
    assert!(path.steps >= LEVELS, "{path:?}");
    // Of the netlist that is placed the tool knows all delays.
    let (ours, theirs) = (report.fmax_mhz().unwrap(), report.tools_fmax_mhz().unwrap());
    assert!((ours / theirs - 1.0).abs() < 1e-4, "{ours} {theirs}");
}
