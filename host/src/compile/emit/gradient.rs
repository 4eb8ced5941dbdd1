//! The weight gradient of a layer and its update.

use super::writer::{Writer, BUFFER, IMAGES, LOCAL, ZERO};
use super::Placed;
use golden::core::program::register::*;
use golden::core::program::{run_gap, Product, Tile};

/// What the tiles of a column group begin with.
const ERRORS: u8 = LOCAL;
const INPUT: u8 = LOCAL + 1;
/// Counters: parts of the outputs, kernel rows, parts of a row.
const OUTER: u8 = LOCAL + 2;
const ROWS: u8 = LOCAL + 3;
const PART: u8 = LOCAL + 4;
/// Registers that no gradient tile reads.
const T: [u8; 2] = [F, TAG];
/// Padding less the kernel's row, and of a pool its half and parity; then the same for the column.
const ROW: Axis = Axis {
    at: ROWS,
    half: LOCAL + 5,
    parity: LOCAL + 6,
};
const COLUMN: Axis = Axis {
    at: INPUT,
    half: LOCAL + 7,
    parity: LOCAL + 8,
};

/// The first position that a tap reaches, before it is cut at 0: padding - tap, along one axis.
#[derive(Clone, Copy)]
struct Axis {
    at: u8,
    half: u8,
    parity: u8,
}

impl Axis {
    fn start(self, w: &mut Writer, pad: usize, pool: bool) {
        w.set(self.at, pad);
        if pool {
            w.set(self.half, pad / 2);
            w.set(self.parity, pad % 2);
        }
    }

    fn next(self, w: &mut Writer, pool: bool) {
        w.step(self.at, -1);
        if pool {
            // floor((at - 1) / 2) = floor(at / 2) - 1 + parity
            w.asm.add(self.half, self.half, self.parity);
            w.step(self.half, -1);
            w.set(T[0], 1);
            w.asm.sub(self.parity, T[0], self.parity);
        }
    }
}

impl Placed {
    /// The gradient of every weight, over the batch and all positions: for the maximum, or with `store` for the update.
    pub fn gradient(&self, w: &mut Writer, store: bool) {
        let g = &self.geometry;
        let tile = Tile {
            product: Product::Gradient,
            store,
            unpool: g.pool,
            ..Tile::default()
        };
        let pass = Gradient { layer: self, tile };
        w.add(N0, IMAGES, 0);
        w.set(X1, g.channels);
        w.set(X2, g.row_stride());
        w.set(Y1, g.outputs);
        w.set(Y2, g.result.1 * g.outputs);
        w.set(WX, self.group);
        w.set(WY, g.size());
        w.set(D, self.weights);
        w.set(INDEX, 0);
        w.set(INDEX_ROW, g.outputs);
        w.set(ERRORS, self.errors);
        w.parts(
            OUTER,
            g.outputs,
            |_, _| {},
            |w, columns| {
                if g.pad > 0 {
                    pass.by_taps(w, columns);
                } else {
                    pass.by_rows(w, columns);
                }
                // The column group's weights end where the next one's begin.
                w.step(INDEX, columns as i64 - (g.taps() * g.outputs) as i64);
                w.step(ERRORS, columns as i64);
            },
        );
    }
}

struct Gradient<'a> {
    layer: &'a Placed,
    tile: Tile,
}

