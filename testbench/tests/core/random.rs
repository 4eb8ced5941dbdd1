//! Random programs: tiles of every kind at random addresses, norm calls, updates, arithmetic, input groups.
//!
//! A program keeps the rules of `docs/core.md`: what an earlier tile or call stores is read across a barrier only, row
//! reads have their gap a multiple of N, errors are scaled by a maximum that they were part of.

use std::collections::HashSet;

use golden::core::packet::{command, pack_labels, packet, samples_argument, samples_word, Commit, Packet};
use golden::core::program::{
    lanes, register, run_gap, Instruction, Maximum, NormCall, Parameter, Pool, Product, Tile,
};
use golden::core::Assembler;
use rand::rngs::StdRng;
use rand::Rng;

use super::space::{codes, Space, Window, CHANNELS};

/// Free register that counts loops.
const COUNT: u8 = register::FREE;
/// Free register that holds the input buffer in use.
const BUFFER: u8 = 31;
/// Free registers that hold anything.
const FREE: std::ops::Range<u8> = 22..30;

/// Addresses of A that a group of input takes.
const GROUP: u32 = 16;
/// Groups in a buffer.
const GROUPS: u32 = 2;

/// A memory, for what is written since the last barrier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Memory {
    A,
    W,
    E,
    X,
    Flags,
    Winner,
}

/// An operand of a tile, as the addresses that the loops touch.
#[derive(Clone, Copy, Debug, Default)]
struct Loops {
    counts: [u32; 3],
    /// Strides of loop 1 and 2, and when the lane wraps.
    strides: [i64; 3],
}

pub struct Program<'a> {
    space: Space,
    random: &'a mut StdRng,
    asm: Assembler,
    /// What each register is known to hold.
    known: [Option<u32>; 32],
    written: HashSet<(Memory, u32)>,
    /// A norm call has been queued since the last barrier.
    norm_pending: bool,
    /// Addresses of A behind the window that hold the input buffers.
    input: Window,
}

const MASK: u32 = 0xf_ffff;

