//! A safetensors file to weights, with everything checked against the network that its metadata names.

use super::layout::{self, Kind};
use super::write::kinds;
use super::{shape_name, Weights, WeightsError, LIMIT, NORM_TENSORS, WEIGHT_FRAC};
use crate::net::Net;
use golden::learn::wage::{Layer, NormParameters, Parameters, Shape, Stage};
use golden::norm::Norm;
use golden::wage::{BETA_BOUNDS, GAMMA_BOUNDS};
use ndarray::Array2;
use safetensors::tensor::TensorView;
use safetensors::{Dtype, SafeTensors};
use std::collections::HashMap;
use std::path::Path;

/// Most values of an image: the most inputs that the notation of a network can say.
const MOST_VALUES: usize = 1 << 20;

/// Reads the weights in the file `path`. `images` is the shape of the images that the network is meant for, for files
/// that do not say it themselves.
///
/// # Errors
/// Whatever [`WeightsError`] lists.
pub fn read(path: &Path, images: Option<Shape>) -> Result<Weights, WeightsError> {
    let unreadable = |source| WeightsError::Unreadable {
        file: path.to_owned(),
        source,
    };
    parse(path, &std::fs::read(path).map_err(unreadable)?, images)
}

/// As [`read`], from the bytes of a file that messages call `path`.
///
/// # Errors
/// As [`read`], but [`WeightsError::Unreadable`].
pub fn parse(path: &Path, bytes: &[u8], images: Option<Shape>) -> Result<Weights, WeightsError> {
    let damaged = |e: safetensors::SafeTensorError| WeightsError::Damaged {
        file: path.to_owned(),
        reason: e.to_string(),
    };
    let (_, header) = SafeTensors::read_metadata(bytes).map_err(damaged)?;
    let tensors = SafeTensors::deserialize(bytes).map_err(damaged)?;
    let metadata = Metadata {
        path,
        entries: header.metadata().clone().unwrap_or_default(),
    };
    let net_error = |source| WeightsError::Net {
        file: path.to_owned(),
        source,
    };
    let notation = metadata.get("net", "a network, as 784-256-10")?;
    let net: Net = notation.parse().map_err(net_error)?;
    let norm = metadata.norm()?;
    let images = metadata.images(&net, &tensors, images)?;
    let architecture = net.architecture(images, norm).map_err(net_error)?;
    metadata.fraction_bits(architecture.layers().iter().any(|layer| layer.norm.is_some()))?;

    let mut weights = Weights {
        net,
        images,
        architecture,
        parameters: Parameters {
            weights: Vec::new(),
            norms: Vec::new(),
        },
    };
    let mut file = File {
        path,
        names: tensors.names().into_iter().map(str::to_owned).collect(),
        tensors,
        net: notation,
    };
    let layers = weights.architecture.layers().iter().zip(kinds(&weights));
    for (i, (layer, kind)) in layers.enumerate() {
        weights.parameters.weights.push(file.weight(i, layer, kind)?);
        let norm = layer.norm.map(|_| file.norm(i, layer.outputs()));
        weights.parameters.norms.push(norm.transpose()?);
    }
    file.names.sort();
    match file.names.into_iter().next() {
        Some(tensor) => Err(WeightsError::UnknownTensor {
            file: path.to_owned(),
            tensor,
            net: weights.net.to_string(),
        }),
        None => Ok(weights),
    }
}

/// The metadata of a file.
struct Metadata<'a> {
    path: &'a Path,
    entries: HashMap<String, String>,
}

