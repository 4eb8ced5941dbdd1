//! The forward product of a layer.

use super::writer::{Writer, BUFFER, IMAGES, LOCAL};
use super::Placed;
use golden::core::program::register::*;
use golden::core::program::{NormCall, Pool, Tile};
use golden::core::Instruction;
use golden::norm::Norm;
use std::ops::Range;

/// Images of the batch that are left.
const LEFT: u8 = LOCAL;
const ROWS: u8 = LOCAL + 1;
const COLUMNS: u8 = LOCAL + 2;
const PART: u8 = LOCAL + 3;
/// With a normaliser: the part of the outputs, and where its samples begin.
const OUTER: u8 = LOCAL + 4;
const SAMPLES: u8 = LOCAL + 5;
/// What the clipping of taps keeps: the group's input, the position less the padding, and what it loses.
const MAP: u8 = LOCAL + 6;
const TOP: u8 = LOCAL + 7;
const LEFT_EDGE: u8 = LOCAL + 8;
const WEIGHTS: u8 = INDEX;
const T: [u8; 4] = [X2, Y2, WX, WY];

/// The four positions of a pool's window, in row-major order, or the only one.
fn window(pool: bool) -> &'static [(Pool, i64, i64)] {
    match pool {
        false => &[(Pool::None, 0, 0)],
        true => &[
            (Pool::First, 0, 0),
            (Pool::Middle, 0, 1),
            (Pool::Middle, 1, 0),
            (Pool::Last, 1, 1),
        ],
    }
}

impl Placed {
    /// All groups of images through this layer. `waits` when the samples come from the host; `emits` when the results go
    /// there; `stores` when they go to A.
    pub fn forward(&self, w: &mut Writer, waits: bool, emits: bool, stores: bool) {
        let pass = Pass {
            layer: self,
            tile: Tile {
                relu: self.geometry.relu,
                shift: self.geometry.shift as u8,
                store: stores,
                emit: emits,
                norm: self.geometry.norm.is_some(),
                ..Tile::default()
            },
        };
        w.set(N2, 1);
        pass.strides(w);
        if pass.tile.norm {
            pass.channels_outermost(w, waits);
        } else {
            pass.images_outermost(w, waits);
        }
    }
}

struct Pass<'a> {
    layer: &'a Placed,
    tile: Tile,
}

