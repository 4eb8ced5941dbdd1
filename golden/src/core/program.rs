//! The program: 32-bit instructions of a processor with 32 registers. See `docs/core.md`.

mod assembler;

pub use assembler::{AssembleError, Assembler, Label};

/// Registers of the processor.
pub const REGISTERS: usize = 32;

/// Bits of a register; arithmetic is modulo 2^20, compares are signed.
pub const REGISTER_BITS: u32 = 20;

/// The registers that TILE, NORM and NORMUPDATE read.
pub mod register {
    /// Address of the first operand.
    pub const X: u8 = 0;
    /// Address of the second operand.
    pub const Y: u8 = 1;
    /// Address of the result; of a loss, the class of column 0; of NORM, the A address of the first sample.
    pub const D: u8 = 2;
    /// E-space address of flags, pool indices and norm samples.
    pub const F: u8 = 3;
    /// Steps of the inner loop; of NORM the images, of NORMUPDATE the channels.
    pub const N0: u8 = 4;
    /// Passes of loop 1; of NORM the positions.
    pub const N1: u8 = 5;
    /// Passes of loop 2.
    pub const N2: u8 = 6;
    /// Stride of the first operand in loop 1; of NORM the A stride of a position.
    pub const X1: u8 = 7;
    /// Stride of the first operand in loop 2.
    pub const X2: u8 = 8;
    /// Stride of the second operand in loop 1; of NORM the E-space stride of a position.
    pub const Y1: u8 = 9;
    /// Stride of the second operand in loop 2.
    pub const Y2: u8 = 10;
    /// Stride of the first operand when the lane wraps; of NORM the A stride of a group.
    pub const WX: u8 = 11;
    /// Stride of the second operand when the lane wraps; of NORM the E-space stride of a group.
    pub const WY: u8 = 12;
    /// Parities of an unpooled operand at the start: bit 0 of y, bit 1 of x.
    pub const PHASE: u8 = 13;
    /// Rows and columns in use, see [`super::lanes`].
    pub const LANES: u8 = 14;
    /// Random index of row 0, column 0, low 20 bits; of NORM and NORMUPDATE the channel.
    pub const INDEX: u8 = 15;
    /// The upper 12 bits of the random index.
    pub const INDEX_HIGH: u8 = 16;
    /// Random index from one row to the next.
    pub const INDEX_ROW: u8 = 17;
    /// How a row read runs, see [`super::run_gap`].
    pub const RUN_GAP: u8 = 18;
    /// Argument of the RESULT packet.
    pub const TAG: u8 = 19;
    /// The first register that no instruction reads by itself.
    pub const FREE: u8 = 20;
}

/// Value of [`register::LANES`].
pub const fn lanes(rows: usize, columns: usize) -> u32 {
    rows as u32 | (columns as u32) << 8
}

/// Value of [`register::RUN_GAP`]: after every `run` lanes the address skips `gap`.
pub const fn run_gap(run: usize, gap: usize) -> u32 {
    run as u32 | (gap as u32) << 8
}

/// What a tile computes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Product {
    /// Activations by ternary weights.
    #[default]
    Forward = 0,
    /// Errors by ternary weights, transposed.
    Transposed = 1,
    /// Activations by errors.
    Gradient = 2,
    /// Result less target.
    Loss = 3,
}

/// Place of a forward tile in a pool of four.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pool {
    /// Not pooled.
    #[default]
    None = 0,
    /// The first of the four.
    First = 1,
    /// The second or the third.
    Middle = 2,
    /// The last: the maximum goes on.
    Last = 3,
}

/// The fields of TILE.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tile {
    /// What is computed.
    pub product: Product,
    /// Clip activations at 0 instead of -127.
    pub relu: bool,
    /// Shift of `activate`, 0..=31.
    pub shift: u8,
    /// Place in a pool.
    pub pool: Pool,
    /// Store the results; without it, T, G and L only look for the maximum.
    pub store: bool,
    /// Send the activations as a RESULT packet.
    pub emit: bool,
    /// The results are norm samples.
    pub norm: bool,
    /// The E operand is unpooled.
    pub unpool: bool,
}

impl Tile {
    /// The 16 bits of the instruction.
    pub const fn encode(self) -> u16 {
        self.product as u16
            | (self.relu as u16) << 2
            | (self.shift as u16 & 31) << 3
            | (self.pool as u16) << 8
            | (self.store as u16) << 10
            | (self.emit as u16) << 11
            | (self.norm as u16) << 12
            | (self.unpool as u16) << 13
    }

