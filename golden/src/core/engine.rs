//! The core in integers: packets in, packets out.

use std::collections::VecDeque;

use super::packet::{self, command, reply, Header, Packet, Reason};
use super::program::{Instruction, Tile};
use super::{Config, PROTOCOL_VERSION};
use crate::wage::{activate, clipped, ternary};

/// Executes what the RTL executes, and sends the words that it sends.
///
/// Cycle counters stay zero; every other word is the RTL's. Memory that nobody wrote reads as zero here and as
/// anything in hardware.
pub struct Engine {
    config: Config,
    build: u32,
    /// `[address][image]`, which the RTL keeps skewed over its banks.
    a: Vec<i8>,
    /// `ternary` of `[address][output]`.
    w: Vec<i8>,
    program: Vec<[u32; 4]>,
    /// Images of the group that waits in each input buffer, `None` while it is free.
    full: [Option<usize>; 2],
    /// Images of the group that the program works on: those of the buffer it last waited for.
    images: usize,
    run: Option<Run>,
    waiting: VecDeque<Packet>,
    counters: [u64; packet::COUNTERS.len()],
}

struct Run {
    pc: usize,
    groups: u32,
}

/// Positions in [`packet::COUNTERS`] of what the engine counts.
const MACS: usize = 2;
const SATURATIONS: usize = 8;
const PACKETS_GOOD: usize = 9;
const PACKETS_BAD: usize = 10;
const WORDS_IN: usize = 11;
const WORDS_OUT: usize = 12;

impl Engine {
    /// An idle core of this configuration; `build` is the hash that HELLO reports.
    pub fn new(config: Config, build: u32) -> Engine {
        Engine {
            config,
            build,
            a: vec![0; config.a_depth() * config.size],
            w: vec![0; config.w_depth() * config.size],
            program: vec![[0; 4]; config.p_depth()],
            full: [None; 2],
            images: config.size,
            run: None,
            waiting: VecDeque::new(),
            counters: Default::default(),
        }
    }

    /// Takes one packet (every word up to the one with `last`) and returns what the core sends until it waits for
    /// more input. Packets behind one that waits for a free buffer wait with it.
    pub fn send(&mut self, packet: &[u32]) -> Vec<Packet> {
        self.waiting.push_back(packet.to_vec());
        let mut sent = Vec::new();
        loop {
            let mut progress = self.advance(&mut sent);
            if let Some(packet) = self.waiting.pop_front() {
                if self.blocked(&packet) {
                    self.waiting.push_front(packet);
                } else {
                    self.accept(&packet, &mut sent);
                    progress = true;
                }
            }
            if !progress {
                break;
            }
        }
        sent
    }

    /// The counters in the order of [`packet::COUNTERS`]; those of cycles are zero.
    pub fn counters(&self) -> &[u64] {
        &self.counters
    }

    fn reply(&mut self, sent: &mut Vec<Packet>, opcode: u8, argument: u8, words: &[u32]) {
        self.counters[WORDS_OUT] += 1 + words.len() as u64;
        sent.push(packet::packet(opcode, argument, words));
    }

    /// Whether the packet has to wait until its input buffer is free.
    fn blocked(&self, packet: &[u32]) -> bool {
        let header = Header::from_word(packet.first().copied().unwrap_or(0));
        header.opcode == command::SAMPLES
            && header.length >= 1
            && packet.len() >= 2
            && self.full[usize::from(header.argument & 1)].is_some()
    }

    fn accept(&mut self, packet: &[u32], sent: &mut Vec<Packet>) {
        let Some((&word, words)) = packet.split_first() else {
            return;
        };
        let header = Header::from_word(word);
        self.counters[WORDS_IN] += packet.len() as u64;
        match self.execute(header, words, sent) {
            Ok(()) if header.opcode == command::CLEAR => self.counters = Default::default(),
            Ok(()) => self.counters[PACKETS_GOOD] += 1,
            Err(reason) => {
                self.counters[PACKETS_BAD] += 1;
                self.reply(sent, reply::ERROR, reason as u8, &[word]);
            }
        }
    }

