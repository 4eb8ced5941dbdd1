//! The two threads that keep a card's streams moving.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::AsFd;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::Builder;
use std::time::{Duration, Instant};

use nix::errno::Errno;
use nix::poll::{poll, PollFd, PollFlags, PollTimeout};

use super::files::Files;
use super::PcieError;

/// Bytes of a read: a block of the board's. The driver is known to miscount reads of more than one of its transfers
/// (Xilinx/dma_ip_drivers #91), and 16 pages are one.
const READ: usize = golden::link::pcie::BLOCK_WORDS as usize * 4;
/// Bytes of a write at most.
const WRITE: usize = 1 << 18;
/// Bytes that wait to be written before a sender waits.
const AHEAD: usize = 1 << 20;
/// Bytes that were read and nobody asked for, from which on no more is read: all memories of any core and more, so that
/// a core never waits for a host that is still asking.
const READ_AHEAD: usize = 1 << 24;
/// How often a thread looks whether it is still wanted, in milliseconds.
const LOOK: u16 = 50;
/// How long the end waits for threads that are inside the driver.
const PARTING: Duration = Duration::from_millis(500);
/// What the XDMA driver returns from a read in which nothing came for its own 10 seconds (ERESTARTSYS).
const DRIVER_TIMEOUT: i32 = 512;

/// What the threads and their user share.
#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    /// Something has changed.
    news: Condvar,
}

#[derive(Default)]
struct State {
    to_card: Vec<u8>,
    from_card: VecDeque<Vec<u8>>,
    /// Bytes in `from_card`.
    arrived: usize,
    /// Threads that run.
    threads: usize,
    ends: bool,
    failed: Option<PcieError>,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        // Whoever panicked holding it has left nothing half done: all changes are single steps.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for news, at most for `time`.
    fn wait<'a>(&self, state: MutexGuard<'a, State>, time: Duration) -> MutexGuard<'a, State> {
        let waited = self.news.wait_timeout(state, time);
        waited.unwrap_or_else(PoisonError::into_inner).0
    }
}

/// A card's streams: bytes to it are joined while the last ones are being written, bytes from it are read ahead.
pub struct Streams(Arc<Shared>);

impl Streams {
    /// Starts both threads.
    ///
    /// # Errors
    /// [`PcieError::Io`] when the system has no thread.
    pub fn start(files: Files) -> Result<Streams, PcieError> {
        let streams = Streams(Arc::default());
        let Files {
            to_card,
            from_card,
            pipes,
        } = files;
        streams.thread("pcie-write", move |shared| write(shared, &to_card))?;
        streams.thread("pcie-read", move |shared| read(shared, &from_card, pipes))?;
        Ok(streams)
    }

    fn thread(
        &self,
        name: &str,
        work: impl FnOnce(&Shared) -> Result<(), PcieError> + Send + 'static,
    ) -> Result<(), PcieError> {
        let shared = self.0.clone();
        self.0.lock().threads += 1;
        let run = move || {
            let end = work(&shared);
            let mut state = shared.lock();
            state.threads -= 1;
            if let Err(error) = end {
                state.failed.get_or_insert(error);
            }
            shared.news.notify_all();
        };
        match Builder::new().name(name.to_owned()).spawn(run) {
            Ok(_) => Ok(()),
            Err(problem) => {
                self.0.lock().threads -= 1;
                let what = "no thread for the card";
                Err(PcieError::Io { what, problem })
            }
        }
    }

    /// Hands over bytes; waits while too many others wait.
    ///
    /// # Errors
    /// [`PcieError::Deadline`]; whatever has failed before.
    pub fn send(&self, bytes: &[u8], deadline: Duration) -> Result<(), PcieError> {
        let room = |state: &mut State| (state.to_card.len() < AHEAD).then_some(());
        let mut state = self.until(deadline, "sending a packet", room)?.1;
        state.to_card.extend_from_slice(bytes);
        self.0.news.notify_all();
        Ok(())
    }

    /// The bytes of the next read.
    ///
    /// # Errors
    /// [`PcieError::Deadline`]; what has failed, once all that came before it is taken.
    pub fn receive(&self, deadline: Duration) -> Result<Vec<u8>, PcieError> {
        let take = |state: &mut State| {
            let bytes = state.from_card.pop_front()?;
            state.arrived -= bytes.len();
            Some(bytes)
        };
        let bytes = self.until(deadline, "waiting for a packet", take)?.0;
        self.0.news.notify_all();
        Ok(bytes)
    }

