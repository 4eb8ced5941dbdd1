//! A safetensors file to weights, with everything checked against the network that its metadata names.

use super::{Weights, WeightsError, LIMIT, WEIGHT_FRAC};
use crate::net::Net;
use ndarray::Array2;
use safetensors::{Dtype, SafeTensors};
use std::collections::HashMap;
use std::path::Path;

/// Reads the weights of a network of dense layers without normaliser.
///
/// # Errors
/// Whatever [`WeightsError`] lists.
pub fn read(path: &Path) -> Result<Weights, WeightsError> {
    let file = || path.to_owned();
    let bytes = std::fs::read(path).map_err(|source| WeightsError::Unreadable { file: file(), source })?;
    let damaged = |e: safetensors::SafeTensorError| WeightsError::Damaged {
        file: file(),
        reason: e.to_string(),
    };
    let (_, metadata) = SafeTensors::read_metadata(&bytes).map_err(damaged)?;
    let tensors = SafeTensors::deserialize(&bytes).map_err(damaged)?;

    let empty = HashMap::new();
    let net = network(path, metadata.metadata().as_ref().unwrap_or(&empty))?;
    let mut inputs = match net.inputs {
        Some(inputs) => inputs,
        // The notation leaves the inputs to the images: the first tensor tells what they were.
        None => tensors
            .tensor("layers.0.weight")
            .ok()
            .and_then(|t| t.shape().first().copied())
            .unwrap_or(0),
    };
    let sizes = net
        .dense_sizes(inputs)
        .map_err(|source| WeightsError::Net { file: file(), source })?;

    let mut names: Vec<String> = tensors.names().into_iter().map(str::to_owned).collect();
    names.sort();
    let mut layers = Vec::new();
    for (i, &outputs) in sizes[1..].iter().enumerate() {
        let name = format!("layers.{i}.weight");
        layers.push(layer(path, &tensors, &name, [inputs, outputs], &net)?);
        names.retain(|n| *n != name);
        inputs = outputs;
    }
    match names.into_iter().next() {
        Some(tensor) => Err(WeightsError::UnknownTensor {
            file: file(),
            tensor,
            net: net.to_string(),
        }),
        None => Ok(Weights { net, layers }),
    }
}

/// The network of the metadata; other normalisers and other fraction bits than this version's are refused.
fn network(path: &Path, metadata: &HashMap<String, String>) -> Result<Net, WeightsError> {
    let wrong = |key, expected| {
        let found = match metadata.get(key) {
            Some(value) => format!("is `{value}`"),
            None => "is missing".to_owned(),
        };
        WeightsError::Metadata {
            file: path.to_owned(),
            key,
            found,
            expected,
        }
    };
    let notation = metadata
        .get("net")
        .ok_or_else(|| wrong("net", "a network, as 784-256-10"))?;
    if metadata.get("norm").is_some_and(|norm| norm != "none") || !metadata.contains_key("norm") {
        return Err(wrong(
            "norm",
            "none: networks with a normaliser are not supported yet",
        ));
    }
    if metadata
        .get("weight_frac")
        .is_some_and(|frac| *frac != WEIGHT_FRAC.to_string())
    {
        return Err(wrong("weight_frac", "7"));
    }
    notation.parse().map_err(|source| WeightsError::Net {
        file: path.to_owned(),
        source,
    })
}

fn layer(
    path: &Path,
    tensors: &SafeTensors,
    name: &str,
    shape: [usize; 2],
    net: &Net,
) -> Result<Array2<i8>, WeightsError> {
    let Ok(tensor) = tensors.tensor(name) else {
        return Err(WeightsError::MissingTensor {
            file: path.to_owned(),
            tensor: name.to_owned(),
            expected: format!("{shape:?}"),
            net: net.to_string(),
        });
    };
    let wrong = || WeightsError::WrongTensor {
        file: path.to_owned(),
        tensor: name.to_owned(),
        found: format!("{:?} of shape {:?}", tensor.dtype(), tensor.shape()),
        expected: format!("I8 of shape {shape:?}"),
        net: net.to_string(),
    };
    if tensor.dtype() != Dtype::I8 || tensor.shape() != shape {
        return Err(wrong());
    }
    let values: Vec<i8> = tensor.data().iter().map(|&byte| byte as i8).collect();
    if let Some(at) = values.iter().position(|w| !(-LIMIT..=LIMIT).contains(w)) {
        return Err(WeightsError::OutOfRange {
            file: path.to_owned(),
            tensor: name.to_owned(),
            row: at / shape[1],
            column: at % shape[1],
            value: values[at],
        });
    }
    Array2::from_shape_vec(shape, values).map_err(|_| wrong())
}

#[cfg(test)]
mod tests {
    use super::super::to_bytes;
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("w.safetensors");
        let layers = vec![
            Array2::from_shape_fn((5, 3), |(i, j)| (i * 3 + j) as i8 - 7),
            Array2::from_shape_fn((3, 2), |(i, j)| if i == j { -64 } else { 64 }),
        ];
        let weights = Weights {
            net: "5-3-2".parse().unwrap(),
            layers,
        };
        std::fs::write(&path, to_bytes(&weights)).unwrap();
        assert_eq!(read(&path).unwrap(), weights);
        assert_eq!(to_bytes(&weights), to_bytes(&read(&path).unwrap()));
    }
}
