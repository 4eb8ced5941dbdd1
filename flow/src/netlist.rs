//! Netlists as Yosys writes them by `write_json`.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Why a netlist cannot be used.
#[derive(Debug, Error)]
pub enum NetlistError {
    /// The file cannot be read.
    #[error("{}: {error}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        error: std::io::Error,
    },
    /// It is no netlist.
    #[error("{} is no netlist of Yosys: {error}; remove its folder to have it made again", path.display())]
    Text {
        /// The file.
        path: PathBuf,
        /// What was expected where.
        error: serde_json::Error,
    },
    /// The module is not in it.
    #[error("{} has no module {module}", path.display())]
    Module {
        /// The file.
        path: PathBuf,
        /// The module asked for.
        module: String,
    },
    /// A cell is not what its kind should be.
    #[error("{} has a LUT or a register that is not as Gowin's are", path.display())]
    Cell {
        /// The file.
        path: PathBuf,
    },
}

/// What a bit of a port or of a cell's pin is connected to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(from = "RawBit")]
pub enum Bit {
    /// The net of this number.
    Net(u64),
    /// A constant: `0`, `1`, `x` or `z`.
    Constant(char),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum RawBit {
    Net(u64),
    Constant(char),
}

impl From<RawBit> for Bit {
    fn from(raw: RawBit) -> Bit {
        match raw {
            RawBit::Net(net) => Bit::Net(net),
            RawBit::Constant(constant) => Bit::Constant(constant),
        }
    }
}

/// Which way a port or pin goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// In.
    Input,
    /// Out.
    Output,
    /// Both.
    Inout,
}

/// A port of the module.
#[derive(Debug, Clone, Deserialize)]
pub struct ModulePort {
    /// Its direction.
    pub direction: Direction,
    /// Its bits, the lowest first.
    pub bits: Vec<Bit>,
}

/// An instance.
#[derive(Debug, Clone, Deserialize)]
pub struct Cell {
    /// The module it is one of.
    #[serde(rename = "type")]
    pub kind: String,
    /// Parameters, as Yosys writes them: binary digits or text.
    #[serde(default)]
    pub parameters: BTreeMap<String, serde_json::Value>,
    /// Attributes, in the same form.
    #[serde(default)]
    pub attributes: BTreeMap<String, serde_json::Value>,
    /// Directions of its pins, where Yosys knows them.
    #[serde(default)]
    pub port_directions: BTreeMap<String, Direction>,
    /// What its pins are connected to, the lowest bit first.
    pub connections: BTreeMap<String, Vec<Bit>>,
}

/// A name of nets.
#[derive(Debug, Clone, Deserialize)]
pub struct NetName {
    /// Whether Yosys made the name up.
    #[serde(default)]
    pub hide_name: u8,
    /// The nets, the lowest first.
    pub bits: Vec<Bit>,
    /// The lowest index of a name with several bits.
    #[serde(default)]
    pub offset: u64,
    /// Whether the indices of the Verilog go up, as in `[0:7]`.
    #[serde(default)]
    pub upto: u8,
    /// Attributes; nextpnr keeps a net's route in `ROUTING`.
    #[serde(default)]
    pub attributes: BTreeMap<String, serde_json::Value>,
}

/// A flat module.
#[derive(Debug, Clone, Deserialize)]
pub struct Netlist {
    /// Ports by name.
    #[serde(default)]
    pub ports: BTreeMap<String, ModulePort>,
    /// Instances by name.
    #[serde(default)]
    pub cells: BTreeMap<String, Cell>,
    /// Nets by name; one net may have several.
    #[serde(default)]
    pub netnames: BTreeMap<String, NetName>,
}

#[derive(Deserialize)]
struct File {
    modules: HashMap<String, serde_json::Value>,
}

impl Netlist {
    /// Reads one module of a file.
    ///
    /// # Errors
    /// A file that cannot be read, is no netlist, or lacks the module.
    pub fn read(path: &Path, module: &str) -> Result<Netlist, NetlistError> {
        let text = fs::read_to_string(path).map_err(|error| NetlistError::File {
            path: path.to_owned(),
            error,
        })?;
        let wrong = |error| NetlistError::Text {
            path: path.to_owned(),
            error,
        };
        let mut file: File = serde_json::from_str(&text).map_err(wrong)?;
        let found = file.modules.remove(module);
        let found = found.ok_or_else(|| NetlistError::Module {
            path: path.to_owned(),
            module: module.to_owned(),
        })?;
        serde_json::from_value(found).map_err(wrong)
    }

    /// How many cells of each type there are.
    pub fn cell_counts(&self) -> BTreeMap<&str, u64> {
        let mut counts = BTreeMap::new();
        for cell in self.cells.values() {
            *counts.entry(cell.kind.as_str()).or_insert(0) += 1;
        }
        counts
    }

