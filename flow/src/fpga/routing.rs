//! The unit as it lies in a routed iCE40: its netlist for simulation, the length of its nets.
//!
//! # Netlist
//! The routed netlist holds unit and wrapper. What drives the unit's inputs (`drive`) and what it gives (`taken`) become
//! ports again, the wrapper's cells are left out, the rest is written as Verilog with a wire `w123` for net 123. It is
//! run on the bench by Icarus Verilog with Yosys' models of the cells (`ice40/cells_sim.v`).
//!
//! # Lengths
//! A net is as long as its route has switches (pips), and 1 for its driver. Nets within a logic cell (LUT to register)
//! have no route and no length.

use super::synthesise::{Synthesised, WRAPPED};
use super::wrap::{self, WrapPort};
use super::Error;
use crate::netlist::{Bit, Cell, Direction, Netlist};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;
use std::path::Path;

/// The top's name in a routed netlist.
const ROUTED_TOP: &str = "top";

/// A unit cut out of a routed netlist.
#[derive(Debug, Clone)]
pub struct RoutedUnit {
    /// Verilog of the module, with the unit's name and ports.
    pub verilog: String,
    /// Switches on the route of each net `w…`, and one for its driver. The clock's net is not among them.
    pub lengths: BTreeMap<String, u64>,
    /// Registers.
    pub registers: u64,
}

/// Cuts lane 0 out of the routed netlist in the file `routed`. `wrapped` is the folder of the netlist before placement.
///
/// # Errors
/// A netlist that cannot be read, or in which a port of the unit is lost.
pub fn unit(unit: &Synthesised, wrapped: &Path, routed: &Path) -> Result<RoutedUnit, Error> {
    let before = Netlist::read(&wrapped.join(WRAPPED), wrap::TOP)?;
    let after = Netlist::read(routed, ROUTED_TOP)?;
    let clock = global_clock(&after).ok_or_else(|| Error::NoClock(unit.name.clone()))?;
    let mut text = format!("module {}(input clock", unit.name);
    for (direction, ports) in [("input", &unit.inputs), ("output", &unit.outputs)] {
        for (port, width) in ports {
            // Writing to a string does not fail.
            let _ = write!(text, ", {direction} [{}:0] {port}", width - 1);
        }
    }
    text.push_str(");\n");

    let cells: Vec<(&String, &Cell)> = after
        .cells
        .iter()
        .filter(|(name, cell)| of_unit(name, cell))
        .collect();
    let mut nets = BTreeSet::from([clock]);
    let mut body = format!("assign w{clock} = clock;\n");
    let places = Places::new(&before, &after);
    for (port, bit, net) in places.of("drive", &unit.inputs) {
        if let Some(Bit::Net(net)) = net {
            nets.insert(net);
            let _ = writeln!(body, "assign w{net} = {port}[{bit}];");
        }
    }
    for (port, bit, net) in places.of("taken", &unit.outputs) {
        let source = match net {
            Some(Bit::Net(net)) => {
                nets.insert(net);
                format!("w{net}")
            }
            Some(Bit::Constant(value)) => format!("1'b{value}"),
            None => {
                let (unit, port) = (unit.name.clone(), format!("{port}[{bit}]"));
                return Err(Error::LostPort { unit, port });
            }
        };
        let _ = writeln!(body, "assign {port}[{bit}] = {source};");
    }
    for (index, (_, cell)) in cells.iter().enumerate() {
        instance(&mut body, index, cell, &mut nets);
    }
    for net in &nets {
        let _ = writeln!(text, "wire w{net};");
    }
    text.push_str(&body);
    text.push_str("endmodule\n");

    // Constants never change, and the simulator leaves them out of the dump: look-up tables without inputs.
    let still = cells.iter().filter(|(_, cell)| {
        let unconnected = |pin: &str| cell.connections.get(pin).is_none_or(|bits| bits.is_empty());
        cell.kind == "ICESTORM_LC"
            && !one(cell, "DFF_ENABLE")
            && ["I0", "I1", "I2", "I3"].into_iter().all(unconnected)
    });
    let constants: BTreeSet<u64> = still
        .flat_map(|(_, cell)| cell.connections.get("O"))
        .flatten()
        .filter_map(|bit| match bit {
            Bit::Net(net) => Some(*net),
            Bit::Constant(_) => None,
        })
        .collect();
    let mut lengths: BTreeMap<String, u64> = BTreeMap::new();
    for net in after.netnames.values() {
        let (Some(Bit::Net(number)), Some(route)) = (net.bits.first(), net.attributes.get("ROUTING")) else {
            continue;
        };
        if nets.contains(number) && *number != clock && !constants.contains(number) {
            // A net without a switch goes nowhere.
            match switches(route.as_str().unwrap_or_default()) {
                0 => {}
                switches => {
                    lengths.insert(format!("w{number}"), 1 + switches);
                }
            }
        }
    }
    let registers = cells.iter().filter(|(_, cell)| one(cell, "DFF_ENABLE")).count() as u64;
    Ok(RoutedUnit {
        verilog: text,
        lengths,
        registers,
    })
}

/// Switches on a route, written as `wire;switch;strength` again and again; the source has no switch.
fn switches(route: &str) -> u64 {
    let fields: Vec<&str> = route.split(';').collect();
    fields
        .chunks(3)
        .filter(|step| step.len() > 1 && !step[1].is_empty())
        .count() as u64
}

/// Cells of the unit: its own, what the packer put beside its carries and on its global nets, and constants.
fn of_unit(name: &str, cell: &Cell) -> bool {
    let lane = format!("{}.", wrap::instance(0));
    match cell.kind.as_str() {
        "SB_GB" => !name.starts_with("$gbuf_clock"),
        "SB_IO" => false,
        _ => {
            name.starts_with(&lane) || name.starts_with("$nextpnr_ICESTORM_LC") || name.starts_with("$PACKER")
        }
    }
}

