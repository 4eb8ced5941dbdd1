//! What the results of a batch say about it.

use golden::learn::wage::first_maximum;
use ndarray::ArrayView2;

/// What the true class should have, in codes.
const TARGET: i64 = 128;

/// Loss and accuracy of a batch, before its update.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StepResult {
    /// Images of the batch.
    pub images: usize,
    /// Images whose first maximum is their class.
    pub correct: usize,
    /// Sum over images and outputs of e^2, e = result - target in codes.
    pub error_squares: u64,
}

impl StepResult {
    /// Of the results `[image][output]` and the class of each image.
    pub fn new(results: ArrayView2<i8>, labels: &[u8]) -> StepResult {
        let mut found = StepResult {
            images: results.nrows(),
            ..StepResult::default()
        };
        for (row, &label) in results.rows().into_iter().zip(labels) {
            found.correct += usize::from(first_maximum(row.iter().copied()) == label);
            let errors = row.iter().enumerate().map(|(class, &code)| {
                let target = if class == usize::from(label) { TARGET } else { 0 };
                (i64::from(code) - target).unsigned_abs().pow(2)
            });
            found.error_squares += errors.sum::<u64>();
        }
        found
    }
}