    fn execute(&mut self, header: Header, words: &[u32], sent: &mut Vec<Packet>) -> Result<(), Reason> {
        let announced = usize::from(header.length);
        let fits = match header.opcode {
            command::HELLO | command::COUNTERS | command::CLEAR => announced == 0,
            command::RUN => announced == 1,
            command::PROGRAM | command::WEIGHTS | command::SAMPLES => announced >= 1,
            _ => return Err(Reason::UnknownOpcode),
        };
        if !fits {
            return Err(Reason::BadArgument);
        }
        let length = match words.len().cmp(&announced) {
            std::cmp::Ordering::Less => Err(Reason::Truncated),
            std::cmp::Ordering::Equal => Ok(()),
            std::cmp::Ordering::Greater => Err(Reason::Overlong),
        };
        let words = &words[..announced.min(words.len())];
        let Some((&first, data)) = words.split_first() else {
            length?;
            match header.opcode {
                command::HELLO => self.hello(sent),
                command::COUNTERS => {
                    let words: Vec<u32> = self
                        .counters
                        .iter()
                        .flat_map(|count| [*count as u32, (*count >> 32) as u32])
                        .collect();
                    self.reply(sent, reply::COUNTERS, 0, &words);
                }
                _ => {}
            }
            return Ok(());
        };
        match header.opcode {
            command::RUN => {
                if first == 0 {
                    return Err(Reason::BadArgument);
                }
                if self.run.is_some() {
                    return Err(Reason::Busy);
                }
                length?;
                self.images = self.config.size;
                self.run = Some(Run { pc: 0, groups: first });
            }
            command::PROGRAM => {
                for (index, words) in data.chunks_exact(4).enumerate() {
                    let at = (first as usize + index) % self.config.p_depth();
                    self.program[at].copy_from_slice(words);
                }
                length?;
            }
            command::WEIGHTS => {
                for (index, word) in data.iter().enumerate() {
                    let row = (first as usize + index / self.config.vector_words()) % self.config.w_depth();
                    let at = row * self.config.size + 4 * (index % self.config.vector_words());
                    for (place, code) in self.w[at..at + 4].iter_mut().zip(packet::unpack_codes(*word)) {
                        *place = ternary(code);
                    }
                }
                length?;
            }
            _ => {
                let (address, image) = ((first & 0xffff) as usize, (first >> 16 & 0xff) as usize);
                if image >= self.config.size || address % 4 != 0 {
                    return Err(Reason::BadArgument);
                }
                let codes = data.iter().flat_map(|word| packet::unpack_codes(*word));
                for (index, code) in codes.enumerate() {
                    self.a[(address + index) % self.config.a_depth() * self.config.size + image] = code;
                }
                length?;
                if header.argument & 2 != 0 {
                    let buffer = usize::from(header.argument & 1);
                    self.full[buffer] = Some(usize::from(header.argument >> 3) % self.config.size + 1);
                }
            }
        }
        Ok(())
    }

    fn hello(&mut self, sent: &mut Vec<Packet>) {
        let c = self.config;
        let bits = c.a_bits | c.w_bits << 8 | c.p_bits << 16;
        self.reply(
            sent,
            reply::HELLO,
            0,
            &[PROTOCOL_VERSION, c.number, c.size as u32, self.build, bits],
        );
    }

    /// Runs the program until it ends or waits for an input buffer; true when anything was done.
    fn advance(&mut self, sent: &mut Vec<Packet>) -> bool {
        let mut progress = false;
        while let Some(Run { pc, groups }) = self.run {
            let at = pc % self.config.p_depth();
            let (next, left, status) = match Instruction::decode(self.program[at], self.config.size) {
                Some(Instruction::Tile(tile)) => {
                    let buffer = usize::from(tile.buffer);
                    if tile.wait {
                        let Some(images) = self.full[buffer] else {
                            return progress;
                        };
                        self.images = images;
                    }
                    self.tile(tile, sent);
                    if tile.release {
                        self.full[buffer] = None;
                    }
                    (pc + 1, groups, None)
                }
                Some(Instruction::Loop { target }) if groups > 1 => (usize::from(target), groups - 1, None),
                Some(_) => (pc, 0, Some(0)),
                None => (pc, 0, Some(1)),
            };
            progress = true;
            match status {
                None => {
                    self.run = Some(Run {
                        pc: next,
                        groups: left,
                    })
                }
                Some(status) => {
                    self.run = None;
                    self.reply(sent, reply::DONE, status, &[at as u32]);
                }
            }
        }
        progress
    }

    fn tile(&mut self, tile: Tile, sent: &mut Vec<Packet>) {
        let n = self.config.size;
        let images = self.images;
        let columns = usize::from(tile.columns);
        let mut acc = vec![0i32; n * n];
        for k in 0..usize::from(tile.k) {
            let at = (usize::from(tile.a) + k) % self.config.a_depth() * n;
            let a = &self.a[at..at + images];
            let at = (usize::from(tile.w) + k) % self.config.w_depth() * n;
            let w = &self.w[at..at + n];
            for (acc, a) in acc.chunks_exact_mut(n).zip(a) {
                for (acc, w) in acc.iter_mut().zip(w) {
                    *acc += i32::from(i16::from(*a) * i16::from(*w));
                }
            }
        }
        self.counters[MACS] += (images * columns) as u64 * u64::from(tile.k);
        let shift = u32::from(tile.shift);
        let mut words = Vec::with_capacity(columns * self.config.vector_words());
        let mut codes = vec![0i8; n];
        for j in 0..columns {
            for (i, code) in codes.iter_mut().enumerate() {
                let acc = acc[i * n + j];
                *code = activate(acc, shift, tile.relu);
                self.counters[SATURATIONS] += u64::from(clipped(acc, shift));
            }
            if tile.store {
                let at = (usize::from(tile.d) + j) % self.config.a_depth() * n;
                self.a[at..at + n].copy_from_slice(&codes);
            }
            if tile.emit {
                words.extend(packet::pack_codes(&codes));
            }
        }
        if tile.emit {
            self.reply(sent, reply::RESULT, tile.tag, &words);
        }
    }
}
