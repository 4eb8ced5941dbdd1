//! The three products of a layer, fast: blocked, in 8-bit instructions chosen at run time, on all threads of the current
//! `rayon` pool. Sums are exact integers, so the result depends neither on the processor nor on the number of threads.
//!
//! | product | `[m][n]` | sum over |
//! |---|---|---|
//! | forward | images at a position, outputs | taps x channels, `a * t` |
//! | transposed | images at an input position, channels | taps that exist x outputs, `q * t` |
//! | gradient | taps x channels, outputs | images x positions, `a * q` |
//!
//! One loop does all three: a tile of up to 13 x 32 sums held in registers, and steps of 4 products (`tile`). What differs is
//! the packing: its right side is a panel of 32 columns in the order of the steps, its left side rows side by side.
//! Weights are packed once per batch, activations and errors by each task into memory of its own.
//!
//! The instruction multiplies unsigned with signed bytes: the left side is stored with 128 added (`bytes`), and the
//! sums start at -128 times the sum of the right side. All sums are modulo 2^32 and so exact wherever the result fits.

mod bytes;
mod convolution;
mod forward;
mod gradient;
mod output;
mod panels;
mod processor;
mod tile;
mod transposed;

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;

#[cfg(test)]
mod tests;

pub use convolution::{Convolution, KernelError};
pub use processor::Processor;

use convolution::check_length;
use tile::ROWS;

/// The products of one layer, with its weights packed and memory that is kept from one batch to the next.
///
/// Activations `a` and errors `q` are any int8 values, weights the stored ones, of which the ternary digits count. A
/// result is exact when it fits an i32: up to 2^23 terms of a weight and a code, 2^17 of two codes.
#[derive(Clone, Debug)]
pub struct Products {
    processor: Processor,
    shape: Convolution,
    forward: forward::Forward,
    transposed: Option<transposed::Transposed>,
    gradient: gradient::Gradient,
}

impl Products {
    /// The products of a layer on this processor, weights 0; `transposed` if it has a layer below.
    ///
    /// # Errors
    /// [`KernelError::Empty`].
    pub fn new(shape: Convolution, transposed: bool) -> Result<Self, KernelError> {
        Self::with_processor(shape, transposed, Processor::detect())
    }

    /// [`Products::new`] with given instructions; those of [`Processor::Portable`] if the processor has not got them.
    ///
    /// # Errors
    /// [`KernelError::Empty`].
    pub fn with_processor(
        shape: Convolution,
        transposed: bool,
        processor: Processor,
    ) -> Result<Self, KernelError> {
        let shape = shape.check()?.flattened();
        Ok(Self {
            processor,
            shape,
            forward: forward::Forward::new(&shape),
            transposed: transposed.then(|| transposed::Transposed::new(&shape)),
            gradient: gradient::Gradient::default(),
        })
    }

    /// The layer.
    pub fn shape(&self) -> &Convolution {
        &self.shape
    }

    /// Takes the ternary digits of stored weights, `[tap][output]`.
    ///
    /// # Errors
    /// [`KernelError::Length`].
    pub fn set_weights(&mut self, w: &[i8]) -> Result<(), KernelError> {
        check_length("w", self.shape.taps() * self.shape.outputs, w.len())?;
        self.forward.set(&self.shape, w);
        if let Some(transposed) = &mut self.transposed {
            transposed.set(&self.shape, w);
        }
        Ok(())
    }

    /// `acc[image][position][o] = sum over the taps of a * t`. With a pool `acc` is the maximum of each square and
    /// `winner` which of the four it is, in row-major order, the first of equal ones; without one `winner` is empty.
    ///
    /// # Errors
    /// [`KernelError::Length`].
    pub fn forward(&self, a: &[i8], acc: &mut [i32], winner: &mut [u8]) -> Result<(), KernelError> {
        let mut images = vec![(); a.len() / self.shape.inputs()];
        self.forward_then(a, (acc, winner), &mut images, |_, _| 0)?;
        Ok(())
    }

    /// [`Products::forward`], and `then` on each block of images while its sums are near: it gets those and the block's
    /// part of `out`, which has equally many elements for each image. Returns the sum of what `then` gives.
    ///
    /// # Errors
    /// [`KernelError::Length`].
    pub fn forward_then<T: Send>(
        &self,
        a: &[i8],
        (acc, winner): (&mut [i32], &mut [u8]),
        out: &mut [T],
        then: impl Fn(&[i32], &mut [T]) -> u64 + Sync,
    ) -> Result<u64, KernelError> {
        self.check_batch(a.len(), ("acc", acc.len()), winner.len())?;
        let images = a.len() / self.shape.inputs();
        if images == 0 {
            return Ok(0);
        }
        let each = (out.len() / images).max(1);
        check_length("out", images * each, out.len())?;
        let layer = (self.processor, &self.shape);
        Ok(self.forward.apply(layer, a, (acc, winner), out, then))
    }

    /// `e[image][input position][c] = sum over taps and outputs of t * q`, with `q` at the position that won where the
    /// layer pools. Without [`Products::new`]'s `transposed`, `e` is left as it is.
    ///
    /// # Errors
    /// [`KernelError::Length`].
    pub fn transposed(&self, q: &[i8], winner: &[u8], e: &mut [i32]) -> Result<(), KernelError> {
        self.transposed_then((q, winner), e, |_, _| 0)?;
        Ok(())
    }

    /// [`Products::transposed`], and `then` on each block of images while its errors are near: it gets the place of the
    /// first and all of them. Returns the largest of what `then` gives.
    ///
    /// # Errors
    /// [`KernelError::Length`].
    pub fn transposed_then(
        &self,
        (q, winner): (&[i8], &[u8]),
        e: &mut [i32],
        then: impl Fn(usize, &mut [i32]) -> u32 + Sync,
    ) -> Result<u32, KernelError> {
        self.check_batch(e.len(), ("q", q.len()), winner.len())?;
        let Some(transposed) = self.transposed.as_ref().filter(|_| !q.is_empty()) else {
            return Ok(0);
        };
        Ok(transposed.apply((self.processor, &self.shape), (q, winner), e, then))
    }

    /// `g[tap][o] = sum over images and positions of a * q`; returns the largest magnitude.
    ///
    /// # Errors
    /// [`KernelError::Length`].
    pub fn gradient(&mut self, a: &[i8], q: &[i8], winner: &[u8], g: &mut [i32]) -> Result<u32, KernelError> {
        self.check_batch(a.len(), ("q", q.len()), winner.len())?;
        check_length("g", self.shape.taps() * self.shape.outputs, g.len())?;
        if a.is_empty() {
            g.fill(0);
            return Ok(0);
        }
        Ok(self
            .gradient
            .apply(self.processor, &self.shape, a, (q, winner), g))
    }

    /// Whether the operands are of one batch.
    fn check_batch(
        &self,
        inputs: usize,
        results: (&'static str, usize),
        winner: usize,
    ) -> Result<(), KernelError> {
        let images = inputs / self.shape.inputs();
        check_length("the map below", images * self.shape.inputs(), inputs)?;
        check_length(results.0, images * self.shape.results(), results.1)?;
        let winners = if self.shape.pool {
            images * self.shape.results()
        } else {
            0
        };
        check_length("winner", winners, winner)
    }
}

/// The size of equal blocks of at most [`ROWS`] in which `n` are taken.
fn block(n: usize) -> usize {
    n.div_ceil(n.div_ceil(ROWS))
}
