//! The host's end of a PCIe card: packets over the two files of its DMA engine, or over two pipes of a simulated board.
//!
//! The protocol is `docs/link.md`, PCIe. PCIe loses nothing, so there are no frames; what there is to do is to find a
//! place in a stream that an earlier client has left anywhere, and to move large blocks. A [`Card`] has two threads:
//! one joins what is sent while the last block is being written, one reads ahead.

mod error;
mod files;
mod streams;

pub use error::PcieError;
pub use files::names;

use std::collections::VecDeque;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::path::Path;
use std::time::{Duration, Instant};

use golden::link::pcie::{self, REQUEST_COUNTERS, REQUEST_HELLO, REQUEST_RESET};
use golden::link::Hello;

use crate::link::{Expected, LinkError};
use files::Files;
use streams::Streams;

/// Time to the answers of the first requests: RESET stops whatever the core is at.
const OPEN_DEADLINE: Duration = Duration::from_secs(10);

/// An open card.
pub struct Card {
    streams: Streams,
    hello: Hello,
    nonce: u64,
    /// Bytes that came and are no whole packet yet.
    bytes: VecDeque<u8>,
    /// Packets of the core that came while something else was waited for.
    packets: VecDeque<Vec<u32>>,
}

impl Card {
    /// Opens `PREFIX_h2c_0` and `PREFIX_c2h_0`, finds a place in the streams, resets the core and compares what the
    /// board says of itself.
    ///
    /// # Errors
    /// [`PcieError`], whichever of the files or of the board is not as `expected`.
    pub fn open(prefix: &Path, expected: &Expected) -> Result<Card, PcieError> {
        let streams = Streams::start(Files::open(prefix)?)?;
        let mut card = Card {
            streams,
            hello: Hello {
                version: 0,
                slots: 0,
                build_hash: 0,
                configuration: String::new(),
            },
            // A random one: what is under way from an earlier client does not have it.
            nonce: RandomState::new().build_hasher().finish(),
            bytes: VecDeque::new(),
            packets: VecDeque::new(),
        };
        let end = Instant::now() + OPEN_DEADLINE;
        let silent = |error| match error {
            PcieError::Deadline { .. } => PcieError::NoAnswer(OPEN_DEADLINE),
            other => other,
        };
        // Ends whatever packet an earlier client was in.
        let fill = [pcie::FILL; pcie::BODY_WORDS].map(u32::to_le_bytes);
        card.streams.send(fill.as_flattened(), OPEN_DEADLINE)?;
        let reset = card.ask(REQUEST_RESET, OPEN_DEADLINE)?;
        let greeting = card.ask(REQUEST_HELLO, OPEN_DEADLINE)?;
        let version = card.find(reset, end).map_err(silent)?;
        if version != pcie::VERSION {
            return Err(LinkError::Version {
                board: version,
                program: pcie::VERSION,
            }
            .into());
        }
        let answer = card.answer(REQUEST_HELLO, greeting, end).map_err(silent)?;
        card.hello = pcie::hello(&answer).ok_or(LinkError::Answer {
            request: REQUEST_HELLO,
            answer,
        })?;
        expected.check(&card.hello, pcie::VERSION)?;
        card.packets.clear();
        Ok(card)
    }

    /// What the board said of itself.
    pub fn hello(&self) -> &Hello {
        &self.hello
    }

    /// The port's counters, in the order of [`golden::link::pcie::COUNTERS`].
    ///
    /// # Errors
    /// [`PcieError::Deadline`], and whatever the streams fail with.
    pub fn counters(&mut self, deadline: Duration) -> Result<[u32; pcie::COUNTERS.len()], PcieError> {
        let end = Instant::now() + deadline;
        let nonce = self.ask(REQUEST_COUNTERS, deadline)?;
        let answer = self.answer(REQUEST_COUNTERS, nonce, end)?;
        let counters = answer
            .get(1 + pcie::NONCE_WORDS..)
            .and_then(|words| words.try_into().ok());
        let request = REQUEST_COUNTERS;
        counters.ok_or_else(|| LinkError::Answer { request, answer }.into())
    }

    /// Sends one packet to the core: it is written as soon as the card takes what was sent before.
    ///
    /// # Errors
    /// [`PcieError::Packet`]; [`PcieError::Deadline`] when there is no room for so long; a failure of either stream.
    pub fn send(&mut self, packet: &[u32], deadline: Duration) -> Result<(), PcieError> {
        let head = packet.first().copied().unwrap_or(0);
        let said = 1 + (head & 0xFFFF) as usize;
        if packet.len() != said || said > golden::link::PACKET_WORDS || (head >> 24) as u8 >= pcie::OWN {
            return Err(PcieError::Packet(packet.len(), head));
        }
        let bytes: Vec<u8> = packet.iter().flat_map(|word| word.to_le_bytes()).collect();
        self.streams.send(&bytes, deadline)
    }