    fn until<T>(
        &self,
        deadline: Duration,
        what: &'static str,
        mut done: impl FnMut(&mut State) -> Option<T>,
    ) -> Result<(T, MutexGuard<'_, State>), PcieError> {
        let end = Instant::now() + deadline;
        let mut state = self.0.lock();
        loop {
            if let Some(found) = done(&mut state) {
                return Ok((found, state));
            }
            if let Some(error) = state.failed.take() {
                // The next caller is told that, at least.
                state.failed = Some(PcieError::Closed);
                return Err(error);
            }
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                let after = deadline;
                return Err(PcieError::Deadline { what, after });
            }
            state = self.0.wait(state, left);
        }
    }
}

impl Drop for Streams {
    fn drop(&mut self) {
        let end = Instant::now() + PARTING;
        let mut state = self.0.lock();
        state.ends = true;
        self.0.news.notify_all();
        // One that is inside the driver ends with the process.
        while state.threads > 0 && Instant::now() < end {
            state = self.0.wait(state, end.saturating_duration_since(Instant::now()));
        }
    }
}

/// Waits a while for `file`; devices that cannot say are always ready.
fn ready(file: &File, wanted: PollFlags) -> io::Result<bool> {
    match poll(&mut [PollFd::new(file.as_fd(), wanted)], PollTimeout::from(LOOK)) {
        Ok(count) => Ok(count > 0),
        Err(Errno::EINTR) => Ok(false),
        Err(errno) => Err(errno.into()),
    }
}

/// Whether nothing is wrong: there was nothing to move yet.
fn is_pause(problem: &io::Error) -> bool {
    matches!(
        problem.kind(),
        io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted
    )
}

fn write(shared: &Shared, mut file: &File) -> Result<(), PcieError> {
    let failed = |problem: io::Error| match problem.kind() {
        io::ErrorKind::BrokenPipe => PcieError::Closed,
        _ => PcieError::Io {
            what: "writing to the card",
            problem,
        },
    };
    let mut block = Vec::new();
    loop {
        {
            let mut state = shared.lock();
            while state.to_card.is_empty() && !state.ends && state.failed.is_none() {
                state = shared.wait(state, Duration::from_secs(1));
            }
            // A stream has no end that could come too early: what is not yet written, nobody waits for.
            if state.ends || state.failed.is_some() {
                return Ok(());
            }
            let some = state.to_card.len().min(WRITE);
            block.clear();
            block.extend(state.to_card.drain(..some));
            shared.news.notify_all();
        }
        let mut rest = &block[..];
        while !rest.is_empty() {
            if shared.lock().ends {
                return Ok(());
            }
            if !ready(file, PollFlags::POLLOUT).map_err(failed)? {
                continue;
            }
            match file.write(rest) {
                Ok(count) => rest = rest.get(count..).unwrap_or_default(),
                Err(problem) if is_pause(&problem) => {}
                Err(problem) => return Err(failed(problem)),
            }
        }
    }
}

fn read(shared: &Shared, mut file: &File, pipe: bool) -> Result<(), PcieError> {
    let failed = |problem: io::Error| PcieError::Io {
        what: "reading from the card",
        problem,
    };
    let mut buffer = vec![0; READ];
    loop {
        {
            let mut state = shared.lock();
            while state.arrived >= READ_AHEAD && !state.ends {
                state = shared.wait(state, Duration::from_secs(1));
            }
            if state.ends {
                return Ok(());
            }
        }
        if !ready(file, PollFlags::POLLIN).map_err(failed)? {
            continue;
        }
        let count = match file.read(&mut buffer) {
            Ok(0) if pipe => return Err(PcieError::Closed),
            Ok(count) => count,
            Err(problem) if is_pause(&problem) || problem.raw_os_error() == Some(DRIVER_TIMEOUT) => 0,
            Err(problem) => return Err(failed(problem)),
        };
        let Some(bytes) = buffer.get(..count) else {
            let problem = io::Error::other(format!("the driver read {count} bytes of {READ}"));
            return Err(failed(problem));
        };
        if bytes.is_empty() {
            // A device that has nothing and does not wait either.
            std::thread::sleep(Duration::from_millis(1));
            continue;
        }
        let mut state = shared.lock();
        state.arrived += bytes.len();
        state.from_card.push_back(bytes.to_vec());
        shared.news.notify_all();
    }
}
