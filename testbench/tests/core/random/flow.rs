//! Arithmetic, branches and loops.

use golden::core::program::Instruction;
use rand::Rng;

use super::{Program, COUNT, FREE, MASK};

impl Program<'_> {
    pub(super) fn arithmetic(&mut self) {
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
    pub(super) fn branch(&mut self) {
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
}
