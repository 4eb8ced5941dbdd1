//! Files that appear whole or not at all.

use std::io::{Error, Result, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// A file that is being written under a temporary name beside its final one.
///
/// Opening it early finds out that the place is not writable before the work, not after it. Dropping it
/// without [`AtomicFile::commit`] leaves nothing behind.
pub struct AtomicFile {
    path: PathBuf,
    temporary: NamedTempFile,
}

impl AtomicFile {
    /// Opens a temporary file in the folder of `path`; the error names `path`.
    pub fn create(path: &Path) -> Result<Self> {
        let named = |e: Error| Error::new(e.kind(), format!("{}: cannot be written: {e}", path.display()));
        if path.is_dir() {
            return Err(Error::other(format!(
                "{}: is a folder, expected a file to write",
                path.display()
            )));
        }
        let folder = match path.parent() {
            Some(p) if !p.as_os_str().is_empty() => p,
            _ => Path::new("."),
        };
        if !folder.is_dir() {
            return Err(Error::other(format!(
                "{}: cannot be written: there is no folder {}",
                path.display(),
                folder.display()
            )));
        }
        let temporary = tempfile::Builder::new()
            .prefix(".signum-")
            .tempfile_in(folder)
            .map_err(named)?;
        Ok(AtomicFile {
            path: path.to_owned(),
            temporary,
        })
    }

    /// Writes `bytes`, brings them to the disk and renames the file to its final name.
    pub fn commit(self, bytes: &[u8]) -> Result<()> {
        let AtomicFile { path, mut temporary } = self;
        let named = |e: Error| Error::new(e.kind(), format!("{}: cannot be written: {e}", path.display()));
        temporary.write_all(bytes).map_err(named)?;
        temporary.as_file().sync_all().map_err(named)?;
        readable_by_all(temporary.path()).map_err(named)?;
        temporary.persist(&path).map_err(|e| named(e.error))?;
        Ok(())
    }
}

/// Writes `bytes` to `path` by way of a temporary name.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<()> {
    AtomicFile::create(path)?.commit(bytes)
}

/// Temporary files are private; results are not.
fn readable_by_all(path: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o644))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_uncommitted_file_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        drop(AtomicFile::create(&folder.path().join("x")).unwrap());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_committed_file_replaces_the_old_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x");
        write_atomically(&path, b"one").unwrap();
        write_atomically(&path, b"two").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_missing_folder_is_named() {
        let error = write_atomically(Path::new("no/such/folder/x"), b"").unwrap_err();
        assert!(error.to_string().contains("no folder no/such/folder"), "{error}");
    }
}
