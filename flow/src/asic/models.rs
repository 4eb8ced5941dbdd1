//! Verilog models of library cells, made from the functions in the Liberty file, with a parameter for each path's delay.
//!
//! Where an instance does not set them all delays are zero. A register begins at random, as silicon does; everything that a bench compares
//! must come out of its reset.

use super::liberty::{Cell, Library};
use super::mapped::Mapped;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use thiserror::Error;

/// A cell of the netlist without a model.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("cell {kind} (line {line} of the library) cannot be simulated: {why}")]
pub struct ModelError {
    /// The cell.
    pub kind: String,
    /// Its line in the file.
    pub line: usize,
    /// What it lacks.
    pub why: String,
}

/// Models of the cells that `netlist` uses.
///
/// # Errors
/// A cell whose function the library does not say.
pub fn models(netlist: &Mapped, library: &Library) -> Result<String, ModelError> {
    let kinds: BTreeSet<&str> = netlist
        .instances
        .iter()
        .map(|instance| instance.kind.as_str())
        .collect();
    let mut text = format!(
        "// Models of cells of {}, from its Liberty file.\n`timescale 1ps/1ps\n",
        library.name
    );
    for kind in kinds {
        let cell = &library.cells[kind];
        let model = model(kind, cell).map_err(|why| ModelError {
            kind: kind.to_owned(),
            line: cell.line,
            why,
        })?;
        text.push_str(&model);
    }
    Ok(text)
}

fn model(kind: &str, cell: &Cell) -> Result<String, String> {
    if cell.opaque {
        return Err("it is more than gates and a flip-flop".to_owned());
    }
    let pins: Vec<&str> = cell.pins.keys().map(String::as_str).collect();
    let mut text = format!("\n`celldefine\nmodule {kind}({});\n", pins.join(", "));
    // Writing to a string does not fail.
    for (name, _) in cell.inputs() {
        let _ = writeln!(text, "    input {name};");
    }
    for (name, _) in cell.outputs() {
        let _ = writeln!(text, "    output {name};");
    }
    let mut states = BTreeSet::new();
    if let Some(flop) = &cell.flop {
        let (state, complement) = (&flop.states.0, &flop.states.1);
        states.extend([state.as_str(), complement.as_str()]);
        let _ = writeln!(text, "    reg {state};\n    initial {state} = $random;");
        let mut edges = format!("posedge {}", wire(&mut text, "clock", &flop.clock.verilog()));
        let mut chosen = String::new();
        for (name, function, value) in [("clear", &flop.clear, 0), ("preset", &flop.preset, 1)] {
            if let Some(function) = function {
                let name = wire(&mut text, name, &function.verilog());
                let _ = write!(edges, " or posedge {name}");
                let _ = write!(chosen, "if ({name}) {state} <= 1'b{value}; else ");
            }
        }
        let _ = writeln!(
            text,
            "    always @({edges}) {chosen}{state} <= {};",
            flop.next.verilog()
        );
        if !complement.is_empty() {
            let _ = writeln!(text, "    wire {complement} = ~{state};");
        }
    }
    let mut paths = String::new();
    let mut delays: BTreeSet<String> = BTreeSet::new();
    for (name, pin) in cell.outputs() {
        let function = pin
            .function
            .as_ref()
            .ok_or_else(|| format!("its output {name} has no function"))?;
        if pin.three_state {
            return Err(format!("its output {name} can let go"));
        }
        if let Some(unknown) = function
            .pins()
            .into_iter()
            .find(|used| !cell.pins.contains_key(*used) && !states.contains(used))
        {
            return Err(format!(
                "the function of {name} uses {unknown}, which is neither pin nor state"
            ));
        }
        let _ = writeln!(text, "    assign {name} = {};", function.verilog());
        let arcs: BTreeSet<(&str, bool)> = pin
            .arcs
            .iter()
            .filter(|(_, kind)| !kind.starts_with("three_state"))
            .map(|(related, kind)| (related.as_str(), kind == "rising_edge"))
            .collect();
        for (related, edge) in arcs {
            let [rise, fall] = parameters(related, name);
            let _ = match edge {
                true => writeln!(
                    paths,
                    "        (posedge {related} => ({name} +: 1'b1)) = ({rise}, {fall});"
                ),
                false => writeln!(paths, "        ({related} => {name}) = ({rise}, {fall});"),
            };
            delays.extend([rise, fall]);
        }
    }
    for delay in delays {
        let _ = writeln!(text, "    parameter {delay} = 0;");
    }
    if !paths.is_empty() {
        let _ = writeln!(text, "    specify\n{paths}    endspecify");
    }
    text.push_str("endmodule\n`endcelldefine\n");
    Ok(text)
}

/// The parameters of a path: picoseconds to the output's rise and to its fall.
pub fn parameters(from: &str, to: &str) -> [String; 2] {
    ["rise", "fall"].map(|edge| format!("{from}_{to}_{edge}"))
}

/// A wire for an expression, unless it is a name itself.
fn wire(text: &mut String, name: &str, expression: &str) -> String {
    if expression.chars().all(|c| c.is_alphanumeric() || c == '_') {
        return expression.to_owned();
    }
    let _ = writeln!(text, "    wire {name}__ = {expression};");
    format!("{name}__")
}
