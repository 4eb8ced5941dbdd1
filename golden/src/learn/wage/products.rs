//! The three products of a layer on a whole batch: forward, back to the errors of the map below, and the gradient.

use super::geometry::{gather, pool, scatter, unpool};
use super::rows::{gradient_row, lit, row_times_ternary, Padded, Ternary};
use super::Layer;
use ndarray::ArrayView2;
use rayon::prelude::*;

/// Images that a thread takes at a time.
const IMAGES: usize = 4;

/// Taps whose gradients a thread takes at a time.
const TAPS: usize = 16;

/// The ternary digits of a layer, in the orders in which the products read them.
#[derive(Clone, Debug)]
pub(super) struct Digits {
    forward: Ternary,
    /// Rows and columns exchanged, for the errors of the map below; the first layer has none.
    transposed: Option<Ternary>,
}

impl Digits {
    /// Of the weights `[k][out]`; `transposed` for [`propagate`].
    pub fn new(w: ArrayView2<i8>, transposed: bool) -> Self {
        Self {
            forward: Ternary::new(w),
            transposed: transposed.then(|| Ternary::new(w.t())),
        }
    }

    /// Takes the digits of `w`, which has the shape it was made with.
    pub fn set(&mut self, w: ArrayView2<i8>) {
        self.forward.set(w);
        if let Some(transposed) = &mut self.transposed {
            transposed.set(w.t());
        }
    }
}

/// `acc = mac(a, ternary(W))` at every position of every image, pooled where the layer pools: then `winner` says which
/// of the four it was. `a` is `[image][input map]`, `acc` and `winner` are `[image][result map]`.
pub(super) fn forward(layer: &Layer, digits: &Digits, a: &[i8], acc: &mut [i32], winner: &mut [u8]) {
    let (from, to) = (layer.input.size(), layer.result.size());
    let images = a.par_chunks(from).zip(acc.par_chunks_mut(to));
    if layer.is_dense() && !layer.pool {
        let images = images.with_min_len(IMAGES);
        return images.for_each(|(a, acc)| row_times_ternary(a, &digits.forward, acc));
    }
    let rows = |taps: &mut Vec<i8>, a: &[i8], acc: &mut [i32]| {
        taps.resize(layer.taps(), 0);
        for (position, acc) in acc.chunks_mut(layer.outputs()).enumerate() {
            gather(layer, position, a, taps);
            row_times_ternary(taps, &digits.forward, acc);
        }
    };
    if layer.pool {
        images
            .zip(winner.par_chunks_mut(to))
            .with_min_len(IMAGES)
            .for_each_init(
                || (Vec::new(), vec![0; layer.output.size()]),
                |(taps, full), ((a, acc), winner)| {
                    rows(taps, a, full);
                    pool(layer, full, acc, winner);
                },
            );
    } else {
        let images = images.with_min_len(IMAGES);
        images.for_each_init(Vec::new, |taps, (a, acc)| rows(taps, a, acc));
    }
}

/// The errors of the map below, `e = sum over outputs of ternary(W) * q` gathered over the positions that used a value.
/// `q` is `[image][result map]`, `e` `[image][input map]`; `digits` were made with `transposed`.
pub(super) fn propagate(layer: &Layer, digits: &Digits, q: &[i8], winner: &[u8], e: &mut [i32]) {
    let Some(transposed) = &digits.transposed else {
        return;
    };
    let (from, to) = (layer.result.size(), layer.input.size());
    let images = q.par_chunks(from).zip(e.par_chunks_mut(to)).enumerate();
    images.with_min_len(IMAGES).for_each_init(
        || (vec![0; layer.output.size()], vec![0; layer.taps()]),
        |(full, taps), (image, (q, e))| {
            if layer.is_dense() && !layer.pool {
                return row_times_ternary(q, transposed, e);
            }
            let q = if layer.pool {
                unpool(layer, q, &winner[image * from..][..from], full);
                full
            } else {
                q
            };
            e.fill(0);
            for (position, q) in q.chunks(layer.outputs()).enumerate() {
                if q.iter().any(|&q| q != 0) {
                    row_times_ternary(q, transposed, taps);
                    scatter(layer, position, taps, e);
                }
            }
        },
    );
}

/// The gradient, `g[k][out] = sum over images and positions of a * q`; returns its largest magnitude. `wide` is memory.
pub(super) fn gradient(
    layer: &Layer,
    a: &[i8],
    q: &[i8],
    winner: &[u8],
    wide: &mut Padded,
    g: &mut [i32],
) -> u32 {
    let n = layer.outputs();
    let (from, to) = (layer.input.size(), layer.result.size());
    let images = a.len() / from;
    let positions = layer.output.positions();
    wide.fit(images * positions, n);
    let (rows, width) = wide.rows_mut();
    let spread = rows
        .par_chunks_mut(positions * width)
        .zip(q.par_chunks(to))
        .enumerate();
    spread.for_each_init(
        || vec![0; layer.output.size()],
        |full, (image, (rows, q))| {
            let q = if layer.pool {
                unpool(layer, q, &winner[image * to..][..to], full);
                full
            } else {
                q
            };
            for (row, q) in rows.chunks_mut(width).zip(q.chunks(n)) {
                row.iter_mut().zip(q).for_each(|(wide, &q)| *wide = q.into());
            }
        },
    );
    let terms = images * positions + 1;
    let pieces = g.par_chunks_mut(TAPS * n).enumerate();
    let max = pieces.map_init(
        || (vec![(0, 0); TAPS * terms], [0usize; TAPS], vec![0; layer.taps()]),
        |(kept, counts, taps), (piece, g)| {
            let first = piece * TAPS;
            let count = g.len() / n;
            // per tap, the rows where it was not 0: written always, kept if so, to spare a branch each
            counts.fill(0);
            let mut row = 0u32;
            for a in a.chunks(from) {
                for position in 0..positions {
                    let values = if layer.is_dense() {
                        a
                    } else {
                        gather(layer, position, a, taps);
                        &taps[..]
                    };
                    lit(&values[first..first + count], |tap, a| {
                        kept[tap * terms + counts[tap]] = (row, a.into());
                        counts[tap] += usize::from(a != 0);
                    });
                    row += 1;
                }
            }
            let rows = g.chunks_mut(n).enumerate();
            rows.map(|(tap, g)| gradient_row(&kept[tap * terms..][..counts[tap]], wide, g))
                .max()
                .unwrap_or(0)
        },
    );
    max.max().unwrap_or(0)
}
