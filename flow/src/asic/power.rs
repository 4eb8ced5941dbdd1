//! The power of a netlist by OpenSTA, from what every pin did in a simulation.
//!
//! OpenSTA 2.0.17 reads neither VCD nor SAIF, and its command for the activity of pins is broken; the procedure beneath it
//! works. It takes, for each pin, the changes in a clock period and the share of time at 1. But its own propagation of
//! activities starts at the inputs of the design and overwrites all that was set for gates behind them, up to the next
//! registers. So it gets a netlist ([`SOURCES`]) in which registers drive the inputs, where propagation does not start;
//! their power is left out. That the activities arrived is checked: the switching power of every cell that drives one net
//! is worked out here as well, from the capacitances of the Liberty file, and must agree.

use super::liberty::Library;
use super::mapped::{Instance, Mapped};
use super::synthesise::output_load_pf;
use super::timing::{preamble, run, TimingError};
use super::wire;
use crate::activity::Activity;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use thiserror::Error;

/// How far OpenSTA's switching power of a net may be from the formula: it works in single precision.
const AGREES: f64 = 0.002;

/// The netlist given to OpenSTA: the inputs driven by registers.
pub const SOURCES: &str = "power.v";

/// Why there is no power.
#[derive(Debug, Error)]
pub enum PowerError {
    /// OpenSTA failed or complained.
    #[error(transparent)]
    Sta(#[from] TimingError),
    /// A file cannot be written.
    #[error("{SOURCES}: {0}")]
    File(#[from] std::io::Error),
    /// A net of the netlist is not in the dump.
    #[error("net {0} is not in the dump of the simulation")]
    Net(String),
    /// OpenSTA's report lacks something.
    #[error("sta's report has no power of {0}")]
    Report(String),
    /// OpenSTA's figure is not that of the activity it was given.
    #[error("sta gives {sta:.4e} W for switching {net}, {formula:.4e} W expected from its capacitance and toggles")]
    Disagrees {
        /// The net.
        net: String,
        /// OpenSTA's switching power.
        sta: f64,
        /// C V^2 / 2 times toggles by time.
        formula: f64,
    },
}

/// Power in watts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Power {
    /// In cells, at changes of their pins.
    pub internal: f64,
    /// Charging nets.
    pub switching: f64,
    /// When nothing changes.
    pub leakage: f64,
}

impl Power {
    /// What depends on activity.
    pub fn dynamic(&self) -> f64 {
        self.internal + self.switching
    }

    /// All of it.
    pub fn total(&self) -> f64 {
        self.dynamic() + self.leakage
    }
}

/// One net by hand: what its switching power is made from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NetPower {
    /// The net.
    pub net: String,
    /// The cell that drives it, as `u_n1 (NAND2X1)`.
    pub driver: String,
    /// Changes in the window.
    pub toggles: u64,
    /// The window's length in seconds.
    pub window: f64,
    /// The inputs on it: (instance, its cell, pin, picofarads of the Liberty file at a rising and a falling edge).
    pub loads: Vec<(String, String, String, [f64; 2])>,
    /// Picofarads of wire.
    pub wire_pf: f64,
    /// Picofarads of an output port.
    pub port_pf: f64,
    /// The supply in volts.
    pub voltage: f64,
    /// The switching power that OpenSTA gives for the cell that drives it.
    pub sta_watts: f64,
}

impl NetPower {
    /// The capacitance of the net, in picofarads: that of the edge at which it is larger, as OpenSTA takes it.
    pub fn capacitance_pf(&self) -> f64 {
        let pins = |edge: usize| self.loads.iter().map(|load| load.3[edge]).sum::<f64>();
        pins(0).max(pins(1)) + self.wire_pf + self.port_pf
    }

    /// The energy of its changes in the window: C V^2 / 2 each, in joules.
    pub fn energy(&self) -> f64 {
        0.5 * self.capacitance_pf() * 1e-12 * self.voltage * self.voltage * self.toggles as f64
    }

    /// That energy by the window's length.
    pub fn formula_watts(&self) -> f64 {
        self.energy() / self.window
    }
}

/// The power of a netlist with one activity.
#[derive(Debug, Clone)]
pub struct Report {
    /// All cells together.
    pub total: Power,
    /// Each cell.
    pub cells: HashMap<String, Power>,
    /// The nets driven by cells with one output, the most switching first.
    pub nets: Vec<NetPower>,
}

/// Asks OpenSTA for the power of the netlist in `folder` with the activity of a simulation at `period_ps`. The script is
/// `name.tcl`, what OpenSTA says `name.log`.
///
/// # Errors
/// [`PowerError`].
pub fn power(
    folder: &Path,
    name: &str,
    netlist: &Mapped,
    library: &Library,
    activity: &Activity,
    period_ps: u64,
) -> Result<Report, PowerError> {
    let text = script(netlist, library, activity, period_ps)?;
    fs::write(folder.join(SOURCES), netlist.verilog_with_sources(library))?;
    let said = run(folder, &format!("{name}.tcl"), &text, &format!("{name}.log"))?;
    let cells = read(&said);
    let mut total = Power::default();
    for instance in &netlist.instances {
        let power = cells.get(&instance.name);
        let power = power.ok_or_else(|| PowerError::Report(instance.name.clone()))?;
        total.internal += power.internal;
        total.switching += power.switching;
        total.leakage += power.leakage;
    }
    let nets = nets(netlist, library, activity, &cells)?;
    for net in &nets {
        let (sta, formula) = (net.sta_watts, net.formula_watts());
        // Below a millionth of the whole the digits of the report end.
        if (sta - formula).abs() > AGREES * formula + 1e-6 * total.total() {
            return Err(PowerError::Disagrees {
                net: net.net.clone(),
                sta,
                formula,
            });
        }
    }
    Ok(Report { total, cells, nets })
}

