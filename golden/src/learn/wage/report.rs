//! What a training step found: the numbers that a device's counters are compared with.

/// What a step found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Samples of the batch.
    pub samples: usize,
    /// Samples that the forward pass predicted right.
    pub correct: usize,
    /// Sum over samples and outputs of e^2, e = result - target in codes, 9 bits.
    pub error_squares: u64,
    /// What each layer found, from the bottom.
    pub layers: Vec<LayerReport>,
}

/// What a step found in one layer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LayerReport {
    /// Activations that were clipped: |acc| > 127 * 2^shift, or |RHE(y / 8)| > 127 with a normaliser.
    pub clipped: u64,
    /// Accumulators cut to the int16 of a normaliser's x.
    pub x_saturated: u64,
    /// y cut to 24 bits.
    pub y_saturated: u64,
    /// dx cut to 48 bits.
    pub dx_saturated: u64,
    /// max |e| after the mask of the clipped ones.
    pub error_max: u32,
    /// scale of e; none where all errors were 0.
    pub error_scale: Option<i32>,
    /// scale of dx; none where all were 0, and without a normaliser.
    pub dx_scale: Option<i32>,
    /// max |g|.
    pub gradient_max: u32,
    /// scale of g; none where all gradients were 0.
    pub gradient_scale: Option<i32>,
    /// scale of dgamma; none where all were 0, and without a normaliser.
    pub gamma_scale: Option<i32>,
    /// scale of dbeta; none where all were 0, and without a normaliser.
    pub beta_scale: Option<i32>,
}

impl Report {
    /// Mean over the samples of the sum over outputs of e^2 / 2, with e in units of 2^-7. Exact before the division by
    /// the number of samples, which rounds once.
    pub fn loss(&self) -> f64 {
        // below 2^53 for every batch: 2^16 samples of 2^8 outputs of 2^16
        self.error_squares as f64 / 32768.0 / self.samples.max(1) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loss_is_half_the_mean_square_error() {
        let report = Report {
            samples: 4,
            // two samples with e = 1 in one output, one with e = 1/2, one with none
            error_squares: 2 * 128 * 128 + 64 * 64,
            ..Report::default()
        };
        assert_eq!(report.loss(), (0.5 + 0.5 + 0.125) / 4.0);
        assert_eq!(Report::default().loss(), 0.0);
    }
}
