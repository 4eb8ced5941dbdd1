//! The core of configuration `base` at work: a layer of 784 inputs and 256 outputs, one group of images after another.

use crate::harness::{Harness, Side};
use golden::core::config::BASE;
use golden::core::packet::{command, packet, samples_argument};
use golden::core::program::{Instruction, Tile, FORWARD};
use std::time::{Duration, Instant};
use testbench::models::CoreBaseModel;

const INPUTS: usize = 784;
const TILES: usize = 16;

/// Words with `last`, and the word to go on with after the end.
struct Words {
    words: Vec<(u32, bool)>,
    repeat: usize,
}

fn noise(state: &mut u64) -> u32 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    (*state >> 16) as u32
}

impl Words {
    /// Program and random weights, a run that does not end, then random images without end, both input buffers in turn.
    fn new() -> Words {
        let mut state = 0x9e37_79b9_7f4a_7c15;
        let mut packets = Vec::new();
        let mut program = Vec::new();
        for buffer in 0..2u8 {
            program.extend((0..TILES).map(|tile| {
                Instruction::Tile(Tile {
                    wait: tile == 0,
                    release: tile + 1 == TILES,
                    buffer,
                    relu: true,
                    emit: true,
                    product: FORWARD,
                    shift: 5,
                    columns: BASE.size as u8,
                    tag: tile as u8,
                    a: (usize::from(buffer) * INPUTS) as u16,
                    w: (tile * INPUTS) as u16,
                    k: INPUTS as u16,
                    ..Tile::default()
                })
            }));
            let next = program.len() as u16 + 1;
            let target = if buffer == 0 { next } else { 0 };
            program.push(Instruction::Loop { target });
        }
        for (address, instruction) in program.iter().enumerate() {
            let mut words = vec![address as u32];
            words.extend(instruction.encode());
            packets.push(packet(command::PROGRAM, 0, &words));
        }
        for address in (0..TILES * INPUTS).step_by(56) {
            let mut words = vec![address as u32];
            words.extend((0..56 * BASE.vector_words()).map(|_| noise(&mut state) & 0x3f3f_3f3f));
            packets.push(packet(command::WEIGHTS, 0, &words));
        }
        packets.push(packet(command::RUN, 0, &[u32::MAX]));
        let repeat = packets.iter().map(Vec::len).sum();
        for buffer in 0..2u8 {
            for image in 0..BASE.size {
                let address = usize::from(buffer) * INPUTS;
                let mut words = vec![address as u32 | (image as u32) << 16];
                words.extend((0..INPUTS / 4).map(|_| noise(&mut state) & 0x7f7f_7f7f));
                let commit = (image + 1 == BASE.size).then_some(BASE.size);
                packets.push(packet(command::SAMPLES, samples_argument(buffer, commit), &words));
            }
        }
        let mut words = Vec::new();
        for packet in &packets {
            let end = packet.len() - 1;
            words.extend(packet.iter().enumerate().map(|(i, word)| (*word, i == end)));
        }
        Words { words, repeat }
    }
}

/// The Rust side.
pub struct Core {
    top: CoreBaseModel,
    words: Words,
    next: usize,
}

impl Core {
    /// Both sides, with the same words.
    pub fn sides() -> (Core, Harness) {
        let words = Words::new();
        let mut input = format!("{} {}\n", words.words.len(), words.repeat);
        for (word, last) in &words.words {
            input += &format!("{word} {}\n", u32::from(*last));
        }
        let harness = Harness::start(
            "core_base",
            "CoreBaseModel",
            include_str!("core_harness.cpp"),
            &input,
        );
        let mut top = CoreBaseModel::new();
        top.reset();
        top.set_s_valid(true);
        top.set_m_ready(true);
        (Core { top, words, next: 0 }, harness)
    }
}

impl Side for Core {
    fn drive(&mut self, cycles: u64) -> (Duration, u64) {
        let mut sum = 0u64;
        let start = Instant::now();
        for _ in 0..cycles {
            let (data, last) = self.words.words[self.next];
            self.top.set_s_data(data);
            self.top.set_s_last(last);
            self.top.eval();
            if self.top.m_valid() {
                sum = sum.rotate_left(1).wrapping_add(u64::from(self.top.m_data()) + 1);
            }
            if self.top.s_ready() {
                self.next += 1;
                if self.next == self.words.words.len() {
                    self.next = self.words.repeat;
                }
            }
            self.top.tick();
        }
        (start.elapsed(), sum)
    }
}
