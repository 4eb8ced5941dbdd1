//! A plain C++ harness, compiled here with the flags of the models, as a process that waits for work.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;
use veribind::build::{Verilate, Verilator};

/// One of the two that are compared.
pub trait Side {
    /// Runs `cycles` more cycles; returns the time taken and a checksum of the outputs.
    fn drive(&mut self, cycles: u64) -> (Duration, u64);
}

/// The running C++ program.
pub struct Harness {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Harness {
    /// Compiles `source` with the Verilog that `model` was made from, starts it, and sends it `preface`.
    pub fn start(top: &str, model: &str, source: &str, preface: &str) -> Harness {
        let home = Path::new(env!("CARGO_MANIFEST_DIR"));
        let verilog = Path::new(env!("OUT_DIR")).join(format!("models/{model}/{top}.v"));
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{top}_harness"));
        let verilator = Verilator::find(&home.join("../.tools")).unwrap();
        let program = Verilate::from_file(top, &verilog)
            .unwrap()
            .waivers(&home.join("../hdl/verilog/waivers.vlt"))
            .executable(&verilator, source, &folder)
            .unwrap_or_else(|error| panic!("{error}"));
        let mut child = Command::new(program)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut input = child.stdin.take().unwrap();
        input.write_all(preface.as_bytes()).unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        Harness { child, input, output }
    }
}

impl Side for Harness {
    fn drive(&mut self, cycles: u64) -> (Duration, u64) {
        writeln!(self.input, "{cycles}").unwrap();
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        let (nanoseconds, sum) = line.trim_end().split_once(' ').unwrap();
        (
            Duration::from_nanos(nanoseconds.parse().unwrap()),
            sum.parse().unwrap(),
        )
    }
}

impl Drop for Harness {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
