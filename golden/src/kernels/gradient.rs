//! The gradient: a panel of 32 outputs for 8 rows of the weights is a tile; its steps run over the positions, four images
//! at a time, so that the same place of four images lies side by side on both sides.
//!
//! A layer with many positions has short rows of long sums: threads share out the images, and their sums are added. A
//! layer with one position has long rows of short sums: threads share out the weights.

use super::bytes::{add_row, interleave, interleave_winners, OFFSET, ZERO};
use super::tile::{add, Run, Tile, COLUMNS, ROWS, STEP, TERMS};
use super::{Convolution, Processor};
use rayon::prelude::*;

/// Steps below which groups of images are taken together: a tile is loaded and stored once for all of them.
const STEPS_MIN: usize = 128;

/// Rows of weights that a thread takes at a time.
const TASK_ROWS: usize = 13 * ROWS;

/// Memory of the gradient, kept from one batch to the next.
#[derive(Clone, Debug, Default)]
pub(super) struct Gradient {
    /// Errors by panel, group of images and position, where there is one position.
    errors: Vec<u8>,
    /// Sums of the threads, where there are many positions.
    parts: Vec<Part>,
}

/// What one thread sums, over its images.
#[derive(Clone, Debug, Default)]
struct Part {
    /// By panel and row of weights.
    g: Vec<[i32; COLUMNS]>,
    /// The sums of the errors of each output.
    sums: Vec<i32>,
    activations: Vec<u8>,
    errors: Vec<u8>,
}

/// A batch of a layer.
#[derive(Clone, Copy)]
struct Maps<'a> {
    shape: &'a Convolution,
    a: &'a [i8],
    q: &'a [i8],
    winner: &'a [u8],
}

impl Gradient {
    /// `g`; returns its largest magnitude. Lengths are right.
    pub fn apply(
        &mut self,
        processor: Processor,
        shape: &Convolution,
        a: &[i8],
        (q, winner): (&[i8], &[u8]),
        g: &mut [i32],
    ) -> u32 {
        let maps = Maps { shape, a, q, winner };
        if shape.positions() == (1, 1) {
            self.by_weights(processor, &maps, g)
        } else {
            self.by_images(processor, &maps, g)
        }
    }

    fn by_weights(&mut self, processor: Processor, maps: &Maps, g: &mut [i32]) -> u32 {
        let n = maps.shape.outputs;
        let groups = maps.images().div_ceil(TERMS);
        let size = groups * STEP;
        self.errors.resize(n.div_ceil(COLUMNS) * size, 0);
        let errors = &mut self.errors;
        errors
            .par_chunks_mut(size)
            .enumerate()
            .for_each(|(panel, errors)| {
                (0..groups)
                    .zip(errors.chunks_mut(STEP))
                    .for_each(|(group, step)| maps.errors(group, panel, step));
            });
        let mut sums = vec![0; n.next_multiple_of(COLUMNS)];
        maps.q.chunks(n).for_each(|q| add_row(q, &mut sums[..n]));
        sums.iter_mut().for_each(|sum| *sum *= -OFFSET);

        // the weights of one position are its map
        let tasks = g.par_chunks_mut(TASK_ROWS * n).enumerate();
        let max = tasks.map_init(Vec::new, |activations, (task, g)| {
            let (first, rows) = (task * TASK_ROWS, g.len() / n);
            activations.resize(groups * rows * TERMS, ZERO);
            for (group, out) in activations.chunks_mut(rows * TERMS).enumerate() {
                interleave(
                    maps.group(group, |image| &maps.map(image)[first..first + rows]),
                    ZERO,
                    out,
                );
            }
            let runs = [Run {
                a: 0,
                b: 0,
                steps: groups,
            }];
            let mut max = 0;
            for (panel, (errors, sums)) in errors.chunks(size).zip(sums.as_chunks().0).enumerate() {
                let columns = panel * COLUMNS..n.min((panel + 1) * COLUMNS);
                for (block, g) in g.chunks_mut(ROWS * n).enumerate() {
                    let at: [usize; ROWS] = std::array::from_fn(|r| (block * ROWS + r) * TERMS);
                    let mut tile = [*sums; ROWS];
                    add(
                        processor,
                        activations,
                        &at[..g.len() / n],
                        rows * TERMS,
                        errors,
                        &runs,
                        &mut tile,
                    );
                    for (g, sum) in g.chunks_mut(n).zip(&tile) {
                        max = max.max(store(sum, &mut g[columns.clone()]));
                    }
                }
            }
            max
        });
        max.max().unwrap_or(0)
    }