    /// Reads the 16 bits; the two uppermost are ignored.
    pub const fn decode(imm: u16) -> Tile {
        const fn bit(imm: u16, position: u32) -> bool {
            imm >> position & 1 == 1
        }
        Tile {
            product: match imm & 3 {
                0 => Product::Forward,
                1 => Product::Transposed,
                2 => Product::Gradient,
                _ => Product::Loss,
            },
            relu: bit(imm, 2),
            shift: (imm >> 3 & 31) as u8,
            pool: match imm >> 8 & 3 {
                0 => Pool::None,
                1 => Pool::First,
                2 => Pool::Middle,
                _ => Pool::Last,
            },
            store: bit(imm, 10),
            emit: bit(imm, 11),
            norm: bit(imm, 12),
            unpool: bit(imm, 13),
        }
    }
}

/// The fields of NORM.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NormCall {
    /// Differentiate instead of normalise.
    pub backward: bool,
    /// Store the errors; without it, look for their maximum only.
    pub store: bool,
    /// L2 instead of L1.
    pub l2: bool,
    /// Normalise by the running mu and s, and leave them as they are; nothing with `backward`.
    pub running: bool,
}

/// Which maximum SCALE turns into an exponent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Maximum {
    /// Of the errors: the error scale.
    Error = 0,
    /// Of the weight gradients: the gradient scale.
    Gradient = 1,
    /// Of dgamma: the parameter scale.
    Dgamma = 2,
    /// Of dbeta: the parameter scale.
    Dbeta = 3,
}

/// What NORMUPDATE updates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parameter {
    /// gamma by dgamma.
    Gamma = 0,
    /// beta by dbeta.
    Beta = 1,
}

/// One instruction; `a`, `b` and `c` are registers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Instruction {
    /// `r[a] = value`, 20 bits.
    Li { a: u8, value: u32 },
    /// `r[a] = r[b] + imm`.
    Addi { a: u8, b: u8, imm: i16 },
    /// `r[a] = r[b] + r[c]`.
    Add { a: u8, b: u8, c: u8 },
    /// `r[a] = r[b] - r[c]`.
    Sub { a: u8, b: u8, c: u8 },
    /// `r[a] = min(r[b], r[c])`, signed.
    Min { a: u8, b: u8, c: u8 },
    /// `r[a] = max(r[b], r[c])`, signed.
    Max { a: u8, b: u8, c: u8 },
    /// `r[a] = r[b] * imm`, the low 20 bits.
    Mul { a: u8, b: u8, imm: i16 },
    /// `r[a] -= 1`; go to `target` unless it is 0 now.
    Loop { a: u8, target: u16 },
    /// Go to `target`.
    Jump { target: u16 },
    /// Go to `target` if `r[a] < r[b]`, signed.
    Blt { a: u8, b: u8, target: u16 },
    /// Queue a tile.
    Tile(Tile),
    /// Hold until one more group of samples has been committed than WAITs have passed.
    Wait,
    /// The input buffer of `r[a]` bit 0 is free.
    Release { a: u8 },
    /// Hold until everything queued is stored.
    Barrier,
    /// Turn a maximum into an exponent.
    Scale(Maximum),
    /// Round keys of this layer.
    Keys { layer: u32 },
    /// Queue a norm call.
    Norm(NormCall),
    /// Update norm parameters.
    NormUpdate(Parameter),
    /// One repetition is done: go to `target` while repetitions are left, else end.
    Next { target: u16 },
    /// End at once.
    Halt,
}

/// Opcodes: bits 31:26 of an instruction.
pub mod op {
    #![allow(missing_docs)]
    pub const LI: u32 = 1;
    pub const ADDI: u32 = 2;
    pub const ADD: u32 = 3;
    pub const SUB: u32 = 4;
    pub const MIN: u32 = 5;
    pub const MAX: u32 = 6;
    pub const MUL: u32 = 7;
    pub const LOOP: u32 = 8;
    pub const JUMP: u32 = 9;
    pub const BLT: u32 = 10;
    pub const TILE: u32 = 11;
    pub const WAIT: u32 = 12;
    pub const RELEASE: u32 = 13;
    pub const BARRIER: u32 = 14;
    pub const SCALE: u32 = 15;
    pub const KEYS: u32 = 16;
    pub const NORM: u32 = 17;
    pub const NORMUPDATE: u32 = 18;
    pub const NEXT: u32 = 19;
    pub const HALT: u32 = 20;
}

const IMM20: u32 = 0xf_ffff;