fn one(cell: &Cell, parameter: &str) -> bool {
    cell.parameters
        .get(parameter)
        .and_then(|value| value.as_str())
        .is_some_and(|value| value.ends_with('1'))
}

/// The net that the buffer of the clock drives.
fn global_clock(netlist: &Netlist) -> Option<u64> {
    let buffer = netlist
        .cells
        .iter()
        .find(|(name, cell)| cell.kind == "SB_GB" && name.starts_with("$gbuf_clock"))?;
    match buffer.1.connections.get("GLOBAL_BUFFER_OUTPUT")?.first()? {
        Bit::Net(net) => Some(*net),
        Bit::Constant(_) => None,
    }
}

/// Where the unit's ports are after routing: nets are found by any of the names that they had before.
struct Places<'a> {
    before: &'a Netlist,
    aliases: HashMap<u64, Vec<String>>,
    after: HashMap<&'a str, Bit>,
}

impl<'a> Places<'a> {
    fn new(before: &'a Netlist, after: &'a Netlist) -> Places<'a> {
        let mut aliases: HashMap<u64, Vec<String>> = HashMap::new();
        for (name, net) in &before.netnames {
            for (index, bit) in net.bits.iter().enumerate() {
                if let Bit::Net(bit) = bit {
                    let names = aliases.entry(*bit).or_default();
                    names.push(format!("{name}[{index}]"));
                    if net.bits.len() == 1 {
                        names.push(name.clone());
                    }
                }
            }
        }
        let bits = after.netnames.iter();
        let after = bits
            .filter_map(|(name, net)| Some((name.as_str(), *net.bits.first()?)))
            .collect();
        Places {
            before,
            aliases,
            after,
        }
    }

    /// Each bit of the ports with its net, in the order in which they lie in `bus`.
    fn of(&self, bus: &str, ports: &[WrapPort]) -> Vec<(String, usize, Option<Bit>)> {
        let bits = ports
            .iter()
            .flat_map(|(port, width)| (0..*width).map(move |bit| (port.clone(), bit)));
        let wires = self
            .before
            .netnames
            .get(bus)
            .map(|net| net.bits.as_slice())
            .unwrap_or_default();
        bits.enumerate()
            .map(|(index, (port, bit))| {
                let net = wires.get(index).and_then(|wire| match wire {
                    Bit::Constant(value) => Some(Bit::Constant(*value)),
                    Bit::Net(net) => {
                        let mut names = self.aliases.get(net)?.iter();
                        names.find_map(|name| self.after.get(name.as_str()).copied())
                    }
                });
                (port, bit, net)
            })
            .collect()
    }
}

/// One instance; pins of a multiplier, `A_3`, become bits of the ports of Yosys' model. Inputs of blocks that nothing is
/// routed to read 0, clock enables 1; those of logic cells the model itself knows.
fn instance(text: &mut String, index: usize, cell: &Cell, nets: &mut BTreeSet<u64>) {
    let block = cell.kind != "ICESTORM_LC";
    let multiplier = cell.kind == "ICESTORM_DSP";
    let mut ports: BTreeMap<&str, BTreeMap<usize, String>> = BTreeMap::new();
    for (name, bits) in &cell.connections {
        let bus = name.rsplit_once('_').filter(|_| multiplier);
        let (port, bit) = match bus.and_then(|(port, bit)| Some((port, bit.parse().ok()?))) {
            Some(place) => place,
            None => (name.as_str(), 0),
        };
        let input = cell.port_directions.get(name) == Some(&Direction::Input);
        let wire = match bits.first() {
            Some(Bit::Net(net)) => {
                nets.insert(*net);
                format!("w{net}")
            }
            Some(Bit::Constant(value)) => format!("1'b{value}"),
            None if !block => String::new(),
            None if input => format!("1'b{}", u8::from(name == "CE" || name.ends_with("CLKE"))),
            None => {
                let open = format!("open{index}_{name}");
                let _ = writeln!(text, "wire {open};");
                open
            }
        };
        ports.entry(port).or_default().insert(bit, wire);
    }
    let kind = if multiplier {
        "SB_MAC16"
    } else {
        cell.kind.as_str()
    };
    let parameters = cell.parameters.iter().filter_map(|(name, value)| {
        let value = value.as_str()?;
        let binary = !value.is_empty() && value.chars().all(|c| "01xz".contains(c));
        Some(match binary {
            true => format!(".{name}({}'b{value})", value.len()),
            false => format!(".{name}(\"{value}\")"),
        })
    });
    let parameters: Vec<String> = parameters.collect();
    let connections: Vec<String> = ports
        .iter()
        .filter(|(port, _)| !(multiplier && **port == "SIGNEXTOUT"))
        .map(|(port, bits)| {
            let bits: Vec<&str> = bits.values().rev().map(String::as_str).collect();
            match bits[..] {
                [bit] => format!(".{port}({bit})"),
                _ => format!(".{port}({{{}}})", bits.join(", ")),
            }
        })
        .collect();
    let _ = writeln!(
        text,
        "{kind} #({}) c{index}({});",
        parameters.join(", "),
        connections.join(", ")
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_route_counts_its_switches() {
        let route = "X16/Y17/out;;1;X16/Y18/sp4;X16/Y17/out.->.sp4;1;X14/Y14/in;X14/Y14/sp4.->.in;1";
        assert_eq!(switches(route), 2);
        assert_eq!(switches(""), 0);
    }
}
