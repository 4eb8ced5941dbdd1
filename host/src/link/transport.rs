//! What carries the bytes of a link.

use std::fs::OpenOptions;
use std::io::{self, IsTerminal};
use std::os::unix::fs::{FileTypeExt, OpenOptionsExt};
use std::path::Path;
use std::time::Duration;

use nix::fcntl::OFlag;
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
    /// [`LinkError::Port`] when there is no such port, or when it is in use; [`LinkError::NoLine`] for anything else.
    pub fn open(path: &Path, baud: u32) -> Result<Self, LinkError> {
        let port = serialport::new(path.to_string_lossy(), baud)
            .data_bits(serialport::DataBits::Eight)
            .parity(serialport::Parity::None)
            .stop_bits(serialport::StopBits::One)
            .flow_control(serialport::FlowControl::None)
            .timeout(Duration::ZERO);
        TTYPort::open(&port)
            .map(Serial)
            .map_err(|error| match is_line(path) {
                Some(false) => LinkError::NoLine,
                _ => LinkError::Port(error.into()),
            })
    }

    fn set_timeout(&mut self, timeout: Duration) -> io::Result<()> {
        self.0.set_timeout(timeout).map_err(io::Error::from)
    }
}

/// Whether there is a terminal at `path`; none when the system does not let it be opened.
fn is_line(path: &Path) -> Option<bool> {
    if !path.metadata().ok()?.file_type().is_char_device() {
        return Some(false);
    }
    let flags = (OFlag::O_NOCTTY | OFlag::O_NONBLOCK).bits();
    let mut options = OpenOptions::new();
    let file = options.read(true).write(true).custom_flags(flags).open(path);
    Some(file.ok()?.is_terminal())
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