fn is_constant(net: &str) -> bool {
    net.starts_with("1'b")
}

fn script(
    netlist: &Mapped,
    library: &Library,
    activity: &Activity,
    period_ps: u64,
) -> Result<String, PowerError> {
    let mut text = preamble(&netlist.top, SOURCES, library, period_ps as f64 * 1e-3);
    text.push_str("proc act {pin toggles high} {\n  ::sta::set_power_pin_activity [::sta::get_pin $pin] $toggles $high\n}\n");
    let window = activity.window_ps() as f64;
    for instance in &netlist.instances {
        for (pin, net) in &instance.pins {
            let Some(net) = net else { continue };
            let (toggles, high) = match net.as_str() {
                "1'b0" => (0.0, 0.0),
                "1'b1" => (0.0, 1.0),
                _ => {
                    let seen = activity
                        .nets
                        .get(net)
                        .ok_or_else(|| PowerError::Net(net.clone()))?;
                    let cycles = window / period_ps as f64;
                    (seen.toggles as f64 / cycles, seen.high_ps as f64 / window)
                }
            };
            // Writing to a string does not fail.
            let _ = writeln!(text, "act {}/{pin} {toggles:.9} {high:.6}", instance.name);
        }
    }
    text.push_str("report_power -instances [get_cells u_*] -digits 9\n");
    Ok(text)
}

/// The power of every cell: lines as `8.7e-06 2.4e-06 4.8e-11 1.1e-05 u_n292`, in watts.
fn read(said: &str) -> HashMap<String, Power> {
    let mut cells = HashMap::new();
    for line in said.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [internal, switching, leakage, _, cell] = words[..] else {
            continue;
        };
        if let (Ok(internal), Ok(switching), Ok(leakage)) =
            (internal.parse(), switching.parse(), leakage.parse())
        {
            let power = Power {
                internal,
                switching,
                leakage,
            };
            cells.insert(cell.to_owned(), power);
        }
    }
    cells
}

fn nets(
    netlist: &Mapped,
    library: &Library,
    activity: &Activity,
    powers: &HashMap<String, Power>,
) -> Result<Vec<NetPower>, PowerError> {
    let outputs: HashMap<&str, usize> = netlist
        .ports
        .iter()
        .filter(|port| port.direction == crate::netlist::Direction::Output)
        .flat_map(|port| &port.bits)
        .fold(HashMap::new(), |mut counts, bit| {
            *counts.entry(bit.as_str()).or_insert(0) += 1;
            counts
        });
    let pins_on = netlist.pins_on();
    let mut nets = Vec::new();
    for instance in &netlist.instances {
        let cell = &library.cells[&instance.kind];
        let driven = cell
            .outputs()
            .filter_map(|(pin, _)| instance.pins[pin].as_deref());
        let driven: Vec<&str> = driven.collect();
        let &[net] = &driven[..] else { continue };
        let power = powers.get(&instance.name);
        let power = power.ok_or_else(|| PowerError::Report(instance.name.clone()))?;
        let seen = activity
            .nets
            .get(net)
            .ok_or_else(|| PowerError::Net(net.to_owned()))?;
        let capacitance = |sink: &Instance, pin: &str| {
            let pins = &library.cells[&sink.kind].pins;
            let pin = pins
                .get(pin)
                .filter(|pin| pin.direction == crate::netlist::Direction::Input);
            pin.map(|pin| pin.edges_pf)
        };
        let loads: Vec<_> = pins_on
            .get(net)
            .into_iter()
            .flatten()
            .filter_map(|(sink, pin)| {
                let load = capacitance(sink, pin)?;
                Some((sink.name.clone(), sink.kind.clone(), (*pin).to_owned(), load))
            })
            .collect();
        let ports = outputs.get(net).copied().unwrap_or(0);
        nets.push(NetPower {
            net: net.to_owned(),
            driver: format!("{} ({})", instance.name, instance.kind),
            toggles: seen.toggles,
            window: activity.window_ps() as f64 * 1e-12,
            wire_pf: if ports > 0 {
                0.0
            } else {
                wire::sink_pf(library) * loads.len() as f64
            },
            port_pf: output_load_pf(library) * ports as f64,
            loads,
            voltage: library.voltage,
            sta_watts: power.switching,
        });
    }
    nets.retain(|net| !is_constant(&net.net));
    nets.sort_by(|a, b| b.energy().total_cmp(&a.energy()).then_with(|| a.net.cmp(&b.net)));
    Ok(nets)
}
