//! Random programs: tiles of every kind at random addresses, norm calls, updates, arithmetic, input groups.
//!
//! A program keeps the rules of `docs/core.md`: what an earlier tile or call stores is read across a barrier only, row
//! reads have their gap a multiple of N, errors are scaled by a maximum that they were part of.

mod backward;
mod flow;
mod forward;
mod input;
mod norm;
mod place;

use std::collections::HashSet;

use golden::core::program::{register, Instruction};
use golden::core::Assembler;
use rand::rngs::StdRng;
use rand::Rng;

use super::space::{Space, Window};
use input::{GROUP, GROUPS};

/// Free register that counts loops.
const COUNT: u8 = register::FREE;
/// Free register that holds the input buffer in use.
const BUFFER: u8 = 31;
/// Free registers that hold anything.
const FREE: std::ops::Range<u8> = 22..30;

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

    /// Where an address lies: past the end it is that of the beginning, in an eighth that is missing of the one before.
    fn spot(&self, memory: Memory, address: u32) -> (Memory, u32) {
        let depth = self.depth(memory).max(1);
        let all = depth.next_power_of_two();
        let place = address & (all - 1);
        (memory, if place < depth { place } else { place - all / 8 })
    }

    /// A barrier if any of these has been written since the last one.
    fn reads(&mut self, memory: Memory, addresses: impl IntoIterator<Item = u32>) {
        let mut places = addresses.into_iter().map(|address| self.spot(memory, address));
        if places.any(|place| self.written.contains(&place)) {
            self.barrier();
        }
    }

    fn writes(&mut self, memory: Memory, addresses: impl IntoIterator<Item = u32>) {
        for address in addresses {
            let place = self.spot(memory, address);
            self.written.insert(place);
        }
    }

    fn operation(&mut self) {
        let (trains, normalises) = (self.space.config.trains, self.space.config.normalises());
        let a = self.space.a;
        match self.random.gen_range(0..100) {
            0..=29 => self.forward(a),
            30..=39 => self.pool(a),
            40..=52 if trains => self.transposed(),
            53..=57 if trains => self.loss(),
            58..=71 if trains => self.gradient(),
            72..=77 if normalises => self.norm_forward(),
            78..=83 if normalises => self.norm_backward(),
            84..=91 => self.arithmetic(),
            92..=95 => self.branch(),
            96 => self.barrier(),
            _ => self.forward(a),
        }
    }
}
