//! A pseudo-terminal with a simulated board behind it: to whoever opens it, a serial port.

use crate::failure::Failure;
use nix::errno::Errno;
use nix::fcntl::{fcntl, open, FcntlArg, OFlag};
use nix::libc;
use nix::poll::{poll, PollFd, PollFlags, PollTimeout};
use nix::pty::openpty;
use nix::sys::signal::{SigSet, Signal};
use nix::sys::signalfd::SignalFd;
use nix::sys::stat::Mode;
use nix::sys::termios::{cfmakeraw, tcgetattr, tcsetattr, SetArg};
use nix::unistd::{read, ttyname, write};
use std::collections::VecDeque;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// Bytes that wait for the board; more stay in the terminal, which then holds up the sender.
const TO_BOARD: usize = 256;
/// Bytes that wait for a client; what comes beyond is lost, as on a serial line that nobody reads.
const TO_CLIENT: usize = 1 << 16;
/// Turns without a byte, a core's longest silence, after which the board gets its turns less and less often.
const QUIET_TURNS: u32 = 200;
/// Further turns without a byte for each millisecond more that the board waits between them.
const TURNS_A_MILLISECOND: u32 = 32;
/// How long an idle board waits for a byte at most, in milliseconds, before it gets another turn.
const NAP: u16 = 100;

/// A board with a serial line.
pub trait SerialBoard {
    /// Lets some time pass: takes bytes from `to_board` as the line does, appends those that came. True when
    /// a byte was under way in either direction.
    fn turn(&mut self, to_board: &mut VecDeque<u8>, from_board: &mut Vec<u8>) -> bool;
}

/// A pseudo-terminal under a name of the user's; the name goes away with it.
pub struct Pty {
    master: OwnedFd,
    /// Kept open, so that a client that leaves does not hang up the line.
    _slave: OwnedFd,
    link: PathBuf,
}

impl Pty {
    /// Makes a pseudo-terminal and a symbolic link `path` to it.
    ///
    /// # Errors
    /// [`Failure::Input`] when something else is at `path`, or nothing can be made there.
    pub fn create(path: &Path) -> Result<Pty, Failure> {
        let system = |e: Errno| Failure::work(format!("no pseudo-terminal from the system: {e}"));
        let pair = openpty(None, None).map_err(system)?;
        let mut settings = tcgetattr(&pair.slave).map_err(system)?;
        cfmakeraw(&mut settings);
        tcsetattr(&pair.slave, SetArg::TCSANOW, &settings).map_err(system)?;
        fcntl(&pair.master, FcntlArg::F_SETFL(OFlag::O_NONBLOCK)).map_err(system)?;
        let name = ttyname(&pair.slave).map_err(system)?;
        if is_left_behind(path, &name) {
            let _ = std::fs::remove_file(path);
        }
        // Says to other boards that one is behind this terminal, for as long as the process lives. Clients know another
        // kind of lock, which they take themselves.
        fcntl(&pair.slave, FcntlArg::F_OFD_SETLK(&whole_file())).map_err(system)?;
        std::os::unix::fs::symlink(&name, path).map_err(|e| {
            Failure::input(format!(
                "--pty {}: cannot be made: {e}; expected a path where nothing is yet",
                path.display()
            ))
        })?;
        Ok(Pty {
            master: pair.master,
            _slave: pair.slave,
            link: path.to_owned(),
        })
    }

