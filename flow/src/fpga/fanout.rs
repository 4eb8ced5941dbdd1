//! The nets of a synthesised netlist, each with a weight in place of a length that only routing gives.
//!
//! ```text
//! weight = pins and output ports that the net drives over the routing + 1 for its driver
//! ```
//! as the length of a routed net is its switches and 1 for its driver. It knows nothing of distances. Left out, as on
//! iCE40, is what never leaves a logic cell: carries, the wires to the multiplexers behind LUTs, and a LUT's wire to the
//! register that takes nothing but it. Nor does what happens within a memory or a multiplier count; its wires do.

use super::Error;
use crate::activity::Activity;
use crate::netlist::{Bit, Direction, Netlist};
use std::collections::{BTreeMap, BTreeSet};

/// A net with all its names and its weight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Weighted {
    names: Vec<String>,
    weight: u64,
}

/// The nets of a unit that are routed, without that of its port `clock`.
pub(crate) fn nets(netlist: &Netlist) -> Vec<Weighted> {
    let of_ports = |direction| {
        let ports = netlist.ports.iter();
        let ports = ports.filter(move |(_, port)| port.direction == direction);
        ports.flat_map(|(name, port)| port.bits.iter().map(move |bit| (name.as_str(), bit)))
    };
    // Whether a logic cell drives the net. A cell without inputs is a constant, which never changes.
    let mut drivers: BTreeMap<u64, bool> = BTreeMap::new();
    for (port, bit) in of_ports(Direction::Input) {
        if let (true, Bit::Net(net)) = (port != "clock", bit) {
            drivers.insert(*net, false);
        }
    }
    for cell in netlist.cells.values() {
        let pins = |direction| {
            let connections = cell.connections.iter();
            let pins = connections.filter(move |(pin, _)| cell.port_directions.get(*pin) == Some(&direction));
            pins.flat_map(|(_, bits)| bits).filter_map(|bit| match bit {
                Bit::Net(net) => Some(*net),
                Bit::Constant(_) => None,
            })
        };
        if pins(Direction::Input).next().is_some() {
            let logic = !is_register(&cell.kind) && !is_block(&cell.kind);
            drivers.extend(pins(Direction::Output).map(|net| (net, logic)));
        }
    }
    let mut sinks: BTreeMap<u64, u64> = BTreeMap::new();
    for (_, bit) in of_ports(Direction::Output) {
        if let Bit::Net(net) = bit {
            *sinks.entry(*net).or_default() += 1;
        }
    }
    for (net, pins) in netlist.pins() {
        let kind = |cell: &str| netlist.cells.get(cell).map_or("", |cell| cell.kind.as_str());
        let taking = pins
            .iter()
            .filter(|pin| pin.direction != Some(Direction::Output) && !is_wired(kind(pin.cell), pin.pin));
        let taking: Vec<_> = taking.collect();
        let ports = sinks.get(&net).copied().unwrap_or_default();
        let within = match taking[..] {
            [only] => {
                ports == 0
                    && drivers.get(&net) == Some(&true)
                    && is_register(kind(only.cell))
                    && ["D", "DI"].contains(&only.pin)
            }
            _ => false,
        };
        if !within {
            *sinks.entry(net).or_default() += taking.len() as u64;
        }
    }
    let mut names = netlist.aliases();
    let routed = drivers.keys().filter_map(|net| {
        let sinks = sinks.get(net).copied().filter(|sinks| *sinks > 0)?;
        Some(Weighted {
            names: names.remove(net).unwrap_or_default(),
            weight: 1 + sinks,
        })
    });
    routed.collect()
}

/// The weights by the names that the dump has.
///
/// # Errors
/// A net that the dump does not have.
pub(crate) fn seen(nets: &[Weighted], activity: &Activity) -> Result<BTreeMap<String, u64>, Error> {
    let mut lengths = BTreeMap::new();
    let mut missing = BTreeSet::new();
    for net in nets {
        match net.names.iter().find(|name| activity.nets.contains_key(*name)) {
            Some(name) => {
                lengths.insert(name.clone(), net.weight);
            }
            None => {
                missing.insert(net.names.first().cloned().unwrap_or_default());
            }
        }
    }
    match missing.pop_first() {
        Some(name) => Err(Error::Unmatched(name)),
        None => Ok(lengths),
    }
}

fn is_register(kind: &str) -> bool {
    kind == "TRELLIS_FF" || kind.starts_with("DFF")
}

/// Whether it is a memory or a multiplier, which nothing but the routing connects to logic cells.
fn is_block(kind: &str) -> bool {
    let memories = ["DP16KD", "SP", "SPX9", "DPB", "DPX9B", "SDPB", "SDPX9B"];
    kind == "MULT18X18D" || memories.contains(&kind)
}

