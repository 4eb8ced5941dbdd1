//! The transposed product: a panel of 32 input channels for a block of images at one input position is a tile; its steps
//! run over the taps whose output position exists, four neighbouring outputs at a time. Taps that fall beside the map are
//! skipped.

use super::bytes::{spread, OFFSET, ZERO};
use super::forward::STEPS_MIN;
use super::output::store;
use super::panels::{pack_column, Panels};
use super::tile::{add, Group, Run, Sums, COLUMNS, ROWS, TERMS};
use super::{block, Convolution, Processor};
use rayon::prelude::*;
use std::ops::Range;

/// Weights ready for the transposed product.
#[derive(Clone, Debug)]
pub(super) struct Transposed {
    panels: Panels,
    /// What the offset of the errors adds to each value of the map, negated, by panel and input position.
    bias: Vec<Sums>,
    /// The steps of each input position, for one image.
    runs: Vec<Vec<Run>>,
}

/// The outputs that see position `at` of one axis, and the tap by which the first of them does, counted backwards.
fn seen(at: usize, pad: usize, kernel: usize, outputs: usize) -> (Range<usize>, usize) {
    // tap t of output o lies at o + t - pad
    let end = (at + pad + 1).min(outputs);
    let first = (at + pad + 1).saturating_sub(kernel);
    (first.min(end)..end, first + kernel - 1 - (at + pad))
}

impl Transposed {
    pub fn new(shape: &Convolution) -> Self {
        let (kh, kw) = shape.kernel;
        let steps = shape.outputs.div_ceil(TERMS);
        let (height, width) = shape.positions();
        let at = |position: usize| {
            let (y, x) = (position / shape.width, position % shape.width);
            let (ys, back_y) = seen(y, shape.pad, kh, height);
            let (xs, back_x) = seen(x, shape.pad, kw, width);
            let run = |(row, y): (usize, usize)| Run {
                a: (y * width + xs.start) * steps,
                b: ((back_y + row) * kw + back_x) * steps,
                steps: xs.len() * steps,
            };
            ys.enumerate().map(run).collect()
        };
        let positions = shape.height * shape.width;
        Self {
            panels: Panels::zeros(shape.channels, kh * kw * steps),
            bias: vec![[0; COLUMNS]; positions * shape.channels.div_ceil(COLUMNS)],
            runs: (0..positions).map(at).collect(),
        }
    }

    /// Takes the digits of stored weights.
    pub fn set(&mut self, shape: &Convolution, w: &[i8]) {
        let (channels, n, (kh, kw)) = (shape.channels, shape.outputs, shape.kernel);
        let (height, width) = shape.positions();
        let steps = n.div_ceil(TERMS);
        let (values, size) = self.panels.panels_mut();
        let biases = self.bias.par_chunks_mut(shape.height * shape.width);
        let panels = values.par_chunks_mut(size).zip(biases).enumerate();
        panels
            .with_min_len(STEPS_MIN.div_ceil(size))
            .for_each(|(panel, (values, biases))| {
                let columns = panel * COLUMNS..channels.min((panel + 1) * COLUMNS);
                let mut sums = vec![[0; COLUMNS]; kh * kw];
                // both axes backwards
                for (tap, values) in (0..kh * kw).rev().zip(values.chunks_mut(steps)) {
                    for (column, c) in columns.clone().enumerate() {
                        sums[tap][column] = pack_column(&w[(tap * channels + c) * n..][..n], column, values);
                    }
                }
                for (position, bias) in biases.iter_mut().enumerate() {
                    let (y, x) = (position / shape.width, position % shape.width);
                    *bias = [0; COLUMNS];
                    for oy in seen(y, shape.pad, kh, height).0 {
                        for ox in seen(x, shape.pad, kw, width).0 {
                            let sums = &sums[(y + shape.pad - oy) * kw + x + shape.pad - ox];
                            bias.iter_mut()
                                .zip(sums)
                                .for_each(|(bias, sum)| *bias -= OFFSET * sum);
                        }
                    }
                }
            });
    }

