//! A netlist of library cells under plain names, as Verilog that every tool reads alike.
//!
//! Yosys' names have dots, brackets and dollars in them, and its Verilog has `signed` ports and part selects that OpenSTA
//! does not take. Here a port keeps its name, a net named in the source is that name with `_` for what is no letter or
//! digit and its bit after another `_`, any other is `n` and a number, and a cell is `u_` and the net it drives.

use super::liberty::function::Function;
use super::liberty::Library;
use super::models;
use super::sdf::Delays;
use crate::netlist::{Bit, Direction, Netlist};
use crate::simulate::Memory;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write as _;
use thiserror::Error;

/// The file with a netlist for [`Mapped`]'s own reading, in the folder of the synthesis.
pub const FILE: &str = "netlist.json";

/// A netlist that is not one of library cells.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum MappedError {
    /// A cell that the library does not have.
    #[error("the synthesised netlist has {count} cells {kind}, which the library {library} does not have")]
    Cell {
        /// The cell's type.
        kind: String,
        /// How many of them.
        count: usize,
        /// The library.
        library: String,
    },
    /// A pin that the library's cell does not have.
    #[error("pin {pin} of the library's cell {kind} is connected, but not in the library")]
    Pin {
        /// The cell's type.
        kind: String,
        /// The pin.
        pin: String,
    },
}

/// A cell of the netlist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instance {
    /// Its name.
    pub name: String,
    /// The library's cell.
    pub kind: String,
    /// Its pins with what they are connected to: a net's name, `1'b0` or `1'b1`; none where open.
    pub pins: BTreeMap<String, Option<String>>,
}

/// A port of the top.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopPort {
    /// Its name.
    pub name: String,
    /// Its direction.
    pub direction: Direction,
    /// What its bits are connected to, the lowest first: for an input its own bits' names.
    pub bits: Vec<String>,
}

/// A netlist of library cells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapped {
    /// The module's name.
    pub top: String,
    /// Its ports.
    pub ports: Vec<TopPort>,
    /// Nets that are no ports.
    pub wires: Vec<String>,
    /// The cells, in the order of their names.
    pub instances: Vec<Instance>,
    /// Memories that it has the pins of.
    pub memories: Vec<Memory>,
}

/// The name of a port's bit.
fn bit_name(port: &str, width: usize, index: usize) -> String {
    match width {
        1 => port.to_owned(),
        _ => format!("{port}[{index}]"),
    }
}

fn plain(name: &str) -> String {
    let kept = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    let text: String = name.chars().map(kept).collect();
    let text = text.trim_matches('_');
    match text.chars().next() {
        Some(first) if first.is_ascii_alphabetic() => text.to_owned(),
        _ => format!("w_{text}"),
    }
}

