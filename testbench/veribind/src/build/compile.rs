//! C++ by the `cc` crate, with flags that do not depend on cargo's profile.

use super::{Error, Trace, Verilator};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// Optimisation of code that runs every cycle. Verilator has optimised it already, into straight lines: -O3
/// takes three times as long to compile and runs no faster (the core 0.71 against 0.77 M cycles/s, `mac` 0.58
/// against 0.62).
const FAST: u32 = 1;

/// Optimisation of code that runs once.
const SLOW: u32 = 0;

/// The compiler and the machine it compiles for: what a compiled model depends on beside its sources.
pub(super) struct Compiler {
    flags: &'static [&'static str],
    /// Version and instruction set, for the key of the cache.
    pub identity: String,
}

/// The first of these that the compiler takes: not every one knows the machine it runs on, nor what is only
/// for x86.
const FLAGS: [&[&str]; 3] = [
    &["-march=native", "-fcf-protection=none"],
    &["-march=native"],
    &[],
];

impl Compiler {
    /// Asks the compiler, once a process, for its predefined macros: they name its version and, under
    /// `-march=native`, every instruction set extension of this machine.
    pub fn get() -> &'static Compiler {
        static COMPILER: OnceLock<Compiler> = OnceLock::new();
        let macros = |flags: &'static [&str]| {
            let mut command = base(Path::new(".")).try_get_compiler().ok()?.to_command();
            command.args(flags).args(["-dM", "-E", "-x", "c++", "/dev/null"]);
            let said = command.output().ok().filter(|said| said.status.success())?;
            let identity = String::from_utf8_lossy(&said.stdout).into_owned();
            Some(Compiler { flags, identity })
        };
        let unknown = Compiler {
            flags: &[],
            identity: String::new(),
        };
        COMPILER.get_or_init(|| FLAGS.into_iter().find_map(macros).unwrap_or(unknown))
    }

    /// A `cc` build with the flags of models, which writes objects into `out`. `fast` is for code that runs
    /// every cycle; the rest (construction, tracing set-up) would only cost compile time.
    pub fn build(&self, verilator: &Verilator, trace: Trace, fast: bool, out: &Path) -> cc::Build {
        let mut build = base(out);
        build
            .opt_level(if fast { FAST } else { SLOW })
            .std("c++17")
            .include(verilator.root.join("include"))
            .include(verilator.root.join("include/vltstd"))
            .define("VL_TIME_CONTEXT", None)
            .define("VM_COVERAGE", "0")
            .define("VM_SC", "0")
            .define("VM_TRACE", if trace == Trace::None { "0" } else { "1" })
            .define("VM_TRACE_FST", if trace == Trace::Fst { "1" } else { "0" })
            .define("VM_TRACE_VCD", if trace == Trace::Vcd { "1" } else { "0" });
        for flag in self.flags {
            build.flag(flag);
        }
        build
    }

    /// Compiles Verilator's header once for all models of the same flags, and returns it for `-include`: in a
    /// small model it is nearly all there is to compile. A compiler that cannot use the result reads the text.
    pub fn header(
        &self,
        verilator: &Verilator,
        trace: Trace,
        fast: bool,
        out: &Path,
    ) -> Result<PathBuf, Error> {
        let folder = out.join(format!("header-{trace:?}-{fast}"));
        std::fs::create_dir_all(&folder).map_err(Error::io(&folder))?;
        let header = folder.join("model.h");
        let writer = match trace {
            Trace::None => "",
            Trace::Vcd => "#include \"verilated_vcd_c.h\"\n",
            Trace::Fst => "#include \"verilated_fst_c.h\"\n",
        };
        let text = format!(
            "#include \"verilated.h\"\n{writer}#include <cstring>\n#include <memory>\n#include <string>\n"
        );
        std::fs::write(&header, text).map_err(Error::io(&header))?;
        if let Ok(compiler) = self.build(verilator, trace, fast, &folder).try_get_compiler() {
            let mut command = compiler.to_command();
            // That this fails costs time only.
            let _ = command
                .args(["-x", "c++-header"])
                .arg(&header)
                .arg("-o")
                .arg(folder.join("model.h.gch"))
                .output();
        }
        Ok(header)
    }

    /// True if a program with these headers compiles.
    pub fn has_headers(&self, headers: &[&str], scratch: &Path) -> bool {
        let file = scratch.join("headers.cpp");
        let text: String = headers
            .iter()
            .map(|header| format!("#include <{header}>\n"))
            .collect();
        if std::fs::write(&file, text).is_err() {
            return false;
        }
        let command = base(scratch)
            .try_get_compiler()
            .map(|compiler| compiler.to_command());
        command.is_ok_and(|mut c| {
            c.arg("-fsyntax-only")
                .arg(&file)
                .output()
                .is_ok_and(|o| o.status.success())
        })
    }
}