    /// The next packet from the core.
    ///
    /// # Errors
    /// [`PcieError::Deadline`] when none comes within `deadline`; [`PcieError::Header`]; a failure of either stream.
    pub fn receive(&mut self, deadline: Duration) -> Result<Vec<u32>, PcieError> {
        if let Some(packet) = self.packets.pop_front() {
            return Ok(packet);
        }
        let end = Instant::now() + deadline;
        loop {
            let packet = self.packet(end, deadline)?;
            if !is_answer(packet[0]) {
                return Ok(packet);
            }
        }
    }

    /// Sends a request; gives its nonce.
    fn ask(&mut self, request: u8, deadline: Duration) -> Result<u64, PcieError> {
        self.nonce = self.nonce.wrapping_add(1);
        let words = pcie::request(request, self.nonce).map(u32::to_le_bytes);
        self.streams.send(words.as_flattened(), deadline)?;
        Ok(self.nonce)
    }

    /// The answer with that nonce; packets of the core before it are kept.
    fn answer(&mut self, request: u8, nonce: u64, end: Instant) -> Result<Vec<u32>, PcieError> {
        let deadline = end.saturating_duration_since(Instant::now());
        loop {
            let packet = self.packet(end, deadline)?;
            if !is_answer(packet[0]) {
                self.packets.push_back(packet);
            } else if (packet[0] >> 24) as u8 == request && pcie::nonce(&packet) == Some(nonce) {
                return Ok(packet);
            }
        }
    }

    /// The next packet, an answer or the core's.
    fn packet(&mut self, end: Instant, deadline: Duration) -> Result<Vec<u32>, PcieError> {
        loop {
            if let Some(head) = self.word(0) {
                let words = 1 + (head & 0xFFFF) as usize;
                if words > golden::link::PACKET_WORDS {
                    return Err(PcieError::Header(head));
                }
                if self.bytes.len() >= 4 * words {
                    let packet = (0..words).filter_map(|at| self.word(4 * at)).collect();
                    self.bytes.drain(..4 * words);
                    return Ok(packet);
                }
            }
            self.more(end, deadline)?;
        }
    }

    /// Passes over everything up to the answer to RESET with that nonce; gives the version that it says. What is before
    /// it may begin and end anywhere, also within a word.
    fn find(&mut self, nonce: u64, end: Instant) -> Result<u8, PcieError> {
        let wanted = pcie::request(REQUEST_RESET, nonce);
        let any_version = |head: u32| head & 0xFF00_FFFF;
        loop {
            while let Some(high) = self.word(8) {
                let found = [self.word(0), self.word(4)].map(Option::unwrap_or_default);
                if any_version(found[0]) == any_version(wanted[0]) && [found[1], high] == wanted[1..] {
                    self.bytes.drain(..12);
                    return Ok((found[0] >> 16) as u8);
                }
                self.bytes.pop_front();
            }
            self.more(end, OPEN_DEADLINE)?;
        }
    }

    /// The word that begins `at` bytes from here, if it has come.
    fn word(&self, at: usize) -> Option<u32> {
        let byte = |i: usize| self.bytes.get(at + i).copied();
        Some(u32::from_le_bytes([byte(0)?, byte(1)?, byte(2)?, byte(3)?]))
    }

    /// Waits for bytes until `end`, which is `deadline` behind the beginning.
    fn more(&mut self, end: Instant, deadline: Duration) -> Result<(), PcieError> {
        let left = end.saturating_duration_since(Instant::now());
        let late = |what| PcieError::Deadline {
            what,
            after: deadline,
        };
        // Words that come for ever are no answer either.
        if left.is_zero() {
            return Err(late("waiting for an answer"));
        }
        let bytes = self.streams.receive(left).map_err(|error| match error {
            PcieError::Deadline { what, .. } => late(what),
            other => other,
        })?;
        self.bytes.extend(bytes);
        Ok(())
    }
}

/// Whether a header is of an answer of the port, not of a packet of the core.
fn is_answer(head: u32) -> bool {
    (REQUEST_HELLO..=REQUEST_COUNTERS).contains(&((head >> 24) as u8))
}
