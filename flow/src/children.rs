//! The processes under way: each in a group of its own, so that what it starts dies with it.
//!
//! A program that is told to stop calls [`interrupt`] before it ends. A program that is killed takes the processes that it
//! started itself along by the kernel's hand (Linux: the signal at a parent's death).

use nix::sys::signal::{killpg, Signal};
use nix::unistd::Pid;
use std::io::Result;
use std::os::unix::process::CommandExt;
use std::process::{Command, ExitStatus};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

struct Children {
    stopped: bool,
    groups: Vec<Pid>,
    /// As many may run at once.
    most: usize,
}

static CHILDREN: Mutex<Children> = Mutex::new(Children {
    stopped: false,
    groups: Vec::new(),
    most: usize::MAX,
});

/// Told when a process has ended, and when the program is to stop.
static ENDED: Condvar = Condvar::new();

fn children() -> MutexGuard<'static, Children> {
    // A thread that panicked in here left a list that is still one.
    CHILDREN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Ends all processes under way with everything they started, and lets no new one begin.
pub fn interrupt() {
    let mut children = children();
    children.stopped = true;
    for &group in &children.groups {
        // One that has just ended is what was wanted.
        let _ = killpg(group, Signal::SIGKILL);
    }
    ENDED.notify_all();
}

/// From now on no more than `most` processes run at once; others wait for their turn.
pub fn at_once(most: usize) {
    children().most = most.max(1);
}

/// Whether [`interrupt`] was called.
pub fn interrupted() -> bool {
    children().stopped
}

/// Runs `command` in a process group of its own to its end; `None` when the program was interrupted before or meanwhile.
pub(crate) fn run(command: &mut Command) -> Result<Option<ExitStatus>> {
    command.process_group(0);
    die_with_parent(command);
    let mut child = {
        let waits = |children: &mut Children| !children.stopped && children.groups.len() >= children.most;
        let turn = ENDED.wait_while(children(), waits);
        let mut children = turn.unwrap_or_else(PoisonError::into_inner);
        if children.stopped {
            return Ok(None);
        }
        let child = command.spawn()?;
        children.groups.push(group_of(child.id()));
        child
    };
    let status = child.wait();
    let mut children = children();
    // The group's number may be another's from now on.
    children.groups.retain(|&group| group != group_of(child.id()));
    ENDED.notify_one();
    if children.stopped {
        return Ok(None);
    }
    status.map(Some)
}

fn group_of(id: u32) -> Pid {
    // Process numbers of the kernel fit 22 bits.
    Pid::from_raw(i32::try_from(id).unwrap_or(i32::MAX))
}

#[cfg(target_os = "linux")]
fn die_with_parent(command: &mut Command) {
    let request = || nix::sys::prctl::set_pdeathsig(Signal::SIGKILL).map_err(std::io::Error::from);
    // SAFETY: between fork and exec only async-signal-safe calls are allowed; this one system call is.
    unsafe {
        command.pre_exec(request);
    }
}

#[cfg(not(target_os = "linux"))]
fn die_with_parent(_: &mut Command) {}
