//! What the link has seen.

use golden::link::COUNTERS;

/// The counters of the board's link, by the names of [`COUNTERS`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardCounters(pub [u32; COUNTERS.len()]);

impl BoardCounters {
    /// The counter of this name, or `None`.
    pub fn get(&self, name: &str) -> Option<u32> {
        COUNTERS
            .iter()
            .position(|counter| *counter == name)
            .map(|index| self.0[index])
    }

    /// What was counted since `before`.
    pub fn since(&self, before: &Self) -> Self {
        let mut difference = self.clone();
        for (now, then) in difference.0.iter_mut().zip(before.0) {
            *now = now.wrapping_sub(then);
        }
        difference
    }
}

/// What this end of the link has counted since it was opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HostCounters {
    /// Frames that were right.
    pub good: u64,
    /// Frames that were not.
    pub bad: u64,
    /// Packets that had come before.
    pub duplicates: u64,
    /// Packets ahead of the expected one.
    pub gaps: u64,
    /// Packets sent again.
    pub retransmitted: u64,
    /// Polls sent.
    pub polls: u64,
}
