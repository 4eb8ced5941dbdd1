//! What goes on while a link waits: frames out, frames in.

use std::time::Duration;

use golden::link::{
    Header, ANSWER, ANSWER_UNKNOWN, CHANNEL_ACKNOWLEDGE, CHANNEL_CONTROL, CHANNEL_CORE, FLAG_POLL,
    FLAG_REPEAT,
};

use super::frame::{self, Received};
use super::receiver::Arrival;
use super::{Link, LinkError, REQUEST_AGAIN};

/// Bytes handed to the transport ahead of the line: no more, so that acknowledgements are not stuck behind them.
pub(super) const AHEAD: usize = 1500;
/// Wait for a transport that takes no bytes at the moment.
const FULL: Duration = Duration::from_millis(1);

impl Link {
    /// Sends what may be sent, receives what has come; waits at most `patience` when there is neither.
    pub(super) fn turn(&mut self, patience: Duration) -> Result<(), LinkError> {
        self.fill_output()?;
        let written = self.write_output()?;
        let wait = match (self.output.is_empty(), written, self.open) {
            (false, 0, _) => FULL,
            (false, ..) => Duration::ZERO,
            (true, _, true) => self.poll.wait(),
            (true, _, false) => REQUEST_AGAIN,
        };
        let mut buffer = [0; 4096];
        let count = self
            .transport
            .read(&mut buffer, wait.min(patience))
            .map_err(LinkError::Io)?;
        for byte in &buffer[..count] {
            if let Some(received) = self.decoder.byte(*byte) {
                self.take(received)?;
            }
        }
        if self.open && self.receiver.has_news() {
            // At once: a caller may not come back for a while.
            self.fill_output()?;
            self.write_output()?;
        }
        Ok(())
    }

    /// Gives the transport what it takes; how much that was.
    fn write_output(&mut self) -> Result<usize, LinkError> {
        if self.output.is_empty() {
            return Ok(0);
        }
        let bytes = self.output.make_contiguous();
        let written = self.transport.write(bytes).map_err(LinkError::Io)?;
        self.output.drain(..written);
        if written > 0 {
            self.poll.sending();
        }
        Ok(written)
    }

    /// Puts frames into the output: an acknowledgement, a poll when one is due, packets.
    fn fill_output(&mut self) -> Result<(), LinkError> {
        if !self.open {
            return Ok(());
        }
        let bare = Header {
            channel: CHANNEL_ACKNOWLEDGE,
            acknowledge: self.receiver.expected(),
            ..Header::default()
        };
        if let Some(repeat) = self.receiver.news() {
            let flags = if repeat { FLAG_REPEAT } else { 0 };
            self.output.extend(frame::encode(Header { flags, ..bare }, &[]));
        }
        if self.output.is_empty() {
            if let Some((tag, again)) = self.poll.next(self.sender.next_new())? {
                self.counters.polls += 1;
                // A packet of the board's may be lost together with the news of it, and its own clock be slow.
                let repeat = if again { FLAG_REPEAT } else { 0 };
                let header = Header {
                    sequence: tag,
                    flags: FLAG_POLL | repeat,
                    ..bare
                };
                // The zero ends a frame whose own was lost.
                self.output.push_back(0);
                self.output.extend(frame::encode(header, &[]));
            }
        }
        while self.output.len() < AHEAD {
            let Some((sequence, payload)) = self.sender.next() else {
                break;
            };
            let header = Header {
                channel: CHANNEL_CORE,
                sequence,
                ..bare
            };
            self.output.extend(frame::encode(header, payload));
        }
        Ok(())
    }

    /// Takes what the decoder found.
    fn take(&mut self, received: Received) -> Result<(), LinkError> {
        let (header, payload) = match received {
            Received::Frame { header, payload } => (header, payload),
            Received::Foreign(version) => {
                self.foreign = Some(version);
                self.counters.bad += 1;
                return Ok(());
            }
            Received::Bad => {
                self.counters.bad += 1;
                if self.open {
                    self.receiver.miss();
                }
                return Ok(());
            }
        };
        let words = frame::words(&payload);
        match (header.channel, words) {
            (CHANNEL_CONTROL, Some(words)) => {
                self.counters.good += 1;
                if header.sequence == self.tag && self.answers(&words) {
                    self.answer = Some(words);
                }
            }
            // What was on its way to an earlier client.
            (CHANNEL_CORE | CHANNEL_ACKNOWLEDGE, Some(_)) if !self.open => self.counters.good += 1,
            (CHANNEL_CORE, Some(words)) if !words.is_empty() => {
                self.counters.good += 1;
                self.acknowledged(header)?;
                match self.receiver.take(header.sequence, words) {
                    Arrival::New => self.poll.moved(),
                    Arrival::Duplicate => self.counters.duplicates += 1,
                    Arrival::Gap => self.counters.gaps += 1,
                }
            }
            (CHANNEL_ACKNOWLEDGE, Some(words)) if words.is_empty() => {
                self.counters.good += 1;
                self.acknowledged(header)?;
            }
            _ => self.counters.bad += 1,
        }
        Ok(())
    }

    /// These words are an answer to the request that waits, if only that the board does not know it.
    fn answers(&self, words: &[u32]) -> bool {
        let kind = words.first().map(|word| word.to_le_bytes());
        kind.is_some_and(|[kind, request, ..]| {
            kind == ANSWER | self.request || (kind == ANSWER_UNKNOWN && request == self.request)
        })
    }

    /// What the board says of the packets sent to it.
    fn acknowledged(&mut self, header: Header) -> Result<(), LinkError> {
        let repeat = header.flags & FLAG_REPEAT != 0;
        let moved = self
            .sender
            .acknowledge(header.acknowledge, header.credit, repeat)?;
        if moved {
            self.poll.moved();
        } else if repeat && self.sender.in_doubt() {
            self.poll.hurry();
        }
        if header.channel == CHANNEL_ACKNOWLEDGE {
            if let Some(limit) = self.poll.answered(header.sequence) {
                if self.sender.surely(limit)? {
                    self.poll.lost();
                }
            }
        }
        Ok(())
    }
}
