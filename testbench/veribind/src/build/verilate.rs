//! One top: Verilog in, C++ with its shim and the Rust source out.

use super::{memories, ports, shim, Batch, Built, Error, Initial, Trace, Verilator};
use std::fs;
use std::path::{Path, PathBuf};

/// Bytes of C++ up to which a model is compiled in one unit.
const MEDIUM: u64 = 400_000;

/// One top to verilate.
#[derive(Clone, Debug)]
pub struct Verilate {
    pub(super) top: String,
    pub(super) verilog: String,
    pub(super) waivers: Option<PathBuf>,
    defines: Vec<(String, String)>,
    flags: Vec<String>,
    pub(super) trace: Trace,
    initial: Initial,
    optimise: bool,
}

impl Verilate {
    /// Module `top` of a Verilog text, which holds everything below it too. All of `-Wall` is an error.
    pub fn new(top: impl Into<String>, verilog: impl Into<String>) -> Verilate {
        Verilate {
            top: top.into(),
            verilog: verilog.into(),
            waivers: None,
            defines: Vec::new(),
            flags: Vec::new(),
            trace: Trace::None,
            initial: Initial::Fast,
            optimise: true,
        }
    }

    /// Like [`Verilate::new`], from a file.
    ///
    /// # Errors
    /// [`Error::Io`] if the file cannot be read.
    pub fn from_file(top: impl Into<String>, path: &Path) -> Result<Verilate, Error> {
        Ok(Verilate::new(
            top,
            fs::read_to_string(path).map_err(Error::io(path))?,
        ))
    }

    /// A `.vlt` file of waivers. The Verilog is called `TOP.v` there.
    pub fn waivers(mut self, path: &Path) -> Verilate {
        self.waivers = Some(path.to_owned());
        self
    }

    /// Trace code in the model.
    pub fn trace(mut self, trace: Trace) -> Verilate {
        self.trace = trace;
        self
    }

    /// Content of registers without an initial value.
    pub fn initial(mut self, initial: Initial) -> Verilate {
        self.initial = initial;
        self
    }

    /// Compiles the model without optimisation: for a netlist of many gates, which a compiler would take hours over.
    pub fn unoptimised(mut self) -> Verilate {
        self.optimise = false;
        self
    }

    /// A Verilog macro, as `-DNAME=VALUE`.
    pub fn define(mut self, name: impl Into<String>, value: impl Into<String>) -> Verilate {
        self.defines.push((name.into(), value.into()));
        self
    }

    /// One more argument for Verilator, such as `-GROWS=4`.
    pub fn flag(mut self, flag: impl Into<String>) -> Verilate {
        self.flags.push(flag.into());
        self
    }

    /// Name of the Rust struct and of the C++ class: camel case and `Model`. Verilator names the classes of
    /// submodules `PREFIX_module`; without an underscore in the prefix no two tops can meet there.
    pub fn model(&self) -> String {
        let words = self.top.split(|c: char| !c.is_ascii_alphanumeric());
        let capital = |word: &str| word[..1].to_ascii_uppercase() + &word[1..];
        words
            .filter(|word| !word.is_empty())
            .map(capital)
            .collect::<String>()
            + "Model"
    }

    /// Verilates and compiles this top alone: see [`Batch::run`].
    ///
    /// # Errors
    /// As [`Batch::run`].
    pub fn run(self, verilator: Verilator, out: &Path) -> Result<Built, Error> {
        let mut batch = Batch::new(verilator);
        batch.add(self);
        batch.run(out)
    }

    /// Whether the C++ is optimised.
    pub(super) fn is_optimised(&self) -> bool {
        self.optimise
    }

    /// Verilator's arguments but for the files and folders.
    pub(super) fn arguments(&self) -> Vec<String> {
        let x = if self.initial == Initial::Random {
            "unique"
        } else {
            "fast"
        };
        let prefix = self.model();
        let mut arguments: Vec<String> = [
            "--cc",
            "-O3",
            "--threads",
            "1",
            "-Wall",
            "--x-assign",
            x,
            "--x-initial",
            x,
        ]
        .into_iter()
        .chain(["--top-module", &self.top, "--prefix", &prefix])
        .map(str::to_owned)
        .collect();
        match self.trace {
            Trace::None => {}
            Trace::Vcd => arguments.push("--trace".into()),
            Trace::Fst => arguments.push("--trace-fst".into()),
        }
        arguments.extend(
            self.defines
                .iter()
                .map(|(name, value)| format!("-D{name}={value}")),
        );
        arguments.extend(self.flags.iter().cloned());
        arguments
    }

