//! Inference, a group of N images at a time.

use super::writer::{Writer, BUFFER, ZERO};
use super::{Placed, Program};
use golden::core::program::AssembleError;
use golden::core::Instruction;

/// The program that sends the results of `layers` for one group after another, from each of `buffers` input buffers in
/// turn. Its only batch is N images. A normalised layer goes by its running statistics, at most `samples` of a channel at
/// a time.
///
/// # Errors
/// [`AssembleError::TooLong`].
pub fn inference(
    layers: &[Placed],
    buffers: usize,
    lanes: usize,
    samples: usize,
) -> Result<Program, AssembleError> {
    let mut w = Writer::new(lanes, 1);
    let body = w.asm.label();
    let entries = super::step::entries(&mut w, buffers, &[lanes], body);
    w.asm.place(body);
    w.set(ZERO, 0);
    for (index, layer) in layers.iter().enumerate() {
        let last = index + 1 == layers.len();
        layer.forward(&mut w, index == 0, last, !last);
        w.barrier();
        if index == 0 {
            w.asm.push(Instruction::Release { a: BUFFER });
            // From here on the program works for the next buffer.
            super::step::toggle(&mut w, buffers);
        }
        if layer.geometry.norm.is_some() {
            layer.normalise_by_running(&mut w, samples / lanes);
            w.barrier();
        }
    }
    w.asm.next(body);
    Ok(Program {
        words: w.finish()?,
        entries,
    })
}