impl Metadata<'_> {
    fn wrong(&self, key: &str, expected: impl Into<String>) -> WeightsError {
        let found = match self.entries.get(key) {
            Some(value) => format!("is `{value}`"),
            None => "is missing".to_owned(),
        };
        WeightsError::Metadata {
            file: self.path.to_owned(),
            key: key.to_owned(),
            found,
            expected: expected.into(),
        }
    }

    fn get(&self, key: &str, expected: &str) -> Result<String, WeightsError> {
        let value = self.entries.get(key).cloned();
        value.ok_or_else(|| self.wrong(key, expected))
    }

    fn norm(&self) -> Result<Option<Norm>, WeightsError> {
        let expected = "none, l1 or l2";
        match self.get("norm", expected)?.as_str() {
            "none" => Ok(None),
            "l1" => Ok(Some(Norm::L1)),
            "l2" => Ok(Some(Norm::L2)),
            _ => Err(self.wrong("norm", expected)),
        }
    }

    /// Values mean nothing without their fraction bits: each of the file must say them, and others than this version's
    /// are refused. Those of a normaliser are needed where there is one.
    fn fraction_bits(&self, normalised: bool) -> Result<(), WeightsError> {
        for (name, frac) in [("weight", WEIGHT_FRAC)].iter().chain(&NORM_TENSORS) {
            let key = format!("{name}_frac");
            let right = match self.entries.get(&key) {
                Some(found) => *found == frac.to_string(),
                None => *name != "weight" && !normalised,
            };
            if !right {
                return Err(self.wrong(
                    &key,
                    format!("{frac}, the fraction bits of the tensors layers.I.{name}"),
                ));
            }
        }
        Ok(())
    }

    /// The shape of the images: the file's own; else, for dense layers, the notation's or the first tensor's inputs;
    /// else `images`.
    fn images(&self, net: &Net, tensors: &SafeTensors, images: Option<Shape>) -> Result<Shape, WeightsError> {
        let expected = "channels, rows and columns of the images, as 1x28x28";
        if let Some(text) = self.entries.get("input") {
            let sizes: Vec<usize> = text.split('x').filter_map(|n| n.parse().ok()).collect();
            // The sizes are read again from their text, so that signs, zeros in front and what is no number are seen.
            let shape = match sizes[..] {
                [c, h, w] if shape_name(Shape::new(c, h, w)) == *text => Shape::new(c, h, w),
                _ => return Err(self.wrong("input", expected)),
            };
            let values = sizes
                .iter()
                .try_fold(1usize, |product, &size| product.checked_mul(size));
            return match (values, net.inputs) {
                (Some(values), Some(inputs)) if values != inputs => Err(self.wrong(
                    "input",
                    format!("{inputs} values, with which the network {net} begins"),
                )),
                (Some(1..=MOST_VALUES), _) => Ok(shape),
                _ => Err(self.wrong("input", format!("{expected}, of 1 to {MOST_VALUES} values"))),
            };
        }
        if net
            .stages
            .iter()
            .all(|stage| matches!(stage, Stage::Dense { .. }))
        {
            let first = || tensors.tensor("layers.0.weight").ok()?.shape().first().copied();
            return Ok(Shape::vector(net.inputs.or_else(first).unwrap_or(0)));
        }
        images.ok_or_else(|| self.wrong("input", expected))
    }
}

/// The tensors of a file.
struct File<'a> {
    path: &'a Path,
    tensors: SafeTensors<'a>,
    /// Names that nobody has asked for yet.
    names: Vec<String>,
    net: String,
}

