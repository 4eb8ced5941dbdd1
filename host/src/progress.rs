//! A progress bar on standard error: only on a terminal, and only once the work has lasted a second.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// Short work shows no bar at all.
const SILENCE: Duration = Duration::from_secs(1);
/// Time between two pictures of a spinner.
const TICK: Duration = Duration::from_millis(150);

/// A bar that stays hidden off a terminal and during the first second.
pub struct Progress {
    bar: ProgressBar,
    start: Instant,
    terminal: bool,
    shown: bool,
}

impl Progress {
    /// A bar over `total` steps of `what` (plural, as in "images").
    pub fn new(total: u64, what: &str) -> Self {
        let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::hidden());
        let template = format!("{{bar:40}} {{pos}}/{{len}} {what}, {{per_sec}}, {{eta}} left {{msg}}");
        if let Ok(style) = ProgressStyle::with_template(&template) {
            bar.set_style(style);
        }
        Progress {
            bar,
            start: Instant::now(),
            terminal: std::io::stderr().is_terminal(),
            shown: false,
        }
    }

    /// Sets the number of steps that there are.
    pub fn total(&mut self, total: u64) {
        self.bar.set_length(total);
    }

    /// Sets the number of steps done.
    pub fn set(&mut self, done: u64) {
        if self.terminal && !self.shown && self.start.elapsed() >= SILENCE {
            self.shown = true;
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.set_position(done);
    }

    /// Sets the text at the end of the bar.
    pub fn say(&mut self, text: String) {
        self.bar.set_message(text);
    }

    /// Runs `print` with the bar out of the way, so that lines on standard output do not mix with it.
    pub fn aside<T>(&mut self, print: impl FnOnce() -> T) -> T {
        self.bar.suspend(print)
    }
}

/// Runs `work`, of which nobody can say how far it is, with a spinner beside it.
pub fn during<T>(what: &'static str, work: impl FnOnce() -> T) -> T {
    if !std::io::stderr().is_terminal() {
        return work();
    }
    let (done, waits) = mpsc::channel::<()>();
    let spinner = std::thread::spawn(move || {
        // The channel closes when the work is over.
        if waits.recv_timeout(SILENCE) == Err(mpsc::RecvTimeoutError::Timeout) {
            let bar = ProgressBar::new_spinner().with_message(what);
            while waits.recv_timeout(TICK) == Err(mpsc::RecvTimeoutError::Timeout) {
                bar.tick();
            }
            bar.finish_and_clear();
        }
    });
    let result = work();
    drop(done);
    // A spinner that failed is no reason to lose the result.
    let _ = spinner.join();
    result
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
