//! The core in integers: packets in, packets out.

mod job;
mod memories;
mod norm;
mod processor;
mod products;
mod results;
#[cfg(test)]
mod tests;

use std::collections::VecDeque;

use super::packet::{self, command, reply, Header, Packet, Parameters, Reason, Run, PARAMETER_WORDS};
use super::packet::{Counter, COUNTERS, DATA_WORDS};
use super::program::REGISTERS;
use super::{Config, PROTOCOL_VERSION};
use crate::random::{RoundKeys, ROUNDS};
use job::Registers;
use memories::Memories;
use processor::Running;
use results::Maxima;

/// Executes what the RTL executes, and sends the words that it sends.
///
/// Cycle counters stay zero; every other word is the RTL's, words out once all answers before have left. Memory that
/// nobody wrote reads as zero here and as anything in hardware.
pub struct Engine {
    config: Config,
    build: u32,
    memories: Memories,
    program: Vec<u32>,
    registers: Registers,
    scales: Scales,
    keys: RoundKeys,
    rate_log2: i32,
    pool: Maxima,
    /// Input buffers that hold all their groups.
    full: [bool; 2],
    /// Groups committed that no WAIT has taken.
    groups: u32,
    running: Option<Running>,
    waiting: VecDeque<Packet>,
    counters: [u64; COUNTERS.len()],
}

/// Maxima since the last SCALE of each, and the scales that came of them.
#[derive(Clone, Copy, Debug, Default)]
struct Scales {
    error_maximum: u32,
    dx_maximum: u64,
    gradient_maximum: u32,
    dgamma_maximum: u64,
    dbeta_maximum: u64,
    error: Option<i32>,
    /// Of weight gradients.
    gradient: Option<i32>,
    /// Of dgamma or of dbeta, whichever came last.
    parameter: Option<i32>,
}

