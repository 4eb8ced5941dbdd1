//! Many tops together: only what changed is made again, on all processors.

use super::{compile, in_parallel, shim, store, Error, Trace, Verilate, Verilator, VARIABLES};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

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

/// One static library to compile.
struct Unit {
    name: String,
    key: String,
    /// Files to keep beside the library.
    texts: Vec<(String, String)>,
    /// C++ sources, and whether they run every cycle.
    sources: Vec<(PathBuf, bool)>,
    /// Compile with the precompiled header of models.
    header: bool,
    trace: Trace,
}

impl Unit {
    fn finish(&self, objects: &[PathBuf], store: &store::Store<'_>) -> Result<(), Error> {
        let folder = store.folder(&self.name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).map_err(Error::io(&folder))?;
        compile::archive(&self.name, objects, &folder)?;
        for (name, text) in &self.texts {
            let path = folder.join(name);
            fs::write(&path, text).map_err(Error::io(&path))?;
        }
        store.put(&self.name, &self.key)
    }
}

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
    /// the same `out`, and writes `out/models.rs`. The Verilog of each stays beside it as `out/MODEL/TOP.v`.
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

        let mut units = Vec::new();
        for (&i, made) in stale.iter().zip(generated) {
            let top = &self.tops[i];
            units.push(Unit {
                texts: vec![
                    ("model.rs".into(), made.rust),
                    (format!("{}.v", top.top), top.verilog.clone()),
                ],
                sources: made.sources,
                header: true,
                trace: top.trace,
                key: keys[i].clone(),
                name: made.model,
            });
        }
        let key = self.base_key(&[&format!("{trace:?}")]);
        if !store.has(RUNTIME, &key) {
            let sources = compile::runtime_sources(&self.verilator, trace);
            units.push(Unit {
                name: RUNTIME.to_owned(),
                key,
                texts: Vec::new(),
                sources,
                header: false,
                trace,
            });
        }
        self.compile(&units, &store, &work)?;
        let _ = fs::remove_dir_all(&work);

        let source = out.join("models.rs");
        let mut text = String::new();
        for model in &models {
            let path = store.folder(model).join("model.rs");
            text += &fs::read_to_string(&path).map_err(Error::io(&path))?;
        }
        // Left alone if equal: cargo compiles what includes it by the time of the file.
        if !fs::read_to_string(&source).is_ok_and(|old| old == text) {
            fs::write(&source, text).map_err(Error::io(&source))?;
        }
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

    /// Compiles all sources of all units in one queue, the longest first, so that one large top still uses all
    /// processors. A unit is finished as soon as its last object is there: nothing done is lost if another fails.
    fn compile(&self, units: &[Unit], store: &store::Store<'_>, work: &Path) -> Result<(), Error> {
        let compiler = compile::Compiler::get();
        let mut kinds: Vec<(Trace, bool)> = Vec::new();
        let mut jobs = Vec::new();
        for unit in units {
            for (source, fast) in &unit.sources {
                jobs.push((unit, source, *fast, weight(source)));
                if unit.header && !kinds.contains(&(unit.trace, *fast)) {
                    kinds.push((unit.trace, *fast));
                }
            }
        }
        jobs.sort_by_key(|(.., weight)| std::cmp::Reverse(*weight));
        let headers = in_parallel(&kinds, |&(trace, fast)| {
            compiler.header(&self.verilator, trace, fast, work)
        })?;
        let objects: Mutex<Vec<(&str, PathBuf)>> = Mutex::new(Vec::new());
        in_parallel(&jobs, |(unit, source, fast, _)| {
            let mut build = compiler.build(
                &self.verilator,
                unit.trace,
                *fast,
                &work.join(&unit.name).join("objects"),
            );
            if let Some(kind) = kinds
                .iter()
                .position(|kind| unit.header && *kind == (unit.trace, *fast))
            {
                build.flag("-include").flag(&headers[kind]);
            }
            let object = compile::object(&unit.name, build, source)?;
            let mine: Vec<PathBuf> = {
                let mut objects = objects.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
                objects.push((&unit.name, object));
                objects
                    .iter()
                    .filter(|(name, _)| *name == unit.name)
                    .map(|(_, object)| object.clone())
                    .collect()
            };
            if mine.len() == unit.sources.len() {
                unit.finish(&mine, store)
            } else {
                Ok(())
            }
        })?;
        Ok(())
    }

    /// Hash of all that the model of `top` depends on.
    fn key(&self, top: &Verilate) -> Result<String, Error> {
        let waivers = match &top.waivers {
            Some(path) => fs::read_to_string(path).map_err(Error::io(path))?,
            None => String::new(),
        };
        let mut arguments = top.arguments().join("\n");
        if !top.is_optimised() {
            arguments.push_str("\nunoptimised");
        }
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
        let own = shim::SOURCES.concat() + include_str!("compile.rs");
        let identity = &compile::Compiler::get().identity;
        store::key(&[&[tool.as_str(), identity, &own], parts].concat())
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
