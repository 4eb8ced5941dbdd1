//! A network: its shape and its numbers.

use super::{Architecture, LearnError, Parameters};
use ndarray::{Array2, ArrayView2};

/// A network: an [`Architecture`] with its [`Parameters`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Network {
    architecture: Architecture,
    parameters: Parameters,
}

/// The int8 code of a pixel, `pixel >> 1`.
#[inline]
pub const fn input_code(pixel: u8) -> i8 {
    (pixel >> 1) as i8
}

impl Network {
    /// A network with the initial parameters of a seed, see [`Parameters::initial`].
    pub fn new(architecture: Architecture, seed: u64) -> Self {
        let parameters = Parameters::initial(&architecture, seed);
        Self {
            architecture,
            parameters,
        }
    }

    /// A network with given parameters.
    ///
    /// # Errors
    /// Those of [`Parameters::check`].
    pub fn from_parameters(
        architecture: Architecture,
        mut parameters: Parameters,
    ) -> Result<Self, LearnError> {
        parameters.check(&architecture)?;
        for w in &mut parameters.weights {
            if !w.is_standard_layout() {
                *w = w.as_standard_layout().into_owned();
            }
        }
        Ok(Self {
            architecture,
            parameters,
        })
    }

    /// A network of dense layers without normaliser and with the initial weights of a seed; `sizes` are those of the
    /// input and of each layer, `[784, 256, 10]`.
    ///
    /// # Errors
    /// [`LearnError::Architecture`].
    pub fn dense(sizes: &[usize], seed: u64) -> Result<Self, LearnError> {
        Ok(Self::new(Architecture::dense(sizes)?, seed))
    }

    /// A network of dense layers without normaliser, one `[inputs][outputs]` array of weights a layer.
    ///
    /// # Errors
    /// [`LearnError::Architecture`], [`LearnError::WeightShape`], [`LearnError::WeightRange`].
    pub fn from_weights(weights: Vec<Array2<i8>>) -> Result<Self, LearnError> {
        let architecture = Parameters::dense_architecture(&weights)?;
        let norms = vec![None; weights.len()];
        Self::from_parameters(architecture, Parameters { weights, norms })
    }

    /// The shapes of the layers.
    pub fn architecture(&self) -> &Architecture {
        &self.architecture
    }

    /// The numbers of the layers.
    pub fn parameters(&self) -> &Parameters {
        &self.parameters
    }

    /// The numbers of the layers, without the network.
    pub fn into_parameters(self) -> Parameters {
        self.parameters
    }

    /// The stored int8 weights, -64..=64, one `[k][out]` array in row-major order a layer.
    pub fn weights(&self) -> &[Array2<i8>] {
        &self.parameters.weights
    }

    /// Values of a sample.
    pub fn inputs(&self) -> usize {
        self.architecture.inputs()
    }

    /// Values of a result, the number of classes.
    pub fn outputs(&self) -> usize {
        self.architecture.outputs()
    }

    /// The shapes to read and the numbers to change.
    pub(super) fn parts_mut(&mut self) -> (&Architecture, &mut Parameters) {
        (&self.architecture, &mut self.parameters)
    }

    /// Whether `images` fit the network.
    pub(super) fn check_samples(&self, images: ArrayView2<i8>) -> Result<(), LearnError> {
        check_samples(&self.architecture, images)
    }

    /// Whether there is one label per sample, and each an output.
    pub(super) fn check_labels(&self, samples: usize, labels: &[u8]) -> Result<(), LearnError> {
        check_labels(&self.architecture, samples, labels)
    }
}

/// Whether `images` fit the architecture.
pub(super) fn check_samples(architecture: &Architecture, images: ArrayView2<i8>) -> Result<(), LearnError> {
    let (expected, found) = (architecture.inputs(), images.ncols());
    if found == expected {
        Ok(())
    } else {
        Err(LearnError::SampleSize { expected, found })
    }
}

/// Whether there is one label per sample, and each an output.
pub(super) fn check_labels(
    architecture: &Architecture,
    samples: usize,
    labels: &[u8],
) -> Result<(), LearnError> {
    if labels.len() != samples {
        return Err(LearnError::LabelCount {
            samples,
            labels: labels.len(),
        });
    }
    let classes = architecture.outputs();
    match labels.iter().position(|&label| usize::from(label) >= classes) {
        Some(index) => Err(LearnError::LabelRange {
            index,
            label: labels[index],
            classes,
        }),
        None => Ok(()),
    }
}