    /// Serves `board` until there is something to read at `stop`.
    ///
    /// # Errors
    /// [`Failure::Work`] when the terminal breaks.
    pub fn serve(&self, board: &mut dyn SerialBoard, stop: BorrowedFd) -> Result<(), Failure> {
        let broken = |e: Errno| {
            Failure::work(format!(
                "{}: the pseudo-terminal failed: {e}",
                self.link.display()
            ))
        };
        let mut to_board = VecDeque::new();
        let mut to_client = Vec::new();
        let mut quiet = 0u32;
        loop {
            let drowsy = quiet.saturating_sub(QUIET_TURNS) / TURNS_A_MILLISECOND;
            let nap = u16::try_from(drowsy).unwrap_or(NAP).min(NAP);
            if self
                .wait(stop, nap, to_board.len() < TO_BOARD, !to_client.is_empty())
                .map_err(broken)?
            {
                return Ok(());
            }
            let mut buffer = [0; TO_BOARD];
            let room = TO_BOARD - to_board.len().min(TO_BOARD);
            let taken = count(read(&self.master, &mut buffer[..room])).map_err(broken)?;
            to_board.extend(&buffer[..taken]);
            let moved = board.turn(&mut to_board, &mut to_client);
            let given = count(write(&self.master, &to_client)).map_err(broken)?;
            to_client.drain(..given);
            to_client.truncate(TO_CLIENT);
            quiet = if moved || taken > 0 {
                0
            } else {
                quiet.saturating_add(1)
            };
        }
    }

    /// Waits up to `nap` milliseconds for a byte or for room; true when it is time to stop.
    fn wait(&self, stop: BorrowedFd, nap: u16, reads: bool, writes: bool) -> Result<bool, Errno> {
        let mut wanted = PollFlags::empty();
        wanted.set(PollFlags::POLLIN, reads);
        wanted.set(PollFlags::POLLOUT, writes);
        let mut fds = [
            PollFd::new(self.master.as_fd(), wanted),
            PollFd::new(stop, PollFlags::POLLIN),
        ];
        match poll(&mut fds, PollTimeout::from(nap)) {
            Ok(_) | Err(Errno::EINTR) => Ok(fds[1].any().unwrap_or(false)),
            Err(e) => Err(e),
        }
    }
}

/// Whether `path` is the link of a board that was killed. `fresh` is the terminal that the system has just given to
/// this process: it gives the numbers of dead terminals again, so a dead link may point at a living terminal.
fn is_left_behind(path: &Path, fresh: &Path) -> bool {
    let (Ok(link), Ok(target)) = (path.symlink_metadata(), std::fs::read_link(path)) else {
        return false;
    };
    let Ok(terminal) = path.metadata() else {
        return true;
    };
    if target == fresh {
        return true;
    }
    // A terminal that is younger than the link is another than the one it was made for.
    let younger = (terminal.ctime(), terminal.ctime_nsec()) > (link.mtime(), link.mtime_nsec());
    target.starts_with("/dev/pts") && younger && !has_board(&target)
}

/// Whether a board holds `terminal`. One that cannot be opened counts as held.
fn has_board(terminal: &Path) -> bool {
    let flags = OFlag::O_RDWR | OFlag::O_NOCTTY | OFlag::O_NONBLOCK | OFlag::O_CLOEXEC;
    let mut lock = whole_file();
    let asked =
        open(terminal, flags, Mode::empty()).and_then(|file| fcntl(file, FcntlArg::F_OFD_GETLK(&mut lock)));
    asked.is_err() || lock.l_type != libc::F_UNLCK as libc::c_short
}

/// An exclusive lock on the whole of a file.
fn whole_file() -> libc::flock {
    libc::flock {
        l_type: libc::F_WRLCK as libc::c_short,
        l_whence: libc::SEEK_SET as libc::c_short,
        l_start: 0,
        l_len: 0,
        l_pid: 0,
    }
}

/// The number of bytes moved; none when there is nothing to move yet.
fn count(moved: Result<usize, Errno>) -> Result<usize, Errno> {
    match moved {
        Err(Errno::EAGAIN | Errno::EINTR) => Ok(0),
        other => other,
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        // Best effort: a name that stays points nowhere and is replaced by the next board.
        let _ = std::fs::remove_file(&self.link);
    }
}

/// SIGINT, SIGTERM and SIGHUP as something to wait for, instead of the end of the process.
pub struct StopSignals(SignalFd);

