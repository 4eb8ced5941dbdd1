//! What can go wrong while models are built.

use std::path::{Path, PathBuf};

/// Why a model could not be built. Each prints as one clear message that says what to do.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No Verilator in the places that [`Verilator::find`](super::Verilator::find) looks at.
    #[error("Verilator is missing; run scripts/setup, which installs it, or set VERILATOR to one of {need} or newer")]
    Missing {
        /// Oldest version that works.
        need: &'static str,
    },
    /// The environment names a Verilator that cannot be run or whose version cannot be told.
    #[error("{variable}={path} is no working Verilator ({reason}); unset it and run scripts/setup, which installs one")]
    Broken {
        /// Environment variable that named it, or `PATH`.
        variable: &'static str,
        /// What it named.
        path: PathBuf,
        /// What happened when it was tried.
        reason: String,
    },
    /// Older than what the binding is tested with.
    #[error(
        "found Verilator {found} at {path}, need {need} or newer; run scripts/setup, which installs one"
    )]
    TooOld {
        /// Its version.
        found: super::Version,
        /// Where it is.
        path: PathBuf,
        /// Oldest version that works.
        need: &'static str,
    },
    /// Lint warnings that no waiver covers.
    #[error("Verilator warns about {top}; mend the design, or waive the rule with a reason:\n{output}")]
    Warnings {
        /// Verilog name of the top.
        top: String,
        /// What Verilator said.
        output: String,
    },
    /// Verilator refused the design.
    #[error("Verilator refuses {top}:\n{output}")]
    Verilate {
        /// Verilog name of the top.
        top: String,
        /// What Verilator said.
        output: String,
    },
    /// A port that the binding has no type for.
    #[error(
        "{top}: port declaration `{line}` is not understood (inout ports and array ports are not supported)"
    )]
    Port {
        /// Verilog name of the top.
        top: String,
        /// Line of the generated header.
        line: String,
    },
    /// Two tops of a batch would get the same Rust name.
    #[error("two tops are named {0} in Rust; rename one of them")]
    Duplicate(String),
    /// FST was asked for, and its compression libraries are not there.
    #[error("FST traces need zlib (and lz4 with a recent Verilator); install zlib1g-dev and liblz4-dev, or build with the feature `vcd`")]
    FstLibraries,
    /// The C++ compiler failed.
    #[error("cannot compile the model {model}: {source}")]
    Compile {
        /// Rust name of the model.
        model: String,
        /// What the compiler said.
        #[source]
        source: cc::Error,
    },
    /// The linker failed.
    #[error("cannot link the harness of {model}:\n{output}")]
    Link {
        /// Rust name of the model.
        model: String,
        /// What the linker said.
        output: String,
    },
    /// A file or program could not be used.
    #[error("{path}: {source}")]
    Io {
        /// File, folder or program.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
}

impl Error {
    /// For `map_err`: an I/O error with its path.
    pub(super) fn io(path: &Path) -> impl FnOnce(std::io::Error) -> Error + '_ {
        move |source| Error::Io {
            path: path.to_owned(),
            source,
        }
    }
}
