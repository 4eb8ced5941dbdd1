//! Event counters stop at 2^32 - 1: their Verilog under Icarus, begun shortly before.

use hdl::base::{verilog, Counter};
use std::process::Command;

/// Up to three events a cycle, some of them without `enable`, across the end; then a reset, and a count again.
const BENCH: &str = "
module bench;
  reg clock = 0, reset = 1, enable = 0;
  reg [2:0] events = 0;
  wire [31:0] count;
  counter_of_three unit(.clock(clock), .reset(reset), .events(events), .enable(enable), .count(count));
  reg [63:0] exact;
  integer i;
  task tick; begin #5 clock = 1; #5 clock = 0; end endtask
  task expect_count(input [63:0] exact);
    if (count !== (exact > 64'hffffffff ? 32'hffffffff : exact[31:0])) begin
      $display(\"%0d for %0d\", count, exact); $finish_and_return(1);
    end
  endtask
  initial begin
    tick; tick; reset = 0;
    unit.total.q = 32'hfffffff0; exact = 64'hfffffff0;
    for (i = 0; i < 60; i = i + 1) begin
      events = i * 5; enable = i % 7 != 3; tick;
      if (enable) exact = exact + events[0] + events[1] + events[2];
      events = 7; enable = 0; tick; tick; expect_count(exact);
    end
    if (exact <= 64'hffffffff) begin $display(\"not far enough\"); $finish_and_return(1); end
    reset = 1; tick; reset = 0; tick; expect_count(0);
    events = 5; enable = 1; tick; enable = 0; tick; tick; expect_count(2);
    $finish_and_return(0);
  end
endmodule
";

#[test]
fn a_count_stops_at_its_end_and_a_reset_begins_again() {
    let folder = tempfile::tempdir().unwrap();
    let text = verilog(Counter::<3>::default(), "counter_of_three").unwrap();
    std::fs::write(folder.path().join("unit.v"), text).unwrap();
    std::fs::write(folder.path().join("bench.v"), BENCH).unwrap();
    let run = |program: &str, arguments: &[&str]| {
        let run = Command::new(program)
            .args(arguments)
            .current_dir(folder.path())
            .output();
        let run = run.unwrap_or_else(|e| panic!("{program} cannot be run ({e}); scripts/setup installs it"));
        let said = String::from_utf8_lossy(&run.stdout).into_owned() + &String::from_utf8_lossy(&run.stderr);
        assert!(run.status.success(), "{program}: {said}");
    };
    run("iverilog", &["-g2012", "-o", "bench", "unit.v", "bench.v"]);
    run("vvp", &["-n", "bench"]);
}
