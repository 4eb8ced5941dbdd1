//! What carries the bytes of a link.

use std::fs::{Metadata, OpenOptions};
use std::io::{self, IsTerminal};
use std::os::unix::fs::{FileTypeExt, OpenOptionsExt};
use std::path::Path;
use std::time::Duration;

use nix::errno::Errno;
use nix::fcntl::{Flock, FlockArg, OFlag};
use serialport::{SerialPort, TTYPort};

use super::LinkError;

/// A byte stream each way, without any promise that what is written arrives.
pub trait Transport: Send {
    /// Reads what has come, waiting at most `timeout` for the first byte. 0: nothing came.
    ///
    /// # Errors
    /// When the stream is broken or closed.
    fn read(&mut self, buffer: &mut [u8], timeout: Duration) -> io::Result<usize>;

    /// Writes as many of `bytes` as go at once, maybe none.
    ///
    /// # Errors
    /// When the stream is broken or closed.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize>;
}

/// Speed of a serial board's line unless the user says otherwise. A pseudo-terminal has none.
pub const DEFAULT_BAUD: u32 = 1_000_000;

/// A serial port or a pseudo-terminal, for this program alone.
pub struct Serial(TTYPort);

impl Serial {
    /// Opens the port at `path` with `baud` bits a second, 8N1, without flow control.
    ///
    /// # Errors
    /// [`LinkError::Port`] when there is no such port; [`LinkError::Forbidden`], [`LinkError::Taken`];
    /// [`LinkError::NoLine`] for anything else than a serial line.
    pub fn open(path: &Path, baud: u32) -> Result<Self, LinkError> {
        let port = serialport::new(path.to_string_lossy(), baud)
            .data_bits(serialport::DataBits::Eight)
            .parity(serialport::Parity::None)
            .stop_bits(serialport::StopBits::One)
            .flow_control(serialport::FlowControl::None)
            .timeout(Duration::ZERO);
        TTYPort::open(&port)
            .map(Serial)
            .map_err(|error| refused(path, error))
    }

    fn set_timeout(&mut self, timeout: Duration) -> io::Result<()> {
        self.0.set_timeout(timeout).map_err(io::Error::from)
    }
}

/// Why the port at `path` could not be opened, of which `error` does not say enough.
fn refused(path: &Path, error: serialport::Error) -> LinkError {
    let is_device = |found: Metadata| found.file_type().is_char_device();
    match path.metadata().map(is_device) {
        Ok(true) => {}
        Ok(false) => return LinkError::NoLine,
        Err(problem) if problem.kind() == io::ErrorKind::PermissionDenied => return LinkError::Forbidden,
        Err(problem) => return LinkError::Port(problem),
    }
    let flags = (OFlag::O_NOCTTY | OFlag::O_NONBLOCK).bits();
    let mut options = OpenOptions::new();
    let file = match options.read(true).write(true).custom_flags(flags).open(path) {
        Ok(file) => file,
        Err(problem) => return unopened(problem),
    };
    if !file.is_terminal() {
        return LinkError::NoLine;
    }
    match Flock::lock(file, FlockArg::LockExclusiveNonblock) {
        Ok(_) => LinkError::Port(error.into()),
        Err((_, errno)) => unopened(errno.into()),
    }
}

/// What the system's refusal to open or to lock a port means.
fn unopened(problem: io::Error) -> LinkError {
    match problem.raw_os_error().map(Errno::from_raw) {
        Some(Errno::EACCES | Errno::EPERM) => LinkError::Forbidden,
        Some(Errno::EBUSY | Errno::EWOULDBLOCK) => LinkError::Taken,
        _ => LinkError::Port(problem),
    }
}

/// Waiting in vain is not an error here.
fn patient(result: io::Result<usize>) -> io::Result<usize> {
    match result {
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted
            ) =>
        {
            Ok(0)
        }
        other => other,
    }
}

impl Transport for Serial {
    fn read(&mut self, buffer: &mut [u8], timeout: Duration) -> io::Result<usize> {
        // The system counts in milliseconds; a wait of none would spin.
        let timeout = if timeout.is_zero() {
            timeout
        } else {
            timeout.max(Duration::from_millis(1))
        };
        self.set_timeout(timeout)?;
        match io::Read::read(&mut self.0, buffer) {
            Ok(0) if !buffer.is_empty() => Err(io::Error::new(
                io::ErrorKind::UnexpectedEof,
                "the other side has hung up",
            )),
            other => patient(other),
        }
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.set_timeout(Duration::ZERO)?;
        patient(io::Write::write(&mut self.0, bytes))
    }
}
