//! The error of the layer below: the transposed product.

use super::writer::{Writer, LOCAL, ZERO};
use super::Placed;
use golden::core::program::register::*;
use golden::core::program::Product;
use golden::core::program::Tile;

const LEFT: u8 = LOCAL;
/// Where the group's errors begin.
const ERRORS: u8 = LOCAL + 1;
const PART: u8 = LOCAL + 2;
/// The row that the first tap sees, and of a pool its half and its parity; then the same for the column.
const ROW: Axis = Axis {
    at: LOCAL + 3,
    half: LOCAL + 4,
    parity: LOCAL + 5,
};
const COLUMN: Axis = Axis {
    at: LOCAL + 6,
    half: LOCAL + 7,
    parity: LOCAL + 8,
};
/// Registers that no transposed tile reads.
const T: [u8; 4] = [D, WX, INDEX, INDEX_ROW];

/// Where the first tap of a position looks: position + padding, along one axis.
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
        w.step(self.at, 1);
        if pool {
            w.asm.add(self.half, self.half, self.parity);
            w.set(T[0], 1);
            w.asm.sub(self.parity, T[0], self.parity);
        }
    }
}

impl Placed {
    /// All groups of images through this layer, upwards: without `store` for the maximum of the errors of the layer
    /// below, with it into its region `below` (errors and flags). `zeros` is where weights are 0.
    pub fn transposed(&self, w: &mut Writer, below: usize, zeros: usize, store: bool) {
        let g = &self.geometry;
        let tile = Tile {
            product: Product::Transposed,
            store,
            unpool: g.pool,
            ..Tile::default()
        };
        let pass = Transposed { layer: self, tile };
        w.set(F, below);
        w.set(WY, g.taps());
        if g.is_dense() {
            pass.dense(w);
            return;
        }
        w.set(ERRORS, self.errors);
        w.set_signed(X1, -(g.outputs as i64));
        w.set_signed(X2, -((g.result.1 * g.outputs) as i64));
        w.set(Y1, g.channels);
        w.set(Y2, g.row());
        w.groups(LEFT, |w| {
            pass.map(w);
            w.step(ERRORS, g.size() as i64);
        });
        if store && pass.unreached() != (0, 0) {
            pass.unreached_positions(w, below, zeros);
        }
    }
}

struct Transposed<'a> {
    layer: &'a Placed,
    tile: Tile,
}

