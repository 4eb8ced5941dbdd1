//! A netlist for Gowin devices of which placement knows the delays.
//!
//! nextpnr places by the paths that it times. Of Gowin's cells it has the delays of a LUT4, not of a LUT1, LUT2 or LUT3,
//! though each of these is one in the device; and where a register does not take what a LUT of its own or an adder beside
//! it gives it, nextpnr sends its data through a LUT that it puts there after placement. Paths through either it does not
//! see: designs come out a tenth slower than they need. So the small LUTs become LUT4s that ignore inputs, and the LUT before
//! a register is put there here, but for adders, most of which find a place at their register. What is left out even so,
//! [`sta`](super::sta) adds to the timing.

use crate::netlist::{Bit, Cell, Direction, Netlist, NetlistError};
use serde_json::{json, Map, Value};
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::Path;

/// What the pass is called among the parts that an entry of the cache is made of: another name where it does another thing.
pub(crate) const PASS: &str = "LUT4s, a LUT before registers";

/// What [`time_tables`] is called there.
pub(crate) const TABLES: &str = "LUT4s";

/// A LUT4 that gives its input I0.
const BUFFER: &str = "1010101010101010";

/// Rewrites the module `top` of a netlist in Yosys' JSON.
///
/// # Errors
/// The file cannot be read or written, or is no such netlist.
pub(crate) fn time_all(file: &Path, top: &str) -> Result<(), NetlistError> {
    edit(file, top, true)
}

/// The same without LUTs before registers, which a full device has no room for.
///
/// # Errors
/// As [`time_all`].
pub(crate) fn time_tables(file: &Path, top: &str) -> Result<(), NetlistError> {
    edit(file, top, false)
}

fn edit(file: &Path, top: &str, registers: bool) -> Result<(), NetlistError> {
    let path = || file.to_owned();
    let text = |error| NetlistError::Text { path: path(), error };
    let unreadable = |error| NetlistError::File { path: path(), error };
    let mut netlist: Value = serde_json::from_slice(&fs::read(file).map_err(unreadable)?).map_err(text)?;
    let module = netlist
        .pointer_mut(&format!("/modules/{top}"))
        .ok_or_else(|| NetlistError::Module {
            path: path(),
            module: top.to_owned(),
        })?;
    rewrite(module, registers).ok_or_else(|| NetlistError::Cell { path: path() })?;
    fs::write(file, serde_json::to_vec(&netlist).map_err(text)?).map_err(unreadable)
}

/// Places of LUTs that a synthesised design takes, at the least: a LUT or an adder one, a chain of adders one more for its
/// head, a memory of LUTs the eight of a tile, and a register one unless it takes what its own LUT or an adder gives it, for
/// its data has no other way in.
pub(crate) fn places(netlist: &Netlist) -> u64 {
    let mut drivers: HashMap<Bit, (&str, &str)> = HashMap::new();
    let mut takers: HashMap<Bit, u64> = HashMap::new();
    for cell in netlist.cells.values() {
        for (pin, bits) in &cell.connections {
            for bit in bits {
                match cell.port_directions.get(pin) {
                    Some(Direction::Output) => _ = drivers.insert(*bit, (&cell.kind, pin)),
                    _ => *takers.entry(*bit).or_default() += 1,
                }
            }
        }
    }
    let outputs = netlist
        .ports
        .values()
        .filter(|port| port.direction == Direction::Output);
    for bit in outputs.flat_map(|port| &port.bits) {
        *takers.entry(*bit).or_default() += 1;
    }
    let driver = |cell: &Cell, pin: &str| {
        let bit = cell.connections.get(pin).and_then(|bits| bits.first())?;
        drivers
            .get(bit)
            .map(|(kind, output)| (*kind, *output, takers.get(bit).copied().unwrap_or(0)))
    };
    let of = |cell: &Cell| match cell.kind.as_str() {
        kind if kind.starts_with("LUT") => 1,
        kind if kind.starts_with("RAM16") => 8,
        "ALU" => 1 + u64::from(driver(cell, "CIN").is_none_or(|(_, pin, _)| pin != "COUT")),
        kind if kind.starts_with("DFF") => {
            let own = |(kind, _, takers): (&str, &str, u64)| {
                kind == "ALU" || (kind.starts_with("LUT") && takers == 1)
            };
            u64::from(!driver(cell, "D").is_some_and(own))
        }
        _ => 0,
    };
    netlist.cells.values().map(of).sum()
}