impl Mapped {
    /// Gives every net and cell of `netlist` its name.
    ///
    /// # Errors
    /// Cells and pins that `library` does not have.
    pub fn new(top: &str, netlist: &Netlist, library: &Library) -> Result<Mapped, MappedError> {
        let mut names: HashMap<u64, String> = HashMap::new();
        let mut taken: HashSet<String> = HashSet::new();
        let mut ports = Vec::new();
        // Inputs first: an output that is one of them gets its name on the right of an assignment.
        for direction in [Direction::Input, Direction::Output, Direction::Inout] {
            for (port, found) in netlist
                .ports
                .iter()
                .filter(|(_, port)| port.direction == direction)
            {
                taken.insert(port.clone());
                for (index, &bit) in found.bits.iter().enumerate() {
                    if let Bit::Net(net) = bit {
                        names
                            .entry(net)
                            .or_insert_with(|| bit_name(port, found.bits.len(), index));
                    }
                }
            }
        }
        let mut wires = Vec::new();
        let chosen: BTreeMap<u64, String> = netlist.net_names().into_iter().collect();
        let hidden: HashSet<&str> = netlist
            .netnames
            .iter()
            .filter(|(name, net)| net.hide_name != 0 || name.contains("$abc$"))
            .map(|(name, _)| name.as_str())
            .collect();
        for (number, (net, name)) in chosen.into_iter().enumerate() {
            if names.contains_key(&net) {
                continue;
            }
            let whole = hidden.contains(name.as_str());
            let base = name.rfind('[').map_or(name.as_str(), |at| &name[..at]);
            let mut wire = match whole || hidden.contains(base) {
                true => format!("n{number}"),
                false if base == name => format!("{}_0", plain(&name)),
                false => plain(&name),
            };
            while !taken.insert(wire.clone()) {
                wire.push_str("_x");
            }
            wires.push(wire.clone());
            names.insert(net, wire);
        }
        let connected = |bit: Bit| match bit {
            Bit::Net(net) => names[&net].clone(),
            Bit::Constant('1') => "1'b1".to_owned(),
            // What nothing decides may be 0.
            Bit::Constant(_) => "1'b0".to_owned(),
        };
        for (name, port) in &netlist.ports {
            let bits = port
                .bits
                .iter()
                .enumerate()
                .map(|(index, &bit)| match port.direction {
                    Direction::Input => bit_name(name, port.bits.len(), index),
                    _ => connected(bit),
                });
            ports.push(TopPort {
                name: name.clone(),
                direction: port.direction,
                bits: bits.collect(),
            });
        }

        let mut instances = Vec::with_capacity(netlist.cells.len());
        for cell in netlist.cells.values() {
            let Some(known) = library.cells.get(&cell.kind) else {
                return Err(MappedError::Cell {
                    kind: cell.kind.clone(),
                    count: netlist
                        .cells
                        .values()
                        .filter(|other| other.kind == cell.kind)
                        .count(),
                    library: library.name.clone(),
                });
            };
            let mut pins: BTreeMap<String, Option<String>> =
                known.pins.keys().map(|pin| (pin.clone(), None)).collect();
            for (pin, bits) in &cell.connections {
                let place = pins.get_mut(pin).ok_or_else(|| MappedError::Pin {
                    kind: cell.kind.clone(),
                    pin: pin.clone(),
                })?;
                *place = bits.first().map(|&bit| connected(bit));
            }
            let driven = known.outputs().find_map(|(pin, _)| pins[pin].as_deref());
            let name = format!("u_{}", plain(driven.unwrap_or("none")));
            instances.push(Instance {
                name,
                kind: cell.kind.clone(),
                pins,
            });
        }
        instances.sort_by(|a, b| a.name.cmp(&b.name));
        let mut seen: HashMap<String, usize> = HashMap::new();
        for instance in &mut instances {
            let count = seen.entry(instance.name.clone()).or_default();
            *count += 1;
            if *count > 1 {
                let _ = write!(instance.name, "_x{count}");
            }
        }
        Ok(Mapped {
            top: top.to_owned(),
            ports,
            wires,
            instances,
            memories: Vec::new(),
        })
    }

    /// The cells' areas added up.
    pub fn area(&self, library: &Library) -> f64 {
        self.instances
            .iter()
            .map(|instance| library.cells[&instance.kind].area)
            .sum()
    }

    /// How many cells of each kind there are.
    pub fn counts(&self) -> BTreeMap<String, u64> {
        let mut counts = BTreeMap::new();
        for instance in &self.instances {
            *counts.entry(instance.kind.clone()).or_insert(0) += 1;
        }
        counts
    }

    /// The pins of cells on each net, as (instance, pin).
    pub fn pins_on(&self) -> HashMap<&str, Vec<(&Instance, &str)>> {
        let mut pins: HashMap<&str, Vec<(&Instance, &str)>> = HashMap::new();
        for instance in &self.instances {
            for (pin, net) in &instance.pins {
                if let Some(net) = net {
                    pins.entry(net).or_default().push((instance, pin));
                }
            }
        }
        pins
    }

    /// The netlist as Verilog.
    pub fn verilog(&self) -> String {
        self.text(None, None)
    }

