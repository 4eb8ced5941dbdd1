//! Forward tiles, pools of four among them.

use golden::core::program::{register, Instruction, Pool, Tile};
use rand::Rng;

use super::{Memory, Program, COUNT, FREE};
use crate::space::Window;

impl Program<'_> {
    /// The operands of a forward tile within `window` of A; the addresses of A that it reads.
    pub(super) fn forward_operands(&mut self, window: Window) -> Vec<u32> {
        let counts = self.counts(40.min(window.size));
        let (x, xs, a) = self.place(window, counts, false, &[0], None);
        let (y, ys, w) = self.place(self.space.w, counts, false, &[0], None);
        self.reads(Memory::A, a.iter().copied());
        self.reads(Memory::W, w);
        self.li(register::X, x);
        self.li(register::Y, y);
        self.set_loops(counts, &xs, &ys);
        a
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

    pub(super) fn tag(&mut self) {
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

    pub(super) fn forward_tile(&mut self, norm: bool) -> Tile {
        Tile {
            relu: self.random.gen(),
            shift: self.random.gen_range(0..12),
            store: self.random.gen_bool(0.7),
            emit: self.random.gen_bool(0.5),
            norm,
            ..Tile::default()
        }
    }

    pub(super) fn forward(&mut self, window: Window) {
        let norm = self.space.config.normalises() && self.random.gen_bool(0.2);
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

    pub(super) fn pool(&mut self, window: Window) {
        let norm = self.space.config.normalises() && self.random.gen_bool(0.3);
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
}