impl Gradient<'_> {
    /// A tile of `rows` reduction indices by `columns` outputs.
    fn lanes(&self, w: &mut Writer, rows: usize, columns: usize) {
        w.set(LANES, golden::core::program::lanes(rows, columns) as usize);
    }

    /// What moves on after `rows` reduction indices, the input apart.
    fn next(&self, w: &mut Writer, rows: usize) {
        w.step(D, rows as i64);
        w.step(INDEX, (rows * self.layer.geometry.outputs) as i64);
    }

    /// Nothing is clipped: rows of the kernel, or several at a time where the pitch allows.
    fn by_rows(&self, w: &mut Writer, columns: usize) {
        let g = &self.layer.geometry;
        let together = g.rows_a_read(w.lanes);
        self.layer.input.load(w, INPUT, BUFFER);
        w.add(Y, ERRORS, 0);
        w.set(N1, g.positions.1);
        w.set(N2, g.positions.0);
        w.set(PHASE, 0);
        w.set(RUN_GAP, {
            match together {
                1 => run_gap(w.lanes, 0) as usize,
                _ => run_gap(g.row(), g.gap()) as usize,
            }
        });
        let mut segment = |repeats: usize, kernel_rows: usize| {
            w.repeat(ROWS, repeats, |w| {
                w.add(X, INPUT, 0);
                w.parts(
                    PART,
                    kernel_rows * g.row(),
                    |w, rows| self.lanes(w, rows, columns),
                    |w, rows| {
                        w.tile(self.tile);
                        w.step(X, rows as i64);
                        self.next(w, rows);
                    },
                );
                w.step(INPUT, (kernel_rows * g.row_stride()) as i64);
            });
        };
        segment(g.kernel.0 / together, together);
        if g.kernel.0 % together > 0 {
            segment(1, g.kernel.0 % together);
        }
    }

    /// Padded: each tap has its own positions, those that see the map.
    fn by_taps(&self, w: &mut Writer, columns: usize) {
        let g = &self.layer.geometry;
        w.set(RUN_GAP, run_gap(w.lanes, 0) as usize);
        ROW.start(w, g.pad, g.pool);
        let row = w.asm.here();
        COLUMN.start(w, g.pad, g.pool);
        let column = w.asm.here();
        self.tap(w);
        // On a map smaller than the padding a tap may see nothing: its gradient is 0 and its weights stay.
        let skips = [
            (g.positions.0.min(g.height) <= g.pad, N2),
            (g.positions.1.min(g.width) <= g.pad, N1),
        ];
        let (skip, join) = (w.asm.label(), w.asm.label());
        for (possible, count) in skips {
            if possible {
                w.unless_positive(count, skip);
            }
        }
        w.parts(
            PART,
            g.channels,
            |w, rows| self.lanes(w, rows, columns),
            |w, rows| {
                w.tile(self.tile);
                w.step(X, rows as i64);
                self.next(w, rows);
            },
        );
        if skips[0].0 || skips[1].0 {
            w.asm.jump(join);
            w.asm.place(skip);
            self.next(w, g.channels);
            w.asm.place(join);
        }
        COLUMN.next(w, g.pool);
        w.set_signed(T[0], g.pad as i64 - g.kernel.1 as i64);
        w.asm.blt(T[0], COLUMN.at, column);
        ROW.next(w, g.pool);
        w.set_signed(T[0], g.pad as i64 - g.kernel.0 as i64);
        w.asm.blt(T[0], ROW.at, row);
    }

    /// Addresses, counts and parities of a tap's positions.
    fn tap(&self, w: &mut Writer) {
        let g = &self.layer.geometry;
        let outputs = g.outputs as i64;
        self.layer.input.load(w, X, BUFFER);
        self.axis(w, ROW, g.positions.0, g.height, N2);
        // the first input row is position - at
        w.asm.sub(T[1], T[0], ROW.at);
        w.mul(T[1], T[1], g.row_stride() as i64);
        w.asm.add(X, X, T[1]);
        self.errors(w, ROW, g.result.1 as i64 * outputs, g.pool);
        w.asm.add(Y, ERRORS, T[1]);
        if g.pool {
            w.add(PHASE, T[0], 0);
        }
        self.axis(w, COLUMN, g.positions.1, g.width, N1);
        w.asm.sub(T[1], T[0], COLUMN.at);
        w.mul(T[1], T[1], g.channels as i64);
        w.asm.add(X, X, T[1]);
        self.errors(w, COLUMN, outputs, g.pool);
        w.asm.add(Y, Y, T[1]);
        if g.pool {
            w.asm.add(PHASE, PHASE, T[0]);
            w.asm.add(PHASE, PHASE, T[0]);
        }
    }

    /// T0 = the first position, and the number of them.
    fn axis(&self, w: &mut Writer, axis: Axis, positions: usize, size: usize, count: u8) {
        // positions max(at, 0) .. min(positions, size + at)
        w.asm.max(T[0], axis.at, ZERO);
        w.add(T[1], axis.at, size as i64);
        w.set(count, positions);
        w.asm.min(count, count, T[1]);
        w.asm.sub(count, count, T[0]);
    }

    /// T1 = the offset of the error of position T0, of a pool with its parity in T0.
    fn errors(&self, w: &mut Writer, axis: Axis, stride: i64, pool: bool) {
        if pool {
            w.asm.max(T[1], axis.half, ZERO);
            w.asm.min(T[0], T[0], axis.parity);
            w.mul(T[1], T[1], stride);
        } else {
            w.mul(T[1], T[0], stride);
        }
    }
}
