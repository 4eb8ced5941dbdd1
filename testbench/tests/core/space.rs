//! The part of each memory that a random program uses: filled before, read back after.

use golden::core::packet::{
    command, pack_codes, packet, read_packet, samples_argument, samples_word, Commit, Packet, Parameters,
    Readable, Run,
};
use golden::core::program::{lanes, register, Instruction, Maximum, NormCall, Pool, Product, Tile};
use golden::core::{Assembler, Config};
use rand::rngs::StdRng;
use rand::Rng;

/// Channels that a program normalises.
pub const CHANNELS: u32 = 8;

/// Free register that counts loops here.
const COUNT: u8 = register::FREE;

/// First address and size of what is used; addresses may wrap at the memory's end.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    pub base: u32,
    pub size: u32,
}

/// The windows of a program.
#[derive(Clone, Copy, Debug)]
pub struct Space {
    pub config: Config,
    pub a: Window,
    pub w: Window,
    pub e: Window,
    pub c: u32,
}

/// Four codes, extremes often.
pub fn codes(random: &mut StdRng, lowest: i8) -> u32 {
    u32::from_le_bytes(std::array::from_fn(|_| {
        if random.gen_bool(0.1) {
            *[0i8, 1, -1, 127, -127, lowest]
                .get(random.gen_range(0..6))
                .unwrap() as u8
        } else {
            random.gen_range(lowest..=127) as u8
        }
    }))
}

fn weights(random: &mut StdRng) -> u32 {
    let code = |random: &mut StdRng| -> i8 {
        match random.gen_range(0..6) {
            0 => *[64i8, -64, 33, 32, -33, -32].get(random.gen_range(0..6)).unwrap(),
            _ => random.gen_range(-64..=64),
        }
    };
    u32::from_le_bytes(std::array::from_fn(|_| code(random) as u8))
}

impl Space {
    /// Windows at random places, or across the end of what is built.
    pub fn random(config: Config, random: &mut StdRng) -> Space {
        let window = |random: &mut StdRng, depth: usize, size: u32| Window {
            base: match random.gen_range(0..4) {
                0 => (depth as u32).saturating_sub(size / 2) & !3,
                _ => random.gen_range(0..depth.max(1) as u32) & !3,
            },
            size: size.min(depth as u32),
        };
        Space {
            config,
            a: window(random, config.a_depth(), 512),
            w: window(random, config.w_depth(), 512),
            e: window(random, config.e_depth(), 256),
            c: random.gen_range(0..config.c_depth().max(1) as u32),
        }
    }

    /// The packets that fill A, W, L and C.
    pub fn fill(&self, random: &mut StdRng) -> Vec<Packet> {
        let n = self.config.size as u32;
        let mut packets = Vec::new();
        for lane in 0..n {
            for first in (0..self.a.size).step_by(128) {
                let address = (self.a.base + first) as usize & 0xf_ffff;
                let mut words = vec![samples_word(address, lane as usize)];
                words.extend((0..32).map(|_| codes(random, -128)));
                packets.push(packet(command::SAMPLES, samples_argument(0, Commit::No), &words));
            }
        }
        for first in (0..self.w.size).step_by(32) {
            let mut words = vec![self.w.base + first];
            words.extend((0..32 * self.config.vector_words()).map(|_| weights(random)));
            packets.push(packet(command::WEIGHTS, 0, &words));
        }
        if self.config.trains {
            let mut words = vec![0];
            let labels = self.config.l_depth() * self.config.vector_words();
            words.extend((0..labels).map(|_| random.gen::<u32>() & 0x0f0f_0f0f));
            packets.push(packet(command::LABELS, 0, &words));
        }
        if self.config.normalises() {
            let mut words = vec![self.c];
            for _ in 0..CHANNELS {
                let parameters = Parameters {
                    gamma: *[1, 256, 1023, random.gen_range(1..=1023)]
                        .get(random.gen_range(0..4))
                        .unwrap(),
                    beta: *[0, -4096, 4095, random.gen_range(-4096..=4095)]
                        .get(random.gen_range(0..4))
                        .unwrap(),
                    mu: random.gen_range(-32768 << 16..32767 << 16),
                    scale: random.gen_range(0..32767 << 16),
                    set: random.gen(),
                };
                words.extend(parameters.words());
            }
            packets.push(packet(command::PARAMETERS, 0, &words));
        }
        packets
    }

