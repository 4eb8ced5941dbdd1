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
mod frame;
mod sender;
mod transport;

pub use counters::{BoardCounters, HostCounters};
pub use error::LinkError;
pub use transport::{Serial, Transport, DEFAULT_BAUD};

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use golden::link::{
    Header, Hello, ANSWER, ANSWER_UNKNOWN, CHANNEL_ACKNOWLEDGE, CHANNEL_CONTROL, CHANNEL_CORE, COUNTERS,
    FLAG_POLL, FLAG_REPEAT, PACKET_WORDS, REQUEST_COUNTERS, REQUEST_HELLO, REQUEST_RESET, VERSION,
};

use frame::{Decoder, Received};
use sender::Sender;

/// Time to the answer of the first request.
const OPEN_DEADLINE: Duration = Duration::from_secs(5);
/// Time to the answer of any other request.
const REQUEST_DEADLINE: Duration = Duration::from_secs(10);
/// Time after which a request is sent again.
const REQUEST_AGAIN: Duration = Duration::from_millis(250);
/// Time without anything moving until the first poll, and between polls at most.
const POLL_AFTER: Duration = Duration::from_millis(250);
const POLL_LATEST: Duration = Duration::from_secs(2);
/// Polls without an answer after which the board counts as gone.
const POLLS: u32 = 8;
/// Packets that wait in this end before [`Link::send_packet`] waits: enough to keep the line busy.
const QUEUE: usize = 8;
/// Bytes handed to the transport ahead of the line: no more, so that acknowledgements are not stuck behind them.
const AHEAD: usize = 1500;
/// Wait for a transport that takes no bytes at the moment.
const FULL: Duration = Duration::from_millis(1);

/// What a board must say of itself; `None` takes any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expected {
    /// [`golden::link::build_hash`] of the hardware.
    pub build_hash: Option<u64>,
    /// Name of the configuration.
    pub configuration: Option<String>,
}

impl Expected {
    fn check(&self, hello: &Hello) -> Result<(), LinkError> {
        if hello.version != VERSION {
            return Err(LinkError::Version {
                board: hello.version,
                program: VERSION,
            });
        }
        match &self.configuration {
            Some(program) if *program != hello.configuration => {
                return Err(LinkError::Configuration {
                    board: hello.configuration.clone(),
                    program: program.clone(),
                })
            }
            _ => {}
        }
        match self.build_hash {
            Some(program) if program != hello.build_hash => Err(LinkError::Build {
                board: hello.build_hash,
                program,
            }),
            _ => Ok(()),
        }
    }
}

/// The poll that is under way, and when the next one is due.
#[derive(Debug)]
struct Poll {
    tag: u8,
    /// While the answer is out: [`Sender::next_new`] when the poll was sent.
    limit: Option<u8>,
    unanswered: u32,
    interval: Duration,
    due: Instant,
}

impl Poll {
    fn new() -> Self {
        Poll {
            // A board that was never polled carries tag 0.
            tag: 0,
            limit: None,
            unanswered: 0,
            interval: POLL_AFTER,
            due: Instant::now() + POLL_AFTER,
        }
    }

