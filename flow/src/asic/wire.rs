//! The wires of a netlist that has no layout: one model for all libraries.
//!
//! Few free libraries bring wire loads, and those that do mean different things by them. So every library gets the same
//! model: a net has, for each input on it, a piece of wire three times as long as the side of a square of the area of the
//! library's smallest NAND or NOR gate, with 0.2 fF a micrometre, as metal of any process has, and no resistance. An
//! output port counts as no input; it carries a load of its own ([`output_load_pf`](super::synthesise::output_load_pf)).
//! For OpenSTA that load is all the wire there is on the port's net, whatever inputs are on it too.

use super::liberty::Library;

/// The model's name in the library given to the tools.
pub const NAME: &str = "signum_wire";

const FEMTOFARAD_PER_MICROMETRE: f64 = 0.2;
const SIDES_PER_SINK: f64 = 3.0;

/// Picofarads of wire for each input on a net.
pub fn sink_pf(library: &Library) -> f64 {
    let area = library.gate().map_or(0.0, |name| library.cells[name].area);
    let exact = SIDES_PER_SINK * area.sqrt() * FEMTOFARAD_PER_MICROMETRE * 1e-3;
    // As it stands in the file.
    (exact * 1e7).round() / 1e7
}

/// The library's text with the model in it.
pub fn with_model(library: &Library) -> String {
    let capacitance = sink_pf(library) * 1e-12 / library.capacitance_unit;
    format!(
        "{}  wire_load (\"{NAME}\") {{\n    resistance : 0;\n    capacitance : {capacitance};\n    area : 0;\n    \
         slope : 1;\n    fanout_length (1, 1);\n  }}\n}}\n",
        &library.text[..library.end]
    )
}