    /// One name a net: a port's where there is one, else the shortest that a person gave, else the shortest. A bit of a
    /// name with several is `name[index]`.
    pub fn net_names(&self) -> HashMap<u64, String> {
        let mut names: HashMap<u64, (bool, bool, usize, String)> = HashMap::new();
        for (name, net) in &self.netnames {
            for (index, &bit) in net.bits.iter().enumerate() {
                let Bit::Net(bit) = bit else { continue };
                let text = match net.bits.len() {
                    1 => name.clone(),
                    _ => format!("{name}[{index}]"),
                };
                let port = self.ports.contains_key(name);
                let rank = (!port, net.hide_name != 0, text.len(), text);
                match names.get_mut(&bit) {
                    Some(best) if *best <= rank => {}
                    Some(best) => *best = rank,
                    None => {
                        names.insert(bit, rank);
                    }
                }
            }
        }
        names.into_iter().map(|(net, rank)| (net, rank.3)).collect()
    }

    /// All names of each net, as Verilog has them: `name`, or `name[index]` for a bit of a name with several.
    pub fn aliases(&self) -> HashMap<u64, Vec<String>> {
        let mut names: HashMap<u64, Vec<String>> = HashMap::new();
        for (name, net) in &self.netnames {
            let width = net.bits.len() as u64;
            for (at, bit) in (0..).zip(&net.bits) {
                let Bit::Net(bit) = bit else { continue };
                let index = net.offset + if net.upto == 0 { at } else { width - 1 - at };
                names.entry(*bit).or_default().push(match (width, net.offset) {
                    (1, 0) => name.clone(),
                    _ => format!("{name}[{index}]"),
                });
            }
        }
        names
    }

    /// The pins of cells at each net, as (cell, pin, index of the bit in the pin, direction where known).
    pub fn pins(&self) -> HashMap<u64, Vec<Pin<'_>>> {
        let mut pins: HashMap<u64, Vec<Pin>> = HashMap::new();
        for (name, cell) in &self.cells {
            for (pin, bits) in &cell.connections {
                for (index, &bit) in bits.iter().enumerate() {
                    let Bit::Net(net) = bit else { continue };
                    let direction = cell.port_directions.get(pin).copied();
                    pins.entry(net).or_default().push(Pin {
                        cell: name,
                        pin,
                        index,
                        direction,
                    });
                }
            }
        }
        pins
    }
}

/// A bit of a cell's pin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pin<'a> {
    /// The cell's name.
    pub cell: &'a str,
    /// The pin's name.
    pub pin: &'a str,
    /// Which bit of the pin.
    pub index: usize,
    /// Its direction, where Yosys knows it.
    pub direction: Option<Direction>,
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"{ "creator": "Yosys", "modules": { "t": { "attributes": {},
        "ports": { "a": { "direction": "input", "bits": [ 2, 3 ] }, "y": { "direction": "output", "bits": [ 4, "0" ] } },
        "cells": { "u1": { "hide_name": 0, "type": "AND2", "parameters": { "W": "0001" }, "attributes": {},
            "port_directions": { "A": "input", "B": "input", "Y": "output" },
            "connections": { "A": [ 2 ], "B": [ 3 ], "Y": [ 5 ] } },
          "u2": { "hide_name": 1, "type": "INV", "connections": { "A": [ 5 ], "Y": [ 4 ] } } },
        "netnames": { "a": { "hide_name": 0, "bits": [ 2, 3 ] }, "y": { "hide_name": 0, "bits": [ 4, "0" ] },
            "$abc$1": { "hide_name": 1, "bits": [ 5 ] }, "inner_net": { "hide_name": 0, "bits": [ 5 ] },
            "z": { "hide_name": 0, "bits": [ 4 ] } } } } }"#;

    fn read(text: &str, module: &str) -> Result<Netlist, NetlistError> {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), text).unwrap();
        Netlist::read(file.path(), module)
    }

    #[test]
    fn a_netlist_tells_cells_names_and_pins() {
        let netlist = read(TEXT, "t").unwrap();
        assert_eq!(netlist.cell_counts(), BTreeMap::from([("AND2", 1), ("INV", 1)]));
        assert_eq!(netlist.ports["y"].bits, [Bit::Net(4), Bit::Constant('0')]);
        let names = netlist.net_names();
        let name = |net: u64| names[&net].as_str();
        assert_eq!(
            [name(2), name(3), name(4), name(5)],
            ["a[0]", "a[1]", "y[0]", "inner_net"]
        );
        let pins = netlist.pins();
        let driver = pins[&5]
            .iter()
            .find(|pin| pin.direction == Some(Direction::Output));
        assert_eq!(driver.map(|pin| (pin.cell, pin.pin)), Some(("u1", "Y")));
        assert!(pins[&5]
            .iter()
            .any(|pin| (pin.cell, pin.pin, pin.direction) == ("u2", "A", None)));
    }

    #[test]
    fn another_module_and_another_file_are_named() {
        let error = read(TEXT, "u").unwrap_err().to_string();
        assert!(error.ends_with(" has no module u"), "{error}");
        let error = read("module t(); endmodule", "t").unwrap_err().to_string();
        assert!(
            error.contains(" is no netlist of Yosys: expected value at line 1"),
            "{error}"
        );
    }
}