    fn by_images(&mut self, processor: Processor, maps: &Maps, g: &mut [i32]) -> u32 {
        let n = maps.shape.outputs;
        let (panels, taps) = (n.div_ceil(COLUMNS), maps.shape.taps());
        let groups = maps.images().div_ceil(TERMS);
        let tasks = groups.div_ceil(groups.div_ceil(2 * rayon::current_num_threads()));
        let task = groups.div_ceil(tasks);
        self.parts.resize_with(tasks, Part::default);
        self.parts.par_iter_mut().enumerate().for_each(|(part, sums)| {
            sums.g.clear();
            sums.g.resize(panels * taps, [0; COLUMNS]);
            sums.sums.clear();
            sums.sums.resize(n, 0);
            let groups = part * task..groups.min((part + 1) * task);
            sums.add(processor, maps, groups);
        });
        let parts = &self.parts;
        let rows = g.par_chunks_mut(n).enumerate().with_min_len(16);
        let max = rows.map(|(row, g)| {
            let mut max = 0;
            for (panel, g) in g.chunks_mut(COLUMNS).enumerate() {
                let mut sum = [0; COLUMNS];
                for part in parts {
                    let sums = &part.sums[panel * COLUMNS..][..g.len()];
                    add_part(&mut sum, &part.g[panel * taps + row], sums);
                }
                max = max.max(store(&sum, g));
            }
            max
        });
        max.max().unwrap_or(0)
    }
}

impl Part {
    fn add(&mut self, processor: Processor, maps: &Maps, groups: std::ops::Range<usize>) {
        let Self {
            g,
            sums,
            activations,
            errors,
        } = self;
        let shape = maps.shape;
        let (height, width) = shape.positions();
        let (taps, row) = (shape.taps(), shape.frame().1 * shape.channels);
        let images = groups.start * TERMS..maps.images().min(groups.end * TERMS);
        let positions = shape.results();
        maps.q[images.start * positions..images.end * positions]
            .chunks(shape.outputs)
            .for_each(|q| add_row(q, sums));

        let at: Vec<usize> = (0..taps).map(|tap| tap_offset(shape, tap) * TERMS).collect();
        let (map, panel) = (shape.frame().0 * row * TERMS, height * width * STEP);
        let chunk = STEPS_MIN.div_ceil(height * width);
        let run = |group: usize, y: usize| Run {
            a: group * map + y * row * TERMS,
            b: group * panel + y * width * STEP,
            steps: width,
        };
        // only the padding keeps what stands here
        activations.resize(chunk * map, ZERO);
        errors.resize(chunk * panel, 0);
        let mut first = groups.start;
        while first < groups.end {
            let taken = chunk.min(groups.end - first);
            let runs: Vec<Run> = (0..taken)
                .flat_map(|group| (0..height).map(move |y| run(group, y)))
                .collect();
            (0..taken)
                .zip(activations.chunks_mut(map))
                .for_each(|(group, out)| maps.frame(first + group, out));
            for (index, g) in g.chunks_mut(taps).enumerate() {
                (0..taken)
                    .zip(errors.chunks_mut(panel))
                    .for_each(|(group, out)| maps.errors(first + group, index, out));
                for (at, g) in at.chunks(ROWS).zip(g.chunks_mut(ROWS)) {
                    let mut tile: Tile = [[0; COLUMNS]; ROWS];
                    tile[..g.len()].copy_from_slice(g);
                    add(
                        processor,
                        activations,
                        at,
                        shape.channels * TERMS,
                        errors,
                        &runs,
                        &mut tile,
                    );
                    g.copy_from_slice(&tile[..g.len()]);
                }
            }
            first += taken;
        }
    }
}

