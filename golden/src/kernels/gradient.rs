//! The gradient: a panel of 32 outputs for some rows of the weights is a tile; its steps run over the positions, four
//! images at a time, so that the same place of four images lies side by side on both sides.
//!
//! A layer with many positions has few weights and long sums: threads share out the images, and their sums are added. A
//! layer with one position has many weights and short sums: threads share out the weights.

use super::bytes::{add_rows, flip_of, interleave, lit_runs, step, unsigned_step, won, OFFSET};
use super::output::store;
use super::tile::{add, Group, Run, Step, Sums, COLUMNS, ROWS, TERMS};
use super::{block, Convolution, Processor};
use rayon::prelude::*;
use std::ops::Range;

/// Steps below which groups of images are taken together: a tile is loaded and stored once for all of them.
const STEPS_MIN: usize = 128;

/// Rows of weights that a thread takes at a time.
const TASK_ROWS: usize = 5 * ROWS;

/// Memory of the gradient, kept from one batch to the next.
#[derive(Clone, Debug, Default)]
pub(super) struct Gradient {
    /// Errors by panel and group of images, where there is one position.
    errors: Vec<Step>,
    /// Sums of the threads, where there are many positions.
    parts: Vec<Part>,
}

/// What one thread sums, over its images.
#[derive(Clone, Debug, Default)]
struct Part {
    /// By panel and row of weights.
    g: Vec<Sums>,
    /// The sums of the errors of each output.
    sums: Vec<i32>,
    activations: Vec<Group>,
    errors: Vec<Step>,
}

