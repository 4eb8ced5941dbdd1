//! Verilog to a netlist of library cells, by Yosys and ABC.
//!
//! The same steps for every design: `synth -flatten` (with `-booth` where the design asks for it) with its memories taken
//! out ([`memory`]) and without its own run of ABC, which comes to no end at a folded square of 32 bits, `dfflibmap`, then ABC with the library under explicit constraints: inputs and registers drive as the
//! library's smallest buffer does, outputs carry four times the smallest inverter's input. For speed, ABC restructures
//! (`dch`) and balances for depth (`if -g`), twice: without that carries run through one gate a bit, and most designs come
//! out at half their speed. For area it rewrites instead (`dc2`), and leaves carries as they are. Then both are mapped
//! (`&nf`), get buffers behind every net with more than eight sinks, those of registers and ports included, and gates of
//! larger sizes, and smaller ones again where the speed allows it. `map -a` makes a root smaller yet, by a fifth, but it
//! and most squares hungrier.

use super::liberty::{LibertyError, Library};
use super::mapped::{self, Mapped, MappedError};
use super::memory;
use crate::netlist::{Netlist, NetlistError};
use crate::tool::{Kind, Tool, ToolError};
use std::fs;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Why there is no netlist.
#[derive(Debug, Error)]
pub enum SynthesiseError {
    /// A tool failed.
    #[error(transparent)]
    Tool(#[from] ToolError),
    /// Its netlist cannot be read.
    #[error(transparent)]
    Netlist(#[from] NetlistError),
    /// Its netlist is not one of the library's cells.
    #[error(transparent)]
    Mapped(#[from] MappedError),
    /// The library lacks something.
    #[error(transparent)]
    Library(#[from] LibertyError),
    /// A file cannot be written.
    #[error("{}: {error}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        error: std::io::Error,
    },
}

/// What ABC makes of a design.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// The fastest netlist.
    Speed,
    /// A small and frugal one.
    Area,
}

impl Aim {
    /// The commands.
    pub(super) fn abc(self) -> &'static str {
        match self {
            Aim::Speed => SPEED,
            Aim::Area => AREA,
        }
    }
}

const AREA: &str = "strash
ifraig
scorr
dc2
dch -f
strash
&get -n
&dch -f
&nf
&put
buffer -c -p -N 8
topo
upsize {D}
dnsize {D}
stime -p
";

const SPEED: &str = "strash
ifraig
scorr
dch -f
if -g -K 6
strash
dch -f
if -g -K 6
strash
&get -n
&dch -f
&nf
&put
buffer -c -p -N 8
topo
upsize {D}
dnsize {D}
stime -p
";

/// A register without clear and preset, from one that has a clear, for libraries that have no other.
const TIED: &str = "module \\$_DFF_P_ (input D, C, output Q);
  \\$_DFF_PN0_ _TECHMAP_REPLACE_ (.D(D), .C(C), .R(1'b1), .Q(Q));
endmodule
";

/// The design as it came, in the folder of the synthesis.
pub const DESIGN: &str = "design.v";
/// The library with its wire model.
pub const LIBRARY: &str = "library.lib";
/// The netlist as Verilog.
pub const NETLIST: &str = "netlist.v";

/// Synthesises `top` of `verilog` in `folder` and writes [`NETLIST`] there. `library` is already there as [`LIBRARY`].
///
/// # Errors
/// [`SynthesiseError`].
pub fn synthesise(
    folder: &Path,
    top: &str,
    verilog: &str,
    booth: bool,
    library: &Library,
    aim: Aim,
) -> Result<Mapped, SynthesiseError> {
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        fs::write(&path, text).map_err(|error| SynthesiseError::File { path, error })
    };
    write(DESIGN, verilog)?;
    write("abc.txt", aim.abc())?;
    write("constraints.txt", &constraints(library))?;
    write("memory.v", memory::BOX)?;
    write("memory_map.v", &memory::map())?;
    write("synthesise.ys", &script(top, booth, library))?;
    let tied = !library.has_plain_register();
    if tied {
        write("tied.v", TIED)?;
    }
    Tool::find(Kind::Yosys)?.run(folder, &["-Q", "-T", "synthesise.ys"], "yosys.log")?;
    let mut netlist = Netlist::read(&folder.join("yosys.json"), top)?;
    let memories = memory::take_out(&mut netlist);
    let mut mapped = Mapped::new(top, &netlist, library)?;
    mapped.memories = memories;
    write(NETLIST, &mapped.verilog())?;
    let error = |error| SynthesiseError::File {
        path: folder.join(mapped::FILE),
        error,
    };
    let text = serde_json::to_string(&mapped).map_err(|why| error(why.into()))?;
    write(mapped::FILE, &text)?;
    fs::remove_file(folder.join("yosys.json")).map_err(error)?;
    Ok(mapped)
}

fn constraints(library: &Library) -> String {
    let buffer = library
        .buffer()
        .map_or(String::new(), |(name, ..)| name.to_owned());
    // ABC takes femtofarads.
    let load = 1e3 * output_load_pf(library);
    format!("set_driving_cell {buffer}\nset_load {load:.4} [all_outputs]\n")
}

/// What an output of a design carries: four times the input of the library's smallest inverter.
pub fn output_load_pf(library: &Library) -> f64 {
    let pin = library
        .inverter()
        .and_then(|name| library.cells[name].inputs().next());
    4.0 * pin.map_or(0.0, |(_, pin)| pin.capacitance_pf())
}

fn script(top: &str, booth: bool, library: &Library) -> String {
    let booth = if booth { " -booth" } else { "" };
    let tied = match library.has_plain_register() {
        true => "",
        false => "techmap -map tied.v\n",
    };
    // Scan registers and clock gates are for other flows; so is what the library asks to leave alone.
    let avoid = library.cells.iter().filter(|(_, cell)| cell.avoid);
    let avoid: String = avoid.map(|(name, _)| format!(" -dont_use {name}")).collect();
    let buffer = library.buffer();
    let buffer = buffer.map_or(String::new(), |(name, input, output)| {
        format!("insbuf -buf {name} {input} {output}\n")
    });
    format!(
        "read_verilog {DESIGN}
hierarchy -check -top {top}
synth -flatten -top {top}{booth} -run begin:fine
techmap -map memory_map.v
read_verilog -defer memory.v
hierarchy -top {top}
expose -evert t:*kept_apart*
hierarchy -top {top}
synth -flatten -noabc -top {top}{booth} -run fine:
{tied}dfflibmap -liberty {LIBRARY}{avoid}
opt
abc -liberty {LIBRARY}{avoid} -constr constraints.txt -script abc.txt -D 1
setundef -zero
opt_clean -purge
{buffer}opt_clean -purge
write_json yosys.json
"
    )
}
