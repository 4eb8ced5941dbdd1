//! The groups of input that a program takes, and the packets that bring them.

use golden::core::packet::{command, pack_labels, packet, samples_argument, samples_word, Commit, Packet};
use golden::core::program::{register, Instruction, Maximum, Product, Tile};
use rand::rngs::StdRng;
use rand::Rng;

use super::{Program, BUFFER, COUNT, MASK};
use crate::space::{codes, Space};

/// Addresses of A that a group of input takes.
pub(super) const GROUP: u32 = 16;
/// Groups in a buffer.
pub(super) const GROUPS: u32 = 2;

impl Program<'_> {
    /// Waits for the groups of this repetition's buffer and uses them.
    pub(super) fn input_groups(&mut self) {
        let n = self.n();
        for group in 0..GROUPS {
            self.asm.push(Instruction::Wait);
            self.known[usize::from(register::X)] = None;
            // x = input + (buffer * GROUPS + group) * GROUP
            let tile = Tile {
                emit: true,
                store: false,
                ..self.forward_tile(false)
            };
            let taps = self.random.gen_range(1..=GROUP);
            let (y, ys, _) = self.place(self.space.w, [taps, 1, 1], false, &[0], None);
            self.li(register::Y, y);
            self.set_loops([taps, 1, 1], &ys, &ys);
            self.set_lanes();
            self.tag();
            self.asm.push(Instruction::Mul {
                a: register::X,
                b: BUFFER,
                imm: (GROUPS * GROUP) as i16,
            });
            self.li(COUNT, self.input.base + group * GROUP);
            self.asm.add(register::X, register::X, COUNT);
            self.asm.push(Instruction::Tile(tile));
        }
        if self.space.config.trains {
            // the loss of the first N channels by the labels that came with the buffer
            self.li(register::N0, n);
            self.li(register::D, 0);
            self.asm.add(register::Y, BUFFER, BUFFER);
            self.known[usize::from(register::Y)] = None;
            let (_, columns) = self.set_lanes();
            self.error_results(columns);
            let tile = Tile {
                product: Product::Loss,
                ..Tile::default()
            };
            self.twice(tile, Maximum::Error, false);
            // labels are read as the tile drains
            self.barrier();
        }
        self.known[usize::from(register::X)] = None;
        self.asm.push(Instruction::Release { a: BUFFER });
    }

    /// The packets of a repetition's input, `repetition` counted from 0.
    pub fn input(space: &Space, random: &mut StdRng, repetition: u32) -> Vec<Packet> {
        let n = space.config.size;
        let reserved = 2 * GROUPS * GROUP;
        let input = space.a.base + space.a.size - reserved;
        let buffer = repetition % 2;
        let mut packets = Vec::new();
        if space.config.trains {
            let labels: Vec<u8> = (0..n * GROUPS as usize)
                .map(|_| random.gen_range(0..16))
                .collect();
            let mut words = vec![buffer * GROUPS];
            words.extend(pack_labels(&labels));
            packets.push(packet(command::LABELS, buffer as u8, &words));
        }
        for group in 0..GROUPS {
            let address = (input + (buffer * GROUPS + group) * GROUP) as usize & MASK as usize;
            for lane in 0..n {
                let mut words = vec![samples_word(address, lane)];
                words.extend((0..GROUP / 4).map(|_| codes(random, -128)));
                let commit = match (lane + 1 == n, group + 1 == GROUPS) {
                    (false, _) => Commit::No,
                    (true, false) => Commit::Group,
                    (true, true) => Commit::Buffer,
                };
                packets.push(packet(
                    command::SAMPLES,
                    samples_argument(buffer as u8, commit),
                    &words,
                ));
            }
        }
        packets
    }
}