    /// Something has moved.
    fn postpone(&mut self) {
        self.unanswered = 0;
        self.interval = POLL_AFTER;
        self.due = Instant::now() + POLL_AFTER;
    }
}

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
    /// Number of the packet that comes next, and the packets that nobody has asked for yet.
    expected: u8,
    received: VecDeque<Vec<u32>>,
    acknowledge_due: bool,
    repeat_due: bool,
    /// A repetition was asked for, and `expected` has not come since.
    repeat_asked: bool,
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
            expected: 0,
            received: VecDeque::new(),
            acknowledge_due: false,
            repeat_due: false,
            repeat_asked: false,
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
        expected.check(&link.hello)?;
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
        self.expected = 0;
        self.received.clear();
        self.acknowledge_due = false;
        self.repeat_due = false;
        self.repeat_asked = false;
        self.poll.limit = None;
        self.poll.postpone();
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
        let packet = self.until(deadline, "waiting for a packet", |link| link.received.pop_front())?;
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

    /// Sends what may be sent, receives what has come; waits at most `patience` when there is neither.
    fn turn(&mut self, patience: Duration) -> Result<(), LinkError> {
        self.fill_output()?;
        self.output.make_contiguous();
        let (bytes, _) = self.output.as_slices();
        let written = if bytes.is_empty() {
            0
        } else {
            self.transport.write(bytes).map_err(LinkError::Io)?
        };
        self.output.drain(..written);
        let now = Instant::now();
        if written > 0 {
            // While bytes are going out nothing is overdue.
            self.poll.due = self.poll.due.max(now + self.poll.interval);
        }
        let wait = if !self.output.is_empty() {
            if written > 0 {
                Duration::ZERO
            } else {
                FULL
            }
        } else if self.open {
            self.poll.due.saturating_duration_since(now)
        } else {
            REQUEST_AGAIN
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
        if self.acknowledge_due {
            // At once: a caller may not come back for a while.
            self.fill_output()?;
            self.output.make_contiguous();
            let written = self
                .transport
                .write(self.output.as_slices().0)
                .map_err(LinkError::Io)?;
            self.output.drain(..written);
        }
        Ok(())
    }

    /// Puts frames into the output: an acknowledgement, a poll when one is due, packets.
    fn fill_output(&mut self) -> Result<(), LinkError> {
        if !self.open {
            return Ok(());
        }
        let bare = Header {
            channel: CHANNEL_ACKNOWLEDGE,
            acknowledge: self.expected,
            ..Header::default()
        };
        if self.acknowledge_due {
            let flags = if self.repeat_due { FLAG_REPEAT } else { 0 };
            self.output.extend(frame::encode(Header { flags, ..bare }, &[]));
            self.acknowledge_due = false;
            self.repeat_due = false;
        }
        if self.output.is_empty() && Instant::now() >= self.poll.due {
            if self.poll.unanswered >= POLLS {
                return Err(LinkError::Gone(POLLS));
            }
            self.poll.unanswered += 1;
            self.poll.tag = self.poll.tag.wrapping_add(1).max(1);
            self.poll.limit = Some(self.sender.next_new());
            self.poll.due = Instant::now() + self.poll.interval;
            self.poll.interval = (2 * self.poll.interval).min(POLL_LATEST);
            self.counters.polls += 1;
            let header = Header {
                sequence: self.poll.tag,
                flags: FLAG_POLL,
                ..bare
            };
            self.output.push_back(0);
            self.output.extend(frame::encode(header, &[]));
        }
        while self.output.len() < AHEAD {
            let Some((sequence, payload)) = self.sender.next() else {
                break;
            };
            let header = Header {
                channel: CHANNEL_CORE,
                sequence,
                acknowledge: self.expected,
                ..Header::default()
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
                self.ask_again();
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
                self.packet(header.sequence, words);
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
            self.poll.postpone();
        } else if repeat && self.sender.in_doubt() && self.poll.limit.is_none() {
            self.poll.due = Instant::now();
        }
        if header.channel == CHANNEL_ACKNOWLEDGE && header.sequence == self.poll.tag {
            if let Some(limit) = self.poll.limit.take() {
                // The board is there; it may have nothing to say for long.
                self.poll.unanswered = 0;
                if self.sender.surely(limit)? {
                    self.poll.interval = POLL_AFTER;
                }
            }
        }
        Ok(())
    }

    /// A packet of the core.
    fn packet(&mut self, number: u8, words: Vec<u32>) {
        self.acknowledge_due = true;
        match self.expected.wrapping_sub(number) {
            0 => {
                self.received.push_back(words);
                self.expected = self.expected.wrapping_add(1);
                self.repeat_asked = false;
                self.poll.postpone();
            }
            1..=128 => self.counters.duplicates += 1,
            _ => {
                self.counters.gaps += 1;
                self.ask_again();
            }
        }
    }

    /// Asks the board to send again from `expected` on, once; should that be lost, the board's own time will come.
    fn ask_again(&mut self) {
        if self.open && !self.repeat_asked {
            self.repeat_asked = true;
            self.repeat_due = true;
            self.acknowledge_due = true;
        }
    }
}
