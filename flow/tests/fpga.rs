//! Synthesis and placement of small designs by the real tools.

use flow::cache::Cache;
use flow::fpga::{self, Error, Target};
use flow::{Bench, Design};

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
    let figures = fpga::measure(&design("absolute_8", ABSOLUTE), Target::Hx8k, false, 1, &cache).unwrap();
    // Two valid bits, 8 bits in, 8 bits out; no bit of the wrapper's 28 registers.
    assert_eq!(figures.resources.registers, 18);
    assert!(
        (18..=40).contains(&figures.resources.logic),
        "{:?}",
        figures.resources
    );
    let (lanes, scarce) = figures.lanes.unwrap();
    assert_eq!((lanes, scarce), (7680 / figures.resources.logic, "logic"));
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
    let again = fpga::measure(&design("absolute_8", ABSOLUTE), Target::Hx8k, false, 1, &cache).unwrap();
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
    let error = fpga::measure(&design("wide", wide), Target::Up5k, false, 1, &cache).unwrap_err();
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
}

#[test]
fn verilog_that_is_wrong_gives_the_reason_and_no_figures() {
    let (_folder, cache) = cache();
    let error = fpga::measure(
        &design("absolute_8", "module absolute_8(input clock); oops"),
        Target::Hx8k,
        false,
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
        false,
        1,
        &cache,
    );
    assert_eq!(
        error.unwrap_err().to_string(),
        "still needs an input clock, another input and an output"
    );
}