    /// Fills flags, pool indices, norm samples, errors and the gradients of the channels by tiles and norm calls.
    pub fn fill_by_program(&self, asm: &mut Assembler, random: &mut StdRng) {
        let n = self.config.size as u32;
        if !self.config.trains {
            return;
        }
        let every = |asm: &mut Assembler, body: &mut dyn FnMut(&mut Assembler)| {
            asm.li(register::F, self.e.base.into());
            asm.li(COUNT, (self.e.size / n).into());
            let again = asm.here();
            body(asm);
            asm.addi(register::F, register::F, n as i16);
            asm.loop_to(COUNT, again);
        };
        let set = |asm: &mut Assembler, values: &[(u8, u32)]| {
            values
                .iter()
                .for_each(|(number, value)| asm.li(*number, (*value).into()));
        };
        let tile = Tile {
            shift: 3,
            store: true,
            ..Tile::default()
        };
        set(
            asm,
            &[
                (register::N0, 21),
                (register::N1, 1),
                (register::N2, 1),
                (register::LANES, lanes(n as usize, n as usize)),
                (register::X, self.a.base),
                (register::Y, self.w.base),
                (register::D, self.a.base + self.a.size - n),
                (register::RUN_GAP, 1),
            ],
        );
        // flags and indices, then samples and indices again
        let (dx, dy) = (random.gen_range(0..12), random.gen_range(0..12));
        let kinds: &[bool] = if self.config.normalises() {
            &[false, true]
        } else {
            &[false]
        };
        for &norm in kinds {
            every(asm, &mut |asm| {
                for pool in [Pool::First, Pool::Middle, Pool::Middle, Pool::Last] {
                    asm.push(Instruction::Tile(Tile { pool, norm, ..tile }));
                    asm.addi(register::X, register::X, dx);
                    asm.addi(register::Y, register::Y, dy);
                }
                asm.addi(register::X, register::X, -4 * dx);
                asm.addi(register::Y, register::Y, -3 * dy);
            });
            asm.li(register::Y, self.w.base.into());
            asm.push(Instruction::Barrier);
        }
        // errors: results less targets
        set(
            asm,
            &[
                (register::N0, n),
                (register::Y, self.config.l_depth() as u32 - 1),
                (register::D, 0),
                (register::X, self.a.base),
            ],
        );
        let loss = Tile {
            product: Product::Loss,
            ..Tile::default()
        };
        for store in [false, true] {
            every(asm, &mut |asm| {
                asm.push(Instruction::Tile(Tile { store, ..loss }));
                asm.addi(register::X, register::X, 3);
            });
            asm.li(register::X, self.a.base.into());
            asm.push(Instruction::Scale(Maximum::Error));
        }
        if !self.config.normalises() {
            return;
        }
        // gradients of every channel; the scale of dx is whatever it is, none
        set(
            asm,
            &[
                (register::N0, n + 1),
                (register::N1, 2),
                (register::F, self.e.base),
                (register::Y1, 5),
                (register::WY, 17),
                (register::INDEX, self.c),
                (COUNT, CHANNELS),
            ],
        );
        let again = asm.here();
        asm.push(Instruction::Norm(NormCall {
            backward: true,
            ..NormCall::default()
        }));
        asm.push(Instruction::Scale(Maximum::Error));
        asm.push(Instruction::Norm(NormCall {
            backward: true,
            store: true,
            ..NormCall::default()
        }));
        asm.push(Instruction::Barrier);
        asm.addi(register::INDEX, register::INDEX, 1);
        asm.addi(register::F, register::F, 20);
        asm.loop_to(COUNT, again);
        asm.push(Instruction::Scale(Maximum::Dgamma));
        asm.push(Instruction::Scale(Maximum::Dbeta));
    }