impl Transposed<'_> {
    /// A dense layer: one position, the inputs its channels.
    fn dense(&self, w: &mut Writer) {
        let g = &self.layer.geometry;
        let uniform = w.uniform(g.channels);
        w.set(X, self.layer.errors);
        for (register, count) in [(N0, g.outputs), (N1, 1), (N2, 1)] {
            w.set(register, count);
        }
        w.groups(LEFT, |w| {
            if let Some(columns) = uniform {
                w.lanes(LEFT, columns);
            }
            w.set(Y, self.layer.weights);
            self.parts(w, uniform.is_none());
            w.step(X, g.outputs as i64);
        });
    }

    /// The tiles of one position, N input channels each.
    fn parts(&self, w: &mut Writer, sets_lanes: bool) {
        w.parts(
            PART,
            self.layer.geometry.channels,
            |w, columns| {
                if sets_lanes {
                    w.lanes(LEFT, columns);
                }
            },
            |w, columns| {
                w.tile(self.tile);
                w.step(Y, columns as i64);
                w.step(F, columns as i64);
            },
        );
    }

    /// Rows and columns of the input that no position reaches, since the pool drops those that would: the last ones, and
    /// only where nothing is padded.
    fn unreached(&self) -> (usize, usize) {
        let g = &self.layer.geometry;
        let one = |dropped: bool| usize::from(dropped && g.pad == 0);
        (one(g.dropped.0), one(g.dropped.1))
    }

    /// All positions of the input in a group of images.
    fn map(&self, w: &mut Writer) {
        let g = &self.layer.geometry;
        let (rows, columns) = (g.height - self.unreached().0, g.width - self.unreached().1);
        let uniform = w.uniform(g.channels);
        if let Some(columns) = uniform {
            w.lanes(LEFT, columns);
        }
        w.set(N0, g.outputs);
        ROW.start(w, g.pad, g.pool);
        let row = w.asm.here();
        COLUMN.start(w, g.pad, g.pool);
        let column = w.asm.here();
        self.position(w);
        self.parts(w, uniform.is_none());
        COLUMN.next(w, g.pool);
        w.set(T[0], g.pad + columns);
        w.asm.blt(COLUMN.at, T[0], column);
        w.step(F, ((g.width - columns) * g.channels) as i64);
        ROW.next(w, g.pool);
        w.set(T[0], g.pad + rows);
        w.asm.blt(ROW.at, T[0], row);
        w.step(F, ((g.height - rows) * g.width * g.channels) as i64);
    }

    /// Addresses, counts and parities of the taps of one position.
    fn position(&self, w: &mut Writer) {
        let g = &self.layer.geometry;
        self.axis(w, ROW, g.positions.0, g.kernel.0, N2);
        w.mul(T[0], T[0], (g.result.1 * g.outputs) as i64);
        w.asm.add(X, ERRORS, T[0]);
        w.mul(T[1], T[1], g.row() as i64);
        w.add(Y, T[1], self.layer.weights as i64);
        if g.pool {
            w.add(PHASE, T[2], 0);
        }
        self.axis(w, COLUMN, g.positions.1, g.kernel.1, N1);
        w.mul(T[0], T[0], g.outputs as i64);
        w.asm.add(X, X, T[0]);
        w.mul(T[1], T[1], g.channels as i64);
        w.asm.add(Y, Y, T[1]);
        if g.pool {
            w.asm.add(PHASE, PHASE, T[2]);
            w.asm.add(PHASE, PHASE, T[2]);
        }
    }

    /// T0 = row (of a pool: of the result) of the first tap's position, T1 = taps before it, T2 = its parity, and the
    /// number of taps that find a position.
    fn axis(&self, w: &mut Writer, axis: Axis, positions: usize, kernel: usize, count: u8) {
        let pool = self.layer.geometry.pool;
        // the first position is min(at, positions - 1), the last max(at - kernel + 1, 0)
        w.set(T[0], positions - 1);
        w.asm.min(T[0], T[0], axis.at);
        w.asm.sub(T[1], axis.at, T[0]);
        w.add(T[2], axis.at, 1 - kernel as i64);
        w.asm.max(T[2], T[2], ZERO);
        w.asm.sub(count, T[0], T[2]);
        w.step(count, 1);
        if pool {
            // positions - 1 is odd: past it, the half is that of the last row and the parity 1
            w.set(T[0], positions / 2 - 1);
            w.asm.min(T[0], T[0], axis.half);
            w.set(T[2], 1);
            w.asm.min(T[2], T[2], T[1]);
            w.asm.max(T[2], T[2], axis.parity);
        }
    }

    /// Stores 0 for the positions that no tap reaches, by a tile of weights that are 0.
    fn unreached_positions(&self, w: &mut Writer, below: usize, zeros: usize) {
        let g = &self.layer.geometry;
        let (rows, columns) = self.unreached();
        let (pixel, row) = (g.channels, g.width * g.channels);
        let uniform = w.uniform(g.channels);
        w.set(X, self.layer.errors);
        for register in [N0, N1, N2] {
            w.set(register, 1);
        }
        w.set(ERRORS, below);
        let position = |w: &mut Writer| {
            w.parts(
                PART,
                g.channels,
                |w, columns| {
                    if uniform.is_none() {
                        w.lanes(LEFT, columns);
                    }
                },
                |w, columns| {
                    w.set(Y, zeros);
                    w.tile(Tile {
                        unpool: false,
                        ..self.tile
                    });
                    w.step(F, columns as i64);
                },
            );
        };
        w.groups(LEFT, |w| {
            if let Some(columns) = uniform {
                w.lanes(LEFT, columns);
            }
            if columns > 0 {
                w.add(F, ERRORS, (row - pixel) as i64);
                w.repeat(ROW.at, g.height - rows, |w| {
                    position(w);
                    w.step(F, (row - pixel) as i64);
                });
            }
            if rows > 0 {
                w.add(F, ERRORS, ((g.height - 1) * row) as i64);
                w.repeat(ROW.at, g.width, position);
            }
            w.step(ERRORS, (g.height * row) as i64);
        });
    }
}
