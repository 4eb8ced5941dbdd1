//! The build-time half: Verilog in, static libraries and a Rust source file out.

mod compile;
mod error;
mod ports;
mod shim;
mod store;
mod tool;

pub use error::Error;
pub use tool::{Verilator, Version, OLDEST, VARIABLES};

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::Mutex;

/// Trace code in the model. It costs a third of the speed even when idle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Trace {
    /// None: `trace_window` is an error.
    #[default]
    None,
    /// Value change dump.
    Vcd,
    /// GTKWave's fast signal trace; needs zlib.
    Fst,
}

/// What registers and memories without an initial value hold at first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Initial {
    /// Whatever is fastest (`--x-assign fast --x-initial fast`): zeros, mostly.
    #[default]
    Fast,
    /// Random, from the seed of the instance (`unique`): finds what depends on a missing reset.
    Random,
}

/// One top to verilate.
#[derive(Clone, Debug)]
pub struct Verilate {
    top: String,
    verilog: String,
    waivers: Option<PathBuf>,
    defines: Vec<(String, String)>,
    flags: Vec<String>,
    trace: Trace,
    initial: Initial,
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

    /// Verilator's arguments but for the files and folders.
    fn arguments(&self) -> Vec<String> {
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
        write(&source, &self.verilog)?;
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
        let shim = shim::Shim {
            top: &self.top,
            model: &model,
            ports: &ports,
            trace: self.trace,
        };
        let (mut fast, mut slow) = (Vec::new(), Vec::new());
        for entry in fs::read_dir(folder).map_err(Error::io(folder))? {
            let name = entry
                .map_err(Error::io(folder))?
                .file_name()
                .to_string_lossy()
                .into_owned();
            if name.ends_with(".cpp") {
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
        let fast = write("fast.cpp", &(fast.concat() + &shim.cpp()))?;
        let slow = write("slow.cpp", &slow.concat())?;
        let rust = shim.rust(self.initial == Initial::Random);
        Ok(Generated {
            model,
            rust,
            fast,
            slow,
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
    /// C++ unit that runs every cycle, the shim included.
    pub fast: PathBuf,
    /// C++ unit of what runs once.
    pub slow: PathBuf,
}

/// Many tops, verilated and compiled together on all processors.
#[derive(Clone, Debug)]
pub struct Batch {
    verilator: Verilator,
    tops: Vec<Verilate>,
    shared: Option<PathBuf>,
}

/// What a batch has made.
#[derive(Clone, Debug)]
pub struct Built {
    /// The folder of each static library, in link order.
    pub libraries: Vec<(PathBuf, String)>,
    /// System libraries to link.
    pub system: Vec<&'static str>,
    /// The Rust source of all models.
    pub source: PathBuf,
    /// Names of the models that had to be made anew.
    pub made: Vec<String>,
}

impl Built {
    /// Prints cargo's link instructions, from a build script.
    pub fn print_cargo(&self) {
        for (folder, name) in &self.libraries {
            println!("cargo:rustc-link-search=native={}", folder.display());
            println!("cargo:rustc-link-lib=static={name}");
        }
        for name in &self.system {
            println!("cargo:rustc-link-lib={name}");
        }
        for variable in VARIABLES.iter().chain(&["VERILATOR_ROOT", "CXX", "CXXFLAGS"]) {
            println!("cargo:rerun-if-env-changed={variable}");
        }
    }
}

/// Name of Verilator's run-time library.
const RUNTIME: &str = "VerilatedRuntime";

impl Batch {
    /// No tops yet.
    pub fn new(verilator: Verilator) -> Batch {
        Batch {
            verilator,
            tops: Vec::new(),
            shared: None,
        }
    }

    /// One more top.
    pub fn add(&mut self, top: Verilate) -> &mut Batch {
        self.tops.push(top);
        self
    }

    /// A folder that keeps finished models for other clones of the project and for after `cargo clean`.
    pub fn shared(&mut self, folder: &Path) -> &mut Batch {
        self.shared = Some(folder.to_owned());
        self
    }

    /// Makes every model whose Verilog, flags, waivers, Verilator or compiler changed since the last run with
    /// the same `out`, and writes `out/models.rs`.
    ///
    /// # Errors
    /// The first [`Error`] of any top.
    pub fn run(&self, out: &Path) -> Result<Built, Error> {
        fs::create_dir_all(out).map_err(Error::io(out))?;
        let out = &out.canonicalize().map_err(Error::io(out))?;
        let traces: Vec<Trace> = self.tops.iter().map(|top| top.trace).collect();
        let trace = traces
            .iter()
            .copied()
            .find(|&t| t != Trace::None)
            .unwrap_or_default();
        if trace == Trace::Fst && !fst_available(&self.verilator, out) {
            return Err(Error::FstLibraries);
        }
        let store = store::Store {
            out,
            shared: self.shared.as_deref(),
        };
        let mut models: Vec<String> = self.tops.iter().map(Verilate::model).collect();
        let keys = self
            .tops
            .iter()
            .map(|top| self.key(top))
            .collect::<Result<Vec<_>, _>>()?;
        if let Some(i) = (0..models.len()).find(|&i| models[..i].contains(&models[i])) {
            return Err(Error::Duplicate(models.swap_remove(i)));
        }

        let stale: Vec<usize> = (0..models.len())
            .filter(|&i| !store.has(&models[i], &keys[i]))
            .collect();
        let work = out.join("work");
        let generated = in_parallel(&stale, |&i| {
            self.tops[i].generate(&self.verilator, &work.join(&models[i]))
        })?;

        // All sources of all tops in one queue, the longest first: one large top then still uses all processors.
        let mut jobs: Vec<(String, Trace, bool, PathBuf)> = Vec::new();
        for (&i, made) in stale.iter().zip(&generated) {
            jobs.push((made.model.clone(), traces[i], true, made.fast.clone()));
            jobs.push((made.model.clone(), traces[i], false, made.slow.clone()));
        }
        let runtime_key = self.base_key(&[&format!("{trace:?}")]);
        let runtime_stale = !store.has(RUNTIME, &runtime_key);
        if runtime_stale {
            let sources = compile::runtime_sources(&self.verilator, trace);
            jobs.extend(
                sources
                    .into_iter()
                    .map(|source| (RUNTIME.to_owned(), trace, true, source)),
            );
        }
        jobs.sort_by_key(|(_, _, _, source)| std::cmp::Reverse(weight(source)));
        let compiler = compile::Compiler::get();
        let objects = in_parallel(&jobs, |(model, trace, fast, source)| {
            let build = compiler.build(&self.verilator, *trace, *fast, &work.join(model).join("objects"));
            compile::object(model, build, source).map(|object| (model.clone(), object))
        })?;

        let finish = |model: &str, key: &str, rust: Option<&str>| {
            let folder = store.folder(model);
            let _ = fs::remove_dir_all(&folder);
            fs::create_dir_all(&folder).map_err(Error::io(&folder))?;
            let mine: Vec<PathBuf> = objects
                .iter()
                .filter(|(m, _)| m == model)
                .map(|(_, o)| o.clone())
                .collect();
            compile::archive(model, &mine, &folder)?;
            // cc leaves nothing else behind there that a later build could take for its own.
            if let Some(rust) = rust {
                let path = folder.join("model.rs");
                fs::write(&path, rust).map_err(Error::io(&path))?;
            }
            store.put(model, key)
        };
        for (&i, made) in stale.iter().zip(&generated) {
            finish(&made.model, &keys[i], Some(&made.rust))?;
        }
        if runtime_stale {
            finish(RUNTIME, &runtime_key, None)?;
        }
        let _ = fs::remove_dir_all(&work);

        let source = out.join("models.rs");
        let mut text = String::new();
        for model in &models {
            let path = store.folder(model).join("model.rs");
            text += &fs::read_to_string(&path).map_err(Error::io(&path))?;
        }
        fs::write(&source, text).map_err(Error::io(&source))?;
        let made = stale.iter().map(|&i| models[i].clone()).collect();
        models.push(RUNTIME.to_owned());
        let libraries = models
            .into_iter()
            .map(|model| (store.folder(&model), model))
            .collect();
        let mut system = vec!["stdc++", "pthread"];
        if trace == Trace::Fst {
            system.push("z");
            if needs_lz4(&self.verilator) {
                system.push("lz4");
            }
        }
        Ok(Built {
            libraries,
            system,
            source,
            made,
        })
    }

    /// Hash of all that the model of `top` depends on.
    fn key(&self, top: &Verilate) -> Result<String, Error> {
        let waivers = match &top.waivers {
            Some(path) => fs::read_to_string(path).map_err(Error::io(path))?,
            None => String::new(),
        };
        let arguments = top.arguments().join("\n");
        Ok(self.base_key(&[&arguments, &waivers, &top.verilog]))
    }

    /// Hash of `parts`, Verilator, compiler and this crate.
    fn base_key(&self, parts: &[&str]) -> String {
        let Verilator {
            binary,
            root,
            version,
        } = &self.verilator;
        let tool = format!("{version} {} {}", binary.display(), root.display());
        let own = [
            include_str!("mod.rs"),
            include_str!("shim.rs"),
            include_str!("compile.rs"),
        ];
        store::key(
            &[
                &[tool.as_str(), &compile::Compiler::get().identity],
                &own[..],
                parts,
            ]
            .concat(),
        )
    }
}

/// True if FST's libraries can be compiled against.
pub fn fst_available(verilator: &Verilator, scratch: &Path) -> bool {
    let headers: &[&str] = if needs_lz4(verilator) {
        &["zlib.h", "lz4.h"]
    } else {
        &["zlib.h"]
    };
    compile::Compiler::get().has_headers(headers, scratch)
}

/// Older Verilators bring LZ4 along.
fn needs_lz4(verilator: &Verilator) -> bool {
    verilator.root.join("include/fstcpp").is_dir()
}

/// Bytes that the compiler will read: the unit itself is only a list of includes.
fn weight(source: &Path) -> u64 {
    let text = fs::read_to_string(source).unwrap_or_default();
    let folder = source.parent().unwrap_or(Path::new("."));
    let included = text
        .lines()
        .filter_map(|l| l.strip_prefix("#include \"")?.strip_suffix('"'));
    included
        .filter_map(|name| fs::metadata(folder.join(name)).ok())
        .map(|m| m.len())
        .sum::<u64>()
        + text.len() as u64
}

/// `CoreModel` as `core_model`: the private module of a model.
fn snake(model: &str) -> String {
    let mut name = String::new();
    for c in model.chars() {
        if c.is_ascii_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.push(c.to_ascii_lowercase());
    }
    name
}

/// Maps over `items` on all processors (or cargo's `NUM_JOBS`), results in order; the first error wins.
fn in_parallel<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(&T) -> Result<R, Error> + Sync,
) -> Result<Vec<R>, Error> {
    let jobs = std::env::var("NUM_JOBS").ok().and_then(|jobs| jobs.parse().ok());
    let jobs = jobs.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
    let next = AtomicUsize::new(0);
    let results: Mutex<Vec<(usize, Result<R, Error>)>> = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..jobs.clamp(1, items.len().max(1)) {
            scope.spawn(|| loop {
                let i = next.fetch_add(1, Ordering::Relaxed);
                let Some(item) = items.get(i) else { return };
                let result = work(item);
                if result.is_err() {
                    // No new work: the build fails anyway.
                    next.store(items.len(), Ordering::Relaxed);
                }
                results
                    .lock()
                    .unwrap_or_else(|poisoned| poisoned.into_inner())
                    .push((i, result));
            });
        }
    });
    let mut results = results
        .into_inner()
        .unwrap_or_else(|poisoned| poisoned.into_inner());
    results.sort_by_key(|(i, _)| *i);
    results.into_iter().map(|(_, result)| result).collect()
}
