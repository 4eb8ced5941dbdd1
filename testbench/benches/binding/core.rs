//! The core of configuration `base` at work: a layer of 784 inputs and 256 outputs, one group of images after another.

use crate::harness::{Harness, Side};
use golden::core::config::BASE;
use golden::core::packet::{command, packet, samples_argument, samples_word, Commit, Run};
use golden::core::program::{lanes, register, Product, Tile};
use golden::core::{Assembler, Instruction};
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

/// Every tile of the layer for one group of images, then the other input buffer.
fn program() -> Vec<u32> {
    let [buffer, one, both] = [register::FREE, register::FREE + 1, register::FREE + 2];
    let mut asm = Assembler::new();
    asm.li(register::N0, INPUTS as i64);
    asm.li(register::N1, 1);
    asm.li(register::N2, 1);
    asm.li(register::LANES, i64::from(lanes(BASE.size, BASE.size)));
    asm.li(register::X, 0);
    asm.li(buffer, 0);
    asm.li(one, 1);
    asm.li(both, INPUTS as i64);
    let again = asm.here();
    asm.push(Instruction::Wait);
    for tile in 0..TILES {
        asm.li(register::Y, (tile * INPUTS) as i64);
        asm.li(register::TAG, tile as i64);
        asm.push(Instruction::Tile(Tile {
            product: Product::Forward,
            relu: true,
            shift: 5,
            emit: true,
            ..Tile::default()
        }));
    }
    asm.push(Instruction::Barrier);
    asm.push(Instruction::Release { a: buffer });
    asm.sub(buffer, one, buffer);
    asm.sub(register::X, both, register::X);
    asm.next(again);
    asm.finish().expect("the program is complete")
}

impl Words {
    /// Program and random weights, a run that does not end, then random images without end, both input buffers in turn.
    fn new() -> Words {
        let mut state = 0x9e37_79b9_7f4a_7c15;
        let mut words = vec![0];
        words.extend(program());
        let mut packets = vec![packet(command::PROGRAM, 0, &words)];
        for address in (0..TILES * INPUTS).step_by(56) {
            let mut words = vec![address as u32];
            words.extend((0..56 * BASE.vector_words()).map(|_| noise(&mut state) & 0x3f3f_3f3f));
            packets.push(packet(command::WEIGHTS, 0, &words));
        }
        packets.push(
            Run {
                repetitions: u32::MAX,
                ..Run::default()
            }
            .packet(),
        );
        let repeat = packets.iter().map(Vec::len).sum();
        for buffer in 0..2u8 {
            for image in 0..BASE.size {
                let mut words = vec![samples_word(usize::from(buffer) * INPUTS, image)];
                words.extend((0..INPUTS / 4).map(|_| noise(&mut state) & 0x7f7f_7f7f));
                let commit = if image + 1 == BASE.size {
                    Commit::Buffer
                } else {
                    Commit::No
                };
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
