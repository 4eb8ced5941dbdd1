//! A unit in a family's cells, and the same between the registers of a wrapper.

use super::gowin;
use super::target::{Cells, Resources, Target};
use super::wrap::{self, WrapPort};
use super::Error;
use crate::cache::{all_written, Cache};
use crate::netlist::{Direction, Netlist};
use crate::tool::{Kind, Tool};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A unit in a family's cells.
#[derive(Debug, Clone)]
pub struct Synthesised {
    /// The unit's module.
    pub name: String,
    /// The folder with all that was made.
    pub folder: PathBuf,
    /// Inputs without the clock.
    pub inputs: Vec<WrapPort>,
    /// Outputs.
    pub outputs: Vec<WrapPort>,
    /// Cells by the family's names.
    pub cells: BTreeMap<String, u64>,
    /// What they take of the device; logic of iCE40 is an upper bound until it is packed.
    pub resources: Resources,
}

/// The netlist in the folder of [`unit()`], as Yosys' JSON.
pub const NETLIST: &str = "unit.json";
/// The same in Verilog, for simulation.
pub const VERILOG: &str = "netlist.v";
/// The netlist in the folder of [`wrapped`].
pub const WRAPPED: &str = "wrapped.json";

/// Puts a module into the family's cells, flat.
///
/// # Errors
/// Yosys is missing or fails, or the module lacks a port `clock`.
pub fn unit(
    name: &str,
    verilog: &str,
    target: Target,
    may: Cells,
    cache: &Cache,
) -> Result<Synthesised, Error> {
    let command = target.synthesis(name, may, false).replace("; ", "\n");
    unit_by(name, verilog, target, &command, cache)
}

/// As [`unit()`], by Yosys' commands `command`.
pub(super) fn unit_by(
    name: &str,
    verilog: &str,
    target: Target,
    command: &str,
    cache: &Cache,
) -> Result<Synthesised, Error> {
    let yosys = Tool::find(Kind::Yosys)?;
    let script = format!(
        "read_verilog -sv unit.v\n{command}\nhierarchy -check\ncheck -noinit\nselect {name}\nrename -enumerate -pattern cell_%_\n\
         delete t:$scopeinfo\nwrite_json -selected {NETLIST}\nwrite_verilog -selected -noattr -norename {VERILOG}\n",
    );
    let identity = yosys.identity();
    let parts: [(&str, &[u8]); 3] = [
        ("unit.v", verilog.as_bytes()),
        ("unit.ys", script.as_bytes()),
        ("tool", identity.as_bytes()),
    ];
    let folder = cache.entry(&parts, |folder| -> Result<(), Error> {
        fs::write(folder.join("unit.v"), verilog)?;
        fs::write(folder.join("unit.ys"), &script)?;
        yosys.run(folder, &["-q", "-s", "unit.ys"], "unit.log")?;
        Ok(all_written(Kind::Yosys.program(), folder, &[NETLIST, VERILOG])?)
    })?;
    let netlist = Netlist::read(&folder.join(NETLIST), name)?;
    let ports = |direction: Direction| {
        let ports = netlist
            .ports
            .iter()
            .filter(|(_, port)| port.direction == direction);
        ports
            .map(|(name, port)| (name.clone(), port.bits.len()))
            .collect::<Vec<_>>()
    };
    let (mut inputs, outputs) = (ports(Direction::Input), ports(Direction::Output));
    let all = inputs.len();
    inputs.retain(|(port, _)| port != "clock");
    if inputs.len() == all || inputs.is_empty() || outputs.is_empty() {
        return Err(Error::Ports(name.to_owned()));
    }
    let cells: BTreeMap<String, u64> = netlist
        .cell_counts()
        .into_iter()
        .map(|(kind, number)| (kind.to_owned(), number))
        .collect();
    let resources = target.count(cells.iter().map(|(kind, number)| (kind.as_str(), *number)));
    Ok(Synthesised {
        name: name.to_owned(),
        folder,
        inputs,
        outputs,
        cells,
        resources,
    })
}

/// Puts `lanes` copies of a synthesised unit into the wrapper. The unit's cells stay as they are, named
/// `lane0.…`: logic of the unit and of the wrapper is not mixed, and lanes are not synthesised again.
///
/// # Errors
/// Yosys fails.
pub fn wrapped(unit: &Synthesised, target: Target, lanes: u64, cache: &Cache) -> Result<PathBuf, Error> {
    let yosys = Tool::find(Kind::Yosys)?;
    let name = &unit.name;
    let text = wrap::wrapper(name, &unit.inputs, &unit.outputs, lanes);
    let script = format!(
        "read_verilog wrap.v\n{}\nselect {top}\nrename -enumerate -pattern cell_%_\nselect -clear\ndelete ={name}\n\
         read_json {NETLIST}\nhierarchy -check -top {top}\nflatten -noscopeinfo\nclean\n{finish}select {top}\nwrite_json -selected {WRAPPED}\n",
        target.synthesis(wrap::TOP, Cells::Carries, true).replace("; ", "\n"),
        top = wrap::TOP,
        finish = target.finish(),
    );
    let (key, identity) = (entry_name(&unit.folder), yosys.identity());
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("unit", key.as_bytes()),
        ("wrap.v", text.as_bytes()),
        ("wrap.ys", script.as_bytes()),
        ("tool", identity.as_bytes()),
    ];
    if target == Target::Gw2a {
        parts.push(("pass", gowin::PASS.as_bytes()));
    }
    cache.entry(&parts, |folder| {
        fs::write(folder.join("wrap.v"), &text)?;
        fs::write(folder.join("wrap.ys"), &script)?;
        let guest = Guest::new(&unit.folder.join(NETLIST), folder, NETLIST)?;
        yosys.run(folder, &["-q", "-s", "wrap.ys"], "wrap.log")?;
        all_written(Kind::Yosys.program(), folder, &[WRAPPED])?;
        if target == Target::Gw2a {
            gowin::time_all(&folder.join(WRAPPED), wrap::TOP)?;
        }
        guest.leave()
    })
}

/// The name of a cache entry's folder: the hash of what it was made from.
pub(crate) fn entry_name(folder: &Path) -> String {
    folder
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// A file of another entry, for the time of a run: tools in a sandbox see only the folder that they run in.
pub(crate) struct Guest(PathBuf);

impl Guest {
    pub(crate) fn new(file: &Path, folder: &Path, name: &str) -> Result<Guest, Error> {
        let path = folder.join(name);
        fs::copy(file, &path)?;
        Ok(Guest(path))
    }

    pub(crate) fn leave(self) -> Result<(), Error> {
        Ok(fs::remove_file(self.0)?)
    }
}
