//! Files of weights that are not as they should be.

use crate::run::{data_set, signum, text, Outcome};
use host::weights::{to_bytes, Weights};
use ndarray::Array2;
use serde_json::{json, Value};

/// Weights of the network 8-5-4.
fn weights() -> Weights {
    let layer =
        |inputs, outputs| Array2::from_shape_fn((inputs, outputs), |(i, j)| (i * 29 + j * 13) as i8 % 65);
    Weights::dense("8-5-4".parse().unwrap(), vec![layer(8, 5), layer(5, 4)]).unwrap()
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
            json!({"net": "8-4", "norm": "l3"}),
            vec!["`norm` is `l3`", "none, l1 or l2"],
        ),
        (
            json!({"net": "8-4", "norm": "none", "weight_frac": "7", "gamma_frac": "9"}),
            vec!["`gamma_frac` is `9`", "expected 8"],
        ),
        (
            json!({"net": "8-4", "norm": "none", "weight_frac": "6"}),
            vec!["`weight_frac` is `6`", "expected 7", "layers.I.weight"],
        ),
        (
            json!({"net": "8-4", "norm": "none"}),
            vec!["`weight_frac` is missing", "expected 7"],
        ),
        (
            json!({"net": "8-four", "norm": "none"}),
            vec!["`net`", "8-four", "token 2"],
        ),
        (
            json!({"net": "8C3-4", "norm": "none"}),
            vec!["8C3-4", "1x2x4", "kernel of 3 x 3"],
        ),
    ];
    for (metadata, parts) in cases {
        let outcome = infer(&file(metadata, &tensors));
        outcome.refused(&["w.safetensors", "expected"]);
        outcome.refused(&parts);
    }
    let metadata = json!({"net": "8-4", "norm": "none", "weight_frac": "7", "format": "of no interest"});
    assert_eq!(infer(&file(metadata, &tensors)).json()["total"], 10);
}

