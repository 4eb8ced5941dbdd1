//! Where data sets lie.
//!
//! `mnist` and `fashion-mnist` are looked for in the folder that `SIGNUM_DATA` names, in `.tools/` of the
//! current folder and of every folder above it, in `.tools/` above the program's own file, and, for
//! `fashion-mnist`, where Debian's package `dataset-fashion-mnist` puts it. Anything else is a folder.

use super::DataError;
use std::path::{Path, PathBuf};

/// Where the Debian package installs its files.
const DEBIAN_FASHION_MNIST: &str = "/usr/share/datasets/fashion-mnist";

/// The folder of the data set `name`.
///
/// # Errors
/// A name that is found nowhere, and a folder that is not there.
pub fn locate(name: &str) -> Result<PathBuf, DataError> {
    if !matches!(name, "mnist" | "fashion-mnist") {
        let folder = PathBuf::from(name);
        return if folder.is_dir() {
            Ok(folder)
        } else {
            Err(DataError::NoFolder {
                name: name.to_owned(),
            })
        };
    }
    candidates(name)
        .into_iter()
        .find(|folder| folder.is_dir())
        .ok_or_else(|| DataError::NotInstalled {
            name: name.to_owned(),
        })
}

fn candidates(name: &str) -> Vec<PathBuf> {
    let mut folders = Vec::new();
    if let Some(data) = std::env::var_os("SIGNUM_DATA") {
        folders.push(Path::new(&data).join(name));
    }
    for start in [std::env::current_dir(), std::env::current_exe()]
        .into_iter()
        .flatten()
    {
        folders.extend(start.ancestors().map(|folder| folder.join(".tools").join(name)));
    }
    if name == "fashion-mnist" {
        folders.push(DEBIAN_FASHION_MNIST.into());
    }
    folders
}

/// The file of `folder` that holds `part` (`train` or `t10k`) of `kind` (`images-idx3` or `labels-idx1`).
///
/// The spellings `train-images-idx3-ubyte` and `train-images.idx3-ubyte` are accepted, plain or with `.gz`.
///
/// # Errors
/// The file is there under none of its names; the error gives the first.
pub fn file_of(folder: &Path, part: &str, kind: &str) -> Result<PathBuf, DataError> {
    let dashed = format!("{part}-{kind}-ubyte");
    let dotted = format!("{part}-{}-ubyte", kind.replace('-', "."));
    [
        dashed.clone(),
        dotted.clone(),
        format!("{dashed}.gz"),
        format!("{dotted}.gz"),
    ]
    .iter()
    .map(|name| folder.join(name))
    .find(|path| path.exists())
    .ok_or(DataError::Missing {
        file: folder.join(dashed),
    })
}