    /// Verilates into `folder` (whose old content goes) and writes the C shim and the Rust source. Returns
    /// the C++ sources to compile: those that run every cycle in one unit with the shim, and the slow ones.
    ///
    /// # Errors
    /// [`Error::Warnings`], [`Error::Verilate`], [`Error::Port`] or [`Error::Io`].
    pub fn generate(&self, verilator: &Verilator, folder: &Path) -> Result<Generated, Error> {
        let _ = fs::remove_dir_all(folder);
        fs::create_dir_all(folder).map_err(Error::io(folder))?;
        let write = |name: &str, text: &str| {
            let path = folder.join(name);
            fs::write(&path, text).map_err(Error::io(&path)).map(|()| path)
        };
        let source = format!("{}.v", self.top);
        // A text that does not end its last line would be worth a warning in a file only.
        let newline = if self.verilog.ends_with('\n') { "" } else { "\n" };
        write(&source, &format!("{}{newline}", self.verilog))?;
        let mut command = verilator.command();
        command
            .current_dir(folder)
            .args(self.arguments())
            .args(["--Mdir", "."]);
        if let Some(waivers) = &self.waivers {
            command.arg(waivers.canonicalize().map_err(Error::io(waivers))?);
        }
        let said = command
            .arg(&source)
            .output()
            .map_err(Error::io(&verilator.binary))?;
        if !said.status.success() {
            let output = String::from_utf8_lossy(&said.stderr).into_owned();
            let only_warnings = !output
                .lines()
                .any(|l| l.starts_with("%Error") && !l.contains("Exiting due to"))
                && output.contains("%Warning");
            let top = self.top.clone();
            return Err(if only_warnings {
                Error::Warnings { top, output }
            } else {
                Error::Verilate { top, output }
            });
        }
        let model = self.model();
        let header = folder.join(format!("{model}.h"));
        let ports = ports::read(
            &self.top,
            &fs::read_to_string(&header).map_err(Error::io(&header))?,
        )?;
        let design = folder.join(format!("{model}___024root.h"));
        let memories = memories::read(
            &self.top,
            &fs::read_to_string(&design).map_err(Error::io(&design))?,
        );
        let shim = shim::Shim {
            top: &self.top,
            model: &model,
            ports: &ports,
            memories: &memories,
            trace: self.trace,
        };
        let (mut fast, mut slow) = (Vec::new(), Vec::new());
        let mut bytes = 0;
        for entry in fs::read_dir(folder).map_err(Error::io(folder))? {
            let entry = entry.map_err(Error::io(folder))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.ends_with(".cpp") {
                bytes += entry.metadata().map_err(Error::io(folder))?.len();
                // The symbol table is slow code under either of its names.
                let group = if name.contains("__Slow") || name.contains("__Syms") {
                    &mut slow
                } else {
                    &mut fast
                };
                group.push(format!("#include \"{name}\"\n"));
            }
        }
        fast.sort();
        slow.sort();
        let small = bytes < MEDIUM;
        let model_sources = fast.concat();
        let fast = write("fast.cpp", &(model_sources.clone() + &shim.cpp()))?;
        let slow = write("slow.cpp", &slow.concat())?;
        // In a small model most of the work is to read the headers: once is enough.
        let sources = if small {
            vec![(
                write("all.cpp", "#include \"fast.cpp\"\n#include \"slow.cpp\"\n")?,
                self.optimise,
            )]
        } else {
            vec![(fast, self.optimise), (slow, false)]
        };
        let rust = shim.rust(self.initial == Initial::Random);
        Ok(Generated {
            model,
            rust,
            model_sources,
            sources,
        })
    }
}

/// A verilated top before it is compiled.
#[derive(Clone, Debug)]
pub struct Generated {
    /// Name of the model.
    pub model: String,
    /// Rust source of the typed struct.
    pub rust: String,
    /// Include lines of Verilator's own sources that run every cycle, for a C++ harness in place of the shim.
    pub model_sources: String,
    /// C++ units to compile, and whether they run every cycle: those sources with the shim do.
    pub sources: Vec<(PathBuf, bool)>,
}