    /// The netlist with its cells' delays as parameters, for [`models`](super::models::models).
    pub fn delayed(&self, delays: &Delays) -> String {
        self.text(None, Some(delays))
    }

    /// The netlist with its inputs, the clock apart, driven by registers of the library named `input_..` instead of from
    /// outside.
    pub fn verilog_with_sources(&self, library: &Library) -> String {
        self.text(Some(library), None)
    }

    fn text(&self, sources: Option<&Library>, delays: Option<&Delays>) -> String {
        let inside =
            |port: &TopPort| sources.is_some() && port.direction == Direction::Input && port.name != "clock";
        let mut text = String::new();
        let outside = self.ports.iter().filter(|port| !inside(port));
        let list: Vec<&str> = outside.map(|port| port.name.as_str()).collect();
        // Writing to a string does not fail.
        let _ = writeln!(text, "module {} ({});", self.top, list.join(", "));
        let mut rest = String::new();
        for port in &self.ports {
            let direction = match port.direction {
                _ if inside(port) => "wire",
                Direction::Input => "input",
                Direction::Output => "output",
                Direction::Inout => "inout",
            };
            let range = match port.bits.len() {
                1 => String::new(),
                width => format!("[{}:0] ", width - 1),
            };
            let _ = writeln!(text, "  {direction} {range}{};", port.name);
            for (index, bit) in port.bits.iter().enumerate() {
                let own = bit_name(&port.name, port.bits.len(), index);
                if *bit != own {
                    let _ = writeln!(rest, "  assign {own} = {bit};");
                }
                if let Some(library) = sources.filter(|_| inside(port)) {
                    let _ = writeln!(rest, "  {}", source(library, &own));
                }
            }
        }
        for wire in &self.wires {
            let _ = writeln!(text, "  wire {wire};");
        }
        text.push_str(&rest);
        for instance in &self.instances {
            let pins = instance
                .pins
                .iter()
                .filter_map(|(pin, net)| Some(format!(".{pin}({})", net.as_ref()?)));
            let pins: Vec<String> = pins.collect();
            let paths = delays.and_then(|delays| delays.get(&instance.name));
            let parameters: Vec<String> = paths
                .into_iter()
                .flatten()
                .flat_map(|((from, to), [rise, fall])| {
                    let [on_rise, on_fall] = models::parameters(from, to);
                    [format!(".{on_rise}({rise})"), format!(".{on_fall}({fall})")]
                })
                .collect();
            let parameters = match parameters.is_empty() {
                true => String::new(),
                false => format!("#({}) ", parameters.join(", ")),
            };
            let _ = writeln!(
                text,
                "  {} {parameters}{} ({});",
                instance.kind,
                instance.name,
                pins.join(", ")
            );
        }
        text.push_str("endmodule\n");
        text
    }
}

/// A register that drives an input's bit; its data is constant, its clear and preset rest.
fn source(library: &Library, bit: &str) -> String {
    let register = library
        .register()
        .and_then(|name| Some((name, library.cells.get(name)?)));
    let Some((name, cell)) = register else {
        return String::new();
    };
    let Some(flop) = &cell.flop else {
        return String::new();
    };
    let mut pins = Vec::new();
    for (pin, _) in cell.inputs() {
        // A pin at the level at which it neither clears nor presets.
        let acts = |level| {
            [&flop.clear, &flop.preset]
                .into_iter()
                .flatten()
                .any(|function| function.pins().contains(pin) && function.value(&|_| level))
        };
        let net = match flop.clock.pins().contains(pin) {
            true => "clock",
            false if acts(false) => "1'b1",
            false => "1'b0",
        };
        pins.push(format!(".{pin}({net})"));
    }
    let state = Function::Pin(flop.states.0.clone());
    let output = cell
        .outputs()
        .find(|(_, pin)| pin.function.as_ref() == Some(&state));
    if let Some((pin, _)) = output {
        pins.push(format!(".{pin}({bit})"));
    }
    format!("{name} input_{} ({});", plain(bit), pins.join(", "))
}
