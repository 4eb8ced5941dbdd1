//! The forward product: a panel of 32 outputs for 8 images at one position is a tile; its steps run over the rows of the
//! kernel, four neighbouring bytes of the map at a time. With a pool, four tiles become one.

use super::bytes::{offset, OFFSET, ZERO};
use super::panels::{terms_of_rows, Panels};
use super::tile::{add, Run, Tile, COLUMNS, ROWS, TERMS};
use super::{images_per_task, Convolution, Processor};
use rayon::prelude::*;

/// Weights ready for the forward product.
#[derive(Clone, Debug)]
pub(super) struct Forward {
    panels: Panels,
    /// What the offset of the activations adds to each output, negated.
    bias: Vec<i32>,
    /// The rows of the kernel.
    runs: Vec<Run>,
    /// Terms of such a row, that is, rows of the weights.
    terms: usize,
}

impl Forward {
    pub fn new(shape: &Convolution) -> Self {
        let (kh, kw) = shape.kernel;
        let width = shape.frame().1 * shape.channels;
        // whole rows follow each other
        let (rows, terms) = if kw == shape.frame().1 {
            (1, kh * width)
        } else {
            (kh, kw * shape.channels)
        };
        let steps = terms.div_ceil(TERMS);
        let run = |row| Run {
            a: row * width,
            b: row * steps * super::tile::STEP,
            steps,
        };
        Self {
            panels: Panels::zeros(shape.outputs, rows * steps),
            bias: vec![0; shape.outputs.next_multiple_of(COLUMNS)],
            runs: (0..rows).map(run).collect(),
            terms,
        }
    }

    /// Takes the digits of stored weights.
    pub fn set(&mut self, shape: &Convolution, w: &[i8]) {
        let Self {
            panels,
            bias,
            runs,
            terms,
        } = self;
        let (n, terms, rows) = (shape.outputs, *terms, runs.len());
        let (values, size) = panels.panels_mut();
        let panels = values
            .par_chunks_mut(size)
            .zip(bias.par_chunks_mut(COLUMNS))
            .enumerate();
        panels.for_each(|(panel, (values, bias))| {
            let columns = COLUMNS.min(n - panel * COLUMNS);
            let mut sums = [0; COLUMNS];
            let (steps, _) = values.as_chunks_mut();
            for row in 0..rows {
                let w = &w[row * terms * n..][..terms * n];
                let steps = &mut steps[row * terms.div_ceil(TERMS)..];
                for (w, step) in w.chunks(TERMS * n).zip(steps) {
                    terms_of_rows(&w[panel * COLUMNS..], n, columns, step, &mut sums);
                }
            }
            bias.iter_mut()
                .zip(sums)
                .for_each(|(bias, sum)| *bias = -OFFSET * sum);
        });
    }

    /// `acc`, pooled if the layer pools, and then which of the four won, the first of equal ones. Lengths are right.
    pub fn apply(
        &self,
        processor: Processor,
        shape: &Convolution,
        a: &[i8],
        acc: &mut [i32],
        winner: &mut [u8],
    ) {
        let images = images_per_task(a.len() / shape.inputs());
        let results = images * shape.results();
        let maps = a
            .par_chunks(images * shape.inputs())
            .zip(acc.par_chunks_mut(results));
        if shape.pool {
            let maps = maps.zip(winner.par_chunks_mut(results));
            maps.for_each_init(Vec::new, |frames, ((a, acc), winner)| {
                self.apply_to(processor, shape, a, frames, acc, winner);
            });
        } else {
            maps.for_each_init(Vec::new, |frames, (a, acc)| {
                self.apply_to(processor, shape, a, frames, acc, &mut []);
            });
        }
    }

    fn apply_to(
        &self,
        processor: Processor,
        shape: &Convolution,
        a: &[i8],
        frames: &mut Vec<u8>,
        acc: &mut [i32],
        winner: &mut [u8],
    ) {
        let size = frame_maps(shape, a, frames);
        let images = a.len() / shape.inputs();
        let (channels, width) = (shape.channels, shape.frame().1);
        let (n, results) = (shape.outputs, shape.results());
        let (height_out, width_out) = shape.result();
        for (panel, bias) in self.bias.as_chunks::<COLUMNS>().0.iter().enumerate() {
            let (b, first) = (self.panels.panel(panel), panel * COLUMNS);
            let columns = COLUMNS.min(n - first);
            for image in (0..images).step_by(ROWS) {
                let rows = ROWS.min(images - image);
                let tile = |y: usize, x: usize, tile: &mut Tile| {
                    let at: [usize; ROWS] =
                        std::array::from_fn(|r| (image + r) * size + (y * width + x) * channels);
                    *tile = [*bias; ROWS];
                    add(processor, frames, &at[..rows], TERMS, b, &self.runs, tile);
                };
                for y in 0..height_out {
                    for x in 0..width_out {
                        let at = |r: usize| (image + r) * results + (y * width_out + x) * n + first;
                        let mut sum = [[0; COLUMNS]; ROWS];
                        if shape.pool {
                            let mut won = [[0; COLUMNS]; ROWS];
                            tile(2 * y, 2 * x, &mut sum);
                            for place in 1..4 {
                                let mut other = [[0; COLUMNS]; ROWS];
                                tile(2 * y + place / 2, 2 * x + place % 2, &mut other);
                                compete(&mut sum, &mut won, &other, place as u8);
                            }
                            for (r, won) in won[..rows].iter().enumerate() {
                                winner[at(r)..][..columns].copy_from_slice(&won[..columns]);
                            }
                        } else {
                            tile(y, x, &mut sum);
                        }
                        for (r, sum) in sum[..rows].iter().enumerate() {
                            acc[at(r)..][..columns].copy_from_slice(&sum[..columns]);
                        }
                    }
                }
            }
        }
    }
}

/// The larger of each pair, and `place` where it is the second.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
fn compete(max: &mut Tile, won: &mut [[u8; COLUMNS]; ROWS], other: &Tile, place: u8) {
    let each = max
        .as_flattened_mut()
        .iter_mut()
        .zip(won.as_flattened_mut())
        .zip(other.as_flattened());
    for ((max, won), &other) in each {
        *won = if other > *max { place } else { *won };
        *max = other.max(*max);
    }
}

/// The maps with the offset and their padding; returns the bytes of one. A step may read a few bytes past the last.
fn frame_maps(shape: &Convolution, a: &[i8], frames: &mut Vec<u8>) -> usize {
    let (height, width) = shape.frame();
    let row = width * shape.channels;
    let images = a.len() / shape.inputs();
    // only the padding keeps what stands here
    frames.resize(images * height * row + TERMS, ZERO);
    if shape.pad == 0 {
        offset(a, frames);
    } else {
        let (maps, from) = (shape.width * shape.channels, shape.pad * shape.channels);
        for (a, frame) in a.chunks(shape.inputs()).zip(frames.chunks_mut(height * row)) {
            let rows = frame.chunks_mut(row).skip(shape.pad);
            a.chunks(maps)
                .zip(rows)
                .for_each(|(a, row)| offset(a, &mut row[from..from + maps]));
        }
    }
    height * row
}
