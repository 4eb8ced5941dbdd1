//! The link with a core that does what a test wants, and a line to it.

use std::collections::{HashMap, VecDeque};

use golden::link::{CHANNEL_ACKNOWLEDGE, CHANNEL_CONTROL, CHANNEL_CORE, COUNTERS};
use testbench::link::{SerialPins, SoftUart};

use crate::random::Random;
use crate::wire::{self, Frame};
use crate::LinkModel;

pub const BUILD_HASH: u64 = 0x0123_4567_89ab_cdef;
pub const CONFIGURATION: &str = "testing";
/// The parameters of the top `link`.
pub const CLOCKS_PER_BIT: u16 = 4;
pub const TIMEOUT_BITS: u64 = 200_000 / 4;
pub const RETRIES: u64 = 3;
/// Bits in which the board answers anything that it does not have to wait for: a full frame each way.
pub const SOON: u64 = 2 * 1050 * 10;

pub struct Core {
    pub model: LinkModel,
    random: Random,
    /// Percentage of cycles in which the core takes no word.
    pub stall: usize,
    /// Percentage of cycles in which the core offers no word.
    pub idle: usize,
    /// Whole packets that the core was given.
    pub taken: Vec<Vec<u32>>,
    /// The packet it is being given.
    pub partial: Vec<u32>,
    /// Words to give, the last of a packet marked.
    pub giving: VecDeque<(u32, bool)>,
    /// Times that the core was reset.
    pub resets: u64,
    in_reset: bool,
    offered: Option<(u32, bool)>,
}

impl SerialPins for Core {
    fn set_rxd(&mut self, high: bool) {
        self.model.set_rxd(high);
    }

    fn txd(&self) -> bool {
        self.model.txd()
    }

    fn clocks(&mut self, count: u64) {
        for _ in 0..count {
            self.clock();
        }
    }
}

impl Core {
    fn clock(&mut self) {
        let offer = self.giving.front().copied();
        let offer = offer.filter(|_| self.idle == 0 || !self.random.chance(self.idle));
        let (data, last) = offer.unwrap_or((0xDEAD_BEEF, false));
        self.model.set_s_valid(offer.is_some());
        self.model.set_s_data(data);
        self.model.set_s_last(last);
        self.model
            .set_m_ready(self.stall == 0 || !self.random.chance(self.stall));
        self.model.eval();
        if self.model.core_reset() {
            self.resets += u64::from(!self.in_reset);
            self.partial.clear();
            self.giving.clear();
            self.offered = None;
        } else {
            if let Some(before) = self.offered {
                assert!(self.model.m_valid(), "an offer was withdrawn");
                assert_eq!(
                    (self.model.m_data(), self.model.m_last()),
                    before,
                    "an offer changed"
                );
            }
            self.offered = None;
            if self.model.m_valid() {
                let word = (self.model.m_data(), self.model.m_last());
                if self.model.m_ready() {
                    self.partial.push(word.0);
                    if word.1 {
                        self.taken.push(std::mem::take(&mut self.partial));
                    }
                } else {
                    self.offered = Some(word);
                }
            }
            if offer.is_some() && self.model.s_ready() {
                self.giving.pop_front();
            }
        }
        self.in_reset = self.model.core_reset();
        self.model.tick();
    }

    pub fn give(&mut self, packet: &[u32]) {
        let last = packet.len() - 1;
        self.giving
            .extend(packet.iter().enumerate().map(|(i, word)| (*word, i == last)));
    }
}

pub struct Board {
    pub core: Core,
    pub uart: SoftUart,
    frame: Vec<u8>,
    /// Frames that came, oldest first.
    pub frames: VecDeque<Frame>,
    tag: u8,
}

impl Board {
    pub fn new() -> Self {
        let mut model = LinkModel::new();
        model.set_rxd(true);
        model.set_build_hash(BUILD_HASH);
        model.set_configuration(golden::link::configuration_word(CONFIGURATION));
        model.reset();
        Board {
            core: Core {
                model,
                random: Random::new("core", 99),
                stall: 0,
                idle: 0,
                taken: Vec::new(),
                partial: Vec::new(),
                giving: VecDeque::new(),
                resets: 0,
                in_reset: false,
                offered: None,
            },
            uart: SoftUart::new(CLOCKS_PER_BIT),
            frame: Vec::new(),
            frames: VecDeque::new(),
            tag: 0,
        }
    }

    pub fn send(&mut self, line: &[u8]) {
        self.uart.to_board.extend(line);
    }

    /// One bit's time; frames that came are read.
    pub fn bit(&mut self) {
        self.uart.bit(&mut self.core);
        assert_eq!(self.uart.framing_errors, 0);
        while let Some(byte) = self.uart.from_board.pop_front() {
            if byte != 0 {
                self.frame.push(byte);
            } else {
                self.frames
                    .push_back(wire::read(&std::mem::take(&mut self.frame)));
            }
        }
    }

    pub fn run(&mut self, bits: u64) {
        for _ in 0..bits {
            self.bit();
        }
    }

    /// Runs until all is sent and a frame for which `wanted` holds has come, at most `bits` behind the sending.
    pub fn wait(&mut self, bits: u64, wanted: impl Fn(&Frame) -> bool) -> Option<Frame> {
        let mut left = bits;
        while left > 0 {
            self.bit();
            while let Some(frame) = self.frames.pop_front() {
                if wanted(&frame) {
                    return Some(frame);
                }
            }
            if self.uart.to_board.is_empty() {
                left -= 1;
            }
        }
        None
    }

    pub fn acknowledgement(&mut self) -> Frame {
        self.wait(SOON, |frame| frame.header.channel == CHANNEL_ACKNOWLEDGE)
            .expect("an acknowledgement")
    }

    pub fn packet(&mut self) -> Frame {
        self.wait(SOON, |frame| frame.header.channel == CHANNEL_CORE)
            .expect("a packet")
    }

    /// Asks, with a new tag, and waits for that answer.
    pub fn ask(&mut self, request: u8) -> Vec<u32> {
        self.tag += 1;
        let tag = self.tag;
        self.send(&wire::request(request, tag));
        let answer = |frame: &Frame| frame.header.channel == CHANNEL_CONTROL && frame.header.sequence == tag;
        self.wait(SOON, answer).expect("an answer").words
    }

    /// The counters that are not 0, without those of good frames and packets.
    pub fn faults(&mut self) -> HashMap<&'static str, u32> {
        let answer = self.ask(golden::link::REQUEST_COUNTERS);
        assert_eq!(answer[0], 0x83 | 16 << 8);
        let mut counters: HashMap<_, _> = COUNTERS.into_iter().zip(answer[1..].iter().copied()).collect();
        for normal in ["good", "packets_to_core", "packets_from_core"] {
            counters.remove(normal);
        }
        counters.retain(|_, count| *count != 0);
        counters
    }

    pub fn counter(&mut self, name: &str) -> u32 {
        let index = COUNTERS.iter().position(|counter| *counter == name).unwrap();
        self.ask(golden::link::REQUEST_COUNTERS)[1 + index]
    }
}
