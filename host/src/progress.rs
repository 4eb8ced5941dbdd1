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

/// A spinner beside work of which nobody can say how far it is; only on a terminal, and after a second.
pub struct Spinner {
    bar: ProgressBar,
    done: Option<mpsc::Sender<()>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Spinner {
    /// A spinner that turns until it is dropped.
    pub fn new() -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        let style = ProgressStyle::with_template("{spinner} {msg}, {elapsed}");
        if let Ok(style) = style {
            bar.set_style(style);
        }
        if !std::io::stderr().is_terminal() {
            return Spinner {
                bar,
                done: None,
                thread: None,
            };
        }
        let (done, waits) = mpsc::channel::<()>();
        let turning = bar.clone();
        let thread = std::thread::spawn(move || {
            // The channel closes when the work is over.
            if waits.recv_timeout(SILENCE) == Err(mpsc::RecvTimeoutError::Timeout) {
                turning.set_draw_target(ProgressDrawTarget::stderr());
                while waits.recv_timeout(TICK) == Err(mpsc::RecvTimeoutError::Timeout) {
                    turning.tick();
                }
            }
        });
        Spinner {
            bar,
            done: Some(done),
            thread: Some(thread),
        }
    }

    /// What is being done from now on.
    pub fn say(&self, what: &'static str) {
        self.bar.set_message(what);
    }
}

impl Default for Spinner {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Spinner {
    fn drop(&mut self) {
        drop(self.done.take());
        if let Some(thread) = self.thread.take() {
            // A spinner that failed is no reason to lose the result.
            let _ = thread.join();
        }
        self.bar.finish_and_clear();
    }
}

/// Runs `work` with a spinner beside it.
pub fn during<T>(what: &'static str, work: impl FnOnce() -> T) -> T {
    let spinner = Spinner::new();
    spinner.say(what);
    let result = work();
    drop(spinner);
    result
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