/// Rewrites a module, with LUTs before `registers`; nothing where a cell is not what it should be.
fn rewrite(module: &mut Value, registers: bool) -> Option<()> {
    // of each net: whether a LUT drives it, whether an adder does, and what takes it
    let mut nets: BTreeMap<u64, (bool, bool, u64)> = BTreeMap::new();
    for port in module.get("ports")?.as_object()?.values() {
        for net in port.get("bits")?.as_array()?.iter().filter_map(Value::as_u64) {
            nets.entry(net).or_default().2 += 1;
        }
    }
    let mut last = nets.keys().next_back().copied().unwrap_or_default();
    for cell in module.get("cells")?.as_object()?.values() {
        let kind = cell.get("type")?.as_str()?;
        let (lut, adder) = (kind.starts_with("LUT"), kind == "ALU");
        for (pin, bits) in cell.get("connections")?.as_object()? {
            let drives = cell.get("port_directions")?.get(pin)?.as_str()? == "output";
            for net in bits.as_array()?.iter().filter_map(Value::as_u64) {
                last = last.max(net);
                let entry = nets.entry(net).or_default();
                match drives {
                    true => (entry.0, entry.1) = (lut, adder),
                    false => entry.2 += 1,
                }
            }
        }
    }
    let mut buffers = Map::new();
    for (name, cell) in module.get_mut("cells")?.as_object_mut()? {
        match cell.get("type")?.as_str()? {
            kind @ ("LUT1" | "LUT2" | "LUT3") => {
                let size = 1usize << kind[3..].parse::<u32>().ok()?;
                let table = cell.get("parameters")?.get("INIT")?.as_str()?;
                let table = (table.len() == size).then(|| table.repeat(16 / size))?;
                cell["type"] = "LUT4".into();
                cell["parameters"]["INIT"] = table.into();
            }
            kind if registers && kind.starts_with("DFF") => {
                let data = cell.get("connections")?.get("D")?.get(0)?;
                let net = data.as_u64().and_then(|net| nets.get(&net));
                let stays = |(lut, adder, takers): &(bool, bool, u64)| *adder || (*lut && *takers == 1);
                if net.is_none_or(stays) {
                    continue;
                }
                last += 1;
                let buffer = json!({
                    "hide_name": 0, "type": "LUT4", "parameters": { "INIT": BUFFER }, "attributes": {},
                    "port_directions": { "I0": "input", "F": "output" },
                    "connections": { "I0": [data], "F": [last] },
                });
                cell["connections"]["D"] = json!([last]);
                buffers.insert(format!("{name}d"), buffer);
            }
            _ => {}
        }
    }
    for (name, buffer) in &buffers {
        module["netnames"][name] =
            json!({ "hide_name": 0, "bits": buffer["connections"]["F"], "attributes": {} });
    }
    module.get_mut("cells")?.as_object_mut()?.append(&mut buffers);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_luts_become_large_and_registers_get_one_each() {
        let pins = json!({ "I0": "input", "I1": "input", "F": "output", "D": "input", "Q": "output" });
        let cell = |kind: &str, parameters: Value, connections: Value| json!({ "type": kind, "parameters": parameters, "port_directions": pins, "connections": connections });
        let mut module = json!({
            "ports": { "a": { "direction": "input", "bits": [2, 3] }, "y": { "direction": "output", "bits": [5] } },
            "cells": {
                "u": cell("LUT2", json!({ "INIT": "0110" }), json!({ "I0": [2], "I1": [3], "F": [4] })),
                "v": cell("LUT1", json!({ "INIT": "01" }), json!({ "I0": [2], "F": [5] })),
                "w": cell("ALU", json!({}), json!({ "I0": [2], "F": [10] })),
                // alone behind its LUT, beside a port behind it, behind another register, at a constant, and behind an adder
                "p": cell("DFF", json!({}), json!({ "D": [4], "Q": [6] })),
                "q": cell("DFFR", json!({}), json!({ "D": [5], "Q": [7] })),
                "r": cell("DFF", json!({}), json!({ "D": [6], "Q": [8] })),
                "s": cell("DFF", json!({}), json!({ "D": ["1"], "Q": [9] })),
                "t": cell("DFF", json!({}), json!({ "D": [10], "Q": [11] })),
            },
            "netnames": {},
        });
        // u and v, w with its head, q, r and s; p and t take what stands beside them
        let netlist = |module: &Value| serde_json::from_value::<Netlist>(module.clone()).unwrap();
        assert_eq!(places(&netlist(&module)), 2 + 2 + 3);
        let mut tables = module.clone();
        rewrite(&mut tables, false).unwrap();
        assert_eq!(tables["cells"]["u"]["type"], "LUT4");
        assert_eq!(tables["cells"]["q"]["connections"]["D"], json!([5]));
        assert_eq!(tables["cells"].as_object().unwrap().len(), 8);
        rewrite(&mut module, true).unwrap();
        let cells = &module["cells"];
        assert_eq!(cells["u"]["type"], "LUT4");
        assert_eq!(cells["u"]["parameters"]["INIT"], "0110011001100110");
        assert_eq!(cells["v"]["parameters"]["INIT"], "0101010101010101");
        assert_eq!(cells["p"]["connections"]["D"], json!([4]));
        assert_eq!(cells["s"]["connections"]["D"], json!(["1"]));
        assert_eq!(cells["t"]["connections"]["D"], json!([10]));
        for (register, data, net) in [("q", 5, 12), ("r", 6, 13)] {
            assert_eq!(cells[register]["connections"]["D"], json!([net]));
            let buffer = &cells[format!("{register}d")];
            assert_eq!(
                (&buffer["type"], &buffer["parameters"]["INIT"]),
                (&json!("LUT4"), &json!(BUFFER))
            );
            assert_eq!(buffer["connections"], json!({ "I0": [data], "F": [net] }));
        }
        module["cells"]["u"]["type"] = "LUT3".into();
        assert_eq!(rewrite(&mut module, true), None);
    }
}
