//! Weights to the bytes of a safetensors file.
//!
//! The header is written here, not by the safetensors crate, whose metadata is a hash map: the same
//! weights must give the same bytes on every run.

use super::{Weights, WEIGHT_FRAC};
use serde_json::{json, Map, Value};

/// The bytes of the file: an 8-byte little-endian header length, the JSON header, the tensors.
pub fn to_bytes(weights: &Weights) -> Vec<u8> {
    let mut header = Map::new();
    header.insert(
        "__metadata__".to_owned(),
        json!({"net": weights.net.to_string(), "norm": "none", "weight_frac": WEIGHT_FRAC.to_string()}),
    );
    let mut data: Vec<u8> = Vec::new();
    for (i, layer) in weights.layers.iter().enumerate() {
        let start = data.len();
        // The two's complement byte is the format's int8.
        data.extend(layer.iter().map(|&w| w as u8));
        let info = json!({"dtype": "I8", "shape": layer.shape(), "data_offsets": [start, data.len()]});
        header.insert(format!("layers.{i}.weight"), info);
    }
    let mut text = Value::Object(header).to_string();
    // The format wants the tensors aligned; spaces after the header are part of it.
    text.push_str(&" ".repeat(text.len().next_multiple_of(8) - text.len()));
    let mut bytes = (text.len() as u64).to_le_bytes().to_vec();
    bytes.extend(text.as_bytes());
    bytes.extend(data);
    bytes
}
