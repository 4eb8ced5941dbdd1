//! Instructions by purpose: constants of any size, loops that vanish when they run once.

use golden::core::program::{register, AssembleError, Label, NormCall, Tile};
use golden::core::{Assembler, Instruction};

/// Always 0: the upper bits of the random index, since no configuration holds 2^20 weights or more.
pub const ZERO: u8 = register::INDEX_HIGH;
/// The input buffer in use, 0 or 1.
pub const BUFFER: u8 = register::FREE;
/// Images of the batch.
pub const IMAGES: u8 = register::FREE + 1;
/// The first register that every part of a program may use as it likes, up to [`TEMP`].
pub const LOCAL: u8 = register::FREE + 2;
/// Lost by whatever needs a wide constant.
const TEMP: u8 = 31;

/// Writes instructions for an array of side `lanes`.
pub struct Writer {
    pub asm: Assembler,
    pub lanes: usize,
    /// Most groups of images of a batch.
    pub groups: usize,
}

impl Writer {
    /// An empty program.
    pub fn new(lanes: usize, groups: usize) -> Writer {
        Writer {
            asm: Assembler::new(),
            lanes,
            groups,
        }
    }

    /// The words of the program.
    pub fn finish(self) -> Result<Vec<u32>, AssembleError> {
        self.asm.finish()
    }

    /// `r[a] = value`.
    pub fn set(&mut self, a: u8, value: usize) {
        self.asm.li(a, value as i64);
    }

    /// `r[a] = value`, which may be negative.
    pub fn set_signed(&mut self, a: u8, value: i64) {
        self.asm.li(a, value);
    }

    /// `r[a] += value`.
    pub fn step(&mut self, a: u8, value: i64) {
        if value != 0 {
            self.add(a, a, value);
        }
    }

    /// `r[a] = r[b] + value`.
    pub fn add(&mut self, a: u8, b: u8, value: i64) {
        match i16::try_from(value) {
            Ok(imm) => self.asm.addi(a, b, imm),
            Err(_) => {
                self.asm.li(TEMP, value);
                self.asm.add(a, b, TEMP);
            }
        }
    }

    /// `r[a] = r[b] * value`; a may be b.
    pub fn mul(&mut self, a: u8, b: u8, value: i64) {
        match i16::try_from(value) {
            Ok(0) => self.set(a, 0),
            Ok(1) => self.asm.addi(a, b, 0),
            Ok(imm) => self.asm.mul(a, b, imm),
            Err(_) => {
                // value = high * 2^14 + low; registers have 20 bits, so what is lost of `high` does not count
                let (high, low) = (value >> 14, value & 0x3fff);
                self.asm.mul(TEMP, b, (high & 0x3f) as i16);
                self.asm.mul(TEMP, TEMP, 1 << 14);
                self.asm.mul(a, b, low as i16);
                self.asm.add(a, a, TEMP);
            }
        }
    }

    /// The body `count` times, counted down in `counter`.
    pub fn repeat(&mut self, counter: u8, count: usize, body: impl FnOnce(&mut Writer)) {
        match count {
            0 => {}
            1 => body(self),
            _ => {
                self.set(counter, count);
                let again = self.asm.here();
                body(self);
                self.asm.loop_to(counter, again);
            }
        }
    }

    /// `total` things, as many at a time as there are lanes: `setup` and `body` with how many that is, the body for every
    /// part, the setup when the number changes.
    pub fn parts(
        &mut self,
        counter: u8,
        total: usize,
        mut setup: impl FnMut(&mut Writer, usize),
        mut body: impl FnMut(&mut Writer, usize),
    ) {
        let (lanes, rest) = (self.lanes, total % self.lanes);
        if total >= lanes {
            setup(self, lanes);
            self.repeat(counter, total / lanes, |w| body(w, lanes));
        }
        if rest > 0 {
            setup(self, rest);
            body(self, rest);
        }
    }

    /// How many at a time, when [`Writer::parts`] of `total` are all alike.
    pub fn uniform(&self, total: usize) -> Option<usize> {
        match (total % self.lanes, total / self.lanes) {
            (0, _) => Some(self.lanes),
            (rest, 0) => Some(rest),
            _ => None,
        }
    }

    /// The body for every group of images; `left` counts the images that are left.
    pub fn groups(&mut self, left: u8, body: impl FnOnce(&mut Writer)) {
        self.add(left, IMAGES, 0);
        let again = self.asm.here();
        body(self);
        if self.groups > 1 {
            self.step(left, -(self.lanes as i64));
            self.asm.blt(ZERO, left, again);
        }
    }

    /// Rows in use: the images of the group, when `left` are; columns in use: `columns`.
    pub fn lanes(&mut self, left: u8, columns: usize) {
        self.set(register::LANES, self.lanes);
        self.asm.min(register::LANES, register::LANES, left);
        self.step(register::LANES, (columns << 8) as i64);
    }

    /// TILE.
    pub fn tile(&mut self, tile: Tile) {
        self.asm.push(Instruction::Tile(tile));
    }

    /// NORM.
    pub fn norm(&mut self, call: NormCall) {
        self.asm.push(Instruction::Norm(call));
    }

    /// BARRIER.
    pub fn barrier(&mut self) {
        self.asm.push(Instruction::Barrier);
    }

    /// To `target` unless `r[a]` > 0.
    pub fn unless_positive(&mut self, a: u8, target: Label) {
        // r[a] < 1
        self.set(TEMP, 1);
        self.asm.blt(a, TEMP, target);
    }
}