    /// Packets that show everything that a program left in W, C, A and E. They change A and W.
    pub fn show(&self, random: &mut StdRng) -> Vec<Packet> {
        let n = self.config.size;
        let mut packets = vec![read_packet(Readable::Weights, self.w.base as usize, self.w.size)];
        if self.config.normalises() {
            packets.push(read_packet(Readable::Parameters, self.c as usize, CHANNELS));
        }
        packets.extend(self.show_activations());
        if self.config.trains {
            // identity in A
            for lane in 0..n {
                let mut codes = vec![0i8; n];
                codes[lane] = 1;
                let mut words = vec![samples_word(self.a.base as usize, lane)];
                words.extend(pack_codes(&codes));
                packets.push(packet(command::SAMPLES, samples_argument(0, Commit::No), &words));
            }
            // 64 - e shows every e from 0 up, -64 - e the others
            for weight in [64, -64] {
                packets.extend(self.show_errors(weight, random));
            }
        }
        packets
    }

    /// An identity in W, then a tile for every N addresses of A.
    fn show_activations(&self) -> Vec<Packet> {
        let n = self.config.size;
        let mut words = vec![self.w.base];
        for k in 0..n {
            let mut row = vec![0i8; n];
            row[k] = 64;
            words.extend(pack_codes(&row));
        }
        let mut asm = Assembler::new();
        for (number, value) in [
            (register::N0, n as u32),
            (register::N1, 1),
            (register::N2, 1),
            (register::LANES, lanes(n, n)),
            (register::X, self.a.base),
            (register::Y, self.w.base),
            (COUNT, self.a.size / n as u32),
        ] {
            asm.li(number, value.into());
        }
        let again = asm.here();
        asm.push(Instruction::Tile(Tile {
            emit: true,
            ..Tile::default()
        }));
        asm.addi(register::X, register::X, n as i16);
        asm.loop_to(COUNT, again);
        asm.push(Instruction::Halt);
        let mut packets = vec![packet(command::WEIGHTS, 0, &words)];
        packets.extend(load(asm));
        packets.push(run(1, 0, 0));
        packets
    }

    /// W = `weight` less the errors: the gradient of an identity, at a rate that makes a step of it.
    fn show_errors(&self, weight: i8, random: &mut StdRng) -> Vec<Packet> {
        let n = self.config.size as u32;
        let mut packets = Vec::new();
        for first in (0..self.e.size).step_by(32) {
            let mut words = vec![self.w.base + first];
            let word = u32::from_le_bytes([weight as u8; 4]);
            words.extend((0..32 * self.config.vector_words()).map(|_| word));
            packets.push(packet(command::WEIGHTS, 0, &words));
        }
        let mut asm = Assembler::new();
        for (number, value) in [
            (register::N0, n),
            (register::N1, 1),
            (register::N2, 1),
            (register::LANES, lanes(n as usize, n as usize)),
            (register::X, self.a.base),
            (register::RUN_GAP, 1),
            (register::INDEX, 0),
            (register::INDEX_HIGH, 0),
            (register::INDEX_ROW, n),
        ] {
            asm.li(number, value.into());
        }
        asm.push(Instruction::Keys { layer: 5 });
        asm.push(Instruction::Scale(Maximum::Gradient));
        for store in [false, true] {
            asm.li(register::Y, self.e.base.into());
            asm.li(register::D, self.w.base.into());
            asm.li(COUNT, (self.e.size / n).into());
            let again = asm.here();
            asm.push(Instruction::Tile(Tile {
                product: Product::Gradient,
                store,
                ..Tile::default()
            }));
            asm.addi(register::Y, register::Y, n as i16);
            asm.addi(register::D, register::D, n as i16);
            asm.loop_to(COUNT, again);
            asm.push(Instruction::Scale(Maximum::Gradient));
        }
        asm.push(Instruction::Halt);
        packets.extend(load(asm));
        // the largest error has 7 bits, so the scale is 2^7
        packets.push(run(1, 7, random.gen()));
        packets.push(read_packet(Readable::Weights, self.w.base as usize, self.e.size));
        packets
    }
}

/// PROGRAM packets of a program at address 0.
pub fn load(asm: Assembler) -> Vec<Packet> {
    let words = asm.finish().expect("every label has its place");
    let parts = words.chunks(200).enumerate();
    let parts =
        parts.map(|(index, part)| packet(command::PROGRAM, 0, &[&[200 * index as u32], part].concat()));
    parts.collect()
}

/// RUN of `repetitions` from address 0.
pub fn run(repetitions: u32, rate_log2: i32, seed: u64) -> Packet {
    Run {
        repetitions,
        entry: 0,
        step: seed as u32 >> 3,
        rate_log2,
        seed,
    }
    .packet()
}
