//! One training step.

use super::writer::{Writer, BUFFER, IMAGES, LOCAL, ZERO};
use super::{Placed, Program};
use golden::core::program::register::*;
use golden::core::program::{AssembleError, Label, Maximum, Parameter, Product, Tile};
use golden::core::Instruction;

/// Random layers of gamma and beta, less the layer.
const GAMMA: u32 = 256;
const BETA: u32 = 512;

const LEFT: u8 = LOCAL;
const PART: u8 = LOCAL + 1;

/// The program of training steps on batches of `batches` images (the full one, the short last one), from each of
/// `buffers` input buffers in turn. `zeros` is where W holds a row block of zeros.
///
/// ```text
/// forward    layer by layer: the first waits for each group of images; the last sends its results
/// loss       maximum, SCALE, store
/// backward   from the top: [norm: maximum, SCALE, store]
///            T maximum, SCALE, T store into the layer below;  G maximum, SCALE, G store
///            [norm: gamma, beta]
/// ```
///
/// G of a layer follows its T, which needs the weights of the forward pass; the SCALE of G is also the barrier that the
/// layer below needs before it reads its errors.
///
/// # Errors
/// [`AssembleError::TooLong`].
pub fn training(
    layers: &[Placed],
    buffers: usize,
    lanes: usize,
    batches: &[usize],
    zeros: usize,
) -> Result<Program, AssembleError> {
    let groups = batches.iter().map(|b| b.div_ceil(lanes)).max().unwrap_or(1);
    let mut w = Writer::new(lanes, groups);
    let body = w.asm.label();
    let entries = entries(&mut w, buffers, batches, body);
    w.asm.place(body);
    w.set(ZERO, 0);
    for (index, layer) in layers.iter().enumerate() {
        layer.forward(&mut w, index == 0, index + 1 == layers.len(), true);
        w.barrier();
        if layer.geometry.norm.is_some() {
            layer.normalise(&mut w, false, true);
            w.barrier();
        }
    }
    if let Some(top) = layers.last() {
        top.loss(&mut w, groups, false);
        scale(&mut w, Maximum::Error);
        top.loss(&mut w, groups, true);
    }
    for (index, layer) in layers.iter().enumerate().rev() {
        let below = index.checked_sub(1).map(|below| layers[below].errors);
        backward(&mut w, index, layer, below, zeros);
    }
    toggle(&mut w, buffers);
    w.asm.next(body);
    Ok(Program {
        words: w.finish()?,
        entries,
    })
}

/// The backward pass of layer `index`, whose errors are stored but perhaps not visible yet.
fn backward(w: &mut Writer, index: usize, layer: &Placed, below: Option<usize>, zeros: usize) {
    w.barrier();
    if layer.geometry.norm.is_some() {
        layer.normalise(w, true, false);
        scale(w, Maximum::Error);
        layer.normalise(w, true, true);
        w.barrier();
    }
    // The round keys of the layer above are out of use: its last update has passed a barrier.
    keys(w, index as u32);
    if let Some(below) = below {
        layer.transposed(w, below, zeros, false);
        scale(w, Maximum::Error);
        layer.transposed(w, below, zeros, true);
    }
    layer.gradient(w, false);
    scale(w, Maximum::Gradient);
    layer.gradient(w, true);
    if index == 0 {
        w.barrier();
        w.asm.push(Instruction::Release { a: BUFFER });
    }
    if layer.geometry.norm.is_some() {
        w.barrier();
        let updates = [
            (GAMMA, Maximum::Dgamma, Parameter::Gamma),
            (BETA, Maximum::Dbeta, Parameter::Beta),
        ];
        for (first, maximum, parameter) in updates {
            keys(w, first + index as u32);
            scale(w, maximum);
            w.set(INDEX, layer.channel);
            w.set(N0, layer.geometry.outputs);
            w.asm.push(Instruction::NormUpdate(parameter));
        }
    }
}

/// An entry for every batch and input buffer, each going to `body`.
pub fn entries(w: &mut Writer, buffers: usize, batches: &[usize], body: Label) -> Vec<Vec<usize>> {
    let mut entry = |batch: usize, buffer: usize| {
        let address = w.asm.len();
        w.set(BUFFER, buffer);
        w.set(IMAGES, batch);
        w.asm.jump(body);
        address
    };
    let of_batch = |&batch: &usize| (0..buffers).map(|buffer| entry(batch, buffer)).collect();
    batches.iter().map(of_batch).collect()
}

/// The other input buffer, if there is one.
pub fn toggle(w: &mut Writer, buffers: usize) {
    if buffers > 1 {
        w.set(LOCAL, 1);
        w.asm.sub(BUFFER, LOCAL, BUFFER);
    }
}

fn scale(w: &mut Writer, maximum: Maximum) {
    w.asm.push(Instruction::Scale(maximum));
}

fn keys(w: &mut Writer, layer: u32) {
    w.asm.push(Instruction::Keys { layer });
}

impl Placed {
    /// Results less targets: for the maximum, or with `store` as the errors of this layer. The labels of input buffer b
    /// begin in slot b * `slots`.
    fn loss(&self, w: &mut Writer, slots: usize, store: bool) {
        let tile = Tile {
            product: Product::Loss,
            store,
            ..Tile::default()
        };
        let uniform = w.uniform(self.geometry.outputs);
        w.set(X, self.activations);
        w.set(F, self.errors);
        w.mul(Y, BUFFER, slots as i64);
        for (register, count) in [(N0, w.lanes), (N1, 1), (N2, 1)] {
            w.set(register, count);
        }
        w.groups(LEFT, |w| {
            if let Some(columns) = uniform {
                w.lanes(LEFT, columns);
            }
            w.set(D, 0);
            w.parts(
                PART,
                self.geometry.outputs,
                |w, columns| {
                    if uniform.is_none() {
                        w.lanes(LEFT, columns);
                    }
                },
                |w, columns| {
                    w.tile(tile);
                    for register in [X, F, D] {
                        w.step(register, columns as i64);
                    }
                },
            );
            w.step(Y, 1);
        });
    }
}
