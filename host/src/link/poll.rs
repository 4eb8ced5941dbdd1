//! Polls: how a client finds out what has become of its packets.

use std::time::{Duration, Instant};

use super::LinkError;

/// Time without anything moving until the first poll.
const AFTER: Duration = Duration::from_millis(250);
/// Time between polls at most: it doubles from one to the next.
const LATEST: Duration = Duration::from_secs(2);
/// Polls without an answer after which the board counts as gone.
const UNANSWERED: u32 = 8;

/// The poll that is under way, and when the next one is due.
#[derive(Debug)]
pub struct Poll {
    tag: u8,
    /// While the answer is out: the number of the first packet that was not sent before the poll.
    limit: Option<u8>,
    unanswered: u32,
    interval: Duration,
    due: Instant,
}

impl Poll {
    /// No poll yet, towards a board that was just reset and carries tag 0.
    pub fn new() -> Self {
        Poll {
            tag: 0,
            limit: None,
            unanswered: 0,
            interval: AFTER,
            due: Instant::now() + AFTER,
        }
    }

    /// Time until the next poll is due.
    pub fn wait(&self) -> Duration {
        self.due.saturating_duration_since(Instant::now())
    }

    /// Something has moved: nothing is due for a while.
    pub fn moved(&mut self) {
        self.unanswered = 0;
        self.interval = AFTER;
        self.due = Instant::now() + AFTER;
    }

    /// Bytes are going out: until they are gone nothing is overdue.
    pub fn sending(&mut self) {
        self.due = self.due.max(Instant::now() + self.interval);
    }

    /// There is something that only a poll can tell.
    pub fn hurry(&mut self) {
        if self.limit.is_none() {
            self.due = Instant::now();
        }
    }

    /// The tag of the poll that is to be sent now, if one is, and whether nothing has moved since the poll before it; `limit`
    /// is the number of the first packet not sent yet.
    ///
    /// # Errors
    /// [`LinkError::Gone`] when too many in a row came to nothing.
    pub fn next(&mut self, limit: u8) -> Result<Option<(u8, bool)>, LinkError> {
        if !self.wait().is_zero() {
            return Ok(None);
        }
        if self.unanswered >= UNANSWERED {
            return Err(LinkError::Gone(UNANSWERED));
        }
        self.unanswered += 1;
        self.tag = self.tag.wrapping_add(1).max(1);
        self.limit = Some(limit);
        self.due = Instant::now() + self.interval;
        let again = self.interval > AFTER;
        self.interval = (2 * self.interval).min(LATEST);
        Ok(Some((self.tag, again)))
    }

    /// An acknowledgement carries `tag`: the limit of the poll that it answers, if it is the first to answer it.
    pub fn answered(&mut self, tag: u8) -> Option<u8> {
        let limit = self.limit.take_if(|_| tag == self.tag)?;
        // The board is there; it may have nothing to say for long.
        self.unanswered = 0;
        Some(limit)
    }

    /// The answer showed a loss: the next poll need not wait long.
    pub fn lost(&mut self) {
        self.interval = AFTER;
    }
}
