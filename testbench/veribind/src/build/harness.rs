//! A plain C++ program around a top, with the compiler and flags of the models: what the binding's speed is
//! measured against.

use super::{compile, Error, Trace, Verilate, Verilator};
use std::fs;
use std::path::{Path, PathBuf};

impl Verilate {
    /// Compiles `main`, C++ text with a `main` function, together with the verilated top into a program in
    /// `folder` (whose old content goes). The text stands in one unit with Verilator's fast sources, as the
    /// shim of a model does, and includes `NAME.h` of [`Verilate::model`] itself.
    ///
    /// # Errors
    /// As [`Verilate::generate`], [`Error::Compile`] and [`Error::Link`].
    pub fn executable(&self, verilator: &Verilator, main: &str, folder: &Path) -> Result<PathBuf, Error> {
        let generated = self.generate(verilator, folder)?;
        let folder = folder.canonicalize().map_err(Error::io(folder))?;
        let unit = folder.join("harness.cpp");
        fs::write(&unit, generated.model_sources + main).map_err(Error::io(&unit))?;

        let compiler = compile::Compiler::get();
        let model = &generated.model;
        let object = |source: &Path, fast: bool| {
            compile::object(
                model,
                compiler.build(verilator, Trace::None, fast, &folder),
                source,
            )
        };
        let mut objects = vec![object(&unit, true)?, object(&folder.join("slow.cpp"), false)?];
        for (source, fast) in compile::runtime_sources(verilator, Trace::None) {
            objects.push(object(&source, fast)?);
        }
        let program = folder.join(model);
        compile::link(model, &objects, &program)?;
        Ok(program)
    }
}