impl Instruction {
    /// The instruction word: `[31:26]` opcode, `[25:21]` a, `[20:16]` b, `[15:0]` imm with c in `[4:0]`.
    pub const fn encode(self) -> u32 {
        const fn word(op: u32, a: u8, b: u8, imm: u16) -> u32 {
            op << 26 | (a as u32 & 31) << 21 | (b as u32 & 31) << 16 | imm as u32
        }
        match self {
            Instruction::Li { a, value } => word(op::LI, a, 0, 0) | value & IMM20,
            Instruction::Addi { a, b, imm } => word(op::ADDI, a, b, imm as u16),
            Instruction::Add { a, b, c } => word(op::ADD, a, b, c as u16 & 31),
            Instruction::Sub { a, b, c } => word(op::SUB, a, b, c as u16 & 31),
            Instruction::Min { a, b, c } => word(op::MIN, a, b, c as u16 & 31),
            Instruction::Max { a, b, c } => word(op::MAX, a, b, c as u16 & 31),
            Instruction::Mul { a, b, imm } => word(op::MUL, a, b, imm as u16),
            Instruction::Loop { a, target } => word(op::LOOP, a, 0, target),
            Instruction::Jump { target } => word(op::JUMP, 0, 0, target),
            Instruction::Blt { a, b, target } => word(op::BLT, a, b, target),
            Instruction::Tile(tile) => word(op::TILE, 0, 0, tile.encode()),
            Instruction::Wait => word(op::WAIT, 0, 0, 0),
            Instruction::Release { a } => word(op::RELEASE, a, 0, 0),
            Instruction::Barrier => word(op::BARRIER, 0, 0, 0),
            Instruction::Scale(maximum) => word(op::SCALE, 0, 0, maximum as u16),
            Instruction::Keys { layer } => word(op::KEYS, 0, 0, 0) | layer & IMM20,
            Instruction::Norm(call) => {
                let imm = call.backward as u16
                    | (call.store as u16) << 1
                    | (call.l2 as u16) << 2
                    | (call.running as u16) << 3;
                word(op::NORM, 0, 0, imm)
            }
            Instruction::NormUpdate(parameter) => word(op::NORMUPDATE, 0, 0, parameter as u16),
            Instruction::Next { target } => word(op::NEXT, 0, 0, target),
            Instruction::Halt => word(op::HALT, 0, 0, 0),
        }
    }

    /// Reads an instruction word; fields that the opcode does not use are ignored. `None` for an unknown opcode.
    pub const fn decode(word: u32) -> Option<Instruction> {
        let (a, b, c) = (
            (word >> 21 & 31) as u8,
            (word >> 16 & 31) as u8,
            (word & 31) as u8,
        );
        let (imm, target) = (word as u16 as i16, word as u16);
        Some(match word >> 26 {
            op::LI => Instruction::Li {
                a,
                value: word & IMM20,
            },
            op::ADDI => Instruction::Addi { a, b, imm },
            op::ADD => Instruction::Add { a, b, c },
            op::SUB => Instruction::Sub { a, b, c },
            op::MIN => Instruction::Min { a, b, c },
            op::MAX => Instruction::Max { a, b, c },
            op::MUL => Instruction::Mul { a, b, imm },
            op::LOOP => Instruction::Loop { a, target },
            op::JUMP => Instruction::Jump { target },
            op::BLT => Instruction::Blt { a, b, target },
            op::TILE => Instruction::Tile(Tile::decode(word as u16)),
            op::WAIT => Instruction::Wait,
            op::RELEASE => Instruction::Release { a },
            op::BARRIER => Instruction::Barrier,
            op::SCALE => Instruction::Scale(match word & 3 {
                0 => Maximum::Error,
                1 => Maximum::Gradient,
                2 => Maximum::Dgamma,
                _ => Maximum::Dbeta,
            }),
            op::KEYS => Instruction::Keys { layer: word & IMM20 },
            op::NORM => Instruction::Norm(NormCall {
                backward: word & 1 == 1,
                store: word >> 1 & 1 == 1,
                l2: word >> 2 & 1 == 1,
                running: word >> 3 & 1 == 1,
            }),
            op::NORMUPDATE => Instruction::NormUpdate(match word & 1 {
                0 => Parameter::Gamma,
                _ => Parameter::Beta,
            }),
            op::NEXT => Instruction::Next { target },
            op::HALT => Instruction::Halt,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn an_instruction_survives_its_encoding(opcode in 1u32..21, rest in 0u32..1 << 26) {
            let instruction = Instruction::decode(opcode << 26 | rest).unwrap();
            let word = instruction.encode();
            prop_assert_eq!(word >> 26, opcode);
            prop_assert_eq!(Instruction::decode(word), Some(instruction));
        }

        #[test]
        fn fields_in_use_keep_their_places(a in 0u8..32, b in 0u8..32, imm: i16, value in 0u32..1 << 20) {
            let (ra, rb) = (u32::from(a) << 21, u32::from(b) << 16);
            let low = u32::from(imm as u16);
            prop_assert_eq!(Instruction::Li { a, value }.encode(), 1 << 26 | ra | value);
            prop_assert_eq!(Instruction::Mul { a, b, imm }.encode(), 7 << 26 | ra | rb | low);
            prop_assert_eq!(Instruction::Keys { layer: value }.encode(), 16 << 26 | value);
        }

        #[test]
        fn a_tile_survives_its_encoding(imm in 0u16..1 << 14) {
            prop_assert_eq!(Tile::decode(imm).encode(), imm);
        }
    }

    #[test]
    fn other_opcodes_are_unknown() {
        for opcode in (0..1).chain(21..64) {
            assert_eq!(Instruction::decode(opcode << 26), None);
        }
    }
}
