//! Every unit of `eval`, on both engines, against values worked out by hand; and the engines against each other on more.

use crate::run::signum_with;
use serde_json::{json, Value};

/// What the unit gives, on golden and on the generated Verilog alike.
#[track_caller]
fn both(unit: &str, input: Value) -> Value {
    let golden = golden(unit, input.clone());
    let rtl = signum_with(&["eval", unit, "--on", "rtl"], input.to_string().as_bytes()).json();
    assert_eq!(rtl, golden, "{unit}: the Verilog differs from golden");
    golden
}

#[track_caller]
fn golden(unit: &str, input: Value) -> Value {
    signum_with(
        &["eval", unit, "--on", "golden", "--json"],
        input.to_string().as_bytes(),
    )
    .json()
}

#[test]
fn mac_sums_products_over_the_full_int8_range() {
    let output = both(
        "mac",
        json!({"a": [[1, 2, 3], [-128, 0, 127]], "w": [[1, -1], [0, 5], [-128, 127]]}),
    );
    assert_eq!(output, json!({"acc": [[-383, 390], [-16384, 16257]]}));
}

#[test]
fn activate_rounds_half_to_even_and_clips() {
    let acc = json!([
        [[2, 6, -6], [5, -2, 10]],
        [[508, 510, 10000], [-508, -510, -2147483648i64]]
    ]);
    let linear = both("wage-activate", json!({"acc": acc, "shift": 2, "relu": false}));
    assert_eq!(
        linear,
        json!({"a": [[[0, 2, -2], [1, 0, 2]], [[127, 127, 127], [-127, -127, -127]]]})
    );
    let relu = both("wage-activate", json!({"acc": acc, "shift": 2, "relu": true}));
    assert_eq!(
        relu,
        json!({"a": [[[0, 2, 0], [1, 0, 2]], [[127, 127, 127], [0, 0, 0]]]})
    );
    assert_eq!(
        both("wage-activate", json!({"acc": [200], "shift": 0, "relu": true})),
        json!({"a": [127]})
    );
    // (2^31 - 1) / 2^31 rounds to 1; -2^31 / 2^31 is -1.
    let far = both(
        "wage-activate",
        json!({"acc": [2147483647, -2147483648i64], "shift": 31, "relu": false}),
    );
    assert_eq!(far, json!({"a": [1, -1]}));
}

#[test]
fn scale_breaks_at_the_square_root_of_two() {
    for (x, exponent) in [
        (json!([0, 0]), json!(null)),
        (json!([-1]), json!(0)),
        (json!([[181], [3]]), json!(7)),
        (json!([[182], [3]]), json!(8)),
        (json!([-2147483648i64]), json!(31)),
    ] {
        assert_eq!(
            both("wage-scale", json!({"x": x})),
            json!({"exponent": exponent}),
            "{x}"
        );
    }
}

#[test]
fn error_codes_share_one_scale_and_keep_the_shape() {
    let output = both("wage-error", json!({"e": [[182, -90], [1, 3]]}));
    assert_eq!(output, json!({"e": [[91, -45], [0, 2]], "exponent": 8}));
    let zero = both("wage-error", json!({"e": [[[0]], [[0]]]}));
    assert_eq!(zero, json!({"e": [[[0]], [[0]]], "exponent": null}));
}