impl Engine {
    /// An idle core of this configuration; `build` is the hash that HELLO reports.
    pub fn new(config: Config, build: u32) -> Engine {
        Engine {
            config,
            build,
            memories: Memories::new(config),
            program: vec![0; config.p_depth()],
            registers: [0; REGISTERS],
            scales: Scales::default(),
            keys: [0; ROUNDS],
            rate_log2: 0,
            pool: Maxima::default(),
            full: [false; 2],
            groups: 0,
            running: None,
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

    fn count(&mut self, counter: Counter, amount: u64) {
        self.counters[counter as usize] += amount;
    }

    fn reply(&mut self, sent: &mut Vec<Packet>, opcode: u8, argument: u8, words: &[u32]) {
        self.count(Counter::WordsOut, 1 + words.len() as u64);
        sent.push(packet::packet(opcode, argument, words));
    }

    /// Whether the packet has to wait until its input buffer is free.
    fn blocked(&self, packet: &[u32]) -> bool {
        let header = Header::from_word(packet.first().copied().unwrap_or(0));
        let waits =
            header.opcode == command::SAMPLES || (header.opcode == command::LABELS && self.config.trains);
        waits && header.length >= 1 && packet.len() >= 2 && self.full[usize::from(header.argument & 1)]
    }

    fn accept(&mut self, packet: &[u32], sent: &mut Vec<Packet>) {
        let Some((&word, words)) = packet.split_first() else {
            return;
        };
        let header = Header::from_word(word);
        self.count(Counter::WordsIn, packet.len() as u64);
        match self.execute(header, words, sent) {
            Ok(()) if header.opcode == command::CLEAR => self.counters = Default::default(),
            Ok(()) => self.count(Counter::PacketsGood, 1),
            Err(reason) => {
                self.count(Counter::PacketsBad, 1);
                self.reply(sent, reply::ERROR, reason as u8, &[word]);
            }
        }
    }

    fn execute(&mut self, header: Header, words: &[u32], sent: &mut Vec<Packet>) -> Result<(), Reason> {
        let announced = usize::from(header.length);
        let fits = match header.opcode {
            command::HELLO | command::COUNTERS | command::CLEAR => announced == 0,
            command::RUN => announced == 6,
            command::READ => announced == 2,
            command::PROGRAM | command::WEIGHTS | command::SAMPLES => announced >= 1,
            command::LABELS | command::PARAMETERS if self.config.trains => announced >= 1,
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
                command::COUNTERS => self.report(sent),
                _ => {}
            }
            return Ok(());
        };
        match header.opcode {
            command::RUN => {
                self.may_start(first != 0)?;
                length?;
                if let Ok(words) = <[u32; 6]>::try_from(words) {
                    self.run(Run::from_words(words));
                }
            }
            command::READ => {
                let memory = first >> 28;
                self.may_start(memory == 0 || (memory == 1 && self.config.normalises()))?;
                let rows = data.first().map_or(1, |rows| rows & 0xf_ffff);
                if rows == 0 {
                    return Err(Reason::BadArgument);
                }
                length?;
                self.read(memory as u8, first, rows, sent);
            }
            command::PROGRAM => {
                for (index, word) in data.iter().enumerate() {
                    let at = (first as usize).wrapping_add(index) & (self.program.len() - 1);
                    self.program[at] = *word;
                }
                length?;
            }
            command::WEIGHTS => {
                self.rows(first, data, |memories, address, lane, weight| {
                    memories.set_weight(address, lane, weight);
                });
                length?;
            }
            command::LABELS => {
                self.rows(first, data, |memories, address, lane, label| {
                    memories.labels.column_mut(address)[lane] = label as u8;
                });
                length?;
            }
            command::PARAMETERS => {
                for (index, words) in data.chunks(PARAMETER_WORDS).enumerate() {
                    let channel = self.memories.channel(first.wrapping_add(index as u32));
                    let mut all = channel.parameters.words();
                    all[..words.len()].copy_from_slice(words);
                    channel.parameters = Parameters::from_words(all);
                }
                length?;
            }
            _ => {
                let (address, lane) = (first & 0xf_ffff, (first >> 20 & 63) as usize);
                if lane >= self.config.size || address % 4 != 0 {
                    return Err(Reason::BadArgument);
                }
                let codes = data.iter().flat_map(|word| packet::unpack_codes(*word));
                for (index, code) in codes.enumerate() {
                    self.memories.a.column_mut(address + index as u32)[lane] = code;
                }
                length?;
                if header.argument & 2 != 0 {
                    self.groups = self.groups.wrapping_add(1);
                    if header.argument & 4 != 0 {
                        self.full[usize::from(header.argument & 1)] = true;
                    }
                }
            }
        }
        Ok(())
    }

    /// Whether a packet that needs an idle core may go on.
    fn may_start(&self, good: bool) -> Result<(), Reason> {
        match (good, &self.running) {
            (false, _) => Err(Reason::BadArgument),
            (true, Some(_)) => Err(Reason::Busy),
            (true, None) => Ok(()),
        }
    }

    /// Hands out the bytes of rows of N, with the address and the lane of each.
    fn rows(&mut self, first: u32, data: &[u32], mut write: impl FnMut(&mut Memories, u32, usize, i8)) {
        let per_row = self.config.vector_words();
        for (index, word) in data.iter().enumerate() {
            let address = first.wrapping_add((index / per_row) as u32);
            for (byte, code) in packet::unpack_codes(*word).into_iter().enumerate() {
                write(&mut self.memories, address, 4 * (index % per_row) + byte, code);
            }
        }
    }

    fn run(&mut self, run: Run) {
        self.rate_log2 = run.rate_log2;
        self.running = Some(Running {
            pc: run.entry,
            repetitions: run.repetitions,
            step: run.step,
            seed: run.seed,
        });
    }

    fn read(&mut self, memory: u8, first: u32, rows: u32, sent: &mut Vec<Packet>) {
        let per_row = if memory == 0 {
            self.config.vector_words()
        } else {
            PARAMETER_WORDS
        };
        let mut words = Vec::with_capacity(DATA_WORDS);
        for row in 0..rows {
            let address = first.wrapping_add(row);
            match memory {
                0 => words.extend(packet::pack_codes(self.memories.weights().column(address))),
                _ => words.extend(self.memories.channel(address).parameters.words()),
            }
            if words.len() + per_row > DATA_WORDS || row + 1 == rows {
                self.reply(sent, reply::DATA, memory, &words);
                words.clear();
            }
        }
    }

    fn hello(&mut self, sent: &mut Vec<Packet>) {
        let c = self.config;
        let [low, high] = c.address_bits();
        let words = [PROTOCOL_VERSION, c.number, c.size as u32, self.build, low, high];
        self.reply(sent, reply::HELLO, 0, &words);
    }

    fn report(&mut self, sent: &mut Vec<Packet>) {
        let halves = |count: &u64| [*count as u32, (*count >> 32) as u32];
        let words: Vec<u32> = self.counters.iter().flat_map(halves).collect();
        self.reply(sent, reply::COUNTERS, 0, &words);
    }
}
