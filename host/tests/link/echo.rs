//! A board whose core sends every packet back, inverted: the RTL of the link with a few lines of software behind it,
//! in the same process, as a transport.

use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use host::link::Transport;
use testbench::link::{SerialPins, SoftUart};
use testbench::models::LinkModel;
use testbench::random::Rng;

pub const BUILD_HASH: u64 = 0xfeed_face_cafe_beef;
pub const CONFIGURATION: &str = "echo";
const CLOCKS_PER_BIT: u16 = 4;

struct Core {
    model: LinkModel,
    partial: Vec<u32>,
    giving: VecDeque<(u32, bool)>,
    /// The core takes nothing.
    frozen: bool,
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
            let offer = self.giving.front().copied();
            let (data, last) = offer.unwrap_or_default();
            self.model.set_s_valid(offer.is_some());
            self.model.set_s_data(data);
            self.model.set_s_last(last);
            self.model.set_m_ready(!self.frozen);
            self.model.eval();
            if self.model.core_reset() {
                self.partial.clear();
                self.giving.clear();
            } else {
                if self.model.m_valid() && !self.frozen {
                    self.partial.push(!self.model.m_data());
                    if self.model.m_last() {
                        let packet = std::mem::take(&mut self.partial);
                        let end = packet.len() - 1;
                        let words = packet.into_iter().enumerate();
                        self.giving
                            .extend(words.map(|(index, word)| (word, index == end)));
                    }
                }
                if offer.is_some() && self.model.s_ready() {
                    self.giving.pop_front();
                }
            }
            self.model.tick();
        }
    }
}

/// How the line spoils bytes, each in so many of 10,000 cases: bits flipped, bytes lost, doubled, invented.
#[derive(Clone, Copy, Default)]
pub struct Noise {
    pub flip: i64,
    pub lose: i64,
    pub double: i64,
    pub invent: i64,
}

impl Noise {
    fn spoil(&self, byte: u8, random: &mut Rng) -> Vec<u8> {
        let draw = random.range(0..=9_999);
        let rates = [self.flip, self.lose, self.double, self.invent];
        let bounds = rates.iter().scan(0, |sum, rate| {
            *sum += rate;
            Some(*sum)
        });
        match { bounds }.position(|bound| draw < bound) {
            Some(0) => vec![byte ^ (1 << random.range(0..=7))],
            Some(1) => vec![],
            Some(2) => vec![byte, byte],
            Some(3) => vec![byte, random.bits() as u8],
            _ => vec![byte],
        }
    }
}

struct Board {
    core: Core,
    uart: SoftUart,
    noise: Noise,
    random: Rng,
    /// Bytes on either direction of the line that nobody hears.
    deaf: bool,
    dumb: bool,
}

impl Board {
    fn reset(&mut self) {
        self.core.model.reset();
        self.core.partial.clear();
        self.core.giving.clear();
    }
}

/// The board, and the transport to it; clones are the same board.
#[derive(Clone)]
pub struct EchoBoard(Arc<Mutex<Board>>);

impl EchoBoard {
    pub fn new(seed: u64) -> Self {
        let mut model = LinkModel::new();
        model.set_rxd(true);
        model.set_build_hash(BUILD_HASH);
        model.set_configuration(golden::link::configuration_word(CONFIGURATION));
        model.reset();
        EchoBoard(Arc::new(Mutex::new(Board {
            core: Core {
                model,
                partial: Vec::new(),
                giving: VecDeque::new(),
                frozen: false,
            },
            uart: SoftUart::new(CLOCKS_PER_BIT),
            noise: Noise::default(),
            random: Rng::new(seed),
            deaf: false,
            dumb: false,
        })))
    }

    pub fn transport(&self) -> Box<dyn Transport> {
        Box::new(self.clone())
    }

    pub fn set_noise(&self, noise: Noise) {
        self.0.lock().unwrap().noise = noise;
    }

    pub fn freeze(&self, frozen: bool) {
        self.0.lock().unwrap().core.frozen = frozen;
    }

    /// Cuts the line to the board, from the board, or neither.
    pub fn cut(&self, deaf: bool, dumb: bool) {
        let mut board = self.0.lock().unwrap();
        board.deaf = deaf;
        board.dumb = dumb;
    }

    /// Power off and on.
    pub fn restart(&self) {
        self.0.lock().unwrap().reset();
    }

    pub fn cycles(&self) -> u64 {
        self.0.lock().unwrap().core.model.cycles()
    }
}

impl Transport for EchoBoard {
    fn read(&mut self, buffer: &mut [u8], timeout: Duration) -> io::Result<usize> {
        let end = Instant::now() + timeout;
        let mut board = self.0.lock().unwrap();
        let board = &mut *board;
        let mut count = 0;
        loop {
            for _ in 0..200 {
                board.uart.bit(&mut board.core);
            }
            while count < buffer.len() {
                let Some(byte) = board.uart.from_board.pop_front() else {
                    break;
                };
                if board.dumb {
                    continue;
                }
                for byte in board.noise.spoil(byte, &mut board.random) {
                    if count < buffer.len() {
                        buffer[count] = byte;
                        count += 1;
                    }
                }
            }
            if count > 0 || Instant::now() >= end {
                return Ok(count);
            }
        }
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut board = self.0.lock().unwrap();
        let board = &mut *board;
        // As a system's buffer: so much and no more.
        let count = bytes
            .len()
            .min(4096usize.saturating_sub(board.uart.to_board.len()));
        for byte in &bytes[..count] {
            if !board.deaf {
                let spoilt = board.noise.spoil(*byte, &mut board.random);
                board.uart.to_board.extend(spoilt);
            }
        }
        Ok(count)
    }
}
