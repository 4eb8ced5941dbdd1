//! What a network learns: weights, and for a normalised layer gamma, beta and the running statistics.

use super::{Architecture, ArchitectureError, Layer, LearnError};
use crate::random::{fill, round_keys, STEP_INITIAL};
use crate::wage::{initial_weight, BETA_BOUNDS, GAMMA_BOUNDS, WEIGHT_MAX};
use ndarray::Array2;

/// What a normalised layer learns, one value a channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NormParameters {
    /// In units of 1/256, 1..=1023; starts at 256.
    pub gamma: Vec<i16>,
    /// In units of 1/256, -4096..=4095; starts at 0.
    pub beta: Vec<i16>,
    /// Running mean, in units of 2^-16.
    pub mean: Vec<i32>,
    /// Running s, in units of 2^-16, not negative.
    pub scale: Vec<i32>,
    /// Whether a batch has set `mean` and `scale`; until then they are 0 and every y is beta.
    pub set: bool,
}

impl NormParameters {
    /// Those of a layer that has not learned yet.
    pub fn initial(channels: usize) -> Self {
        Self {
            gamma: vec![256; channels],
            beta: vec![0; channels],
            mean: vec![0; channels],
            scale: vec![0; channels],
            set: false,
        }
    }

    /// The first fault, if any: a name and what is wrong.
    fn fault(&self, channels: usize) -> Option<(&'static str, String)> {
        let lengths = [
            ("gamma", self.gamma.len()),
            ("beta", self.beta.len()),
            ("mean", self.mean.len()),
            ("scale", self.scale.len()),
        ];
        if let Some((name, found)) = lengths.into_iter().find(|(_, found)| *found != channels) {
            return Some((name, format!("has {found} values, expected {channels}")));
        }
        let outside = |values: &[i16], (lo, hi): (i32, i32)| {
            let at = values.iter().position(|&v| !(lo..=hi).contains(&i32::from(v)))?;
            Some(format!("{at} is {}, expected {lo}..={hi}", values[at]))
        };
        if let Some(fault) = outside(&self.gamma, GAMMA_BOUNDS) {
            return Some(("gamma", fault));
        }
        if let Some(fault) = outside(&self.beta, BETA_BOUNDS) {
            return Some(("beta", fault));
        }
        let at = self.scale.iter().position(|&s| s < 0)?;
        Some((
            "scale",
            format!("{at} is {}, expected no negative", self.scale[at]),
        ))
    }
}

/// The parameters of every layer with weights, from the bottom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameters {
    /// int8 weights, -64..=64, `[k][out]` in row-major order; see [`Layer`] for k.
    pub weights: Vec<Array2<i8>>,
    /// Those of the normaliser, on the layers that have one.
    pub norms: Vec<Option<NormParameters>>,
}

impl Parameters {
    /// The initial parameters of a seed: the weight `[k][out]` of layer l is
    /// `initial_weight(random(seed, STEP_INITIAL, l, k * n_out + out))`.
    pub fn initial(architecture: &Architecture, seed: u64) -> Self {
        let weights = |(l, layer): (usize, &Layer)| {
            let mut random = vec![0; layer.weights()];
            fill(&round_keys(seed, STEP_INITIAL, l as u32), 0, 1, &mut random);
            let (rows, columns) = (layer.taps(), layer.outputs());
            Array2::from_shape_fn((rows, columns), |(k, o)| initial_weight(random[k * columns + o]))
        };
        let norm = |layer: &Layer| layer.norm.map(|_| NormParameters::initial(layer.outputs()));
        let layers = architecture.layers();
        Self {
            weights: layers.iter().enumerate().map(weights).collect(),
            norms: layers.iter().map(norm).collect(),
        }
    }

    /// Whether these are parameters of `architecture`.
    ///
    /// # Errors
    /// [`LearnError::LayerCount`], [`LearnError::WeightShape`], [`LearnError::WeightRange`],
    /// [`LearnError::NormPresence`], [`LearnError::NormParameters`].
    pub fn check(&self, architecture: &Architecture) -> Result<(), LearnError> {
        let layers = architecture.layers();
        for found in [self.weights.len(), self.norms.len()] {
            if found != layers.len() {
                return Err(LearnError::LayerCount {
                    expected: layers.len(),
                    found,
                });
            }
        }
        for (l, layer) in layers.iter().enumerate() {
            let (w, expected) = (&self.weights[l], (layer.taps(), layer.outputs()));
            if w.dim() != expected {
                return Err(LearnError::WeightShape {
                    layer: l,
                    expected,
                    found: w.dim(),
                });
            }
            let outside = |&(_, w): &(usize, &i8)| i32::from(*w).abs() > WEIGHT_MAX;
            if let Some((index, &value)) = w.iter().enumerate().find(outside) {
                return Err(LearnError::WeightRange {
                    layer: l,
                    index,
                    value,
                });
            }
            let norm = &self.norms[l];
            if norm.is_some() != layer.norm.is_some() {
                return Err(LearnError::NormPresence {
                    layer: l,
                    expected: layer.norm.is_some(),
                });
            }
            if let Some((name, fault)) = norm.as_ref().and_then(|norm| norm.fault(layer.outputs())) {
                return Err(LearnError::NormParameters {
                    layer: l,
                    name,
                    fault,
                });
            }
        }
        Ok(())
    }

    /// The dense architecture that these weights are of, one `[inputs][outputs]` matrix a layer, without normaliser.
    pub(super) fn dense_architecture(weights: &[Array2<i8>]) -> Result<Architecture, ArchitectureError> {
        let inputs = weights.iter().take(1).map(|w| w.nrows());
        let sizes: Vec<usize> = inputs.chain(weights.iter().map(|w| w.ncols())).collect();
        Architecture::dense(&sizes)
    }
}
