//! The host's end of the link to a board: packets in order and exactly once over a line that loses and spoils bytes.
//!
//! The protocol is `docs/link.md`. The same code talks to a board behind a serial port, to `signum board` behind a
//! pseudo-terminal and, in the tests, to the RTL in the same process: they differ in their [`Transport`].
//!
//! A [`Link`] has no thread of its own. Whatever it is waiting for, it sends, receives, acknowledges and polls in
//! turn ([`Link::send_packet`], [`Link::receive_packet`]); between calls nothing happens, and the board keeps what it
//! has until the next call.

mod counters;
mod error;
mod exchange;
mod expected;
mod frame;
mod poll;
mod receiver;
mod sender;
mod transport;

pub use counters::{BoardCounters, HostCounters};
pub use error::LinkError;
pub use expected::Expected;
pub use frame::line_bytes;
pub use transport::{Serial, Transport, DEFAULT_BAUD};

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use golden::link::{
    Header, Hello, ANSWER, CHANNEL_CONTROL, COUNTERS, PACKET_WORDS, REQUEST_COUNTERS, REQUEST_HELLO,
    REQUEST_RESET, VERSION,
};

use exchange::AHEAD;
use frame::Decoder;
use poll::Poll;
use receiver::Receiver;
use sender::Sender;

/// Time to the answer of the first request.
const OPEN_DEADLINE: Duration = Duration::from_secs(5);
/// Time to the answer of any other request.
const REQUEST_DEADLINE: Duration = Duration::from_secs(10);
/// Time after which a request is sent again.
const REQUEST_AGAIN: Duration = Duration::from_millis(250);
/// Packets that wait in this end before [`Link::send_packet`] waits: enough to keep the line busy.
const QUEUE: usize = 8;

/// An open link.
pub struct Link {
    transport: Box<dyn Transport>,
    hello: Hello,
    decoder: Decoder,
    /// Bytes that the transport has not taken yet.
    output: VecDeque<u8>,
    /// Packets pass; false until the board is reset for this client.
    open: bool,
    sender: Sender,
    receiver: Receiver,
    poll: Poll,
    /// The request that waits for its answer, and its tag.
    request: u8,
    tag: u8,
    answer: Option<Vec<u32>>,
    foreign: Option<u8>,
    counters: HostCounters,
}

impl Link {
    /// Opens a link over `transport`: asks the board who it is, compares, and resets core and link.
    ///
    /// # Errors
    /// [`LinkError::NoAnswer`]; [`LinkError::Version`], [`LinkError::Configuration`] or [`LinkError::Build`] when the
    /// board is not as `expected`; whatever the transport fails with.
    pub fn open(transport: Box<dyn Transport>, expected: &Expected) -> Result<Self, LinkError> {
        let mut link = Link {
            transport,
            hello: Hello {
                version: VERSION,
                slots: 0,
                build_hash: 0,
                configuration: String::new(),
            },
            decoder: Decoder::default(),
            // Ends whatever an earlier client has left on the line.
            output: VecDeque::from([0]),
            open: false,
            sender: Sender::default(),
            receiver: Receiver::default(),
            poll: Poll::new(),
            request: 0,
            // Answers to an earlier client may still come: their tags are most likely others.
            tag: std::process::id() as u8,
            answer: None,
            foreign: None,
            counters: HostCounters::default(),
        };
        let answer = link
            .request(REQUEST_HELLO, OPEN_DEADLINE)
            .map_err(|error| match error {
                LinkError::Deadline { after, .. } => LinkError::NoAnswer(after),
                other => other,
            })?;
        link.hello = Hello::from_words(&answer).ok_or(LinkError::Answer {
            request: REQUEST_HELLO,
            answer,
        })?;
        expected.check(&link.hello, VERSION)?;
        link.reset()?;
        Ok(link)
    }

    /// What the board said of itself.
    pub fn hello(&self) -> &Hello {
        &self.hello
    }

    /// Resets the board's core and both ends of the link: packets under way in either direction are gone.
    ///
    /// # Errors
    /// [`LinkError::Deadline`], and whatever the transport fails with.
    pub fn reset(&mut self) -> Result<(), LinkError> {
        self.open = false;
        let answer = self.request(REQUEST_RESET, REQUEST_DEADLINE)?;
        if answer.first() != Some(&u32::from(ANSWER | REQUEST_RESET)) {
            return Err(LinkError::Answer {
                request: REQUEST_RESET,
                answer,
            });
        }
        let retransmitted = self.sender.retransmitted;
        self.sender = Sender::new(self.hello.slots);
        self.sender.retransmitted = retransmitted;
        self.receiver = Receiver::default();
        self.poll = Poll::new();
        self.open = true;
        Ok(())
    }

