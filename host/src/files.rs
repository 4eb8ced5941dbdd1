//! Files that appear whole or not at all.

use crate::interrupt::put_off;
use nix::errno::Errno;
use nix::sys::signal::kill;
use nix::unistd::Pid;
use std::io::{Error, Result, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Whether both paths name one file, there or not yet: one folder, however it is spelled, and one name in it.
pub fn same_file(a: &Path, b: &Path) -> bool {
    let place = |path: &Path| {
        // A link is replaced by what is written, not followed: its own folder counts.
        let folder = folder_of(path);
        let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        (folder, path.file_name().map(ToOwned::to_owned))
    };
    a == b || place(a) == place(b)
}

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
        if path.is_dir() {
            return Err(Error::other(format!(
                "{}: is a folder, expected a file to write",
                path.display()
            )));
        }
        // A device or a pipe would be replaced, not written to: as root even /dev/null.
        if path.metadata().is_ok_and(|there| !there.is_file()) {
            return Err(Error::other(format!(
                "{}: is a device or a pipe, expected a file to write",
                path.display()
            )));
        }
        let folder = folder_of(path);
        if !folder.is_dir() {
            return Err(Error::other(format!(
                "{}: cannot be written: there is no folder {}",
                path.display(),
                folder.display()
            )));
        }
        // The process in the name tells later ones whether somebody still writes to it.
        let temporary = tempfile::Builder::new()
            .prefix(&format!("{}{}-", prefix(path), std::process::id()))
            .tempfile_in(folder)
            .map_err(|e| unwritable(path, &e))?;
        Ok(AtomicFile {
            path: path.to_owned(),
            temporary,
        })
    }

    /// Writes `bytes`, brings them to the disk and renames the file to its final name.
    pub fn commit(mut self, bytes: &[u8]) -> Result<()> {
        self.fill(bytes)?;
        self.rename()
    }

    /// Writes `bytes` and brings them to the disk.
    fn fill(&mut self, bytes: &[u8]) -> Result<()> {
        let named = |e: Error| unwritable(&self.path, &e);
        self.temporary.write_all(bytes).map_err(named)?;
        self.temporary.as_file().sync_all().map_err(named)?;
        readable_by_all(self.temporary.path()).map_err(named)
    }

    /// Gives the file its final name.
    fn rename(self) -> Result<()> {
        let AtomicFile { path, temporary } = self;
        temporary
            .persist(&path)
            .map_err(|e| unwritable(&path, &e.error))?;
        // The new name, too, is to outlive a power cut; a file system that cannot say so is no reason to fail.
        if let Ok(folder) = std::fs::File::open(folder_of(&path)) {
            let _ = folder.sync_all();
        }
        Ok(())
    }
}

/// The error for `path`, with the system's reason alone: the temporary name, which `tempfile` puts behind it, says nothing
/// to the user.
fn unwritable(path: &Path, error: &Error) -> Error {
    let text = error.to_string();
    let reason = text.split(" at path ").next().unwrap_or_default();
    Error::new(
        error.kind(),
        format!("{}: cannot be written: {reason}", path.display()),
    )
}

/// What the temporary names for `path` begin with.
fn prefix(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    format!(".{name}.signum-")
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(p) if !p.as_os_str().is_empty() => p,
        _ => Path::new("."),
    }
}

/// Finds out whether `path` can be written, and removes what processes that were killed have left beside it.
///
/// # Errors
/// As [`AtomicFile::create`].
pub fn prepare(path: &Path) -> Result<()> {
    let _whole = put_off();
    drop(AtomicFile::create(path)?);
    let prefix = prefix(path);
    for entry in std::fs::read_dir(folder_of(path)).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let owner = name.strip_prefix(&prefix).and_then(|rest| rest.split('-').next());
        let Some(owner) = owner.and_then(|id| id.parse().ok()) else {
            continue;
        };
        // Signal 0 asks whether the process is there; one of somebody else's is.
        let gone = kill(Pid::from_raw(owner), None) == Err(Errno::ESRCH);
        if gone {
            let _ = std::fs::remove_file(entry.path());
        }
    }
    Ok(())
}

/// Writes `bytes` to `path` by way of a temporary name.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<()> {
    let _whole = put_off();
    AtomicFile::create(path)?.commit(bytes)
}

/// Writes files that belong together: each by way of a temporary name, and none has its final one before all are there.
pub fn write_together(files: &[(PathBuf, String)]) -> Result<()> {
    let _whole = put_off();
    let mut open = Vec::new();
    for (path, text) in files {
        let mut file = AtomicFile::create(path)?;
        file.fill(text.as_bytes())?;
        open.push(file);
    }
    open.into_iter().try_for_each(AtomicFile::rename)
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
    fn a_device_or_a_pipe_is_refused_and_stays() {
        use std::os::unix::fs::FileTypeExt;
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        nix::unistd::mkfifo(&pipe, nix::sys::stat::Mode::S_IRWXU).unwrap();
        for refused in [prepare(&pipe), write_atomically(&pipe, b"x")] {
            let refused = refused.unwrap_err().to_string();
            assert!(
                refused.contains("is a device or a pipe, expected a file"),
                "{refused}"
            );
        }
        assert!(pipe.metadata().unwrap().file_type().is_fifo());
    }

    #[test]
    fn the_temporary_name_is_not_in_the_reason() {
        let error = unwritable(
            Path::new("w"),
            &Error::other("No space at path \"/t/.w.signum-1-x\""),
        );
        assert_eq!(error.to_string(), "w: cannot be written: No space");
    }

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
    fn what_a_dead_process_left_is_removed_and_what_a_living_one_writes_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x");
        let mut child = std::process::Command::new("true").spawn().unwrap();
        let dead = folder.path().join(format!(".x.signum-{}-abc", child.id()));
        child.wait().unwrap();
        std::fs::write(&dead, "half").unwrap();
        let other = folder.path().join(".y.signum-1-abc");
        std::fs::write(&other, "half").unwrap();
        let living = AtomicFile::create(&path).unwrap();
        prepare(&path).unwrap();
        assert!(!dead.exists() && other.exists());
        living.commit(b"whole").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"whole");
    }

    #[test]
    fn one_file_by_two_spellings_is_one_file() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("inner");
        std::fs::create_dir(&inner).unwrap();
        let (plain, detour) = (folder.path().join("x"), inner.join("../x"));
        assert!(same_file(&plain, &detour) && same_file(Path::new("x"), Path::new("./x")));
        assert!(!same_file(&plain, &inner.join("x")) && !same_file(&plain, &folder.path().join("y")));
        std::os::unix::fs::symlink(folder.path(), folder.path().join("link")).unwrap();
        assert!(same_file(&plain, &folder.path().join("link/x")));
    }

    #[test]
    fn a_missing_folder_is_named() {
        let error = write_atomically(Path::new("no/such/folder/x"), b"").unwrap_err();
        assert!(error.to_string().contains("no folder no/such/folder"), "{error}");
    }
}
