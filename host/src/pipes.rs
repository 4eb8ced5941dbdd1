//! Two named pipes with a simulated board behind them: to whoever opens them, the streams of a PCIe card.

use crate::failure::Failure;
use crate::pcie::names;
use nix::errno::Errno;
use nix::libc;
use nix::poll::{poll, PollFd, PollFlags, PollTimeout};
use nix::sys::stat::Mode;
use nix::unistd::mkfifo;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::fs::{FileTypeExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// Bytes of a read or of a board's turn: a block of the board's.
const BLOCK: usize = golden::link::pcie::BLOCK_WORDS as usize * 4;
/// Turns without a word, a core's longest silence, after which the board gets its turns less and less often.
const QUIET_TURNS: u32 = 4_000;
/// Further turns without a word for each millisecond more that the board waits between them.
const TURNS_A_MILLISECOND: u32 = 64;
/// How long an idle board waits for a word at most, in milliseconds, before it gets another turn.
const NAP: u16 = 100;

/// A board with two streams of words.
pub trait StreamBoard {
    /// Words that it has not taken yet.
    fn backlog(&self) -> usize;
    /// Lets some time pass: the board takes `words` behind those that wait, and gives at most `room` words. True when a
    /// word was under way or waits.
    fn turn(&mut self, words: &[u32], room: usize, given: &mut Vec<u32>) -> bool;
}

/// Two pipes under names of the user's; the names go away with them.
pub struct Pipes {
    to_board: File,
    /// Open for reading as well, so that what a client leaves behind stays, as in a card.
    from_board: File,
    made: Vec<PathBuf>,
}

impl Pipes {
    /// Makes `PREFIX_h2c_0` and `PREFIX_c2h_0`. Pipes of a board that was killed are replaced.
    ///
    /// # Errors
    /// [`Failure::Input`] when something is at one of them, or nothing can be made there.
    pub fn create(prefix: &Path) -> Result<Pipes, Failure> {
        let paths = names(prefix);
        if left_behind(&paths) {
            for path in &paths {
                let _ = std::fs::remove_file(path);
            }
        }
        let refused = |path: &Path, problem: io::Error| {
            Failure::input(format!(
                "--pcie {}: {} cannot be made: {problem}; expected a path where nothing is yet",
                prefix.display(),
                path.display()
            ))
        };
        let mut made = Made(Vec::new());
        for path in &paths {
            mkfifo(path, Mode::S_IRUSR | Mode::S_IWUSR).map_err(|errno| refused(path, errno.into()))?;
            made.0.push(path.clone());
        }
        let mut options = OpenOptions::new();
        let options = options.read(true).custom_flags(libc::O_NONBLOCK);
        let to_board = options.open(&paths[0]).map_err(|e| refused(&paths[0], e))?;
        let options = options.write(true);
        let from_board = options.open(&paths[1]).map_err(|e| refused(&paths[1], e))?;
        Ok(Pipes {
            to_board,
            from_board,
            made: std::mem::take(&mut made.0),
        })
    }

    /// Serves `board` until there is something to read at `stop`.
    ///
    /// # Errors
    /// [`Failure::Work`] when a pipe breaks.
    pub fn serve(&mut self, board: &mut dyn StreamBoard, stop: BorrowedFd) -> Result<(), Failure> {
        let broken = |e: io::Error| Failure::work(format!("the pipes of the board failed: {e}"));
        let mut buffer = vec![0; BLOCK];
        // Bytes of a word that is not whole yet.
        let mut begun: Vec<u8> = Vec::new();
        let (mut words, mut given) = (Vec::new(), Vec::new());
        let mut output: Vec<u8> = Vec::new();
        let (mut quiet, mut deserted) = (0u32, true);
        loop {
            let drowsy = quiet.saturating_sub(QUIET_TURNS) / TURNS_A_MILLISECOND;
            let nap = u16::try_from(drowsy).unwrap_or(NAP).min(NAP);
            // A pipe that nobody writes is always ready, to say so.
            let reads = board.backlog() < BLOCK / 4;
            if self
                .wait(stop, nap, reads && !deserted, !output.is_empty())
                .map_err(broken)?
            {
                return Ok(());
            }
            if reads {
                match self.to_board.read(&mut buffer) {
                    // The client has left: what is no whole word ends with its transfer.
                    Ok(0) => {
                        begun.clear();
                        deserted = true;
                    }
                    Ok(count) => {
                        deserted = false;
                        begun.extend_from_slice(&buffer[..count]);
                        let (whole, _) = begun.as_chunks::<4>();
                        words.extend(whole.iter().map(|bytes| u32::from_le_bytes(*bytes)));
                        begun.drain(..begun.len() / 4 * 4);
                    }
                    Err(e) if is_pause(&e) => deserted = false,
                    Err(e) => return Err(broken(e)),
                }
            }
            let moved = board.turn(&words, (BLOCK - output.len().min(BLOCK)) / 4, &mut given);
            quiet = match moved || !words.is_empty() {
                true => 0,
                false => quiet.saturating_add(1),
            };
            words.clear();
            output.extend(given.drain(..).flat_map(u32::to_le_bytes));
            if !output.is_empty() {
                match self.from_board.write(&output) {
                    Ok(count) => drop(output.drain(..count)),
                    Err(e) if is_pause(&e) => {}
                    Err(e) => return Err(broken(e)),
                }
            }
        }
    }

    /// Waits up to `nap` milliseconds for a word or for room; true when it is time to stop.
    fn wait(&self, stop: BorrowedFd, nap: u16, reads: bool, writes: bool) -> io::Result<bool> {
        let wanted = |flag, wanted: bool| if wanted { flag } else { PollFlags::empty() };
        let mut fds = vec![
            PollFd::new(stop, PollFlags::POLLIN),
            PollFd::new(self.from_board.as_fd(), wanted(PollFlags::POLLOUT, writes)),
        ];
        if reads {
            fds.push(PollFd::new(self.to_board.as_fd(), PollFlags::POLLIN));
        }
        match poll(&mut fds, PollTimeout::from(nap)) {
            Ok(_) | Err(Errno::EINTR) => Ok(fds[0].any().unwrap_or(false)),
            Err(e) => Err(e.into()),
        }
    }
}

/// Whether both are pipes, or not there at all, and no board reads the first.
fn left_behind(paths: &[PathBuf; 2]) -> bool {
    let is_pipe = |path: &PathBuf| match path.symlink_metadata() {
        Ok(found) => found.file_type().is_fifo(),
        Err(e) => e.kind() == io::ErrorKind::NotFound,
    };
    let mut options = OpenOptions::new();
    let options = options.write(true).custom_flags(libc::O_NONBLOCK);
    let unread =
        |e: io::Error| e.raw_os_error() == Some(Errno::ENXIO as i32) || e.kind() == io::ErrorKind::NotFound;
    paths.iter().all(is_pipe) && options.open(&paths[0]).is_err_and(unread)
}

/// Whether nothing is wrong: there was nothing to move yet.
fn is_pause(problem: &io::Error) -> bool {
    matches!(
        problem.kind(),
        io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted
    )
}

/// Names that go away unless all could be made.
struct Made(Vec<PathBuf>);

impl Drop for Made {
    fn drop(&mut self) {
        for path in &self.0 {
            // Best effort: pipes that stay are replaced by the next board.
            let _ = std::fs::remove_file(path);
        }
    }
}

impl Drop for Pipes {
    fn drop(&mut self) {
        drop(Made(std::mem::take(&mut self.made)));
    }
}