    /// The counters of the board's end.
    ///
    /// # Errors
    /// [`LinkError::Deadline`], and whatever the transport fails with.
    pub fn board_counters(&mut self) -> Result<BoardCounters, LinkError> {
        let answer = self.request(REQUEST_COUNTERS, REQUEST_DEADLINE)?;
        match answer.split_first() {
            Some((head, counters)) if head & 0xFF == u32::from(ANSWER | REQUEST_COUNTERS) => {
                <[u32; COUNTERS.len()]>::try_from(counters)
                    .map(BoardCounters)
                    .ok()
            }
            _ => None,
        }
        .ok_or(LinkError::Answer {
            request: REQUEST_COUNTERS,
            answer,
        })
    }

    /// The counters of this end.
    pub fn host_counters(&self) -> HostCounters {
        HostCounters {
            retransmitted: self.sender.retransmitted,
            ..self.counters
        }
    }

    /// Sends one packet to the core. Returns once it is queued here with few others before it; packets that come
    /// meanwhile are kept for [`Link::receive_packet`].
    ///
    /// # Errors
    /// [`LinkError::PacketSize`]; [`LinkError::Deadline`] when there is no room within `deadline` (the packet stays
    /// queued); any failure of the line or the board.
    pub fn send_packet(&mut self, packet: &[u32], deadline: Duration) -> Result<(), LinkError> {
        if packet.is_empty() || packet.len() > PACKET_WORDS {
            return Err(LinkError::PacketSize(packet.len()));
        }
        self.sender
            .push(packet.iter().flat_map(|word| word.to_le_bytes()).collect());
        self.turn(Duration::ZERO)?;
        self.until(deadline, "sending a packet", |link| {
            (link.sender.len() <= QUEUE).then_some(())
        })
    }

    /// Waits until the board has acknowledged every packet.
    ///
    /// # Errors
    /// [`LinkError::Deadline`], and any failure of the line or the board.
    pub fn flush(&mut self, deadline: Duration) -> Result<(), LinkError> {
        self.until(deadline, "sending the last packets", |link| {
            (link.sender.len() == 0).then_some(())
        })
    }

    /// The next packet from the core.
    ///
    /// # Errors
    /// [`LinkError::Deadline`] when none comes within `deadline`; any failure of the line or the board.
    pub fn receive_packet(&mut self, deadline: Duration) -> Result<Vec<u32>, LinkError> {
        let packet = self.until(deadline, "waiting for a packet", |link| link.receiver.pop())?;
        // The acknowledgement must not wait for the next call.
        self.turn(Duration::ZERO)?;
        Ok(packet)
    }

    /// Takes turns until `done` gives something.
    fn until<T>(
        &mut self,
        deadline: Duration,
        what: &'static str,
        mut done: impl FnMut(&mut Self) -> Option<T>,
    ) -> Result<T, LinkError> {
        let end = Instant::now() + deadline;
        loop {
            if let Some(result) = done(self) {
                return Ok(result);
            }
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(LinkError::Deadline {
                    what,
                    after: deadline,
                });
            }
            self.turn(left)?;
        }
    }

    /// Sends a request, again and again, until its answer comes.
    fn request(&mut self, request: u8, deadline: Duration) -> Result<Vec<u32>, LinkError> {
        self.request = request;
        self.tag = self.tag.wrapping_add(1);
        self.answer = None;
        let header = Header {
            channel: CHANNEL_CONTROL,
            sequence: self.tag,
            ..Header::default()
        };
        let mut again = Instant::now();
        self.until(deadline, "waiting for the answer to a request", |link| {
            if Instant::now() >= again && link.output.len() <= AHEAD {
                // The zero ends a frame whose own was lost.
                link.output.push_back(0);
                link.output.extend(frame::encode(header, &[request, 0, 0, 0]));
                again = Instant::now() + REQUEST_AGAIN;
            }
            link.answer.take().map(Ok).or_else(|| {
                let foreign = link.foreign.filter(|_| !link.open)?;
                Some(Err(LinkError::Version {
                    board: foreign,
                    program: VERSION,
                }))
            })
        })?
    }
}
