//! What was reached, for people.

use super::build::Built;
use super::Description;
use std::fmt::Write;

/// A page in Markdown: clock, slowest path, use of the device, memories, time.
pub fn page(board: &Description, configuration: &str, built: &Built) -> String {
    let mut text = format!(
        "# {}: configuration `{configuration}`\n\n{}\n",
        board.title,
        clock(built)
    );
    let _ = write!(text, "\n{}\n", slowest(built));
    text.push_str("\n## Use of the device\n\n| | used | there | |\n|---|---:|---:|---:|\n");
    for (what, used, there) in uses(built) {
        let _ = writeln!(
            text,
            "| {what} | {used} | {there} | {} % |",
            used * 100 / there.max(1)
        );
    }
    text.push_str("\nAs the placement tool counts its cells:\n\n| cell | used | there |\n|---|---:|---:|\n");
    for (kind, used) in built.utilisation.iter().filter(|(_, used)| used.used > 0) {
        let _ = writeln!(text, "| {kind} | {} | {} |", used.used, used.available);
    }
    text.push_str("\n## Memory plan\n\n| memory | kind | blocks |\n|---|---|---:|\n");
    for memory in &built.memories {
        let _ = writeln!(
            text,
            "| `{}` | {} | {} |",
            memory.path, memory.kind, memory.blocks
        );
    }
    let _ = write!(text, "\n## Run\n\nPlacement from seed {}.", built.seed);
    for (step, seconds) in &built.seconds {
        let _ = write!(text, " {}: {seconds:.0} s.", capital(step.doing()));
    }
    text.push('\n');
    text
}

/// One sentence about the clock.
pub fn clock(built: &Built) -> String {
    let asked = built.clock_hz as f64 / 1e6;
    match built.met() {
        true => format!("Clock {asked} MHz: met, {:.1} MHz are reached.", built.fmax_mhz),
        false => format!(
            "Clock {asked} MHz: missed, {:.1} MHz are reached; the slowest path takes {:.2} ns of {:.2}.",
            built.fmax_mhz,
            1e3 / built.fmax_mhz,
            1e3 / asked
        ),
    }
}

/// One sentence about the slowest path.
pub fn slowest(built: &Built) -> String {
    match &built.critical_path {
        None => "The placement tool names no path.".to_owned(),
        Some(path) => format!(
            "Slowest path: from `{}` to `{}`, {:.2} ns in cells and {:.2} ns in {} wires.",
            path.from, path.to, path.logic_ns, path.routing_ns, path.steps
        ),
    }
}

/// Name, used, there.
pub fn uses(built: &Built) -> [(&'static str, u64, u64); 4] {
    let (needed, have) = (built.needed, built.available);
    [
        ("look-up tables", needed.logic, have.logic),
        ("registers", needed.registers, have.registers),
        ("multipliers", needed.dsp, have.dsp),
        ("blocks of memory", needed.memory, have.memory),
    ]
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}