#[test]
fn update_steps_by_the_scaled_gradient_rounded_at_random() {
    // scale 7 (100 > sqrt 2 * 64), rate 8: sh = 4, so that R = random >> 12.
    let output = both(
        "wage-update",
        json!({
            "w": [[0, 10, -64], [64, 1, 1]],
            "g": [[100, -100, 1], [-1, 1, 0]],
            "rate_log2": 3,
            "random": [[0, 65535, 65535], [0, 61439, 65535]]
        }),
    );
    // 100 >> 4 = 6; 115 >> 4 = 7; 16 >> 4 = 1, stopped at -64; 1 >> 4 = 0; (1 + 14) >> 4 = 0; nothing
    assert_eq!(output, json!({"w": [[-6, 17, -64], [64, 1, 1]]}));
    // scale 0, rate 64: sh = -6, the step is 1 << 6.
    let large = both(
        "wage-update",
        json!({"w": [3, -3], "g": [1, -1], "rate_log2": 6, "random": [0, 0]}),
    );
    assert_eq!(large, json!({"w": [-61, 61]}));
    let none = both(
        "wage-update",
        json!({"w": [3, -3], "g": [0, 0], "rate_log2": 6, "random": [9, 9]}),
    );
    assert_eq!(none, json!({"w": [3, -3]}));
}

/// The entries of `value` in units of 2^-frac.
fn real(value: &Value, frac: &Value) -> Vec<f64> {
    let unit = (frac.as_i64().unwrap() as f64).exp2();
    value
        .as_array()
        .unwrap()
        .iter()
        .map(|v| v.as_i64().unwrap() as f64 / unit)
        .collect()
}

#[track_caller]
fn close(found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len());
    for (f, e) in found.iter().zip(expected) {
        assert!((f - e).abs() <= tolerance, "{found:?}, expected {expected:?}");
    }
}

#[test]
fn normalisers_center_and_scale() {
    let deviations = [("l1-norm", 100.0), ("l2-norm", 12500f64.sqrt())];
    let x = json!([[100, 200, 300, 400], [7, 7, 7, 7]]);
    for (unit, s) in deviations {
        let output = both(unit, json!({"x": x, "gamma": [1, 0.5], "beta": [-0.25, 2]}));
        close(&real(&output["mu"], &output["mu_frac"]), &[250.0, 7.0], 0.0);
        close(&real(&output["scale"], &output["scale_frac"]), &[s, 0.0], 1e-4);
        let y: Vec<f64> = [-150.0, -50.0, 50.0, 150.0]
            .iter()
            .map(|d| d / s - 0.25)
            .collect();
        close(&real(&output["y"][0], &output["y_frac"]), &y, 1.0 / 256.0);
        // A constant channel gives beta.
        close(&real(&output["y"][1], &output["y_frac"]), &[2.0; 4], 0.0);
        let plain = both(unit, json!({"x": x}));
        let y: Vec<f64> = y.iter().map(|y| y + 0.25).collect();
        close(&real(&plain["y"][0], &plain["y_frac"]), &y, 1.0 / 256.0);
    }
}

#[test]
fn backward_normalisers_give_the_three_gradients() {
    // xh = (x - mu) / s, A = 2, B = mean(dy xh); see the formulas of `golden::norm`.
    let cases = [
        ("l1-norm-backward", [0.03, -0.05, 0.01, 0.01], -12.0),
        (
            "l2-norm-backward",
            [2.4, -3.2, -0.8, 1.6].map(|d| d / 12500f64.sqrt()),
            -1200.0 / 12500f64.sqrt(),
        ),
    ];
    for (unit, dx, dgamma) in cases {
        let input = json!({"x": [[100, 200, 300, 400], [5, 5, 5, 5]], "dy": [[8, 0, 0, 0], [1, 2, 3, -127]]});
        let output = both(unit, input);
        close(&real(&output["dx"][0], &output["dx_frac"]), &dx, 0.001);
        close(&real(&output["dx"][1], &output["dx_frac"]), &[0.0; 4], 0.0);
        close(
            &real(&output["dgamma"], &output["dgamma_frac"]),
            &[dgamma, 0.0],
            0.05,
        );
        close(
            &real(&output["dbeta"], &output["dbeta_frac"]),
            &[8.0, -121.0],
            0.0,
        );
        let doubled = both(
            unit,
            json!({"x": [[100, 200, 300, 400]], "dy": [[8, 0, 0, 0]], "gamma": [2]}),
        );
        close(
            &real(&doubled["dx"][0], &doubled["dx_frac"]),
            &dx.map(|d| 2.0 * d),
            0.002,
        );
    }
}