/// A batch of a layer.
#[derive(Clone, Copy)]
struct Maps<'a> {
    shape: &'a Convolution,
    a: &'a [i8],
    q: &'a [i8],
    winner: &'a [u8],
    /// The bit that is inverted in every activation.
    flip: u8,
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
        let flip = flip_of(a);
        let maps = Maps {
            shape,
            a,
            q,
            winner,
            flip,
        };
        if *shape == Convolution::dense(shape.channels, shape.outputs) {
            self.by_weights(processor, &maps, g)
        } else {
            self.by_images(processor, &maps, g)
        }
    }

    /// The gradient of a dense layer, whose weights have one row for each value of the map.
    fn by_weights(&mut self, processor: Processor, maps: &Maps, g: &mut [i32]) -> u32 {
        let n = maps.shape.outputs;
        let groups = maps.images().div_ceil(TERMS);
        self.errors
            .resize(n.div_ceil(COLUMNS) * groups, [[0; TERMS]; COLUMNS]);
        let mut sums = vec![[0; COLUMNS]; n.div_ceil(COLUMNS)];
        let panels = self.errors.par_chunks_mut(groups).zip(&mut sums).enumerate();
        panels.with_min_len(4).for_each(|(panel, (errors, sums))| {
            let columns = panel * COLUMNS..n.min((panel + 1) * COLUMNS);
            pack_errors(maps.q, n, columns, errors, sums);
            if maps.flip == 0 {
                *sums = [0; COLUMNS];
            }
        });

        let tasks = g.par_chunks_mut(TASK_ROWS * n).enumerate();
        let max = tasks.map_init(Vec::new, |activations, (task, g)| {
            let (first, rows) = (task * TASK_ROWS, g.len() / n);
            activations.resize(groups * rows, [maps.flip; TERMS]);
            for (group, out) in activations.chunks_mut(rows).enumerate() {
                let values = maps.group(group, |image| &maps.map(image)[first..first + rows]);
                interleave(values, maps.flip, out);
            }
            let blocks = (0..rows).step_by(ROWS).map(|block| {
                let mut runs = vec![Run {
                    a: 0,
                    b: 0,
                    steps: groups,
                }];
                if maps.flip == 0 {
                    // as in the forward product, inputs that some images do not use
                    lit_runs(&activations[block..], rows, ROWS.min(rows - block), &mut runs);
                }
                runs
            });
            let blocks: Vec<Vec<Run>> = blocks.collect();
            let mut max = 0;
            let mut tile = [[0; COLUMNS]; ROWS];
            for (panel, (errors, sums)) in self.errors.chunks(groups).zip(&sums).enumerate() {
                let first_column = panel * COLUMNS;
                let columns = COLUMNS.min(n - first_column);
                for ((block, runs), g) in blocks.iter().enumerate().zip(g.chunks_mut(ROWS * n)) {
                    let (a, tile) = (&activations[block * ROWS..], &mut tile[..g.len() / n]);
                    add(processor, Some(sums), (a, rows), errors, runs, tile);
                    max = max.max(store(tile, columns, &mut g[first_column..], n));
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
        let task = groups.div_ceil(4 * rayon::current_num_threads());
        self.parts.resize_with(groups.div_ceil(task), Part::default);
        self.parts.par_iter_mut().enumerate().for_each(|(index, part)| {
            part.g.clear();
            part.g.resize(panels * taps, [0; COLUMNS]);
            part.sums.clear();
            part.sums.resize(n, 0);
            part.add(processor, maps, index * task..groups.min((index + 1) * task));
        });
        let parts = &self.parts;
        let rows = g.par_chunks_mut(n).enumerate().with_min_len(64);
        let max = rows.map(|(row, g)| {
            let mut max = 0;
            for (panel, g) in g.chunks_mut(COLUMNS).enumerate() {
                let mut sum = [0; COLUMNS];
                for part in parts {
                    let sums = &part.sums[panel * COLUMNS..][..g.len()];
                    add_part(&mut sum, &part.g[panel * taps + row], sums);
                }
                max = max.max(store(&[sum], g.len(), g, COLUMNS));
            }
            max
        });
        max.max().unwrap_or(0)
    }
}

impl Part {
    /// Adds the images of some groups.
    fn add(&mut self, processor: Processor, maps: &Maps, groups: Range<usize>) {
        let Self {
            g,
            sums,
            activations,
            errors,
        } = self;
        let shape = maps.shape;
        let images = groups.start * TERMS..maps.images().min(groups.end * TERMS);
        if maps.flip != 0 {
            add_rows(
                &maps.q[images.start * shape.results()..images.end * shape.results()],
                sums,
            );
        }

        let ((height, width), row) = (shape.positions(), shape.frame().1 * shape.channels);
        let (map, panel) = (shape.frame().0 * row, height * width);
        let chunk = STEPS_MIN.div_ceil(panel);
        let run = |group: usize, y: usize| Run {
            a: group * map + y * row,
            b: group * panel + y * width,
            steps: width,
        };
        let runs: Vec<Run> = (0..chunk)
            .flat_map(|group| (0..height).map(move |y| run(group, y)))
            .collect();
        // a row of the kernel is a part of a row of the map
        let (taps, part) = (shape.taps(), shape.kernel.1 * shape.channels);
        let rows = block(part);
        // only the padding keeps what stands here
        if shape.pad > 0 {
            activations.clear();
        }
        activations.resize(chunk * map, [maps.flip; TERMS]);
        errors.resize(chunk * panel, [[0; TERMS]; COLUMNS]);
        let mut first = groups.start;
        while first < groups.end {
            let taken = chunk.min(groups.end - first);
            for (group, out) in activations.chunks_mut(map).enumerate().take(taken) {
                maps.frame(first + group, out);
            }
            for (index, g) in g.chunks_mut(taps).enumerate() {
                for (group, out) in errors.chunks_mut(panel).enumerate().take(taken) {
                    maps.errors(first + group, index, out);
                }
                for (ky, g) in g.chunks_mut(part).enumerate() {
                    for (block, tile) in g.chunks_mut(rows).enumerate() {
                        let a = &activations[ky * row + block * rows..];
                        add(
                            processor,
                            None,
                            (a, shape.channels),
                            errors,
                            &runs[..taken * height],
                            tile,
                        );
                    }
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

    /// The maps of a group side by side inside their padding.
    fn frame(&self, group: usize, out: &mut [Group]) {
        let shape = self.shape;
        let (row, padded) = (shape.width * shape.channels, shape.frame().1 * shape.channels);
        let left = shape.pad * shape.channels;
        for (y, out) in out
            .chunks_mut(padded)
            .skip(shape.pad)
            .take(shape.height)
            .enumerate()
        {
            let rows = self.group(group, |image| &self.map(image)[y * row..(y + 1) * row]);
            interleave(rows, self.flip, &mut out[left..left + row]);
        }
    }

    /// The errors of a group side by side, a panel of outputs at each position; 0 beyond the last image.
    fn errors(&self, group: usize, panel: usize, out: &mut [Step]) {
        let (shape, n) = (self.shape, self.shape.outputs);
        let columns = panel * COLUMNS..n.min((panel + 1) * COLUMNS);
        let there = self.images() - group * TERMS;
        let q = self.group(group, |image| {
            &self.q[image * shape.results()..][..shape.results()]
        });
        if shape.pool {
            let winner = self.group(group, |image| {
                &self.winner[image * shape.results()..][..shape.results()]
            });
            unpool_errors(q, winner, n, columns, there, shape.result().1, out);
        } else {
            place_errors(q, n, columns, there, out);
        }
    }
}

/// The errors of four maps side by side, some columns of each position. Only the first `there` maps count.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
fn place_errors(q: [&[i8]; TERMS], n: usize, columns: Range<usize>, there: usize, out: &mut [Step]) {
    for (position, out) in out.iter_mut().enumerate() {
        let at = position * n + columns.start..position * n + columns.end;
        let rows = std::array::from_fn(|r| if r < there { &q[r][at.clone()] } else { &[][..] });
        step(rows, 0, out);
    }
}

/// [`place_errors`] of pooled maps, `width` positions a row: each error at the position that won, 0 at the other three.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
fn unpool_errors(
    q: [&[i8]; TERMS],
    winner: [&[u8]; TERMS],
    n: usize,
    columns: Range<usize>,
    there: usize,
    width: usize,
    out: &mut [Step],
) {
    let squares = out.chunks_mut(4 * width).enumerate();
    for (y, rows) in squares {
        let (upper, lower) = rows.split_at_mut(2 * width);
        let squares = upper.chunks_mut(2).zip(lower.chunks_mut(2)).enumerate();
        for (x, (upper, lower)) in squares {
            let at = (y * width + x) * n;
            let at = at + columns.start..at + columns.end;
            let rows = std::array::from_fn(|r| if r < there { &q[r][at.clone()] } else { &[][..] });
            let mut q = [[0; TERMS]; COLUMNS];
            step(rows, 0, &mut q);
            let winner = unsigned_step(winner.map(|winner| &winner[at.clone()]));
            for (place, out) in (0..).zip(upper.iter_mut().chain(lower)) {
                won(&q, &winner, place, out);
            }
        }
    }
}

/// The errors of a dense layer, four images a step, some columns of each; and -128 times the sum of each column.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
fn pack_errors(q: &[i8], n: usize, columns: Range<usize>, out: &mut [Step], sums: &mut Sums) {
    let mut sum = [0; COLUMNS];
    for (q, out) in q.chunks(TERMS * n).zip(out) {
        let row = |r: usize| q.get(r * n..(r + 1) * n).map_or(&[][..], |q| &q[columns.clone()]);
        step([row(0), row(1), row(2), row(3)], 0, out);
        for j in 0..COLUMNS {
            let [t0, t1, t2, t3] = out[j];
            sum[j] += i32::from(t0 as i8) + i32::from(t1 as i8) + i32::from(t2 as i8) + i32::from(t3 as i8);
        }
    }
    for j in 0..COLUMNS {
        sums[j] = -OFFSET * sum[j];
    }
}

/// Adds a part of a row and takes back what the offset added to it.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
fn add_part(sum: &mut Sums, part: &Sums, errors: &[i32]) {
    for ((sum, part), error) in sum.iter_mut().zip(part).zip(errors) {
        *sum = sum.wrapping_add(part.wrapping_sub(error.wrapping_mul(OFFSET)));
    }
}