    /// `e`, the errors of the map below, from `q`, those of the map that went out. After each block of images `then`
    /// gets the place of its first value and its errors; returns the largest of what it gives. Lengths are right.
    pub fn apply(
        &self,
        (processor, shape): (Processor, &Convolution),
        (q, winner): (&[i8], &[u8]),
        e: &mut [i32],
        then: impl Fn(usize, &mut [i32]) -> u32 + Sync,
    ) -> u32 {
        let images = block(q.len() / shape.results());
        let (inputs, results) = (images * shape.inputs(), images * shape.results());
        let maps = q.par_chunks(results).zip(e.par_chunks_mut(inputs)).enumerate();
        let max = maps.map_init(
            || (Vec::new(), Vec::new()),
            |(frames, runs), (task, (q, e))| {
                let winner = if shape.pool {
                    &winner[task * results..][..q.len()]
                } else {
                    &[]
                };
                frame(shape, q, winner, frames);
                self.apply_to(processor, shape, frames, runs, e);
                then(task * inputs, e)
            },
        );
        max.max().unwrap_or(0)
    }

    fn apply_to(
        &self,
        processor: Processor,
        shape: &Convolution,
        frames: &[Group],
        runs: &mut Vec<Run>,
        e: &mut [i32],
    ) {
        let (channels, inputs) = (shape.channels, shape.inputs());
        let images = e.len() / inputs;
        let mut tile = [[0; COLUMNS]; ROWS];
        for (panel, biases) in self.bias.chunks(self.runs.len()).enumerate() {
            let (b, first) = (self.panels.panel(panel), panel * COLUMNS);
            let columns = COLUMNS.min(channels - first);
            for (position, (of_one, bias)) in self.runs.iter().zip(biases).enumerate() {
                runs.clear();
                runs.extend(of_one.iter().map(|run| Run {
                    a: run.a * images,
                    ..*run
                }));
                add(
                    processor,
                    Some(bias),
                    (frames, images),
                    b,
                    runs,
                    &mut tile[..images],
                );
                store(
                    &tile[..images],
                    columns,
                    &mut e[position * channels + first..],
                    inputs,
                );
            }
        }
    }
}

/// The errors with the offset at the positions that won, each position in whole groups, the images of a group side by
/// side.
fn frame(shape: &Convolution, q: &[i8], winner: &[u8], frames: &mut Vec<Group>) {
    let ((height, width), (_, width_out)) = (shape.positions(), shape.result());
    let (n, groups) = (shape.outputs, shape.outputs.div_ceil(TERMS));
    let images = q.len() / shape.results();
    // every group is written
    frames.resize(height * width * groups * images, [ZERO; TERMS]);
    for (image, q) in q.chunks(shape.results()).enumerate() {
        for (position, q) in q.chunks(n).enumerate() {
            if !shape.pool {
                spread(q, images, ZERO, &mut frames[position * groups * images + image..]);
                continue;
            }
            let winner = &winner[image * shape.results() + position * n..][..n];
            let (y, x) = (position / width_out, position % width_out);
            for place in 0..4 {
                let at = (2 * y + place / 2) * width + 2 * x + place % 2;
                spread_won(
                    q,
                    winner,
                    place as u8,
                    images,
                    &mut frames[at * groups * images + image..],
                );
            }
        }
    }
}

/// [`spread`] of the values that won place `place`, 0 for the others.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
fn spread_won(q: &[i8], winner: &[u8], place: u8, images: usize, out: &mut [Group]) {
    const PIECE: usize = 64;
    let pieces = q.chunks(PIECE).zip(winner.chunks(PIECE)).enumerate();
    for (piece, (q, winner)) in pieces {
        let mut won = [0; PIECE];
        for ((won, &q), &winner) in won.iter_mut().zip(q).zip(winner) {
            *won = if winner == place { q } else { 0 };
        }
        spread(
            &won[..q.len()],
            images,
            ZERO,
            &mut out[piece * (PIECE / TERMS) * images..],
        );
    }
}
