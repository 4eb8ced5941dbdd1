//! The transposed product: a panel of 32 input channels for 8 images at one input position is a tile; its steps run over
//! the taps whose output position exists, four neighbouring outputs at a time. Taps that fall beside the map are skipped.

use super::bytes::{offset, winners, OFFSET, ZERO};
use super::panels::{digits_of_row, Panels};
use super::tile::{add, Run, COLUMNS, ROWS, STEP, TERMS};
use super::{images_per_task, Convolution, Processor};
use rayon::prelude::*;
use std::ops::Range;

/// Weights ready for the transposed product.
#[derive(Clone, Debug)]
pub(super) struct Transposed {
    panels: Panels,
    /// What the offset of the errors adds to each value of the map, negated; rows of whole panels.
    bias: Vec<i32>,
    /// The steps of each input position.
    runs: Vec<Vec<Run>>,
    /// Sum over the outputs of each row of weights.
    sums: Vec<i32>,
}

/// The outputs at `first..` that see position `at` of one axis, and the tap by which the first of them does, counted
/// backwards.
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
                a: (y * width + xs.start) * steps * TERMS,
                b: ((back_y + row) * kw + back_x) * steps * STEP,
                steps: xs.len() * steps,
            };
            ys.enumerate().map(run).collect()
        };
        Self {
            panels: Panels::zeros(shape.channels, kh * kw * steps),
            bias: vec![0; shape.height * shape.width * shape.channels.next_multiple_of(COLUMNS)],
            runs: (0..shape.height * shape.width).map(at).collect(),
            sums: vec![0; shape.taps()],
        }
    }

    /// Takes the digits of stored weights.
    pub fn set(&mut self, shape: &Convolution, w: &[i8]) {
        let Self {
            panels, bias, sums, ..
        } = self;
        let (channels, n, (kh, kw)) = (shape.channels, shape.outputs, shape.kernel);
        let steps = n.div_ceil(TERMS);
        let (values, size) = panels.panels_mut();
        values
            .par_chunks_mut(size)
            .enumerate()
            .for_each(|(panel, values)| {
                let columns = panel * COLUMNS..channels.min((panel + 1) * COLUMNS);
                let mut digits = vec![0; steps * TERMS];
                // both axes backwards
                for (tap, values) in (0..kh * kw).rev().zip(values.chunks_mut(steps * STEP)) {
                    for (column, c) in columns.clone().enumerate() {
                        digits_of_row(&w[(tap * channels + c) * n..][..n], &mut digits);
                        for (terms, step) in digits.chunks(TERMS).zip(values.chunks_mut(STEP)) {
                            let bytes = terms.iter().map(|&digit| digit as u8);
                            step[column * TERMS..][..TERMS]
                                .iter_mut()
                                .zip(bytes)
                                .for_each(|(out, byte)| *out = byte);
                        }
                    }
                }
            });
        let rows = w.par_chunks(n).zip(sums.par_iter_mut()).with_min_len(1 << 10);
        rows.for_each_init(|| vec![0; n], |digits, (w, sum)| *sum = digits_of_row(w, digits));
        let (height, width) = shape.positions();
        let rows = bias.chunks_mut(channels.next_multiple_of(COLUMNS)).enumerate();
        rows.for_each(|(position, bias)| {
            let (y, x) = (position / shape.width, position % shape.width);
            bias.fill(0);
            for oy in seen(y, shape.pad, kh, height).0 {
                for ox in seen(x, shape.pad, kw, width).0 {
                    let tap = (y + shape.pad - oy) * kw + x + shape.pad - ox;
                    let sums = &sums[tap * channels..][..channels];
                    bias.iter_mut()
                        .zip(sums)
                        .for_each(|(bias, sum)| *bias -= OFFSET * sum);
                }
            }
        });
    }

    /// `e`, the errors of the map below, from `q`, those of the map that went out. Lengths are right.
    pub fn apply(&self, processor: Processor, shape: &Convolution, q: &[i8], winner: &[u8], e: &mut [i32]) {
        let images = images_per_task(q.len() / shape.results());
        let results = images * shape.results();
        let maps = q
            .par_chunks(results)
            .zip(e.par_chunks_mut(images * shape.inputs()))
            .enumerate();
        maps.for_each_init(Vec::new, |frames, (task, (q, e))| {
            let winner = if shape.pool {
                &winner[task * results..][..q.len()]
            } else {
                &[]
            };
            self.apply_to(processor, shape, (q, winner), frames, e);
        });
    }

    fn apply_to(
        &self,
        processor: Processor,
        shape: &Convolution,
        (q, winner): (&[i8], &[u8]),
        frames: &mut Vec<u8>,
        e: &mut [i32],
    ) {
        let size = frame_errors(shape, q, winner, frames);
        let images = q.len() / shape.results();
        let (channels, inputs) = (shape.channels, shape.inputs());
        for panel in 0..channels.div_ceil(COLUMNS) {
            let (b, first) = (self.panels.panel(panel), panel * COLUMNS);
            let columns = COLUMNS.min(channels - first);
            for image in (0..images).step_by(ROWS) {
                let rows = ROWS.min(images - image);
                let at: [usize; ROWS] = std::array::from_fn(|r| (image + r) * size);
                let biases = self.bias.chunks(channels.next_multiple_of(COLUMNS));
                for (position, (runs, bias)) in self.runs.iter().zip(biases).enumerate() {
                    let mut sum = [[0; COLUMNS]; ROWS];
                    sum.iter_mut()
                        .for_each(|sum| sum.copy_from_slice(&bias[first..first + COLUMNS]));
                    add(processor, frames, &at[..rows], TERMS, b, runs, &mut sum);
                    for (r, sum) in sum[..rows].iter().enumerate() {
                        e[(image + r) * inputs + position * channels + first..][..columns]
                            .copy_from_slice(&sum[..columns]);
                    }
                }
            }
        }
    }
}

/// The errors with the offset at the positions that won, each position in whole steps; returns the bytes of a map.
fn frame_errors(shape: &Convolution, q: &[i8], winner: &[u8], frames: &mut Vec<u8>) -> usize {
    let (height, width) = shape.positions();
    let (n, padded) = (shape.outputs, shape.outputs.next_multiple_of(TERMS));
    let size = height * width * padded;
    // what stands behind the last output meets weights of 0
    frames.resize(q.len() / shape.results() * size, ZERO);
    if !shape.pool && n == padded {
        offset(q, frames);
        return size;
    }
    let (height_out, width_out) = shape.result();
    let positions = |frame: usize, y: usize, x: usize| (frame * height * width + y * width + x) * padded;
    for (position, q) in q.chunks(n).enumerate() {
        let (frame, y, x) = (
            position / width_out / height_out,
            position / width_out % height_out,
            position % width_out,
        );
        if shape.pool {
            let winner = &winner[position * n..][..n];
            for place in 0..4 {
                let at = positions(frame, 2 * y + place / 2, 2 * x + place % 2);
                winners(q, winner, place as u8, &mut frames[at..at + n]);
            }
        } else {
            offset(q, &mut frames[positions(frame, y, x)..][..n]);
        }
    }
    size
}
