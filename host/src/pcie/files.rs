//! The two files of a card, opened for this process alone.

use std::ffi::OsString;
use std::fs::{File, FileType, OpenOptions};
use std::io;
use std::os::unix::fs::{FileTypeExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use nix::errno::Errno;
use nix::fcntl::{Flock, FlockArg};
use nix::libc;

use super::PcieError;

/// The names that the XDMA driver gives its first channels: `PREFIX_h2c_0` to the card, `PREFIX_c2h_0` from it.
pub fn names(prefix: &Path) -> [PathBuf; 2] {
    ["_h2c_0", "_c2h_0"].map(|suffix| {
        let mut name = OsString::from(prefix);
        name.push(suffix);
        name.into()
    })
}

/// Open streams of a card.
pub struct Files {
    /// To the card; the lock on it is what keeps others away.
    pub to_card: Flock<File>,
    /// From the card.
    pub from_card: File,
    /// Whether they are pipes, whose other end can be closed.
    pub pipes: bool,
}

impl Files {
    /// Opens both, without waiting for anybody.
    ///
    /// # Errors
    /// [`PcieError::Open`], [`PcieError::NoStream`], [`PcieError::Unserved`], [`PcieError::Taken`].
    pub fn open(prefix: &Path) -> Result<Files, PcieError> {
        let [to, from] = names(prefix);
        let pipes = is_pipe(&to)? & is_pipe(&from)?;
        let to_card = OpenOptions::new()
            .write(true)
            .custom_flags(libc::O_NONBLOCK)
            .open(&to)
            .map_err(|problem| refused(&to, problem))?;
        let to_card = Flock::lock(to_card, FlockArg::LockExclusiveNonblock)
            .map_err(|(_, errno)| refused(&to, errno.into()))?;
        let mut options = OpenOptions::new();
        match pipes {
            true => options.read(true).custom_flags(libc::O_NONBLOCK),
            // To the XDMA driver this flag says that a read is to end where a block does; of a device nothing is cut.
            false => options.read(true).write(true).custom_flags(libc::O_TRUNC),
        };
        let from_card = options.open(&from).map_err(|problem| refused(&from, problem))?;
        Ok(Files {
            to_card,
            from_card,
            pipes,
        })
    }
}

/// Whether there is a pipe; an error where there is neither a pipe nor a character device.
fn is_pipe(path: &Path) -> Result<bool, PcieError> {
    let found = path.metadata().map_err(|problem| refused(path, problem))?;
    let kind: FileType = found.file_type();
    match kind.is_fifo() || kind.is_char_device() {
        true => Ok(kind.is_fifo()),
        false => Err(PcieError::NoStream(path.to_owned())),
    }
}

fn refused(path: &Path, problem: io::Error) -> PcieError {
    let path = path.to_owned();
    match problem.raw_os_error().map(Errno::from_raw) {
        Some(Errno::EBUSY | Errno::EWOULDBLOCK) => PcieError::Taken(path),
        Some(Errno::ENXIO) if path.metadata().is_ok_and(|found| found.file_type().is_fifo()) => {
            PcieError::Unserved(path)
        }
        _ => PcieError::Open { path, problem },
    }
}
