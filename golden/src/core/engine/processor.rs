//! The processor: one instruction after the other.

use super::super::packet::{reply, Packet, DONE_FAULT, DONE_OK};
use super::super::program::{register, Instruction, Maximum, Product, REGISTER_BITS};
use super::job::Job;
use super::norm::Span;
use super::Engine;
use crate::random::round_keys;
use crate::wage::{scale_of_max, scale_of_max_wide};

/// A program under way.
pub(super) struct Running {
    pub pc: u32,
    pub repetitions: u32,
    pub step: u32,
    pub seed: u64,
}

/// Where to go after an instruction.
enum Next {
    /// To this address.
    Go(u32),
    /// Nowhere until more samples have come.
    Hold,
    /// The program is over, with this status.
    End(u8),
}

const MASK: u32 = (1 << REGISTER_BITS) - 1;

/// The signed value of a register.
fn signed(value: u32) -> i32 {
    (value << (32 - REGISTER_BITS)) as i32 >> (32 - REGISTER_BITS)
}

impl Engine {
    /// Runs the program until it ends or waits for samples; true when anything was done.
    pub(super) fn advance(&mut self, sent: &mut Vec<Packet>) -> bool {
        let mut progress = false;
        while let Some(mut running) = self.running.take() {
            let at = running.pc & (self.program.len() as u32 - 1);
            match self.instruction(at, &mut running, sent) {
                Next::Go(pc) => self.running = Some(Running { pc, ..running }),
                Next::Hold => {
                    self.running = Some(running);
                    return progress;
                }
                Next::End(status) => self.reply(sent, reply::DONE, status, &[at]),
            }
            progress = true;
        }
        progress
    }

    fn instruction(&mut self, at: u32, running: &mut Running, sent: &mut Vec<Packet>) -> Next {
        let on = Next::Go(at + 1);
        let Some(instruction) = Instruction::decode(self.program[at as usize]) else {
            return Next::End(DONE_FAULT);
        };
        let known = self.config.trains
            || !matches!(
                instruction,
                Instruction::Scale(_)
                    | Instruction::Keys { .. }
                    | Instruction::Norm(_)
                    | Instruction::NormUpdate(_)
            );
        if !known {
            return Next::End(DONE_FAULT);
        }
        let r = self.registers;
        let get = |number: u8| r[usize::from(number)];
        let by = |number: u8| signed(get(number));
        match instruction {
            Instruction::Li { a, value } => self.set(a, value as i32),
            Instruction::Addi { a, b, imm } => self.set(a, by(b) + i32::from(imm)),
            Instruction::Add { a, b, c } => self.set(a, by(b) + by(c)),
            Instruction::Sub { a, b, c } => self.set(a, by(b) - by(c)),
            Instruction::Min { a, b, c } => self.set(a, by(b).min(by(c))),
            Instruction::Max { a, b, c } => self.set(a, by(b).max(by(c))),
            Instruction::Mul { a, b, imm } => self.set(a, by(b).wrapping_mul(imm.into())),
            Instruction::Loop { a, target } => {
                self.set(a, by(a) - 1);
                if self.registers[usize::from(a)] != 0 {
                    return Next::Go(target.into());
                }
            }
            Instruction::Jump { target } => return Next::Go(target.into()),
            Instruction::Blt { a, b, target } if by(a) < by(b) => return Next::Go(target.into()),
            Instruction::Blt { .. } | Instruction::Barrier => {}
            Instruction::Tile(tile) => {
                let known = self.config.trains || (tile.product == Product::Forward && !tile.norm);
                let Some(job) = Job::new(tile, &r, self.config.size).filter(|_| known) else {
                    return Next::End(DONE_FAULT);
                };
                if let Some(words) = self.tile(&job) {
                    self.reply(sent, reply::RESULT, job.tag, &words);
                }
            }
            Instruction::Wait => match self.groups.checked_sub(1) {
                Some(left) => self.groups = left,
                None => return Next::Hold,
            },
            Instruction::Release { a } => self.full[(get(a) & 1) as usize] = false,
            Instruction::Scale(maximum) => self.scale(maximum),
            Instruction::Keys { layer } => self.keys = round_keys(running.seed, running.step, layer),
            Instruction::Norm(call) => {
                let done = Span::new(&r).is_some_and(|span| self.norm(call, &span).is_ok());
                if !done {
                    return Next::End(DONE_FAULT);
                }
            }
            Instruction::NormUpdate(parameter) => {
                let count = get(register::N0);
                if count == 0 {
                    return Next::End(DONE_FAULT);
                }
                self.norm_update(parameter, get(register::INDEX), count);
            }
            Instruction::Next { target } => {
                running.step = running.step.wrapping_add(1);
                running.repetitions = running.repetitions.wrapping_sub(1);
                return match running.repetitions {
                    0 => Next::End(DONE_OK),
                    _ => Next::Go(target.into()),
                };
            }
            Instruction::Halt => return Next::End(DONE_OK),
        }
        on
    }

    fn set(&mut self, register: u8, value: i32) {
        self.registers[usize::from(register)] = value as u32 & MASK;
    }

    fn scale(&mut self, maximum: Maximum) {
        let scales = &mut self.scales;
        match maximum {
            Maximum::Error => {
                let m = scales.dx_maximum.max(scales.error_maximum.into());
                scales.error = scale_of_max_wide(m);
                (scales.error_maximum, scales.dx_maximum) = (0, 0);
            }
            Maximum::Gradient => scales.gradient = scale_of_max(std::mem::take(&mut scales.gradient_maximum)),
            Maximum::Dgamma => {
                scales.parameter = scale_of_max_wide(std::mem::take(&mut scales.dgamma_maximum))
            }
            Maximum::Dbeta => scales.parameter = scale_of_max_wide(std::mem::take(&mut scales.dbeta_maximum)),
        }
    }
}
