//! Tiles that go twice over their sums: errors, the loss, gradients.

use golden::core::program::{register, run_gap, Instruction, Maximum, Product, Tile};
use rand::Rng;

use super::input::GROUPS;
use super::{Memory, Program, MASK};

impl Program<'_> {
    /// Looks for the maximum, scales, stores.
    pub(super) fn twice(&mut self, tile: Tile, maximum: Maximum, keys: bool) {
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
    pub(super) fn error_results(&mut self, columns: u32) {
        let f = self.somewhere(self.space.e, columns);
        self.li(register::F, f);
        self.reads(Memory::Flags, f..f + columns);
    }

    fn errors_written(&mut self, columns: u32) {
        let f = self.known[usize::from(register::F)].unwrap_or(0);
        self.writes(Memory::E, f..f + columns);
    }

    pub(super) fn transposed(&mut self) {
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

    pub(super) fn loss(&mut self) {
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

    pub(super) fn gradient(&mut self) {
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
}
