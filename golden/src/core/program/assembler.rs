//! Programs by calls: instructions in order, with labels for targets that are not known yet.

use super::{Instruction, REGISTER_BITS};

/// A place in a program, known or still to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Label(usize);

/// What an assembler refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AssembleError {
    /// A target that was never placed.
    #[error("the instruction at {address} goes to a label that has no place")]
    NoPlace {
        /// Address of the instruction.
        address: usize,
    },
    /// More instructions than a target can name.
    #[error("the program has {instructions} instructions; a target names one of the first 65536")]
    TooLong {
        /// Instructions assembled.
        instructions: usize,
    },
}

/// Collects instructions; [`Assembler::finish`] gives their words.
///
/// ```
/// use golden::core::{Assembler, Instruction};
/// let mut asm = Assembler::new();
/// asm.li(20, 3);
/// let again = asm.here();
/// asm.addi(0, 0, 16);
/// asm.loop_to(20, again);
/// asm.push(Instruction::Halt);
/// assert_eq!(asm.finish().map(|words| words.len()), Ok(4));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Assembler {
    program: Vec<Instruction>,
    /// Address of each label, once it has one.
    places: Vec<Option<usize>>,
    /// Instructions whose target is a label.
    targets: Vec<(usize, Label)>,
}

impl Assembler {
    /// An empty program.
    pub fn new() -> Assembler {
        Assembler::default()
    }

    /// Instructions so far, which is the address of the next one.
    pub fn len(&self) -> usize {
        self.program.len()
    }

    /// Whether there is none yet.
    pub fn is_empty(&self) -> bool {
        self.program.is_empty()
    }

    /// A label without a place.
    pub fn label(&mut self) -> Label {
        self.places.push(None);
        Label(self.places.len() - 1)
    }

    /// Gives the label the address of the next instruction.
    pub fn place(&mut self, label: Label) {
        self.places[label.0] = Some(self.program.len());
    }

    /// A label at the next instruction.
    pub fn here(&mut self) -> Label {
        let label = self.label();
        self.place(label);
        label
    }

    /// Appends an instruction.
    pub fn push(&mut self, instruction: Instruction) {
        self.program.push(instruction);
    }

    fn branch(&mut self, instruction: Instruction, target: Label) {
        self.targets.push((self.program.len(), target));
        self.push(instruction);
    }

    /// `r[a] = value` modulo 2^20.
    pub fn li(&mut self, a: u8, value: i64) {
        let value = (value & ((1 << REGISTER_BITS) - 1)) as u32;
        self.push(Instruction::Li { a, value });
    }

    /// `r[a] = r[b] + imm`.
    pub fn addi(&mut self, a: u8, b: u8, imm: i16) {
        self.push(Instruction::Addi { a, b, imm });
    }

    /// `r[a] = r[b] + r[c]`.
    pub fn add(&mut self, a: u8, b: u8, c: u8) {
        self.push(Instruction::Add { a, b, c });
    }

    /// `r[a] = r[b] - r[c]`.
    pub fn sub(&mut self, a: u8, b: u8, c: u8) {
        self.push(Instruction::Sub { a, b, c });
    }

    /// `r[a] = min(r[b], r[c])`, signed.
    pub fn min(&mut self, a: u8, b: u8, c: u8) {
        self.push(Instruction::Min { a, b, c });
    }

    /// `r[a] = max(r[b], r[c])`, signed.
    pub fn max(&mut self, a: u8, b: u8, c: u8) {
        self.push(Instruction::Max { a, b, c });
    }

    /// `r[a] = r[b] * imm`.
    pub fn mul(&mut self, a: u8, b: u8, imm: i16) {
        self.push(Instruction::Mul { a, b, imm });
    }

    /// `r[a] -= 1`, then to `target` unless it is 0.
    pub fn loop_to(&mut self, a: u8, target: Label) {
        self.branch(Instruction::Loop { a, target: 0 }, target);
    }

    /// To `target`.
    pub fn jump(&mut self, target: Label) {
        self.branch(Instruction::Jump { target: 0 }, target);
    }

    /// To `target` if `r[a] < r[b]`.
    pub fn blt(&mut self, a: u8, b: u8, target: Label) {
        self.branch(Instruction::Blt { a, b, target: 0 }, target);
    }

    /// One repetition is done: to `target` while repetitions are left.
    pub fn next(&mut self, target: Label) {
        self.branch(Instruction::Next { target: 0 }, target);
    }

    /// The instructions, with every target in place.
    ///
    /// # Errors
    /// [`AssembleError::NoPlace`] and [`AssembleError::TooLong`].
    pub fn instructions(mut self) -> Result<Vec<Instruction>, AssembleError> {
        if self.program.len() > 1 << 16 {
            return Err(AssembleError::TooLong {
                instructions: self.program.len(),
            });
        }
        for (address, label) in self.targets {
            let place = self.places[label.0].ok_or(AssembleError::NoPlace { address })?;
            if let Instruction::Loop { target, .. }
            | Instruction::Jump { target }
            | Instruction::Blt { target, .. }
            | Instruction::Next { target } = &mut self.program[address]
            {
                *target = place as u16;
            }
        }
        Ok(self.program)
    }

    /// The words of the program.
    ///
    /// # Errors
    /// As [`Assembler::instructions`].
    pub fn finish(self) -> Result<Vec<u32>, AssembleError> {
        Ok(self
            .instructions()?
            .into_iter()
            .map(Instruction::encode)
            .collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_before_and_behind_find_their_places() {
        let mut asm = Assembler::new();
        let (end, again) = (asm.label(), asm.here());
        asm.blt(1, 2, end);
        asm.loop_to(3, again);
        asm.jump(again);
        asm.place(end);
        asm.next(again);
        assert_eq!(
            asm.instructions().unwrap(),
            [
                Instruction::Blt {
                    a: 1,
                    b: 2,
                    target: 3
                },
                Instruction::Loop { a: 3, target: 0 },
                Instruction::Jump { target: 0 },
                Instruction::Next { target: 0 },
            ]
        );
    }

    #[test]
    fn a_label_without_a_place_is_refused() {
        let mut asm = Assembler::new();
        let nowhere = asm.label();
        asm.li(0, -1);
        asm.jump(nowhere);
        assert_eq!(asm.finish(), Err(AssembleError::NoPlace { address: 1 }));
    }

    #[test]
    fn immediates_wrap() {
        let mut asm = Assembler::new();
        asm.li(4, -1);
        assert_eq!(
            asm.instructions().unwrap(),
            [Instruction::Li {
                a: 4,
                value: 0xf_ffff
            }]
        );
    }
}
