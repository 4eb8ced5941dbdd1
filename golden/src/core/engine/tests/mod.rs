//! The engine against the definitions, one instruction at a time.

mod norm;
mod packets;
mod processor;
mod products;
mod results;

use super::super::config::{BASE, MEDIUM};
use super::super::packet::{command, packet, Packet, Run};
use super::super::program::{register, Instruction, Tile};
use super::super::{Assembler, Config};
use super::Engine;
use crate::random::{mix, round_keys, RoundKeys};

/// Numbers that look random and are the same in every run.
pub(super) struct Draws {
    keys: RoundKeys,
    index: u32,
}

impl Draws {
    pub fn new(seed: u64) -> Draws {
        Draws {
            keys: round_keys(seed, 7, 7),
            index: 0,
        }
    }

    pub fn bits(&mut self) -> u16 {
        self.index += 1;
        mix(&self.keys, self.index)
    }

    /// Uniform enough in `0..bound`.
    pub fn below(&mut self, bound: u32) -> u32 {
        (u32::from(self.bits()) << 16 | u32::from(self.bits())) % bound
    }

    pub fn code(&mut self) -> i8 {
        self.bits() as i8
    }

    pub fn coin(&mut self) -> bool {
        self.bits() & 1 == 1
    }
}

/// An engine whose memories hold random codes; errors, weights and labels as the packets and tiles would leave them.
pub(super) fn filled(config: Config, draws: &mut Draws) -> Engine {
    let mut engine = Engine::new(config, 0);
    for address in 0..config.a_depth() as u32 {
        engine.memories.a.column_mut(address).fill_with(|| draws.code());
    }
    for address in 0..config.w_depth() as u32 {
        (0..config.size).for_each(|lane| {
            engine
                .memories
                .set_weight(address, lane, (draws.bits() % 129) as i8 - 64)
        });
    }
    for address in 0..config.e_depth() as u32 {
        let m = &mut engine.memories;
        m.e.column_mut(address).fill_with(|| draws.code().max(-127));
        m.winner.column_mut(address).fill_with(|| draws.bits() as u8 & 3);
        m.flags.column_mut(address).fill_with(|| draws.bits() as u8 & 3);
        m.x.column_mut(address).fill_with(|| draws.bits() as i16);
    }
    for address in 0..config.l_depth() as u32 {
        engine
            .memories
            .labels
            .column_mut(address)
            .fill_with(|| draws.bits() as u8 % 10);
    }
    engine
}

/// Runs instructions from address 0 on, a HALT behind them.
pub(super) fn run(engine: &mut Engine, instructions: &[Instruction]) -> Vec<Packet> {
    let mut words = vec![0];
    words.extend(instructions.iter().map(|instruction| instruction.encode()));
    words.push(Instruction::Halt.encode());
    assert_eq!(
        engine.send(&packet(command::PROGRAM, 0, &words)),
        Vec::<Packet>::new()
    );
    let run = Run {
        repetitions: 1,
        step: STEP,
        rate_log2: RATE,
        seed: SEED,
        ..Run::default()
    };
    engine.send(&run.packet())
}

pub(super) const STEP: u32 = 5;
pub(super) const RATE: i32 = 2;
pub(super) const SEED: u64 = 0x1234_5678_9abc_def0;

/// Registers of a tile by number, the rest as they are.
pub(super) fn tile_program(registers: &[(u8, i64)], tile: Tile) -> Vec<Instruction> {
    let mut asm = Assembler::new();
    registers
        .iter()
        .for_each(|(number, value)| asm.li(*number, *value));
    asm.push(Instruction::Tile(tile));
    asm.instructions().unwrap()
}

/// Registers of a tile of one step with all lanes in use.
pub(super) fn one_step(config: Config) -> Vec<(u8, i64)> {
    let lanes = super::super::program::lanes(config.size, config.size);
    vec![
        (register::N0, 1),
        (register::N1, 1),
        (register::N2, 1),
        (register::LANES, lanes.into()),
        (register::RUN_GAP, 1),
    ]
}

pub(super) const CONFIGS: [Config; 2] = [MEDIUM, BASE];
