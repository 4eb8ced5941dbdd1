//! How often the nets of a unit change, from a dump of its simulation.

use crate::vcd::{self, Change, VcdError};
use std::collections::HashMap;
use std::path::Path;

/// What a net did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Toggles {
    /// Changes between 0 and 1; an unknown value between does not count.
    pub toggles: u64,
    /// Picoseconds at 1.
    pub high_ps: u64,
    /// Picoseconds unknown or not driven.
    pub unknown_ps: u64,
}

/// What all nets of a unit did in a span of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Activity {
    /// From here, in picoseconds; a change at this very time belongs to the time before.
    pub start_ps: u64,
    /// To here; a change at this very time still counts.
    pub end_ps: u64,
    /// By the net's name, `name` or `name[index]`.
    pub nets: HashMap<String, Toggles>,
}

/// A net while the dump is read.
#[derive(Clone, Copy, Default)]
struct Track {
    seen: Toggles,
    value: Option<bool>,
    last: Option<bool>,
    since: u64,
}

impl Track {
    fn account(&mut self, start: u64, end: u64, now: u64) {
        let lasted = now.clamp(start, end) - self.since.clamp(start, end);
        match self.value {
            Some(true) => self.seen.high_ps += lasted,
            Some(false) => {}
            None => self.seen.unknown_ps += lasted,
        }
        self.since = now;
    }

    fn change(&mut self, start: u64, end: u64, change: Change) {
        self.account(start, end, change.time);
        self.value = change.value;
        if let Some(value) = change.value {
            let counts = change.time > start && change.time <= end;
            self.seen.toggles += u64::from(counts && self.last.is_some_and(|last| last != value));
            self.last = Some(value);
        }
    }
}

impl Activity {
    /// Counts the changes of the nets directly in `scope` of the dump, after `start_ps` and up to `end_ps`.
    ///
    /// # Errors
    /// A dump that cannot be read.
    pub fn read(path: &Path, scope: &[&str], start_ps: u64, end_ps: u64) -> Result<Activity, VcdError> {
        let mut tracks: Vec<Track> = Vec::new();
        let names = vcd::read(path, scope, |change| {
            if change.net >= tracks.len() {
                tracks.resize(change.net + 1, Track::default());
            }
            tracks[change.net].change(start_ps, end_ps, change);
        })?;
        tracks.resize(names.len(), Track::default());
        let finished = |mut track: Track| {
            track.account(start_ps, end_ps, end_ps.max(track.since));
            track.seen
        };
        let nets = names.into_iter().zip(tracks.into_iter().map(finished)).collect();
        Ok(Activity {
            start_ps,
            end_ps,
            nets,
        })
    }

    /// The length of the span.
    pub fn window_ps(&self) -> u64 {
        self.end_ps - self.start_ps
    }

    /// The same, with no net but `clock` changing: the others as long at 1 as they were.
    pub fn at_rest(&self, clock: &str) -> Activity {
        let mut rest = self.clone();
        for (name, net) in &mut rest.nets {
            if name != clock {
                net.toggles = 0;
            }
        }
        rest
    }

    /// Changes of all nets together.
    pub fn total_toggles(&self) -> u64 {
        self.nets.values().map(|net| net.toggles).sum()
    }

    /// The nets that were unknown at some time of the span, in the order of their names.
    pub fn unknown(&self) -> Vec<&str> {
        let unknown = self.nets.iter().filter(|(_, net)| net.unknown_ps > 0);
        let mut names: Vec<&str> = unknown.map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        names
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    const DUMP: &str = "$timescale 10ps $end
$scope module bench $end
$var reg 1 ! clock $end
$scope module unit $end
$var wire 1 ! clock $end
$var wire 3 \" data [2:0] $end
$var wire 1 # \\odd[7] $end
$scope module inner $end
$var wire 1 $ far $end
$upscope $end
$upscope $end
$upscope $end
$enddefinitions $end
#0
$dumpvars
0!
bx \"
1#
0$
$end
#10
1!
b1 \"
#20
0!
b101 \"
1$
#30
1!
x#
bx10 \"
#40
0!
0#
b0 \"
#50
1!
";

    #[test]
    fn toggles_and_time_at_one_are_those_of_the_window() {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), DUMP).unwrap();
        let activity = Activity::read(file.path(), &["bench", "unit"], 100, 450).unwrap();
        let net = |name: &str| {
            let net = activity.nets[name];
            (net.toggles, net.high_ps, net.unknown_ps)
        };
        assert_eq!(activity.window_ps(), 350);
        // A change at the window's beginning is not its own.
        assert_eq!(net("clock"), (3, 200, 0));
        assert_eq!(net("data[0]"), (1, 200, 0));
        assert_eq!(net("data[1]"), (2, 100, 0));
        // 0 -> 1 -> x -> 0
        assert_eq!(net("data[2]"), (2, 100, 100));
        assert_eq!(net("odd[7]"), (1, 200, 100));
        assert_eq!(activity.nets.len(), 5, "{activity:?}");
        assert_eq!(activity.unknown(), ["data[2]", "odd[7]"]);
        assert_eq!(activity.total_toggles(), 9);
        let whole = Activity::read(file.path(), &["bench", "unit"], 0, 500).unwrap();
        assert_eq!(whole.nets["clock"].toggles, 5);
    }

    #[test]
    fn another_scope_and_a_cut_file_are_named() {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), DUMP).unwrap();
        let error = Activity::read(file.path(), &["bench", "dut"], 0, 1).unwrap_err();
        assert!(error.to_string().ends_with(" has no scope bench.dut"), "{error}");
        fs::write(file.path(), &DUMP[..60]).unwrap();
        assert!(Activity::read(file.path(), &["bench", "unit"], 0, 1).is_err());
    }
}