#[test]
fn neurons_integrate_fire_and_reset() {
    let fire = both(
        "neuron",
        json!({"current": [[4, 25], [4, 0], [4, 0], [-20, -9]], "threshold": 10, "reset": "subtract",
               "compare": "ge", "decay": {"kind": "none"}}),
    );
    assert_eq!(
        fire,
        json!({"spikes": [[0, 1], [0, 1], [1, 0], [0, 0]], "u": [[4, 15], [8, 5], [2, 5], [-18, -4]]})
    );
    let keep = both(
        "neuron",
        json!({"current": [[8], [5], [7], [-3]], "threshold": 8, "reset": "zero", "compare": "gt",
               "decay": {"kind": "keep", "shift": 1}}),
    );
    assert_eq!(
        keep,
        json!({"spikes": [[0], [1], [0], [0]], "u": [[8], [0], [7], [0]]})
    );
    let lose = both(
        "neuron",
        json!({"current": [[100], [0], [-200]], "threshold": 32767, "reset": "zero", "compare": "ge",
               "decay": {"kind": "lose", "shift": 2}}),
    );
    // 100; 100 - 25; 75 - 18 - 200
    assert_eq!(
        lose,
        json!({"spikes": [[0], [0], [0]], "u": [[100], [75], [-143]]})
    );
}

/// A number from a seed, for inputs that are too long to write down.
fn random(index: usize) -> i64 {
    i64::from(golden::random::random(7, 0, 0, index as u32)) - 32768
}

fn matrix(rows: usize, columns: usize, entry: impl Fn(i64) -> i64) -> Value {
    (0..rows)
        .map(|i| {
            (0..columns)
                .map(|j| entry(random(i * columns + j)))
                .collect::<Vec<_>>()
        })
        .collect::<Vec<_>>()
        .into()
}

#[test]
fn the_verilog_equals_golden_beyond_the_size_of_its_arrays() {
    let (int8, int32) = (|r: i64| r >> 8, |r: i64| r * 65536 + r);
    both(
        "mac",
        json!({"a": matrix(37, 53, int8), "w": matrix(53, 19, int8)}),
    );
    both("mac", json!({"a": [[1]], "w": [[2]]}));
    both(
        "wage-activate",
        json!({"acc": matrix(3, 41, int32), "shift": 23, "relu": false}),
    );
    both("wage-scale", json!({"x": matrix(5, 33, int32)}));
    both("wage-error", json!({"e": matrix(7, 11, int32)}));
    both(
        "wage-update",
        json!({"w": matrix(9, 13, |r| r.rem_euclid(129) - 64), "g": matrix(9, 13, int32), "rate_log2": -4,
               "random": matrix(9, 13, |r| r + 32768)}),
    );
    for unit in ["l1-norm", "l2-norm"] {
        both(
            unit,
            json!({"x": matrix(3, 1024, |r| r), "gamma": [1.5, -4, 0.00390625], "beta": [-16, 16, 0]}),
        );
        both(unit, json!({"x": [[-32768], [32767]]}));
    }
    for unit in ["l1-norm-backward", "l2-norm-backward"] {
        let dy = |r: i64| r % 128;
        both(
            unit,
            json!({"x": matrix(2, 300, |r| r), "dy": matrix(2, 300, dy), "gamma": [1.5, -4]}),
        );
    }
    for (reset, compare, decay) in [
        ("subtract", "ge", json!({"kind": "none", "shift": 3})),
        ("zero", "gt", json!({"kind": "keep", "shift": 2})),
        ("subtract", "gt", json!({"kind": "lose", "shift": 15})),
    ] {
        let current = matrix(6, 40, |r| r);
        both(
            "neuron",
            json!({"current": current, "threshold": 9000, "reset": reset, "compare": compare, "decay": decay}),
        );
    }
}