impl<'a> Program<'a> {
    pub fn new(space: Space, random: &'a mut StdRng) -> Program<'a> {
        // the last addresses of the window are for input alone
        let reserved = 2 * GROUPS * GROUP;
        let mut space = space;
        space.a.size -= reserved;
        let input = Window {
            base: space.a.base + space.a.size,
            size: reserved,
        };
        Program {
            space,
            random,
            asm: Assembler::new(),
            known: [None; 32],
            written: HashSet::new(),
            norm_pending: false,
            input,
        }
    }

    fn n(&self) -> u32 {
        self.space.config.size as u32
    }

    /// A program of about `length` instructions that takes [`GROUPS`] groups of input in every repetition.
    pub fn assemble(mut self, length: usize) -> Assembler {
        self.space.fill_by_program(&mut self.asm, self.random);
        self.li(BUFFER, 1);
        let top = self.asm.here();
        // the other buffer's turn; nothing is known of the registers in a second pass
        self.known = [None; 32];
        self.li(COUNT, 1);
        self.asm.sub(BUFFER, COUNT, BUFFER);
        self.known[usize::from(BUFFER)] = None;
        self.input_groups();
        while self.asm.len() < length {
            self.operation();
        }
        self.asm.next(top);
        self.asm
    }

    fn li(&mut self, register: u8, value: u32) {
        let value = value & MASK;
        let known = &mut self.known[usize::from(register)];
        if *known == Some(value) && self.random.gen_bool(0.9) {
            return;
        }
        *known = Some(value);
        // by a difference to another register, now and then
        let other = self.random.gen_range(0..32u8);
        if let Some(from) =
            self.known[usize::from(other)].filter(|_| other != register && self.random.gen_bool(0.2))
        {
            let difference = (value as i64 - i64::from(from)) << 44 >> 44;
            if let Ok(imm) = i16::try_from(difference) {
                self.asm.addi(register, other, imm);
                return;
            }
        }
        self.asm.li(register, value.into());
    }

    fn barrier(&mut self) {
        self.asm.push(Instruction::Barrier);
        self.cleared();
    }

    /// Everything queued is stored.
    fn cleared(&mut self) {
        self.written.clear();
        self.norm_pending = false;
    }

    fn depth(&self, memory: Memory) -> u32 {
        let config = self.space.config;
        (match memory {
            Memory::A => config.a_depth(),
            Memory::W => config.w_depth(),
            Memory::X => config.x_depth(),
            _ => config.e_depth(),
        }) as u32
    }

    /// A barrier if any of these has been written since the last one.
    fn reads(&mut self, memory: Memory, addresses: impl IntoIterator<Item = u32>) {
        let mask = self.depth(memory).max(1) - 1;
        let hit = addresses
            .into_iter()
            .any(|address| self.written.contains(&(memory, address & mask)));
        if hit {
            self.barrier();
        }
    }

    fn writes(&mut self, memory: Memory, addresses: impl IntoIterator<Item = u32>) {
        let mask = self.depth(memory).max(1) - 1;
        self.written
            .extend(addresses.into_iter().map(|address| (memory, address & mask)));
    }

    /// Loops whose addresses, with `tail` more at each place, span at most the window, and where they start in it.
    fn place(
        &mut self,
        window: Window,
        counts: [u32; 3],
        wrapped: bool,
        tail: &[u32],
        unpool: Option<(u32, i64)>,
    ) -> (u32, Loops, Vec<u32>) {
        // strides that leave no room are drawn again, shorter every time
        for widest in (0..=40i64)
            .rev()
            .flat_map(|widest| [widest; 8])
            .chain(std::iter::repeat(0))
        {
            let mut stride = || self.random.gen_range(-widest..=widest);
            let loops = Loops {
                counts,
                strides: [stride(), stride(), stride()],
            };
            let touched = self.touched(&loops, wrapped, tail, unpool);
            let (low, high) = (*touched.iter().min().unwrap(), *touched.iter().max().unwrap());
            let Some(room) = i64::from(window.size)
                .checked_sub(high - low + 1)
                .filter(|room| *room >= 0)
            else {
                continue;
            };
            let start = i64::from(window.base) + self.random.gen_range(0..=room) - low;
            let addresses = touched
                .iter()
                .map(|offset| (start + offset) as u32 & MASK)
                .collect();
            return (start as u32 & MASK, loops, addresses);
        }
        unreachable!("without strides a pass fits every window")
    }

    /// Offsets from the start that loops touch. `unpool`: the phase, and the parity with which a stride counts.
    fn touched(&self, loops: &Loops, wrapped: bool, tail: &[u32], unpool: Option<(u32, i64)>) -> Vec<i64> {
        let n = i64::from(self.n());
        let mut touched = Vec::new();
        let counts = loops.counts.map(i64::from);
        let (phase, when) = unpool.map_or((0, 2), |(phase, when)| (i64::from(phase), when));
        let (mut outer, mut y) = (0, phase & 1);
        for _ in 0..counts[2] {
            let (mut inner, mut x) = (outer, phase >> 1);
            for _ in 0..counts[1] {
                for i0 in 0..counts[0] {
                    let at = inner + if wrapped { i0 / n * loops.strides[2] } else { i0 };
                    if !wrapped || i0 % n == 0 {
                        touched.extend(tail.iter().map(|t| at + i64::from(*t)));
                    }
                }
                inner += if when == 2 || x == when {
                    loops.strides[0]
                } else {
                    0
                };
                x ^= 1;
            }
            outer += if when == 2 || y == when {
                loops.strides[1]
            } else {
                0
            };
            y ^= 1;
        }
        touched
    }

    fn set_loops(&mut self, counts: [u32; 3], x: &Loops, y: &Loops) {
        for (register, value) in [
            (register::N0, counts[0]),
            (register::N1, counts[1]),
            (register::N2, counts[2]),
            (register::X1, x.strides[0] as u32),
            (register::X2, x.strides[1] as u32),
            (register::WX, x.strides[2] as u32),
            (register::Y1, y.strides[0] as u32),
            (register::Y2, y.strides[1] as u32),
            (register::WY, y.strides[2] as u32),
        ] {
            self.li(register, value);
        }
    }

    fn counts(&mut self, most: u32) -> [u32; 3] {
        let few = |random: &mut StdRng| {
            if random.gen_bool(0.4) {
                1
            } else {
                random.gen_range(1..=4)
            }
        };
        let n0 = if self.random.gen_bool(0.15) {
            1
        } else {
            self.random.gen_range(1..=most)
        };
        [n0, few(self.random), few(self.random)]
    }

    fn set_lanes(&mut self) -> (u32, u32) {
        let n = self.n();
        let most = |random: &mut StdRng| {
            if random.gen_bool(0.5) {
                n
            } else {
                random.gen_range(1..=n)
            }
        };
        let (rows, columns) = (most(self.random), most(self.random));
        self.li(register::LANES, lanes(rows as usize, columns as usize));
        (rows, columns)
    }

    fn somewhere(&mut self, window: Window, length: u32) -> u32 {
        window.base + self.random.gen_range(0..=window.size - length)
    }

    /// The operands of a forward tile within `window` of A.
    fn forward_operands(&mut self, window: Window) {
        let counts = self.counts(40.min(window.size));
        let (x, xs, a) = self.place(window, counts, false, &[0], None);
        let (y, ys, w) = self.place(self.space.w, counts, false, &[0], None);
        self.reads(Memory::A, a);
        self.reads(Memory::W, w);
        self.li(register::X, x);
        self.li(register::Y, y);
        self.set_loops(counts, &xs, &ys);
    }

    /// Result addresses of a forward tile; notes what it writes.
    fn forward_results(&mut self, tile: Tile, columns: u32) {
        let d = self.somewhere(self.space.a, columns);
        let f = self.somewhere(self.space.e, columns.min(self.space.e.size));
        self.li(register::D, d);
        self.li(register::F, f);
        let result = f..f + columns;
        if tile.store && tile.norm {
            // the normaliser may still be reading these
            if self.norm_pending {
                self.barrier();
            }
            self.writes(Memory::X, result.clone());
        } else if tile.store {
            if self.norm_pending {
                self.barrier();
            }
            self.writes(Memory::A, d..d + columns);
            self.writes(Memory::Flags, result.clone());
        }
        if tile.store && tile.pool == Pool::Last {
            self.writes(Memory::Winner, result);
        }
    }

    fn tag(&mut self) {
        let from = self.random.gen_range(FREE);
        match self.random.gen_range(0..3) {
            0 => self.asm.addi(register::TAG, from, self.random.gen()),
            1 => self.asm.add(register::TAG, from, from),
            _ => self.asm.push(Instruction::Mul {
                a: register::TAG,
                b: from,
                imm: self.random.gen(),
            }),
        }
        self.known[usize::from(register::TAG)] = None;
    }

    fn forward_tile(&mut self, norm: bool) -> Tile {
        Tile {
            relu: self.random.gen(),
            shift: self.random.gen_range(0..12),
            store: self.random.gen_bool(0.7),
            emit: self.random.gen_bool(0.5),
            norm,
            ..Tile::default()
        }
    }

    fn forward(&mut self, window: Window) {
        let norm = self.space.config.trains && self.random.gen_bool(0.2);
        let mut tile = self.forward_tile(norm);
        // the same again, without a barrier: only what stores nothing cannot read its own result
        let count = if self.random.gen_bool(0.2) {
            self.random.gen_range(2..5)
        } else {
            1
        };
        tile.store &= count == 1;
        self.forward_operands(window);
        let (_, columns) = self.set_lanes();
        self.forward_results(tile, columns);
        self.tag();
        if count == 1 {
            self.asm.push(Instruction::Tile(tile));
            return;
        }
        self.li(COUNT, count);
        let again = self.asm.here();
        self.asm.push(Instruction::Tile(tile));
        self.asm.addi(register::TAG, register::TAG, 1);
        self.asm.loop_to(COUNT, again);
        self.known[usize::from(COUNT)] = Some(0);
    }

    fn pool(&mut self, window: Window) {
        let norm = self.space.config.trains && self.random.gen_bool(0.3);
        let tile = self.forward_tile(norm);
        let (_, columns) = self.set_lanes();
        self.tag();
        for pool in [Pool::First, Pool::Middle, Pool::Middle, Pool::Last] {
            self.forward_operands(window);
            let tile = Tile { pool, ..tile };
            if pool == Pool::Last {
                self.forward_results(tile, columns);
            }
            self.asm.push(Instruction::Tile(tile));
        }
    }

    /// Looks for the maximum, scales, stores.
    fn twice(&mut self, tile: Tile, maximum: Maximum, keys: bool) {
        self.asm.push(Instruction::Tile(Tile { store: false, ..tile }));
        let layer = self.random.gen::<u32>() & MASK;
        let early = self.random.gen();
        if keys && early {
            self.asm.push(Instruction::Keys { layer });
        }
        self.asm.push(Instruction::Scale(maximum));
        self.cleared();
        if keys && !early {
            self.asm.push(Instruction::Keys { layer });
        }
        self.asm.push(Instruction::Tile(Tile { store: true, ..tile }));
    }

    /// Where errors go.
    fn error_results(&mut self, columns: u32) {
        let f = self.somewhere(self.space.e, columns);
        self.li(register::F, f);
        self.reads(Memory::Flags, f..f + columns);
    }

    fn errors_written(&mut self, columns: u32) {
        let f = self.known[usize::from(register::F)].unwrap_or(0);
        self.writes(Memory::E, f..f + columns);
    }

    fn transposed(&mut self) {
        let n = self.n();
        self.quiet();
        let unpool = self.random.gen_bool(0.4);
        let phase = self.random.gen_range(0..4);
        let parity = unpool.then_some((phase, 0));
        let counts = self.counts(40);
        let (x, xs, e) = self.place(self.space.e, counts, false, &[0], parity);
        let row: Vec<u32> = (0..n).collect();
        let (y, ys, w) = self.place(self.space.w, counts, true, &row, None);
        self.reads(Memory::E, e.clone());
        self.reads(Memory::Winner, e);
        self.reads(Memory::W, w);
        self.li(register::X, x);
        self.li(register::Y, y);
        self.li(register::PHASE, phase);
        self.set_loops(counts, &xs, &ys);
        let (_, columns) = self.set_lanes();
        self.error_results(columns);
        let tile = Tile {
            product: Product::Transposed,
            unpool,
            ..Tile::default()
        };
        self.twice(tile, Maximum::Error, false);
        self.errors_written(columns);
    }

    fn loss(&mut self) {
        let n = self.n();
        self.quiet();
        let x = self.somewhere(self.space.a, n);
        self.reads(Memory::A, x..x + n);
        // the first slots come with the input buffers
        let label = self
            .random
            .gen_range(2 * GROUPS..self.space.config.l_depth() as u32);
        let class = self.random.gen_range(0..16);
        self.li(register::X, x);
        self.li(register::Y, label);
        self.li(register::D, class);
        self.li(register::N0, n);
        self.li(register::N1, 1);
        self.li(register::N2, 1);
        let (_, columns) = self.set_lanes();
        self.error_results(columns);
        let tile = Tile {
            product: Product::Loss,
            ..Tile::default()
        };
        self.twice(tile, Maximum::Error, false);
        self.errors_written(columns);
    }

    fn gradient(&mut self) {
        let n = self.n();
        self.quiet();
        let unpool = self.random.gen_bool(0.4);
        let phase = self.random.gen_range(0..4);
        let counts = self.counts(3 * n);
        let (run, gap) = (self.random.gen_range(1..=n), n * self.random.gen_range(0..3));
        let lanes: Vec<u32> = (0..n).map(|lane| lane + lane / run * gap).collect();
        let row: Vec<u32> = (0..n).collect();
        // strides that leave no room are drawn again; a long gap leaves little
        if lanes[n as usize - 1] + 4 * n > self.space.a.size {
            return;
        }
        let (x, xs, a) = self.place(self.space.a, counts, true, &lanes, None);
        let parity = unpool.then_some((phase, 1));
        let (y, ys, e) = self.place(self.space.e, counts, true, &row, parity);
        self.reads(Memory::A, a);
        self.reads(Memory::E, e.clone());
        self.reads(Memory::Winner, e);
        self.li(register::X, x);
        self.li(register::Y, y);
        self.li(register::PHASE, phase);
        self.li(register::RUN_GAP, run_gap(run as usize, gap as usize));
        self.set_loops(counts, &xs, &ys);
        let (rows, _) = self.set_lanes();
        let d = self.somewhere(self.space.w, rows);
        self.li(register::D, d);
        let index = [self.random.gen(), self.random.gen(), self.random.gen()];
        for (register, value) in [register::INDEX, register::INDEX_HIGH, register::INDEX_ROW]
            .into_iter()
            .zip(index)
        {
            self.li(register, value);
        }
        let tile = Tile {
            product: Product::Gradient,
            unpool,
            ..Tile::default()
        };
        self.twice(tile, Maximum::Gradient, true);
        // forward and transposed tiles only after a barrier
        let all = 0..self.space.config.w_depth() as u32;
        self.writes(Memory::W, all);
    }

    /// A barrier if a norm call may still be at work: only forward tiles run beside one.
    fn quiet(&mut self) {
        if self.norm_pending {
            self.barrier();
        }
    }

    /// Places a channel: every column its own in A and in E-space.
    fn channel(&mut self) -> (Vec<u32>, Vec<u32>) {
        let n = self.n();
        let images = self.random.gen_range(1..=3 * n);
        let positions = self.random.gen_range(1..=6);
        let mut place = |window: Window| loop {
            let (stride, group) = (
                self.random.gen_range(-20i64..=20),
                self.random.gen_range(-60i64..=60),
            );
            let groups = images.div_ceil(n);
            let all = (0..positions)
                .flat_map(|p| (0..groups).map(move |g| i64::from(p) * stride + i64::from(g) * group));
            let offsets: Vec<i64> = all.collect();
            let distinct = offsets.iter().collect::<HashSet<_>>().len() == offsets.len();
            let (low, high) = (*offsets.iter().min().unwrap(), *offsets.iter().max().unwrap());
            let room = i64::from(window.size) - (high - low + 1);
            if distinct && room >= 0 {
                let start = i64::from(window.base) + self.random.gen_range(0..=room) - low;
                let addresses: Vec<u32> = offsets
                    .iter()
                    .map(|offset| (start + offset) as u32 & MASK)
                    .collect();
                break (start as u32, stride as u32, group as u32, addresses);
            }
        };
        let (d, x1, wx, a) = place(self.space.a);
        let (f, y1, wy, e) = place(self.space.e);
        for (register, value) in [
            (register::D, d),
            (register::F, f),
            (register::N0, images),
            (register::N1, positions),
            (register::X1, x1),
            (register::Y1, y1),
            (register::WX, wx),
            (register::WY, wy),
        ] {
            self.li(register, value);
        }
        (a, e)
    }

    fn norm_forward(&mut self) {
        let (a, e) = self.channel();
        let channel = self.space.c + self.random.gen_range(0..CHANNELS);
        self.li(register::INDEX, channel);
        // the call before it may be one of the same channel, and tiles may be writing what it writes
        self.barrier();
        self.asm.push(Instruction::Norm(NormCall {
            l2: self.random.gen(),
            ..NormCall::default()
        }));
        self.norm_pending = true;
        self.writes(Memory::A, a);
        self.writes(Memory::Flags, e);
        // beside it: forward tiles that only send, or store norm samples elsewhere
        if self.random.gen() {
            self.forward_operands(self.space.a);
            let tile = Tile {
                store: false,
                emit: true,
                ..self.forward_tile(false)
            };
            self.set_lanes();
            self.tag();
            self.asm.push(Instruction::Tile(tile));
        }
    }

    fn norm_backward(&mut self) {
        let first = self.random.gen_range(0..CHANNELS - 2);
        let count = self.random.gen_range(1..=3);
        self.barrier();
        for channel in first..first + count {
            let (_, e) = self.channel();
            self.li(register::INDEX, self.space.c + channel);
            let call = NormCall {
                backward: true,
                store: false,
                l2: self.random.gen(),
            };
            self.asm.push(Instruction::Norm(call));
            self.asm.push(Instruction::Scale(Maximum::Error));
            self.asm.push(Instruction::Norm(NormCall { store: true, ..call }));
            self.barrier();
            drop(e);
        }
        self.li(register::INDEX, self.space.c + first);
        self.li(register::N0, count);
        for (maximum, parameter) in [
            (Maximum::Dgamma, Parameter::Gamma),
            (Maximum::Dbeta, Parameter::Beta),
        ] {
            self.asm.push(Instruction::Keys {
                layer: self.random.gen::<u32>() & MASK,
            });
            self.asm.push(Instruction::Scale(maximum));
            self.asm.push(Instruction::NormUpdate(parameter));
        }
        self.cleared();
    }

    fn arithmetic(&mut self) {
        for _ in 0..self.random.gen_range(1..6) {
            let mut any = || self.random.gen_range(FREE);
            let (a, b, c) = (any(), any(), any());
            let imm = self.random.gen();
            self.asm.push(match self.random.gen_range(0..8) {
                0 => Instruction::Li {
                    a,
                    value: self.random.gen::<u32>() & MASK,
                },
                1 => Instruction::Addi { a, b, imm },
                2 => Instruction::Add { a, b, c },
                3 => Instruction::Sub { a, b, c },
                4 => Instruction::Min { a, b, c },
                5 => Instruction::Max { a, b, c },
                6 => Instruction::Mul { a, b, imm },
                _ => Instruction::Addi { a, b: 0, imm },
            });
            self.known[usize::from(a)] = None;
        }
    }

    /// A branch over arithmetic, taken or not, or a short loop.
    fn branch(&mut self) {
        let (a, b) = (self.random.gen_range(FREE), self.random.gen_range(FREE));
        let after = self.asm.label();
        match self.random.gen_range(0..3) {
            0 => self.asm.blt(a, b, after),
            1 => self.asm.jump(after),
            _ => {
                let passes = self.random.gen_range(1..20);
                self.li(COUNT, passes);
                let again = self.asm.here();
                self.arithmetic();
                self.asm.loop_to(COUNT, again);
                self.known[usize::from(COUNT)] = Some(0);
            }
        }
        self.arithmetic();
        self.asm.place(after);
    }

    /// Waits for the groups of this repetition's buffer and uses them.
    fn input_groups(&mut self) {
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

    fn operation(&mut self) {
        let trains = self.space.config.trains;
        let a = self.space.a;
        match self.random.gen_range(0..100) {
            0..=29 => self.forward(a),
            30..=39 => self.pool(a),
            40..=52 if trains => self.transposed(),
            53..=57 if trains => self.loss(),
            58..=71 if trains => self.gradient(),
            72..=77 if trains => self.norm_forward(),
            78..=83 if trains => self.norm_backward(),
            84..=91 => self.arithmetic(),
            92..=95 => self.branch(),
            96 => self.barrier(),
            _ => self.forward(a),
        }
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