impl File<'_> {
    /// The tensor `name`, which must have this shape and one of these types.
    fn tensor(
        &mut self,
        name: &str,
        types: &[Dtype],
        shape: &[usize],
    ) -> Result<TensorView<'_>, WeightsError> {
        let types_text: Vec<String> = types.iter().map(|t| format!("{t:?}")).collect();
        let Ok(tensor) = self.tensors.tensor(name) else {
            return Err(WeightsError::MissingTensor {
                file: self.path.to_owned(),
                tensor: name.to_owned(),
                expected: format!("{} of shape {shape:?}", types_text.join(" or ")),
                net: self.net.clone(),
            });
        };
        if !types.contains(&tensor.dtype()) || tensor.shape() != shape {
            return Err(WeightsError::WrongTensor {
                file: self.path.to_owned(),
                tensor: name.to_owned(),
                found: format!("{:?} of shape {:?}", tensor.dtype(), tensor.shape()),
                expected: format!("{} of shape {shape:?}", types_text.join(" or ")),
                net: self.net.clone(),
            });
        }
        self.names.retain(|n| n != name);
        Ok(tensor)
    }

    fn weight(&mut self, i: usize, layer: &Layer, kind: Kind) -> Result<Array2<i8>, WeightsError> {
        let name = format!("layers.{i}.weight");
        let shape = layout::shape(layer, kind);
        let tensor = self.tensor(&name, &[Dtype::I8], &shape)?;
        let values: Vec<i8> = tensor.data().iter().map(|&byte| byte as i8).collect();
        match values.iter().position(|w| !(-LIMIT..=LIMIT).contains(w)) {
            Some(at) => Err(self.outside(&name, &shape, at, values[at].into(), "-64..64")),
            None => Ok(layout::from_file(layer, kind, &values)),
        }
    }

    fn norm(&mut self, i: usize, channels: usize) -> Result<NormParameters, WeightsError> {
        let gamma = self.values(i, 0, channels, GAMMA_BOUNDS, "1..1023")?;
        let beta = self.values(i, 1, channels, BETA_BOUNDS, "-4096..4095")?;
        let narrow = |values: Vec<i32>| values.into_iter().map(|v| v as i16).collect();
        Ok(NormParameters {
            gamma: narrow(gamma),
            beta: narrow(beta),
            mean: self.values(i, 2, channels, (i32::MIN, i32::MAX), "int32")?,
            scale: self.values(i, 3, channels, (0, i32::MAX), "no negative value")?,
            set: true,
        })
    }

    /// The `which`-th of the tensors of layer `i`'s normaliser.
    fn values(
        &mut self,
        i: usize,
        which: usize,
        channels: usize,
        (lo, hi): (i32, i32),
        range: &'static str,
    ) -> Result<Vec<i32>, WeightsError> {
        let name = format!("layers.{i}.{}", NORM_TENSORS[which].0);
        let tensor = self.tensor(&name, &[Dtype::I16, Dtype::I32], &[channels])?;
        let width = if tensor.dtype() == Dtype::I16 { 2 } else { 4 };
        let value = |bytes: &[u8]| match *bytes {
            [a, b] => i16::from_le_bytes([a, b]).into(),
            [a, b, c, d] => i32::from_le_bytes([a, b, c, d]),
            _ => 0,
        };
        let values: Vec<i32> = tensor.data().chunks_exact(width).map(value).collect();
        match values.iter().position(|v| !(lo..=hi).contains(v)) {
            Some(at) => Err(self.outside(&name, &[channels], at, values[at].into(), range)),
            None => Ok(values),
        }
    }

    /// The element `at` of a tensor is out of its range.
    fn outside(
        &self,
        tensor: &str,
        shape: &[usize],
        at: usize,
        value: i64,
        expected: &'static str,
    ) -> WeightsError {
        let mut rest = at;
        let mut place = String::new();
        for size in shape.iter().rev() {
            place = format!("[{}]{place}", rest % size.max(&1));
            rest /= size.max(&1);
        }
        WeightsError::OutOfRange {
            file: self.path.to_owned(),
            tensor: tensor.to_owned(),
            place,
            value,
            expected,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::to_bytes;
    use super::*;

    /// A network with parameters that tell every place apart.
    fn weights(net: &str, images: Shape, norm: Option<Norm>) -> Weights {
        let net: Net = net.parse().unwrap();
        let architecture = net.architecture(images, norm).unwrap();
        let mut parameters = Parameters::initial(&architecture, 1);
        for matrix in &mut parameters.weights {
            for (at, w) in matrix.iter_mut().enumerate() {
                *w = (at * 37 % 129) as i8 - 64;
            }
        }
        for norm in parameters.norms.iter_mut().flatten() {
            for (at, gamma) in norm.gamma.iter_mut().enumerate() {
                *gamma = 1 + (at * 97 % 1023) as i16;
                norm.beta[at] = at as i16 * 311 % 4096 - 2000;
                norm.mean[at] = -70_000 * at as i32;
                norm.scale[at] = 99_999 * at as i32;
            }
            norm.set = true;
        }
        Weights {
            net,
            images,
            architecture,
            parameters,
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let path = Path::new("w.safetensors");
        for (net, norm) in [
            ("5-3-2", None),
            ("35-6-3-2", Some(Norm::L2)),
            ("3C3-MP2-4C1P-5FC-4", None),
            ("3C2-2C3P-MP2-4", Some(Norm::L1)),
            ("3C3P-2C5-4", Some(Norm::L1)),
        ] {
            let images = match net.parse::<Net>().unwrap().inputs {
                Some(inputs) => Shape::vector(inputs),
                None => Shape::new(2, 5, 7),
            };
            let weights = weights(net, images, norm);
            let bytes = to_bytes(&weights);
            let read = parse(path, &bytes, None).unwrap();
            assert_eq!(read, weights);
            assert_eq!(to_bytes(&read), bytes);
        }
    }

    #[test]
    fn tensors_have_the_types_and_shapes_of_the_contract() {
        let bytes = to_bytes(&weights("3C3-MP2-5FC-4", Shape::new(2, 5, 7), Some(Norm::L1)));
        let tensors = SafeTensors::deserialize(&bytes).unwrap();
        let found = |name: &str| {
            let tensor = tensors.tensor(name).unwrap();
            (tensor.dtype(), tensor.shape().to_vec())
        };
        assert_eq!(found("layers.0.weight"), (Dtype::I8, vec![3, 2, 3, 3]));
        assert_eq!(found("layers.1.weight"), (Dtype::I8, vec![3 * 2, 5]));
        assert_eq!(found("layers.2.weight"), (Dtype::I8, vec![5, 4]));
        assert_eq!(found("layers.0.gamma"), (Dtype::I16, vec![3]));
        assert_eq!(found("layers.1.beta"), (Dtype::I16, vec![5]));
        assert_eq!(found("layers.1.mean"), (Dtype::I32, vec![5]));
        assert_eq!(found("layers.0.scale"), (Dtype::I32, vec![3]));
        assert_eq!(tensors.names().len(), 3 + 2 * 4);
        let (_, header) = SafeTensors::read_metadata(&bytes).unwrap();
        let metadata = header.metadata().clone().unwrap();
        for (key, value) in [
            ("norm", "l1"),
            ("input", "2x5x7"),
            ("weight_frac", "7"),
            ("mean_frac", "16"),
        ] {
            assert_eq!(metadata[key], value);
        }
    }

    #[test]
    fn norm_parameters_may_have_either_width_and_must_be_in_range() {
        let path = Path::new("w.safetensors");
        let good = weights("6-3-2", Shape::vector(6), Some(Norm::L2));
        let refusal = |change: fn(&mut NormParameters)| {
            let mut bad = good.clone();
            change(bad.parameters.norms[0].as_mut().unwrap());
            parse(path, &to_bytes(&bad), None).unwrap_err().to_string()
        };
        let gamma = refusal(|n| n.gamma[2] = 0);
        assert!(
            gamma.contains("layers.0.gamma`[2] = 0") && gamma.contains("1..1023"),
            "{gamma}"
        );
        assert!(refusal(|n| n.beta[1] = 4096).contains("layers.0.beta`[1] = 4096"));
        assert!(refusal(|n| n.scale[0] = -1).contains("layers.0.scale`[0] = -1"));

        // The same file with gamma in 32 bits.
        let bytes = to_bytes(&good);
        let tensors = SafeTensors::deserialize(&bytes).unwrap();
        let (_, header) = SafeTensors::read_metadata(&bytes).unwrap();
        let gamma = good.parameters.norms[0].as_ref().unwrap().gamma.iter();
        let wide: Vec<u8> = gamma.flat_map(|&g| i32::from(g).to_le_bytes()).collect();
        let views = tensors
            .tensors()
            .into_iter()
            .map(|(name, view)| match name.as_str() {
                "layers.0.gamma" => (name, TensorView::new(Dtype::I32, vec![3], &wide).unwrap()),
                _ => (name, view),
            });
        let other = safetensors::serialize(views.collect::<Vec<_>>(), header.metadata().clone()).unwrap();
        assert_eq!(parse(path, &other, None).unwrap(), good);
    }
}