impl StopSignals {
    /// Takes over the three signals.
    ///
    /// # Errors
    /// [`Failure::Work`] when the system refuses.
    pub fn catch() -> Result<Self, Failure> {
        let mut set = SigSet::empty();
        for signal in [Signal::SIGINT, Signal::SIGTERM, Signal::SIGHUP] {
            set.add(signal);
        }
        let caught = set.thread_block().and_then(|()| SignalFd::new(&set));
        caught
            .map(StopSignals)
            .map_err(|e| Failure::work(format!("signals cannot be caught: {e}")))
    }
}

impl AsFd for StopSignals {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.0.as_fd()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read, Write};
    use std::time::Duration;

    /// Sends back every byte, plus one.
    struct Echo;

    impl SerialBoard for Echo {
        fn turn(&mut self, to_board: &mut VecDeque<u8>, from_board: &mut Vec<u8>) -> bool {
            let moved = !to_board.is_empty();
            let some = to_board.len().min(10);
            from_board.extend(to_board.drain(..some).map(|byte| byte.wrapping_add(1)));
            moved
        }
    }

    #[test]
    fn a_serial_port_library_reaches_the_board_byte_for_byte() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("board");
        let pty = Pty::create(&path).unwrap();
        let (stop, mut stopper) = std::os::unix::net::UnixStream::pair().unwrap();
        let served = std::thread::spawn(move || {
            let result = pty.serve(&mut Echo, stop.as_fd());
            result.map_err(|f| f.one_line())
        });
        // Two clients after each other: the line survives a client that leaves.
        for _ in 0..2 {
            let name = path.to_str().unwrap();
            let mut port = serialport::new(name, 115_200)
                .timeout(Duration::from_secs(10))
                .open()
                .unwrap();
            // Every byte value: nothing may be taken for a control character.
            let sent: Vec<u8> = (0..=255).collect();
            for chunk in sent.chunks(8) {
                port.write_all(chunk).unwrap();
                let mut back = vec![0; chunk.len()];
                port.read_exact(&mut back).unwrap();
                assert_eq!(
                    back,
                    chunk.iter().map(|byte| byte.wrapping_add(1)).collect::<Vec<_>>()
                );
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        stopper.write_all(&[1]).unwrap();
        assert_eq!(served.join().unwrap(), Ok(()));
        assert!(!path.is_symlink(), "the name stayed behind");
    }

    #[test]
    fn a_dead_name_is_replaced_and_a_living_file_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("board");
        std::os::unix::fs::symlink("/nowhere/at/all", &path).unwrap();
        drop(Pty::create(&path).unwrap());

        // The number of a dead board's terminal is given again, to the next board or to another program, which then has
        // a terminal that is younger than the link: by 20 ms, more than the resolution of the file system's clock.
        let killed = || {
            let dead = openpty(None, None).unwrap();
            std::os::unix::fs::symlink(ttyname(&dead.slave).unwrap(), &path).unwrap();
            std::thread::sleep(Duration::from_millis(20));
        };
        killed();
        drop(Pty::create(&path).unwrap());
        killed();
        let _other = openpty(None, None).unwrap();
        drop(Pty::create(&path).unwrap());

        // A living board and a living terminal of somebody else keep theirs.
        let board = Pty::create(&path).unwrap();
        assert!(Pty::create(&path).is_err());
        drop(board);
        let other = openpty(None, None).unwrap();
        std::os::unix::fs::symlink(ttyname(&other.slave).unwrap(), &path).unwrap();
        assert!(Pty::create(&path).is_err());
        std::fs::remove_file(&path).unwrap();

        std::fs::write(&path, "mine").unwrap();
        let refusal = Pty::create(&path).err().unwrap().one_line();
        assert!(
            refusal.contains("--pty") && refusal.contains("expected a path"),
            "{refusal}"
        );
        assert_eq!(std::fs::read(&path).unwrap(), b"mine");
    }
}