impl Pass<'_> {
    /// Without a normaliser: group, row, column, part of the outputs.
    fn images_outermost(&self, w: &mut Writer, waits: bool) {
        let (layer, g) = (self.layer, &self.layer.geometry);
        let uniform = w.uniform(g.outputs);
        self.input(w);
        w.set(D, layer.activations);
        w.set(F, layer.errors);
        w.groups(LEFT, |w| {
            if waits {
                w.asm.push(Instruction::Wait);
            }
            if self.tile.emit {
                w.set(TAG, 0);
            }
            if let Some(columns) = uniform {
                w.lanes(LEFT, columns);
            }
            self.positions(w, |w| {
                w.set(if self.clips() { WEIGHTS } else { Y }, layer.weights);
                w.parts(
                    PART,
                    g.outputs,
                    |w, columns| {
                        if uniform.is_none() {
                            w.lanes(LEFT, columns);
                        }
                    },
                    |w, columns| {
                        self.window(w);
                        w.step(if self.clips() { WEIGHTS } else { Y }, g.taps() as i64);
                        w.step(D, columns as i64);
                        w.step(F, columns as i64);
                        if self.tile.emit {
                            w.step(TAG, 1);
                        }
                    },
                );
            });
        });
    }

    /// With a normaliser: part of the outputs, group, row, column, so that whole channels are finished early.
    fn channels_outermost(&self, w: &mut Writer, waits: bool) {
        let (layer, g) = (self.layer, &self.layer.geometry);
        let weights = if self.clips() { WEIGHTS } else { Y };
        w.set(weights, layer.weights);
        w.set(SAMPLES, layer.errors);
        let part = |w: &mut Writer, columns: usize, waits: bool| {
            self.input(w);
            w.add(F, SAMPLES, 0);
            w.groups(LEFT, |w| {
                if waits {
                    w.asm.push(Instruction::Wait);
                }
                w.lanes(LEFT, columns);
                self.positions(w, |w| {
                    self.window(w);
                    w.step(F, g.outputs as i64);
                });
            });
            w.step(weights, g.taps() as i64);
            w.step(SAMPLES, columns as i64);
        };
        let mut rest = g.outputs;
        if waits {
            // Only the first part waits for the samples: its code stands apart.
            let columns = rest.min(w.lanes);
            part(w, columns, true);
            rest -= columns;
        }
        w.parts(OUTER, rest, |_, _| {}, |w, columns| part(w, columns, false));
    }

    fn clips(&self) -> bool {
        self.layer.geometry.pad > 0
    }

    /// The strides of the taps.
    fn strides(&self, w: &mut Writer) {
        let g = &self.layer.geometry;
        w.set(X1, g.row_stride());
        w.set(Y1, g.row());
        if !self.clips() {
            w.set(N0, g.row());
            w.set(N1, g.kernel.0);
        }
    }

    /// The address of the first input.
    fn input(&self, w: &mut Writer) {
        self.layer
            .input
            .load(w, if self.clips() { MAP } else { X }, BUFFER);
    }

    /// The body for every position of the result in a group of images.
    fn positions(&self, w: &mut Writer, body: impl FnOnce(&mut Writer)) {
        let g = &self.layer.geometry;
        let step = if g.pool { 2 } else { 1 };
        if self.clips() {
            w.set_signed(TOP, -(g.pad as i64));
            w.repeat(ROWS, g.result.0, |w| {
                w.set_signed(LEFT_EDGE, -(g.pad as i64));
                w.repeat(COLUMNS, g.result.1, |w| {
                    body(w);
                    w.step(LEFT_EDGE, step);
                });
                w.step(TOP, step);
            });
            w.step(MAP, self.layer.group as i64);
            return;
        }
        let (rows, columns) = (g.result.0 as i64, g.result.1 as i64);
        let (pixel, row) = (step * g.channels as i64, step * g.row_stride() as i64);
        // A step behind the last position is merged with the one to the next row, and that with the next group's.
        w.repeat(ROWS, g.result.0, |w| {
            w.repeat(COLUMNS, g.result.1, |w| {
                body(w);
                if columns > 1 {
                    w.step(X, pixel);
                }
            });
            let walked = if columns > 1 { columns * pixel } else { 0 };
            if rows > 1 {
                w.step(X, row - walked);
            }
        });
        let walked = match (rows > 1, columns > 1) {
            (true, _) => rows * row,
            (false, true) => columns * pixel,
            (false, false) => 0,
        };
        w.step(X, self.layer.group as i64 - walked);
    }

    /// The tile of a position, or the four of its window.
    fn window(&self, w: &mut Writer) {
        let g = &self.layer.geometry;
        let mut at = 0;
        for &(pool, down, right) in window(g.pool) {
            if self.clips() {
                self.clip(w, down, right);
            } else {
                let next = down * g.row_stride() as i64 + right * g.channels as i64;
                w.step(X, next - at);
                at = next;
            }
            w.tile(Tile { pool, ..self.tile });
        }
        w.step(X, -at);
    }

    /// Addresses and counts of the taps inside the map, `down` and `right` of the position.
    fn clip(&self, w: &mut Writer, down: i64, right: i64) {
        let g = &self.layer.geometry;
        // rows: X = MAP + first row inside, Y = WEIGHTS + rows of the kernel above the map
        self.clip_axis(w, TOP, down, g.kernel.0, g.height);
        w.asm.sub(N1, T[3], T[0]);
        w.mul(T[0], T[0], g.row_stride() as i64);
        w.asm.add(X, MAP, T[0]);
        w.mul(T[1], T[1], g.row() as i64);
        w.asm.add(Y, WEIGHTS, T[1]);
        // columns, in the same way
        self.clip_axis(w, LEFT_EDGE, right, g.kernel.1, g.width);
        w.asm.sub(N0, T[3], T[0]);
        w.mul(N0, N0, g.channels as i64);
        w.mul(T[0], T[0], g.channels as i64);
        w.asm.add(X, X, T[0]);
        w.mul(T[1], T[1], g.channels as i64);
        w.asm.add(Y, Y, T[1]);
    }

    /// T0 = first position inside, T1 = taps before it, T3 = the position behind the last inside.
    fn clip_axis(&self, w: &mut Writer, position: u8, offset: i64, kernel: usize, size: usize) {
        w.add(T[2], position, offset);
        w.asm.max(T[0], T[2], super::writer::ZERO);
        w.asm.sub(T[1], T[0], T[2]);
        w.step(T[2], kernel as i64);
        w.set(T[3], size);
        w.asm.min(T[3], T[3], T[2]);
    }
}

/// All channels of a layer through the normaliser, forward or backward.
impl Placed {
    /// NORM for every channel; `store` as in [`NormCall`].
    pub fn normalise(&self, w: &mut Writer, backward: bool, store: bool) {
        let call = NormCall {
            backward,
            store,
            ..NormCall::default()
        };
        self.channels(w, call, 0..self.geometry.area());
    }

    /// NORM by the running statistics for every channel. No sum is over the samples, so a map of more than a call takes,
    /// `most` positions, is taken in parts.
    pub fn normalise_by_running(&self, w: &mut Writer, most: usize) {
        let call = NormCall {
            running: true,
            ..NormCall::default()
        };
        let area = self.geometry.area();
        for first in (0..area).step_by(most.max(1)) {
            self.channels(w, call, first..area.min(first + most));
        }
    }

    /// The call for every channel at the positions of a range.
    fn channels(&self, w: &mut Writer, call: NormCall, positions: Range<usize>) {
        let g = &self.geometry;
        let Some(norm) = g.norm else { return };
        w.set(D, self.activations + positions.start * g.outputs);
        w.set(F, self.errors + positions.start * g.outputs);
        w.add(N0, IMAGES, 0);
        w.set(N1, positions.len());
        w.set(X1, g.outputs);
        w.set(Y1, g.outputs);
        w.set(WX, g.size());
        w.set(WY, g.size());
        w.set(INDEX, self.channel);
        w.repeat(PART, g.outputs, |w| {
            w.norm(NormCall {
                l2: norm == Norm::L2,
                ..call
            });
            for register in [D, F, INDEX] {
                w.step(register, 1);
            }
        });
    }
}
