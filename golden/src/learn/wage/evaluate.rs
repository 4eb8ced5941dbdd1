//! Predictions and their count.

use super::{LearnError, Network};
use ndarray::{ArrayView2, Axis};

/// Samples that are evaluated at a time, which bounds the memory.
const SAMPLES: usize = 1024;

/// Predictions over a data set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evaluation {
    /// Predictions that equal the label.
    pub correct: usize,
    /// The class of each sample.
    pub predictions: Vec<u8>,
}

impl Network {
    /// The class of each of `images`, `[sample][input]`: the first index of the largest result.
    ///
    /// # Errors
    /// [`LearnError::SampleSize`].
    pub fn predict(&self, images: ArrayView2<i8>) -> Result<Vec<u8>, LearnError> {
        self.check_samples(images)?;
        let mut predictions = Vec::with_capacity(images.nrows());
        for images in images.axis_chunks_iter(Axis(0), SAMPLES) {
            if let Some(last) = self.forward(images)?.last() {
                predictions.extend(
                    last.a
                        .rows()
                        .into_iter()
                        .map(|row| first_maximum(row.iter().copied())),
                );
            }
        }
        Ok(predictions)
    }

    /// Predicts `images`, `[sample][input]`, and counts those that equal their label.
    ///
    /// # Errors
    /// [`LearnError::SampleSize`], [`LearnError::LabelCount`], [`LearnError::LabelRange`].
    pub fn evaluate(&self, images: ArrayView2<i8>, labels: &[u8]) -> Result<Evaluation, LearnError> {
        self.check_samples(images)?;
        self.check_labels(images.nrows(), labels)?;
        let predictions = self.predict(images)?;
        let correct = predictions.iter().zip(labels).filter(|(p, l)| p == l).count();
        Ok(Evaluation { correct, predictions })
    }
}

/// The first index of the maximum of a result; a network of more than 256 outputs predicts one of the first 256.
pub fn first_maximum(result: impl IntoIterator<Item = i8>) -> u8 {
    let (mut best, mut max) = (0, None);
    for (class, value) in (0..=u8::MAX).zip(result) {
        if max.is_none_or(|max| value > max) {
            (best, max) = (class, Some(value));
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::{arr2, Array2};

    #[test]
    fn the_first_of_equal_maxima_wins() {
        assert_eq!(first_maximum([3, 7, 7, -1]), 1);
        assert_eq!(first_maximum([-127, -127]), 0);
        assert_eq!(first_maximum([-127, -5, -127]), 1);
        assert_eq!(first_maximum([]), 0);
    }

    #[test]
    fn evaluation_counts_across_pieces() {
        // two inputs, each the evidence of its class
        let network = Network::from_weights(vec![arr2(&[[64i8, -64], [-64, 64]])]).unwrap();
        let n = 2 * SAMPLES + 5;
        let images = Array2::from_shape_fn((n, 2), |(i, k)| if i % 2 == k { 100 } else { 0 });
        let mut labels: Vec<u8> = (0..n).map(|i| (i % 2) as u8).collect();
        assert_eq!(network.evaluate(images.view(), &labels).unwrap().correct, n);
        labels[n - 1] ^= 1;
        let evaluation = network.evaluate(images.view(), &labels).unwrap();
        assert_eq!((evaluation.correct, evaluation.predictions.len()), (n - 1, n));
    }

    #[test]
    fn labels_must_fit() {
        let network = Network::from_weights(vec![arr2(&[[64i8, -64]])]).unwrap();
        let images = Array2::zeros((2, 1));
        assert_eq!(
            network.evaluate(images.view(), &[0]),
            Err(LearnError::LabelCount {
                samples: 2,
                labels: 1
            })
        );
        assert_eq!(
            network.evaluate(images.view(), &[0, 2]),
            Err(LearnError::LabelRange {
                index: 1,
                label: 2,
                classes: 2
            })
        );
    }
}
