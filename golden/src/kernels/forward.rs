//! The forward product: a panel of 32 outputs for a block of images at one position is a tile; its steps run over the rows
//! of the kernel, four neighbouring bytes of the map at a time. With a pool, four tiles become one.

use super::bytes::{flip_of, lit_runs, spread, OFFSET};
use super::output::{compete, store, store_winners};
use super::panels::{pack_rows, Panels};
use super::tile::{add, Group, Run, Sums, COLUMNS, ROWS, TERMS};
use super::{block, Convolution, Processor};
use rayon::prelude::*;

/// Steps that are worth a task when weights are packed.
pub(super) const STEPS_MIN: usize = 100;

/// Weights ready for the forward product.
#[derive(Clone, Debug)]
pub(super) struct Forward {
    panels: Panels,
    /// What the offset of the activations adds to each output, negated.
    bias: Vec<Sums>,
    /// Terms and steps of a row of the kernel.
    terms: usize,
    steps: usize,
    /// Positions of a row of the packed map, and groups of each: the map itself where its channels are whole groups, so
    /// that the row of a kernel is a part of it, and otherwise the row of the kernel from each position on.
    width: usize,
    groups: usize,
}

impl Forward {
    pub fn new(shape: &Convolution) -> Self {
        let terms = shape.kernel.1 * shape.channels;
        let steps = terms.div_ceil(TERMS);
        let (width, groups) = if shape.channels % TERMS == 0 {
            (shape.frame().1, shape.channels / TERMS)
        } else {
            (shape.frame().1 + 1 - shape.kernel.1, steps)
        };
        Self {
            panels: Panels::zeros(shape.outputs, shape.kernel.0 * steps),
            bias: vec![[0; COLUMNS]; shape.outputs.div_ceil(COLUMNS)],
            terms,
            steps,
            width,
            groups,
        }
    }

    /// Takes the digits of stored weights.
    pub fn set(&mut self, shape: &Convolution, w: &[i8]) {
        let (n, steps, row) = (shape.outputs, self.steps, self.terms * shape.outputs);
        let (values, size) = self.panels.panels_mut();
        let panels = values.par_chunks_mut(size).zip(&mut self.bias).enumerate();
        panels
            .with_min_len(STEPS_MIN.div_ceil(size))
            .for_each(|(panel, (values, bias))| {
                let first = panel * COLUMNS;
                *bias = [0; COLUMNS];
                for (w, values) in w.chunks(row).zip(values.chunks_mut(steps)) {
                    pack_rows(w, n, first, COLUMNS.min(n - first), values, bias);
                }
                bias.iter_mut().for_each(|sum| *sum *= -OFFSET);
            });
    }

    /// `acc`, pooled if the layer pools, and then which of the four won, the first of equal ones. After each block of
    /// images `then` gets its sums and its part of `out`; returns the sum of what it gives. Lengths are right.
    pub fn apply<T: Send>(
        &self,
        (processor, shape): (Processor, &Convolution),
        a: &[i8],
        (acc, winner): (&mut [i32], &mut [u8]),
        out: &mut [T],
        then: impl Fn(&[i32], &mut [T]) -> u64 + Sync,
    ) -> u64 {
        let all = a.len() / shape.inputs();
        let images = block(all);
        let results = images * shape.results();
        // a layer without a pool has no winners to share out
        let winners: Vec<&mut [u8]> = if shape.pool {
            winner.chunks_mut(results).collect()
        } else {
            (0..all.div_ceil(images)).map(|_| &mut [][..]).collect()
        };
        let maps = a
            .par_chunks(images * shape.inputs())
            .zip(acc.par_chunks_mut(results));
        let maps = maps
            .zip(winners)
            .zip(out.par_chunks_mut(images * (out.len() / all)));
        maps.map_init(Vec::new, |frames, (((a, acc), winner), out)| {
            self.apply_to(processor, shape, a, frames, acc, winner);
            then(acc, out)
        })
        .sum()
    }

    fn apply_to(
        &self,
        processor: Processor,
        shape: &Convolution,
        a: &[i8],
        frames: &mut Vec<Group>,
        acc: &mut [i32],
        winner: &mut [u8],
    ) {
        let images = a.len() / shape.inputs();
        let flip = flip_of(a);
        self.frame(shape, a, images, flip, frames);
        let row = self.width * self.groups * images;
        let run = |ky| Run {
            a: ky * row,
            b: ky * self.steps,
            steps: self.steps,
        };
        let mut runs: Vec<Run> = (0..shape.kernel.0).map(run).collect();
        if flip == 0 && shape.positions() == (1, 1) {
            // inputs that a block of images does not use are frequent in a first layer: the edges of a picture
            lit_runs(frames, images, images, &mut runs);
        }
        let (n, results) = (shape.outputs, shape.results());
        let (height_out, width_out) = shape.result();
        let mut tiles = [[[0; COLUMNS]; ROWS]; 4];
        let mut won = [[0; COLUMNS]; ROWS];
        for (panel, bias) in self.bias.iter().enumerate() {
            let (b, first) = (self.panels.panel(panel), panel * COLUMNS);
            let columns = COLUMNS.min(n - first);
            let start = if flip == 0 { &[0; COLUMNS] } else { bias };
            let tile = |y: usize, x: usize, tile: &mut [Sums; ROWS]| {
                let a = &frames[y * row + x * self.groups * images..];
                add(processor, Some(start), (a, images), b, &runs, &mut tile[..images]);
            };
            for (y, x) in (0..height_out).flat_map(|y| (0..width_out).map(move |x| (y, x))) {
                let at = (y * width_out + x) * n + first;
                if shape.pool {
                    for (place, sums) in tiles.iter_mut().enumerate() {
                        tile(2 * y + place / 2, 2 * x + place % 2, sums);
                    }
                    compete(&mut tiles, &mut won, images);
                    store_winners(&won[..images], columns, &mut winner[at..], results);
                } else {
                    tile(y, x, &mut tiles[0]);
                }
                store(&tiles[0][..images], columns, &mut acc[at..], results);
            }
        }
    }

    /// The maps of a block with their padding, each byte xored with `flip`, the images of each group side by side.
    fn frame(&self, shape: &Convolution, a: &[i8], images: usize, flip: u8, frames: &mut Vec<Group>) {
        let (height, width) = shape.frame();
        let row = self.width * self.groups * images;
        // only the padding keeps what stands here
        if shape.pad > 0 {
            frames.clear();
        }
        frames.resize(height * row, [flip; TERMS]);
        let (map, left) = (shape.width * shape.channels, shape.pad * shape.channels);
        let whole = shape.channels % TERMS == 0;
        let mut line = vec![0; width * shape.channels];
        for (image, a) in a.chunks(shape.inputs()).enumerate() {
            for (a, out) in a.chunks(map).zip(frames.chunks_mut(row).skip(shape.pad)) {
                if whole {
                    spread(
                        a,
                        images,
                        flip,
                        &mut out[shape.pad * self.groups * images + image..],
                    );
                } else {
                    line[left..left + map].copy_from_slice(a);
                    let windows = line.windows(self.terms).step_by(shape.channels);
                    for (window, out) in windows.zip(out.chunks_mut(self.groups * images)) {
                        spread(window, images, flip, &mut out[image..]);
                    }
                }
            }
        }
    }
}