#[test]
fn the_input_of_the_metadata_must_be_that_of_the_network() {
    let tensors = [("layers.0.weight", "I8", &[8, 4][..], vec![0; 32])];
    let with = |net: &str, input: &str| {
        let metadata = json!({"net": net, "norm": "none", "weight_frac": "7", "input": input});
        infer(&file(metadata, &tensors))
    };
    for input in [
        "1x2", "", "1x2x4x1", "1x2xfour", "1x02x4", "-1x2x4", "1X2X4", "+1x2x4",
    ] {
        with("8-4", input).refused(&["w.safetensors", &format!("`input` is `{input}`"), "1x28x28"]);
    }
    with("8-4", "1x3x3").refused(&["`input` is `1x3x3`", "expected 8 values", "8-4"]);
    for input in [
        "0x2x4",
        "1x2x0",
        "4294967296x4294967296x1",
        "1024x1024x2",
        "18446744073709551615x2x4",
    ] {
        with("4FC-4", input).refused(&["w.safetensors", &format!("`input` is `{input}`"), "1 to 1048576"]);
        with("8-4", input).refused(&["w.safetensors", &format!("`input` is `{input}`"), "expected"]);
    }
    // Another map than the network's layers can take, and than the tensors are for.
    with("3C4-4", "1x2x4").refused(&["3C4-4", "1x2x4", "kernel of 4 x 4"]);
    with("4FC", "1x3x4").refused(&["layers.0.weight", "[8, 4]", "[12, 4]"]);
    assert_eq!(with("8-4", "1x2x4").json()["total"], 10);
    assert_eq!(with("8-4", "8x1x1").json()["total"], 10);
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
fn convolutions_and_norm_layers_have_their_own_shapes() {
    let metadata = || {
        let net = json!({"net": "3C2-4", "norm": "l1", "weight_frac": "7"});
        let norm = json!({"gamma_frac": "8", "beta_frac": "8", "mean_frac": "16", "scale_frac": "16"});
        let both = [net, norm]
            .into_iter()
            .flat_map(|m| m.as_object().unwrap().clone());
        Value::Object(both.collect())
    };
    let convolution = ("layers.0.weight", "I8", &[3, 1, 2, 2][..], vec![64; 12]);
    let dense = ("layers.1.weight", "I8", &[9, 4][..], vec![0; 36]);
    let gamma = ("layers.0.gamma", "I16", &[3][..], vec![1; 6]);
    let beta = ("layers.0.beta", "I16", &[3][..], vec![0; 6]);
    let mean = ("layers.0.mean", "I32", &[3][..], vec![0; 12]);
    let scale = ("layers.0.scale", "I32", &[3][..], vec![1; 12]);
    let whole = [convolution, dense, gamma, beta, mean, scale];
    // The shape of the images is the data set's where the file does not say it.
    assert_eq!(infer(&file(metadata(), &whole)).json()["total"], 10);
    // A normaliser's values mean nothing without their fraction bits.
    for (key, bits) in [
        ("weight", 7),
        ("gamma", 8),
        ("beta", 8),
        ("mean", 16),
        ("scale", 16),
    ] {
        let key = format!("{key}_frac");
        let mut other = metadata();
        other.as_object_mut().unwrap().remove(&key);
        let missing = format!("`{key}` is missing");
        infer(&file(other, &whole)).refused(&["w.safetensors", &missing, &format!("expected {bits}")]);
        let mut other = metadata();
        other[&key] = "12".into();
        let wrong = format!("`{key}` is `12`");
        infer(&file(other, &whole)).refused(&["w.safetensors", &wrong, &format!("expected {bits}")]);
    }
    let without = |i: usize| {
        let rest: Vec<_> = whole
            .iter()
            .enumerate()
            .filter(|(j, _)| *j != i)
            .map(|(_, t)| t.clone())
            .collect();
        infer(&file(metadata(), &rest))
    };
    for (i, tensor) in whole.iter().enumerate() {
        without(i).refused(&[tensor.0, "is missing", "3C2-4"]);
    }
    let replaced = |i: usize, tensor| {
        let mut tensors = whole.clone();
        tensors[i] = tensor;
        infer(&file(metadata(), &tensors))
    };
    replaced(0, ("layers.0.weight", "I8", &[4, 3][..], vec![64; 12])).refused(&["[4, 3]", "[3, 1, 2, 2]"]);
    replaced(2, ("layers.0.gamma", "I16", &[3][..], vec![0; 6])).refused(&[
        "layers.0.gamma",
        "[0] = 0",
        "1..1023",
    ]);
    replaced(2, ("layers.0.gamma", "F16", &[3][..], vec![0; 6])).refused(&[
        "layers.0.gamma",
        "F16",
        "I16 or I32",
    ]);
    replaced(5, ("layers.0.scale", "I32", &[3][..], vec![255; 12])).refused(&["layers.0.scale", "[0] = -1"]);
    let none = file(
        json!({"net": "3C2-4", "norm": "none", "weight_frac": "7"}),
        &whole,
    );
    infer(&none).refused(&["layers.0.beta", "does not belong"]);
}

#[test]
fn images_of_another_shape_do_not_fit_a_convolution() {
    let tensors = [
        ("layers.0.weight", "I8", &[3, 1, 2, 2][..], vec![0; 12]),
        ("layers.1.weight", "I8", &[9, 4][..], vec![0; 36]),
    ];
    let metadata = json!({"net": "3C2-4", "norm": "none", "weight_frac": "7", "input": "1x4x2"});
    infer(&file(metadata, &tensors)).refused(&["images of 2x4", "expected 4x2 of 1 channels"]);
}

#[test]
fn weights_of_another_network_do_not_fit_the_data() {
    let layer = |inputs, outputs| Array2::zeros((inputs, outputs));
    let other = Weights::dense("9-4".parse().unwrap(), vec![layer(9, 4)]).unwrap();
    infer(&to_bytes(&other)).refused(&["t10k-images-idx3-ubyte", "2x4 = 8 pixels", "expected 9"]);
    let few = Weights::dense("8-3".parse().unwrap(), vec![layer(8, 3)]).unwrap();
    infer(&to_bytes(&few)).refused(&["t10k-labels-idx1-ubyte", "label 3", "expected 0..2"]);
}