/// Verilator's own run time, one archive for all models: its sources, and whether they are fast code. Every `eval`
/// ends in `verilated.cpp`: unoptimised it took a fifteenth of the time of the core in `base`.
pub(super) fn runtime_sources(verilator: &Verilator, trace: Trace) -> Vec<(PathBuf, bool)> {
    let mut names = vec![("verilated.cpp", true), ("verilated_threads.cpp", false)];
    match trace {
        Trace::None => {}
        Trace::Vcd => names.push(("verilated_vcd_c.cpp", true)),
        Trace::Fst => names.push(("verilated_fst_c.cpp", true)),
    }
    let include = verilator.root.join("include");
    names
        .into_iter()
        .map(|(name, fast)| (include.join(name), fast))
        .collect()
}

/// One object from one source.
pub(super) fn object(model: &str, mut build: cc::Build, source: &Path) -> Result<PathBuf, Error> {
    let compiled = build.file(source).try_compile_intermediates();
    let mut objects = compiled.map_err(|source| Error::Compile {
        model: model.into(),
        source,
    })?;
    Ok(objects.remove(0))
}

/// `lib<model>.a` in `out`.
pub(super) fn archive(model: &str, objects: &[PathBuf], out: &Path) -> Result<(), Error> {
    let compiled = base(out).objects(objects).try_compile(model);
    compiled.map_err(|source| Error::Compile {
        model: model.into(),
        source,
    })
}

/// A program from objects.
pub(super) fn link(model: &str, objects: &[PathBuf], program: &Path) -> Result<(), Error> {
    let folder = program.parent().unwrap_or(Path::new("."));
    let compiler = base(folder).try_get_compiler();
    let compiler = compiler.map_err(|source| Error::Compile {
        model: model.into(),
        source,
    })?;
    let mut command = compiler.to_command();
    command.args(objects).arg("-o").arg(program).arg("-pthread");
    let said = command.output().map_err(Error::io(compiler.path()))?;
    let output = String::from_utf8_lossy(&said.stderr).into_owned();
    said.status.success().then_some(()).ok_or_else(|| Error::Link {
        model: model.into(),
        output,
    })
}

/// Everything that `cc` would otherwise ask cargo for, so that it also works outside a build script.
fn base(out: &Path) -> cc::Build {
    let mut build = cc::Build::new();
    let target = std::env::var("TARGET").unwrap_or_else(|_| host_target());
    let host = std::env::var("HOST").unwrap_or_else(|_| target.clone());
    build
        .cpp(true)
        .cpp_link_stdlib(None)
        .cargo_metadata(false)
        .warnings(false)
        .debug(false);
    build
        .target(&target)
        .host(&host)
        .opt_level(3)
        .out_dir(out)
        .pic(true);
    build
}

/// The target of this process, as near as is needed to find a compiler.
fn host_target() -> String {
    let said = Command::new("rustc")
        .arg("-vV")
        .output()
        .map(|o| String::from_utf8_lossy(&o.stdout).into_owned());
    let host = said.ok().and_then(|text| {
        text.lines()
            .find_map(|l| l.strip_prefix("host: ").map(str::to_owned))
    });
    host.unwrap_or_else(|| format!("{}-unknown-linux-gnu", std::env::consts::ARCH))
}
