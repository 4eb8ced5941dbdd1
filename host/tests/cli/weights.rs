//! Files of weights that are not as they should be.

use crate::run::{data_set, signum, text, Outcome};
use host::weights::{to_bytes, Weights};
use ndarray::Array2;
use serde_json::{json, Value};

/// Weights of the network 8-5-4.
fn weights() -> Weights {
    let layer =
        |inputs, outputs| Array2::from_shape_fn((inputs, outputs), |(i, j)| (i * 29 + j * 13) as i8 % 65);
    Weights {
        net: "8-5-4".parse().unwrap(),
        layers: vec![layer(8, 5), layer(5, 4)],
    }
}

/// A safetensors file of these tensors (name, type, shape, bytes) and metadata.
fn file(metadata: Value, tensors: &[(&str, &str, &[usize], Vec<u8>)]) -> Vec<u8> {
    let mut header = json!({ "__metadata__": metadata });
    let mut data = Vec::new();
    for (name, dtype, shape, bytes) in tensors {
        let start = data.len();
        data.extend(bytes);
        header[name] = json!({"dtype": dtype, "shape": shape, "data_offsets": [start, data.len()]});
    }
    let text = header.to_string();
    [&(text.len() as u64).to_le_bytes()[..], text.as_bytes(), &data].concat()
}

fn infer(bytes: &[u8]) -> Outcome {
    let folder = tempfile::tempdir().unwrap();
    data_set(folder.path(), 10);
    let path = folder.path().join("w.safetensors");
    std::fs::write(&path, bytes).unwrap();
    signum(&[
        "infer",
        "--weights",
        text(&path),
        "--data",
        text(folder.path()),
        "--json",
    ])
}

#[test]
fn good_weights_are_taken() {
    assert_eq!(infer(&to_bytes(&weights())).json()["total"], 10);
}

#[test]
fn truncated_files_are_refused_wherever_they_end() {
    let whole = to_bytes(&weights());
    for length in [
        0,
        1,
        7,
        8,
        9,
        40,
        whole.len() - 61,
        whole.len() - 60,
        whole.len() - 20,
        whole.len() - 1,
    ] {
        infer(&whole[..length]).refused(&["w.safetensors", "truncated or damaged", "expected"]);
    }
}

#[test]
fn other_files_are_refused() {
    infer(b"PK\x03\x04 this is something else altogether").refused(&["w.safetensors", "expected"]);
    infer(&[0xff; 64]).refused(&["w.safetensors", "expected"]);
    let longer = [&to_bytes(&weights())[..], &[0]].concat();
    infer(&longer).refused(&["w.safetensors", "expected"]);
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let outcome = signum(&["infer", "--weights", "no/such.safetensors", "--data", "mnist"]);
    outcome.refused(&["no/such.safetensors", "expected a .safetensors file"]);
    let folder = tempfile::tempdir().unwrap();
    signum(&["infer", "--weights", text(folder.path()), "--data", "mnist"]).refused(&[text(folder.path())]);
}

#[test]
fn metadata_is_checked() {
    let tensors = [("layers.0.weight", "I8", &[8, 4][..], vec![0; 32])];
    let cases = [
        (json!({"norm": "none"}), vec!["`net` is missing", "784-256-10"]),
        (json!({"net": "8-4"}), vec!["`norm` is missing", "none"]),
        (
            json!({"net": "8-4", "norm": "l1"}),
            vec!["`norm` is `l1`", "expected none"],
        ),
        (
            json!({"net": "8-4", "norm": "none", "weight_frac": "6"}),
            vec!["`weight_frac` is `6`", "expected 7"],
        ),
        (
            json!({"net": "8-four", "norm": "none"}),
            vec!["`net`", "8-four", "token 2"],
        ),
        (
            json!({"net": "8C3-4", "norm": "none"}),
            vec!["8C3", "not supported yet"],
        ),
    ];
    for (metadata, parts) in cases {
        let outcome = infer(&file(metadata, &tensors));
        outcome.refused(&["w.safetensors", "expected"]);
        outcome.refused(&parts);
    }
    assert_eq!(
        infer(&file(json!({"net": "8-4", "norm": "none"}), &tensors)).json()["total"],
        10
    );
}

#[test]
fn tensors_must_be_those_of_the_network() {
    let metadata = || json!({"net": "8-4", "norm": "none", "weight_frac": "7"});
    let name = "layers.0.weight";
    let good = (name, "I8", &[8, 4][..], vec![0; 32]);
    infer(&file(metadata(), &[])).refused(&[name, "is missing", "[8, 4]"]);
    infer(&file(metadata(), &[("weight", "I8", &[8, 4], vec![0; 32])])).refused(&[name, "is missing"]);
    infer(&file(metadata(), &[(name, "U8", &[8, 4], vec![0; 32])])).refused(&[name, "U8", "expected I8"]);
    infer(&file(metadata(), &[(name, "F32", &[8, 4], vec![0; 128])])).refused(&[name, "F32", "expected I8"]);
    infer(&file(metadata(), &[(name, "I8", &[4, 8], vec![0; 32])])).refused(&[name, "[4, 8]", "[8, 4]"]);
    infer(&file(metadata(), &[(name, "I8", &[32], vec![0; 32])])).refused(&[name, "[32]", "[8, 4]"]);
    let extra = ("layers.1.weight", "I8", &[4, 4][..], vec![0; 16]);
    infer(&file(metadata(), &[good, extra])).refused(&["layers.1.weight", "does not belong", "8-4"]);
    let mut bytes = vec![0; 32];
    bytes[4 * 3 + 1] = 65;
    infer(&file(metadata(), &[(name, "I8", &[8, 4], bytes.clone())])).refused(&["[3][1] = 65", "-64..64"]);
    bytes[4 * 3 + 1] = -65i8 as u8;
    infer(&file(metadata(), &[(name, "I8", &[8, 4], bytes)])).refused(&["[3][1] = -65"]);
}

#[test]
fn weights_of_another_network_do_not_fit_the_data() {
    let layer = |inputs, outputs| Array2::zeros((inputs, outputs));
    let other = Weights {
        net: "9-4".parse().unwrap(),
        layers: vec![layer(9, 4)],
    };
    infer(&to_bytes(&other)).refused(&["t10k-images-idx3-ubyte", "2x4 = 8 pixels", "expected 9"]);
    let few = Weights {
        net: "8-3".parse().unwrap(),
        layers: vec![layer(8, 3)],
    };
    infer(&to_bytes(&few)).refused(&["t10k-labels-idx1-ubyte", "label 3", "expected 0..2"]);
}
