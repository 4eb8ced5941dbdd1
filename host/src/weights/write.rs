//! Weights to the bytes of a safetensors file.
//!
//! The header is written here, not by the safetensors crate, whose metadata is a hash map: the same
//! weights must give the same bytes on every run.

use super::layout::{self, Kind};
use super::{norm_name, shape_name, Weights, NORM_TENSORS, WEIGHT_FRAC};
use golden::learn::wage::Stage;
use serde_json::{json, Map, Value};

/// The bytes of the file: an 8-byte little-endian header length, the JSON header, the tensors, the widest first so that
/// each is aligned to its elements.
pub fn to_bytes(weights: &Weights) -> Vec<u8> {
    let mut file = Tensors::default();
    let norms = || weights.parameters.norms.iter().enumerate();
    for (i, norm) in norms() {
        let Some(norm) = norm else { continue };
        let names = [("mean", &norm.mean), ("scale", &norm.scale)];
        for (name, values) in names {
            let bytes = values.iter().flat_map(|v| v.to_le_bytes());
            file.add(format!("layers.{i}.{name}"), "I32", &[values.len()], bytes);
        }
    }
    for (i, norm) in norms() {
        let Some(norm) = norm else { continue };
        let names = [("gamma", &norm.gamma), ("beta", &norm.beta)];
        for (name, values) in names {
            let bytes = values.iter().flat_map(|v| v.to_le_bytes());
            file.add(format!("layers.{i}.{name}"), "I16", &[values.len()], bytes);
        }
    }
    let layers = weights.architecture.layers().iter().zip(kinds(weights));
    for (i, ((layer, kind), matrix)) in layers.zip(weights.layers()).enumerate() {
        let values = layout::to_file(layer, kind, matrix.view());
        // The two's complement byte is the format's int8.
        let bytes = values.into_iter().map(|w| w as u8);
        file.add(
            format!("layers.{i}.weight"),
            "I8",
            &layout::shape(layer, kind),
            bytes,
        );
    }
    file.bytes(metadata(weights))
}

/// What each layer with weights is in the notation.
pub(super) fn kinds(weights: &Weights) -> Vec<Kind> {
    let stages = weights.net.stages.iter();
    let kind = |stage: &Stage| match stage {
        Stage::Convolution { .. } => Some(Kind::Convolution),
        Stage::Dense { .. } => Some(Kind::Dense),
        Stage::MaxPool => None,
    };
    stages.filter_map(kind).collect()
}

fn metadata(weights: &Weights) -> Value {
    let mut metadata = Map::new();
    let mut entry = |key: &str, value: String| metadata.insert(key.to_owned(), Value::String(value));
    entry("net", weights.net.to_string());
    entry("norm", norm_name(weights.norm()).to_owned());
    entry("input", shape_name(weights.images));
    entry("weight_frac", WEIGHT_FRAC.to_string());
    if weights.norm().is_some() {
        for (name, frac) in NORM_TENSORS {
            entry(&format!("{name}_frac"), frac.to_string());
        }
    }
    Value::Object(metadata)
}

/// Tensors on their way into a file.
#[derive(Default)]
struct Tensors {
    header: Map<String, Value>,
    data: Vec<u8>,
}

impl Tensors {
    fn add(&mut self, name: String, dtype: &str, shape: &[usize], bytes: impl Iterator<Item = u8>) {
        let start = self.data.len();
        self.data.extend(bytes);
        let info = json!({"dtype": dtype, "shape": shape, "data_offsets": [start, self.data.len()]});
        self.header.insert(name, info);
    }

    fn bytes(mut self, metadata: Value) -> Vec<u8> {
        self.header.insert("__metadata__".to_owned(), metadata);
        let mut text = Value::Object(self.header).to_string();
        // The format wants the tensors aligned; spaces after the header are part of it.
        text.push_str(&" ".repeat(text.len().next_multiple_of(8) - text.len()));
        let mut bytes = (text.len() as u64).to_le_bytes().to_vec();
        bytes.extend(text.as_bytes());
        bytes.extend(self.data);
        bytes
    }
}