impl<'a> Maps<'a> {
    fn images(&self) -> usize {
        self.a.len() / self.shape.inputs()
    }

    fn map(&self, image: usize) -> &'a [i8] {
        &self.a[image * self.shape.inputs()..][..self.shape.inputs()]
    }

    /// Something of each image of a group; the last image again beyond the last, where the errors are 0.
    fn group<T>(&self, group: usize, of: impl Fn(usize) -> T) -> [T; TERMS] {
        std::array::from_fn(|r| of((group * TERMS + r).min(self.images() - 1)))
    }

    /// The maps of a group side by side, with their padding and the offset.
    fn frame(&self, group: usize, out: &mut [u8]) {
        let shape = self.shape;
        let (row, padded) = (
            shape.width * shape.channels,
            shape.frame().1 * shape.channels * TERMS,
        );
        let from = shape.pad * shape.channels * TERMS;
        for (y, out) in out
            .chunks_mut(padded)
            .skip(shape.pad)
            .take(shape.height)
            .enumerate()
        {
            let rows = self.group(group, |image| &self.map(image)[y * row..(y + 1) * row]);
            interleave(rows, ZERO, &mut out[from..from + row * TERMS]);
        }
    }

    /// The errors of a group side by side, a panel of outputs at each position; 0 beyond the last image and output.
    fn errors(&self, group: usize, panel: usize, out: &mut [u8]) {
        let shape = self.shape;
        let ((_, width), (_, result)) = (shape.positions(), shape.result());
        let first = panel * COLUMNS;
        let columns = COLUMNS.min(shape.outputs - first);
        let there = (self.images() - group * TERMS).min(TERMS);
        let zeros = [0i8; COLUMNS];
        for (position, out) in out.chunks_mut(STEP).enumerate() {
            let (y, x) = (position / width, position % width);
            let from = if shape.pool {
                (y / 2) * result + x / 2
            } else {
                position
            };
            let at = |image: usize| image * shape.results() + from * shape.outputs + first;
            let out = &mut out[..columns * TERMS];
            let image = |r: usize| group * TERMS + r;
            let q = std::array::from_fn(|r| {
                if r < there {
                    &self.q[at(image(r))..][..columns]
                } else {
                    &zeros[..columns]
                }
            });
            if shape.pool {
                let winner = self.group(group, |image| &self.winner[at(image)..][..columns]);
                interleave_winners(q, winner, ((y & 1) * 2 + (x & 1)) as u8, out);
            } else {
                interleave(q, 0, out);
            }
        }
    }
}

/// Where the first value of a row of weights stands in the map with its padding.
fn tap_offset(shape: &Convolution, tap: usize) -> usize {
    let (place, channel) = (tap / shape.channels, tap % shape.channels);
    let (y, x) = (place / shape.kernel.1, place % shape.kernel.1);
    (y * shape.frame().1 + x) * shape.channels + channel
}

/// Adds a part of a row and takes back what the offset added to it.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
fn add_part(sum: &mut [i32; COLUMNS], part: &[i32; COLUMNS], errors: &[i32]) {
    for ((sum, part), error) in sum.iter_mut().zip(part).zip(errors) {
        *sum = sum.wrapping_add(part.wrapping_sub(error.wrapping_mul(OFFSET)));
    }
}

/// Copies as many sums as there is room for; returns their largest magnitude.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
fn store(sum: &[i32; COLUMNS], out: &mut [i32]) -> u32 {
    let mut max = 0;
    for (out, &sum) in out.iter_mut().zip(sum) {
        *out = sum;
        max = max.max(sum.unsigned_abs());
    }
    max
}
