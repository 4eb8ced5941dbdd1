//! Ctrl-C: the process ends as by default, but between two files, not in one.

use nix::sys::signal::{raise, SigSet, Signal};
use std::io::Write;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Held while a file is written.
static WRITING: Mutex<()> = Mutex::new(());

/// Puts off SIGINT, SIGTERM and SIGHUP until the guard is dropped, if [`after_files`] was called.
pub fn put_off() -> MutexGuard<'static, ()> {
    // Whoever panicked with the guard has lost nothing that it protects.
    WRITING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// From now on SIGINT, SIGTERM and SIGHUP wait for the file that is being written; then they do what they would have
/// done, so that who started the process sees that it ended by a signal, or nothing where they are ignored. Tools under
/// way are ended first.
///
/// To be called while the process has one thread: others inherit what it blocks. Where the system refuses, signals end
/// the process at once, as ever.
pub fn after_files() {
    let signals: SigSet = [Signal::SIGINT, Signal::SIGTERM, Signal::SIGHUP]
        .into_iter()
        .collect();
    if signals.thread_block().is_err() {
        return;
    }
    let waiter = std::thread::Builder::new().spawn(move || {
        while let Ok(signal) = signals.wait() {
            let ends = !ignored(signal);
            if ends {
                flow::interrupt();
            }
            let _between_files = put_off();
            if ends {
                let words = format!("\nsignum: stopped by {signal}; files that are there are whole\n");
                // Whoever closed standard error does not want to know. The bar before it has no line's end.
                let _ = std::io::stderr().write_all(words.as_bytes());
            }
            // To this thread alone: it ends the process, unless it is ignored.
            let _ = signals.thread_unblock();
            let _ = raise(signal);
            let _ = signals.thread_block();
        }
    });
    if waiter.is_err() {
        let _ = signals.thread_unblock();
    }
}

/// Whether the process ignores `signal` (`nohup`), as Linux tells; elsewhere it is taken to end the process.
fn ignored(signal: Signal) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    mask.is_some_and(|mask| mask >> (signal as u32 - 1) & 1 == 1)
}