/// Whether wires of the logic cell itself lead to a pin.
fn is_wired(kind: &str, pin: &str) -> bool {
    matches!(
        (kind, pin),
        ("PFUMX", "ALUT" | "BLUT") | ("L6MUX21", "D0" | "D1") | ("CCU2C" | "ALU", "CIN")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::activity::Toggles;

    /// a, b -> LUT -> register -> y; the LUT u2 of q and b -> PFUMX with b -> y2 and twice into c's LUT; a LUT without
    /// inputs drives a pin, too.
    const TEXT: &str = r#"{ "ports": {
        "clock": { "direction": "input", "bits": [ 2 ] },
        "a": { "direction": "input", "bits": [ 3, 4 ] }, "y": { "direction": "output", "bits": [ 6, 8 ] } },
      "cells": {
        "u1": { "type": "LUT4", "port_directions": { "A": "input", "B": "input", "Z": "output" },
            "connections": { "A": [ 3 ], "B": [ 4 ], "Z": [ 5 ] } },
        "r1": { "type": "TRELLIS_FF", "port_directions": { "CLK": "input", "DI": "input", "Q": "output" },
            "connections": { "CLK": [ 2 ], "DI": [ 5 ], "Q": [ 6 ] } },
        "u2": { "type": "LUT4", "port_directions": { "A": "input", "B": "input", "Z": "output" },
            "connections": { "A": [ 6 ], "B": [ 4 ], "Z": [ 7 ] } },
        "m": { "type": "PFUMX", "port_directions": { "ALUT": "input", "C0": "input", "Z": "output" },
            "connections": { "ALUT": [ 7 ], "C0": [ 4 ], "Z": [ 8 ] } },
        "r2": { "type": "TRELLIS_FF", "port_directions": { "CLK": "input", "DI": "input", "Q": "output" },
            "connections": { "CLK": [ 2 ], "DI": [ 6 ], "Q": [ 9 ] } },
        "u3": { "type": "LUT4", "port_directions": { "A": "input", "B": "input", "Z": "output" },
            "connections": { "A": [ 9 ], "B": [ 10 ], "Z": [ 11 ] } },
        "one": { "type": "LUT4", "port_directions": { "A": "input", "Z": "output" },
            "connections": { "A": [ "1" ], "Z": [ 10 ] } } },
      "netnames": { "a": { "bits": [ 3, 4 ] }, "y": { "bits": [ 6, 8 ] }, "q": { "bits": [ 6 ] },
        "high": { "bits": [ 9, 9 ], "offset": 4 }, "down": { "bits": [ 5, 7 ], "upto": 1 } } }"#;

    /// a into a memory and a multiplier; an output of each to a register alone, another of each to nothing.
    const BLOCKS: &str = r#"{ "ports": { "clock": { "direction": "input", "bits": [ 2 ] },
        "a": { "direction": "input", "bits": [ 3 ] } },
      "cells": {
        "m": { "type": "DP16KD",
            "port_directions": { "CLKA": "input", "ADA0": "input", "ADA1": "input", "DOA0": "output", "DOA1": "output" },
            "connections": { "CLKA": [ 2 ], "ADA0": [ 3 ], "ADA1": [ 3 ], "DOA0": [ 4 ], "DOA1": [ 5 ] } },
        "p": { "type": "MULT18X18D", "port_directions": { "A0": "input", "P0": "output", "P1": "output" },
            "connections": { "A0": [ 3 ], "P0": [ 6 ], "P1": [ 7 ] } },
        "r1": { "type": "TRELLIS_FF", "port_directions": { "CLK": "input", "DI": "input", "Q": "output" },
            "connections": { "CLK": [ 2 ], "DI": [ 4 ], "Q": [ 8 ] } },
        "r2": { "type": "TRELLIS_FF", "port_directions": { "CLK": "input", "DI": "input", "Q": "output" },
            "connections": { "CLK": [ 2 ], "DI": [ 6 ], "Q": [ 9 ] } } },
      "netnames": { "a": { "bits": [ 3 ] }, "read": { "bits": [ 4, 5 ] }, "product": { "bits": [ 6, 7 ] } } }"#;

    #[test]
    fn what_memories_and_multipliers_drive_is_routed_to_a_register_too() {
        let netlist: Netlist = serde_json::from_str(BLOCKS).unwrap();
        let nets = nets(&netlist);
        let weights = nets.iter().map(|net| (net.names[0].as_str(), net.weight));
        let weights: Vec<(&str, u64)> = weights.collect();
        assert_eq!(weights, [("a", 4), ("read[0]", 2), ("product[0]", 2)]);
    }

    #[test]
    fn a_net_weighs_what_it_drives_over_the_routing() {
        let netlist: Netlist = serde_json::from_str(TEXT).unwrap();
        let nets = nets(&netlist);
        let weights: Vec<(&str, u64)> = nets
            .iter()
            .map(|net| (net.names[0].as_str(), net.weight))
            .collect();
        // Without: 5 to its register alone, 7 to the multiplexer, 10 that is constant, 11 that goes nowhere.
        assert_eq!(
            weights,
            [("a[0]", 2), ("a[1]", 4), ("q", 4), ("y[1]", 2), ("high[4]", 2)]
        );
        assert_eq!(netlist.aliases()[&6], ["q", "y[0]"]);
        assert_eq!(netlist.aliases()[&5], ["down[1]"]);

        let mut activity = Activity {
            start_ps: 0,
            end_ps: 1,
            nets: Default::default(),
        };
        for name in ["a[0]", "a[1]", "y[0]", "y[1]"] {
            activity.nets.insert(name.to_owned(), Toggles::default());
        }
        let error = seen(&nets, &activity).unwrap_err().to_string();
        assert!(error.starts_with("the net high[4] is not in the dump"), "{error}");
        activity.nets.insert("high[5]".to_owned(), Toggles::default());
        let lengths = seen(&nets, &activity).unwrap();
        assert_eq!((lengths["y[0]"], lengths["high[5]"], lengths.len()), (4, 2, 5));
    }
}
