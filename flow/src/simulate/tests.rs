use super::*;

/// Adds the lanes of a beat; stalls when told to, and on its own after every beat with `SLOW`.
const ADDER: &str =
    "module adder(input clock, input reset, input s_valid, output s_ready, input signed [15:0] s_data,
    output reg m_valid, input m_ready, output reg [8:0] m_sum, output reg [3:0] m_count);
    wire free = !m_valid || m_ready;
`ifdef SLOW
    reg rest = 0;
    assign s_ready = free && !rest;
    always @(posedge clock) rest <= s_valid && s_ready;
`else
    assign s_ready = free;
`endif
    always @(posedge clock)
        if (reset) begin m_valid <= 0; m_count <= 0; m_sum <= 0; end
        else if (free) begin
            m_valid <= s_valid && s_ready;
            if (s_valid && s_ready) begin
                m_sum <= s_data[7:0] + s_data[15:8];
                m_count <= m_count + 1;
            end
        end
endmodule
";

fn bench(beats: u32) -> Bench {
    let pair = |i: u32| (u128::from(i * 37 % 256), u128::from(i * 91 % 256));
    Bench {
        inputs: Port::lanes("s_data", 8, 2),
        stimulus: (0..beats).map(|i| vec![pair(i).0, pair(i).1]).collect(),
        outputs: vec![Port::new("m_sum", 9), Port::new("m_count", 4)],
        expected: (0..beats)
            .map(|i| vec![pair(i).0 + pair(i).1, u128::from(i + 1) % 16])
            .collect(),
        ready: true,
    }
}

fn run_with(
    bench: &Bench,
    change: impl FnOnce(&mut Setup),
) -> (tempfile::TempDir, Result<Run, SimulateError>) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("adder.v"), ADDER).unwrap();
    let mut setup = Setup::new("adder", &["adder.v"]);
    setup.patience = 100;
    change(&mut setup);
    let run = run(folder.path(), "test", bench, &setup);
    (folder, run)
}

fn message(bench: &Bench) -> String {
    run_with(bench, |_| {}).1.unwrap_err().to_string()
}

#[test]
fn a_right_netlist_passes_at_every_pace_and_its_window_is_that_of_the_beats() {
    let (folder, run) = run_with(&bench(40), |setup| setup.dump = Some("adder.vcd"));
    let run = run.unwrap();
    assert_eq!((run.taken, run.results, run.latency, run.cycles), (40, 40, 1, 40));
    assert_eq!(run.end_ps - run.start_ps, 40 * 10_000);
    let path = folder.path().join("adder.vcd");
    assert_eq!(run.dump.as_ref(), Some(&path));
    let activity = crate::activity::Activity::read(&path, &SCOPE, run.start_ps, run.end_ps).unwrap();
    // Two a cycle, and the one count that each of 40 results adds: bit 0 changes with every edge but the last's.
    assert_eq!(activity.nets["clock"].toggles, 80);
    assert_eq!(activity.nets["m_count[0]"].toggles, 39);
    assert!(activity.unknown().is_empty());

    let slow = run_with(&bench(40), |setup| setup.defines = &["SLOW"]).1.unwrap();
    assert_eq!((slow.results, slow.cycles), (40, 79));
    assert_eq!((run.sustained(), slow.sustained()), (1.0, 2.0));
    // With one result there is no pace but that of the whole run.
    let one = Run { results: 1, ..slow };
    assert_eq!(one.sustained(), 79.0 / 40.0);
    for seed in 1..5 {
        let run = run_with(&bench(40), |setup| setup.pace = Pace::Random(seed))
            .1
            .unwrap();
        assert!(run.results == 40 && run.cycles > 45, "seed {seed}: {run:?}");
    }
}

#[test]
fn the_first_wrong_bit_is_named() {
    let mut wrong = bench(40);
    wrong.expected[17][1] ^= 8;
    assert_eq!(
        message(&wrong),
        "adder: result 17, m_count: got 2, expected a (hexadecimal)"
    );
    let mut lanes = bench(3);
    lanes.outputs = [Port::lanes("m_sum", 1, 1), Port::lanes("m_count", 2, 2)].concat();
    lanes.expected = vec![vec![0, 1, 0], vec![0, 2, 1], vec![0, 3, 0]];
    assert_eq!(
        message(&lanes),
        "adder: result 1, m_count[3:2]: got 0, expected 1 (hexadecimal)"
    );
}

#[test]
fn too_many_results_and_too_few_are_told_apart() {
    let mut less = bench(12);
    less.expected.truncate(11);
    assert_eq!(message(&less), "adder: a result more than the 11 expected");
    let mut more = bench(12);
    more.expected.push(vec![0, 0]);
    assert_eq!(
        message(&more),
        "adder: stuck after 12 of 12 beats and 12 of 13 results"
    );
}

#[test]
fn what_cannot_be_run_is_refused() {
    let clock = run_with(&bench(1), |setup| setup.period_ps = 1001).1.unwrap_err();
    assert_eq!(
        clock.to_string(),
        "a clock of 1001 ps with inputs 500 ps after it cannot be run"
    );
    let (folder, run) = run_with(&bench(1), |setup| setup.top = "subtractor");
    assert!(
        matches!(run, Err(SimulateError::Tool(ToolError::Failed { .. }))),
        "{run:?}"
    );
    let log = fs::read_to_string(folder.path().join("test.iverilog.log")).unwrap();
    assert!(log.contains("Unknown module type: subtractor"), "{log}");
}

#[test]
fn a_unit_without_handshake_gives_its_results_as_they_come() {
    let folder = tempfile::tempdir().unwrap();
    let text = "module twice(input clock, input reset, input s_valid, input [3:0] s_data, output reg m_valid,
        output reg [4:0] m_data);
        always @(posedge clock) if (reset) m_valid <= 0;
            else begin m_valid <= s_valid; m_data <= {s_data, 1'b0}; end
    endmodule";
    fs::write(folder.path().join("twice.v"), text).unwrap();
    let bench = Bench {
        inputs: vec![Port::new("s_data", 4)],
        stimulus: (0..30).map(|i| vec![i % 16]).collect(),
        outputs: vec![Port::new("m_data", 5)],
        expected: (0..30).map(|i| vec![2 * (i % 16)]).collect(),
        ready: false,
    };
    let mut setup = Setup::new("twice", &["twice.v"]);
    let full = run(folder.path(), "full", &bench, &setup).unwrap();
    assert_eq!((full.results, full.latency, full.cycles), (30, 1, 30));
    setup.pace = Pace::Random(7);
    let random = run(folder.path(), "random", &bench, &setup).unwrap();
    assert!(random.results == 30 && random.cycles > 30, "{random:?}");
}

#[test]
fn a_bench_of_another_kind_gets_other_keys() {
    use sha2::{Digest, Sha256};
    let mut texts = String::new();
    for dump in [None, Some("adder.vcd")] {
        let setup = Setup {
            dump,
            ..Setup::new("adder", &["adder.v"])
        };
        texts += &text("test", &bench(3), &setup);
        texts += &format!("{} {}\n", setup.patience, setup.skew_ps);
    }
    let hash = Sha256::digest(texts.as_bytes());
    let hash: String = hash[..8].iter().map(|byte| format!("{byte:02x}")).collect();
    // Caches know a run by what goes in, not by the bench made of it. When the bench changes: bump RUN_STEPS in asic,
    // STEPS in fpga::energy and "rhythm" in the program's compare/measure.rs, then write the new hash here.
    assert_eq!(hash, "975919c771e6ff16");
}
